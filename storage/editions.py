"""Flow files as they were: a conversation ends on the edition it began with, even after the file changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from storage import tables
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a flow: its content hash, name, YAML text, and the folder its files are relative to."""

    hash: str
    flow: str
    source: str
    folder: str


async def keep(db: Database, edition: Edition, now: datetime) -> None:
    """Keep an edition; one that is there stays as it is, but for the folder, which may have moved."""
    async with db.transaction() as tx:
        if await tables.FlowEdition.filter(hash=edition.hash).using_db(tx).update(folder=edition.folder):
            return
        row = tables.FlowEdition(**asdict(edition), first_seen=now)
        await tables.FlowEdition.bulk_create([row], ignore_conflicts=True, using_db=tx)


async def source_of(db: Database, hash_: str) -> Edition | None:
    """The edition of that hash."""
    async with db.reading() as reader:
        rows = tables.FlowEdition.filter(hash=hash_).using_db(reader)
        found = await rows.values_list("hash", "flow", "source", "folder")
    return Edition(*found[0]) if found else None
