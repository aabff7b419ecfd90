"""The language of a message, told by its small words."""

from __future__ import annotations

import pytest

from flows.flow import Flow
from flows.reading.tongue import tongue
from tests.flows.visitors import Visitor, bot


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("we would like to stop typing the invoices by hand", "en"),
        ("it is for the whole of my team, what do you have?", "en"),
        ("je voudrais que vous me parliez de la facturation", "fr"),
        ("c\u2019est pour mon équipe, qu\u2019est-ce que vous avez ?", "fr"),
        ("Camille Dubois", None),
        ("10k", None),
        ("in May", None),
        ("le CRM de the company", None),
        ("", None),
    ],
)
def test_enough_small_words_tell_it(text: str, language: str | None) -> None:
    assert tongue(text) == language


@pytest.mark.parametrize(
    ("locale", "said", "asked"),
    [
        ("fr", "we would like to stop typing the invoices by hand", "How many people work in your company?"),
        ("en", "nous voudrions ne plus relancer les factures à la main", "Combien de personnes travaillent dans votre"),
    ],
)
def test_whoever_writes_in_another_language_is_answered_in_it(bant: Flow, locale: str, said: str, asked: str) -> None:
    visitor = Visitor(bant, locale)
    visitor.opens()

    decision = visitor.says(said)

    assert asked in bot(decision)[-1].text
    assert visitor.now.answer("need") is not None
