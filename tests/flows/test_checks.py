"""Walking a flow beforehand: what is found on its paths is what talks really reach."""

from __future__ import annotations

from itertools import product

import pytest

from flows.checks import check
from flows.exploring import explore
from flows.flow import Flow
from flows.loading import read_flow
from tests.flows.planted.faults import SIZES, SOUND


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

    flow, parsed = read_flow(either, SIZES.get)

    assert [p.params for p in check(flow, parsed) if p.key == "unreachable-band"] == [{"band": "hot"}]


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

    flow, parsed = read_flow(text, SIZES.get)

    found = check(flow, parsed)
    assert [(p.key, p.severity) for p in found] == [("too-many-paths", "warning")]
    assert "too many paths" in found[0].text("en")
