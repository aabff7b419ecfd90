"""Time as a message: whatever is due gets its tick, from one process at a time; here and nowhere else is waited.

What has been kept for long enough goes in the same way, a page at a time, if the clock can be believed.
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
from storage import cases, clock, dead_letters, leases, outbox, pace
from storage.database import Database, Unavailable

log = structlog.get_logger()

#: Seconds that the lease lasts: after a death another process ticks within this.
LEASE_SECONDS = 20.0
#: Seconds between looks when nothing is due before.
LOOK_SECONDS = 5.0
#: Seconds between rounds of tidying up, and from the start to the first.
TIDY_SECONDS, FIRST_SECONDS = 3600.0, 60.0
#: For so long the clock has to have run evenly before anything is erased because of its age.
_EVEN = timedelta(days=1)
_LEASE = "scheduler"


class Scheduler:
    """Ticks the cases whose clock has run out, and erases what has been kept for long enough."""

    def __init__(
        self,
        db: Database,
        now: Callable[[], datetime],
        deeds: Deeds,
        shelf: Shelf,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db = db
        self._now = now
        self._deeds = deeds
        self._shelf = shelf
        self._steady = steady
        self._holder = str(uuid4())
        self._task: asyncio.Task[None] | None = None
        self._tidy_at = steady() + FIRST_SECONDS
        self._tidying: AsyncIterator[retention.Gone] | None = None

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
        now = self._now()
        if not await leases.take(self._db, _LEASE, self._holder, now, LEASE_SECONDS):
            return LOOK_SECONDS
        await self._deeds.tick()
        much = await outbox.put_right(self._db, now) >= outbox.AT_ONCE
        if await self._tidy(now) or much:
            return retention.PAUSE_SECONDS
        following = await cases.next_wake(self._db)
        wait = (following - self._now()).total_seconds() if following else LOOK_SECONDS
        return min(LOOK_SECONDS, max(0.05, wait))

    async def _tidy(self, now: datetime) -> bool:
        """Take the next step of tidying up, when it is time; whether there is more to do soon."""
        if self._tidying is None and self._steady() >= self._tidy_at:
            await pace.forget(self._db, now - timedelta(hours=1))
            if now - await clock.even_since(self._db, now) >= _EVEN:
                await dead_letters.forget(self._db, now)
                self._tidying = retention.erase_silent(self._db, self._shelf, now)
            self._tidy_at = self._steady() + TIDY_SECONDS
        if self._tidying is None:
            return False
        gone = await anext(self._tidying, None)
        if gone is None:
            self._tidying = None
        elif gone.conversations:
            metrics.FORGOTTEN.inc(gone.conversations)
            log.info("retention", conversations=gone.conversations)
        return gone is not None

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
