"""Opening: what is wrong with an address is said in words to whoever runs the server."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from storage import editions, outbox, reports
from storage.database import CannotOpen, Database, Trouble, Unavailable
from storage.editions import Edition
from tests.storage.talks import AT, Talk


@pytest.mark.usefixtures("only_sqlite")
class TestSqlite:
    async def _refusal(self, url: str) -> str:
        with pytest.raises(CannotOpen) as refused:
            await Database.open(url)
        return refused.value.trouble.key

    async def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        assert await self._refusal(f"sqlite://{tmp_path}/no/aimant.db") == "no-folder"

    async def test_a_folder_instead_of_a_file_is_named(self, tmp_path: Path) -> None:
        assert await self._refusal(f"sqlite://{tmp_path}") == "is-folder"

    async def test_a_folder_that_cannot_be_written_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere

        assert await self._refusal(f"sqlite://{tmp_path}/aimant.db") == "read-only"

    async def test_a_file_that_is_no_database_is_named_and_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.db"
        path.write_text("my notes, which are not a database at all\n" * 50)

        assert await self._refusal(f"sqlite://{path}") == "no-database"
        assert path.read_text().startswith("my notes")

    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("mysql://x/y", "bad-address"),
            ("aimant.db", "bad-address"),
            ("sqlite://", "no-file"),
            ("sqlite://:memory:", "no-file"),
        ],
    )
    async def test_an_address_of_no_kind_we_know_is_refused(self, url: str, why: str) -> None:
        assert await self._refusal(url) == why

    async def test_a_path_may_hold_any_character(self, tmp_path: Path) -> None:
        path = tmp_path / "a b#c?d%20é.db"

        db = await Database.open(f"sqlite://{path}")
        await db.close()

        assert path.exists()

    async def test_the_file_is_opened_to_lose_nothing_and_leave_nothing(self, db: Database) -> None:
        told = {}
        async with db.transaction() as tx:
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"):
                told[pragma] = next(iter((await tx.execute_query_dict(f"PRAGMA {pragma}"))[0].values()))

        assert told == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "busy_timeout": 5000,
        }


@pytest.mark.usefixtures("only_postgres")
async def test_a_server_that_refuses_is_named_without_its_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(CannotOpen) as refused:
            await Database.open(f"postgres://ann:s3cret@127.0.0.1:{port}/aimant")

    assert refused.value.trouble.holes["where"] == f"127.0.0.1:{port}/aimant"
    assert "s3cret" not in str(refused.value)


async def test_a_database_without_tables_is_not_ready_and_says_what_is_missing(url: str) -> None:
    db = await Database.open(url)
    try:
        [problem] = await db.ready()
    finally:
        await db.close()

    assert problem.key == "behind"
    assert problem.holes["names"].startswith("0001_initial")


async def test_asking_whether_it_is_ready_keeps_nothing(db: Database) -> None:
    assert await db.ready() == ()

    async with db.reading() as reader:
        assert await reader.execute_query_dict("SELECT * FROM flow_edition") == []


@pytest.mark.usefixtures("only_sqlite")
async def test_a_full_disk_is_not_ready(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database._free", lambda _: 4096)

    assert await db.ready() == (Trouble("full"),)


async def test_an_edition_is_kept_as_it_was_first_but_for_its_folder(db: Database) -> None:
    first = Edition("h" * 64, "quiz", "title: été\n", "/old")

    await editions.keep(db, first, AT)
    await editions.keep(db, Edition("h" * 64, "quiz", "title: other\n", "/new"), AT)

    assert await editions.source_of(db, "h" * 64) == Edition("h" * 64, "quiz", "title: été\n", "/new")
    assert await editions.source_of(db, "i" * 64) is None


async def test_counts_and_rows_are_reported(db: Database) -> None:
    await Talk("p1").say(db, "hi")
    await Talk("p2").say(db, "hi")

    assert await reports.conversations_by_state(db) == {"open": 2}
    assert await reports.outbox_by_state(db) == {"pending": 0, "done": 0, "dead": 0}
    assert await reports.export_rows(db) == []


async def test_a_database_that_was_closed_is_not_opened_again_by_whoever_comes_late(db: Database) -> None:
    await db.close()

    with pytest.raises(Unavailable, match="closed"):
        await outbox.listing(db)
    with pytest.raises(Unavailable, match="closed"):
        async with db.transaction():
            pytest.fail("it was opened")
