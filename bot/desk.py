"""The desk's turn path: a deed is heard, decided on the case as it stands, and recorded; as `bot.turn` is for talks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5
from weakref import WeakValueDictionary

import structlog

from adapters.integrations.contract import Refused
from bot.shelf import Shelf
from bot.turn import TRIES, Turns
from flows.case import Case, CaseDecision, Deed, DeedWhat, Ended, Raised, Ticked, Unheard
from flows.effects import AlertSales, Relay, TellEnded
from flows.flow import AlertRule
from flows.model import Incoming, Key, State, TakenOver, Wrote
from flows.sales import act, hour_of, is_crowded, open_case, quiet_until
from storage import cases, conversations
from storage.cases import Placed, RepeatedDeed
from storage.conversations import Overtaken
from storage.database import Database, Unavailable

log = structlog.get_logger()

_CASES = UUID("8c1d3c34-5b0f-4e5e-9d3a-5a3c1a6f2f6b")


#: The most deeds that are kept in one transaction.
_AT_ONCE = 50


@dataclass(slots=True, eq=False)
class _Waiting:
    """A deed whose decision somebody waits for."""

    deed: Deed
    decided: asyncio.Future[CaseDecision | None]


@dataclass(slots=True, weakref_slot=True)
class _Line:
    """Those who are at one case in this process."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[_Waiting] = field(default_factory=list)


def _tell(waiting: _Waiting, came: CaseDecision | Exception | None) -> None:
    if waiting.decided.done():
        return  # they have gone
    if isinstance(came, Exception):
        waiting.decided.set_exception(came)
    else:
        waiting.decided.set_result(came)


class Deeds:
    """What members of the sales team do; `wake` is called when effects wait in the outbox."""

    name = "desk"

    def __init__(self, db: Database, shelf: Shelf, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._db = db
        self._shelf = shelf
        self._clock = clock
        self._wake = wake
        self._lines: WeakValueDictionary[UUID, _Line] = WeakValueDictionary()

    async def do(self, case: UUID, deed: Deed) -> CaseDecision | None:
        """Take one deed to its committed end; None when there is no such case, or the deed was done before.

        Raises Unavailable (nothing was kept).
        """
        # a crowd at one card stands in line here, and whoever is first takes those behind along: Slack waits three
        # seconds for each of them; between processes the comparison of versions decides
        line = self._lines.setdefault(case, _Line())
        mine = _Waiting(deed, asyncio.get_running_loop().create_future())
        line.waiting.append(mine)
        try:
            async with line.lock:
                while not mine.decided.done():
                    await self._serve(case, line)
        finally:
            if mine in line.waiting:
                line.waiting.remove(mine)
        return await mine.decided

    async def _serve(self, case: UUID, line: _Line) -> None:
        """Decide all who wait; whoever is left undecided because this was cancelled does it themselves."""
        some = line.waiting[:_AT_ONCE]
        try:
            decided = await self._do(case, [each.deed for each in some])
        except Exception as error:  # noqa: BLE001 - each of them is told
            for each in some:
                _tell(each, error)
        else:
            for each, decision in zip(some, decided, strict=True):
                _tell(each, decision)
        line.waiting[:] = [each for each in line.waiting if not each.decided.done()]

    async def _do(self, case: UUID, deeds: Sequence[Deed]) -> list[CaseDecision | None]:
        """What came of each, in their order."""
        for _ in range(TRIES):
            placed = await cases.find(self._db, case)
            if placed is None:
                return [None] * len(deeds)
            decided = await self._decided(placed.case, deeds)
            # time that came too early comes again, by the same id
            kept = [(d, made) for d, made in zip(deeds, decided, strict=True) if made and (d.by or made.changed)]
            try:
                if kept:
                    await cases.record_all(self._db, kept, placed.lead)
            except Overtaken:
                continue
            except RepeatedDeed:
                return [None] if len(deeds) == 1 else [(await self._do(case, [deed]))[0] for deed in deeds]
            for _, made in kept:
                log.info("deed", did=made.did, state=made.case.state.value, effects=len(made.effects))
            if any(made.effects for _, made in kept):
                self._wake()
            return decided
        raise Unavailable("the case is busy")

    async def _decided(self, case: Case, deeds: Sequence[Deed]) -> list[CaseDecision | None]:
        """Each deed on what the one before left; None for what comes twice among them."""
        # only time and talks go by the rule; a member's press is answered within seconds, so nothing more is read
        rule = await self._rule(case) if any(deed.by is None for deed in deeds) else None
        case = await self._told_apart(case)
        made: list[CaseDecision | None] = []
        seen: set[str] = set()
        for deed in deeds:
            decision = None if deed.id in seen else act(case, deed, rule if deed.by is None else None)
            seen.add(deed.id)
            made.append(decision)
            case = decision.case if decision and decision.changed else case
        return made

    async def raise_case(self, alert: AlertSales, conversation: UUID, desk: Key) -> None:
        """A talk raises its lead's case: one a lead, however many talks raise it; the same alert again changes nothing.

        Raises Refused when the talk is gone, or Unavailable.
        """
        talk = await conversations.by_id(self._db, conversation)
        if talk is None:
            raise Refused("the conversation was erased")
        raised = Raised(alert, conversation, talk.key)
        deed = Deed(str(alert.id), self._clock(), None, raised)
        for _ in range(TRIES):
            lead = await cases.lead_of(self._db, conversation)
            placed = await cases.of_conversation(self._db, conversation)
            if placed is None and alert.corrected:
                return  # its case was erased, or is not there yet: what raises it shows what stands then
            case = placed.case if placed else open_case(uuid5(_CASES, str(lead or conversation)), desk, raised)
            rule = await self._rule(case, talk.edition)
            if placed is None:
                opened = await cases.opened_since(self._db, cases.desk_name(case), hour_of(case.raised_at))
                deed = replace(deed, what=replace(raised, crowded=is_crowded(rule, len(opened))))
            decision = act(await self._told_apart(case), deed, rule)
            try:
                room = rule.digest_over if rule else None
                await cases.record(self._db, deed, decision, lead, due=quiet_until(rule, deed.at), room=room)
            except Overtaken:
                continue
            except RepeatedDeed:
                return
            self._wake()
            return
        raise Unavailable("the case is busy")

    async def _told_apart(self, case: Case) -> Case:
        """The case, without another talk of its lead's that was erased since."""
        if case.elsewhere is None or await conversations.by_id(self._db, case.elsewhere[0]) is not None:
            return case
        return replace(case, elsewhere=None)

    async def tick(self) -> int:
        """Let time pass for the cases whose clock has run out; returns how many there were."""
        now = self._clock()
        due = await cases.due(self._db, now)
        for case in due:
            placed = await cases.find(self._db, case)
            if placed is not None:
                await self.do(case, Deed(f"tick/{placed.case.version}", now, None, Ticked()))
        return len(due)

    async def unreachable(self, conversation: UUID) -> None:
        """The prospect of a talk can be written to no more: whoever has taken it over hears of it."""
        await self._let_go(conversation, "unreachable", Unheard())

    async def ended(self, told: TellEnded) -> None:
        """The prospect of a talk ended it: whoever has taken it over hears of it, and the card says so."""
        await self._let_go(told.conversation, f"ended/{told.id}", Ended())

    async def _let_go(self, conversation: UUID, name: str, what: DeedWhat) -> None:
        placed = await cases.of_conversation(self._db, conversation)
        if placed is not None and placed.case.relay is not None and placed.case.conversation == conversation:
            deed = Deed(f"{name}/{placed.case.version}", self._clock(), None, what)
            await self.do(placed.case.id, deed)

    async def placed(self, case: UUID) -> Placed | None:
        """A case and where its card is."""
        return await cases.find(self._db, case)

    async def rule_of(self, case: Case) -> AlertRule | None:
        """The rule of the flow that raised a case."""
        return await self._rule(case)

    async def codes_of(self, case: Case) -> tuple[tuple[str, str], ...]:
        """The disqualifying codes of the flow that raised a case, with their words in the card's language."""
        talk = await conversations.by_id(self._db, case.conversation)
        if talk is None:
            return ()
        flow = await self._shelf.edition(self._db, talk.edition)
        return tuple((d.code, d.because[case.alert.locale]) for d in flow.disqualifiers)

    async def _rule(self, case: Case, edition: str | None = None) -> AlertRule | None:
        if edition is None:
            talk = await conversations.by_id(self._db, case.conversation)
            edition = talk.edition if talk else None
        if edition is None:
            return None
        return (await self._shelf.edition(self._db, edition)).alert


def relay_to(turns: Turns, deeds: Deeds, clock: Callable[[], datetime]) -> Callable[[Relay], Awaitable[None]]:
    """What carries a member's part in a talk there: as an incoming of that conversation, once.

    Words that nobody hears any more, since the prospect ended the talk, are told of in the case; so is that a talk
    cannot be taken over for the same reason.
    """

    async def carry(relay: Relay) -> None:
        heard = await turns.hear(Incoming(relay.to, f"/desk/{relay.id}", clock(), relay.what))
        if isinstance(relay.what, Wrote) and not any(m.sender == "person" for m in heard.messages):
            await deeds.do(relay.case, Deed(f"unheard/{relay.id}", clock(), None, Unheard()))
        elif isinstance(relay.what, TakenOver) and heard.state == State.STOPPED.value:
            await deeds.do(relay.case, Deed(f"ended/{relay.id}", clock(), None, Ended()))

    return carry
