"""The database held, full, silent, stopped or busy: 503 meanwhile, nothing lost, and soon well again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest

from tests.bot.kit import Visitor
from tests.faults.conftest import Figures
from tests.faults.crowd import Crowd
from tests.faults.ground import Ground, ground, sized

#: For how many seconds the database is gone, and for how many a statement waits for it.
GONE, PATIENCE = sized((4.0, 0.7), (10.0, 5.0))
#: Within how many seconds the server says that it is not ready, and that it is again.
RED, RECOVERED = 5.0, 5.0

#: What readiness does not see: it looks at the free bytes of the whole disk (`tests/storage/test_opening.py`).
UNSEEN = {"full"}

Fault = Callable[[], AbstractAsyncContextManager[None]]


async def _ready(here: Ground) -> bool:
    try:
        async with here.session.get(f"{here.url}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def _becomes(here: Ground, wanted: bool, within: float) -> float:
    """In how many seconds the server's readiness is this."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.timeout(within + 10):
        while await _ready(here) is not wanted:  # noqa: ASYNC110 (another process tells)
            await asyncio.sleep(0.05)
    return loop.time() - began


async def _through(here: Ground, faults: dict[str, Fault], figures: Figures) -> None:
    """People talk while one thing after the other befalls the database."""
    loop = asyncio.get_running_loop()
    crowd = Crowd(here, "", pause=0.05)
    talking = asyncio.create_task(crowd.talk(web=8, telegram=0, slack=0))
    measured: dict[str, dict[str, Any]] = {}
    for name, fault in faults.items():
        await asyncio.sleep(0.5)
        before = crowd.refused
        async with fault():
            began = loop.time()
            red = await _becomes(here, False, RED) if name not in UNSEEN else 0.0
            known = crowd.acknowledged
            await asyncio.sleep(max(0.0, began + GONE - loop.time()))
            false = crowd.acknowledged - known
        ended = loop.time()
        visitor = None
        while visitor is None:
            with contextlib.suppress(AssertionError, aiohttp.ClientError):
                visitor = await Visitor.begin(here.session, here.url, "livre-blanc", "fr")
        await _becomes(here, True, RECOVERED)
        measured[name] = {
            "refused": crowd.refused - before,
            "false_yes": false,
            "red_s": round(red, 1),
            "well_again_s": round(loop.time() - ended, 1),
        }
    crowd.over = True
    await talking
    async with here.database() as db:
        wrong = await crowd.not_as_said(db)
    figures(acknowledged=crowd.acknowledged, missing=len(wrong), **measured)
    assert crowd.odd == []
    assert wrong == {}
    for name, each in measured.items():
        assert each["refused"] > 0 or name == "held", name  # whoever waits for a lock may get it in the end
        assert each["false_yes"] == 0 or name in UNSEEN, name
        assert each["red_s"] <= RED, name
        assert each["well_again_s"] <= RECOVERED, name


@pytest.mark.timeout(sized(90, 300))
async def test_a_file_that_is_held_or_that_the_disk_has_no_room_for(tmp_path: Path, figures: Figures) -> None:
    async with ground(tmp_path / "data", None, "bant-b2b", SERVE_PATIENCE=str(PATIENCE)) as here:
        process = await here.start()
        path = here.address.removeprefix("sqlite://")

        @asynccontextmanager
        async def held() -> AsyncIterator[None]:
            with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
                other.execute("ROLLBACK")

        @asynccontextmanager
        async def full() -> AsyncIterator[None]:
            """No file may grow beyond what the log is already: as a disk without a free byte."""
            soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4096, hard))
            yield
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))

        await _through(here, {"held": held, "full": full}, figures)
        assert await here.end(process) == 0
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.timeout(sized(90, 300))
async def test_a_server_that_is_silent_stopped_or_busy(tmp_path: Path, postgres: Any, figures: Figures) -> None:
    psutil = pytest.importorskip("psutil")
    address = str(postgres.get_uri())
    async with ground(tmp_path / "data", address, "bant-b2b", SERVE_PATIENCE=str(PATIENCE)) as here:
        process = await here.start()

        @asynccontextmanager
        async def silent() -> AsyncIterator[None]:
            """Every process of it stands still, as when its machine hangs."""
            main = psutil.Process(postgres.get_pid())
            everybody = [main.pid, *(child.pid for child in main.children(recursive=True))]
            for pid in everybody:
                os.kill(pid, signal.SIGSTOP)
            try:
                yield
            finally:
                for pid in everybody:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGCONT)

        @asynccontextmanager
        async def stopped() -> AsyncIterator[None]:
            """At once, without a word to those who are connected, and later started again."""
            main = psutil.Process(postgres.get_pid())
            main.send_signal(signal.SIGQUIT)
            await asyncio.to_thread(psutil.wait_procs, [main], 10)
            yield
            await asyncio.to_thread(postgres.ensure_postgres_running)

        @asynccontextmanager
        async def busy() -> AsyncIterator[None]:
            """Every connection of the pool waits for a lock that somebody else holds."""
            other = await asyncpg.connect(address)
            try:
                async with other.transaction():
                    await other.execute("LOCK TABLE turn, flow_edition IN ACCESS EXCLUSIVE MODE")
                    yield
            finally:
                await other.close()

        await _through(here, {"busy": busy, "silent": silent, "stopped": stopped}, figures)
        assert await here.end(process) == 0
