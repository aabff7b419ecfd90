"""What all tests share: a real server on loopback, and a run that fails in CI when a test was skipped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr

from bot import logs
from bot.app import Clock, House, now, serving
from bot.settings import Settings
from flows import loading
from storage.database import Database
from tests import ports, postgres

# The flows that ship are parsed once for all tests of a process; nothing changes what comes of it.
loading.parse = lru_cache(16)(loading.parse)

# The same examples on every machine: a failure in CI is a failure at one's desk.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The databases that the tests can run on, one a run."""
    parser.addoption(
        "--backend",
        choices=["sqlite", "postgres"],
        default=None,
        help="what the tests run on; postgres is AIMANT_TEST_DATABASE_URL, else an embedded server",
    )


def backend(config: pytest.Config) -> str:
    """What the tests run on."""
    given = "postgres" if (postgres.given() or "").startswith("postgres") else "sqlite"
    return config.getoption("--backend", None) or given


@pytest.fixture
def only_sqlite() -> None:
    """For tests about SQLite's own file; they are not collected on PostgreSQL."""


@pytest.fixture
def only_postgres() -> None:
    """For tests about a server; they are not collected on SQLite."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database, and on PostgreSQL what never opens one."""
    other = "only_postgres" if backend(config) == "sqlite" else "only_sqlite"
    kept = [item for item in items if other not in getattr(item, "fixturenames", ())]
    if backend(config) == "postgres":
        kept = [item for item in kept if not any(part in item.nodeid for part in _WITHOUT_A_DATABASE)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


#: Tests that open no database, start processes that open one of their own (of each kind, where it matters), or are
#: about a page in a browser.
_WITHOUT_A_DATABASE = (
    *("tests/flows/", "tests/browser/", "tests/fakes/"),
    *(
        f"tests/faults/test_{name}.py"
        for name in ("database_gone", "killed_under_load", "scale", "soak", "two_processes")
    ),
    *(f"tests/bot/test_{name}.py" for name in ("cli", "checking", "database_commands", "documents", "bus")),
    "tests/bot/test_telegram_commands.py",
    *(f"tests/storage/test_{name}.py" for name in ("codec", "copying")),
)


@pytest.fixture(scope="session", autouse=True)
def postgres_server(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of the PostgreSQL that the tests run on, which `started` uses too; None on SQLite."""
    global _server  # noqa: PLW0603 — `started` is called like any function, without fixtures
    if backend(request.config) == "sqlite":
        yield None
        return
    with postgres.running() as _server:
        yield _server
        if postgres.given():  # an embedded one goes with all its databases, at once
            for name in _databases.values():
                asyncio.run(postgres.on(_server, f"DROP DATABASE {name} WITH (FORCE)"))
    _server = None


_server: str | None = None
_databases: dict[Path, str] = {}


async def address_in(folder: Path) -> str:
    """The address of a database of the run's kind that goes with a folder: all its tables are there, and no row."""
    if _server is None:
        await put_tables(folder)
        return f"sqlite://{folder / 'aimant.db'}"
    if Path() not in _databases:
        _databases[Path()] = f"migrated{uuid4().hex}"
        await postgres.on(_server, f"CREATE DATABASE {_databases[Path()]}")
        db = await Database.open(postgres.address(_server, _databases[Path()]))
        await db.migrate()
        await db.close()
    if folder not in _databases:
        _databases[folder] = f"t{uuid4().hex}"
        copied = f"TEMPLATE {_databases[Path()]} STRATEGY FILE_COPY"  # which takes two thirds of the time
        await postgres.on(_server, f"CREATE DATABASE {_databases[folder]} {copied}")
    return postgres.address(_server, _databases[folder])


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database, migrated and empty."""
    found = await Database.open(await address_in(tmp_path))
    yield found
    await found.close()
    if _server is not None:
        await postgres.on(_server, f"DROP DATABASE {_databases.pop(tmp_path)} WITH (FORCE)")


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
    async with serving(await placed(settings), clock) as (house, url):
        yield Server(url, house)


async def placed(settings: Settings) -> Settings:
    """The settings with a database of the run's kind whose tables are there, unless they name one."""
    if settings.database_url is not None:
        return settings
    address = await address_in(settings.data_dir)
    return settings if _server is None else settings.model_copy(update={"database_url": SecretStr(address)})


async def put_tables(folder: Path) -> None:
    """A SQLite file with all tables and no row, where none is."""
    _put(await _migrated(), folder / "aimant.db")


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
    return ports.free()


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
