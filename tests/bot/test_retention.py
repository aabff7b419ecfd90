"""Whoever has been silent for as long as the consent told them is forgotten by itself, and never by a wrong clock."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import metrics
from bot.app import now
from bot.scheduler import Scheduler
from storage import reports
from tests.bot.kit import BANT, LIVRE_BLANC, Visitor
from tests.bot.test_cli import aimant
from tests.conftest import Server, put_tables, started

HOUR = timedelta(hours=1, seconds=1)


class Time:
    """A clock, and the time that really passes."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.passed = 0.0

    def clock(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.passed

    def go(self, by: timedelta) -> None:
        self.at += by
        self.passed += by.total_seconds()


async def _rounds(server: Server, time: Time, go: Callable[[], None]) -> None:
    """A scheduler of its own, which takes the server's place; it looks, time goes, and it looks until it rests."""
    house = server.house
    await house.scheduler.stop()
    scheduler = Scheduler(house.db, time.clock, house.deeds, house.shelf, time.steady)
    await scheduler.look()
    go()
    while await scheduler.look() < 1:
        pass
    await scheduler.stop()


async def _two_talks(server: Server, session: aiohttp.ClientSession) -> tuple[Visitor, Visitor]:
    blanc = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await blanc.say(*LIVRE_BLANC)
    bant = await Visitor.begin(session, server.url, "bant-b2b", "en")
    await bant.say(*BANT)
    await server.house.dispatcher.idle()
    return blanc, bant


async def test_what_was_kept_for_365_days_goes_and_what_for_730_stays(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path) as server:
        blanc, bant = await _two_talks(server, session)
        before = metrics.FORGOTTEN._value.get()
        time = Time(now() + timedelta(days=364))

        await _rounds(server, time, lambda: time.go(HOUR))
        early = (await blanc.resume())[0]
        await _rounds(server, time, lambda: time.go(timedelta(days=1)))

        assert early == 200
        assert (await blanc.resume())[0] == 404
        assert (await bant.resume())[0] == 200
        assert [lead["email"] for lead in await reports.leads(server.house.db)] == ["camille@dubois.example"]
        assert metrics.FORGOTTEN._value.get() == before + 1
        again = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        assert (await again.say(*LIVRE_BLANC))["state"] == "done"


@pytest.mark.parametrize("hours", [0.9, 1.1])
async def test_a_clock_that_jumps_or_was_never_watched_for_an_hour_erases_nothing(
    tmp_path: Path, session: aiohttp.ClientSession, hours: float
) -> None:
    async with started(tmp_path) as server:
        blanc, bant = await _two_talks(server, session)
        time = Time(now())

        def go() -> None:
            time.go(timedelta(hours=hours))
            time.at += timedelta(days=4_000)

        await _rounds(server, time, go)
        await _rounds(server, time, lambda: time.go(timedelta(hours=0.9)))

        assert [(await each.resume())[0] for each in (blanc, bant)] == [200, 200]


async def test_a_grown_backlog_goes_in_portions_and_the_cases_are_looked_at_meanwhile(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path) as server:
        talks = [await Visitor.begin(session, server.url, "livre-blanc", "en") for _ in range(45)]
        house = server.house
        await house.scheduler.stop()
        time = Time(now() + timedelta(days=400))
        scheduler = Scheduler(house.db, time.clock, house.deeds, house.shelf, time.steady)
        time.go(HOUR)
        left = []
        while await scheduler.look() < 1:
            left.append(sum((await reports.conversations_by_state(house.db)).values()))
        await scheduler.stop()

        assert left == [25, 5, 0]
        assert (await talks[0].resume())[0] == 404


async def test_the_command_tells_and_erases(tmp_path: Path) -> None:
    await put_tables(tmp_path)
    for flow, said in (("livre-blanc", LIVRE_BLANC), ("quiz-b2c", ())):
        aimant("play", flow, "--lang", "fr", data=tmp_path, said="\n".join(said) + "\n")
    with sqlite3.connect(tmp_path / "aimant.db") as db:
        db.execute("UPDATE conversation SET started_at = '2020-01-01 09:00:00+00:00'")
        db.execute("UPDATE conversation SET updated_at = started_at")
        db.execute("UPDATE conversation SET edition = 'gone' WHERE flow = 'quiz-b2c'")
    db.close()

    told = json.loads(aimant("retention", "--json", data=tmp_path).stdout)
    shown = aimant("retention", data=tmp_path, lang="fr").stdout
    erased = aimant("retention", "--erase", data=tmp_path, lang="fr")
    after = json.loads(aimant("retention", "--json", data=tmp_path).stdout)

    gone = {"flow": None, "days": None, "conversations": 1, "silent": 0}
    assert told == [gone, {"flow": "livre-blanc", "days": 365, "conversations": 1, "silent": 1}]
    assert "sans limite" in shown
    assert "À EFFACER" in shown
    assert erased.stdout == "Conversations effacées : 1.\n"
    assert after == [gone]
    assert json.loads(aimant("retention", "--erase", "--json", data=tmp_path).stdout) == {"conversations": 0}
