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
from bot.app import Clock
from flows.effects import Decision
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

#: What only a page, or nobody, can do.
ELSEWHERE = {
    "livre-blanc-known-fr",  # the page brings answers along
    "livre-blanc-known-declined-en",
    "livre-blanc-again-en",  # asks for a fresh link
    "livre-blanc-withdrawn-fr",  # presses what the page shows beside an earlier answer
    "livre-blanc-stale-fr",  # presses what was never shown
    "bant-b2b-human-fr",
    "livre-blanc-odd-text-en",  # says what no app sends
    "livre-blanc-erase-yes-en",  # goes on after the erasure, where another talk begins
}
STORIES = [story for story in every_story() if story.name not in ELSEWHERE]
#: Stories of one flow and one day are told by as many persons at once, to one server.
DAYS = sorted({(story.flow, story.starts) for story in STORIES})


class Seat(Protocol):
    """Where a person sits: how they talk there, and what they have seen."""

    key: Key

    async def open(self) -> None: ...
    async def say(self, text: str) -> None: ...
    async def press(self, label: str) -> None: ...
    def seen(self) -> Sequence[str]: ...
    def documents(self) -> Sequence[bytes]: ...
    async def until(self, seen: Callable[[], bool]) -> None: ...


def since(starts: datetime) -> Clock:
    """A clock that begins when a story does, and runs."""
    began = datetime.now(UTC)  # noqa: TID251 — the dispatcher waits in real time
    return lambda: starts + (datetime.now(UTC) - began)  # noqa: TID251 — as above


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


async def tell_over(story: Story, flow: Flow, seat: Seat, server: Server) -> None:
    """Play the story at a seat, and see that it goes as told."""
    decisions = [decision for _, decision in tell(story, flow)]
    for i, turn in enumerate(story.turns):
        before = len(seat.seen())
        now = decisions[i - 1].conversation if i else story.first(flow)
        what = _what(story, turn, flow, now)
        match what:
            case Said(text=text):
                await seat.say(text)
            case Pressed(choices=[_, _, *_] as several):
                await seat.say(", ".join(label_of(each, decisions[:i], now.locale) for each in several))
            case Pressed(choices=(choice,)):
                await seat.press(label_of(choice, decisions[:i], now.locale))
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


def label_of(choice: str, before: Sequence[Decision], locale: str) -> str:
    """What stands on a button, as it was last shown; of a verb that had none, the words for it."""
    shown = {c.value: c.label for d in before for m in d.messages if m.prompt for c in m.prompt.choices}
    return shown[choice] if choice in shown else word(f"button.{choice.removeprefix('/')}", locale)


class TelegramSeat:
    def __init__(self, tg: Any, story: Story) -> None:
        number = 42 + STORIES.index(story)
        self.key = Key("telegram", f"123456/{number}")
        self._tg = tg
        self._person = tg.person(number, "Marie", story.locale)

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
        self._user = f"U{100 + STORIES.index(story)}"
        self.key = Key("slack", f"{TEAM}/{self._user}")
        self._o = o
        self._member = o.w.member(self._user, "Marie", locale=LOCALES[story.locale])
        self._seen: dict[str, str] = {}

    async def open(self) -> None:
        await self._member.command("/aimant", "", self._o.w.dm(self._user).id)

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


#: Gives somebody a seat at a server that runs.
Sit = Callable[[Story], Seat]
Running = AsyncIterator[tuple[Sit, Server]]


@asynccontextmanager
async def on_telegram(path: Path, port: int, clock: Clock, flow: str, smtp: FakeSmtp) -> Running:
    async with telegram() as tg:
        async with serving(path, tg, port, f"{flow}={TOKEN}", clock=clock, **mail(smtp)) as server:
            await ready(tg)
            yield lambda story: TelegramSeat(tg, story), server
        assert tg.breaches == []
        assert tg.refused_429 == 0


@asynccontextmanager
async def on_slack(path: Path, port: int, clock: Clock, flow: str, smtp: FakeSmtp) -> Running:
    async with office(path, port, socket=True, slack_flow=flow, frozen=clock, **mail(smtp)) as o:
        yield lambda story: SlackSeat(o, story), o.server


@pytest.mark.parametrize("channel", [on_telegram, on_slack], ids=["telegram", "slack"])
@pytest.mark.parametrize(("flow", "starts"), DAYS, ids=[f"{flow}-{starts:%A}" for flow, starts in DAYS])
async def test_they_go_as_told_and_end_in_a_document(
    flow: str, starts: datetime, channel: Any, tmp_path: Path, free_port: int
) -> None:
    stories = [story for story in STORIES if (story.flow, story.starts) == (flow, starts)]

    async with FakeSmtp() as smtp, channel(tmp_path, free_port, since(starts), flow, smtp) as (sit, server):
        told = (tell_over(story, shipped(flow), sit(story), server) for story in stories)
        ends = await asyncio.gather(*told, return_exceptions=True)

    assert "\n".join(str(end) for end in ends if end is not None) == ""


@pytest.mark.parametrize("over", ["telegram", "slack"])
@pytest.mark.parametrize("name", ["bant-b2b-hot-fr", "bant-b2b-hot-en"])
async def test_the_hot_one_ends_in_a_claimed_card(name: str, over: str, tmp_path: Path, free_port: int) -> None:
    story = next(each for each in STORIES if each.name == name)
    async with FakeSmtp() as smtp, telegram() as tg:
        bots = {"telegram_bots": f"{story.flow}={TOKEN}", "telegram_base_url": tg.base_url, "telegram_mode": "webhook"}
        more = {**bots, **mail(smtp), "slack_flow": story.flow}
        async with office(tmp_path, free_port, socket=True, frozen=since(story.starts), **more) as o:
            for channel in o.server.house.channels:
                channel.chat_pace = Pace(1 / SPEED, 2)
            await ready(tg)
            ana = o.w.member("U1", "Ana")
            seat = TelegramSeat(tg, story) if over == "telegram" else SlackSeat(o, story)
            await tell_over(story, shipped(story.flow), seat, o.server)
            await o.press(ana, "Je prends")
            await o.slack.until(lambda: any("pris · Ana" in m.words for m in o.cards) or None, 10)
            [case] = await cases.opened_since(o.server.house.db, f"slack/{TEAM}/C1", datetime(2020, 1, 1, tzinfo=UTC))
            placed = await cases.find(o.server.house.db, case)

    assert placed is not None
    assert placed.case.owner is not None
    assert placed.case.owner.name == "Ana"
