"""What outlives the servers that a test kills: strict platforms, a mail server, a database, and an address."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from storage.database import Database
from tests import ports
from tests.conftest import put_tables
from tests.fakes.slack import FakeSlack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram

TOKEN = "123456:TOKEN-A"
BOT = "aimant_bot"
SPEED = 20.0

#: Whether tests of faults are run at their full size.
FULL = os.environ.get("AIMANT_TEST_FULL") == "1"  # noqa: TID251 (the tests' own switch)


def sized(short: Any, full: Any) -> Any:
    """The figure for this run."""
    return full if FULL else short


@dataclass
class Ground:
    """One bot, one workspace, mail and a database; `start` runs a server on them, at the same port each time."""

    tg: FakeTelegram
    slack: FakeSlack
    smtp: FakeSmtp
    session: aiohttp.ClientSession
    address: str
    port: int
    environment: dict[str, str]
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    ids: Any = field(default_factory=lambda: count(1000))

    @property
    def url(self) -> str:
        """Where the server is found."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self, **more: str) -> asyncio.subprocess.Process:
        """A server, listening."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.serve"),
            env={**self.environment, **more},
            stdout=asyncio.subprocess.DEVNULL,
        )
        self.processes.append(process)
        async with asyncio.timeout(30):
            while process.returncode is None:
                try:
                    async with self.session.get(f"{self.url}/healthz"):
                        return process
                except aiohttp.ClientError:
                    await asyncio.sleep(0.02)  # until it listens: there is nothing else to wait on
        raise AssertionError("the server did not start")

    async def end(self, process: asyncio.subprocess.Process, how: signal.Signals = signal.SIGTERM) -> int:
        """The server ends; returns its exit code."""
        if process.returncode is None:
            process.send_signal(how)
        return await asyncio.wait_for(process.wait(), 20)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The database, beside whatever else has it open."""
        db = await Database.open(self.address)
        try:
            yield db
        finally:
            await db.close()

    async def telegram_secret(self) -> str:
        """What the server told Telegram to prove itself with."""
        await self.tg.until(lambda: self.tg.bot(BOT).updates.webhook is not None, 10)
        webhook = self.tg.bot(BOT).updates.webhook
        assert webhook is not None
        return webhook.secret or ""

    def telegram_update(self, chat: int, text: str) -> dict[str, Any]:
        """What Telegram brings when somebody writes."""
        number = next(self.ids)
        who = {"id": chat, "is_bot": False, "first_name": "Marie", "language_code": "en"}
        place = {"id": chat, "type": "private", "first_name": "Marie"}
        message = {"message_id": number, "date": 1_780_000_000, "chat": place, "from": who, "text": text}
        return {"update_id": number, "message": message}

    async def telegram_brings(self, update: dict[str, Any], secret: str) -> int:
        """Telegram delivers; the status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with self.session.post(f"{self.url}/telegram/123456", json=update, headers=headers) as answer:
            await answer.read()
            return answer.status

    def slack_event(self, user: str, text: str) -> bytes:
        """What Slack brings when a member writes to the bot."""
        number = next(self.ids)
        stamp = f"1780000000.{number:06d}"
        room = self.slack.workspaces["T1"].dm(user).id
        event = {"type": "message", "channel": room, "channel_type": "im", "team": "T1", "user": user, "text": text}
        told = {
            "token": "unused",
            "team_id": "T1",
            "api_app_id": "A1",
            "type": "event_callback",
            "event_id": f"Ev{number:010d}",
            "event_time": 1_780_000_000,
            "event": {**event, "ts": stamp, "event_ts": stamp, "client_msg_id": f"c{stamp}"},
        }
        return json.dumps(told).encode()

    async def slack_brings(self, event: bytes) -> int:
        """Slack delivers; the status, 0 when nobody answered."""
        headers = {"Content-Type": "application/json"}
        return (await self.slack.send_raw(f"{self.url}/slack/events", event, headers)).status


@asynccontextmanager
async def ground(path: Path, address: str | None, flow: str, **more: str) -> AsyncIterator[Ground]:
    """Everything but a server; what was started on it is ended with it."""
    port = ports.free()
    async with (
        FakeTelegram({TOKEN: BOT}, SPEED) as tg,
        FakeSlack("xoxb-1", ["C1"], speed=SPEED, deadline=8.0) as slack,
        FakeSmtp() as smtp,
        aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0, force_close=True)
        ) as session,
    ):
        slack.echoes = False
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")},  # noqa: TID251 (theirs)
            "AIMANT_DATA_DIR": str(path),
            "AIMANT_PORT": str(port),
            "AIMANT_LOG_LEVEL": "error",
            "AIMANT_RATE_MESSAGES": "0",  # crowds repeat what was refused much sooner than they are told to
            "AIMANT_TELEGRAM_BOTS": f"{flow}={TOKEN}",
            "AIMANT_TELEGRAM_BASE_URL": tg.base_url,
            "AIMANT_TELEGRAM_MODE": "webhook",
            "AIMANT_SLACK_BOT_TOKEN": "xoxb-1",
            "AIMANT_SLACK_CHANNEL": "C1",
            "AIMANT_SLACK_FLOW": flow,
            "AIMANT_SLACK_SIGNING_SECRET": slack.workspaces["T1"].signing_secret,
            "AIMANT_SLACK_BASE_URL": slack.base_url,
            "AIMANT_SMTP_HOST": "127.0.0.1",
            "AIMANT_SMTP_PORT": str(smtp.port),
            "AIMANT_SMTP_SECURITY": "none",
            "AIMANT_MAIL_FROM": "hello@aimant.example",
            **({"AIMANT_DATABASE_URL": address} if address else {}),
            **more,
        }
        here = Ground(tg, slack, smtp, session, address or f"sqlite://{path / 'aimant.db'}", port, environment)
        if address is None:
            await put_tables(path)
        try:
            yield here
        finally:
            for process in here.processes:
                await here.end(process)
