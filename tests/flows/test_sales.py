"""A hot lead as sales works it: one owner, a clock that runs in business time, and nothing said before taking over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from flows.case import (
    Case,
    CaseDecision,
    CaseState,
    Claimed,
    Deed,
    DeedWhat,
    Disqualified,
    GaveBack,
    Judged,
    Member,
    Moved,
    Raised,
    Reassigned,
    Snoozed,
    Ticked,
    TookOver,
    Typed,
    Undone,
)
from flows.effects import AlertSales, Relay, ShowCard, ThreadNote, Whisper, queue_of
from flows.flow import AlertRule, ClaimRule
from flows.hours import Hours
from flows.model import Key, Released, TakenOver, Wrote
from flows.sales import act, open_case, quiet_until
from tests.adapters.leads import MARIE

ANA, BEN = Member("U1", "Ana", "Europe/Brussels"), Member("U2", "Ben", "America/New_York")
TALK, CASE = UUID(int=1), UUID(int=2)
DESK, PROSPECT = Key("slack", "T1/C1"), Key("web", "p")
NINE_TO_SIX = Hours("Europe/Brussels", dict.fromkeys(range(5), ((time(9), time(18)),)), frozenset({date(2026, 12, 25)}))
RULE = AlertRule(("hot",), "en", claim=ClaimRule(10, NINE_TO_SIX, ("U1", "U2"), "U9"))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Brussels


def alert(at: datetime = MONDAY, **changes: object) -> AlertSales:
    return replace(MARIE, locale="en", at=at, conversation=TALK, **changes)  # type: ignore[arg-type]


class Desk:
    """A case as it goes on; each deed is one decision."""

    def __init__(self, at: datetime = MONDAY, rule: AlertRule | None = RULE, reason: str = "hot") -> None:
        self.rule = rule
        raised = Raised(alert(at, reason=reason), TALK, PROSPECT)
        self.case: Case = open_case(CASE, DESK, raised)
        self.at = at
        self.count = 0
        self.last = self.does(None, raised)

    def does(self, by: Member | None, what: DeedWhat, after: float = 0.0) -> CaseDecision:
        """`after` seconds later, somebody does something."""
        self.at += timedelta(seconds=after)
        self.count += 1
        self.last = act(self.case, Deed(str(self.count), self.at, by, what), self.rule)
        self.case = self.last.case
        return self.last

    def notes(self) -> list[ThreadNote]:
        return [e for e in self.last.effects if isinstance(e, ThreadNote)]

    def whispers(self) -> list[Whisper]:
        return [e for e in self.last.effects if isinstance(e, Whisper)]

    def ticks(self, at: datetime) -> CaseDecision:
        self.at = at
        return self.does(None, Ticked())


def brussels(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    from zoneinfo import ZoneInfo

    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Brussels")).astimezone(UTC)


# --- claiming ----------------------------------------------------------------------------------------------------


def test_a_raised_lead_is_shown_and_its_clock_runs() -> None:
    desk = Desk()

    assert [type(e) for e in desk.last.effects] == [ShowCard]
    assert desk.case.claim_by == desk.case.wake_at == brussels(23, 10, 10)


def test_the_first_has_it_and_the_second_is_told_who_and_when_and_nobody_else_is() -> None:
    desk = Desk()
    first = desk.does(ANA, Claimed(), 42)
    second = desk.does(BEN, Claimed(), 4)

    assert [type(e) for e in first.effects] == [ShowCard]
    assert (desk.case.owner, desk.case.state) == (ANA, CaseState.CLAIMED)
    assert desk.case.claimed_at == MONDAY + timedelta(seconds=42)
    [told] = second.effects
    assert isinstance(told, Whisper)
    assert (told.to, told.text, told.direct) == ("U2", "Ana took it 4 s ago.", False)
    assert desk.case.wake_at is None


def test_claiming_ones_own_again_changes_nothing() -> None:
    desk = Desk()
    desk.does(ANA, Claimed())
    again = desk.does(ANA, Claimed())

    assert again.did == "nothing"
    assert not any(isinstance(e, ShowCard) for e in again.effects)


@pytest.mark.parametrize(("seconds", "ago"), [(0, "0 s"), (59, "59 s"), (61, "1 min"), (7300, "2 h"), (90000, "1 d")])
def test_how_long_ago_is_said_in_the_largest_unit(seconds: int, ago: str) -> None:
    desk = Desk()
    desk.does(ANA, Claimed())
    desk.does(BEN, Claimed(), seconds)

    assert desk.whispers()[0].text == f"Ana took it {ago} ago."


# --- the clock ---------------------------------------------------------------------------------------------------


def test_it_reminds_then_passes_on_then_escalates_then_is_silent() -> None:
    desk = Desk()
    desk.ticks(brussels(23, 10, 9))
    assert desk.last.did == "nothing"

    desk.ticks(brussels(23, 10, 10))
    assert (desk.last.did, desk.notes()[0].mention) == ("reminded", ("U1",))
    desk.ticks(brussels(23, 10, 20))
    assert (desk.last.did, desk.notes()[0].mention) == ("passed-on", ("U2",))
    desk.ticks(brussels(23, 10, 30))
    assert (desk.last.did, desk.notes()[0].mention) == ("escalated", ("U9",))
    assert [(w.to, w.direct) for w in desk.whispers()] == [("U9", True)]
    assert desk.case.wake_at is None
    desk.ticks(brussels(23, 12))
    assert desk.last.did == "nothing"


@pytest.mark.parametrize(
    ("raised", "claim_by"),
    [
        (brussels(27, 17, 55), brussels(30, 9, 5)),  # over a weekend
        (brussels(28, 12), brussels(30, 9, 10)),  # on a Saturday
        (brussels(24, 17, 58, 12), brussels(28, 9, 8, 12)),  # over a holiday and the weekend behind it
        (brussels(23, 7, 0), brussels(23, 9, 10)),  # before the team is there
        (brussels(23, 20, 0), brussels(24, 9, 10)),  # after it has gone
        (brussels(23, 18, 0, 10), brussels(26, 9, 10, 10)),  # over the change to winter time
        (brussels(27, 17, 55, 3), brussels(30, 9, 5, 3)),  # over the change to summer time
    ],
)
def test_the_clock_runs_in_business_time_only(raised: datetime, claim_by: datetime) -> None:
    assert Desk(raised).case.claim_by == claim_by


def test_a_restart_in_the_middle_changes_nothing() -> None:
    cases = TypeAdapter(Case)
    desk = Desk()
    desk.ticks(brussels(23, 10, 10))
    kept = cases.validate_json(cases.dump_json(desk.case))

    assert kept == desk.case
    deed = Deed("x", brussels(23, 10, 20), None, Ticked())
    assert act(kept, deed, RULE) == act(desk.case, deed, RULE)


def test_without_a_claim_rule_there_is_no_clock() -> None:
    desk = Desk(rule=AlertRule(("hot",), "en"))

    assert (desk.case.claim_by, desk.case.wake_at) == (None, None)


def test_a_snoozed_lead_comes_back_and_its_clock_starts_again() -> None:
    desk = Desk()
    desk.does(ANA, Snoozed("15m"))
    assert desk.case.wake_at == MONDAY + timedelta(minutes=15)

    desk.ticks(MONDAY + timedelta(minutes=10))
    assert desk.last.did == "nothing"
    desk.ticks(MONDAY + timedelta(minutes=15))

    assert desk.last.did == "woke"
    assert desk.case.snoozed_until is None
    assert desk.case.claim_by == MONDAY + timedelta(minutes=25)
    assert desk.case.state is CaseState.NEW


def test_tomorrow_is_nine_oclock_where_the_member_is_also_across_a_change_of_the_clock() -> None:
    desk = Desk(brussels(24, 15, 0, 10))  # the clock goes back that night
    desk.does(ANA, Snoozed("tomorrow"))
    assert desk.case.wake_at == brussels(25, 9, 0, 10)

    desk.does(BEN, Snoozed("tomorrow"))
    assert desk.case.wake_at == datetime(2026, 10, 25, 13, 0, tzinfo=UTC)  # 9:00 in New York


# --- its life ----------------------------------------------------------------------------------------------------


def test_it_goes_on_in_whatever_order_and_who_says_so_first_has_it() -> None:
    desk = Desk()
    desk.does(BEN, Moved(CaseState.MEETING))
    desk.does(BEN, Moved(CaseState.CONTACTED))
    desk.does(ANA, Moved(CaseState.WON))

    assert (desk.case.state, desk.case.owner) == (CaseState.WON, BEN)
    desk.does(ANA, Moved(CaseState.LOST))
    assert desk.last.did == "too-late"
    assert desk.case.state is CaseState.WON


def test_disqualifying_keeps_the_reason_and_undo_takes_it_back() -> None:
    desk = Desk()
    desk.does(ANA, Disqualified("no-budget", "said so"))
    assert (desk.case.state, desk.case.reason, desk.case.note) == (CaseState.DISQUALIFIED, "no-budget", "said so")

    desk.does(BEN, Undone())

    assert (desk.case.state, desk.case.reason, desk.case.owner) == (CaseState.NEW, None, None)
    assert desk.case.wake_at == desk.case.claim_by
    desk.does(BEN, Undone())
    assert desk.last.did == "nothing"


def test_given_to_somebody_else_it_calls_them() -> None:
    desk = Desk()
    desk.does(ANA, Reassigned(BEN))

    assert (desk.case.owner, desk.case.state) == (BEN, CaseState.CLAIMED)
    assert desk.notes()[0].mention == ("U2",)


def test_whether_it_was_hot_is_kept() -> None:
    desk = Desk()
    desk.does(ANA, Claimed())
    desk.does(ANA, Judged(hot=False))

    assert (desk.case.was_hot, desk.case.judged_by) == (False, "U1")


# --- taking over -------------------------------------------------------------------------------------------------


def relayed(desk: Desk) -> list[object]:
    return [e.what for e in desk.last.effects if isinstance(e, Relay)]


def test_only_what_is_written_between_taking_over_and_giving_back_goes_to_the_prospect() -> None:
    desk = Desk()
    desk.does(ANA, Typed("too early"))
    assert relayed(desk) == []
    desk.does(ANA, TookOver())
    assert relayed(desk) == [TakenOver("Ana")]
    assert (desk.case.owner, desk.case.relay) == (ANA, ANA)
    for by, text, told in (
        (ANA, "hello", [Wrote("Ana", "hello")]),
        (ANA, "// a note", []),
        (ANA, "  // too", []),
        (BEN, "not mine", []),
        (ANA, "   ", []),
    ):
        desk.does(by, Typed(text))
        assert relayed(desk) == told
    desk.does(ANA, GaveBack())
    assert relayed(desk) == [Released()]
    desk.does(ANA, Typed("too late"))
    assert relayed(desk) == []


def test_what_goes_to_the_prospect_goes_in_order() -> None:
    desk = Desk()
    queues = set()
    for what in (TookOver(), Typed("a"), Typed("b"), GaveBack()):
        desk.does(ANA, what)
        queues |= {queue_of(e) for e in desk.last.effects if isinstance(e, Relay)}

    assert queues == {f"relay/{CASE}"}


def test_two_cannot_take_over_at_once() -> None:
    desk = Desk()
    desk.does(ANA, TookOver())
    desk.does(BEN, TookOver())

    assert desk.case.relay == ANA
    assert "Ana" in desk.whispers()[0].text


# --- one case a lead ---------------------------------------------------------------------------------------------


def test_raised_again_it_shows_the_latest_and_calls_its_owner() -> None:
    desk = Desk(reason="human")
    desk.does(ANA, Claimed())
    desk.does(None, Raised(alert(points=99), UUID(int=7), Key("telegram", "1/2")))

    assert desk.case.alert.points == 99
    assert desk.case.key == Key("telegram", "1/2")
    assert desk.notes()[0].mention == ("U1",)
    assert desk.case.owner == ANA


def test_a_lost_lead_that_is_hot_again_begins_anew() -> None:
    desk = Desk()
    desk.does(ANA, Moved(CaseState.LOST))
    later = MONDAY + timedelta(days=1)
    desk.at = later
    desk.does(None, Raised(alert(later), TALK, PROSPECT))

    assert (desk.case.state, desk.case.owner) == (CaseState.NEW, None)
    assert desk.case.claim_by == later + timedelta(minutes=10)


def test_quiet_hours_hold_a_card_until_they_are_over() -> None:
    rule = replace(RULE, quiet=((time(20), time(7, 30)),))

    assert quiet_until(rule, brussels(23, 21)) == brussels(24, 7, 30)
    assert quiet_until(rule, brussels(23, 12)) is None
    assert quiet_until(None, MONDAY) is None


WHATS: list[DeedWhat] = [
    Claimed(),
    Snoozed("1h"),
    Snoozed("tomorrow"),
    Disqualified("other", "x"),
    Reassigned(BEN),
    Moved(CaseState.CONTACTED),
    Moved(CaseState.WON),
    Moved(CaseState.NEW),
    Undone(),
    Judged(hot=True),
    TookOver(),
    Typed("hello"),
    GaveBack(),
    Ticked(),
    Raised(alert(points=1), TALK, PROSPECT),
]


@given(st.lists(st.tuples(st.sampled_from([ANA, BEN, None]), st.sampled_from(WHATS), st.integers(0, 100_000))))
def test_whatever_is_done_nothing_is_raised_and_ids_and_versions_hold(
    deeds: list[tuple[Member | None, DeedWhat, int]],
) -> None:
    desk = Desk()
    ids: list[UUID] = [e.id for e in desk.last.effects]
    for by, what, after in deeds:
        before = desk.case
        desk.does(by, what, after)
        assert desk.case.version == before.version + desk.last.changed
        assert desk.last.changed or desk.case == before
        assert act(before, Deed(str(desk.count), desk.at, by, what), RULE) == desk.last
        ids += [e.id for e in desk.last.effects]
        if desk.case.state is CaseState.NEW and desk.case.snoozed_until is None:
            assert desk.case.owner is None
        if desk.case.state is not CaseState.NEW:
            assert desk.case.owner is not None
    assert len(set(ids)) == len(ids)


@given(st.sampled_from([Claimed(), Snoozed("1h"), Disqualified("other"), Reassigned(BEN), Moved(CaseState.CONTACTED)]))
def test_undo_restores_what_stood(what: DeedWhat) -> None:
    desk = Desk()
    before = desk.case
    desk.does(ANA, what, 60)
    desk.does(ANA, Undone(), 60)

    assert replace(desk.case, version=before.version) == before
