"""Runs the server, and kills it with SIGKILL at a named point: `python -m tests.faults.die_at POINT` (or "never").

The points are patched in from here, so that the product itself knows nothing of them. Those of a turn die at the
incoming whose id is "last"; those of the dispatcher at the first effect.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from bot import cli, dispatcher
from bot.dispatcher import Dispatcher
from bot.turn import Turns
from storage import conversations, outbox

POINTS = ("after-receive", "before-commit", "after-commit", "before-send", "after-send", "after-mark")


def die() -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    """Patch the one point; claims are short, so that a restarted server need not wait for them."""
    dispatcher.HOLD_SECONDS = 2.0
    dispatcher.LOOK_SECONDS = 0.2
    hear, record, keep = Turns.hear, conversations.record, conversations._keep
    hand_over, done = Dispatcher._hand_over, outbox.done

    async def dying_hear(self: Turns, incoming: Any, opening: Any = None) -> Any:
        if incoming.id == "last":
            die()
        return await hear(self, incoming, opening)

    def dying_keep(turns: Any) -> Any:
        kept = yield from keep(turns)
        if any(turn.incoming.id == "last" for turn in turns):
            die()
        return kept

    async def dying_record(db: Any, incoming: Any, decision: Any, **more: Any) -> None:
        await record(db, incoming, decision, **more)
        if incoming.id == "last":
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
    if point == "before-commit":
        conversations._keep = dying_keep
    if point == "after-commit":
        conversations.record = dying_record
    Dispatcher._hand_over = dying_hand_over  # type: ignore[method-assign]
    outbox.done = dying_done


if __name__ == "__main__":
    arm(sys.argv.pop(1))
    sys.argv = ["aimant", "run"]
    cli.main()
