"""What Slack sends to an app: signed requests or Socket Mode envelopes, again when they fail, as Slack times it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import secrets
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp
from aiohttp import web

from tests.fakes.slack.api import Refusal, content, delete, post, update
from tests.fakes.slack.faults import Reply
from tests.fakes.slack.world import APP, Message

if TYPE_CHECKING:
    from tests.fakes.slack.server import FakeSlack, Workspace

#: Seconds before each time that an event is sent again.
_PAUSES = (0, 60, 300)
_MOST_CONNECTIONS = 10
_RESPONSES, _RESPONSE_SECONDS = 5, 1800
_WARNING_SECONDS = 10
_TICKET_SECONDS = 30
_SAYS = {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts", "metadata"}
_SAYS |= {"unfurl_links", "unfurl_media"}


class Answer(NamedTuple):
    """What the app answered; a status of 0 is no answer, and the body says why."""

    status: int
    body: str

    @property
    def ok(self) -> bool:
        """Whether Slack is content with it."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One time that an event was sent; `retry` is 0 at first."""

    event_id: str
    retry: int
    reason: str | None
    answer: Answer


@dataclass(slots=True, eq=False)
class _Connection:
    w: Workspace
    ws: web.WebSocketResponse
    waiting: dict[str, tuple[bool, asyncio.Future[Answer]]] = field(default_factory=dict)
    turn: int = 0


@dataclass(slots=True)
class _ResponseUrl:
    channel: str
    user: str
    source: Message | None
    expires: float
    left: int = _RESPONSES


class Courier:
    """Carries everything from the fake to the app."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._numbers = itertools.count(1)
        self._session: aiohttp.ClientSession | None = None
        self._tickets: dict[str, tuple[Workspace, float]] = {}
        self._open: defaultdict[str, list[_Connection]] = defaultdict(list)
        self._responses: dict[str, _ResponseUrl] = {}

    async def open(self) -> None:
        """Get ready."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Hang up."""
        for link in [link for links in self._open.values() for link in links]:
            await link.ws.close()
        if self._session is not None:
            await self._session.close()

    def connections(self, w: Workspace) -> int:
        """How many connections of Socket Mode take envelopes."""
        return len(self._open[w.app_token or ""])

    async def event(self, w: Workspace, event: dict[str, Any]) -> Answer:
        """Tell of an event, and again in the background if that fails."""
        if "events" not in w.urls and not w.app_token:
            return Answer(0, "no request URL")
        payload = {
            "token": "unused",
            "team_id": w.id,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{next(self._numbers):010d}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": w.id, "user_id": w.bot_user, "is_bot": True, "enterprise_id": None}],
        }
        tried: list[_Connection] = []
        answer, reason = await self._once(w, payload, 0, None, tried)
        if reason:
            self._slack.background(self._again(w, payload, reason, tried))
        return answer

    async def _again(self, w: Workspace, payload: dict[str, Any], reason: str | None, tried: list[_Connection]) -> None:
        for retry, pause in enumerate(_PAUSES, 1):
            await asyncio.sleep(pause / self._slack.speed)
            _, reason = await self._once(w, payload, retry, reason, tried)
            if reason is None:
                return

    async def _once(
        self, w: Workspace, payload: dict[str, Any], retry: int, before: str | None, tried: list[_Connection]
    ) -> tuple[Answer, str | None]:
        if "events" in w.urls:
            headers = {"Content-Type": "application/json"}
            if before:
                headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": before}
            raw = json.dumps(payload).encode()
            answer, reason = await self._post(w.urls["events"], raw, headers | signed(w.signing_secret, raw))
        else:
            more = {"retry_attempt": retry, "retry_reason": before or ""}
            answer, reason = await self._envelope(w, "events_api", payload, tried, more)
        self._slack.deliveries.append(Delivery(payload["event_id"], retry, before, answer))
        self._slack.happened("delivery", self._slack.deliveries[-1])
        return answer, reason

    async def interactive(self, w: Workspace, payload: dict[str, Any]) -> Answer:
        """Tell of something pressed or submitted, once."""
        return await self._directly(w, "interactivity", "interactive", payload, {"payload": json.dumps(payload)})

    async def command(self, w: Workspace, fields: dict[str, str]) -> Answer:
        """Tell of a slash command, once."""
        return await self._directly(w, "commands", "slash_commands", fields, fields)

    async def _directly(
        self, w: Workspace, kind: str, envelope: str, payload: dict[str, Any], form: dict[str, str]
    ) -> Answer:
        if kind not in w.urls:
            return (await self._envelope(w, envelope, payload, [], {}))[0]
        raw = urllib.parse.urlencode(form).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **signed(w.signing_secret, raw)}
        return (await self._post(w.urls[kind], raw, headers))[0]

    async def raw(self, w: Workspace, url: str, body: bytes, headers: Mapping[str, str], sign: bool | str) -> Answer:
        """Send a crafted request."""
        ages = {"stale": 301, "future": -301}
        secret = "another secret" if sign == "wrong" else w.signing_secret
        over = body + b" " if sign == "tampered" else body
        made = signed(secret, over, time.time() - ages.get(str(sign), 0)) if sign else {}
        return (await self._post(url, body, made | dict(headers)))[0]

    async def _post(self, url: str, raw: bytes, headers: Mapping[str, str]) -> tuple[Answer, str | None]:
        assert self._session is not None
        agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **headers}
        try:
            async with (
                asyncio.timeout(self._slack.deadline),
                self._session.post(url, data=raw, headers=agent, max_redirects=3) as reply,
            ):
                answer = Answer(reply.status, (await reply.read()).decode(errors="replace"))
                stopped = answer.ok or reply.headers.get("X-Slack-No-Retry") == "1"
                return answer, None if stopped else "http_error"
        except TimeoutError:
            reason = "http_timeout"
        except aiohttp.TooManyRedirects:
            reason = "too_many_redirects"
        except aiohttp.ClientSSLError:
            reason = "ssl_error"
        except aiohttp.ClientConnectorError:
            reason = "connection_failed"
        except (aiohttp.ClientError, OSError):
            reason = "unknown_error"
        return Answer(0, reason), reason

    # Socket Mode

    def ticket(self, w: Workspace) -> str:
        """The address of one connection, good once and soon."""
        ticket = secrets.token_hex(8)
        life = max(_TICKET_SECONDS / self._slack.speed, self._slack.deadline)
        self._tickets[ticket] = (w, time.monotonic() + life)
        return f"{self._slack.origin.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP}"

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """A connection of Socket Mode, until either side ends it."""
        w, expires = self._tickets.pop(request.query.get("ticket", ""), (None, 0.0))
        if w is None or expires < time.monotonic():
            return web.Response(status=403)
        if w.lost_handshakes:
            w.lost_handshakes -= 1
            return web.Response(status=502)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        links = self._open[w.app_token or ""]
        if len(links) >= _MOST_CONNECTIONS:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await ws.close()
            return ws
        link = _Connection(w, ws)
        links.append(link)
        await ws.send_json({"type": "hello", "num_connections": len(links), "connection_info": {"app_id": APP}})
        self._slack.happened("connection", len(links))
        try:
            async for frame in ws:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._acknowledged(link, frame.data)
        finally:
            self._drop(link)
        return ws

    def _acknowledged(self, link: _Connection, text: str) -> None:
        try:
            ack = json.loads(text)
            accepts, waiting = link.waiting.pop(ack["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self._slack.breach(f"an acknowledgement of nothing: {text[:80]}")
            return
        if ack.get("payload") and not accepts:
            self._slack.breach("a payload in answer to an event")
        if not waiting.done():
            waiting.set_result(Answer(200, json.dumps(ack["payload"]) if ack.get("payload") else ""))

    def _drop(self, link: _Connection) -> None:
        links = self._open[link.w.app_token or ""]
        if link in links:
            links.remove(link)
        for _, waiting in link.waiting.values():
            if not waiting.done():
                waiting.set_result(Answer(0, "connection_failed"))
        self._slack.happened("connection", len(links))

    async def _envelope(
        self, w: Workspace, kind: str, payload: dict[str, Any], tried: list[_Connection], more: dict[str, Any]
    ) -> tuple[Answer, str | None]:
        """Send it over the connection whose turn it is, if possible over one that was not tried."""
        links = self._open[w.app_token or ""]
        link = min(links, key=lambda link: (link in tried, link.turn), default=None)
        if link is None:
            return Answer(0, "connection_failed"), "connection_failed"
        link.turn = next(self._numbers)
        tried.append(link)
        envelope, accepts = secrets.token_hex(8), kind != "events_api"
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        link.waiting[envelope] = (accepts, waiting)
        told = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": accepts}
        try:
            async with asyncio.timeout(self._slack.deadline):
                await link.ws.send_json(told | more)
                answer = await waiting
        except TimeoutError:
            answer = Answer(0, "timeout")
        except ConnectionError:
            answer = Answer(0, "connection_failed")
        return answer, None if answer.ok else answer.body

    async def disconnect(self, w: Workspace, reason: str, *, every: bool) -> None:
        """End the oldest connection, or each, as Slack does when it renews them."""
        links = self._open[w.app_token or ""]
        for link in list(links) if every else links[:1]:
            await link.ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})
            if reason == "warning":
                self._slack.background(self._close(link, _WARNING_SECONDS / self._slack.speed))
            else:
                self._drop(link)
                self._slack.background(self._close(link, 0))

    async def _close(self, link: _Connection, pause: float) -> None:
        await asyncio.sleep(pause)
        await link.ws.close()

    # response_url

    def response_url(self, w: Workspace, channel: str, user: str, source: Message | None = None) -> str:
        """An address at which to answer, five times within half an hour."""
        key = secrets.token_urlsafe(12)
        expires = time.monotonic() + _RESPONSE_SECONDS / self._slack.speed
        self._responses[key] = _ResponseUrl(channel, user, source, expires)
        return f"{self._slack.origin}/actions/{w.id}/{key}"

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """An answer of the app at a response_url."""
        w = self._slack.workspaces[request.match_info["team"]]
        raw = await request.read()

        async def do() -> Reply:
            url = self._responses.get(request.match_info["secret"])
            if url is None or url.expires < time.monotonic() or not url.left:
                code = "used_url" if url and not url.left else "expired_url"
                return Reply(404, json.dumps({"ok": False, "error": code}).encode())
            url.left -= 1
            try:
                self.respond_with(w, url.channel, url.user, json.loads(raw), url.source)
            except (Refusal, ValueError) as refused:
                self._slack.breach(*getattr(refused, "messages", ["no JSON at a response_url"]))
                return Reply(400, json.dumps(getattr(refused, "answer", {"ok": False})).encode())
            return Reply(200, b"ok", "text/plain")

        return await self._slack.acted(request, self._slack.act("response_url") or w.act("response_url"), do)

    def respond_with(self, w: Workspace, channel_id: str, user: str, says: Any, source: Message | None) -> None:
        """Do what an answer says: post, to one or to all, replace or delete."""
        if not isinstance(says, dict) or says.keys() - _SAYS:
            raise Refusal("invalid_arguments", f"an answer with {sorted(says.keys() - _SAYS) if says else says!r}")
        channel = w.channels[channel_id]
        standing = channel.find(source.ts) if source else None
        if says.get("delete_original"):
            if standing:
                delete(w, channel, standing)
            return
        words = content(w, says)
        if says.get("replace_original") and standing:
            update(w, channel, standing, **words)
            return
        only_for = None if says.get("response_type") == "in_channel" else user
        post(w, channel, only_for=only_for, thread_ts=says.get("thread_ts"), **words)


def signed(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """The headers that sign a request, at a time in seconds (now, if none is given)."""
    timestamp = str(int(time.time() if at is None else at))
    mac = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={mac.hexdigest()}"}
