"""A whole installation moved to another database: every row of every table, or nothing at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from tortoise.backends.base.client import TransactionalDBClient

from storage import (
    bulk,
    clock,
    continuations,
    conversations,
    copying,
    dead_letters,
    editions,
    leases,
    pace,
    platform_files,
    privacy,
    tables,
    widgets,
    workspaces,
)
from storage.bulk import Digest, every_table
from storage.copying import CannotCopy, Copied, copy
from storage.database import Database
from storage.editions import Edition
from storage.leads import LeadFacts
from storage.scripts import Columns, Row
from tests.storage.talks import AT, Talk, alert, consent, gift, line, mail, raise_case

ODD = "tab\t, line\nend, \\N and \\back, “quotes”, 🎉, l’été"


@pytest.fixture
async def other(tmp_path: Path) -> str:
    """The address of a second database, SQLite, migrated and empty."""
    address = f"sqlite://{tmp_path / 'other.db'}"
    async with opened(address) as database:
        await database.migrate()
    return address


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """A database, open: what Tortoise asks is spelled for the kind that was opened last."""
    database = await Database.open(address)
    try:
        yield database
    finally:
        await database.close()


async def copied(source: str, target: str) -> tuple[Copied, ...]:
    async with opened(source) as one, opened(target) as other:
        return await copy(one, other)


async def fill_every_table(db: Database) -> Talk:
    talk, gone = Talk(), Talk("p2")
    await gone.say(db, "forget me")
    await privacy.erase_conversation(db, gone.id, AT, gone.effect_id("receipt"))
    await talk.say(db, ODD, lead=LeadFacts(email="ann@example.com", name=ODD), consents=(consent(),))
    await talk.say(
        db,
        "big",
        answers=[("size", ODD, 0.1), ("number", "many", 1e16), ("skipped", "", None)],
        lines=(line("large", 20, ODD),),
        effects=(mail(talk.effect_id("m")), alert(talk.effect_id("a"), ODD)),
        gifts=(gift(talk.effect_id("g")),),
    )
    await raise_case(db, talk)
    await dead_letters.keep(db, "web", talk.person, "u1", "malformed", b"{}", AT)
    await continuations.offer(db, "c" * 64, talk.id, AT)
    await pace.hold(db, "telegram:1", AT + timedelta(seconds=1, microseconds=7))
    await leases.take(db, "scheduler", "me", AT, 30)
    await clock.even_since(db, AT)
    await platform_files.put(db, "telegram:1", "paper.pdf", "file-1")
    seal = Fernet(Fernet.generate_key())
    await workspaces.save(db, seal, AT, team="T1", name="Team", bot_user="U1", token="xoxb-1", scopes="chat:write")
    await editions.keep(db, Edition("e" * 64, "livre-blanc", ODD, "/flows"), AT)
    await widgets.keep(db, "w" * 16, ODD, AT)
    return talk


async def digests(db: Database) -> dict[str, tuple[int, str]]:
    found = {}
    async with db.still() as reader:
        for columns in every_table():
            digest = Digest()
            async for rows in bulk.read(db, reader, columns, batch=1):
                digest.add(columns, rows)
            found[columns.table] = (digest.rows, digest.value)
    return found


@pytest.mark.parametrize("direction", ["into", "out of"])
async def test_every_row_of_every_table_arrives_and_the_talk_goes_on(db: Database, other: str, direction: str) -> None:
    source, target = (other, db.url) if direction == "into" else (db.url, other)
    async with opened(source) as old:
        talk = await fill_every_table(old)

    told = {each.table: (each.rows, each.digest) for each in await copied(source, target)}

    assert len(told) == 22
    assert all(rows for rows, _ in told.values()), told
    async with opened(source) as old:
        assert told == await digests(old)
        before = await conversations.by_id(old, talk.id)
    async with opened(target) as new:
        assert told == await digests(new)
        assert await conversations.by_id(new, talk.id) == before == talk.now
        await talk.say(new, "later", answers=[("size", "l", "l")])  # its rows get numbers of their own
        assert await conversations.by_id(new, talk.id) == talk.now
        await dead_letters.keep(new, "web", None, "u2", "malformed", b"{}", AT)
        assert len(await dead_letters.listing(new)) == 2


async def test_a_target_with_a_row_is_refused_and_left_as_it_is(db: Database, other: str) -> None:
    async with opened(db.url) as old:
        await fill_every_table(old)
    async with opened(other) as new:
        await editions.keep(new, Edition("f" * 64, "mine", "flow: mine", "/"), AT)
        before = await digests(new)

    with pytest.raises(CannotCopy) as refused:
        await copied(db.url, other)

    assert refused.value.trouble.key == "not-empty"
    assert refused.value.trouble.holes == {"names": "flow_edition", "where": other.removeprefix("sqlite://")}
    async with opened(other) as new:
        assert await digests(new) == before


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (
            "INSERT INTO tortoise_migrations (app, name, applied_at) "
            "VALUES ('aimant', '9999_later', CURRENT_TIMESTAMP)",
            "source-newer",
        ),
        ("DELETE FROM tortoise_migrations WHERE name = '0002_channels'", "source-behind"),
    ],
)
async def test_a_source_of_another_version_is_refused(db: Database, other: str, change: str, key: str) -> None:
    async with opened(db.url) as old, old.transaction() as tx:
        await tx.execute_query(change)

    with pytest.raises(CannotCopy) as refused:
        await copied(db.url, other)

    assert refused.value.trouble.key == key


@pytest.mark.parametrize("direction", ["into", "out of"])
async def test_a_copy_that_arrives_changed_leaves_the_target_empty(
    db: Database, other: str, direction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = (other, db.url) if direction == "into" else (db.url, other)
    async with opened(source) as old:
        await fill_every_table(old)
    plain = bulk.load

    async def spoil(to: Database, tx: TransactionalDBClient, columns: Columns, rows: Sequence[Row]) -> None:
        await plain(to, tx, columns, rows)
        if columns.table == "alert":
            await tx.execute_query("UPDATE alert SET points = points + 1")

    monkeypatch.setattr(copying.bulk, "load", spoil)
    with pytest.raises(CannotCopy) as refused:
        await copied(source, target)

    assert refused.value.trouble.holes == {"table": "alert"}
    async with opened(target) as new:
        assert {rows for rows, _ in (await digests(new)).values()} == {0}


async def test_many_rows_go_in_batches(db: Database, other: str) -> None:
    many = 2 * bulk.BATCH + 1
    async with opened(other) as old, old.transaction() as tx:
        rows = [
            tables.DeadLetter(
                channel="web", incoming_id=f"u{n}", reason="malformed", body=ODD, at=AT + timedelta(seconds=n)
            )
            for n in range(many)
        ]
        await tables.DeadLetter.bulk_create(rows, using_db=tx, batch_size=500)

    told = {each.table: (each.rows, each.digest) for each in await copied(other, db.url)}

    assert told["dead_letter"][0] == many
    async with opened(db.url) as new:
        assert await digests(new) == told


def test_a_digest_knows_the_rows_and_not_their_order() -> None:
    columns = next(each for each in every_table() if each.table == "lease")
    rows = [("a", "me", "2026-11-23 09:00:00+00:00"), ("b", "me", "2026-11-23 09:00:00+00:00")]
    one, other, third = Digest(), Digest(), Digest()
    one.add(columns, rows)
    other.add(columns, rows[::-1])
    third.add(columns, [rows[0], replace_holder(rows[1])])

    assert one.value == other.value != third.value


def replace_holder(row: tuple[str, ...]) -> tuple[str, ...]:
    return (row[0], "you", *row[2:])
