"""What platforms call files that they have been given once, so that no file goes twice over the wire."""

from __future__ import annotations

from typing import cast

from storage import tables
from storage.database import Database


async def get(db: Database, scope: str, file: str) -> str | None:
    """The platform's own id of a file, within a bot or workspace."""
    async with db.reading() as reader:
        rows = tables.PlatformFile.filter(scope=scope, file=file).using_db(reader)
        found = cast("list[str]", await rows.values_list("platform_id", flat=True))
    return found[0] if found else None


async def put(db: Database, scope: str, file: str, platform_id: str) -> None:
    """Remember an id; a later one takes its place."""
    row = tables.PlatformFile(scope=scope, file=file, platform_id=platform_id)
    async with db.transaction() as tx:
        await tables.PlatformFile.bulk_create(
            [row], on_conflict=["scope", "file"], update_fields=["platform_id"], using_db=tx
        )


async def forget(db: Database, scope: str, file: str) -> None:
    """Drop an id."""
    async with db.transaction() as tx:
        await tables.PlatformFile.filter(scope=scope, file=file).using_db(tx).delete()
