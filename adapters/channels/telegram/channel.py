"""Telegram as a channel: an update is acknowledged only after its turn is committed, by webhook or by polling."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom  # noqa: TID251 — pollers that fail together are not to come back together
from typing import Any, Protocol
from uuid import uuid4

import aiohttp
import structlog
from aiohttp import web
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, Conflict, TelegramError

from adapters import strict_json
from adapters.channels.contract import Elsewhere, Hear, NoConversation, Opening, Pace, Ref
from adapters.channels.telegram.sending import BotSetup, Sender, TooFast
from adapters.channels.telegram.wire import Arrived, BadUpdate, parsed, read
from adapters.channels.vault import Find
from adapters.integrations.contract import Refused, Retry, Unreachable
from adapters.links import Links
from flows.effects import Acknowledge, Push, Say
from flows.model import Edited, Incoming, Key, Pressed
from flows.texts import LOCALES, pick, word

log = structlog.get_logger()

CHANNEL = "telegram"
#: For how long it is tried to tell that there is no talk any more.
_GONE_SECONDS = 5.0
#: The most bytes of one update.
MOST_BYTES = 256 * 1024
#: How long Telegram holds a poll open, in seconds; it allows up to 50.
POLL_SECONDS = 15
#: Seconds that the poller's lease lasts: longer than a poll, so that nobody else polls meanwhile.
LEASE_SECONDS = 22.0
#: Seconds between looks whether the lease has come free.
LOOK_SECONDS = 4.0
#: Seconds without an answer after which "typing" is shown.
NOTICEABLE_SECONDS = 1.0
#: An update that fails so often is put aside: it would hold up all that its sender says for a day.
MOST_FAILURES = 3
_WANTED = ["message", "edited_message", "callback_query"]
#: Seconds until what a bot says of itself is tried again.
DESCRIBE_AGAIN_SECONDS = 60.0
_COMMANDS = ("start", "help", "cancel", "restart", "privacy", "delete", "language", "human")


class Memory(Protocol):
    """What the channel keeps beside conversations, in the database."""

    async def file_id(self, scope: str, file: str) -> str | None:
        """What Telegram calls a file that this bot has uploaded."""
        ...

    async def keep_file_id(self, scope: str, file: str, platform_id: str) -> None:
        """Remember that."""
        ...

    async def dead_letter(self, channel: str, person: str | None, incoming_id: str, reason: str, body: bytes) -> None:
        """Put aside what cannot be read."""
        ...

    async def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease."""
        ...

    async def give_up(self, name: str, holder: str) -> None:
        """Let it go."""
        ...


@dataclass(slots=True)
class _Bot:
    setup: BotSetup
    sender: Sender
    secret: str
    username: str | None = None
    failures: OrderedDict[int, int] = field(default_factory=OrderedDict)


class Telegram:
    """Telegram's private chats with one or more bots; keys are BOT/CHAT.

    `webhook` is the public address when updates come by webhook, None for polling. `secret_for` derives a webhook's
    secret from the installation's own. `about` is each flow's title by language, for the bots' descriptions;
    `outages` are the exceptions that say that nothing could be kept just now, whatever the update.
    """

    name = CHANNEL
    lane_pace = Pace(1 / 30, 30)
    chat_pace = Pace(1.0, 2)

    def __init__(
        self,
        bots: Sequence[BotSetup],
        hear: Hear,
        clock: Callable[[], datetime],
        memory: Memory,
        *,
        session: aiohttp.ClientSession,
        links: Links,
        find: Find,
        base_url: str,
        webhook: str | None,
        secret_for: Callable[[str], str],
        about: Mapping[str, Mapping[str, str]],
        outages: tuple[type[Exception], ...],
    ) -> None:
        self._bots = {
            setup.id: _Bot(
                setup,
                Sender(setup, base_url, session, links, find, memory.file_id, memory.keep_file_id),
                secret_for(f"telegram webhook {setup.id}"),
            )
            for setup in bots
        }
        self._hear = hear
        self._clock = clock
        self._memory = memory
        self._webhook = webhook
        self._about = about
        self._outages = outages
        self._holder = str(uuid4())
        self._typing: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Where webhooks are delivered."""
        return [web.post("/telegram/{bot}", self._delivered)]

    def elsewhere(self, flow: str) -> tuple[Elsewhere, ...]:
        """The bot that a conversation of a flow can go on with, once its name is known."""
        return tuple(
            Elsewhere(CHANNEL, f"https://t.me/{bot.username}?start=c-")
            for bot in self._bots.values()
            if bot.setup.flow == flow and bot.username
        )[:1]

    async def listen(self) -> None:
        """Tell Telegram where to bring updates, or fetch them; until cancelled."""
        bots = self._bots.values()
        await asyncio.gather(*(self._serve(bot) for bot in bots), *(self._describe(bot) for bot in bots))

    async def carry(self, effect: Push, asked: Ref | None) -> Ref | None:
        """Bring one effect about."""
        bot = self._bots.get(effect.to.person.partition("/")[0])
        if bot is None:
            raise Retry("this bot is not set any more", 300.0)
        return await bot.sender.carry(effect, asked)

    # --- by webhook ----------------------------------------------------------------------------------------------

    async def _delivered(self, request: web.Request) -> web.Response:
        """One update; the answer is always empty, since Telegram would carry out what a body says."""
        bot = self._bots.get(request.match_info["bot"])
        if bot is None:
            raise web.HTTPNotFound(text="there is no such bot here")
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), bot.secret.encode()):
            raise web.HTTPUnauthorized(text="this is not the webhook's secret")
        raw = await _body(request)
        try:
            plain = parsed(raw)
        except BadUpdate as bad:
            await self._put_aside(bot, bad, raw)
            return web.Response()
        await self._take(bot, plain, raw)
        return web.Response()

    # --- by polling ----------------------------------------------------------------------------------------------

    async def _serve(self, bot: _Bot) -> None:
        lease = f"{CHANNEL}:{bot.setup.id}"
        failures = 0
        ready = False
        offset: int | None = None
        try:
            while True:
                try:
                    if bot.username is None:  # every process wants it, whoever polls: for links to the bot
                        bot.username = (await bot.sender.bot.get_me()).username
                    if self._webhook is None and not await self._memory.lease(lease, self._holder, LEASE_SECONDS):
                        ready, offset = False, None
                        await asyncio.sleep(LOOK_SECONDS)
                        continue
                    if not ready:
                        await self._choose_way(bot)
                        ready = True
                    if self._webhook is not None:
                        return
                    offset = await self._poll(bot, offset)
                    failures = 0
                except TelegramError as error:
                    failures += 1
                    wait = _wait(error, failures)
                    log.warning("telegram", bot=bot.setup.id, again_in=round(wait, 1), **_told(error))
                    await asyncio.sleep(wait)
                except Exception:
                    failures += 1
                    log.error("telegram-failed", bot=bot.setup.id, exc_info=True)
                    await asyncio.sleep(_backed_off(failures))
        finally:
            with suppress(Exception):
                await self._memory.give_up(lease, self._holder)

    async def _poll(self, bot: _Bot, offset: int | None) -> int | None:
        """One poll; returns the offset that confirms what was committed, in order, and nothing beyond it.

        It is said once: after a quiet week update numbers begin anew anywhere, and below an old offset they would be
        confirmed unseen.
        """
        asked = {"timeout": POLL_SECONDS, "allowed_updates": _WANTED, **({"offset": offset} if offset else {})}
        got: list[Any] = await bot.sender.poll(asked)
        chats: dict[object, list[dict[str, Any]]] = {}
        for plain in got:
            if isinstance(plain, dict):
                chats.setdefault(_chat_of(plain), []).append(plain)
        failed = [number for number in await asyncio.gather(*(self._chat(bot, of) for of in chats.values())) if number]
        if failed:
            await asyncio.sleep(1.0)  # the database is away, say: asked again from the first that failed
            return min(failed)
        numbers = [n for plain in got if isinstance(plain, dict) and isinstance(n := plain.get("update_id"), int)]
        return max(numbers) + 1 if numbers else None

    async def _chat(self, bot: _Bot, updates: list[dict[str, Any]]) -> int | None:
        """One chat's updates in their order; the number of the first that failed, if one did."""
        for plain in updates:
            try:
                await self._take(bot, plain, b"")
            except Exception as error:
                log.warning("telegram-turn-failed", bot=bot.setup.id, exc_info=error)
                number = plain.get("update_id")
                return number if isinstance(number, int) else None
        return None

    async def _choose_way(self, bot: _Bot) -> None:
        """Where the bot's updates go: to the webhook, or nowhere, so that they can be fetched."""
        api = bot.sender.bot
        if self._webhook is None:
            await api.delete_webhook()
        else:
            await api.set_webhook(
                f"{self._webhook.rstrip('/')}/telegram/{bot.setup.id}",
                secret_token=bot.secret,
                allowed_updates=_WANTED,
                max_connections=40,
            )
        log.info("telegram-ready", bot=bot.setup.id, by="webhook" if self._webhook else "polling")

    async def _describe(self, bot: _Bot) -> None:
        """Give the bot its commands and descriptions in every language; tried until it works, talks do not wait."""
        while True:
            try:
                return await self._described(bot)
            except TelegramError as error:
                wait = max(_wait(error, 1), DESCRIBE_AGAIN_SECONDS)
                log.warning("telegram-describe", bot=bot.setup.id, again_in=round(wait, 1), **_told(error))
                await asyncio.sleep(wait)

    async def _described(self, bot: _Bot) -> None:
        api = bot.sender.bot
        title = self._about.get(bot.setup.flow, {})
        scope = BotCommandScopeAllPrivateChats()
        for language in ("", *LOCALES):
            spoken = language or next(iter(title), "en")
            wanted = [BotCommand(name, word(f"command.{name}", spoken)) for name in _COMMANDS]
            if list(await api.get_my_commands(scope, language or None)) != wanted:
                await api.set_my_commands(wanted, scope, language or None)
            short = title.get(spoken, "")[:120]
            if short and (await api.get_my_short_description(language or None)).short_description != short:
                # the one that is looked at comes last: what failed half-way is then done again
                await api.set_my_description(f"{short}\n{word('telegram.about', spoken)}"[:512], language or None)
                await api.set_my_short_description(short, language or None)

    # --- one update ----------------------------------------------------------------------------------------------

    async def _take(self, bot: _Bot, plain: dict[str, Any], raw: bytes) -> None:
        """One update to its committed turn; what cannot be read, or fails again and again, is put aside."""
        try:
            arrived = read(plain, bot.username)
        except BadUpdate as bad:
            await self._put_aside(bot, bad, raw or _spelled(plain))
            return
        if arrived is None:
            return
        try:
            await self._turn(bot, arrived)
        except Exception as error:
            if isinstance(error, self._outages) or not self._fails_for_good(bot, arrived.id):
                raise
            log.error("telegram-poison", bot=bot.setup.id, exc_info=error)
            poison = BadUpdate(type(error).__name__, arrived.chat, arrived.id)
            await self._put_aside(bot, poison, raw or _spelled(plain))

    async def _turn(self, bot: _Bot, arrived: Arrived) -> None:
        key = Key(CHANNEL, f"{bot.setup.id}/{arrived.chat}")
        # an old button or message begins nothing: the talk that it was of was erased
        old = isinstance(arrived.what, Pressed | Edited)
        opening = None if old else Opening(bot.setup.flow, arrived.language or "", uuid4(), continues=arrived.continues)
        incoming = Incoming(key, str(arrived.id), self._clock(), arrived.what)
        noticed = asyncio.get_running_loop().call_later(NOTICEABLE_SECONDS, self._notice, bot, arrived.chat)
        try:
            await self._hear(incoming, opening)
        except NoConversation:
            await self._tell_gone(bot, key, arrived)
        finally:
            noticed.cancel()

    def _notice(self, bot: _Bot, chat: int) -> None:
        """Show that an answer is on its way, beside whatever makes it."""
        typing = asyncio.create_task(bot.sender.typing(chat))
        self._typing.add(typing)
        typing.add_done_callback(self._typing.discard)

    async def _tell_gone(self, bot: _Bot, key: Key, arrived: Arrived) -> None:
        """Say that nothing was changed; there is no talk to say it in."""
        locale = pick(arrived.language or "", tuple(LOCALES))
        told, press = word("stale.gone", locale), getattr(arrived.what, "press", None)
        say = Acknowledge(uuid4(), key, press, told) if press else Say(uuid4(), key, told, locale, "")
        try:
            async with asyncio.timeout(_GONE_SECONDS):
                await bot.sender.carry(say, None)
        except (Retry, Refused, Unreachable, TimeoutError) as error:
            log.warning("telegram-gone", bot=bot.setup.id, error=type(error).__name__)

    def _fails_for_good(self, bot: _Bot, update: int) -> bool:
        bot.failures[update] = bot.failures.pop(update, 0) + 1
        while len(bot.failures) > 1000:
            bot.failures.popitem(last=False)
        return bot.failures[update] >= MOST_FAILURES

    async def _put_aside(self, bot: _Bot, bad: BadUpdate, raw: bytes) -> None:
        person = f"{bot.setup.id}/{bad.chat}" if bad.chat is not None else None
        incoming_id = str(bad.id) if bad.id is not None else str(uuid4())
        log.warning("telegram-malformed", bot=bot.setup.id, reason=bad.reason)
        await self._memory.dead_letter(f"{CHANNEL}:{bot.setup.id}", person, incoming_id, bad.reason, raw)


def _chat_of(plain: dict[str, Any]) -> object:
    """What orders updates: those of one chat one after the other, whatever else cannot be told apart together."""
    holder: dict[str, Any] = next((plain[k] for k in _WANTED if isinstance(plain.get(k), dict)), {})
    message = holder.get("message", holder)
    chat = message.get("chat") if isinstance(message, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) else None


def _spelled(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=True).encode()


def _told(error: TelegramError) -> dict[str, str]:
    """What to log of a refusal: in words where Telegram says what to mend, and those name no token and no person."""
    says = {"says": error.message[:200]} if isinstance(error, BadRequest) else {}
    return {"error": type(error).__name__, **says}


def _wait(error: TelegramError, failures: int) -> float:
    if isinstance(error, TooFast):
        return error.seconds
    return 10.0 if isinstance(error, Conflict) else _backed_off(failures)


def _backed_off(failures: int) -> float:
    return min(60.0, 2.0 ** min(failures, 6)) * SystemRandom().uniform(0.5, 1.0)


async def _body(request: web.Request) -> bytes:
    """The raw body, bounded in size and time; raises BadBody."""
    raw = bytearray()
    try:
        async with asyncio.timeout(10.0):
            async for chunk in request.content.iter_any():
                raw += chunk
                if len(raw) > MOST_BYTES:
                    raise strict_json.BadBody(f"the body is larger than {MOST_BYTES} bytes", 413)
    except TimeoutError:
        raise strict_json.BadBody("the body did not arrive in time", 408) from None
    return bytes(raw)
