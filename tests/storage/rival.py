"""Another process on the same database: `python -m tests.storage.rival URL migrate|count|claim TIMES`."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import timedelta

from storage import outbox, tables
from storage.database import Database
from tests.storage.talks import AT


async def main(url: str, task: str, times: int) -> None:
    db = await Database.open(url)
    try:
        if task == "migrate":
            print(json.dumps(await db.migrate()))
        elif task == "count":
            await count_up(db, times)
        else:
            print(json.dumps(await claim_all(db)))
    finally:
        await db.close()


async def count_up(db: Database, times: int) -> None:
    """Read a number, write the next: what a deferred transaction would lose or refuse."""
    for _ in range(times):
        async with db.transaction() as tx:
            row = await tables.FlowEdition.filter(hash="n").select_for_update().using_db(tx).first()
            assert row is not None
            await tables.FlowEdition.filter(hash="n").using_db(tx).update(source=str(int(row.source) + 1))


async def claim_all(db: Database) -> list[str]:
    """Everything there is to claim, three at a time."""
    mine: list[str] = []
    while due := await outbox.claim_due(db, "mail", AT + timedelta(days=1), 3, 600):
        mine += [str(each.id) for each in due]
    return mine


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
