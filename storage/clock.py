"""Whether the clock can be believed: what cannot be undone waits until it has run evenly for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from storage import tables
from storage.database import Database

#: The one row: the clock of all processes.
_NAME = "clock"
#: A clock that was not looked at for longer has been set, or nobody was there; several machines' lie no further apart.
#: As long as the shortest time that a flow can tell that it keeps people for.
_AWAY, _APART = timedelta(days=1), timedelta(minutes=1)


async def even_since(db: Database, now: datetime) -> datetime:
    """Since when the clocks that looked here, once an hour or so, have neither gone back nor leapt by a day."""
    async with db.transaction() as tx:
        rows = await tables.Clock.filter(name=_NAME).using_db(tx).values_list("since", "seen")
        since, seen = cast("list[tuple[datetime, datetime]]", rows)[0] if rows else (now, now)
        if not seen - _APART <= now <= seen + _AWAY:
            since = now
        row = tables.Clock(name=_NAME, since=since, seen=now)
        await tables.Clock.bulk_create([row], on_conflict=["name"], update_fields=["since", "seen"], using_db=tx)
    return since
