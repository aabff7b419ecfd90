"""Any text that can be typed is kept as typed, the same on both databases; what cannot be kept breaks nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.model import Key
from storage import conversations, outbox, reports
from storage.database import Database
from storage.leads import LeadFacts
from tests.storage.talks import AT, Talk, alert, line, mail

KEPT = {
    "four bytes": "🚀 𝕏",
    "joined": "👩\u200d👩\u200d👧\u200d👦 👍\U0001f3fd",
    "right to left": "abc \u202edef\u202c שלום \u0645\u0631\u062d\u0628ا",
    "zero width": "a\u200bb\u200cc\u2060d\ufeff",
    "stacked": "e" + "\u0301" * 4096,
    "decomposed": "é é",
    "controls": "tab\there\nline\r\n\x1b[31m\x7f",
    "quotes": "'; DROP TABLE lead; -- \" \\ % {1} $1 ?",
    "json in json": '{"text": "\\u0000 \\\\u0000"}',
    "blank": "   ",
    "empty": "",
    "long": "ü" * 20_000,
}
CHANGED = {
    "nul": ("a\x00b", "ab"),
    "lone surrogate": ("a\ud83db", "a�b"),
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [*((text, text) for text in KEPT.values()), *CHANGED.values()],
    ids=[*KEPT, *CHANGED],
)
async def test_a_text_is_the_same_wherever_it_is_kept(db: Database, typed: str, kept: str) -> None:
    talk = Talk()
    letter = mail(talk.effect_id("m"), text=typed)

    decision = await talk.say(
        db,
        typed,
        answers=[("need", typed, typed), ("also", typed, (typed,))],
        lines=(line("r", 5, quote=typed),),
        effects=(letter, alert(talk.effect_id("a"), quote=typed)),
        lead=LeadFacts(name=typed, email="ann@example.com", source={"page": typed, "utm": {"k": typed}}),
    )

    found = await conversations.find(db, talk.now.key)
    assert found is not None
    assert [(answer.raw, answer.value) for answer in found.answers] == [(kept, kept), (kept, (kept,))]
    [said, _] = await conversations.transcript(db, talk.id)
    assert said.text == kept
    [due] = await outbox.claim_due(db, "mail", AT.replace(day=24), 5, 60)
    assert due.effect == replace(letter, text=kept)
    [card] = await reports.alerts(db)
    assert card["card"]["quote"] == kept
    [lead] = await reports.leads(db)
    assert (lead["name"], lead["source"]["utm"]["k"]) == (kept or None, kept)
    [ledger] = await reports.ledger(db, talk.id)
    assert ledger.quote == kept
    assert decision.score.points == ledger.points


async def test_the_score_line_of_an_unkeepable_quote_is_not_ended_by_the_next_turn(db: Database) -> None:
    talk = Talk()
    odd = line("r", 5, quote="a\x00b")
    await talk.say(db, "one", lines=(odd,))

    await talk.say(db, "two", lines=(odd, line("s", 3)))

    assert [each.points for each in await reports.ledger(db, talk.id)] == [5, 3]


async def test_a_person_whose_name_holds_nul_is_found_again(db: Database) -> None:
    talk = Talk("p\x001")
    await talk.say(db, "hi")

    assert await conversations.find(db, Key("web", "p\x001")) is not None
