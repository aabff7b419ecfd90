"""The hand-off on the web, live: what is committed comes over the stream, is resumed by number, and ends in time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import aiohttp
import pytest
from aiohttp import web

from adapters.channels import stream
from adapters.channels.contract import Elsewhere
from adapters.channels.web import token_hash
from bot.live import Watcher, Watchers
from flows.model import Incoming, Key, Opened, Released, Said, TakenOver, What, Wrote
from storage import continuations, reports
from tests import ports
from tests.bot.kit import BANT, Visitor
from tests.conftest import Server, started


def key_of(visitor: Visitor) -> Key:
    return Key("web", visitor.conversation)


async def team(server: Server, visitor: Visitor, what: What, id_: str = "") -> None:
    """What a person of the team does in the talk."""
    incoming = Incoming(key_of(visitor), id_ or f"/team/{what}", server.house.clock(), what)
    await server.house.turns.hear(incoming)


class Reader:
    """A stream being read, as the widget's script reads it."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self._events = self._read()

    async def _read(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        id_ = ""
        async for raw in self.answer.content:
            line = raw.decode().rstrip("\n")
            if line.startswith("id: "):
                id_ = line[4:]
            elif line.startswith("data: "):
                yield id_, json.loads(line[6:])

    async def next(self) -> tuple[str, dict[str, Any]]:
        async with asyncio.timeout(10):
            return await anext(self._events)


def stream_of(session: aiohttp.ClientSession, visitor: Visitor, after: int, **headers: str) -> Any:
    path = f"{visitor.url}/api/v1/conversations/{visitor.conversation}/events?after={after}"
    return session.get(path, headers=visitor.headers | headers)


async def begun(session: aiohttp.ClientSession, server: Server, locale: str = "en") -> Visitor:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", locale)
    await visitor.say("1")
    return visitor


def last_of(visitor: Visitor) -> int:
    return int(visitor.messages[-1]["seq"])


@pytest.mark.parametrize(("locale", "here"), [("en", "talking with Ana"), ("fr", "parlez maintenant avec Ana")])
async def test_what_a_person_writes_comes_as_it_is_written_with_their_name(
    server: Server, session: aiohttp.ClientSession, locale: str, here: str
) -> None:
    visitor = await begun(session, server, locale)
    async with stream_of(session, visitor, last_of(visitor)) as answer:
        reader = Reader(answer)
        _, now = await reader.next()
        await team(server, visitor, TakenOver("Ana"))
        _, over = await reader.next()
        await team(server, visitor, Wrote("Ana", "Bonjour <b>!"))
        id_, wrote = await reader.next()
        await team(server, visitor, Released())
        _, back = await reader.next()

    assert answer.content_type == "text/event-stream"
    assert (now["state"], now["messages"]) == ("open", [])
    assert over["state"] == "handed_over"
    assert here in over["messages"][0]["text"]
    [line] = wrote["messages"]
    assert (line["from"], line["name"], line["text"]) == ("person", "Ana", "Bonjour <b>!")
    assert id_ == str(line["seq"])
    assert back["state"] == "open"
    assert back["messages"][-1]["question"]["id"] == "engaged"


async def test_a_reader_that_comes_back_gets_what_it_missed_once(
    server: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await begun(session, server)
    async with stream_of(session, visitor, last_of(visitor)) as answer:
        reader = Reader(answer)
        await reader.next()
        await team(server, visitor, TakenOver("Ana"))
        seen, _ = await reader.next()
    await team(server, visitor, Wrote("Ana", "one"), "a")
    await team(server, visitor, Wrote("Ana", "two"), "b")

    async with stream_of(session, visitor, 0, **{"Last-Event-ID": seen}) as answer:
        _, missed = await Reader(answer).next()

    assert [m["text"] for m in missed["messages"]] == ["one", "two"]


async def test_what_another_process_commits_is_found_while_nobody_tells_of_it(
    server: Server, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.05)
    await server.house.bus.stop()
    server.house.bus.stands = False
    visitor = await begun(session, server)
    server.house.turns.after = lambda _: None  # as if the turns below were another process's
    async with stream_of(session, visitor, last_of(visitor)) as answer:
        reader = Reader(answer)
        await reader.next()
        await team(server, visitor, TakenOver("Ana"))

        assert (await reader.next())[1]["state"] == "handed_over"


async def test_while_others_turns_are_told_of_nobody_looks_in_vain_and_then_everybody_does(
    server: Server, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.02)
    bus = server.house.bus
    visitor = await begun(session, server)
    bus.stands = True
    async with stream_of(session, visitor, last_of(visitor)) as answer:
        reader = Reader(answer)
        await reader.next()
        server.house.turns.after = lambda _: None  # another process's turn, of which nothing comes
        await team(server, visitor, TakenOver("Ana"))
        asked = asyncio.create_task(reader.next())
        waited, _ = await asyncio.wait([asked], timeout=0.5)
        bus.stands = False
        bus.look()
        _, over = await asked

    assert not waited
    assert over["state"] == "handed_over"


async def test_a_turn_committed_between_the_first_look_and_the_wait_comes_at_once(
    monkeypatch: pytest.MonkeyPatch, session: aiohttp.ClientSession
) -> None:
    monkeypatch.setattr(stream, "TOLD_SECONDS", 3600.0)
    watchers, kept = Watchers(lambda key: key.person), [1]

    async def recall(_: Key, after: int) -> Any:
        found = [seq for seq in kept if seq > after]
        if kept == [1]:  # the next is committed as soon as the first was looked at
            kept.append(2)
            watchers.heard("ann")
        return SimpleNamespace(messages=[SimpleNamespace(seq=seq) for seq in found], state="open")

    streams = stream.Streams(recall, watchers.watch, lambda: True, lambda _, heard: {"seqs": len(heard.messages)})

    async def serve(request: web.Request) -> web.StreamResponse:
        return await streams.serve(request, Key("web", "ann"), 0, {})

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", ports.free())
    await site.start()
    try:
        async with session.get(site.name) as answer:
            reader = Reader(answer)
            ids = [(await reader.next())[0] for _ in range(2)]
    finally:
        await runner.cleanup()

    assert ids == ["1", "2"]


def test_the_more_streams_are_open_the_less_often_each_looks() -> None:
    streams = stream.Streams(cast("Any", None), cast("Any", None), lambda: False, cast("Any", None))

    def waits(count: int) -> float:
        streams._open.clear()
        streams._open.update(Key("web", str(n)) for n in range(count))
        return streams._until_next_look()

    assert waits(1) == waits(stream.MOST_LOOKS) == stream.LOOK_SECONDS
    assert waits(1000) == 5.0
    assert waits(stream.MOST) == stream.QUIET_SECONDS


async def test_a_quiet_stream_says_that_it_is_alive_and_ends_in_time(
    server: Server, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (
        ("LOOK_SECONDS", 0.02),
        ("TOLD_SECONDS", 0.02),
        ("QUIET_SECONDS", 0.1),
        ("LIFE_SECONDS", 0.5),
    ):
        monkeypatch.setattr(stream, name, seconds)
    visitor = await begun(session, server)

    async with asyncio.timeout(10), stream_of(session, visitor, last_of(visitor)) as answer:
        text = (await answer.read()).decode()

    assert text.count("data: ") == 1
    assert text.count("\n:\n") >= 2


async def test_so_many_streams_and_no_more(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await begun(session, server)
    streams = [await stream_of(session, visitor, 0) for _ in range(stream.MOST_EACH)]
    for each in streams:
        await each.content.readline()

    async with stream_of(session, visitor, 0) as refused:
        status, words = refused.status, await refused.json()
    for each in streams:
        each.close()

    assert status == 429
    assert refused.headers["Retry-After"]
    assert "too many places" in words["detail"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("?after=0", {"Authorization": "Bearer nonsense"}, 404),
        ("?after=0", {"Authorization": ""}, 401),
        ("?after=-1", None, 400),
        ("?after=x", None, 400),
        ("?after=0&more=1", None, 400),
        ("?after=0", {"Last-Event-ID": "1e9"}, 400),
        ("?after=0", {"Origin": "https://evil.example"}, 403),
    ],
)
async def test_a_stream_is_refused_as_any_other_request(
    server: Server, session: aiohttp.ClientSession, path: str, headers: dict[str, str] | None, status: int
) -> None:
    visitor = await begun(session, server)
    url = f"{server.url}/api/v1/conversations/{visitor.conversation}/events{path}"

    async with session.get(url, headers=visitor.headers | (headers or {})) as answer:
        body = await answer.json()

    assert answer.status == status
    assert body["status"] == status


async def test_an_open_stream_does_not_hold_up_the_servers_end(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path) as server:
        visitor = await begun(session, server)
        answer = await stream_of(session, visitor, 0)
        await answer.content.readline()
        began = asyncio.get_running_loop().time()
    took = asyncio.get_running_loop().time() - began
    answer.close()

    assert took < 3


async def test_an_erased_conversation_ends_its_stream(
    server: Server, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "TOLD_SECONDS", 0.05)
    visitor = await begun(session, server)
    async with asyncio.timeout(10), stream_of(session, visitor, last_of(visitor)) as answer:
        await visitor.say("delete my data", "yes")
        await server.house.dispatcher.idle()
        await answer.read()


async def woken(watcher: Watcher) -> bool:
    """Whether it need not wait."""
    waiting = asyncio.create_task(watcher.wait(60))
    await asyncio.sleep(0)
    done = waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    return done


async def test_all_who_watch_are_woken_and_nobody_watched_leaves_no_trace() -> None:
    watchers = Watchers(str)
    key = Key("web", "a")

    with watchers.watch(key) as one, watchers.watch(key) as two:
        watchers.heard(str(key))
        assert await woken(one)
        assert await woken(two)
        assert not await woken(one)  # once for each turn
        with watchers.watch(Key("web", "b")) as other:
            watchers.heard(str(key))
            assert not await woken(other)
            watchers.wake_all()
            assert await woken(other)
    watchers.heard(str(key))

    assert watchers._watching == {}


async def test_who_waits_is_woken_by_a_turn_or_by_the_end_of_the_time() -> None:
    watchers = Watchers(str)
    key = Key("web", "a")

    with watchers.watch(key) as watcher:
        waiting = asyncio.create_task(watcher.wait(60))
        await asyncio.sleep(0)
        watchers.heard(str(key))
        watchers.heard(str(key))  # two at once are one look
        async with asyncio.timeout(5):
            await waiting
            await watcher.wait(0.01)
        assert not await woken(watcher)


# --- going on elsewhere ------------------------------------------------------------------------------------------


async def test_a_talk_can_go_on_elsewhere_once_by_a_token_that_is_not_kept(
    server: Server, session: aiohttp.ClientSession
) -> None:
    server.house.turns.elsewhere = lambda _: (Elsewhere("telegram", "https://t.me/aimant_bot?start=c-"),)
    visitor = await begun(session, server)
    url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"

    async with session.post(url, json={"channel": "telegram"}, headers=visitor.headers) as answer:
        offered = await answer.json()

    token = offered["url"].removeprefix("https://t.me/aimant_bot?start=c-")
    assert answer.status == 201
    assert len(f"c-{token}") <= 64
    assert visitor.last["elsewhere"] == ["telegram"]
    assert token.encode() not in b"".join(p.read_bytes() for p in server.house.settings.data_dir.glob("aimant.db*"))
    from adapters.channels.contract import Opening

    here = Key("telegram", "1/2")
    opening = Opening("quiz-b2c", "fr", _new(), continues=token_hash(token))
    heard = await server.house.turns.hear(Incoming(here, "u1", server.house.clock(), Opened()), opening)
    again = await server.house.turns.hear(Incoming(here, "u1", server.house.clock(), Opened()), opening)
    other = await server.house.turns.hear(
        Incoming(Key("telegram", "1/3"), "u2", server.house.clock(), Opened()),
        Opening("quiz-b2c", "fr", _new(), continues=token_hash(token)),
    )
    assert heard == again
    assert heard.messages[-1].prompt is not None
    assert heard.messages[-1].prompt.id == "engaged"  # the same question of the same flow
    assert heard.locale == "en"
    assert other.messages[-1].prompt is not None
    assert other.messages[-1].prompt.id != "engaged"  # a token is good once: this is a new talk


async def test_a_talk_can_go_on_where_another_flow_was_talked_over_before(
    server: Server, session: aiohttp.ClientSession
) -> None:
    """Its answers are of questions that the flow which goes on there does not know."""
    from adapters.channels.contract import Opening

    turns, clock, here = server.house.turns, server.house.clock, Key("telegram", "1/2")
    await turns.hear(Incoming(here, "u0", clock(), Opened()), Opening("bant-b2b", "en", _new()))
    for n, text in enumerate(BANT):
        await turns.hear(Incoming(here, f"said-{n}", clock(), Said(text)))
    visitor = await begun(session, server)
    await continuations.offer(server.house.db, "hash", UUID(visitor.conversation), clock())

    heard = await turns.hear(
        Incoming(here, "u1", clock(), Opened()), Opening("bant-b2b", "en", _new(), continues="hash")
    )
    on = await turns.hear(Incoming(here, "on", clock(), Said("1")))

    assert heard.messages[-1].prompt is not None
    assert heard.messages[-1].prompt.id == "engaged"
    assert on.messages[-1].prompt is not None
    assert on.messages[-1].prompt.id != "engaged"
    assert [lead["email"] for lead in await reports.leads(server.house.db)] == [BANT[8]]


def _new() -> Any:
    from uuid import uuid4

    return uuid4()


async def test_a_channel_that_is_not_there_cannot_be_gone_on_in(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await begun(session, server)
    url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"

    async with session.post(url, json={"channel": "telegram"}, headers=visitor.headers) as none:
        assert none.status == 404
    async with session.post(url, json={"channel": 5}, headers=visitor.headers) as bad:
        assert bad.status == 400
    async with session.post(url, json={"channel": "telegram"}) as nobody:
        assert nobody.status == 401
    assert "elsewhere" not in visitor.last
