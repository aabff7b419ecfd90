"""The methods of the Bot API: a method's parameters are its signature, and whatever else is sent is a breach."""

from __future__ import annotations

import hashlib
import inspect
import json
import math
import re
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from tests.fakes.telegram import limits
from tests.fakes.telegram.delivery import Updates, Webhook, World
from tests.fakes.telegram.limits import Json, Refused, formatted
from tests.fakes.telegram.people import Chat, Document, Group, Message

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
_ACTIONS |= {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
#: Parameters that are good and change nothing that this fake shows.
_SENDING = {"disable_notification", "protect_content", "reply_parameters", "message_effect_id", "allow_paid_broadcast"}
_WITHOUT_EFFECT = {
    "sendMessage": _SENDING | {"link_preview_options"},
    "sendDocument": _SENDING | {"disable_content_type_detection"},
    "editMessageText": {"link_preview_options"},
    "answerCallbackQuery": {"cache_time", "show_alert"},
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram keeps for one bot."""

    document: Document
    path: str

    def described(self, mime: str = "") -> dict[str, Json]:
        """The object that stands for it in a message."""
        kept = self.document
        about: dict[str, Json] = {"file_id": kept.file_id, "file_unique_id": hashlib.sha256(kept.data).hexdigest()[:16]}
        about |= {"file_size": len(kept.data)}
        return about | ({"mime_type": mime} if mime.startswith(("audio", "application")) else {})


@dataclass(slots=True)
class Bot:
    """One bot: who it is, and what it set."""

    token: str
    username: str
    updates: Updates
    files: dict[str, File] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    last_message_id: int = field(default_factory=lambda: secrets.randbelow(100_000))

    @property
    def id(self) -> int:
        return int(self.token.split(":")[0])

    def as_user(self) -> dict[str, Json]:
        """The User."""
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}

    def next_message_id(self) -> int:
        """One for all its chats."""
        self.last_message_id += 1
        return self.last_message_id

    def keep(self, name: str, mime: str, data: bytes) -> File:
        """Keep a file, under an id that means nothing to other bots."""
        document = Document(name, data, mime, f"BQAC{secrets.token_urlsafe(24)}")
        path = f"documents/file_{len(self.files)}{PurePath(name).suffix}"
        return self.files.setdefault(document.file_id, File(document, path))


class Rates:
    """What a bot may write: 30 a second in all, one a second in a chat (three at once pass), 20 a minute in a group."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent: dict[tuple[str, int], deque[float]] = defaultdict(deque)
        self._tokens: dict[tuple[str, int], tuple[float, float]] = {}

    def spend(self, bot: Bot, chat: Group) -> None:
        """Count one message, or refuse it."""
        now = self._world.now()
        windows = [(bot.username, 0, 30, 1.0)] + ([(bot.username, chat.id, 20, 60.0)] if chat.kind == "group" else [])
        wait = max(self._full(now, *window) for window in windows)
        left, at = self._tokens.get((bot.username, chat.id), (3.0, now))
        left = min(3.0, left + now - at)
        wait = max(wait, 1 - left)
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise Refused(f"Too Many Requests: retry after {seconds}", 429, seconds)
        self._tokens[bot.username, chat.id] = (left - 1, now)
        for username, chat_id, _, _ in windows:
            self._sent[username, chat_id].append(now)

    def _full(self, now: float, username: str, chat_id: int, most: int, seconds: float) -> float:
        """The seconds until there is room in a window."""
        sent = self._sent[username, chat_id]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0


class Api:
    """Each public method is one of the Bot API's, in snake_case."""

    def __init__(self, tg: FakeTelegram) -> None:
        self._tg, self._world = tg, tg.world
        self._rates = Rates(tg.world)

    @classmethod
    def methods(cls) -> dict[str, str]:
        """The names, as Telegram writes them, by the same in lower case: Telegram does not mind the case."""
        snakes = [name for name, member in vars(cls).items() if inspect.iscoroutinefunction(member) and name[0] != "_"]
        camels = [re.sub(r"_(.)", lambda m: m[1].upper(), name) for name in snakes]
        return {camel.lower(): camel for camel in camels}

    async def call(self, bot: Bot, name: str, arguments: dict[str, Json]) -> Json:
        """Do what was asked, or refuse it."""
        method: Callable[..., Json] = getattr(self, re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name))
        known = {n: p.annotation for n, p in inspect.signature(method).parameters.items() if n != "bot"}
        unknown = sorted(arguments.keys() - known.keys() - _WITHOUT_EFFECT.get(name, set()))
        if unknown:
            self._world.breaches.append(f"{name}: unknown parameter {', '.join(unknown)}")
            raise Refused(f"unknown parameter {', '.join(unknown)}")
        return await method(bot, **{n: _read(known[n], n, v) for n, v in arguments.items() if n in known})

    async def get_me(self, bot: Bot) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return bot.as_user() | abilities

    async def set_webhook(
        self,
        bot: Bot,
        url: str = "",
        secret_token: str = "",
        max_connections: int = 40,
        allowed_updates: Json = None,
        drop_pending_updates: bool = False,
    ) -> Json:
        hook = Webhook(url, secret_token, max_connections) if url else None
        bot.updates.allow(allowed_updates)
        await bot.updates.set_webhook(hook, drop=drop_pending_updates)
        return True

    async def delete_webhook(self, bot: Bot, drop_pending_updates: bool = False) -> Json:
        await bot.updates.set_webhook(None, drop=drop_pending_updates)
        return True

    async def get_webhook_info(self, bot: Bot) -> Json:
        return bot.updates.info()

    async def get_updates(
        self,
        bot: Bot,
        offset: int = 0,
        limit: int = 100,
        timeout: int = 0,  # noqa: ASYNC109 — the Bot API's own name
        allowed_updates: Json = None,
    ) -> Json:
        if not 1 <= limit <= 100 or timeout < 0:
            self._world.breaches.append(f"getUpdates: limit {limit}, timeout {timeout}")
            raise Refused("limit must be from 1 to 100")
        bot.updates.allow(allowed_updates)
        return await bot.updates.poll(offset, limit, timeout)

    async def send_message(
        self,
        bot: Bot,
        chat_id: int = 0,
        text: str = "",
        parse_mode: str = "",
        entities: Json = None,
        reply_markup: Json = None,
    ) -> Json:
        where, chat = self._writable(bot, chat_id)
        content = _text(text, parse_mode, entities)
        return self._put(bot, where, chat, content, reply_markup)

    async def send_document(
        self,
        bot: Bot,
        chat_id: int = 0,
        document: Json = None,
        caption: str = "",
        parse_mode: str = "",
        caption_entities: Json = None,
        reply_markup: Json = None,
    ) -> Json:
        where, chat = self._writable(bot, chat_id)
        shown, found = formatted(caption, parse_mode, caption_entities, limits.CAPTION, "message caption")
        content: dict[str, Json] = ({"caption": shown} if shown else {}) | (
            {"caption_entities": found} if found else {}
        )
        if isinstance(document, str) and document.startswith(("http://", "https://")):
            raise Refused("failed to get HTTP URL content")
        file = document if isinstance(document, File) else bot.files.get(str(document))
        if file is None:
            raise Refused(
                "wrong file identifier/HTTP URL specified" if document else "there is no document in the request"
            )
        if not file.document.data:
            raise Refused("file must be non-empty")
        content["document"] = file.described(file.document.mime) | {"file_name": file.document.name}
        return self._put(bot, where, chat, content, reply_markup, file.document)

    async def edit_message_text(
        self,
        bot: Bot,
        chat_id: int = 0,
        message_id: int = 0,
        text: str = "",
        parse_mode: str = "",
        entities: Json = None,
        reply_markup: Json = None,
    ) -> Json:
        where, chat, old = self._editable(bot, chat_id, message_id)
        if "text" not in old.raw:
            raise Refused("there is no text in the message to edit")
        content = _text(text, parse_mode, entities)
        bare = {name: value for name, value in old.raw.items() if name != "entities"}
        return self._replace(where, chat, old, bare | content, reply_markup)

    async def edit_message_reply_markup(
        self, bot: Bot, chat_id: int = 0, message_id: int = 0, reply_markup: Json = None
    ) -> Json:
        where, chat, old = self._editable(bot, chat_id, message_id)
        return self._replace(where, chat, old, old.raw, reply_markup)

    async def delete_message(self, bot: Bot, chat_id: int = 0, message_id: int = 0) -> Json:
        _, chat = self._chat(bot, chat_id)
        if chat.by_id.pop(message_id, None) is None:
            raise Refused("message to delete not found")
        return True

    async def answer_callback_query(self, bot: Bot, callback_query_id: str = "", text: str = "", url: str = "") -> Json:
        if len(text) > limits.TOAST:
            raise Refused("MESSAGE_TOO_LONG")
        if url:
            raise Refused("URL_INVALID")  # only games and links to the bot itself may be opened
        its, chat, at = self._tg.presses.get(callback_query_id, (None, Chat(), 0.0))
        if its is not bot or self._world.now() > at + self._tg.callback_seconds:
            raise Refused("query is too old and response timeout expired or query ID is invalid")
        del self._tg.presses[callback_query_id]  # it can be answered once
        chat.toasts.append(text)
        return True

    async def send_chat_action(self, bot: Bot, chat_id: int = 0, action: str = "") -> Json:
        _, chat = self._writable(bot, chat_id)
        if action not in _ACTIONS:
            raise Refused("wrong parameter action in request")
        chat.actions.append(action)
        return True

    async def set_my_commands(
        self, bot: Bot, commands: Json = None, scope: Json = None, language_code: str = ""
    ) -> Json:
        where = self._scope(scope, language_code)
        if not isinstance(commands, list):
            raise Refused("expected an Array of BotCommand")
        if len(commands) > 100:
            raise Refused("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            match command:
                case {"command": str(name), "description": str(words), **rest} if not rest:
                    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
                        raise Refused("BOT_COMMAND_INVALID")
                    if not words or len(words) > 256:
                        wrong = "length must not exceed 256" if words else "must be non-empty"
                        raise Refused(f"command description {wrong}")
                case _:
                    raise Refused("can't parse BotCommand: expected an Object")
        bot.commands[where] = commands
        return True

    async def get_my_commands(self, bot: Bot, scope: Json = None, language_code: str = "") -> Json:
        return bot.commands.get(self._scope(scope, language_code), [])

    async def delete_my_commands(self, bot: Bot, scope: Json = None, language_code: str = "") -> Json:
        bot.commands.pop(self._scope(scope, language_code), None)
        return True

    async def set_my_description(self, bot: Bot, description: str = "", language_code: str = "") -> Json:
        if len(description) > 512:
            raise Refused("DESCRIPTION_TOO_LONG")
        bot.texts["description", _language(language_code)] = description
        return True

    async def get_my_description(self, bot: Bot, language_code: str = "") -> Json:
        return {"description": bot.texts.get(("description", _language(language_code)), "")}

    async def set_my_short_description(self, bot: Bot, short_description: str = "", language_code: str = "") -> Json:
        if len(short_description) > 120:
            raise Refused("ABOUT_TOO_LONG")
        bot.texts["short_description", _language(language_code)] = short_description
        return True

    async def get_my_short_description(self, bot: Bot, language_code: str = "") -> Json:
        return {"short_description": bot.texts.get(("short_description", _language(language_code)), "")}

    async def get_file(self, bot: Bot, file_id: str = "") -> Json:
        if file_id not in bot.files:
            raise Refused("invalid file_id")
        file = bot.files[file_id]
        if len(file.document.data) > limits.DOWNLOAD:
            raise Refused("file is too big")
        return file.described() | {"file_path": file.path}

    def _chat(self, bot: Bot, chat_id: int) -> tuple[Group, Chat]:
        where = self._tg.chats.get(chat_id)
        if where is None:
            raise Refused("chat not found" if chat_id else "chat_id is empty")
        if where.deactivated:
            raise Refused("user is deactivated", 403)
        return where, where.chat(bot.username)

    def _writable(self, bot: Bot, chat_id: int) -> tuple[Group, Chat]:
        where, chat = self._chat(bot, chat_id)
        if not chat.started:
            raise Refused("bot can't initiate conversation with a user", 403)
        if chat.blocked:
            raise Refused("bot was blocked by the user", 403)
        return where, chat

    def _editable(self, bot: Bot, chat_id: int, message_id: int) -> tuple[Group, Chat, Message]:
        where, chat = self._chat(bot, chat_id)
        old = chat.by_id.get(message_id)
        if old is None:
            raise Refused("message to edit not found" if message_id else "message identifier is not specified")
        if not old.from_bot or old.markup.keys() - {"inline_keyboard"}:
            raise Refused("message can't be edited")
        return where, chat, old

    def _put(
        self, bot: Bot, where: Group, chat: Chat, content: Json, markup: Json, document: Document | None = None
    ) -> Json:
        markup = limits.keyboard(markup, inline_only=False, private=where.kind == "private")
        self._rates.spend(bot, where)
        raw = {"message_id": bot.next_message_id(), "from": bot.as_user(), "chat": where.as_chat()}
        raw |= {"date": int(time.time()), **content} | _inline(markup)
        return chat.put(Message(raw, from_bot=True, markup=markup, document=document)).raw

    def _replace(self, where: Group, chat: Chat, old: Message, raw: Json, markup: Json) -> Json:
        """Without a keyboard, an edit takes away the one that was there."""
        markup = limits.keyboard(markup, inline_only=True, private=where.kind == "private")
        bare = {name: value for name, value in raw.items() if name != "reply_markup"} | _inline(markup)
        if bare == old.raw:
            raise Refused(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        return chat.put(replace(old, raw=bare | {"edit_date": int(time.time())}, markup=markup)).raw

    def _scope(self, scope: Json, language_code: str) -> tuple[str, str]:
        match scope or {"type": "default"}:
            case {"type": str(kind), **rest} if kind in _SCOPES and not rest:
                pass
            case {"type": "chat", "chat_id": chat_id, **rest} if not rest:
                if chat_id not in self._tg.chats:
                    raise Refused("chat not found")
            case _:
                raise Refused("can't parse BotCommandScope: Unsupported type specified")
        return json.dumps(scope or {"type": "default"}, sort_keys=True), _language(language_code)


def _text(text: str, parse_mode: str, entities: Json) -> dict[str, Json]:
    shown, found = formatted(text, parse_mode, entities, limits.TEXT, "message")
    if limits.empty(shown):
        raise Refused("message text is empty")
    return {"text": shown} | ({"entities": found} if found else {})


def _inline(markup: dict[str, Json]) -> dict[str, Json]:
    return {"reply_markup": markup} if "inline_keyboard" in markup else {}


def _language(code: str) -> str:
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise Refused("invalid language code specified")
    return code


def _read(kind: str, name: str, value: Json) -> Json:
    """A parameter's value, which JSON gives as it is and a form as text."""
    match kind, value:
        case "int", bool():
            pass
        case "int", int() | str() if re.fullmatch(r"-?\d{1,19}", str(value)):
            return int(value)
        case "int", str() if name == "chat_id":
            raise Refused("chat not found")
        case "bool", True | "true" | "True" | "1":
            return True
        case "bool", False | "false" | "False" | "0":
            return False
        case "str", str():
            return value
        case "Json", str() if name != "document":
            try:
                return json.loads(value)
            except ValueError:
                raise Refused(f"can't parse {name.replace('_', ' ')} JSON object") from None
        case "Json", _:
            return value
    raise Refused(f"parameter {name} must be of type {kind}")
