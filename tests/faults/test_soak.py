"""Hours of talk, and stops in the middle of it: memory and files stay as they were, and nothing is lost."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from storage import tables
from storage.database import Database
from tests.bot.kit import Visitor
from tests.faults.conftest import Figures
from tests.faults.crowd import Crowd
from tests.faults.ground import ground, sized

#: For how many seconds people talk before and while memory is looked at.
WARM_UP, SOAK = sized((2, 3), (300, 3600))
#: How often the server is stopped while people talk, and how many streams are open then.
STOPS, STREAMS = sized((1, 20), (10, 100))


def _resident(pid: int) -> int:
    """Kilobytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def _median(seconds: float, look: Callable[[], int]) -> int:
    """What is seen in the middle of a while: connections and buffers come and go."""
    seen = []
    for _ in range(21):
        seen.append(look())
        await asyncio.sleep(seconds / 21)
    return sorted(seen)[10]


async def _waiting(db: Database) -> int:
    async with db.reading() as reader:
        return await tables.Outbox.filter(state="pending").using_db(reader).count()


@pytest.mark.timeout(WARM_UP + SOAK + 180)
async def test_memory_and_open_files_stay_as_they_were_while_people_talk(tmp_path: Path, figures: Figures) -> None:
    async with ground(tmp_path / "data", None, "bant-b2b") as here:
        process = await here.start()
        crowd = Crowd(here, await here.telegram_secret(), pause=0.5, chat_pause=2.0)
        talking = asyncio.create_task(crowd.talk(web=6, telegram=2, slack=2))
        await asyncio.sleep(WARM_UP)
        memory, files = _resident(process.pid), await _median(1.0, lambda: _files(process.pid))
        early = crowd.acknowledged
        await asyncio.sleep(SOAK)
        memory_after, files_after = _resident(process.pid), await _median(1.0, lambda: _files(process.pid))
        heard = crowd.acknowledged - early
        crowd.over = True
        await talking
        async with here.database() as db:
            async with asyncio.timeout(60):
                while await _waiting(db):  # noqa: ASYNC110 (another process carries)
                    await asyncio.sleep(0.2)
            wrong = await crowd.not_as_said(db)
        assert await here.end(process) == 0

    grown = memory_after - memory
    figures(
        seconds=SOAK,
        turns=heard,
        memory_mb=round(memory_after / 1024),
        grown_percent=round(100 * grown / memory, 1),
        files_before=files,
        files_after=files_after,
        missing=len(wrong),
    )
    assert heard > SOAK
    assert crowd.odd == []
    assert wrong == {}
    # in seconds caches still fill; in an hour what is kept for ever shows
    assert grown < (16 * 1024 if SOAK < 60 else memory / 10)
    assert files_after <= files + 12


@pytest.mark.timeout(sized(120, 600))
@pytest.mark.parametrize("address", sized(["sqlite"], ["sqlite", "postgres"]), indirect=True)
async def test_a_server_that_is_stopped_in_the_middle_of_everything_ends_soon_and_loses_nothing(
    tmp_path: Path, address: str | None, figures: Figures
) -> None:
    loop = asyncio.get_running_loop()
    slowest, cut = 0.0, 0
    async with ground(tmp_path / "data", address, "bant-b2b") as here:
        process = await here.start()
        crowd = Crowd(here, await here.telegram_secret())
        talking = asyncio.create_task(crowd.talk(web=6, telegram=2, slack=2))
        for _ in range(STOPS):
            visitors = [await Visitor.begin(here.session, here.url, "livre-blanc", "fr") for _ in range(STREAMS)]
            streams = []
            for visitor in visitors:
                path = f"{here.url}/api/v1/conversations/{visitor.conversation}/events"
                streams.append(await here.session.get(path, headers=visitor.headers))
                await streams[-1].content.readline()
            process.send_signal(signal.SIGTERM)
            began = loop.time()
            async with asyncio.timeout(20):
                ends = await asyncio.gather(*(_end(stream) for stream in streams))
                code = await process.wait()
            slowest = max(slowest, loop.time() - began)
            cut += ends.count(False)
            assert code == 0
            process = await here.start()
        crowd.over = True
        await talking
        async with here.database() as db:
            wrong = await crowd.not_as_said(db)

    figures(stops=STOPS, acknowledged=crowd.acknowledged, missing=len(wrong), slowest_s=round(slowest, 1), cut=cut)
    assert crowd.odd == []
    assert wrong == {}
    assert slowest <= 10
    assert cut == 0


async def _end(stream: aiohttp.ClientResponse) -> bool:
    """Whether a stream was ended, and not cut."""
    try:
        while await stream.content.read(4096):
            pass
    except aiohttp.ClientError:
        return False
    return True
