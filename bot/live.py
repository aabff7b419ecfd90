"""Who waits for a conversation's next turn is woken when one is committed, here or in a process that tells of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.model import Key


class Watchers:
    """The watchers of each conversation in this process; a conversation that nobody watches leaves no trace.

    `mark` gives what a conversation is called where its turns are told of.
    """

    def __init__(self, mark: Callable[[Key], str]) -> None:
        self._mark = mark
        self._watching: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def watch(self, key: Key) -> Iterator[asyncio.Event]:
        """An event that is set at each turn of the conversation, for as long as this is held."""
        mark, woken = self._mark(key), asyncio.Event()
        self._watching.setdefault(mark, set()).add(woken)
        try:
            yield woken
        finally:
            self._watching[mark].discard(woken)
            if not self._watching[mark]:
                del self._watching[mark]

    def heard(self, mark: str) -> None:
        """A turn of the conversation of this mark was committed."""
        for woken in self._watching.get(mark, ()):
            woken.set()

    def wake_all(self) -> None:
        """Everybody looks once more."""
        for watchers in self._watching.values():
            for woken in watchers:
                woken.set()
