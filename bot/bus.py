"""What one process tells the others: that a conversation had a turn. It carries opaque marks, never a word or a name.

A bus that is away costs nobody a turn: whoever watches looks again by themselves meanwhile, and it is opened anew.
"""

from __future__ import annotations

import asyncio
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import sha256
from typing import Protocol
from uuid import uuid4

import structlog

from flows.model import Key

log = structlog.get_logger()

#: Seconds of silence after which it is asked whether the line still stands.
BEAT_SECONDS = 10.0
#: Seconds within which what is said has to be heard here too; else the line does not stand.
ECHO_SECONDS = 5.0
#: Seconds until the line is tried again, after the first failure and at most.
AGAIN_SECONDS, MOST_AGAIN_SECONDS = 0.5, 10.0
#: Seconds between looks at what others have committed.
LOOK_SECONDS = 1.0
#: The most marks said at once: PostgreSQL takes less than 8000 bytes.
_AT_ONCE = 300
#: Said in a mark's place: everybody is to look.
_ALL = "*"


class Line(Protocol):
    """An open line; whatever is said on it is heard by all who have it open, the speaker too."""

    async def say(self, text: str) -> None:
        """Say something; raises when the line is cut."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


#: Opens a line by a name; `heard` is called with what is said there, `lost` when it is cut. Raises when it cannot.
OpenLine = Callable[[str, Callable[[str], None], Callable[[], None]], Awaitable[Line]]


#: A number that is another one after another process has committed something.
Commits = Callable[[], Awaitable[int]]


class Bus:
    """This process's end of the bus; without a line (`open_line` None) it only tells this process.

    Where nobody can be told (SQLite), what others have committed is found by looking at `commits`.
    `heard` is called with the mark of each conversation that had a turn, here or elsewhere; `look` when turns may have
    gone unheard. Marks and the line's name are made with `secret`, which the processes of an installation share.
    """

    def __init__(self, secret: str, open_line: OpenLine | None = None, commits: Commits | None = None) -> None:
        self._secret = secret.encode()
        self._open_line = open_line
        self._commits = commits
        self._name = f"aimant_{hmac.new(self._secret, b'', sha256).hexdigest()[:16]}"
        self._me = uuid4().hex
        self._said = 0
        self._echoed = asyncio.Event()
        self._more = asyncio.Event()
        self._untold = {_ALL}
        self._task: asyncio.Task[None] | None = None
        self.heard: Callable[[str], None] = lambda _: None
        self.look: Callable[[], None] = lambda: None
        self.stands = False
        """Whether the others' turns are heard now."""

    def mark(self, key: Key) -> str:
        """What a conversation is called on the bus: the same in all processes, and nobody else can tell whose it is."""
        digest = hmac.new(self._secret, f"{key.channel}/{key.person}".encode("utf-8", "surrogatepass"), sha256).digest()
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")

    def turned(self, key: Key) -> None:
        """A turn of the conversation was committed here; this never waits and never fails."""
        mark = self.mark(key)
        self.heard(mark)
        if _ALL not in self._untold:
            self._untold.add(mark)
            self._more.set()

    def start(self) -> None:
        """Open the line, if there is one, and keep it open; nobody waits for it."""
        if self._open_line is not None:
            self._task = asyncio.create_task(self._keep_open(self._open_line), name="bus")
        elif self._commits is not None:
            self._task = asyncio.create_task(self._look_out(self._commits), name="bus")

    async def stop(self) -> None:
        """Hang up."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look_out(self, commits: Commits) -> None:
        """Have everybody look when another process has committed something, whatever it was."""
        seen: int | None = None
        while True:
            try:
                now = await commits()
            except Exception as error:  # noqa: BLE001 — whatever it was, it is looked at again
                if self.stands:
                    log.warning("bus-lost", error=type(error).__name__)
                now = None
            self.stands = now is not None
            if now != seen:
                self.look()
            seen = now
            await asyncio.sleep(LOOK_SECONDS)

    async def _keep_open(self, open_line: OpenLine) -> None:
        wait = AGAIN_SECONDS
        while True:
            try:
                async with asyncio.timeout(ECHO_SECONDS):
                    line = await open_line(self._name, self._hear, self._more.set)
                try:
                    await self._speak(line)
                finally:
                    with suppress(Exception):
                        await line.close()
            except Exception as error:  # noqa: BLE001 — whatever it was, the line is opened again
                wait = AGAIN_SECONDS if self.stands else min(MOST_AGAIN_SECONDS, wait * 2)
                log.warning("bus-lost", error=type(error).__name__, again_in=wait)
            finally:
                self._untold = {_ALL}  # whoever heard none of it looks once the line stands again
                if self.stands:
                    self.stands = False
                    self.look()
            await asyncio.sleep(wait)

    async def _speak(self, line: Line) -> None:
        """Say what is untold, until the line is cut: each time what has gathered while the last was on its way."""
        while True:
            some = [*self._untold][:_AT_ONCE]
            self._untold.difference_update(some)
            self._more.clear()
            self._echoed.clear()
            self._said += 1
            async with asyncio.timeout(ECHO_SECONDS):
                await line.say(" ".join([self._me, str(self._said), *some]))
                await self._echoed.wait()
            if not self.stands:
                self.stands = True
                log.info("bus-stands")
                self.look()
            if not self._untold:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), BEAT_SECONDS)

    def _hear(self, text: str) -> None:
        sender, _, rest = text.partition(" ")
        number, *marks = rest.split(" ")
        if sender == self._me:
            if number == str(self._said):
                self._echoed.set()
            return
        for mark in marks:
            if mark == _ALL:
                self.look()
            else:
                self.heard(mark)


def by_nats(url: str) -> OpenLine:
    """Lines over a NATS server."""

    async def open_line(name: str, heard: Callable[[str], None], lost: Callable[[], None]) -> Line:
        from nats.aio.client import Client
        from nats.aio.msg import Msg

        async def take(message: Msg) -> None:
            heard(message.data.decode("ascii", "replace"))

        async def cut() -> None:
            lost()

        async def fault(_: Exception) -> None:
            lost()

        client = Client()
        await client.connect(
            [url],
            name="aimant",
            allow_reconnect=False,  # the bus does, and asks whether it stands
            connect_timeout=int(ECHO_SECONDS),
            disconnected_cb=cut,
            closed_cb=cut,
            error_cb=fault,
        )
        await client.subscribe(name, cb=take)
        await client.flush()

        class Nats:
            async def say(self, text: str) -> None:
                await client.publish(name, text.encode())

            async def close(self) -> None:
                await client.close()

        return Nats()

    return open_line
