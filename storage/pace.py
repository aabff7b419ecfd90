"""How fast may be sent, across processes: a scope's next moment stands in the database, and whoever sends moves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from storage import tables
from storage.database import Collision, Database
from storage.scripts import Columns, Insert, Script, Select, Update

#: The clocks of several machines lie no further apart.
_FAR = timedelta(minutes=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Pace(Protocol):
    """How fast a scope may be sent to: `burst` at once, then one every `seconds`."""

    @property
    def seconds(self) -> float:
        """Between two."""
        ...

    @property
    def burst(self) -> int:
        """How many may go at once after a rest."""
        ...


class _Move(Protocol):
    """A scope's next moment as it is to be, from its own and from when it is held until; None leaves it as it is."""

    @property
    def scope(self) -> str:
        """Whose."""
        ...

    def to(self, next_at: datetime, held: datetime) -> datetime | None:
        """Tell; again, where somebody else was quicker."""
        ...


@dataclass(slots=True)
class Taking:
    """Up to `most` sendings of a scope; afterwards how many were granted, and when the next will be if none was."""

    scope: str
    now: datetime
    pace: Pace
    most: int
    granted: int = 0
    next_at: datetime | None = None

    def to(self, next_at: datetime, held: datetime) -> datetime | None:
        """The next moment after what is granted."""
        now, step, burst = self.now, timedelta(seconds=self.pace.seconds), self.pace.burst
        if held > now:
            self.granted, self.next_at = 0, held
            return None
        if next_at > now + step * burst + _FAR:  # no pace reaches so far: the clock was put back
            next_at = _LONG_AGO
        # what was held goes on one by one: all at once would be refused all at once
        free_from = max(next_at, held, now - step * (burst - 1))
        self.granted = min(self.most, int((now - free_from) / step) + 1) if free_from <= now else 0
        self.next_at = None if self.granted else free_from
        return free_from + step * self.granted if self.granted else None


@dataclass(frozen=True, slots=True)
class _Hold:
    """Nothing is to be sent before `until`."""

    scope: str
    until: datetime

    def to(self, next_at: datetime, _: datetime) -> datetime | None:
        """The later of the two."""
        return self.until if next_at < self.until else None


async def hold(db: Database, scope: str, until: datetime) -> None:
    """Nothing of the scope is to be sent before `until`."""
    await _move(db, _Hold(_held(scope), until))


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
    yield from moved(moves)
    return [None] * len(moves)


def moved(moves: Iterable[_Move]) -> Script[None]:
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
