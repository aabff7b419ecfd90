"""A strict Slack Web API on loopback: it takes only what Slack would, notes each breach, and fails as told."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Any

from aiohttp import web

#: Lead text in a control sequence begins with one of these, unless it was escaped.
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
_KNOWN = {"channel", "text", "blocks", "mrkdwn", "parse", "link_names", "unfurl_links", "unfurl_media"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer in place of Slack's own; nothing is posted."""

    status: int
    body: bytes = b""
    type: str = "application/json"
    retry_after: str | None = None
    location: str | None = None

    def __str__(self) -> str:
        return f"{self.status} {self.body[:50]!r}"


class Fault(Enum):
    """What the server may do in place of an answer."""

    HANG = "never answers"
    RESET = "cuts the connection before it posts"
    RESET_AFTER = "posts, then cuts the connection"
    DRIP = "answers one byte, then hangs"
    HUGE = "says yes at a length of megabytes"


def error(code: str, status: int = 200, retry_after: str | None = None) -> Reply:
    """Slack's way to say no."""
    return Reply(status, json.dumps({"ok": False, "error": code}).encode(), retry_after=retry_after)


class FakeSlack:
    """Takes `token` and the channels named; `posted` holds the messages, `breaches` what was wrong with them."""

    def __init__(self, token: str, channels: Iterable[str]) -> None:
        self.posted: list[dict[str, Any]] = []
        self.breaches: list[str] = []
        self.calls = 0
        self.base_url = ""
        self._token, self._channels = token, set(channels)
        self._script: list[Reply | Fault] = []
        self._freed = asyncio.Event()
        self._runner: web.AppRunner | None = None

    def then(self, *script: Reply | Fault) -> None:
        """Do these to the next calls, one each; after them the server is well again."""
        self._script.extend(script)

    async def __aenter__(self) -> FakeSlack:
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", self._post)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        assert self._runner is not None
        self._freed.set()
        await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self.calls += 1
        act = self._script.pop(0) if self._script else None
        match act:
            case Reply():
                return _answer(act)
            case Fault.RESET:
                return self._cut(request)
            case Fault.HANG:
                await self._freed.wait()
                return self._cut(request)
            case Fault.DRIP | Fault.HUGE:
                return await self._stream(request, act)
        answer = _answer(await self._take(request))
        return self._cut(request) if act is Fault.RESET_AFTER else answer

    async def _take(self, request: web.Request) -> Reply:
        if request.headers.get("Authorization") != f"Bearer {self._token}":
            return error("invalid_auth")
        if not re.fullmatch(
            r"application/json;\s*charset=utf-8", request.headers.get("Content-Type", ""), re.IGNORECASE
        ):
            self.breaches.append("Content-Type")
            return error("invalid_post_type")
        message = json.loads(await request.read())
        breaches = list(_breaches(message))
        if breaches:
            self.breaches.extend(breaches)
            return error("invalid_blocks")
        if message["channel"] not in self._channels:
            return error("channel_not_found")
        self.posted.append(message)
        return Reply(200, json.dumps({"ok": True, "ts": f"{len(self.posted)}.000"}).encode())

    async def _stream(self, request: web.Request, act: Fault) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        try:
            if act is Fault.HUGE:
                await response.write(b'{"ok": true, "more": "' + b"x" * 4_000_000 + b'"}')
                await response.write_eof()
                return response
            await response.write(b"{")
            await self._freed.wait()
        except ConnectionError:
            pass
        return self._cut(request)

    def _cut(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def _answer(reply: Reply) -> web.Response:
    headers = {"Content-Type": reply.type}
    if reply.retry_after is not None:
        headers["Retry-After"] = reply.retry_after
    if reply.location is not None:
        headers["Location"] = reply.location
    return web.Response(status=reply.status, body=reply.body, headers=headers)


def _breaches(message: dict[str, Any]) -> Iterable[str]:
    """Everything about the message that Slack refuses, or that could let a lead's words act."""
    for name in message.keys() - _KNOWN:
        yield f"unknown argument {name}"
    for switch in ("unfurl_links", "unfurl_media", "link_names"):
        if message.get(switch) is not False:
            yield f"{switch} is not off"
    text = message.get("text")
    if not isinstance(text, str) or not 1 <= len(text) <= 4000:
        yield "text is missing or too long"
    elif _BARE.search(text) or "\n" in text:
        yield "markup in text"
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        yield "1 to 50 blocks"
        return
    for block in blocks:
        yield from _block_breaches(block)


def _block_breaches(block: dict[str, Any]) -> Iterable[str]:
    match block:
        case {"type": "header", "text": text, **rest} if rest.keys() <= {"type"}:
            yield from _text_breaches(text, 150)
        case {"type": "section", "text": text, **rest} if not rest:
            yield from _text_breaches(text, 3000)
        case {"type": "section", "fields": list(fields), **rest} if not rest and 1 <= len(fields) <= 10:
            for text in fields:
                yield from _text_breaches(text, 2000)
        case {"type": "context", "elements": list(elements), **rest} if not rest and 1 <= len(elements) <= 10:
            for text in elements:
                yield from _text_breaches(text, 2000)
        case _:
            yield f"a block that is not allowed: {block.get('type')}"


def _text_breaches(text: Any, longest: int) -> Iterable[str]:
    match text:
        case {"type": "plain_text", "text": str(words), "emoji": bool(), **rest} if not rest:
            if not 1 <= len(words) <= longest:
                yield f"a text of {len(words)}, not 1 to {longest}"
            if _BARE.search(words):
                yield "markup in plain text"
        case {"type": "mrkdwn"}:
            yield "mrkdwn"
        case _:
            yield "not a text object"
