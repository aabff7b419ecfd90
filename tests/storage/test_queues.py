"""Queues, paces and leases: one person's effects in order, no faster than allowed, and one holder at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from adapters.channels.contract import Pace
from flows.effects import Acknowledge, EraseLead, Say, Settle
from flows.model import Key
from storage import leases, outbox, pace, tables
from storage.conversations import Overtaken
from storage.database import Database
from tests.storage.talks import AT, Talk, count, raise_case, take

ANN, BEN = Key("telegram", "1/ann"), Key("telegram", "1/ben")
LANE = "telegram:1"


def say(to: Key, text: str = "hello") -> Say:
    return Say(uuid4(), to, text, "en", "e" * 8)


def settle(to: Key) -> Settle:
    return Settle(uuid4(), to, uuid4(), "answered")


async def _post(db: Database, *effects: Say | Settle | EraseLead | Acknowledge, version: int = 1) -> None:
    async with db.transaction() as tx:
        await db.run(tx, outbox.post([outbox.Post(effects, AT, version, None)]))


async def _claimed(db: Database, later: float = 0.0, most: int = 10) -> list[UUID]:
    now = AT + timedelta(seconds=later)
    return [due.id for due in await outbox.claim_due(db, LANE, now, most, 60)]


async def test_one_persons_effects_are_claimed_one_after_the_other(db: Database) -> None:
    first, second, other = say(ANN), say(ANN), say(BEN)
    await _post(db, first, second)
    await _post(db, other)

    once = await _claimed(db)
    twice = await _claimed(db)
    await outbox.done(db, first.id, AT, "telegram")
    after = await _claimed(db)

    assert sorted(once) == sorted([first.id, other.id])
    assert twice == []
    assert after == [second.id]


async def test_a_later_turn_waits_for_an_earlier_one_that_failed(db: Database) -> None:
    early, late = say(ANN), say(ANN)
    await _post(db, late, version=5)
    await _post(db, early, version=4)
    assert await _claimed(db) == [early.id]

    await outbox.failed(db, early.id, "out of order", AT + timedelta(seconds=30))

    assert await _claimed(db, 10) == []
    assert await _claimed(db, 31) == [early.id]
    await outbox.dead(db, early.id, "given up")
    assert await _claimed(db, 31) == [late.id]


async def test_effects_of_one_place_in_a_queue_go_one_after_the_other(db: Database) -> None:
    effects = sorted((say(ANN) for _ in range(3)), key=lambda effect: str(effect.id))
    await _post(db, effects[1])
    await _post(db, effects[2])
    assert await _claimed(db) == [effects[1].id]
    await _post(db, effects[0])
    assert await _claimed(db) == []

    await outbox.done(db, effects[1].id, AT, "telegram")

    assert await _claimed(db) == [effects[0].id]


async def test_of_cases_opened_at_once_no_more_than_there_is_room_for_have_a_card(db: Database) -> None:
    talks = [Talk(f"p{n}") for n in range(6)]
    for talk in talks:
        await talk.say(db, "hi")

    async def opens(talk: Talk) -> bool:
        try:
            await raise_case(db, talk, room=2)
        except Overtaken:
            await raise_case(db, talk, crowded=True, room=2)
            return False
        return True

    assert sum(await asyncio.gather(*map(opens, talks))) == 2
    assert await count(db, "sales_case") == 6


async def test_an_erasure_waits_for_the_farewell_of_its_queue_in_another_lane(db: Database) -> None:
    farewell, erase = say(ANN), EraseLead(uuid4(), after=ANN)
    await _post(db, farewell, erase)

    before = await outbox.claim_due(db, "erase", AT, 5, 60)
    await outbox.done(db, farewell.id, AT, "telegram")
    after = await outbox.claim_due(db, "erase", AT, 5, 60)

    assert before == ()
    assert [due.id for due in after] == [erase.id]


async def test_what_a_turn_put_behind_is_claimed_with_it_up_to_a_message(db: Database) -> None:
    first, second, third, other = settle(ANN), say(ANN), say(ANN), settle(BEN)
    await _post(db, first, second, third)
    await _post(db, settle(ANN), version=2)
    await _post(db, other, version=2)

    claimed = await _claimed(db)

    assert [id_ for id_ in claimed if id_ != other.id] == [first.id, second.id]
    assert other.id in claimed
    assert await _claimed(db) == []


async def test_what_is_not_due_or_of_another_lane_is_not_claimed_with_what_comes_before(db: Database) -> None:
    first, late = settle(ANN), replace(say(ANN), wait=5.0)
    await _post(db, first, late)
    before, erase, after = settle(BEN), EraseLead(uuid4(), after=BEN), say(BEN)
    await _post(db, before, erase, after)

    assert sorted(await _claimed(db)) == sorted([first.id, before.id])


async def test_no_more_is_claimed_than_the_lane_may_send_and_then_it_waits(db: Database) -> None:
    first, second = settle(ANN), say(ANN)
    await _post(db, first, second)
    paces = Pace(2.0, 1), Pace(1.0, 2)

    once = await outbox.claim_due(db, LANE, AT, 10, 60, *paces)
    await outbox.done(db, first.id, AT, "telegram")
    twice = await outbox.claim_due(db, LANE, AT, 10, 60, *paces)
    lanes, following = await outbox.look(db, AT)
    later = await outbox.claim_due(db, LANE, AT + timedelta(seconds=2), 10, 60, *paces)

    assert [due.id for due in once] == [first.id]
    assert twice == ()
    assert lanes == ()
    assert following == AT + timedelta(seconds=2)
    assert [due.id for due in later] == [second.id]


async def test_a_message_takes_its_turn_in_the_pace_of_its_chat_and_nothing_else_does(db: Database) -> None:
    await _post(db, settle(ANN), say(ANN))
    await _post(db, settle(BEN))

    claimed = await outbox.claim_due(db, LANE, AT, 10, 60, Pace(1.0, 9), Pace(1.0, 1))

    assert len(claimed) == 3
    assert (await take(db, "telegram/1/ann", AT, 1.0, 1, 1))[0] == 0
    assert (await take(db, "telegram/1/ben", AT, 1.0, 1, 1))[0] == 1


async def test_what_was_claimed_and_not_tried_is_due_as_it_was(db: Database) -> None:
    first, second = settle(ANN), say(ANN)
    await _post(db, first, second)
    claimed = await outbox.claim_due(db, LANE, AT, 10, 60)
    await outbox.dead(db, first.id, "refused")

    await outbox.release(db, claimed)

    [again] = await outbox.claim_due(db, LANE, AT, 1, 60)
    assert (again.id, again.attempts) == (second.id, 1)


async def test_what_another_has_claimed_since_is_not_released(db: Database) -> None:
    first, second = settle(ANN), say(ANN)
    await _post(db, first, second)
    _, late = await outbox.claim_due(db, LANE, AT, 10, 60)
    later = AT + timedelta(seconds=61)
    theirs = await outbox.claim_due(db, LANE, later, 10, 60)
    await outbox.done(db, first.id, later, "box")

    await outbox.release(db, [late])

    assert [due.id for due in theirs] == [first.id, second.id]
    assert await outbox.claim_due(db, LANE, later, 10, 60) == ()


@pytest.mark.usefixtures("only_postgres")
async def test_holding_a_lane_does_not_wait_for_who_claims_in_it(db: Database) -> None:
    """They wait for the lane's pace meanwhile, which we hold: neither would end."""
    mine, theirs = say(ANN), say(BEN)
    await _post(db, mine)
    await _post(db, theirs)
    async with db.transaction() as tx:
        await tables.Outbox.filter(id=theirs.id).select_for_update().using_db(tx)
        async with asyncio.timeout(2):
            await outbox.hold_lane(db, LANE, AT + timedelta(seconds=9))

    assert {row["id"]: row["due_at"] - AT for row in await outbox.listing(db)} == {
        mine.id: timedelta(seconds=9),
        theirs.id: timedelta(0),
    }


async def test_an_acknowledgement_overtakes_what_waits_in_the_queue(db: Database) -> None:
    first, ack = say(ANN), Acknowledge(uuid4(), ANN, "cb", None)
    await _post(db, first)
    await _claimed(db)

    await _post(db, ack, version=2)

    assert await _claimed(db) == [ack.id]


async def test_competing_claimers_never_share_a_queue(db: Database) -> None:
    says = [say(Key("telegram", f"1/p{n % 5}")) for n in range(25)]
    for version, each in enumerate(says):
        await _post(db, each, version=version)

    claims = await asyncio.gather(*(outbox.claim_due(db, LANE, AT, 3, 60) for _ in range(6)))

    claimed = [due for claim in claims for due in claim]
    assert len(claimed) == len({due.queue for due in claimed}) == 5


async def test_what_waits_for_somebody_who_is_gone_is_cancelled(db: Database) -> None:
    first, second, other = say(ANN), say(ANN), say(BEN)
    await _post(db, first, second, other)

    count = await outbox.cancel(db, "telegram/1/ann", "blocked")

    assert count == 2
    assert await _claimed(db) == [other.id]
    assert {row["state"] for row in await outbox.listing(db)} == {"cancelled", "pending"}


async def test_what_was_postponed_counts_as_not_tried(db: Database) -> None:
    each = say(ANN)
    await _post(db, each)
    await _claimed(db)

    await outbox.postpone(db, each.id, AT + timedelta(seconds=5))

    assert await _claimed(db, 4) == []
    [again] = await outbox.claim_due(db, LANE, AT + timedelta(seconds=5), 1, 60)
    assert (again.attempts, again.unsure) == (1, False)


async def test_that_an_answer_was_lost_is_remembered(db: Database) -> None:
    each = say(ANN)
    await _post(db, each)
    await _claimed(db)

    await outbox.failed(db, each.id, "lost", AT, unsure=True)

    [again] = await outbox.claim_due(db, LANE, AT, 1, 60)
    assert again.unsure


async def test_the_lanes_due_are_those_where_something_can_be_claimed(db: Database) -> None:
    await _post(db, say(ANN), EraseLead(uuid4(), after=ANN))

    assert await outbox.look(db, AT) == ((LANE,), None)
    assert await outbox.look(db, AT - timedelta(seconds=1)) == ((), AT)
    await _claimed(db)
    assert await outbox.look(db, AT) == ((), AT + timedelta(seconds=60))


async def test_a_person_is_sent_to_no_faster_than_the_pace_of_their_queue(db: Database) -> None:
    first, second = say(ANN), say(ANN)
    await _post(db, first, second)
    await _claimed(db)
    await take(db, "telegram/1/ann", AT, 1.0, 1, 1)
    await outbox.done(db, first.id, AT, "telegram")

    assert await _claimed(db, 0.5) == []
    assert await outbox.look(db, AT + timedelta(seconds=0.5)) == ((), AT + timedelta(seconds=1))
    assert await _claimed(db, 1) == [second.id]


async def test_what_the_other_side_called_it_is_kept(db: Database) -> None:
    each = say(ANN)
    await _post(db, each)
    before = await outbox.ref_of(db, each.id)

    await outbox.done(db, each.id, AT, "telegram", {"message": 7})

    assert before is None
    assert await outbox.ref_of(db, each.id) == {"message": 7}


# --- paces -------------------------------------------------------------------------------------------------------


async def test_a_burst_is_granted_and_then_one_at_a_time(db: Database) -> None:
    granted = [await take(db, "bot", AT, 0.5, 3, 1) for _ in range(4)]
    later = await take(db, "bot", AT + timedelta(seconds=0.5), 0.5, 3, 5)

    assert granted == [(1, None)] * 3 + [(0, AT + timedelta(seconds=0.5))]
    assert later == (1, None)


async def test_after_a_rest_the_whole_burst_is_there_again_and_no_more(db: Database) -> None:
    await take(db, "bot", AT, 1.0, 3, 3)

    assert await take(db, "bot", AT + timedelta(hours=1), 1.0, 3, 10) == (3, None)


async def test_many_at_once_get_no_more_than_the_pace_allows(db: Database) -> None:
    takes = await asyncio.gather(*(take(db, "bot", AT, 1 / 30, 30, 4) for _ in range(20)))

    assert sum(granted for granted, _ in takes) == 30


async def test_a_held_scope_grants_nothing_until_then(db: Database) -> None:
    await pace.hold(db, "bot", AT + timedelta(seconds=9))
    await pace.hold(db, "bot", AT + timedelta(seconds=3))  # the longer wait stays

    assert await take(db, "bot", AT, 1.0, 5, 1) == (0, AT + timedelta(seconds=9))
    assert (await take(db, "other", AT, 1.0, 5, 1))[0] == 1


async def test_paces_of_the_past_are_forgotten_and_those_of_now_are_not(db: Database) -> None:
    await take(db, "old", AT - timedelta(hours=2), 1.0, 1, 1)
    await take(db, "new", AT, 1.0, 1, 1)

    await pace.forget(db, AT - timedelta(hours=1))

    assert (await take(db, "new", AT, 1.0, 1, 1))[0] == 0


# --- leases ------------------------------------------------------------------------------------------------------


async def test_a_lease_is_one_holders_until_it_runs_out(db: Database) -> None:
    takes = await asyncio.gather(*(leases.take(db, "poller", f"p{n}", AT, 20) for n in range(8)))
    winner = f"p{takes.index(True)}"

    renewed = await leases.take(db, "poller", winner, AT + timedelta(seconds=15), 20)
    refused = await leases.take(db, "poller", "late", AT + timedelta(seconds=34), 20)
    taken = await leases.take(db, "poller", "late", AT + timedelta(seconds=35), 20)
    lost = await leases.take(db, "poller", winner, AT + timedelta(seconds=36), 20)

    assert sum(takes) == 1
    assert (renewed, refused, taken, lost) == (True, False, True, False)


async def test_a_lease_given_up_is_free_at_once(db: Database) -> None:
    await leases.take(db, "poller", "a", AT, 20)
    await leases.give_up(db, "poller", "b")
    held = await leases.take(db, "poller", "b", AT, 20)

    await leases.give_up(db, "poller", "a")

    assert not held
    assert await leases.take(db, "poller", "b", AT, 20)


async def test_a_token_is_used_first_by_one_of_many_and_never_again(db: Database) -> None:
    uses = await asyncio.gather(*(leases.first_use(db, "install", "token", AT, 20) for _ in range(8)))

    again = await leases.first_use(db, "install", "token", AT + timedelta(seconds=19), 20)
    other = await leases.first_use(db, "install", "other", AT + timedelta(seconds=21), 20)

    assert sum(uses) == 1
    assert (again, other) == (False, True)
    assert await count(db, "lease") == 1


async def test_writing_again_makes_a_person_reachable(db: Database) -> None:
    from storage import conversations, tables

    talk = Talk()
    await talk.say(db, "hi")
    await conversations.mark_unreachable(db, talk.id, "blocked")

    async def told() -> list[object]:
        async with db.reading() as reader:
            return list(await tables.Conversation.all().using_db(reader).values_list("unreachable", flat=True))

    before = await told()
    await talk.say(db, "again")

    assert before == ["blocked"]
    assert await told() == [None]


async def test_what_waits_a_moment_gives_way_to_what_replaces_it(db: Database) -> None:
    held, gone = replace(say(ANN), wait=1.2), replace(say(BEN), wait=1.2)
    await _post(db, held, gone)
    early = await _claimed(db, 1.0)
    claimed = await _claimed(db, 1.3, most=1)
    left = ({held.id, gone.id} - set(claimed)).pop()
    to = ANN if left == held.id else BEN

    await _post(db, replace(say(to), replaces=(held.id, gone.id)), version=2)

    states = {row["id"]: row["state"] for row in await outbox.listing(db)}
    assert early == []
    assert states[left] == "cancelled"
    assert states[claimed[0]] == "pending"
