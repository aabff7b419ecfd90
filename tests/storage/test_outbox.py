"""Effects on their way: claimed by one, held for a while, retried when asked, never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from flows.effects import Forward
from storage import outbox, tables
from storage.columns import from_json, to_json
from storage.database import Database
from tests.storage.talks import AT, Talk, mail


async def _post(db: Database, count: int = 1, lane: str = "mail") -> list[UUID]:
    rows = []
    for _ in range(count):
        effect = mail(uuid4())
        payload = from_json(to_json(effect))
        rows.append(
            tables.Outbox(id=effect.id, kind="mail", payload=payload, lane=lane, due_at=AT, created_at=AT, attempts=0)
        )
    async with db.transaction() as tx:
        await tables.Outbox.bulk_create(rows, using_db=tx)
    return [row.id for row in rows]


async def test_competing_claimers_share_effects_without_overlap(db: Database) -> None:
    posted = await _post(db, 40)

    claims = await asyncio.gather(*(outbox.claim_due(db, "mail", AT, 7, 60) for _ in range(8)))

    claimed = [due.id for claim in claims for due in claim]
    assert sorted(claimed) == sorted(posted)


async def test_a_lane_has_its_own_effects(db: Database) -> None:
    [slow] = await _post(db, lane="alert")
    [quick] = await _post(db, lane="mail")

    assert [due.id for due in await outbox.claim_due(db, "mail", AT, 7, 60)] == [quick]
    assert [due.id for due in await outbox.claim_due(db, "alert", AT, 7, 60)] == [slow]


async def test_a_claim_that_ran_out_is_anybodys_again(db: Database) -> None:
    await _post(db)
    [first] = await outbox.claim_due(db, "mail", AT, 7, 60)

    held = await outbox.claim_due(db, "mail", AT + timedelta(seconds=59), 7, 60)
    [again] = await outbox.claim_due(db, "mail", AT + timedelta(seconds=61), 7, 60)

    assert held == ()
    assert (again.id, again.attempts) == (first.id, 2)
    assert again.effect == first.effect


async def test_what_failed_is_due_again_at_its_time(db: Database) -> None:
    await _post(db)
    [due] = await outbox.claim_due(db, "mail", AT, 7, 60)

    await outbox.failed(db, due.id, "451", AT + timedelta(minutes=5))

    assert await outbox.claim_due(db, "mail", AT + timedelta(minutes=4), 7, 60) == ()
    assert len(await outbox.claim_due(db, "mail", AT + timedelta(minutes=5), 7, 60)) == 1


async def test_what_is_done_or_dead_is_not_due(db: Database) -> None:
    one, two = await _post(db, 2)
    await outbox.claim_due(db, "mail", AT, 7, 60)

    await outbox.done(db, one, AT, "email")
    await outbox.dead(db, two, "550")

    assert await outbox.claim_due(db, "mail", AT + timedelta(days=9), 7, 60) == ()
    [dead] = await outbox.listing(db, "dead", 10)
    assert (dead["id"], dead["last_error"]) == (two, "550")
    assert await outbox.retry(db, two, AT) == 1
    assert await outbox.retry(db, one, AT) == 0
    [due] = await outbox.claim_due(db, "mail", AT, 7, 60)
    assert (due.id, due.attempts) == (two, 1)


async def test_what_is_carried_while_it_is_listed_is_listed_once(db: Database) -> None:
    posted = await _post(db, 40)

    async def carry() -> None:
        for each in posted:
            await outbox.done(db, each, AT, "email")

    carrying = asyncio.create_task(carry())
    listed = []
    while not carrying.done():
        listed.append(sorted(row["id"] for row in await outbox.listing(db)))
    await carrying

    assert listed
    assert all(ids == sorted(posted) for ids in listed)


async def test_what_was_passed_on_to_a_person_is_not_kept_once_it_was_carried(db: Database) -> None:
    talk = Talk()
    told = Forward(uuid4(), talk.id, "my name is John Canary", AT)
    await talk.say(db, "…", effects=(told,))
    [due] = await outbox.claim_due(db, "forward", AT + timedelta(minutes=1), 7, 60)

    await outbox.done(db, told.id, AT, "desk")

    assert due.effect == told
    async with db.reading() as reader:
        [row] = await tables.Outbox.filter(id=told.id).using_db(reader).values("state", "payload")
    assert (row["state"], row["payload"]["text"]) == ("done", "")


async def test_the_age_of_the_oldest_is_of_what_is_carried(db: Database) -> None:
    await _post(db, lane="mail")
    later = AT + timedelta(minutes=3)

    assert await outbox.oldest_age(db, later, lambda lane: lane == "mail") == 180
    assert await outbox.oldest_age(db, later, lambda lane: lane == "alert") is None
