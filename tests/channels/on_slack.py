"""A person in Slack's direct messages, against the strict stand-in; events come over https."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from flows.model import Key
from tests import ports
from tests.bot.test_slack import LOCALES, TEAM, serving, slack
from tests.channels.contract import Stage, carried
from tests.fakes.slack import FakeSlack, Member, Message, read

NAME = "slack"


class OnSlack:
    """A talker in Slack's direct messages."""

    def __init__(self, stage: Stage, fake: FakeSlack, number: int) -> None:
        self._stage = stage
        self._slack = fake
        self._user = f"U{100 + number}"
        self._seen: set[str] = set()
        self._member: Member | None = None

    @property
    def member(self) -> Member:
        assert self._member is not None, "open first"
        return self._member

    @property
    def key(self) -> Key:
        return Key("slack", f"{TEAM}/{self._user}")

    async def open(self, locale: str) -> None:
        w = self._slack.workspaces[TEAM]
        self._member = w.member(self._user, "Marie", locale=LOCALES[locale])
        await self._member.command("/aimant", "", w.dm(self._user).id)

    async def say(self, text: str) -> None:
        await self.member.dm(text)

    async def press(self, label: str) -> None:
        asked = next((m for m in reversed(await self._said()) if m.buttons), None)
        if asked is None or all(each.label != label for each in asked.buttons):
            raise LookupError(label)
        await self.member.press(asked.channel, asked.ts, label)

    async def _said(self) -> list[Message]:
        """What the bot said, once all that is under way has come."""
        await self._slack.idle()
        await carried(self._stage.house, NAME)
        return [m for m in self.member.inbox if m.bot_id and not m.only_for]

    async def heard(self) -> list[str]:
        news = [m for m in await self._said() if m.ts not in self._seen]
        self._seen |= {m.ts for m in news}
        return [_text(m) for m in news]  # an edit tells what was pressed, and is no news

    async def buttons(self) -> list[str]:
        asked = next((m for m in reversed(await self._said()) if m.buttons), None)
        return [each.label for each in asked.buttons] if asked else []

    async def document(self) -> bytes:
        return next(m.files[0].content for m in reversed(await self._said()) if m.files)

    def as_shown(self, text: str) -> str:
        return text


def _text(message: Message) -> str:
    """The paragraphs, without the buttons."""
    return read("\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section"))


@asynccontextmanager
async def stage(path: Path, flow: str, **more: Any) -> AsyncIterator[Stage]:
    """One workspace; `more` are settings, or the clock."""
    port = ports.free()
    async with (
        slack(port) as fake,
        Stage(
            lambda: serving(path, fake, port, slack_flow=flow, **more), lambda on, number: OnSlack(on, fake, number)
        ) as running,
    ):
        yield running
