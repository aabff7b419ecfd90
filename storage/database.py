"""Opening, migrating and the transaction: every write goes through `transaction`, every outage is told as one."""

from __future__ import annotations

import asyncio
import os
import pkgutil
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import Any, Protocol, Self, TypeVar, cast
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext, _current_context
from tortoise.exceptions import OperationalError

from storage import migrations, tables
from storage.backends import sqlite
from storage.recent import Recent
from storage.scripts import Keep, Script
from storage.together import Together

J = TypeVar("J")
T = TypeVar("T")

#: Tortoise's name for all our tables together.
APP = "aimant"
WRITER = "default"
READER = "reader"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Any number: PostgreSQL's advisory lock that holds while one process migrates.
_MIGRATING = 4_104_270_155
#: Seconds that a second process waits for the first to migrate.
_MIGRATION_PATIENCE = 600
#: Bytes free on SQLite's disk below which it counts as full.
_LEAST_FREE = 64 * 1024
#: Seconds that erased text may stay in SQLite's log because somebody reads.
_SCRUB_PATIENCE = 10.0
#: Seconds that `ready` waits for an answer.
_READY_PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a database cannot serve: a key and what fills its wording, which whoever tells it has (`bot.wording`)."""

    key: str
    holes: Mapping[str, str] = field(default_factory=dict)


class CannotOpen(Exception):
    """The database cannot be opened; `trouble` says why, to whoever runs the server."""

    def __init__(self, key: str, **holes: str) -> None:
        super().__init__(f"{key} {holes}")
        self.trouble = Trouble(key, holes)


class Unavailable(Exception):
    """The database cannot be used now: locked, full, gone, silent. Nothing was kept; trying again later is right."""


class Collision(Exception):
    """Two transactions waited for each other and this one was undone; trying again at once is right."""


class Line(Protocol):
    """Where what one process says is heard by all others, and by itself."""

    async def say(self, text: str) -> None:
        """Say something of less than 8000 bytes; raises when the line is cut."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class Database:
    """An open database; it knows SQLite from PostgreSQL so that no other module need."""

    def __init__(self, url: str, context: TortoiseContext, path: Path | None) -> None:
        self.url = url
        self.path = path
        """The SQLite file, None on PostgreSQL."""
        self._backend = sqlite if path else _postgres()
        self._context = context
        self._writer = context.connections.get(WRITER)
        self._reader = context.connections.get(READER) if path else self._writer
        self._closed = False
        self._together = Together(self._commit)
        self.recent = Recent(monotonic)

    @property
    def where(self) -> str:
        """Which database this is, without a password: the file, or the server with the database's name."""
        return str(self.path) if self.path else _server(self.url)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect, creating an SQLite file that is not there; `migrate` is the caller's next step.

        `url` is sqlite:///absolute/path.db, sqlite://relative/path.db or postgres://user:password@host:port/name.
        Where two of different kinds are open, Tortoise's own queries are spelled for the one opened last.
        Raises CannotOpen.
        """
        path = sqlite_path(url)
        if path is not None:
            _check_folder(path)
        context = TortoiseContext()
        with context:  # only while Tortoise prepares the tables: afterwards every query names its client
            await context.init(_config(url, path))
        EXECUTOR_CACHE.clear()  # how inserts are spelled is kept there by table, whichever kind of database it was for
        database = cls(url, context, path)
        try:
            await database._connect()
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Give all connections back; running transactions end first, and what comes later finds it Unavailable.

        Else it would connect anew, and nobody would ever hang up.
        """
        await self._together.ended()
        self._closed = True
        if self.path is None:
            await self._writer.close()
            return
        for client in (self._reader, self._writer):
            async with cast("sqlite.Client", client)._lock:
                await client.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[TransactionalDBClient]:
        """All that is done with the client inside happens, or nothing does; safe against cancellation.

        On SQLite one transaction runs at a time. Raises Unavailable.
        """
        with self._within():
            async with self._writer._in_transaction() as client:
                yield client

    async def run(self, tx: TransactionalDBClient, script: Script[T]) -> T:
        """Run a script within a transaction."""
        return cast("T", await self._backend.drive(tx, script))

    async def look(self, script: Script[T]) -> T:
        """Run a script that only asks, on what has been committed. Raises Unavailable."""
        with self._within():
            return cast("T", await self._backend.look(self._reader, script))

    async def keep(self, keep: Keep[J, T], job: J, about: Hashable) -> T:
        """Run the script that keeps a job, in one transaction with all that wait at the same moment.

        Jobs `about` the same are kept one after the other, in the order in which they came; one that fails does so
        alone. It is kept even if whoever waits is cancelled. Raises what the script raises, Unavailable or Collision.
        """
        return cast("T", await self._together.keep(keep, job, about))

    async def _commit(self, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
        with self._within():
            outcomes = await cast("Any", self._writer).commit(keep, jobs)
        return [
            Collision() if isinstance(outcome, Exception) and self._backend.is_collision(outcome) else outcome
            for outcome in outcomes
        ]

    async def alone(self, tx: TransactionalDBClient, name: str) -> None:
        """Until its transaction ends, nobody else is in one that asked to be alone by the same name."""
        if self.path is None:  # on SQLite every transaction is
            await tx.execute_query_dict("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [name])

    async def shut(self, tx: TransactionalDBClient, names: Sequence[str]) -> None:
        """Until its transaction ends, nobody else writes to these tables."""
        if self.path is None:  # on SQLite nobody can anyway
            await tx.execute_query(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[BaseDBAsyncClient]:
        """A client to read what has been committed; it never waits for a transaction. Raises Unavailable."""
        with self._within():
            yield self._reader

    @asynccontextmanager
    async def still(self) -> AsyncIterator[BaseDBAsyncClient]:
        """A client that sees all tables as they are now until the end, and holds up nobody. Raises Unavailable."""
        if self.path is None:
            async with self.transaction() as tx:
                await tx.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield tx
            return
        with self._within():
            await self._reader.execute_query("BEGIN")
            try:
                yield self._reader
            finally:
                await self._reader.execute_query("ROLLBACK")

    def statement(self, sql: str, *, lock: str = "") -> str:
        """SQL of our own for this database: {1}, {2} … are its values, {lock} a row lock where there are any."""
        numbered = [f"?{n}" if self.path else f"${n}" for n in range(10)]
        return sql.format(*numbered, lock="" if self.path else lock)

    def moment(self, at: datetime) -> Any:
        """A point in time as a value of such a statement."""
        utc = at.astimezone(UTC)
        return utc.isoformat(" ") if self.path else utc

    async def migrate(self) -> tuple[str, ...]:
        """Apply what is missing, all or nothing, one process at a time; returns the names applied.

        Raises CannotOpen when the database was written by a newer version, Unavailable when it is out of reach.
        """
        if await self._applied() == shipped():  # a look; the machinery for migrating takes 30 MB, and keeps them
            return ()
        async with TortoiseContext() as context:
            await context.init(_config(self.url, self.path, migrating=True))
            client = context.connections.get(WRITER)
            with self._within(context):
                async with client._in_transaction() as writer:
                    return await self._migrate(writer)

    async def ready(self) -> tuple[Trouble, ...]:
        """What stands in the way of serving; empty when the database can be written and is current."""
        check = asyncio.ensure_future(self._problems())
        done, _ = await asyncio.wait([check], timeout=_READY_PATIENCE)
        if not done:
            check.cancel()
            return (Trouble("silent"),)
        return check.result()

    async def line(self, name: str, heard: Callable[[str], None], lost: Callable[[], None]) -> Line:
        """A line to all processes that open one by the same name; only PostgreSQL has any. Raises when it cannot."""
        return cast("Line", await cast("Any", self._writer).line(name, heard, lost))

    async def commits(self) -> int:
        """A number that is another one after another process has committed something; only SQLite has it."""
        with self._within():
            [row] = await self._writer.execute_query_dict("PRAGMA data_version")
        return int(row["data_version"])

    async def scrub(self) -> None:
        """Remove what was deleted from SQLite's files; Unavailable when a reader stands in the way for too long."""
        if self.path is None:
            return
        until, wait = monotonic() + _SCRUB_PATIENCE, 0.01
        while True:
            with self._within():
                if await sqlite.empty_log(self._writer):
                    return
            if monotonic() >= until:
                break
            await asyncio.sleep(wait)
            wait = min(wait * 2, 0.25)
        raise Unavailable("another program reads the database, so erased text cannot be removed from its log yet")

    @contextmanager
    def _within(self, context: TortoiseContext | None = None) -> Iterator[None]:
        if self._closed:
            raise Unavailable("the database is closed")
        token = _current_context.set(context or self._context)  # Tortoise's own `with context` holds one task only
        try:
            yield
        except Exception as error:
            if self._backend.is_outage(error):
                raise Unavailable(f"{type(error).__name__}: {error}") from error
            if self._backend.is_collision(error):
                raise Collision from error
            raise
        finally:
            _current_context.reset(token)

    async def _connect(self) -> None:
        try:
            for client in (self._writer, self._reader):
                await client.execute_query("SELECT 1")
                if self.path:
                    await client.execute_query("SELECT count(*) FROM sqlite_master")
        except Exception as error:
            if self._backend.is_outage(error):
                raise _cannot(self.url, self.path, error) from error
            raise

    async def _migrate(self, writer: TransactionalDBClient) -> tuple[str, ...]:
        # here, as most starts have nothing to migrate
        from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

        if self.path is None:
            await writer.execute_query(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        executor = MigrationExecutor(writer, _apps())
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        before = {key.name for key in await executor.recorder.applied_migrations()}
        if newer := before - shipped():
            raise CannotOpen("newer", name=max(newer))
        await executor.migrate([MigrationTarget(APP, "__latest__")], direction="forward")
        if self.path and await writer.execute_query_dict("PRAGMA foreign_key_check"):
            raise CannotOpen("dangling")
        return tuple(sorted(shipped() - before))

    async def edition(self) -> Trouble | None:
        """What keeps this version from reading the database as it is: written by a newer one, or not yet migrated."""
        applied = await self._applied()
        if newer := applied - shipped():
            return Trouble("newer", {"name": max(newer)})
        missing = shipped() - applied
        return Trouble("behind", {"names": ", ".join(sorted(missing))}) if missing else None

    async def _problems(self) -> tuple[Trouble, ...]:
        try:
            if missing := shipped() - await self._applied():
                return (Trouble("behind", {"names": ", ".join(sorted(missing))}),)
            if self.path and _free(self.path) < _LEAST_FREE:
                return (Trouble("full"),)
            async with self.transaction() as tx:
                trial = tables.FlowEdition(hash=uuid4().hex, flow="", source="", folder="", first_seen=_EPOCH)
                await tables.FlowEdition.bulk_create([trial], using_db=tx)
                raise _RolledBack
        except _RolledBack:
            return ()
        except Unavailable as error:
            return (Trouble("locked", {"detail": str(error)}),)

    async def _applied(self) -> set[str]:
        try:
            async with self.reading() as reader:
                rows = await reader.execute_query_dict("SELECT name FROM tortoise_migrations")
        except OperationalError:
            return set()
        return {row["name"] for row in rows}


class _RolledBack(Exception):
    """Ends a transaction that is only a trial."""


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite database's address, None for a server's; raises CannotOpen."""
    scheme, found, rest = url.partition("://")
    if not found or scheme not in {"sqlite", "postgres", "postgresql"}:
        raise CannotOpen("bad-address", name=scheme)
    if scheme != "sqlite":
        return None
    if not rest or rest.startswith(":"):
        raise CannotOpen("no-file")
    return Path(rest)


def _check_folder(path: Path) -> None:
    if path.is_dir():
        raise CannotOpen("is-folder", path=str(path))
    if not path.parent.is_dir():
        raise CannotOpen("no-folder", path=str(path.parent))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise CannotOpen("read-only", path=str(path.parent))
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        raise CannotOpen("no-access", path=str(path))


def _cannot(url: str, path: Path | None, error: BaseException) -> CannotOpen:
    detail = str(error) or type(error).__name__
    if path is None:
        return CannotOpen("refused", where=_server(url), detail=detail)
    if "not a database" in detail:
        return CannotOpen("no-database", path=str(path))
    return CannotOpen("closed", path=str(path), detail=detail)


def _server(url: str) -> str:
    return url.rpartition("@")[2].partition("?")[0] or url


def _free(path: Path) -> int:
    disk = os.statvfs(path.parent)
    return disk.f_bavail * disk.f_frsize


def _config(url: str, path: Path | None, *, migrating: bool = False) -> dict[str, Any]:
    connections: Mapping[str, Any]
    if path is None:
        patience = _MIGRATION_PATIENCE if migrating else _postgres().PATIENCE
        credentials = _postgres().credentials(url, patience=patience)
        connections = {WRITER: {"engine": "storage.backends.asyncpg", "credentials": credentials}}
    elif migrating:
        # Remaking a table with foreign keys on would delete the rows that point at it.
        credentials = sqlite.credentials(path, busy=_MIGRATION_PATIENCE * 1000, foreign_keys="OFF")
        connections = {WRITER: {"engine": "storage.backends.sqlite", "credentials": credentials}}
    else:
        connections = {
            WRITER: {"engine": "storage.backends.sqlite", "credentials": sqlite.credentials(path)},
            READER: {"engine": "storage.backends.sqlite", "credentials": sqlite.credentials(path, query_only="ON")},
        }
    return {"connections": dict(connections), "apps": _apps(), "use_tz": True, "timezone": "UTC"}


def migration_config() -> dict[str, Any]:
    """What Tortoise's migration tool needs to know to compare the tables with the migrations; it opens nothing."""
    return _config("", Path("unopened.db"), migrating=True)


def _apps() -> dict[str, dict[str, Any]]:
    return {APP: {"models": ["storage.tables"], "default_connection": WRITER, "migrations": "storage.migrations"}}


def shipped() -> set[str]:
    """The names of the migrations of this version."""
    return {module.name for module in pkgutil.iter_modules(migrations.__path__) if module.name[:4].isdigit()}


def _postgres() -> ModuleType:
    from storage.backends import asyncpg

    return asyncpg
