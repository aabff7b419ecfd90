"""How effects go out through a bot, against a strict server of it, and what each refusal means."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.telegram import sending
from adapters.channels.telegram.sending import BotSetup, Calls, Request, Sender, keyboard, parts
from adapters.channels.vault import Delivery
from adapters.integrations.contract import Limited, Refused, Retry, Unreachable, Unsure
from adapters.links import Links
from flows.effects import Acknowledge, Choice, Gift, Prompt, Say, Settle
from flows.model import Key
from flows.texts import LOCALES, word
from tests.fakes.telegram import FakeTelegram, Fault, Person, error

TOKEN, BOT = "123456:TOKEN-A", "aimant_bot"
KEY = Key("telegram", "123456/42")


@dataclass(slots=True)
class Bench:
    """A bot's sender, its Telegram, and somebody who has pressed Start; `deliveries` and `kept` are its memory."""

    tg: FakeTelegram
    sender: Sender
    marie: Person
    session: aiohttp.ClientSession
    deliveries: dict[UUID, Delivery] = field(default_factory=dict)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What Marie sees of the bot."""
        return [m.text for m in self.marie.chat(BOT).said]

    def gift(self, path: Path) -> Gift:
        """A file on its way."""
        delivery = Delivery(uuid4(), path, path.name, "application/pdf", "fr", KEY, False)
        self.deliveries[delivery.id] = delivery
        return Gift(delivery.id, "m", "M", path.name, "application/pdf", 1)


@asynccontextmanager
async def bench(base_url: str | None = None) -> AsyncIterator[Bench]:
    async with FakeTelegram({TOKEN: BOT}, speed=1000) as tg, aiohttp.ClientSession() as session:
        made: Bench

        async def find(delivery: UUID) -> Delivery | None:
            return made.deliveries.get(delivery)

        async def file_id(scope: str, file: str) -> str | None:
            return made.kept.get((scope, file))

        async def keep(scope: str, file: str, platform_id: str) -> None:
            made.kept[scope, file] = platform_id

        links = Links(b"x" * 32, "https://a.example", 7, lambda: datetime.now(UTC))  # noqa: TID251 — a real link
        setup = BotSetup("123456", TOKEN, "f")
        sender = Sender(setup, base_url or tg.base_url, session, links, find, file_id, keep)
        marie = tg.person(42)
        made = Bench(tg, sender, marie, session)
        await marie.start(BOT)
        yield made
        assert tg.breaches == []


def say(text: str, **more: Any) -> Say:
    return Say(uuid4(), KEY, text, "fr", "0123456789abcdef", **more)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40))
def test_no_part_is_too_long_and_nothing_but_space_is_lost(text: str, most: int) -> None:
    found = parts(text, most)

    assert found
    assert all(0 < units(part) <= most for part in found)
    if text.strip():
        assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 10, ["…"]),
        ("court", 10, ["court"]),
        ("un\n\ndeux trois", 12, ["un\n\ndeux", "trois"]),
        ("aaaa\n\nbbbb cc", 10, ["aaaa", "bbbb cc"]),
        ("x" * 10 + "\n\n  ", 10, ["x" * 10]),
        ("😀" * 5, 4, ["😀😀", "😀😀", "😀"]),
        (" " * 11 + "x", 10, ["x"]),
    ],
)
def test_texts_are_cut_where_a_reader_would(text: str, most: int, expected: list[str]) -> None:
    assert parts(text, most) == expected


async def test_a_long_text_is_several_messages_and_its_buttons_are_below_the_last() -> None:
    async with bench() as b:
        prompt = Prompt("q", "choice", False, (Choice("a", "Oui"), Choice("b", "Non")))
        ref = await b.sender.carry(say("mot 😀 " * 1500, prompt=prompt), None)
        *first, last = b.marie.chat(BOT).said

    assert ref is not None
    assert ref["message"] == last.message_id
    assert first
    assert all(not m.buttons for m in first)
    assert [label for label, _ in last.buttons] == ["Oui", "Non"]


@pytest.mark.parametrize("fault", [error(429, "Too Many Requests: retry after 1", 1), Fault.RESET, error(500, "x")])
async def test_what_has_gone_out_of_a_long_text_does_not_go_out_again(fault: Any) -> None:
    whole = say("\n\n".join(f"{n} " + "x" * 3000 for n in range(3)))
    async with bench() as b:

        class SecondFails(Calls):
            """The server fails at the second call."""

            count = 0

            async def call(self, method: str, **given: Any) -> Any:
                self.count += 1
                if self.count == 2:
                    b.tg.then("sendMessage", fault)
                return await super().call(method, **given)

        b.sender.calls = SecondFails(b.session, b.sender.bot.base_url)
        with pytest.raises(Retry):
            await b.sender.carry(whole, None)
        assert [text[0] for text in b.texts] == ["0"]
        await b.sender.carry(whole, None)
        texts = b.texts

    assert [t[0] for t in texts] == ["0", "1", "2"]


async def test_a_document_goes_up_once_and_its_link_is_never_cut(tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    async with bench() as b:
        gift = b.gift(path)
        await b.sender.carry(say("Voici.", gift=gift), None)
        await b.sender.carry(say("Encore.", gift=gift), None)
        path.write_bytes(b"%PDF-1.7 another edition")
        await b.sender.carry(say("Du neuf.", gift=gift), None)
        await b.sender.carry(say("z" * 2000, gift=gift), None)
        path.unlink()
        await b.sender.carry(say("é" * 4090, gift=gift), None)
        documents = [m.document for m in b.marie.chat(BOT).messages if m.document]
        texts = b.texts
        uploads = b.marie.chat(BOT).actions

    assert [d.name for d in documents] == ["guide.pdf"] * 4
    assert [d.data[9:] for d in documents] == [b"x", b"x", b"another edition", b"another edition"]
    assert documents[0].file_id == documents[1].file_id != documents[2].file_id
    assert uploads == ["upload_document"] * 2
    links = [line for text in texts for line in text.split() if "/m/" in line]
    assert len(links) == 5
    assert all(Links(b"x" * 32, "https://a.example", 7, lambda: datetime.now(UTC)).open(ln[20:]) for ln in links)  # noqa: TID251
    assert sum("zzz" in text for text in texts) == 1


async def test_a_file_that_telegram_has_forgotten_goes_up_again(tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    async with bench() as b:
        gift = b.gift(path)
        await b.sender.carry(say("Voici.", gift=gift), None)
        [place] = b.kept
        b.kept[place] = "forgotten"
        await b.sender.carry(say("Encore.", gift=gift), None)

        assert len([m for m in b.marie.chat(BOT).messages if m.document]) == 2
        assert b.kept[place] != "forgotten"


async def test_that_no_upload_is_shown_is_of_no_weight(tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    async with bench() as b:
        b.tg.then("sendChatAction", Fault.RESET)
        await b.sender.carry(say("Voici.", gift=b.gift(path)), None)

        assert [m.document for m in b.marie.chat(BOT).messages if m.document]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(429, "Too Many Requests: retry after 7", 7), Limited),
        (error(403, "Forbidden: bot was blocked by the user"), Unreachable),
        (error(403, "Forbidden: user is deactivated"), Unreachable),
        (error(400, "Bad Request: chat not found"), Unreachable),
        (error(400, "Bad Request: message is too long"), Refused),
        (error(401, "Unauthorized"), Retry),
        (error(404, "Not Found"), Retry),
        (error(500, "Internal Server Error"), Retry),
        (error(502, "Bad Gateway"), Retry),
        (Fault.RESET, Unsure),
        (Fault.RESET_AFTER, Unsure),
    ],
)
async def test_a_refusal_is_told_for_what_it_means(fault: Any, kind: type[Exception]) -> None:
    async with bench() as b:
        b.tg.then("sendMessage", fault)
        with pytest.raises((Retry, Unreachable, Refused)) as caught:
            await b.sender.carry(say("x"), None)

    assert type(caught.value) is kind
    assert "TOKEN" not in str(caught.value)
    if isinstance(caught.value, Limited):
        assert caught.value.after_seconds == 7


async def test_a_hang_is_unsure_and_what_could_not_be_sent_is_not(free_port: int) -> None:
    async with bench() as b:
        b.sender.calls.seconds = 0.2
        b.tg.then("sendMessage", Fault.HANG)
        with pytest.raises(Unsure):
            await b.sender.carry(say("x"), None)
    async with bench(f"http://127.0.0.1:{free_port}/bot") as b:
        with pytest.raises(Retry) as caught:
            await b.sender.carry(say("x"), None)

    assert type(caught.value) is Retry


async def test_a_connection_that_never_comes_about_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_CONNECTING", aiohttp.ClientTimeout(total=None, connect=0.1))

    class Nowhere(aiohttp.TCPConnector):
        """A network that swallows what is sent into it."""

        async def _create_connection(self, *_: Any, **__: Any) -> Any:
            await asyncio.sleep(30)

    async with aiohttp.ClientSession(connector=Nowhere()) as session:
        with pytest.raises(sending.NotSent):
            await Request(session).do_request("http://127.0.0.1:9/botX:TOKEN/getMe", "POST")


async def test_an_answer_of_megabytes_or_elsewhere_is_no_answer() -> None:
    async with bench() as b:
        b.tg.then("sendMessage", Fault.HUGE)
        with pytest.raises(Unsure):
            await b.sender.carry(say("x"), None)


async def test_settling_and_acknowledging_too_late_is_as_good_as_done() -> None:
    async with bench() as b:
        prompt = Prompt("q", "choice", False, (Choice("a", "Oui"),))
        ref = await b.sender.carry(say("Question ?", prompt=prompt), None)
        settle = Settle(uuid4(), KEY, uuid4(), "Question ?\n✅ Oui")
        await b.sender.carry(settle, ref)
        await b.sender.carry(settle, ref)
        await b.sender.carry(settle, {"chat": 42, "message": 99_999, "inline": True})
        await b.sender.carry(settle, {"chat": 42, "message": 1, "inline": False})
        await b.sender.carry(Acknowledge(uuid4(), KEY, "1", "trop tard"), None)
        [message] = [m for m in b.marie.chat(BOT).messages if m.from_bot]

    assert message.text == "Question ?\n✅ Oui"
    assert message.buttons == []


async def test_a_toast_is_cut_to_what_is_shown() -> None:
    async with bench() as b:
        prompt = Prompt("q", "choice", False, (Choice("a", "Oui"),))
        await b.sender.carry(say("Question ?", prompt=prompt), None)
        await b.marie.press(BOT, "Oui")
        [press] = b.tg.presses
        await b.sender.carry(Acknowledge(uuid4(), KEY, press, "mot " * 100), None)

        assert 150 < len(b.marie.chat(BOT).toasts[0]) <= 200


async def test_a_persons_line_bears_their_name() -> None:
    async with bench() as b:
        await b.sender.carry(say("Bonjour <b>!", name="Ana"), None)
        await b.sender.carry(Say(uuid4(), KEY, "Hello {name}", "en", "0" * 16, name="Ana"), None)

        assert b.texts == ["Ana : Bonjour <b>!", "Ana: Hello {name}"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_phone_number_is_asked_for_with_the_phones_own_keyboard(locale: str) -> None:
    asked = Say(uuid4(), KEY, "?", locale, "0" * 16, Prompt("phone", "phone", True, input="tel"))
    markup = keyboard(asked)

    share = {"text": word("telegram.share-phone", locale), "request_contact": True}
    skip = {"text": word("button.skip", locale)}
    assert markup == {"keyboard": [[share], [skip]], "resize_keyboard": True, "one_time_keyboard": True}


def test_other_questions_have_buttons_below_them_or_none() -> None:
    free = Prompt("name", "name", False)
    optional = Prompt("name", "name", True)
    many = Prompt("q", "choice", True, tuple(Choice(str(n), f"Un choix assez long {n}") for n in range(150)))

    assert keyboard(say("?", prompt=free)) == keyboard(say("?")) == {"remove_keyboard": True}
    [[skip]] = keyboard(say("?", prompt=optional))["inline_keyboard"]
    assert skip == {"text": word("button.skip", "fr"), "callback_data": "01234567|name|/skip"}
    rows = keyboard(say("?", prompt=many))["inline_keyboard"]
    assert sum(map(len, rows)) == 100


async def test_where_several_may_be_chosen_they_have_numbers_to_write() -> None:
    choices = (Choice("web", "Le site"), Choice("crm", "Le CRM"))
    async with bench() as b:
        await b.sender.carry(say("Quoi ?", prompt=Prompt("q", "multi-choice", True, choices, input="choices")), None)
        await b.sender.carry(say("Quoi ?", prompt=Prompt("q", "choice", False, choices, input="choice")), None)
        several, one = b.marie.chat(BOT).said

    assert several.text == f"Quoi ?\n({word('telegram.several', 'fr')})"
    assert [label for label, _ in several.buttons] == ["1. Le site", "2. Le CRM", word("button.skip", "fr")]
    assert [data for _, data in several.buttons] == ["01234567|q|web", "01234567|q|crm", "01234567|q|/skip"]
    assert one.text == "Quoi ?"
    assert [label for label, _ in one.buttons] == ["Le site", "Le CRM"]


async def test_no_log_holds_a_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with bench() as b:
        b.tg.then("sendMessage", error(401, "Unauthorized"), Fault.RESET, error(400, "Bad Request: x"))
        for _ in range(3):
            with pytest.raises((Retry, Refused)) as caught:
                await b.sender.carry(say("x"), None)
            assert caught.value.__cause__ is None
            assert caught.value.__suppress_context__

    assert "TOKEN" not in caplog.text
    assert "TOKEN" not in repr(BotSetup("1", TOKEN, "f"))
