"""Yes or no, as people write it in both languages."""

import pytest

from flows.flow import Kind
from flows.reading.contract import Unclear, Understood
from tests.flows.reading_kit import read

YES = """oui|Oui !|OUI!!!|ouais|oui bien sûr|bien sûr|d’accord|D'ACCORD|ok|OK pour moi|pas de problème
aucun souci|volontiers
avec plaisir|allez-y|je veux bien|j'accepte|pourquoi pas|oui merci|bonjour, oui|yes|Yes please|yep!|sure
of course|no problem
no objection|I don't mind|go ahead|sounds good|why not|agreed|y|👍|✅"""
NO = """non|Non merci|nan|pas du tout|surtout pas|hors de question|je refuse|je ne suis pas d'accord
je ne veux pas|no|No thanks
nope|not now|absolutely not|no way|not interested|I'd rather not|please don't|merci mais non|n|👎🏽|on n'en a pas"""
MAYBE = """peut-être|maybe|oui et non|not sure|ça dépend|éventuellement, à voir|we'll see|50/50|🤷|yes, perhaps"""
NEITHER = """je ne sais pas|vélo||...|?|oui ? non ?|yes, no|oui mais non
c'est conforme au RGPD ?|yesterday|nonante|notre adresse|sureau|👍👎"""


def table(said: str) -> list[str]:
    return [t for line in said.splitlines() for t in line.split("|")]


@pytest.mark.parametrize("text", table(YES))
@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CONSENT])
def test_a_phrase_that_says_yes_is_a_yes(kind: Kind, text: str) -> None:
    assert read(kind, text) == Understood("yes")


@pytest.mark.parametrize("text", [t for t in table(NO) if not t.startswith("merci mais")])
@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CONSENT])
def test_a_phrase_that_says_no_is_a_no(kind: Kind, text: str) -> None:
    assert read(kind, text) == Understood("no")


@pytest.mark.parametrize("text", table(NEITHER))
@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CONSENT])
def test_what_says_neither_is_unclear_and_offers_both(kind: Kind, text: str) -> None:
    assert read(kind, text, locale="en") == Unclear(f"unclear.{kind}", ("Yes", "No"))


@pytest.mark.parametrize("text", table(MAYBE))
def test_a_maybe_is_heard_as_one_and_is_never_consent(text: str) -> None:
    assert read(Kind.YES_NO, text) == Unclear("unclear.yes-no-maybe", ("Oui", "Non"))
    assert read(Kind.CONSENT, text) == Unclear("unclear.consent", ("Oui", "Non"))


@pytest.mark.parametrize("text", ["sans doute", "probably", "I think so", "we use Salesforce", "plutôt oui"])
def test_what_is_rather_a_yes_is_a_yes_less_surely_and_never_consent(text: str) -> None:
    reading = read(Kind.YES_NO, text)

    assert reading in (Understood("yes", 0.9), Understood("yes", 0.8))
    assert read(Kind.CONSENT, text) == Unclear("unclear.consent", ("Oui", "Non"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oui, mais pas le lundi", "yes"),
        ("oui on a HubSpot", "yes"),
        ("yes but not on Mondays", "yes"),
        ("Non, nous n'avons rien de tel", "no"),
        ("no, we use paper", "no"),
        ("not interested in a call", "no"),
    ],
)
def test_a_sentence_is_read_by_how_it_begins_and_is_less_sure(text: str, value: str) -> None:
    reading = read(Kind.YES_NO, text)

    assert isinstance(reading, Understood)
    assert reading.value == value
    assert reading.confidence < 1


@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CONSENT])
@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize(
    "text", ["{}", " {} ", "{}.", "{})", "({})", "n°{}", "n° {}", "#{}", "le {}", "la {} svp", "option {}"]
)
def test_a_buttons_number_is_that_button_and_what_it_stands_for_is_said(kind: Kind, locale: str, text: str) -> None:
    assert read(kind, text.format(1), locale=locale) == Understood("yes", 0.95)
    assert read(kind, text.format(2), locale=locale) == Understood("no", 0.95)


@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CONSENT])
@pytest.mark.parametrize("text", ["0", "3", "12", "-1", "+1", "1 €", "1 ?", "1/2", "1, 2", "1 et 2", "first", "11"])
def test_a_number_that_is_no_buttons_is_neither(kind: Kind, text: str) -> None:
    assert read(kind, text, locale="en") == Unclear(f"unclear.{kind}", ("Yes", "No"))


@pytest.mark.parametrize("text", ["no 1", "No. 1"])
def test_a_no_before_a_number_stays_a_no(text: str) -> None:
    assert read(Kind.CONSENT, text, locale="en") == Understood("no", 0.9)


@pytest.mark.parametrize(
    "text", ["Oui, mais pas pour la lettre", "yes but only the white paper", "oui je crois savoir que non"]
)
def test_a_yes_with_a_reserve_is_no_consent(text: str) -> None:
    assert isinstance(read(Kind.CONSENT, text), Unclear)


def test_a_no_with_a_reason_refuses_consent() -> None:
    assert read(Kind.CONSENT, "Non, je ne donne pas mon adresse") == Understood("no", 0.9)
