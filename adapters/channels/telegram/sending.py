"""Effects as calls of the Bot API, and its refusals as verdicts; texts go plain, letter for letter."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp
import structlog
from telegram import Bot, InputFile
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from adapters.channels.contract import Ref
from adapters.channels.telegram.wire import callback_data
from adapters.channels.vault import Delivery, Find
from adapters.integrations.contract import Limited, Refused, Retry, Unreachable, Unsure
from adapters.links import Links
from flows.effects import Acknowledge, Choice, Prompt, Push, Say, Settle
from flows.texts import word

log = structlog.get_logger()

#: Telegram's limits (core.telegram.org/bots/api); texts are counted in UTF-16 units, the stricter way to count.
MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
MOST_BUTTONS = 100
#: Seconds that one call may take.
DEADLINE_SECONDS = 15.0
#: Seconds for a connection: nothing was sent while there is none, so such a call may be made again and again.
CONNECT_SECONDS = 5.0
#: The longest that a poll may be held open, in seconds.
LONGEST_POLL = 50.0
_LARGEST_REPLY = 1024 * 1024
#: Of how many messages it is remembered which of their parts have gone out.
_MOST_UNDER_WAY = 1000
#: Labels up to this length stand two in a row.
_SHORT_LABEL = 16

_NO_PREVIEW = {"is_disabled": True}
_NO_KEYBOARD = {"remove_keyboard": True}
_JSON = {"Content-Type": "application/json"}
_CONNECTING = aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS)


@dataclass(frozen=True, slots=True)
class BotSetup:
    """One bot: the number its token begins with, the token, and the flow it speaks."""

    id: str
    token: str = field(repr=False)
    flow: str


class NotSent(NetworkError):
    """The connection failed before anything was sent."""


class Lost(NetworkError):
    """It was sent and the answer was lost."""


class TooFast(NetworkError):
    """Telegram takes nothing more from this bot for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("Telegram asks to wait")
        self.seconds = seconds


class Request(BaseRequest):
    """The library's request over a shared aiohttp session: bounded in time and size, without redirects.

    With `given` it is for one call, whose parameters these are, as JSON.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        seconds: float | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self._session = session
        self._seconds = DEADLINE_SECONDS if seconds is None else seconds
        self._given = given

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a call may take."""
        return self._seconds

    async def initialize(self) -> None:
        """The session is the caller's."""

    async def shutdown(self) -> None:
        """The session is the caller's."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ARG002 (the library's signature)
        write_timeout: Any = None,  # noqa: ARG002 (as above)
        connect_timeout: Any = None,  # noqa: ARG002 (as above)
        pool_timeout: Any = None,  # noqa: ARG002 (as above)
    ) -> tuple[int, bytes]:
        """One call; raises NotSent or Lost, whose words hold no token."""
        body: Any = _form(request_data) if self._given is None else json.dumps(self._given).encode()
        headers = None if self._given is None else _JSON
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._session.request(
                    method, url, data=body, headers=headers, allow_redirects=False, timeout=_CONNECTING
                ) as answer,
            ):
                got = await _bounded(answer.content)
                if answer.status == 429:  # here, since the library's own error warns of its coming type at each use
                    raise TooFast(_retry_after(got))
                return answer.status, got
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            raise NotSent("Telegram cannot be reached") from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise Lost("Telegram's answer was lost") from None


class Calls:
    """Calls of the Bot API's methods as they are, and of an answer what is asked of it.

    The library's own methods are for what a talk does not wait for: they spell every parameter and read every field,
    which costs several times what the call itself does.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str, seconds: float | None = None) -> None:
        self._session = session
        self._url = url
        self.seconds = seconds

    async def call(self, method: str, **given: Any) -> Any:
        """What a method answers; raises TelegramError."""
        return await Request(self._session, self.seconds, given).post(f"{self._url}/{method}")

    async def put(self, method: str, chat: int, **given: Any) -> dict[str, Any]:
        """The message that a method puts into a chat; a KeyError or TypeError when what it answers is none."""
        message = await self.call(method, chat_id=chat, **given)
        if not isinstance(message["message_id"], int):
            raise TypeError("a message without its number")
        return dict(message)


class Sender:
    """Carries effects through one bot; `find` and `links` are the vault's, `file_id` and `keep` remember uploads."""

    def __init__(
        self,
        setup: BotSetup,
        base_url: str,
        session: aiohttp.ClientSession,
        links: Links,
        find: Find,
        file_id: Callable[[str, str], Awaitable[str | None]],
        keep: Callable[[str, str, str], Awaitable[None]],
    ) -> None:
        self.setup = setup
        self.bot = Bot(setup.token, base_url=base_url, request=Request(session))
        self.calls = Calls(session, self.bot.base_url)
        self._patient = Calls(session, self.bot.base_url, LONGEST_POLL + DEADLINE_SECONDS)
        self._scope = f"telegram:{setup.id}"
        self._links = links
        self._find = find
        self._file_id = file_id
        self._keep = keep
        self._gone_out: OrderedDict[UUID, int] = OrderedDict()
        self._names: dict[Path, tuple[tuple[str, int, int], str]] = {}

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        """Bring one effect about; raises as a channel that pushes does."""
        try:
            match effect:
                case Say():
                    ref = await self._say(effect)
                    self._gone_out.pop(effect.id, None)
                    return ref
                case Settle():
                    await self._settle(effect, asked or {})
                case Acknowledge(press=str(press)):
                    await self._acknowledge(press, effect.toast)
                case Acknowledge():
                    pass
        except TelegramError as error:
            raise verdict(error, repeats=not isinstance(effect, Say)) from None
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # Telegram took it, and tells so in a shape that is not known here
            log.warning("telegram-answer", bot=self.setup.id, error=type(error).__name__)
            raise Unsure("Telegram's answer could not be read") from None
        return None

    async def poll(self, asked: dict[str, Any]) -> list[Any]:
        """Updates as plain JSON: the library would refuse a whole batch for one that is malformed."""
        got = await self._patient.call("getUpdates", **asked)
        return got if isinstance(got, list) else []

    async def typing(self, chat: int) -> None:
        """Show that an answer is on its way."""
        await self._show(chat, ChatAction.TYPING)

    async def _show(self, chat: int, action: ChatAction) -> None:
        """Show what the bot does; whether that works is of no weight."""
        try:
            await self.calls.call("sendChatAction", chat_id=chat, action=action)
        except TelegramError:
            return

    async def _say(self, say: Say) -> Ref:
        chat = _chat(say)
        if say.gift is not None:
            return await self._give(say, chat)
        text = word("person.line", say.locale, name=say.name, said=say.text) if say.name else say.text
        if say.prompt is not None and say.prompt.hint:
            text = f"{text}\n({say.prompt.hint})"
        if say.prompt is not None and say.prompt.input == "choices" and len(say.prompt.choices) > 1:
            text = f"{text}\n({word('telegram.several', say.locale)})"
        *first, last = parts(text, MOST_TEXT)
        await self._first(say, chat, first)
        markup = keyboard(say)
        sent = await self._text(chat, last, reply_markup=markup)
        return {"chat": chat, "message": sent["message_id"], "inline": "inline_keyboard" in markup}

    async def _text(self, chat: int, text: str, **more: Any) -> dict[str, Any]:
        return await self.calls.put("sendMessage", chat, text=text, link_preview_options=_NO_PREVIEW, **more)

    async def _first(self, say: Say, chat: int, texts: list[str]) -> None:
        """What comes before a message's last part: tried again, it goes on after the part that went out last."""
        for number, text in enumerate(texts):
            if number >= self._gone_out.get(say.id, 0):
                await self._text(chat, text)
                self._gone_out[say.id] = number + 1
        while len(self._gone_out) > _MOST_UNDER_WAY:
            self._gone_out.popitem(last=False)

    async def _give(self, say: Say, chat: int) -> Ref:
        """A magnet as a document beside its link; as the link alone when the file is not there any more."""
        gift = say.gift
        if gift is None:
            raise ValueError("nothing to give")
        found = await self._find(gift.delivery)
        link = self._links.url(gift.delivery)
        caption = f"{say.text}\n{link}"
        if found is None or not found.path.is_file():
            *first, last = parts(caption, MOST_TEXT)
            await self._first(say, chat, first)
            sent = await self._text(chat, last)
        else:
            if _units(caption) > MOST_CAPTION:
                await self._first(say, chat, parts(say.text, MOST_TEXT))
                caption = link
            sent = await self._document(chat, found, caption)
        return {"chat": chat, "message": sent["message_id"], "inline": False}

    async def _document(self, chat: int, found: Delivery, caption: str) -> dict[str, Any]:
        name = await self._name(found)
        known = await self._file_id(self._scope, name)
        if known is not None:
            try:
                return await self.calls.put("sendDocument", chat, document=known, caption=caption)
            except BadRequest as error:
                if "file" not in error.message.lower():
                    raise
        await self._show(chat, ChatAction.UPLOAD_DOCUMENT)
        content = await asyncio.to_thread(found.path.read_bytes)
        sent = await self.bot.send_document(chat, InputFile(content, filename=found.name), caption=caption)
        if sent.document is not None:
            await self._keep(self._scope, name, sent.document.file_id)
        return {"message_id": sent.message_id}

    async def _name(self, found: Delivery) -> str:
        """What a file and its name are remembered by; read again only where the file is another than it was."""
        stat = found.path.stat()
        edition = found.name, stat.st_mtime_ns, stat.st_size
        known = self._names.get(found.path)
        if known is None or known[0] != edition:
            content = await asyncio.to_thread(found.path.read_bytes)
            known = edition, hashlib.sha256(found.name.encode() + b"\0" + content).hexdigest()
            self._names[found.path] = known
        return known[1]

    async def _settle(self, settle: Settle, asked: Ref) -> None:
        if not asked.get("inline"):
            return  # a keyboard that stands in place of the phone's own goes with the next message
        *_, last = parts(settle.text, MOST_TEXT)
        try:
            where = {"chat_id": asked["chat"], "message_id": asked["message"]}
            await self.calls.call("editMessageText", **where, text=last, link_preview_options=_NO_PREVIEW)
        except BadRequest as error:
            if not any(words in error.message.lower() for words in ("not modified", "not found", "can't be edited")):
                raise

    async def _acknowledge(self, press: str, toast: str | None) -> None:
        told = {"text": parts(toast, MOST_TOAST)[0]} if toast else {}
        try:
            await self.calls.call("answerCallbackQuery", callback_query_id=press, **told)
        except BadRequest as error:
            if "too old" not in error.message.lower() and "invalid" not in error.message.lower():
                raise


def keyboard(say: Say) -> dict[str, Any]:
    """The buttons of a question; without any, an earlier keyboard of the other kind goes."""
    prompt = say.prompt
    if prompt is None:
        return _NO_KEYBOARD
    choices = list(_choices(prompt, say.locale))
    if prompt.input == "choices":  # a press answers with one; several are written, by their numbers
        numbered = [replace(choice, label=f"{n}. {choice.label}") for n, choice in enumerate(prompt.choices, 1)]
        choices[: len(numbered)] = numbered
    if prompt.input == "tel" and not prompt.choices:
        rows = [[{"text": word("telegram.share-phone", say.locale), "request_contact": True}]]
        rows += [[{"text": choice.label}] for choice in choices]
        return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
    if not choices:
        return _NO_KEYBOARD
    buttons = [
        {"text": choice.label, "callback_data": callback_data(say.edition, prompt.id, choice.value)}
        for choice in choices[:MOST_BUTTONS]
    ]
    short = all(len(choice.label) <= _SHORT_LABEL for choice in choices)
    width = 2 if short else 1
    return {"inline_keyboard": [buttons[i : i + width] for i in range(0, len(buttons), width)]}


def _choices(prompt: Prompt, locale: str) -> Iterator[Choice]:
    yield from prompt.choices
    if prompt.optional and not any(choice.value.startswith("/") for choice in prompt.choices):
        yield Choice("/skip", word("button.skip", locale))


def parts(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` UTF-16 units, cut at paragraphs, lines, spaces, or between characters."""
    found: list[str] = []
    while _units(text) > most:
        cut = _fitting(text, most)
        for mark in ("\n\n", "\n", " "):
            at = text.rfind(mark, cut // 2, cut)
            if at > 0:
                cut = at
                break
        if part := text[:cut].rstrip():
            found.append(part)
        text = text[cut:].lstrip("\n ")
    if text.strip() or not found:  # Telegram takes no empty message
        found.append(text if text.strip() else "…")
    return found


def _fitting(text: str, most: int) -> int:
    """How many code points of the text fit into `most` UTF-16 units."""
    units = 0
    for place, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > most:
            return place
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def verdict(error: TelegramError, *, repeats: bool) -> Exception:
    """What a refusal means for what was to be carried; `repeats` when doing it twice does no harm."""
    message = str(getattr(error, "message", error)).lower()
    match error:
        case TooFast():
            return Limited("Telegram asks to wait", error.seconds)
        case Forbidden():
            return Unreachable("blocked, deactivated, or never started")
        case BadRequest() if "chat not found" in message:
            return Unreachable("chat not found")
        case BadRequest():
            return Refused(f"Telegram refused: {message[:120]}")
        case InvalidToken():
            return Retry("Telegram does not know this bot: check its token", 300.0)
        case Lost():
            return Retry("Telegram's answer was lost") if repeats else Unsure("Telegram's answer was lost")
        case NotSent():
            return Retry("Telegram cannot be reached")
    return Retry("Telegram is out of order")


def _chat(say: Say) -> int:
    return int(say.to.person.partition("/")[2])


def _form(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media)
    return form


def _retry_after(body: bytes) -> float:
    try:
        return max(1.0, float(json.loads(body)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return 5.0


async def _bounded(content: aiohttp.StreamReader) -> bytes:
    read = bytearray()
    async for chunk in content.iter_any():
        read += chunk
        if len(read) > _LARGEST_REPLY:
            raise Lost("Telegram's answer is too large")
    return bytes(read)
