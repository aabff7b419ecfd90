"""The terminal while a person of the team leads: what comes is shown as it comes, and no line is blocked or lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.channels import console
from bot.app import House
from flows.model import Key, Released, TakenOver, What, Wrote
from storage import conversations, outbox, privacy
from tests.channels.contract import line
from tests.channels.on_terminal import Seat, sitting
from tests.conftest import started


@asynccontextmanager
async def seated(path: Path, locale: str) -> AsyncIterator[tuple[House, Seat]]:
    async with started(path) as server, sitting(server.house, "livre-blanc", locale) as seat:
        yield server.house, seat


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "LOOK_SECONDS", 0.02)


async def team(house: House, seat: Seat, *whats: What) -> None:
    for what in whats:
        await seat.team(house, what)


async def until(true: Callable[[], bool], what: str) -> None:
    try:
        async with asyncio.timeout(10):
            while not true():  # noqa: ASYNC110 — a screen has no event
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"never came: {what}")


@pytest.mark.parametrize(
    ("locale", "here", "gone", "asked"),
    [
        ("fr", "parlez maintenant avec Ana", "Ana a quitté", "où en êtes-vous"),
        ("en", "talking with Ana", "Ana has left", "where do you stand"),
    ],
)
async def test_a_person_of_the_team_is_seen_without_typing_and_gives_back_the_same_question(
    tmp_path: Path, locale: str, here: str, gone: str, asked: str
) -> None:
    async with seated(tmp_path, locale) as (house, seat):
        await seat.type("1")
        await until(lambda: asked in seat.text(), asked)
        listed = seat.list()
        seat.clear()

        await team(house, seat, TakenOver("Ana"), Wrote("Ana", "Bonjour <b>!"))
        await until(lambda: line(locale, "Bonjour <b>!") in seat.text(), "Ana's line")
        assert here in seat.text()
        assert seat.list() == []
        assert seat.invited > 0

        await seat.type("2")  # a word to Ana, no number of a list
        talk = await conversations.find(house.db, Key("console", seat.person))
        forwarded = [row for row in await outbox.listing(house.db, None, 50) if row["kind"] == "forward"]
        seat.clear()
        await team(house, seat, Released())
        await until(lambda: asked in seat.text(), "the question again")
        back = seat.list()
        again = seat.text()

    assert talk is not None
    assert talk.state == "handed_over"
    assert talk.answer("engaged") is None
    assert len(forwarded) == 1
    assert gone in again
    assert back == listed
    assert len(listed) > 1


async def test_a_line_half_typed_when_somebody_writes_is_not_lost(tmp_path: Path) -> None:
    async with seated(tmp_path, "en") as (house, seat):
        reads = seat.reads
        await team(house, seat, TakenOver("Ana"), Wrote("Ana", "one"), Wrote("Ana", "two"))
        await until(lambda: "Ana: two" in seat.text(), "Ana's lines")
        await seat.type("I was typing this all the while")
        mine = [m.text for m in (await house.turns.recall(Key("console", seat.person))).messages if m.sender == "you"]

    assert reads == 1
    assert seat.reads == 2  # one that lasted through what came, and the next
    assert mine == ["I was typing this all the while"]
    assert seat.text().index("Ana: one") < seat.text().index("Ana: two")
    assert seat.text().count("Ana: one") == 1


async def test_what_came_just_before_a_line_was_sent_is_shown_before_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "LOOK_SECONDS", 60.0)
    async with seated(tmp_path, "en") as (house, seat):
        await team(house, seat, TakenOver("Ana"), Wrote("Ana", "just before"), Released())
        await seat.type("1")
        text = seat.text()

    assert text.index("Ana: just before") < text.index("where do you stand")


async def test_a_talk_that_was_erased_meanwhile_ends(tmp_path: Path) -> None:
    async with seated(tmp_path, "en") as (house, seat):
        found = await conversations.find(house.db, Key("console", seat.person))
        assert found is not None
        await privacy.erase_conversation(house.db, found.id, house.clock(), uuid4())
        await asyncio.sleep(0.1)  # looked at several times in vain
        assert not seat.over
        await seat.type("1")

    assert seat.over
