"""Numbers and their limits."""

import pytest

from flows import questions
from flows.flow import Kind
from flows.reading.contract import Unclear, Understood
from tests.flows.reading_kit import ask, context, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", 35),
        ("on est 35", 35),
        ("1 200", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1.5", 1.5),
        ("2,25", 2.25),
        ("1 200,5", 1200.5),
        ("-5", -5),
        ("12k", 12_000),
        ("35 personnes, oui 35", 35),
        ("trois", 3),
    ],
)
def test_one_number_is_read_however_it_is_written(text: str, value: float) -> None:
    reading = read(Kind.NUMBER, text)

    assert reading == Understood(value)
    assert isinstance(reading, Understood)
    assert isinstance(reading.value, int) is isinstance(value, int)


@pytest.mark.parametrize("text", ["", "beaucoup", "B2B", "9" * 50, "a1"])
def test_no_number_is_unclear(text: str) -> None:
    assert read(Kind.NUMBER, text) == Unclear("unclear.number")


def test_two_numbers_are_unclear() -> None:
    assert read(Kind.NUMBER, "entre 10 et 20") == Unclear("unclear.number-several")


@pytest.mark.parametrize(("text", "inside"), [("0", False), ("1", True), ("100", True), ("101", False), ("-1", False)])
def test_the_questions_limits_hold(text: str, inside: bool) -> None:
    question = ask(Kind.NUMBER, minimum=1, maximum=100)

    reading = questions.read(question, text, context())

    assert reading == (Understood(int(text)) if inside else Unclear("unclear.number-range"))
