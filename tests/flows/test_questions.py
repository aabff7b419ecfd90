"""Every kind of question: read, pressed, shown; and no text whatever that makes a reader raise."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import questions
from flows.flow import Kind
from flows.reading.contract import Unclear, Understood
from flows.values import Money, Need, Value, Window
from flows.verbs import read_verb
from tests.flows.reading_kit import TOPICS, ask, context

OPTIONS = {Kind.CHOICE: TOPICS, Kind.MULTI_CHOICE: TOPICS, Kind.NEED: TOPICS}
SCRAPS = (
    "oui|non|10|20k|€|$|mars|juin|T2|2027|12/03|dans|in|3|mois|avant|by|pas|not|et|,|a@b.co|+32475123456|1 000|vélo"
    "|2|moi|-|\n|😀|\ud800|\x00"
)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_reader_and_an_input(kind: Kind) -> None:
    assert kind in questions.READERS
    assert questions.INPUT[kind] in ("text", "email", "tel", "number", "date", "choice", "choices", "address")


@given(
    text=st.one_of(
        st.text(max_size=300),
        st.text(st.characters(exclude_categories=()), max_size=60),
        st.lists(st.sampled_from(SCRAPS.split("|")), max_size=30).map(" ".join),
    ),
    locale=st.sampled_from(["fr", "en", "de"]),
)
@settings(deadline=None)
def test_no_text_makes_a_reader_raise_and_what_is_understood_can_be_shown(text: str, locale: str) -> None:
    for kind in Kind:
        question = ask(kind, OPTIONS.get(kind, ()))
        reading = questions.read(question, text, context(locale))
        if isinstance(reading, Understood):
            assert 0 < reading.confidence <= 1
            questions.show(reading.value, question, locale).encode()
        else:
            assert reading.problem.startswith(f"unclear.{kind}")
            for suggestion in reading.suggestions:
                sure = replace(context(locale), sure=True)  # as a button that is pressed
                assert isinstance(questions.read(question, suggestion, sure), Understood), suggestion
    read_verb(text, locale, {"budget": ("budget",)})


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "0 ",
        "1/2/",
        "a@",
        "a@b.c ",
        "+33 6 12 ",
        "12 mars ",
        "in 3 months ",
        "t2 ",
        "€1 ",
        "123.",
        "(",
        "et ",
        "please ",
        "fin de la ",
        "\u0301",
        "\u202e",
        "\ud800",
        "\x00",
        "\ufdfa",
        "👍",
        " ",
        "ب",
        "je veux ",
        "change my ",
        "not ",
        "1-",
    ],
)
def test_ten_thousand_hostile_characters_are_read_like_any_others(text: str) -> None:
    hostile = (text * 10_000)[:10_000]

    for kind in Kind:
        questions.read(ask(kind, OPTIONS.get(kind, ())), hostile, context())

    assert read_verb(hostile, "fr", {}) is None


@pytest.mark.parametrize(
    ("kind", "choices", "value"),
    [
        (Kind.CHOICE, ("food",), "food"),
        (Kind.MULTI_CHOICE, ("waste", "food"), ("food", "waste")),
        (Kind.YES_NO, ("yes",), "yes"),
        (Kind.CONSENT, ("no",), "no"),
        (Kind.AUTHORITY, ("shared",), "shared"),
        (Kind.NEED, ("food", "waste"), Need("Alimentation locale, Déchets et réemploi", ("food", "waste"))),
        (Kind.BUDGET, ("10k€",), Money(10_000, 10_000, "EUR")),
        (Kind.EMAIL, ("a@example.com",), "a@example.com"),
    ],
)
def test_a_press_is_one_of_the_options_or_read_as_if_written(
    kind: Kind, choices: tuple[str, ...], value: Value
) -> None:
    assert questions.read_press(ask(kind, OPTIONS.get(kind, ())), choices, context()) == Understood(value)


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        (Kind.CHOICE, ()),
        (Kind.CHOICE, ("food", "waste")),
        (Kind.CHOICE, ("Alimentation locale",)),
        (Kind.MULTI_CHOICE, ("food", "nothing")),
        (Kind.MULTI_CHOICE, ()),
        (Kind.YES_NO, ("yes", "no")),
        (Kind.CONSENT, ("oui",)),
        (Kind.AUTHORITY, ("mon patron",)),
    ],
)
def test_a_press_that_no_button_sends_is_unclear(kind: Kind, choices: tuple[str, ...]) -> None:
    assert questions.read_press(ask(kind, OPTIONS.get(kind, ())), choices, context()) == Unclear(f"unclear.{kind}")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("text", ["Léa #1", "=1+1", "42", "a@", "un robot ?"])
def test_only_ones_own_words_can_be_taken_as_they_are_written(kind: Kind, text: str) -> None:
    taken = questions.as_written(ask(kind, OPTIONS.get(kind, ())), text, context())

    free = kind in (Kind.TEXT, Kind.NAME, Kind.COMPANY, Kind.ADDRESS, Kind.NEED)
    assert (taken is not None) is free
    if taken is not None:
        assert questions.show(taken.value, ask(kind), "fr") == text
        assert taken.confidence < 1


@pytest.mark.parametrize("text", ["", "…", "🙂", "\x00", "x" * 201])
def test_nothing_to_read_or_a_page_of_it_is_never_taken_as_a_name(text: str) -> None:
    assert questions.as_written(ask(Kind.NAME), text, context()) is None


def test_the_buttons_of_a_kind_are_its_options_or_its_own() -> None:
    assert questions.options_of(ask(Kind.CHOICE, TOPICS[:1]), "en") == (("food", "Local food"),)
    assert questions.options_of(ask(Kind.YES_NO), "fr") == (("yes", "Oui"), ("no", "Non"))
    assert questions.options_of(ask(Kind.CONSENT), "en") == (("yes", "Yes"), ("no", "No"))
    assert [value for value, _ in questions.options_of(ask(Kind.AUTHORITY), "fr")] == ["self", "shared", "other"]
    assert questions.options_of(ask(Kind.TEXT), "fr") == ()


@pytest.mark.parametrize(
    ("kind", "value", "french", "english"),
    [
        (Kind.BUDGET, Money(10_000, 20_000, "EUR"), "10 000 – 20 000 €", "€10,000–20,000"),
        (Kind.BUDGET, Money(10_000, 10_000), "10 000", "10,000"),
        (Kind.BUDGET, Money(None, 5_000, "USD"), "jusqu’à 5 000 $", "up to $5,000"),
        (Kind.BUDGET, Money(3_000, None, "CHF"), "au moins 3 000 CHF", "at least CHF 3,000"),
        (Kind.BUDGET, Money(12_000, 12_000, "EUR", approx=True), "environ 12 000 €", "about €12,000"),
        (Kind.BUDGET, Money(99.5, 99.5, "GBP", period="month"), "99,50 £ par mois", "£99.50 per month"),
        (Kind.BUDGET, Money(none=True), "pas de budget", "no budget"),
        (Kind.TIMING, Window(asap=True), "dès que possible", "as soon as possible"),
        (Kind.TIMING, Window(never=True), "pas de date", "no date"),
        (Kind.TIMING, Window(None, date(2027, 6, 29)), "avant le 30 juin 2027", "before 30 June 2027"),
        (Kind.TIMING, Window(None, date(2027, 6, 30)), "avant juillet 2027", "before July 2027"),
        (Kind.TIMING, Window(date(2027, 6, 1), None), "à partir du 1er juin 2027", "from 1 June 2027"),
        (Kind.TIMING, Window(date(2027, 6, 1), date(2027, 6, 30)), "juin 2027", "June 2027"),
        (Kind.TIMING, Window(date(2027, 4, 1), date(2027, 6, 30)), "T2 2027", "Q2 2027"),
        (Kind.TIMING, Window(date(2027, 1, 1), date(2027, 12, 31)), "2027", "2027"),
        (
            Kind.TIMING,
            Window(date(2027, 6, 3), date(2027, 6, 5)),
            "du 3 juin 2027 au 5 juin 2027",
            "3 June 2027 to 5 June 2027",
        ),
        (Kind.DATE, date(2026, 8, 12), "12 août 2026", "12 August 2026"),
        (Kind.YES_NO, "yes", "Oui", "Yes"),
        (Kind.CONSENT, "no", "Non", "No"),
        (Kind.AUTHORITY, "other", "Quelqu’un d’autre", "Someone else"),
        (Kind.CHOICE, "energy", "Énergie et logement", "Energy and housing"),
        (Kind.CHOICE, "gone", "gone", "gone"),
        (
            Kind.MULTI_CHOICE,
            ("food", "waste"),
            "Alimentation locale, Déchets et réemploi",
            "Local food, Waste and reuse",
        ),
        (Kind.NEED, Need("du compost", ("waste",)), "du compost", "du compost"),
        (Kind.PHONE, "+32475123456", "+32 475 12 34 56", "+32 475 12 34 56"),
        (Kind.PHONE, "+3225551234;ext=12", "+32 2 555 12 34 poste 12", "+32 2 555 12 34 ext. 12"),
        (Kind.COMPANY, None, "—", "—"),
        (Kind.EMAIL, "jean@xn--mnchen-3ya.de", "jean@münchen.de", "jean@münchen.de"),
        (Kind.TEXT, "yes", "yes", "yes"),
        (Kind.NUMBER, 1234.5, "1 234,5", "1,234.5"),
        (Kind.NUMBER, 1200, "1 200", "1,200"),
        (Kind.NAME, None, "—", "—"),
    ],
)
def test_a_value_is_shown_as_a_person_of_that_language_writes_it(
    kind: Kind, value: Value, french: str, english: str
) -> None:
    question = ask(kind, OPTIONS.get(kind, ()))

    # Where the table has a plain space, French money and numbers are to have a narrow no-break one.
    assert questions.show(value, question, "fr").replace("\u202f", " ") == french
    assert questions.show(value, question, "en") == english


def test_french_money_does_not_break_over_lines() -> None:
    shown = questions.show(Money(10_000, 20_000, "EUR"), ask(Kind.BUDGET), "fr")

    assert shown == "10\u202f000\u202f–\u202f20\u202f000\u202f€"


@pytest.mark.parametrize(
    "text",
    [
        "avant le 30 juin 2027",
        "avant juin",
        "T2 2027",
        "juin 2027",
        "du 3 avril au 5 avril",
        "asap",
        "à partir de juin",
    ],
)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_time_that_is_shown_reads_back_the_same(text: str, locale: str) -> None:
    question = ask(Kind.TIMING)
    reading = questions.read(question, text, context())
    assert isinstance(reading, Understood)

    shown = questions.show(reading.value, question, locale)

    assert questions.read(question, shown, context(locale)) == reading


@pytest.mark.parametrize(
    "text", ["10-20k€", "jusqu'à 5000 $", "at least CHF 3000", "environ 12k€", "99,5 € par mois", "no budget", "10k"]
)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_budget_that_is_shown_reads_back_the_same(text: str, locale: str) -> None:
    question = ask(Kind.BUDGET)
    reading = questions.read(question, text, context())
    assert isinstance(reading, Understood)

    shown = questions.show(reading.value, question, locale)

    assert questions.read(question, shown, context(locale)) == reading
