"""The bus between processes, over a real PostgreSQL, NATS server and file: heard by all, lost and found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import bus
from bot.bus import Bus, Commits, OpenLine, by_nats
from flows.model import Key
from storage import leases
from storage.database import Database
from tests.fakes.nats import NatsServer
from tests.postgres import running as a_postgres

SECRET = "the installation's own"
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
KEY = Key("web", "11111111-2222-3333-4444-555555555555")


class End:
    """One process's end: what it heard, and how often it was told to look."""

    def __init__(self, open_line: OpenLine | None, secret: str = SECRET, commits: Commits | None = None) -> None:
        self.bus = Bus(secret, open_line, commits)
        self.marks: list[str] = []
        self.looks = 0
        self.bus.heard = self.marks.append
        self.bus.look = self._look

    def _look(self) -> None:
        self.looks += 1


async def until(holds: Callable[[], object], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 — what is waited for happens in another process
            await asyncio.sleep(0.005)


@asynccontextmanager
async def ends(*made: End) -> AsyncIterator[tuple[End, ...]]:
    for each in made:
        each.bus.start()
    try:
        await until(lambda: all(each.bus.stands for each in made if each.bus._open_line))
        await asyncio.sleep(0.05)  # what each said of its coming has arrived
        yield made
    finally:
        for each in made:
            await each.bus.stop()


@pytest.fixture
async def nats() -> AsyncIterator[NatsServer]:
    async with NatsServer() as server:
        yield server


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with a_postgres() as there:
        yield there


@pytest.fixture
async def postgres(address: str) -> AsyncIterator[Database]:
    db = await Database.open(address)
    yield db
    await db.close()


@pytest.fixture(params=["postgres", "nats"])
def line(request: pytest.FixtureRequest) -> OpenLine:
    """What opens a line, over each of them."""
    server = request.getfixturevalue(request.param)
    return by_nats(server.url) if isinstance(server, NatsServer) else server.line


async def test_a_turn_here_is_heard_there_at_once_and_tells_nobody_whose_it_is(line: OpenLine) -> None:
    said: list[str] = []
    here, there, stranger = End(line), End(line), End(line, "another installation's")
    loop = asyncio.get_running_loop()
    async with ends(here, there, stranger):
        outsider = await line(here.bus._name, said.append, lambda: None)
        before = there.looks
        began = loop.time()
        here.bus.turned(KEY)
        await until(lambda: there.marks)
        took = loop.time() - began
        await until(lambda: said)
        await outsider.close()
        assert there.looks == before

    assert took < 0.5
    assert here.marks == there.marks == [here.bus.mark(KEY)]
    assert stranger.marks == []
    assert not any(KEY.person[:8] in text for text in said)


async def test_a_thousand_turns_at_once_are_all_heard_in_a_few_messages(line: OpenLine) -> None:
    said: list[str] = []
    here, there = End(line), End(line)
    keys = [Key("web", str(n)) for n in range(1000)]
    async with ends(here, there):
        outsider = await line(here.bus._name, said.append, lambda: None)
        for key in keys:
            here.bus.turned(key)
        await until(lambda: len(there.marks) == len(keys))
        await outsider.close()

    assert set(there.marks) == {here.bus.mark(key) for key in keys}
    assert len(said) < 10
    assert max(len(text) for text in said) < 8000


async def test_what_is_no_message_of_ours_is_passed_over(line: OpenLine) -> None:
    here, there = End(line), End(line)
    async with ends(here, there):
        outsider = await line(here.bus._name, lambda _: None, lambda: None)
        looks = there.looks
        for text in ("", " ", "x", "é" * 1000, f"{there.bus._me} 1", f"{there.bus._me} nonsense", "a b  c\n*"):
            await outsider.say(text)
        here.bus.turned(KEY)
        await until(lambda: here.bus.mark(KEY) in there.marks)
        await outsider.close()

        assert there.bus.stands
        assert there.looks == looks


async def test_a_line_that_the_database_cuts_is_opened_again_and_everybody_looks(postgres: Database) -> None:
    here, there = End(postgres.line), End(postgres.line)
    async with ends(here, there):
        looks = here.looks, there.looks
        async with postgres.reading() as reader:
            await reader.execute_query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE '%pg_notify%' AND pid <> pg_backend_pid()"
            )
        await until(lambda: not here.bus.stands and not there.bus.stands)
        here.bus.turned(KEY)  # while it is away
        await until(lambda: here.bus.stands and there.bus.stands)
        await until(lambda: there.looks >= looks[1] + 2)  # it was lost; it stands
        here.bus.turned(KEY)
        await until(lambda: there.marks)


async def test_a_bus_that_dies_is_found_again_when_it_is_back(nats: NatsServer) -> None:
    here, there = End(by_nats(nats.url)), End(by_nats(nats.url))
    async with ends(here, there):
        looks = there.looks
        await nats.kill()
        await until(lambda: not here.bus.stands and not there.bus.stands)
        for _ in range(1000):
            here.bus.turned(KEY)  # costs nothing and fails nowhere
        assert len(here.bus._untold) == 1
        assert there.looks == looks + 1
        await nats.start()
        await until(lambda: here.bus.stands and there.bus.stands)
        await until(lambda: there.looks >= looks + 3)  # it was lost; it stands; the other says that it was away
        here.bus.turned(KEY)
        await until(lambda: there.marks)


async def test_a_bus_that_says_nothing_any_more_does_not_stand(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(bus, "ECHO_SECONDS", 1.0)
    here = End(by_nats(nats.url))
    async with ends(here):
        looks = here.looks
        await asyncio.sleep(0.5)
        assert here.bus.stands
        nats.stall()

        await until(lambda: not here.bus.stands)

        assert here.looks == looks + 1


async def test_a_bus_that_is_not_there_holds_nobody_up() -> None:
    here = End(by_nats("nats://127.0.0.1:9"))
    here.bus.start()
    here.bus.turned(KEY)
    await asyncio.sleep(0.1)
    here.bus.turned(KEY)
    await here.bus.stop()

    assert here.marks == [here.bus.mark(KEY)] * 2
    assert not here.bus.stands


async def test_without_a_line_this_process_is_told() -> None:
    async with ends(End(None)) as (here,):
        here.bus.turned(KEY)

        assert here.marks == [here.bus.mark(KEY)]
        assert not here.bus.stands


async def test_on_one_file_everybody_looks_when_another_process_has_committed_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bus.LOOK_SECONDS", 0.02)
    here, there = [await Database.open(f"sqlite://{tmp_path}/aimant.db") for _ in "12"]
    await here.migrate()
    end = End(None, commits=here.commits)
    async with ends(end):
        await until(lambda: end.bus.stands)
        end.bus.turned(KEY)
        before = end.looks
        await leases.take(here, "mine", "here", AT, 60)
        await asyncio.sleep(0.1)
        assert end.looks == before
        await leases.take(there, "theirs", "there", AT, 60)
        await until(lambda: end.looks > before)
        await here.close()
        await until(lambda: not end.bus.stands)
    await there.close()

    assert end.marks == [end.bus.mark(KEY)]
