"""For how long each conversation is kept: as its own edition of the flow told the person at the consent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import structlog

from adapters.channels.contract import UnknownFlow
from bot.shelf import Shelf
from flows.flow import Flow
from storage import retention
from storage.database import Database, Unavailable

log = structlog.get_logger()

#: Seconds between two transactions that are about many, so that turns go on beside them.
PAUSE_SECONDS = 0.2


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


class Gone(NamedTuple):
    """What became of a page: how many conversations went, and how many persons could not be erased."""

    conversations: int
    failed: int


async def erase_silent(db: Database, shelf: Shelf, now: datetime) -> AsyncIterator[Gone]:
    """One round over all who have been silent for long enough, a page at each step; let `PAUSE_SECONDS` pass between.

    Who cannot be erased is told in the log and left for the next round. Raises Unavailable.
    """
    told = {edition: days_of(flow) for edition, flow in (await editions(db, shelf)).items()}
    days = {edition: count for edition, count in told.items() if count is not None}
    stay: set[UUID] = set()
    for edition, count in days.items():
        page = await retention.silent(db, edition, count, now, None)
        while page:
            yield await _erase(db, page, days, now, stay)
            page = await retention.silent(db, edition, count, now, page[-1])
    await db.scrub()


async def _erase(
    db: Database, page: list[retention.Silent], days: dict[str, int], now: datetime, stay: set[UUID]
) -> Gone:
    """Erase those whose time is over; the leads of the others are added to `stay`, and passed over."""
    gone = failed = 0
    for talk in page:
        if talk.lead in stay:
            continue
        erased = 0
        try:
            erased = await retention.erase(db, talk, days, now)
        except Unavailable:
            if not gone:
                raise
            break  # what went is counted; the rest of the page waits for the next round
        except Exception:
            log.error("retention-failed", conversation=str(talk.id), exc_info=True)
            failed += 1
        gone += erased
        if not erased and talk.lead is not None:
            stay.add(talk.lead)
    return Gone(gone, failed)
