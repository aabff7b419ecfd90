"""An installation on SQLite in one file, made while the server runs, and put back into a fresh folder."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from bot.app import CannotStart, data_folder
from bot.settings import Settings, terminal_language
from bot.wording import why
from storage.backends import sqlite
from storage.database import CannotOpen, shipped, sqlite_path

_DATABASE, _SECRET, _ABOUT = "aimant.db", "secret.key", "about.json"
_FORM = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: when it was made, the bytes of its database, and whether the key is in it."""

    at: datetime
    size: int
    secret: bool


def back_up(settings: Settings, file: Path, at: datetime) -> Kept:
    """Write the database, as it stands at this moment, and the key to a file that only its owner can read.

    Whoever talks meanwhile notices nothing. Raises CannotStart.
    """
    path = _file_of(settings)
    if not path.exists():
        raise CannotStart("no-database-yet", 1, path=str(path))
    secret = settings.data_dir / _SECRET
    with _written(file), tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".aimant-") as folder:
        copy, draft = Path(folder) / _DATABASE, Path(folder) / "backup"
        _copied(path, copy)
        size, digest = copy.stat().st_size, _digest(copy)
        about = {"form": _FORM, "at": at.isoformat(), "size": size, "sha256": digest}
        draft.touch(mode=0o600)
        mode = "w:gz" if file.name.endswith(("gz", ".gzip")) else "w"
        with tarfile.open(draft, mode) as archive:  # type: ignore[call-overload]
            _add(archive, _ABOUT, io.BytesIO(json.dumps(about).encode()), at)
            if secret.exists():
                _add(archive, _SECRET, io.BytesIO(secret.read_bytes()), at)
            with copy.open("rb") as content:
                _add(archive, _DATABASE, content, at)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(file)
    return Kept(at, size, secret.exists())


def restore(settings: Settings, file: Path) -> Kept:
    """Put a backup's database and key where the settings say; nothing is there yet, or nothing is changed.

    Raises CannotStart, CannotOpen (it was made by a newer version).
    """
    path, secret = _file_of(settings), data_folder(settings) / _SECRET
    there = [each for each in (path, Path(f"{path}-wal")) if each.exists()]
    if there:
        raise CannotStart("restore-over", 1, path=str(there[0]))
    with _written(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".aimant-") as folder:
        draft = Path(folder) / _DATABASE
        about, key = _unpacked(file, draft)
        if secret.exists() and key is not None and secret.read_bytes() != key:
            raise CannotStart("restore-other-key", 1, path=str(secret))
        _check(file, draft, about)
        if key is not None and not secret.exists():
            secret.touch(mode=0o600)
            secret.write_bytes(key)
        draft.replace(path)
    return Kept(datetime.fromisoformat(about["at"]), int(about["size"]), key is not None)


def _file_of(settings: Settings) -> Path:
    path = sqlite_path(settings.database)
    if path is None:
        raise CannotStart("backup-postgres", 2)
    return path


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        detail = why(error, terminal_language())
        raise CannotStart("cannot-write", 2, name=str(path), detail=detail) from error


def _copied(path: Path, copy: Path) -> None:
    try:
        sqlite.back_up(path, copy)
    except sqlite3.Error as error:
        raise CannotOpen("closed", path=str(path), detail=str(error)) from error


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], at: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    member.mode, member.mtime = 0o600, int(at.timestamp())
    archive.addfile(member, content)


def _unpacked(file: Path, draft: Path) -> tuple[dict[str, Any], bytes | None]:
    """What a backup tells of itself, and its key; the database goes into the draft."""
    about: dict[str, Any] | None = None
    key: bytes | None = None
    try:
        with tarfile.open(file, "r:*") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None or member.name not in (_ABOUT, _SECRET, _DATABASE):
                    raise CannotStart("no-backup", 1, name=str(file))
                if member.name == _ABOUT:
                    about = json.loads(content.read(64 * 1024))
                elif member.name == _SECRET:
                    key = content.read(4096)
                else:
                    draft.touch(mode=0o600)
                    with draft.open("wb") as out:
                        shutil.copyfileobj(content, out)
                        os.fsync(out.fileno())
    except FileNotFoundError as error:
        raise CannotStart("no-such-backup", 1, name=str(file)) from error
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise CannotStart("no-backup", 1, name=str(file)) from error
    if not isinstance(about, dict) or about.get("form") != _FORM or not draft.exists():
        raise CannotStart("no-backup", 1, name=str(file))
    return about, key


def _check(file: Path, draft: Path, about: dict[str, Any]) -> None:
    """The database is whole, and of no later version than this one."""
    if _digest(draft) != about["sha256"]:
        raise CannotStart("backup-damaged", 1, name=str(file))
    applied: set[str] = set()
    try:
        with sqlite.reading(draft) as database:
            sound = database.execute("PRAGMA quick_check").fetchone() == ("ok",)
            with suppress(sqlite3.OperationalError):  # a database that was never migrated has no such table
                applied = {name for (name,) in database.execute("SELECT name FROM tortoise_migrations")}
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise CannotStart("backup-damaged", 1, name=str(file))
    if newer := applied - shipped():
        raise CannotOpen("newer", name=max(newer))


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
