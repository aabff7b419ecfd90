"""Who waits for a conversation's next turn is woken when this process commits one; nobody waits for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from flows.model import Key


class Watchers:
    """The watchers of each conversation in this process; a conversation that nobody watches leaves no trace."""

    def __init__(self) -> None:
        self._watching: dict[Key, set[asyncio.Event]] = {}

    @contextmanager
    def watch(self, key: Key) -> Iterator[asyncio.Event]:
        """An event that is set at each turn of the conversation, for as long as this is held."""
        woken = asyncio.Event()
        self._watching.setdefault(key, set()).add(woken)
        try:
            yield woken
        finally:
            self._watching[key].discard(woken)
            if not self._watching[key]:
                del self._watching[key]

    def turned(self, key: Key) -> None:
        """A turn of the conversation was committed."""
        for woken in self._watching.get(key, ()):
            woken.set()

    def wake_all(self) -> None:
        """Everybody looks once more: the server stops."""
        for watchers in self._watching.values():
            for woken in watchers:
                woken.set()
