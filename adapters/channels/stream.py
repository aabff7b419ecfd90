"""Server-sent events of one conversation: what is committed comes as it comes, and the reader resumes by number."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from aiohttp import web

from adapters.channels.contract import Heard, NoConversation, Recall, Watch
from flows.model import Key

#: For how long one stream lasts, in seconds; then the reader opens it again.
LIFE_SECONDS = 600.0
#: Seconds between looks for turns that another process committed, while nobody tells of them.
LOOK_SECONDS = 1.0
#: The same while somebody does: for what is told of nowhere, as an erasure.
TOLD_SECONDS = 5.0
#: The most looks of all streams together in a second: of many, each looks less often, but before it has to speak.
MOST_LOOKS = 200
#: After so many seconds of silence a comment is sent: proxies and dead connections are found out by it.
QUIET_SECONDS = 15.0
#: A reader that takes longer than this for one event is let go.
SLOW_SECONDS = 10.0
#: The most streams of one conversation, of one address, and in all.
MOST_EACH = 3
MOST_FROM = 100
MOST = 5000
#: Where a request holds the address that it is counted for, "" for none.
FROM = web.RequestKey("from", str)

T = TypeVar("T")

_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class TooMany(Exception):
    """There are as many streams as there may be, of this conversation, of this address or in all."""


class Streams:
    """The open streams of this process; `shape` spells a committed state as the channel does in every answer.

    `told` is whether other processes' turns wake the watchers now.
    """

    def __init__(
        self, recall: Recall, watch: Watch, told: Callable[[], bool], shape: Callable[[web.Request, Heard], object]
    ) -> None:
        self._recall = recall
        self._watch = watch
        self._told = told
        self._shape = shape
        self._open: Counter[Key] = Counter()
        self._from: Counter[str] = Counter()
        self._closing = False

    def close(self) -> None:
        """Let every stream end at its next look."""
        self._closing = True

    async def serve(self, request: web.Request, key: Key, after: int, headers: dict[str, str]) -> web.StreamResponse:
        """Stream the conversation from the message after `after` on, until its life is over or the reader goes.

        Each event is one answer as every other of the channel, with the new messages only; its id is the number of
        the last of them. Raises TooMany, or NoConversation before anything was sent.
        """
        address = request.get(FROM, "")
        if self._open[key] >= MOST_EACH or self._open.total() >= MOST or (address and self._from[address] >= MOST_FROM):
            raise TooMany
        self._open[key] += 1
        self._from[address] += 1
        try:
            with self._watch(key) as watcher:  # from before the first look on: nothing is missed between the two
                heard = await self._recall(key, after)
                response = web.StreamResponse(headers=_HEADERS | headers)
                await response.prepare(request)
                loop = asyncio.get_running_loop()
                end, spoke, shown = loop.time() + LIFE_SECONDS, 0.0, ""
                with suppress(ConnectionError, TimeoutError, NoConversation):
                    while not self._closing and loop.time() < end and _is_there(request):
                        if heard.messages or heard.state != shown:
                            after = max((m.seq for m in heard.messages), default=after)
                            await _write(response, self._event(request, after, heard))
                            shown, spoke = heard.state, loop.time()
                        elif loop.time() - spoke > QUIET_SECONDS:
                            await _write(response, ":\n\n")
                            spoke = loop.time()
                        del heard  # a stream waits for long, and says it once
                        await watcher.wait(self._until_next_look())
                        heard = await self._recall(key, after)
            return response
        finally:
            _less(self._open, key)
            _less(self._from, address)

    def _event(self, request: web.Request, after: int, heard: Heard) -> str:
        return f"id: {after}\ndata: {json.dumps(self._shape(request, heard), ensure_ascii=False)}\n\n"

    def _until_next_look(self) -> float:
        alone = TOLD_SECONDS if self._told() else LOOK_SECONDS
        return max(alone, min(self._open.total() / MOST_LOOKS, QUIET_SECONDS))


def _less(counted: Counter[T], of: T) -> None:
    """One less; what there is none of leaves no trace."""
    counted[of] -= 1
    if not counted[of]:
        del counted[of]


def _is_there(request: web.Request) -> bool:
    """Whether the reader has not hung up, so that their place is free for another at once."""
    return request.transport is not None and not request.transport.is_closing()


async def _write(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(SLOW_SECONDS):
        await response.write(text.encode())
