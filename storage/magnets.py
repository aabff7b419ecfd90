"""Hand-overs of magnets: what was given to whom, and how often it was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from storage import tables
from storage.database import Database
from storage.scripts import Columns, Script, Select


@dataclass(frozen=True, slots=True)
class Delivery:
    """One hand-over; `file` is relative to the folder of the flow's edition, `size` in bytes."""

    id: UUID
    conversation: UUID
    magnet: str
    title: str
    file: str
    type: str
    size: int
    given_at: datetime
    downloads: int
    first_download_at: datetime | None


_TOLD = Columns(
    tables.MagnetDelivery,
    (
        *("id", "conversation_id", "magnet", "title", "file", "type", "size", "given_at", "downloads"),
        "first_download_at",
    ),
)
_ID = Columns(tables.MagnetDelivery, ("id",))


async def delivery(db: Database, id_: UUID) -> Delivery | None:
    """The hand-over of that id."""
    return await db.look(_delivery(id_))


def _delivery(id_: UUID) -> Script[Delivery | None]:
    found = yield Select(_TOLD, _ID, [id_])
    return Delivery(*found[0]) if found else None


async def count_download(db: Database, id_: UUID, now: datetime) -> None:
    """The file was fetched once more."""
    async with db.transaction() as tx:
        await tables.MagnetDelivery.filter(id=id_).using_db(tx).update(downloads=F("downloads") + 1)
        first = tables.MagnetDelivery.filter(id=id_, first_download_at=None).using_db(tx)
        await first.update(first_download_at=now)
