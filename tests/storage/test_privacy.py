"""A person's rights: an export holds all of theirs and nobody else's, an erasure leaves not a byte."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from flows.case import Disqualified
from flows.effects import EraseLead, ShowDigest, WithdrawCard
from flows.model import Key, Source
from flows.sales import hour_of
from storage import cases, codec, dead_letters, outbox, privacy, reports, tables
from storage.database import Database, Unavailable
from storage.leads import LeadFacts
from tests.storage.talks import (
    ANA,
    AT,
    DESK,
    Talk,
    act_on,
    alert,
    consent,
    count,
    counts,
    gift,
    line,
    mail,
    raise_case,
)

PLANTED = {
    "said": "planted-said-0x1",
    "answer": "planted-answer-0x2",
    "corrected": "planted-corrected-0x3",
    "quote": "planted-quote-0x4",
    "mail": "planted-mail-0x5",
    "dead": "planted-dead-0x6",
    "card": "planted-card-0x7",
    "name": "planted-name-0x8",
    "email": "planted-email-0x9@example.com",
    "company": "planted-company-0xa",
    "person": "planted-person-0xb",
    "page": "https://example.com/planted-page-0xc",
    "case": "planted-case-0xd",
    "note": "planted-note-0xe",
    "letter": "planted-letter-0xf",
}


async def _plant(db: Database) -> Talk:
    p = PLANTED
    talk = Talk(p["person"])
    talk.now = replace(talk.now, source=Source(page=p["page"]))
    facts = LeadFacts(name=p["name"], email=p["email"], company=p["company"], phone="+3225110000")
    lost = mail(talk.effect_id("dead"), text=p["dead"])
    await talk.say(db, p["said"], answers=[("need", p["corrected"], p["corrected"])], effects=(lost,))
    await outbox.dead(db, lost.id, "refused")
    await talk.say(
        db,
        "more",
        answers=[("need", p["answer"], p["answer"]), ("mail", p["email"], p["email"])],
        lines=(line("r", 5, quote=p["quote"]),),
        effects=(mail(talk.effect_id("m"), p["email"], p["mail"]), alert(talk.effect_id("a"), p["card"])),
        gifts=(gift(talk.effect_id("g")),),
        consents=(consent(),),
        lead=facts,
    )
    case = await raise_case(db, talk, p["case"])
    await act_on(db, case, Disqualified("no-need", p["note"]), ANA)
    await dead_letters.keep(db, "web", p["person"], "u1", "malformed", p["letter"].encode(), AT)
    return talk


async def _neighbours(db: Database, many: int) -> list[Talk]:
    """Others, whose rows lie between and around, growing and shrinking as they talk."""
    talks = [Talk(f"other-{n}") for n in range(many)]
    for turn in range(3):
        for n, talk in enumerate(talks):
            said = f"other words {n} {turn} " * (1 + (n * 7 + turn * 5) % 40)
            facts = LeadFacts(name=f"other name {n}", email=f"other{n}@example.com") if turn else None
            await talk.say(db, said, answers=[("need", said, said)], lead=facts, effects=(mail(talk.effect_id("m")),))
    return talks


async def _all_text(db: Database) -> str:
    """Everything in every table."""
    async with db.reading() as reader:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if db.path
            else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        )
        tables = [row["name"] for row in await reader.execute_query_dict(names)]
        rows = [await reader.execute_query_dict(f'SELECT * FROM "{table}"') for table in tables]  # noqa: S608
    return str(rows)


def _bytes(db: Database) -> bytes:
    assert db.path is not None
    return b"".join(path.read_bytes() for path in sorted(db.path.parent.glob(db.path.name + "*")))


@pytest.mark.usefixtures("only_sqlite")
async def test_an_erasure_leaves_no_byte_in_the_database_or_its_log(db: Database) -> None:
    await _neighbours(db, 20)
    talk = await _plant(db)
    await _neighbours_again(db)
    before = _bytes(db)

    receipt = await privacy.erase_lead(db, PLANTED["email"], AT)

    after = _bytes(db)
    assert [name for name, text in PLANTED.items() if text.encode() not in before] == []
    assert [name for name, text in PLANTED.items() if text.encode() in after] == []
    assert str(talk.id).encode() not in after
    assert b"other name 19" in after
    assert receipt is not None
    assert receipt.counts["messages"] == 4


async def _neighbours_again(db: Database) -> None:
    for n in range(20):
        await Talk(f"late-{n}").say(db, f"late words {n} " * (1 + n * 11 % 30))


async def test_an_erasure_leaves_no_row_and_no_neighbour_loses_one(db: Database) -> None:
    await _neighbours(db, 3)
    before = await counts(db)
    await _plant(db)
    there = await _all_text(db)

    await privacy.erase_lead(db, PLANTED["email"].upper(), AT)

    told = await _all_text(db)
    assert [name for name, text in PLANTED.items() if text not in there] == []
    assert [name for name, text in PLANTED.items() if text in told] == []
    assert await counts(db) == before
    assert await count(db, "erasure_receipt") == 1


async def test_what_a_corrected_answer_left_is_erased_by_the_file_too(db: Database) -> None:
    talk = await _plant(db)

    await privacy.erase_conversation(db, talk.id, AT, uuid4())

    assert set((await counts(db)).values()) == {0}


async def test_an_export_holds_all_of_a_persons_and_nobody_elses(db: Database) -> None:
    await _neighbours(db, 3)
    talk = await _plant(db)

    for who in (PLANTED["email"], "+32 2 511 00 00", str(talk.id)):
        told = json.dumps(await privacy.export(db, who), default=str)

        assert [name for name, text in PLANTED.items() if text not in told] == []
        assert "other" not in told
        assert f"hash-{PLANTED['person']}" not in told


async def test_an_export_tells_the_history_of_an_answer(db: Database) -> None:
    await _plant(db)

    exported = await privacy.export(db, PLANTED["email"])

    [talk] = exported["conversations"]
    assert [(row["said"], row["ended"]) for row in talk["answers"] if row["question"] == "need"] == [
        (PLANTED["corrected"], "corrected"),
        (PLANTED["answer"], None),
    ]


async def test_somebody_unknown_has_nothing_to_export_or_erase(db: Database) -> None:
    await _plant(db)
    before = await counts(db)

    for who in ("nobody@example.com", "+3220000000", str(uuid4()), "", "%", "+", "@"):
        assert await privacy.export(db, who) == {}
        assert await privacy.erase_lead(db, who, AT) is None
    assert await counts(db) == before


async def test_erasing_again_gives_the_same_receipt(db: Database) -> None:
    talk = await _plant(db)
    number = uuid4()

    first = await privacy.erase_conversation(db, talk.id, AT, number)
    again = await privacy.erase_conversation(db, talk.id, AT + timedelta(hours=1), number)
    gone = await privacy.erase_conversation(db, None, AT + timedelta(hours=1), number)

    assert first == again == gone
    assert await privacy.receipts(db) == (first,)


async def test_the_effect_that_asks_for_the_erasure_goes_with_it(db: Database) -> None:
    talk = await _plant(db)
    wish = EraseLead(talk.effect_id("erase"))
    await talk.say(db, "delete my data", effects=(wish,))

    await privacy.erase_conversation(db, talk.id, AT, wish.id)

    assert await outbox.listing(db) == []


async def test_a_lead_with_another_conversation_loses_only_what_this_one_told(db: Database) -> None:
    first, second = Talk("p1"), Talk("p2")
    await first.say(db, "hi", lead=LeadFacts(name="Ann", email="ann@example.com", company="Acme"))
    await second.say(db, "hi")
    await second.say(db, "hi again", lead=LeadFacts(name="Anna", email="ann@example.com", phone="+3225110000"))

    await privacy.erase_conversation(db, second.id, AT, uuid4())

    [lead] = await reports.leads(db)
    assert (lead["name"], lead["company"], lead["phone"]) == ("Ann", "Acme", None)


async def test_a_receipt_recognises_its_subject_and_tells_nothing(db: Database) -> None:
    talk = await _plant(db)
    await privacy.erase_conversation(db, talk.id, AT, uuid4())

    async with db.reading() as reader:
        [row] = await reader.execute_query_dict("SELECT subject_hash FROM erasure_receipt")

    kept = row["subject_hash"]
    assert kept == privacy.subject_hash(talk.id, kept.partition("$")[0])
    assert str(talk.id) not in kept


@pytest.mark.usefixtures("only_sqlite")
async def test_an_erasure_that_a_reader_blocks_says_so_and_is_completed_when_repeated(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = await _plant(db)
    number = uuid4()
    monkeypatch.setattr("storage.database._SCRUB_PATIENCE", 0.5)
    assert db.path is not None
    other_talk = Talk("other")
    with contextlib.closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM message").fetchall()

        erasing = asyncio.create_task(privacy.erase_conversation(db, talk.id, AT, number))
        async with asyncio.timeout(2):  # turns go on meanwhile: trying holds them up for a moment only
            for n in range(5):
                await other_talk.say(db, f"word {n}")
        with pytest.raises(Unavailable):
            await erasing
        blocked = _bytes(db)
        other.execute("ROLLBACK")

    receipt = await privacy.erase_conversation(db, talk.id, AT, number)

    assert PLANTED["said"].encode() in blocked
    assert [name for name, text in PLANTED.items() if text.encode() in _bytes(db)] == []
    assert receipt.id == number


# --- what the sales desk holds -----------------------------------------------------------------------------------


async def _posted(db: Database) -> list[object]:
    """What waits in the outbox for no talk's sake."""
    async with db.reading() as reader:
        rows = tables.Outbox.filter(conversation_id=None).using_db(reader)
        return [codec.effect_from(payload) for payload in await rows.values_list("payload", flat=True)]


async def test_an_erasure_takes_a_posted_card_off_the_desk_and_says_nothing_of_whose_it_was(db: Database) -> None:
    talk = await _plant(db)
    case = await raise_case(db, talk, PLANTED["quote"])
    await cases.posted(db, case.id, "17.1")

    await privacy.erase_lead(db, PLANTED["email"], AT)

    [withdrawn] = await _posted(db)
    assert isinstance(withdrawn, WithdrawCard)
    assert (withdrawn.desk, withdrawn.ref) == (DESK, {"ts": "17.1"})
    assert [name for name, text in PLANTED.items() if text in await _all_text(db)] == []


async def test_an_erasure_takes_a_line_out_of_the_hours_digest(db: Database) -> None:
    talk = await _plant(db)
    await raise_case(db, talk, crowded=True)

    await privacy.erase_lead(db, PLANTED["email"], AT)

    [shown] = await _posted(db)
    assert isinstance(shown, ShowDigest)
    assert (shown.desk, shown.since) == (DESK, hour_of(AT))


async def test_a_card_goes_with_any_talk_that_it_may_tell_of_and_other_leads_keep_theirs(db: Database) -> None:
    first, second, other = Talk("p1"), Talk("p2"), Talk("p3")
    for talk, mail_to in ((first, "ann@example.com"), (second, "ann@example.com"), (other, "bob@example.com")):
        await talk.say(db, "hi", lead=LeadFacts(email=mail_to))
    case, kept = await raise_case(db, second), await raise_case(db, other)

    await privacy.erase_conversation(db, first.id, AT, uuid4())

    assert await cases.find(db, case.id) is None
    assert await cases.find(db, kept.id) is not None


async def test_letters_that_could_not_be_read_go_with_their_own_sender_only(db: Database) -> None:
    talk = Talk("7/42")
    talk.now = replace(talk.now, key=Key("telegram", "7/42"))
    await talk.say(db, "hi")
    for n, (channel, person) in enumerate(
        [("telegram", "7/42"), ("telegram:7", "7/42"), ("telegramish", "7/42"), ("slack", "7/42"), ("telegram:7", None)]
    ):
        await dead_letters.keep(db, channel, person, str(n), "malformed", b"{}", AT)

    exported = await privacy.export(db, str(talk.id))
    await privacy.erase_conversation(db, talk.id, AT, uuid4())

    assert {row["incoming_id"] for row in exported["conversations"][0]["dead_letters"]} == {"0", "1"}
    assert {row["incoming_id"] for row in await dead_letters.listing(db)} == {"2", "3", "4"}


async def test_an_export_tells_what_sales_did(db: Database) -> None:
    await _plant(db)

    exported = await privacy.export(db, PLANTED["email"])

    [case] = exported["conversations"][0]["cases"]
    assert [turn["did"] for turn in case["turns"]] == ["raised", "disqualify"]
    assert case["snapshot"]["note"] == PLANTED["note"]
