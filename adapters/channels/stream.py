"""Server-sent events of one conversation: what is committed comes as it comes, and the reader resumes by number."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from adapters.channels.contract import Heard, NoConversation, Recall, Watch
from flows.model import Key

#: For how long one stream lasts, in seconds; then the reader opens it again.
LIFE_SECONDS = 600.0
#: Seconds between looks for turns that another process committed, while nobody tells of them.
LOOK_SECONDS = 1.0
#: The same while somebody does: for what is told of nowhere, as an erasure.
TOLD_SECONDS = 5.0
#: After so many seconds of silence a comment is sent: proxies and dead connections are found out by it.
QUIET_SECONDS = 15.0
#: A reader that takes longer than this for one event is let go.
SLOW_SECONDS = 10.0
#: The most streams of one conversation, and in all.
MOST_EACH = 3
MOST = 5000

_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class TooMany(Exception):
    """There are as many streams as there may be, of this conversation or in all."""


class Streams:
    """The open streams of this process; `shape` spells a committed state as the channel does everywhere.

    `told` is whether other processes' turns wake the watchers now.
    """

    def __init__(
        self, recall: Recall, watch: Watch, told: Callable[[], bool], shape: Callable[[Heard], object]
    ) -> None:
        self._recall = recall
        self._watch = watch
        self._told = told
        self._shape = shape
        self._open: Counter[Key] = Counter()
        self._closing = False

    def close(self) -> None:
        """Let every stream end at its next look."""
        self._closing = True

    async def serve(self, request: web.Request, key: Key, after: int, headers: dict[str, str]) -> web.StreamResponse:
        """Stream the conversation from the message after `after` on, until its life is over or the reader goes.

        Each event is one answer as every other of the channel, with the new messages only; its id is the number of
        the last of them. Raises TooMany, or NoConversation before anything was sent.
        """
        if self._open[key] >= MOST_EACH or self._open.total() >= MOST:
            raise TooMany
        self._open[key] += 1
        try:
            heard = await self._recall(key, after)
            response = web.StreamResponse(headers=_HEADERS | headers)
            await response.prepare(request)
            with suppress(ConnectionError, TimeoutError, NoConversation):
                await self._follow(response, key, after, heard)
            return response
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    async def _follow(self, response: web.StreamResponse, key: Key, after: int, heard: Heard) -> None:
        loop = asyncio.get_running_loop()
        end, spoke = loop.time() + LIFE_SECONDS, 0.0
        shown = ""
        with self._watch(key) as woken:
            while not self._closing and loop.time() < end:
                if heard.messages or heard.state != shown:
                    after = max((m.seq for m in heard.messages), default=after)
                    text = json.dumps(self._shape(heard), ensure_ascii=False)
                    await _write(response, f"id: {after}\ndata: {text}\n\n")
                    shown, spoke = heard.state, loop.time()
                elif loop.time() - spoke > QUIET_SECONDS:
                    await _write(response, ":\n\n")
                    spoke = loop.time()
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), TOLD_SECONDS if self._told() else LOOK_SECONDS)
                woken.clear()
                heard = await self._recall(key, after)


async def _write(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(SLOW_SECONDS):
        await response.write(text.encode())
