"""Whole messages: requests, ways of not answering, corrections, questions back, and answers that look like these."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding import KINDS, Row, told
from flows.hearing import topic

TABLE = Path(__file__).parent / "phrasings" / "intents.txt"
OPTIONS = {"fr": ["Essentiel", "Pro", "Entreprise"], "en": ["Starter", "Pro", "Enterprise"]}
REGIONS = {"fr": "FR", "en": "US"}
ANSWERED = ("budget", "timing", "email", "phone", "name", "company")


def rows() -> list[tuple[str, ...]]:
    lines = [line.strip() for line in TABLE.read_text().splitlines()]
    return [tuple(line.split(" | ")) for line in lines if line and not line.startswith("#")]


def intent(lang: str, kind: str, text: str, answered: tuple[str, ...] = ()) -> str:
    asked = {"kind": kind, "region": REGIONS[lang], "answered": [a for a in answered if a != kind]}
    asked["options"] = OPTIONS[lang] if kind == "choice" else []
    found = told(Row.model_validate({"text": text, "lang": lang, "ref": "2026-03-10", "question": asked}))
    return f"correct:{found['value']['slot']}" if found["intent"] == "correct" else str(found["intent"])


@pytest.mark.parametrize(("lang", "kind", "text", "wanted"), rows())
def test_a_message_is_heard_as_what_it_is(lang: str, kind: str, text: str, wanted: str) -> None:
    assert intent(lang, kind, text, ANSWERED if wanted.startswith("correct") else ()) == wanted


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_table_holds_enough_of_each_language(lang: str) -> None:
    assert sum(row[0] == lang for row in rows()) >= 180


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "?", "?!", "'", "\\", "\x00", "🙂" * 500, "a" * 10_000, "je ne sais pas " * 700, "stop, " * 1_600),
        *(
            "why " * 2_500,
            "vous " * 2_000 + "?",
            "en fait " * 1_200,
            "pas " * 2_500,
            "not sure who " * 700,
            ") (" * 3_000,
        ),
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_whatever_is_written_is_heard_without_a_fault(kind: str, text: str) -> None:
    row = Row.model_validate(
        {
            "text": text,
            "lang": "fr",
            "ref": "2026-03-10",
            "question": {"kind": kind, "region": "BE", "answered": ANSWERED},
        }
    )

    assert told(row)["intent"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Combien ça coûte ?", "price"),
        ("is it expensive?", "price"),
        ("Que faites-vous de mes données ?", "privacy"),
        ("will you sell my address? is it secure", "privacy"),
        ("vous êtes un robot ?", "robot"),
        ("am I talking to a machine?", "robot"),
        ("where are you based?", None),
    ],
)
def test_a_question_back_has_a_subject(text: str, subject: str | None) -> None:
    assert topic(text) == subject
