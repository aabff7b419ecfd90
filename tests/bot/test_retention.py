"""Whoever has been silent for as long as the consent told them is forgotten by itself, but by no clock that leaps."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from bot import metrics
from bot.app import now
from bot.scheduler import Scheduler
from storage import conversations, reports, tables
from tests.bot.kit import BANT, LIVRE_BLANC, Visitor
from tests.bot.test_cli import aimant
from tests.conftest import Server, put_tables, started

DAY = timedelta(days=1)


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


async def _goes(server: Server, time: Time, hours: int) -> None:
    """A scheduler in the place of the server's looks once an hour, until it rests."""
    house = server.house
    await house.scheduler.stop()
    scheduler = Scheduler(house.db, time.clock, house.deeds, house.shelf, time.steady)
    for _ in range(hours):
        time.go(timedelta(hours=1))
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
        time = Time(now() + 363 * DAY)

        await _goes(server, time, 26)
        early = (await blanc.resume())[0]
        await _goes(server, time, 24)

        assert early == 200
        assert (await blanc.resume())[0] == 404
        assert (await bant.resume())[0] == 200
        assert [lead["email"] for lead in await reports.leads(server.house.db)] == ["camille@dubois.example"]
        assert metrics.FORGOTTEN._value.get() == before + 1
        again = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        assert (await again.say(*LIVRE_BLANC))["state"] == "done"


async def test_a_clock_that_leaps_erases_nobody_unless_it_stays_so_for_a_day(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    """Whether it leaps while the server runs or while it is down, and whoever starts anew meanwhile."""
    async with started(tmp_path) as server:
        talks = await _two_talks(server, session)
        time = Time(now())
        await _goes(server, time, 30)
        for _ in range(3):
            time.at += 4_000 * DAY
            for _ in range(4):
                await _goes(server, time, 5)
            time.at -= 4_000 * DAY
            await _goes(server, time, 5)

        there = [(await each.resume())[0] for each in talks]
        time.at += 4_000 * DAY
        await _goes(server, time, 26)

        assert there == [200, 200]
        assert [(await each.resume())[0] for each in talks] == [404, 404]


async def _begun_long_ago(server: Server, session: aiohttp.ClientSession, many: int) -> Time:
    """So many talks, and a clock that has run evenly until they are over, but for an hour."""
    for _ in range(many):
        await Visitor.begin(session, server.url, "livre-blanc", "en")
    time = Time(now() + 364 * DAY)
    await _goes(server, time, 24)
    return time


async def test_a_grown_backlog_goes_in_pages_and_the_cases_are_looked_at_meanwhile(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path) as server:
        time = await _begun_long_ago(server, session, 45)
        house, left = server.house, []
        scheduler = Scheduler(house.db, time.clock, house.deeds, house.shelf, time.steady)
        time.go(timedelta(hours=2))
        while await scheduler.look() < 1:
            left.append(sum((await reports.conversations_by_state(house.db)).values()))

        assert left == [25, 5, 0]


async def test_one_who_cannot_be_erased_is_told_and_the_others_go(
    tmp_path: Path, session: aiohttp.ClientSession, capfd: pytest.CaptureFixture[str]
) -> None:
    async with started(tmp_path) as server:
        time = await _begun_long_ago(server, session, 25)
        async with server.house.db.transaction() as tx:
            [first] = await tables.Conversation.all().order_by("started_at", "id").limit(1).using_db(tx)
            case = {"id": uuid4(), "version": 1, "state": "open", "desk": "slack/T1/C1", "snapshot": "{}"}
            row = tables.SalesCase(conversation_id=first.id, created_at=time.at, updated_at=time.at, **case)
            await tables.SalesCase.bulk_create([row], using_db=tx)

        await _goes(server, time, 2)

        assert await reports.conversations_by_state(server.house.db) == {"open": 1}
        assert await conversations.by_id(server.house.db, first.id) is not None
    told = [line for line in capfd.readouterr().err.splitlines() if '"retention-failed"' in line]
    assert len(told) == 2  # an hour later it is tried again
    assert str(first.id) in told[0]


async def test_the_command_says_whom_it_could_not_erase(tmp_path: Path) -> None:
    await put_tables(tmp_path)
    for flow in ("livre-blanc", "bant-b2b"):
        aimant("play", flow, "--lang", "en", data=tmp_path, said="")
    with sqlite3.connect(tmp_path / "aimant.db") as db:
        db.execute("UPDATE conversation SET started_at = '2020-01-01 09:00:00+00:00', updated_at = '2020-01-01'")
        [first] = db.execute("SELECT min(id) FROM conversation").fetchone()
        db.execute(
            "INSERT INTO sales_case (id, conversation_id, version, state, desk, snapshot, created_at, updated_at)"
            " VALUES (?, ?, 1, 'open', 'slack/T1/C1', '{}', '2020-01-01', '2020-01-01')",
            (str(uuid4()), first),
        )
    db.close()

    alone = aimant("retention", "--yes", data=tmp_path, lang="fr")
    erased = aimant("retention", "--erase", "--yes", "--json", data=tmp_path)

    assert (alone.returncode, "--yes va avec --erase" in alone.stderr) == (2, True)
    assert (erased.returncode, json.loads(erased.stdout)) == (1, {"conversations": 1, "failed": 1, "whole": True})
    [line, told] = erased.stderr.splitlines()
    assert json.loads(line)["event"] == "retention-failed"
    assert "People who could not be erased: 1" in told


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
    refused = aimant("retention", "--erase", data=tmp_path, lang="fr", said="non\n")
    erased = aimant("retention", "--erase", data=tmp_path, lang="fr", said="oui\n")
    after = json.loads(aimant("retention", "--json", data=tmp_path).stdout)

    gone = {"flow": None, "days": None, "conversations": 1, "silent": 0}
    assert told == [gone, {"flow": "livre-blanc", "days": 365, "conversations": 1, "silent": 1}]
    assert "sans limite" in shown
    assert "SILENCIEUSES" in shown
    assert refused.returncode == 1
    assert f"Nous sommes le {now():%Y-%m-%d}. Conversations" in refused.stderr
    assert erased.stdout == "Conversations effacées : 1.\n"
    assert after == [gone]
    assert json.loads(aimant("retention", "--erase", "--yes", "--json", data=tmp_path).stdout) == {
        "conversations": 0,
        "failed": 0,
        "whole": True,
    }
