"""People who talk on three channels at once, for as long as told, and repeat what was not acknowledged."""

from __future__ import annotations

import asyncio
import json
import random  # noqa: TID251 (the moments of a crowd)
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from flows.model import Key
from storage import tables
from storage.database import Database
from tests.bot.kit import BANT
from tests.faults.ground import BOT, Ground


@dataclass
class Crowd:
    """`said` holds for each person what was acknowledged, in order; `odd` each status that is neither yes nor later."""

    ground: Ground
    secret: str
    pause: float = 0.1
    chat_pause: float = 0.1
    """On Telegram and in Slack, which take so many messages a second: who is faster is answered later and later."""
    over: bool = False
    said: dict[Key, list[str]] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    acknowledged: int = 0
    refused: int = 0
    late: int = 0
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _jitter: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311 (it keeps no secret)

    async def talk(self, web: int, telegram: int, slack: int) -> None:
        """So many on each channel, until it is over: then each falls silent once their last word is acknowledged."""
        ways = [*[self._on_web] * web, *[self._on_telegram] * telegram, *[self._on_slack] * slack]
        await asyncio.gather(*(self._again_and_again(way) for way in ways))

    async def not_as_said(self, db: Database) -> dict[Key, tuple[list[str], list[str]]]:
        """Whose transcript does not hold exactly what was acknowledged, in that order."""
        wrong = {}
        async with db.reading() as reader:
            for key, said in self.said.items():
                talk = await tables.Conversation.filter(channel=key.channel, person=key.person).using_db(reader).first()
                texts: list[str] = []
                if talk is not None:
                    kept = tables.Message.filter(conversation_id=talk.id, sender="you").order_by("seq").using_db(reader)
                    texts = [str(text) for text in await kept.values_list("text", flat=True)]
                if texts != said:
                    wrong[key] = (said, texts)
        return wrong

    async def _again_and_again(self, way: Callable[[list[str]], Awaitable[None]]) -> None:
        while not self.over:
            words = list(BANT)
            words[words.index("camille@dubois.example")] = f"camille{next(self._numbers)}@dubois.example"
            await way(words)

    async def _until_taken(self, send: Callable[[], Awaitable[int]], pause: float | None = None) -> None:
        """Send the same until it is acknowledged, and pause."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            try:
                async with asyncio.timeout(20):
                    status = await send()
            except (aiohttp.ClientError, OSError, TimeoutError):
                status = 0
            if status in (200, 201):
                break
            self.refused += status == 503
            if status not in (0, 503):
                self.odd.append(status)
            await asyncio.sleep(0.05)
        self.acknowledged += 1
        self.late += loop.time() - began > 5
        await asyncio.sleep(self._jitter.uniform(0, 2 * (self.pause if pause is None else pause)))

    async def _on_web(self, words: list[str]) -> None:
        begun: dict[str, str] = {}
        session, url = self.ground.session, f"{self.ground.url}/api/v1/conversations"

        async def begin() -> int:
            async with session.post(url, json={"flow": "bant-b2b", "locale": "en"}) as answer:
                begun.update(json.loads(await answer.read()) if answer.status == 201 else {})
                return answer.status

        await self._until_taken(begin)
        key = Key("web", begun["conversation"])
        headers = {"Authorization": f"Bearer {begun['token']}"}
        for number, text in enumerate(words):
            if self.over:
                return

            async def say(number: int = number, text: str = text) -> int:
                place = f"{url}/{begun['conversation']}/messages"
                async with session.post(place, json={"id": f"m{number}", "text": text}, headers=headers) as answer:
                    await answer.read()
                    if answer.status == 503 and not answer.headers.get("Retry-After"):
                        return -503
                    return answer.status

            await self._until_taken(say)
            self.said.setdefault(key, []).append(text)

    async def _on_telegram(self, words: list[str]) -> None:
        chat = 10_000 + next(self._numbers)
        self.ground.tg.person(chat, language_code="en").chat(BOT).started = True
        for text in ["/start", *words]:
            if self.over:
                return
            update = self.ground.telegram_update(chat, text)
            await self._until_taken(
                lambda update=update: self.ground.telegram_brings(update, self.secret), self.chat_pause
            )
            if text != "/start":
                self.said.setdefault(Key("telegram", f"123456/{chat}"), []).append(text)

    async def _on_slack(self, words: list[str]) -> None:
        user = f"U{10_000 + next(self._numbers)}"
        self.ground.slack.workspaces["T1"].member(user, "Marie", locale="en-GB")
        for text in ["hello", *words]:
            if self.over:
                return
            event = self.ground.slack_event(user, text)
            await self._until_taken(lambda event=event: self.ground.slack_brings(event), self.chat_pause)
            if text != "hello":  # that opens the talk
                self.said.setdefault(Key("slack", f"T1/{user}"), []).append(text)
