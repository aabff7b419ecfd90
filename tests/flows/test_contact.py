"""E-mail, phone and postal addresses."""

import pytest

from flows import questions
from flows.flow import Kind
from flows.reading.contact import spelled, veiled
from flows.reading.contract import Unclear, Understood
from tests.flows.reading_kit import ask, context, read


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("marie@example.com", "marie@example.com"),
        ("  MARIE@Example.COM. ", "marie@example.com"),
        ("vous pouvez m'écrire sur n.faure@faure-conseil.fr, je réponds vite", "n.faure@faure-conseil.fr"),
        ("Laura Stone <laura@stone.io>", "laura@stone.io"),
        ("mailto:laura@stone.io", "laura@stone.io"),
        ("email: ops@north-clinic.org.", "ops@north-clinic.org"),
        ("sarah.b+devis@acme.co", "sarah.b+devis@acme.co"),
        ("marie@example.com, oui marie@example.com", "marie@example.com"),
        ("jean@münchen.de", "jean@xn--mnchen-3ya.de"),
        ("marie＠example.com", "marie@example.com"),
        ("o'neil@example.com", "o'neil@example.com"),
    ],
)
def test_the_one_address_is_found_and_normalised(text: str, stored: str) -> None:
    assert read(Kind.EMAIL, text) == Understood(stored)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "marie",
        "marie@",
        "@marie",
        "marie@example",
        "marie@example..com",
        "a@b@example.com",
        '"marie dupont"@example.com',
        "marie@[127.0.0.1]",
        "marie@localhost",
        "jürgen@example.com",
        f"{'a' * 65}@example.com",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.com",
    ],
)
def test_what_is_no_address_is_unclear(text: str) -> None:
    assert read(Kind.EMAIL, text) == Unclear("unclear.email")


def test_two_addresses_are_offered_and_neither_is_chosen() -> None:
    assert read(Kind.EMAIL, "a@example.com ou b@example.com") == Unclear(
        "unclear.email-several", ("a@example.com", "b@example.com")
    )
    assert read(Kind.EMAIL, "a@x, b@y") == Unclear("unclear.email-several")
    assert read(Kind.EMAIL, "a@example.com\nBcc: b@example.com") == Unclear(
        "unclear.email-several", ("a@example.com", "b@example.com")
    )


@pytest.mark.parametrize(
    ("text", "region", "stored"),
    [
        ("0475 12 34 56", "BE", "+32475123456"),
        ("0475/12.34.56", "BE", "+32475123456"),
        ("mon numéro c'est le 06 12 34 56 78 (après 18h)", "FR", "+33612345678"),
        ("0033612345678", "FR", "+33612345678"),
        ("+41 79 123 45 67", None, "+41791234567"),
        ("(650) 253-0000", "US", "+16502530000"),
        ("020 7183 8750", "GB", "+442071838750"),
        ("0612345678, je répète 06 12 34 56 78", "FR", "+33612345678"),
    ],
)
def test_a_phone_number_is_kept_in_its_international_form(text: str, region: str | None, stored: str) -> None:
    assert questions.read(ask(Kind.PHONE), text, context(region=region)) == Understood(stored)


@pytest.mark.parametrize("text", ["", "12", "appelez-moi", "999999999999999", "0475", "12/03/2027"])
def test_what_is_no_number_is_unclear(text: str) -> None:
    assert read(Kind.PHONE, text) == Unclear("unclear.phone")


def test_two_numbers_are_offered() -> None:
    assert read(Kind.PHONE, "0475 12 34 56 ou 0476 12 34 56") == Unclear(
        "unclear.phone-several", ("+32475123456", "+32476123456")
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" 12, rue de la Loi\n1000   Bruxelles ", "12, rue de la Loi, 1000 Bruxelles"),
        ("221B Baker Street, London", "221B Baker Street, London"),
    ],
)
def test_a_postal_address_is_kept_on_one_line(text: str, kept: str) -> None:
    assert read(Kind.ADDRESS, text) == Understood(kept)


@pytest.mark.parametrize(
    "text", ["", "Bruxelles", "rue de la Loi", "1000 Bruxelles", "12 34 56", "12 rue x@y.fr", "9" * 2_000]
)
def test_half_an_address_is_unclear(text: str) -> None:
    assert read(Kind.ADDRESS, text) == Unclear("unclear.address")


HOSTILE = [
    "a@",
    "a",
    "x arobase ",
    "a.b-",
    "a (at) ",
    "BE68 ",
    "4111 ",
    "0475 12 ",
    "@.",
    "%40.",
    "a@b.",
    "point ",
    "+3 ",
]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("part", HOSTILE)
def test_no_text_is_long_to_veil(part: str) -> None:
    for _ in range(20):
        veiled((part * 4000)[:4000], "BE")
        veiled((part * 4000)[:3999] + "!", "BE")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ada@example.com", "…"),
        ("<ada@example.com>, merci", "<…>, merci"),
        ("mail:ada@example.com.", "mail:…"),
        ("https://a.example/?m=ada%40example.com&x=1", "https://a.example/?m=…&x=1"),
        ("ada＠example．com", "…"),
        ("@ada", "@ada"),
        ("ada@home", "ada@home"),
        ("rendez-vous @ 10.30", "rendez-vous @ 10.30"),
        ("ada (at) example.be !", "… !"),
        ("ada arobase example point be", "…"),
        ("2 (at) most", "…"),
        ("appelez le 0475 12 34 56", "appelez le …"),
        ("BE68 5390 0754 7034 et 4111-1111-1111-1111", "… et …"),
        ("25000000 ou 10/12/2026", "25000000 ou 10/12/2026"),
    ],
)
def test_what_is_veiled_and_what_is_not(text: str, kept: str) -> None:
    assert veiled(text, "BE") == kept


@pytest.mark.parametrize(
    ("who", "text", "there"),
    [
        ("ada@example.com", "à ADA@example.com.", True),
        ("ada@example.com", "nada@example.com", False),
        ("ada@example.com", "ada@example.com.au", False),
        ("+32 475 12 34 56", "0475/12.34.56", True),
        ("+32475123456", "0032 (0)475 123 456", True),
        ("+32475123456", "+32475123457", False),
        ("+32475123456", "10475123456", False),
    ],
)
def test_somebody_is_found_however_they_wrote_it(who: str, text: str, there: bool) -> None:
    assert bool(spelled(who).search(text)) is there


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12 rue de la Loi, et les factures", "…, et les factures"),
        ("rue de la Loi 16, 1000 Bruxelles", "…, 1000 Bruxelles"),
        ("chaussée de Wavre 100 bis", "…"),
        ("we are at 221 Baker Street, London", "we are at …, London"),
        ("on est 12 personnes sur la route", "on est 12 personnes sur la route"),
        ("5 employees down the road", "5 employees down the road"),
        ("3 cours par semaine", "3 cours par semaine"),
        ("10 to 15k in 2 rounds on the road", "10 to 15k in 2 rounds on the road"),
    ],
)
def test_a_house_in_a_street_is_veiled(text: str, kept: str) -> None:
    assert veiled(text, "BE") == kept
