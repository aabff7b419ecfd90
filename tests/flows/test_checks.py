"""Walking a flow beforehand: what is found on its paths is what talks really reach."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from flows.checks import examine
from flows.conditions import Fact
from flows.engine import begin
from flows.exploring import Ahead, explore
from flows.flow import END, Flow, Kind, Question
from flows.loading import read_flow
from flows.model import Answer
from flows.talk import progress
from flows.values import Money, Value
from tests.flows.planted.faults import SIZES, SOUND
from tests.flows.visitors import NOON, TALK, WHO, Visitor


@pytest.mark.parametrize("name", ["white_paper", "bant", "quiz"])
def test_every_question_band_and_magnet_of_a_shipped_flow_is_reached(name: str, request: pytest.FixtureRequest) -> None:
    flow: Flow = request.getfixturevalue(name)

    reach = explore(flow)

    assert reach.complete
    assert reach.questions == set(flow.by_id)
    assert reach.magnets == {m.id for m in flow.magnets}
    assert reach.rules == {r.id for r in flow.rules}
    assert reach.disqualifiers == {d.code for d in flow.disqualifiers}
    assert reach.bands >= {"hot", "warm", "cold"}
    assert (reach.stuck, reach.unguarded) == (set(), set())


def test_two_rules_that_never_hold_together_are_not_added_up() -> None:
    either = SOUND.replace("when: {money: {at_least: 100}}", "when: {wish: bread}").replace(
        "hot: {points: 70, intent: 20}", "hot: {points: 61, fit: 31}"
    )

    _, found = examine(either, SIZES.get)

    assert [p.params for p in found if p.key == "unreachable-band"] == [{"band": "hot"}]


def test_a_bound_is_told_apart_on_both_of_its_sides() -> None:
    flow, _ = read_flow(
        SOUND.replace("when: {wish: cheese}", "when: {howmany: {at_least: 500}}").replace(
            "when: {money: {at_least: 100}}", "when: {howmany: {at_most: 1}}"
        ),
        SIZES.get,
    )

    assert {"likes-cheese", "has-money"} <= explore(flow).rules


def test_a_flow_with_too_many_paths_says_so_and_is_not_refused() -> None:
    """Thirty questions whose answers all matter at the end: more ways than anybody waits for."""
    names = [f"q{a}{b}" for a, b in product("abcdef", "ghijk")]
    asked = "".join(f"  - {{id: {n}, kind: yes-no, ask: {{fr: '{n}', en: '{n}'}}}}\n" for n in names)
    wanted = ", ".join(f'{n}: "yes"' for n in names)
    text = SOUND.replace("questions:\n", f"questions:\n{asked}").replace("when: {wish: cheese}", f"when: {{{wanted}}}")

    flow, found = examine(text, SIZES.get)

    assert flow is not None
    assert [(p.key, p.severity) for p in found] == [("too-many-paths", "warning")]
    assert "too many paths" in found[0].text("en")


# --- how much is still to come -----------------------------------------------------------------------------------


def answers_to(question: Question) -> list[Value | None]:
    """Every answer that some branch of a shipped flow may tell apart."""
    match question.kind:
        case Kind.CHOICE | Kind.AUTHORITY:
            return [o.value for o in question.options]
        case Kind.YES_NO | Kind.CONSENT:
            return ["yes", "no"]
        case Kind.BUDGET:
            return [None, Money(none=True), Money(500, 500), Money(2000, 2000), Money(1000, 9000), Money(3000, None)]
        case _ if question.optional:
            return [None, "…"]
        case _:
            return ["…"]


def walks(flow: Flow, facts: dict[str, Fact]) -> list[list[str]]:
    """Every way on from these answers, as the questions that it asks until the end."""
    *_, waiting = flow.path(facts)
    if waiting == END:
        return [[]]
    found = []
    for value in answers_to(flow.by_id[waiting]):
        found += [[waiting, *rest] for rest in walks(flow, facts | {waiting: Fact(value, NOON.date())})]
    return found


def at(flow: Flow, facts: dict[str, Fact]) -> tuple[int, int]:
    """The progress of a talk that has these answers."""
    answers = tuple(Answer(q, "", fact.value, 1.0, NOON, 1) for q, fact in facts.items())
    return progress(flow, replace(begin(flow, WHO, TALK, "en", NOON), answers=answers))


@pytest.mark.parametrize(("name", "longest"), [("white_paper", 6), ("bant", 11), ("quiz", 8)])
def test_progress_begins_with_the_longest_way_that_there_really_is(
    name: str, longest: int, request: pytest.FixtureRequest
) -> None:
    flow: Flow = request.getfixturevalue(name)

    every = walks(flow, {})

    assert max(map(len, every)) == longest
    assert at(flow, {}) == (0, longest)


@pytest.mark.parametrize(
    ("name", "fr", "en"),
    [
        ("white_paper", "six questions courtes", "six short questions"),
        ("quiz", "Cinq questions sur votre voiture, trois sur vous", "Five questions about your car, three about you"),
    ],
)
def test_a_flow_promises_as_many_questions_as_it_asks(
    name: str, fr: str, en: str, request: pytest.FixtureRequest
) -> None:
    flow: Flow = request.getfixturevalue(name)
    numbers = {"six": 6, "cinq": 5, "trois": 3, "five": 5, "three": 3}

    for promise, locale in ((fr, "fr"), (en, "en")):
        assert flow.landing is not None
        assert any(promise in text for text in (*flow.opening[locale], flow.landing.lead[locale]))
        assert sum(numbers.get(each, 0) for each in promise.lower().split()) == at(flow, {})[1]


def test_progress_knows_at_each_step_the_longest_way_on_and_only_ever_nears_its_end(bant: Flow) -> None:
    checked = 0

    def walk(facts: dict[str, Fact], before: tuple[int, int]) -> None:
        nonlocal checked
        done, of = at(bant, facts)
        assert before[0] <= done <= of <= before[1]
        *_, waiting = bant.path(facts)
        if waiting == END:
            assert done == of
            return
        assert of == done + max(len(way) for way in walks(bant, facts))
        checked += 1
        values = answers_to(bant.by_id[waiting])
        for value in values if waiting in ("size", "budget", "authority", "callback") else values[-1:]:
            walk(facts | {waiting: Fact(value, NOON.date())}, (done, of))

    walk({}, (0, 11))

    assert checked > 100


def test_an_answer_that_nobody_thought_of_is_measured_too(bant: Flow) -> None:
    known = {"need": Fact("…", NOON.date()), "size": Fact("a size of an earlier edition", NOON.date())}

    assert at(bant, known) == (2, 11)


def test_what_is_ahead_is_found_in_a_moment(bant: Flow) -> None:
    ahead = Ahead(bant)

    assert ahead.exact
    assert len(ahead.found) < 200


def test_with_too_many_situations_the_longest_way_stands_in_whatever_its_conditions() -> None:
    """Twelve questions whose answers all matter to the last branch: each doubles the situations."""
    names = [f"q{letter}" for letter in "abcdefghijkl"]
    asked = "".join(f"  - {{id: {n}, kind: yes-no, ask: {{fr: '{n}', en: '{n}'}}}}\n" for n in names)
    wanted = ", ".join(f'{n}: "yes"' for n in names)
    last = f"next: [{{when: {{{wanted}}}, go: end}}, {{go: wish}}]}}\n"
    flow, _ = read_flow(SOUND.replace("questions:\n", f"questions:\n{asked[:-2]}, {last}"), SIZES.get)
    visitor = Visitor(flow)

    assert not flow.ahead.exact
    assert visitor.opens().turn.of == flow.longest["qa"] == len(flow.questions)
