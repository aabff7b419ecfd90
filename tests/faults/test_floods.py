"""Whoever asks too much, too slowly or from too many places is told so, and everybody else is served meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.channels import stream, web
from bot import limits, server
from bot.limits import Rate, whose
from tests.bot.kit import Visitor
from tests.conftest import Server, started
from tests.faults.conftest import Figures
from tests.faults.ground import sized

#: How many slow connections of each kind, and for how long a head or body may take meanwhile.
SLOW = sized(60, 200)
PATIENCE = 0.6


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        yield session


@asynccontextmanager
async def limited(path: Path, **settings: Any) -> AsyncIterator[Server]:
    """A server behind one proxy of its own."""
    async with started(path, proxies=1, **settings) as running:
        yield running


def _from(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


async def _begin(session: aiohttp.ClientSession, url: str, forwarded: str) -> tuple[int, str | None]:
    body = {"flow": "livre-blanc", "locale": "fr"}
    async with session.post(f"{url}/api/v1/conversations", json=body, headers=_from(forwarded)) as answer:
        told = await answer.json()
        assert told.get("detail", "x")
        return answer.status, answer.headers.get("Retry-After")


async def test_one_address_begins_so_many_conversations_and_another_is_not_held_up(
    tmp_path: Path, session: aiohttp.ClientSession, figures: Figures
) -> None:
    async with limited(tmp_path, rate_new=30) as running:
        flood = [await _begin(session, running.url, "198.51.100.7") for _ in range(sized(40, 1000))]
        other = await _begin(session, running.url, "198.51.100.8")
        async with running.house.db.reading() as reader:
            kept = await reader.execute_query_dict("SELECT count(*) AS n FROM conversation")

    refused = [after for status, after in flood if status == 429]
    figures(asked=len(flood), taken=len(flood) - len(refused), refused=len(refused))
    assert [status for status, _ in flood[:30]] == [201] * 30
    assert len(refused) == len(flood) - 30
    assert all(after is not None and 1 <= int(after) <= 120 for after in refused)
    assert other == (201, None)
    assert kept[0]["n"] == 31


async def test_what_a_client_writes_before_the_proxys_entry_changes_nothing(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with limited(tmp_path, rate_new=5) as running:
        spoofed = [await _begin(session, running.url, f"203.0.113.{n}, 198.51.100.7") for n in range(8)]

    assert [status for status, _ in spoofed] == [201] * 5 + [429] * 3


async def test_one_conversation_takes_so_many_messages_and_its_owner_is_told_when_to_come_again(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path, rate_messages=10) as running:
        ann = await Visitor.begin(session, running.url, "livre-blanc", "fr")
        ben = await Visitor.begin(session, running.url, "livre-blanc", "fr")
        stranger = Visitor(session, running.url, ann.conversation, "not hers", {})
        strange = [(await stranger.post({"id": f"s{n}", "text": "1"}))[0] for n in range(12)]
        flood = [await ann.post({"id": f"f{n}", "text": "pourquoi"}) for n in range(14)]
        statuses = [status for status, _ in flood]
        other = (await ben.post({"id": "b", "text": "1"}))[0]
        _, kept = await ann.resume()

    assert strange == [404] * 10 + [429] * 2
    assert statuses == [200] * 10 + [429] * 4
    assert "try again later" in flood[-1][1]["detail"]
    assert other == 200
    assert len([m for m in kept["messages"] if m["from"] == "you"]) == 10


async def test_one_address_asks_so_often_and_platforms_pages_and_health_are_not_counted(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with limited(tmp_path, rate_requests=20) as running:

        async def ask(path: str, address: str) -> int:
            async with session.get(running.url + path, headers=_from(address)) as answer:
                return answer.status

        guesses = [await ask("/m/guessed-link", "198.51.100.7") for _ in range(25)]
        others = [await ask(path, "198.51.100.7") for path in ("/healthz", "/readyz", "/")]
        another = await ask("/m/guessed-link", "198.51.100.8")

    assert guesses == [404] * 20 + [429] * 5
    assert others == [200] * 3
    assert another == 404


async def test_one_address_reads_in_so_many_places_and_another_is_not_held_up(
    tmp_path: Path, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST_FROM", 4)
    async with limited(tmp_path) as running:
        visitors = [await Visitor.begin(session, running.url, "livre-blanc", "fr") for _ in range(5)]

        async def open_from(visitor: Visitor, address: str) -> aiohttp.ClientResponse:
            path = f"{running.url}/api/v1/conversations/{visitor.conversation}/events"
            return await session.get(path, headers=visitor.headers | _from(address))

        first = [await open_from(visitor, "198.51.100.7") for visitor in visitors[:4]]
        fifth = await open_from(visitors[4], "198.51.100.7")
        other = await open_from(visitors[4], "198.51.100.8")
        first[0].close()
        async with asyncio.timeout(10):
            while (again := await open_from(visitors[4], "198.51.100.7")).status == 429:  # noqa: ASYNC110
                await asyncio.sleep(0.05)  # until the server sees that one has gone
        answers = [*first, fifth, other, again]
        statuses = [each.status for each in answers]
        for each in answers:
            each.close()

    assert statuses == [200] * 4 + [429, 200, 200]
    assert fifth.headers["Retry-After"]


def test_a_rate_gives_all_at_once_then_one_at_a_time_and_remembers_no_more_than_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_REMEMBERED", 3)
    now = [0.0]
    rate = Rate(60, 60.0, lambda: now[0])

    assert [rate.take("a") for _ in range(60)] == [0.0] * 60
    assert 0 < rate.take("a") <= 1.0
    now[0] = 1.0
    assert (rate.take("a"), rate.take("a") > 0) == (0.0, True)
    assert [rate.take(each) for each in "bcd"] == [0.0] * 3
    assert len(rate._used_until) == 3
    assert all(Rate(0, 60.0).take("a") == 0.0 for _ in range(1000))


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "counted"),
    [
        ("198.51.100.7", "", 0, "198.51.100.7"),
        ("198.51.100.7", "203.0.113.1", 0, "198.51.100.7"),
        ("127.0.0.1", "203.0.113.1", 0, None),
        ("::1", "", 0, None),
        ("127.0.0.1", "203.0.113.1", 1, "203.0.113.1"),
        ("10.0.0.2", "1.1.1.1, 203.0.113.1", 1, "203.0.113.1"),
        ("10.0.0.2", "1.1.1.1, 203.0.113.1, 10.0.0.9", 2, "203.0.113.1"),
        ("10.0.0.2", "203.0.113.1", 2, "203.0.113.1"),
        ("10.0.0.2", "nonsense", 1, "10.0.0.2"),
        ("10.0.0.2", "", 1, "10.0.0.2"),
        ("10.0.0.2", "203.0.113.1:4711", 1, "203.0.113.1"),
        ("10.0.0.2", "[2001:db8::1]:4711", 1, "2001:db8::/64"),
        ("2001:db8::1", "", 0, "2001:db8::/64"),
        ("2001:db8::ffff:1", "", 0, "2001:db8::/64"),
        ("::ffff:198.51.100.7", "", 0, "198.51.100.7"),
        (None, "", 0, None),
    ],
)
def test_whose_request_it_is(remote: str | None, forwarded: str, proxies: int, counted: str | None) -> None:
    assert whose(remote, forwarded, proxies) == counted


async def test_heads_and_bodies_that_trickle_in_are_let_go_and_others_are_served_meanwhile(
    tmp_path: Path, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    monkeypatch.setattr(server, "HEAD_SECONDS", PATIENCE)
    monkeypatch.setattr(server, "LINGER_SECONDS", PATIENCE)
    monkeypatch.setattr(web, "BODY_SECONDS", PATIENCE)
    head = b"POST /api/v1/conversations HTTP/1.1\r\nHost: x\r\nX-Slow: "
    body = b"POST /api/v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n"
    body += b"Content-Type: application/json\r\n\r\n"
    second = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nX-Slow: "
    async with started(tmp_path) as running:
        port = int(running.url.rpartition(":")[2])

        line = asyncio.Semaphore(40)  # more at one moment than the listening socket has places for would wait there

        async def trickle(begin: bytes) -> bytes:
            async with line:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.sleep(0.01)
            told = bytearray()

            async def listen() -> None:
                with suppress(ConnectionError):
                    while some := await reader.read(4096):
                        told.extend(some)

            writer.write(begin)
            listening = asyncio.create_task(listen())
            async with asyncio.timeout(20):
                while not listening.done():
                    writer.write(b"a" if begin else b"")
                    await asyncio.sleep(sized(0.1, 0.3))
            writer.close()
            return bytes(told)

        slow = [
            asyncio.create_task(trickle(each)) for each in (head, body, second, b"POST /", b"") for _ in range(SLOW)
        ]
        await asyncio.sleep(PATIENCE / 2)
        visitor = await Visitor.begin(session, running.url, "livre-blanc", "fr")
        await visitor.say("1")
        answers = await asyncio.gather(*slow)

    heads, bodies, seconds, lines, silence = (answers[n * SLOW : (n + 1) * SLOW] for n in range(5))
    figures(slow_connections=len(slow), still_open=sum(not task.done() for task in slow))
    assert set(heads) == set(lines) == set(silence) == {b""}
    assert all(each.startswith(b"HTTP/1.1 408 ") for each in bodies)
    assert all(each.startswith(b"HTTP/1.1 200 ") and each.count(b"HTTP/1.1") == 1 for each in seconds)
