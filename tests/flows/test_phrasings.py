"""Tables of phrasings, read as a careful person would; each file says at its top how it is written."""

import time
from datetime import date
from pathlib import Path

import pytest

from flows.flow import Kind
from flows.reading import money, timing
from flows.reading.contract import Unclear, Understood
from flows.reading.words import plain
from flows.values import Money, Value, Window
from tests.flows.reading_kit import context, read

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
    assert value_of(Kind.BUDGET, language, text) == amount(expected)


@pytest.mark.parametrize(("language", "text", "expected"), rows("timing.txt"))
def test_times(language: str, text: str, expected: str) -> None:
    assert value_of(Kind.TIMING, language, text) == window(expected)


@pytest.mark.parametrize(("language", "text", "expected"), rows("number.txt"))
def test_numbers(language: str, text: str, expected: str) -> None:
    assert value_of(Kind.NUMBER, language, text) == (None if expected == "?" else float(expected))


def amount(said: str) -> Money | None:
    """ "10000..20000 EUR", "~8000", "..90 EUR /month", "none" or "?"."""
    if said in ("?", "none"):
        return Money(none=True) if said == "none" else None
    first, *rest = said.split()
    low, _, high = first.lstrip("~").partition("..") if ".." in first else (first.lstrip("~"), "", first.lstrip("~"))
    period = next((word[1:] for word in rest if word[0] == "/"), None)
    currency = next((word for word in rest if word[0] != "/"), None)
    return Money(_amount(low), _amount(high), currency, first.startswith("~"), period)


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


@pytest.mark.parametrize(
    ("text", "amounts", "times"),
    [
        ("Nous sommes 12, on a 30k et on veut démarrer en mai", ["30k"], ["mai"]),
        ("En juin, avec 20 000 €", ["20 000 €"], ["juin"]),
        ("ASAP, my boss decides, 5k max", ["5k max"], ["asap"]),
        ("10k to 15k, by the end of June", ["10k to 15k"], ["by the end of june"]),
        ("20k€ sur 3 mois à partir de mai", ["20k€"], ["a partir de mai"]),
        ("$500 a month from September", ["$500 a month"], ["from september"]),
        ("On se rappelle ; 06 12 34 56 78, jean.mars@exemple.fr", [], []),
        ("I am April, from a team of 5", [], []),
    ],
)
def test_amounts_and_times_are_found_beside_each_other(text: str, amounts: list[str], times: list[str]) -> None:
    said = plain(text)

    found = money.find(said, context()), timing.find(said, context())

    assert [said[f.start : f.end] for f in found[0] if f.marked] == amounts
    assert [said[f.start : f.end] for f in found[1] if f.marked] == times


@pytest.mark.parametrize("kind", list(Kind))
def test_no_text_keeps_a_reader_busy(kind: Kind) -> None:
    hostile = (
        "1 ",
        "mille ",
        "a",
        "entre ",
        "1,",
        "un ",
        "10k à ",
        "dans 3 ",
        "fin de ",
        "€",
        "vingt-",
        "thousnd ",
        "janvir ",
        *("a@", "x,", ") (", "+33 6 ", "$1,", "point ", "rue a ", "je suis le DG de ", "my name is ", "ça dépend de "),
        *("oui mais ", "not ", "the first ", "tout sauf ", "stop, ", "1 a ", "l'", "mr "),
    )

    begun = time.process_time()
    for bit in hostile:
        read(kind, bit * (10_000 // len(bit)))

    assert time.process_time() - begun < 0.2 * len(hostile)


@pytest.mark.parametrize(
    ("text", "part"),
    [("alors, en gros : 15k max je pense", "15k max"), ("we'd start in early May if all goes well", "early may")],
)
def test_a_reading_tells_which_words_it_comes_from(text: str, part: str) -> None:
    kind = Kind.BUDGET if "15k" in text else Kind.TIMING

    reading = read(kind, text)

    assert isinstance(reading, Understood)
    assert reading.part == part


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.TIMING, "setpember"),
        (Kind.BUDGET, "ten thousnd"),
        (Kind.BUDGET, "low five figures"),
        (Kind.NUMBER, "une trentaine"),
    ],
)
def test_a_guess_is_less_than_sure(kind: Kind, text: str) -> None:
    reading = read(kind, text)

    assert isinstance(reading, Understood)
    assert reading.confidence < 1


@pytest.mark.parametrize(
    "text", ["le marché", "on marche", "mais oui", "may be", "a domain name", "eastern Europe", "the mouth"]
)
def test_no_everyday_word_is_mended_to_a_month(text: str) -> None:
    assert isinstance(read(Kind.TIMING, text), Unclear)


def test_a_joiner_alone_before_a_month_is_no_day() -> None:
    assert value_of(Kind.TIMING, "en", "le and March") == window("03-10..03-31")
