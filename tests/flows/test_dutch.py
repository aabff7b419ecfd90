"""A third language is a file: Dutch for yes and no, choices, requests, amounts and months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.correcting import Slot
from flows.flow import Kind, Option, Question
from flows.hearing import hear
from flows.reading.contract import Context, Unclear, Understood
from flows.reading.languages import LEXICONS
from tests.flows.test_phrasings import amount, window

TABLE = Path(__file__).parent / "phrasings" / "dutch.txt"
OPTIONS = tuple(Option(label, {"nl": label}) for label in ("Website", "Webshop", "Mobiele app", "Iets anders"))
KINDS = {
    "yesno": Kind.YES_NO,
    "choice": Kind.CHOICE,
    "several": Kind.MULTI_CHOICE,
    "need": Kind.NEED,
    "budget": Kind.BUDGET,
    "timing": Kind.TIMING,
}


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return [(kind, text, meant) for kind, text, meant in (line.split(" | ") for line in lines)]


@pytest.mark.parametrize(("kind", "text", "meant"), rows())
def test_it_is_read(kind: str, text: str, meant: str) -> None:
    options = OPTIONS if kind in ("choice", "several") else ()
    question = Question("q", KINDS[kind], {"nl": "?"}, (), options=options)

    heard = hear(text, question, Context("nl", date(2026, 3, 10), None, "BE"), {"q": Slot.of(question)})

    if meant.startswith("/"):
        assert heard.verb is not None
        assert heard.verb.verb == meant[1:]
        return
    reading = heard.reading
    match kind, reading:
        case "yesno", Unclear(problem="unclear.yes-no-maybe"):
            assert meant == "maybe"
        case "budget", Understood(value=value):
            assert value == amount(meant)
        case "timing", Understood(value=value):
            assert value == window(meant)
        case "several", Understood(value=tuple(several)):
            assert "+".join(several) == meant
        case "need", Understood():
            assert meant == "answer"
        case _, Understood(value=value):
            assert value == meant
        case _:
            raise AssertionError(reading)


def test_there_are_sixty_sentences_and_the_language_is_read() -> None:
    assert len(rows()) >= 60
    assert "nl" in {lexicon.locale for lexicon in LEXICONS}
