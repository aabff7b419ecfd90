"""Clients that hang up in the middle of a turn, and requests that are cancelled: each is kept whole or not at all."""

from __future__ import annotations

import asyncio
import json
import os
import random  # noqa: TID251 (the moments at which they hang up)
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from flows.model import Incoming, Key, Said
from storage import tables
from tests.bot.kit import Visitor
from tests.conftest import started
from tests.faults.conftest import Figures
from tests.faults.ground import sized

HANG_UPS = sized(60, 3000)
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
