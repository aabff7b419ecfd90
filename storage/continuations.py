"""One-time tokens that carry a conversation to another channel; only their SHA-256 is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from tortoise.expressions import Q

from storage import tables
from storage.database import Database

#: For how long a token can be used, in minutes.
MINUTES = 60


async def offer(db: Database, token_hash: str, conversation: UUID, now: datetime) -> datetime:
    """Keep a fresh token for a conversation; returns when it expires. Tokens that have expired are dropped."""
    expires = now + timedelta(minutes=MINUTES)
    async with db.transaction() as tx:
        await tables.Continuation.filter(expires_at__lt=now).using_db(tx).delete()
        row = tables.Continuation(token_hash=token_hash, conversation_id=conversation, expires_at=expires)
        await tables.Continuation.bulk_create([row], using_db=tx)
    return expires


async def redeem(db: Database, token_hash: str, by: str, now: datetime) -> UUID | None:
    """The conversation that a token is for, if it is good; used up by `by`, who gets the same answer again."""
    async with db.transaction() as tx:
        fresh = tables.Continuation.filter(Q(used_by=None) | Q(used_by=by), token_hash=token_hash, expires_at__gte=now)
        if not await fresh.using_db(tx).update(used_by=by):
            return None
        found = tables.Continuation.filter(token_hash=token_hash).using_db(tx)
        return cast("list[UUID]", await found.values_list("conversation_id", flat=True))[0]
