"""Who waits for a conversation's next turn is woken when one is committed, here or in a process that tells of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Self

from flows.model import Key


class Watchers:
    """The watchers of each conversation in this process; a conversation that nobody watches leaves no trace.

    `mark` gives what a conversation is called where its turns are told of.
    """

    def __init__(self, mark: Callable[[Key], str]) -> None:
        self._mark = mark
        self._watching: dict[str, tuple[Watcher, ...]] = {}

    def watch(self, key: Key) -> Watcher:
        """A watcher that is woken at each turn of the conversation, for as long as it is held."""
        return Watcher(self._watching, self._mark(key))

    def heard(self, mark: str) -> None:
        """A turn of the conversation of this mark was committed."""
        for watcher in self._watching.get(mark, ()):
            watcher.wake()

    def wake_all(self) -> None:
        """Everybody looks once more."""
        for watchers in self._watching.values():
            for watcher in watchers:
                watcher.wake()


class Watcher:
    """Waits for one conversation's turns; of five thousand open streams each has one, so it holds little."""

    __slots__ = ("_mark", "_waiting", "_watching", "_woken")

    def __init__(self, watching: dict[str, tuple[Watcher, ...]], mark: str) -> None:
        self._watching = watching
        self._mark = mark
        self._woken = False
        self._waiting: asyncio.Future[None] | None = None

    def __enter__(self) -> Self:
        """Watch from now on."""
        self._watching[self._mark] = (*self._watching.get(self._mark, ()), self)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        others = tuple(watcher for watcher in self._watching.pop(self._mark) if watcher is not self)
        if others:
            self._watching[self._mark] = others

    def wake(self) -> None:
        """There is something to look at."""
        self._woken = True
        if self._waiting is not None:
            _end(self._waiting)

    async def wait(self, seconds: float) -> None:
        """Return at the next turn, at once if there was one since the last wait, at the latest after `seconds`."""
        if not self._woken:
            loop = asyncio.get_running_loop()
            self._waiting = loop.create_future()
            late = loop.call_later(seconds, _end, self._waiting)
            try:
                await self._waiting
            finally:
                late.cancel()
                self._waiting = None
        self._woken = False


def _end(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
