"""The yardstick: a bare aiohttp handler, JSON in and out, that keeps one row a turn, or none at all.

python -m benchmarks.bare PORT none
python -m benchmarks.bare PORT sqlite:FILE      group commit in one call of a thread, synchronous=FULL
python -m benchmarks.bare PORT postgres://...   group commit by unnest over asyncpg

The rows of turns that arrive while one transaction is under way go into the next, and an answer leaves only once its
row is kept.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import asyncpg
from aiohttp import web

_ANSWER = json.dumps({"text": "Thank you. And the next question?"})


class Group(ABC):
    """Rows that wait, and the task that keeps them."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, asyncio.Future[None]]] = []
        self._woken = asyncio.Event()

    async def keep(self, said: str) -> None:
        """Returns once the row is kept."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((said, future))
        self._woken.set()
        await future

    async def work(self) -> None:
        """Keep what waits, for as long as the server runs."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            some, self._waiting = self._waiting, []
            if some:
                await self.commit([said for said, _ in some])
                for _, future in some:
                    future.set_result(None)

    @abstractmethod
    async def open(self) -> None:
        """Make the table."""

    @abstractmethod
    async def commit(self, rows: list[str]) -> None:
        """Keep these rows in one transaction."""


class Sqlite(Group):
    """A file, written to from one thread."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._thread = ThreadPoolExecutor(1)

    async def open(self) -> None:
        """Make the table."""
        self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute("CREATE TABLE IF NOT EXISTS bench_bare (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")

    async def commit(self, rows: list[str]) -> None:
        """Keep these rows in one transaction."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._kept, rows)

    def _kept(self, rows: list[str]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO bench_bare (said) VALUES (?)", [(said,) for said in rows])
        self._db.execute("COMMIT")


class Postgres(Group):
    """A server, over one connection."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    async def open(self) -> None:
        """Make the table."""
        self._db = await asyncpg.connect(self._url)
        await self._db.execute("CREATE TABLE IF NOT EXISTS bench_bare (id BIGSERIAL PRIMARY KEY, said TEXT NOT NULL)")

    async def commit(self, rows: list[str]) -> None:
        """Keep these rows in one transaction."""
        await self._db.execute("INSERT INTO bench_bare (said) SELECT * FROM unnest($1::text[])", rows)


def application(where: str) -> web.Application:
    """JSON in, one row kept, JSON out."""
    kind, _, path = where.partition(":")
    store = None if kind == "none" else Sqlite(path) if kind == "sqlite" else Postgres(where)

    async def turn(request: web.Request) -> web.Response:
        said = await request.json()
        if store is not None:
            await store.keep(said["text"])
        return web.Response(text=_ANSWER, content_type="application/json")

    async def opened(_: web.Application) -> AsyncIterator[None]:
        if store is not None:
            await store.open()
            work = asyncio.create_task(store.work())
        yield
        if store is not None:
            work.cancel()

    app = web.Application()
    app.cleanup_ctx.append(opened)
    app.router.add_post("/", turn)
    return app


if __name__ == "__main__":
    web.run_app(application(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
