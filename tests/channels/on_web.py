"""A visitor of the web channel, over HTTP alone, as the widget's script talks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from flows.model import Key
from tests import ports
from tests.bot.kit import Visitor
from tests.channels.contract import Stage, line
from tests.conftest import started

NAME = "web"


class OnWeb:
    """A talker on the web."""

    def __init__(self, stage: Stage, session: aiohttp.ClientSession, flow: str) -> None:
        self._stage = stage
        self._session = session
        self._flow = flow
        self._visitor: Visitor | None = None
        self._locale = ""
        self._heard = 0
        self._taken = 0
        self._seen: list[dict[str, Any]] = []

    @property
    def _at(self) -> Visitor:
        assert self._visitor is not None, "open first"
        return self._visitor

    @property
    def key(self) -> Key:
        return Key("web", self._at.conversation)

    async def open(self, locale: str) -> None:
        self._locale = locale
        self._visitor = await Visitor.begin(self._session, self._stage.server.url, self._flow, locale)

    async def say(self, text: str) -> None:
        await self._at.say(text)

    async def press(self, label: str) -> None:
        question = (await self._last()).get("question") or {"choices": []}
        choice = next((c["value"] for c in question["choices"] if c["label"] == label), None)
        if choice is None:
            raise LookupError(label)
        await self._at.press(question["id"], choice)

    async def _all(self) -> list[dict[str, Any]]:
        """What was answered and, unless it was erased since, what came meanwhile."""
        received = self._at.messages[self._taken :]
        self._taken = len(self._at.messages)
        status, more = await self._at.resume(self._seen[-1]["seq"] if self._seen else 0)
        assert status in (200, 404)
        self._seen += sorted(more["messages"] if status == 200 else received, key=lambda m: int(m["seq"]))
        return self._seen

    async def _last(self) -> dict[str, Any]:
        return next(m for m in reversed(await self._all()) if m["from"] != "you")

    async def heard(self) -> list[str]:
        news = (await self._all())[self._heard :]
        self._heard += len(news)
        theirs = [m for m in news if m["from"] != "you"]
        return [line(self._locale, m["text"], m["name"]) if m.get("name") else m["text"] for m in theirs]

    async def buttons(self) -> list[str]:
        question = (await self._last()).get("question") or {}
        return [choice["label"] for choice in question.get("choices", ())]

    async def document(self) -> bytes:
        url = next(m["magnet"]["url"] for m in reversed(await self._all()) if m.get("magnet"))
        async with self._session.get(url) as answer:
            assert answer.status == 200
            return await answer.read()

    def as_shown(self, text: str) -> str:
        return text


@asynccontextmanager
async def stage(path: Path, flow: str) -> AsyncIterator[Stage]:
    """The web channel."""
    port = ports.free()
    connector = aiohttp.TCPConnector(force_close=True)  # a server that restarts ends what was kept open
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), connector=connector) as session,
        Stage(lambda: started(path, port=port), lambda on, _: OnWeb(on, session, flow)) as running,
    ):
        yield running
