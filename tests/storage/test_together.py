"""Group commit: what waits at the same moment shares a transaction, and what fails in it fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tortoise.exceptions import IntegrityError

from storage import conversations, tables
from storage.conversations import Overtaken
from storage.database import Database, Unavailable
from storage.scripts import Columns, Insert, Script, Select
from tests.storage.talks import AT, Talk

EDITION = Columns(tables.FlowEdition, ("hash", "flow", "source", "folder", "first_seen"))
HASH = Columns(tables.FlowEdition, ("hash",))


class Keeping:
    """Keeps editions by name, and remembers how many went together."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def __call__(self, names: Sequence[str]) -> Script[list[str]]:
        self.batches.append([*names])
        yield Insert(EDITION, [(name, "", "", "", AT) for name in names])
        return [f"kept {name}" for name in names]


async def _kept(db: Database) -> list[str]:
    async with db.reading() as reader:
        rows = await tables.FlowEdition.all().order_by("hash").using_db(reader).values_list("hash", flat=True)
    return [str(row) for row in rows]


async def test_what_waits_at_the_same_moment_shares_a_transaction(db: Database) -> None:
    keep, names = Keeping(), [f"{n:02}" for n in range(50)]

    told = await asyncio.gather(*(db.keep(keep, name, name) for name in names))

    assert told == [f"kept {name}" for name in names]
    assert await _kept(db) == names
    assert len(keep.batches) < 5


async def test_one_that_fails_does_so_alone(db: Database) -> None:
    keep, names = Keeping(), [f"{n:02}" for n in range(20)]
    await db.keep(keep, "07", "before")

    told = await asyncio.gather(*(db.keep(keep, name, name) for name in names), return_exceptions=True)

    assert isinstance(told.pop(7), IntegrityError)
    assert all(isinstance(each, str) for each in told)
    assert await _kept(db) == names


async def test_two_about_the_same_go_one_after_the_other(db: Database) -> None:
    keep = Keeping()

    await asyncio.gather(db.keep(keep, "a", 1), db.keep(keep, "b", 1), db.keep(keep, "c", 2), db.keep(keep, "d", 1))

    assert [[name for name in batch if name != "c"] for batch in keep.batches] == [["a"], ["b"], ["d"]]
    assert await _kept(db) == ["a", "b", "c", "d"]


@pytest.mark.usefixtures("only_postgres")
async def test_the_server_is_asked_for_no_more_than_the_transaction(db: Database) -> None:
    asked: list[str] = []
    await db.keep(Keeping(), "first", "first")  # asks for the types of its values, once
    async with db._writer.acquire_connection() as connection:
        connection.add_query_logger(lambda query: asked.append(query.query.partition(" ")[0]))

    await db.keep(Keeping(), "a", "a")

    assert asked == ["BEGIN;", "INSERT", "COMMIT;"]


async def test_what_nobody_waits_for_any_more_is_kept_all_the_same(db: Database) -> None:
    keep = Keeping()
    waiting = [asyncio.create_task(db.keep(keep, name, name)) for name in "abc"]
    await asyncio.sleep(0)
    waiting[1].cancel()

    await asyncio.gather(*waiting, return_exceptions=True)

    assert await _kept(db) == ["a", "b", "c"]


async def test_a_script_that_goes_wrong_leaves_nothing_of_itself(db: Database) -> None:
    def keep(names: Sequence[str]) -> Script[list[str]]:
        yield Insert(EDITION, [(name, "", "", "", AT) for name in names])
        found = yield Select(HASH, HASH, [*names])
        assert [name for (name,) in found] == sorted(names)
        if "b" in names:
            raise LookupError("b")
        return [*names]

    told = await asyncio.gather(*(db.keep(keep, name, name) for name in "abc"), return_exceptions=True)

    assert [told[0], type(told[1]), told[2]] == ["a", LookupError, "c"]
    assert await _kept(db) == ["a", "c"]


async def test_closing_waits_for_what_is_under_way_and_takes_nothing_more(db: Database) -> None:
    keep = Keeping()
    waiting = [asyncio.create_task(db.keep(keep, name, name)) for name in "abc"]
    await asyncio.sleep(0)

    await db.close()

    assert await asyncio.gather(*waiting) == ["kept a", "kept b", "kept c"]
    with pytest.raises(Unavailable):
        await db.keep(keep, "d", "d")


async def test_an_overtaken_turn_does_not_hold_up_those_beside_it(db: Database) -> None:
    talks = [Talk(person=f"p{n}") for n in range(8)]
    await asyncio.gather(*(talk.say(db, "one") for talk in talks))
    late = replace(talks[3])
    late.now = talks[3].now
    await talks[3].say(db, "two")

    saying = [*(talk.say(db, "three") for talk in talks), late.say(db, "late", id_="late")]
    told = await asyncio.gather(*saying, return_exceptions=True)

    assert [type(each) for each in told if isinstance(each, Exception)] == [Overtaken]
    for talk in talks:
        assert await conversations.find(db, talk.now.key) == talk.now


async def test_a_snapshot_in_memory_that_another_process_has_overtaken_is_read_again(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "one")
    other = await Database.open(db.url)
    try:
        rival = replace(talk)
        rival.now = talk.now
        await rival.say(other, "two")
    finally:
        await other.close()

    with pytest.raises(Overtaken):
        await talk.say(db, "late", id_="late")

    assert await conversations.find(db, talk.now.key, fresh=False) == rival.now


@pytest.mark.usefixtures("only_sqlite")
async def test_a_full_disk_is_an_outage_for_all_who_wait_and_then_goes_on(db: Database) -> None:
    async def most(pages: int) -> None:
        await db._writer.execute_query(f"PRAGMA max_page_count = {pages}")

    keep, big = Keeping(), ["x" * 60 + f"{n:04}" for n in range(150)]
    await most(1)  # no page more than there are

    told = await asyncio.gather(*(db.keep(keep, name, name) for name in big), return_exceptions=True)
    await most(1_000_000)

    assert {type(each) for each in told} == {Unavailable}
    assert await _kept(db) == []
    assert await db.keep(keep, "later", "later") == "kept later"
