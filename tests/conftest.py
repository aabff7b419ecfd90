"""What all tests share: a real server on loopback, and a run that fails in CI when a test was skipped."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings as hypothesis_settings

from bot import logs
from bot.app import Clock, House, now, serving
from bot.settings import Settings
from storage.database import Database

# The same examples on every machine: a failure in CI is a failure at one's desk.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("steady")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its parts."""

    url: str
    house: House


@asynccontextmanager
async def started(data_dir: Path, clock: Clock = now, **overrides: object) -> AsyncIterator[Server]:
    """A server on a free port, with its data in a folder, its clock given and any setting overridden."""
    settings = Settings(**({"data_dir": data_dir, "port": 0, "log_level": "error"} | overrides))  # type: ignore[arg-type]
    logs.configure(settings.log_level)
    if settings.database_url is None:
        _put(await _migrated(), data_dir / "aimant.db")
    async with serving(settings, clock) as (house, url):
        yield Server(url, house)


_empty: bytes | None = None


async def _migrated() -> bytes:
    """A database's file with all tables and no row: making them takes longer than many a test, so it is done once."""
    global _empty  # noqa: PLW0603 — kept for as long as the run lasts
    if _empty is None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "aimant.db"
            db = await Database.open(f"sqlite://{path}")
            await db.migrate()
            await db.close()
            _empty = path.read_bytes()
    return _empty


def _put(content: bytes, path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server with nothing set but its data folder."""
    async with started(tmp_path / "data") as running:
        yield running


@pytest.fixture
def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see no AIMANT_ variable of the machine they run on, save those for the tests themselves."""
    for name in list(os.environ):  # noqa: TID251 — that is what is kept out
        if name.startswith("AIMANT_") and not name.startswith("AIMANT_TEST_"):
            monkeypatch.delenv(name)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: what should have run did not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped:  # noqa: TID251 — CI's own switch
        for report in skipped:
            reporter.write_line(f"skipped in CI: {report.nodeid} {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
