"""How long messages take to arrive while another bot and another workspace are in trouble, beside when they are not.

python -m benchmarks.lanes [--rounds N] [--seconds S] [--json]

Two Telegram bots, two Slack workspaces and mail, against strict servers on loopback. One bot and one workspace fall
ill together; timed are the others, from before the transaction that posts a message to when its server has taken it.
Well and ill take turns, in an order that turns as well, so that what else the machine does falls on both alike; nothing
is ill in either half of the row "none", which shows how far two equal halves lie apart on this machine. Figures are
medians over the rounds: a machine that others use wants many and long ones (--rounds 25 --seconds 2, eleven minutes).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from yarl import URL

from bot import logs
from bot.app import House, serving
from bot.settings import Settings
from flows.effects import Effect, Say, SendMail
from flows.model import Key
from storage import outbox, tables
from tests.fakes.slack import FakeSlack, Message
from tests.fakes.slack import Fault as SlackFault
from tests.fakes.slack import Reply as SlackReply
from tests.fakes.slack import error as slack_error
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram, Fault, Reply, error

#: What Telegram and Slack do while they are ill.
FAULTS: dict[str, tuple[Reply | Fault, SlackReply | SlackFault] | None] = {
    "none": None,
    "429": (error(429, "Too Many Requests: retry after 1", 1), slack_error("ratelimited", 429, "1")),
    "5xx": (error(502, "Bad Gateway"), SlackReply(503)),
    "reset": (Fault.RESET, SlackFault.RESET),
    "hang": (Fault.HANG, SlackFault.HANG),
    "1 byte/s": (Fault.DRIP, SlackFault.DRIP),
}
#: Messages a second to each lane, below what each may be sent; the first two are those that fall ill.
RATES = {"telegram:1000001": 5.0, "slack:T1": 5.0, "telegram:1000002": 9.0, "slack:T2": 9.0, "mail": 9.0}
ILL = ("telegram:1000001", "slack:T1")
_BOTS = {"1000001:TOKEN-A": "ann_bot", "1000002:TOKEN-B": "ben_bot"}
_TEAMS = {"T1": "xoxb-1", "T2": "xoxb-2"}
#: Persons of a lane, each written to in turn, so that nobody's own pace is felt.
_PERSONS = 40
_PATIENCE_SECONDS = 20.0
_numbers = count()


@dataclass
class Post:
    """When each message was posted, and when it arrived; by the number that is its text."""

    posted: dict[str, float] = field(default_factory=dict)
    arrived: dict[str, float] = field(default_factory=dict)

    def took(self, text: object) -> None:
        """A server has taken it."""
        self.arrived.setdefault(str(text), time.perf_counter())


class TimedTelegram(FakeTelegram):
    """Says when it took a message."""

    took: Callable[[object], None]

    async def _done(self, bot: Any, name: str, arguments: dict[str, Any]) -> Reply:
        if name == "sendMessage":
            self.took(arguments["text"])
        return await super()._done(bot, name, arguments)


class TimedSmtp(FakeSmtp):
    """Says when it took a mail."""

    took: Callable[[object], None]

    async def _act(self, step: str, server: Any, otherwise: str) -> str:
        if step == "DATA":
            self.took(self.stored[-1].message["Subject"])
        return await super()._act(step, server, otherwise)


@dataclass
class World:
    """The product and the servers about it."""

    house: House
    telegram: FakeTelegram
    slack: FakeSlack
    post: Post
    count: Counter[str] = field(default_factory=Counter)

    async def send(self, lane: str, text: str) -> None:
        """Post one message, as a turn would."""
        number = self.count[lane] = self.count[lane] + 1
        person = number % _PERSONS
        effect: Effect
        match lane.partition(":"):
            case ("mail", _, _):
                effect = SendMail(uuid4(), f"p{person}@exemple.be", text, text, "fr")
            case (channel, _, of):
                person_there = f"{of}/{1 + person}" if channel == "telegram" else f"{of}/U{person}"
                effect = Say(uuid4(), Key(channel, person_there), text, "fr", "e" * 8)
        self.post.posted[text] = time.perf_counter()
        async with self.house.db.transaction() as tx:
            await self.house.db.run(tx, outbox.post([outbox.Post([effect], self.house.clock(), number, None)]))
        self.house.dispatcher.wake()

    def fall_ill(self, fault: tuple[Reply | Fault, SlackReply | SlackFault]) -> None:
        """One bot and one workspace do this, until `recover`."""
        self.telegram.always("sendMessage", fault[0], bot="ann_bot")
        self.slack.workspaces["T1"].always("*", fault[1])

    async def recover(self) -> None:
        """All is well, and what was not carried is put away, so that it weighs on nothing that comes after."""
        self.telegram.well()
        self.slack.workspaces["T1"].well()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while await self._pending(claimed_until__not_isnull=True):  # noqa: ASYNC110 (the outbox tells nobody)
                await asyncio.sleep(0.01)
        async with self.house.db.transaction() as tx:
            await tables.Outbox.filter(state="pending", lane__in=ILL).using_db(tx).delete()
            await tables.Pace.filter(scope__in=ILL).using_db(tx).delete()

    async def _pending(self, **more: Any) -> bool:
        async with self.house.db.reading() as reader:
            return await tables.Outbox.filter(state="pending", **more).using_db(reader).exists()


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """All of it, warmed up."""
    post = Post()
    tg, smtp = TimedTelegram(_BOTS), TimedSmtp()
    tg.took = smtp.took = post.took
    async with tg, FakeSlack() as slack, smtp:

        def seen(_: str, thing: Any) -> None:
            if isinstance(thing, Message):
                post.took(thing.words.strip())

        slack.watchers.append(seen)
        for number in range(1, _PERSONS + 1):
            person = tg.person(number)
            for bot in _BOTS.values():
                person.chat(bot).started = True
        for team, token in _TEAMS.items():
            w = slack.workspace(team, bot_token=token, bot_user=f"B{team}")
            for number in range(_PERSONS):
                w.member(f"U{number}", "Marie")
        settings = Settings(
            data_dir=folder,
            port=0,
            log_level="error",
            telegram_bots=tuple(_BOTS),
            telegram_base_url=tg.base_url,
            telegram_mode="polling",
            slack_bot_token="xoxb-1",  # noqa: S106 (the fake's)
            slack_client_id=slack.client_id,
            slack_client_secret=slack.client_secret,
            slack_base_url=slack.base_url,
            smtp_host="127.0.0.1",
            smtp_port=smtp.port,
            smtp_security="none",
            mail_from="bot@aimant.example",
        )
        logs.configure(settings.log_level)
        async with serving(settings) as (house, url):
            await _install(url, slack)
            for channel in house.channels:
                for team in _TEAMS if channel.name == "slack" else ():  # as if each had written first
                    w = slack.workspaces[team]
                    rooms = {(team, user): w.dm(user).id for user in w.members}
                    channel._rooms |= rooms  # type: ignore[attr-defined]
            yield World(house, tg, slack, post)


async def _install(url: str, slack: FakeSlack) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{url}/slack/install", allow_redirects=False) as begun:
            asked = URL(begun.headers["Location"]).query
        code = slack.workspaces["T2"].authorize(asked["redirect_uri"])
        async with browser.get(f"{url}/slack/oauth", params={"code": code, "state": asked["state"]}) as done:
            done.raise_for_status()


async def stretch(w: World, seconds: float) -> list[float]:
    """Send to all lanes for so many seconds, evenly; what those that stay well took, in ms. Raises when one is lost."""
    sent: dict[str, list[str]] = defaultdict(list)
    began = time.perf_counter()
    ends = began + seconds

    async def keep_sending(lane: str, rate: float) -> None:
        due = began + list(RATES).index(lane) / len(RATES) / rate  # not all lanes at the same moment
        while (due := due + 1 / rate) < ends:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            text = f"message {next(_numbers)}"
            sent[lane].append(text)
            await w.send(lane, text)

    await asyncio.gather(*(keep_sending(lane, rate) for lane, rate in RATES.items()))
    watched = [text for lane, texts in sent.items() if lane not in ILL for text in texts]
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not all(text in w.post.arrived for text in watched):  # noqa: ASYNC110 (mail tells nobody)
            await asyncio.sleep(0.01)
    return [(w.post.arrived[text] - w.post.posted[text]) * 1000 for text in watched]


Pair = tuple[list[float], list[float]]


async def compare(rounds: int, seconds: float) -> dict[str, list[Pair]]:
    """For each fault and round, what messages of the other lanes took without it and with it, in ms."""
    found: dict[str, list[Pair]] = {name: [] for name in FAULTS}
    with tempfile.TemporaryDirectory(prefix="aimant-bench-") as folder:
        async with world(Path(folder)) as w:
            await stretch(w, 2.0)  # connections, compiled statements
            for round_ in range(rounds):
                for name, fault in FAULTS.items():
                    pair: Pair = ([], [])
                    for ill in (False, True) if round_ % 2 == 0 else (True, False):
                        if ill and fault is not None:
                            w.fall_ill(fault)
                        pair[ill].extend(await stretch(w, seconds))
                        await w.recover()
                    found[name].append(pair)
    return found


def row(pairs: list[Pair]) -> dict[str, float]:
    """The figures of one fault: medians over its rounds, so that a hitch of the machine in one of them is no figure."""
    shown: dict[str, float] = {"messages": float(sum(len(half) for pair in pairs for half in pair))}
    for name, place in (("p50", 9), ("p95", 18)):
        cuts = [[statistics.quantiles(half, n=20)[place] for half in pair] for pair in pairs]
        shown[f"{name}_well_ms"] = round(statistics.median(well for well, _ in cuts), 2)
        shown[f"{name}_ill_ms"] = round(statistics.median(ill for _, ill in cuts), 2)
        shown[f"{name}_ratio"] = round(statistics.median(ill / well for well, ill in cuts), 3)
    return shown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = asyncio.run(compare(options.rounds, options.seconds))
    rows = {name: row(pairs) for name, pairs in found.items()}
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    columns = ("messages", "p50_well_ms", "p50_ill_ms", "p50_ratio", "p95_well_ms", "p95_ill_ms", "p95_ratio")
    print("What the healthy lanes' messages take, while one bot and one workspace are well or ill")
    print(f"{'':<10}" + "".join(f"{name.replace('_', ' '):>13}" for name in columns))
    for name, figures in rows.items():
        print(f"{name:<10}" + "".join(f"{figures[column]:>13g}" for column in columns))


if __name__ == "__main__":
    main()
