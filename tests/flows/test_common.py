"""Short replies at hand: heard as if for the first time, bounded, and never what may be personal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.correcting import Slot
from flows.flow import Kind, Question
from flows.hearing import Common, hear
from flows.reading.contract import Context

TODAY = Context("en", date(2026, 3, 10), None, "US")
ASKED = Question("when", Kind.TIMING, {"en": "When?"}, ())
SLOTS = {"when": Slot.of(ASKED)}


def test_the_same_reply_is_heard_the_same_whatever_was_heard_before() -> None:
    ear = Common(SLOTS)
    later = replace(TODAY, today=date(2026, 4, 1))

    for text in ("in 6 weeks", "no idea", "in 6 weeks", "why?", "sorry, in May", "in 6 weeks, call me at 415 555 2671"):
        for context in (TODAY, later, replace(TODAY, locale="fr")):
            assert ear.hear(text, ASKED, context, ()) == hear(text, ASKED, context, SLOTS)


def test_only_so_many_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Common, "MOST", 3)
    ear = Common(SLOTS)

    for weeks in (2, 3, 4, 5, 2, 6):
        ear.hear(f"in {weeks} weeks", ASKED, TODAY, ())

    assert [about[0] for about in ear._held] == ["in 5 weeks", "in 2 weeks", "in 6 weeks"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (replace(ASKED, personal=True), "in 6 weeks"),
        (ASKED, "in 6 weeks, and write to ann@example.com"),
        (ASKED, "in six weeks or so, as I wrote to your colleague the other day already"),
        (ASKED, "Ann Miller"),
        (None, "in 6 weeks"),
    ],
)
def test_what_may_be_personal_is_not_held(question: Question | None, text: str) -> None:
    ear = Common(SLOTS)

    ear.hear(text, question, TODAY, ())

    assert not ear._held
