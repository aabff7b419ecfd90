"""Two servers on one database: the same thing heard by both is one turn, and two things at once are two."""

from __future__ import annotations

import asyncio
import json
import os
import random  # noqa: TID251 — the moments of a crowd
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp
import pytest

from adapters.channels.telegram.wire import callback_data
from flows.engine import begin, step
from flows.model import Conversation, Incoming, Key, Opened, Pressed, Said, What
from flows.speech import spoken
from storage import cases, conversations, outbox, reports, tables
from storage.database import Database
from tests.bot.kit import BANT
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.flows.stories import shipped
from tests.ports import free

TOKEN = "123456:TOKEN-A"
BOT = "aimant_bot"
SAID = [*BANT]


class Two:
    """Two processes, each at its own port, behind one bot and one workspace."""

    def __init__(self, tg: FakeTelegram, slack: FakeSlack, ports: tuple[int, int], db: Database) -> None:
        self.tg, self.slack, self.ports, self.db = tg, slack, ports, db
        self.secret = ""
        self.session: aiohttp.ClientSession | None = None
        self.count = 1000

    async def post(self, port: int, update: dict[str, Any]) -> int:
        assert self.session is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        async with self.session.post(
            f"http://127.0.0.1:{port}/telegram/123456", json=update, headers=headers
        ) as answer:
            await answer.read()
            return answer.status

    async def carried(self, lanes: str = "") -> None:
        """All that was decided has arrived, in lanes that begin so; mail has nowhere to go here."""

        async def states() -> set[str]:
            rows = [r for r in await outbox.listing(self.db) if r["kind"] != "mail" and r["lane"].startswith(lanes)]
            return {r["state"] for r in rows}

        async with asyncio.timeout(60):
            while await states() != {"done"}:  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    def update(self, chat: int, **what: Any) -> dict[str, Any]:
        self.count += 1
        who = {"id": chat, "is_bot": False, "first_name": "Marie", "language_code": "en"}
        message = {
            "message_id": self.count,
            "date": 1_780_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "M"},
        }
        if "data" in what:
            press = {"id": str(self.count), "from": who, "chat_instance": "1", "message": message, "data": what["data"]}
            return {"update_id": self.count, "callback_query": press}
        return {"update_id": self.count, "message": {**message, "from": who, "text": what["text"]}}


async def _until_it_listens(session: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def two_servers(path: Path, flow: str, address: str | None) -> AsyncIterator[Two]:
    ports = (free(), free())
    async with (
        FakeTelegram({TOKEN: BOT}) as tg,
        FakeSlack("xoxb-1", ["C1"], speed=20.0, deadline=3.0) as slack,
        aiohttp.ClientSession() as session,
    ):
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")},  # noqa: TID251 — theirs
            "AIMANT_DATA_DIR": str(path),
            "AIMANT_LOG_LEVEL": "error",
            "AIMANT_TELEGRAM_BOTS": f"{flow}={TOKEN}",
            "AIMANT_TELEGRAM_BASE_URL": tg.base_url,
            "AIMANT_TELEGRAM_MODE": "webhook",
            "AIMANT_BASE_URL": f"http://127.0.0.1:{ports[0]}",
            "AIMANT_SLACK_BOT_TOKEN": "xoxb-1",
            "AIMANT_SLACK_CHANNEL": "C1",
            "AIMANT_SLACK_SIGNING_SECRET": slack.workspaces["T1"].signing_secret,
            "AIMANT_SLACK_BASE_URL": slack.base_url,
            **({"AIMANT_DATABASE_URL": address} if address else {}),
        }
        command = [str(Path(sys.executable).with_name("aimant")), "run"]
        processes = [
            await asyncio.create_subprocess_exec(
                *command, env={**environment, "AIMANT_PORT": str(port)}, stdout=asyncio.subprocess.DEVNULL
            )
            for port in ports
        ]
        try:
            for port in ports:
                await _until_it_listens(session, port)
            db = await Database.open(address or f"sqlite://{path / 'aimant.db'}")
            two = Two(tg, slack, ports, db)
            two.session = session
            await tg.until(lambda: tg.bot(BOT).updates.webhook is not None, 10)
            webhook = tg.bot(BOT).updates.webhook
            assert webhook is not None
            two.secret = webhook.secret or ""
            try:
                yield two
            finally:
                await db.close()
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            await asyncio.gather(*(process.wait() for process in processes))


@pytest.mark.timeout(120)
async def test_the_same_update_five_times_at_both_is_one_turn_one_reply_one_lead_one_card(
    tmp_path: Path, address: str | None
) -> None:
    async with two_servers(tmp_path / "data", "bant-b2b", address) as two:
        marie = two.tg.person(42, language_code="en")
        marie.chat(BOT).started = True
        for text in ("/start", *SAID):
            update = two.update(42, text=text)
            statuses = await asyncio.gather(*(two.post(port, update) for _ in range(5) for port in two.ports))
            assert set(statuses) == {200}
        await marie.hears(BOT, "that is all we need", 60)
        await two.slack.until(lambda: [m for m in two.slack.channel("C1").messages if m.buttons], 30)
        await two.carried()
        async with two.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()
        leads = await reports.leads(two.db)
        opened = await cases.opened_since(two.db, "slack/T1/C1", datetime(2020, 1, 1, tzinfo=UTC))
        cards = [m for m in two.slack.channel("C1").messages if m.buttons]

    assert turns == 1 + len(SAID)
    assert len(leads) == len(opened) == len(cards) == 1
    texts = marie.chat(BOT).texts
    assert len([t for t in texts if "How many people work" in t]) == 1
    assert len([t for t in texts if "that is all we need" in t]) == 1
    assert two.slack.breaches == []
    assert two.tg.breaches == []


@pytest.mark.timeout(120)
async def test_a_hundred_people_claim_at_once_at_both_and_one_has_it(tmp_path: Path, address: str | None) -> None:
    async with two_servers(tmp_path / "data", "bant-b2b", address) as two:
        w, leads = two.slack.workspaces["T1"], two.slack.channel("C1")
        team = [w.member(f"U{100 + n}", f"Seller {n}") for n in range(100)]
        two.tg.person(42, language_code="en").chat(BOT).started = True
        for text in ("/start", *SAID):
            assert await two.post(two.ports[0], two.update(42, text=text)) == 200

        def cards() -> list[Any]:
            return [m for m in leads.messages if m.buttons]

        [card] = await two.slack.until(cards, 30)

        async def claims(n: int) -> int:
            w.deliver_to(interactivity=f"http://127.0.0.1:{two.ports[n % 2]}/slack/interactivity")
            return (await team[n].press_old(card, "Je prends")).status

        statuses = await asyncio.gather(*(claims(n) for n in range(len(team))))
        [opened] = await cases.opened_since(two.db, "slack/T1/C1", datetime(2020, 1, 1, tzinfo=UTC))
        async with asyncio.timeout(30):  # whose press was answered late is not through yet
            while len(await cases.history(two.db, opened)) <= len(team):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await two.carried("desk-")
        told = [len(each.ephemerals("C1")) for each in team]
        placed = await cases.find(two.db, opened)
        did = Counter(str(deed["did"]) for deed in await cases.history(two.db, opened))
        [after] = cards()

    assert set(statuses) == {200}
    assert did == {"raised": 1, "claim": 1, "too-late": 99}
    assert placed is not None
    assert placed.case.owner is not None
    owner = placed.case.owner
    assert told == [0 if each.id == owner.id else 1 for each in team]
    assert after.edits == card.edits + 1
    assert owner.name in after.words
    assert two.slack.breaches == []


def _end(key: Key, id_: UUID, whats: list[tuple[str, What]]) -> tuple[Any, ...]:
    """How a talk stands after these, heard in this order: what must not depend on who was quicker."""
    flow = shipped("livre-blanc")
    at = datetime(2026, 11, 25, tzinfo=UTC)
    now = begin(flow, key, id_, "en", at)
    for incoming_id, what in whats:
        incoming = Incoming(key, incoming_id, at, what)
        now = spoken(now, step(flow, now, incoming), incoming).conversation
    return _standing(now)


def _standing(talk: Conversation) -> tuple[Any, ...]:
    answers = tuple((a.question, a.raw, a.value, a.version) for a in talk.answers)
    return talk.version, talk.asking, talk.seq, answers, replace(talk.source)


@pytest.mark.timeout(180)
async def test_five_hundred_pairs_of_message_and_press_equal_some_serial_order(
    tmp_path: Path, address: str | None
) -> None:
    pairs = 500
    jitter = random.Random(7)  # noqa: S311 — it keeps no secret
    flow = shipped("livre-blanc")
    choice = flow.questions[0].options[0].value
    data = callback_data(flow.edition, flow.first, choice)
    async with two_servers(tmp_path / "data", "livre-blanc", address) as two:
        line = asyncio.Semaphore(12)

        async def pair(chat: int) -> tuple[int, int, int]:
            async with line:
                opened = two.update(chat, text="/start")
                assert await two.post(two.ports[chat % 2], opened) == 200
                said, pressed = two.update(chat, text="2"), two.update(chat, data=data)

                async def late(port: int, update: dict[str, Any]) -> int:
                    await asyncio.sleep(jitter.uniform(0, 0.005))
                    return await two.post(port, update)

                statuses = await asyncio.gather(late(two.ports[0], said), late(two.ports[1], pressed))
                assert statuses == [200, 200]
                return opened["update_id"], said["update_id"], pressed["update_id"]

        chats = range(10_000, 10_000 + pairs)
        ids = dict(zip(chats, await asyncio.gather(*(pair(chat) for chat in chats)), strict=True))
        orders = {"said first": 0, "pressed first": 0}
        for chat, (opened, said, pressed) in ids.items():
            key = Key("telegram", f"123456/{chat}")
            talk = await conversations.find(two.db, key)
            assert talk is not None
            first: tuple[str, What] = (str(opened), Opened(talk.source))
            ref = json.dumps(said)
            heard_said: tuple[str, What] = (str(said), Said("2", ref=ref))
            press: tuple[str, What] = (
                str(pressed),
                Pressed(flow.first, (choice,), flow.edition[:8], press=str(pressed)),
            )
            ends = {
                "said first": _end(key, talk.id, [first, heard_said, press]),
                "pressed first": _end(key, talk.id, [first, press, heard_said]),
            }
            order = next((name for name, end in ends.items() if end == _standing(talk)), None)
            assert order is not None, (_standing(talk), ends)
            orders[order] += 1
        async with two.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()

    assert turns == 3 * pairs
    assert orders["said first"] > 0
    assert orders["pressed first"] > 0
