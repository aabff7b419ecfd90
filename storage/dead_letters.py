"""What came in and could not be read: kept for whoever runs the server, bounded, and erased with its person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from storage import tables
from storage.database import Database

#: Days after which one is deleted: what is in it may be personal, and nobody was told how long it is kept.
KEPT_DAYS = 30
#: The most bytes of a body that are kept.
MOST_BYTES = 16 * 1024


async def keep(
    db: Database, channel: str, person: str | None, incoming_id: str, reason: str, body: bytes, now: datetime
) -> None:
    """Keep one; the same again changes nothing."""
    row = tables.DeadLetter(
        channel=channel[:100],
        person=person[:255] if person else None,
        incoming_id=incoming_id[:255],
        reason=reason,
        body=body[:MOST_BYTES].decode("utf-8", "replace"),
        at=now,
    )
    async with db.transaction() as tx:
        await tables.DeadLetter.bulk_create([row], ignore_conflicts=True, using_db=tx)


async def listing(db: Database, limit: int = 50) -> list[dict[str, Any]]:
    """The newest, newest first, without their bodies."""
    async with db.reading() as reader:
        rows = tables.DeadLetter.all().order_by("-at", "-id").limit(limit).using_db(reader)
        return await rows.values("id", "channel", "person", "incoming_id", "reason", "at")


async def forget(db: Database, now: datetime) -> None:
    """Delete those that are older than KEPT_DAYS."""
    async with db.transaction() as tx:
        await tables.DeadLetter.filter(at__lt=now - timedelta(days=KEPT_DAYS)).using_db(tx).delete()
