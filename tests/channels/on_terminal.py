"""A person at the terminal: types lines and reads a screen, as wide as it takes (what is tested are the words)."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import UUID

import aiohttp
import pytest

from adapters.channels import console
from adapters.channels.contract import Heard, NoConversation, Opening
from bot.app import House
from flows.model import Incoming, Key, What
from storage.database import Unavailable
from tests.channels.contract import Stage, until
from tests.conftest import started

NAME = "terminal"

_LISTED = re.compile(r"    (\d+)\. (.*)")


class Seat:
    """One `aimant play`: what is typed, and the screen. `house` gives the parts that stand at the moment."""

    def __init__(self, house: Callable[[], House], flow: str, locale: str) -> None:
        self._house = house
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._waits = asyncio.Event()
        self._deeds = 0
        self.screen: list[str] = []
        self.shown = 0
        self.reads = 0
        self.invited = 0
        self.person = ""
        parts = house()
        self._talk = asyncio.create_task(
            console.talk(
                flow,
                locale,
                self._hear,
                self._recall,
                parts.links,
                parts.clock,
                self._read,
                self._write,
                self._after,
                self._invite,
            )
        )

    async def _hear(self, incoming: Incoming, opening: Opening | None = None) -> Heard:
        self.person = incoming.key.person
        return await self._house().turns.hear(incoming, opening)

    async def _recall(self, key: Key, after: int) -> Heard:
        while True:
            try:
                return await self._house().turns.recall(key, after)
            except Unavailable:  # between two servers
                await asyncio.sleep(0.01)

    async def _read(self) -> str | None:
        self.reads += 1
        self._waits.set()
        return await self._lines.get()

    def _write(self, line: str) -> None:
        self.shown += not line
        self.screen.append(line)

    async def _after(self, _: UUID) -> None:
        """Nothing is explained."""

    def _invite(self) -> None:
        self.invited += 1

    @property
    def over(self) -> bool:
        return self._talk.done()

    async def waits(self) -> None:
        """Until the next line is waited for, or the talk is over."""
        waiting = asyncio.create_task(self._waits.wait())
        async with asyncio.timeout(20):
            await asyncio.wait([waiting, self._talk], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._talk.done():
            self._talk.result()

    async def type(self, line: str) -> None:
        """A line, and what comes of it."""
        await self.waits()
        self._waits.clear()
        self._lines.put_nowait(line)
        await self.waits()

    def clear(self) -> None:
        self.screen.clear()

    def text(self) -> str:
        return "\n".join(self.screen)

    def messages(self) -> list[list[str]]:
        """The rows of each message on the screen."""
        found: list[list[str]] = []
        for row in self.screen:
            if not row:
                found.append([])
            else:
                found[-1].append(row)
        return found

    def list(self) -> list[str]:
        """The labels below the latest message."""
        rows = self.messages()[-1] if self.screen else []
        return [m[2] for row in rows if (m := _LISTED.fullmatch(row))]

    async def team(self, house: House, what: What) -> None:
        """What a person of the team does, in another process."""
        self._deeds += 1
        key = Key(console.CHANNEL, self.person)
        await house.turns.hear(Incoming(key, f"/desk/{self._deeds}", house.clock(), what))

    async def leave(self) -> None:
        self._talk.cancel()
        with suppress(asyncio.CancelledError):
            await self._talk


@asynccontextmanager
async def sitting(house: House, flow: str, locale: str) -> AsyncIterator[Seat]:
    """A seat whose talk has begun."""
    seat = Seat(lambda: house, flow, locale)
    try:
        await seat.waits()
        yield seat
    finally:
        await seat.leave()


class OnTerminal:
    """A talker at the terminal."""

    def __init__(self, stage: Stage, flow: str) -> None:
        self._stage = stage
        self._flow = flow
        self._list: list[str] = []
        self._given = ""
        self.seat: Seat | None = None

    @property
    def _at(self) -> Seat:
        assert self.seat is not None, "open first"
        return self.seat

    @property
    def key(self) -> Key:
        return Key(console.CHANNEL, self._at.person)

    async def open(self, locale: str) -> None:
        self.seat = Seat(lambda: self._stage.house, self._flow, locale)
        await self.seat.waits()

    async def say(self, text: str) -> None:
        await self._at.type(text)

    async def press(self, label: str) -> None:
        labels = await self.buttons()
        if label not in labels:
            raise LookupError(label)
        await self._at.type(str(labels.index(label) + 1))

    async def heard(self) -> list[str]:
        await self._seen()
        found = []
        for rows in self._at.messages():
            self._list = [m[2] for row in rows if (m := _LISTED.fullmatch(row))]
            self._given = next((row[4:] for row in rows if row.startswith("  → ")), self._given)
            texts = [row[2:] for row in rows if not _LISTED.fullmatch(row) and not row.startswith("  (")]
            found.append("\n".join(texts))
        self._at.clear()
        return found

    async def _seen(self) -> None:
        """All that is in the transcript is on the screen."""

        async def shown() -> bool:
            return self._at.shown >= sum(m.sender != "you" for m in await self._stage.transcript(self))

        with suppress(NoConversation):
            await until(shown)

    async def buttons(self) -> list[str]:
        await self._seen()
        return self._at.list() if self._at.screen else self._list

    async def document(self) -> bytes:
        async with aiohttp.ClientSession() as session, session.get(self._given) as answer:
            assert answer.status == 200
            return await answer.read()

    def as_shown(self, text: str) -> str:
        """A terminal would obey what steers the direction of a text; what joins letters stays."""
        return "".join(c for c in text if unicodedata.category(c) != "Cf" or c in "\u200c\u200d")


@asynccontextmanager
async def stage(path: Path, flow: str) -> AsyncIterator[Stage]:
    """The terminal; the server beside it opens the links and may restart, as the person's seat stays."""
    talkers: list[OnTerminal] = []

    def sit(on: Stage, _: int) -> OnTerminal:
        talkers.append(OnTerminal(on, flow))
        return talkers[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(console, "LOOK_SECONDS", 0.02)
        patch.setattr(console, "WIDTH", 10_000)
        async with Stage(lambda: started(path), sit) as running:
            try:
                yield running
            finally:
                for talker in talkers:
                    if talker.seat is not None:
                        await talker.seat.leave()
