"""Snapshots of the conversations that were spoken in last, so that a turn need not read before it is decided.

One that another process has overtaken does no harm: what is decided on it meets no row when it is to be kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from flows.model import Conversation, Key
from flows.scoring import Score

#: The most conversations that are held, about 5 kB each.
MOST = 2_000
#: Seconds without a word after which one is not held any longer.
HELD_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Known:
    """A conversation as it stood, the hash of its token, and its score where it was decided here."""

    conversation: Conversation
    token_hash: str | None
    score: Score | None = None


class Recent:
    """The snapshots by whom they are with; `clock` gives seconds that only ever grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held: OrderedDict[Key, tuple[Known, float]] = OrderedDict()

    def get(self, key: Key) -> Known | None:
        """The conversation as it stood when it was last seen here."""
        held = self._held.get(key)
        return held[0] if held else None

    def put(self, known: Known) -> None:
        """This is how it stands now."""
        now = self._clock()
        self._held[known.conversation.key] = (known, now)
        self._held.move_to_end(known.conversation.key)
        while len(self._held) > MOST or next(iter(self._held.values()))[1] < now - HELD_SECONDS:
            self._held.popitem(last=False)

    def drop(self, key: Key) -> None:
        """It does not stand like this any more."""
        self._held.pop(key, None)

    def forget(self, conversations: Collection[UUID]) -> None:
        """Nothing of these is to be held."""
        for key in [key for key, (known, _) in self._held.items() if known.conversation.id in conversations]:
            del self._held[key]
