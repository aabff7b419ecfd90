"""Slack as a channel: proved requests (or a socket) to Incomings and deeds, acknowledged after the commit."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.contract import Hear, NoConversation, Opening, Pace, Ref
from adapters.channels.slack import prospects
from adapters.channels.slack.blocks import LONGEST_FALLBACK, QUIET, escaped, section
from adapters.channels.slack.client import Api, SlackRefused
from adapters.channels.slack.contract import DESK, DeskRoom
from adapters.channels.slack.install import Installer
from adapters.channels.slack.prospects import Arrived
from adapters.channels.slack.wire import MOST_BYTES, checked, is_signed
from adapters.channels.vault import Find
from adapters.integrations.contract import Refused, Retry, Unreachable
from adapters.links import Links
from adapters.strict_json import BadBody
from flows.effects import Acknowledge, Push, Say, Settle
from flows.model import Edited, Incoming, Key, Opened, Pressed, Source
from flows.texts import LOCALES, pick, word

log = structlog.get_logger()

CHANNEL = "slack"
#: How many sockets a process holds open: each is renewed now and then, and must not leave a hole.
SOCKETS = 2
#: How many processes hold them: one that dies leaves no hole, and Slack allows ten sockets in all.
PLACES = 3
#: Seconds that a process's place is its own without a word of it, and between its words.
PLACE_SECONDS, RENEW_SECONDS = 20.0, 5.0
#: Seconds in which a socket's address has to lead to a connection. It is good for one, so that it is spent, too,
#: when the connection fails.
ADDRESS_SECONDS = 15.0
_BODY_SECONDS = 3.0
#: For how long Slack may think about a person's language: the request itself is to be answered within three seconds.
_LOCALE_SECONDS = 1.0
#: What Slack says of direct messages that are no more.
_CLOSED = {"channel_not_found", "is_archived"}
#: What Slack says when the bot may give a link but no file.
_NO_FILES = {"missing_scope", "not_allowed_token_type", "file_uploads_disabled", "file_uploads_except_images_disabled"}


class Leases(Protocol):
    """Who alone may do something now, among all processes."""

    async def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease."""
        ...

    async def give_up(self, name: str, holder: str) -> None:
        """Let it go."""
        ...


class SlackApp:
    """One Slack app: what comes from it is proved, read, and brought to prospects' talks or to the desk."""

    def __init__(
        self,
        api: Api,
        bot_user_of: Callable[[str], Awaitable[str | None]],
        clock: Callable[[], datetime],
        *,
        secrets: Sequence[str],
        app_token: str | None,
        leases: Leases,
        outages: tuple[type[Exception], ...],
    ) -> None:
        self.api = api
        self._leases = leases
        self._holder = str(uuid4())
        self._bot_user_of = bot_user_of
        self._clock = clock
        self._secrets = secrets
        self._app_token = app_token
        self._outages = outages
        self._bolt = AsyncApp(
            # the library names every argument it finds, `self` too, so that no method will do
            # (and is content with None, which its types do not tell)
            authorize=lambda enterprise_id, team_id: self._authorize(enterprise_id, team_id),  # type: ignore[arg-type, return-value]  # noqa: PLW0108
            client=api.web_client(),
            process_before_response=True,
            request_verification_enabled=False,  # it parses before it verifies: ours is done on the raw bytes
            ssl_check_enabled=False,
        )
        self._bolt.error(self._failed)

    @property
    def bolt(self) -> AsyncApp:
        """Where listeners are put."""
        return self._bolt

    def routes(self) -> list[web.RouteDef]:
        """What Slack calls; one address for all of it would do, but Slack wants each set."""
        if not self._secrets:
            return []
        return [web.post(f"/slack/{what}", self._received) for what in ("events", "interactivity", "commands")]

    async def listen(self) -> None:
        """Hold sockets open, when there is a token for them and other processes leave a place; until cancelled."""
        while self._app_token is not None:
            place = await self._place()
            if place is not None:
                await self._hold(place, self._app_token)
            await asyncio.sleep(RENEW_SECONDS)

    async def _place(self) -> str | None:
        """A place that is now this process's, if one is free."""
        for place in (f"slack-sockets/{n}" for n in range(1, PLACES + 1)):
            if await self._is_ours(place, otherwise=False):
                return place
        return None

    async def _is_ours(self, place: str, *, otherwise: bool) -> bool:
        """Take or renew a place; `otherwise` is the answer while nobody can tell."""
        try:
            return await self._leases.lease(place, self._holder, PLACE_SECONDS)
        except Exception as error:  # noqa: BLE001 — whatever it was, it is asked again
            log.warning("slack-place", error=type(error).__name__)
            return otherwise

    async def _hold(self, place: str, app_token: str) -> None:
        """Hold sockets open for as long as the place is ours."""
        handlers = [_Handler(self._bolt, app_token, self.api.web_client()) for _ in range(SOCKETS)]
        tasks = [asyncio.create_task(handler.client.connect(), name="slack socket") for handler in handlers]
        try:
            while await self._is_ours(place, otherwise=True):  # noqa: ASYNC110 — a lease tells nobody of its end
                await asyncio.sleep(RENEW_SECONDS)
        finally:
            for task in tasks:
                task.cancel()
            closed = (_closed(handler) for handler in handlers)
            await asyncio.gather(*tasks, *closed, return_exceptions=True)
            with suppress(Exception):
                await self._leases.give_up(place, self._holder)

    async def _received(self, request: web.Request) -> web.Response:
        raw = await _body(request)
        if not is_signed(raw, request.headers, self._secrets, self._clock().timestamp()):
            raise web.HTTPUnauthorized(text="this is not signed by Slack, or not just now")
        text = checked(raw, request.content_type)
        headers: dict[str, str | Sequence[str]] = {name: [value] for name, value in request.headers.items()}
        return _answer(await self._bolt.async_dispatch(AsyncBoltRequest(body=text, headers=headers)))

    async def _authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Whose bot a request is for; None for a workspace that did not install the app, which is nothing to repeat."""
        team = team_id or ""
        token = await self.api.token_of(team)
        bot_user = await self._bot_user_of(team)
        if token is None:
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team, bot_user_id=bot_user, bot_token=token)

    async def _failed(self, error: Exception) -> BoltResponse:
        """What could not be kept is to be brought again."""
        if isinstance(error, (*self._outages, Retry)):
            log.warning("slack-unavailable", error=type(error).__name__)
            return BoltResponse(status=503, body="", headers={"Retry-After": "2"})
        log.error("slack-failed", exc_info=error)
        return BoltResponse(status=500, body="")


class Slack:
    """Prospects in direct messages: keys are TEAM/USER."""

    name = CHANNEL
    lane_pace = Pace(0.1, 10)
    chat_pace = Pace(1.0, 2)

    def __init__(
        self,
        app: SlackApp,
        hear: Hear,
        clock: Callable[[], datetime],
        *,
        flow: str,
        links: Links,
        find: Find,
        desk: DeskRoom | None,
        installer: Installer | None,
        forget: Callable[[str, datetime], Awaitable[None]],
    ) -> None:
        self._app = app
        self._api = app.api
        self._hear = hear
        self._clock = clock
        self._flow = flow
        self._links = links
        self._find = find
        self._desk = desk
        self._installer = installer
        self._forget = forget
        self._rooms: dict[tuple[str, str], str] = {}
        self._locales: dict[tuple[str, str], str] = {}
        bolt = app.bolt
        bolt.event("message")(self._on_message)
        bolt.event("app_uninstalled")(self._on_uninstalled)
        bolt.event("tokens_revoked")(self._on_uninstalled)
        bolt.event(re.compile(".*"))(_on_nothing)
        bolt.action(re.compile(".*"))(self._on_action)
        bolt.view(re.compile(f"{DESK}.*"))(self._on_view)
        bolt.command("/aimant")(self._on_command)
        bolt.shortcut(re.compile("aimant(-message)?"))(self._on_command)

    def routes(self) -> list[web.RouteDef]:
        """What Slack, and whoever installs the app, calls."""
        return [*self._app.routes(), *(self._installer.routes() if self._installer else [])]

    async def listen(self) -> None:
        """Hold sockets open, when that is set."""
        await self._app.listen()

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        """Bring one effect about."""
        team, _, user = effect.to.person.partition("/")
        match effect:
            case Say():
                return await self._in_room(team, user, lambda room: self._say(team, room, effect))
            case Settle() if asked is not None:
                await self._settle(team, effect, asked)
            case Acknowledge(toast=str(toast)):
                await self._in_room(team, user, lambda room: self._toast(team, room, user, toast))
            case _:
                pass
        return None

    async def _in_room(self, team: str, user: str, do: Callable[[str], Awaitable[Ref | None]]) -> Ref | None:
        """Do it in somebody's direct messages; those that were known and are no more are opened anew, once."""
        known = (team, user) in self._rooms
        try:
            return await do(await self._room(team, user))
        except SlackRefused as refused:
            if refused.code not in _CLOSED:
                raise
            self._rooms.pop((team, user), None)
            if not known:
                raise Unreachable(f"Slack: {refused.code}") from None
        return await self._in_room(team, user, do)

    # --- what goes out -------------------------------------------------------------------------------------------

    async def _say(self, team: str, room: str, say: Say) -> Ref:
        content = prospects.shown(say)
        if say.gift is not None:
            url = self._links.url(say.gift.delivery)
            content["blocks"].append(_link(url, say))
            if await self._uploaded(team, room, say, content["blocks"], url):
                return {"channel": room}
        posted = await self._api.call(team, "chat.postMessage", channel=room, **content, **QUIET)
        return {"channel": room, "ts": str(posted.get("ts", ""))}

    async def _uploaded(self, team: str, room: str, say: Say, blocks: list[dict[str, Any]], url: str) -> bool:
        """Give the file itself, its words and link beside it; where the bot may not, the link alone has to do."""
        found = await self._find(say.gift.delivery) if say.gift else None
        if found is None or not found.path.is_file():
            return False
        content = await asyncio.to_thread(found.path.read_bytes)
        comment = f"{escaped(say.text, LONGEST_FALLBACK)}\n{url}"
        try:
            await self._api.upload(team, room, found.name, content, blocks, comment)
        except SlackRefused as refused:
            if refused.code not in _NO_FILES:
                raise
            return False
        return True

    async def _settle(self, team: str, settle: Settle, asked: Ref) -> None:
        if not asked.get("ts"):
            return
        try:
            content = {**prospects.settled(settle.text), "parse": "none", "link_names": False}
            await self._api.call(team, "chat.update", repeats=True, channel=asked["channel"], ts=asked["ts"], **content)
        except SlackRefused as refused:
            if refused.code not in {"message_not_found", "cant_update_message", "edit_window_closed", *_CLOSED}:
                raise

    async def _toast(self, team: str, room: str, user: str, text: str) -> None:
        words = {"text": escaped(text, LONGEST_FALLBACK), "blocks": [section(text)]}
        quiet = {"parse": "none", "link_names": False}
        await self._api.call(team, "chat.postEphemeral", repeats=True, channel=room, user=user, **words, **quiet)

    async def _room(self, team: str, user: str) -> str:
        """The direct messages with somebody."""
        if (team, user) not in self._rooms:
            opened = await self._api.call(team, "conversations.open", repeats=True, users=user)
            channel = opened.get("channel")
            if not isinstance(channel, dict) or not isinstance(channel.get("id"), str):
                raise Retry("Slack's answer could not be read")
            self._rooms[team, user] = channel["id"]
        return self._rooms[team, user]

    # --- what comes in -------------------------------------------------------------------------------------------

    async def _on_message(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        team, event_id = str(body.get("team_id", "")), str(body.get("event_id", ""))
        arrived = prospects.message(event, event_id)
        if arrived is not None:
            self._rooms[team, arrived.user] = str(event.get("channel", ""))
            await self._take(team, arrived)
        elif self._desk is not None and event.get("channel_type") != "im":
            await self._desk.posted(team, event, event_id)

    async def _on_uninstalled(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """The app was taken away, or its bot's token: there is nothing that the token is kept for."""
        revoked = event.get("tokens")
        if event.get("type") == "tokens_revoked" and not (isinstance(revoked, dict) and revoked.get("bot")):
            return  # those of persons, of which none is kept
        at, now = body.get("event_time"), self._clock()
        if isinstance(at, int) and 0 <= at < now.timestamp():  # told late: it may be installed again by now
            now = datetime.fromtimestamp(at + 1, UTC)
        await self._forget(str(body.get("team_id", "")), now)

    async def _on_action(self, ack: Callable[[], Awaitable[Any]], body: dict[str, Any], action: dict[str, Any]) -> None:
        team = _team(body)
        arrived = prospects.press(body, action)
        if arrived is not None:
            await self._take(team, arrived)
        elif self._desk is not None and str(action.get("action_id", "")).startswith(DESK):
            await self._desk.pressed(team, body, action)
        await ack()

    async def _on_view(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
        answer = await self._desk.submitted(_team(body), body) if self._desk is not None else None
        await ack(**(answer or {}))

    async def _on_command(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
        """`/aimant`, or the shortcut: the talk opens in the direct messages."""
        team = _team(body)
        user = str(body.get("user_id") or body.get("user", {}).get("id", ""))
        trigger = str(body.get("trigger_id", ""))
        if user and trigger:
            await self._take(team, Arrived(user, f"open:{trigger}"[:255], Opened(Source(None, "Slack", {}))))
        told = word("slack.see-direct", pick(await self._locale(team, user), tuple(LOCALES)))
        await (ack(text=told) if "command" in body else ack())

    async def _take(self, team: str, arrived: Arrived) -> None:
        key = Key(CHANNEL, f"{team}/{arrived.user}")
        locale = await self._locale(team, arrived.user)
        # an old button or message begins nothing: the talk that it was of was erased
        old = isinstance(arrived.what, Pressed | Edited)
        opening = None if old else Opening(self._flow, locale, uuid4())
        try:
            await self._hear(Incoming(key, arrived.id, self._clock(), arrived.what), opening)
        except NoConversation:
            await self._tell_gone(key, locale)

    async def _tell_gone(self, key: Key, locale: str) -> None:
        """Say that nothing was changed; there is no talk to say it in."""
        told = word("stale.gone", pick(locale, tuple(LOCALES)))
        try:
            async with asyncio.timeout(_LOCALE_SECONDS):
                await self.carry(Acknowledge(uuid4(), key, None, told), None)
        except (Retry, Refused, Unreachable, TimeoutError) as error:
            log.warning("slack-gone", error=type(error).__name__)

    async def _locale(self, team: str, user: str) -> str:
        """The language that a person's Slack speaks; asked once, and no reason to fail."""
        if (team, user) not in self._locales:
            try:
                async with asyncio.timeout(_LOCALE_SECONDS):
                    told = await self._api.call(team, "users.info", repeats=True, user=user, include_locale=True)
            except (Retry, Refused, Unreachable, TimeoutError):
                return ""
            person = told.get("user")
            self._locales[team, user] = str(person.get("locale") or "") if isinstance(person, dict) else ""
        return self._locales[team, user]


class _Socket(SocketModeClient):
    """The library's socket, which alone would knock for ever at an address that is good for one connection."""

    async def connect(self) -> None:
        """Connect, with another address whenever one has led nowhere; the library renews the connection from then on.

        It never raises: whoever renews would not try again.
        """
        wait = 1.0
        while not self.closed:
            try:
                if self.wss_uri is None:
                    self.wss_uri = await self.issue_new_wss_url()
                async with asyncio.timeout(ADDRESS_SECONDS):
                    await super().connect()  # type: ignore[no-untyped-call]
                return
            except TimeoutError:
                self.wss_uri = None
            except Exception as error:  # noqa: BLE001 — whatever it was, the socket is opened again
                log.warning("slack-socket", error=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(60.0, wait * 2)


class _Handler(AsyncSocketModeHandler):
    """Brings what comes by such a socket to an app."""

    client: _Socket

    def __init__(self, app: AsyncApp, app_token: str, web_client: AsyncWebClient) -> None:
        self.app, self.app_token = app, app_token
        self.client = _Socket(app_token, app.logger, web_client, ping_interval=10)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]


async def _closed(handler: AsyncSocketModeHandler) -> None:
    await handler.close_async()  # type: ignore[no-untyped-call]


async def _on_nothing() -> None:
    """Events that are heard and ask for nothing."""


def _team(body: Mapping[str, Any]) -> str:
    team = body.get("team")
    return str(team.get("id", "")) if isinstance(team, dict) else str(body.get("team_id", ""))


def _link(url: str, say: Say) -> dict[str, Any]:
    label = {"type": "plain_text", "text": word("slack.download", say.locale), "emoji": False}
    element = {"type": "button", "text": label, "action_id": "link", "url": url}
    return {"type": "actions", "block_id": "link", "elements": [element]}


def _answer(response: BoltResponse) -> web.Response:
    headers: dict[str, str] = {}
    for name, values in response.headers.items():
        if name.lower() in ("content-type", "retry-after"):
            headers[name] = values[0] if isinstance(values, list) else str(values)
    return web.Response(status=response.status, body=(response.body or "").encode(), headers=headers)


async def _body(request: web.Request) -> bytes:
    raw = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in request.content.iter_any():
                raw += chunk
                if len(raw) > MOST_BYTES:
                    raise BadBody(f"the body is larger than {MOST_BYTES} bytes", 413)
    except TimeoutError:
        raise BadBody("the body did not arrive in time", 408) from None
    except web.RequestPayloadError:
        raise BadBody("the body is not what its Content-Encoding or length says") from None
    return bytes(raw)
