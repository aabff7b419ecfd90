"""One bot or workspace in trouble delays its own messages and nobody else's: the whole path, against strict servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from yarl import URL

from adapters.channels.contract import Pace
from adapters.channels.slack.blocks import QUIET
from adapters.channels.slack.client import Api
from adapters.channels.telegram.sending import Lost, Request
from adapters.integrations.contract import Unsure
from bot.app import House
from flows.effects import Effect, Say, SendMail
from flows.model import Key
from storage import outbox
from tests.conftest import started
from tests.fakes.slack import FakeSlack, Reply
from tests.fakes.slack import Fault as SlackFault
from tests.fakes.slack import error as slack_error
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram, error
from tests.fakes.telegram import Fault as TelegramFault

ANN, BEN = "123456:TOKEN-A", "654321:TOKEN-B"
TEAMS = {"T1": "xoxb-1", "T2": "xoxb-2"}
SPEED = 20.0
LANES = ("telegram:123456", "telegram:654321", "slack:T1", "slack:T2", "mail")

#: What Telegram and Slack may do for as long as they are ill.
TELEGRAM = {
    "429": error(429, "Too Many Requests: retry after 1", 1),
    "5xx": error(502, "Bad Gateway"),
    "reset": TelegramFault.RESET,
    "hang": TelegramFault.HANG,
    "drip": TelegramFault.DRIP,
}
SLACK = {
    "429": slack_error("ratelimited", 429, "1"),
    "5xx": Reply(503),
    "reset": SlackFault.RESET,
    "hang": SlackFault.HANG,
    "drip": SlackFault.DRIP,
}


@dataclass
class Lanes:
    """A server with two bots, two workspaces and mail; each lane has one person, to whom all of its messages go."""

    house: House
    telegram: FakeTelegram
    slack: FakeSlack
    smtp: FakeSmtp

    def effect(self, lane: str, text: str) -> Effect:
        """A message for the person of a lane."""
        match lane.partition(":"):
            case ("mail", _, _):
                return SendMail(uuid4(), "marie@exemple.be", text, text, "fr")
            case (channel, _, of):
                person = f"{of}/42" if channel == "telegram" else f"{of}/U{of}"
                return Say(uuid4(), Key(channel, person), text, "fr", "e" * 8)
        raise ValueError(lane)

    def arrived(self, lane: str) -> list[str]:
        """What came to the person of a lane, in order."""
        match lane.partition(":"):
            case ("mail", _, _):
                return [str(mail.message["Subject"]) for mail in self.smtp.stored]
            case ("telegram", _, number):
                bot = next(bot for bot in self.telegram.bots.values() if str(bot.id) == number)
                return self.telegram.chats[42].chat(bot.username).texts
            case (_, _, team):
                return [m.text for m in self.slack.workspaces[team].members[f"U{team}"].inbox]
        raise ValueError(lane)

    def make_ill(self, lane: str, how: str) -> None:
        """From now on the lane's other side does this."""
        if lane.startswith("telegram"):
            bot = next(bot for bot in self.telegram.bots.values() if lane.endswith(str(bot.id)))
            self.telegram.always("sendMessage", TELEGRAM[how], bot=bot.username)
        else:
            self.slack.workspaces[lane.partition(":")[2]].always("*", SLACK[how])

    def make_well(self) -> None:
        """All is well again, and what hung is cut."""
        self.telegram.well()
        for w in self.slack.workspaces.values():
            w.well()

    async def post(self, version: int, *effects: Effect) -> None:
        """Decide these, as a turn would."""
        async with self.house.db.transaction() as tx:
            await self.house.db.run(tx, outbox.post([outbox.Post(effects, self.house.clock(), version, None)]))
        self.house.dispatcher.wake()

    async def rows(self, lane: str) -> list[dict[str, Any]]:
        """How a lane's effects stand."""
        return [row for row in await outbox.listing(self.house.db) if row["lane"] == lane]

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for something; less long than any call to a server may take."""
        async with asyncio.timeout(12):
            while not seen():  # noqa: ASYNC110 (mail tells nobody)
                await asyncio.sleep(0.01)

    async def until_row(self, lane: str, seen: Callable[[dict[str, Any]], bool]) -> None:
        """Wait for how a lane's effects stand."""
        async with asyncio.timeout(12):
            while not all(map(seen, await self.rows(lane))):  # noqa: ASYNC110 (the outbox tells nobody)
                await asyncio.sleep(0.01)


@asynccontextmanager
async def lanes(path: Path) -> AsyncIterator[Lanes]:
    async with FakeTelegram({ANN: "ann_bot", BEN: "ben_bot"}, SPEED) as tg, FakeSlack(speed=SPEED) as slack:
        person = tg.person(42)
        for bot in ("ann_bot", "ben_bot"):
            person.chat(bot).started = True
        for team, token in TEAMS.items():
            slack.workspace(team, bot_token=token, bot_user=f"B{team}").member(f"U{team}", "Marie")
        async with (
            FakeSmtp() as smtp,
            started(
                path,
                telegram_bots=f"{ANN},{BEN}",
                telegram_base_url=tg.base_url,
                telegram_mode="polling",
                slack_bot_token="xoxb-1",
                slack_client_id=slack.client_id,
                slack_client_secret=slack.client_secret,
                slack_base_url=slack.base_url,
                smtp_host="127.0.0.1",
                smtp_port=smtp.port,
                smtp_security="none",
                mail_from="bot@aimant.example",
            ) as server,
        ):
            for channel in server.house.channels:
                channel.chat_pace = Pace(1 / SPEED, 2)
            await installed(server.url, slack, "T2")
            yield Lanes(server.house, tg, slack, smtp)
        assert tg.breaches == []
        assert slack.breaches == []


async def installed(url: str, slack: FakeSlack, team: str) -> None:
    """A workspace installs the app, as its owner would in a browser."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{url}/slack/install", allow_redirects=False) as begun:
            asked = URL(begun.headers["Location"]).query
        code = slack.workspaces[team].authorize(asked["redirect_uri"])
        async with browser.get(f"{url}/slack/oauth", params={"code": code, "state": asked["state"]}) as done:
            assert done.status == 200


@pytest.mark.parametrize("how", TELEGRAM)
@pytest.mark.parametrize("ill", ["telegram:123456", "slack:T1"])
async def test_trouble_delays_its_own_lane_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ill: str, how: str
) -> None:
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (3600.0,) * 9)  # what failed stays until it is sent for
    healthy = [lane for lane in LANES if lane != ill]
    async with lanes(tmp_path) as all_of:
        twice = how == "drip" and ill.startswith("telegram")  # it is done each time, and only the answer is lost
        all_of.make_ill(ill, how)
        first = all_of.effect(ill, "first")
        await all_of.post(1, first)
        await all_of.until_row(ill, lambda row: row["claimed_until"] or row["last_error"] or how == "429")
        await all_of.post(2, *(all_of.effect(lane, "hello") for lane in LANES))
        await all_of.until(lambda: all("hello" in all_of.arrived(lane) for lane in healthy))
        states = {row["state"] for row in await all_of.rows(ill)}
        came_ill = all_of.arrived(ill)

        all_of.make_well()
        if how != "429":  # that comes again by itself, as soon as it may
            await all_of.until_row(ill, lambda row: row["id"] != first.id or row["last_error"])
            await outbox.retry(all_of.house.db, first.id, all_of.house.clock())
            all_of.house.dispatcher.wake()
        await all_of.until_row(ill, lambda row: row["state"] == "done")
        came = {lane: all_of.arrived(lane) for lane in LANES}

    assert states == {"pending"}
    assert came_ill == (["first"] if twice else [])
    assert came.pop(ill) == ["first"] * (2 if twice else 1) + ["hello"]
    assert came == {lane: ["hello"] for lane in healthy}


async def test_bots_that_hang_leave_connections_for_the_others(tmp_path: Path) -> None:
    """Seven bots at sixteen calls each are more than a session of the library has connections."""
    bots = {f"10000{n}:TOKEN-{n}": f"bot{n}_bot" for n in range(8)}
    async with FakeTelegram(bots, SPEED) as tg:
        people = [tg.person(n, f"P{n}") for n in range(1, 17)]
        for person in people:
            for bot in bots.values():
                person.chat(bot).started = True
        settings = {"telegram_bots": ",".join(bots), "telegram_base_url": tg.base_url, "telegram_mode": "polling"}
        async with started(tmp_path, **settings) as server:
            house = server.house
            tg.always("sendMessage", TelegramFault.HANG)
            hanging = [
                Say(uuid4(), Key("telegram", f"10000{n}/{person.id}"), "?", "fr", "e" * 8)
                for n in range(7)
                for person in people
            ]
            async with house.db.transaction() as tx:
                await house.db.run(tx, outbox.post([outbox.Post(hanging, house.clock(), 1, None)]))
            house.dispatcher.wake()
            async with asyncio.timeout(10):
                while tg.calls["sendMessage"] < len(hanging):  # noqa: ASYNC110 (what hangs tells nobody)
                    await asyncio.sleep(0.01)
            tg._script.clear()  # from now on; those that hang go on hanging
            async with house.db.transaction() as tx:
                say = Say(uuid4(), Key("telegram", "100007/1"), "hello", "fr", "e" * 8)
                await house.db.run(tx, outbox.post([outbox.Post([say], house.clock(), 1, None)]))
            house.dispatcher.wake()
            await people[0].hears("bot7_bot", "hello", 10)
            tg.well()


async def test_an_answer_that_drips_is_given_up_though_each_byte_comes_in_time() -> None:
    """A deadline for each read would wait for as long as the answer is: these take ten seconds and more."""
    async with FakeTelegram({ANN: "ann_bot"}, SPEED) as tg, aiohttp.ClientSession() as session:
        tg.person(42).chat("ann_bot").started = True
        tg.always("sendMessage", TelegramFault.DRIP)
        request = Request(session, 0.3)
        with pytest.raises(Lost):
            await request.do_request(f"{tg.base_url}{ANN}/sendMessage?chat_id=42&text=hello", "POST")
        assert tg.chats[42].chat("ann_bot").texts == ["hello"]

    async with FakeSlack("xoxb-1", ["C1"], speed=SPEED) as slack, aiohttp.ClientSession() as session:

        async def token_of(_: str) -> str:
            return "xoxb-1"

        api = Api(session, token_of, slack.base_url)
        api.seconds = 0.3
        slack.always("chat.postMessage", SlackFault.DRIP)
        with pytest.raises(Unsure):
            await api.call("T1", "chat.postMessage", channel="C1", text="hello", **QUIET)
        assert [m["text"] for m in slack.posted] == ["hello"]
