"""Times and dates, told on Tuesday 10 March 2026."""

from datetime import date

import pytest

from flows.flow import Kind
from flows.reading.contract import Unclear, Understood
from flows.values import Window
from tests.flows.reading_kit import read


def day(said: str) -> date | None:
    return date.fromisoformat(f"20{said}") if said else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-09-01", "26-09-01", "26-09-01"),
        ("12/04/2026", "26-04-12", "26-04-12"),
        ("04/13/2026", "26-04-13", "26-04-13"),
        ("12.04.26", "26-04-12", "26-04-12"),
        ("12/04", "26-04-12", "26-04-12"),
        ("09/2026", "26-09-01", "26-09-30"),
        ("12 mars", "26-03-12", "26-03-12"),
        ("le 1er juin 2026", "26-06-01", "26-06-01"),
        ("March 12", "26-03-12", "26-03-12"),
        ("June 1st, 2027", "27-06-01", "27-06-01"),
        ("3 mars", "27-03-03", "27-03-03"),
        ("juin 2027", "27-06-01", "27-06-30"),
        ("en février", "27-02-01", "27-02-28"),
        ("en mars", "26-03-10", "26-03-31"),
        ("août", "26-08-01", "26-08-31"),
        ("may", "26-05-01", "26-05-31"),
        ("in May we may start", "26-05-01", "26-05-31"),
        ("fin juin", "26-06-21", "26-06-30"),
        ("mid-May", "26-05-11", "26-05-20"),
        ("ce mois-ci", "26-03-10", "26-03-31"),
        ("this month", "26-03-10", "26-03-31"),
        ("le mois prochain", "26-04-01", "26-04-30"),
        ("next month", "26-04-01", "26-04-30"),
        ("la semaine prochaine", "26-03-16", "26-03-22"),
        ("dans 3 mois", "26-06-10", "26-06-10"),
        ("in 3 months", "26-06-10", "26-06-10"),
        ("dans deux semaines", "26-03-24", "26-03-24"),
        ("in 2-3 months", "26-05-10", "26-06-10"),
        ("T2", "26-04-01", "26-06-30"),
        ("Q2 2027", "27-04-01", "27-06-30"),
        ("second semestre 2026", "26-07-01", "26-12-31"),
        ("au prochain trimestre", "26-04-01", "26-06-30"),
        ("end of Q2", "26-06-01", "26-06-30"),
        ("cette année", "26-03-10", "26-12-31"),
        ("this year", "26-03-10", "26-12-31"),
        ("next year", "27-01-01", "27-12-31"),
        ("en 2027", "27-01-01", "27-12-31"),
        ("demain", "26-03-11", "26-03-11"),
        ("next Monday", "26-03-16", "26-03-16"),
        ("avril ou mai", "26-04-01", "26-05-31"),
        ("from May to July", "26-05-01", "26-07-31"),
        ("entre novembre et février", "26-11-01", "27-02-28"),
        ("du 10 au 15 avril", "26-04-10", "26-04-15"),
        ("pas en avril, plutôt en mai", "26-05-01", "26-05-31"),
        ("avant juin", "", "26-05-31"),
        ("before June", "", "26-05-31"),
        ("before July 1st", "", "26-06-30"),
        ("avant le 30 juin 2027", "", "27-06-29"),
        ("avant la fin de l'année", "", "26-12-31"),
        ("d'ici fin mars", "", "26-03-31"),
        ("by the end of the month", "", "26-03-31"),
        ("by EOY", "", "26-12-31"),
        ("sous trois semaines", "", "26-03-31"),
        ("within 3 months", "", "26-06-10"),
        ("dans les 6 prochains mois", "", "26-09-10"),
        ("pas avant juin", "26-06-01", ""),
        ("not until September", "26-09-01", ""),
        ("à partir de juin", "26-06-01", ""),
        ("après juin", "26-07-01", ""),
        ("not this year", "27-01-01", ""),
        ("urgent, avant fin mars", "", "26-03-31"),
    ],
)
def test_a_time_is_an_interval_of_days_counted_from_today(text: str, first: str, last: str) -> None:
    assert read(Kind.TIMING, text) == Understood(Window(day(first), day(last)))


@pytest.mark.parametrize(
    "text",
    [
        "ASAP",
        "dès que possible",
        "au plus vite",
        "urgent",
        "immédiatement",
        "tout de suite !!",
        "as soon as possible",
        "right away",
    ],
)
def test_as_soon_as_possible(text: str) -> None:
    assert read(Kind.TIMING, text) == Understood(Window(asap=True))


@pytest.mark.parametrize(
    "text",
    [
        "pas pressé",
        "pas urgent",
        "on n'est pas pressés",
        "no hurry",
        "no rush",
        "un jour",
        "someday",
        "just looking",
        "I'm in no hurry",
    ],
)
def test_no_date_at_all(text: str) -> None:
    assert read(Kind.TIMING, text) == Understood(Window(never=True))


@pytest.mark.parametrize(
    "text",
    ["", "aucune idée", "we may see", "31/02/2027", "24/7", "99/99/9999", "dans 999 mètres", "12", "no date set yet"],
)
def test_what_names_no_time_is_unclear(text: str) -> None:
    assert read(Kind.TIMING, text) == Unclear("unclear.timing")


def test_a_time_wholly_past_or_two_times_are_unclear() -> None:
    assert read(Kind.TIMING, "12/03/2020") == Unclear("unclear.timing-past")
    assert read(Kind.TIMING, "en juin, enfin le 12 septembre") == Unclear("unclear.timing-several")


@pytest.mark.parametrize(
    ("text", "found"),
    [("12/04/2026", "26-04-12"), ("demain", "26-03-11"), ("12 mars 2020", "20-03-12"), ("2027-01-31", "27-01-31")],
)
def test_a_date_is_one_day(text: str, found: str) -> None:
    assert read(Kind.DATE, text) == Understood(date.fromisoformat(f"20{found}"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [("en mars", "date"), ("", "date"), ("le 12 juin, non le 13 juin", "date-several"), ("30/02/2026", "date")],
)
def test_a_month_or_two_days_are_no_date(text: str, problem: str) -> None:
    assert read(Kind.DATE, text) == Unclear(f"unclear.{problem}")
