"""The web's stories again, over Telegram and over Slack: the same words, the same end, a document, a claimed card."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from adapters.channels.contract import Pace
from adapters.channels.slack.blocks import button
from adapters.channels.slack.prospects import ASKED
from adapters.channels.telegram.wire import callback_data
from bot.app import Clock
from flows import outcomes
from flows.effects import Decision, EraseLead
from flows.flow import Flow, Question
from flows.model import Conversation, Key, LinkAsked, Opened, Pressed, Said
from flows.speech import EDITION
from flows.texts import word
from storage import cases, conversations, privacy
from tests.bot.test_slack import LOCALES, TEAM, office
from tests.bot.test_telegram import BOT, SPEED, TOKEN, ready, serving, telegram
from tests.conftest import Server
from tests.fakes.slack import read
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram.limits import empty
from tests.flows.stories import CATALOG, Story, _what, every_story, shipped, tell

#: What only a page can do, and why.
ELSEWHERE = {
    "livre-blanc-known-fr": "the page brings answers along: a chat knows nothing of its person when it opens",
    "livre-blanc-known-declined-en": "the same, and the person declines",
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
    async def press_old(self, edition: str, question: str, choice: str) -> None:
        """Press what is not valid (any more): on the message that showed it, or, forged, on one that did not."""
        ...

    def told(self) -> Sequence[str]:
        """What was told to them alone, in answer to such presses."""
        ...

    def standing(self) -> str:
        """The one message whose buttons can be pressed now; "" when there is none, or more than one."""
        ...

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


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def plain(text: str) -> str:
    """French spaces as a story writes them, and no receipt's number: a talk on a server has one of its own."""
    return _UUID.sub("…", text.replace("\u202f", " ").replace("\u00a0", " "))


def sendable(text: str) -> str:
    """The nearest to a text that an app sends: half characters are left out, and something of it can be seen."""
    text = text.encode(errors="ignore").decode()
    return f"{text}…" if empty(text) else text


def in_order(said: str, lines: Sequence[str]) -> bool:
    at = 0
    for line in lines:
        at = said.find(line, at)
        if at < 0:
            return False
        at += len(line)
    return True


async def tell_over(story: Story, flow: Flow, seat: Seat, server: Server) -> None:
    """Play the story at a seat, and see that it goes as told, up to where a page is asked for a fresh link."""
    decisions = [decision for _, decision in tell(story, flow)]
    last = decisions[0]
    erased = False
    for i, turn in enumerate(story.turns):
        now = decisions[i - 1].conversation if i else story.first(flow)
        what = _what(story, turn, flow, now)
        if isinstance(what, LinkAsked):
            break
        stale = decisions[i].turn.did == "stale"
        before, told = len(seat.seen()), len(seat.told())
        await do(what, seat, flow, decisions[:i], now, stale=stale)
        last = decisions[0 if erased else i]
        # what is said after an erasure begins another talk
        lines = [plain(line.text) for line in story.turns[0 if erased else i].lines if line.sign == "<"]

        def as_told(before: int = before, told: int = told, lines: list[str] = lines, stale: bool = stale) -> bool:
            shown = [*seat.told()[told:], seat.standing()] if stale else seat.seen()[before:]
            return (not stale or len(seat.told()) == told + 1) and in_order(plain("\n".join(shown)), lines)

        try:
            await seat.until(as_told)
        except (TimeoutError, AssertionError):
            shown = [*seat.seen()[before:], *seat.told()[told:]]
            raise AssertionError(f"{story.name}.txt:{turn.number}: {lines}, but saw {shown}") from None
        if stale:
            assert len(seat.seen()) == before, f"{story.name}.txt:{turn.number}: {seat.seen()[before:]}"
        elif not lines:
            await seat.until(lambda before=before: len(seat.seen()) > before)
        if any(isinstance(effect, EraseLead) for effect in decisions[i].effects):
            erased = True
            await leaves_a_receipt(seat, server, _UUID.findall(seat.seen()[-1]))
    await as_it_ended(last.conversation, seat, server)
    if not erased and any(gift for decision in decisions for gift in decision.gifts):
        await seat.until(lambda: bool(seat.documents()))
    assert set(seat.documents()) <= {path.read_bytes() for path in (CATALOG / "magnets").glob("*.pdf")}


async def do(
    what: Opened | Said | Pressed, seat: Seat, flow: Flow, before: Sequence[Decision], now: Conversation, *, stale: bool
) -> None:
    """What a person does for this at a seat."""
    match what:
        case Said(text=text):
            await seat.say(sendable(text))
        case Pressed(question=question, choices=(choice,)) if stale:
            await seat.press_old(now.edition[:EDITION], question, choice)
        case Pressed(question=question, choices=("/change",)) if question != now.asking:
            await seat.say(to_change(flow.by_id[question], now.locale))  # a page has a button beside each answer
        case Pressed(choices=[_, _, *_] as several):
            await seat.say(", ".join(label_of(each, before, now.locale) for each in several))
        case Pressed(choices=(choice,)):
            await seat.press(label_of(choice, before, now.locale))
        case _:
            await seat.open()


def to_change(question: Question, locale: str) -> str:
    """The words that change an earlier answer, as the product tells them."""
    told = re.search(r"[«“]\s*(.+?)\s*[»”]", word("stale.answered", locale, about=outcomes.label(question, locale)))
    assert told is not None
    return told[1]


async def leaves_a_receipt(seat: Seat, server: Server, shown: Sequence[str]) -> None:
    """Wait until nothing is kept of the talk but the receipt whose number was shown."""
    async with asyncio.timeout(10):
        while await conversations.find(server.house.db, seat.key) is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert shown == [str(each.id) for each in await privacy.receipts(server.house.db)]


async def as_it_ended(told: Conversation, seat: Seat, server: Server) -> None:
    """See that the talk stands as it does in the story."""
    kept = await conversations.find(server.house.db, seat.key)
    assert kept is not None
    assert (kept.state, kept.ending, kept.locale) == (told.state, told.ending, told.locale)
    assert [(a.question, a.value) for a in kept.answers] == [(a.question, a.value) for a in told.answers]
    assert kept.asking == told.asking


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

    async def press_old(self, edition: str, question: str, choice: str) -> None:
        data = callback_data(edition, question, choice)
        shown = [m for m in self._person.chat(BOT).said if m.buttons]
        message = next((m for m in shown if data in [each for _, each in m.buttons]), shown[-1])
        await self._person.press_old(BOT, message, data)

    def told(self) -> Sequence[str]:
        return [toast for toast in self._person.chat(BOT).toasts if toast]

    def standing(self) -> str:
        asked = [str(m.text) for m in self._person.chat(BOT).messages if m.buttons]
        return asked[0] if len(asked) == 1 else ""

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
        self._asked: dict[str, Any] = {}

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

    async def press_old(self, edition: str, question: str, choice: str) -> None:
        action = f"{ASKED}:{edition}:{question}:"
        for m in reversed(self._asked.values()):
            for _, its_action, value in m.buttons:
                if its_action.startswith(action) and value == choice:
                    await self._member.press_old(m, its_action)
                    return
        asked = next(m for m in reversed(self._member.inbox) if m.buttons)
        forged = {"type": "actions", "block_id": "forged", "elements": [button("?", f"{action}0", choice)]}
        await self._member.press_old(replace(asked, blocks=(forged,)), f"{action}0")

    def told(self) -> Sequence[str]:
        return [read(m.words) for m in self._member.ephemerals(self._o.w.dm(self._user).id) if m.bot_id]

    def standing(self) -> str:
        asked = [read(m.words) for m in self._member.inbox if m.buttons]
        return asked[0] if len(asked) == 1 else ""

    def seen(self) -> Sequence[str]:
        for m in self._member.inbox:  # as each was when it came: a settled question is no new saying
            if m.bot_id and not m.only_for:
                self._seen.setdefault(m.ts, read(m.words))
                if m.buttons:
                    self._asked.setdefault(m.ts, m)
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
    async with telegram(callback_seconds=10 * SPEED) as tg:  # a slow machine is none that forgets to answer
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

    each = zip(stories, ends, strict=True)
    assert "\n".join(f"{story.name}: {str(end) or repr(end)}" for story, end in each if end is not None) == ""


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
