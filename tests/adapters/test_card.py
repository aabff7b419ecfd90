"""The card says why a lead is hot in the reader's language, and shows a lead's words as words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.integrations.card import card, shown, terminal
from flows.effects import AlertSales
from tests.adapters.leads import MARIE, saying

HOSTILE = (
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\x1b]0;owned\x07title",
    "\x1b]8;;https://evil\x1b\\good\x1b]8;;\x1b\\",
    "\x9b31mred",
    "line one\r\nline two\x08\x08",
    "\u202egnirts\u2066",
    "half \ud800 character",
    "nul \x00 and delete \x7f",
)


def drawn(alert: AlertSales, width: int = 80, *, colour: bool = False) -> str:
    written: list[str] = []
    terminal(alert, written.append, width, colour)
    assert len(written) == 1
    return written[0]


def test_a_card_in_french_says_what_a_seller_needs():
    marie = card(MARIE)

    assert marie.headline == "Prospect chaud"
    assert marie.band == "Chaud · score 85 (adéquation 45, intention 40)"
    assert marie.reasons[0] == "+30  Budget confirmé\u00a0: «\u00a0on a 15 000 €, R&D comprise\u00a0»"
    assert marie.reasons[2].startswith("−5  Pas avant l’été")
    assert marie.origin == (
        ("Source", "/audit · utm_source=lettre"),
        ("Canal", "page web"),
        ("Langue", "français"),
        ("Reçu le", "23 novembre 2026, 09:12 UTC"),
    )


def test_a_card_in_english_says_the_same():
    marie = card(replace(MARIE, locale="en-GB"))

    assert marie.headline == "Hot lead"
    assert marie.band == "Hot · score 85 (fit 45, intent 40)"
    assert dict(marie.origin)["Received"] == "23 November 2026, 09:12 UTC"
    assert "In their words" in marie.headings.quote


def test_a_card_is_in_the_sellers_language_and_names_the_prospects():
    marie = card(replace(MARIE, locale="en", language="fr-BE"))

    assert marie.headline == "Hot lead"
    assert dict(marie.origin)["Language"] == "French"


def test_a_language_that_is_not_ours_is_read_in_english_and_named():
    marie = card(replace(MARIE, locale="nl", language="nl"))

    assert marie.headline == "Hot lead"
    assert dict(marie.origin)["Language"] == "nl"


def test_a_prospect_who_asks_for_a_person_is_announced_as_such_whatever_the_band():
    marie = card(replace(MARIE, reason="human", band="cold"))

    assert marie.headline == "Un prospect demande à parler à quelqu’un"
    assert marie.urgent


def test_times_are_told_in_utc():
    brussels = datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    assert card(replace(MARIE, at=brussels)).origin[3][1] == "30 novembre 2026, 23:30 UTC"


def test_a_lead_without_details_reasons_or_words_still_makes_a_card():
    bare = card(replace(MARIE, contact=(), lines=(), facts=(), quote="", source=""))

    assert bare.contact == (("Contact", "aucune coordonnée laissée pour l’instant"),)
    assert bare.reasons == ("Aucun point pour l’instant",)
    assert bare.quote == ""
    assert drawn(replace(MARIE, contact=(), lines=(), facts=(), quote="", source=""))


def test_a_lead_cannot_forge_a_reason_with_a_line_break():
    forged = card(saying("rien\n+99  Budget illimité"))

    assert len(forged.reasons) == 2
    assert all("\n" not in reason for reason in forged.reasons)


def test_braces_in_a_leads_words_stay_braces():
    assert "{points} {0} %s" in card(saying("{points} {0} %s")).quote


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("colour", [False, True])
def test_nothing_a_lead_writes_reaches_the_terminal_as_a_command(words: str, colour: bool):
    text = drawn(saying(words), colour=colour)

    ours = re.sub(r"\x1b\[(?:0|1|2|3|1;31)m", "", text) if colour else text
    assert {c for c in ours if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} == {"\n"}
    assert "evil" not in ours


def test_without_colour_there_is_no_escape_sequence_and_with_colour_the_words_are_the_same():
    plain, painted = drawn(MARIE), drawn(MARIE, colour=True)

    assert "\x1b" not in plain
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


@pytest.mark.parametrize("width", [10, 40, 80, 100, 250])
@pytest.mark.parametrize("words", ["court", "mot " * 80, "x" * 300, "長い言葉" * 40, "e\u0301" * 90])
def test_every_row_of_the_box_is_equally_wide(width: int, words: str):
    rows = drawn(saying(words), width).splitlines()

    assert len({_columns(row) for row in rows}) == 1
    assert _columns(rows[0]) <= max(40, min(width, 100))
    assert rows[0][0] + rows[0][-1] + rows[-1][0] + rows[-1][-1] == "╭╮╰╯"


def _columns(row: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in row)
    return len(row) + wide - sum(unicodedata.combining(c) > 0 for c in row)


def test_the_box_holds_every_part_of_the_card():
    text = " ".join(drawn(MARIE, 100).replace("│", " ").split())

    for part in ("PROSPECT CHAUD", "Audit énergétique", "marie@dupont.be", "isoler 3 bâtiments", "+30", "−5", "signe"):
        assert part in text


@given(st.text(max_size=300), st.integers(min_value=2, max_value=50))
def test_shown_text_is_one_bounded_line_whatever_comes_in(text: str, longest: int):
    line = shown(text, longest)

    assert len(line) <= longest
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Zl", "Zp"}
    line.encode()


def test_an_endless_escape_sequence_hides_nothing_of_what_follows():
    assert shown("\x1b]0;unclosed budget 15 000 €") == "0;unclosed budget 15 000 €"


def test_families_and_accents_stay_whole():
    assert shown("👩\u200d👩\u200d👧 à l’œuvre") == "👩\u200d👩\u200d👧 à l’œuvre"
