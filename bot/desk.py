"""The desk's turn path: a deed is heard, decided on the case as it stands, and recorded; as `bot.turn` is for talks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
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


class Deeds:
    """What members of the sales team do; `wake` is called when effects wait in the outbox."""

    name = "desk"

    def __init__(self, db: Database, shelf: Shelf, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._db = db
        self._shelf = shelf
        self._clock = clock
        self._wake = wake
        self._lines: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    async def do(self, case: UUID, deed: Deed) -> CaseDecision | None:
        """Take one deed to its committed end; None when there is no such case, or the deed was done before.

        Raises Unavailable (nothing was kept).
        """
        # a crowd at one card stands in line here; between processes the comparison of versions decides
        async with self._lines.setdefault(case, asyncio.Lock()):
            return await self._do(case, deed)

    async def _do(self, case: UUID, deed: Deed) -> CaseDecision | None:
        for _ in range(TRIES):
            placed = await cases.find(self._db, case)
            if placed is None:
                return None
            # only time and talks go by the rule; a member's press is answered within seconds, so nothing more is read
            rule = await self._rule(placed.case) if deed.by is None else None
            decision = act(await self._told_apart(placed.case), deed, rule)
            if deed.by is None and not decision.changed:
                return decision  # time that came too early comes again, by the same id
            try:
                await cases.record(self._db, deed, decision, placed.lead)
            except Overtaken:
                continue
            except RepeatedDeed:
                return None
            log.info("deed", did=decision.did, state=decision.case.state.value, effects=len(decision.effects))
            if decision.effects:
                self._wake()
            return decision
        raise Unavailable("the case is busy")

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
                await cases.record(self._db, deed, decision, lead, due=quiet_until(rule, deed.at))
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
