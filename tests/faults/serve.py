"""Runs the server as `aimant run` does, with claims that run out soon and chats that bear many messages a second.

`python -m tests.faults.serve`: what restarts in the middle then need not wait a minute for claims of the dead.
"""

from __future__ import annotations

import sys

from adapters.channels.contract import Pace
from adapters.channels.slack.channel import Slack
from adapters.channels.telegram import Telegram
from bot import cli, dispatcher

if __name__ == "__main__":
    dispatcher.HOLD_SECONDS = 2.0
    dispatcher.LOOK_SECONDS = 0.2
    Telegram.chat_pace = Slack.chat_pace = Pace(0.05, 3)
    sys.argv = ["aimant", "run"]
    cli.main()
