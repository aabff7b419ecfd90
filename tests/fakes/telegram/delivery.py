"""Updates reach a bot in order, by polling or by webhook: there one queue a chat, and one for a person's presses.

The schedule is that of Telegram's own server: again at once, then after 2, 4, 8 ... s, capped at 60 to 120 s, or when
Retry-After says; never past an update's life.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.telegram.limits import Json, Refused

SECRET = "X-Telegram-Bot-Api-Secret-Token"
DAY, PRESS = 86_400.0, 150.0
_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}  # sent only to bots that name them
_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", *_UNASKED, "channel_post", "inline_query"}
_KINDS |= {"edited_channel_post", "chosen_inline_result", "poll", "poll_answer", "chat_join_request"}


@dataclass(slots=True)
class World:
    """What all bots share: the clock, which runs `speed` times as fast, the news, and what was done wrong."""

    speed: float
    breaches: list[str] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    session: aiohttp.ClientSession | None = None
    closing: bool = False

    def now(self) -> float:
        """Seconds, as Telegram counts them."""
        return time.monotonic() * self.speed

    async def sleep(self, seconds: float) -> None:
        """Let that many of Telegram's seconds pass."""
        await asyncio.sleep(seconds / self.speed)

    async def changed(self) -> None:
        """Wake whoever waits for something."""
        async with self.news:
            self.news.notify_all()

    async def until(self, seen: Callable[[], bool], seconds: float) -> bool:
        """Whether it came about within real `seconds`."""
        try:
            async with asyncio.timeout(seconds), self.news:
                await self.news.wait_for(seen)
        except TimeoutError:
            return seen()
        return True


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot wants its updates."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class _Waiting:
    update: dict[str, Json]
    queue: str
    expires: float
    fails: int = 0
    delay: float = 1.0


class Updates:
    """The updates of one bot; `history` keeps all there ever were, `dropped` the ids of those that were given up."""

    def __init__(self, world: World) -> None:
        self.history: dict[int, dict[str, Json]] = {}
        self.dropped: list[int] = []
        self.waiting: dict[int, _Waiting] = {}
        self.webhook: Webhook | None = None
        self._world = world
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)
        self._allowed: list[str] = []
        self._error: dict[str, Json] = {}
        self._carriers: dict[str, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(1)
        self._poller: object = None
        self._next_conflict = self._next_webhook = 0.0

    async def add(self, kind: str, payload: Json, queue: str, life: float = DAY) -> int | None:
        """Send it on its way; None when the bot did not ask for updates of this kind."""
        if kind not in self._allowed if self._allowed else kind in _UNASKED:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        update = self.history[update_id] = {"update_id": update_id, kind: payload}
        self.waiting[update_id] = _Waiting(update, queue, self._world.now() + life)
        self._start()
        await self._world.changed()
        return update_id

    def allow(self, kinds: Json) -> None:
        """From now on only these; an empty list means the usual ones, None what was said before."""
        if kinds is not None:
            if not isinstance(kinds, list) or not set(kinds) <= _KINDS:
                self._world.breaches.append(f"allowed_updates {kinds!r}")
                raise Refused("can't parse allowed_updates")
            self._allowed = list(kinds)

    async def set_webhook(self, hook: Webhook | None, *, drop: bool) -> None:
        """Change where updates go; what waits goes to the new place, unless it is dropped."""
        if hook is not None:
            _check(hook, self._world)
            if self._world.now() < self._next_webhook:
                raise Refused("Too Many Requests: retry after 1", 429, 1)
            self._next_webhook = self._world.now() + 1
        await self.stop()
        self.webhook, self._error = hook, {}
        self._slots = asyncio.Semaphore(hook.max_connections if hook else 1)
        if drop:
            self.waiting.clear()
        self._start()
        await self._world.changed()

    async def stop(self) -> None:
        """Carry nothing more."""
        carriers = list(self._carriers.values())
        for carrier in carriers:
            carrier.cancel()
        await asyncio.gather(*carriers, return_exceptions=True)
        self._carriers.clear()

    def info(self) -> dict[str, Json]:
        """The WebhookInfo."""
        hook = self.webhook
        about = {"url": hook.url if hook else "", "has_custom_certificate": False}
        about |= {"pending_update_count": len(self.waiting), **self._error}
        if hook:
            about |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        return about | ({"allowed_updates": self._allowed} if self._allowed else {})

    async def poll(self, offset: int, limit: int, seconds: int) -> list[dict[str, Json]]:
        """A getUpdates: confirms what is below `offset`, then waits up to `seconds`; another poller ends the first."""
        if self.webhook:
            await self._conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        me = self._poller = object()
        confirmed = list(self.waiting)[:offset] if offset < 0 else [u for u in self.waiting if u < offset]
        for update_id in confirmed:
            del self.waiting[update_id]
        await self._world.changed()

        def over() -> bool:
            self._expire()
            return bool(self._poller is not me or self.webhook or self.waiting or self._world.closing)

        await self._world.until(over, min(seconds, 50))
        if self.webhook:
            await self._conflict("terminated by setWebhook request")
        if self._poller is not me:
            await self._conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        self._poller = None
        return [waiting.update for waiting in list(self.waiting.values())[:limit]]

    async def _conflict(self, words: str) -> None:
        now = self._world.now()
        if now < self._next_conflict:
            await self._world.sleep(3)
        else:
            self._next_conflict = now + 3
        raise Refused(words, 409)

    def _expire(self) -> None:
        for update_id in [u for u, w in self.waiting.items() if w.expires < self._world.now()]:
            self._drop(update_id)

    def _drop(self, update_id: int) -> None:
        del self.waiting[update_id]
        self.dropped.append(update_id)

    def _start(self) -> None:
        for queue in {waiting.queue for waiting in self.waiting.values()} - self._carriers.keys():
            if self.webhook:
                self._carriers[queue] = asyncio.create_task(self._carry(queue, self.webhook))

    async def _carry(self, queue: str, hook: Webhook) -> None:
        """Bring one queue's updates in order: the next leaves when the one before it was taken or dropped."""
        while (head := next((w for w in self.waiting.values() if w.queue == queue), None)) is not None:
            update_id = head.update["update_id"]
            async with self._slots:
                status, words, retry_after = await self.post(hook, json.dumps(head.update).encode())
            if 200 <= status <= 299:
                del self.waiting[update_id]
            else:
                self._error = {"last_error_date": int(time.time()), "last_error_message": words}
                await self._put_off(head, retry_after)
            await self._world.changed()
        del self._carriers[queue]

    async def _put_off(self, head: _Waiting, retry_after: float) -> None:
        wait = retry_after
        if not retry_after and head.fails:
            head.delay = wait = min(60.0 + secrets.randbelow(61), head.delay * 2)
        head.fails += 1
        if self._world.now() + wait > head.expires:
            self._drop(head.update["update_id"])
        else:
            await self._world.sleep(wait)

    async def post(self, hook: Webhook, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str, float]:
        """Post to the webhook as Telegram does: the status (0: none came), the words, and the seconds to wait."""
        assert self._world.session is not None
        if headers is None:
            headers = {"Content-Type": "application/json"} | ({SECRET: hook.secret} if hook.secret else {})
        # Divided too, but never so far that a slow machine looks like one that hangs.
        patience = aiohttp.ClientTimeout(total=max(60 / self._world.speed, 5))
        request = self._world.session.post(
            hook.url, data=body, headers=headers, allow_redirects=False, timeout=patience
        )
        try:
            async with request as answer:
                told = (await answer.content.read(65_536)).decode(errors="replace")
        except TimeoutError:
            return 0, "Read timeout expired", 0
        except (aiohttp.ClientError, OSError) as e:
            return 0, "Connection refused" if isinstance(e, aiohttp.ClientConnectorError) else "Connection closed", 0
        if answer.status == 410:
            self._world.breaches.append("the webhook answered 410, for which Telegram removes it in the end")
        if 200 <= answer.status <= 299:
            if told:
                self._world.breaches.append(f"the webhook answered {answer.status} with a body: {told[:50]!r}")
            return answer.status, told, 0
        seconds = re.fullmatch(r"\d{1,9}", answer.headers.get("Retry-After", ""))
        words = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        return answer.status, words, min(int(seconds[0]), 3600) if seconds else 0


def _check(hook: Webhook, world: World) -> None:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", hook.url):
        raise Refused("invalid webhook URL specified")
    if len(hook.secret) > 256:
        raise Refused("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", hook.secret):
        raise Refused("secret token contains unallowed characters")
    if not 1 <= hook.max_connections <= 100:
        world.breaches.append(f"max_connections {hook.max_connections}")
        raise Refused("max_connections must be from 1 to 100")
