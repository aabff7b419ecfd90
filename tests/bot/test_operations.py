"""What operators rely on: health, readiness, metrics, a graceful stop, a second start, and an edited flow."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot import logs
from bot.app import now
from bot.checking import CATALOG
from storage import conversations
from tests.bot.kit import LIVRE_BLANC, Visitor
from tests.conftest import Server, started


async def test_health_readiness_and_metrics(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await visitor.say("SECRET-WORDS")

    health = await (await session.get(f"{server.url}/healthz")).json()
    ready = await session.get(f"{server.url}/readyz")
    metrics = await (await session.get(f"{server.url}/metrics")).text()

    assert health == {"status": "alive"}
    assert ready.status == 200
    assert 'aimant_turns_total{channel="web",did="unclear"}' in metrics
    assert 'aimant_conversations{state="open"} 1.0' in metrics
    assert "SECRET-WORDS" not in metrics
    assert visitor.conversation not in metrics


async def test_readiness_says_when_effects_have_waited_too_long(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    from tests.bot.test_web import Later

    clock = Later(now())
    async with started(tmp_path, clock=clock) as server:
        await server.house.dispatcher.stop()
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say("parler à quelqu'un")
        clock.now += timedelta(hours=1)
        ready = await session.get(f"{server.url}/readyz")
        problems = (await ready.json())["problems"]

    assert ready.status == 503
    assert "3600" in problems[0]


async def test_a_second_start_keeps_every_row_and_every_talk(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC[:3])
        _, before = await visitor.resume()

    async with started(tmp_path) as server:
        visitor.url = server.url
        _, after = await visitor.resume()
        end = await visitor.say(*LIVRE_BLANC[3:])

    assert after == before
    assert end["state"] == "done"


async def test_a_talk_ends_on_the_edition_that_it_began_with(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    own = tmp_path / "own"
    (own / "magnets").mkdir(parents=True)
    for pdf in (CATALOG / "magnets").glob("livre-blanc.*"):
        (own / "magnets" / pdf.name).write_bytes(pdf.read_bytes())
    text = (CATALOG / "livre-blanc.yaml").read_text()
    (own / "livre-blanc.yaml").write_text(text)
    async with started(tmp_path / "data", flows_dir=own) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say("1")

    (own / "livre-blanc.yaml").write_text(text.replace("Et où en êtes-vous ?", "Question nouvelle ?"))
    async with started(tmp_path / "data", flows_dir=own) as server:
        visitor.url = server.url
        await visitor.say("répéter")
        old = visitor.texts()
        fresh = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await fresh.say("1")
        end = await visitor.say("2", "oui", "passer", "marie@exemple.be", "non")
        async with session.get(server.url + "/m/" + visitor.magnet()["url"].split("/m/")[1]) as answer:
            status = answer.status

    assert "Et où en êtes-vous ?" in old
    assert "Question nouvelle ?" in fresh.texts()
    assert end["state"] == "done"
    assert status == 200


async def test_the_database_out_of_reach_is_a_503_and_no_turn_is_lost(
    server: Server, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import Unavailable

    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    real = conversations.record

    async def locked(*_: object, **__: object) -> None:
        raise Unavailable("locked")

    monkeypatch.setattr(conversations, "record", locked)
    path = f"{server.url}/api/v1/conversations/{visitor.conversation}/messages"
    async with session.post(path, json={"id": "1", "text": "vélo"}, headers=visitor.headers) as refused:
        pass
    monkeypatch.setattr(conversations, "record", real)
    status, body = await visitor.post({"id": "1", "text": "vélo"})

    assert refused.status == 503
    assert refused.headers["Retry-After"] == "2"
    assert status == 200
    assert body["messages"][0]["text"] == "vélo"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_is_graceful(tmp_path: Path, free_port: int, session: aiohttp.ClientSession, how: int) -> None:
    environment = {**os.environ, "AIMANT_DATA_DIR": str(tmp_path), "AIMANT_PORT": str(free_port)}  # noqa: TID251
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("aimant")),
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    while b"Ctrl+C" not in await process.stdout.readline():
        pass
    url = f"http://127.0.0.1:{free_port}"
    visitor = await Visitor.begin(session, url, "livre-blanc", "fr")
    async with session.get(f"{url}/healthz"):  # a connection that stays open
        process.send_signal(how)
        _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 0
    assert visitor.conversation not in errors.decode()
    lines = [json.loads(line) for line in errors.decode().splitlines()]
    assert lines[0]["event"] == "turn"
    assert len(lines[0]["turn"]) == 16
    assert lines[0]["channel"] == "web"


async def test_a_port_that_is_taken_is_told_in_words(tmp_path: Path, server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    environment = {**os.environ, "AIMANT_DATA_DIR": str(tmp_path / "b"), "AIMANT_PORT": port, "AIMANT_LANG": "fr"}  # noqa: TID251
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("aimant")), "run", env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 3
    assert "n’est pas libre" in errors.decode()
    assert "Traceback" not in errors.decode()


@pytest.mark.parametrize("taker", ["a full disk", "a closed file"])
async def test_logs_that_nothing_takes_cost_nobody_a_turn(tmp_path: Path, taker: str) -> None:
    async with started(tmp_path) as server, aiohttp.ClientSession() as session:
        stream = Path("/dev/full").open("w") if taker == "a full disk" else (tmp_path / "log").open("w")  # noqa: ASYNC230, SIM115
        logs.configure("debug", stream)
        with suppress(OSError):
            stream.close() if taker == "a closed file" else stream.flush()
        async with session.post(f"{server.url}/api/v1/conversations", json={"flow": "livre-blanc"}) as answer:
            assert answer.status == 201
        structlog.get_logger().error("untaken")
        with suppress(OSError):
            stream.close()


#: What other channels, mail, pages, other databases and migrating are made of.
ELSEWHERE = {"aiosmtplib", "asyncpg", "cryptography", "jinja2", "nats", "slack_bolt", "slack_sdk", "telegram"}
LOADED = """
import sys
import bot.cli, bot.app
print(*sys.modules)
"""


def test_what_the_web_alone_does_not_need_is_not_loaded() -> None:
    done = subprocess.run(  # noqa: S603 — this very Python
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()

    assert "aiohttp" in loaded
    assert "tortoise.migrations" not in loaded
    assert not {name.partition(".")[0] for name in loaded} & ELSEWHERE
