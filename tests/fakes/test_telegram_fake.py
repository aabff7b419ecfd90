"""The fake Telegram takes what Telegram takes, at each limit and not beyond, and delivers as Telegram does."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter

from tests.fakes.telegram import FakeTelegram, Fault, Person, Reply, error

TOKEN, OTHER = "123456:TOKEN-A", "654321:TOKEN-B"
A, B = "aimant_bot", "other_bot"
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _seconds_are_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns at each 429


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    # A thousand times as fast: a second's pause between two messages is a millisecond.
    async with FakeTelegram({TOKEN: A, OTHER: B}, speed=1000, callback_seconds=10_000) as server:
        yield server


@pytest.fixture
async def bot(tg: FakeTelegram) -> AsyncIterator[Bot]:
    async with ptb(tg) as client:
        yield client


@pytest.fixture
async def other(tg: FakeTelegram) -> AsyncIterator[Bot]:
    async with ptb(tg, OTHER) as client:
        yield client


@pytest.fixture
async def marie(tg: FakeTelegram) -> Person:
    person = tg.person(7, "Marie", "fr")
    await person.start(A)
    await person.start(B)
    return person


def ptb(tg: FakeTelegram, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=tg.base_url, base_file_url=tg.file_url)


async def call(tg: FakeTelegram, method: str, token: str = TOKEN, **parameters: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{tg.base_url}{token}/{method}", json=parameters) as answer,
    ):
        return answer.status, await answer.json()


async def refused(tg: FakeTelegram, method: str, **parameters: Any) -> str:
    status, answer = await call(tg, method, **parameters)
    assert answer["ok"] is False
    assert answer["error_code"] == status
    return str(answer["description"])


def inline(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d) for t, d in row] for row in rows])


def grid(buttons: int, row: int = 8) -> dict[str, Any]:
    flat = [{"text": str(n), "callback_data": str(n)} for n in range(buttons)]
    return {"inline_keyboard": [flat[n : n + row] for n in range(0, buttons, row)]}


def one(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x"} | button]]}


@dataclass
class Hook:
    """A webhook that keeps what it got, and answers as told: 200 when nothing is told."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Awaitable[web.Response]] | None = None
    open: int = 0
    most_open: int = 0

    async def take(self, request: web.Request) -> web.Response:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            update = json.loads(await request.read())
            self.got.append(update)
            self.headers.append(dict(request.headers))
            self.times.append(asyncio.get_running_loop().time())
            return await self.answer(update) if self.answer else web.Response()
        finally:
            self.open -= 1

    def statuses(self, *statuses: int, headers: dict[str, str] | None = None, body: bytes | None = None) -> None:
        left = list(statuses)

        async def answer(_: dict[str, Any]) -> web.Response:
            return web.Response(status=left.pop(0), headers=headers, body=body) if left else web.Response()

        self.answer = answer


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


@asynccontextmanager
async def telegram(speed: float, **more: Any) -> AsyncIterator[tuple[FakeTelegram, Bot, Person]]:
    """One at its own speed, with a bot and somebody who has started it, and nothing waiting."""
    async with FakeTelegram({TOKEN: A}, speed, **more) as tg, ptb(tg) as bot:
        person = tg.person(7)
        await person.start(A)
        await bot.delete_webhook(drop_pending_updates=True)
        yield tg, bot, person


# --- What a library says, and what a person sees of it


async def test_a_bot_learns_who_it_is(bot: Bot):
    me = await bot.get_me()

    assert (me.id, me.username, me.is_bot) == (123456, A, True)


async def test_a_message_is_shown_with_its_buttons_and_its_entities(bot: Bot, marie: Person):
    sent = await bot.send_message(
        7, "Bonjour <b>Marie</b> 👋 &lt;3", parse_mode="HTML", reply_markup=inline([("Oui", "y"), ("Non", "n")])
    )

    shown = await marie.hears(A, "Marie")
    assert shown.from_bot
    assert (shown.message_id, shown.text) == (sent.message_id, "Bonjour Marie 👋 <3")
    assert shown.buttons == [("Oui", "y"), ("Non", "n")]
    assert sent.parse_entity(sent.entities[0]) == "Marie"
    assert marie.chat(A).texts == ["Bonjour Marie 👋 <3"]
    assert marie.chat(B).texts == []


async def test_a_document_comes_with_its_bytes_and_goes_again_by_its_id(bot: Bot, other: Bot, marie: Person):
    first = await bot.send_document(7, b"%PDF-1", filename="guide.pdf", caption="Le *guide*", parse_mode="MarkdownV2")
    assert first.document is not None
    await bot.send_document(7, first.document.file_id)

    one, two = (message.document for message in marie.chat(A).messages if message.from_bot)
    assert one == two
    assert one is not None
    assert (one.name, one.data, one.mime) == ("guide.pdf", b"%PDF-1", "application/pdf")
    assert marie.chat(A).texts == ["Le guide", ""]
    assert await (await bot.get_file(one.file_id)).download_as_bytearray() == b"%PDF-1"
    assert "wrong file identifier" in await refused_by(other.send_document(7, one.file_id))


def seconds(told: RetryAfter) -> float:
    assert isinstance(told.retry_after, timedelta)
    return told.retry_after.total_seconds()


async def refused_by(call: Awaitable[Any]) -> str:
    with pytest.raises((BadRequest, Forbidden)) as caught:
        await call
    return str(caught.value).lower()


async def test_an_edit_changes_the_message_in_place_and_one_that_changes_nothing_is_refused(bot: Bot, marie: Person):
    sent = await bot.send_message(7, "Combien ?", reply_markup=inline([("11–50", "b")]))
    before = marie.chat(A).messages[-1]

    await bot.edit_message_text("Combien → 11–50", 7, sent.message_id)

    after = marie.chat(A).messages[-1]
    assert (after.text, after.buttons, after.edited) == ("Combien → 11–50", [], True)
    assert (before.text, before.buttons, before.edited) == ("Combien ?", [("11–50", "b")], False)
    assert "message is not modified: specified" in await refused_by(
        bot.edit_message_text("Combien → 11–50 ", 7, sent.message_id)
    )
    await bot.edit_message_reply_markup(7, sent.message_id, reply_markup=inline([("Non", "n")]))
    assert marie.chat(A).messages[-1].buttons == [("Non", "n")]
    assert "not modified" in await refused_by(
        bot.edit_message_reply_markup(7, sent.message_id, reply_markup=inline([("Non", "n")]))
    )


async def test_what_cannot_be_edited_or_deleted_is_said(tg: FakeTelegram, bot: Bot, marie: Person):
    asked = await bot.send_message(7, "?", reply_markup=ReplyKeyboardMarkup([["a"]]))
    file = await bot.send_document(7, b"x", filename="x.txt")
    own = marie.chat(A).messages[0].message_id

    assert "message can't be edited" in await refused_by(bot.edit_message_text("!", 7, asked.message_id))
    assert "message can't be edited" in await refused_by(bot.edit_message_text("!", 7, own))
    assert "there is no text in the message to edit" in await refused_by(bot.edit_message_text("!", 7, file.message_id))
    assert "message to edit not found" in await refused_by(bot.edit_message_text("!", 7, 10**6))
    assert "inline keyboard expected" in (
        await refused(
            tg, "editMessageReplyMarkup", chat_id=7, message_id=file.message_id, reply_markup={"keyboard": [["a"]]}
        )
    )
    assert await bot.delete_message(7, file.message_id)
    assert await bot.delete_message(7, own)
    assert "message to delete not found" in await refused_by(bot.delete_message(7, own))
    assert [message.text for message in marie.chat(A).messages] == ["?"]


async def test_a_press_is_answered_once_by_its_own_bot(bot: Bot, other: Bot, marie: Person):
    await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
    await marie.press(A, "Oui")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message and query.message.text) == ("y", 7, "?")

    assert "query is too old" in await refused_by(other.answer_callback_query(query.id))
    assert await bot.answer_callback_query(query.id, "Noté")

    assert marie.chat(A).toasts == ["Noté"]
    assert "query is too old and response timeout expired or query id is invalid" in await refused_by(
        bot.answer_callback_query(query.id)
    )
    assert "query is too old" in await refused_by(bot.answer_callback_query("1"))


async def test_a_press_that_is_answered_late_is_refused():
    async with telegram(100, callback_seconds=5) as (_, bot, marie):
        await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
        await marie.press(A, "y")
        (update,) = await bot.get_updates()
        assert update.callback_query is not None
        await asyncio.sleep(0.06)

        assert "query is too old" in await refused_by(bot.answer_callback_query(update.callback_query.id))


async def test_actions_are_shown_and_must_be_known(tg: FakeTelegram, bot: Bot, marie: Person):
    await bot.send_chat_action(7, "upload_document")

    assert marie.chat(A).actions == ["upload_document"]
    assert "wrong parameter action" in await refused(tg, "sendChatAction", chat_id=7, action="dancing")


async def test_commands_are_kept_by_scope_and_language(bot: Bot):
    french, private = [BotCommand("aide", "Aide")], BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(french, scope=private, language_code="fr")

    assert list(await bot.get_my_commands(private, "fr")) == french
    assert list(await bot.get_my_commands(private, "en")) == []
    assert list(await bot.get_my_commands()) == []
    await bot.delete_my_commands(private, "fr")
    assert list(await bot.get_my_commands(private, "fr")) == []


async def test_descriptions_are_kept_by_language(bot: Bot):
    await bot.set_my_description("Une question ?", "fr")
    await bot.set_my_short_description("Questions", "fr")

    assert (await bot.get_my_description("fr")).description == "Une question ?"
    assert (await bot.get_my_short_description("fr")).short_description == "Questions"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("en")).short_description == ""


@pytest.mark.parametrize("how", ["query", "json", "form", "multipart", "GET", "another case"])
async def test_parameters_are_taken_wherever_they_stand(tg: FakeTelegram, marie: Person, how: str):
    url = f"{tg.base_url}{TOKEN}/{'SENDmessage' if how == 'another case' else 'sendMessage'}"
    plain = {"chat_id": "7", "text": "é", "reply_markup": json.dumps(one(callback_data="d"))}
    multipart = aiohttp.FormData(plain, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        request = {
            "query": lambda: session.post(url, params=plain),
            "json": lambda: session.post(url, json={"chat_id": 7, "text": "é", "reply_markup": one(callback_data="d")}),
            "multipart": lambda: session.post(url, data=multipart),
            "GET": lambda: session.get(url, params=plain),
        }.get(how, lambda: session.post(url, data=plain))
        async with request() as answer:
            assert answer.status == 200

    assert (marie.chat(A).messages[-1].text, marie.chat(A).messages[-1].buttons) == ("é", [("x", "d")])


# --- What is refused


async def test_a_wrong_token_a_wrong_method_and_a_wrong_parameter_are_told_apart(tg: FakeTelegram):
    assert await call(tg, "getMe", token="1:x") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert (await call(tg, "sendDice"))[0] == 404
    assert tg.breaches == []
    assert "unknown parameter emoji" in await refused(tg, "getMe", emoji="x")
    assert "must be of type bool" in await refused(tg, "deleteWebhook", drop_pending_updates="perhaps")
    assert "must be of type int" in await refused(tg, "getUpdates", offset=True)
    assert tg.breaches == ["getMe: unknown parameter emoji"]
    assert tg.calls["getMe"] == 1


LIMITS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("sendMessage", {"text": "x" * 4096}, {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "😀" * 4096}, {"text": "😀" * 4097}, "message is too long"),
    ("sendMessage", {"text": " x" + " " * 5000}, {"text": " \u200b\n"}, "message text is empty"),
    ("sendMessage", {"text": "x"}, {"text": ""}, "message text is empty"),
    ("sendMessage", {"reply_markup": one(callback_data="é" * 32)}, {"reply_markup": one(callback_data="é" * 32 + "x")},
     "BUTTON_DATA_INVALID"),
    ("sendMessage", {"reply_markup": one(callback_data="x")}, {"reply_markup": one(callback_data="")}, "Text buttons"),
    ("sendMessage", {"reply_markup": grid(100)}, {"reply_markup": grid(101)}, "reply markup is too long"),
    ("sendMessage", {"reply_markup": grid(8, 8)}, {"reply_markup": grid(9, 9)}, "reply markup is too long"),
    ("sendMessage", {"reply_markup": grid(1)}, {"reply_markup": {"inline_keyboard": [[]]}}, "empty row"),
    ("sendMessage", {"reply_markup": {"keyboard": [["a"]]}}, {"reply_markup": {"keyboard": [["a"], []]}}, "empty row"),
    ("sendMessage", {"reply_markup": {"keyboard": [["a"]]}}, {"reply_markup": {"keyboard": [[""]]}}, "non-empty"),
    ("sendMessage", {"reply_markup": {"keyboard": [["a"]], "input_field_placeholder": "x" * 64}},
     {"reply_markup": {"keyboard": [["a"]], "input_field_placeholder": "x" * 65}}, "placeholder is too long"),
    ("sendMessage", {"reply_markup": {"remove_keyboard": True}}, {"reply_markup": {"remove": True}}, "object expected"),
    ("sendMessage", {"reply_markup": one(url="https://aimant.example/a")}, {"reply_markup": one(url="ftp://a.b")},
     "Unsupported URL protocol"),
    ("sendMessage", {"reply_markup": one(url="tg://resolve?domain=x")}, {"reply_markup": one(url="javascript:x")},
     "Unsupported URL protocol"),
    ("sendMessage", {"reply_markup": one(url="http://127.0.0.1:80")}, {"reply_markup": one(url="http://localhost:80")},
     "Wrong HTTP URL"),
    ("sendMessage", {"reply_markup": one(callback_data="x", style="danger")},
     {"reply_markup": one(callback_data="x", style="pink")}, "button style"),
    ("sendMessage", {"parse_mode": "HTML"}, {"parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("sendMessage", {"chat_id": "7"}, {"chat_id": "@marie"}, "chat not found"),
    ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "d"} for n in range(100)]},
     {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{"command": "a" * 32, "description": "d" * 256}]},
     {"commands": [{"command": "a" * 33, "description": "d"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a_1", "description": "d"}]},
     {"commands": [{"command": "Aide", "description": "d"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": []}, {"commands": [{"command": "a", "description": "d" * 257}]}, "exceed 256"),
    ("setMyCommands", {"commands": []}, {"commands": [{"command": "a", "description": ""}]}, "must be non-empty"),
    ("setMyCommands", {"commands": [], "language_code": "fr"}, {"commands": [], "language_code": "fra"}, "language"),
    ("setMyCommands", {"commands": [], "scope": {"type": "all_private_chats"}},
     {"commands": [], "scope": {"type": "mine"}}, "BotCommandScope"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 7}},
     {"commands": [], "scope": {"type": "chat", "chat_id": 8}}, "chat not found"),
    ("setMyDescription", {"description": "x" * 512}, {"description": "x" * 513}, "DESCRIPTION_TOO_LONG"),
    ("setMyShortDescription", {"short_description": "x" * 120}, {"short_description": "x" * 121}, "ABOUT_TOO_LONG"),
    ("setWebhook", {"url": "http://127.0.0.1:1/x"}, {"url": "ftp://127.0.0.1/x"}, "invalid webhook URL"),
    ("setWebhook", {"url": "http://127.0.0.1:1/x", "secret_token": "aZ0_-" + "x" * 251},
     {"url": "http://127.0.0.1:1/x", "secret_token": "x" * 257}, "secret token is too long"),
    ("setWebhook", {"url": "http://127.0.0.1:1/x", "secret_token": "x"},
     {"url": "http://127.0.0.1:1/x", "secret_token": "a b"}, "unallowed characters"),
    ("setWebhook", {"url": "http://127.0.0.1:1/x", "max_connections": 1},
     {"url": "http://127.0.0.1:1/x", "max_connections": 0}, "from 1 to 100"),
    ("setWebhook", {"url": "http://127.0.0.1:1/x", "max_connections": 100},
     {"url": "http://127.0.0.1:1/x", "max_connections": 101}, "from 1 to 100"),
    ("getUpdates", {"limit": 1, "allowed_updates": ["message"]}, {"limit": 0}, "from 1 to 100"),
    ("getUpdates", {"limit": 100}, {"limit": 101}, "from 1 to 100"),
    ("getUpdates", {"allowed_updates": ["poll"]}, {"allowed_updates": ["pol"]}, "allowed_updates"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "good", "bad", "words"), LIMITS, ids=[f"{m} {w}" for m, _, _, w in LIMITS])
@pytest.mark.usefixtures("marie")
async def test_a_limit_is_where_telegram_has_it(
    tg: FakeTelegram, method: str, good: dict[str, Any], bad: dict[str, Any], words: str
):
    base = {"chat_id": 7, "text": "x"} if method == "sendMessage" else {}

    assert (await call(tg, method, **base | good))[0] == 200
    await asyncio.sleep(0.005)
    status, answer = await call(tg, method, **base | bad)
    assert status == 400
    assert answer["description"].startswith("Bad Request: ")
    assert words in answer["description"]


async def test_a_caption_and_a_toast_have_their_lengths(bot: Bot, marie: Person):
    await bot.send_document(7, b"x", caption="😀" * 1024)
    assert "message caption is too long" in await refused_by(bot.send_document(7, b"x", caption="x" * 1025))
    await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
    await marie.press(A, "y")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert "message_too_long" in await refused_by(bot.answer_callback_query(query.id, "x" * 201))
    await bot.answer_callback_query(query.id, "x" * 200)


async def test_a_document_is_a_file_of_at_most_50_megabytes(tg: FakeTelegram, bot: Bot, marie: Person):
    largest = bytes(50 * MEGABYTE)
    kept = await bot.send_document(7, largest, filename="large.bin")
    with pytest.raises(NetworkError, match="Entity Too Large"):
        await bot.send_document(7, largest + b"x", filename="larger.bin")
    with pytest.raises(NetworkError, match="Entity Too Large"):
        await bot.send_document(7, largest + bytes(2 * MEGABYTE), filename="larger.bin")

    assert kept.document is not None
    assert "file is too big" in await refused_by(bot.get_file(kept.document.file_id))
    assert "file must be non-empty" in await refused_by(bot.send_document(7, b"", filename="e"))
    assert "failed to get http url content" in await refused_by(bot.send_document(7, "https://a.example/b.pdf"))
    assert "there is no document" in await refused(tg, "sendDocument", chat_id=7)
    assert marie.chat(A).texts == [""]


@pytest.mark.usefixtures("marie")
async def test_a_file_is_given_up_to_20_megabytes(tg: FakeTelegram, bot: Bot):
    for size, good in ((20 * MEGABYTE, True), (20 * MEGABYTE + 1, False)):
        kept = await bot.send_document(7, bytes(size), filename="x.bin")
        assert kept.document is not None
        assert (await call(tg, "getFile", file_id=kept.document.file_id))[0] == (200 if good else 400)
    assert "invalid file_id" in await refused(tg, "getFile", file_id="x")


@pytest.mark.parametrize(
    ("mode", "text", "shown"),
    [
        ("HTML", "a <i>b <b>c</b></i> <a href='https://a.example/?x>1'>d</a>", "a b c d"),
        ("HTML", "<b>1</b> &amp; &#233; &#xE9; &nope; >", "1 & é é &nope; >"),
        ("HTML", '<pre><code class="language-py">x</code></pre><tg-spoiler>s</tg-spoiler>', "xs"),
        ("MarkdownV2", r"*b _i_* __u__ ~s~ \|\| \. \_ `c_d` [l](https://a.b/\)) ||x||", "b i u s || . _ c_d l x"),
        ("MarkdownV2", "```py\nx = 1\n``` ok\n>quoted", "x = 1\n ok\nquoted"),
    ],
)  # fmt: skip
async def test_markup_that_is_balanced_is_taken(bot: Bot, marie: Person, mode: str, text: str, shown: str):
    sent = await bot.send_message(7, text, parse_mode=mode)

    assert marie.chat(A).texts == [shown]
    assert sent.entities


@pytest.mark.parametrize(
    ("mode", "text", "words"),
    [
        ("HTML", "é<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "1 < 2", "Unclosed start tag at byte offset 2"),
        ("HTML", "<3>", 'Unsupported start tag "3" at byte offset 0'),
        ("HTML", "<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("MarkdownV2", "é *x", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "*x _y*", "Can't find end of Bold entity at byte offset 5"),
        ("MarkdownV2", "3.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "a > b", "Character '>' is reserved"),
        ("MarkdownV2", "[a](https://a", "Can't find end of a URL at byte offset 4"),
        ("MarkdownV2", "[a", "Can't find end of TextUrl entity"),
    ],
)
@pytest.mark.usefixtures("marie")
async def test_markup_that_is_not_balanced_is_refused(tg: FakeTelegram, mode: str, text: str, words: str):
    told = await refused(tg, "sendMessage", chat_id=7, text=text, parse_mode=mode)

    assert told.startswith("Bad Request: can't parse entities: ")
    assert words in told


@pytest.mark.usefixtures("marie")
async def test_entities_lie_within_the_text_in_utf16_units(tg: FakeTelegram, bot: Bot):
    await bot.send_message(7, "😀 gras", entities=[MessageEntity("bold", 3, 4), MessageEntity("italic", 0, 7)])

    for offset, length, words in ((3, 5, "ends after"), (7, 1, "begins after"), (1, 2, "middle"), (-1, 2, "incorrect")):
        entity = {"type": "bold", "offset": offset, "length": length}
        assert words in await refused(tg, "sendMessage", chat_id=7, text="😀 gras", entities=[entity])
    wrong = {"type": "loud", "offset": 0, "length": 2}
    assert "Unsupported type" in await refused(tg, "sendMessage", chat_id=7, text="😀 gras", entities=[wrong])
    assert "UTF-8" in await refused(tg, "sendMessage", chat_id=7, text="\ud83d")


@pytest.mark.usefixtures("marie")
async def test_a_number_is_asked_for_in_private_only(tg: FakeTelegram, bot: Bot):
    group = tg.group(-100)
    ask = ReplyKeyboardMarkup([[KeyboardButton("Mon numéro", request_contact=True)]])
    await bot.send_message(7, "Votre numéro ?", reply_markup=ask)

    assert "phone number can be requested in private chats only" in await refused_by(
        bot.send_message(-100, "?", reply_markup=ask)
    )
    await bot.send_message(-100, "Un prospect")
    assert (await group.hears(A, "prospect")).text == "Un prospect"


async def test_who_cannot_be_written_to_is_told_apart(tg: FakeTelegram, bot: Bot, other: Bot, marie: Person):
    tg.person(8)
    await marie.block(A)

    assert await refused_by(bot.send_message(9, "x")) == "chat not found"
    assert await refused_by(bot.send_message(8, "x")) == "forbidden: bot can't initiate conversation with a user"
    assert await refused_by(bot.send_message(7, "x")) == "forbidden: bot was blocked by the user"
    assert (await other.send_message(7, "x")).text == "x"
    await marie.deactivate()
    assert await refused_by(bot.send_message(7, "x")) == "forbidden: user is deactivated"


# --- Rates


async def test_a_chat_bears_three_messages_at_once_and_then_one_a_second():
    async with telegram(1) as (tg, bot, marie):
        for n in range(3):
            await bot.send_message(7, str(n))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(7, "3")
        status, answer = await call(tg, "sendMessage", chat_id=7, text="3")

        assert seconds(caught.value) == 1
        assert (status, answer["parameters"]) == (429, {"retry_after": 1})
        assert answer["description"] == "Too Many Requests: retry after 1"
        assert tg.refused_429 == 2
        assert marie.chat(A).texts == ["0", "1", "2"]
        await asyncio.sleep(1.05)
        await bot.send_message(7, "3")


async def test_a_bot_writes_thirty_messages_a_second_to_all_chats_and_no_more():
    async with telegram(0.2) as (tg, bot, _):
        for n in range(100, 131):
            await tg.person(n).start(A)
        for n in range(100, 130):
            await bot.send_message(n, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(130, "x")
        assert tg.refused_429 == 1


async def test_the_rates_of_two_bots_are_apart_and_speed_divides_them():
    async with FakeTelegram({TOKEN: A, OTHER: B}, speed=20) as slow:
        someone = slow.person(7)
        for token, username in ((TOKEN, A), (OTHER, B)):
            await someone.start(username)
            for _ in range(3):
                assert (await call(slow, "sendMessage", token, chat_id=7, text="x"))[0] == 200
        await asyncio.sleep(0.06)
        assert (await call(slow, "sendMessage", chat_id=7, text="x"))[0] == 200


async def test_a_group_bears_twenty_messages_a_minute():
    async with telegram(10) as (tg, bot, _):
        tg.group(-5)
        for _ in range(20):
            await bot.send_message(-5, "x")
            await asyncio.sleep(0.1)
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(-5, "x")
        assert 1 < seconds(caught.value) <= 60


# --- Polling


async def test_updates_come_again_until_they_are_confirmed(bot: Bot, marie: Person):
    await marie.say(A, "un")
    await marie.say(A, "deux")
    first = await bot.get_updates()

    assert [u.message and u.message.text for u in first] == ["/start", "un", "deux"]
    assert [u.update_id - first[0].update_id for u in first] == [0, 1, 2]
    assert [u.update_id for u in await bot.get_updates(limit=1)] == [first[0].update_id]
    assert [u.update_id for u in await bot.get_updates(offset=first[1].update_id)] == [u.update_id for u in first[1:]]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == [first[2].update_id]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("", 0)


async def test_a_long_poll_ends_when_something_comes(bot: Bot, marie: Person):
    (start,) = await bot.get_updates()
    waiting = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await marie.say(A, "enfin")

    (update,) = await asyncio.wait_for(waiting, 2)
    assert update.message is not None
    assert update.message.text == "enfin"


async def test_a_second_poller_ends_the_first(tg: FakeTelegram, bot: Bot):
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call(tg, "getUpdates", timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
        await first
    assert not second.done()
    await tg.person(7).start(A)
    assert len((await second)[1]["result"]) == 1


async def test_nobody_polls_while_a_webhook_is_set(bot: Bot, hook: Hook):
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await polling
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active; use deleteWebhook"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_conflict_soon_after_another_is_told_after_three_seconds(hook: Hook):
    async with telegram(10) as (_, bot, _):
        await bot.set_webhook(hook.url)
        begun = asyncio.get_running_loop().time()
        for slow in (False, True):
            with pytest.raises(Conflict):
                await bot.get_updates()
            assert (asyncio.get_running_loop().time() - begun > 0.25) is slow


async def test_only_what_was_asked_for_comes(bot: Bot, marie: Person):
    assert await bot.get_updates(allowed_updates=["callback_query"], offset=-1)
    await marie.say(A, "rien")
    await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
    await marie.press(A, "y")

    (_, press) = await bot.get_updates()
    assert press.callback_query is not None


# --- Webhooks


async def test_a_webhook_gets_each_update_with_the_secret(tg: FakeTelegram, bot: Bot, hook: Hook):
    await bot.set_webhook(hook.url, secret_token="s3cret", allowed_updates=["message"], max_connections=5)
    person = tg.person(7)
    sent = await person.start(A, "campaign_1")
    await tg.settled()

    assert sent.update_id is not None
    assert hook.got == [tg.update(sent.update_id)]
    assert hook.got[0]["message"]["text"] == "/start campaign_1"
    assert hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
    assert hook.headers[0]["Content-Type"] == "application/json"
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, list(info.allowed_updates)) == (hook.url, 5, ["message"])
    assert tg.breaches == []


async def test_messages_of_a_chat_wait_for_the_one_before_and_presses_and_other_chats_do_not(hook: Hook):
    async with telegram(1) as (tg, bot, marie):
        await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
        freed = asyncio.Event()

        async def answer(update: dict[str, Any]) -> web.Response:
            if update.get("message", {}).get("text") == "un":
                await freed.wait()
            return web.Response()

        hook.answer = answer
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        two = await marie.say(A, "deux")
        await marie.edit(A, two.message_id, "deux !")
        await marie.press(A, "Oui")
        await tg.person(8).start(A)
        await asyncio.sleep(0.2)
        assert kinds(hook) == ["un", "press", "/start"]
        with pytest.raises(TimeoutError):
            await tg.settled(0.01)

        freed.set()
        await tg.settled()
        assert kinds(hook) == ["un", "press", "/start", "deux", "edited: deux !"]


def kinds(hook: Hook) -> list[str]:
    def kind(update: dict[str, Any]) -> str:
        if "callback_query" in update:
            return "press"
        return update["message"]["text"] if "message" in update else f"edited: {update['edited_message']['text']}"

    return [kind(update) for update in hook.got]


async def test_a_refused_update_comes_again_at_once_and_then_ever_later(hook: Hook):
    async with telegram(8) as (tg, bot, marie):
        hook.statuses(500, 307, 404, 500, headers={"Location": hook.url})
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        await tg.settled()

        pauses = [8 * (b - a) for a, b in zip(hook.times, hook.times[1:], strict=False)]
        for pause, expected in zip(pauses, (0, 2, 4, 8), strict=True):
            assert expected <= pause < expected + 8  # a slow machine's share
        assert {update["update_id"] for update in hook.got} == {hook.got[0]["update_id"]}
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_the_pause_is_capped_at_one_to_two_minutes(hook: Hook):
    async with telegram(300) as (tg, bot, marie):
        hook.statuses(*[503] * 12)
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        await tg.settled()

        pauses = [300 * (b - a) for a, b in zip(hook.times, hook.times[1:], strict=False)]
        assert all(60 <= pause < 400 for pause in pauses[6:])


async def test_retry_after_is_honoured(hook: Hook):
    async with telegram(30) as (tg, bot, marie):
        hook.statuses(503, 503, headers={"Retry-After": "30"})
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        await tg.settled()

        assert 30 <= 30 * (hook.times[1] - hook.times[0]) < 60
        assert 30 <= 30 * (hook.times[2] - hook.times[1]) < 60


async def test_a_retry_after_of_days_counts_as_an_hour(hook: Hook):
    async with telegram(10_000) as (tg, bot, marie):
        hook.statuses(503, headers={"Retry-After": "999999"})
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        await tg.settled()

        assert tg.bot(A).updates.dropped == []
        assert 10_000 * (hook.times[1] - hook.times[0]) >= 3600


async def test_a_press_is_given_up_after_150_seconds_and_the_next_one_comes(hook: Hook):
    async with telegram(200) as (tg, bot, marie):
        await bot.send_message(7, "?", reply_markup=inline([("Oui", "y"), ("Non", "n")]))
        hook.statuses(*[500] * 20)
        await bot.set_webhook(hook.url)
        lost = await marie.press(A, "Oui")
        await tg.settled()
        assert tg.bot(A).updates.dropped == [lost]
        assert len(hook.got) in {7, 8}  # at 0, 0, 2, 6, 14, 30, 62 and about 124 s; the next would be past its life

        hook.answer = None
        await marie.press(A, "Non")
        await tg.settled()
        assert hook.got[-1]["callback_query"]["data"] == "n"


async def test_a_press_that_nobody_polled_for_is_given_up_too():
    async with telegram(1000) as (tg, bot, marie):
        await bot.send_message(7, "?", reply_markup=inline([("Oui", "y")]))
        lost = await marie.press(A, "Oui")
        kept = await marie.say(A, "allô ?")
        await asyncio.sleep(0.2)

        assert [update.update_id for update in await bot.get_updates()] == [kept.update_id]
        assert tg.bot(A).updates.dropped == [lost]


async def test_no_more_are_open_at_once_than_the_bot_bears(hook: Hook):
    async with telegram(1) as (tg, bot, _):

        async def answer(_: dict[str, Any]) -> web.Response:
            await asyncio.sleep(0.05)
            return web.Response()

        hook.answer = answer
        await bot.set_webhook(hook.url, max_connections=2)
        for n in range(100, 106):
            await tg.person(n).start(A)
        await tg.settled()

        assert (len(hook.got), hook.most_open) == (6, 2)


async def test_a_body_and_a_410_are_breaches(hook: Hook):
    async with telegram(100) as (tg, bot, marie):
        hook.statuses(410, 200, body=b'{"method": "sendMessage"}')
        await bot.set_webhook(hook.url)
        await marie.say(A, "un")
        await tg.settled()

        assert len(tg.breaches) == 2
        assert "410" in tg.breaches[0]
        assert "sendMessage" in tg.breaches[1]


async def test_what_waits_goes_to_the_new_webhook_or_is_dropped(tg: FakeTelegram, bot: Bot, marie: Person, hook: Hook):
    await bot.set_webhook("http://127.0.0.1:1/nobody")
    await asyncio.sleep(0.05)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    await bot.set_webhook(hook.url)
    await tg.bot(B).updates.set_webhook(None, drop=True)
    await tg.settled()
    assert kinds(hook) == ["/start"]

    await bot.delete_webhook()
    await marie.say(A, "un")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_webhook_is_set_at_most_once_a_second(hook: Hook):
    async with telegram(1) as (_, bot, _):
        await bot.set_webhook(hook.url)
        with pytest.raises(RetryAfter):
            await bot.set_webhook(hook.url)


async def test_an_update_is_sent_again_and_a_crafted_one_is_sent(tg: FakeTelegram, bot: Bot, hook: Hook):
    await bot.set_webhook(hook.url, secret_token="s")
    sent = await tg.person(7).start(A)
    await tg.settled()
    assert sent.update_id is not None

    assert await tg.redeliver(sent.update_id) == [200] * 5
    assert await tg.redeliver(sent.update_id, times=2, at_once=False) == [200] * 2
    assert hook.got == [tg.update(sent.update_id)] * 8
    assert {headers["X-Telegram-Bot-Api-Secret-Token"] for headers in hook.headers} == {"s"}
    assert await tg.post_raw(A, b"{}") == (200, "")
    hook.statuses(403)
    assert (await tg.post_raw(A, b"{}", {"Content-Type": "text/plain"}))[0] == 403
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[-1]


# --- Persons


async def test_a_person_presses_only_what_is_there(bot: Bot, marie: Person):
    first = await bot.send_message(7, "Un ?", reply_markup=inline([("Oui", "1:y")]))
    second = await bot.send_message(7, "Deux ?", reply_markup=inline([("Oui", "2:y"), ("Non", "2:n")]))
    old = marie.chat(A).messages[-1]

    await marie.press(A, "Oui")
    await marie.press(A, "Oui", first.message_id)
    await marie.press(A, "2:n")
    await bot.edit_message_text("Deux → Non", 7, second.message_id)
    with pytest.raises(LookupError):
        await marie.press(A, "Non")
    await marie.press_old(A, old, "2:n")
    await bot.delete_message(7, second.message_id)
    await marie.press_old(A, old, old.buttons[0][1])

    queries = [update.callback_query for update in (await bot.get_updates())[1:]]
    assert [query and query.data for query in queries] == ["2:y", "1:y", "2:n", "2:n", "2:y"]
    assert [bool(query and query.message and query.message.is_accessible) for query in queries] == [True] * 4 + [False]


async def test_a_link_is_not_pressed(bot: Bot, marie: Person):
    await bot.send_message(
        7, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Lire", url="https://a.example")]])
    )

    assert marie.chat(A).messages[-1].buttons == [("Lire", "https://a.example")]
    with pytest.raises(PermissionError):
        await marie.press(A, "Lire")


async def test_a_button_in_place_of_the_keyboard_says_its_label_until_it_is_taken_away(bot: Bot, marie: Person):
    await bot.send_message(7, "?", reply_markup=ReplyKeyboardMarkup([["Oui", "Non"]]))
    assert marie.chat(A).messages[-1].keyboard == [{"text": "Oui"}, {"text": "Non"}]
    await marie.press(A, "Oui")
    assert marie.chat(A).messages[-1].text == "Oui"
    await bot.send_message(7, "Merci", reply_markup=ReplyKeyboardRemove())

    assert marie.chat(A).shown == []
    with pytest.raises(LookupError):
        await marie.press(A, "Oui")


async def test_a_number_is_shared_when_it_was_asked_for(bot: Bot, marie: Person):
    with pytest.raises(LookupError):
        await marie.share_contact(A, "+3225550100")
    await marie.share_contact(A, "+3225550101", own=False, forced=True)
    await bot.send_message(
        7, "?", reply_markup=ReplyKeyboardMarkup([[KeyboardButton("Mon numéro", request_contact=True)]])
    )
    await marie.share_contact(A, "+3225550100")

    _, other, own = [update.message and update.message.contact for update in await bot.get_updates()]
    assert own
    assert other
    assert (own.phone_number, own.user_id) == ("+3225550100", 7)
    assert (other.phone_number, other.user_id) == ("+3225550101", 8)


async def test_pictures_stickers_and_voices_are_sent_and_can_be_fetched(bot: Bot, marie: Person):
    await marie.send_photo(A, "ma façade")
    await marie.send_sticker(A)
    await marie.send_voice(A)

    _, photo, sticker, voice = [update.message for update in await bot.get_updates()]
    assert photo and photo.caption == "ma façade"  # noqa: PT018 — for the type
    assert len(await (await photo.photo[0].get_file()).download_as_bytearray()) == 64
    assert sticker and sticker.sticker  # noqa: PT018
    assert voice and voice.voice  # noqa: PT018


async def test_to_block_and_to_unblock_is_told_and_start_unblocks(bot: Bot, marie: Person):
    await marie.block(A)
    await marie.block(A)
    with pytest.raises(PermissionError):
        await marie.say(A, "allô")
    await marie.start(A, "x")

    _, blocked, unblocked, start = await bot.get_updates()
    assert blocked.my_chat_member is not None
    assert unblocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert start.message is not None
    assert start.message.text == "/start x"
    assert await bot.send_message(7, "bonjour")


async def test_an_app_lets_nobody_do_what_it_does_not(tg: FakeTelegram, marie: Person):
    with pytest.raises(PermissionError, match="press Start"):
        await tg.person(8).say(A, "allô")
    for wrong in ("", " \n", "x" * 4097, "\ud83d"):
        with pytest.raises(ValueError):  # noqa: PT011 — its words are Telegram's
            await marie.say(A, wrong)
    for payload in ("", "x" * 65, "é"):
        with pytest.raises(ValueError, match="a payload is"):
            await marie.start(A, payload)
    await marie.start(A, "x" * 64)
    await marie.say(A, "x" * 4096)
    await marie.deactivate()
    with pytest.raises(PermissionError):
        await marie.say(A, "allô")


async def test_each_thing_said_is_heard_once_and_nothing_else_is(tg: FakeTelegram, bot: Bot, marie: Person):
    for _ in range(2):
        sent = await bot.send_message(7, "Votre budget ?", reply_markup=inline([("Aucun", "0")]))
    await marie.hears(A, "budget")
    await marie.hears(A, "budget")
    await bot.edit_message_reply_markup(7, sent.message_id)
    with pytest.raises(TimeoutError, match="nothing of aimant_bot contains 'budget'"):
        await marie.hears(A, "budget", 0.01)
    waiting = asyncio.create_task(marie.hears(A, "enfin"))
    await asyncio.sleep(0)
    await bot.send_message(7, "enfin")
    assert (await waiting).text == "enfin"
    typing = asyncio.create_task(tg.until(lambda: marie.chat(A).actions == ["typing"]))
    await bot.send_chat_action(7, "typing")
    await typing
    with pytest.raises(TimeoutError):
        await tg.until(lambda: False, 0.01)


# --- Faults


async def test_faults_come_one_call_each_and_then_it_is_well(tg: FakeTelegram, bot: Bot, marie: Person):
    tg.then("sendMessage", error(429, "Too Many Requests: retry after 7", 7), Reply(502, b"<html>"), Fault.RESET)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(7, "x")
    assert seconds(caught.value) == 7
    with pytest.raises(NetworkError):
        await bot.send_message(7, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(7, "x")
    assert await bot.get_me()
    assert marie.chat(A).texts == []
    await bot.send_message(7, "bien")
    assert marie.chat(A).texts == ["bien"]


@pytest.mark.usefixtures("marie")
async def test_a_fault_lasts_until_it_is_well_and_may_be_of_one_bot_or_chat(tg: FakeTelegram, bot: Bot, other: Bot):
    tg.always("sendMessage", Reply(500), bot=B)
    tg.always("sendMessage", Reply(500), chat=8)
    await tg.person(8).start(A)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(8, "x")
        with pytest.raises(NetworkError):
            await other.send_message(7, "x")
    await bot.send_message(7, "x")
    tg.then("sendMessage", Reply(429), chat=8)
    assert (await call(tg, "sendMessage", chat_id=8, text="x"))[0] == 429
    tg.well()
    await bot.send_message(8, "x")


async def test_a_fault_may_hide_that_it_was_done(tg: FakeTelegram, bot: Bot, marie: Person):
    tg.then("sendMessage", Fault.RESET_AFTER, Fault.HANG, Fault.DRIP, Fault.HUGE)
    with pytest.raises(NetworkError):
        await bot.send_message(7, "coupé")
    with pytest.raises(NetworkError):
        await bot.send_message(7, "jamais", read_timeout=0.2)
    assert marie.chat(A).texts == ["coupé"]
    assert (await bot.send_message(7, "goutte à goutte")).text == "goutte à goutte"  # a millisecond a byte here
    assert (await bot.send_message(7, "long")).text == "long"
    assert marie.chat(A).texts == ["coupé", "goutte à goutte", "long"]


async def test_a_dripping_answer_takes_a_second_a_byte():
    async with telegram(1) as (tg, _, _):
        tg.always("getMe", Fault.DRIP)
        async with aiohttp.ClientSession() as session, session.get(f"{tg.base_url}{TOKEN}/getMe") as answer:
            assert await answer.content.read(1) == b"{"
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(answer.content.read(1), 0.5)


# --- The terminal


async def test_one_can_talk_to_a_bot_at_a_terminal():
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram", "--port", "0", "--token", TOKEN, "--lang", "en",
        cwd=Path(__file__).parents[2], stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None

    async def until(containing: str) -> str:
        assert child.stdout is not None
        while containing not in (line := (await asyncio.wait_for(child.stdout.readline(), 10)).decode()):
            assert line, f"it ended without {containing}"
        return line.strip()

    def type_in(line: str) -> None:
        assert child.stdin is not None
        child.stdin.write(line.encode() + b"\n")

    assert await until("AIMANT_TELEGRAM_BOTS=") == f"export AIMANT_TELEGRAM_BOTS={TOKEN}"
    base_url = (await until("AIMANT_TELEGRAM_BASE_URL=")).partition("=")[2]
    async with Bot(TOKEN, base_url=base_url) as bot:
        type_in("Hello")
        start, hello = await bot.get_updates(limit=2, timeout=0) if await settle(bot, 2) else ()
        assert (start.message.text, hello.message.text) == ("/start", "Hello")
        assert hello.message.from_user.language_code == "en"
        chat = hello.message.chat.id
        await bot.send_message(chat, "Budget?", reply_markup=inline([("Small", "s"), ("Large", "l")]))
        await until("bot> Budget?")
        assert await until("/2") == "/2  Large"
        type_in("/9")
        assert "!" in await until("!")
        type_in("/2")
        assert await settle(bot, 3)
        press = (await bot.get_updates())[-1].callback_query
        assert press is not None
        await bot.answer_callback_query(press.id, "Noted")
        await until("[Noted]")
        assert press.data == "l"
        await bot.send_document(chat, b"%PDF", filename="guide.pdf")
        assert "guide.pdf (application/pdf, 4 bytes) http://127.0.0.1" in await until("guide.pdf")
    child.stdin.close()
    assert await asyncio.wait_for(child.wait(), 10) == 0


async def settle(bot: Bot, updates: int) -> bool:
    """Whether so many wait before long."""
    async with asyncio.timeout(5):
        while (await bot.get_webhook_info()).pending_update_count < updates:  # noqa: ASYNC110 — another process
            await asyncio.sleep(0.02)
    return True
