"""Scores: the sum of lines that name their rule and the prospect's own words; bands by points and by axis."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from flows import conditions
from flows.conditions import Condition, Fact, Term
from flows.flow import BandRule, Flow
from flows.model import Answer
from flows.scoring import band, ledger_change, score
from flows.values import Money, Need, Value, Window

Is = conditions.Test  # under its own name pytest takes it for a class of tests
DAY = date(2026, 3, 10)
BANDS = (BandRule("hot", points=70, fit=40, intent=30), BandRule("warm", points=40))


def answer(question: str, value: Value | None, raw: str = "…", *, live: bool = True) -> Answer:
    return Answer(question, raw, value, 1.0, datetime(2026, 3, 10, 12, tzinfo=UTC), 1, live=live)


@pytest.mark.parametrize(
    ("fit", "intent", "reached"),
    [
        (40, 30, "hot"),
        (39, 31, "warm"),
        (60, 29, "warm"),
        (40, 0, "warm"),
        (0, 40, "warm"),
        (39, 0, "cold"),
        (-5, 0, "cold"),
    ],
)
def test_a_band_is_reached_when_all_that_it_takes_is_there(fit: int, intent: int, reached: str) -> None:
    assert band(BANDS, fit + intent, fit, intent) == reached


def test_each_line_quotes_the_answer_it_rests_on(bant: Flow) -> None:
    found = score(bant, [answer("size", "medium", "on est 35"), answer("budget", Money(12000, 12000, "EUR"), "12 k€")])

    assert [(line.rule, line.points, line.quote) for line in found.lines] == [
        ("right-size", 20, "on est 35"),
        ("some-budget", 5, "12 k€"),
        ("full-budget", 10, "12 k€"),
    ]
    assert (found.points, found.fit, found.intent) == (35, 35, 0)
    assert {line.edition for line in found.lines} == {bant.edition}


def test_a_rule_on_either_of_two_answers_quotes_the_one_that_there_is(bant: Flow) -> None:
    (line,) = [ln for ln in score(bant, [answer("size", "solo", "je suis seule")]).lines if ln.rule == "decides"]

    assert (line.question, line.quote) == ("size", "je suis seule")


def test_an_answer_that_counts_no_longer_gives_no_points(bant: Flow) -> None:
    assert score(bant, [answer("size", "medium", live=False)]).lines == ()


def test_a_disqualifying_fact_outweighs_every_point(bant: Flow) -> None:
    found = score(bant, [answer("size", "no-company"), answer("need", Need("…", ("invoices",)))])

    assert (found.band, found.disqualified) == ("disqualified", "no-company")
    assert found.points == 10


def test_the_ledger_tells_what_came_and_what_went_and_nothing_else(bant: Flow) -> None:
    before = score(bant, [answer("size", "medium", "35"), answer("authority", "self", "moi")])
    after = score(bant, [answer("size", "small", "5"), answer("authority", "self", "moi")])

    added, ended = ledger_change(before, after)

    assert [line.rule for line in added] == ["near-size"]
    assert [line.rule for line in ended] == ["right-size"]
    assert ledger_change(after, after) == ((), ())


def test_the_same_points_in_other_words_are_another_line(bant: Flow) -> None:
    before, after = (score(bant, [answer("size", "medium", raw)]) for raw in ("35", "on est 35"))

    added, ended = ledger_change(before, after)

    assert ([ln.quote for ln in added], [ln.quote for ln in ended]) == (["on est 35"], ["35"])


def in_days(*days: int) -> Window:
    first, last = DAY + timedelta(days=days[0]), DAY + timedelta(days=days[-1])
    return Window(first, last)


@pytest.mark.parametrize(
    ("value", "test", "number", "true"),
    [
        (Money(5000, 10000), Is.AT_LEAST, 10000, True),
        (Money(5000, 10000), Is.AT_LEAST, 10001, False),
        (Money(5000, None), Is.AT_LEAST, 5000, True),
        (Money(5000, None), Is.AT_MOST, 10000, False),
        (Money(None, 2000), Is.AT_MOST, 2000, True),
        (Money(none=True), Is.AT_MOST, 0, True),
        (Money(none=True), Is.AT_LEAST, 1, False),
        (12, Is.AT_LEAST, 12, True),
        (12.5, Is.AT_MOST, 12, False),
        (in_days(0, 30), Is.WITHIN_DAYS, 30, True),
        (in_days(0, 31), Is.WITHIN_DAYS, 30, False),
        (Window(asap=True), Is.WITHIN_DAYS, 0, True),
        (Window(never=True), Is.WITHIN_DAYS, 9999, False),
        (Window(DAY, None), Is.WITHIN_DAYS, 0, True),
        (in_days(31, 60), Is.BEYOND_DAYS, 31, True),
        (in_days(30, 60), Is.BEYOND_DAYS, 31, False),
        (Window(never=True), Is.BEYOND_DAYS, 9999, True),
        (Window(asap=True), Is.BEYOND_DAYS, 0, False),
        (Window(never=True), Is.NONE, 0, True),
        (Money(none=True), Is.NONE, 0, True),
        (Money(0, 0), Is.NONE, 0, False),
        (None, Is.SKIPPED, 0, True),
        (None, Is.ANSWERED, 0, False),
        (None, Is.AT_MOST, 9999, False),
        ("…", Is.ANSWERED, 0, True),
        ("…", Is.AT_LEAST, 0, False),
    ],
)
def test_what_a_test_makes_of_a_value(value: Value | None, test: Is, number: float, *, true: bool) -> None:
    condition = Condition((Term("q", test, number=float(number)),))

    assert condition.holds({"q": Fact(value, DAY)}) is true
    assert not condition.holds({"other": Fact(value, DAY)})


@pytest.mark.parametrize(
    ("value", "true"),
    [("a", True), ("c", False), (("c", "b"), True), (Need("…", ("c", "a")), True), (Need("a"), False), (3, False)],
)
def test_is_looks_for_any_of_its_options(value: Value, *, true: bool) -> None:
    assert Condition((Term("q", Is.IS, ("a", "b")),)).holds({"q": Fact(value, DAY)}) is true


def test_all_terms_must_hold_and_one_of_the_alternatives() -> None:
    a, b, c = (Condition((Term(q, Is.ANSWERED),)) for q in "abc")
    condition = Condition(a.terms, (b, c))

    assert Condition().holds({})
    assert not condition.holds({"a": Fact("x", DAY)})
    assert not condition.holds({"b": Fact("x", DAY)})
    assert condition.holds({"a": Fact("x", DAY), "c": Fact("x", DAY)})
    assert condition.questions() == ("a", "b", "c")
