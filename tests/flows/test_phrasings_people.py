"""What people write to questions about themselves, in tables of their own words and of what a careful person reads."""

from pathlib import Path

import pytest

from flows import questions
from flows.flow import Kind, Option
from flows.reading.contract import Reading, Unclear, Understood
from tests.flows.reading_kit import ask, context

TABLES = Path(__file__).parent / "phrasings"
LISTS = {
    ("fr", "sites"): "Site vitrine|Boutique en ligne|Application mobile|Autre",
    ("en", "sites"): "Website|Online store|Mobile app|Other",
    ("fr", "sizes"): "1 à 10|11 à 50|51 à 200|Plus de 200",
    ("en", "sizes"): "1-10|11-50|51-200|More than 200",
    ("fr", "sectors"): "Industrie|Santé|Éducation|Commerce|Services",
    ("en", "sectors"): "Manufacturing|Healthcare|Education|Retail|Services",
    ("fr", "channels"): "E-mail|Téléphone|Réseaux sociaux|Salons",
    ("en", "channels"): "E-mail|Phone|Social media|Trade shows",
}


def rows(table: str) -> list[list[str]]:
    """The cells of each line of a table, comments and blank lines aside."""
    lines = (TABLES / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.split(" | ")] for line in lines if line and not line.startswith("#")]


def read(kind: Kind, text: str, locale: str, options: tuple[Option, ...] = (), region: str = "FR") -> Reading:
    return questions.read(ask(kind, options), text, context(locale, region=region))


@pytest.mark.parametrize(("lang", "text", "said"), rows("yesno"))
def test_yes_no_and_maybe(lang: str, text: str, said: str) -> None:
    match read(Kind.YES_NO, text, lang):
        case Understood(value=value):
            assert value == said
        case Unclear(problem=problem):
            assert said == ("maybe" if problem == "unclear.yes-no-maybe" else "-")


@pytest.mark.parametrize(("lang", "text", "said"), rows("yesno"))
def test_a_maybe_or_a_guess_is_never_consent(lang: str, text: str, said: str) -> None:
    reading = read(Kind.CONSENT, text, lang)

    assert isinstance(reading, Unclear) or reading.value == said


@pytest.mark.parametrize(("lang", "listed", "text", "picked"), rows("choice"))
def test_a_choice(lang: str, listed: str, text: str, picked: str) -> None:
    options = tuple(Option(label, {lang: label}) for label in LISTS[lang, listed].split("|"))
    several = listed == "channels"

    reading = read(Kind.MULTI_CHOICE if several else Kind.CHOICE, text, lang, options)

    if picked == "-":
        assert isinstance(reading, Unclear)
    else:
        assert isinstance(reading, Understood)
        assert reading.value == (tuple(picked.split("+")) if several else picked)


@pytest.mark.parametrize(("lang", "text", "name"), rows("name"))
def test_a_name(lang: str, text: str, name: str) -> None:
    reading = read(Kind.NAME, text, lang)

    assert (reading.value if isinstance(reading, Understood) else "-") == name


@pytest.mark.parametrize(("lang", "text", "company"), rows("company"))
def test_a_company(lang: str, text: str, company: str) -> None:
    reading = read(Kind.COMPANY, text, lang)

    assert (reading.value or "none" if isinstance(reading, Understood) else "-") == company


@pytest.mark.parametrize(("lang", "text", "who"), rows("authority"))
def test_who_decides(lang: str, text: str, who: str) -> None:
    reading = read(Kind.AUTHORITY, text, lang)

    assert (reading.value if isinstance(reading, Understood) else "-") == who


@pytest.mark.parametrize(("lang", "text", "address"), rows("email"))
def test_an_email_address(lang: str, text: str, address: str) -> None:
    match read(Kind.EMAIL, text, lang):
        case Understood(value=value):
            assert value == address
        case Unclear(problem="unclear.email-typo", suggestions=(meant, written)):
            assert f"{meant} < {written}" == address
            pressed = questions.read_press(ask(Kind.EMAIL), (written,), context(lang))
            assert pressed == Understood(written)
        case _:
            assert address == "-"


@pytest.mark.parametrize(("lang", "region", "text", "number"), rows("phone"))
def test_a_phone_number(lang: str, region: str, text: str, number: str) -> None:
    reading = read(Kind.PHONE, text, lang, region=region)

    assert (reading.value if isinstance(reading, Understood) else "-") == number
