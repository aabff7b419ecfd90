"""kill -9 at each point of a turn and of an effect: nothing acknowledged is lost, and each effect arrives."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.settings import Settings
from storage import outbox
from storage.database import Database
from tests.bot.kit import BANT, Visitor
from tests.conftest import address_in
from tests.fakes.smtp import FakeSmtp
from tests.faults.die_at import POINTS


@asynccontextmanager
async def _server(point: str, environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.die_at", point, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def _answers(session: aiohttp.ClientSession, url: str) -> None:
    for _ in range(300):
        try:
            async with session.get(f"{url}/healthz"):
                return
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)  # until it listens: there is nothing else to wait on
    raise AssertionError("the server did not start")


async def _say_last(visitor: Visitor) -> tuple[int, dict[str, Any]]:
    try:
        return await visitor.post({"id": "last", "text": BANT[-1]})
    except aiohttp.ClientError:
        return 0, {}


@pytest.mark.timeout(90)
@pytest.mark.parametrize("point", POINTS)
async def test_nothing_is_lost_when_the_server_is_killed(point: str, tmp_path: Path, free_port: int) -> None:
    async with FakeSmtp() as smtp, aiohttp.ClientSession() as session:
        url, database = f"http://127.0.0.1:{free_port}", await address_in(tmp_path)
        environment = {
            **os.environ,  # noqa: TID251 — a process of its own
            "AIMANT_DATA_DIR": str(tmp_path),
            "AIMANT_DATABASE_URL": database,
            "AIMANT_PORT": str(free_port),
            "AIMANT_LOG_LEVEL": "error",
            "AIMANT_SMTP_HOST": "127.0.0.1",
            "AIMANT_SMTP_PORT": str(smtp.port),
            "AIMANT_SMTP_SECURITY": "none",
            "AIMANT_MAIL_FROM": "hello@aimant.example",
            "AIMANT_ALERT_TO": "sales@aimant.example",
        }
        async with _server(point, environment) as process:
            await _answers(session, url)
            visitor = await Visitor.begin(session, url, "bant-b2b", "en")
            await visitor.say(*BANT[:-1])
            acknowledged, first = await _say_last(visitor)
            assert await asyncio.wait_for(process.wait(), 20) == -signal.SIGKILL

        async with _server("never", environment):
            await _answers(session, url)
            status, again = await _say_last(visitor)
            _, kept = await visitor.resume()
            await _until_carried(database)

    assert status == 200
    assert again["state"] == "done"
    if acknowledged == 200:
        assert [m["text"] for m in again["messages"]] == [m["text"] for m in first["messages"]]
    said = [m["text"] for m in kept["messages"] if m["from"] == "you"]
    assert said == list(BANT)
    assert [m["seq"] for m in kept["messages"]] == list(range(1, len(kept["messages"]) + 1))
    by_id = {m.message["Message-ID"]: m.recipients for m in smtp.stored}
    assert sorted(by_id.values()) == [
        ("camille@dubois.example",),
        ("camille@dubois.example",),
        ("sales@aimant.example",),
    ]
    times = Counter(m.message["Message-ID"] for m in smtp.stored)
    assert max(times.values()) <= 2  # only what was on its way when the server died came twice, under the same id


async def _until_carried(url: str) -> None:
    db = await Database.open(url)
    try:
        for _ in range(400):
            rows = await outbox.listing(db, None, 50)
            if rows and all(row["state"] == "done" for row in rows):
                return
            await asyncio.sleep(0.05)  # another process carries them
        raise AssertionError(f"not carried: {rows}")
    finally:
        await db.close()


def test_the_data_folder_of_the_settings_is_where_the_database_is(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).database == f"sqlite://{tmp_path / 'aimant.db'}"
