"""Hand-overs of magnets: what was given to whom, and how often it was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from storage import tables
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Delivery:
    """One hand-over; `file` is relative to the folder of the flow's edition, `size` in bytes."""

    id: UUID
    conversation: UUID
    flow: str
    edition: str
    magnet: str
    title: str
    file: str
    type: str
    size: int
    given_at: datetime
    downloads: int
    first_download_at: datetime | None


async def delivery(db: Database, id_: UUID) -> Delivery | None:
    """The hand-over of that id."""
    async with db.reading() as reader:
        rows = tables.MagnetDelivery.filter(id=id_).using_db(reader)
        found = await rows.values_list(
            "id",
            "conversation_id",
            "conversation__flow",
            "conversation__edition",
            "magnet",
            "title",
            "file",
            "type",
            "size",
            "given_at",
            "downloads",
            "first_download_at",
        )
    return Delivery(*found[0]) if found else None


async def count_download(db: Database, id_: UUID, now: datetime) -> None:
    """The file was fetched once more."""
    async with db.transaction() as tx:
        await tables.MagnetDelivery.filter(id=id_).using_db(tx).update(downloads=F("downloads") + 1)
        first = tables.MagnetDelivery.filter(id=id_, first_download_at=None).using_db(tx)
        await first.update(first_download_at=now)
