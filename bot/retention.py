"""For how long each conversation is kept: as its own edition of the flow told the person at the consent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import structlog

from adapters.channels.contract import UnknownFlow
from bot.shelf import Shelf
from flows.flow import Flow
from storage import retention
from storage.database import Database, Unavailable

log = structlog.get_logger()


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
    """One round over all who have been silent for long enough, a page at each step: how many conversations went.

    Who cannot be erased is told in the log and left for the next round. Raises Unavailable.
    """
    told = {edition: days_of(flow) for edition, flow in (await editions(db, shelf)).items()}
    days = {edition: count for edition, count in told.items() if count is not None}
    speaking: set[UUID] = set()
    for edition, count in days.items():
        page = await retention.silent(db, edition, count, now, None)
        while page:
            yield await _erase(db, page, days, now, speaking)
            page = await retention.silent(db, edition, count, now, page[-1])
    await db.scrub()


async def _erase(
    db: Database, page: list[retention.Silent], days: dict[str, int], now: datetime, speaking: set[UUID]
) -> int:
    """Erase those whose time is over; the leads of the others are added to `speaking`, and passed over."""
    gone = 0
    for talk in page:
        if talk.lead in speaking:
            continue
        try:
            erased = await retention.erase(db, talk, days, now)
        except Unavailable:
            raise
        except Exception:
            log.error("retention-failed", conversation=str(talk.id), exc_info=True)
            continue
        gone += erased
        if not erased and talk.lead is not None:
            speaking.add(talk.lead)
    return gone
