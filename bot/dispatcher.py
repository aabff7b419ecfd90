"""Carries what committed decisions ask of the world: each lane by itself, each effect until it arrived or is dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import SystemRandom  # noqa: TID251 — back-off wants jitter, and this is no decision of the core
from typing import TypeVar, assert_never

import structlog

from adapters.integrations.contract import Integration, Refused, Retry
from bot import metrics
from flows.effects import AlertSales, Effect, EraseLead, SendMail
from storage import outbox, privacy
from storage.database import Database, Unavailable
from storage.outbox import Due

log = structlog.get_logger()
E = TypeVar("E")

#: Seconds to wait after each failed try (Standard Webhooks' schedule), ± a fifth; after the last the effect is dead.
BACK_OFF = (5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)
#: The most seconds that the other side may ask us to wait.
MOST_WAIT = 86400.0
#: Seconds that a claimed effect is ours; then another process may take it. Longer than any carrying takes.
HOLD_SECONDS = 60.0
#: Seconds between looks at the outbox when nobody wakes us: other processes post there too.
LOOK_SECONDS = 5.0
#: For how long an effect that is under way may still take when the server stops, in seconds.
STOP_SECONDS = 6.0
#: The most effects of one lane that are carried at once.
_AT_ONCE = 8


class Dispatcher:
    """One task a lane; a lane whose integration is None is not configured, and its effects wait."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        mail: Integration[SendMail] | None,
        alerts: Callable[[AlertSales], Integration[AlertSales]],
    ) -> None:
        self._db = db
        self._clock = clock
        self._mail = mail
        self._alerts = alerts
        self._wakes = {lane: asyncio.Event() for lane in self.lanes()}
        self._tasks: list[asyncio.Task[None]] = []
        self._lanes = {lane: asyncio.Lock() for lane in self.lanes()}
        self._stopping = False

    def lanes(self) -> tuple[str, ...]:
        """The lanes that are carried."""
        return ("alert", "erase", *(("mail",) if self._mail else ()))

    def start(self) -> None:
        """Begin to carry."""
        self._tasks = [asyncio.create_task(self._run(lane), name=f"lane {lane}") for lane in self.lanes()]

    def wake(self) -> None:
        """There is something in the outbox."""
        for event in self._wakes.values():
            event.set()

    async def idle(self) -> None:
        """Carry what is due at this moment, and return when that is done."""
        for lane in self.lanes():
            await self.carry_due(lane)

    async def stop(self) -> None:
        """Stop carrying: what is under way may end, within limits; what could not is carried again later."""
        self._stopping = True
        self.wake()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        while not self._stopping:
            try:
                wait = await self.carry_due(lane)
            except Unavailable:
                log.warning("outbox-unavailable", lane=lane)
                wait = LOOK_SECONDS
            except Exception:
                log.error("lane-failed", lane=lane, exc_info=True)
                wait = LOOK_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wakes[lane].wait(), wait)
            self._wakes[lane].clear()

    async def carry_due(self, lane: str) -> float:
        """Carry all that is due in a lane; returns in how many seconds to look again."""
        async with self._lanes[lane]:
            while True:
                due = await outbox.claim_due(self._db, lane, self._clock(), _AT_ONCE, HOLD_SECONDS)
                await asyncio.gather(*(self._carry(each) for each in due))
                if len(due) < _AT_ONCE or self._stopping:
                    return LOOK_SECONDS

    async def _carry(self, due: Due) -> None:
        try:
            async with asyncio.timeout(HOLD_SECONDS / 2):
                by = await self._hand_over(due)
        except Refused as refused:
            await outbox.dead(self._db, due.id, refused.reason)
            self._note(due, "dead", refused.reason)
        except Retry as retry:
            await self._later(due, retry.reason, retry.after_seconds)
        except Unavailable:
            raise
        except TimeoutError:
            await self._later(due, "no answer in time", None)
        except Exception as error:
            log.error("carrying-failed", lane=due.effect.kind, effect=str(due.id), exc_info=error)
            await self._later(due, type(error).__name__, None)
        else:
            await outbox.done(self._db, due.id, self._clock(), by)
            self._note(due, "done", by)

    async def _hand_over(self, due: Due) -> str:
        """Bring one effect about; returns by what it went."""
        effect: Effect = due.effect
        match effect:
            case SendMail():
                return await self._by(self._mail, effect, due)
            case AlertSales():
                return await self._by(self._alerts(effect), effect, due)
            case EraseLead():
                await privacy.erase_conversation(self._db, due.conversation_id, self._clock(), effect.id)
                return "erasure"
            case _:
                assert_never(effect)

    async def _by(self, integration: Integration[E] | None, effect: E, due: Due) -> str:
        if integration is None:
            raise Retry("not configured", LOOK_SECONDS)
        await integration.carry(effect, str(due.id))
        return integration.name

    async def _later(self, due: Due, reason: str, after: float | None) -> None:
        if due.attempts > len(BACK_OFF):
            await outbox.dead(self._db, due.id, reason)
            self._note(due, "dead", reason)
            return
        wait = BACK_OFF[due.attempts - 1] * SystemRandom().uniform(0.8, 1.2)
        if after is not None:
            wait = min(max(after, 1.0), MOST_WAIT)
        await outbox.failed(self._db, due.id, reason, self._clock() + timedelta(seconds=wait))
        self._note(due, "retry", reason)

    def _note(self, due: Due, result: str, detail: str) -> None:
        lane = due.effect.kind
        metrics.CARRIED.labels(lane, result).inc()
        write = log.error if result == "dead" else log.info
        write("effect", lane=lane, result=result, effect=str(due.id), attempts=due.attempts, detail=detail)
