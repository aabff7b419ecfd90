"""What has been kept for as long as was told goes, with all of its person's and nothing of anybody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from storage import clock, continuations, conversations, dead_letters, privacy, reports, retention, tables
from storage.database import Database
from storage.leads import LeadFacts
from tests.storage.talks import AT, Talk, count, raise_case

DAY = timedelta(days=1)
LONG, SHORT = "e" * 64, "f" * 64
DAYS = {LONG: 100, SHORT: 10}


async def say(db: Database, talk: Talk, day: float, edition: str = LONG, email: str | None = None) -> None:
    """One turn so many days after AT; the first begins the talk then."""
    at = AT + day * DAY
    if talk.now.version == 0:
        talk.now = replace(talk.now, edition=edition, started_at=at)
    incoming = replace(talk.incoming("word"), at=at)
    decision = talk.decide(incoming, answers=[("need", "word", "word")])
    await conversations.record(db, incoming, decision, before=talk.now, lead=LeadFacts(email=email) if email else None)
    talk.now = decision.conversation


async def erased(db: Database, day: float, days: Mapping[str, int] = DAYS) -> int:
    """How many conversations go, of all that have been silent for long enough so many days after AT."""
    now, gone = AT + day * DAY, 0
    for edition, kept_for in days.items():
        page = await retention.silent(db, edition, kept_for, now, None)
        while page:
            gone += sum([await retention.erase(db, talk, days, now) for talk in page])
            page = await retention.silent(db, edition, kept_for, now, page[-1])
    return gone


async def test_a_talk_goes_when_its_last_word_is_as_old_as_was_told_and_no_sooner(db: Database) -> None:
    long, short = Talk("long"), Talk("short")
    await say(db, long, 0)
    await say(db, long, 5)
    await say(db, short, 0, SHORT)

    assert await erased(db, 9.9) == 0
    assert await erased(db, 10.1) == 1
    assert await conversations.by_id(db, short.id) is None
    assert await erased(db, 100.1) == 0
    assert await erased(db, 105.1) == 1
    assert await count(db, "conversation") == await count(db, "answer") == await count(db, "message") == 0
    assert [receipt.counts["conversations"] for receipt in await privacy.receipts(db)] == [1, 1]


async def test_a_person_is_kept_from_their_last_word_wherever_they_wrote_it(db: Database) -> None:
    """By one lead, and by a link from channel to channel; as long as the talk that is kept longest."""
    old, new, linked, stranger = Talk("old"), Talk("new"), Talk("linked"), Talk("stranger")
    await say(db, old, 0, SHORT, "ann@example.com")
    await say(db, new, 20, LONG, "ann@example.com")
    await raise_case(db, new)
    await continuations.offer(db, "token", new.id, AT + 20 * DAY)
    await continuations.redeem(db, "token", "web/linked/in-0", AT + 20 * DAY)
    await say(db, linked, 30)
    await say(db, stranger, 0, SHORT, "bob@example.com")

    assert await erased(db, 129.9) == 1  # the stranger
    assert [lead["email"] for lead in await reports.leads(db)] == ["ann@example.com"]
    assert await count(db, "sales_case") == 1
    assert await erased(db, 130.1) == 3
    assert await reports.leads(db) == []
    assert await count(db, "sales_case") == 0


async def test_of_an_edition_without_a_time_and_of_whoever_has_one_nothing_goes(db: Database) -> None:
    kept, hers = Talk("kept"), Talk("hers")
    await say(db, kept, 0, LONG, "ann@example.com")
    await say(db, hers, 0, SHORT, "ann@example.com")

    assert await erased(db, 1_000, {SHORT: 10}) == 0
    assert await erased(db, 1_000) == 2


async def test_the_pages_get_past_whoever_stays_however_many_began_at_one_moment(db: Database) -> None:
    talks = [Talk(f"p{n}") for n in range(3 * retention.PAGE)]
    for n, talk in enumerate(talks):
        await say(db, talk, 0 if n % 2 else 0.5, SHORT)
    back = [talk for n, talk in enumerate(talks) if n % 3 == 0]
    for talk in back:  # goes on elsewhere, later
        again = Talk(f"again-{talk.person}")
        await continuations.offer(db, f"t-{talk.person}", talk.id, AT)
        await continuations.redeem(db, f"t-{talk.person}", f"web/{again.person}/in-0", AT)
        await say(db, again, 15, LONG)

    assert await erased(db, 20) == len(talks) - len(back)
    assert await count(db, "conversation") == 2 * len(back)


@pytest.mark.parametrize("where", ["there", "with the same address", "by a link"])
async def test_who_speaks_after_the_page_was_read_stays_with_their_case(db: Database, where: str) -> None:
    talk, other, new = Talk("talk"), Talk("other"), Talk("new")
    await say(db, talk, 0, SHORT, "ann@example.com")
    await say(db, other, 0, SHORT)
    await raise_case(db, talk)
    page = await retention.silent(db, SHORT, 10, AT + 20 * DAY, None)
    if where == "there":
        await say(db, talk, 19)
    elif where == "by a link":
        await continuations.offer(db, "token", talk.id, AT + 19 * DAY)
        await continuations.redeem(db, "token", "web/new/in-0", AT + 19 * DAY)
        await say(db, new, 19, SHORT)
    else:
        await say(db, new, 19, SHORT, "ann@example.com")

    gone = {each.id: await retention.erase(db, each, DAYS, AT + 20 * DAY) for each in page}

    assert gone == {talk.id: 0, other.id: 1}
    assert await count(db, "sales_case") == 1
    assert len(await privacy.receipts(db)) == 1


@pytest.mark.parametrize("silent", ["the one whose address it was", "the one who changed theirs"])
async def test_a_case_goes_with_nobody_while_another_of_its_people_speaks(db: Database, silent: str) -> None:
    """Two talks gave one address, and one was made a case; then it gave another address, and left the lead."""
    shared, moved = Talk("shared"), Talk("moved")
    last = (0, 200) if silent == "the one whose address it was" else (200, 0)
    await say(db, shared, 0, LONG, "ann@example.com")
    await say(db, moved, 0, LONG, "ann@example.com")
    await raise_case(db, moved)
    await say(db, moved, 0, LONG, "ben@example.com")
    await say(db, shared if last[0] else moved, 200)

    assert await erased(db, 201) == 0
    assert await count(db, "sales_case") == 1
    assert await erased(db, 301) == 2
    assert await count(db, "sales_case") == 0


@pytest.mark.parametrize("asked", [False, True], ids=["after their time", "asked for"])
async def test_of_whoever_has_thousands_of_talks_all_go(db: Database, asked: bool) -> None:
    talk, many = Talk("p0"), 1_500
    await say(db, talk, 0, SHORT, "ann@example.com")
    await dead_letters.keep(db, "web", "p7", "u1", "malformed", b"x", AT)
    await dead_letters.keep(db, "web", "somebody", "u2", "malformed", b"x", AT)
    async with db.transaction() as tx:
        [row] = await tables.Conversation.all().using_db(tx)
        told = {name: getattr(row, name) for name in row._meta.db_fields if name not in ("id", "person", "token_hash")}
        more = [tables.Conversation(id=uuid4(), person=f"p{n}", token_hash=f"h{n}", **told) for n in range(1, many)]
        await tables.Conversation.bulk_create(more, batch_size=500, using_db=tx)

    if asked:
        receipt = await privacy.erase_lead(db, "ann@example.com", AT)
        assert receipt is not None
        assert receipt.counts["conversations"] == many
    else:
        assert await erased(db, 20) == many
    assert await count(db, "conversation") == await count(db, "lead") == 0
    assert [letter["person"] for letter in await dead_letters.listing(db)] == ["somebody"]


async def test_nobody_waits_for_a_look_at_somebody_who_stays(db: Database) -> None:
    """While another's transaction stands, too."""
    talk, again = Talk("talk"), Talk("again")
    await say(db, talk, 0, SHORT, "ann@example.com")
    await say(db, again, 5, LONG, "ann@example.com")
    [there] = await retention.silent(db, SHORT, 10, AT + 20 * DAY, None)

    async with db.transaction() as tx, asyncio.timeout(5):
        await privacy.held_still(tx, {talk.id, again.id})
        assert await retention.erase(db, there, DAYS, AT + 20 * DAY) == 0


async def test_whoever_is_gone_already_is_counted_by_nobody(db: Database) -> None:
    talk = Talk("talk")
    await say(db, talk, 0, SHORT)
    [there] = await retention.silent(db, SHORT, 10, AT + 20 * DAY, None)

    assert [await retention.erase(db, there, DAYS, AT + 20 * DAY) for _ in range(2)] == [1, 0]
    assert len(await privacy.receipts(db)) == 1


async def test_an_erasure_and_a_turn_of_the_same_moment_leave_no_talk_without_its_lead(db: Database) -> None:
    """Of two talks of one lead, one is erased while the other begins; whoever is overtaken decides again."""
    for n in range(12):
        old, new, address = Talk(f"old-{n}"), Talk(f"new-{n}"), f"ann{n}@example.com"
        await say(db, old, 0, SHORT, address)
        [there] = [each for each in await retention.silent(db, SHORT, 10, AT + 20 * DAY, None) if each.id == old.id]
        ways = (retention.erase(db, there, DAYS, AT + 20 * DAY), _said(db, new, 19, address))
        gone, _ = await asyncio.gather(*ways) if n % 2 else reversed(await asyncio.gather(*reversed(ways)))

        assert (await conversations.by_id(db, old.id) is None) == bool(gone)
        assert await conversations.by_id(db, new.id) is not None
        assert address in [lead["email"] for lead in await reports.leads(db)]
        if gone:
            await privacy.erase_conversation(db, new.id, AT, uuid4())


async def _said(db: Database, talk: Talk, day: float, email: str) -> int:
    while True:
        try:
            await say(db, talk, day, SHORT, email)
        except conversations.Overtaken:
            continue
        return 1


async def test_the_clock_is_believed_from_its_last_leap_on(db: Database) -> None:
    seen = [0.0, 0.5, 1.4, 2.3, 3.4, 3.5, 3.4999, 2.0, 3.0, 3.01]
    since = [(await clock.even_since(db, AT + day * DAY) - AT) / DAY for day in seen]

    assert [round(day, 3) for day in since] == [0, 0, 0, 0, 3.4, 3.4, 3.4, 2.0, 2.0, 2.0]


async def test_the_editions_in_use_are_told_once_each_with_how_many(db: Database) -> None:
    assert await retention.editions_in_use(db) == []
    for n in range(3):
        await say(db, Talk(f"l{n}"), n)
    await say(db, Talk("s"), 0, SHORT)

    assert await retention.editions_in_use(db) == [LONG, SHORT]
    assert await retention.kept(db, LONG, 100, AT + 101.5 * DAY) == retention.Kept(3, 2)
    assert await retention.kept(db, LONG, None, AT + 1_000 * DAY) == retention.Kept(3, 0)


async def test_what_could_not_be_read_is_kept_for_a_month(db: Database) -> None:
    await dead_letters.keep(db, "web", None, "u1", "malformed", b"x", AT)

    await dead_letters.forget(db, AT + 29 * DAY)
    assert len(await dead_letters.listing(db)) == 1
    await dead_letters.forget(db, AT + 31 * DAY)
    assert await dead_letters.listing(db) == []
