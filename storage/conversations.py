"""Conversations, found and recorded: what a turn decided is kept in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from flows.effects import AlertSales, Decision, Message
from flows.model import Answer, Conversation, Incoming, Key
from flows.scoring import Line, Score
from flows.texts import clean
from storage import codec, continuations, leads, outbox, tables
from storage.database import Collision, Database
from storage.leads import LeadFacts, Told
from storage.recent import Known
from storage.scripts import All, Columns, Insert, Row, Script, Update


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


Change = Insert | Update


class Repeated(Exception):
    """This incoming was recorded before, as `turn` of `conversation`."""

    def __init__(self, conversation: UUID, turn: KeptTurn) -> None:
        super().__init__(f"recorded before, as version {turn.version}")
        self.conversation = conversation
        self.turn = turn


class Overtaken(Exception):
    """Another turn of the conversation was recorded since it was read: read it and decide again."""


async def find(db: Database, key: Key, *, fresh: bool = True) -> Conversation | None:
    """The conversation of a person on a channel; unless `fresh`, as it stood when it was last seen here."""
    known = await _known(db, key, fresh=fresh)
    return known.conversation if known else None


async def by_id(db: Database, conversation: UUID) -> Conversation | None:
    """The conversation of that id."""
    async with db.reading() as reader:
        rows = tables.Conversation.filter(id=conversation).using_db(reader)
        found = cast("list[str]", await rows.values_list("snapshot", flat=True))
    return codec.conversation_from(found[0]) if found else None


async def token_hash_of(db: Database, key: Key, *, fresh: bool) -> str | None:
    """The hash of a conversation's token; None when it has none or does not exist; as last seen here unless `fresh`."""
    known = await _known(db, key, fresh=fresh)
    return known.token_hash if known else None


def score_of(db: Database, conversation: Conversation) -> Score | None:
    """The conversation's score, where it is at hand: it was recorded here and is held as it is."""
    held = db.recent.get(conversation.key)
    return held.score if held is not None and held.conversation is conversation else None


async def _known(db: Database, key: Key, *, fresh: bool) -> Known | None:
    if not fresh and (held := db.recent.get(key)) is not None:
        return held
    async with db.reading() as reader:
        rows = tables.Conversation.filter(channel=clean(key.channel), person=clean(key.person)).using_db(reader)
        found = cast("list[tuple[str, str | None]]", await rows.values_list("snapshot", "token_hash"))
    if not found:
        db.recent.drop(key)
        return None
    known = Known(codec.conversation_from(found[0][0]), found[0][1])
    db.recent.put(known)
    return known


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
    for talk, incoming_id in await continuations.before(reader, {conversation}):
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
    before: Conversation,
    token_hash: str | None = None,
    lead: LeadFacts | None = None,
    elapsed_seconds: float | None = None,
) -> None:
    """Keep a turn: all of it in one transaction, which turns of others may share, or nothing.

    `before` is the snapshot that the decision was made on, of version 0 for a conversation that begins (its
    `token_hash` is kept then); `lead` is all that is now known of the person, None while there is nothing to keep a
    lead for; `elapsed_seconds` is how long the person took.
    Raises Repeated, Overtaken, or Unavailable.
    """
    kept = _Kept(incoming, before, decision, token_hash, lead, elapsed_seconds)
    cause: Exception | None = None
    try:
        if await db.keep(_keep, kept, decision.conversation.id):
            held = db.recent.get(incoming.key)
            if held is not None or not before.version:
                db.recent.put(Known(decision.conversation, held.token_hash if held else token_hash, decision.score))
            return
    except (IntegrityError, Collision) as error:
        cause = error
    db.recent.drop(incoming.key)
    if (done := await _same_turn(db, incoming)) is not None:
        raise Repeated(*done) from cause
    if isinstance(cause, IntegrityError) and not await _has_moved(db, incoming.key, before.version):
        raise cause
    raise Overtaken from cause


async def mark_unreachable(db: Database, conversation: UUID, reason: str) -> None:
    """The person cannot be reached on their channel any more; whatever they say next takes that back."""
    async with db.transaction() as tx:
        await tables.Conversation.filter(id=conversation).using_db(tx).update(unreachable=reason[:200])


@dataclass(frozen=True, slots=True)
class _Kept:
    """A turn to be kept."""

    incoming: Incoming
    before: Conversation
    decision: Decision
    token_hash: str | None
    lead: LeadFacts | None
    elapsed_seconds: float | None

    @property
    def now(self) -> Conversation:
        return self.decision.conversation

    @property
    def restarted(self) -> bool:
        """Whether what earlier rounds left open ends with this turn."""
        return self.now.round > self.before.round


def _keep(turns: Sequence[_Kept]) -> Script[list[bool]]:
    """Keep turns of different conversations; tells which were, as the others have been overtaken."""
    moved = [turn for turn in turns if turn.before.version]
    # in one order for all processes, so that no two wait for each other
    moved.sort(key=lambda turn: turn.now.id)
    met = (yield Update(_MOVED, 2, [_moved(turn) for turn in moved])) if moved else []
    overtaken = {turn.now.id for turn, was_there in zip(moved, met, strict=True) if not was_there}
    kept = [turn for turn in turns if turn.now.id not in overtaken]
    yield All([*_changes(kept)])
    told = [Told(turn.now.id, turn.lead, turn.incoming.at) for turn in kept if turn.lead is not None]
    if told:
        yield from leads.tell(told)
    return [turn.now.id not in overtaken for turn in turns]


def _changes(turns: Sequence[_Kept]) -> Iterator[Change]:
    """What is to be changed for turns whose conversations are at their version, or begin."""
    yield from _insert(_BEGUN, [_begun(turn) for turn in turns if not turn.before.version])
    yield from _insert(_TURN, map(_turn, turns))
    yield from _insert(_MESSAGE, (row for turn in turns for row in _messages(turn)))
    yield from _answers(turns)
    yield from _lines(turns)
    yield from _insert(_CONSENT, (row for turn in turns for row in _consents(turn)))
    yield from _insert(_DELIVERY, (row for turn in turns for row in _deliveries(turn)), lenient=True)
    yield from outbox.changes([_posted(turn) for turn in turns if turn.decision.effects])
    yield from _insert(_ALERT, (row for turn in turns for row in _alerts(turn)), lenient=True)


def _insert(columns: Columns, rows: Iterable[Row], *, lenient: bool = False) -> Iterator[Change]:
    if given := [*rows]:
        yield Insert(columns, given, lenient)


_STANDS = ("flow", "edition", "version", "state", "asking", "round", "locale", "snapshot", "unreachable", "updated_at")
_MOVED = Columns(tables.Conversation, (*_STANDS, "id", "version"))
_BEGUN = Columns(tables.Conversation, (*_STANDS, "id", "channel", "person", "token_hash", "started_at"))


def _stands(now: Conversation) -> Row:
    text = codec.conversation_text(now)
    unreachable = None  # whoever writes can be reached
    state = now.state.value
    return (
        now.flow,
        now.edition,
        now.version,
        state,
        now.asking,
        now.round,
        now.locale,
        text,
        unreachable,
        now.updated_at,
    )


def _moved(turn: _Kept) -> Row:
    return (*_stands(turn.now), turn.now.id, turn.before.version)


def _begun(turn: _Kept) -> Row:
    now = turn.now
    return (*_stands(now), now.id, now.key.channel, now.key.person, turn.token_hash, now.started_at)


_TURN = Columns(
    tables.Turn,
    (
        *("conversation_id", "incoming_id", "version", "at", "did", "question", "from_state", "to_state", "slips"),
        *("state", "locale", "done", "of", "elapsed_seconds", "first_seq", "last_seq"),
    ),
)


def _turn(turn: _Kept) -> Row:
    told, now, messages = turn.decision.turn, turn.now, turn.decision.messages
    return (
        *(now.id, turn.incoming.id, now.version, turn.incoming.at, told.did, told.question, told.from_state),
        *(told.to_state, told.slips, told.state, told.locale, told.done, told.of, turn.elapsed_seconds),
        min((message.seq for message in messages), default=now.seq + 1),
        max((message.seq for message in messages), default=now.seq),
    )


_MESSAGE = Columns(
    tables.Message, ("conversation_id", "seq", "at", "sender", "text", "prompt", "gift", "name", "round")
)


def _messages(turn: _Kept) -> Iterator[Row]:
    for message in turn.decision.messages:
        said = (message.seq, message.at, message.sender, message.text, message.prompt, message.gift, message.name)
        yield (turn.now.id, *said, turn.now.round)


_OPEN = "ended_version IS NULL"
_ANSWER = Columns(
    tables.Answer,
    ("conversation_id", "round", "question", "said", "value", "confidence", "at", "version", "prior"),
)
_ANSWER_ENDED = Columns(tables.Answer, ("ended_version", "ended", "conversation_id", "question"))
_ROUND_ENDED = Columns(tables.Answer, ("ended_version", "ended", "conversation_id"))


def _answers(turns: Sequence[_Kept]) -> Iterator[Change]:
    """Afterwards the open rows are the snapshots' live answers, whatever came and went."""
    rounds = [(turn.now.version, "restart", turn.now.id) for turn in turns if turn.restarted]
    if rounds:
        yield Update(_ROUND_ENDED, 1, rounds, _OPEN)
    ended: list[Row] = []
    begun: list[Row] = []
    for turn in turns:
        was = {} if turn.restarted else {a.question: a.version for a in turn.before.answers if a.live}
        live = {a.question: a for a in turn.now.answers if a.live}
        if was.items() == {(question, answer.version) for question, answer in live.items()}:
            continue
        why = dict(turn.decision.withdrawn)
        for question, version in was.items():
            if question not in live:
                ended.append((turn.now.version, why.get(question, "left"), turn.now.id, question))
            elif live[question].version != version:
                ended.append((turn.now.version, "corrected", turn.now.id, question))
        begun += [_answer(turn.now, a) for question, a in live.items() if was.get(question) != a.version]
    if ended:
        yield Update(_ANSWER_ENDED, 2, ended, _OPEN)
    yield from _insert(_ANSWER, begun)


def _answer(now: Conversation, answer: Answer) -> Row:
    value = codec.value_plain(answer.value)
    given = (answer.question, answer.raw, value, answer.confidence, answer.at, answer.version, answer.prior)
    return (now.id, now.round, *given)


_LINE = Columns(
    tables.ScoreLine,
    ("conversation_id", "round", "rule", "axis", "points", "question", "quote", "edition", "version"),
)
_LINE_ENDED = Columns(tables.ScoreLine, ("ended_version", "conversation_id", "rule"))
_LINES_ENDED = Columns(tables.ScoreLine, ("ended_version", "conversation_id"))


def _lines(turns: Sequence[_Kept]) -> Iterator[Change]:
    """Afterwards the open rows are the scores' lines, so that they sum to them."""
    rounds = [(turn.now.version, turn.now.id) for turn in turns if turn.restarted]
    if rounds:
        yield Update(_LINES_ENDED, 1, rounds, _OPEN)
    ended = [
        (turn.now.version, turn.now.id, line.rule)
        for turn in turns
        if not turn.restarted
        for line in turn.decision.lines_ended
    ]
    if ended:
        yield Update(_LINE_ENDED, 2, ended, _OPEN)
    yield from _insert(
        _LINE,
        (
            _line(turn.now, line)
            for turn in turns
            for line in (turn.decision.score.lines if turn.restarted else turn.decision.lines_added)
        ),
    )


def _line(now: Conversation, line: Line) -> Row:
    told = (line.rule, line.axis, line.points, line.question, line.quote, line.edition)
    return (now.id, now.round, *told, now.version)


_CONSENT = Columns(tables.Consent, ("conversation_id", "purpose", "given", "text_version", "text_hash", "locale", "at"))


def _consents(turn: _Kept) -> Iterator[Row]:
    for c in turn.decision.consents:
        yield (turn.now.id, c.purpose, c.given, c.text_version, c.text_hash, c.locale, c.at)


_DELIVERY = Columns(
    tables.MagnetDelivery, ("id", "conversation_id", "magnet", "title", "file", "type", "size", "given_at")
)


def _deliveries(turn: _Kept) -> Iterator[Row]:
    for g in turn.decision.gifts:
        yield (g.delivery, turn.now.id, g.magnet, g.title, g.file, g.type, g.size, turn.incoming.at)


def _posted(turn: _Kept) -> outbox.Post:
    return outbox.Post(turn.decision.effects, turn.incoming.at, turn.now.version, turn.now.id)


_ALERT = Columns(tables.Alert, ("id", "conversation_id", "reason", "band", "points", "card", "at"))


def _alerts(turn: _Kept) -> Iterator[Row]:
    for alert in turn.decision.effects:
        if isinstance(alert, AlertSales) and not alert.corrected:
            yield (alert.id, turn.now.id, alert.reason, alert.band, alert.points, alert, alert.at)


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
