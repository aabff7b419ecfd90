"""Whole tables, read and filled in batches: every row in one plain spelling that both databases take and give back.

The plain spelling is what SQLite holds: ids and moments as text (moments in UTC), yes and no as 1 and 0, JSON as text.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.fields import BooleanField, Field
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from storage import tables
from storage.columns import Json
from storage.database import Database
from storage.scripts import Change, Columns, Row, Spelling

#: Rows that are held in memory at once.
BATCH = 2_000


@cache
def every_table() -> tuple[Columns, ...]:
    """All columns of all tables, each table after those that it refers to."""
    models = [
        each
        for each in vars(tables).values()
        if isinstance(each, type) and issubclass(each, Model) and each.__module__ == tables.__name__
        if not each._meta.abstract
    ]
    placed: list[type[Model]] = []
    while len(placed) < len(models):
        placed += [each for each in models if each not in placed and _refers_to(each) <= {*placed, each}]
    return tuple(Columns(model, _columns_of(model)) for model in placed)


def _columns_of(model: type[Model]) -> tuple[str, ...]:
    """A table's columns, also before a database was opened: until then Tortoise knows no column of a reference."""
    references = {name: f"{name}_id" for name in model._meta.fk_fields}
    plain = [name for name in model._meta.fields_db_projection if name not in references.values()]
    return (*plain, *sorted(references.values()))


def _refers_to(model: type[Model]) -> set[type[Model]]:
    names = [str(model._meta.fields_map[name].model_name) for name in model._meta.fk_fields]  # type: ignore[attr-defined]
    return {vars(tables)[name.rpartition(".")[2]] for name in names}


async def read(
    db: Database, client: BaseDBAsyncClient, columns: Columns, batch: int = BATCH
) -> AsyncIterator[list[Row]]:
    """A table's rows in the plain spelling, in batches, as the client's transaction sees them."""
    async for rows in db._backend.read(client, columns, batch):
        yield rows


async def load(db: Database, tx: TransactionalDBClient, columns: Columns, rows: Sequence[Row]) -> None:
    """Add rows in the plain spelling."""
    if rows:
        await db._backend.load(tx, columns, rows)


async def settle(db: Database, tx: TransactionalDBClient) -> None:
    """After much was loaded: numbers go on after the highest there is, and the planner knows how much there is."""
    if db.path is not None:
        return  # SQLite counts on by itself, and its plans do not depend on sizes
    for columns in every_table():
        key = columns.model._meta.pk
        if key.generated and key.get_for_dialect("postgres", "SQL_TYPE") == "BIGINT":
            await tx.execute_query_dict(
                f"SELECT setval(pg_get_serial_sequence('\"{columns.table}\"', 'id'), "  # noqa: S608 (our own tables)
                f'coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{columns.table}"'
            )
    await db._backend.look_again(tx)


async def is_empty(client: BaseDBAsyncClient, columns: Columns) -> bool:
    """Whether a table holds no row."""
    return not await client.execute_query_dict(f'SELECT 1 AS one FROM "{columns.table}" LIMIT 1')  # noqa: S608


class Digest:
    """What tells whether two tables hold the same rows: how many, and a sum over them that knows no order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, columns: Columns, rows: Sequence[Row]) -> None:
        """Take rows in."""
        for row in _CANONICAL(columns, rows):
            told = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
            self._sum = (self._sum + int.from_bytes(sha256(told).digest(), "big")) % (1 << 256)
        self.rows += len(rows)

    @property
    def value(self) -> str:
        """The sum, as 64 hexadecimal digits."""
        return f"{self._sum:064x}"


def _canonical(field: Field[Any]) -> Change | None:
    match field:
        case Json():
            return _same_json
        case ForeignKeyFieldInstance():
            return None
        case BooleanField():
            return int
    return None


def _same_json(text: str) -> Any:
    """JSON without what databases do not keep: the order of an object's keys, and how a number is written."""
    return json.dumps(json.loads(text, parse_float=_number), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() else value


_CANONICAL = Spelling(_canonical)
