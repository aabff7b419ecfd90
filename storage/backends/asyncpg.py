"""PostgreSQL for Tortoise: a pool whose connections always come back, with begin, commit and rollback unbroken."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar, cast

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    BaseDBAsyncClient,
    NestedTransactionContext,
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import ConnectionToken
from tortoise.context import get_current_context
from tortoise.exceptions import DBConnectionError, IntegrityError
from tortoise.fields import BooleanField, CharField, Field, UUIDField
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

J = TypeVar("J")
T = TypeVar("T")

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
    """Whether two transactions waited for each other and this one lost, or what a row points to has gone meanwhile."""
    return isinstance(error, asyncpg.TransactionRollbackError | asyncpg.ForeignKeyViolationError)


def credentials(url: str, *, patience: float = PATIENCE) -> dict[str, Any]:
    """How Tortoise is to reach the server: `url` is postgres://user:password@host:port/name, ?host= for a socket."""
    asked: dict[str, Any] = expand_db_url(url)["credentials"]
    return {"minsize": 1, "maxsize": 10, "timeout": PATIENCE, "command_timeout": patience, **asked}


_INTO = Spelling(spelled)
_OUT_OF = Spelling(lambda field: from_json if isinstance(field, Json) else None)


def _type(field: Field[Any]) -> str:
    # a cast to VARCHAR(n) would cut what is too long
    return "TEXT" if isinstance(field, CharField) else str(field.get_for_dialect("postgres", "SQL_TYPE"))


def _given(columns: Columns, first: int) -> str:
    """Rows given as one array a column, the first being parameter `first`; they are called v1, v2 …"""
    arrays = (f"${n}::{_type(field)}[]" for n, field in enumerate(columns.fields, first))
    return f"unnest({', '.join(arrays)}) AS given({', '.join(f'v{n}' for n in range(1, len(columns.names) + 1))})"


@lru_cache(maxsize=256)
def _insert(columns: Columns, lenient: bool, first: int = 1) -> str:
    given, lenience = _given(columns, first), " ON CONFLICT DO NOTHING" * lenient
    return f'INSERT INTO "{columns.table}" ({", ".join(columns.names)}) SELECT * FROM {given}{lenience}'


@lru_cache(maxsize=256)
def _update(columns: Columns, keys: int, also: str, first: int = 1) -> str:
    told = [f"{name} = v{n}" for n, name in enumerate(columns.names, 1)]
    met = " AND ".join([*(f'"{columns.table}".{each}' for each in told[-keys:]), *([also] if also else [])])
    return f'UPDATE "{columns.table}" SET {", ".join(told[:-keys])} FROM {_given(columns, first)} WHERE {met}'


@lru_cache(maxsize=256)
def _met(columns: Columns, keys: int, also: str) -> str:
    last = len(columns.names)
    return f"{_update(columns, keys, also)} RETURNING {', '.join(f'v{n}' for n in range(last - keys + 1, last + 1))}"


def _together(statements: Sequence[Insert | Update]) -> tuple[str, list[Any]]:
    """Several changes as one statement, with its values."""
    parts: list[str] = []
    given: list[Any] = []
    for each in statements:
        first = len(given) + 1
        match each:
            case Insert(columns, rows, lenient):
                parts.append(_insert(columns, lenient, first))
            case Update(columns, keys, rows, also):
                parts.append(_update(columns, keys, also, first))
        given += zip(*_INTO(columns, rows), strict=True)
    if len(parts) == 1:
        return parts[0], given
    return f"WITH {', '.join(f's{n} AS ({part})' for n, part in enumerate(parts))} SELECT", given


def _among(column: Columns) -> str:
    return f'FROM "{column.table}" WHERE {column.names[0]} = ANY($1::{_type(column.fields[0])}[])'


async def _ask(connection: Any, sql: str, values: Sequence[Any]) -> Any:
    asked.debug("%s: %s", sql, values)
    return await connection.fetch(sql, *values)


async def _execute(connection: Any, statement: Statement) -> Any:
    match statement:
        case Insert():
            return await _execute(connection, All([statement]))
        case All(statements):
            if statements:
                sql, values = _together(statements)
                await connection.execute(sql, *values)
            return None
        case Update(columns, keys, rows, also):
            given = _INTO(columns, rows)
            found = await _ask(connection, _met(columns, keys, also), [*zip(*given, strict=True)])
            met = {tuple(row) for row in found}
            return [row[-keys:] in met for row in given]
        case Delete(column, values):
            await _ask(connection, f"DELETE {_among(column)}", [_INTO.one(column, values)])
            return None
        case Select(columns, where, values, by):
            sql = f"SELECT {', '.join(columns.names)} {_among(where)} ORDER BY {by or 1}"
            return _OUT_OF(columns, await _ask(connection, sql, [_INTO.one(where, values)]))
        case Ask(sql, values):
            return await _ask(connection, sql, values)


async def _drive(connection: Any, script: Script[T]) -> T:
    """Run a script to its end, within whatever transaction there is."""
    try:
        statement = next(script)
        while True:
            statement = script.send(await _execute(connection, statement))
    except StopIteration as end:
        return cast("T", end.value)
    except asyncpg.IntegrityConstraintViolationError as error:
        if is_collision(error):
            raise
        raise IntegrityError(error) from error


async def _commit(connection: Any, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
    try:
        async with connection.transaction():
            return [*await _drive(connection, keep(jobs))]
    except Exception as error:
        if is_outage(error):
            raise
        if len(jobs) == 1:
            return [error]
    outcomes: list[T | Exception] = []
    async with connection.transaction():
        for job in jobs:
            try:
                async with connection.transaction():  # a savepoint
                    outcomes += await _drive(connection, keep([job]))
            except Exception as error:
                if is_outage(error):
                    raise
                outcomes.append(error)
    return outcomes


async def drive(tx: TransactionalDBClient, script: Script[T]) -> T:
    """Run a script within a transaction."""
    return await _drive(tx._connection, script)


async def look(client: BaseDBAsyncClient, script: Script[T]) -> T:
    """Run a script that only asks."""
    async with client.acquire_connection() as connection:
        return await _drive(connection, script)


class Line:
    """A connection beside the pool, on which what one process says is heard by all that listen to the same name."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self._name = name

    async def say(self, text: str) -> None:
        """Say something of less than 8000 bytes; raises when the line is cut."""
        await self._connection.execute("SELECT pg_notify($1, $2)", self._name, text)

    async def close(self) -> None:
        """Hang up."""
        self._connection.terminate()


def _plain(field: Field[Any]) -> Change | None:
    match field:
        case UUIDField():
            return str
        case Moment():
            return lambda moment: utc(moment).isoformat(" ")
        case BooleanField():
            return int
    return None


_PLAIN = Spelling(_plain)
#: What COPY's text form writes in another way.
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: Seconds for one batch, or for the first rows of a table.
_BULK_PATIENCE = 600.0


async def read(client: BaseDBAsyncClient, columns: Columns, batch: int) -> AsyncIterator[list[Row]]:
    """A table's rows in batches, in the plain spelling (`storage.bulk`)."""
    connection = cast("Any", client)._connection
    names = ", ".join(f'"{name}"' for name in columns.names)
    cursor = await connection.cursor(f'SELECT {names} FROM "{columns.table}"', timeout=_BULK_PATIENCE)
    while rows := await cursor.fetch(batch, timeout=_BULK_PATIENCE):
        yield [*_PLAIN(columns, rows)]


async def load(tx: TransactionalDBClient, columns: Columns, rows: Sequence[Row]) -> None:
    """Add rows in the plain spelling."""
    lines = ("\t".join([_copied(value) for value in row]) for row in rows)
    text = io.BytesIO(("\n".join(lines) + "\n").encode())
    await tx._connection.copy_to_table(
        columns.table, source=text, columns=list(columns.names), format="text", timeout=_BULK_PATIENCE
    )


async def look_again(tx: TransactionalDBClient) -> None:
    """Let the planner look at how much there is; of millions of rows that takes longer than a statement may."""
    await tx._connection.execute("ANALYZE", timeout=_BULK_PATIENCE)


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)


async def _as_it_is(_: Any) -> None:
    """A connection that is given back: what was set, locked or opened on it ended with its transaction."""


class Client(AsyncpgDBClient):
    """The pool outside a transaction."""

    async def create_pool(self, **how: Any) -> Any:
        """The pool; a connection is given back without asking the server to forget what it does not hold."""
        return await super().create_pool(reset=_as_it_is, **how)

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        """A connection for one statement."""
        return _Loan(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(_TransactionClient(self), self._pool_init_lock)

    async def commit(self, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
        """All jobs in one transaction; when that fails each by itself, so that a failed one fails alone."""
        loan = _Loan(self, self._pool_init_lock)
        await loan.ensure_connection()
        return await unbroken(loan.commit(keep, jobs))

    async def line(self, name: str, heard: Callable[[str], None], lost: Callable[[], None]) -> Line:
        """Listen to a name; `heard` is called with what is said there, `lost` when the connection is."""
        settings = {**self.server_settings, "application_name": self.application_name or "aimant"}
        where = {"host": self.host, "port": self.port, "user": self.user, "database": self.database}
        connection = await asyncpg.connect(password=self.password, server_settings=settings, **where, **self.extra)
        try:
            connection.add_termination_listener(lambda _: lost())
            await connection.add_listener(name, lambda _connection, _pid, _name, text: heard(text))
        except BaseException:
            connection.terminate()
            raise
        return Line(connection, name)


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

    async def commit(self, keep: Keep[J, T], jobs: Sequence[J]) -> list[T | Exception]:
        """All jobs in one transaction; when that fails each by itself. Nothing may cut it in two."""
        connection = await self._borrow()
        try:
            return await _commit(connection, keep, jobs)
        finally:
            await self._give_back(connection)

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
