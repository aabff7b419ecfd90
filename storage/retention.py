"""Whoever has been silent for as long as they were told that it is kept, is erased; a receipt of the counts remains."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from storage import privacy, tables
from storage.database import Database
from storage.who import all_of

#: Conversations that a portion looks at; erasing them takes the database a tenth of a second.
PORTION = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """The conversations of one edition, and how many of them have been silent for as long as they are kept."""

    conversations: int
    silent: int


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
        silent = await _silent(edition, days, now).using_db(reader).count() if days is not None else 0
    return Kept(every, silent)


async def erase_silent(db: Database, days: Mapping[str, int], now: datetime) -> AsyncIterator[int]:
    """Erase whoever has been silent for as long as the editions of their talks keep them, a portion at each step.

    `days` are those of each edition; one that is not among them keeps for good. All of a person's conversations go
    together, and count from the last word in any of them, for as long as the one that keeps longest. Yields how many
    conversations went with a portion. Raises Unavailable; what was not reached is for the next time.
    """
    for edition, kept_for in days.items():
        began, last = datetime.min.replace(tzinfo=UTC), UUID(int=0)
        while True:
            async with db.reading() as reader:
                after = Q(started_at__gt=began) | Q(id__gt=last)
                page = _silent(edition, kept_for, now).filter(after, started_at__gte=began)
                rows = page.order_by("started_at", "id").limit(PORTION).using_db(reader)
                found = cast("list[tuple[UUID, datetime]]", await rows.values_list("id", "started_at"))
                people = {await all_of(reader, talk) for talk, _ in found}
            if not found:
                break
            last, began = found[-1]
            yield await _erase(db, people, days, now)


def _silent(edition: str, days: int, now: datetime) -> QuerySet[tables.Conversation]:
    since = now - timedelta(days=days)
    return tables.Conversation.filter(edition=edition, started_at__lt=since, updated_at__lt=since)


async def _erase(db: Database, people: Collection[frozenset[UUID]], days: Mapping[str, int], now: datetime) -> int:
    """Erase those of these persons whose time is over as their talks stand now; how many conversations went."""
    gone: set[UUID] = set()
    async with db.transaction() as tx:
        talks = tables.Conversation.filter(id__in=frozenset().union(*people)).select_for_update().using_db(tx)
        rows = cast("list[tuple[UUID, str, datetime]]", await talks.values_list("id", "edition", "updated_at"))
        stands = {id_: (edition, at) for id_, edition, at in rows}
        for theirs in people:
            told = [stands[talk] for talk in theirs & stands.keys()]
            if all(edition in days for edition, _ in told):
                longest = max((days[edition] for edition, _ in told), default=0)
                if all(at < now - timedelta(days=longest) for _, at in told):
                    gone |= theirs
        if gone:
            receipt = uuid4()
            await privacy.erase(db, tx, gone, set(), receipt, receipt, now)
    if gone:
        db.recent.forget(gone)
        await db.scrub()
    return len(gone)
