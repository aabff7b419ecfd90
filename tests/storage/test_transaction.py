"""Whatever is cancelled or fights for the database: nothing is lost, nothing half done, nobody stuck."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import sys
from pathlib import Path

import pytest

from storage import tables
from storage.database import Database, Unavailable
from tests.storage.rival import count_up
from tests.storage.talks import AT

CANCELS = 3_000


async def _number(db: Database) -> None:
    async with db.transaction() as tx:
        row = tables.FlowEdition(hash="n", flow="", source="0", folder="0", first_seen=AT)
        await tables.FlowEdition.bulk_create([row], using_db=tx)


async def _pair(db: Database) -> tuple[int, int]:
    async with db.reading() as reader:
        row = await tables.FlowEdition.get(hash="n", using_db=reader)
    return int(row.source), int(row.folder)


async def _both_up(db: Database) -> None:
    async with db.transaction() as tx:
        row = await tables.FlowEdition.filter(hash="n").select_for_update().using_db(tx).get()
        counted = tables.FlowEdition.filter(hash="n").using_db(tx)
        await counted.update(source=str(int(row.source) + 1))
        await counted.update(folder=str(int(row.folder) + 1))


async def test_thousands_of_cancellations_leave_the_database_usable_and_whole(db: Database) -> None:
    await _number(db)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(_both_up(db) for _ in range(10)))
    each = (loop.time() - began) / 10

    for batch in range(CANCELS // 12):
        tasks = [asyncio.create_task(_both_up(db)) for _ in range(12)]
        for place, task in enumerate(tasks):  # the moments of cancellation wander over the whole of a transaction
            loop.call_later(each * ((batch * 7 + place * 31) % 100) / 40, task.cancel)
        await asyncio.gather(*tasks, return_exceptions=True)

    async with asyncio.timeout(10):
        source, folder = await _pair(db)
        await asyncio.gather(*(_both_up(db) for _ in range(12)))
        assert await _pair(db) == (source + 12, folder + 12)
    assert source == folder


async def test_a_failure_inside_undoes_all_and_is_raised_as_it_is(db: Database) -> None:
    await _number(db)

    async def fail() -> None:
        async with db.transaction() as tx:
            await tables.FlowEdition.filter(hash="n").using_db(tx).update(source="7")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await _pair(db) == (0, 0)


async def test_two_processes_that_read_and_write_lose_nothing_and_never_meet_a_lock(db: Database) -> None:
    await _number(db)

    rivals = [await _rival(db.url, "count", 60) for _ in range(2)]
    await count_up(db, 60)
    ends = [await rival.communicate() for rival in rivals]

    assert [(rival.returncode, err) for rival, (_, err) in zip(rivals, ends, strict=True)] == [(0, b""), (0, b"")]
    assert (await _pair(db))[0] == 180


async def test_reading_does_not_wait_for_a_transaction(db: Database) -> None:
    await _number(db)

    async with db.transaction() as tx:
        await tables.FlowEdition.filter(hash="n").using_db(tx).update(source="7")
        inside = await asyncio.wait_for(asyncio.create_task(_pair(db)), 2)

    assert inside == (0, 0)
    assert await _pair(db) == (7, 0)


@pytest.mark.usefixtures("only_sqlite")
async def test_a_file_locked_by_another_program_is_unavailable_and_then_works_again(db: Database) -> None:
    await _number(db)
    async with db.transaction() as tx:
        await tx.execute_query("PRAGMA busy_timeout = 50")
    assert db.path is not None
    with contextlib.closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(Unavailable):
            await _both_up(db)
        [problem] = await db.ready()
        other.execute("ROLLBACK")

    assert problem.key == "locked"
    await _both_up(db)
    assert await db.ready() == ()


async def _rival(url: str, task: str, times: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.storage.rival",
        url,
        task,
        str(times),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
