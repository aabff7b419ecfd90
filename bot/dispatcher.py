"""Carries what committed decisions ask of the world: each lane by itself, each effect until it arrived or is dead.

What one turn put into a queue is carried in a run, one effect after the other, and marked as done together.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
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
#: The most runs of one lane that are carried at once, and the most lanes of which they are claimed in one transaction.
_AT_ONCE, _LANES_AT_ONCE = 16, 20
#: What stands behind in a run is carried within so many seconds, or claimed anew: paces have counted it for then.
BEHIND_SECONDS = 1.0
#: Of how many messages it is remembered what they are called where they went, for whoever settles them.
_MOST_REFS = 2000


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
    """One task looks for what is due, and each run that it finds has one; none holds up another.

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
        self._under_way: dict[str, set[asyncio.Task[None]]] = {}
        self._refs: OrderedDict[UUID, Ref] = OrderedDict()
        self._limited: dict[str, float] = {}
        """Until when, by the loop's clock, a lane's platform wants to hear nothing."""
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
            lanes, _ = await outbox.look(self._db, self._clock())
            await self._begin(lanes)
            if not self._under_way:
                return
            await asyncio.wait(self._tasks())

    async def stop(self) -> None:
        """Stop carrying: what is under way may end, within limits; what could not is carried again later."""
        self._stopping = True
        self.wake()
        until = asyncio.get_running_loop().time() + STOP_SECONDS
        if self._watch is not None:  # it may be about to begin something
            await _ended([self._watch], until)
        await _ended(self._tasks(), until)

    # --- who is carried when -------------------------------------------------------------------------------------

    async def _look_on(self) -> None:
        while not self._stopping:
            self._woken.clear()
            wait = LOOK_SECONDS
            try:
                now = self._clock()
                lanes, following = await outbox.look(self._db, now)
                await self._begin(lanes)
                if following is not None:
                    wait = min(wait, max(0.0, (following - now).total_seconds()) + 0.005)
            except Unavailable:
                log.warning("outbox-unavailable")
            except Exception:
                log.error("dispatcher-failed", exc_info=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)

    async def _begin(self, lanes: Iterable[str]) -> None:
        """Claim what may be carried now, and begin to; whatever ends wakes us, as it may have freed the next."""
        room = {lane: _AT_ONCE - len(self._under_way.get(lane, ())) for lane in lanes if self.carries(lane)}
        free = [(lane, most) for lane, most in room.items() if most > 0]
        for some in (free[n : n + _LANES_AT_ONCE] for n in range(0, len(free), _LANES_AT_ONCE)):
            found = await asyncio.gather(*(self._claim(*each) for each in some), return_exceptions=True)
            for (lane, _), claimed in zip(some, found, strict=True):
                if isinstance(claimed, BaseException):
                    _note_failure(lane, claimed)
                    continue
                for _, run in groupby(claimed, lambda due: due.queue or due.id):
                    task = asyncio.create_task(self._carry([*run]), name=f"lane {lane}")
                    self._under_way.setdefault(lane, set()).add(task)
                    task.add_done_callback(partial(self._over, lane))

    async def _claim(self, lane: str, most: int) -> tuple[Due, ...]:
        """What is due in a lane, as much as its pace allows now."""
        channel = self.channels.get(lane.partition(":")[0])
        paces = (channel.lane_pace, channel.chat_pace) if channel else ()
        return await outbox.claim_due(self._db, lane, self._clock(), most, HOLD_SECONDS, *paces)

    def _over(self, lane: str, task: asyncio.Task[None]) -> None:
        of_lane = self._under_way[lane]
        of_lane.discard(task)
        if not of_lane:
            del self._under_way[lane]
        if not task.cancelled() and (error := task.exception()) is not None:
            _note_failure(lane, error)
        self._woken.set()

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [task for of_lane in self._under_way.values() for task in of_lane]

    # --- one run -------------------------------------------------------------------------------------------------

    async def _carry(self, run: Sequence[Due]) -> None:
        """Carry effects one after the other, and keep what became of each, also when we are told to stop."""
        carried: list[tuple[Due, str, Ref | None]] = []
        trouble: Exception | asyncio.CancelledError | None = None
        try:
            await self._carry_on(run, carried)
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 — what it means is told below
            trouble = error
        now = self._clock()
        await asyncio.gather(*(outbox.done(self._db, due.id, now, by, ref) for due, by, ref in carried))
        for due, by, ref in carried:
            self._remember(due, ref)
            self._note(due, "done", by)
        left = run[len(carried) :]
        if trouble is not None and not isinstance(trouble, asyncio.CancelledError):
            await self._in_trouble(left[0], trouble)
        behind = left if trouble is None else left[1:]
        if behind:
            await outbox.release(self._db, behind)
        if isinstance(trouble, asyncio.CancelledError):
            raise trouble  # whether the one under way has arrived nobody knows: its claim runs out

    async def _carry_on(self, run: Sequence[Due], carried: list[tuple[Due, str, Ref | None]]) -> None:
        """Carry effects up to one that cannot be, or that has to be claimed anew: each is noted in `carried`."""
        clock = asyncio.get_running_loop().time
        latest = clock() + min(BEHIND_SECONDS, HOLD_SECONDS / 4)
        for due in run:
            if carried and (clock() > latest or clock() < self._limited.get(due.lane, 0.0)):
                return
            async with asyncio.timeout(HOLD_SECONDS / 2):
                by, ref = await self._hand_over(due)
            carried.append((due, by, ref))

    async def _in_trouble(self, due: Due, trouble: Exception) -> None:
        """Keep what becomes of an effect that could not be carried."""
        match trouble:
            case Unreachable():
                await self._unreachable(due, trouble.reason)
            case Refused():
                await outbox.dead(self._db, due.id, trouble.reason)
                self._note(due, "dead", trouble.reason)
            case Limited():
                wait = min(max(trouble.after_seconds or 1.0, 1.0), MOST_WAIT)
                until = self._clock() + timedelta(seconds=wait)
                await pace.hold(self._db, due.lane, until)
                await outbox.postpone(self._db, due.id, until)
                await outbox.hold_lane(self._db, due.lane, until)
                self._limited[due.lane] = asyncio.get_running_loop().time() + wait
                self._note(due, "limited", trouble.reason)
            case Unsure():
                await self._unsure(due, trouble)
            case Retry():
                await self._later(due, trouble.reason, trouble.after_seconds)
            case Unavailable():
                raise trouble
            case TimeoutError():
                await self._unsure(due, Unsure("no answer in time"))
            case _:
                log.error("carrying-failed", lane=due.lane, effect=str(due.id), exc_info=trouble)
                await self._later(due, type(trouble).__name__, None)

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
                self._refs.clear()  # nor is it remembered where they were written to
                return "erasure", None
            case Say() | Settle() | Acknowledge():
                return effect.to.channel, await self._push(effect)
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

    async def _push(self, effect: Push) -> Ref | None:
        channel = self.channels.get(effect.to.channel)
        if channel is None:
            raise Retry("not configured", UNSET_SECONDS)
        if not isinstance(effect, Settle):
            return await channel.carry(effect, None)
        asked = self._refs.get(effect.asked) or await outbox.ref_of(self._db, effect.asked)
        # a question that never arrived has no buttons to take away
        return None if asked is None else await channel.carry(effect, asked)

    def _remember(self, due: Due, ref: Ref | None) -> None:
        if ref is not None and isinstance(due.effect, Say):
            self._refs[due.id] = ref
            if len(self._refs) > _MOST_REFS:
                self._refs.popitem(last=False)

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


def _note_failure(lane: str, error: BaseException) -> None:
    if isinstance(error, Unavailable):
        log.warning("outbox-unavailable", lane=lane)
    else:
        log.error("lane-failed", lane=lane, exc_info=error)


async def _ended(tasks: Sequence[asyncio.Task[None]], until: float) -> None:
    """Wait for tasks until then, and cancel those that are late."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=max(0.0, until - asyncio.get_running_loop().time()))
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
