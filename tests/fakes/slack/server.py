"""A strict fake Slack on loopback: it takes only what Slack would, notes each breach, delivers, and fails as told."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import math
import re
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import web

from tests.fakes.slack.api import METHODS, Call, Method, Refusal
from tests.fakes.slack.delivery import Answer, Courier, Delivery
from tests.fakes.slack.faults import Act, Fault, Reply, Scripted
from tests.fakes.slack.people import Member
from tests.fakes.slack.world import Channel, View, identified

T = TypeVar("T")

#: What an app like ours asks for.
SCOPES = frozenset(f"{kind}:{act}" for kind in ("channels", "groups", "im") for act in ("history", "read")) | {
    "app_mentions:read",
    "chat:write",
    "commands",
    "files:write",
    "im:write",
    "reactions:write",
    "team:read",
    "users:read",
}
_STRUCTURED = ("blocks", "metadata", "view", "files")
_TRIGGER_SECONDS, _BURST = 3.0, 3


class Workspace(Scripted):
    """A team that has installed the app. `scopes` may be changed at will."""

    def __init__(
        self,
        slack: FakeSlack,
        team: str,
        *,
        bot_token: str,
        bot_user: str = "UBOT",
        scopes: Iterable[str] = SCOPES,
        channels: Mapping[str, str] | None = None,
        signing_secret: str = "a signing secret",  # noqa: S107 - it keeps nothing secret
        app_token: str | None = None,
        name: str = "Acme",
    ) -> None:
        super().__init__()
        self.slack, self.id, self.name, self.domain = slack, team, name, name.lower()
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.bot_user, self.bot_id, self.scopes = bot_user, f"B{bot_user}", set(scopes)
        self.channels = {i: Channel(i, named) for i, named in (channels or {}).items()}
        self.members: dict[str, Member] = {}
        self.urls: dict[str, str] = {}
        self.uploads: dict[str, tuple[str, int, bytes | None]] = {}
        self.lost_handshakes = 0
        """How many of the next connections of Socket Mode fail, their address spent."""
        self._views = 0

    def well(self) -> None:
        """Forget all that was to go wrong, and cut what hangs or drips."""
        super().well()
        self.slack.free()

    @property
    def mentions(self) -> frozenset[str]:
        """Who may be mentioned in a text."""
        return frozenset(self.members) if self.slack.allow_mentions else frozenset()

    def channel(self, channel_id: str) -> Channel:
        """One of its channels."""
        return self.channels[channel_id]

    def dm(self, user: str) -> Channel:
        """The direct messages between a member and the bot."""
        return self.channels.setdefault(f"D{user}", Channel(f"D{user}", "directmessage", user))

    def member(
        self, user: str, name: str, *, tz: str = "Europe/Brussels", locale: str = "en-US", email: str | None = None
    ) -> Member:
        """A person who belongs to it, and sees all its channels."""
        self.members[user] = Member(self, user, name, tz, locale, email)
        return self.members[user]

    def deliver_to(
        self, *, events: str | None = None, interactivity: str | None = None, commands: str | None = None
    ) -> None:
        """Set the app's request URLs; what has none goes over Socket Mode, if there is an app token."""
        given = {"events": events, "interactivity": interactivity, "commands": commands}
        self.urls = {kind: url for kind, url in given.items() if url}

    async def verify_url(self) -> bool:
        """Whether the events' URL gives the challenge back, as Slack asks when the URL is set."""
        challenge = secrets.token_urlsafe(24)
        asked = {"type": "url_verification", "token": "unused", "challenge": challenge}
        raw, headers = json.dumps(asked).encode(), {"Content-Type": "application/json"}
        answer = await self.slack.send_raw(self.urls["events"], raw, headers, workspace=self)
        given = re.fullmatch(r'\s*(?:"?([\w-]+)"?|\{\s*"challenge"\s*:\s*"([\w-]+)"\s*\})\s*', answer.body)
        return answer.status == 200 and given is not None and challenge in given.groups()

    async def emit(self, event: dict[str, Any]) -> Answer:
        """Tell the app of an event, and again if it fails; returns what came of the first time."""
        return await self.slack.courier.event(self, event)

    def echo(self, channel: Channel, event: dict[str, Any]) -> None:
        """Tell the app what its own bot did, as Slack does."""
        if self.slack.echoes:
            self.slack.background(self.message_event(channel, event))

    async def message_event(self, channel: Channel, event: dict[str, Any]) -> Answer:
        """Tell the app of something in a channel, if it may know."""
        if not channel.bot_in or f"{channel.scope}:history" not in self.scopes:
            return Answer(0, "not subscribed")
        place = {"channel": channel.id, "channel_type": channel.kind, "team": self.id}
        ts = event.get("ts") or self.slack.stamp()
        return await self.emit({**event, **place, "ts": ts, "event_ts": ts})

    async def disconnect(self, reason: str = "refresh_requested", *, every: bool = False) -> None:
        """End the oldest connection of Socket Mode, or each: "warning" gives it ten seconds more."""
        await self.slack.courier.disconnect(self, reason, every=every)

    def authorize(self, redirect_uri: str | None = None, user: str = "U1") -> str:
        """The code that a person who installs the app carries to its redirect address; good once."""
        code = secrets.token_hex(8)
        self.slack.codes[code] = (self, redirect_uri, user)
        return code

    def new_view(self, given: dict[str, Any]) -> View:
        """A view with an id of its own."""
        self._views += 1
        return View(f"V{self.id}{self._views}", {**given, "blocks": list(identified(given["blocks"]))}, self.id)


class FakeSlack(Scripted):
    """`token` and `channels` make a first workspace T1; `speed` divides all waiting times.

    The app has 3 s to answer, and a trigger 3 s to be used: at a great speed still a quarter of a second, and
    `deadline` says otherwise. `posted` holds what chat.postMessage took, `breaches` what nobody should ever send.
    """

    def __init__(
        self,
        token: str | None = None,
        channels: Iterable[str] = (),
        *,
        speed: float = 1.0,
        deadline: float | None = None,
        port: int = 0,
    ) -> None:
        super().__init__()
        self.posted: list[dict[str, Any]] = []
        self.breaches: list[str] = []
        self.deliveries: list[Delivery] = []
        self.calls, self.called, self.refused_429 = 0, Counter[str](), 0
        self.allow_mentions, self.echoes = False, True
        self.watchers: list[Callable[[str, Any], None]] = []
        self.workspaces: dict[str, Workspace] = {}
        self.codes: dict[str, tuple[Workspace, str | None, str]] = {}
        self.client_id, self.client_secret = "111.222", "a client secret"
        self.base_url = self.origin = ""
        self.speed = speed
        self.deadline = deadline if deadline is not None else max(_TRIGGER_SECONDS / speed, 0.25)
        self.courier = Courier(self)
        self._port = port
        self._last_stamp = 0
        self._triggers: dict[str, tuple[Member, float]] = {}
        self._allowances: dict[tuple[str, ...], tuple[float, float]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._freed, self._change = asyncio.Event(), asyncio.Condition()
        self._runner: web.AppRunner | None = None
        if token is not None:
            self.workspace("T1", bot_token=token, channels={c: c.lower() for c in channels})

    def workspace(self, team: str, **settings: Any) -> Workspace:
        """A team that has installed the app; see Workspace for the settings."""
        made = Workspace(self, team, **settings)
        taken = {c for w in self.workspaces.values() for c in w.channels} & set(made.channels)
        assert team not in self.workspaces, f"{team} is there already"
        assert not taken, f"these channels belong to another workspace: {taken}"
        self.workspaces[team] = made
        return made

    def channel(self, channel_id: str) -> Channel:
        """A channel of any workspace."""
        return next(w.channels[channel_id] for w in self.workspaces.values() if channel_id in w.channels)

    async def until(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - so it reads well
        """Wait for something to be so, looking whenever something happened here; fails after so many seconds."""
        try:
            async with asyncio.timeout(timeout), self._change:
                return await self._change.wait_for(predicate)
        except TimeoutError:
            raise AssertionError(f"not so within {timeout:g} s; breaches: {self.breaches}") from None

    async def idle(self) -> None:
        """Wait until nothing is on its way to the app any more, nor waits to be sent again."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def send_raw(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        *,
        sign: bool | str = True,
        workspace: Workspace | None = None,
    ) -> Answer:
        """Send a crafted request; `sign` is True, False, "stale", "future", "wrong" (secret) or "tampered" (body)."""
        return await self.courier.raw(workspace or next(iter(self.workspaces.values())), url, body, headers or {}, sign)

    def breach(self, *whats: str) -> None:
        """Note what nobody should ever send."""
        self.breaches.extend(whats)
        if whats:
            self.happened("breach", whats)

    def well(self) -> None:
        """Forget all that was to go wrong here, and cut what hangs or drips."""
        super().well()
        self.free()

    def free(self) -> None:
        """Cut what hangs or drips."""
        self._freed.set()
        self._freed = asyncio.Event()

    def happened(self, kind: str, thing: Any = None) -> None:
        """Wake whoever waits, and tell the watchers."""
        for watcher in self.watchers:
            watcher(kind, thing)
        self.background(self._notify())

    async def _notify(self) -> None:
        async with self._change:
            self._change.notify_all()

    def background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Let it run while the server does; a failure is a breach."""

        def ended(task: asyncio.Task[Any]) -> None:
            self._tasks.discard(task)
            if not task.cancelled() and task.exception():
                self.breaches.append(f"the fake failed: {task.exception()!r}")

        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(ended)

    def stamp(self) -> str:
        """A ts: the time in seconds, and never the same twice."""
        self._last_stamp = max(self._last_stamp + 1, time.time_ns() // 1000)
        return f"{self._last_stamp // 10**6}.{self._last_stamp % 10**6:06d}"

    def trigger(self, member: Member) -> str:
        """A trigger_id that opens one view, soon."""
        made = f"{len(self._triggers)}.{secrets.token_hex(8)}"
        self._triggers[made] = (member, time.monotonic() + self.deadline)
        return made

    def redeem(self, trigger_id: str) -> Member | None:
        """Who gave the trigger, if it may still be used."""
        member, expires = self._triggers.pop(trigger_id, (None, 0.0))
        return member if time.monotonic() < expires else None

    async def __aenter__(self) -> FakeSlack:
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/upload/v1/{team}/{file}", self._upload)
        app.router.add_post("/actions/{team}/{secret}", self.courier.respond)
        app.router.add_get("/link/", self.courier.socket)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.base_url = f"{self.origin}/api/"
        await self.courier.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        assert self._runner is not None
        self.free()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.courier.close()
        await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        self.calls += 1
        self.called[name] += 1
        args, refusal = {}, None
        try:
            args = await _arguments(request, METHODS.get(name))
        except Refusal as refused:
            refusal = refused
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.pop("token", "")
        w = next((w for w in self.workspaces.values() if token and token in (w.bot_token, w.app_token)), None)

        async def do() -> Reply:
            try:
                return self._do(name, str(token), w, args, refusal)
            except Refusal as refused:
                self.breach(*refused.messages)
                self.happened("refusal", refused)
                status, wait = (429, refused.answer.pop("after")) if "after" in refused.answer else (200, None)
                return Reply(status, json.dumps(refused.answer).encode(), retry_after=wait)

        answer = await self.acted(request, self.act(name) or (w.act(name) if w else None), do)
        if w and not answer.prepared:
            answer.headers["x-oauth-scopes"] = ",".join(sorted(w.scopes))
        return answer

    def _do(self, name: str, token: str, w: Workspace | None, args: dict[str, Any], refusal: Refusal | None) -> Reply:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", f"no such method: {name}", req_method=name)
        if method.token:
            if not token:
                raise Refusal("not_authed")
            if w is None:
                raise Refusal("invalid_auth")
            if not token.startswith(method.token):
                raise Refusal("not_allowed_token_type")
            at = w.channels.get(str(args.get("channel")))
            needed = method.scope and method.scope.format(kind=at.scope if at else "channels")
            if needed and needed not in w.scopes:
                raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(w.scopes)))
        if refusal:
            raise refusal
        if w and args.pop("team_id", w.id) != w.id:  # Bolt sends it with every call
            raise Refusal("team_access_not_granted", "team_id of another workspace")
        wrong = list(method.problems(args))
        if wrong:
            raise Refusal("invalid_arguments", *wrong)
        if name == "chat.postMessage":
            self._allow((name, token, args["channel"]), 60, _BURST)
        else:
            self._allow((name, token), method.per_minute, method.per_minute)
        answer = method.run(Call(self, w or next(iter(self.workspaces.values())), args))
        return Reply(200, json.dumps({"ok": True, **answer}).encode())

    def _allow(self, key: tuple[str, ...], per_minute: float, burst: float) -> None:
        now = time.monotonic() * self.speed
        left, at = self._allowances.get(key, (burst, now))
        left = min(burst, left + (now - at) * per_minute / 60)
        self._allowances[key] = (left - 1 if left >= 1 else left, now)
        if left < 1:
            self.refused_429 += 1
            raise Refusal("ratelimited", after=str(max(1, math.ceil((1 - left) * 60 / per_minute))))

    async def acted(
        self, request: web.Request, act: Act | None, do: Callable[[], Awaitable[Reply]]
    ) -> web.StreamResponse:
        """Do it, and whatever the script says in place of answering."""
        match act:
            case Reply():
                return _answer(act)
            case Fault.RESET:
                return _cut(request)
            case Fault.HANG:
                await self._freed.wait()
                return _cut(request)
            case Fault.HUGE:
                return await self._stream(request, [b'{"ok": true, "more": "' + b"x" * 4_000_000 + b'"}'])
        answer = await do()
        match act:
            case Fault.RESET_AFTER:
                return _cut(request)
            case Fault.DRIP:
                return await self._stream(request, [bytes([byte]) for byte in answer.body])
        return _answer(answer)

    async def _stream(self, request: web.Request, pieces: Iterable[bytes]) -> web.StreamResponse:
        """Answer piece by piece, a second between two."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        freed = self._freed
        try:
            for number, piece in enumerate(pieces):
                if number:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(freed.wait(), 1 / self.speed)
                        return _cut(request)
                await response.write(piece)
            await response.write_eof()
        except ConnectionError:
            return _cut(request)
        return response

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        w, file = self.workspaces[request.match_info["team"]], request.match_info["file"]

        async def do() -> Reply:
            raw = await request.read()
            name, length, before = w.uploads.get(file, ("", -1, None))
            if before is not None or len(raw) != length:
                self.breach(f"an upload of {len(raw)} bytes where {length} were announced")
                return Reply(400, b"bad upload", "text/plain")
            w.uploads[file] = (name, length, raw)
            return Reply(200, f"OK - {length}".encode(), "text/plain")

        return await self.acted(request, self.act("upload") or w.act("upload"), do)


async def _arguments(request: web.Request, method: Method | None) -> dict[str, Any]:
    args: dict[str, Any] = dict(request.query)
    raw = await request.read()
    kind = request.headers.get("Content-Type", "").replace(" ", "").lower()
    if kind == "application/json;charset=utf-8" and (method is None or method.json):
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Refusal("invalid_json", "the body is no JSON object")
        if "token" in body:
            raise Refusal("invalid_arguments", "a token in JSON, not in the header")
        args |= body
    elif kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        args |= await request.post()
    elif raw or kind:
        raise Refusal("invalid_post_type", f"Content-Type {kind}")
    if request.headers.get("Authorization", "").startswith("Basic "):
        args |= _basic(request.headers["Authorization"])
    for name in _STRUCTURED:
        if isinstance(args.get(name), str):
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                raise Refusal("invalid_arguments", f"{name} is no JSON") from None
    return args


def _basic(header: str) -> dict[str, str]:
    try:
        user, _, password = base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refusal("invalid_client_id", "a broken Authorization header") from None
    return {"client_id": user, "client_secret": password}


def _answer(reply: Reply) -> web.Response:
    headers = {"Content-Type": reply.type}
    if reply.retry_after is not None:
        headers["Retry-After"] = reply.retry_after
    if reply.location is not None:
        headers["Location"] = reply.location
    return web.Response(status=reply.status, body=reply.body, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
