"""Several server processes on one port of one machine: they share one socket, and whoever dies is replaced."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryDirectory

import structlog

from bot.settings import environment

log = structlog.get_logger()

#: Seconds until a server that died is replaced: after the first death, and at most.
AGAIN_SECONDS, MOST_AGAIN_SECONDS = 0.5, 30.0
#: A server that lived for so many seconds is replaced as after a first death.
SETTLED_SECONDS = 60.0
#: Seconds that a server may take to stop; longer than it needs for what is under way.
STOP_SECONDS = 25.0
#: What a server writes to its supervisor once it listens.
READY = b"!"


class Supervisor:
    """Keeps `count` servers up on a socket; `run` ends once all have ended, after `stop` or a failed start."""

    def __init__(self, sock: socket.socket, count: int) -> None:
        self._sock = sock
        self._count = count
        self._stopping = asyncio.Event()
        self._ready = False
        self._code = 0

    def stop(self) -> None:
        """Let all servers end what they do, and end; whoever comes now is refused at once."""
        self._stopping.set()
        self._sock.close()

    async def run(self, ready: Callable[[], None]) -> int:
        """Start the servers, tell when the first listens, and keep them up; returns the exit code.

        A server that cannot even start ends it all, by its own code; it has said why.
        """
        with TemporaryDirectory(prefix="aimant-metrics-") as metrics:
            given = environment(PROMETHEUS_MULTIPROC_DIR=metrics)
            await asyncio.gather(*(self._keep_up(number, given, ready) for number in range(1, self._count + 1)))
        return self._code

    async def _keep_up(self, number: int, given: dict[str, str], ready: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        wait = AGAIN_SECONDS
        while not self._stopping.is_set():
            began = loop.time()
            code = await self._one_life(number, given, ready)
            if self._stopping.is_set():
                return
            if not self._ready:
                self._code = code if code > 0 else 1
                self._stopping.set()
                return
            if loop.time() - began > SETTLED_SECONDS:
                wait = AGAIN_SECONDS
            log.error("server-died", server=number, code=code, again_in=wait)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), wait)
            wait = min(MOST_AGAIN_SECONDS, wait * 2)

    async def _one_life(self, number: int, given: dict[str, str], ready: Callable[[], None]) -> int:
        """Run a server until it ends; returns its exit code."""
        ours, its = socket.socketpair()
        ours.setblocking(False)
        with ours:
            try:
                with its:
                    process = await self._started(its, given)
            except OSError as error:
                log.error("server-not-started", server=number, error=type(error).__name__)
                return 1
            log.info("server-started", server=number, pid=process.pid)
            ended = asyncio.create_task(process.wait())
            stopping = asyncio.create_task(self._stopping.wait())
            listens = asyncio.create_task(self._listens(number, ours, ready))
            try:
                await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not ended.done():
                    _signal(process, signal.SIGTERM)
                    await asyncio.wait({ended}, timeout=STOP_SECONDS)
            finally:
                stopping.cancel()
                listens.cancel()
                if not ended.done():
                    _signal(process, signal.SIGKILL)
            return await ended

    async def _started(self, its: socket.socket, given: dict[str, str]) -> asyncio.subprocess.Process:
        listens = self._sock.fileno()
        program = "from bot.start import main; main()"
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", program, "run", "--inherited", str(listens)),
            stdin=its.fileno(),
            pass_fds=[listens],
            env=given,
        )

    async def _listens(self, number: int, ours: socket.socket, ready: Callable[[], None]) -> None:
        """Wait until the server says that it listens."""
        if await asyncio.get_running_loop().sock_recv(ours, 1) != READY:
            return
        log.info("server-listens", server=number)
        if not self._ready:
            self._ready = True
            ready()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(number)


class Supervised:
    """A server's end of it: says that it listens, and hears of its supervisor's death."""

    def __init__(self) -> None:
        self._line = socket.socket(fileno=sys.stdin.fileno())
        self._line.setblocking(False)

    async def listens(self) -> None:
        """Tell that it listens."""
        await asyncio.get_running_loop().sock_sendall(self._line, READY)

    async def orphaned(self) -> None:
        """Returns when the supervisor is no more."""
        with suppress(OSError):
            while await asyncio.get_running_loop().sock_recv(self._line, 64):
                pass
