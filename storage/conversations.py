"""Conversations, found and recorded: what a turn decided is kept in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.exceptions import IntegrityError

from flows.effects import AlertSales, Decision, Effect, Message
from flows.model import Conversation, Incoming, Key
from flows.scoring import Line
from flows.texts import clean
from storage import codec, continuations, leads, outbox, tables
from storage.database import Collision, Database
from storage.leads import LeadFacts


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """What one incoming led to: the version it made, the messages it said, and how the conversation stood after it.

    `first_seq` to `last_seq` are the messages, both included; none if last < first.
    """

    version: int
    did: str
    first_seq: int
    last_seq: int
    state: str
    locale: str
    done: int
    of: int


class Repeated(Exception):
    """This incoming was recorded before, as `turn` of `conversation`."""

    def __init__(self, conversation: UUID, turn: KeptTurn) -> None:
        super().__init__(f"recorded before, as version {turn.version}")
        self.conversation = conversation
        self.turn = turn


class Overtaken(Exception):
    """Another turn of the conversation was recorded since it was read: read it and decide again."""


async def find(db: Database, key: Key) -> Conversation | None:
    """The conversation of a person on a channel."""
    async with db.reading() as reader:
        rows = tables.Conversation.filter(channel=clean(key.channel), person=clean(key.person)).using_db(reader)
        found = await rows.values_list("snapshot", flat=True)
    return _snapshot(found)


async def by_id(db: Database, conversation: UUID) -> Conversation | None:
    """The conversation of that id."""
    async with db.reading() as reader:
        rows = tables.Conversation.filter(id=conversation).using_db(reader)
        found = await rows.values_list("snapshot", flat=True)
    return _snapshot(found)


async def token_hash_of(db: Database, key: Key) -> str | None:
    """The hash of a conversation's token; None when it has none or does not exist."""
    async with db.reading() as reader:
        rows = tables.Conversation.filter(channel=clean(key.channel), person=clean(key.person)).using_db(reader)
        found = await rows.values_list("token_hash", flat=True)
    return cast("str | None", found[0]) if found else None


async def turn(db: Database, conversation: UUID, incoming_id: str) -> KeptTurn | None:
    """What an incoming of a conversation led to, if it was recorded."""
    async with db.reading() as reader:
        rows = tables.Turn.filter(conversation_id=conversation, incoming_id=clean(incoming_id)).using_db(reader)
        found = await rows.values_list("version", "did", "first_seq", "last_seq", "state", "locale", "done", "of")
    return KeptTurn(*found[0]) if found else None


async def transcript(db: Database, conversation: UUID, after: int = 0, upto: int | None = None) -> tuple[Message, ...]:
    """The messages after the one numbered `after`, up to and including `upto` (None: to the last), in order."""
    async with db.reading() as reader:
        rows = tables.Message.filter(conversation_id=conversation, seq__gt=after).using_db(reader)
        if upto is not None:
            rows = rows.filter(seq__lte=upto)
        found = await rows.order_by("seq").values_list("seq", "sender", "text", "at", "prompt", "gift", "name")
    return tuple(
        Message(seq, sender, text, at, codec.prompt_from(prompt), codec.gift_from(gift), name)
        for seq, sender, text, at, prompt, gift, name in found
    )


async def whole_transcript(db: Database, conversation: UUID) -> tuple[Message, ...]:
    """The transcript from the first word of the talk that was gone on with here, in the order of time."""
    async with db.reading() as reader:
        halves = await _before(reader, conversation, {conversation})
    told = [*await transcript(db, conversation)]
    for talk, until in halves:
        told += [message for message in await transcript(db, talk) if message.at < until]
    return tuple(sorted(told, key=lambda message: message.at))


async def _before(reader: BaseDBAsyncClient, conversation: UUID, seen: set[UUID]) -> list[tuple[UUID, datetime]]:
    """The talks that led to this one, and when each was left for the next."""
    found: list[tuple[UUID, datetime]] = []
    for talk, incoming_id in await continuations.before(reader, conversation):
        turns = tables.Turn.filter(conversation_id=conversation, incoming_id=incoming_id).using_db(reader)
        for at in cast("list[datetime]", await turns.values_list("at", flat=True)):
            if talk not in seen:
                seen.add(talk)
                found += [(talk, at), *await _before(reader, talk, seen)]
    return found


async def record(
    db: Database,
    incoming: Incoming,
    decision: Decision,
    *,
    before_version: int,
    token_hash: str | None = None,
    lead: LeadFacts | None = None,
    elapsed_seconds: float | None = None,
) -> None:
    """Keep a turn: all of it in one transaction, or nothing.

    `before_version` is that of the snapshot the decision was made on, 0 for a conversation that begins (its
    `token_hash` is kept then); `lead` is all that is now known of the person, None while there is nothing to keep a
    lead for; `elapsed_seconds` is how long the person took.
    Raises Repeated, Overtaken, or Unavailable.
    """
    try:
        async with db.transaction() as tx:
            await _keep(
                tx,
                incoming,
                decision,
                before_version=before_version,
                token_hash=token_hash,
                elapsed_seconds=elapsed_seconds,
            )
            if lead is not None:
                await leads.tell(tx, decision.conversation.id, lead, incoming.at)
    except (IntegrityError, Collision, _Conflict) as error:
        if (done := await _same_turn(db, incoming)) is not None:
            raise Repeated(*done) from error
        if isinstance(error, IntegrityError) and not await _has_moved(db, incoming.key, before_version):
            raise
        raise Overtaken from error


async def mark_unreachable(db: Database, conversation: UUID, reason: str) -> None:
    """The person cannot be reached on their channel any more; whatever they say next takes that back."""
    async with db.transaction() as tx:
        await tables.Conversation.filter(id=conversation).using_db(tx).update(unreachable=reason[:200])


class _Conflict(Exception):
    """The conversation is not at the version that the decision was made on."""


async def _keep(
    tx: TransactionalDBClient,
    incoming: Incoming,
    decision: Decision,
    *,
    before_version: int,
    token_hash: str | None,
    elapsed_seconds: float | None,
) -> None:
    await _keep_snapshot(tx, decision.conversation, before_version, token_hash)
    await _keep_turn(tx, incoming, decision, elapsed_seconds)
    await _keep_messages(tx, decision)
    restarted = decision.conversation.round > 0 and await _end_earlier_rounds(tx, decision.conversation)
    if decision.answers or decision.withdrawn or restarted:
        await _keep_answers(tx, decision)
    if decision.lines_added or decision.lines_ended or restarted:
        await _keep_ledger(tx, decision)
    await _keep_given(tx, incoming, decision)
    now = decision.conversation
    await outbox.post(tx, decision.effects, incoming.at, version=now.version, conversation=now.id)
    await _keep_alerts(tx, now.id, decision.effects)


async def _keep_snapshot(
    tx: TransactionalDBClient, now: Conversation, before_version: int, token_hash: str | None
) -> None:
    columns = {
        "flow": now.flow,
        "edition": now.edition,
        "version": now.version,
        "state": now.state.value,
        "asking": now.asking,
        "round": now.round,
        "locale": now.locale,
        "snapshot": codec.conversation_text(now),
        "unreachable": None,  # whoever writes can be reached
        "updated_at": now.updated_at,
    }
    if before_version:
        at_version = tables.Conversation.filter(id=now.id, version=before_version).using_db(tx)
        if not await at_version.update(**columns):
            raise _Conflict
        return
    row = tables.Conversation(
        id=now.id,
        channel=now.key.channel,
        person=now.key.person,
        token_hash=token_hash,
        started_at=now.started_at,
        **columns,
    )
    await tables.Conversation.bulk_create([row], using_db=tx)


async def _keep_turn(
    tx: TransactionalDBClient, incoming: Incoming, decision: Decision, elapsed_seconds: float | None
) -> None:
    last = decision.conversation.seq
    row = tables.Turn(
        conversation_id=decision.conversation.id,
        incoming_id=incoming.id,
        version=decision.conversation.version,
        at=incoming.at,
        did=decision.turn.did,
        question=decision.turn.question,
        from_state=decision.turn.from_state,
        to_state=decision.turn.to_state,
        slips=decision.turn.slips,
        state=decision.turn.state,
        locale=decision.turn.locale,
        done=decision.turn.done,
        of=decision.turn.of,
        elapsed_seconds=elapsed_seconds,
        first_seq=min((message.seq for message in decision.messages), default=last + 1),
        last_seq=max((message.seq for message in decision.messages), default=last),
    )
    await tables.Turn.bulk_create([row], using_db=tx)


async def _keep_messages(tx: TransactionalDBClient, decision: Decision) -> None:
    rows = [
        tables.Message(
            conversation_id=decision.conversation.id,
            seq=message.seq,
            at=message.at,
            sender=message.sender,
            text=message.text,
            prompt=codec.prompt_plain(message.prompt),
            gift=codec.gift_plain(message.gift),
            name=message.name,
            round=decision.conversation.round,
        )
        for message in decision.messages
    ]
    if rows:
        await tables.Message.bulk_create(rows, using_db=tx)


async def _end_earlier_rounds(tx: TransactionalDBClient, now: Conversation) -> bool:
    """End what an earlier round left open; whether there was anything."""
    answers = tables.Answer.filter(conversation_id=now.id, round__lt=now.round, ended_version=None).using_db(tx)
    lines = tables.ScoreLine.filter(conversation_id=now.id, round__lt=now.round, ended_version=None).using_db(tx)
    ended = await answers.update(ended_version=now.version, ended="restart")
    return bool(await lines.update(ended_version=now.version) + ended)


async def _keep_answers(tx: TransactionalDBClient, decision: Decision) -> None:
    """Afterwards the open rows are the snapshot's live answers, whatever came and went in this turn."""
    now = decision.conversation
    open_rows = tables.Answer.filter(conversation_id=now.id, ended_version=None).using_db(tx)
    kept = {
        question: (row, version) for row, question, version in await open_rows.values_list("id", "question", "version")
    }
    live = {answer.question: answer for answer in now.answers if answer.live}
    why = dict(decision.withdrawn)
    ended: dict[str, list[int]] = {}
    for question, (row, version) in kept.items():
        if question in live and live[question].version != version:
            ended.setdefault("corrected", []).append(row)
        elif question not in live:
            ended.setdefault(why.get(question, "left"), []).append(row)
    for reason, rows in ended.items():
        ending = tables.Answer.filter(id__in=rows).using_db(tx)
        await ending.update(ended_version=now.version, ended=reason)
    begun = [
        tables.Answer(
            conversation_id=now.id,
            round=now.round,
            question=answer.question,
            said=answer.raw,
            value=codec.value_plain(answer.value),
            confidence=answer.confidence,
            at=answer.at,
            version=answer.version,
            prior=answer.prior,
        )
        for question, answer in live.items()
        if question not in kept or kept[question][1] != answer.version
    ]
    if begun:
        await tables.Answer.bulk_create(begun, using_db=tx)


async def _keep_ledger(tx: TransactionalDBClient, decision: Decision) -> None:
    """Afterwards the open rows are the score's lines, so that they sum to it."""
    now = decision.conversation
    open_rows = tables.ScoreLine.filter(conversation_id=now.id, ended_version=None).using_db(tx)
    kept = {
        Line(rule, axis, points, question, quote, edition): row
        for row, rule, axis, points, question, quote, edition in await open_rows.values_list(
            "id", "rule", "axis", "points", "question", "quote", "edition"
        )
    }
    lines = [replace(line, quote=clean(line.quote)) for line in decision.score.lines]
    if ended := [row for line, row in kept.items() if line not in lines]:
        await tables.ScoreLine.filter(id__in=ended).using_db(tx).update(ended_version=now.version)
    begun = [
        tables.ScoreLine(
            conversation_id=now.id,
            round=now.round,
            rule=line.rule,
            axis=line.axis,
            points=line.points,
            question=line.question,
            quote=line.quote,
            edition=line.edition,
            version=now.version,
        )
        for line in lines
        if line not in kept
    ]
    if begun:
        await tables.ScoreLine.bulk_create(begun, using_db=tx)


async def _keep_given(tx: TransactionalDBClient, incoming: Incoming, decision: Decision) -> None:
    conversation = decision.conversation.id
    consents = [
        tables.Consent(
            conversation_id=conversation,
            purpose=consent.purpose,
            given=consent.given,
            text_version=consent.text_version,
            text_hash=consent.text_hash,
            locale=consent.locale,
            at=consent.at,
        )
        for consent in decision.consents
    ]
    if consents:
        await tables.Consent.bulk_create(consents, using_db=tx)
    gifts = [
        tables.MagnetDelivery(
            id=gift.delivery,
            conversation_id=conversation,
            magnet=gift.magnet,
            title=gift.title,
            file=gift.file,
            type=gift.type,
            size=gift.size,
            given_at=incoming.at,
        )
        for gift in decision.gifts
    ]
    if gifts:
        await tables.MagnetDelivery.bulk_create(gifts, ignore_conflicts=True, using_db=tx)


async def _keep_alerts(tx: TransactionalDBClient, conversation: UUID, effects: Iterable[Effect]) -> None:
    alerts = [
        tables.Alert(
            id=effect.id,
            conversation_id=conversation,
            reason=effect.reason,
            band=effect.band,
            points=effect.points,
            card=codec.effect_plain(effect),
            at=effect.at,
        )
        for effect in effects
        if isinstance(effect, AlertSales) and not effect.corrected
    ]
    if alerts:
        await tables.Alert.bulk_create(alerts, ignore_conflicts=True, using_db=tx)


async def _same_turn(db: Database, incoming: Incoming) -> tuple[UUID, KeptTurn] | None:
    if (conversation := await _row_of(db, incoming.key)) is None:
        return None
    kept = await turn(db, conversation[0], incoming.id)
    return None if kept is None else (conversation[0], kept)


async def _has_moved(db: Database, key: Key, before_version: int) -> bool:
    conversation = await _row_of(db, key)
    return (0 if conversation is None else conversation[1]) != before_version


async def _row_of(db: Database, key: Key) -> tuple[UUID, int] | None:
    async with db.reading() as reader:
        rows = tables.Conversation.filter(channel=clean(key.channel), person=clean(key.person)).using_db(reader)
        found = await rows.values_list("id", "version")
    return found[0] if found else None


def _snapshot(found: object) -> Conversation | None:
    return codec.conversation_from(found[0]) if isinstance(found, list) and found else None
