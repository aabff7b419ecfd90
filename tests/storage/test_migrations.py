"""Migrations: what they make is what the tables say, in one go, by one process, and they keep every row."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from storage import database as opening
from storage import dead_letters
from storage.database import APP, CannotOpen, Database
from storage.leads import LeadFacts
from tests.storage.talks import AT, Talk, alert, consent, counts, gift, line, mail, raise_case

SQLITE_SCHEMA = """
SELECT 'column' AS kind, m.name AS on_table, c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
    || ' ' || coalesce(c.dflt_value, '') AS told
FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
UNION ALL
SELECT 'key', m.name, '(' || k."from" || ') REFERENCES ' || k."table" || '(' || k."to" || ') ON DELETE ' || k.on_delete
FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'
UNION ALL
SELECT 'index', m.name, iif(i.origin = 'c', i.name, '') || ' ' || i."unique" || ' ('
    || (SELECT group_concat(x.name, ', ') FROM pragma_index_info(i.name) x) || ')'
FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table'
"""
POSTGRES_SCHEMA = (
    "SELECT 'column' AS kind, table_name, column_name || ' ' || data_type || ' ' || is_nullable || ' ' "
    "|| coalesce(character_maximum_length::text, '') || coalesce(column_default, '') AS told "
    "FROM information_schema.columns WHERE table_schema = 'public' "
    "UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' "
    "UNION ALL SELECT 'constraint', conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"
)


async def _schema(db: Database) -> set[tuple[str, ...]]:
    async with db.reading() as reader:
        rows = await reader.execute_query_dict(SQLITE_SCHEMA if db.path else POSTGRES_SCHEMA)
    told = {tuple(str(value) for value in row.values()) for row in rows}
    return {row for row in told if row[1] not in {"tortoise_migrations", "sqlite_sequence"}}


@asynccontextmanager
async def _generated(url: str) -> AsyncIterator[Database]:
    db = await Database.open(url)
    with db._context:
        await db._context.generate_schemas()
    yield db
    await db.close()


async def test_the_migrated_schema_is_the_generated_one(
    db: Database, tmp_path: Path, postgres_server: str | None
) -> None:
    migrated = await _schema(db)
    if postgres_server is not None:
        async with db.transaction() as tx:
            await tx.execute_query("DROP SCHEMA public CASCADE")
            await tx.execute_query("CREATE SCHEMA public")
    other = db.url if postgres_server else f"sqlite://{tmp_path / 'generated.db'}"

    async with _generated(other) as plain:
        generated = await _schema(plain)

    assert len(migrated) > 100
    assert migrated == generated


async def test_no_migration_is_missing(db: Database) -> None:
    with db._context:
        apps = db._context.apps
        assert apps is not None
        missing = await MigrationAutodetector(apps, opening._apps()).changes()

    assert missing == []


async def test_the_schema_has_the_keys_and_indexes_that_the_queries_need(db: Database) -> None:
    told = "\n".join(" ".join(row) for row in await _schema(db)).lower()

    for index in ("conversation_by_lead", "outbox_by_due", "answer_by_question", "score_line_by_rule"):
        assert index in told
    assert "channel, person" in told
    assert "conversation_id, incoming_id" in told
    assert "conversation_id, seq" in told
    assert "state, lane, due_at" in told
    assert "queue, state, place" in told
    assert told.count("on delete cascade") == 11
    assert told.count("on delete set null") == 2


async def test_a_second_start_keeps_every_row_and_applies_nothing(db: Database) -> None:
    talk = await _populated(db)
    await raise_case(db, talk)
    await dead_letters.keep(db, "web", talk.person, "u1", "malformed", b"{}", AT)
    before = await counts(db)

    again = await Database.open(db.url)
    try:
        applied = await again.migrate()
        after = await counts(again)
    finally:
        await again.close()

    assert applied == ()
    assert after == before
    assert all(before.values()), before
    assert talk.now.version == 2


async def test_each_migration_keeps_every_row_of_a_populated_database(db: Database) -> None:
    """Down to the state before the last migration that can be undone with rows in place, and up again."""
    await _populated(db)
    before = await counts(db)
    names = sorted(opening.shipped())

    for earlier in names[:-1]:
        async with TortoiseContext() as context:
            await context.init(opening._config(db.url, db.path, migrating=True))
            client = context.connections.get(opening.WRITER)
            async with client._in_transaction() as tx:
                await MigrationExecutor(tx, opening._apps()).migrate([MigrationTarget(APP, earlier)])
        await db.migrate()

        assert await counts(db) == before


async def test_two_processes_that_migrate_at_once_both_succeed(url: str) -> None:
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.storage.rival",
            url,
            "migrate",
            "1",
            cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for _ in range(3)
    ]

    ends = [await rival.communicate() for rival in rivals]

    assert [rival.returncode for rival in rivals] == [0, 0, 0], [err for _, err in ends]
    assert sorted(json.loads(out) for out, _ in ends) == [[], [], sorted(opening.shipped())]


async def test_a_migration_that_fails_leaves_the_database_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    db = await Database.open(url)

    async def refuse(*_: object) -> None:
        raise ZeroDivisionError

    try:
        with monkeypatch.context() as broken:
            broken.setattr("tortoise.migrations.recorder.MigrationRecorder.record_applied", refuse)
            with pytest.raises(ZeroDivisionError):
                await db.migrate()
        left = await _schema(db)

        assert left == set()
        assert await db.migrate() == tuple(sorted(opening.shipped()))
    finally:
        await db.close()


async def test_a_database_of_a_newer_version_is_refused(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute_query(
            "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('aimant', '9999_later', CURRENT_TIMESTAMP)"
        )

    with pytest.raises(CannotOpen, match="newer"):
        await db.migrate()


async def _populated(db: Database) -> Talk:
    talk = Talk()
    await talk.say(db, "hi", lead=LeadFacts(email="ann@example.com"), consents=(consent(),))
    await talk.say(
        db,
        "big",
        answers=[("size", "big", "l")],
        lines=(line("large", 20),),
        effects=(mail(talk.effect_id("m")), alert(talk.effect_id("a"))),
        gifts=(gift(talk.effect_id("g")),),
    )
    return talk


@pytest.mark.usefixtures("only_sqlite")
async def test_remaking_a_table_while_migrating_keeps_the_rows_that_point_at_it(db: Database) -> None:
    await _populated(db)
    before = await counts(db)

    async with TortoiseContext() as context:
        await context.init(opening._config(db.url, db.path, migrating=True))
        async with context.connections.get(opening.WRITER)._in_transaction() as tx:
            [made] = await tx.execute_query_dict("SELECT sql FROM sqlite_master WHERE name = 'conversation'")
            await tx.execute_query(made["sql"].replace('TABLE "conversation"', 'TABLE "remade"'))
            await tx.execute_query("INSERT INTO remade SELECT * FROM conversation")
            await tx.execute_query("DROP TABLE conversation")
            await tx.execute_query("ALTER TABLE remade RENAME TO conversation")

    assert await counts(db) == before
