"""An update as Telegram sends it, read into what the person did; pure, and nothing malformed gets past it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from adapters import strict_json
from flows.model import Edited, Odd, Opened, Pressed, Said, Source, What
from flows.speech import EDITION, shortened

#: The most bytes of `callback_data` (core.telegram.org/bots/api#inlinekeyboardbutton).
MOST_DATA = 64
#: The deepest nesting of an update that is read; real ones have about ten levels.
MOST_DEPTH = 40

#: A command with the name of the bot that it is meant for, as Telegram's apps write it where there are several.
_ADDRESSED = re.compile(r"/[A-Za-z0-9_]{1,64}@([A-Za-z0-9_]{1,64})(?!\S)")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: How a payload begins that is a one-time token, to go on with a talk begun elsewhere.
CONTINUES = "c-"


class BadUpdate(ValueError):
    """An update that cannot be read: `reason` holds no word of it, `chat` whose it is and `id` its number, if known."""

    def __init__(self, reason: str, chat: int | None = None, id_: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.chat, self.id = reason, chat, id_


@dataclass(frozen=True, slots=True)
class Arrived:
    """What one person did: in which chat, the update's number, their app's language, a token to go on with."""

    chat: int
    id: int
    language: str | None
    what: What
    continues: str | None = None


def _printable(told: str) -> str:
    """Half characters and NUL have no place in a name or id that is looked up; texts are cleaned later."""
    if not told.isprintable():
        raise ValueError("not printable")
    return told


_Id = Annotated[int, Field(ge=-(2**52), le=2**52, strict=True)]
_Text = Annotated[str, StringConstraints(max_length=20_000, strict=True)]
_Printable = AfterValidator(_printable)


class _Shape(BaseModel):
    """What is looked at, whatever else there is: Telegram adds fields as it likes."""

    model_config = ConfigDict(frozen=True)


class _Chat(_Shape):
    id: _Id
    type: Annotated[str, StringConstraints(max_length=20, strict=True)]


class _User(_Shape):
    id: _Id
    is_bot: Annotated[bool, Field(strict=True)]
    language_code: Annotated[str, StringConstraints(max_length=35, strict=True), _Printable] | None = None


class _Contact(_Shape):
    phone_number: Annotated[str, StringConstraints(max_length=100, strict=True)]
    user_id: _Id | None = None


class _Message(_Shape):
    message_id: _Id
    date: Annotated[int, Field(ge=0, le=2**40, strict=True)]
    chat: _Chat
    from_: _User | None = Field(None, alias="from")
    text: _Text | None = None
    caption: _Text | None = None
    contact: _Contact | None = None


class _Press(_Shape):
    id: Annotated[str, StringConstraints(min_length=1, max_length=128, strict=True), _Printable]
    from_: _User = Field(alias="from")
    message: _Message | None = None
    data: Annotated[str, StringConstraints(max_length=256, strict=True), _Printable] | None = None


class _Update(_Shape):
    update_id: Annotated[int, Field(ge=0, le=2**53, strict=True)]
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None


def parsed(raw: bytes) -> dict[str, Any]:
    """A body as a JSON object within bounds; raises BadUpdate."""
    try:
        text = raw.decode("utf-8")
        if strict_json.depth(text) > MOST_DEPTH:
            raise BadUpdate("nested too deep")
        plain = json.loads(text)
    except UnicodeDecodeError:
        raise BadUpdate("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, BadUpdate) else BadUpdate("not JSON") from None
    if not isinstance(plain, dict):
        raise BadUpdate("not an object")
    return plain


def read(plain: dict[str, Any], username: str | None) -> Arrived | None:
    """What an update says, None when it is none of ours (a group, a bot, another bot's command, a kind not asked for).

    Raises BadUpdate.
    """
    try:
        update = _Update.model_validate(plain)
    except ValidationError as error:
        places = {".".join(map(str, e["loc"])) for e in error.errors(include_url=False, include_input=False)}
        raise BadUpdate(f"malformed: {', '.join(sorted(places))[:200]}", *_whose(plain)) from None
    if update.callback_query is not None:
        return _pressed(update.callback_query, update.update_id)
    if update.edited_message is not None:
        return _edited(update.edited_message, update.update_id, username)
    if update.message is not None:
        served = not _SERVICE.isdisjoint(plain["message"])
        return _said(update.message, update.update_id, username, served=served)
    return None


def callback_data(edition: str, question: str, choice: str) -> str:
    """What a button sends back, at most 64 bytes: the edition's and the question's names, and the choice.

    A choice that does not fit goes as a digest, which the engine finds again among those that the question has.
    """
    whole = f"{edition[:EDITION]}|{question}|{choice}"
    return whole if len(whole.encode()) <= MOST_DATA else f"{edition[:EDITION]}|{question}|{shortened(choice)}"


def _pressed(press: _Press, id_: int) -> Arrived | None:
    message = press.message
    if message is None or message.chat.type != "private":
        return None
    edition, _, rest = (press.data or "").partition("|")
    question, _, choice = rest.partition("|")
    # what is no keyboard of ours reads as one of the past: an edition that never was
    what = Pressed(question, (choice,), edition or "?", press=press.id)
    return Arrived(message.chat.id, id_, _language(press.from_), what)


def _edited(message: _Message, id_: int, username: str | None) -> Arrived | None:
    text = message.text or message.caption
    if not _ours(message) or text is None or _for_another(message, username):
        return None
    return Arrived(message.chat.id, id_, _language(message.from_), Edited(str(message.message_id), text))


def _said(message: _Message, id_: int, username: str | None, *, served: bool) -> Arrived | None:
    if not _ours(message) or _for_another(message, username):
        return None
    person = message.from_
    continues = None
    what: What
    if message.contact is not None:
        phone = "+" + message.contact.phone_number.lstrip("+")
        own = person is not None and message.contact.user_id == person.id
        what = Said(phone) if own else Odd("contact-of-other")
    elif (payload := _start(message.text or "")) is not None:
        if payload.startswith(CONTINUES):
            continues, payload = hashlib.sha256(payload.removeprefix(CONTINUES).encode()).hexdigest(), ""
        what = Opened(
            Source(None, f"t.me/{username}" if username else "Telegram", {"start": payload} if payload else {})
        )
    elif (text := message.text or message.caption) is not None:
        what = Said(text, ref=str(message.message_id))
    elif served:
        return None
    else:
        what = Odd("attachment")
    return Arrived(message.chat.id, id_, _language(person), what, continues)


#: Messages that nobody sent: a pinned message, a changed timer and the like ask for no answer.
_SERVICE = {
    "pinned_message",
    "message_auto_delete_timer_changed",
    "new_chat_members",
    "left_chat_member",
    "write_access_allowed",
    "chat_background_set",
    "users_shared",
    "chat_shared",
    "boost_added",
}


def _ours(message: _Message) -> bool:
    return message.chat.type == "private" and message.from_ is not None and not message.from_.is_bot


def _for_another(message: _Message, username: str | None) -> bool:
    """Whether it is a command that names another bot than ours; of a bot whose name is not known yet, none does."""
    named = _ADDRESSED.match(message.text or "")
    return named is not None and username is not None and named[1].casefold() != username.casefold()


def _start(text: str) -> str | None:
    """The payload of /start ("" for none), or None when the text is not that command."""
    command, *payload = text.split(maxsplit=1) or [""]
    if not text.startswith("/") or command.partition("@")[0].lower() != "/start":
        return None
    return payload[0].strip() if payload and _PAYLOAD.fullmatch(payload[0].strip()) else ""


def _language(person: _User | None) -> str | None:
    return person.language_code if person is not None else None


def _whose(plain: dict[str, Any]) -> tuple[int | None, int | None]:
    """Chat and update number of what could not be read, as far as they can be told."""
    id_ = plain.get("update_id")
    holder = next((plain[k] for k in ("message", "edited_message", "callback_query") if k in plain), None)
    chat = (
        holder.get("message", holder).get("chat")
        if isinstance(holder, dict) and isinstance(holder.get("message", holder), dict)
        else None
    )
    number = chat.get("id") if isinstance(chat, dict) else None
    return (number if _is_id(number) else None), (id_ if _is_id(id_) else None)


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 2**53
