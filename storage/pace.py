"""How fast may be sent, across processes: a scope's next moment stands in the database, and whoever sends moves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage import tables
from storage.database import Collision, Database
from storage.scripts import Columns, Insert, Script, Select, Update

#: The clocks of several machines lie no further apart.
_FAR = timedelta(minutes=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

Granted = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class _Move:
    """A scope's next moment as it is to be, from its own and from when it is held until; None leaves it as it is."""

    scope: str
    to: Callable[[datetime, datetime], datetime | None]


async def take(db: Database, scope: str, now: datetime, seconds: float, burst: int, most: int) -> Granted:
    """Take up to `most` sendings of a scope that allows `burst` at once and one every `seconds`.

    Returns how many were granted, and when the next will be if that was none.
    """
    step = timedelta(seconds=seconds)
    told: Granted = (0, None)

    def moved(next_at: datetime, held: datetime) -> datetime | None:
        nonlocal told
        if held > now:
            told = 0, held
            return None
        if next_at > now + step * burst + _FAR:  # no pace reaches so far: the clock was put back
            next_at = _LONG_AGO
        # what was held goes on one by one: all at once would be refused all at once
        free_from = max(next_at, held, now - step * (burst - 1))
        granted = min(most, int((now - free_from) / step) + 1) if free_from <= now else 0
        told = granted, None if granted else free_from
        return free_from + step * granted if granted else None

    await _move(db, _Move(scope, moved))
    return told


async def give_back(db: Database, scope: str, seconds: float, count: int) -> None:
    """Return sendings that were taken and not needed."""
    await _move(db, _Move(scope, lambda next_at, _: next_at - timedelta(seconds=seconds) * count))


async def hold(db: Database, scope: str, until: datetime) -> None:
    """Nothing of the scope is to be sent before `until`."""
    await _move(db, _Move(_held(scope), lambda next_at, _: until if next_at < until else None))


async def forget(db: Database, before: datetime) -> None:
    """Drop the scopes that have been free since before then."""
    async with db.transaction() as tx:
        await tables.Pace.filter(next_at__lt=before).using_db(tx).delete()


def _held(scope: str) -> str:
    return f"held/{scope}"


async def _move(db: Database, move: _Move) -> None:
    while True:
        try:
            return await db.keep(_moved, move, move.scope)
        except Collision:
            continue


_SCOPE, _STANDS = Columns(tables.Pace, ("scope",)), Columns(tables.Pace, ("scope", "next_at"))
_SWAPPED = Columns(tables.Pace, ("next_at", "scope", "next_at"))


def _moved(moves: Sequence[_Move]) -> Script[list[None]]:
    """Move scopes, each from where it stood to where it is then: whoever moved it meanwhile is not undone."""
    waiting = sorted(moves, key=lambda move: move.scope)
    while waiting:
        asked = [name for move in waiting for name in (move.scope, _held(move.scope))]
        stands = dict((yield Select(_STANDS, _SCOPE, asked)))
        if begun := [(move.scope, _LONG_AGO) for move in waiting if move.scope not in stands]:
            yield Insert(_STANDS, begun, lenient=True)
        swaps = []
        for move in waiting:
            was = stands.get(move.scope, _LONG_AGO)
            to = move.to(was, stands.get(_held(move.scope), _LONG_AGO))
            if to is not None:
                swaps.append((move, (to, move.scope, was)))
        met = (yield Update(_SWAPPED, 2, [swap for _, swap in swaps])) if swaps else []
        waiting = [move for (move, _), was_there in zip(swaps, met, strict=True) if not was_there]
    return [None] * len(moves)
