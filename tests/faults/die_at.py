"""Runs the server, and kills it with SIGKILL at a named point: `python -m tests.faults.die_at POINT` (or "never").

The points are patched in from here, so that the product itself knows nothing of them. Those of a turn die at the
incoming whose id is "last"; those of the dispatcher at the first effect.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot import cli, dispatcher
from bot.dispatcher import Dispatcher
from bot.turn import Turns
from storage import conversations, outbox
from storage.database import Database

POINTS = ("after-receive", "before-commit", "after-commit", "before-send", "after-send", "after-mark")


def die() -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    """Patch the one point; claims are short, so that a restarted server need not wait for them."""
    dispatcher.HOLD_SECONDS = 2.0
    dispatcher.LOOK_SECONDS = 0.2
    hear, record, transaction = Turns.hear, conversations.record, Database.transaction
    hand_over, done = Dispatcher._hand_over, outbox.done
    recording = False

    async def dying_hear(self: Turns, incoming: Any, opening: Any = None) -> Any:
        if incoming.id == "last":
            die()
        return await hear(self, incoming, opening)

    @asynccontextmanager
    async def dying_transaction(self: Database) -> AsyncIterator[Any]:
        async with transaction(self) as tx:
            yield tx
            if recording:
                die()

    async def dying_record(db: Database, incoming: Any, decision: Any, **more: Any) -> None:
        nonlocal recording
        recording = point == "before-commit" and incoming.id == "last"
        await record(db, incoming, decision, **more)
        if point == "after-commit" and incoming.id == "last":
            die()

    async def dying_hand_over(self: Dispatcher, due: Any) -> str:
        if point == "before-send":
            die()
        by = await hand_over(self, due)
        if point == "after-send":
            die()
        return by

    async def dying_done(*arguments: Any) -> None:
        await done(*arguments)
        if point == "after-mark":
            die()

    if point == "after-receive":
        Turns.hear = dying_hear  # type: ignore[method-assign]
    conversations.record = dying_record
    Database.transaction = dying_transaction  # type: ignore[method-assign]
    Dispatcher._hand_over = dying_hand_over  # type: ignore[method-assign]
    outbox.done = dying_done


if __name__ == "__main__":
    arm(sys.argv.pop(1))
    sys.argv = ["aimant", "run"]
    cli.main()
