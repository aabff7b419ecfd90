"""Many processes: several servers on one port, servers with folders of their own behind one PostgreSQL, workers."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import aiohttp
import asyncpg
import pytest

from bot.app import now
from storage import codec, outbox, tables
from storage.database import Database
from tests.bot.kit import BANT, LIVRE_BLANC, Visitor
from tests.bot.test_live import Reader, last_of, stream_of
from tests.fakes.nats import NatsServer
from tests.fakes.slack import FakeSlack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram
from tests.faults.processes import Running, listens, running, until
from tests.ports import free
from tests.postgres import running as a_postgres

pytestmark = pytest.mark.timeout(180)

SECRET = "0123456789abcdef" * 4


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real PostgreSQL server."""
    with a_postgres() as there:
        yield there


@pytest.fixture
async def address(server: str) -> str:
    """A database of one's own on it."""
    name = f"test{uuid4().hex}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return server.replace("/postgres?", f"/{name}?")


def at(visitor: Visitor, run: Running) -> Visitor:
    """The same visitor, who now reaches another server."""
    return replace(visitor, url=run.url)


# --- several servers on one port -----------------------------------------------------------------------------------


@asynccontextmanager
async def several(folder: Path, count: int, *, session: aiohttp.ClientSession, **settings: str) -> AsyncIterator[Any]:
    port = free()
    async with running(folder, "run", "--workers", str(count), port=port, **settings) as run:
        await listens(session, run)
        await until(lambda: "Ctrl+C" in run.said)
        yield run


async def _alone() -> aiohttp.ClientSession:
    """A session whose every request is a connection of its own, so that any server may have it."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))


async def test_a_server_of_several_dies_and_the_talk_goes_on_and_another_takes_its_place(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with several(tmp_path, 2, session=session) as run, await _alone() as alone:
        first = run.servers()
        visitor = await Visitor.begin(alone, run.url, "bant-b2b", "en")
        for n, text in enumerate(BANT):
            if n == 5:
                os.kill(first[1], signal.SIGKILL)
            with suppress(aiohttp.ClientError):  # a request that was on its way there
                await visitor.say(text)
        await until(lambda: run.servers()[1] != first[1])
        second = run.servers()
        os.kill(second[2], signal.SIGTERM)  # one after the other, as for a new version
        await until(lambda: run.servers()[2] != second[2])
        _, kept = await visitor.resume()
        said = run.said
        code = await run.kill(signal.SIGTERM)
        with pytest.raises(ProcessLookupError):
            os.kill(run.servers()[1], 0)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", run.port))

    assert [m["text"] for m in kept["messages"] if m["from"] == "you"] == list(BANT)
    assert kept["state"] == "done"
    assert said.count("Aimant is ready") == said.count("/c/bant-b2b") == 1
    assert "Serving processes: 2." in said
    assert code == 0
    assert [each["code"] for each in run.logged if each["event"] == "server-died"] == [-signal.SIGKILL, 0]


async def test_servers_share_the_connections_and_count_together(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with several(tmp_path, 2, session=session) as run, await _alone() as alone:
        await until(lambda: [each["event"] for each in run.logged].count("server-listens") == 2)
        many, shares = [], []
        for _ in range(10):  # whoever is quick may have all of a rush, but seldom
            before = {pid: _sockets(pid) for pid in run.servers().values()}
            for pid in before:
                os.kill(pid, signal.SIGSTOP)
            rush = [await asyncio.open_connection("127.0.0.1", run.port) for _ in range(20)]
            for _, writer in rush:
                writer.write(b"GET /c/bant-b2b HTTP/1.1\r\nHost: x\r\n\r\n")
            for pid in before:
                os.kill(pid, signal.SIGCONT)
            for reader, _ in rush:
                await reader.readuntil(b"</html>")
            many += rush
            shares.append([_sockets(pid) - before[pid] for pid in before])
        for _, writer in many:
            writer.close()
        visitor = await Visitor.begin(alone, run.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC)
        counted = set()
        for _ in range(8):
            async with alone.get(f"{run.url}/metrics") as answer:
                text = await answer.text()
            counted.add(sum(float(n) for n in re.findall(r"^aimant_turns_total{[^}]*} (\S+)", text, re.MULTILINE)))

    assert [sum(each) for each in shares] == [20] * 10
    assert sum(min(each) > 0 for each in shares) >= 4, shares
    assert counted == {1.0 + len(LIVRE_BLANC)}


def _sockets(pid: int) -> int:
    """How many sockets a process has open."""
    found = 0
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found += str(each.readlink()).startswith("socket:")
    return found


async def test_servers_whose_supervisor_was_killed_end_too(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with several(tmp_path, 2, session=session) as run:
        servers = run.servers()
        await run.kill(signal.SIGKILL)

        def gone() -> bool:
            for pid in servers.values():
                with suppress(ProcessLookupError):
                    os.kill(pid, 0)
                    return False
            return True

        await until(gone, 20)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", run.port))


async def test_what_keeps_every_server_from_starting_is_told_once(tmp_path: Path) -> None:
    port = free()
    with socket.create_server(("127.0.0.1", port)):
        async with running(tmp_path / "a", "run", "--workers", "3", port=port) as taken:
            assert await taken.process.wait() == 3
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "data").write_text("")
    async with running(tmp_path / "b", "run", "--workers", "3", port=port) as folder:
        assert await folder.process.wait() == 3

    assert (tmp_path / "a" / "err").read_text().count("is not free") == 1
    assert (tmp_path / "b" / "err").read_text().count("the data folder cannot be used") == 1
    assert taken.said == folder.said == ""


async def test_servers_that_cannot_start_end_their_supervisor(tmp_path: Path) -> None:
    port = free()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import sys\nif '--inherited' in sys.orig_argv: sys.exit(7)\n"  # as if something were amiss with each server
    )
    path = os.pathsep.join([str(broken), *filter(None, [os.environ.get("PYTHONPATH")])])  # noqa: TID251 — its own
    async with running(tmp_path / "a", "run", "--workers", "2", port=port, PYTHONPATH=path) as run:
        assert await asyncio.wait_for(run.process.wait(), 30) != 0

    assert run.said == ""


# --- servers with folders of their own behind one PostgreSQL -------------------------------------------------------


class Pair:
    """Two servers, each with a data folder of its own, and the database that they share."""

    def __init__(self, runs: list[Running], db: Database) -> None:
        self.a, self.b = runs
        self.runs = runs
        self.db = db


@asynccontextmanager
async def pair(
    folder: Path, session: aiohttp.ClientSession, address: str | None, **settings: str
) -> AsyncIterator[Pair]:
    address = address or f"sqlite://{folder / 'shared.db'}"
    ports = [free(), free()]
    settings = {"AIMANT_DATABASE_URL": address, "AIMANT_SECRET": SECRET, "AIMANT_LOG_LEVEL": "info"} | settings
    async with AsyncExitStack() as stack:
        runs = [
            await stack.enter_async_context(running(folder / name, "run", port=port, **settings))
            for name, port in zip("ab", ports, strict=True)
        ]
        await listens(session, *runs)
        db = await Database.open(address)
        stack.push_async_callback(db.close)
        yield Pair(runs, db)


async def _bus_stands(*runs: Running) -> None:
    await until(lambda: all(any(each["event"] == "bus-stands" for each in run.logged) for run in runs))


async def test_a_talk_that_alternates_between_two_servers_comes_to_its_end(
    tmp_path: Path, session: aiohttp.ClientSession, address: str
) -> None:
    async with pair(tmp_path, session, address) as two:
        visitor = await Visitor.begin(session, two.a.url, "livre-blanc", "fr")
        for n, text in enumerate(LIVRE_BLANC):
            visitor = at(visitor, two.runs[(n + 1) % 2])
            await visitor.say(text)
        link = visitor.magnet()["url"]
        path = link[link.index("/m/") :]
        for run in two.runs:  # what one signed the other opens
            async with session.get(f"{run.url}{path}") as answer:
                assert answer.status == 200
                assert (await answer.read()).startswith(b"%PDF")
        _, kept = await at(visitor, two.a).resume()

    assert visitor.last["state"] == "done"
    assert [m["text"] for m in kept["messages"] if m["from"] == "you"] == list(LIVRE_BLANC)
    assert not list((tmp_path / "a" / "data").glob("secret*"))


@pytest.fixture(params=["postgres", "nats", "sqlite"])
def over(request: pytest.FixtureRequest) -> tuple[str, str | None]:
    """By what servers hear of each other, and the database that they share, None for a file."""
    return request.param, None if request.param == "sqlite" else request.getfixturevalue("address")


async def test_a_turn_at_one_server_reaches_who_watches_at_the_other(
    tmp_path: Path, session: aiohttp.ClientSession, over: tuple[str, str | None]
) -> None:
    by, address = over
    async with AsyncExitStack() as stack:
        nats = await stack.enter_async_context(NatsServer()) if by == "nats" else None
        bus = {"AIMANT_BUS_URL": nats.url} if nats else {}
        two = await stack.enter_async_context(pair(tmp_path, session, address, **bus))
        if by != "sqlite":
            await _bus_stands(*two.runs)
        visitor = await Visitor.begin(session, two.a.url, "bant-b2b", "en")
        await visitor.say(BANT[0])
        reader = Reader(await stack.enter_async_context(stream_of(session, at(visitor, two.b), last_of(visitor))))
        await reader.next()

        async def took(text: str) -> float:
            asked = asyncio.create_task(reader.next())
            began = asyncio.get_running_loop().time()
            await visitor.say(text)
            _, told = await asked
            assert text in [m["text"] for m in told["messages"]]
            return asyncio.get_running_loop().time() - began

        waits = [await took(text) for text in BANT[1:6]]
        if nats is not None:
            await nats.kill()
            away = [await took(text) for text in BANT[6:9]]
            await nats.start()
            for run in two.runs:
                await until(lambda run=run: sum(e["event"] == "bus-stands" for e in run.logged) == 2)
            again = [await took(text) for text in BANT[9:]]
            assert max(away) < 3
            assert max(again) < 2

    # by looking alone it would be five seconds, or one on SQLite
    assert max(waits) < (3 if by == "sqlite" else 2)


async def test_a_person_takes_over_at_one_server_whom_the_visitor_hears_at_the_other_till_it_dies(
    tmp_path: Path, session: aiohttp.ClientSession, address: str
) -> None:
    async with FakeSlack("xoxb-1", ["C1"], speed=20.0, deadline=3.0) as slack:
        w = slack.workspaces["T1"]
        desk = {
            "AIMANT_SLACK_BOT_TOKEN": "xoxb-1",
            "AIMANT_SLACK_CHANNEL": "C1",
            "AIMANT_SLACK_SIGNING_SECRET": w.signing_secret,
            "AIMANT_SLACK_BASE_URL": slack.base_url,
        }
        async with pair(tmp_path, session, address, **desk) as two, AsyncExitStack() as stack:
            await _bus_stands(*two.runs)

            def deliver_to(run: Running) -> None:
                calls = f"{run.url}/slack"
                w.deliver_to(events=f"{calls}/events", interactivity=f"{calls}/interactivity")

            deliver_to(two.a)
            ana = w.member("U1", "Ana")
            visitor = await Visitor.begin(session, two.b.url, "bant-b2b", "en")
            await visitor.say("invoices", "talk to a person")
            reader = Reader(await stack.enter_async_context(stream_of(session, visitor, last_of(visitor))))
            await reader.next()
            [card] = await slack.until(lambda: [m for m in slack.channel("C1").messages if m.buttons], 30)
            await ana.press("C1", card.ts, "Prendre la main")
            _, over = await reader.next()
            await ana.says("C1", "Hello from the other side", thread_ts=card.ts)
            _, wrote = await reader.next()
            await visitor.say("How much is it?")
            await slack.until(
                lambda: [m for m in slack.channel("C1").threads.get(card.ts, []) if "How much" in m.words], 30
            )
            await reader.next()  # their own words

            await two.a.kill()
            deliver_to(two.b)
            await ana.says("C1", "Still here", thread_ts=card.ts)
            _, still = await reader.next()
            await ana.press("C1", card.ts, "Rendre à l’assistant")
            _, back = await reader.next()
            await visitor.say(*BANT[1:])

    assert over["state"] == "handed_over"
    assert [(m["name"], m["text"]) for m in wrote["messages"]] == [("Ana", "Hello from the other side")]
    assert [m["text"] for m in still["messages"]] == ["Still here"]
    assert back["state"] == "open"
    assert visitor.last["state"] == "done"


async def test_a_server_is_killed_in_the_middle_of_a_talk_and_it_goes_on_at_the_other(
    tmp_path: Path, session: aiohttp.ClientSession, address: str
) -> None:
    async with FakeSmtp() as smtp:
        mail = {
            "AIMANT_SMTP_HOST": "127.0.0.1",
            "AIMANT_SMTP_PORT": str(smtp.port),
            "AIMANT_SMTP_SECURITY": "none",
            "AIMANT_MAIL_FROM": "hello@aimant.example",
            "AIMANT_ALERT_TO": "sales@aimant.example",
        }
        async with pair(tmp_path, session, address, **mail) as two:
            visitor = await Visitor.begin(session, two.a.url, "bant-b2b", "en")
            await visitor.say(*BANT[:6])
            body = {"id": "lost", "text": BANT[6]}
            lost = asyncio.create_task(visitor.post(body))
            await asyncio.sleep(0.002)
            await two.a.kill()
            await asyncio.gather(lost, return_exceptions=True)
            there = at(visitor, two.b)
            status, _ = await there.post(body)  # the same again: whether it was kept or not
            await there.say(*BANT[7:])
            _, kept = await there.resume()
            await until(lambda: len({m.message["Message-ID"] for m in smtp.stored}) == 3, 60)

    assert status == 200
    assert [m["text"] for m in kept["messages"] if m["from"] == "you"] == list(BANT)
    assert kept["state"] == "done"


# --- what one process does for all -----------------------------------------------------------------------------------


async def test_a_worker_carries_what_a_server_cannot_and_serves_nothing(
    tmp_path: Path, session: aiohttp.ClientSession, address: str
) -> None:
    async with FakeSmtp() as smtp, pair(tmp_path, session, address) as two:
        mail = {
            "AIMANT_DATABASE_URL": address,
            "AIMANT_SECRET": SECRET,
            "AIMANT_BASE_URL": two.a.url,
            "AIMANT_SMTP_HOST": "127.0.0.1",
            "AIMANT_SMTP_PORT": str(smtp.port),
            "AIMANT_SMTP_SECURITY": "none",
            "AIMANT_MAIL_FROM": "hello@aimant.example",
        }
        visitor = await Visitor.begin(session, two.a.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC)
        assert smtp.stored == []
        async with running(tmp_path / "w", "worker", port=two.a.port, **mail) as worker:  # a port that is taken
            await until(lambda: smtp.stored)
            code = await worker.kill(signal.SIGTERM)

    assert code == 0
    assert worker.said == "Aimant carries what is due. Ctrl+C to stop.\n"
    assert smtp.stored[0].recipients == ("marie@exemple.be",)


async def test_the_poller_the_sockets_and_the_clock_move_within_thirty_seconds_when_their_holder_is_killed(
    tmp_path: Path, address: str
) -> None:
    async with (
        FakeTelegram({"123456:TOKEN-A": "aimant_bot"}) as tg,
        FakeSlack(speed=20.0, deadline=3.0) as slack,
        AsyncExitStack() as stack,
    ):
        w = slack.workspace("T1", bot_token="xoxb-1", channels={"C1": "hot-leads"}, app_token="xapp-1")
        settings = {
            "AIMANT_DATABASE_URL": address,
            "AIMANT_SECRET": SECRET,
            "AIMANT_TELEGRAM_BOTS": "bant-b2b=123456:TOKEN-A",
            "AIMANT_TELEGRAM_BASE_URL": tg.base_url,
            "AIMANT_TELEGRAM_MODE": "polling",
            "AIMANT_SLACK_BOT_TOKEN": "xoxb-1",
            "AIMANT_SLACK_APP_TOKEN": "xapp-1",
            "AIMANT_SLACK_CHANNEL": "C1",
            "AIMANT_SLACK_BASE_URL": slack.base_url,
        }
        marie = tg.person(42, language_code="en")
        first = await stack.enter_async_context(running(tmp_path / "1", "worker", port=0, **settings))
        await marie.start("aimant_bot")
        await marie.hears("aimant_bot", "automated", 60)
        db = await Database.open(address)
        stack.push_async_callback(db.close)
        for text in BANT:
            before = len(marie.chat("aimant_bot").said)
            await marie.say("aimant_bot", text)
            await tg.until(lambda before=before: len(marie.chat("aimant_bot").said) > before, 30)
        await slack.until(lambda: [m for m in slack.channel("C1").messages if m.buttons], 30)
        others = [
            await stack.enter_async_context(running(tmp_path / str(n), "worker", port=0, **settings))
            for n in range(2, 5)
        ]
        await until(lambda: all(each.said for each in others), 60)
        await slack.until(lambda: slack.courier.connections(w) >= 6, 30)
        async with asyncio.timeout(30):  # what the talk's end still had to say would be taken for the answer
            while any(row["lane"].startswith("telegram") for row in await outbox.listing(db, "pending")):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        held = await _holders(db)

        await first.kill()
        killed = asyncio.get_running_loop().time()
        await _let_it_be_due(db)
        said = len(marie.chat("aimant_bot").said)
        await marie.say("aimant_bot", "/help")
        await tg.until(lambda: len(marie.chat("aimant_bot").said) > said, 35)
        polled = asyncio.get_running_loop().time() - killed
        async with asyncio.timeout(35):
            while not await _ticks(db):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        ticked = asyncio.get_running_loop().time() - killed
        await slack.until(lambda: slack.courier.connections(w) == 6, 35)
        socketed = asyncio.get_running_loop().time() - killed
        moved, ticks = await _holders(db), await _ticks(db)

    assert len(held) == 5
    assert held["scheduler"] != moved["scheduler"]
    assert len(ticks) == 1  # of three that could
    assert held["telegram:123456"] != moved["telegram:123456"]
    assert len({moved[f"slack-sockets/{n}"] for n in (1, 2, 3)}) == 3
    assert max(polled, ticked, socketed) < 30, (polled, ticked, socketed)
    assert tg.bot("aimant_bot").updates._next_conflict == 0
    assert tg.breaches == slack.breaches == []


async def _let_it_be_due(db: Database) -> None:
    """The clock of the one case runs out now."""
    async with db.transaction() as tx:
        [row] = await tables.SalesCase.all().using_db(tx)
        case = replace(codec.case_from(row.snapshot), wake_at=now())
        changed = {"snapshot": codec.case_text(case), "wake_at": case.wake_at}
        await tables.SalesCase.filter(id=row.id).using_db(tx).update(**changed)


async def _ticks(db: Database) -> list[str]:
    """What time did to the case."""
    async with db.reading() as reader:
        rows = tables.SalesTurn.filter(incoming_id__startswith="tick/").using_db(reader)
        return cast("list[str]", await rows.values_list("did", flat=True))


async def _holders(db: Database) -> dict[str, str]:
    async with db.reading() as reader:
        rows = await tables.Lease.all().using_db(reader).values_list("name", "holder")
    return {str(name): str(holder) for name, holder in rows}
