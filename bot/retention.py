"""For how long each conversation is kept: as its own edition of the flow told the person at the consent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from adapters.channels.contract import UnknownFlow
from bot.shelf import Shelf
from flows.flow import Flow
from storage import retention
from storage.database import Database


async def editions(db: Database, shelf: Shelf) -> dict[str, Flow | None]:
    """The flow of each edition of which there are conversations; None where that is gone."""
    found: dict[str, Flow | None] = {}
    for edition in await retention.editions_in_use(db):
        try:
            found[edition] = await shelf.edition(db, edition)
        except UnknownFlow:
            found[edition] = None
    return found


def days_of(flow: Flow | None) -> int | None:
    """For how many days a conversation of it is kept; None is for good: no consent was asked, or it is not known."""
    return flow.consent.retention_days if flow is not None and flow.consent is not None else None


async def erase_silent(db: Database, shelf: Shelf, now: datetime) -> AsyncIterator[int]:
    """One round: erase whose time is over, a portion at each step (`storage.retention.erase_silent`)."""
    days = {edition: days_of(flow) for edition, flow in (await editions(db, shelf)).items()}
    told = {edition: count for edition, count in days.items() if count is not None}
    async for count in retention.erase_silent(db, told, now):
        yield count
