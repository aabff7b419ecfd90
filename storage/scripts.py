"""Work on the database as a script: a generator that yields statements and is sent what they brought.

The same script runs on both databases, and many turns' rows go in one statement: on SQLite a whole transaction is one
call of its thread, on PostgreSQL a statement is one round trip for all rows. What a statement is in SQL, and how values
are spelled, is each database's own (`storage.backends`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from tortoise.fields import Field
from tortoise.models import Model

J = TypeVar("J")
T = TypeVar("T")
Row = Sequence[Any]
#: What is sent for a statement: the rows of a Select or Ask, for an Update which of its rows met one of the table's, or
#: None.
Script = Generator["Statement", Any, T]
#: Values that one statement names.
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Columns:
    """Some columns of a table, in order: what the values of a row are for."""

    model: type[Model]
    names: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table's name."""
        return str(self.model._meta.db_table)

    @cached_property
    def fields(self) -> tuple[Field[Any], ...]:
        """The columns as Tortoise describes them."""
        known = self.model._meta.fields_map
        return tuple(known[name] for name in self.names)


@dataclass(frozen=True)
class Insert:
    """Rows to add; with `lenient`, those whose key is there already are left as they are."""

    columns: Columns
    rows: Sequence[Row]
    lenient: bool = False


@dataclass(frozen=True)
class Update:
    """For each row: the first columns are set where the last `keys` columns have these values, and `also` holds.

    No two rows may meet the same one of the table.
    """

    columns: Columns
    keys: int
    rows: Sequence[Row]
    also: str = ""


@dataclass(frozen=True)
class Delete:
    """The rows whose column is one of the values."""

    column: Columns
    values: Sequence[Any]


@dataclass(frozen=True)
class Select:
    """The columns of the rows whose `where` is one of the values, in the order of `by` (columns, with commas)."""

    columns: Columns
    where: Columns
    values: Sequence[Any]
    by: str = ""


@dataclass(frozen=True)
class All:
    """Statements of which none looks at what another does: one round trip, where a database can.

    No two may change the same row.
    """

    statements: Sequence[Insert | Update]


@dataclass(frozen=True)
class Ask:
    """SQL of our own with values as this database spells them (`Database.statement`); its rows, by name or place."""

    sql: str
    values: Sequence[Any]


Statement = Insert | Update | Delete | Select | All | Ask


#: Makes the script that keeps jobs, and tells for each what became of it.
Keep = Callable[[Sequence[J]], Script[Sequence[T]]]
Change = Callable[[Any], Any]


class Spelling:
    """How values go into a database (or come out of it), by the kind of their column; NULL stays as it is."""

    def __init__(self, change: Callable[[Field[Any]], Change | None]) -> None:
        self._change = change
        self._changes: dict[Columns, tuple[Change | None, ...]] = {}

    def __call__(self, columns: Columns, rows: Iterable[Row]) -> list[tuple[Any, ...]]:
        """The rows in the other spelling."""
        changes = self._changes.get(columns)
        if changes is None:
            changes = self._changes[columns] = tuple(map(self._change, columns.fields))
        return [
            tuple(
                [
                    value if change is None or value is None else change(value)
                    for change, value in zip(changes, row, strict=True)
                ]
            )
            for row in rows
        ]

    def one(self, column: Columns, values: Iterable[Any]) -> list[Any]:
        """The values of a single column in the other spelling."""
        return [value for (value,) in self(column, [(value,) for value in values])]


def few(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in lists that one statement can name."""
    every = [*values]
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))
