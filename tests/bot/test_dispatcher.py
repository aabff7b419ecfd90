"""What is carried to channels that push: in order, at their pace, and one lane's trouble is no other's."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from uuid import UUID, uuid4

import pytest
from aiohttp import web

from adapters.channels.contract import Pace, PushChannel, Ref
from adapters.integrations.contract import Limited, Refused, Retry, Unreachable, Unsure
from bot.app import TerminalCards
from bot.dispatcher import Dispatcher
from flows.effects import Push, Say, Settle
from flows.model import Key
from storage import outbox
from storage.database import Database
from tests.conftest import address_in


class Letterbox:
    """A channel that keeps what it is brought; `faults` are raised, one for each carrying, by person."""

    name = "box"
    lane_pace = Pace(0.001, 100)

    def __init__(self, chat_pace: Pace | None = None) -> None:
        self.chat_pace = chat_pace or Pace(0.001, 100)
        self.carried: list[tuple[str, str]] = []
        self.at: list[float] = []
        self.asked: list[Ref | None] = []
        self.faults: dict[str, list[Exception]] = defaultdict(list)
        self.slow: dict[str, float] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.begun: list[str] = []
        self._more = asyncio.Condition()

    def routes(self) -> list[web.RouteDef]:
        return []

    async def listen(self) -> None:
        return

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        self.begun.append(effect.to.person)
        if gate := self.gates.get(effect.to.person):
            await gate.wait()
        await asyncio.sleep(self.slow.get(effect.to.person, 0))
        if faults := self.faults[effect.to.person]:
            raise faults.pop(0)
        async with self._more:
            self.carried.append((effect.to.person, getattr(effect, "text", effect.kind)))
            self.at.append(monotonic())
            self.asked.append(asked)
            self._more.notify_all()
        return {"message": len(self.carried)}

    async def until(self, count: int) -> None:
        async with asyncio.timeout(20), self._more:
            await self._more.wait_for(lambda: len(self.carried) >= count)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (the dispatcher waits in real time here)


@asynccontextmanager
async def dispatching(path: Path, *channels: PushChannel) -> AsyncIterator[tuple[Dispatcher, Database]]:
    db = await Database.open(await address_in(path))
    dispatcher = Dispatcher(db, now, None, TerminalCards(print, colour=False))
    dispatcher.channels = {channel.name: channel for channel in channels}
    dispatcher.start()
    try:
        yield dispatcher, db
    finally:
        await dispatcher.stop()
        await db.close()


def say(person: str, text: str, id_: UUID | None = None) -> Say:
    return Say(id_ or uuid4(), Key("box", person), text, "en", "e" * 8)


async def post(dispatcher: Dispatcher, db: Database, *effects: Push, version: int = 1) -> None:
    async with db.transaction() as tx:
        await db.run(tx, outbox.post([outbox.Post(effects, now(), version, None)]))
    dispatcher.wake()


async def state_of(db: Database, effect: UUID) -> str:
    return next(row["state"] for row in await outbox.listing(db) if row["id"] == effect)


async def becomes(db: Database, effect: UUID, state: str) -> None:
    async with asyncio.timeout(15):
        while await state_of(db, effect) != state:  # noqa: ASYNC110 (the outbox tells nobody)
            await asyncio.sleep(0.02)


async def asked_of(dispatcher: Dispatcher, db: Database, person: str = "1/ann") -> Say:
    """A question that has arrived."""
    asked = say(person, "question")
    await post(dispatcher, db, asked)
    await becomes(db, asked.id, "done")
    return asked


async def test_each_persons_messages_come_in_the_order_of_their_turns(tmp_path: Path) -> None:
    box = Letterbox()
    box.slow = {"1/p0": 0.02}
    async with dispatching(tmp_path, box) as (dispatcher, db):
        for version in range(1, 9):
            for person in range(4):
                await post(dispatcher, db, say(f"1/p{person}", f"{version}"), version=version)
        await box.until(32)

    for person in range(4):
        assert [text for who, text in box.carried if who == f"1/p{person}"] == [str(n) for n in range(1, 9)]


async def test_a_question_is_settled_by_what_the_channel_called_it(tmp_path: Path) -> None:
    box = Letterbox()
    asked = say("1/ann", "question")
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, asked)
        await post(dispatcher, db, Settle(uuid4(), asked.to, asked.id, "answered"), version=2)
        await box.until(2)

    assert box.asked == [None, {"message": 1}]


async def test_what_a_turn_says_waits_for_what_it_settles(tmp_path: Path) -> None:
    box = Letterbox()
    following = say("1/ann", "next")
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = await asked_of(dispatcher, db)
        settle = Settle(uuid4(), asked.to, asked.id, "answered")
        box.faults["1/ann"] = [Retry("down", 1.0)]
        await post(dispatcher, db, settle, following, version=2)
        await box.until(3)
        await becomes(db, following.id, "done")

        tried = {row["id"]: row["attempts"] for row in await outbox.listing(db)}
    assert [text for _, text in box.carried] == ["question", "answered", "next"]
    assert tried == {asked.id: 1, settle.id: 2, following.id: 1}


async def test_what_a_turn_says_comes_though_what_it_settles_is_refused(tmp_path: Path) -> None:
    box = Letterbox()
    following = say("1/ann", "next")
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = await asked_of(dispatcher, db)
        box.faults["1/ann"] = [Refused("no")]
        await post(dispatcher, db, Settle(uuid4(), asked.to, asked.id, "answered"), following, version=2)
        await box.until(2)

    assert [text for _, text in box.carried] == ["question", "next"]


async def test_what_would_outlast_the_claim_is_left_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.HOLD_SECONDS", 1.0)
    box = Letterbox()
    following = say("1/ann", "next")
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = await asked_of(dispatcher, db)
        box.slow["1/ann"] = 0.3
        await post(dispatcher, db, Settle(uuid4(), asked.to, asked.id, "answered"), following, version=2)
        await box.until(3)
        await becomes(db, following.id, "done")

        attempts = {row["id"]: row["attempts"] for row in await outbox.listing(db)}
    assert [text for _, text in box.carried] == ["question", "answered", "next"]
    assert attempts[following.id] == 1


async def test_what_was_counted_a_while_ago_is_counted_again_before_it_is_sent(tmp_path: Path) -> None:
    box = Letterbox(Pace(1.0, 2))
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = await asked_of(dispatcher, db)
        await asyncio.sleep(1.5)  # both places of the burst are free again
        box.slow["1/ann"] = 2.5
        await post(dispatcher, db, Settle(uuid4(), asked.to, asked.id, "answered"), say("1/ann", "1"), version=2)
        await asyncio.sleep(0.2)
        box.slow["1/ann"] = 0.0
        for version in range(3, 6):
            await post(dispatcher, db, say("1/ann", f"{version}"), version=version)
        await box.until(6)

    said = [at for (_, text), at in zip(box.carried, box.at, strict=True) if text not in ("question", "answered")]
    assert [text for _, text in box.carried] == ["question", "answered", "1", "3", "4", "5"]
    assert said[2] - said[0] > 0.7


async def test_who_asked_for_silence_hears_nothing_of_what_is_under_way(tmp_path: Path) -> None:
    box = Letterbox()
    people = [f"1/p{n}" for n in range(5)]
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = {person: await asked_of(dispatcher, db, person) for person in people}
        box.gates = {person: asyncio.Event() for person in people}
        for person, question in asked.items():
            settle = Settle(uuid4(), question.to, question.id, "answered")
            await post(dispatcher, db, settle, say(person, "next"), version=2)
        box.faults["1/zed"] = [Limited("slow down", 2.0)]
        await post(dispatcher, db, say("1/zed", "hello"))
        async with asyncio.timeout(15):
            while box.faults["1/zed"]:  # noqa: ASYNC110 (a letterbox tells nobody)
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        began = monotonic()
        for gate in box.gates.values():
            gate.set()
        await box.until(16)

    after = [at - began for (_, text), at in zip(box.carried, box.at, strict=True) if text in ("next", "hello")]
    assert min(after) > 1.5


async def test_what_has_arrived_is_kept_when_the_rest_is_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.STOP_SECONDS", 0.2)
    box = Letterbox()
    said = say("1/ann", "next")
    async with dispatching(tmp_path, box) as (dispatcher, db):
        asked = await asked_of(dispatcher, db)
        settles = [Settle(uuid4(), asked.to, asked.id, "answered") for _ in range(2)]
        real = box.carry

        async def carry(effect: Push, ref: Ref | None) -> Ref | None:
            if effect.id == settles[1].id:
                await asyncio.sleep(60)
            return await real(effect, ref)

        monkeypatch.setattr(box, "carry", carry)
        await post(dispatcher, db, *settles, said, version=2)
        await box.until(2)
        await dispatcher.stop()

        kept = {row["id"]: (row["state"], row["claimed_until"] is None) for row in await outbox.listing(db)}
    assert kept[settles[0].id] == ("done", True)
    assert kept[settles[1].id] == ("pending", False)
    assert kept[said.id] == ("pending", True)


async def test_a_question_that_never_arrived_has_nothing_to_settle(tmp_path: Path) -> None:
    box = Letterbox()
    async with dispatching(tmp_path, box) as (dispatcher, db):
        settle = Settle(uuid4(), Key("box", "1/ann"), uuid4(), "answered")
        await post(dispatcher, db, settle)
        await post(dispatcher, db, say("1/ann", "next"), version=2)
        await box.until(1)

        assert await state_of(db, settle.id) == "done"
    assert box.carried == [("1/ann", "next")]


async def test_being_limited_holds_the_whole_lane_and_no_other(tmp_path: Path) -> None:
    box = Letterbox()
    box.faults["1/ann"] = [Limited("slow down", 1.0)]
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, say("1/ann", "a"))
        await asyncio.sleep(0.2)
        began = monotonic()
        await post(dispatcher, db, say("1/ben", "b"))
        await post(dispatcher, db, say("2/cleo", "c"))
        await box.until(3)

    assert box.carried[0] == ("2/cleo", "c")
    assert box.at[0] - began < 0.5
    assert {who for who, _ in box.carried[1:]} == {"1/ann", "1/ben"}
    assert min(box.at[1:]) - began > 0.6


async def test_one_person_who_cannot_be_reached_now_holds_up_nobody_else_of_the_lane(tmp_path: Path) -> None:
    box = Letterbox()
    box.gates["1/ann"] = asyncio.Event()
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, say("1/ann", "a"))
        async with asyncio.timeout(10):
            while not box.begun:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await post(dispatcher, db, say("1/ben", "b"))
        await box.until(1)
        box.gates["1/ann"].set()
        await box.until(2)

    assert box.carried == [("1/ben", "b"), ("1/ann", "a")]


async def test_a_persons_pace_is_kept_while_others_go_on(tmp_path: Path) -> None:
    box = Letterbox(Pace(0.3, 1))
    async with dispatching(tmp_path, box) as (dispatcher, db):
        for version in range(3):
            await post(dispatcher, db, say("1/ann", str(version)), version=version)
        await post(dispatcher, db, say("1/ben", "b"))
        await box.until(4)

    ann = [at for (who, _), at in zip(box.carried, box.at, strict=True) if who == "1/ann"]
    [ben] = [at for (who, _), at in zip(box.carried, box.at, strict=True) if who == "1/ben"]
    assert ann[1] - ann[0] > 0.25
    assert ann[2] - ann[1] > 0.25
    assert ben < ann[1]


async def test_what_waits_for_somebody_who_is_gone_is_cancelled(tmp_path: Path) -> None:
    box = Letterbox()
    first, second = say("1/ann", "a"), say("1/ann", "b")
    box.faults["1/ann"] = [Unreachable("blocked")]
    async with dispatching(tmp_path, box) as (dispatcher, db):
        async with db.transaction() as tx:
            await db.run(tx, outbox.post([outbox.Post([first, second], now(), 1, None)]))
        conversation = await _conversation(db)
        async with db.transaction() as tx:
            await tx.execute_query(f"UPDATE outbox SET conversation_id = '{conversation}'")  # noqa: S608
        dispatcher.wake()
        await becomes(db, second.id, "cancelled")

        assert await state_of(db, first.id) == "dead"
    assert box.carried == []


async def _conversation(db: Database) -> UUID:
    from tests.storage.talks import Talk

    talk = Talk()
    await talk.say(db, "hi")
    return talk.id


async def test_a_lost_answer_is_tried_once_more_and_no_oftener(tmp_path: Path) -> None:
    box = Letterbox()
    each = say("1/ann", "a")
    box.faults["1/ann"] = [Unsure("lost", 1.0), Unsure("lost", 1.0)]
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, each)
        await becomes(db, each.id, "dead")

    assert box.carried == []
    assert box.faults["1/ann"] == []


async def test_a_failed_connection_is_tried_again_and_a_refusal_is_not(tmp_path: Path) -> None:
    box = Letterbox()
    again, never = say("1/ann", "a"), say("1/ben", "b")
    box.faults["1/ann"] = [Retry("down", 1.0)]
    box.faults["1/ben"] = [Refused("wrong token")]
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, again, never)
        await box.until(1)

        assert await state_of(db, never.id) == "dead"
    assert box.carried == [("1/ann", "a")]


@pytest.mark.parametrize("held", ["chat", "lane"])
async def test_a_dispatcher_that_must_wait_does_not_spin(tmp_path: Path, held: str) -> None:
    box = Letterbox(Pace(30.0, 1) if held == "chat" else None)
    if held == "lane":
        box.lane_pace = Pace(30.0, 1)
    looks = 0
    async with dispatching(tmp_path, box) as (dispatcher, db):
        await post(dispatcher, db, say("1/ann", "a"), say("1/ann", "b"))
        await box.until(1)
        real = outbox.look

        async def counted(*args: object) -> tuple[tuple[str, ...], datetime | None]:
            nonlocal looks
            looks += 1
            return await real(*args)  # type: ignore[arg-type]

        outbox.look = counted  # type: ignore[assignment]
        try:
            await asyncio.sleep(1.5)
        finally:
            outbox.look = real
    assert looks < 5
