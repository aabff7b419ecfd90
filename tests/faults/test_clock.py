"""The clock is put forward by a week and back by an hour beyond: nothing comes in a burst, and nobody waits for it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import aiohttp

from adapters.channels.contract import Pace
from bot.app import now
from flows.effects import Say, SendMail, lane_of
from flows.model import Key
from storage import leases, outbox, pace, tables
from storage.database import Database
from tests.bot.kit import BANT, Visitor
from tests.conftest import started
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram
from tests.faults.conftest import Figures
from tests.faults.ground import BOT, SPEED, TOKEN
from tests.storage.talks import take


class Set:
    """A clock that goes on from wherever it was set."""

    def __init__(self) -> None:
        self.off = timedelta()

    def __call__(self) -> datetime:
        return now() + self.off


async def test_talks_and_what_waits_go_on_when_the_clock_jumps(tmp_path: Path, figures: Figures) -> None:
    clock = Set()
    async with (
        FakeTelegram({TOKEN: BOT}, SPEED) as tg,
        FakeSmtp({"RCPT": "451 4.2.0 later"}) as smtp,
        aiohttp.ClientSession() as session,
    ):
        settings = {
            "telegram_bots": f"bant-b2b={TOKEN}",
            "telegram_base_url": tg.base_url,
            "telegram_mode": "polling",
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp.port,
            "smtp_security": "none",
            "mail_from": "bot@aimant.example",
            "alert_to": "sales@aimant.example",
        }
        marie = tg.person(42, language_code="en")
        waited: list[float] = []
        loop = asyncio.get_running_loop()

        async def says(text: str, hears: str) -> None:
            began = loop.time()
            await marie.say(BOT, text)
            await marie.hears(BOT, hears, 20)
            waited.append(loop.time() - began)

        async with started(tmp_path, clock=clock, **settings) as server:
            for channel in server.house.channels:
                channel.chat_pace = Pace(1 / SPEED, 2)
            visitor = await Visitor.begin(session, server.url, "bant-b2b", "en")
            await visitor.say(*BANT)  # a hot lead: mail that is put off for five seconds
            await marie.start(BOT)
            await marie.hears(BOT, "takes up most")
            async with asyncio.timeout(10):
                while not any(row["last_error"] for row in await outbox.listing(server.house.db)):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

            smtp.now({})
            clock.off += timedelta(days=7)
            server.house.dispatcher.wake()
            await says("invoices", "How many people")
            second = await Visitor.begin(session, server.url, "bant-b2b", "en")
            await second.say("invoices")
            async with asyncio.timeout(10):
                while len(smtp.stored) < 2:  # noqa: ASYNC110 (mail tells nobody)
                    await asyncio.sleep(0.02)

            clock.off -= timedelta(days=7, hours=1)
            await says("10 to 49", "By when")
            await visitor.resume()
            await second.say("10 to 49")
            states = {row["state"] for row in await outbox.listing(server.house.db)}
        async with started(tmp_path, clock=clock, **settings) as server:  # and a start with the clock still behind
            for channel in server.house.channels:
                channel.chat_pace = Pace(1 / SPEED, 2)
            await says("in 6 weeks", "budget")
        texts = marie.chat(BOT).texts

    figures(longest_wait_s=round(max(waited), 1), doubled=len(texts) - len(set(texts)))
    assert states <= {"done", "pending"}
    assert len(texts) == len(set(texts))
    mails = [mail.message["Message-ID"] for mail in smtp.stored]
    assert len(mails) == len(set(mails))
    assert max(waited) < 10
    assert tg.breaches == []


async def test_no_lease_and_no_pace_of_a_clock_ahead_outlives_its_being_put_right(db: Database) -> None:
    right = now()
    ahead = right + timedelta(days=7)
    assert await leases.take(db, "ticks", "dead", ahead, 20.0)
    assert await leases.take(db, "polls", "alive", right + timedelta(seconds=15), 20.0)
    assert await take(db, "lane", ahead, 1.0, 1, 1) == (1, None)

    assert await leases.take(db, "ticks", "next", right, 20.0)
    assert not await leases.take(db, "polls", "next", right, 20.0)  # only a little ahead: it is somebody's
    assert await take(db, "lane", right, 1.0, 1, 1) == (1, None)
    granted, next_at = await take(db, "lane", right, 1.0, 1, 1)
    assert granted == 0
    assert next_at is not None
    assert next_at - right == timedelta(seconds=1)


async def test_a_lane_that_was_asked_to_wait_for_long_waits_all_the_same(db: Database) -> None:
    right = now()
    await pace.hold(db, "lane", right + timedelta(hours=20))

    assert await take(db, "lane", right, 1.0, 1, 1) == (0, right + timedelta(hours=20))
    assert await take(db, "lane", right + timedelta(hours=21), 1.0, 1, 1) == (1, None)


async def test_what_was_decided_or_put_off_while_the_clock_was_ahead_leaves_once_it_is_put_right(db: Database) -> None:
    right, wait = now(), timedelta(seconds=5)
    ahead = right + timedelta(days=7)
    decided, tried, dying, retried, night, later = (
        SendMail(uuid4(), "marie@exemple.be", "a", "a", "fr") for _ in range(6)
    )
    say = Say(uuid4(), Key("telegram", "1/2"), "hello", "en", "e" * 8, wait=wait.total_seconds())
    posts = [
        outbox.Post([decided, say], ahead, 1, None),
        outbox.Post([tried, dying, retried], right, 1, None),
        outbox.Post([night], right, 1, None, due=right + timedelta(hours=62)),  # quiet hours over a week-end
        outbox.Post([later], right + timedelta(seconds=30), 1, None),  # another machine's clock
    ]
    async with db.transaction() as tx:
        await db.run(tx, outbox.post(posts))
    assert len(await outbox.claim_due(db, "mail", right, 5, 60.0)) == 3
    await outbox.failed(db, tried.id, "451 later", ahead + wait)
    await outbox.failed(db, dying.id, "451 later", ahead)
    await outbox.failed(db, retried.id, "451 later", right + timedelta(hours=28))
    async with db.transaction() as tx:  # whoever claimed it once more while the clock was ahead died
        await tables.Outbox.filter(id=dying.id).using_db(tx).update(claimed_until=ahead + timedelta(seconds=60))

    assert await outbox.put_right(db, right) == 4
    assert await outbox.put_right(db, right) == 0

    claimed = {due.id for due in await outbox.claim_due(db, "mail", right, 9, 60.0)}
    assert claimed == {decided.id, tried.id, dying.id}
    assert await outbox.claim_due(db, lane_of(say), right, 9, 60.0) == ()
    assert [due.id for due in await outbox.claim_due(db, lane_of(say), right + wait, 9, 60.0)] == [say.id]


async def test_what_was_decided_ahead_is_put_right_a_part_at_a_time(db: Database) -> None:
    """So that turns go on beside it."""
    right, many = now(), outbox.AT_ONCE + 3
    posted = [SendMail(uuid4(), "marie@exemple.be", "a", "a", "fr") for _ in range(many)]
    async with db.transaction() as tx:
        await db.run(tx, outbox.post([outbox.Post([each], right + timedelta(days=7), 1, None) for each in posted]))

    assert [await outbox.put_right(db, right) for _ in range(3)] == [outbox.AT_ONCE, 3, 0]
    assert len(await outbox.claim_due(db, "mail", right, many + 1, 60.0)) == many


async def test_a_server_rights_what_its_clock_decided_ahead(tmp_path: Path) -> None:
    """Three mails are decided a week ahead and cannot leave; the clock is put right, and they leave."""
    clock = Set()
    clock.off = timedelta(days=7)
    async with FakeSmtp({"RCPT": "451 4.2.0 later"}) as smtp, aiohttp.ClientSession() as session:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": smtp.port, "smtp_security": "none"}
        settings = {**mail, "mail_from": "bot@aimant.example", "alert_to": "sales@aimant.example"}
        async with started(tmp_path, clock=clock, **settings) as server:
            visitor = await Visitor.begin(session, server.url, "bant-b2b", "en")
            await visitor.say(*BANT)
            async with asyncio.timeout(10):
                while not any(row["last_error"] for row in await outbox.listing(server.house.db)):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            smtp.now({})
            clock.off = timedelta()
            async with asyncio.timeout(20):
                while len(smtp.stored) < 3:  # noqa: ASYNC110 (mail tells nobody)
                    await asyncio.sleep(0.05)
            states = {row["state"] for row in await outbox.listing(server.house.db)}

    assert len({mail.message["Message-ID"] for mail in smtp.stored}) == len(smtp.stored) == 3
    assert states <= {"done", "pending"}


async def test_a_claim_of_a_clock_ahead_is_anybodys(db: Database) -> None:
    right = now()
    mail = SendMail(uuid4(), "marie@exemple.be", "a", "a", "fr")
    async with db.transaction() as tx:
        await db.run(tx, outbox.post([outbox.Post([mail], right, 1, None)]))
    assert await outbox.claim_due(db, "mail", right + timedelta(days=7), 5, 60.0)

    assert [due.id for due in await outbox.claim_due(db, "mail", right, 5, 60.0)] == [mail.id]
    assert await outbox.claim_due(db, "mail", right + timedelta(seconds=30), 5, 60.0) == ()
    async with db.reading() as reader:
        assert await tables.Outbox.all().using_db(reader).count() == 1
