"""SQLite for Tortoise: one connection, write transactions that lock at their beginning, all ends unbroken."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import aiosqlite
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper
from tortoise.connection import ConnectionToken
from tortoise.context import get_current_context
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.fields import Field, UUIDField
from tortoise.log import db_client_logger as asked

from storage.backends.unbroken import unbroken
from storage.columns import Json, Moment, from_json, spelled, utc
from storage.scripts import (
    All,
    Ask,
    Change,
    Columns,
    Delete,
    Insert,
    Keep,
    Row,
    Script,
    Select,
    Spelling,
    Statement,
    Update,
)

sqlite3.register_adapter(UUID, str)

T = TypeVar("T")
J = TypeVar("J")

#: Milliseconds to wait for another process's transaction.
BUSY = 5_000
#: Milliseconds that emptying the log waits for readers, as nobody can write meanwhile.
_EMPTYING = 50

#: SQLite's result codes for a file that cannot be used now: locked, disk full, read-only, gone, damaged.
_OUTAGES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


def is_outage(error: BaseException) -> bool:
    """Whether the file cannot be used now, as against a mistake of ours."""
    cause = error.args[0] if isinstance(error, OperationalError) and error.args else error
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _OUTAGES


def is_collision(_: BaseException) -> bool:
    """Never: write transactions stand in line."""
    return False


def credentials(path: Path, *, busy: int = BUSY, **pragmas: str) -> dict[str, Any]:
    """How Tortoise is to open the file; every key but `file_path` is a pragma, set in this order."""
    return {
        "file_path": str(path),
        "busy_timeout": busy,
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "secure_delete": "ON",
        **pragmas,
    }


def _into(field: Field[Any]) -> Change | None:
    if isinstance(field, Moment):
        return lambda moment: utc(moment).isoformat(" ")
    return str if isinstance(field, UUIDField) else spelled(field)


def _out_of(field: Field[Any]) -> Change | None:
    match field:
        case UUIDField():
            return UUID
        case Moment():
            return datetime.fromisoformat
        case Json():
            return from_json
    return None


_INTO, _OUT_OF = Spelling(_into), Spelling(_out_of)


@lru_cache(maxsize=256)
def _insert(columns: Columns, lenient: bool) -> str:
    names, blanks = ", ".join(f'"{name}"' for name in columns.names), ", ".join("?" * len(columns.names))
    return f'INSERT INTO "{columns.table}" ({names}) VALUES ({blanks})' + " ON CONFLICT DO NOTHING" * lenient


@lru_cache(maxsize=256)
def _update(columns: Columns, keys: int, also: str) -> str:
    told = [f"{name} = ?" for name in columns.names]
    met = " AND ".join([*told[-keys:], *([also] if also else [])])
    return f'UPDATE "{columns.table}" SET {", ".join(told[:-keys])} WHERE {met}'


def _among(column: Columns) -> str:
    return f'FROM "{column.table}" WHERE {column.names[0]} IN (SELECT value FROM json_each(?))'


def _ask(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    asked.debug("%s: %s", sql, values)
    return connection.execute(sql, values)


def _execute(connection: sqlite3.Connection, statement: Statement) -> Any:
    match statement:
        case Insert(columns, rows, lenient):
            connection.executemany(_insert(columns, lenient), _INTO(columns, rows))
            return None
        case Update(columns, keys, rows, also):
            sql = _update(columns, keys, also)
            spelled_rows = _INTO(columns, rows)
            asked.debug("%s: %s", sql, spelled_rows[0])
            return [connection.execute(sql, row).rowcount > 0 for row in spelled_rows]
        case Delete(column, values):
            _ask(connection, f"DELETE {_among(column)}", [json.dumps(_INTO.one(column, values))])
            return None
        case Select(columns, where, values, by):
            sql = f"SELECT {', '.join(columns.names)} {_among(where)} ORDER BY {by or 1}"
            return _OUT_OF(columns, _ask(connection, sql, [json.dumps(_INTO.one(where, values))]))
        case All(statements):
            for each in statements:
                _execute(connection, each)
            return None
        case Ask(sql, values):
            return _ask(connection, sql, values).fetchall()


def _drive(connection: sqlite3.Connection, script: Script[T]) -> T:
    """Run a script to its end, within whatever transaction there is."""
    try:
        statement = next(script)
        while True:
            statement = script.send(_execute(connection, statement))
    except StopIteration as end:
        return cast("T", end.value)
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error


def _kept(connection: sqlite3.Connection, script: Script[T]) -> T:
    """What a script did is kept, unless it fails."""
    connection.execute("SAVEPOINT script")
    try:
        done = _drive(connection, script)
    except BaseException:
        if connection.in_transaction:  # where the disk is full SQLite has undone all of it by itself
            connection.execute("ROLLBACK TO script")
            connection.execute("RELEASE script")
        raise
    connection.execute("RELEASE script")
    return done


def _commit(connection: sqlite3.Connection, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = _outcomes(connection, keep, jobs)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return outcomes


def _outcomes(connection: sqlite3.Connection, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
    try:
        return [*_kept(connection, keep(jobs))]
    except Exception as error:
        if is_outage(error):
            raise
        if len(jobs) == 1:
            return [error]
    return [outcome for job in jobs for outcome in _outcomes(connection, keep, [job])]


async def _in_thread(connection: aiosqlite.Connection, work: Callable[..., T], *given: Any) -> T:
    """Work on the bare connection, in its thread; it is called there once, however many statements it makes."""
    return await unbroken(cast("Any", connection)._execute(work, connection._conn, *given))


async def drive(tx: TransactionalDBClient, script: Script[T]) -> T:
    """Run a script within a transaction."""
    connection = cast("aiosqlite.Connection", tx._connection)
    return await _in_thread(connection, _drive, script)


async def look(client: BaseDBAsyncClient, script: Script[T]) -> T:
    """Run a script that only asks."""
    async with client.acquire_connection() as connection:
        return await _in_thread(connection, _drive, script)


def _emptied(connection: sqlite3.Connection) -> bool:
    [[busy]] = connection.execute("PRAGMA busy_timeout").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {_EMPTYING}")
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {busy}")


async def empty_log(client: BaseDBAsyncClient) -> bool:
    """Put what is in the log into the file, and leave no byte in the log; False while a reader is in the way."""
    async with client.acquire_connection() as connection:
        return await _in_thread(connection, _emptied)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, for plain questions in this thread; it is there already, and stays as it is."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY / 1000)) as connection:
        connection.execute("PRAGMA query_only = ON")
        yield connection


def back_up(path: Path, copy: Path) -> None:
    """Write the database as it stands at this moment to another file; writers go on meanwhile."""
    copy.touch(mode=0o600)
    with reading(path) as connection, closing(sqlite3.connect(copy)) as other:
        connection.backup(other)
        other.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it


async def read(client: BaseDBAsyncClient, columns: Columns, batch: int) -> AsyncIterator[list[Row]]:
    """A table's rows in batches, in the plain spelling (`storage.bulk`)."""
    connection = cast("aiosqlite.Connection", cast("Any", client)._connection)
    names = ", ".join(f'"{name}"' for name in columns.names)

    def begin(bare: sqlite3.Connection) -> sqlite3.Cursor:
        cursor = bare.execute(f'SELECT {names} FROM "{columns.table}"')
        cursor.row_factory = None
        return cursor

    cursor = await _in_thread(connection, begin)
    try:
        while rows := await _in_thread(connection, lambda _: cursor.fetchmany(batch)):
            yield rows
    finally:
        await _in_thread(connection, lambda _: cursor.close())


async def load(tx: TransactionalDBClient, columns: Columns, rows: Sequence[Row]) -> None:
    """Add rows in the plain spelling."""
    connection = cast("aiosqlite.Connection", tx._connection)
    await _in_thread(connection, lambda bare: bare.executemany(_insert(columns, lenient=False), rows))


class Client(SqliteClient):
    """The connection outside a transaction."""

    async def create_connection(self, with_db: bool) -> None:
        """Connect and set the pragmas; a connection without all of them is not kept."""
        try:
            await super().create_connection(with_db)
        except BaseException:
            await unbroken(self.close())
            raise

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        """The connection for one statement."""
        return _Loan(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(_TransactionClient(self), self._lock)

    async def commit(self, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
        """All jobs in one transaction; when that fails each by itself, so that a failed one fails alone."""
        async with self.acquire_connection() as connection:
            return await _in_thread(connection, _commit, keep, jobs)


class _Loan(ConnectionWrapper[aiosqlite.Connection]):
    """The connection under its asyncio lock, which is given back too when connecting fails."""

    async def __aenter__(self) -> aiosqlite.Connection:
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class _TransactionClient(SqliteTransactionWrapper):
    """The same connection inside a transaction."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_TransactionClient(self))

    async def begin(self) -> None:
        """Take the write lock at once: a read that later wants to write could not wait for it."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    async def end(self, *, keep: bool) -> None:
        """Commit or roll back; a commit that fails is rolled back."""
        if self._finalized:
            return
        self._finalized = True
        if not keep:
            await self._connection.rollback()
            return
        try:
            await self._connection.commit()
        except sqlite3.Error as error:
            await self._connection.rollback()
            raise OperationalError(error) from error

    async def execute_script(self, query: str) -> None:
        """Run each statement by itself: sqlite3's own script runner commits first."""
        statement = ""
        for piece in query.split(";"):
            statement += piece + ";"
            if sqlite3.complete_statement(statement):
                if statement.strip(" \n;"):
                    await self.execute_query(statement)
                statement = ""


class _Transaction(TransactionContext):
    """BEGIN IMMEDIATE … COMMIT under the connection's asyncio lock, which only a finished end gives back."""

    def __init__(self, client: _TransactionClient, gate: asyncio.Lock) -> None:
        self._client = client
        self._gate = gate
        self._token: ConnectionToken | None = None

    async def __aenter__(self) -> TransactionalDBClient:
        await self._gate.acquire()
        try:
            await unbroken(self._begin(), undo=self._forget)
        except BaseException:
            self._gate.release()
            raise
        if (context := get_current_context()) is not None:
            self._token = context.connections.set(self._client.connection_name, self._client)
        return self._client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            await unbroken(self._client.end(keep=exc_type is None))
        finally:
            if self._token is not None and (context := get_current_context()) is not None:
                context.connections.reset(self._token)
            self._gate.release()

    async def _begin(self) -> None:
        parent = self._client._parent
        if parent._connection is None:
            await parent.create_connection(with_db=True)
        self._client._connection = cast("aiosqlite.Connection", parent._connection)
        await self._client.begin()

    async def _forget(self, _: None) -> None:
        await self._client.end(keep=False)


client_class = Client
