"""The command as processes of their own, for tests that kill them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp


class Running:
    """A process of `aimant`: what it said, and what it logged."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path, port: int) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder

    @property
    def said(self) -> str:
        """Its standard output."""
        return (self._folder / "out").read_text()

    @property
    def logged(self) -> list[dict[str, Any]]:
        """Its log."""
        return [json.loads(line) for line in (self._folder / "err").read_text().splitlines() if line.startswith("{")]

    def servers(self) -> dict[int, int]:
        """The process ids of the servers that it supervises, by their number: those that were started last."""
        return {each["server"]: each["pid"] for each in self.logged if each["event"] == "server-started"}

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """End it by a signal; returns its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.process.wait()


@asynccontextmanager
async def running(folder: Path, *arguments: str, port: int, **settings: str) -> AsyncIterator[Running]:
    """`aimant` with these arguments and settings, its output kept in the folder; it is told to stop at the end."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 — nothing else goes on here
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")},  # noqa: TID251 — theirs
        "AIMANT_DATA_DIR": str(folder / "data"),
        "AIMANT_PORT": str(port),
        "AIMANT_LANG": "en",
        **settings,
    }
    command = [str(Path(sys.executable).with_name("aimant")), *arguments]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=out, stderr=err)
    run = Running(process, folder, port)
    try:
        yield run
    finally:
        await run.kill(signal.SIGTERM)


async def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait for what happens in another process."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def listens(session: aiohttp.ClientSession, *runs: Running) -> None:
    """All of these answer."""
    async with asyncio.timeout(60):
        for run in runs:
            while not await _answers(session, run.url):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/healthz"):
            return True
    except aiohttp.ClientError:
        return False
