"""PostgreSQL for Tortoise: a pool whose connections always come back, with begin, commit and rollback unbroken."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import ConnectionToken
from tortoise.context import get_current_context
from tortoise.exceptions import DBConnectionError

from storage.backends.unbroken import unbroken

#: Seconds to wait for a free connection, and for any one statement.
PATIENCE = 5.0

#: What is raised when the server cannot be used now: gone, starting, full, silent, the pool dry.
_OUTAGES = (
    OSError,
    TimeoutError,
    DBConnectionError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ReadOnlySQLTransactionError,
)


def is_outage(error: BaseException) -> bool:
    """Whether the server cannot be used now, as against a mistake of ours."""
    return isinstance(error, _OUTAGES)


def is_collision(error: BaseException) -> bool:
    """Whether two transactions waited for each other and this one lost."""
    return isinstance(error, asyncpg.TransactionRollbackError)


def credentials(url: str, *, patience: float = PATIENCE) -> dict[str, Any]:
    """How Tortoise is to reach the server: `url` is postgres://user:password@host:port/name, ?host= for a socket."""
    asked: dict[str, Any] = expand_db_url(url)["credentials"]
    return {"minsize": 1, "maxsize": 10, "timeout": PATIENCE, "command_timeout": patience, **asked}


class Client(AsyncpgDBClient):
    """The pool outside a transaction."""

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        """A connection for one statement."""
        return _Loan(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(_TransactionClient(self), self._pool_init_lock)


class _TransactionClient(TransactionWrapper):
    """One connection of the pool inside a transaction."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_TransactionClient(self))

    async def end(self, *, keep: bool) -> None:
        """Commit or roll back; a connection on which neither works is closed, which rolls back too."""
        if self._finalized or self.transaction is None:
            return
        self._finalized = True
        try:
            await (self.transaction.commit() if keep else self.transaction.rollback())
        except BaseException:
            self._connection.terminate()
            raise


class _Loan(PoolConnectionWrapper[Any]):
    """A connection lent by the pool, which is never lost between the two."""

    async def __aenter__(self) -> Any:
        await self.ensure_connection()
        self.connection = await unbroken(self._borrow(), undo=self._give_back)
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await unbroken(self._give_back(self.connection))

    async def _borrow(self) -> Any:
        return await self.client._pool.acquire(timeout=PATIENCE)

    async def _give_back(self, connection: Any) -> None:
        await self.client._pool.release(connection, timeout=PATIENCE)


class _Transaction(TransactionContext):
    """BEGIN … COMMIT on a lent connection, given back only after the end."""

    def __init__(self, client: _TransactionClient, pool_init_lock: asyncio.Lock) -> None:
        self._client = client
        self._loan = _Loan(client._parent, pool_init_lock)
        self._token: ConnectionToken | None = None

    async def __aenter__(self) -> TransactionalDBClient:
        self._client._connection = await self._loan.__aenter__()
        try:
            await unbroken(self._client.begin(), undo=self._forget)
        except BaseException:
            await self._loan.__aexit__(None, None, None)
            raise
        if (context := get_current_context()) is not None:
            self._token = context.connections.set(self._client.connection_name, self._client)
        return self._client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            await unbroken(self._client.end(keep=exc_type is None))
        except Exception as error:
            # When the server is gone the body's own error tells more than that of the rollback.
            if exc_type is None or not is_outage(error):
                raise
        finally:
            if self._token is not None and (context := get_current_context()) is not None:
                context.connections.reset(self._token)
            await self._loan.__aexit__(None, None, None)

    async def _forget(self, _: None) -> None:
        await self._client.end(keep=False)


client_class = Client
