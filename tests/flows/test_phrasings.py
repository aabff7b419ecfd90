"""Tables of phrasings, read as a careful person would; each file says at its top how it is written."""

from datetime import date
from pathlib import Path

import pytest

from flows.flow import Kind
from flows.reading.contract import Understood
from flows.values import Money, Value, Window
from tests.flows.reading_kit import read

TABLES = Path(__file__).parent / "phrasings"


def rows(name: str) -> list[tuple[str, str, str]]:
    """Language, phrasing and expectation of every row of a table."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in ([cell.strip() for cell in line.split(" | ")] for line in said)]


def value_of(kind: Kind, language: str, text: str) -> Value | None:
    reading = read(kind, text, locale=language)
    return reading.value if isinstance(reading, Understood) else None


@pytest.mark.parametrize(("language", "text", "expected"), rows("money.txt"))
def test_budgets(language: str, text: str, expected: str) -> None:
    assert value_of(Kind.BUDGET, language, text) == money(expected)


@pytest.mark.parametrize(("language", "text", "expected"), rows("timing.txt"))
def test_times(language: str, text: str, expected: str) -> None:
    assert value_of(Kind.TIMING, language, text) == window(expected)


@pytest.mark.parametrize(("language", "text", "expected"), rows("number.txt"))
def test_numbers(language: str, text: str, expected: str) -> None:
    assert value_of(Kind.NUMBER, language, text) == (None if expected == "?" else float(expected))


def money(said: str) -> Money | None:
    """ "10000..20000 EUR", "~8000", "..90 EUR /month", "none" or "?"."""
    if said in ("?", "none"):
        return Money(none=True) if said == "none" else None
    amount, *rest = said.split()
    low, _, high = amount.lstrip("~").partition("..") if ".." in amount else (amount.lstrip("~"), "", amount.lstrip("~"))
    period = next((word[1:] for word in rest if word[0] == "/"), None)
    currency = next((word for word in rest if word[0] != "/"), None)
    return Money(_amount(low), _amount(high), currency, amount.startswith("~"), period)


def window(said: str) -> Window | None:
    """ "06-01..06-30" (2026), "2027-01-01..", "06-15", "asap", "never" or "?"."""
    match said:
        case "?":
            return None
        case "asap":
            return Window(asap=True)
        case "never":
            return Window(never=True)
    first, _, last = said.partition("..") if ".." in said else (said, "", said)
    return Window(_day(first), _day(last))


def _amount(said: str) -> float | None:
    return float(said) if said else None


def _day(said: str) -> date | None:
    return date.fromisoformat(said if len(said) > 5 else f"2026-{said}") if said else None
