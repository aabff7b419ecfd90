"""One-time tokens that carry a conversation to another channel; only their SHA-256 is kept.

A token that was used stays as long as its conversation: it tells that two talks are one person's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from storage import tables
from storage.database import Database
from storage.scripts import few

#: For how long a token can be used, in minutes.
MINUTES = 60
#: Begins the `used_by` of a token that was used in another browser, where the same conversation goes on.
BEARER = "bearer/"


async def offer(db: Database, token_hash: str, conversation: UUID, now: datetime) -> datetime:
    """Keep a fresh token for a conversation; returns when it expires. Those that expired unused are dropped."""
    expires = now + timedelta(minutes=MINUTES)
    async with db.transaction() as tx:
        await tables.Continuation.filter(expires_at__lt=now, used_by=None).using_db(tx).delete()
        row = tables.Continuation(token_hash=token_hash, conversation_id=conversation, expires_at=expires)
        await tables.Continuation.bulk_create([row], using_db=tx)
    return expires


async def redeem(db: Database, token_hash: str, by: str, now: datetime) -> UUID | None:
    """The conversation that a token is for, if it is good; used up by `by`, who gets the same answer again."""
    async with db.transaction() as tx:
        return await _redeemed(tx, token_hash, by, now)


async def rejoin(db: Database, token_hash: str, bearer_hash: str, now: datetime) -> UUID | None:
    """The conversation that a token is for, if it is good; it is used up, and the talk is `bearer_hash`'s from now on.

    Whoever bore it before does so no longer: a link that is given to somebody else shows its giver nothing. The same
    bearer gets the same answer again, for as long as the talk has not gone on to yet another.
    """
    by = f"{BEARER}{bearer_hash}"
    async with db.transaction() as tx:
        again = await tables.Continuation.filter(token_hash=token_hash, used_by=by).using_db(tx).exists()
        found = await _redeemed(tx, token_hash, by, now)
        talk = tables.Conversation.filter(id=found).using_db(tx)
        if found is not None and again and not await talk.filter(token_hash=bearer_hash).exists():
            return None
        if found is not None:
            await talk.update(token_hash=bearer_hash)
    if found is not None:
        db.recent.forget([found])
    return found


async def _redeemed(tx: BaseDBAsyncClient, token_hash: str, by: str, now: datetime) -> UUID | None:
    fresh = tables.Continuation.filter(Q(used_by=None) | Q(used_by=by), token_hash=token_hash, expires_at__gte=now)
    if not await fresh.using_db(tx).update(used_by=by):
        return None
    found = tables.Continuation.filter(token_hash=token_hash).using_db(tx)
    return cast("list[UUID]", await found.values_list("conversation_id", flat=True))[0]


async def before(client: BaseDBAsyncClient, talks: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The talks that these go on with, each with the id of the incoming that brought it over."""
    found: list[tuple[UUID, str]] = []
    for some in few(talks):
        keys = tables.Conversation.filter(id__in=some).using_db(client)
        told = cast("list[tuple[UUID, str, str]]", await keys.values_list("id", "channel", "person"))
        who = {talk: f"{channel}/{person}" for talk, channel, person in told}
        turns = tables.Turn.filter(conversation_id__in=some).using_db(client)
        heard = cast("list[tuple[UUID, str]]", await turns.values_list("conversation_id", "incoming_id"))
        uses = {f"{who[talk]}/{incoming_id}": incoming_id for talk, incoming_id in heard if talk in who}
        for each in few(uses):
            rows = tables.Continuation.filter(used_by__in=each).using_db(client)
            used = cast("list[tuple[UUID, str]]", await rows.values_list("conversation_id", "used_by"))
            found += [(talk, uses[by]) for talk, by in used]
    return found


async def after(client: BaseDBAsyncClient, talks: Collection[UUID]) -> set[UUID]:
    """The talks that go on with these."""
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for some in few(talks):
        rows = tables.Continuation.filter(conversation_id__in=some).exclude(used_by=None).using_db(client)
        for used_by in cast("list[str]", await rows.values_list("used_by", flat=True)):
            channel, *parts = used_by.split("/")
            # ids of persons and of incomings may hold a slash too
            persons[channel] |= {"/".join(parts[:n]) for n in range(1, len(parts))}
    found: set[UUID] = set()
    for channel, them in persons.items():
        for each in few(them):
            theirs = tables.Conversation.filter(channel=channel, person__in=each).using_db(client)
            found |= set(cast("list[UUID]", await theirs.values_list("id", flat=True)))
    return found


async def near(client: BaseDBAsyncClient, talks: Collection[UUID]) -> set[UUID]:
    """The talks that these go on with, and those that go on with them."""
    return {earlier for earlier, _ in await before(client, talks)} | await after(client, talks)


async def linked(client: BaseDBAsyncClient, talks: set[UUID]) -> set[UUID]:
    """Talks with all that they go on with, and all that go on with them, however long the chain is."""
    found, new = set(talks), set(talks)
    while new:
        new = await near(client, new) - found
        found |= new
    return found
