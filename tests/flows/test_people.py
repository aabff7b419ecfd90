"""Names, companies, who decides, needs and plain text."""

import pytest

from flows import questions
from flows.flow import Kind, Option
from flows.reading.contract import Unclear, Understood
from flows.values import Need
from tests.flows.reading_kit import TOPICS, ask, context, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marie", "Marie"),
        ("je m'appelle Jean-Pierre Dupont", "Jean-Pierre Dupont"),
        ("Je m’appelle Marie.", "Marie"),
        ("Bonjour, moi c'est Léa !", "Léa"),
        ("moi c’est léa martin", "léa martin"),
        ("Mme Sophie Bernard", "Sophie Bernard"),
        ("M. de La Tour", "de La Tour"),
        ("Anne-Laure de Kervadec", "Anne-Laure de Kervadec"),
        ("My name is Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("I'm Laura Stone, CEO of Stone Logistics", "Laura Stone"),
        ("hi, call me Max", "Max"),
        ("Dupont, Jean", "Dupont, Jean"),
        ("Skip Thompson", "Skip Thompson"),
        ("Imane", "Imane"),
        ("李小龍", "李小龍"),
        ("O’Brien", "O’Brien"),
        ("Ma\u202erie\x00", "Marie"),
    ],
)
def test_a_name_is_kept_as_written_without_the_words_around_it(text: str, name: str) -> None:
    assert read(Kind.NAME, text) == Understood(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "marie@example.com",
        "12345",
        "x" * 101,
        "oui",
        "non merci",
        "pourquoi ?",
        "<b>Marie</b>",
        "...",
        "je préfère rester anonyme mais je veux bien continuer",
        "👋",
    ],
)
def test_what_cannot_be_a_name_is_unclear(text: str) -> None:
    assert read(Kind.NAME, text) == Unclear("unclear.name")


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Kervadec Conseil", "Kervadec Conseil"),
        ("je travaille chez Kervadec Conseil.", "Kervadec Conseil"),
        ("Je travaille pour la SNCB", "la SNCB"),
        ("notre entreprise s'appelle BatiPlus SAS", "BatiPlus SAS"),
        ("I work at Contoso", "Contoso"),
        ("company: ACME Inc.", "ACME Inc."),
        ("our company is called BuildFast", "BuildFast"),
        ("Stop Incendie", "Stop Incendie"),
        ("City of Boston", "City of Boston"),
        ("3M", "3M"),
    ],
)
def test_a_company_is_kept_as_written_without_the_words_around_it(text: str, company: str) -> None:
    assert read(Kind.COMPANY, text) == Understood(company)


@pytest.mark.parametrize("text", ["", "a@example.com", "42", "x" * 200, "oui", "aucun"])
def test_what_cannot_be_a_company_is_unclear(text: str) -> None:
    assert read(Kind.COMPANY, text) == Unclear("unclear.company")


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("moi", "self"),
        ("c'est moi qui décide", "self"),
        ("moi seul", "self"),
        ("je décide seule", "self"),
        ("je suis le gérant", "self"),
        ("I do", "self"),
        ("I decide", "self"),
        ("me", "self"),
        ("I'm the CEO", "self"),
        ("avec mon associé", "shared"),
        ("je décide avec mon patron", "shared"),
        ("nous", "shared"),
        ("we decide together", "shared"),
        ("on décide à deux avec ma femme", "shared"),
        ("mon patron et moi", "shared"),
        ("my business partner and I", "shared"),
        ("mon patron", "other"),
        ("c'est le DG", "other"),
        ("my boss decides", "other"),
        ("someone else", "other"),
        ("pas moi", "other"),
        ("not me, the board", "other"),
        ("je ne décide pas", "other"),
        ("Quelqu'un d'autre", "other"),
        ("Several of us", "shared"),
        ("1", "self"),
    ],
)
def test_who_decides_is_read_from_the_words_that_tell_it(text: str, decision: str) -> None:
    reading = read(Kind.AUTHORITY, text)

    assert isinstance(reading, Understood)
    assert reading.value == decision


@pytest.mark.parametrize(
    "text", ["", "je ne sais pas trop qui décide", "pourquoi moi ?", "give me a minute", "bonjour"]
)
def test_who_decides_is_not_guessed(text: str) -> None:
    assert read(Kind.AUTHORITY, text) == Unclear("unclear.authority")


def test_a_flows_own_words_for_who_decides_come_first() -> None:
    mine = (Option("self", {"fr": "La mairie"}), Option("council", {"fr": "Le conseil communal"}))

    assert read(Kind.AUTHORITY, "la mairie", mine) == Understood("self")
    assert read(Kind.AUTHORITY, "le conseil communal", mine) == Understood("council")
    assert isinstance(read(Kind.AUTHORITY, "mon patron", mine), Unclear)


def test_a_need_keeps_its_words_and_names_every_segment() -> None:
    text = "Je cherche à isoler, faire du compost et aller à vélo"

    reading = questions.read(ask(Kind.NEED, TOPICS), text, context())

    assert reading == Understood(Need(text, ("mobility", "waste")))


def test_a_need_without_a_segment_or_with_a_denied_one_is_still_a_need() -> None:
    assert read(Kind.NEED, "Je veux arrêter Excel", TOPICS) == Understood(Need("Je veux arrêter Excel"))
    assert read(Kind.NEED, "du compost, pas de vélo", TOPICS) == Understood(Need("du compost, pas de vélo", ("waste",)))
    assert read(Kind.NEED, "?!", TOPICS) == Unclear("unclear.need")


@pytest.mark.parametrize("text", ["3", "3.", "n° 3", "la 3"])
def test_a_buttons_number_is_the_need_on_that_button(text: str) -> None:
    assert read(Kind.NEED, text, TOPICS) == Understood(Need("Énergie et logement", ("energy",)))
    assert read(Kind.NEED, text, TOPICS, "en") == Understood(Need("Energy and housing", ("energy",)))


def test_text_is_kept_up_to_two_thousand_characters_with_its_lines() -> None:
    assert read(Kind.TEXT, "  un\n\n deux   trois ") == Understood("un\ndeux trois")
    assert read(Kind.TEXT, "x" * 3_000) == Understood("x" * 2_000)


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "\ud800", "\u200b\u202e"])
def test_nothing_to_see_is_no_text(text: str) -> None:
    assert read(Kind.TEXT, text) == Unclear("unclear.text")
