"""Sample data: as whole as what people leave, the same for a seed, told from real data, and with nothing to send."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from bot import logs
from bot.app import load_flows
from bot.filling import MARK, Pattern, RealData, fill, patterns_of
from bot.sample_talks import EMAIL, FIRST, LAST, PHONE
from bot.settings import Settings
from bot.shelf import Shelf
from bot.turn import Turns
from flows.model import Incoming, Key, Said, State
from flows.scoring import score
from storage import bulk, cases, codec, leads, outbox, reports, tables
from storage.bulk import every_table
from storage.database import Database
from tests.storage.talks import Talk, counts
from tests.storage.test_copying import digests, opened

UNTIL = date(2026, 11, 26)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return load_flows(Settings())


@pytest.fixture(scope="session")
def patterns(shelf: Shelf) -> list[Pattern]:
    logs.configure("error")
    return asyncio.run(patterns_of(shelf))


@pytest.fixture
async def filled(db: Database, patterns: list[Pattern]) -> AsyncIterator[Database]:
    async with opened(db.url) as database:
        await fill(database, patterns, 120, 1, UNTIL)
        yield database


async def test_what_reports_read_is_there_and_looks_like_what_people_leave(filled: Database) -> None:
    held = await counts(filled)
    states = await reports.conversations_by_state(filled)
    listed = await reports.leads(filled, 1000)

    assert held["conversation"] == sum(states.values()) == 120
    assert all(count for table, count in held.items() if table != "dead_letter"), held
    assert {"open", "done"} <= states.keys()
    assert {lead["band"] for lead in listed} == {"hot", "warm", "cold", "disqualified"}
    assert len({lead["email"] for lead in listed}) == len(listed) == held["lead"]
    assert await reports.alerts(filled)
    assert await reports.open_questions(filled)
    assert listed[0]["updated_at"] > NOW - timedelta(days=20)
    assert max(lead["updated_at"] for lead in listed).date() <= UNTIL


async def test_leads_are_the_folds_and_ledgers_the_sums_of_what_was_told(filled: Database, shelf: Shelf) -> None:
    async with filled.reading() as reader:
        every = await tables.Lead.all().order_by("id").using_db(reader).values()
        talks = await tables.Conversation.all().using_db(reader).values("id", "snapshot", "lead_id", "lead_facts")
    async with filled.transaction() as tx:
        assert not await filled.run(tx, leads.refold({lead["id"]: lead["updated_at"] for lead in every}))
    async with filled.reading() as reader:
        assert await tables.Lead.all().order_by("id").using_db(reader).values() == every

    told = {lead["id"]: lead for lead in every}
    for talk in talks:
        now = codec.conversation_from(talk["snapshot"])
        lines = await reports.ledger(filled, talk["id"])
        result = score(shelf.by_edition[now.edition], now.answers)
        assert now.id == talk["id"]
        assert now.key.person.startswith(f"{MARK}/1-")
        assert sum(line.points for line in lines) == result.points
        if talk["lead_id"] is not None:
            assert told[talk["lead_id"]]["points"] == talk["lead_facts"]["points"]
        spoken = {answer.value for answer in now.answers if answer.live and answer.question == "email"}
        assert spoken <= {told[talk["lead_id"]]["email"] if talk["lead_id"] else None, None}


async def test_nothing_is_left_of_those_who_were_copied(filled: Database) -> None:
    numbers: list[str] = []
    async with filled.still() as reader:
        for columns in every_table():
            async for rows in bulk.read(filled, reader, columns):
                told = json.dumps(rows)
                assert not [word for word in (FIRST, LAST, EMAIL, PHONE) if word in told], columns.table
                numbers += [str(row[columns.names.index("phone")]) for row in rows if columns.table == "lead"]

    told_numbers = [number for number in numbers if number != "None"]
    assert len(set(told_numbers)) == len(told_numbers) > 3
    assert all(re.fullmatch(r"\+3247\d{7}", number) for number in told_numbers)


async def test_a_turn_goes_on_with_an_open_one(filled: Database, shelf: Shelf) -> None:
    async with filled.reading() as reader:
        rows = tables.Conversation.filter(state="open", flow="livre-blanc", channel="web").using_db(reader)
        person = str((await rows.order_by("person").values_list("person", flat=True))[0])
    turns = Turns(filled, shelf, lambda: None)
    before = await turns.recall(Key("web", person))

    heard = await turns.hear(Incoming(Key("web", person), str(uuid4()), NOW, Said("2")))

    assert heard.state == State.OPEN
    assert heard.messages[0].seq == len(before.messages) + 1
    assert heard.messages[0].text == "2"


async def test_nothing_waits_to_be_sent_and_no_clock_runs(filled: Database) -> None:
    assert await outbox.look(filled, NOW) == ((), None)
    assert await outbox.look(filled, NOW - timedelta(days=400)) == ((), None)
    assert await cases.next_wake(filled) is None


async def test_the_same_seed_makes_the_same_and_a_second_call_goes_on(
    filled: Database, patterns: list[Pattern]
) -> None:
    first = await digests(filled)
    async with filled.transaction() as tx:
        for table in ("lead", "conversation"):
            await tx.execute_query(f"DELETE FROM {table}")  # noqa: S608 (a table's name)
    await fill(filled, patterns, 70, 1, UNTIL)
    await fill(filled, patterns, 50, 1, UNTIL)
    again = await digests(filled)
    await fill(filled, patterns, 30, 2, UNTIL)

    # rows that the database numbers go on from where the numbers were
    numbered = {"turn", "message", "answer", "score_line", "consent", "sales_turn"}
    assert {t: d for t, d in again.items() if t not in numbered} == {
        t: d for t, d in first.items() if t not in numbered
    }
    assert {t: again[t][0] for t in numbered} == {t: first[t][0] for t in numbered}
    assert (await counts(filled))["conversation"] == 150


async def test_real_conversations_are_not_mixed_with_samples_by_mistake(db: Database, patterns: list[Pattern]) -> None:
    async with opened(db.url) as database:
        await Talk().say(database, "hi")
        before = await counts(database)

        with pytest.raises(RealData):
            await fill(database, patterns, 10, 1, UNTIL)
        assert await counts(database) == before

        await fill(database, patterns, 10, 1, UNTIL, force=True)
        assert (await counts(database))["conversation"] == 11
