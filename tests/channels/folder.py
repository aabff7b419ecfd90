"""A channel made by CONTRIBUTING's recipe: letters in folders, one folder a person, one JSON file a letter.

A person puts letters into `NAME/in` and finds the answers in `NAME/out`. An answer's buttons each say what to put into
a letter to press them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from aiohttp import web

from adapters.channels.contract import Hear, Opening, Pace, Ref
from adapters.links import Links
from flows.effects import Push, Say, Settle
from flows.model import Incoming, Key, Opened, Pressed, Said
from flows.texts import word


class Folder:
    """The channel."""

    name = "folder"
    lane_pace = Pace(0.001, 100)
    chat_pace = Pace(0.001, 100)

    def __init__(self, root: Path, flow: str, hear: Hear, clock: Callable[[], datetime], links: Links) -> None:
        self._root = root
        self._flow = flow
        self._hear = hear
        self._clock = clock
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        """Nothing comes over HTTP."""
        return []

    async def listen(self) -> None:
        """Read the letters, for ever."""
        while True:
            for letter in sorted(self._root.glob("*/in/*.json")):
                await self._read(letter)
            await asyncio.sleep(0.02)

    async def _read(self, letter: Path) -> None:
        """One letter to its committed turn; only then does it go: a letter that is read twice has the same id."""
        told = json.loads(await asyncio.to_thread(letter.read_text, encoding="utf-8"))
        key = Key(self.name, f"post/{letter.parent.parent.name}")
        match told:
            case {"press": [question, choice, edition]}:
                what: Opened | Said | Pressed = Pressed(question, (choice,), edition)
            case {"text": text}:
                what = Said(text)
            case _:
                what = Opened()
        opening = Opening(self._flow, told.get("language", ""), uuid4())
        await self._hear(Incoming(key, letter.name, self._clock(), what), opening)
        await asyncio.to_thread(letter.unlink)

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        """Bring one effect about."""
        person = self._root / effect.to.person.partition("/")[2]
        match effect:
            case Say():
                return {"letter": self._answer(effect, person / "out")}
            case Settle() if asked is not None:
                path = person / "out" / asked["letter"]
                path.write_text(json.dumps({"text": effect.text, "settled": True}), encoding="utf-8")
        return None

    def _answer(self, say: Say, out: Path) -> str:
        out.mkdir(parents=True, exist_ok=True)
        again = next(out.glob(f"*-{say.id}.json"), None)
        name = again.name if again else f"{len(list(out.iterdir())):06}-{say.id}.json"
        choices = say.prompt.choices if say.prompt else ()
        asked = say.prompt.id if say.prompt else ""
        told = {
            "text": word("person.line", say.locale, name=say.name, said=say.text) if say.name else say.text,
            "buttons": [{"label": c.label, "press": [asked, c.value, say.edition]} for c in choices],
            "link": self._links.url(say.gift.delivery) if say.gift else None,
        }
        draft = out.parent / f"{say.id}.draft"
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.rename(out / name)
        return name
