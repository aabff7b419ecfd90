"""What has been kept for as long as was told goes, with all of its person's and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from storage import continuations, conversations, dead_letters, privacy, reports, retention
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
    """How many conversations a whole round takes, so many days after AT."""
    return sum([each async for each in retention.erase_silent(db, days, AT + day * DAY)])


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


async def test_a_round_gets_past_whoever_stays_however_many_began_at_one_moment(db: Database) -> None:
    talks = [Talk(f"p{n}") for n in range(3 * retention.PORTION)]
    for n, talk in enumerate(talks):
        await say(db, talk, 0 if n % 2 else 0.5, SHORT)
    back = [talk for n, talk in enumerate(talks) if n % 3 == 0]
    for talk in back:
        await say(db, talk, 0)  # the same moment again: another that began then
        again = Talk(f"again-{talk.person}")
        await continuations.offer(db, f"t-{talk.person}", talk.id, AT)
        await continuations.redeem(db, f"t-{talk.person}", f"web/{again.person}/in-0", AT)
        await say(db, again, 15, LONG)

    assert await erased(db, 20) == len(talks) - len(back)
    assert await count(db, "conversation") == 2 * len(back)


async def test_who_speaks_while_the_round_looks_stays(db: Database) -> None:
    talk, other = Talk("speaks"), Talk("other")
    await say(db, talk, 0, SHORT)
    await say(db, other, 0, SHORT)
    people = {frozenset({talk.id}), frozenset({other.id})}
    await say(db, talk, 19)

    assert await retention._erase(db, people, DAYS, AT + 20 * DAY) == 1
    assert await conversations.by_id(db, talk.id) is not None


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
