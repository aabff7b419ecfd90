"""Effects on their way: whoever claims one holds it for a while, and a claim that runs out is anybody's again.

`error` texts are kept and shown to whoever runs the server: they are never to hold a word of a person's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Literal, cast, get_args
from uuid import UUID

from tortoise.expressions import F, Q

from flows.effects import Effect, Say, lane_of, queue_of
from storage import codec, pace, tables
from storage.columns import from_json
from storage.database import Collision, Database
from storage.scripts import All, Ask, Columns, Insert, Row, Script, Select, Update

#: Rows that are put right in one transaction.
AT_ONCE = 500
_DECIDED = Columns(tables.Outbox, ("created_at", "due_at", "id"))
_SHOWN = (
    "id",
    "conversation_id",
    "kind",
    "lane",
    "state",
    "attempts",
    "due_at",
    "created_at",
    "claimed_until",
    "last_error",
)

OutboxState = Literal["pending", "done", "dead", "cancelled"]
#: Effects that one turn may have; a queue's places are the turn's version times this, and on.
_MOST_OF_A_TURN = 1000


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed effect; `attempts` counts this one, `conversation_id` is None for what no talk decided."""

    id: UUID
    conversation_id: UUID | None
    effect: Effect
    lane: str
    attempts: int
    due_at: datetime
    created_at: datetime
    until: datetime
    """When the claim runs out."""
    queue: str | None = None
    unsure: bool = False
    """Whether it may have arrived already: an earlier try got no answer."""


#: The clocks of several machines lie no further apart.
_APART = timedelta(minutes=1)
#: A try that failed puts an effect off for no longer.
_PUT_OFF = timedelta(hours=30)
#: No claim and no pace of one person's reaches further ahead, in seconds: else a clock ahead of ours wrote it.
FAR = 600.0

#: Whose time has come at {1}, and no claim on it holds; {2} is when nothing of today's is held any more.
_READY = """
    o.due_at <= {1} AND (o.claimed_until IS NULL OR o.claimed_until <= {1} OR o.claimed_until > {2})
"""
#: What can be claimed: it is ready, and its queue has nothing before it and may go on.
_FREE = f"""
    o.state = 'pending' AND {_READY}
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS e WHERE e.queue = o.queue AND e.state = 'pending' AND (
            e.place < o.place OR e.place = o.place AND (
                e.id < o.id OR e.id <> o.id AND e.claimed_until > {{1}} AND e.claimed_until <= {{2}}
            )
        )
    )
    AND NOT EXISTS (SELECT 1 FROM pace AS p WHERE p.scope = o.queue AND p.next_at > {{1}} AND p.next_at <= {{2}})
"""  # noqa: S608 (put together from constants)

_TOLD = ("id", "conversation_id", "kind", "payload", "lane", "attempts", "due_at", "created_at", "queue", "unsure")
_OF_HEAD, _OF_ROW = ", ".join(f"h.{name}" for name in _TOLD), ", ".join(f"o.{name}" for name in _TOLD)

#: The first {4} of lane {3} that can be claimed, and behind each the rest of its turn, up to a message: `free` tells
#: whether that is ready, too, and in the same lane.
_HEADS = f"""
WITH heads AS (
    SELECT {_OF_ROW}, o.place, o.state FROM outbox AS o WHERE o.lane = {{3}} AND {_FREE}
    ORDER BY o.due_at, o.created_at LIMIT {{4}} {{lock}}
)
SELECT {_OF_HEAD}, h.place, 0 AS behind, 1 AS free FROM heads AS h
UNION ALL
SELECT {_OF_ROW}, o.place, 1 AS behind, CASE WHEN o.lane = h.lane AND {_READY} THEN 1 ELSE 0 END AS free
FROM heads AS h JOIN outbox AS o ON o.queue = h.queue AND o.state = h.state
AND o.place > h.place AND o.place < (h.place / {_MOST_OF_A_TURN} + 1) * {_MOST_OF_A_TURN}
WHERE h.kind <> 'say'
"""  # noqa: S608 (put together from constants)
#: What another process is about to claim is left to it: to wait for it while it waits for us would end neither.
_HOLD_LANE = """
UPDATE outbox SET due_at = {1} WHERE id IN (
    SELECT id FROM outbox WHERE lane = {2} AND state = 'pending' AND due_at < {1} AND claimed_until IS NULL {lock}
)
"""

#: The lanes in which something waits, each found by one look into the index, however much waits in it.
_WAITING = """
WITH RECURSIVE waiting(lane) AS (
    SELECT min(lane) FROM outbox WHERE state = 'pending'
    UNION ALL
    SELECT (SELECT min(n.lane) FROM outbox AS n WHERE n.state = 'pending' AND n.lane > w.lane)
    FROM waiting AS w WHERE w.lane IS NOT NULL
)
"""
#: Of each lane the first is asked for, as a value: of an EXISTS PostgreSQL would look at all that waits.
_LANES = f"""{_WAITING} SELECT w.lane AS lane FROM waiting AS w
WHERE w.lane IS NOT NULL AND (
    SELECT 1 FROM outbox AS o WHERE o.lane = w.lane AND {_FREE} ORDER BY o.due_at LIMIT 1
) = 1
"""  # noqa: S608 (as above)
_OLDEST = f"""{_WAITING} SELECT w.lane AS lane,
    (SELECT min(o.due_at) FROM outbox AS o WHERE o.state = 'pending' AND o.lane = w.lane AND o.due_at <= {{1}})
    AS oldest
FROM waiting AS w WHERE w.lane IS NOT NULL
"""  # noqa: S608 (as above)

#: The newest {1} of state {0}, by an index that begins with it; {2} is any number, another for each.
_NEWEST = f"""SELECT * FROM (
    SELECT {", ".join(_SHOWN)} FROM outbox WHERE state = '{{0}}' ORDER BY created_at DESC, id LIMIT {{1:d}}
) AS newest_{{2}}"""  # noqa: S608 (put together from constants)

#: When something becomes due of itself, when a claim runs out, when somebody may be sent to again.
_NEXT = """
SELECT min(at) AS at FROM (
    SELECT (SELECT due_at FROM outbox WHERE state = 'pending' AND claimed_until IS NULL AND due_at > {1}
            ORDER BY claimed_until, due_at LIMIT 1) AS at
    UNION ALL
    SELECT (SELECT claimed_until FROM outbox WHERE state = 'pending' AND claimed_until > {1}
            ORDER BY claimed_until LIMIT 1)
    UNION ALL
    SELECT (SELECT next_at FROM pace WHERE next_at > {1} ORDER BY next_at LIMIT 1)
) AS moments
"""

_POSTED = Columns(
    tables.Outbox,
    ("id", "conversation_id", "kind", "payload", "lane", "queue", "place", "due_at", "created_at"),
)
_REPLACED = Columns(tables.Outbox, ("state", "last_error", "id"))
_REF = Columns(tables.Outbox, ("ref", "state"))
_CLAIMED = Columns(tables.Outbox, ("claimed_until", "attempts", "id"))


@dataclass(frozen=True, slots=True)
class Post:
    """Effects of one turn of a conversation (or case), whose version orders the effects of one queue.

    They were decided `at` that moment, and are due then; or later, where `due` tells when.
    """

    effects: Sequence[Effect]
    at: datetime
    version: int
    conversation: UUID | None
    due: datetime | None = None


def post(posts: Sequence[Post]) -> Script[None]:
    """Post effects within the transaction that decided them; the same ids again change nothing."""
    yield All([*changes(posts)])


def changes(posts: Sequence[Post]) -> Iterator[Insert | Update]:
    """What posting effects changes: what a message replaces, and has not left yet, is cancelled."""
    replaced = [
        gone for each in posts for effect in each.effects if isinstance(effect, Say) for gone in effect.replaces
    ]
    if replaced:
        cancelled = [("cancelled", "replaced", gone) for gone in dict.fromkeys(replaced)]
        yield Update(_REPLACED, 1, cancelled, "state = 'pending' AND claimed_until IS NULL")
    rows = [
        (
            *(effect.id, each.conversation, effect.kind, effect, lane_of(effect), queue_of(effect)),
            each.version * _MOST_OF_A_TURN + place,
            (each.due or each.at) + timedelta(seconds=effect.wait if isinstance(effect, Say) else 0),
            each.at,
        )
        for each in posts
        for place, effect in enumerate(each.effects)
    ]
    if rows:
        yield Insert(_POSTED, rows, lenient=True)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody would carry of a lane: `heads` asks for it, `held` makes the lane wait."""

    lane: str
    now: datetime
    until: datetime
    heads: Ask
    held: Callable[[datetime], Ask]
    lane_pace: pace.Pace | None
    chat_pace: pace.Pace | None


async def claim_due(
    db: Database,
    lane: str,
    now: datetime,
    limit: int,
    hold_seconds: float,
    lane_pace: pace.Pace | None = None,
    chat_pace: pace.Pace | None = None,
) -> tuple[Due, ...]:
    """Up to `limit` effects of a lane that are due, oldest first, the caller's alone for the next `hold_seconds`.

    Each is followed by what its turn put behind it in its queue, up to a message, which is to be carried after it. No
    more are claimed than the lane's pace allows, and each message is counted for the pace of its queue.
    """
    heads = Ask(db.statement(_HEADS, lock="FOR UPDATE SKIP LOCKED"), [*_around(db, now), lane, limit])
    until = now + timedelta(seconds=hold_seconds)
    wanted = _Wanted(lane, now, until, heads, partial(_held, db, lane), lane_pace, chat_pace)
    while True:
        try:
            return tuple(_due(row, until) for row in await db.keep(_claim, wanted, lane))
        except Collision:
            continue


def _claim(wanted: Sequence[_Wanted]) -> Script[list[list[Any]]]:
    """Claim of each lane what may be carried now; the rows of each, with their attempts as they were."""
    found = [_in_order(rows) for rows in (yield from _asked([each.heads for each in wanted]))]
    slow = yield from _as_paces_allow(wanted, found)
    claims = [
        (each.until, row["attempts"] + 1, row["id"]) for each, rows in zip(wanted, found, strict=True) for row in rows
    ]
    met = iter((yield Update(_CLAIMED, 1, claims, "state = 'pending'")) if claims else [])
    found = [[row for row in rows if next(met)] for rows in found]
    said = [
        pace.Taking(row["queue"], each.now, each.chat_pace, 1)
        for each, rows in zip(wanted, found, strict=True)
        for row in rows
        if each.chat_pace and row["kind"] == "say"
    ]
    if said:  # before it is sent: whoever dies in between has sent no faster than allowed
        yield from pace.moved(said)
    yield from _asked(slow)
    return found


def _as_paces_allow(wanted: Sequence[_Wanted], found: list[list[Any]]) -> Script[list[Ask]]:
    """Leave of each lane in `found` what its pace allows now; what is to be asked for the rest to wait."""
    slow: list[Ask] = []
    takings = {
        number: pace.Taking(each.lane, each.now, each.lane_pace, len(found[number]))
        for number, each in enumerate(wanted)
        if each.lane_pace and found[number]
    }
    if takings:
        yield from pace.moved(takings.values())
    for number, taking in takings.items():
        found[number] = found[number][: taking.granted]
        if taking.next_at is not None:
            slow.append(wanted[number].held(taking.next_at))
    return slow


def _in_order(rows: Sequence[Any]) -> list[Any]:
    """Heads, oldest first, and behind each what can be carried after it."""
    behind: dict[str, list[Any]] = {}
    for row in sorted((row for row in rows if row["behind"]), key=lambda row: row["place"]):
        behind.setdefault(row["queue"], []).append(row)
    heads = [row for row in rows if not row["behind"]]
    heads.sort(key=lambda row: (row["due_at"], row["created_at"], row["id"]))
    found = []
    for head in heads:
        found.append(head)
        for row in behind.get(head["queue"], ()):
            if not row["free"]:
                break
            found.append(row)
            if row["kind"] == "say":
                break
    return found


def _held(db: Database, lane: str, until: datetime) -> Ask:
    return Ask(db.statement(_HOLD_LANE, lock="FOR UPDATE SKIP LOCKED"), [db.moment(until), lane])


async def hold_lane(db: Database, lane: str, until: datetime) -> None:
    """What is due in a lane is due at `until` instead: the lane may not be sent to before."""
    await db.keep(_asked, _held(db, lane, until), lane)


async def done(db: Database, effect: UUID, now: datetime, by: str, ref: Mapping[str, Any] | None = None) -> None:
    """It was carried at `now`, by the integration of that name; `ref` is what the other side calls it.

    What was passed on to a person of the team is not kept here: the transcript holds what may be kept of it.
    """
    await db.keep(_done, (effect, now, by, None if ref is None else {**ref}), effect)


_KIND, _TEXT = Columns(tables.Outbox, ("id", "kind")), Columns(tables.Outbox, ("id", "payload"))
_ID, _PAYLOAD = Columns(tables.Outbox, ("id",)), Columns(tables.Outbox, ("payload", "id"))
_DONE = Columns(tables.Outbox, ("state", "claimed_until", "last_error", "ref", "id"))
_CARRIED = Columns(tables.Alert, ("carried_by", "carried_at", "id"))


def _done(carried: Sequence[tuple[UUID, datetime, str, dict[str, Any] | None]]) -> Script[list[None]]:
    kinds = dict((yield Select(_KIND, _ID, [effect for effect, *_ in carried])))
    if forwarded := [effect for effect, kind in kinds.items() if kind == "forward"]:
        texts = yield Select(_TEXT, _ID, forwarded)
        yield Update(_PAYLOAD, 1, [({**payload, "text": ""}, effect) for effect, payload in texts])
    changes = [Update(_DONE, 1, [("done", None, None, ref, effect) for effect, _, _, ref in carried])]
    if alerts := [(by, now, effect) for effect, now, by, _ in carried if kinds.get(effect) == "alert"]:
        changes.append(Update(_CARRIED, 1, alerts))
    yield All(changes)
    return [None] * len(carried)


async def ref_of(db: Database, effect: UUID) -> dict[str, Any] | None:
    """What the other side calls an effect that was carried; None when it was not, or has no name there."""
    found = await db.look(_select(_REF, _ID, [effect]))
    return cast("dict[str, Any] | None", found[0][0]) if found and found[0][1] == "done" else None


async def cancel(db: Database, queue: str, error: str) -> int:
    """What still waits in a queue is not to be carried any more; returns how much that was."""
    async with db.transaction() as tx:
        rows = tables.Outbox.filter(queue=queue, state="pending").using_db(tx)
        return await rows.update(state="cancelled", claimed_until=None, last_error=error)


async def release(db: Database, effects: Sequence[Due]) -> None:
    """They were not tried after all, and are due as they were; not those that somebody else has claimed since."""
    async with db.transaction() as tx:
        rows = tables.Outbox.filter(id__in=[due.id for due in effects], state="pending").using_db(tx)
        ours = rows.filter(claimed_until__in={due.until for due in effects})
        await ours.update(claimed_until=None, attempts=F("attempts") - 1)


async def failed(db: Database, effect: UUID, error: str, retry_at: datetime, *, unsure: bool = False) -> None:
    """It could not be carried and is due again at `retry_at`; `unsure` when it may have arrived all the same."""
    more = {"unsure": True} if unsure else {}
    await _set(db, effect, due_at=retry_at, claimed_until=None, last_error=error, **more)


async def postpone(db: Database, effect: UUID, until: datetime) -> None:
    """It was not tried after all, and is due again at `until`."""
    await _set(db, effect, due_at=until, claimed_until=None, attempts=F("attempts") - 1)


async def dead(db: Database, effect: UUID, error: str) -> None:
    """It cannot be carried and waits for `retry`."""
    await _set(db, effect, state="dead", claimed_until=None, last_error=error)


async def retry(db: Database, effect: UUID | None, now: datetime) -> int:
    """Make a dead or waiting effect due at once, or all dead ones (None), attempts counted afresh; returns how many."""
    async with db.transaction() as tx:
        rows = (
            tables.Outbox.filter(state="dead")
            if effect is None
            else tables.Outbox.filter(id=effect).exclude(state="done")
        )
        return await rows.using_db(tx).update(state="pending", due_at=now, claimed_until=None, attempts=0)


async def put_right(db: Database, now: datetime) -> int:
    """Make due by our clock what one ahead of it decided, or put off by more than any try does; how many.

    No more than `AT_ONCE` of the former, so that turns go on beside it: when it is as many, there may be more.
    """
    ahead = Q(state="pending", created_at__gt=now + _APART)
    free = Q(claimed_until=None) | Q(claimed_until__gt=now + timedelta(seconds=FAR))
    beyond = Q(free, state="pending", attempts__gt=0, due_at__gt=now + _PUT_OFF)
    async with db.reading() as reader:
        if not any([await tables.Outbox.filter(each).using_db(reader).exists() for each in (ahead, beyond)]):
            return 0
    async with db.transaction() as tx:
        found = await tables.Outbox.filter(ahead).limit(AT_ONCE).using_db(tx).only("id", "due_at", "created_at")
        due = [(now, now + max(row.due_at - row.created_at, timedelta()), row.id) for row in found]
        if due:
            await db.run(tx, _decided(due))
        return len(found) + await tables.Outbox.filter(beyond).using_db(tx).update(due_at=now, claimed_until=None)


def _decided(rows: Sequence[Row]) -> Script[None]:
    yield Update(_DECIDED, 1, rows)


async def listing(db: Database, state: OutboxState | None = None, limit: int = 1000) -> list[dict[str, Any]]:
    """The newest rows in a state (None: in any), newest first, without what they say."""
    states = [each for each in get_args(OutboxState) if state in (None, each)]
    # at one look: what is carried meanwhile is in one state before it and in another after it
    asked = " UNION ALL ".join(_NEWEST.format(each, limit, n) for n, each in enumerate(states))
    async with db.reading() as reader:
        rows = await cast("Awaitable[list[tables.Outbox]]", tables.Outbox.raw(asked, reader))
    found = sorted(({name: getattr(row, name) for name in _SHOWN} for row in rows), key=lambda row: str(row["id"]))
    found.sort(key=lambda row: row["created_at"], reverse=True)
    return found[:limit]


async def oldest_age(db: Database, now: datetime, carried: Callable[[str], bool]) -> float | None:
    """Seconds that the longest waiting effect of the lanes that are carried has been due; None when none waits."""
    async with db.reading() as reader:
        rows = await reader.execute_query_dict(db.statement(_OLDEST), [db.moment(now)])
    found = [(str(row["lane"]), row["oldest"]) for row in rows if row["oldest"] is not None]
    ages = [(now - _moment(oldest)).total_seconds() for lane, oldest in found if carried(lane)]
    return max(ages, default=None)


async def look(db: Database, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """The lanes in which something can be claimed at `now`, and when the next effect after it can be.

    That is when its time has come, the claim on it has run out, or its queue may be sent to again.
    """
    lanes = Ask(db.statement(_LANES), _around(db, now))
    following = Ask(db.statement(_NEXT), [db.moment(now)])
    due, [first] = await db.look(_asked([lanes, following]))
    return tuple(row["lane"] for row in due), None if first["at"] is None else _moment(first["at"])


def _asked(asks: Sequence[Ask]) -> Script[list[Any]]:
    found: list[Any] = []
    for each in asks:
        rows = yield each
        found.append(rows)
    return found


def _select(columns: Columns, where: Columns, values: Sequence[Any]) -> Script[list[Any]]:
    rows: list[Any] = yield Select(columns, where, values)
    return rows


def _around(db: Database, now: datetime) -> list[Any]:
    return [db.moment(now), db.moment(now + timedelta(seconds=FAR))]


async def _set(db: Database, effect: UUID, **columns: Any) -> None:
    async with db.transaction() as tx:
        await tables.Outbox.filter(id=effect).using_db(tx).update(**columns)


def _due(row: Mapping[str, Any], until: datetime) -> Due:
    return Due(
        id=_uuid(row["id"]),
        conversation_id=None if row["conversation_id"] is None else _uuid(row["conversation_id"]),
        effect=codec.effect_from(from_json(row["payload"])),
        lane=row["lane"],
        attempts=row["attempts"] + 1,
        due_at=_moment(row["due_at"]),
        created_at=_moment(row["created_at"]),
        until=until,
        queue=row["queue"],
        unsure=bool(row["unsure"]),
    )


def _uuid(told: Any) -> UUID:
    return UUID(str(told))


def _moment(told: Any) -> datetime:
    moment = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return moment.astimezone(UTC)
