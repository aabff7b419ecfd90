"""Questions back find the entry that says the same, or none."""

from __future__ import annotations

import pytest

from flows.faq import Asked
from flows.flow import Faq

ENTRIES = (
    Faq(
        {
            "fr": ("Combien ça coûte ?", "Quels sont vos tarifs ?"),
            "en": ("How much does it cost?", "What are your prices?"),
        },
        {"fr": "À partir de 900 €.", "en": "From €900."},
    ),
    Faq(
        {"fr": ("Livrez-vous en Suisse ?", "Quels pays livrez-vous ?"), "en": ("Do you deliver to Switzerland?",)},
        {"fr": "Oui.", "en": "Yes."},
    ),
    Faq(
        {"fr": ("Quel est le délai de livraison ?",), "en": ("How long is the delivery?",)},
        {"fr": "Une semaine.", "en": "A week."},
    ),
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Quels sont vos tarifs ?", "From €900."),
        ("c'est quoi vos tarif svp", "From €900."),
        ("et ça coûte combien en fait ?", "From €900."),
        ("what's the price?", "From €900."),
        ("vous livrez en suisse", "Yes."),
        ("livraison en Suisse possible ?", "Yes."),
        ("do you delivr to Switzerland?", "Yes."),
        ("delai de livraison ?", "A week."),
        ("how long does delivery take", "A week."),
    ],
)
def test_it_is_found_by_its_words_in_any_language_and_spelling(question: str, answer: str) -> None:
    found = Asked(ENTRIES).find(question)

    assert found is not None
    assert found.answer["en"] == answer


@pytest.mark.parametrize(
    "question",
    [
        "Êtes-vous ouverts le dimanche ?",
        "who founded your company?",
        "",
        "?",
        "le la les",
        "en Belgique ?",
        "x" * 5_000,
    ],
)
def test_what_no_entry_is_about_finds_none(question: str) -> None:
    assert Asked(ENTRIES).find(question) is None


def test_an_empty_list_answers_nothing() -> None:
    assert Asked(()).find("Combien ça coûte ?") is None
