"""Budgets as people write them."""

import pytest

from flows import questions
from flows.flow import Kind
from flows.reading.contract import Unclear, Understood
from flows.values import Money
from tests.flows.reading_kit import ask, context, read

EUR, USD = "EUR", "USD"


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("10 000 €", Money(10_000, 10_000, EUR)),
        ("10\u202f000\u00a0€", Money(10_000, 10_000, EUR)),
        ("12.000 €", Money(12_000, 12_000, EUR)),
        ("15 000,50 €", Money(15_000.5, 15_000.5, EUR)),
        ("$10,000.00", Money(10_000, 10_000, USD)),
        ("10'000 CHF", Money(10_000, 10_000, "CHF")),
        ("10k", Money(10_000, 10_000)),
        ("10000", Money(10_000, 10_000)),
        ("10000e", Money(10_000, 10_000, EUR)),
        ("€20k", Money(20_000, 20_000, EUR)),
        ("$25k", Money(25_000, 25_000, USD)),
        ("15K€", Money(15_000, 15_000, EUR)),
        ("CA$12,000", Money(12_000, 12_000, "CAD")),
        ("1 000 000 FCFA", Money(1_000_000, 1_000_000, "XOF")),
        ("1,5 M€", Money(1_500_000, 1_500_000, EUR)),
        ("2.5M", Money(2_500_000, 2_500_000)),
        ("our budget is 6000 euros", Money(6_000, 6_000, EUR)),
        ("40000 (quarante mille) euros", Money(40_000, 40_000, EUR)),
        ("15k, pas 50k !", Money(15_000, 15_000)),
        ("en 2027, 20k€ sur 3 mois", Money(20_000, 20_000, EUR)),
    ],
)
def test_one_amount_is_both_ends(text: str, money: Money) -> None:
    assert read(Kind.BUDGET, text) == Understood(money)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("entre 10 et 20 k€", Money(10_000, 20_000, EUR)),
        ("10-20k€", Money(10_000, 20_000, EUR)),
        ("10–20 k", Money(10_000, 20_000)),
        ("10 à 15 000 €", Money(10_000, 15_000, EUR)),
        ("500 à 1000 €", Money(500, 1_000, EUR)),
        ("100 k€ à 120 k€ hors taxes", Money(100_000, 120_000, EUR)),
        ("$10k–$15k", Money(10_000, 15_000, USD)),
        ("from 8 to 12 thousand euros", Money(8_000, 12_000, EUR)),
        ("between 10,000 and 15,000", Money(10_000, 15_000)),
        ("20k à 10k", Money(10_000, 20_000)),
        ("3-4k max", Money(3_000, 4_000)),
    ],
)
def test_a_range_has_two_ends(text: str, money: Money) -> None:
    assert read(Kind.BUDGET, text) == Understood(money)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("jusqu'à 5000", Money(None, 5_000)),
        ("moins de 10k", Money(None, 10_000)),
        ("pas plus de 10k", Money(None, 10_000)),
        ("ça ne doit pas dépasser 4000 euros", Money(None, 4_000, EUR)),
        ("MAX 3000 EUROS", Money(None, 3_000, EUR)),
        ("under $2m", Money(None, 2_000_000, USD)),
        ("$300 a month, tops", Money(None, 300, USD, period="month")),
        ("at least 3k", Money(3_000, None)),
        ("au moins 25k€", Money(25_000, None, EUR)),
        ("minimum 3k", Money(3_000, None)),
        ("pas moins de 3k", Money(3_000, None)),
        ("not less than 5000", Money(5_000, None)),
        ("à partir de 20 000€", Money(20_000, None, EUR)),
        ("plus de 10k", Money(10_000, None)),
        ("upwards of 100k", Money(100_000, None)),
    ],
)
def test_an_end_that_is_not_said_stays_open(text: str, money: Money) -> None:
    assert read(Kind.BUDGET, text) == Understood(money)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("environ 12 000 euros", Money(12_000, 12_000, EUR, approx=True)),
        ("autour de 60k", Money(60_000, 60_000, approx=True)),
        ("7k ish", Money(7_000, 7_000, approx=True)),
        ("roughly $18,500", Money(18_500, 18_500, USD, approx=True)),
        ("2.5k per month", Money(2_500, 2_500, period="month")),
        ("12k euros par an", Money(12_000, 12_000, EUR, period="year")),
        ("$99/mo", Money(99, 99, USD, period="month")),
        ("30 € par utilisateur", Money(30, 30, EUR, period="seat")),
    ],
)
def test_rough_amounts_and_periods_say_so(text: str, money: Money) -> None:
    assert read(Kind.BUDGET, text) == Understood(money)


@pytest.mark.parametrize(
    "text", ["pas de budget", "on n'a pas de budget", "aucun budget", "no budget", "we don't have any budget"]
)
def test_no_budget_is_an_answer(text: str) -> None:
    assert read(Kind.BUDGET, text) == Understood(Money(none=True))


@pytest.mark.parametrize(
    "text",
    ["", "jsp", "pas de budget défini", "no budget yet", "dans 3 mois", "10 %", "35 personnes", "9" * 40, "k€", "B2B"],
)
def test_what_names_no_amount_is_unclear(text: str) -> None:
    assert read(Kind.BUDGET, text) == Unclear("unclear.budget")


def test_two_unrelated_amounts_are_offered() -> None:
    assert read(Kind.BUDGET, "10k€ pour le site, 5k€ pour les textes") == Unclear(
        "unclear.budget-several", ("10k€", "5k€")
    )


def test_an_amount_is_in_the_flows_currency_when_none_is_said_which_also_tells_which_dollar() -> None:
    canadian = context("en", currency="CAD")

    assert questions.read(ask(Kind.BUDGET), "10k", canadian) == Understood(Money(10_000, 10_000, "CAD"))
    assert questions.read(ask(Kind.BUDGET), "$10k", canadian) == Understood(Money(10_000, 10_000, "CAD"))
