"""Carries what committed decisions ask of the world: each lane by itself, each effect until it arrived or is dead."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from random import SystemRandom  # noqa: TID251 — back-off wants jitter, and this is no decision of the core
from typing import Protocol, TypeVar, assert_never
from uuid import UUID

import structlog

from adapters.channels.contract import PushChannel, Ref
from adapters.integrations.contract import Integration, Limited, Refused, Retry, Unreachable, Unsure
from bot import metrics
from flows.effects import (
    Acknowledge,
    AlertSales,
    Effect,
    EraseLead,
    ForDesk,
    Forward,
    Push,
    Relay,
    Say,
    SendMail,
    Settle,
    ShowCard,
    ShowDigest,
    TellEnded,
    ThreadNote,
    Whisper,
    WithdrawCard,
)
from storage import conversations, outbox, pace, privacy
from storage.database import Database, Unavailable
from storage.outbox import Due

log = structlog.get_logger()
E = TypeVar("E")

#: Seconds to wait after each failed try (Standard Webhooks' schedule), ± a fifth; after the last the effect is dead.
BACK_OFF = (5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)
#: The same for what is said in a talk: it is worth little once the moment has passed.
TALK_BACK_OFF = (2.0, 5.0, 15.0, 30.0, 60.0, 300.0, 1800.0, 7200.0, 36000.0)
#: The most seconds that the other side may ask us to wait.
MOST_WAIT = 86400.0
#: Seconds that a claimed effect is ours; then another process may take it. Longer than any carrying takes.
HOLD_SECONDS = 60.0
#: Seconds between looks at the outbox when nobody wakes us: other processes post there too.
LOOK_SECONDS = 2.0
#: Seconds after which an effect that nobody can carry is looked at again.
UNSET_SECONDS = 300.0
#: For how long an effect that is under way may still take when the server stops, in seconds.
STOP_SECONDS = 6.0
#: The most effects of one lane that are carried at once.
_AT_ONCE = 16


class Desk(Protocol):
    """Where sales works: it shows cases, and what members do there comes back as deeds."""

    name: str

    async def carry(self, effect: ForDesk) -> Ref | None:
        """Bring an effect for the desk about; raises as an integration does."""
        ...

    async def forward(self, effect: Forward) -> None:
        """Show what a prospect wrote in the thread of their card; nothing when they have none."""
        ...


#: Does in a conversation what a member of the desk decided there.
CarryRelay = Callable[[Relay], Awaitable[None]]


class Dispatcher:
    """One task for each lane that has something due; lanes come and go with what waits in the outbox.

    `channels` are those that push, by name; `desk` None means that sales hears by mail or in the terminal alone.
    """

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        mail: Integration[SendMail] | None,
        alerts: Integration[AlertSales],
        slack_channel: str | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._mail = mail
        self._alerts = alerts
        self.channels: Mapping[str, PushChannel] = {}
        self._slack_channel = slack_channel
        self.desk: Desk | None = None
        self.desk_alerts: Integration[AlertSales] | None = None
        """What raises a case at the desk; for alerts that have a channel there."""
        self.relay: CarryRelay | None = None
        self.unreachable: Callable[[UUID], Awaitable[None]] | None = None
        """Told of a talk whose person can be written to no more."""
        self.ended: Callable[[TellEnded], Awaitable[None]] | None = None
        """Told of a talk that its person ended while somebody of the desk led it."""
        self._woken = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None
        self._draining: dict[str, asyncio.Task[None]] = {}
        self._more: dict[str, asyncio.Event] = {}
        self._stopping = False

    def carries(self, lane: str) -> bool:
        """Whether effects of a lane are carried here; those of others wait."""
        kind, _, _ = lane.partition(":")
        if kind == "mail":
            return self._mail is not None
        if kind.startswith("desk-"):
            return self.desk is not None
        return kind in ("alert", "erase", "forward", "ended", "relay") or kind in self.channels

    def start(self) -> None:
        """Begin to carry."""
        self._watch = asyncio.create_task(self._look_on(), name="dispatcher")

    def wake(self) -> None:
        """There is something in the outbox."""
        self._woken.set()

    async def idle(self) -> None:
        """Carry what is due at this moment, and return when that is done: what is under way already, too."""
        while True:
            lanes = [lane for lane in await outbox.lanes_due(self._db, self._clock()) if self.carries(lane)]
            carried = [await self._carry_some(lane) for lane in lanes]
            if self._draining:
                await asyncio.wait([*self._draining.values()])
            elif not any(carried):
                return

    async def stop(self) -> None:
        """Stop carrying: what is under way may end, within limits; what could not is carried again later."""
        self._stopping = True
        self.wake()
        for more in self._more.values():
            more.set()
        tasks = [*self._draining.values(), *([self._watch] if self._watch else [])]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    # --- who is carried when -------------------------------------------------------------------------------------

    async def _look_on(self) -> None:
        while not self._stopping:
            self._woken.clear()
            wait = LOOK_SECONDS
            try:
                now = self._clock()
                for lane in await outbox.lanes_due(self._db, now):
                    if lane in self._draining:
                        self._more[lane].set()
                    elif self.carries(lane):
                        self._more[lane] = asyncio.Event()
                        task = asyncio.create_task(self._drain(lane), name=f"lane {lane}")
                        self._draining[lane] = task
                if self._woken.is_set():
                    continue
                following = await outbox.next_due(self._db, now)
                if following is not None:
                    wait = min(wait, max(0.0, (following - now).total_seconds()) + 0.005)
            except Unavailable:
                log.warning("outbox-unavailable")
            except Exception:
                log.error("dispatcher-failed", exc_info=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)

    async def _drain(self, lane: str) -> None:
        """Carry a lane until nothing is due in it; several effects at once, one after the other in each queue."""
        under_way: set[asyncio.Task[None]] = set()
        more = self._more[lane]
        try:
            while not self._stopping:
                more.clear()
                due = await self._claim(lane, _AT_ONCE - len(under_way))
                under_way |= {asyncio.create_task(self._carry(each)) for each in due}
                if not under_way:
                    return
                # whatever has ended may have freed the next of its queue; and one that hangs holds up nobody else
                news = asyncio.create_task(more.wait())
                try:
                    await asyncio.wait({news, *under_way}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    news.cancel()
                ended = {task for task in under_way if task.done()}
                under_way -= ended
                for task in ended:
                    task.result()
        except Unavailable:
            log.warning("outbox-unavailable", lane=lane)
        except Exception:
            log.error("lane-failed", lane=lane, exc_info=True)
        finally:
            if under_way:
                await asyncio.gather(*under_way, return_exceptions=True)
            del self._draining[lane], self._more[lane]
            self._woken.set()  # what was posted while this ended is looked for at once

    async def _carry_some(self, lane: str) -> int:
        due = await self._claim(lane, _AT_ONCE)
        await asyncio.gather(*(self._carry(each) for each in due))
        return len(due)

    async def _claim(self, lane: str, most: int) -> tuple[Due, ...]:
        """What is due in a lane, as much as its pace allows now."""
        if most < 1:
            return ()
        now = self._clock()
        channel = self.channels.get(lane.partition(":")[0])
        if channel is None:
            return await outbox.claim_due(self._db, lane, now, most, HOLD_SECONDS)
        waiting = await outbox.count_due(self._db, lane, now, most)
        if not waiting:
            return ()
        limit = channel.lane_pace
        granted, next_at = await pace.take(self._db, lane, now, limit.seconds, limit.burst, waiting)
        if next_at is not None:
            await outbox.hold_lane(self._db, lane, next_at)
            return ()
        due = await outbox.claim(self._db, lane, now, granted, HOLD_SECONDS)
        if len(due) < granted:
            await pace.give_back(self._db, lane, limit.seconds, granted - len(due))
        return due

    # --- one effect ----------------------------------------------------------------------------------------------

    async def _carry(self, due: Due) -> None:
        try:
            async with asyncio.timeout(HOLD_SECONDS / 2):
                by, ref = await self._hand_over(due)
        except Unreachable as gone:
            await self._unreachable(due, gone.reason)
        except Refused as refused:
            await outbox.dead(self._db, due.id, refused.reason)
            self._note(due, "dead", refused.reason)
        except Limited as limited:
            wait = min(max(limited.after_seconds or 1.0, 1.0), MOST_WAIT)
            until = self._clock() + timedelta(seconds=wait)
            await pace.hold(self._db, due.lane, until)
            await outbox.postpone(self._db, due.id, until)
            await outbox.hold_lane(self._db, due.lane, until)
            self._note(due, "limited", limited.reason)
        except Unsure as unsure:
            await self._unsure(due, unsure)
        except Retry as retry:
            await self._later(due, retry.reason, retry.after_seconds)
        except Unavailable:
            raise
        except TimeoutError:
            await self._unsure(due, Unsure("no answer in time"))
        except Exception as error:
            log.error("carrying-failed", lane=due.lane, effect=str(due.id), exc_info=error)
            await self._later(due, type(error).__name__, None)
        else:
            await outbox.done(self._db, due.id, self._clock(), by, ref)
            self._note(due, "done", by)

    async def _hand_over(self, due: Due) -> tuple[str, Ref | None]:
        """Bring one effect about; returns by what it went, and what it is called there."""
        effect: Effect = due.effect
        match effect:
            case SendMail():
                return await self._by(self._mail, effect, due), None
            case AlertSales():
                there = effect.slack_channel or self._slack_channel
                if effect.corrected and not (there and self.desk_alerts):
                    return "nobody", None  # what was sent before cannot be edited
                return await self._by((there and self.desk_alerts) or self._alerts, effect, due), None
            case EraseLead():
                await privacy.erase_conversation(self._db, due.conversation_id, self._clock(), effect.id)
                return "erasure", None
            case Say() | Settle() | Acknowledge():
                return effect.to.channel, await self._push(effect, due)
            case ShowCard() | ShowDigest() | ThreadNote() | Whisper() | WithdrawCard():
                if self.desk is None:
                    raise Retry("not configured", UNSET_SECONDS)
                return self.desk.name, await self.desk.carry(effect)
            case Forward() | TellEnded():
                await self._tell_desk(effect)
                return "desk", None
            case Relay():
                if self.relay is None:
                    raise Retry("not configured", UNSET_SECONDS)
                await self.relay(effect)
                return "relay", None
            case _:
                assert_never(effect)

    async def _tell_desk(self, effect: Forward | TellEnded) -> None:
        """What came from a prospect, for the desk; where there is none, nobody waits for it."""
        if isinstance(effect, TellEnded):
            if self.ended is not None:
                await self.ended(effect)
        elif self.desk is not None:
            await self.desk.forward(effect)

    async def _push(self, effect: Push, due: Due) -> Ref | None:
        channel = self.channels.get(effect.to.channel)
        if channel is None:
            raise Retry("not configured", UNSET_SECONDS)
        asked = await outbox.ref_of(self._db, effect.asked) if isinstance(effect, Settle) else None
        if isinstance(effect, Settle) and asked is None:
            return None  # the question never arrived, so there are no buttons to take away
        if isinstance(effect, Say) and due.queue is not None:
            limit = channel.chat_pace
            # taken before it is sent: whoever dies in between has sent no faster than allowed
            await pace.take(self._db, due.queue, self._clock(), limit.seconds, limit.burst, 1)
        return await channel.carry(effect, asked)

    async def _by(self, integration: Integration[E] | None, effect: E, due: Due) -> str:
        if integration is None:
            raise Retry("not configured", UNSET_SECONDS)
        await integration.carry(effect, str(due.id))
        return integration.name

    async def _unreachable(self, due: Due, reason: str) -> None:
        await outbox.dead(self._db, due.id, reason)
        if due.queue is not None and due.conversation_id is not None:
            await outbox.cancel(self._db, due.queue, reason)
            await conversations.mark_unreachable(self._db, due.conversation_id, reason)
            if self.unreachable is not None:
                await self.unreachable(due.conversation_id)
        self._note(due, "unreachable", reason)

    async def _unsure(self, due: Due, unsure: Unsure) -> None:
        """Tried once more; if that is lost too, it has most likely arrived, and a third would double it for sure."""
        once = due.unsure and isinstance(due.effect, Say | ThreadNote | Whisper)
        if once:
            await outbox.dead(self._db, due.id, f"{unsure.reason} (twice: it may have arrived)")
            self._note(due, "dead", unsure.reason)
        else:
            await self._later(due, unsure.reason, unsure.after_seconds, unsure=True)

    async def _later(self, due: Due, reason: str, after: float | None, *, unsure: bool = False) -> None:
        schedule = BACK_OFF if isinstance(due.effect, SendMail | AlertSales | EraseLead) else TALK_BACK_OFF
        if due.attempts > len(schedule):
            await outbox.dead(self._db, due.id, reason)
            self._note(due, "dead", reason)
            return
        wait = schedule[due.attempts - 1] * SystemRandom().uniform(0.8, 1.2)
        if after is not None:
            wait = min(max(after, 1.0), MOST_WAIT)
        await outbox.failed(self._db, due.id, reason, self._clock() + timedelta(seconds=wait), unsure=unsure)
        self._note(due, "retry", reason)

    def _note(self, due: Due, result: str, detail: str) -> None:
        lane = due.effect.kind
        metrics.CARRIED.labels(lane, result).inc()
        write = log.error if result == "dead" else log.info
        write("effect", lane=due.lane, result=result, effect=str(due.id), attempts=due.attempts, detail=detail)
