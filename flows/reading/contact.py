"""Ways to reach somebody: exactly one e-mail address, phone number or postal address, checked and in one spelling."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.words import PARSED, bare, tidy

_APART = re.compile(r"[\s<>()\[\]{},;|\"«»“”]+")
_EDGES = ".:!?'*_`’"
#: What an address may be in, between what it cannot hold; whether it is one is looked at afterwards, in one pass.
_TOKEN = re.compile(r"[^\s<>()\[\]{},;:|\"«»“”=&?/]+")
_AT = ("@", "＠", "%40")
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}\s?(?:[\[(]\s?at\s?[\])]|\barobase\b)"
    r"\s?[\w.\-]{1,255}(?:\s(?:point|dot)\s\w{1,63}){0,5}",
    re.IGNORECASE,
)
#: An IBAN, and a payment card's number, as they are printed.
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
#: What may stand between the digits of a phone number.
_BETWEEN = r"[\s./()\-\u00a0]*"
#: What is kept in place of an address or a number.
VEIL = "…"
_PHONE_ONLY = re.compile(r"[+(0][\d\s./()\-]{6,40}")
#: How many places of a message may be tried as a phone number.
_TRIES = 20


def read_email(text: str, _question: Question, _context: Context) -> Reading:
    """Read the one e-mail address in a text, lower-case, an international domain as punycode; nothing is looked up."""
    shown = unicodedata.normalize("NFKC", tidy(text))
    words = (w.removeprefix("mailto:").strip(_EDGES) for w in _APART.split(shown))
    written = tuple(dict.fromkeys(w.lower() for w in words if "@" in w.strip("@")))
    valid = tuple(a for a in map(_address, written) if a)
    if len(written) > 1:
        return Unclear("unclear.email-several", valid)
    if not valid or '"@' in shown:
        return Unclear("unclear.email")
    return Understood(valid[0])


def read_phone(text: str, _question: Question, context: Context) -> Reading:
    """Read the one phone number in a text as E.164; national numbers are those of `context.region`."""
    shown = tidy(text)
    found = phonenumbers.PhoneNumberMatcher(shown, context.region, max_tries=_TRIES)
    numbers = tuple(dict.fromkeys(_e164(match.number) for match in found))
    if not numbers and _PHONE_ONLY.fullmatch(shown):
        numbers = _parsed(shown, context.region)
    if len(numbers) > 1:
        return Unclear("unclear.phone-several", numbers)
    return Understood(numbers[0]) if numbers else Unclear("unclear.phone")


def read_address(text: str, _question: Question, _context: Context) -> Reading:
    """Read a postal address: at least two words and a digit, kept as written on one line."""
    written = ", ".join(row.strip(" ,") for row in tidy(text, lines=True).splitlines()).strip(" ,")
    words = [w for w in bare(written).split() if not w.isdigit()]
    if len(words) < 2 or not any(c.isdigit() for c in written) or "@" in written or len(written) >= PARSED:
        return Unclear("unclear.address")
    return Understood(written)


def veiled(text: str, region: str | None) -> str:
    """A text with a veil over each e-mail address, phone, card and account number, spelled-out addresses included.

    National phone numbers are those of `region`.
    """
    text = _TOKEN.sub(lambda found: VEIL if _is_like_an_email(found[0]) else found[0], text)
    for pattern in (_SPELLED_EMAIL, _ACCOUNT, _CARD):
        text = pattern.sub(VEIL, text)
    found = phonenumbers.PhoneNumberMatcher(text, region, max_tries=_TRIES)
    for match in reversed([m for m in found if m.raw_string.startswith(("+", "0", "(0", "(+"))]):
        text = text[: match.start] + VEIL + text[match.end :]
    return text


def _is_like_an_email(token: str) -> bool:
    name, at, host = next((token.partition(at) for at in _AT if at in token), (token, "", ""))
    return bool(name and at) and any(dot in host.strip(".．") for dot in ".．")


def spelled(contact: str) -> re.Pattern[str]:
    """Finds an e-mail address, or a phone number given with its "+", in a text, however the number is spelled."""
    if "@" in contact:
        return re.compile(rf"(?<![\w.+\-]){re.escape(contact)}(?![\w\-]|\.\w)", re.IGNORECASE)
    try:
        number = phonenumbers.parse(contact)
        country, national = str(number.country_code), str(number.national_number)
    except phonenumbers.NumberParseException:
        country, national = "", re.sub(r"\D", "", contact)
    before = rf"(?:(?:\+|00){_BETWEEN}{_BETWEEN.join(country)}{_BETWEEN})?(?:0{_BETWEEN})?" if country else r"\+?"
    return re.compile(rf"(?<!\d){before}{_BETWEEN.join(national)}(?!\d)")


def _address(written: str) -> str | None:
    if len(written) > 254:
        return None
    try:
        found = validate_email(written, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
    stored = found.ascii_email or ""
    return stored.lower() if 0 < len(stored) <= 254 else None


def _parsed(shown: str, region: str | None) -> tuple[str, ...]:
    """A text that is nothing but a number in an unusual spelling ("0475/12.34.56")."""
    try:
        number = phonenumbers.parse(shown, region)
    except phonenumbers.NumberParseException:
        return ()
    return (_e164(number),) if phonenumbers.is_valid_number(number) else ()


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
