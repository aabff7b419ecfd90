"""What a channel is: it turns its wire format into an Incoming, awaits one callback, and shows what was decided.

A channel that pulls (web, terminal) shows the messages of the `Heard` that it gets back. A channel that pushes
(`PushChannel`) shows nothing then: the dispatcher brings it what was decided, effect by effect, after the commit.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self
from uuid import UUID

from aiohttp import web

from flows.effects import Message, Push, Turn
from flows.model import Incoming, Key


@dataclass(frozen=True, slots=True)
class Opening:
    """How a conversation begins when there is none for the key yet; `token_hash` is the SHA-256 of its secret.

    `continues` is the SHA-256 of a one-time token: the conversation that it was made for goes on here. `unheard` says
    that the key was made for this very incoming, so that there can be no conversation of it.
    """

    flow: str
    locale: str
    conversation: UUID
    token_hash: str | None = None
    continues: str | None = None
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A committed turn: the messages it added, and how the conversation stood after it."""

    conversation: UUID
    messages: tuple[Message, ...]
    state: str
    locale: str
    done: int
    of: int
    elsewhere: tuple[str, ...] = ()
    """Other channels that the conversation can go on in."""

    @classmethod
    def of_turn(cls, conversation: UUID, messages: tuple[Message, ...], turn: Turn) -> Heard:
        """What a turn row tells."""
        return cls(conversation, messages, turn.state, turn.locale, turn.done, turn.of)


class UnknownFlow(LookupError):
    """No flow has this name; `nearest` is one that does, or empty."""

    def __init__(self, name: str, nearest: str) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


class NoConversation(LookupError):
    """There is no such conversation (any more), or the token is not its own: callers cannot tell which."""


class Hear(Protocol):
    """The one callback that a channel is given."""

    async def __call__(self, incoming: Incoming, opening: Opening | None = None) -> Heard:
        """Return only after the turn is committed; a repeated id returns the same again.

        Raises NoConversation when there is none for the key and no opening, UnknownFlow for an opening of no flow.
        """
        ...


#: A conversation's committed transcript after a message number; raises NoConversation.
Recall = Callable[[Key, int], Awaitable[Heard]]


class Watcher(Protocol):
    """Watches one conversation for as long as it is held."""

    def __enter__(self) -> Self:
        """Watch from now on."""
        ...

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        ...

    async def wait(self, seconds: float) -> None:
        """Return at the next turn, at once if there was one since the last wait, at the latest after `seconds`."""
        ...


#: Gives what is woken at each turn of the key's conversation, of this process and of those that it hears of.
Watch = Callable[[Key], Watcher]


class Owns(Protocol):
    """Whether a token's SHA-256 is that of the key's conversation; False too when there is no such conversation.

    Unless `fresh`, one that was its token a moment ago will do.
    """

    def __call__(self, key: Key, token_hash: str, *, fresh: bool = True) -> Awaitable[bool]:
        """Look."""
        ...


#: What a platform calls something that was carried there, as JSON: a message's id and the like.
Ref = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one scope may be sent to: `burst` at once, then one every `seconds`."""

    seconds: float
    burst: int = 1


class PushChannel(Protocol):
    """A channel that pushes. Its keys' `person` begins with the bot's or workspace's id and a slash.

    `lane_pace` holds for each bot or workspace, `chat_pace` for each person; the dispatcher keeps to both across
    processes, and brings one person's effects one after the other.
    """

    name: str
    lane_pace: Pace
    chat_pace: Pace

    def routes(self) -> list[web.RouteDef]:
        """What it answers to over HTTP."""
        ...

    async def listen(self) -> None:
        """Hear what the platform does not bring by itself, until cancelled; returns at once when there is nothing."""
        ...

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        """Bring one effect about; returns what the platform calls it. `asked` is that of the message to settle.

        Raises Retry, Limited, Unsure, Unreachable or Refused (`adapters.integrations.contract`).
        """
        ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A channel that a web conversation can go on in: `url` is complete but for the one-time token at its end."""

    channel: str
    url: str
