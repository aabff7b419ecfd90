"""The fake itself: takes requests as Telegram does, fails as told, and lets a test ask for what Telegram would do."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType

import aiohttp
from aiohttp import web

from tests.fakes.telegram.api import Api, Bot
from tests.fakes.telegram.delivery import Updates, World
from tests.fakes.telegram.limits import UPLOAD, Json, Refused
from tests.fakes.telegram.people import Chat, Group, Person


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer in place of Telegram's own; nothing is done."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Fault(Enum):
    """What the server may do in place of an answer."""

    HANG = "does nothing, never answers"
    RESET = "does nothing, cuts the connection"
    RESET_AFTER = "does it, then cuts the connection"
    DRIP = "does it, answers one byte a second"
    HUGE = "does it, says so at a length of megabytes"


def error(code: int, description: str, retry_after: int | None = None) -> Reply:
    """Telegram's way to say no."""
    return Reply(code, *_refusal(code, description, retry_after))


@dataclass(slots=True)
class _Planned:
    method: str
    act: Reply | Fault
    bot: str | None
    chat: int | None
    always: bool = False

    def meets(self, method: str, bot: Bot, arguments: dict[str, Json]) -> bool:
        here = self.chat is None or str(self.chat) == str(arguments.get("chat_id"))
        return self.method == method and self.bot in {None, bot.username} and here


class FakeTelegram:
    """`bots` are usernames by token; `speed` divides all of Telegram's waiting; a press is to be answered in time.

    `trusts` says which certificates of webhooks are taken, by default those that everybody takes.
    """

    def __init__(
        self,
        bots: Mapping[str, str],
        speed: float = 1.0,
        *,
        port: int = 0,
        callback_seconds: float = 15.0,
        trusts: ssl.SSLContext | None = None,
    ) -> None:
        self.world = World(speed)
        self.bots = {token: Bot(token, username, Updates(self.world)) for token, username in bots.items()}
        self.chats: dict[int, Group] = {}
        self.presses: dict[str, tuple[Bot, Chat, float]] = {}
        self.callback_seconds = callback_seconds
        self.calls: Counter[str] = Counter()
        self.refused_429 = 0
        self.base_url = self.file_url = ""
        self._port, self._trusts = port, trusts
        self._script: list[_Planned] = []
        self._sick = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._api, self._methods = Api(self), Api.methods()

    @property
    def breaches(self) -> list[str]:
        """What Telegram would bear and a good bot does not do."""
        return self.world.breaches

    def bot(self, name: str) -> Bot:
        """The bot of this username (or token)."""
        return next(bot for bot in self.bots.values() if name in {bot.username, bot.token})

    def person(self, user_id: int, first_name: str = "Marie", language_code: str | None = "fr") -> Person:
        """Somebody whom the bots do not know yet."""
        person = Person(self, user_id, first_name, language_code)
        self.chats[user_id] = person
        return person

    def group(self, chat_id: int, title: str = "Ventes") -> Group:
        """A group that all bots are in."""
        self.chats[chat_id] = group = Group(self, chat_id, title)
        return group

    def then(self, method: str, *acts: Reply | Fault, bot: str | None = None, chat: int | None = None) -> None:
        """Do these to the next calls of a method, one each; after them it is well again."""
        self._script.extend(_Planned(method, act, bot, chat) for act in acts)

    def always(self, method: str, act: Reply | Fault, *, bot: str | None = None, chat: int | None = None) -> None:
        """Do this to every call of a method, after what is planned for it, until `well`."""
        self._script.append(_Planned(method, act, bot, chat, always=True))

    def well(self) -> None:
        """Nothing is planned any more, and what hangs or drips is cut."""
        self._script.clear()
        self._sick.set()
        self._sick = asyncio.Event()

    async def until(self, seen: Callable[[], bool], timeout: float = 5) -> None:  # noqa: ASYNC109
        """Wait for whatever a test can see, at most `timeout` real seconds."""
        if not await self.world.until(seen, timeout):
            raise TimeoutError("it did not come about")

    async def settled(self, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait until no update waits for delivery, at most `timeout` real seconds."""
        if not await self.world.until(lambda: not any(bot.updates.waiting for bot in self.bots.values()), timeout):
            waiting = {bot.username: bot.updates.info() for bot in self.bots.values() if bot.updates.waiting}
            raise TimeoutError(f"updates wait for delivery: {waiting}")

    def update(self, update_id: int) -> dict[str, Json]:
        """An update as it was sent."""
        return self._owner(update_id).updates.history[update_id]

    async def redeliver(self, update_id: int, times: int = 5, at_once: bool = True) -> list[int]:
        """Post an update again, whatever became of it: the webhook's statuses (0 for none)."""
        bot, body = self._owner(update_id), json.dumps(self.update(update_id)).encode()
        if at_once:
            answers = await asyncio.gather(*(self.post_raw(bot.username, body) for _ in range(times)))
        else:
            answers = [await self.post_raw(bot.username, body) for _ in range(times)]
        return [status for status, _ in answers]

    async def post_raw(self, bot: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Post any body to the webhook; without `headers` with those of Telegram, the secret among them."""
        updates = self.bot(bot).updates
        assert updates.webhook is not None, "no webhook is set"
        status, words, _ = await updates.post(updates.webhook, body, headers)
        return status, words

    def _owner(self, update_id: int) -> Bot:
        return next(bot for bot in self.bots.values() if update_id in bot.updates.history)

    async def __aenter__(self) -> FakeTelegram:
        app = web.Application(client_max_size=UPLOAD + 1_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.base_url, self.file_url = f"{root}/bot", f"{root}/file/bot"
        connector = aiohttp.TCPConnector(limit=0, ssl=self._trusts or True)
        self.world.session = aiohttp.ClientSession(connector=connector)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        assert self._runner is not None
        assert self.world.session is not None
        self.well()
        self.world.closing = True
        await self.world.changed()
        for bot in self.bots.values():
            await bot.updates.stop()
        await self.world.session.close()
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        bot = self.bots.get(request.match_info["token"])
        name = self._methods.get(request.match_info["method"].lower())
        if bot is None or name is None:
            code, words = (401, "Unauthorized") if bot is None else (404, "Not Found: method not found")
            return _answer(error(code, words))
        self.calls[name] += 1
        try:
            arguments = await _arguments(request, bot)
        except Refused as e:
            return _answer(error(e.code, e.description))
        act = self._planned(name, bot, arguments)
        match act:
            case Reply():
                return _answer(act)
            case Fault.RESET:
                return _cut(request)
            case Fault.HANG:
                await self._sick.wait()
                return _cut(request)
        answer = await self._done(bot, name, arguments)
        match act:
            case Fault.RESET_AFTER:
                return _cut(request)
            case Fault.DRIP | Fault.HUGE:
                return await self._stream(request, answer, act)
        return _answer(answer)

    async def _done(self, bot: Bot, name: str, arguments: dict[str, Json]) -> Reply:
        try:
            result = await self._api.call(bot, name, arguments)
        except Refused as e:
            self.refused_429 += e.code == 429
            return error(e.code, e.description, e.retry_after)
        await self.world.changed()
        return Reply(200, json.dumps({"ok": True, "result": result}).encode())

    def _planned(self, name: str, bot: Bot, arguments: dict[str, Json]) -> Reply | Fault | None:
        meeting = sorted((p for p in self._script if p.meets(name, bot, arguments)), key=lambda p: p.always)
        if meeting and not meeting[0].always:
            self._script.remove(meeting[0])
        return meeting[0].act if meeting else None

    async def _stream(self, request: web.Request, answer: Reply, act: Fault) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/json"})
        await response.prepare(request)
        try:
            if act is Fault.HUGE:
                await response.write(answer.body[:-1] + b', "more": "' + b"x" * 4_000_000 + b'"}')
                await response.write_eof()
                return response
            sick = self._sick
            for byte in answer.body:
                await response.write(bytes([byte]))
                with suppress(TimeoutError):
                    await asyncio.wait_for(sick.wait(), 1 / self.world.speed)
                    return _cut(request)
            await response.write_eof()
        except ConnectionError:
            return _cut(request)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        bot = self.bots.get(request.match_info["token"])
        for file in bot.files.values() if bot else ():
            if file.path == request.match_info["path"]:
                return web.Response(body=file.document.data, content_type="application/octet-stream")
        return _answer(error(404, "Not Found"))


async def _arguments(request: web.Request, bot: Bot) -> dict[str, Json]:
    """The parameters, wherever they stand: in the address, in JSON, in a form; files are kept at once."""
    arguments: dict[str, Json] = dict(request.query)
    try:
        if request.content_type == "application/json":
            given = json.loads(await request.read() or b"{}")
            return arguments | dict(given)
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refused("Request Entity Too Large", 413) from None
    except (TypeError, ValueError):
        raise Refused("can't parse JSON object") from None
    files = {name: value for name, value in form.items() if isinstance(value, web.FileField)}
    arguments |= {name: value for name, value in form.items() if isinstance(value, str)}
    for name, file in files.items():
        data = file.file.read()
        if len(data) > UPLOAD:
            raise Refused("Request Entity Too Large", 413)
        kept = bot.keep(file.filename, file.content_type, data)
        places = [p for p, value in arguments.items() if value == f"attach://{name}"] or [name]
        arguments |= dict.fromkeys(places, kept)
    return arguments


def _refusal(code: int, description: str, retry_after: int | None) -> tuple[bytes, dict[str, str]]:
    body: dict[str, Json] = {"ok": False, "error_code": code, "description": description}
    if retry_after is None:
        return json.dumps(body).encode(), {}
    return json.dumps(body | {"parameters": {"retry_after": retry_after}}).encode(), {"Retry-After": str(retry_after)}


def _answer(reply: Reply) -> web.Response:
    return web.Response(
        status=reply.status, body=reply.body, headers={"Content-Type": "application/json"} | dict(reply.headers)
    )


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
