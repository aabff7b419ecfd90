"""A lead as sales works it: tables of deeds; no order of them raises, loses an owner or says too much."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.channels.slack.card import card_of
from flows.case import (
    REASONS,
    Case,
    CaseDecision,
    CaseState,
    Claimed,
    Deed,
    DeedWhat,
    Disqualified,
    Ended,
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
    Unheard,
)
from flows.effects import AlertSales, CardLine, Relay, ShowCard, ShowDigest, ThreadNote, Whisper
from flows.flow import AlertRule, ClaimRule
from flows.hours import Hours
from flows.model import Key, Released, TakenOver, Wrote
from flows.sales import act, is_crowded, open_case
from storage import codec

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday, 11:00 in Brussels
BRUSSELS = ZoneInfo("Europe/Brussels")
ANA, BEN = Member("U1", "Ana", "Europe/Brussels"), Member("U2", "Ben", "America/New_York")
CLEO = Member("U3", "Cleo", "Asia/Kathmandu")
TALK, OTHER_TALK = UUID(int=1), UUID(int=2)
WEB, TELEGRAM = Key("web", "visitor"), Key("telegram", "7/42")
DESK = Key("slack", "T1/C1")
ALERT = AlertSales(
    id=UUID(int=9),
    reason="hot",
    flow="bant-b2b",
    title="BANT",
    locale="en",
    language="fr",
    band="hot",
    points=82,
    fit=40,
    intent=42,
    lines=(CardLine(30, "Budget confirmed", "15 000"),),
    facts=(("Need", "invoices"),),
    quote="invoices",
    contact=(("Name", "Marie"),),
    source="",
    channel="web",
    at=AT,
)
OFFICE = Hours(
    "Europe/Brussels",
    dict.fromkeys(range(5), ((time(9), time(12, 30)), (time(13, 30), time(18)))),
    frozenset((date(2026, 12, 25), date(2026, 12, 28))),
)
RULE = AlertRule(("hot",), "en", claim=ClaimRule(5, OFFICE, ("UA", "UB"), "UM"))

RAISED = Raised(ALERT, TALK, WEB)
CLAIM, UNDO, TAKE, BACK = Claimed(), Undone(), TookOver(), GaveBack()
MOVED = {state: Moved(state) for state in CaseState}


def begun(rule: AlertRule | None = RULE, at: datetime = AT) -> Case:
    """A case that was just raised."""
    raised = replace(RAISED, alert=replace(ALERT, at=at))
    return act(open_case(UUID(int=4), DESK, raised), Deed("raise", at, None, raised), rule).case


def did(case: Case, *deeds: tuple[Member | None, DeedWhat], rule: AlertRule | None = RULE) -> CaseDecision:
    """What the last of these deeds, a second apart, leads to."""
    decision = CaseDecision(case, (), "")
    for n, (by, what) in enumerate(deeds):
        decision = act(decision.case, Deed(f"{n}", AT + timedelta(seconds=n + 1), by, what), rule)
    return decision


def effects(decision: CaseDecision, kind: type[Any]) -> list[Any]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def whispers(decision: CaseDecision) -> list[tuple[str, str]]:
    return [(w.to, w.text) for w in effects(decision, Whisper)]


def standing(case: Case) -> tuple[Any, ...]:
    """What Undo has to restore."""
    return (case.state, case.owner, case.claimed_at, case.snoozed_until, case.reason, case.note, case.wake_at)


# --- tables of deeds ---------------------------------------------------------------------------------------------

OUT = Disqualified("no-budget", "not a cent")


@pytest.mark.parametrize(
    ("deeds", "state", "owner", "understood"),
    [
        ([(ANA, CLAIM)], "claimed", ANA, "claim"),
        ([(ANA, CLAIM), (BEN, CLAIM)], "claimed", ANA, "too-late"),
        ([(ANA, CLAIM), (ANA, CLAIM)], "claimed", ANA, "nothing"),
        ([(ANA, CLAIM), (ANA, MOVED[CaseState.CONTACTED])], "contacted", ANA, "move"),
        ([(BEN, MOVED[CaseState.MEETING])], "meeting", BEN, "move"),
        ([(ANA, CLAIM), (BEN, MOVED[CaseState.WON])], "won", ANA, "move"),
        ([(ANA, MOVED[CaseState.WON]), (BEN, MOVED[CaseState.LOST])], "won", ANA, "too-late"),
        ([(ANA, MOVED[CaseState.WON]), (BEN, MOVED[CaseState.WON])], "won", ANA, "nothing"),
        ([(ANA, MOVED[CaseState.CLAIMED])], "new", None, "too-late"),
        ([(ANA, OUT)], "disqualified", ANA, "disqualify"),
        ([(ANA, OUT), (BEN, OUT)], "disqualified", ANA, "too-late"),
        ([(ANA, OUT), (BEN, UNDO)], "new", None, "undo"),
        ([(ANA, CLAIM), (BEN, OUT)], "disqualified", ANA, "disqualify"),
        ([(ANA, Reassigned(BEN))], "claimed", BEN, "reassign"),
        ([(ANA, CLAIM), (ANA, Reassigned(BEN))], "claimed", BEN, "reassign"),
        ([(ANA, CLAIM), (BEN, Reassigned(ANA))], "claimed", ANA, "nothing"),
        ([(ANA, MOVED[CaseState.LOST]), (ANA, Reassigned(BEN))], "lost", ANA, "too-late"),
        ([(ANA, Snoozed("1h")), (BEN, CLAIM)], "claimed", BEN, "claim"),
        ([(ANA, MOVED[CaseState.WON]), (BEN, Snoozed("1h"))], "won", ANA, "too-late"),
        ([(ANA, UNDO)], "new", None, "nothing"),
        ([(ANA, CLAIM), (ANA, UNDO)], "new", None, "undo"),
        ([(ANA, CLAIM), (ANA, MOVED[CaseState.WON]), (ANA, UNDO)], "claimed", ANA, "undo"),
        ([(ANA, TAKE)], "claimed", ANA, "take-over"),
        ([(ANA, CLAIM), (BEN, TAKE)], "claimed", ANA, "take-over"),
        ([(ANA, TAKE), (BEN, TAKE)], "claimed", ANA, "too-late"),
        ([(ANA, BACK)], "new", None, "nothing"),
        ([(ANA, Typed("hello"))], "new", None, "note"),
        ([(ANA, Judged(True))], "new", None, "judge"),
        ([(None, CLAIM)], "new", None, "nothing"),
    ],
)
def test_what_a_row_of_deeds_comes_to(
    deeds: list[tuple[Member | None, DeedWhat]], state: str, owner: Member | None, understood: str
) -> None:
    decision = did(begun(), *deeds)

    assert (decision.case.state.value, decision.case.owner, decision.did) == (state, owner, understood)


def test_a_new_case_shows_its_card_and_starts_its_clock() -> None:
    raised = act(open_case(UUID(int=4), DESK, RAISED), Deed("r", AT, None, RAISED), RULE)

    assert [type(effect) for effect in raised.effects] == [ShowCard]
    assert raised.case.claim_by == raised.case.wake_at == AT + timedelta(minutes=5)


def test_the_loser_alone_is_told_who_was_first_and_when() -> None:
    late = act(did(begun(), (ANA, CLAIM)).case, Deed("b", AT + timedelta(seconds=5), BEN, CLAIM), RULE)

    assert whispers(late) == [("U2", "Ana took it 4 s ago.")]
    assert late.effects == tuple(effects(late, Whisper))


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        (MOVED[CaseState.WON], "This lead is won already."),
        (MOVED[CaseState.LOST], "This lead is lost already."),
        (OUT, "This lead is disqualified already."),
    ],
)
@pytest.mark.parametrize("by", [ANA, BEN])
@pytest.mark.parametrize("what", [CLAIM, Snoozed("15m"), OUT, Reassigned(CLEO)])
def test_whoever_presses_on_a_closed_case_hears_how_it_ended(
    closing: DeedWhat, words: str, by: Member, what: DeedWhat
) -> None:
    assert whispers(did(begun(), (ANA, closing), (by, what))) == [(by.id, words)]


@pytest.mark.parametrize(
    ("until", "by", "wakes"),
    [
        ("15m", ANA, AT + timedelta(minutes=15, seconds=1)),
        ("1h", BEN, AT + timedelta(hours=1, seconds=1)),
        ("tomorrow", ANA, datetime(2026, 11, 24, 9, tzinfo=BRUSSELS)),
        ("tomorrow", BEN, datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))),
        ("tomorrow", CLEO, datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Kathmandu"))),
    ],
)
def test_a_snooze_ends_where_the_member_is(until: Any, by: Member, wakes: datetime) -> None:
    case = did(begun(), (by, Snoozed(until))).case

    assert case.snoozed_until == case.wake_at == wakes
    woken = act(case, Deed("t", wakes, None, Ticked()), RULE)
    assert (woken.did, woken.case.snoozed_until) == ("woke", None)
    assert woken.case.wake_at == OFFICE.after(wakes, 5)


def test_a_snooze_till_tomorrow_over_the_change_to_summer_time_ends_at_nine_on_the_wall() -> None:
    eve = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)
    case = act(begun(at=eve), Deed("s", eve, ANA, Snoozed("tomorrow")), RULE).case

    assert case.wake_at == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_reason_is_worded(code: str, locale: str) -> None:
    from flows.texts import word

    assert word(f"desk.reason.{code}", locale)


# --- the clock ---------------------------------------------------------------------------------------------------


def wakes(case: Case, rule: AlertRule | None = RULE) -> list[tuple[str, str, tuple[str, ...], list[str]]]:
    """Every tick until the clock stands still: what it was, when in Brussels, whom the thread and a message call."""
    found: list[tuple[str, str, tuple[str, ...], list[str]]] = []
    while case.wake_at is not None:
        at = case.wake_at
        decision = act(case, Deed(f"tick/{case.version}", at, None, Ticked()), rule)
        [note] = effects(decision, ThreadNote)
        direct = [w.to for w in effects(decision, Whisper) if w.direct]
        found.append((decision.did, f"{at.astimezone(BRUSSELS):%a %d %H:%M}", note.mention, direct))
        case = decision.case
    return found


@pytest.mark.parametrize(
    ("begins", "times"),
    [
        # in the middle of a morning, across noon, over a night
        ("2026-11-23T11:00", ["Mon 23 11:05", "Mon 23 11:10", "Mon 23 11:15"]),
        ("2026-11-23T12:27", ["Mon 23 13:32", "Mon 23 13:37", "Mon 23 13:42"]),
        ("2026-11-23T17:58", ["Tue 24 09:03", "Tue 24 09:08", "Tue 24 09:13"]),
        # over a weekend, and a Friday and a Monday that are holidays around one
        ("2026-11-20T17:52", ["Fri 20 17:57", "Mon 23 09:02", "Mon 23 09:07"]),
        ("2026-11-21T14:00", ["Mon 23 09:05", "Mon 23 09:10", "Mon 23 09:15"]),
        ("2026-12-24T17:58", ["Tue 29 09:03", "Tue 29 09:08", "Tue 29 09:13"]),
        # over both changes of the clock: 9:00 stays 9:00
        ("2027-03-26T17:58", ["Mon 29 09:03", "Mon 29 09:08", "Mon 29 09:13"]),
        ("2026-10-23T17:58", ["Mon 26 09:03", "Mon 26 09:08", "Mon 26 09:13"]),
    ],
)
def test_the_clock_runs_in_business_time(begins: str, times: list[str]) -> None:
    case = begun(at=datetime.fromisoformat(begins).replace(tzinfo=BRUSSELS).astimezone(UTC))

    assert [tick[:2] for tick in wakes(case)] == list(zip(("reminded", "passed-on", "escalated"), times, strict=True))


def test_first_one_of_the_rota_then_the_next_then_the_manager() -> None:
    assert [tick[2:] for tick in wakes(begun())] == [(("UA",), []), (("UB",), []), (("UM",), ["UM"])]


def test_without_rota_and_manager_the_thread_is_reminded_all_the_same() -> None:
    rule = replace(RULE, claim=ClaimRule(5, OFFICE))

    assert [tick[2:] for tick in wakes(begun(rule), rule)] == [((), [])] * 3


def test_without_a_target_no_clock_runs() -> None:
    assert begun(None).wake_at is None
    assert begun(replace(RULE, claim=None)).wake_at is None


@pytest.mark.parametrize(
    "what", [CLAIM, OUT, Reassigned(BEN), MOVED[CaseState.CONTACTED], TAKE], ids=lambda what: what.kind
)
def test_whoever_deals_with_a_lead_stops_its_clock_and_undo_starts_it_again(what: DeedWhat) -> None:
    case = begun()
    taken = did(case, (ANA, what))

    assert taken.case.wake_at is None
    assert act(taken.case, Deed("u", AT, ANA, UNDO), RULE).case.wake_at == case.wake_at


def test_a_tick_before_its_time_changes_nothing() -> None:
    case = begun()
    early = act(case, Deed("t", AT + timedelta(minutes=4), None, Ticked()), RULE)

    assert early == CaseDecision(case, (), "nothing", changed=False)


def test_a_tick_that_was_missed_for_hours_reminds_once_and_counts_on_from_then() -> None:
    case, late = begun(), AT + timedelta(hours=4)
    decision = act(case, Deed("t", late, None, Ticked()), RULE)

    assert decision.did == "reminded"
    assert decision.case.wake_at == late + timedelta(minutes=5)


# --- raised again ------------------------------------------------------------------------------------------------


def again(reason: Any = "hot", talk: UUID = TALK, key: Key = WEB, points: int = 95) -> Raised:
    return Raised(replace(ALERT, id=UUID(int=10), reason=reason, points=points), talk, key)


@pytest.mark.parametrize(
    ("closed", "reason", "state"),
    [
        (MOVED[CaseState.LOST], "hot", "new"),
        (OUT, "hot", "new"),
        (OUT, "human", "new"),
        (MOVED[CaseState.LOST], "human", "lost"),
        (MOVED[CaseState.WON], "hot", "won"),
    ],
)
def test_a_closed_lead_that_comes_back(closed: DeedWhat, reason: str, state: str) -> None:
    case = did(begun(), (ANA, closed), (None, again(reason))).case

    assert case.state.value == state
    assert (case.wake_at is None) == (state != "new")


def test_who_was_ruled_out_and_asks_for_a_person_has_a_light_card_again_and_the_thread_says_so_once() -> None:
    asks = again("human", points=1)
    decision = did(begun(), (ANA, OUT), (None, asks))
    buttons = json.dumps(card_of(decision.case, RULE)[1], ensure_ascii=False)

    assert (decision.case.alert, decision.case.owner, decision.case.reason) == (asks.alert, None, None)
    assert decision.case.claim_by is not None
    assert [note.text for note in effects(decision, ThreadNote)] == ["They ask to talk to a person."]
    assert all(verb in buttons for verb in ("desk:claim", "desk:take-over", "🙋", "⏱"))
    assert "Why" not in buttons


def test_who_asks_for_a_person_after_being_hot_stays_hot_on_the_card_and_the_owner_is_called() -> None:
    decision = did(begun(), (ANA, CLAIM), (None, again("human", points=1)))

    assert decision.case.alert.points == 82
    assert [note.mention for note in effects(decision, ThreadNote)] == [("U1",)]


def test_who_is_hot_after_asking_for_a_person_becomes_hot_on_the_card() -> None:
    raised = replace(RAISED, alert=replace(ALERT, reason="human", points=10))
    case = act(open_case(UUID(int=4), DESK, raised), Deed("r", AT, None, raised), RULE).case

    assert did(case, (None, again())).case.alert.points == 95


# --- in the talk -------------------------------------------------------------------------------------------------


def relayed(decision: CaseDecision) -> list[tuple[Key, Any]]:
    return [(relay.to, relay.what) for relay in effects(decision, Relay)]


def test_nothing_typed_before_taking_over_or_by_somebody_else_or_after_reaches_the_prospect() -> None:
    case = did(begun(), (ANA, CLAIM)).case

    assert relayed(did(case, (ANA, Typed("hello")))) == []
    taken = did(case, (ANA, TAKE))
    assert relayed(taken) == [(WEB, TakenOver("Ana"))]
    assert relayed(did(taken.case, (ANA, Typed("hello")))) == [(WEB, Wrote("Ana", "hello"))]
    assert relayed(did(taken.case, (BEN, Typed("hello")))) == []
    given = did(taken.case, (ANA, BACK))
    assert relayed(given) == [(WEB, Released())]
    assert relayed(did(given.case, (ANA, Typed("hello")))) == []


@pytest.mark.parametrize(
    ("typed", "reaches"),
    [
        ("hello", "hello"),
        ("  hello  ", "hello"),
        ("// he bluffs", None),
        ("  // he bluffs", None),
        ("//", None),
        ("", None),
        (" \n ", None),
        ("hello\n// he bluffs", "hello"),
        ("// he bluffs\nhello", "hello"),
        ("one\n  // he bluffs\ntwo", "one\ntwo"),
        ("// one\n// two", None),
        ("> // he bluffs", None),
        ("`// he bluffs`", None),
        ("```\n// he bluffs\n```", None),
        ("```// he bluffs```", None),
        ("• // he bluffs", None),
        ("／／ he bluffs", None),
        ("\u200b// he bluffs", None),
        ("> hello\n// he bluffs", "> hello"),
        ("see https://example.com // or not", "see https://example.com // or not"),
        ("nul \x00 half \ud800", "nul  half \ufffd"),
    ],
)
def test_lines_marked_as_notes_stay_among_colleagues(typed: str, reaches: str | None) -> None:
    decision = did(begun(), (ANA, TAKE), (ANA, Typed(typed)))

    assert [what for _, what in relayed(decision)] == ([Wrote("Ana", reaches)] if reaches else [])
    assert decision.did == ("typed" if reaches else "note")


def test_what_cannot_be_passed_on_is_told_to_whoever_wrote_it() -> None:
    taken = did(begun(), (ANA, TAKE)).case

    file = did(taken, (ANA, Typed("", attached=True)))
    both = did(taken, (ANA, Typed("see", attached=True)))
    long = did(taken, (ANA, Typed("x" * 4001)))

    assert relayed(file) == []
    assert relayed(both) == [(WEB, Wrote("Ana", "see"))]
    assert relayed(long) == [(WEB, Wrote("Ana", "x" * 4000))]
    assert [whispers(d)[0][1][:5] for d in (file, both, long)] == ["Files", "Files", "The m"]
    assert whispers(did(taken, (BEN, Typed("", attached=True)))) == []


def test_words_that_nobody_hears_end_the_take_over_and_are_told_in_the_thread() -> None:
    taken = did(begun(), (ANA, TAKE)).case

    decision = did(taken, (None, Unheard()))

    assert decision.case.relay is None
    assert [(n.mention, "did not get through" in n.text) for n in effects(decision, ThreadNote)] == [(("U1",), True)]
    assert did(decision.case, (None, Unheard())).did == "nothing"


def test_a_talk_that_the_prospect_ended_ends_the_take_over_and_is_told_at_once() -> None:
    taken = did(begun(), (ANA, TAKE)).case

    decision = did(taken, (None, Ended()))

    assert decision.case.relay is None
    assert len(effects(decision, ShowCard)) == 1
    assert [(n.mention, "has ended the conversation" in n.text) for n in effects(decision, ThreadNote)] == [
        (("U1",), True)
    ]
    assert did(decision.case, (None, Ended())).did == "nothing"
    assert relayed(did(decision.case, (ANA, Typed("hello")))) == []


@pytest.mark.parametrize("state", [CaseState.WON, CaseState.LOST])
def test_a_press_on_an_old_card_changes_nothing_and_is_told_in_private(state: CaseState) -> None:
    closed = did(begun(), (ANA, MOVED[state]))
    out = did(begun(), (ANA, OUT))
    claimed = did(begun(), (ANA, CLAIM))

    for case, what in ((closed.case, TAKE), (out.case, TAKE), (claimed.case, Snoozed("1h"))):
        decision = did(case, (BEN, what))
        assert decision.did == "too-late"
        assert relayed(decision) == []
        assert standing(decision.case) == standing(case)
        assert [to for to, _ in whispers(decision)] == ["U2"]


def test_a_correction_changes_what_the_card_shows_and_nobodys_standing() -> None:
    claimed = did(begun(), (ANA, CLAIM)).case
    alert = replace(ALERT, points=52, corrected=True)

    decision = did(claimed, (None, Raised(alert, TALK, WEB)))

    assert (decision.case.alert.points, decision.case.owner, decision.case.state) == (52, ANA, CaseState.CLAIMED)
    assert len(effects(decision, ShowCard)) == 1
    assert [n.mention for n in effects(decision, ThreadNote)] == [("U1",)]


def test_another_talk_of_the_lead_does_not_divert_what_a_member_says() -> None:
    case = did(begun(), (ANA, TAKE), (None, again("human", OTHER_TALK, TELEGRAM))).case

    assert relayed(did(case, (ANA, Typed("hello")))) == [(WEB, Wrote("Ana", "hello"))]
    back = did(case, (ANA, BACK))
    assert relayed(back) == [(WEB, Released())]
    assert (back.case.conversation, back.case.key) == (OTHER_TALK, TELEGRAM)
    assert relayed(did(back.case, (ANA, TAKE))) == [(TELEGRAM, TakenOver("Ana"))]


def test_the_talk_that_raised_last_is_where_a_member_takes_over_next() -> None:
    deeds = (None, again("human", OTHER_TALK, TELEGRAM)), (None, again("human"))
    case = did(begun(), (ANA, TAKE), *deeds, (ANA, BACK)).case

    assert relayed(did(case, (ANA, TAKE))) == [(WEB, TakenOver("Ana"))]


def test_another_talk_is_where_a_member_takes_over_next() -> None:
    case = did(begun(), (None, again("human", OTHER_TALK, TELEGRAM))).case

    assert relayed(did(case, (ANA, TAKE))) == [(TELEGRAM, TakenOver("Ana"))]


def test_undoing_the_claim_of_who_took_over_gives_the_talk_back() -> None:
    taken = did(begun(), (ANA, TAKE), (None, again("human", OTHER_TALK, TELEGRAM))).case

    decision = did(taken, (BEN, UNDO))

    assert (decision.case.state, decision.case.relay, decision.case.key) == (CaseState.NEW, None, TELEGRAM)
    assert relayed(decision) == [(WEB, Released())]


def test_undoing_a_later_step_leaves_the_talk_with_who_took_over() -> None:
    decision = did(begun(), (ANA, TAKE), (ANA, MOVED[CaseState.CONTACTED]), (ANA, UNDO))

    assert decision.case.relay == ANA
    assert relayed(decision) == []


def test_whoever_closes_a_lead_in_the_middle_of_a_talk_can_still_give_it_back() -> None:
    case = did(begun(), (ANA, TAKE), (ANA, MOVED[CaseState.WON])).case

    assert relayed(did(case, (ANA, BACK))) == [(WEB, Released())]


# --- undo --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "what",
    [CLAIM, Snoozed("tomorrow"), OUT, Reassigned(BEN), MOVED[CaseState.CONTACTED], MOVED[CaseState.WON]],
    ids=lambda what: what.kind,
)
@pytest.mark.parametrize("before", [(), ((ANA, MOVED[CaseState.CONTACTED]),), ((CLEO, Snoozed("1h")),)])
def test_undo_restores_what_stood(what: DeedWhat, before: Sequence[tuple[Member, DeedWhat]]) -> None:
    case = did(begun(), *before).case
    done = did(case, (BEN, what))

    if done.did in ("nothing", "too-late"):
        assert standing(done.case) == standing(case)
    else:
        assert standing(did(done.case, (ANA, UNDO)).case) == standing(case)


def test_a_second_press_on_the_same_undo_takes_back_nothing_more() -> None:
    case = did(begun(), (ANA, CLAIM), (ANA, MOVED[CaseState.CONTACTED])).case
    seen = Undone(len(case.past))
    once = did(case, (ANA, seen))
    twice = did(once.case, (ANA, seen))

    assert once.case.state is CaseState.CLAIMED
    assert (twice.case.state, twice.did) == (CaseState.CLAIMED, "nothing")


# --- whatever happens --------------------------------------------------------------------------------------------

MEMBERS = st.sampled_from([ANA, BEN, CLEO])
WHAT: st.SearchStrategy[DeedWhat] = st.one_of(
    st.sampled_from([CLAIM, UNDO, TAKE, BACK, Judged(True), Judged(False), *MOVED.values()]),
    st.builds(Undone, st.integers(0, 3)),
    st.builds(Snoozed, st.sampled_from(["15m", "1h", "tomorrow"])),
    st.builds(Disqualified, st.one_of(st.sampled_from(REASONS), st.text(max_size=300)), st.text(max_size=40)),
    st.builds(Reassigned, MEMBERS),
    st.builds(Typed, st.text(max_size=40)),
    st.sampled_from([again(r, *talk) for r in ("hot", "human") for talk in ((TALK, WEB), (OTHER_TALK, TELEGRAM))]),
    st.just(Ticked()),
)
DEEDS = st.lists(st.tuples(st.one_of(st.none(), MEMBERS), WHAT, st.integers(0, 200_000)), max_size=25)
RULES = st.sampled_from([RULE, None, replace(RULE, claim=ClaimRule(1))])


def run(deeds: Sequence[tuple[Member | None, DeedWhat, int]], rule: AlertRule | None) -> list[CaseDecision]:
    at, case, made = AT, begun(rule), []
    for n, (by, what, seconds) in enumerate(deeds):
        at += timedelta(seconds=seconds)
        made.append(act(case, Deed(str(n), at, by, what), rule))
        case = made[-1].case
    return made


@settings(max_examples=200)
@given(DEEDS, RULES)
def test_no_row_of_deeds_raises_or_leaves_a_case_that_makes_no_sense(deeds: Any, rule: AlertRule | None) -> None:
    for decision in run(deeds, rule):
        case = decision.case
        assert case.state is CaseState.NEW or case.owner is not None
        assert case.state is not CaseState.NEW or case.owner is None
        assert len(effects(decision, ShowCard)) <= 1
        assert len({effect.id for effect in decision.effects}) == len(decision.effects)


@settings(max_examples=200)
@given(DEEDS, RULES)
def test_a_prospect_hears_only_who_took_over_and_only_in_that_talk(deeds: Any, rule: AlertRule | None) -> None:
    speaking: tuple[str, Key] | None = None
    for decision in run(deeds, rule):
        for to, what in relayed(decision):
            match what:
                case TakenOver(name=name):
                    assert speaking is None
                    speaking = (name, to)
                case Wrote(name=name, text=text):
                    assert speaking == (name, to)
                    assert not any(line.lstrip().startswith("//") for line in text.splitlines())
                case Released():
                    assert speaking is not None
                    assert speaking[1] == to
                    speaking = None
        assert (decision.case.relay is not None) == (speaking is not None)


@given(DEEDS, RULES, st.integers(0, 25))
def test_a_restart_in_the_middle_changes_nothing(deeds: Any, rule: AlertRule | None, cut: int) -> None:
    whole = run(deeds, rule)
    if cut == 0 or cut >= len(whole):
        return
    case = codec.case_from(codec.case_text(whole[cut - 1].case))
    at = AT + timedelta(seconds=sum(seconds for _, _, seconds in deeds[:cut]))
    for n, (by, what, seconds) in enumerate(deeds[cut:], cut):
        at += timedelta(seconds=seconds)
        decision = act(case, Deed(str(n), at, by, what), rule)
        assert decision == whole[n]
        case = codec.case_from(codec.case_text(decision.case))


# --- a rush of leads ---------------------------------------------------------------------------------------------


CROWDED = replace(RAISED, crowded=True)


def shown(decision: CaseDecision) -> list[type]:
    return [type(effect) for effect in decision.effects if isinstance(effect, ShowCard | ShowDigest)]


def line() -> CaseDecision:
    return act(open_case(UUID(int=4), DESK, CROWDED), Deed("r", AT, None, CROWDED), RULE)


@pytest.mark.parametrize(
    ("rule", "opened", "crowded"),
    [
        (None, 99, False),
        (RULE, 99, False),
        (replace(RULE, digest_over=2), 1, False),
        (replace(RULE, digest_over=2), 2, True),
    ],
)
def test_a_desk_is_crowded_when_it_has_had_its_fill(rule: AlertRule | None, opened: int, crowded: bool) -> None:
    assert is_crowded(rule, opened) is crowded


def test_at_a_crowded_desk_a_case_is_a_line_and_reminders_leave_it_one() -> None:
    decision = line()
    assert (shown(decision), decision.case.digest) == ([ShowDigest], AT)
    assert effects(decision, ShowDigest)[0].since == AT

    for _ in range(3):
        assert decision.case.wake_at is not None
        decision = act(decision.case, Deed("t", decision.case.wake_at, None, Ticked()), RULE)
        assert shown(decision) == [ShowDigest]


@pytest.mark.parametrize("what", [CLAIM, OUT, Reassigned(BEN), TAKE], ids=lambda what: what.kind)
def test_a_line_becomes_a_card_for_good_once_somebody_has_it(what: DeedWhat) -> None:
    decision = did(line().case, (ANA, what))

    assert (shown(decision), decision.case.digest) == ([ShowCard], None)
    assert shown(did(decision.case, (ANA, UNDO))) == [ShowCard]


def test_who_asks_for_a_person_is_never_a_line_among_others() -> None:
    raised = replace(CROWDED, alert=replace(ALERT, reason="human"))
    first = act(open_case(UUID(int=4), DESK, raised), Deed("r", AT, None, raised), RULE)

    assert shown(first) == [ShowCard]
    assert shown(did(line().case, (None, again("human")))) == [ShowCard]
    assert shown(did(line().case, (None, again("hot")))) == [ShowDigest]
