"""The same tests on SQLite (a file each) or, with --backend=postgres, on a real server (a database each)."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from storage.database import Database
from tests import postgres


@pytest.fixture(scope="session")
def migrated(postgres_server: str | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database that each test's own is a copy of: the SQLite file, or the database's name."""

    async def make(address: str) -> None:
        database = await Database.open(address)
        await database.migrate()
        await database.close()

    if postgres_server is None:
        path = tmp_path_factory.mktemp("migrated") / "aimant.db"
        asyncio.run(make(f"sqlite://{path}"))
        return str(path)
    name = f"migrated{uuid4().hex}"
    asyncio.run(postgres.on(postgres_server, f"CREATE DATABASE {name}"))
    asyncio.run(make(postgres.address(postgres_server, name)))
    return name


@pytest.fixture
async def url(postgres_server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if postgres_server is None:
        yield f"sqlite://{tmp_path / 'empty.db'}"
        return
    async with _database(postgres_server) as address:
        yield address


@pytest.fixture
async def db(postgres_server: str | None, migrated: str, tmp_path: Path) -> AsyncIterator[Database]:
    """An open database, migrated."""
    if postgres_server is None:
        shutil.copy(migrated, tmp_path / "aimant.db")
        database = await Database.open(f"sqlite://{tmp_path / 'aimant.db'}")
        yield database
        await database.close()
        return
    async with _database(postgres_server, f"TEMPLATE {migrated}") as address:
        database = await Database.open(address)
        yield database
        await database.close()


@asynccontextmanager
async def _database(server: str, options: str = "") -> AsyncIterator[str]:
    name = f"t{uuid4().hex}"
    await postgres.on(server, f"CREATE DATABASE {name} {options}")
    yield postgres.address(server, name)
    await postgres.on(server, f"DROP DATABASE {name} WITH (FORCE)")
