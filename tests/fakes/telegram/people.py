"""The persons who talk to the bots: they can do what an app lets them do, and see what an app would show."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.fakes.telegram.delivery import PRESS
from tests.fakes.telegram.limits import TEXT, Json, Refused, empty, formatted

if TYPE_CHECKING:
    from tests.fakes.telegram.api import Bot
    from tests.fakes.telegram.server import FakeTelegram


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was sent."""

    name: str
    data: bytes
    mime: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood at one moment: an edit makes another one, and who kept this still sees its old buttons."""

    raw: dict[str, Json]
    from_bot: bool
    markup: dict[str, Json] = field(default_factory=dict)
    document: Document | None = None
    update_id: int | None = None

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """The text, or a file's caption."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def edited(self) -> bool:
        return "edit_date" in self.raw

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The buttons below it, each with its data (or its link)."""
        rows = self.markup.get("inline_keyboard", [])
        return [(b["text"], b.get("callback_data") or b["url"]) for row in rows for b in row]

    @property
    def keyboard(self) -> list[Json]:
        """The buttons it puts in place of the person's own keyboard: a label, or an object that asks for something."""
        return [button for row in self.markup.get("keyboard", []) for button in row]


class Chat:
    """What one person (or group) sees of one bot."""

    def __init__(self) -> None:
        self.started = self.blocked = False
        self.toasts: list[str] = []  # the answers to presses; "" is one that shows nothing
        self.actions: list[str] = []
        self.said: list[Message] = []  # all that the bot ever said, each edit anew
        self.shown: list[Json] = []  # the buttons now in place of the keyboard
        self.by_id: dict[int, Message] = {}
        self._unheard: list[Message] = []

    @property
    def messages(self) -> list[Message]:
        """Both sides' messages that were not deleted, in order."""
        return list(self.by_id.values())

    @property
    def texts(self) -> list[str]:
        """What the bot's messages say."""
        return [message.text for message in self.messages if message.from_bot]

    def put(self, message: Message) -> Message:
        """Show a message, or what became of it."""
        before = self.by_id.get(message.message_id)
        self.by_id[message.message_id] = message
        if message.from_bot:
            self.said.append(message)
            if before is None or before.text != message.text:  # to change buttons only is to say nothing
                self._unheard.append(message)
            if not message.edited:
                self.shown = [] if message.markup.get("remove_keyboard") else message.keyboard or self.shown
        return message

    def hear(self, containing: str) -> Message | None:
        """Take the first that was not yet heard and contains this."""
        for number, message in enumerate(self._unheard):
            if containing in message.text:
                return self._unheard.pop(number)
        return None


class Group:
    """A group of persons, to which a bot can write."""

    kind = "group"
    deactivated = False

    def __init__(self, tg: FakeTelegram, chat_id: int, name: str) -> None:
        self.id, self.name = chat_id, name
        self._tg = tg
        self._chats: dict[str, Chat] = {}

    def chat(self, bot: str) -> Chat:
        """Its chat with a bot."""
        found = self._chats.setdefault(self._tg.bot(bot).username, Chat())
        found.started |= self.kind == "group"
        return found

    def as_chat(self) -> dict[str, Json]:
        return {"id": self.id, "title": self.name, "type": "group"}

    async def hears(self, bot: str, containing: str, timeout: float = 5) -> Message:  # noqa: ASYNC109
        """The first message (or edit) of the bot that contains it, once each; waits `timeout` real seconds for it."""
        chat, found = self.chat(bot), list[Message]()

        def heard() -> bool:
            if not found and (message := chat.hear(containing)):
                found.append(message)
            return bool(found)

        if not await self._tg.world.until(heard, timeout):
            raise TimeoutError(f"nothing of {bot} contains {containing!r}; it said {[m.text for m in chat.said]}")
        return found[0]


class Person(Group):
    """Somebody with the app. What an app would not let them do raises PermissionError or LookupError."""

    kind = "private"

    def __init__(self, tg: FakeTelegram, user_id: int, name: str, language_code: str | None) -> None:
        super().__init__(tg, user_id, name)
        self.language_code = language_code

    def as_chat(self) -> dict[str, Json]:
        return {"id": self.id, "first_name": self.name, "type": "private"}

    def as_user(self) -> dict[str, Json]:
        """The User."""
        user = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language_code} if self.language_code else {})

    async def start(self, bot: str, payload: str | None = None) -> Message:
        """Press Start, or follow a link that carries a payload; unblocks the bot when need be."""
        if payload is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise ValueError("a payload is 1 to 64 of A-Z a-z 0-9 _ -")
        if self.chat(bot).blocked:
            await self.unblock(bot)
        self.chat(bot).started = True
        return await self.say(bot, f"/start {payload}" if payload else "/start")

    async def say(self, bot: str, text: str) -> Message:
        """Write a message."""
        return await self._send(bot, {"text": _written(text)} | _commands(text))

    async def edit(self, bot: str, message_id: int, text: str) -> Message:
        """Write one of their messages anew."""
        chat, its = self._open(bot)
        old = chat.by_id[message_id]
        if old.from_bot or "text" not in old.raw:
            raise PermissionError("one edits one's own texts only")
        raw = old.raw | {"text": _written(text), "edit_date": int(time.time())} | _commands(text)
        return await self._put(chat, its, "edited_message", Message(raw, from_bot=False))

    async def press(self, bot: str, label_or_data: str, message_id: int | None = None) -> int | None:
        """Press a button of the latest message that has it, or of their keyboard; gives the update's id."""
        chat, _ = self._open(bot)
        for message in reversed(chat.messages):
            rows = message.markup.get("inline_keyboard", []) if message_id in {None, message.message_id} else []
            for button in (b for row in rows for b in row):
                if label_or_data in {button["text"], button.get("callback_data")}:
                    if "url" in button:
                        raise PermissionError(f"{label_or_data!r} opens a browser and tells the bot nothing")
                    return await self.press_old(bot, message, button["callback_data"])
        if message_id is None and (label_or_data in chat.shown or {"text": label_or_data} in chat.shown):
            return (await self.say(bot, label_or_data)).update_id
        raise LookupError(f"{self.name} sees no button {label_or_data!r} of {bot}")

    async def press_old(self, bot: str, message: Message, data: str) -> int | None:
        """Press on a keyboard that an app still shows, whatever became of the message since."""
        chat, its = self._open(bot)
        now = chat.by_id.get(message.message_id)
        shown = now.raw if now else {"chat": self.as_chat(), "message_id": message.message_id, "date": 0}
        query_id = str(secrets.randbits(62))
        self._tg.presses[query_id] = (its, chat, self._tg.world.now())
        query = {"id": query_id, "from": self.as_user(), "message": shown, "data": data, "chat_instance": str(self.id)}
        return await its.updates.add("callback_query", query, f"press:{self.id}", PRESS)

    async def share_contact(self, bot: str, phone: str, *, own: bool = True, forced: bool = False) -> Message:
        """Press the button that asks for the number; `forced` sends it unasked, not `own` somebody else's."""
        chat, _ = self._open(bot)
        if not forced and not any(isinstance(b, dict) and b.get("request_contact") for b in chat.shown):
            raise LookupError(f"no button of {bot} asks for a contact")
        contact = {"phone_number": phone, "first_name": self.name if own else "Somebody"}
        return await self._send(bot, {"contact": contact | {"user_id": self.id if own else self.id + 1}})

    async def send_photo(self, bot: str, caption: str = "") -> Message:
        """Send a picture."""
        file = self._file(bot, "photo.jpg", "image/jpeg") | {"width": 90, "height": 90}
        return await self._send(bot, {"photo": [file]} | ({"caption": caption} if caption else {}))

    async def send_sticker(self, bot: str) -> Message:
        """Send a sticker."""
        file = self._file(bot, "sticker.webp", "image/webp") | {"width": 512, "height": 512, "type": "regular"}
        return await self._send(bot, {"sticker": file | {"is_animated": False, "is_video": False, "emoji": "👍"}})

    async def send_voice(self, bot: str) -> Message:
        """Send a voice message."""
        return await self._send(bot, {"voice": self._file(bot, "voice.oga", "audio/ogg") | {"duration": 2}})

    async def block(self, bot: str) -> None:
        """Block the bot."""
        await self._member(bot, blocked=True)

    async def unblock(self, bot: str) -> None:
        """Unblock it."""
        await self._member(bot, blocked=False)

    async def deactivate(self) -> None:
        """Delete the account."""
        self.deactivated = True

    def _open(self, bot: str) -> tuple[Chat, Bot]:
        chat = self.chat(bot)
        if self.deactivated or chat.blocked or not chat.started:
            raise PermissionError(f"{self.name} has to press Start first" if not chat.started else "the chat is closed")
        return chat, self._tg.bot(bot)

    def _file(self, bot: str, name: str, mime: str) -> dict[str, Json]:
        return self._tg.bot(bot).keep(name, mime, secrets.token_bytes(64)).described(mime)

    async def _send(self, bot: str, content: dict[str, Json]) -> Message:
        chat, its = self._open(bot)
        raw = {"message_id": its.next_message_id(), "from": self.as_user(), "chat": self.as_chat()}
        raw |= {"date": int(time.time()), **content}
        return await self._put(chat, its, "message", Message(raw, from_bot=False))

    async def _put(self, chat: Chat, its: Bot, kind: str, message: Message) -> Message:
        chat.put(message)  # first, as the bot may answer before we are back
        message = replace(message, update_id=await its.updates.add(kind, message.raw, f"chat:{self.id}"))
        chat.by_id[message.message_id] = message
        return message

    async def _member(self, bot: str, *, blocked: bool) -> None:
        chat, its = self.chat(bot), self._tg.bot(bot)
        if chat.blocked == blocked or self.deactivated:
            return
        chat.blocked = blocked
        gone, here = {"status": "kicked", "until_date": 0}, {"status": "member"}
        old, new = (here, gone) if blocked else (gone, here)
        change = {"chat": self.as_chat(), "from": self.as_user(), "date": int(time.time())}
        change |= {"old_chat_member": {"user": its.as_user()} | old, "new_chat_member": {"user": its.as_user()} | new}
        await its.updates.add("my_chat_member", change, f"member:{self.id}")


def _written(text: str) -> str:
    """What an app sends of what was typed."""
    try:
        text, _ = formatted(text, "", None, TEXT, "message")
    except Refused as e:
        raise ValueError(e.description) from None
    if empty(text):
        raise ValueError("an app sends no empty message")
    return text


def _commands(text: str) -> dict[str, Json]:
    found = re.match(r"\s*(/[A-Za-z0-9_]{1,64}(?:@\w+)?)(?!\S)", text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(found[1])}]} if found else {}
