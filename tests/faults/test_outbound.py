"""Trouble on the wire to the platforms and the mail server: bounded, tried again ever later, and nobody else waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from adapters.channels.contract import Pace
from adapters.channels.slack import client
from adapters.channels.telegram import sending
from adapters.integrations.email import Email
from bot import dispatcher
from bot.app import House, now
from flows.effects import Effect, Say, SendMail
from flows.model import Key
from storage import outbox
from tests.conftest import started
from tests.fakes.proxy import FaultProxy, Wire
from tests.fakes.slack import FakeSlack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram, error
from tests.faults.conftest import Figures
from tests.faults.ground import BOT, SPEED, TOKEN, sized

#: The deadline of one call on the lane that is ill, and the seconds that a machine under load may add to anything.
DEADLINE = sized(1.0, 15.0)
SLACK_OF_CLOCKS = 5.0
LANES = ("telegram", "slack", "mail")


@dataclass
class Wires:
    """A server whose every way out leads through a proxy of its own."""

    house: House
    tg: FakeTelegram
    slack: FakeSlack
    smtp: FakeSmtp
    proxies: dict[str, FaultProxy]

    def effect(self, lane: str, text: str) -> Effect:
        """A message that goes out on a lane."""
        if lane == "mail":
            return SendMail(uuid4(), "marie@exemple.be", text, text, "fr")
        return Say(uuid4(), Key(lane, "123456/42" if lane == "telegram" else "T1/U1"), text, "fr", "e" * 8)

    def arrived(self, lane: str) -> list[str]:
        """What came out at the other end."""
        if lane == "mail":
            return [str(mail.message["Subject"]) for mail in self.smtp.stored]
        if lane == "telegram":
            return self.tg.chats[42].chat(BOT).texts
        return [m.text for m in self.slack.workspaces["T1"].members["U1"].inbox]

    async def post(self, version: int, *effects: Effect) -> None:
        """Decide these, as a turn would."""
        async with self.house.db.transaction() as tx:
            await self.house.db.run(tx, outbox.post([outbox.Post(effects, self.house.clock(), version, None)]))
        self.house.dispatcher.wake()

    async def until(self, effect: Effect, seen: Callable[[dict[str, Any]], bool], seconds: float) -> dict[str, Any]:
        """How an effect stands, once it stands so."""
        row: dict[str, Any] = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    row = next(row for row in await outbox.listing(self.house.db) if row["id"] == effect.id)
                    if seen(row):
                        return row
                    await asyncio.sleep(0.01)
        pytest.fail(f"after {seconds} s it stands so: {row}")


@asynccontextmanager
async def wired(path: Path, monkeypatch: pytest.MonkeyPatch, ill: str, byte: float) -> AsyncIterator[Wires]:
    """All lanes well; the deadline of the one that will be ill is `DEADLINE`, and the others keep the product's."""
    match ill:
        case "telegram":
            monkeypatch.setattr(sending, "DEADLINE_SECONDS", DEADLINE)
        case "slack":
            monkeypatch.setattr(client, "DEADLINE_SECONDS", DEADLINE)
        case "mail":
            monkeypatch.setitem(Email.__init__.__kwdefaults__, "timeout_seconds", DEADLINE)  # type: ignore[arg-type]
    async with AsyncExitStack() as stack:
        tg = await stack.enter_async_context(FakeTelegram({TOKEN: BOT}, SPEED))
        slack = await stack.enter_async_context(FakeSlack("xoxb-1", ["C1"], speed=SPEED))
        smtp = await stack.enter_async_context(FakeSmtp())
        tg.person(42).chat(BOT).started = True
        slack.workspaces["T1"].member("U1", "Marie")
        proxies = {}
        for lane, port in zip(LANES, (_port(tg.base_url), _port(slack.base_url), smtp.port), strict=True):
            proxies[lane] = await stack.enter_async_context(FaultProxy(("127.0.0.1", port), byte=byte, late=0.02))
        server = await stack.enter_async_context(
            started(
                path,
                telegram_bots=TOKEN,
                telegram_base_url=tg.base_url.replace(str(_port(tg.base_url)), str(proxies["telegram"].port), 1),
                telegram_mode="webhook",
                slack_bot_token="xoxb-1",
                slack_base_url=slack.base_url.replace(str(_port(slack.base_url)), str(proxies["slack"].port), 1),
                smtp_host="127.0.0.1",
                smtp_port=proxies["mail"].port,
                smtp_security="none",
                mail_from="bot@aimant.example",
            )
        )
        for channel in server.house.channels:
            channel.chat_pace = Pace(1 / SPEED, 2)
        await tg.until(lambda: tg.bot(BOT).updates.webhook is not None, 10)
        yield Wires(server.house, tg, slack, smtp, proxies)


def _port(url: str) -> int:
    return int(url.split(":")[2].partition("/")[0])


@pytest.mark.parametrize("wire", [wire for wire in Wire if wire is not Wire.WELL], ids=lambda wire: wire.name.lower())
@pytest.mark.parametrize("ill", LANES)
async def test_a_bad_wire_costs_its_own_lane_one_deadline_and_no_other_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ill: str, wire: Wire, figures: Figures
) -> None:
    loop = asyncio.get_running_loop()
    async with wired(tmp_path, monkeypatch, ill, byte=DEADLINE / 10) as wires:
        first = wires.effect(ill, "first")
        for lane in LANES:  # so that connections are open already
            await wires.post(1, hello := wires.effect(lane, "hello"))
            await wires.until(hello, lambda row: row["state"] == "done", 10)
        monkeypatch.setattr(dispatcher, "TALK_BACK_OFF", (3600.0,) * 9)  # what fails now stays until it is sent for
        wires.proxies[ill].wire = wire
        began = loop.time()
        others = [wires.effect(lane, "meanwhile") for lane in LANES if lane != ill]
        await wires.post(2, first, *others)
        for other in others:
            await wires.until(other, lambda row: row["state"] == "done", SLACK_OF_CLOCKS)
        row = await wires.until(first, lambda row: row["last_error"] or row["state"] == "done", DEADLINE * 3 + 10)
        took = loop.time() - began
        while_ill = wires.arrived(ill).count("first")

        wires.proxies[ill].well()
        await outbox.retry(wires.house.db, first.id, wires.house.clock())
        wires.house.dispatcher.wake()
        await wires.until(first, lambda row: row["state"] == "done", 10)
        came = wires.arrived(ill).count("first")

    figures(while_ill=while_ill, arrived=came, given_up_after_s=round(took, 1))
    assert (row["state"] == "done") == (wire is Wire.LATE)
    assert row["state"] in ("done", "pending")
    assert "exemple" not in (row["last_error"] or "")
    if wire in (Wire.RESET_BEFORE, Wire.HANG):
        assert while_ill == 0
    assert came == (2 if while_ill and wire is not Wire.LATE else 1)
    assert took <= DEADLINE + SLACK_OF_CLOCKS or wire is Wire.LATE


class Stands:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> datetime:
        return self.now


async def test_each_try_waits_longer_spread_by_chance_and_the_tenth_is_the_last_until_somebody_sends_it_again(
    tmp_path: Path, figures: Figures
) -> None:
    people = range(1, 13)
    clock = Stands()
    async with FakeTelegram({TOKEN: BOT}, SPEED) as tg, aiohttp.ClientSession() as session:
        for number in people:
            tg.person(number).chat(BOT).started = True
        settings = {"telegram_bots": TOKEN, "telegram_base_url": tg.base_url, "telegram_mode": "webhook"}
        async with started(tmp_path, clock=clock, **settings) as server:
            house = server.house
            tg.always("sendMessage", error(502, "Bad Gateway"))
            says = [Say(uuid4(), Key("telegram", f"123456/{n}"), "hello", "fr", "e" * 8) for n in people]
            async with house.db.transaction() as tx:
                await house.db.run(tx, outbox.post([outbox.Post(says, clock(), 1, None)]))
            waits: list[list[float]] = []
            for attempt in range(1, 11):
                async with asyncio.timeout(20):
                    while True:
                        house.dispatcher.wake()
                        rows = await outbox.listing(house.db)
                        tried = [row["attempts"] == attempt and not row["claimed_until"] for row in rows]
                        if all(tried):
                            break
                        await asyncio.sleep(0.01)
                waits.append([(row["due_at"] - clock.now).total_seconds() for row in rows])
                clock.now = max(clock.now, *(row["due_at"] for row in rows)) + timedelta(seconds=1)
            dead = {row["state"] for row in rows}
            shown = await (await session.get(f"{server.url}/metrics")).text()

            tg.well()
            again = await outbox.retry(house.db, None, clock())
            house.dispatcher.wake()
            for number in people:
                await tg.chats[number].hears(BOT, "hello", 10)

    figures(tries=len(waits), schedule_s=[round(sum(each) / len(each)) for each in waits[:-1]])
    for planned, real in zip(dispatcher.TALK_BACK_OFF, waits, strict=False):
        assert all(0.8 * planned <= wait <= 1.2 * planned for wait in real), (planned, real)
        assert len(set(real)) > len(people) // 2
    assert dead == {"dead"}
    assert f'aimant_outbox{{state="dead"}} {len(people)}.0' in shown
    assert again == len(people)
