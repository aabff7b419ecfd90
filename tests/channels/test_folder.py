"""A channel made by CONTRIBUTING's recipe, held to the core of the contract."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import logs
from bot.app import serving
from bot.settings import Settings
from flows.model import Key
from tests.channels.contract import CONTRACT, CORE, FLOW, WORDS, Stage, carried, until
from tests.channels.folder import Folder
from tests.conftest import Server, placed

NAME = "folder"


class InFolder:
    """A talker who writes letters."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._folder = folder
        self._written = 0
        self._heard = 0
        (folder / "in").mkdir(parents=True)
        (folder / "out").mkdir()

    @property
    def key(self) -> Key:
        return Key(NAME, f"post/{self._folder.name}")

    def _post(self, letter: dict[str, Any]) -> None:
        self._written += 1
        draft = self._folder / "draft"
        draft.write_text(json.dumps(letter), encoding="utf-8")
        draft.rename(self._folder / "in" / f"{self._written:06}.json")

    async def open(self, locale: str) -> None:
        self._post({"language": locale})

    async def say(self, text: str) -> None:
        self._post({"text": text})

    async def press(self, label: str) -> None:
        press = next((b["press"] for b in await self._shown() if b["label"] == label), None)
        if press is None:
            raise LookupError(label)
        self._post({"press": press})

    async def _answers(self) -> list[dict[str, Any]]:
        async def read() -> bool:
            return not any((self._folder / "in").iterdir())

        await until(read)
        await carried(self._stage.house, NAME)
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((self._folder / "out").iterdir())]

    async def _shown(self) -> list[dict[str, Any]]:
        return next((a["buttons"] for a in reversed(await self._answers()) if a.get("buttons")), [])

    async def heard(self) -> list[str]:
        answers = await self._answers()
        news, self._heard = answers[self._heard :], len(answers)
        return [answer["text"] for answer in news]

    async def buttons(self) -> list[str]:
        return [button["label"] for button in await self._shown()]

    async def document(self) -> bytes:
        url = next(a["link"] for a in reversed(await self._answers()) if a.get("link"))
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 200
            return await answer.read()

    def as_shown(self, text: str) -> str:
        return text


@asynccontextmanager
async def stage(path: Path, flow: str) -> AsyncIterator[Stage]:
    """The folder."""
    post = path / "post"

    @asynccontextmanager
    async def serve() -> AsyncIterator[Server]:
        settings = Settings(data_dir=path / "data", port=0, log_level="error")  # type: ignore[call-arg]
        logs.configure(settings.log_level)
        # the one line that registers it
        extra = [lambda parts: Folder(post, flow, parts.turns.hear, parts.clock, parts.links)]
        async with serving(await placed(settings), extra=extra) as (house, url):
            yield Server(url, house)

    async with Stage(serve, lambda on, number: InFolder(on, post / f"person-{number}")) as running:
        yield running


@pytest.mark.parametrize("locale", WORDS)
@pytest.mark.parametrize("check", CORE)
async def test_it_keeps_to_the_core_of_the_contract(check: str, locale: str, tmp_path: Path) -> None:
    async with stage(tmp_path, FLOW) as running:
        await CONTRACT[check](running, locale)
