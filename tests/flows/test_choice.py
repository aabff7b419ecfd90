"""Choices by name, place, range and near-name, in either language."""

import pytest

from flows.flow import Kind, Option
from flows.reading.contract import Unclear, Understood
from tests.flows.reading_kit import SIZES, TOPICS, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", "mobility"),
        ("la 2", "mobility"),
        ("le 2e", "mobility"),
        ("n° 3", "energy"),
        ("#3", "energy"),
        ("option 1", "food"),
        ("plutôt l'option 3", "energy"),
        ("le deuxième", "mobility"),
        ("the second", "mobility"),
        ("the first one please", "food"),
        ("la dernière", "waste"),
        ("the last one", "waste"),
        ("Alimentation locale", "food"),
        ("alimentation LOCALE !", "food"),
        ("local food", "food"),
        ("energie et logement", "energy"),
        ("Energy & housing", "energy"),
        ("food", "food"),
        ("vélo", "mobility"),
        ("le vélo", "mobility"),
        ("velo svp", "mobility"),
        ("cycling", "mobility"),
    ],
)
def test_an_option_is_picked_by_place_label_value_or_synonym(text: str, value: str) -> None:
    assert read(Kind.CHOICE, text, TOPICS) == Understood(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("surtout le vélo pour aller au travail", "mobility"),
        ("alimantation local", "food"),
        ("alim", "food"),
        ("compostt", "waste"),
        ("getting arround", "mobility"),
    ],
)
def test_a_near_or_wordy_name_is_understood_less_surely(text: str, value: str) -> None:
    reading = read(Kind.CHOICE, text, TOPICS)

    assert isinstance(reading, Understood)
    assert reading.value == value
    assert reading.confidence < 1


@pytest.mark.parametrize(
    "text", ["", "9", "0", "bonjour", "pas le vélo", "il y a quoi dans mobilité douce ?", "2 3", "🚲"]
)
def test_what_names_no_option_is_unclear(text: str) -> None:
    assert isinstance(read(Kind.CHOICE, text, TOPICS), Unclear)


def test_two_options_named_are_offered_by_their_labels() -> None:
    assert read(Kind.CHOICE, "le vélo ou le compost", TOPICS) == Unclear(
        "unclear.choice-several", ("Mobilité douce", "Déchets et réemploi")
    )


def test_two_near_names_are_both_offered_in_the_persons_language() -> None:
    plans = (Option("a", {"fr": "Formule A", "en": "Plan A"}), Option("b", {"fr": "Formule B", "en": "Plan B"}))

    assert read(Kind.CHOICE, "plan c", plans, "en") == Unclear("unclear.choice", ("Plan A", "Plan B"))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_label_offered_reads_back(topic: Option) -> None:
    for label in topic.label.values():
        assert read(Kind.CHOICE, label, TOPICS) == Understood(topic.value)


def test_a_word_of_two_languages_means_what_it_does_in_the_persons_own() -> None:
    breads = (
        Option("bread", {"fr": "Boulangerie", "en": "Bakery"}, {"fr": ("pain",)}),
        Option("care", {"fr": "Soins", "en": "Care"}, {"en": ("pain",)}),
    )

    assert read(Kind.CHOICE, "pain", breads, "fr") == Understood("bread")
    assert read(Kind.CHOICE, "pain", breads, "en") == Understood("care")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35", "medium"),
        ("on est 35", "medium"),
        ("2", "small"),
        ("12 personnes", "medium"),
        ("250 salariés", "huge"),
        ("200+", "huge"),
        ("200", "large"),
        ("option 2", "medium"),
        ("la deuxième", "medium"),
        ("11-50", "medium"),
        ("plus de 200", "huge"),
    ],
)
def test_a_number_falls_into_a_range_where_labels_are_ranges(text: str, value: str) -> None:
    reading = read(Kind.CHOICE, text, SIZES)

    assert isinstance(reading, Understood)
    assert reading.value == value


def test_digits_that_are_an_options_own_words_mean_that_option_and_not_a_place() -> None:
    doors = (
        Option("none", {"fr": "Aucune", "en": "None"}),
        Option("one", {"fr": "Une", "en": "One"}, {"fr": ("1",), "en": ("1",)}),
        Option("more", {"fr": "2", "en": "2"}),
    )

    for text in ("1", "1.", "1)", "#1", "le 1", "option 1"):
        assert read(Kind.CHOICE, text, doors) == Understood("one")
    assert read(Kind.CHOICE, "2", doors) == Understood("more")
    assert read(Kind.CHOICE, "3", doors) == Understood("more")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 et 3", ("food", "energy")),
        ("3, 1", ("food", "energy")),
        ("1 3", ("food", "energy")),
        ("1 & 3 & 1", ("food", "energy")),
        ("vélo, compost", ("mobility", "waste")),
        ("compost and bike", ("mobility", "waste")),
        ("compost + vélo ; 1", ("food", "mobility", "waste")),
        ("énergie et logement et vélo", ("mobility", "energy")),
        ("Énergie et logement", ("energy",)),
        ("vélo", ("mobility",)),
        ("tous", ("food", "mobility", "energy", "waste")),
        ("all of them", ("food", "mobility", "energy", "waste")),
        ("tout sauf le vélo", ("food", "energy", "waste")),
        ("vélo mais pas compost", ("mobility",)),
        ("all but the last", ("food", "mobility", "energy")),
        ("the first two", ("food", "mobility")),
        ("1 à 3", ("food", "mobility", "energy")),
    ],
)
def test_several_options_come_in_their_own_order_and_once(text: str, values: tuple[str, ...]) -> None:
    reading = read(Kind.MULTI_CHOICE, text, TOPICS)

    assert isinstance(reading, Understood)
    assert reading.value == values


@pytest.mark.parametrize("text", ["", "rien", "both", "tout sauf ça", "pas le vélo", "5", "what is energy, food?"])
def test_a_multi_choice_does_not_guess(text: str) -> None:
    assert isinstance(read(Kind.MULTI_CHOICE, text, TOPICS), Unclear)
