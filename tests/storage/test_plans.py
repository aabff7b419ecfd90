"""Every list, report and look into a queue finds its rows by an index, on a filled database, as the plan tells."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot import logs
from bot.app import load_flows
from bot.filling import Pattern, fill, patterns_of
from bot.settings import Settings
from flows.effects import SendMail
from flows.model import Key
from storage import (
    cases,
    continuations,
    conversations,
    dead_letters,
    leases,
    magnets,
    outbox,
    pace,
    privacy,
    reports,
    retention,
    tables,
)
from storage.database import Database
from storage.who import all_of
from tests.storage.test_copying import opened

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
#: What grows with every conversation; a look through all of the others costs nothing.
BIG = (
    *("lead", "conversation", "turn", "message", "answer", "score_line", "consent", "magnet_delivery", "alert"),
    *("outbox", "sales_case", "sales_turn", "continuation", "dead_letter", "erasure_receipt"),
)
#: These ask for the whole table, or count it: nothing is quicker than to go through it, or through an index of it.
WHOLE = {"export_rows", "conversations_by_state", "outbox_by_state"}


class Heard(logging.Handler):
    """What Tortoise asks the database, as it tells its own log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.asked: list[tuple[str, list[Any]]] = []

    def emit(self, record: logging.LogRecord) -> None:
        sql, values = record.args if isinstance(record.args, tuple) else ("", None)
        if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", str(sql)) and not str(sql).startswith("SELECT pg_"):
            self.asked.append((str(sql), list(values or [])))  # type: ignore[call-overload]


@asynccontextmanager
async def listening() -> AsyncIterator[Heard]:
    log, heard = logging.getLogger("tortoise.db_client"), Heard()
    level = log.level
    log.addHandler(heard)
    log.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        log.removeHandler(heard)
        log.setLevel(level)


@pytest.fixture(scope="module")
def patterns() -> list[Pattern]:
    logs.configure("error")
    return asyncio.run(patterns_of(load_flows(Settings())))


@pytest.fixture
async def filled(db: Database, patterns: list[Pattern]) -> AsyncIterator[Database]:
    async with opened(db.url) as database:
        await fill(database, patterns, 600, 1, date(2026, 11, 26))
        async with database.transaction() as tx:
            posts = [
                outbox.Post([SendMail(uuid4(), "a@sample.example", "s", "t", "en")], NOW - timedelta(hours=n), 1, None)
                for n in range(100)
            ]
            await database.run(tx, outbox.post(posts))
            rows = [
                tables.DeadLetter(channel="web", person=f"p{n}", incoming_id=f"u{n}", reason="", body="", at=NOW)
                for n in range(300)
            ]
            await tables.DeadLetter.bulk_create(rows, using_db=tx)
            await tx.execute_query("ANALYZE")
        yield database


async def plan(db: Database, tx: Any, sql: str, values: list[Any]) -> str:
    if db.path is not None:
        rows = await tx.execute_query_dict(f"EXPLAIN QUERY PLAN {sql}", values)
        return "\n".join(str(row["detail"]) for row in rows)
    rows = await tx.execute_query_dict(f"EXPLAIN {sql}", values)
    return "\n".join(str(row["QUERY PLAN"]) for row in rows)


def faults(told: str, *, first: bool) -> list[str]:
    """The lines of a plan that go through a whole big table, or put one in order to take the first rows of it."""
    found = []
    for line in told.splitlines():
        scan = re.search(r"Seq Scan on \"?(\w+)|^(?:SCAN|BLOOM FILTER ON) (?!CONSTANT)(\w+)(?! .*USING)", line)
        name = scan and (scan[1] or scan[2])
        if name in (*BIG, "o", "e", "n") or (
            first and re.search(r"USE TEMP B-TREE FOR ORDER BY|(?<!Incremental )Sort  ", line)
        ):
            found.append(line)
    return found


async def some(db: Database, model: Any, *names: str, **which: Any) -> Any:
    log = logging.getLogger("tortoise.db_client")
    level = log.level
    log.setLevel(logging.INFO)  # this is our own question
    try:
        async with db.reading() as reader:
            rows = await model.filter(**which).using_db(reader).limit(1).values_list(*names)
    finally:
        log.setLevel(level)
    return rows[0]


Ask = Callable[[Database], Awaitable[Any]]


async def _conversation(db: Database) -> UUID:
    return UUID(str((await some(db, tables.Conversation, "id", state="done", channel="web"))[0]))


def _of_talk(ask: Callable[[Database, UUID], Awaitable[Any]]) -> Ask:
    async def do(db: Database) -> Any:
        return await ask(db, await _conversation(db))

    return do


def _of_effect(ask: Callable[[Database, UUID], Awaitable[Any]]) -> Ask:
    async def do(db: Database) -> Any:
        return await ask(db, (await some(db, tables.Outbox, "id", state="done"))[0])

    return do


async def _person(db: Database) -> Any:
    channel, person = await some(db, tables.Conversation, "channel", "person")
    return await conversations.find(db, Key(channel, person))


async def _case(db: Database) -> Any:
    id_, desk, thread = await some(db, tables.SalesCase, "id", "desk", "thread")
    await cases.find(db, id_)
    await cases.history(db, id_)
    await cases.of_thread(db, desk, thread)
    await cases.opened_since(db, desk, NOW - timedelta(hours=1))
    await cases.without_card(db, desk, NOW - timedelta(hours=1), NOW)


async def _silent(db: Database) -> Any:
    """Nobody is: what is asked to find whoever is."""
    first = retention.Silent(UUID(int=0), NOW - timedelta(days=2_000), None)
    return [await retention.silent(db, each, 1_000, NOW, first) for each in await retention.editions_in_use(db)]


async def _speaking(db: Database) -> Any:
    """Somebody who has spoken since in another talk."""
    (lead,) = await some(db, tables.Lead, "id")
    return await retention.erase(db, retention.Silent(uuid4(), NOW, lead), {"e" * 64: 1_000}, NOW)


async def _all_of(db: Database, talk: UUID) -> Any:
    async with db.reading() as reader:
        return await all_of(reader, talk)


async def _lead(db: Database) -> Any:
    return await reports.lead(db, str((await some(db, tables.Lead, "id"))[0]))


async def _offered(db: Database) -> Any:
    talk = await _conversation(db)
    await continuations.offer(db, "c" * 64, talk, NOW)
    await continuations.redeem(db, "c" * 64, "telegram/1/2", NOW)
    await conversations.whole_transcript(db, talk)


#: Each kind of question, by name; `first` ones want the first of many rows, in an order.
ASKED: dict[str, tuple[bool, Ask]] = {
    "leads": (True, lambda db: reports.leads(db, 20)),
    "lead by id": (False, _lead),
    "lead by conversation": (False, _of_talk(lambda db, id_: reports.lead(db, str(id_)))),
    "alerts": (True, lambda db: reports.alerts(db, 20)),
    "open questions": (True, lambda db: reports.open_questions(db, 5)),
    "ledger": (False, _of_talk(reports.ledger)),
    "export_rows": (False, reports.export_rows),
    "conversations_by_state": (False, reports.conversations_by_state),
    "outbox_by_state": (False, reports.outbox_by_state),
    "find": (False, _person),
    "by id": (False, _of_talk(conversations.by_id)),
    "turn": (False, _of_talk(lambda db, id_: conversations.turn(db, id_, "m1"))),
    "transcript": (False, _of_talk(conversations.transcript)),
    "offered elsewhere": (False, _offered),
    "outbox list": (True, lambda db: outbox.listing(db, None, 20)),
    "outbox list of a state": (True, lambda db: outbox.listing(db, "dead", 20)),
    "look": (True, lambda db: outbox.look(db, NOW)),
    "oldest age": (False, lambda db: outbox.oldest_age(db, NOW, lambda _: True)),
    "claim": (False, lambda db: outbox.claim_due(db, "mail", NOW, 10, 60)),
    "hold lane": (False, lambda db: outbox.hold_lane(db, "mail", NOW)),
    "ref": (False, _of_effect(outbox.ref_of)),
    "cancel": (False, lambda db: outbox.cancel(db, "telegram/1", "why")),
    "put right": (False, lambda db: outbox.put_right(db, NOW)),
    "retry": (False, lambda db: outbox.retry(db, None, NOW)),
    "case": (False, _case),
    "case of a conversation": (False, _of_talk(cases.of_conversation)),
    "cases due": (True, lambda db: cases.due(db, NOW)),
    "next wake": (True, cases.next_wake),
    "dead letters": (True, lambda db: dead_letters.listing(db, 20)),
    "receipts": (True, lambda db: privacy.receipts(db, 20)),
    "pace": (False, lambda db: pace.forget(db, NOW)),
    "lease": (False, lambda db: leases.take(db, "x", "me", NOW, 9)),
    "delivery": (False, lambda db: magnets.delivery(db, uuid4())),
    "silent": (True, _silent),
    "speaking": (False, _speaking),
    "all of a person": (False, _of_talk(_all_of)),
    "kept": (False, lambda db: retention.kept(db, "e" * 64, 9, NOW)),
    "dead letters over": (False, lambda db: dead_letters.forget(db, NOW)),
    "erasure": (False, _of_talk(lambda db, id_: privacy.erase_conversation(db, id_, NOW, uuid4()))),
}


async def test_every_question_finds_its_rows_by_an_index(filled: Database) -> None:
    asked: list[tuple[str, str, list[Any]]] = []
    for name, (_, ask) in ASKED.items():
        async with listening() as heard:
            await ask(filled)
        told = [(sql, values) for sql, values in heard.asked if not sql.lstrip().startswith("INSERT")]
        assert told, name
        asked += [(name, sql, values) for sql, values in told]

    wrong = []
    async with filled.transaction() as tx:
        if filled.path is None:  # so few rows are read whole, or put in order, sooner than by an index right for many
            await tx.execute_query("SET LOCAL enable_seqscan = off")
            await tx.execute_query("SET LOCAL enable_sort = off")
        for name, sql, values in asked:
            if name not in WHOLE:
                told = await plan(filled, tx, sql, values)
                wrong += [f"{name}: {line}\n    {sql}\n{told}" for line in faults(told, first=ASKED[name][0])]

    assert len(asked) > 60
    assert not wrong, "\n".join(wrong)


async def test_whoever_is_meant_by_an_address_is_found_by_an_index_save_where_they_wrote_it_in_a_talk(
    filled: Database,
) -> None:
    """No index finds a part of a text: docs/scaling.md tells what is to be done for that."""
    scanned: set[str] = set()
    email, phone = await some(filled, tables.Lead, "email", "phone", band="hot")
    for who in (email, phone, email.upper(), "nobody@sample.example"):
        async with listening() as heard:
            await reports.lead(filled, who)
        async with filled.transaction() as tx:
            if filled.path is None:
                await tx.execute_query("SET LOCAL enable_seqscan = off")
            for sql, values in heard.asked:
                if faults(await plan(filled, tx, sql, values), first=False):
                    scanned |= set(re.findall(r'FROM "(\w+)"', sql))

    assert scanned == {"message", "answer"}


async def test_what_waits_is_not_gone_through_for_each_that_waits(filled: Database) -> None:
    """Whatever the database believes: nothing waited when it last looked at how much there is."""
    async with filled.transaction() as tx:
        await tables.Outbox.filter(state="pending").using_db(tx).delete()
        await tx.execute_query("ANALYZE")
        mail = SendMail(uuid4(), "a@sample.example", "s", "t", "en")
        await filled.run(tx, outbox.post([outbox.Post([mail], NOW - timedelta(hours=1), 1, None)]))
    for name in ("look", "claim"):
        async with listening() as heard:
            await ASKED[name][1](filled)
        async with filled.transaction() as tx:
            plans = [await plan(filled, tx, sql, values) for sql, values in heard.asked if "e.queue" in sql]

        assert plans
        assert all("outbox_by_queue" in told for told in plans), "\n".join(plans)


async def test_a_scan_and_a_sort_are_seen_where_there_are_any(filled: Database) -> None:
    async with filled.transaction() as tx:
        scan = await plan(filled, tx, "SELECT * FROM message WHERE text = 'x'", [])
        sort = await plan(filled, tx, "SELECT id FROM lead ORDER BY points LIMIT 3", [])

    assert faults(scan, first=False)
    assert faults(sort, first=True)


async def test_lanes_are_those_in_which_something_waits_that_can_go(filled: Database) -> None:
    assert (await outbox.look(filled, NOW))[0] == ("mail",)
    assert (await outbox.look(filled, NOW - timedelta(days=30)))[0] == ()
    assert await outbox.oldest_age(filled, NOW, lambda lane: lane == "mail") == 99 * 3600
    listed = await outbox.listing(filled, None, 500)
    assert [row["created_at"] for row in listed] == sorted((row["created_at"] for row in listed), reverse=True)
    assert {row["state"] for row in listed} == {"pending", "done"}
    assert len(await outbox.listing(filled, None, 7)) == 7
