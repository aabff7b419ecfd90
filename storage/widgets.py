"""The widget's script as it was: a page that names a version by its hash goes on getting it after an upgrade."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from storage import tables
from storage.database import Database


async def keep(db: Database, hash_: str, source: str, now: datetime) -> None:
    """Keep a version of the script; one that is there stays as it is."""
    async with db.transaction() as tx:
        if not await tables.WidgetEdition.filter(hash=hash_).using_db(tx).exists():
            row = tables.WidgetEdition(hash=hash_, source=source, first_seen=now)
            await tables.WidgetEdition.bulk_create([row], ignore_conflicts=True, using_db=tx)


async def source_of(db: Database, hash_: str) -> str | None:
    """The script of that hash, if it was served once."""
    async with db.reading() as reader:
        rows = tables.WidgetEdition.filter(hash=hash_).using_db(reader)
        found = cast("list[str]", await rows.values_list("source", flat=True))
    return found[0] if found else None
