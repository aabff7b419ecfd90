"""Time as a message: whatever is due gets its tick, from one process at a time; here and nowhere else is waited.

What has been kept for long enough goes in the same way, a portion at a time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot import metrics, retention
from bot.desk import Deeds
from bot.shelf import Shelf
from storage import cases, dead_letters, leases, outbox, pace
from storage.database import Database, Unavailable

log = structlog.get_logger()

#: Seconds that the lease lasts: after a death another process ticks within this.
LEASE_SECONDS = 20.0
#: Seconds between looks when nothing is due before.
LOOK_SECONDS = 5.0
#: Seconds between rounds of tidying up, and before the first: a clock that was wrong at the start has been set by then.
TIDY_SECONDS = 3600.0
#: Seconds by which the clock may have gone otherwise than time did since the last round; else it is waited once more.
_ASTRAY = 60.0
#: Seconds between portions of one round, so that turns go on beside it.
_BETWEEN_PORTIONS = 0.2
_LEASE = "scheduler"


class Scheduler:
    """Ticks the cases whose clock has run out, and erases what has been kept for long enough."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        deeds: Deeds,
        shelf: Shelf,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db = db
        self._clock = clock
        self._deeds = deeds
        self._shelf = shelf
        self._steady = steady
        self._holder = str(uuid4())
        self._task: asyncio.Task[None] | None = None
        self._tidied = (clock(), steady())
        self._tidying: AsyncIterator[int] | None = None

    def start(self) -> None:
        """Begin to tick."""
        self._task = asyncio.create_task(self._run(), name="scheduler")

    async def stop(self) -> None:
        """Stop, and let another process go on at once."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with suppress(Unavailable):
            await leases.give_up(self._db, _LEASE, self._holder)

    async def look(self) -> float:
        """Tick what is due, if that is this process's to do; returns in how many seconds to look again."""
        now = self._clock()
        if not await leases.take(self._db, _LEASE, self._holder, now, LEASE_SECONDS):
            return LOOK_SECONDS
        await self._deeds.tick()
        await outbox.put_right(self._db, now)
        if await self._tidy(now):
            return _BETWEEN_PORTIONS
        following = await cases.next_wake(self._db)
        wait = (following - self._clock()).total_seconds() if following else LOOK_SECONDS
        return min(LOOK_SECONDS, max(0.05, wait))

    async def _tidy(self, now: datetime) -> bool:
        """Take the next step of tidying up, when it is time; whether there is more to do soon."""
        since, steady = self._tidied
        passed = self._steady() - steady
        if self._tidying is None and passed > TIDY_SECONDS:
            self._tidied = (now, self._steady())
            if abs((now - since).total_seconds() - passed) < _ASTRAY:
                await pace.forget(self._db, now - timedelta(hours=1))
                await dead_letters.forget(self._db, now)
                self._tidying = retention.erase_silent(self._db, self._shelf, now)
        if self._tidying is None:
            return False
        erased = await anext(self._tidying, None)
        if erased is None:
            self._tidying = None
        elif erased:
            metrics.FORGOTTEN.inc(erased)
            log.info("retention", conversations=erased)
        return erased is not None

    async def _run(self) -> None:
        while True:
            try:
                wait = await self.look()
            except Unavailable:
                log.warning("scheduler-unavailable")
                wait = LOOK_SECONDS
            except Exception:
                log.error("scheduler-failed", exc_info=True)
                wait = LOOK_SECONDS
            await asyncio.sleep(wait)
