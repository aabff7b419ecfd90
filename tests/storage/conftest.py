"""The same tests on SQLite (a file each) or, with --backend=postgres, on a real server (a database each)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests import postgres


@pytest.fixture
async def url(postgres_server: str | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if postgres_server is None:
        yield f"sqlite://{tmp_path / 'empty.db'}"
        return
    name = f"t{uuid4().hex}"
    await postgres.on(postgres_server, f"CREATE DATABASE {name}")
    yield postgres.address(postgres_server, name)
    await postgres.on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")
