"""How fast may be sent, across processes: a scope's next moment stands in the database, and whoever sends moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from tortoise.backends.base.client import TransactionalDBClient

from storage import tables
from storage.database import Database

#: The clocks of several machines lie no further apart.
_FAR = timedelta(minutes=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


async def take(
    db: Database, scope: str, now: datetime, seconds: float, burst: int, most: int
) -> tuple[int, datetime | None]:
    """Take up to `most` sendings of a scope that allows `burst` at once and one every `seconds`.

    Returns how many were granted, and when the next will be if that was none.
    """
    step = timedelta(seconds=seconds)
    async with db.transaction() as tx:
        next_at = await _next_at(db, tx, scope)
        held = await _held_until(tx, scope)
        if held > now:
            return 0, held
        if next_at > now + step * burst + _FAR:  # no pace reaches so far: the clock was put back
            next_at = _LONG_AGO
        # what was held goes on one by one: all at once would be refused all at once
        free_from = max(next_at, held, now - step * (burst - 1))
        granted = min(most, int((now - free_from) / step) + 1) if free_from <= now else 0
        if not granted:
            return 0, free_from
        await _set(tx, scope, free_from + step * granted)
        return granted, None


async def give_back(db: Database, scope: str, seconds: float, count: int) -> None:
    """Return sendings that were taken and not needed."""
    async with db.transaction() as tx:
        await _set(tx, scope, await _next_at(db, tx, scope) - timedelta(seconds=seconds) * count)


async def hold(db: Database, scope: str, until: datetime) -> None:
    """Nothing of the scope is to be sent before `until`."""
    async with db.transaction() as tx:
        await _next_at(db, tx, _held(scope))
        if await _held_until(tx, scope) < until:
            await _set(tx, _held(scope), until)


async def forget(db: Database, before: datetime) -> None:
    """Drop the scopes that have been free since before then."""
    async with db.transaction() as tx:
        await tables.Pace.filter(next_at__lt=before).using_db(tx).delete()


def _held(scope: str) -> str:
    return f"held/{scope}"


async def _held_until(tx: TransactionalDBClient, scope: str) -> datetime:
    rows = tables.Pace.filter(scope=_held(scope)).using_db(tx)
    found = cast("list[datetime]", await rows.values_list("next_at", flat=True))
    return found[0] if found else _LONG_AGO


async def _next_at(db: Database, tx: TransactionalDBClient, scope: str) -> datetime:
    # the row must be there to be locked: two that begin a scope at once would both take all of it
    await tables.Pace.bulk_create([tables.Pace(scope=scope, next_at=_LONG_AGO)], ignore_conflicts=True, using_db=tx)
    if db.path is None:  # Tortoise leaves the lock out where values are asked for
        await tx.execute_query_dict("SELECT 1 FROM pace WHERE scope = $1 FOR UPDATE", [scope])
    rows = tables.Pace.filter(scope=scope).using_db(tx)
    [found] = cast("list[datetime]", await rows.values_list("next_at", flat=True))
    return found


async def _set(tx: TransactionalDBClient, scope: str, next_at: datetime) -> None:
    row = tables.Pace(scope=scope, next_at=next_at)
    await tables.Pace.bulk_create([row], on_conflict=["scope"], update_fields=["next_at"], using_db=tx)
