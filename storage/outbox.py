"""Effects on their way: whoever claims one holds it for a while, and a claim that runs out is anybody's again.

`error` texts are kept and shown to whoever runs the server: they are never to hold a word of a person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast, get_args
from uuid import UUID

from tortoise.expressions import F

from flows.effects import Effect, Say, lane_of, queue_of
from storage import codec, tables
from storage.columns import from_json
from storage.database import Database
from storage.scripts import All, Ask, Columns, Insert, Script, Select, Update

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
    queue: str | None = None
    unsure: bool = False
    """Whether it may have arrived already: an earlier try got no answer."""


#: No claim and no pace of one person's reaches further ahead, in seconds: else a clock ahead of ours wrote it.
FAR = 600.0

#: What can be claimed at {1}: its time has come, no claim holds, and its queue has nothing before it and may go on.
#: {2} is when nothing of today's is held any more.
_FREE = """
    o.state = 'pending' AND o.due_at <= {1} AND (
        o.claimed_until IS NULL OR o.claimed_until <= {1} OR o.claimed_until > {2}
    )
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS e WHERE e.queue = o.queue AND e.state = 'pending' AND (
            e.place < o.place OR e.place = o.place AND (
                e.id < o.id OR e.id <> o.id AND e.claimed_until > {1} AND e.claimed_until <= {2}
            )
        )
    )
    AND NOT EXISTS (SELECT 1 FROM pace AS p WHERE p.scope = o.queue AND p.next_at > {1} AND p.next_at <= {2})
"""

_CLAIM = f"""
UPDATE outbox SET claimed_until = {{3}}, attempts = attempts + 1
WHERE id IN (
    SELECT o.id FROM outbox AS o WHERE o.lane = {{5}} AND {_FREE}
    ORDER BY o.due_at, o.created_at LIMIT {{4}} {{lock}}
)
RETURNING id, conversation_id, payload, lane, attempts, due_at, created_at, queue, unsure
"""  # noqa: S608 (put together from constants)

#: The lanes in which something waits, each found by one look into the index, however much waits in it.
_WAITING = """
WITH RECURSIVE waiting(lane) AS (
    SELECT min(lane) FROM outbox WHERE state = 'pending'
    UNION ALL
    SELECT (SELECT min(n.lane) FROM outbox AS n WHERE n.state = 'pending' AND n.lane > w.lane)
    FROM waiting AS w WHERE w.lane IS NOT NULL
)
"""
_LANES = f"""{_WAITING} SELECT w.lane AS lane FROM waiting AS w
WHERE w.lane IS NOT NULL AND EXISTS (SELECT 1 FROM outbox AS o WHERE o.lane = w.lane AND {_FREE})
"""  # noqa: S608 (as above)
_OLDEST = f"""{_WAITING} SELECT w.lane AS lane,
    (SELECT min(o.due_at) FROM outbox AS o WHERE o.state = 'pending' AND o.lane = w.lane AND o.due_at <= {{1}})
    AS oldest
FROM waiting AS w WHERE w.lane IS NOT NULL
"""  # noqa: S608 (as above)
_SOME = f"SELECT 1 AS one FROM outbox AS o WHERE o.lane = {{3}} AND {_FREE} LIMIT {{4}}"  # noqa: S608 (as above)


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


@dataclass(frozen=True, slots=True)
class Post:
    """Effects of one turn of a conversation (or case), whose version orders the effects of one queue; due `at` once."""

    effects: Sequence[Effect]
    at: datetime
    version: int
    conversation: UUID | None


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
            each.at + timedelta(seconds=effect.wait) if isinstance(effect, Say) else each.at,
            each.at,
        )
        for each in posts
        for place, effect in enumerate(each.effects)
    ]
    if rows:
        yield Insert(_POSTED, rows, lenient=True)


async def claim_due(db: Database, lane: str, now: datetime, limit: int, hold_seconds: float) -> tuple[Due, ...]:
    """Up to `limit` effects of a lane that are due, oldest first, the caller's alone for the next `hold_seconds`."""
    if not await count_due(db, lane, now, 1):
        return ()
    return await claim(db, lane, now, limit, hold_seconds)


async def claim(db: Database, lane: str, now: datetime, limit: int, hold_seconds: float) -> tuple[Due, ...]:
    """The same where it is known that some are due."""
    held = db.moment(now + timedelta(seconds=hold_seconds))
    asked = Ask(db.statement(_CLAIM, lock="FOR UPDATE SKIP LOCKED"), [*_around(db, now), held, limit, lane])
    rows = await db.keep(_asked, asked, lane)
    return tuple(sorted((_due(row) for row in rows), key=lambda due: (due.due_at, due.created_at, due.id)))


async def count_due(db: Database, lane: str, now: datetime, most: int) -> int:
    """How much of a lane can be claimed at `now`, counted up to `most`."""
    return len(await _rows(db, _SOME, [*_around(db, now), lane, most]))


async def hold_lane(db: Database, lane: str, until: datetime) -> None:
    """What is due in a lane is due at `until` instead: the lane may not be sent to before."""
    async with db.transaction() as tx:
        early = tables.Outbox.filter(state="pending", lane=lane, due_at__lt=until).using_db(tx)
        await early.filter(claimed_until=None).update(due_at=until)


async def done(db: Database, effect: UUID, now: datetime, by: str, ref: Mapping[str, Any] | None = None) -> None:
    """It was carried at `now`, by the integration of that name; `ref` is what the other side calls it.

    What was passed on to a person of the team is not kept here: the transcript holds what may be kept of it.
    """
    await db.keep(_done, (effect, now, by, None if ref is None else {**ref}), effect)


_KIND = Columns(tables.Outbox, ("id", "kind", "payload"))
_ID, _PAYLOAD = Columns(tables.Outbox, ("id",)), Columns(tables.Outbox, ("payload", "id"))
_DONE = Columns(tables.Outbox, ("state", "claimed_until", "last_error", "ref", "id"))
_CARRIED = Columns(tables.Alert, ("carried_by", "carried_at", "id"))


def _done(carried: Sequence[tuple[UUID, datetime, str, dict[str, Any] | None]]) -> Script[list[None]]:
    kept = yield Select(_KIND, _ID, [effect for effect, *_ in carried])
    if blanked := [({**payload, "text": ""}, effect) for effect, kind, payload in kept if kind == "forward"]:
        yield Update(_PAYLOAD, 1, blanked)
    done = Update(_DONE, 1, [("done", None, None, ref, effect) for effect, _, _, ref in carried])
    yield All([done, Update(_CARRIED, 1, [(by, now, effect) for effect, now, by, _ in carried])])
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


async def listing(db: Database, state: OutboxState | str | None = None, limit: int = 1000) -> list[dict[str, Any]]:
    """The newest rows in a state (None: in any), newest first, without what they say."""
    async with db.reading() as reader:
        found: list[dict[str, Any]] = []
        for each in get_args(OutboxState) if state is None else (state,):
            rows = tables.Outbox.filter(state=each).order_by("-created_at", "id").limit(limit).using_db(reader)
            found += await rows.values(*_SHOWN)
    found.sort(key=lambda row: str(row["id"]))
    found.sort(key=lambda row: row["created_at"], reverse=True)
    return found[:limit]


async def oldest_age(db: Database, now: datetime, carried: Callable[[str], bool]) -> float | None:
    """Seconds that the longest waiting effect of the lanes that are carried has been due; None when none waits."""
    async with db.reading() as reader:
        rows = await reader.execute_query_dict(db.statement(_OLDEST), [db.moment(now)])
    found = [(str(row["lane"]), row["oldest"]) for row in rows if row["oldest"] is not None]
    ages = [(now - _moment(oldest)).total_seconds() for lane, oldest in found if carried(lane)]
    return max(ages, default=None)


async def lanes_due(db: Database, now: datetime) -> tuple[str, ...]:
    """The lanes in which something can be claimed at `now`."""
    return tuple(row["lane"] for row in await _rows(db, _LANES, _around(db, now)))


async def next_due(db: Database, now: datetime) -> datetime | None:
    """When the next effect after `now` can be claimed: its time has come, or the claim on it has run out."""
    found = await _rows(db, _NEXT, [db.moment(now)])
    return min((_moment(row["at"]) for row in found if row["at"] is not None), default=None)


def _asked(asks: Sequence[Ask]) -> Script[list[Any]]:
    found: list[Any] = []
    for each in asks:
        found += [(yield each)]
    return found


async def _rows(db: Database, sql: str, values: Sequence[Any]) -> list[Any]:
    [rows] = await db.look(_asked([Ask(db.statement(sql), values)]))
    return cast("list[Any]", rows)


def _select(columns: Columns, where: Columns, values: Sequence[Any]) -> Script[list[Any]]:
    rows: list[Any] = yield Select(columns, where, values)
    return rows


def _around(db: Database, now: datetime) -> list[Any]:
    return [db.moment(now), db.moment(now + timedelta(seconds=FAR))]


async def _set(db: Database, effect: UUID, **columns: Any) -> None:
    async with db.transaction() as tx:
        await tables.Outbox.filter(id=effect).using_db(tx).update(**columns)


def _due(row: Mapping[str, Any]) -> Due:
    return Due(
        id=_uuid(row["id"]),
        conversation_id=None if row["conversation_id"] is None else _uuid(row["conversation_id"]),
        effect=codec.effect_from(from_json(row["payload"])),
        lane=row["lane"],
        attempts=row["attempts"],
        due_at=_moment(row["due_at"]),
        created_at=_moment(row["created_at"]),
        queue=row["queue"],
        unsure=bool(row["unsure"]),
    )


def _uuid(told: Any) -> UUID:
    return UUID(str(told))


def _moment(told: Any) -> datetime:
    moment = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return moment.astimezone(UTC)
