"""CONTRIBUTING's recipe for a channel that pushes, followed once: one class, and one line to put it in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from aiohttp import web

from adapters.channels.contract import Hear, Opening, Pace, Ref
from bot.app import House, house, now
from bot.settings import Settings
from flows.effects import Push, Say
from flows.model import Incoming, Key, Opened, Pressed, Released, Said, TakenOver, What, Wrote
from storage import conversations
from tests.conftest import placed


class Pigeons:
    """A channel of files: a letter that is put into a folder is heard, and the answer lies in another."""

    name = "pigeons"
    lane_pace = chat_pace = Pace(0.001, 100)

    def __init__(self, folder: Path, hear: Hear, clock: Callable[[], object]) -> None:
        self._folder, self._hear, self._clock = folder, hear, clock
        self.letters: list[Say] = []

    def routes(self) -> list[web.RouteDef]:
        return []

    async def listen(self) -> None:
        return

    async def arrive(self, letter: str, what: What) -> None:
        """A pigeon comes in; it goes to rest only when its letter is kept."""
        opening = Opening("livre-blanc", "fr", uuid4())
        await self._hear(Incoming(Key(self.name, "loft/marie"), letter, now(), what), opening)

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        del asked
        if isinstance(effect, Say):
            self.letters.append(effect)
            (self._folder / f"{len(self.letters):03}.txt").write_text(effect.text, encoding="utf-8")
        return {"letter": len(self.letters)}


async def test_a_channel_of_ones_own_talks_to_the_end(tmp_path: Path) -> None:
    def pigeons(parts: House) -> Pigeons:
        return Pigeons(tmp_path, parts.turns.hear, parts.clock)

    settings = await placed(Settings(data_dir=tmp_path / "data"))
    async with house(settings, "http://127.0.0.1:8080", extra=[pigeons]) as parts:
        [channel] = parts.channels
        assert isinstance(channel, Pigeons)
        whats: list[What] = [Opened(), Said("1"), Pressed("engaged", ("leading",)), Said("oui"), Said("Marie")]
        whats += [TakenOver("Ana"), Wrote("Ana", "Bonjour <b>!"), Released(), Said("m@exemple.be"), Said("oui")]
        for n, what in enumerate(whats):
            await channel.arrive(str(n), what)
            await channel.arrive(str(n), what)  # twice is once
        async with asyncio.timeout(20):
            while not any(letter.gift for letter in channel.letters):  # noqa: ASYNC110 (a file tells nobody)
                await asyncio.sleep(0.02)
        talk = await conversations.find(parts.db, Key("pigeons", "loft/marie"))

    assert talk is not None
    assert talk.state == "done"
    said = [letter.text for letter in channel.letters]
    assert "assistant automatique" in said[0]
    assert [letter.name for letter in channel.letters if letter.name] == ["Ana"]
    assert len(said) == len(set(said))
