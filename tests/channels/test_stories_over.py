"""The web's stories again, over Telegram and over Slack: the same words, the same end, a document, a claimed card."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from adapters.channels.contract import Pace
from flows import questions
from flows.flow import Flow
from flows.model import Key, Pressed, Said
from flows.texts import word
from storage import cases, conversations
from tests.bot.test_slack import LOCALES, TEAM, office
from tests.bot.test_telegram import BOT, SPEED, TOKEN, ready, serving, telegram
from tests.conftest import Server
from tests.fakes.slack import read
from tests.fakes.smtp import FakeSmtp
from tests.flows.stories import CATALOG, Story, _what, every_story, shipped, tell

#: All three flows, both languages, each to an end with something in hand.
NAMES = (
    "livre-blanc-hot-fr",
    "livre-blanc-hot-en",
    "livre-blanc-back-twice-fr",
    "livre-blanc-language-fr",
    "bant-b2b-hot-fr",
    "bant-b2b-hot-en",
    "bant-b2b-branch-left-fr",
    "quiz-b2c-warm-en",
    "quiz-b2c-old-fr",
)
STORIES = [story for story in every_story() if story.name in NAMES]


class Seat(Protocol):
    """Where a person sits: how they talk there, and what they have seen."""

    key: Key

    async def open(self) -> None: ...
    async def say(self, text: str) -> None: ...
    async def press(self, label: str) -> None: ...
    def seen(self) -> Sequence[str]: ...
    def documents(self) -> Sequence[bytes]: ...
    async def until(self, seen: Callable[[], bool]) -> None: ...


def since(story: Story) -> Callable[[], datetime]:
    """A clock that begins when the story does, and runs."""
    began = datetime.now(UTC)  # noqa: TID251 — the dispatcher waits in real time
    return lambda: story.starts + (datetime.now(UTC) - began)  # noqa: TID251 — as above


def mail(smtp: FakeSmtp) -> dict[str, Any]:
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp.port,
        "smtp_security": "none",
        "mail_from": "hello@aimant.example",
    }


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def in_order(said: str, lines: Sequence[str]) -> bool:
    at = 0
    for line in lines:
        at = said.find(line, at)
        if at < 0:
            return False
        at += len(line)
    return True


async def told(story: Story, flow: Flow, seat: Seat, server: Server) -> None:
    """Play the story at a seat, and see that it goes as told."""
    decisions = [decision for _, decision in tell(story, flow)]
    for i, turn in enumerate(story.turns):
        before = len(seat.seen())
        now = decisions[i - 1].conversation if i else story.first(flow)
        what = _what(story, turn, flow, now)
        match what:
            case Said(text=text):
                await seat.say(text)
            case Pressed(question=question, choices=[_, _, *_] as several):
                await seat.say(", ".join(label_of(flow, question, each, now.locale) for each in several))
            case Pressed(question=question, choices=(choice,)):
                await seat.press(label_of(flow, question, choice, now.locale))
            case _:
                await seat.open()
        lines = [line.text for line in turn.lines if line.sign == "<"]

        def as_told(before: int = before, lines: list[str] = lines) -> bool:
            return in_order(plain("\n".join(seat.seen()[before:])), lines)

        try:
            await seat.until(as_told)
        except (TimeoutError, AssertionError):
            raise AssertionError(f"{story.name}.txt:{turn.number}: {lines}, but saw {seat.seen()[before:]}") from None
        if not lines:
            await seat.until(lambda before=before: len(seat.seen()) > before)
    last = decisions[-1].conversation
    kept = await conversations.find(server.house.db, seat.key)
    assert kept is not None
    assert (kept.state, kept.ending, kept.locale) == (last.state, last.ending, last.locale)
    assert [(a.question, a.value) for a in kept.answers] == [(a.question, a.value) for a in last.answers]
    if any(gift for decision in decisions for gift in decision.gifts):
        await seat.until(lambda: bool(seat.documents()))
        assert set(seat.documents()) <= {path.read_bytes() for path in (CATALOG / "magnets").glob("*.pdf")}


def label_of(flow: Flow, question: str, choice: str, locale: str) -> str:
    """What stands on a button."""
    if choice.startswith("/"):
        return word(f"button.{choice[1:].partition(':')[0]}", locale)
    return dict(questions.options_of(flow.by_id[question], locale))[choice]


class TelegramSeat:
    def __init__(self, tg: Any, story: Story) -> None:
        self.key = Key("telegram", "123456/42")
        self._tg = tg
        self._person = tg.person(42, "Marie", story.locale)

    async def open(self) -> None:
        await self._person.start(BOT)

    async def say(self, text: str) -> None:
        await self._person.say(BOT, text)

    async def press(self, label: str) -> None:
        try:
            await self._person.press(BOT, label)
        except LookupError:
            await self._person.say(BOT, label)  # a verb that has no button now is said

    def seen(self) -> Sequence[str]:
        return [m.text for m in self._person.chat(BOT).said if not m.edited]

    def documents(self) -> Sequence[bytes]:
        return [m.document.data for m in self._person.chat(BOT).messages if m.document]

    async def until(self, seen: Callable[[], bool]) -> None:
        await self._tg.until(seen, 10)


class SlackSeat:
    def __init__(self, o: Any, story: Story) -> None:
        self.key = Key("slack", f"{TEAM}/U9")
        self._o = o
        self._member = o.w.member("U9", "Marie", locale=LOCALES[story.locale])
        self._seen: dict[str, str] = {}

    async def open(self) -> None:
        await self._member.command("/aimant", "", self._o.w.dm("U9").id)

    async def say(self, text: str) -> None:
        await self._member.dm(text)

    async def press(self, label: str) -> None:
        asked = next((m for m in reversed(self._member.inbox) if m.buttons), None)
        if asked is not None and any(each == label for each, _, _ in asked.buttons):
            await self._member.press(asked.channel, asked.ts, label)
        else:
            await self._member.dm(label)

    def seen(self) -> Sequence[str]:
        for m in self._member.inbox:  # as each was when it came: a settled question is no new saying
            if m.bot_id and not m.only_for:
                self._seen.setdefault(m.ts, read(m.words))
        return list(self._seen.values())

    def documents(self) -> Sequence[bytes]:
        return [content for m in self._member.inbox for _, content, _ in m.files]

    async def until(self, seen: Callable[[], bool]) -> None:
        await self._o.slack.until(lambda: seen() or None, 10)


@asynccontextmanager
async def on_telegram(path: Path, port: int, story: Story, smtp: FakeSmtp) -> AsyncIterator[tuple[Seat, Server]]:
    async with telegram() as tg:
        bots = f"{story.flow}={TOKEN}"
        async with serving(path, tg, port, bots, clock=since(story), **mail(smtp)) as server:
            await ready(tg)
            yield TelegramSeat(tg, story), server
        assert tg.breaches == []


@asynccontextmanager
async def on_slack(path: Path, port: int, story: Story, smtp: FakeSmtp) -> AsyncIterator[tuple[Seat, Server]]:
    async with office(path, port, socket=True, slack_flow=story.flow, frozen=since(story), **mail(smtp)) as o:
        yield SlackSeat(o, story), o.server


@pytest.mark.parametrize("seat", [on_telegram, on_slack], ids=["telegram", "slack"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_it_goes_as_told_and_ends_in_a_document(story: Story, seat: Any, tmp_path: Path, free_port: int) -> None:
    async with FakeSmtp() as smtp, seat(tmp_path, free_port, story, smtp) as (place, server):
        await told(story, shipped(story.flow), place, server)


@pytest.mark.parametrize("name", ["bant-b2b-hot-fr", "bant-b2b-hot-en"])
async def test_the_hot_one_ends_in_a_claimed_card(name: str, tmp_path: Path, free_port: int) -> None:
    story = next(each for each in STORIES if each.name == name)
    async with FakeSmtp() as smtp, telegram() as tg:
        bots = {"telegram_bots": f"{story.flow}={TOKEN}", "telegram_base_url": tg.base_url, "telegram_mode": "webhook"}
        async with office(tmp_path, free_port, socket=True, frozen=since(story), **bots, **mail(smtp)) as o:
            for channel in o.server.house.channels:
                channel.chat_pace = Pace(1 / SPEED, 2)
            await ready(tg)
            ana = o.w.member("U1", "Ana")
            await told(story, shipped(story.flow), TelegramSeat(tg, story), o.server)
            await o.press(ana, "Je prends")
            await o.slack.until(lambda: any("pris · Ana" in m.words for m in o.cards) or None, 10)
            [case] = await cases.opened_since(o.server.house.db, f"slack/{TEAM}/C1", datetime(2020, 1, 1, tzinfo=UTC))
            placed = await cases.find(o.server.house.db, case)
            await asyncio.sleep(0)

    assert placed is not None
    assert placed.case.owner is not None
    assert placed.case.owner.name == "Ana"
