"""A week's hours as they are written, and a coming moment as it is said."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from flows.effects import AlertSales
from flows.timetable import BadTimes, blocks, days, moment, week
from tests.flows.stories import shipped
from tests.flows.visitors import Visitor, bot


def test_days_are_names_ranges_and_lists_also_over_the_weekend() -> None:
    assert days("mon") == (0,)
    assert days("mon-fri") == (0, 1, 2, 3, 4)
    assert days("Sat, mon - tue") == (5, 0, 1)
    assert days("fri-mon") == (4, 5, 6, 0)


def test_blocks_are_sorted_and_midnight_is_the_end_of_a_day() -> None:
    assert blocks("13:30-24:00, 9:00-12:30") == ((time(9), time(12, 30)), (time(13, 30), time(0)))
    assert blocks("20:00-07:30", overnight=True) == ((time(20), time(7, 30)),)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("09:00-25:00", "bad-times"),
        ("9-12", "bad-times"),
        ("09:60-12:00", "bad-times"),
        ("", "bad-times"),
        ("12:00-12:00", "times-end-early"),
        ("09:00-24:00, 20:00-22:00", "times-overlap"),
    ],
)
def test_a_text_that_is_no_time_says_why(text: str, key: str) -> None:
    with pytest.raises(BadTimes) as bad:
        blocks(text)

    assert bad.value.key == key


def test_a_day_may_be_named_once() -> None:
    with pytest.raises(BadTimes, match="day-twice: wed"):
        week({"mon-fri": "09:00-18:00", "wed": "09:00-12:00"})


NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # a Friday, 20:00 in Brussels


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (
            datetime(2026, 11, 20, 22, 30, tzinfo=UTC),
            "aujourd’hui à 23 h 30 (heure de Bruxelles)",
            "today at 23:30 (Brussels time)",
        ),
        (
            datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
            "demain à 9 h 00 (heure de Bruxelles)",
            "tomorrow at 09:00 (Brussels time)",
        ),
        (
            datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
            "mardi 1er décembre à 9 h 00 (heure de Bruxelles)",
            "on Tuesday 1 December at 09:00 (Brussels time)",
        ),
    ],
)
def test_a_coming_moment_is_said_as_one_says_it(at: datetime, french: str, english: str) -> None:
    assert moment(at, NOW, "Europe/Brussels", "fr").replace("\u00a0", " ").replace("\u202f", " ") == french
    assert moment(at, NOW, "Europe/Brussels", "en") == english


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (datetime(2026, 3, 10, 9, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 10, 6, 0, tzinfo=UTC), "Our team is back today at 09:00"),
        (datetime(2026, 3, 13, 20, 0, tzinfo=UTC), "Our team is back on Monday 16 March at 09:00"),
    ],
)
def test_who_asks_for_a_person_outside_the_hours_is_told_when_one_will_answer(
    start: datetime, told: str | None
) -> None:
    visitor = Visitor(shipped("bant-b2b"), at=start)
    visitor.opens()

    visitor.says("talk to a person")

    assert [e.reason for e in visitor.sent if isinstance(e, AlertSales)] == ["human"]
    said = " ".join(m.text for d in visitor.decisions for m in bot(d))
    assert ("Our team is back" in said) is (told is not None)
    assert told is None or told in said
