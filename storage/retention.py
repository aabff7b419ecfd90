"""Whoever has been silent for as long as they were told that it is kept, can be found and erased, with a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from storage import privacy, tables
from storage.database import Database
from storage.scripts import few
from storage.who import all_of

#: Conversations that are looked at in one go.
PAGE = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """The conversations of one edition, and how many of them have been silent for as long as they are kept."""

    conversations: int
    silent: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A conversation that has been silent for long enough; its person may have spoken in another since."""

    id: UUID
    began: datetime
    lead: UUID | None


async def editions_in_use(db: Database) -> list[str]:
    """The editions of which there are conversations, by their hashes; each is found by one step in an index."""
    sql = """
        WITH RECURSIVE used(edition) AS (
            SELECT min(edition) FROM conversation
            UNION ALL
            SELECT (SELECT min(c.edition) FROM conversation c WHERE c.edition > used.edition)
            FROM used WHERE used.edition IS NOT NULL
        )
        SELECT edition FROM used WHERE edition IS NOT NULL
    """
    async with db.reading() as reader:
        return [row["edition"] for row in await reader.execute_query_dict(sql)]


async def kept(db: Database, edition: str, days: int | None, now: datetime) -> Kept:
    """How many conversations there are of an edition, which keeps them for so many days; None is for good."""
    async with db.reading() as reader:
        every = await tables.Conversation.filter(edition=edition).using_db(reader).count()
        quiet = await _silent(edition, now - timedelta(days=days)).using_db(reader).count() if days is not None else 0
    return Kept(every, quiet)


async def silent(db: Database, edition: str, days: int, now: datetime, after: Silent | None) -> list[Silent]:
    """The first conversations of an edition, by when they began, that have been silent for so many days."""
    async with db.reading() as reader:
        rows = _silent(edition, now - timedelta(days=days))
        if after is not None:
            rows = rows.filter(Q(started_at__gt=after.began) | Q(id__gt=after.id), started_at__gte=after.began)
        found = rows.order_by("started_at", "id").limit(PAGE).using_db(reader)
        return [Silent(*row) for row in await found.values_list("id", "started_at", "lead_id")]


async def erase(db: Database, talk: Silent, days: Mapping[str, int], now: datetime) -> int:
    """Erase the person of a conversation, if their time is over; returns how many conversations went.

    It is over when it is for all of their conversations together: they have been silent in all of them for the most
    `days` that any of their editions keeps, and no edition keeps for good, as one does that is not in `days`.
    Afterwards the files are to be scrubbed. Raises Unavailable, or Collision: then nothing was done.
    """
    async with db.reading() as reader:  # nobody is held up by a look at somebody who stays
        newer = tables.Conversation.filter(lead_id=talk.lead, updated_at__gte=now - timedelta(days=min(days.values())))
        if talk.lead is not None and await newer.using_db(reader).exists():
            return 0  # at one look, for somebody of whom there are many
        theirs = await all_of(reader, talk.id)
        if not _is_over([each for some in few(theirs) for each in await _stands(reader, some)], days, now):
            return 0
    async with db.transaction() as tx:
        stands = await privacy.held_still(tx, theirs)
        # one that was begun meanwhile comes with its lead, which is held still now
        if await all_of(tx, talk.id) != theirs or not _is_over(stands, days, now):
            return 0
        receipt = uuid4()
        await privacy.erase(db, tx, set(theirs), set(), receipt, receipt, now)
    db.recent.forget(theirs)
    return len(stands)


async def _stands(reader: BaseDBAsyncClient, talks: Sequence[UUID]) -> list[tables.Conversation]:
    return await tables.Conversation.filter(id__in=talks).using_db(reader).only("id", "edition", "updated_at")


def _is_over(stands: Sequence[tables.Conversation], days: Mapping[str, int], now: datetime) -> bool:
    if not stands or any(each.edition not in days for each in stands):
        return False
    longest = timedelta(days=max(days[each.edition] for each in stands))
    return max(each.updated_at for each in stands) < now - longest


def _silent(edition: str, since: datetime) -> QuerySet[tables.Conversation]:
    return tables.Conversation.filter(edition=edition, started_at__lt=since, updated_at__lt=since)
