"""Names, companies, who decides, needs and plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import questions
from flows.flow import Kind, Option
from flows.reading.contract import Unclear, Understood
from flows.reading.words import bare
from flows.values import Need
from tests.flows.reading_kit import TOPICS, ask, context, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marie", "Marie"),
        ("je m'appelle Jean-Pierre Dupont", "Jean-Pierre Dupont"),
        ("Je m’appelle Marie.", "Marie"),
        ("je m appelle Zoé", "Zoé"),
        ("I m Ann", "Ann"),
        ("Bonjour, moi c'est Léa !", "Léa"),
        ("moi c’est léa martin", "Léa Martin"),
        ("Mme Sophie Bernard", "Sophie Bernard"),
        ("M. de La Tour", "de La Tour"),
        ("Anne-Laure de Kervadec", "Anne-Laure de Kervadec"),
        ("My name is Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("hi, call me Max", "Max"),
        ("Dupont, Jean", "Dupont, Jean"),
        ("Skip Thompson", "Skip Thompson"),
        ("Imane", "Imane"),
        ("李小龍", "李小龍"),
        ("O’Brien", "O’Brien"),
        ("'Ndrangheta", "'Ndrangheta"),
        ("Dr Sophie Bernard", "Dr Sophie Bernard"),
        ("I'm Dr. Jane Smith", "Dr. Jane Smith"),
        ("Prof. Tournesol", "Prof. Tournesol"),
        ("John F. Kennedy", "John F. Kennedy"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("Marie D.", "Marie D."),
        ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
        ("Marie Curie, PhD", "Marie Curie, PhD"),
        ("Dupont, Jean-Marie", "Dupont, Jean-Marie"),
        ("de La Tour, Marie", "de La Tour, Marie"),
        ("Jean - Paul", "Jean - Paul"),
        ("Marie\nDupont", "Marie Dupont"),
        ("van den Berg", "van den Berg"),
        ("José María de la Cruz y Hernández", "José María de la Cruz y Hernández"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Jean (Jeannot) Dupont", "Jean (Jeannot) Dupont"),
        ('Jean "Jeannot" Dupont', 'Jean "Jeannot" Dupont'),
        ("« Marie »", "Marie"),
        ('"Marie"', "Marie"),
        ("Anne & Paul", "Anne & Paul"),
        ("Jean-Paul 2", "Jean-Paul 2"),
        ("X Æ A-12", "X Æ A-12"),
        ("Agent 007", "Agent 007"),
        ("Marie 😊", "Marie 😊"),
        ("👋 Marie", "👋 Marie"),
        ("Marie :)", "Marie :)"),
        ("Marie, merci", "Marie"),
        ("Bonjour, moi c'est Léa, enchantée !", "Léa"),
        ("It's Sam. Thank you very much!", "Sam"),
        ("Ma\u202erie\x00", "Marie"),
    ],
)
def test_a_name_is_kept_as_written_without_the_words_around_it(text: str, name: str) -> None:
    assert read(Kind.NAME, text) == Understood(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Laura Stone, CEO of Stone Logistics", "Laura Stone"),
        ("Léa Martin – gérante de l’Atelier Vert", "Léa Martin"),
        ("Marie Dupont\nAtelier Vert\nBruxelles", "Marie Dupont"),
        ("Marie. J’ai trente ans et un vélo", "Marie"),
        ("Sam! I would like the paper", "Sam"),
        ("Jean 0470 12 34 56", "Jean"),
        ("Jean Dupont (PDG, Atelier Vert)", "Jean Dupont"),
        ("Claire Dubois, claire@example.com, 06 98 76 54 32", "Claire Dubois"),
    ],
)
def test_what_is_told_after_a_name_is_left_out_and_the_name_is_then_said_back(text: str, name: str) -> None:
    assert read(Kind.NAME, text) == Understood(name, 0.9)


CHUNKS = [
    "Jean",
    "=SUM(A1)",
    "(Jo)",
    "de",
    "O'Brien",
    "3",
    "😀",
    "J.",
    "&",
    "Marie;",
    "Dr",
    "-",
    "<b>",
    "Léa.",
    "#1",
    "Jr.",
    "van",
    "+1",
    "«Lou»",
    ":)",
    "%",
    "$5",
    "!",
]


@given(st.lists(st.sampled_from(CHUNKS), min_size=1, max_size=6).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_a_name_is_kept_whole_refused_or_said_back(text: str) -> None:
    reading = read(Kind.NAME, text)

    if isinstance(reading, Understood) and reading.confidence == 1:
        assert bare(str(reading.value)) == bare(text)
    elif isinstance(reading, Understood):
        assert bare(text).startswith(bare(str(reading.value)))
        assert not set("=<#%$") & set(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "marie@example.com",
        "12345",
        "Jean =SUM(A1)",
        "=1+1",
        "Marie Dupont. Je cherche =1+1",
        "Marie, <b>gras</b>",
        "Camille #1",
        "Dr",
        "Mme",
        "😊",
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


@pytest.mark.parametrize("text", ["aucune", "no company, I'm a freelancer", "je suis à mon compte", "n/a", "étudiant"])
def test_no_company_is_an_answer(text: str) -> None:
    assert read(Kind.COMPANY, text) == Understood(None)


@pytest.mark.parametrize("text", ["", "a@example.com", "42", "x" * 200, "oui"])
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
