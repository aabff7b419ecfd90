"""Addresses that others tell lead to public places only, however they are spelled; those that are set lead anywhere."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver

from adapters import outgoing
from adapters.outgoing import GuardedConnector, is_public
from tests import ports

ROOT = Path(__file__).resolve().parents[2]


class Listener:
    """Whoever must not be reached: counts who came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reached = 0


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.reached += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(accepted, "127.0.0.1", 0)
    found = Listener(server.sockets[0].getsockname()[1])
    other = None
    with suppress(OSError):  # the same port there is free but for bad luck, and not every machine has the address
        other = await asyncio.start_server(accepted, "::1", found.port)
    yield found
    server.close()
    if other is not None:
        other.close()


class Names(AbstractResolver):
    """Names that lead where the test says, one answer after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        del family
        told = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in told
        ]

    async def close(self) -> None:
        """Nothing is held open."""


PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "0",
    "0.0.0.0",  # noqa: S104 (it is to be refused)
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "017700000001",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fc00::1]",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "192.0.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "[ff02::1]",
    "240.0.0.1",
    "255.255.255.255",
]


@pytest.mark.parametrize("host", PRIVATE)
async def test_no_spelling_of_a_private_address_is_connected_to(host: str, listener: Listener) -> None:
    async with outgoing.session([]) as session:
        with pytest.raises((aiohttp.ClientConnectorError, aiohttp.InvalidURL)) as refused:
            await session.get(f"http://{host}:{listener.port}/", timeout=aiohttp.ClientTimeout(total=5))

    assert listener.reached == 0
    assert re.search("no setting names it|not a canonical IPv4|Name or service", str(refused.value))


@pytest.mark.parametrize(
    "answers",
    [
        [["127.0.0.1"]],
        [["::1"]],
        [["10.0.0.1", "127.0.0.1", "::ffff:127.0.0.1"]],
    ],
)
async def test_a_name_that_leads_to_private_addresses_is_not_followed(
    answers: list[list[str]], listener: Listener
) -> None:
    async with aiohttp.ClientSession(connector=GuardedConnector([], Names(*answers))) as session:
        with pytest.raises(aiohttp.ClientConnectorError, match="no setting names it"):
            await session.get(f"http://innocent.example:{listener.port}/")

    assert listener.reached == 0


async def test_a_name_that_was_public_when_it_was_looked_at_and_is_private_when_it_is_used(listener: Listener) -> None:
    """There is no moment between: what is looked at is what the socket connects to."""
    names = Names(["93.184.215.14"], ["127.0.0.1"])
    connector = GuardedConnector([], names)
    async with aiohttp.ClientSession(connector=connector) as session:
        assert is_public((await names.resolve("rebound.example"))[0]["host"])
        with pytest.raises(aiohttp.ClientConnectorError, match="no setting names it"):
            await session.get(f"http://rebound.example:{listener.port}/")

    assert listener.reached == 0


async def test_what_a_setting_names_is_reached_and_nothing_beside_it(listener: Listener) -> None:
    other = ports.free()
    async with outgoing.session([f"http://127.0.0.1:{listener.port}/api/", None]) as session:
        async with session.get(f"http://127.0.0.1:{listener.port}/elsewhere") as answer:
            assert await answer.text() == "ok"
        for url in (
            f"http://localhost:{listener.port}/",
            f"http://127.0.0.1:{other}/",
            f"http://[::1]:{listener.port}/",
        ):
            with pytest.raises(aiohttp.ClientConnectorError, match="no setting names it"):
                await session.get(url)

    assert listener.reached == 1


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "2002:101:101::"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_no_other_client_is_made_anywhere() -> None:
    made = re.compile(r"ClientSession\(|\bTCPConnector\(|import requests|urllib\.request|httpx")
    found = {
        str(path.relative_to(ROOT))
        for floor in ("bot", "adapters", "storage", "flows")
        for path in (ROOT / floor).rglob("*.py")
        if made.search(path.read_text())
    }

    assert found == {"adapters/outgoing.py"}
