"""Effects on their way: whoever claims one holds it for a while, and a claim that runs out is anybody's again.

`error` texts are kept and shown to whoever runs the server: they are never to hold a word of a person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from flows.effects import Effect
from storage import codec, tables
from storage.columns import from_json
from storage.database import Database

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

OutboxState = Literal["pending", "done", "dead"]


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


_CLAIM = """
UPDATE outbox SET claimed_until = {1}, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM outbox
    WHERE state = 'pending' AND lane = {4} AND due_at <= {2} AND (claimed_until IS NULL OR claimed_until <= {2})
    ORDER BY due_at LIMIT {3} {lock}
)
RETURNING id, conversation_id, payload, lane, attempts, due_at, created_at
"""


async def claim_due(db: Database, lane: str, now: datetime, limit: int, hold_seconds: float) -> tuple[Due, ...]:
    """Up to `limit` effects of a lane that are due, oldest first, the caller's alone for the next `hold_seconds`."""
    async with db.reading() as reader:
        if not await _due_in(lane, now).using_db(reader).exists():
            return ()
    statement = db.statement(_CLAIM, lock="FOR UPDATE SKIP LOCKED")
    moments = [db.moment(now + timedelta(seconds=hold_seconds)), db.moment(now)]
    async with db.transaction() as tx:
        rows = await tx.execute_query_dict(statement, [*moments, limit, lane])
    return tuple(sorted((_due(row) for row in rows), key=lambda due: (due.due_at, due.created_at, due.id)))


def _due_in(lane: str, now: datetime) -> QuerySet[tables.Outbox]:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return tables.Outbox.filter(free, state="pending", lane=lane, due_at__lte=now)


async def done(db: Database, effect: UUID, now: datetime, by: str) -> None:
    """It was carried at `now`, by the integration of that name."""
    async with db.transaction() as tx:
        row = tables.Outbox.filter(id=effect).using_db(tx)
        await row.update(state="done", claimed_until=None, last_error=None)
        await tables.Alert.filter(id=effect).using_db(tx).update(carried_by=by, carried_at=now)


async def failed(db: Database, effect: UUID, error: str, retry_at: datetime) -> None:
    """It could not be carried and is due again at `retry_at`."""
    await _set(db, effect, due_at=retry_at, claimed_until=None, last_error=error)


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
        rows = tables.Outbox.all() if state is None else tables.Outbox.filter(state=state)
        return await rows.order_by("-created_at", "id").limit(limit).using_db(reader).values(*_SHOWN)


async def oldest_age(db: Database, now: datetime, lanes: Sequence[str]) -> float | None:
    """Seconds that the longest waiting effect of these lanes has been due; None when none waits."""
    async with db.reading() as reader:
        rows = tables.Outbox.filter(state="pending", lane__in=lanes, due_at__lte=now).order_by("due_at").limit(1)
        found = cast("list[datetime]", await rows.using_db(reader).values_list("due_at", flat=True))
    return (now - found[0]).total_seconds() if found else None


async def next_due(db: Database) -> datetime | None:
    """When the next effect can be claimed: its time has come, and the claim on it has run out; None for never."""
    async with db.reading() as reader:
        pending = tables.Outbox.filter(state="pending")
        free = pending.filter(claimed_until=None).order_by("due_at").limit(1).using_db(reader)
        held = pending.exclude(claimed_until=None).order_by("claimed_until").limit(1).using_db(reader)
        found = [*await free.values_list("due_at", flat=True), *await held.values_list("claimed_until", flat=True)]
    return min(cast("list[datetime]", found), default=None)


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
    )


def _uuid(told: Any) -> UUID:
    return UUID(str(told))


def _moment(told: Any) -> datetime:
    moment = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return moment.astimezone(UTC)
