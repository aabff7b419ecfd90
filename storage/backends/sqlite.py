"""SQLite for Tortoise: one connection, write transactions that lock at their beginning, all ends unbroken."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import aiosqlite
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper
from tortoise.connection import ConnectionToken
from tortoise.context import get_current_context
from tortoise.exceptions import OperationalError

from storage.backends.unbroken import unbroken

sqlite3.register_adapter(UUID, str)

#: Milliseconds to wait for another process's transaction.
BUSY = 5_000

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
