"""Whole talks on Telegram against a strict server of it: by webhook and by polling, in trouble and out of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from adapters.channels.contract import Opening, Pace, UnknownFlow
from bot.app import Clock, now
from flows.model import Incoming, Key, Opened, Released, Said, TakenOver, Wrote
from storage import conversations, dead_letters, outbox, privacy, reports, tables
from storage.database import Unavailable
from tests.conftest import Server, address_in, started
from tests.fakes.telegram import FakeTelegram, Fault, Person, Reply, error
from tests.flows.stories import CATALOG

TOKEN, OTHER = "123456:TOKEN-A", "654321:TOKEN-B"
BOT, SECOND = "aimant_bot", "second_bot"
#: How much quicker than the real one Telegram goes here.
SPEED = 20.0


@asynccontextmanager
async def telegram(**more: Any) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram({TOKEN: BOT, OTHER: SECOND}, speed=SPEED, **more) as tg:
        yield tg


@asynccontextmanager
async def serving(
    path: Path, tg: FakeTelegram, port: int, bots: str = TOKEN, clock: Clock = now, **more: Any
) -> AsyncIterator[Server]:
    """A server with its bots, brisk enough for a test; by webhook unless told."""
    settings = {
        "telegram_bots": bots,
        "telegram_base_url": tg.base_url,
        "telegram_mode": "webhook",
        "base_url": f"http://127.0.0.1:{port}",
        "port": port,
    }
    async with started(path, clock, **(settings | more)) as server:
        for channel in server.house.channels:
            # the fake's time runs faster too
            channel.chat_pace, channel.lane_pace = Pace(1 / SPEED, 2), Pace(1 / 30 / SPEED, 30)
        yield server


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with telegram() as running:
        yield running
        assert running.breaches == []


async def ready(tg: FakeTelegram, bot: str = BOT) -> None:
    """The bot has told Telegram where it is."""
    assert await tg.world.until(lambda: tg.bot(bot).updates.webhook is not None, 10)


async def warm(person: Person, words: list[str], end: str) -> None:
    """Say each of these, the next as soon as something was answered."""
    for text in words:
        before = len(person.chat(BOT).said)
        await person.say(BOT, text)
        assert await person._tg.world.until(lambda before=before: len(person.chat(BOT).said) > before, 10), text
    await person.hears(BOT, end, 10)


async def document_of(person: Person, count: int = 1) -> Any:
    def documents() -> list[Any]:
        return [m.document for m in person.chat(BOT).messages if m.document]

    assert await person._tg.world.until(lambda: len(documents()) >= count, 10)
    return documents()[-1]


#: What is said in a whole talk of a flow, and what its end holds.
TALKS = {
    ("livre-blanc", "fr"): ("1|2|oui|Marie|marie@exemple.be|oui", "livre blanc"),
    ("livre-blanc", "en"): ("1|2|yes|Mary|mary@example.org|yes", "white paper"),
    ("bant-b2b", "fr"): (
        "Factures|35|dans 2 mois|12 k€|moi|oui|Camille Dubois|Atelier Vert|c@exemple.be|oui|0470 12 34 56",
        "Merci, tout y est",
    ),
    ("bant-b2b", "en"): (
        "invoices|10 to 49|in 6 weeks|between 8 and 10k|I decide|yes|Camille Dubois|Dubois & Fils|c@dubois.example|yes"
        "|0470 12 34 56",
        "that is all we need",
    ),
    ("quiz-b2c", "fr"): ("6 ans|85 000|essence|bon|ce mois-ci|oui|Alix|alix@exemple.be", "INSPECTION-10"),
    ("quiz-b2c", "en"): ("5 years|100000|diesel|good|in 5 months|yes|Alix|alix@example.org", "INSPECTION-10"),
}


def talk_of(flow: str, locale: str) -> tuple[list[str], str]:
    said, end = TALKS[flow, locale]
    return said.split("|"), end


@pytest.mark.parametrize("mode", ["webhook", "polling"])
@pytest.mark.parametrize(("flow", "locale"), TALKS, ids=str)
async def test_a_whole_talk_ends_in_a_delivered_document(
    tmp_path: Path, tg: FakeTelegram, free_port: int, flow: str, locale: str, mode: str
) -> None:
    said, end = talk_of(flow, locale)
    marie = tg.person(42, "Marie", language_code=f"{locale}-BE")
    async with serving(tmp_path, tg, free_port, f"{flow}={TOKEN}", telegram_mode=mode) as server:
        if mode == "webhook":
            await ready(tg)
        await marie.start(BOT, "fair-2026")
        await marie.hears(BOT, "automatique" if locale == "fr" else "automated", 10)
        await warm(marie, said, end)
        document = await document_of(marie)
        talk = await conversations.find(server.house.db, Key("telegram", "123456/42"))

    assert talk is not None
    assert talk.state == "done"
    assert talk.locale == locale
    assert talk.source.utm == {"start": "fair-2026"}
    files = {path.read_bytes() for path in (CATALOG / "magnets").glob(f"*.{locale}.pdf")}
    assert document.data in files
    assert any("/m/" in text for text in marie.chat(BOT).texts)
    assert tg.refused_429 == 0


async def test_a_press_shows_its_answer_in_place_of_the_buttons(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port):
        await ready(tg)
        await marie.start(BOT)
        asked = await marie.hears(BOT, "automatique")
        label = asked.buttons[0][0]

        await marie.press(BOT, label)
        settled = await marie.hears(BOT, f"✅ {label}")
        following = await marie.hears(BOT, "où en êtes-vous")

    assert all(len(data.encode()) <= 64 for _, data in asked.buttons)
    assert settled.message_id == asked.message_id
    assert settled.buttons == []
    assert following.buttons
    assert marie.chat(BOT).toasts == [""]


async def test_a_stale_press_is_a_toast_and_changes_nothing(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        asked = await marie.hears(BOT, "automatique")
        await marie.press(BOT, asked.buttons[0][0])
        await marie.hears(BOT, "où en êtes-vous")
        before = await conversations.find(server.house.db, Key("telegram", "123456/42"))
        said = len(marie.chat(BOT).said)

        await marie.press_old(BOT, asked, asked.buttons[1][1])
        assert await tg.world.until(lambda: len(marie.chat(BOT).toasts) == 2, 10)
        after = await conversations.find(server.house.db, Key("telegram", "123456/42"))

    assert before is not None
    assert after is not None
    assert marie.chat(BOT).toasts[1]
    assert (after.answers, after.asking, after.seq) == (before.answers, before.asking, before.seq)
    assert len(marie.chat(BOT).said) == said


async def test_an_edited_message_changes_the_answer_it_gave(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        written = await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous")

        await marie.edit(BOT, written.message_id, "vélo")
        await marie.hears(BOT, "C’est noté")
        talk = await conversations.find(server.house.db, Key("telegram", "123456/42"))

    assert talk is not None
    answer = talk.answer("interest")
    assert answer is not None
    assert answer.raw == "vélo"


async def test_after_a_stop_an_edited_answer_is_told_how_to_go_on(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port):
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        written = await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous")
        await marie.say(BOT, "/cancel")
        await marie.hears(BOT, "C’est arrêté")

        await marie.edit(BOT, written.message_id, "2")
        told = await marie.hears(BOT, "Notre conversation est arrêtée")
        await marie.press(BOT, told.buttons[0][0])
        await marie.hears(BOT, "où en êtes-vous")


async def test_a_command_to_another_bot_is_not_answered(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        marie.chat(BOT).started = True
        for text in (f"/start@{SECOND}", f"/delete@{SECOND}", f"/start@{BOT} fair-2026"):
            await marie.say(BOT, text)
        await marie.hears(BOT, "automatique")
        await tg.settled()
        async with server.house.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()

    assert turns == 1


async def test_only_ones_own_phone_number_is_taken_and_its_keyboard_goes(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    said, _ = talk_of("bant-b2b", "fr")
    async with serving(tmp_path, tg, free_port, f"bant-b2b={TOKEN}") as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await warm(marie, said[:-1], "À quel numéro")
        await marie.share_contact(BOT, "+32470999999", own=False)
        await marie.hears(BOT, "quelqu’un d’autre")
        await marie.share_contact(BOT, "32470123456")
        await marie.hears(BOT, "Merci, tout y est")
        await document_of(marie)
        talk = await conversations.find(server.house.db, Key("telegram", "123456/42"))

    assert talk is not None
    phone = talk.answer("phone")
    assert phone is not None
    assert phone.value == "+32470123456"
    assert marie.chat(BOT).shown == []


async def test_files_stickers_and_voices_are_told_what_can_be_read(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42, language_code="en")
    async with serving(tmp_path, tg, free_port):
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automated")
        for send in (marie.send_photo, marie.send_sticker, marie.send_voice):
            await send(BOT)
            await marie.hears(BOT, "I can only read text")
        await marie.send_photo(BOT, "1")
        await marie.hears(BOT, "where do you stand")


async def test_what_is_sent_twice_is_uploaded_once(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    said, end = talk_of("livre-blanc", "fr")
    async with serving(tmp_path, tg, free_port):
        await ready(tg)
        documents = []
        for number in (42, 43):
            person = tg.person(number)
            await person.start(BOT)
            await person.hears(BOT, "automatique")
            await warm(person, said, end)
            documents.append(await document_of(person))

    assert documents[0].file_id == documents[1].file_id
    assert "upload_document" in tg.chats[42].chat(BOT).actions
    assert "upload_document" not in tg.chats[43].chat(BOT).actions


async def test_two_bots_speak_their_own_flows_and_commands(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, f"livre-blanc={TOKEN},bant-b2b={OTHER}"):
        await ready(tg)
        await ready(tg, SECOND)
        await marie.start(BOT)
        await marie.start(SECOND)
        await marie.hears(BOT, "10 initiatives")
        await marie.hears(SECOND, "travail administratif")
        await marie.say(BOT, "/language")
        await marie.hears(BOT, "We go on in English")
        await marie.say(SECOND, "/privacy")
        await marie.hears(SECOND, "supprimer mes données")
        async with aiohttp.ClientSession() as session:
            asked = {"language_code": "fr", "scope": {"type": "all_private_chats"}}
            async with session.post(f"{tg.base_url}{TOKEN}/getMyCommands", json=asked) as answer:
                commands = (await answer.json())["result"]

    assert {c["command"]: c["description"] for c in commands}["human"] == "Parler à une personne"


async def test_who_has_blocked_the_bot_is_marked_and_nothing_waits_for_them(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie, ben = tg.person(42), tg.person(43)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await marie.block(BOT)
        key = Key("telegram", "123456/42")
        for n in range(3):
            await server.house.turns.hear(Incoming(key, f"x{n}", server.house.clock(), Said("1")))
        await ben.start(BOT)
        await ben.hears(BOT, "automatique")
        async with asyncio.timeout(10):
            while {r["state"] for r in await outbox.listing(server.house.db)} & {"pending"}:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        async with server.house.db.reading() as reader:
            rows = tables.Conversation.filter(person="123456/42").using_db(reader)
            [marked] = await rows.values_list("unreachable", flat=True)
        states = {row["state"] for row in await outbox.listing(server.house.db)}

    assert marked
    assert {"dead", "done"} <= states <= {"dead", "done", "cancelled"}


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.RESET, Fault.RESET_AFTER, error(500, "Internal Server Error")])
async def test_a_lost_answer_doubles_a_message_once_at_most(
    tmp_path: Path, tg: FakeTelegram, free_port: int, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.channels.telegram.sending.DEADLINE_SECONDS", 0.5)
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.2,) * 9)
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        for channel in server.house.channels:
            for bot in channel._bots.values():  # type: ignore[attr-defined]
                bot.sender.calls.seconds = 0.5
        await ready(tg)
        tg.then("sendMessage", fault)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous")

    assert 1 <= sum("assistant automatique" in text for text in marie.chat(BOT).texts) <= 2
    assert sum("où en êtes-vous" in text for text in marie.chat(BOT).texts) == 1


async def test_an_answer_that_cannot_be_read_is_no_reason_to_send_ten_times(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says yes in a shape that is not known: most likely the message has arrived."""
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.1,) * 9)
    taken = {"message_id": {"of": "tomorrow"}, "date": 1, "chat": {"id": 42, "type": "private"}}
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        tg.always("sendMessage", Reply(200, json.dumps({"ok": True, "result": taken}).encode()))
        await marie.start(BOT)
        async with asyncio.timeout(10):
            while not (dead := await outbox.listing(server.house.db, "dead")):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    assert tg.calls["sendMessage"] == 2
    assert "may have arrived" in dead[0]["last_error"]


async def test_being_limited_holds_that_bot_only(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, f"{TOKEN},{OTHER}"):
        await ready(tg)
        await ready(tg, SECOND)
        tg.then("sendMessage", error(429, "Too Many Requests: retry after 2", 2), bot=BOT)
        began = asyncio.get_running_loop().time()
        await asyncio.gather(marie.start(BOT), marie.start(SECOND))
        await marie.hears(SECOND, "automatique")
        quick = asyncio.get_running_loop().time() - began
        await marie.hears(BOT, "automatique", 10)
        slow = asyncio.get_running_loop().time() - began

    assert quick < 1.5
    assert slow >= 2.0


async def test_the_same_update_many_times_is_one_turn(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous")
        await tg.settled()
        last = max(tg.bot(BOT).updates.history)

        statuses = await tg.redeliver(last, times=5)
        await server.house.dispatcher.idle()
        async with server.house.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()

    assert statuses == [200] * 5
    assert turns == 2
    assert sum("où en êtes-vous" in text for text in marie.chat(BOT).texts) == 1


async def test_a_message_and_a_press_at_once_are_two_turns(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        people = [tg.person(100 + n) for n in range(12)]
        for person in people:
            await person.start(BOT)
            asked = await person.hears(BOT, "automatique")
            await asyncio.gather(person.say(BOT, "2"), person.press(BOT, asked.buttons[0][0]))
        await tg.settled()
        async with server.house.db.reading() as reader:
            versions = list(await tables.Conversation.all().using_db(reader).values_list("version", flat=True))
            turns = await tables.Turn.all().using_db(reader).count()

    assert versions == [3] * 12
    assert turns == 36


MALFORMED: list[Any] = [
    {},
    [],
    None,
    "text",
    {"update_id": "a"},
    {"update_id": None},
    {"update_id": 1, "message": "x"},
    {"update_id": 2, "message": {}},
    {"update_id": 3, "message": {"message_id": 1, "date": "x", "chat": {"id": 42, "type": "private"}}},
    {"update_id": 4, "message": {"message_id": 1, "date": 10**18, "chat": {"id": 42, "type": "private"}}},
    {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 2**70, "type": "private"}}},
    {"update_id": 6, "message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}, "text": 5}},
    {
        "update_id": 7,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 42, "type": "private"},
            "from": {"id": 42, "first_name": "M"},
            "text": "x",
        },
    },
    {"update_id": 8, "callback_query": {"id": "1"}},
    {"update_id": 9, "callback_query": {"id": 5, "from": {"id": 42, "is_bot": False, "first_name": "M"}}},
    {"update_id": True, "message": None},
    {"update_id": 10, "message": {"message_id": 1, "date": 1, "chat": [], "text": "x"}},
    {"update_id": 11, "edited_message": 7},
]


async def test_malformed_updates_are_put_aside_and_the_next_good_one_is_answered(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    bodies = [json.dumps(each).encode() for each in MALFORMED]
    bodies += [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"update_id": 12, "a": ' + b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ]
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        answers = [await tg.post_raw(BOT, body) for body in bodies]
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        kept = await dead_letters.listing(server.house.db)

    assert answers == [(200, "")] * len(bodies)
    assert len(kept) == len(bodies)
    assert all(row["reason"] for row in kept)
    assert {row["person"] for row in kept} == {None, "123456/42"}


async def test_without_its_secret_nothing_is_read(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    body = json.dumps({"update_id": 1}).encode()
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        wrong = [{}, {"X-Telegram-Bot-Api-Secret-Token": "x"}, {"X-Telegram-Bot-Api-Secret-Token": "é" * 300}]
        statuses = [(await tg.post_raw(BOT, body, headers))[0] for headers in wrong]
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{server.url}/telegram/999", data=body) as answer:
                unknown = answer.status
            huge = b"x" * 300_000
            webhook = tg.bot(BOT).updates.webhook
            assert webhook is not None
            secret = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret or ""}
            async with session.post(f"{server.url}/telegram/123456", data=huge, headers=secret) as answer:
                large = answer.status
        kept = await dead_letters.listing(server.house.db)

    assert statuses == [401, 401, 401]
    assert (unknown, large) == (404, 413)
    assert kept == []


async def test_a_restart_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    said, end = talk_of("livre-blanc", "fr")
    async with serving(tmp_path, tg, free_port):
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await marie.say(BOT, said[0])
        await tg.settled()
    await marie.say(BOT, said[1])  # nobody is there to hear it; Telegram keeps it

    async with serving(tmp_path, tg, free_port):
        await tg.settled(20)
        await marie.hears(BOT, "Êtes-vous d’accord", 10)
        await warm(marie, said[2:], end)
        await document_of(marie)

    asked = [text for text in marie.chat(BOT).texts if "où en êtes-vous" in text]
    assert len(asked) == 1


async def test_a_talk_that_began_on_the_web_goes_on_at_the_same_question(
    tmp_path: Path, tg: FakeTelegram, free_port: int, session: aiohttp.ClientSession
) -> None:
    from tests.bot.kit import Visitor

    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "en")
        await visitor.say("1", "2", "yes")
        url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"
        async with session.post(url, json={"channel": "telegram"}, headers=visitor.headers) as answer:
            link = (await answer.json())["url"]

        await marie.start(BOT, link.partition("?start=")[2])
        back = await marie.hears(BOT, "Good to have you back")

    assert link.startswith(f"https://t.me/{BOT}?start=c-")
    assert "What is your name?" in back.text


def files_of(folder: Path) -> bytes:
    """Every byte of the database."""
    return b"".join(path.read_bytes() for path in folder.rglob("aimant.db*"))


async def test_delete_my_data_on_telegram_takes_the_web_talk_that_was_continued_too(
    tmp_path: Path, tg: FakeTelegram, free_port: int, session: aiohttp.ClientSession
) -> None:
    from tests.bot.kit import Visitor

    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "en")
        await visitor.say("1", "2", "yes", "Marie Canari")
        url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"
        async with session.post(url, json={"channel": "telegram"}, headers=visitor.headers) as answer:
            link = (await answer.json())["url"]
        await marie.start(BOT, link.partition("?start=")[2])
        await marie.hears(BOT, "Good to have you back")
        assert await reports.leads(server.house.db)
        await marie.say(BOT, "delete my data")
        asked = await marie.hears(BOT, "cannot be undone")
        await marie.press(BOT, asked.buttons[0][0])
        await marie.hears(BOT, "Receipt")
        async with asyncio.timeout(10):
            while await reports.leads(server.house.db):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        status, _ = await visitor.resume()

    assert status == 404
    assert b"Canari" not in files_of(tmp_path)


async def test_a_person_of_the_team_talks_by_name_and_gives_back(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    key = Key("telegram", "123456/42")
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        for n, what in enumerate(
            (Wrote("Ana", "trop tôt"), TakenOver("Ana"), Wrote("Ana", "Bonjour <b>!"), Released())
        ):
            await server.house.turns.hear(Incoming(key, f"/desk/{n}", server.house.clock(), what))
        line = await marie.hears(BOT, "Ana : Bonjour <b>!")
        back = await marie.hears(BOT, "Ana a quitté")

    assert line.text == "Ana : Bonjour <b>!"
    assert back.buttons
    assert not any("trop tôt" in text for text in marie.chat(BOT).texts)


HOSTILE = "<b>x</b> *y* _z_ [a](tg://user?id=1) `c` \u202egnp.exe 👩‍👩‍👧‍👦 <!channel> @everyone"


async def test_a_leads_words_come_back_letter_for_letter(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    key = Key("telegram", "123456/42")
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await server.house.turns.hear(Incoming(key, "a", server.house.clock(), TakenOver("Ana")))
        await server.house.turns.hear(Incoming(key, "b", server.house.clock(), Wrote("Ana", HOSTILE)))
        line = await marie.hears(BOT, "everyone")

    assert line.text == f"Ana : {HOSTILE}"


async def test_hot_leads_on_telegram_are_leads_like_any_other(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    said, end = talk_of("bant-b2b", "fr")
    async with serving(tmp_path, tg, free_port, f"bant-b2b={TOKEN}") as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await warm(marie, said, end)
        await document_of(marie)
        [lead] = await reports.leads(server.house.db)
        [alert] = await reports.alerts(server.house.db)

    assert (lead["band"], lead["email"]) == ("hot", "c@exemple.be")
    assert alert["card"]["channel"] == "telegram"


async def test_delete_my_data_says_goodbye_and_leaves_nothing(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        await marie.say(BOT, "/delete")
        asked = await marie.hears(BOT, "définitif")
        await marie.press(BOT, asked.buttons[0][0])
        await marie.hears(BOT, "reçu")
        async with asyncio.timeout(10):
            while await conversations.find(server.house.db, Key("telegram", "123456/42")):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        waiting = await outbox.listing(server.house.db)

    assert waiting == []


@pytest.mark.parametrize(("locale", "words"), [("fr", "rien n’a changé"), ("en", "nothing has changed")])
async def test_an_old_button_or_message_of_an_erased_talk_begins_nothing(
    tmp_path: Path, tg: FakeTelegram, free_port: int, locale: str, words: str
) -> None:
    marie, key = tg.person(42, language_code=locale), Key("telegram", "123456/42")
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        asked = await marie.hears(BOT, "automati" if locale == "fr" else "automated")
        mine = await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous" if locale == "fr" else "where do you stand")
        found = await conversations.find(server.house.db, key)
        assert found is not None
        await privacy.erase_conversation(server.house.db, found.id, server.house.clock(), uuid4())
        count = len(marie.chat(BOT).toasts)

        await marie.press_old(BOT, asked, asked.buttons[0][1])
        assert await tg.world.until(lambda: len(marie.chat(BOT).toasts) > count, 10)
        await marie.edit(BOT, mine.message_id, "2")
        await marie.hears(BOT, words)
        after = await conversations.find(server.house.db, key)

    assert words in marie.chat(BOT).toasts[-1]
    assert after is None


async def test_an_opening_is_the_same_for_whoever_writes_first(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    async with serving(tmp_path, tg, free_port) as server:
        key = Key("telegram", "123456/42")
        opening = Opening("livre-blanc", "fr", uuid4())
        await server.house.turns.hear(Incoming(key, "1", server.house.clock(), Opened()), opening)
        talk = await conversations.find(server.house.db, key)

    assert talk is not None
    assert talk.keyboard is not None


async def test_what_cannot_be_kept_is_brought_again_by_webhook(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        with monkeypatch.context() as patched:
            patched.setattr("storage.conversations.record", _away)
            said = await marie.say(BOT, "1")
            body = json.dumps(tg.update(said.update_id or 0)).encode()
            webhook = tg.bot(BOT).updates.webhook
            assert webhook is not None
            headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret}
            refused = []
            async with aiohttp.ClientSession() as session:
                for _ in range(5):  # more often than a fault of the update's own is borne
                    async with session.post(webhook.url, data=body, headers=headers) as answer:
                        refused.append((answer.status, answer.headers.get("Retry-After")))
        await marie.hears(BOT, "où en êtes-vous", 10)
        kept = await dead_letters.listing(server.house.db)

    assert refused == [(503, "2")] * 5
    assert kept == []  # an outage is no fault of the update's, however long it lasts


async def _away(*_: object, **__: object) -> None:
    raise Unavailable("away")


async def test_what_cannot_be_kept_is_not_confirmed_by_polling(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie, ben = tg.person(42), tg.person(43)
    async with serving(tmp_path, tg, free_port, telegram_mode="polling") as server:
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        with monkeypatch.context() as patched:
            patched.setattr("storage.conversations.record", _away)
            first = await marie.say(BOT, "1")
            await ben.start(BOT)
            await asyncio.sleep(1.5)
            waiting = set(tg.bot(BOT).updates.waiting)
        await marie.hears(BOT, "où en êtes-vous", 10)
        await ben.hears(BOT, "automatique", 10)
        await tg.settled()
        kept = await dead_letters.listing(server.house.db)

    assert first.update_id in waiting
    assert len(waiting) == 2
    assert kept == []
    assert sum("où en êtes-vous" in text for text in marie.chat(BOT).texts) == 1


@pytest.mark.parametrize("mode", ["webhook", "polling"])
@pytest.mark.parametrize("fault", [UnknownFlow("gone", ""), ValueError("a fault of ours")], ids=repr)
async def test_an_update_that_fails_each_time_is_put_aside_and_the_next_is_answered(
    tmp_path: Path, tg: FakeTelegram, free_port: int, mode: str, fault: Exception
) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, telegram_mode=mode) as server:
        [channel] = server.house.channels
        hear = channel._hear  # type: ignore[attr-defined]

        async def failing(incoming: Incoming, opening: Opening | None = None) -> Any:
            if incoming.what == Said("poison", ref=getattr(incoming.what, "ref", None)):
                raise fault
            return await hear(incoming, opening)

        channel._hear = failing  # type: ignore[attr-defined]
        if mode == "webhook":
            await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        poison = await marie.say(BOT, "poison")
        await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous", 15)
        [kept] = await dead_letters.listing(server.house.db)

    assert (kept["incoming_id"], kept["person"]) == (str(poison.update_id), "123456/42")
    assert kept["reason"] == type(fault).__name__


async def test_malformed_updates_are_put_aside_by_polling_too(tmp_path: Path, tg: FakeTelegram, free_port: int) -> None:
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, telegram_mode="polling") as server:
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        broken = {"message_id": 1, "date": "x", "chat": {"id": 42, "type": "private"}, "text": "x"}
        await tg.bot(BOT).updates.add("message", broken, "chat:42")
        await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous", 10)
        await tg.settled()
        [kept] = await dead_letters.listing(server.house.db)

    assert kept["person"] == "123456/42"


async def test_numbers_that_begin_anew_after_a_quiet_week_are_not_confirmed_unseen(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.channels.telegram.channel.POLL_SECONDS", 1)
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, telegram_mode="polling"):
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        await tg.settled()
        polls = tg.calls["getUpdates"]
        await tg.until(lambda: tg.calls["getUpdates"] > polls, 10)  # a poll has ended with nothing
        await tg.until(lambda: tg.calls["getUpdates"] > polls + 1, 10)
        tg.always("getUpdates", error(500, "Internal Server Error"))
        polls = tg.calls["getUpdates"]
        await tg.world.until(lambda: tg.calls["getUpdates"] > polls + 1, 3)  # none is open when it comes
        tg.bot(BOT).updates._next_id = 1000
        await marie.say(BOT, "1")
        tg.well()
        await marie.hears(BOT, "où en êtes-vous", 10)


async def test_of_two_processes_one_polls_and_the_other_takes_over(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    marie = tg.person(42)
    polling = {"telegram_mode": "polling", "database_url": await address_in(tmp_path)}
    async with serving(tmp_path, tg, free_port, **polling):
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        async with serving(tmp_path, tg, 0, base_url=None, **polling) as other:
            [channel] = other.house.channels
            await tg.until(lambda: bool(channel.elsewhere("livre-blanc")), 10)  # type: ignore[attr-defined]
            await asyncio.sleep(1)
            await marie.say(BOT, "1")
            await marie.hears(BOT, "où en êtes-vous", 10)
            await tg.settled()
    assert tg.bot(BOT).updates._next_conflict == 0  # they never stood in each other's way
    async with serving(tmp_path, tg, free_port, **polling):
        await marie.say(BOT, "2")
        await marie.hears(BOT, "d’accord", 15)


async def test_a_bot_that_cannot_be_described_talks_and_is_described_later(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.channels.telegram.channel.DESCRIBE_AGAIN_SECONDS", 0.2)
    tg.always("setMyCommands", error(400, "Bad Request: BOT_COMMAND_INVALID"))
    tg.then("setMyDescription", error(400, "Bad Request: DESCRIPTION_TOO_LONG"))
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port, telegram_mode="polling"):
        await marie.start(BOT)
        await marie.hears(BOT, "automatique", 10)
        assert tg.calls["setMyCommands"]
        tg.well()
        texts = tg.bot(BOT).texts
        await tg.until(lambda: all((kind, lang) in texts for kind in _SHOWN for lang in ("", "fr", "en")), 15)

    assert "automatique" in texts["description", "fr"]
    assert "automated" in texts["description", "en"]


_SHOWN = ("description", "short_description")


async def test_typing_is_shown_when_an_answer_takes_noticeably_long(
    tmp_path: Path, tg: FakeTelegram, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.channels.telegram.channel.NOTICEABLE_SECONDS", 0.05)
    marie = tg.person(42)
    async with serving(tmp_path, tg, free_port) as server:
        [channel] = server.house.channels
        hear = channel._hear  # type: ignore[attr-defined]

        async def slow(incoming: Incoming, opening: Opening | None = None) -> Any:
            await asyncio.sleep(0.3)
            return await hear(incoming, opening)

        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "automatique")
        quick = list(marie.chat(BOT).actions)
        channel._hear = slow  # type: ignore[attr-defined]
        await marie.say(BOT, "1")
        await marie.hears(BOT, "où en êtes-vous")

    assert quick.count("typing") <= 1  # on a busy machine
    assert "typing" in marie.chat(BOT).actions


SEVERAL = """
flow: several
languages: [fr, en]
title: {fr: Essai, en: Trial}
opening: {fr: ["Bonjour, assistant automatique."], en: ["Hello, automated assistant."]}
questions:
  - id: tools
    kind: multi-choice
    ask: {fr: "Lesquels ?", en: "Which ones?"}
    why: {fr: "Pour savoir.", en: "To know."}
    options:
      - {value: web, label: {fr: Le site, en: The site}}
      - {value: crm, label: {fr: Le CRM, en: The CRM}}
      - {value: mail, label: {fr: La messagerie, en: The mail}}
bands: {hot: {points: 60}, warm: {points: 20}}
endings:
  hot: {fr: Merci., en: Thanks.}
  warm: {fr: Merci., en: Thanks.}
  cold: {fr: "Merci, à bientôt.", en: "Thanks, see you soon."}
"""


async def test_several_choices_are_written_by_the_numbers_on_the_buttons(
    tmp_path: Path, tg: FakeTelegram, free_port: int
) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "several.yaml").write_text(SEVERAL)
    marie, ben = tg.person(42), tg.person(43, language_code="en")
    async with serving(tmp_path, tg, free_port, f"several={TOKEN}", flows_dir=flows) as server:
        await ready(tg)
        await marie.start(BOT)
        await marie.hears(BOT, "écrivez leurs numéros")
        await marie.say(BOT, "1, 3")
        await marie.hears(BOT, "à bientôt")
        await ben.start(BOT)
        await ben.hears(BOT, "write their numbers")
        await ben.press(BOT, "2. The CRM")
        await ben.hears(BOT, "see you soon")
        talks = [await conversations.find(server.house.db, Key("telegram", f"123456/{n}")) for n in (42, 43)]

    values = [talk.answer("tools") for talk in talks if talk is not None]
    assert [list(answer.value) for answer in values if answer] == [["web", "mail"], ["crm"]]  # type: ignore[arg-type]
