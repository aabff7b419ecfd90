"""The fault proxy does what it says, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.fakes.proxy import FaultProxy, Wire

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Far:
    """Whoever is beyond the proxy: notes each request, and answers each with the same."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.began = self.ended = 0

    async def accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.began += 1
        try:
            while piece := await reader.read(1000):
                self.heard.append(piece)
                writer.write(ANSWER)
                await writer.drain()
        except ConnectionError:
            pass
        self.ended += 1
        writer.close()


@asynccontextmanager
async def through(wire: Wire, **speeds: float) -> AsyncIterator[tuple[Far, FaultProxy]]:
    far = Far()
    server = await asyncio.start_server(far.accepted, "127.0.0.1", 0)
    async with FaultProxy(("127.0.0.1", server.sockets[0].getsockname()[1]), **speeds) as proxy:
        proxy.wire = wire
        yield far, proxy
    server.close()
    async with asyncio.timeout(2):
        while far.ended < far.began:  # noqa: ASYNC110 (the far side tells nobody)
            await asyncio.sleep(0.01)


async def _asked(proxy: FaultProxy) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    await writer.drain()
    return reader, writer


async def test_all_passes_when_it_is_well_and_a_connection_is_used_again() -> None:
    async with through(Wire.WELL) as (far, proxy):
        reader, writer = await _asked(proxy)
        first = await reader.readexactly(len(ANSWER))
        writer.write(b"again")
        second = await reader.readexactly(len(ANSWER))
        writer.close()

    assert first == second == ANSWER
    assert far.heard == [b"GET / HTTP/1.1\r\n\r\n", b"again"]
    assert proxy.connections == 1


async def test_late_is_late_and_whole() -> None:
    loop = asyncio.get_running_loop()
    async with through(Wire.LATE, late=0.1) as (_, proxy):
        began = loop.time()
        reader, writer = await _asked(proxy)
        answer = await reader.readexactly(len(ANSWER))
        took = loop.time() - began
        writer.close()

    assert answer == ANSWER
    assert took >= 0.2  # there and back


@pytest.mark.parametrize(
    ("wire", "heard", "seen"),
    [
        (Wire.RESET_BEFORE, 0, b""),
        (Wire.RESET_AFTER, 1, b""),
        (Wire.RESET_WITHIN, 1, ANSWER[:-5]),
    ],
)
async def test_it_cuts_before_after_and_within(wire: Wire, heard: int, seen: bytes) -> None:
    async with through(wire) as (far, proxy):
        reader, writer = await _asked(proxy)
        got = b""
        end = None
        while end is None:
            try:
                got += await reader.readexactly(1)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                end = error
        writer.close()

    assert isinstance(end, ConnectionResetError), "it was ended, not cut"
    assert len(far.heard) == heard
    assert got == seen


async def test_a_hang_lasts_until_it_is_well() -> None:
    async with through(Wire.HANG) as (far, proxy):
        reader, writer = await _asked(proxy)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.2)
        writer.close()
        reader, writer = await _asked(proxy)
        proxy.well()
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.read(1), 2)
        writer.close()
        reader, writer = await _asked(proxy)
        assert await reader.readexactly(len(ANSWER)) == ANSWER
        writer.close()

    assert len(far.heard) == 1


async def test_a_trickle_is_a_byte_at_a_time() -> None:
    loop = asyncio.get_running_loop()
    async with through(Wire.TRICKLE, byte=0.02) as (_, proxy):
        reader, writer = await _asked(proxy)
        pieces, began = [], loop.time()
        while len(b"".join(pieces)) < 10:
            pieces.append(await reader.read(1000))
        took = loop.time() - began
        writer.close()

    assert b"".join(pieces) == ANSWER[:10]
    assert took >= 0.02 * 8


async def test_what_is_cut_is_let_go_on_the_far_side_too() -> None:
    async with through(Wire.RESET_AFTER) as (far, proxy):
        reader, writer = await _asked(proxy)
        with pytest.raises(ConnectionResetError):
            await reader.read(1)
        writer.close()
        async with asyncio.timeout(2):
            while not far.ended:  # noqa: ASYNC110 (the far side tells nobody)
                await asyncio.sleep(0.01)
