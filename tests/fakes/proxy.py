"""A TCP proxy that does to a connection what networks do: delays, cuts, silence, and a byte now and then.

It knows nothing of what passes, so that anything over TCP may go through it: a Bot API, Slack, SMTP, PostgreSQL.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from enum import Enum
from types import TracebackType
from typing import Self


class Wire(Enum):
    """What befalls connections from when it is set."""

    WELL = "all passes"
    LATE = "each piece passes, late"
    RESET_BEFORE = "cut at the first byte of a request, of which nothing passes"
    RESET_AFTER = "the request passes, and is cut at the first byte of the answer, of which nothing passes"
    RESET_WITHIN = "the head of the answer passes, and then it is cut"
    HANG = "nothing passes, and nothing ends"
    TRICKLE = "the request passes, and the answer byte by byte"


class FaultProxy:
    """Listens on loopback at `port` and passes on to `target`; `wire` may be set at any time.

    `late` are the seconds by which LATE delays, `byte` those that TRICKLE takes for each byte.
    """

    def __init__(self, target: tuple[str, int], *, late: float = 0.2, byte: float = 1.0) -> None:
        self.target = target
        self.wire = Wire.WELL
        self.late, self.byte = late, byte
        self.port = 0
        self.connections = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def cut(self) -> None:
        """Cut all that is open, as when a cable is pulled."""
        for writer in list(self._writers):
            _reset(writer)

    def well(self) -> None:
        """From now on all passes; what hung or trickled is cut."""
        self.wire = Wire.WELL
        self.cut()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.add(writer)
        self.connections += 1
        try:
            with suppress(OSError):
                there, back = await asyncio.open_connection(*self.target)
                self._writers.add(back)
                try:
                    await self._between(reader, writer, there, back)
                finally:
                    self._writers.discard(back)
                    back.close()
        except asyncio.CancelledError:
            pass  # the proxy ends
        finally:
            self._writers.discard(writer)
            self._tasks.discard(task)
            writer.close()

    async def _between(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        there: asyncio.StreamReader,
        back: asyncio.StreamWriter,
    ) -> None:
        ways = [asyncio.create_task(self._go(reader, back, writer)), asyncio.create_task(self._come(there, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _go(self, reader: asyncio.StreamReader, back: asyncio.StreamWriter, client: asyncio.StreamWriter) -> None:
        """What the client sends."""
        while piece := await reader.read(65_536):
            if self.wire is Wire.RESET_BEFORE:
                _reset(client)
                return
            if self.wire is Wire.HANG:
                await asyncio.Event().wait()
            if self.wire is Wire.LATE:
                await asyncio.sleep(self.late)
            back.write(piece)
            await back.drain()

    async def _come(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What is answered."""
        while piece := await there.read(65_536):
            match self.wire:
                case Wire.RESET_AFTER:
                    _reset(writer)
                    return
                case Wire.RESET_WITHIN:
                    writer.write(piece.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
                    await writer.drain()
                    await asyncio.sleep(0.05)  # so that the head is read before the cut
                    _reset(writer)
                    return
                case Wire.HANG:
                    await asyncio.Event().wait()
                case Wire.LATE:
                    await asyncio.sleep(self.late)
                    writer.write(piece)
                case Wire.TRICKLE:
                    for byte in piece:
                        writer.write(bytes([byte]))
                        await writer.drain()
                        await asyncio.sleep(self.byte)
                case _:
                    writer.write(piece)
            await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST, not with FIN: the other side sees its connection broken, not ended."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
