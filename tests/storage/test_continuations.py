"""A talk that is gone on with elsewhere is one person's: erased, exported and told as one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from storage import continuations, conversations, privacy, reports
from storage.database import Database
from storage.leads import LeadFacts
from tests.storage.talks import AT, Talk, count


async def say(db: Database, talk: Talk, minute: int, text: str) -> None:
    """One turn at that minute; its incoming's id is the minute, after a slash as some platforms' ids have one."""
    incoming = replace(talk.incoming(text, f"in/{minute}"), at=AT + timedelta(minutes=minute))
    decision = talk.decide(incoming)
    lead = LeadFacts(name=f"name of {talk.person}")
    await conversations.record(db, incoming, decision, before=talk.now, lead=lead)
    talk.now = decision.conversation


async def chain_of(db: Database) -> list[Talk]:
    """Three talks of one person, each gone on with in the next, and somebody else's whose id begins alike."""
    chain = [Talk("a%"), Talk("bot/4"), Talk("bot/42")]
    await say(db, chain[0], 0, "word 0")
    for n, (earlier, later) in enumerate(pairwise(chain)):
        await continuations.offer(db, f"token-{n}", earlier.id, AT + timedelta(days=n))
        by = f"web/{later.person}/in/{2 * n + 1}"
        assert await continuations.redeem(db, f"token-{n}", by, AT + timedelta(days=n)) == earlier.id
        await say(db, later, 2 * n + 1, f"word {2 * n + 1}")
    other = Talk("bot/421")
    await say(db, other, 0, "somebody else's")
    await continuations.offer(db, "unused", other.id, AT + timedelta(days=3))
    return [*chain, other]


@pytest.mark.parametrize("asked", [0, 1, 2])
async def test_an_erasure_takes_the_whole_chain_and_nobody_else(db: Database, asked: int) -> None:
    *chain, other = await chain_of(db)

    await privacy.erase_conversation(db, chain[asked].id, AT, uuid4())

    [lead] = await reports.leads(db)
    assert lead["name"] == "name of bot/421"
    assert await count(db, "conversation") == 1
    assert await conversations.by_id(db, other.id) is not None
    assert await count(db, "continuation") == 1


async def test_an_export_holds_the_whole_chain(db: Database) -> None:
    *chain, _ = await chain_of(db)

    told = await privacy.export(db, str(chain[1].id))

    assert {talk["id"] for talk in told["conversations"]} == {talk.id for talk in chain}
    assert {lead["name"] for lead in told["leads"]} == {f"name of {talk.person}" for talk in chain}
    assert "token-" not in json.dumps(told, default=str)


async def test_the_whole_transcript_begins_at_the_first_word_and_leaves_each_talk_where_the_person_did(
    db: Database,
) -> None:
    first, _, third, _ = await chain_of(db)
    await say(db, first, 4, "said on the old side since")
    await say(db, third, 5, "word 5")

    told = await conversations.whole_transcript(db, third.id)

    assert [m.text for m in told if m.sender == "you"] == ["word 0", "word 1", "word 3", "word 5"]
    assert [m.text for m in await conversations.whole_transcript(db, first.id)][::2] == [
        "word 0",
        "said on the old side since",
    ]
