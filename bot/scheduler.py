"""Time as a message: whatever is due gets its tick, from one process at a time; here and nowhere else is waited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.desk import Deeds
from storage import cases, leases, pace
from storage.database import Database, Unavailable

log = structlog.get_logger()

#: Seconds that the lease lasts: after a death another process ticks within this.
LEASE_SECONDS = 20.0
#: Seconds between looks when nothing is due before.
LOOK_SECONDS = 5.0
#: Seconds between rounds of tidying up.
TIDY_SECONDS = 3600.0
_LEASE = "scheduler"


class Scheduler:
    """Ticks the cases whose clock has run out."""

    def __init__(self, db: Database, clock: Callable[[], datetime], deeds: Deeds) -> None:
        self._db = db
        self._clock = clock
        self._deeds = deeds
        self._holder = str(uuid4())
        self._task: asyncio.Task[None] | None = None
        self._tidied: datetime | None = None

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
        if self._tidied is None or (now - self._tidied).total_seconds() > TIDY_SECONDS:
            self._tidied = now
            await pace.forget(self._db, now - timedelta(hours=1))
        following = await cases.next_wake(self._db)
        wait = (following - self._clock()).total_seconds() if following else LOOK_SECONDS
        return min(LOOK_SECONDS, max(0.05, wait))

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
