"""Hear, decide, record: the one path that every incoming takes, and it ends in a commit."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

import structlog

from adapters.channels.contract import Elsewhere, Heard, NoConversation, Opening, UnknownFlow
from bot import logs, metrics
from bot.adviser import Adviser
from bot.shelf import Shelf
from flows.astray import adopted, hand_over
from flows.effects import Decision, Message
from flows.engine import begin, step
from flows.flow import Flow, Kind
from flows.model import Conversation, Incoming, Key, Opened, Said, Source
from flows.scoring import Score
from flows.speech import spoken
from flows.talk import progress
from storage import continuations, conversations
from storage.conversations import Overtaken, Repeated
from storage.database import Database, Unavailable
from storage.leads import LeadFacts

log = structlog.get_logger()

#: How often a turn is decided again when others overtake it, before it is refused as busy.
TRIES = 50


class Turns:
    """The turn path over one database and one shelf of flows; `wake` is called when effects wait in the outbox.

    `pushing` are the names of the channels that push, `after` is called with each committed turn's key.
    """

    def __init__(self, db: Database, shelf: Shelf, wake: Callable[[], None], pushing: Collection[str] = ()) -> None:
        self._db = db
        self._shelf = shelf
        self._wake = wake
        self.pushing = pushing
        self.after: Callable[[Key], None] = lambda _: None
        self.elsewhere: Callable[[str], tuple[Elsewhere, ...]] = lambda _: ()
        """Where else a conversation of a flow can go on; for channels that pull."""
        self.adviser: Adviser | None = None

    async def hear(self, incoming: Incoming, opening: Opening | None = None) -> Heard:
        """Take one incoming to its committed turn; the same incoming again gives the same again.

        Raises NoConversation, UnknownFlow, or Unavailable (nothing was kept; the sender may try again).
        """
        logs.bind_turn(incoming)
        began = perf_counter()
        came = incoming = await self._continuing(incoming, opening)
        advised = self.adviser is None
        moved: tuple[Message, ...] = ()
        for _ in range(TRIES):
            before = await self._before(incoming, opening)
            try:
                flow = await self._shelf.edition(self._db, before.edition)
            except UnknownFlow:
                if not before.version or (isinstance(incoming.what, Opened) and incoming.what.carried is not None):
                    raise
                moved = await self._handed_over(before, incoming)
                continue
            scored = conversations.score_of(self._db, before)
            decision = step(flow, before, incoming, scored)
            if not advised and decision.turn.did == "unclear":
                now = await conversations.find(self._db, incoming.key)
                if now is not None and now.version != before.version:
                    continue  # another process has gone on: what was unclear may be the answer there
                incoming, advised = await self._advised(flow, before, incoming), True
                decision = step(flow, before, incoming, scored)
            if incoming.key.channel in self.pushing:
                decision = spoken(before, decision, incoming)
            try:
                await conversations.record(
                    self._db,
                    incoming,
                    decision,
                    before=before,
                    token_hash=opening.token_hash if opening else None,
                    lead=lead_change(flow, before, decision),
                    elapsed_seconds=(incoming.at - before.updated_at).total_seconds(),
                )
            except Overtaken:
                metrics.OVERTAKEN.inc()
                incoming = came  # advice was for the question as it stood
            except Repeated as repeated:
                metrics.REPEATED.labels(incoming.key.channel).inc()
                return self._with_elsewhere(await self._again(repeated), before)
            else:
                self._note(incoming, decision, perf_counter() - began)
                heard = Heard.of_turn(before.id, (*moved, *decision.messages), decision.turn)
                return self._with_elsewhere(heard, before)
        raise Unavailable("the conversation is busy")

    async def recall(self, key: Key, after: int = 0) -> Heard:
        """The committed transcript after a message, and how the conversation stands; raises NoConversation."""
        found = await self._find(key)
        try:
            done, of = progress(await self._shelf.edition(self._db, found.edition), found)
        except UnknownFlow:  # what was said can be read all the same
            standing_in = self._shelf.instead_of(found.flow)
            done, of = progress(standing_in, adopted(standing_in, found))
        messages = await conversations.transcript(self._db, found.id, after)
        heard = Heard(found.id, messages, found.state.value, found.locale, done, of)
        return self._with_elsewhere(heard, found)

    async def owns(self, key: Key, token_hash: str, *, fresh: bool = True) -> bool:
        """Whether the hash is that of the conversation's token; unless `fresh`, of one that was it a moment ago.

        A token changes where a talk is gone on with in another browser, which another process may have seen.
        """
        for look in (False, True) if not fresh else (True,):
            found = await conversations.token_hash_of(self._db, key, fresh=look)
            if found is not None and hmac.compare_digest(found, token_hash):
                return True
        return False

    async def _handed_over(self, before: Conversation, incoming: Incoming) -> tuple[Message, ...]:
        """A talk whose edition is gone is moved to another flow, and to a person; returns what was said of it."""
        flow = self._shelf.instead_of(before.flow)
        moving = Incoming(before.key, f"/astray/{before.edition[:16]}/{before.round}", incoming.at, Opened())
        decision = hand_over(flow, before, incoming.at)
        if before.key.channel in self.pushing:
            decision = spoken(before, decision, moving)
        lead = lead_change(flow, adopted(flow, before), decision)
        try:
            await conversations.record(self._db, moving, decision, before=before, lead=lead)
        except (Overtaken, Repeated):
            return ()
        log.warning("edition-gone", flow=before.flow, edition=before.edition[:8])
        self._note(moving, decision, 0.0)
        return decision.messages

    async def _advised(self, flow: Flow, before: Conversation, incoming: Incoming) -> Incoming:
        """The incoming with what it means in other words, where somebody can be asked and knows."""
        question = flow.by_id.get(before.asking or "")
        if self.adviser is None or question is None or not isinstance(incoming.what, Said):
            return incoming
        meant = await self.adviser.reword(flow, question, incoming.what.text, before.locale)
        return replace(incoming, what=replace(incoming.what, meant=meant))

    async def _continuing(self, incoming: Incoming, opening: Opening | None) -> Incoming:
        """The incoming with the conversation that its one-time token stands for; an old token opens a new talk."""
        if opening is None or opening.continues is None or not isinstance(incoming.what, Opened):
            return incoming
        by = f"{incoming.key.channel}/{incoming.key.person}/{incoming.id}"
        found = await continuations.redeem(self._db, opening.continues, by, incoming.at)
        carried = await conversations.by_id(self._db, found) if found is not None else None
        return replace(incoming, what=replace(incoming.what, carried=carried))

    async def _before(self, incoming: Incoming, opening: Opening | None) -> Conversation:
        """The conversation as it stands, or one that begins; one that goes on here keeps the edition it began with."""
        unheard = opening is not None and opening.unheard
        found = None if unheard else await conversations.find(self._db, incoming.key, fresh=False)
        carried = incoming.what.carried if isinstance(incoming.what, Opened) else None
        if found is not None:
            return found if carried is None else replace(found, flow=carried.flow, edition=carried.edition)
        if opening is None:
            raise NoConversation
        if carried is None:
            flow = self._shelf.named(opening.flow)
        else:
            flow = await self._shelf.edition(self._db, carried.edition)
        return begin(flow, incoming.key, opening.conversation, opening.locale, incoming.at)

    async def _find(self, key: Key) -> Conversation:
        found = await conversations.find(self._db, key)
        if found is None:
            raise NoConversation
        return found

    def _with_elsewhere(self, heard: Heard, conversation: Conversation) -> Heard:
        places = () if conversation.key.channel in self.pushing else self.elsewhere(conversation.flow)
        return replace(heard, elsewhere=tuple(place.channel for place in places)) if places else heard

    async def _again(self, repeated: Repeated) -> Heard:
        turn = repeated.turn
        messages = await conversations.transcript(self._db, repeated.conversation, turn.first_seq - 1, turn.last_seq)
        return Heard(repeated.conversation, messages, turn.state, turn.locale, turn.done, turn.of)

    def _note(self, incoming: Incoming, decision: Decision, seconds: float) -> None:
        turn = decision.turn
        metrics.TURNS.labels(incoming.key.channel, turn.did).inc()
        metrics.TURN_SECONDS.observe(seconds)
        log.info(
            "turn",
            flow=decision.conversation.flow,
            did=turn.did,
            from_state=turn.from_state,
            to_state=turn.to_state,
            effects=len(decision.effects),
            ms=round(seconds * 1000, 1),
        )
        if decision.effects:
            self._wake()
        self.after(incoming.key)


_CONTACT: Mapping[Kind, str] = {
    Kind.NAME: "name",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.COMPANY: "company",
}


def lead_change(flow: Flow, before: Conversation, decision: Decision) -> LeadFacts | None:
    """What is to be kept of the lead because of this turn: None when it told nothing new; blank when consent went."""
    was = lead_facts(flow, before, decision.scored)
    now = lead_facts(flow, decision.conversation, decision.score)
    if now is None and was is not None and any(why == "withdrawn" for _, why in decision.withdrawn):
        return LeadFacts(flow=flow.name, locale=decision.conversation.locale)
    return None if now == was else now


def lead_facts(flow: Flow, now: Conversation, result: Score) -> LeadFacts | None:
    """What a conversation tells about its person; None while they left no details and asked for nobody."""
    contact: dict[str, str] = {}
    for answer in now.answers:
        question = flow.by_id.get(answer.question)  # None: of the flow that was talked over here before
        field = _CONTACT.get(question.kind) if question is not None else None
        if answer.live and field is not None and isinstance(answer.value, str):
            contact[field] = answer.value
    if not contact and not now.alerted:
        return None
    return LeadFacts(
        **contact,
        band=result.band,
        points=result.points,
        fit=result.fit,
        intent=result.intent,
        disqualified=result.disqualified,
        locale=now.locale,
        flow=now.flow,
        source=_plain(now.source),
        stage="qualified" if now.ending and result.band in ("hot", "warm") else "new",
    )


def _plain(source: Source) -> dict[str, Any]:
    """Where they came from, as a lead keeps it; what was not told is left out, but for the first three."""
    plain: dict[str, Any] = {"page": source.page, "referrer": source.referrer, "utm": dict(source.utm)}
    if source.pages:
        plain["pages"] = [{"path": visit.path, "seconds": visit.seconds} for visit in source.pages]
    if source.clicks:
        plain["clicks"] = dict(source.clicks)
    return plain
