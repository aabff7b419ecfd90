"""Runs the server as `aimant run` does, with claims that run out soon and chats that bear many messages a second.

`python -m tests.faults.serve`: what restarts in the middle then need not wait a minute for claims of the dead.
SERVE_PATIENCE in the environment is for how many seconds a database is waited for.
"""

from __future__ import annotations

import gc
import os
import sys

from bot import start


def _prepare() -> None:
    from adapters.channels.contract import Pace
    from adapters.channels.slack.channel import Slack
    from adapters.channels.telegram import Telegram
    from bot import dispatcher
    from storage.backends import asyncpg, sqlite

    dispatcher.HOLD_SECONDS = 2.0
    dispatcher.LOOK_SECONDS = 0.2
    Telegram.chat_pace = Slack.chat_pace = Pace(0.05, 3)
    if patience := os.environ.get("SERVE_PATIENCE"):  # noqa: TID251 (a process of the tests)
        asyncpg.PATIENCE = float(patience)
        sqlite.credentials.__kwdefaults__["busy"] = int(float(patience) * 1000)


if __name__ == "__main__":
    gc.disable()  # as the command does while it loads
    _prepare()
    sys.argv = ["aimant", "run"]
    start.main()
