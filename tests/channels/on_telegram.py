"""A person with Telegram's app, against the strict stand-in; updates come by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from flows.model import Key
from tests import ports
from tests.bot.test_telegram import BOT, TOKEN, ready, serving, telegram
from tests.channels.contract import Stage, carried
from tests.fakes.telegram import FakeTelegram, Person

NAME = "telegram"


class OnTelegram:
    """A talker on Telegram."""

    def __init__(self, stage: Stage, tg: FakeTelegram, number: int) -> None:
        self._stage = stage
        self._tg = tg
        self._number = number
        self._heard = 0
        self._person: Person | None = None

    @property
    def person(self) -> Person:
        assert self._person is not None, "open first"
        return self._person

    @property
    def key(self) -> Key:
        return Key("telegram", f"{TOKEN.partition(':')[0]}/{self._number}")

    async def open(self, locale: str) -> None:
        await ready(self._tg)
        self._person = self._tg.person(self._number, "Marie", f"{locale}-BE")
        await self._person.start(BOT)

    async def say(self, text: str) -> None:
        await self.person.say(BOT, text)

    async def press(self, label: str) -> None:
        await self._quiet()
        await self.person.press(BOT, label)

    async def _quiet(self) -> None:
        await self._tg.settled(20)
        await carried(self._stage.house, "telegram")

    async def heard(self) -> list[str]:
        await self._quiet()
        said = self.person.chat(BOT).said
        news, self._heard = said[self._heard :], len(said)
        return [message.text for message in news if not message.edited]  # an edit tells what was pressed

    async def buttons(self) -> list[str]:
        await self._quiet()
        chat = self.person.chat(BOT)
        below = next((m.buttons for m in reversed(chat.messages) if m.buttons), [])
        return [label for label, _ in below] + [b if isinstance(b, str) else b["text"] for b in chat.shown]

    async def document(self) -> bytes:
        await self._quiet()
        return next(m.document.data for m in reversed(self.person.chat(BOT).messages) if m.document)

    def as_shown(self, text: str) -> str:
        return text


@asynccontextmanager
async def stage(path: Path, flow: str, **more: Any) -> AsyncIterator[Stage]:
    """One bot; `more` are settings, or the clock."""
    port = ports.free()
    async with telegram() as tg:
        bots = f"{flow}={TOKEN}"
        async with Stage(
            lambda: serving(path, tg, port, bots, **more), lambda on, number: OnTelegram(on, tg, 41 + number)
        ) as running:
            yield running
        assert tg.breaches == []
        assert tg.refused_429 == 0
