"""A hot lead as sales works it: what each deed leads to, pure as `step` is; one case a lead, one card a case."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from flows.case import (
    CLOSED,
    Case,
    CaseDecision,
    CaseState,
    Claimed,
    Deed,
    Disqualified,
    Ended,
    GaveBack,
    Judged,
    Member,
    Moved,
    Raised,
    Reassigned,
    Snoozed,
    Standing,
    Ticked,
    TookOver,
    Typed,
    Undone,
    Unheard,
)
from flows.effects import Effect, Relay, ShowCard, ShowDigest, ThreadNote, Whisper
from flows.flow import AlertRule
from flows.hours import ALWAYS
from flows.hours import quiet_until as hours_quiet_until
from flows.model import Key, Released, TakenOver, Wrote
from flows.texts import clean, word

#: How a member says that a line in the thread is for colleagues alone.
NOTE = "//"
_BOUND_TEXT = 3000
#: The most of what a member writes that goes to the prospect at once.
_BOUND_TYPED = 4000
#: What opens a closed case again: who asks for a person is promised one, also where they were ruled out.
_REOPENS = {"hot": (CaseState.LOST, CaseState.DISQUALIFIED), "human": (CaseState.DISQUALIFIED,)}
#: How many deeds Undo can take back.
_MOST_PAST = 20


def open_case(id_: UUID, desk: Key, raised: Raised) -> Case:
    """A case that nothing has happened to yet: version 0, not stored anywhere."""
    return Case(id_, raised.conversation, raised.key, desk, raised.alert, raised.alert.at)


def act(case: Case, deed: Deed, rule: AlertRule | None) -> CaseDecision:  # noqa: PLR0912 (one case a deed)
    """Decide what one deed leads to; `rule` is that of the flow which raised the case.

    Never raises on what a member may do; the same arguments always give an equal decision.
    """
    work = _Work(case, deed, rule)
    match deed.what:
        case Raised():
            _raised(work, deed.what)
        case Ticked():
            _tick(work)
        case Unheard():
            _let_go(work, "sales.unheard")
        case Ended():
            _let_go(work, "sales.ended")
        case _ if deed.by is None:
            work.did = "nothing"
        case Claimed():
            _claim(work, deed.by)
        case Snoozed(until=until):
            _snooze(work, deed.by, until)
        case Disqualified(code=code, note=note):
            _disqualify(work, deed.by, code, note)
        case Reassigned(to=to):
            _reassign(work, deed.by, to)
        case Moved(to=to_state):
            _move(work, deed.by, to_state)
        case Undone(seen=seen):
            _undo(work, deed.by, seen)
        case Judged(hot=hot):
            work.change(was_hot=hot, judged_by=deed.by.id)
            work.show()
        case TookOver():
            _take_over(work, deed.by)
        case Typed():
            _typed(work, deed.by, deed.what)
        case GaveBack():
            _give_back(work, deed.by)
    return work.decision()


class _Work:
    """One deed in the making: collects what changes and what the world is asked."""

    def __init__(self, case: Case, deed: Deed, rule: AlertRule | None) -> None:
        self.begin = case
        self.now = replace(case, version=case.version + 1)
        self.at = deed.at
        self.by = deed.by
        self.rule = rule
        self.deed = deed.id
        self.did: str = deed.what.kind
        self.effects: list[Effect] = []
        self._shown = False

    def change(self, **fields: object) -> None:
        self.now = replace(self.now, **fields)  # type: ignore[arg-type]  # names are checked by replace itself

    def remember(self) -> None:
        """What stands now can be gone back to."""
        n = self.begin
        standing = Standing(
            n.state,
            n.owner,
            n.claimed_at,
            n.snoozed_until,
            n.reason,
            n.note,
            n.wake_at,
            n.claim_by,
            n.reminded,
        )
        self.change(past=(*self.now.past, standing)[-_MOST_PAST:])

    def id(self, place: str) -> UUID:
        return uuid5(self.now.id, f"{self.deed}/{place}")

    def word(self, key: str, **holes: str) -> str:
        return word(key, self.now.alert.locale, **holes)

    def show(self) -> None:
        self._shown = True

    def note(self, text: str, *mention: str) -> None:
        place = f"thread/{len(self.effects)}"
        self.effects.append(ThreadNote(self.id(place), self.now.desk, self.now.id, text, mention))

    def whisper(self, to: str, text: str, *, direct: bool = False) -> None:
        place = f"whisper/{to}/{len(self.effects)}"
        self.effects.append(Whisper(self.id(place), self.now.desk, self.now.id, to, text, direct))

    def relay(self, what: TakenOver | Wrote | Released) -> None:
        self.effects.append(Relay(self.id(f"relay/{len(self.effects)}"), self.now.id, self.now.key, what))

    def decision(self) -> CaseDecision:
        card: tuple[Effect, ...] = ()
        if self._shown and self.now.digest is not None and self.now.state is CaseState.NEW:
            # a reminder is no reason for a card: the digest is there so that a rush of leads is no rush of messages
            card = (ShowDigest(self.id("digest"), self.now.desk, self.now.digest, self.now.alert.locale),)
        elif self._shown:
            self.change(digest=None)
            card = (ShowCard(self.id("card"), self.now.desk, self.now.id),)
        same = not self._shown and replace(self.now, version=self.begin.version) == self.begin
        # what is said to the prospect or in the thread is ordered by the case's versions
        if same and all(isinstance(effect, Whisper) for effect in self.effects):
            return CaseDecision(self.begin, tuple(self.effects), self.did, changed=False)
        return CaseDecision(self.now, (*card, *self.effects), self.did)


# --- what a talk and time do -------------------------------------------------------------------------------------


def _raised(work: _Work, raised: Raised) -> None:
    """A new case starts its clock; an open one shows the latest; a lost one that comes back begins anew."""
    again = work.begin.version > 0
    better = raised.alert.reason == "hot" or work.begin.alert.reason == "human"
    if work.begin.relay is None or raised.conversation == work.begin.conversation:
        work.change(conversation=raised.conversation, key=raised.key, elsewhere=None)
    else:
        # who has taken over speaks to whom they took over from: the other talk may be somebody else's claim to be them
        work.change(elsewhere=(raised.conversation, raised.key))
    if better:
        work.change(alert=raised.alert)
    if raised.alert.corrected:
        work.note(work.word("sales.corrected"), *((work.begin.owner.id,) if work.begin.owner else ()))
        work.show()
        return
    if raised.alert.reason == "human":
        work.change(digest=None)  # somebody is waiting in the talk: that is never a line among others
    if not again:
        if raised.crowded and raised.alert.reason == "hot":
            work.change(digest=hour_of(work.begin.raised_at))
        _start_clock(work, raised.alert.at)
    elif work.begin.state in _REOPENS[raised.alert.reason]:
        work.remember()
        work.change(alert=raised.alert)  # whoever asks for a person has a lighter card than a hot lead's
        work.change(state=CaseState.NEW, owner=None, claimed_at=None, reason=None, note=None, raised_at=raised.alert.at)
        _start_clock(work, raised.alert.at)
        hot = raised.alert.reason == "hot"
        work.note(work.word("sales.hot-again" if hot else "sales.again.human"))
    else:
        owner = (work.begin.owner.id,) if work.begin.owner else ()
        work.note(work.word(f"sales.again.{raised.alert.reason}"), *owner)
    work.show()


def _start_clock(work: _Work, start: datetime) -> None:
    claim = work.rule.claim if work.rule else None
    if claim is None:
        work.change(claim_by=None, wake_at=None, reminded=0)
        return
    claim_by = claim.hours.after(start, claim.minutes)
    work.change(claim_by=claim_by, wake_at=claim_by, reminded=0)


def _tick(work: _Work) -> None:
    now, claim = work.begin, work.rule.claim if work.rule else None
    if now.wake_at is None or work.at < now.wake_at:
        work.did = "nothing"
    elif now.snoozed_until is not None:
        work.did = "woke"
        work.change(snoozed_until=None, wake_at=None)
        work.note(work.word("sales.woke"), *([now.owner.id] if now.owner else []))
        if now.state is CaseState.NEW:
            _start_clock(work, work.at)
        work.show()
    elif now.state is CaseState.NEW and claim is not None:
        _remind(work, claim.rota, claim.manager)
        # each further step comes one claim target later; after the manager there is nobody left to call
        last = now.reminded >= 2
        work.change(
            reminded=now.reminded + 1,
            wake_at=None if last else claim.hours.after(work.at, claim.minutes),
        )
        work.show()
    else:
        work.did = "nothing"
        work.change(wake_at=None)


def _remind(work: _Work, rota: tuple[str, ...], manager: str | None) -> None:
    """In the thread, then the next of the rota, then the manager; whose turn it is goes round with the cases."""
    turn = work.now.id.int
    step = work.begin.reminded
    work.did = ("reminded", "passed-on", "escalated")[min(step, 2)]
    minutes = str(max(1, round((work.at - work.now.raised_at).total_seconds() / 60)))
    if step == 0:
        work.note(work.word("sales.remind", minutes=minutes), *_of(rota, turn))
    elif step == 1:
        work.note(work.word("sales.pass-on", minutes=minutes), *_of(rota, turn + 1))
    elif manager is not None:
        work.note(work.word("sales.escalate", minutes=minutes), manager)
        work.whisper(manager, work.word("sales.escalate", minutes=minutes), direct=True)
    else:
        work.note(work.word("sales.escalate", minutes=minutes), *rota)


def _of(rota: tuple[str, ...], turn: int) -> tuple[str, ...]:
    return (rota[turn % len(rota)],) if rota else ()


# --- what members do ---------------------------------------------------------------------------------------------


def _claim(work: _Work, by: Member) -> None:
    now = work.begin
    if now.state is not CaseState.NEW:
        _too_late(work, by)
        return
    work.remember()
    work.change(
        state=CaseState.CLAIMED, owner=by, claimed_at=work.at, snoozed_until=None, wake_at=None, reminded=now.reminded
    )
    work.show()


def _too_late(work: _Work, by: Member) -> None:
    """Somebody was first: who, and how long ago, told to nobody else."""
    now = work.begin
    work.did = "too-late"
    if now.owner is None or now.state in CLOSED:
        work.whisper(by.id, work.word(f"sales.is.{now.state.value}"))
    elif now.owner.id == by.id:
        work.did = "nothing"
        work.whisper(by.id, work.word("sales.yours"))
    else:
        ago = work.at - now.claimed_at if now.claimed_at else timedelta()
        work.whisper(by.id, work.word("sales.taken", name=now.owner.name, ago=_ago(ago, now.alert.locale)))


def _ago(span: timedelta, locale: str) -> str:
    seconds = max(0, round(span.total_seconds()))
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            return word(f"sales.ago.{unit}", locale, count=str(seconds // length))
    return word("sales.ago.second", locale, count=str(seconds))


def _snooze(work: _Work, by: Member, until: str) -> None:
    if work.begin.state in CLOSED or work.begin.owner not in (None, by):
        _too_late(work, by)
        return
    wake = _WAKES[until](work.at, by.timezone)
    work.remember()
    work.change(snoozed_until=wake, wake_at=wake)
    work.show()


def _tomorrow(at: datetime, timezone: str) -> datetime:
    zone = ZoneInfo(timezone)
    day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(9, 0), zone).astimezone(at.tzinfo)


_WAKES: Mapping[str, Callable[[datetime, str], datetime]] = {
    "15m": lambda at, _: at + timedelta(minutes=15),
    "1h": lambda at, _: at + timedelta(hours=1),
    "tomorrow": _tomorrow,
}


def _disqualify(work: _Work, by: Member, code: str, note: str) -> None:
    if work.begin.state in CLOSED:
        _too_late(work, by)
        return
    work.remember()
    reason, told = clean(code[:200]), clean(note[:_BOUND_TEXT]) or None
    work.change(
        state=CaseState.DISQUALIFIED,
        owner=work.begin.owner or by,
        reason=reason,
        note=told,
        wake_at=None,
        snoozed_until=None,
    )
    work.show()


def _reassign(work: _Work, by: Member, to: Member) -> None:
    if work.begin.state in CLOSED:
        _too_late(work, by)
        return
    if work.begin.owner is not None and work.begin.owner.id == to.id:
        work.did = "nothing"
        return
    work.remember()
    work.change(owner=to, claimed_at=work.at, wake_at=None, snoozed_until=None)
    if work.begin.state is CaseState.NEW:
        work.change(state=CaseState.CLAIMED)
    work.note(work.word("sales.reassigned", by=by.name, to=to.name), to.id)
    work.show()


def _move(work: _Work, by: Member, to: CaseState) -> None:
    """Contacted, meeting, won, lost: in whatever order it went; who says so of a case that nobody has, has it."""
    now = work.begin
    if now.state is to:
        work.did = "nothing"
        return
    if now.state in CLOSED or to in (CaseState.NEW, CaseState.CLAIMED, CaseState.DISQUALIFIED):
        _too_late(work, by)
        return
    work.remember()
    work.change(state=to, owner=now.owner or by, claimed_at=now.claimed_at or work.at, wake_at=None, snoozed_until=None)
    work.show()


def _undo(work: _Work, by: Member, seen: int | None) -> None:
    if seen is not None and seen != len(work.begin.past):
        work.did = "nothing"  # pressed twice, or on a card that was out of date
        return
    if not work.begin.past:
        work.did = "nothing"
        work.whisper(by.id, work.word("sales.nothing-to-undo"))
        return
    *rest, last = work.begin.past
    work.change(
        state=last.state,
        owner=last.owner,
        claimed_at=last.claimed_at,
        snoozed_until=last.snoozed_until,
        reason=last.reason,
        note=last.note,
        wake_at=last.wake_at,
        claim_by=last.claim_by,
        reminded=last.reminded,
        past=tuple(rest),
    )
    work.note(work.word("sales.undone", by=by.name))
    if work.now.owner is None:
        _release(work, by)  # nobody talks with the prospect of a lead that is nobody's
    work.show()


def _take_over(work: _Work, by: Member) -> None:
    now = work.begin
    if now.state in CLOSED:
        _too_late(work, by)
        return
    if now.relay is not None:
        work.did = "nothing" if now.relay.id == by.id else "too-late"
        work.whisper(by.id, work.word("sales.in-talk", name=now.relay.name))
        return
    if now.state is CaseState.NEW:
        _claim(work, by)
        work.did = "take-over"
    work.change(relay=by)
    work.relay(TakenOver(by.name))
    work.note(work.word("sales.took-over", name=by.name))
    work.show()


def _typed(work: _Work, by: Member, typed: Typed) -> None:
    """Only what the one who took over writes goes to the prospect, without the lines that are marked as notes."""
    said = _without_notes(clean(typed.text)).strip()
    if work.begin.relay is None or work.begin.relay.id != by.id or not (said or typed.attached):
        work.did = "note"
        return
    if said:
        work.relay(Wrote(by.name, said[:_BOUND_TYPED]))
    if typed.attached:
        work.whisper(by.id, work.word("sales.no-files"))
    if len(said) > _BOUND_TYPED:
        work.whisper(by.id, work.word("sales.cut", most=str(_BOUND_TYPED)))


def _without_notes(text: str) -> str:
    lines = text.splitlines()
    said = [line for line in lines if not _bare(line).startswith(NOTE)]
    noted = len(said) < len(lines)
    return "" if noted and not any(map(_bare, said)) else "\n".join(said)


def _bare(line: str) -> str:
    """A line without what makes it a quote, a list or code, and without what cannot be seen."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", line) if unicodedata.category(c) != "Cf")
    return seen.lstrip(" \t>*_~`|•-")


def _let_go(work: _Work, why: str) -> None:
    """Nobody hears whoever has taken the talk over any more: they are told why, and the card says so."""
    if work.begin.relay is None:
        work.did = "nothing"
        return
    name = work.begin.relay.id
    work.change(relay=None)
    work.note(work.word(why), name)
    work.show()


def _give_back(work: _Work, by: Member) -> None:
    if work.begin.relay is None:
        work.did = "nothing"
        work.whisper(by.id, work.word("sales.bot-leads"))
        return
    _release(work, by)
    work.show()


def _release(work: _Work, by: Member) -> None:
    """Whoever had taken the talk over leaves it to the bot."""
    if work.begin.relay is None:
        return
    work.relay(Released())
    work.change(relay=None)
    if work.begin.elsewhere is not None:
        conversation, key = work.begin.elsewhere
        work.change(conversation=conversation, key=key, elsewhere=None)
    work.note(work.word("sales.released", name=by.name))


def hour_of(at: datetime) -> datetime:
    """The hour that cards are counted in."""
    return at.replace(minute=0, second=0, microsecond=0)


def is_crowded(rule: AlertRule | None, opened: int) -> bool:
    """Whether a desk at which so many cases were opened in an hour has had its fill of cards for it."""
    return rule is not None and rule.digest_over is not None and opened >= rule.digest_over


def quiet_until(rule: AlertRule | None, at: datetime) -> datetime | None:
    """When a card that is raised at `at` may be posted; None for at once."""
    if rule is None or not rule.quiet:
        return None
    hours = rule.claim.hours if rule.claim else ALWAYS
    return hours_quiet_until(rule.quiet, hours.timezone, at)
