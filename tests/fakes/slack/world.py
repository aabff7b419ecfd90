"""What a workspace holds: channels, messages, views. A message never changes: an edit puts another in its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tests.fakes.slack.blocks import Block, interactive, said

APP = "A1"


class Button(NamedTuple):
    """A button as it is shown."""

    label: str
    action_id: str
    value: str | None


class File(NamedTuple):
    """A file as it was uploaded."""

    name: str
    content: bytes
    title: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands; `only_for` is the one member who sees it, `bot_id` is there when our bot wrote it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Block, ...] = ()
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    files: tuple[File, ...] = ()
    edits: int = 0
    only_for: str | None = None
    bot_id: str | None = None
    broadcast: bool = False
    reactions: tuple[str, ...] = ()

    @property
    def buttons(self) -> list[Button]:
        """The buttons, in the order in which they stand."""
        every = (element for _, element in interactive({"blocks": self.blocks}))
        return [Button(e["text"]["text"], e["action_id"], e.get("value")) for e in every if e["type"] == "button"]

    @property
    def words(self) -> str:
        """All that a reader sees: the blocks' words, a line each, or the text when there are no blocks."""
        return "\n".join(said(list(self.blocks))) if self.blocks else self.text

    def json(self, *, metadata: bool = False) -> dict[str, Any]:
        """The message as Slack tells of it."""
        told: dict[str, Any] = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        if self.bot_id:
            told |= {"bot_id": self.bot_id, "app_id": APP, "blocks": list(self.blocks)}
        if self.thread_ts:
            told |= {"thread_ts": self.thread_ts} | ({"subtype": "thread_broadcast"} if self.broadcast else {})
        if self.edits:
            told |= {"edited": {"user": self.user, "ts": self.ts}}
        if self.files:
            told |= {"files": [{"name": f.name, "title": f.title, "size": len(f.content)} for f in self.files]}
        if self.reactions:
            told |= {"reactions": [{"name": name, "count": 1} for name in self.reactions]}
        if metadata and self.metadata:
            told |= {"metadata": self.metadata}
        return told


class Channel:
    """A conversation. `bot_in`, `archived` and `private` may be set at will."""

    def __init__(self, channel_id: str, name: str, with_user: str | None = None) -> None:
        self.id, self.name, self.with_user = channel_id, name, with_user
        self.bot_in, self.archived, self.private = True, False, channel_id.startswith("G")
        self.everything: list[Message] = []

    @property
    def kind(self) -> str:
        """The word for it in events: channel, group or im."""
        return "im" if self.with_user else "group" if self.private else "channel"

    @property
    def scope(self) -> str:
        """The word for it in scopes."""
        return {"im": "im", "group": "groups", "channel": "channels"}[self.kind]

    @property
    def messages(self) -> list[Message]:
        """What everyone sees in the channel itself, oldest first."""
        return [m for m in self.everything if not m.only_for and (m.broadcast or not m.thread_ts)]

    @property
    def threads(self) -> defaultdict[str, list[Message]]:
        """The replies that everyone sees, oldest first, by the ts of what they reply to."""
        found: defaultdict[str, list[Message]] = defaultdict(list)
        for m in self.everything:
            if m.thread_ts and not m.only_for:
                found[m.thread_ts].append(m)
        return found

    def find(self, ts: object) -> Message | None:
        """The message as it stands now."""
        return next((m for m in self.everything if m.ts == ts), None)

    def put(self, message: Message) -> Message:
        """Add it, or put it in the place of the one with its ts."""
        for n, old in enumerate(self.everything):
            if old.ts == message.ts:
                self.everything[n] = message
                return message
        self.everything.append(message)
        return message

    def remove(self, message: Message) -> None:
        """Take it out."""
        self.everything.remove(message)

    def json(self) -> dict[str, Any]:
        """The channel as Slack tells of it."""
        kind = {f"is_{kind}": kind == self.kind for kind in ("channel", "group", "im")}
        told = {"id": self.id, "is_archived": self.archived, "is_private": self.private or bool(self.with_user), **kind}
        return told | ({"user": self.with_user} if self.with_user else {"name": self.name, "is_member": self.bot_in})


@dataclass(slots=True)
class View:
    """A modal or home tab on someone's screen; `errors` are those shown under its inputs, by block_id."""

    id: str
    given: dict[str, Any]
    team: str
    hash: str = "1.0"
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Block]:
        """What it shows."""
        return list(self.given["blocks"])

    @property
    def title(self) -> str:
        """The modal's title."""
        return str(self.given["title"]["text"])

    @property
    def words(self) -> str:
        """All that a reader sees, a line each."""
        return "\n".join(said(self.given))

    def update(self, given: dict[str, Any]) -> None:
        """Show this instead."""
        self.given = {**given, "blocks": list(identified(given["blocks"]))}
        self.hash = f"{self.hash.partition('.')[0]}.{int(self.hash.partition('.')[2]) + 1}"
        self.errors = {}

    def json(self, values: dict[str, Any] | None = None) -> dict[str, Any]:
        """The view as Slack tells of it, with what was filled in."""
        empty = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
        told = {"id": self.id, "team_id": self.team, "app_id": APP, "hash": self.hash, "root_view_id": self.id}
        return empty | self.given | told | {"state": {"values": values or {}}}


def read(text: str) -> str:
    """What a reader sees of a text: Slack's three entities undone."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def identified(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, with a block_id for each that was sent without one."""
    for n, block in enumerate(blocks):
        yield {"block_id": f"b{n}", **block}


def edited(message: Message, **changes: Any) -> Message:
    """The message after one more edit."""
    return replace(message, edits=message.edits + 1, **changes)


_EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_LINK = r"(?P<link>https?://[^\s<>]+)"
_KEPT = r"(?P<kept><@[A-Z0-9]+>)"


def typed(text: str) -> str:
    """What Slack makes of what a person types: escaped, addresses as links; a mention picked from the list stays."""

    def made(m: re.Match[str]) -> str:
        if m["email"]:
            return f"<mailto:{m['email']}|{m['email']}>"
        if m["link"]:
            return f"<{m['link'].replace('&', '&amp;')}>"
        return m["kept"] or {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[m[0]]

    return re.sub(rf"{_KEPT}|{_LINK}|{_EMAIL}|[&<>]", made, text)
