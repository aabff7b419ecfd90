"""Who alone may do something now: a lease runs out by itself, so that whoever died hands it on."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

from tortoise.expressions import Q

from storage import tables
from storage.database import Database


async def take(db: Database, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take or renew a lease until `seconds` from now; False while it is somebody else's.

    One that lasts more than twice as long was given by a clock ahead of ours, and holds nobody up.
    """
    until = now + timedelta(seconds=seconds)
    async with db.transaction() as tx:
        row = tables.Lease(name=name, holder=holder, until=until)
        await tables.Lease.bulk_create([row], ignore_conflicts=True, using_db=tx)
        mine = tables.Lease.filter(name=name, holder=holder).using_db(tx)
        over = Q(until__lte=now) | Q(until__gt=now + 2 * timedelta(seconds=seconds))
        run_out = tables.Lease.filter(over, name=name).using_db(tx)
        return bool(await mine.update(until=until) or await run_out.update(holder=holder, until=until))


async def first_use(db: Database, use: str, token: str, now: datetime, seconds: float) -> bool:
    """Whether a token that is good for so many seconds comes for the first time; only its SHA-256 is kept till then."""
    name, holder = f"{use}/{hashlib.sha256(token.encode()).hexdigest()}", uuid4().hex
    async with db.transaction() as tx:
        await tables.Lease.filter(name__startswith=f"{use}/", until__lte=now).using_db(tx).delete()
        row = tables.Lease(name=name, holder=holder, until=now + timedelta(seconds=seconds))
        await tables.Lease.bulk_create([row], ignore_conflicts=True, using_db=tx)
        return await tables.Lease.filter(name=name, holder=holder).using_db(tx).exists()


async def give_up(db: Database, name: str, holder: str) -> None:
    """Let a lease go before it runs out."""
    async with db.transaction() as tx:
        await tables.Lease.filter(name=name, holder=holder).using_db(tx).delete()
