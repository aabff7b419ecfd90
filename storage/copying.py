"""A whole installation's rows moved into another database, all of them or none, and compared before they count."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise.backends.base.client import TransactionalDBClient

from storage import bulk
from storage.bulk import Digest, every_table
from storage.database import Database, Trouble


class CannotCopy(Exception):
    """Nothing was copied; `trouble` says why."""

    def __init__(self, key: str, **holes: str) -> None:
        super().__init__(f"{key} {holes}")
        self.trouble = Trouble(key, holes)


@dataclass(frozen=True, slots=True)
class Copied:
    """One table as it was copied: its rows, and the digest that both databases agree on."""

    table: str
    rows: int
    digest: str


async def copy(source: Database, target: Database) -> tuple[Copied, ...]:
    """Copy every row from `source`, as it stands at this moment, into `target`, migrated and without a row.

    It is one transaction, which ends well only when each table, read back, holds the same rows; so a copy that
    breaks leaves the target as it was. Raises CannotCopy or Unavailable.
    """
    if (trouble := await source.edition()) is not None:
        raise CannotCopy(f"source-{trouble.key}", **trouble.holes)
    async with source.still() as reader, target.transaction() as tx:
        await target.shut(tx, [columns.table for columns in every_table()])
        await _refuse_rows(target, tx)
        copied = []
        for columns in every_table():
            sent = Digest()
            async for rows in bulk.read(source, reader, columns):
                await bulk.load(target, tx, columns, rows)
                sent.add(columns, rows)
            arrived = Digest()
            async for rows in bulk.read(target, tx, columns):
                arrived.add(columns, rows)
            if (arrived.rows, arrived.value) != (sent.rows, sent.value):
                raise CannotCopy("differs", table=columns.table)
            copied.append(Copied(columns.table, sent.rows, sent.value))
        await bulk.settle(target, tx)
    return tuple(copied)


async def _refuse_rows(target: Database, tx: TransactionalDBClient) -> None:
    full = [columns.table for columns in every_table() if not await bulk.is_empty(tx, columns)]
    if full:
        raise CannotCopy("not-empty", names=", ".join(full), where=target.where)
