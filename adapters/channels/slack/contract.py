"""What Slack's channel asks of the parts around it: a desk that takes what happens in channels, and the workspaces."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from adapters.channels.slack.install import Installation

#: How the action ids and the callback ids of the desk begin; all others are prospects'.
DESK = "desk:"


class DeskRoom(Protocol):
    """Where sales works. What it raises for an outage is answered so that Slack, or the member, tries again."""

    async def pressed(self, team: str, body: dict[str, Any], action: dict[str, Any]) -> None:
        """An element whose action id begins with `DESK` was used."""
        ...

    async def submitted(self, team: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """A modal whose callback id begins with `DESK`; returns Slack's response_action, None to close it."""
        ...

    async def posted(self, team: str, event: dict[str, Any], event_id: str) -> None:
        """A message in a channel, whoever wrote it."""
        ...


class Workspaces(Protocol):
    """The workspaces that the app is installed in."""

    async def token_of(self, team: str) -> str | None:
        """A workspace's bot token; None when it did not install the app."""
        ...

    async def bot_user_of(self, team: str) -> str | None:
        """The bot's own user there."""
        ...

    async def save(self, new: Installation) -> None:
        """Keep a workspace that installed the app."""
        ...

    async def forget(self, team: str, at: datetime) -> None:
        """Forget a workspace that took the app away at that time, unless it installed it again since."""
        ...
