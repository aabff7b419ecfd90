"""One transaction a turn: all of it or nothing, once, and in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import conversations, magnets, outbox, reports, tables
from storage.conversations import Overtaken, Repeated
from storage.database import Database
from storage.leads import LeadFacts
from tests.storage.talks import AT, Talk, alert, consent, counts, gift, line, mail


async def _answers(db: Database, talk: Talk) -> list[tuple[object, ...]]:
    async with db.reading() as reader:
        rows = tables.Answer.filter(conversation_id=talk.id).order_by("id").using_db(reader)
        return list(await rows.values_list("question", "said", "round", "version", "ended_version", "ended"))


async def test_a_recorded_turn_is_found_again_whole(db: Database) -> None:
    talk = Talk()

    decision = await talk.say(db, "hello", answers=[("size", "big", "l")], consents=(consent(),))

    assert await conversations.find(db, talk.now.key) == decision.conversation
    assert await conversations.by_id(db, talk.id) == decision.conversation
    assert await conversations.token_hash_of(db, talk.now.key, fresh=True) == "hash-p1"
    assert await conversations.transcript(db, talk.id) == decision.messages


async def test_a_transcript_can_be_read_in_part(db: Database) -> None:
    talk = Talk()
    for text in ("one", "two", "three"):
        await talk.say(db, text)

    part = await conversations.transcript(db, talk.id, after=1, upto=4)

    assert [message.seq for message in part] == [2, 3, 4]


async def test_the_same_incoming_again_is_told_as_repeated_and_changes_nothing(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "one", id_="a")
    await talk.say(db, "two", id_="b", effects=(mail(talk.effect_id("m")),))
    before = await counts(db)

    for id_, first in (("a", 1), ("b", 3)):
        with pytest.raises(Repeated) as repeated:
            await talk.say(db, "again", id_=id_)

        assert (repeated.value.turn.first_seq, repeated.value.turn.last_seq) == (first, first + 1)
        assert (repeated.value.conversation, repeated.value.turn.of) == (talk.id, 4)
    assert await counts(db) == before


async def test_the_opening_again_is_told_as_repeated(db: Database) -> None:
    talk, twin = Talk(), Talk()
    await talk.say(db, "open", id_="o")

    with pytest.raises(Repeated):
        await twin.say(db, "open", id_="o")


async def test_a_turn_decided_on_an_old_snapshot_is_overtaken(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "one", id_="a")
    rival = replace(talk)
    rival.now = talk.now
    await talk.say(db, "two", id_="b")
    before = await counts(db)

    with pytest.raises(Overtaken):
        await rival.say(db, "late", id_="c")

    assert await counts(db) == before
    assert await conversations.find(db, talk.now.key) == talk.now


async def test_a_turn_that_says_nothing_is_overtaken_too(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "one", id_="a")
    before, late = talk.now, talk.incoming("late", "c")
    decision = replace(talk.decide(late), messages=())
    await talk.say(db, "two", id_="b")

    with pytest.raises(Overtaken):
        await conversations.record(db, late, decision, before=before)

    assert await conversations.find(db, talk.now.key) == talk.now


async def test_two_beginnings_of_one_conversation_leave_one(db: Database) -> None:
    first, second = Talk(), Talk()
    await first.say(db, "one", id_="a")

    with pytest.raises(Overtaken):
        await second.say(db, "two", id_="b")

    assert (await counts(db))["conversation"] == 1


async def test_a_failure_in_the_middle_leaves_nothing(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "one")
    before = await counts(db)
    broken = replace(alert(talk.effect_id("a")), band="x" * 41)

    with pytest.raises(Exception, match="40 is the most"):
        await talk.say(db, "two", answers=[("size", "big", "l")], lines=(line("r", 5),), effects=(broken,))

    assert await counts(db) == before
    assert await conversations.find(db, talk.now.key) == talk.now


async def test_a_new_answer_ends_the_one_before_it(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "big", answers=[("size", "big", "l"), ("colour", "red", "r")])

    await talk.say(db, "small", answers=[("size", "small", "s")])

    assert await _answers(db, talk) == [
        ("size", "big", 0, 1, 2, "corrected"),
        ("colour", "red", 0, 1, None, None),
        ("size", "small", 0, 2, None, None),
    ]


async def test_an_answer_on_a_branch_left_ends_and_counts_again_on_the_way_back(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "yes", answers=[("team", "yes", "yes"), ("size", "big", "l")])
    await talk.say(db, "no", answers=[("team", "no", "no")], left=["size"])

    await talk.say(db, "yes", answers=[("team", "yes", "yes")], back=["size"])

    open_ = [row[:2] for row in await _answers(db, talk) if row[4] is None]
    ended = [(row[0], row[5]) for row in await _answers(db, talk) if row[4] is not None]
    assert sorted(open_) == [("size", "big"), ("team", "yes")]
    assert ended == [("team", "corrected"), ("size", "left"), ("team", "corrected")]


async def test_a_fresh_start_ends_the_answers_and_lines_of_the_round_before(db: Database) -> None:
    talk = Talk()
    await talk.say(db, "big", answers=[("size", "big", "l")], lines=(line("large", 20),))

    await talk.say(db, "restart", restart=True, lines=(line("large", 20),))

    assert await _answers(db, talk) == [("size", "big", 0, 1, 2, "restart")]
    assert await reports.ledger(db, talk.id) == (line("large", 20),)


async def test_the_open_lines_always_sum_to_the_score(db: Database) -> None:
    talk = Talk()
    ledgers = [
        (line("large", 20), line("soon", 10, axis="intent")),
        (line("large", 20, quote="very big"), line("soon", 10, axis="intent")),
        (line("soon", 10, axis="intent"), line("far", -15)),
        (),
        (line("large", 20),),
    ]

    for number, ledger in enumerate(ledgers):
        decision = await talk.say(db, f"turn {number}", lines=ledger)

        kept = await reports.ledger(db, talk.id)
        assert sum(each.points for each in kept) == decision.score.points
        assert set(kept) == set(ledger)


async def test_effects_gifts_consents_and_alerts_are_kept_once_however_often_they_are_decided(db: Database) -> None:
    talk = Talk()
    letter, card, given = mail(talk.effect_id("m")), alert(talk.effect_id("a")), gift(talk.effect_id("g"))

    await talk.say(db, "one", effects=(letter, card), gifts=(given,), consents=(consent(),))
    await talk.say(db, "two", effects=(letter, card), gifts=(given,))

    kept = await counts(db)
    assert (kept["outbox"], kept["alert"], kept["magnet_delivery"], kept["consent"]) == (2, 1, 1, 1)
    due = await outbox.claim_due(db, "mail", AT + timedelta(days=1), 10, 60)
    assert [each.effect for each in due] == [letter]


async def test_a_download_is_counted_and_its_first_time_kept(db: Database) -> None:
    talk = Talk()
    given = gift(talk.effect_id("g"))
    await talk.say(db, "one", gifts=(given,))

    await magnets.count_download(db, given.delivery, AT)
    await magnets.count_download(db, given.delivery, AT + timedelta(hours=1))

    kept = await magnets.delivery(db, given.delivery)
    assert kept is not None
    assert (kept.downloads, kept.first_download_at, kept.conversation) == (2, AT, talk.id)


async def test_a_lead_is_found_by_its_address_however_it_is_spelled(db: Database) -> None:
    first, second = Talk("p1"), Talk("p2")

    await first.say(db, "hi", lead=LeadFacts(name="Ann", email="Ann@Example.com", band="hot", points=70))
    await second.say(db, "hi")
    await second.say(db, "it is me", lead=LeadFacts(email="ann@example.com ", company="Acme", flow="quiz"))

    [lead] = await reports.leads(db)
    assert (lead["name"], lead["company"], lead["flow"]) == ("Ann", "Acme", "quiz")
    found = await reports.lead(db, "ANN@example.com")
    assert found is not None
    assert {talk["id"] for talk in found["conversations"]} == {first.id, second.id}


async def test_a_corrected_address_moves_only_that_conversation(db: Database) -> None:
    first, second = Talk("p1"), Talk("p2")
    await first.say(db, "hi", lead=LeadFacts(name="Ann", email="ann@example.com"))
    await second.say(db, "hi", lead=LeadFacts(name="Typo", email="ann@example.com"))

    await second.say(db, "oops", lead=LeadFacts(name="Bob", email="bob@example.com"))

    assert {row["email"]: row["name"] for row in await reports.leads(db)} == {
        "ann@example.com": "Ann",
        "bob@example.com": "Bob",
    }


async def test_a_lead_without_an_address_is_its_conversations_own_until_the_address_is_known(db: Database) -> None:
    known, talk = Talk("p1"), Talk("p2")
    await known.say(db, "hi", lead=LeadFacts(email="ann@example.com"))

    await talk.say(db, "call me", lead=LeadFacts(phone="+3225110000"))
    await talk.say(db, "mail me", lead=LeadFacts(phone="+3225110000", email="ann@example.com"))

    [lead] = await reports.leads(db)
    assert (lead["email"], lead["phone"]) == ("ann@example.com", "+3225110000")
