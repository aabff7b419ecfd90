"""Clients that hang up in the middle of a turn, and requests that are cancelled: each is kept whole or not at all."""

from __future__ import annotations

import asyncio
import json
import os
import random  # noqa: TID251 (the moments at which they hang up)
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from flows.model import Incoming, Key, Said
from storage import tables
from tests.bot.kit import Visitor
from tests.conftest import started
from tests.faults.conftest import Figures
from tests.faults.ground import sized

HANG_UPS = sized(60, 3000)
#: How many turns come at one moment; the pool has ten connections.
AT_ONCE = sized(100, 500)
#: Said again and again: it is always answered and never ends the talk.
WORDS = "pourquoi"


def _open_files() -> int:
    return len(list(Path(f"/proc/{os.getpid()}/fd").iterdir()))


@pytest.mark.timeout(sized(60, 900))
async def test_whoever_hangs_up_in_the_middle_finds_the_turn_kept_once_when_they_repeat_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], figures: Figures
) -> None:
    moments = random.Random(5)  # noqa: S311 (it keeps no secret)
    async with started(tmp_path, rate_messages=0) as server, aiohttp.ClientSession() as session:
        port = int(server.url.rpartition(":")[2])
        visitors = [await Visitor.begin(session, server.url, "livre-blanc", "fr") for _ in range(6)]
        before = _open_files()
        kept_already = 0

        async def gone(visitor: Visitor, number: int) -> None:
            nonlocal kept_already
            body = json.dumps({"id": f"g{number}", "text": WORDS}).encode()
            head = (
                f"POST /api/v1/conversations/{visitor.conversation}/messages HTTP/1.1\r\nHost: x\r\n"
                f"Authorization: Bearer {visitor.token}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            cut = moments.choice([len(body), len(body), len(body) // 2])
            writer.write(head.encode() + body[:cut])
            await writer.drain()
            await asyncio.sleep(moments.uniform(0, 0.02))
            writer.transport.abort()
            async with server.house.db.reading() as reader:
                turn = tables.Turn.filter(conversation_id=visitor.conversation, incoming_id=f"g{number}")
                kept_already += await turn.using_db(reader).count()
            status, _ = await visitor.post({"id": f"g{number}", "text": WORDS})
            assert status == 200

        async def talk(visitor: Visitor) -> None:
            for number in range(HANG_UPS // len(visitors)):
                await gone(visitor, number)

        await asyncio.gather(*(talk(visitor) for visitor in visitors))
        transcripts = [(await visitor.resume())[1]["messages"] for visitor in visitors]
        async with asyncio.timeout(10):
            while _open_files() > before + 16:  # noqa: ASYNC110 (both ends of each visitor’s own connection stay)
                await asyncio.sleep(0.05)

    said = [len([m for m in each if m["from"] == "you"]) for each in transcripts]
    figures(hung_up=HANG_UPS, kept_all_the_same=kept_already, missing=HANG_UPS - sum(said))
    assert said == [HANG_UPS // len(visitors)] * len(visitors)
    assert all([m["seq"] for m in each] == list(range(1, len(each) + 1)) for each in transcripts)
    assert 0 < kept_already < HANG_UPS
    assert '"failed"' not in "".join(capsys.readouterr())


@pytest.mark.timeout(sized(60, 900))
async def test_turns_cancelled_at_any_moment_are_whole_or_not_there(tmp_path: Path, figures: Figures) -> None:
    moments = random.Random(9)  # noqa: S311 (it keeps no secret)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    cancelled = 0
    async with started(tmp_path) as server, aiohttp.ClientSession() as session:
        visitors = [await Visitor.begin(session, server.url, "livre-blanc", "fr") for _ in range(6)]

        async def talk(visitor: Visitor) -> None:
            nonlocal cancelled
            key = Key("web", visitor.conversation)
            for number in range(HANG_UPS // len(visitors)):
                incoming = Incoming(key, f"c{number}", at, Said(WORDS))
                turn = asyncio.create_task(server.house.turns.hear(incoming))
                await asyncio.sleep(moments.uniform(0, 0.01))
                turn.cancel()
                await asyncio.wait([turn])
                cancelled += turn.cancelled()
                heard = await asyncio.wait_for(server.house.turns.hear(incoming), 10)
                assert heard.messages

        await asyncio.gather(*(talk(visitor) for visitor in visitors))
        transcripts = [(await visitor.resume())[1]["messages"] for visitor in visitors]

    said = [len([m for m in each if m["from"] == "you"]) for each in transcripts]
    figures(cancelled=cancelled, missing=HANG_UPS - sum(said))
    assert said == [HANG_UPS // len(visitors)] * len(visitors)
    assert all([m["seq"] for m in each] == list(range(1, len(each) + 1)) for each in transcripts)
    assert cancelled > 0


@pytest.mark.timeout(sized(90, 300))
async def test_fifty_times_as_many_turns_at_once_as_there_are_connections(
    tmp_path: Path, postgres: Any, figures: Figures
) -> None:
    loop = asyncio.get_running_loop()
    refused = 0
    connector = aiohttp.TCPConnector(limit=0)
    async with (
        started(tmp_path, database_url=SecretStr(str(postgres.get_uri()))) as server,
        aiohttp.ClientSession(connector=connector) as session,
    ):
        visitors = [await Visitor.begin(session, server.url, "livre-blanc", "fr") for _ in range(AT_ONCE)]

        async def say(visitor: Visitor) -> None:
            nonlocal refused
            while (status := (await visitor.post({"id": "once", "text": WORDS}))[0]) != 200:
                assert status == 503
                refused += 1
                await asyncio.sleep(0.1)

        began = loop.time()
        await asyncio.gather(*(say(visitor) for visitor in visitors))
        took = loop.time() - began
        kept = [(await visitor.resume())[1]["messages"] for visitor in visitors]

    said = sum(len([m for m in each if m["from"] == "you"]) for each in kept)
    figures(at_once=AT_ONCE, refused=refused, missing=AT_ONCE - said, all_kept_s=round(took, 1))
    assert said == AT_ONCE
