"""What the tests of faults share: SQLite and a real PostgreSQL server, and a place for what they measure."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import embedded

#: Notes figures of a row of docs/reliability.md, by what they are.
Figures = Callable[..., None]


@pytest.fixture
def postgres() -> Iterator[Any]:
    """A real PostgreSQL server of the test's own."""
    with embedded() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> str | None:
    """The database's address, None for the file in the data folder; a real server for PostgreSQL."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgres").get_uri())


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Appends what a test measured to the file that `tests.faults.report` reads; nothing where none is named."""
    path = os.environ.get("AIMANT_TEST_FIGURES")  # noqa: TID251 (the tests' own switch)

    def note(**measured: object) -> None:
        if path:
            told = {"test": request.node.nodeid, "figures": measured}
            with Path(path).open("a", encoding="utf-8") as out:
                out.write(json.dumps(told) + "\n")

    return note
