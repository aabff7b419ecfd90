"""What a channel is: it turns its wire format into an Incoming, awaits one callback, and shows what was decided."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flows.effects import Message, Turn
from flows.model import Incoming, Key


@dataclass(frozen=True, slots=True)
class Opening:
    """How a conversation begins when there is none for the key yet; `token_hash` is the SHA-256 of its secret."""

    flow: str
    locale: str
    conversation: UUID
    token_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A committed turn: the messages it added, and how the conversation stood after it."""

    conversation: UUID
    messages: tuple[Message, ...]
    state: str
    locale: str
    done: int
    of: int

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

#: Whether a token's SHA-256 is that of the key's conversation; False too when there is no such conversation.
Owns = Callable[[Key, str], Awaitable[bool]]
