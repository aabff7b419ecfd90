"""The kinds of question: each has one reader, one input, its buttons, and one way to show an answer to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from flows.flow import Kind, Option, Question
from flows.reading import choice, contact, money, number, people, timing, yesno
from flows.reading.contract import Context, Reader, Reading, Unclear, Understood
from flows.reading.days import month_end
from flows.reading.words import KEPT, bare, in_language, tidy
from flows.texts import word
from flows.values import Money, Need, Value, Window

READERS: Mapping[Kind, Reader] = {
    Kind.CHOICE: choice.read,
    Kind.MULTI_CHOICE: choice.read_several,
    Kind.YES_NO: yesno.read,
    Kind.CONSENT: yesno.read,
    Kind.TEXT: people.read_text,
    Kind.NAME: people.read_name,
    Kind.COMPANY: people.read_company,
    Kind.AUTHORITY: people.read_authority,
    Kind.NEED: people.read_need,
    Kind.EMAIL: contact.read_email,
    Kind.PHONE: contact.read_phone,
    Kind.ADDRESS: contact.read_address,
    Kind.BUDGET: money.read,
    Kind.TIMING: timing.read,
    Kind.DATE: timing.read_date,
    Kind.NUMBER: number.read,
}

#: The keyboard or field that suits a kind (`flows.effects.Prompt.input`).
INPUT: Mapping[Kind, str] = {
    **dict.fromkeys(Kind, "text"),
    Kind.CHOICE: "choice",
    Kind.MULTI_CHOICE: "choices",
    Kind.YES_NO: "choice",
    Kind.CONSENT: "choice",
    Kind.AUTHORITY: "choice",
    Kind.EMAIL: "email",
    Kind.PHONE: "tel",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.ADDRESS: "address",
}

YES_OR_NO = (Kind.YES_NO, Kind.CONSENT)
#: Kinds whose answer is the person's own words: a reader may doubt them, but nothing proves them wrong.
OWN_WORDS = (Kind.TEXT, Kind.NAME, Kind.COMPANY, Kind.ADDRESS, Kind.NEED)

_LONGEST_LINE = 200
_PRESSED_ONLY = (Kind.CHOICE, Kind.MULTI_CHOICE, Kind.YES_NO, Kind.CONSENT, Kind.AUTHORITY)


def read(question: Question, text: str, context: Context) -> Reading:
    """Read what a person wrote as an answer to `question`; never raises, whatever the text.

    An amount whose currency was not said is in the flow's own.
    """
    reading = READERS[question.kind](text, question, context)
    return reading if isinstance(reading, Unclear) else in_the_flow(reading, context)


def in_the_flow(reading: Understood, context: Context) -> Understood:
    """A reading with what the flow's defaults add to it: an amount whose currency was not said is in the flow's own."""
    match reading.value:
        case Money(none=False, currency=None) as money:
            return replace(reading, value=replace(money, currency=context.currency))
        case _:
            return reading


def is_words_alone(question: Question, reading: Reading) -> bool:
    """Whether an answer in one's own words was taken for the words alone: nothing was recognised in them."""
    if question.kind not in OWN_WORDS or isinstance(reading, Unclear):
        return False
    return not (isinstance(reading.value, Need) and reading.value.segments)


def as_written(question: Question, text: str, context: Context) -> Understood | None:
    """The text itself, for a kind that asks for one's own words.

    None for other kinds, too long a text or no words, and for a name that is a way to reach somebody.
    """
    if question.kind in (Kind.NAME, Kind.COMPANY) and contact.veiled(text, context.region) != text:
        return None
    several_lines = question.kind in (Kind.TEXT, Kind.NEED)
    words = tidy(text, KEPT, lines=several_lines)
    if question.kind not in OWN_WORDS or not bare(words) or (len(words) > _LONGEST_LINE and not several_lines):
        return None
    return Understood(Need(words) if question.kind is Kind.NEED else words, 0.5)


def read_press(question: Question, choices: tuple[str, ...], context: Context) -> Reading:
    """Read pressed buttons: values of the question's options, one unless it is a multi-choice.

    For kinds without options of their own the pressed text is read as if it had been written, and taken at its word.
    """
    values = tuple(value for value, _ in options_of(question, context.locale))
    pressed = tuple(v for v in values if v in choices)
    known = bool(pressed) and all(c in values for c in choices)
    match question.kind:
        case Kind.MULTI_CHOICE if known:
            return Understood(pressed)
        case Kind.NEED if known:
            labels = dict(options_of(question, context.locale))
            return Understood(Need(", ".join(labels[v] for v in pressed), pressed))
        case kind if kind in _PRESSED_ONLY:
            return Understood(pressed[0]) if known and len(pressed) == 1 else Unclear(f"unclear.{kind}")
        case _:
            return read(question, ", ".join(choices), replace(context, sure=True))


def options_of(question: Question, locale: str) -> tuple[tuple[str, str], ...]:
    """The buttons of a question as (value, label): its options, or those that its kind always has."""
    match question.kind:
        case Kind.YES_NO | Kind.CONSENT:
            return in_language(yesno.LABELS, locale)
        case Kind.AUTHORITY:
            return _labelled(question.options or people.AUTHORITY, locale)
        case _:
            return _labelled(question.options, locale)


def show(value: Value | None, question: Question, locale: str) -> str:
    """A value as a person of that language would write it; a question passed over shows as a dash."""
    french = locale[:2] == "fr"
    match value:
        case None:
            return "—"
        case Money():
            return _money(value, french)
        case Window():
            return _window(value, french)
        case Need():
            return value.words
        case date():
            return _day(value, french)
        case int() | float():
            return _number(value, french)
        case tuple():
            labels = dict(options_of(question, locale))
            return ", ".join(labels.get(v, v) for v in value)
        case _:
            return _SHOWN.get(question.kind, _label)(value, question, locale)


def _label(value: str, question: Question, locale: str) -> str:
    return dict(options_of(question, locale)).get(value, value)


def _phone(value: str, _: Question, locale: str) -> str:
    try:
        number_ = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    extension, number_.extension = number_.extension, None
    shown = str(phonenumbers.format_number(number_, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    return f"{shown} {contact.extension_word(locale)} {extension}" if extension else shown


_PUNYCODE = "xn--"


def _email(value: str, _: Question, __: str) -> str:
    """An address as its owner writes it, an international domain in its own letters."""
    if _PUNYCODE not in value:
        return value
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        return value


def _as_written(value: str, _: Question, __: str) -> str:
    return value


_SHOWN: Mapping[Kind, Callable[[str, Question, str], str]] = {
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    **dict.fromkeys((Kind.TEXT, Kind.NAME, Kind.COMPANY, Kind.ADDRESS), _as_written),
}


def _labelled(options: tuple[Option, ...], locale: str) -> tuple[tuple[str, str], ...]:
    return tuple((o.value, in_language(o.label, locale)) for o in options)


_THIN = "\u202f"  # narrow no-break space: French sets it between thousands and before a unit
_SYMBOLS: Mapping[str, str] = {"EUR": "€", "USD": "$", "GBP": "£"}
_PERIODS: Mapping[str, tuple[str, str]] = {
    "month": (" par mois", " per month"),
    "year": (" par an", " per year"),
    "week": (" par semaine", " per week"),
    "day": (" par jour", " per day"),
    "hour": (" l’heure", " per hour"),
    "seat": (" par utilisateur", " per user"),
}


def _number(value: float, french: bool) -> str:
    """Thousands apart, and no more decimals than there are."""
    grouped = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6f}".rstrip("0")
    return grouped.replace(",", _THIN).replace(".", ",") if french else grouped


def _money(value: Money, french: bool) -> str:
    if value.none or (value.minimum is None and value.maximum is None):
        return "pas de budget" if french else "no budget"
    low, high = value.minimum, value.maximum
    ends = [_cents(end, french) for end in (low, high) if end is not None]
    if low == high:
        said, word = ends[0], ("environ ", "about ") if value.approx else ("", "")
    elif low is None or high is None:
        said, word = ends[0], ("au moins ", "at least ") if high is None else ("jusqu’à ", "up to ")
    else:
        said, word = f"{_THIN}–{_THIN}".join(ends) if french else "–".join(ends), ("", "")
    period = _PERIODS.get(value.period or "", ("", ""))
    return f"{word[not french]}{_with_currency(said, value.currency, french)}{period[not french]}"


def _cents(value: float, french: bool) -> str:
    """A round amount without decimals, any other with two."""
    grouped = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return grouped.replace(",", _THIN).replace(".", ",") if french else grouped


def _with_currency(said: str, currency: str | None, french: bool) -> str:
    if currency is None:
        return said
    symbol = _SYMBOLS.get(currency)
    if french:
        return f"{said}{_THIN}{symbol or currency}"
    return f"{symbol}{said}" if symbol else f"{currency} {said}"


def _day(day: date, french: bool) -> str:
    first = "1er" if french and day.day == 1 else str(day.day)
    return f"{first} {_month(day, french)}"


def _month(day: date, french: bool) -> str:
    return f"{word(f'month.{day.month}', 'fr' if french else 'en')} {day.year}"


def _window(value: Window, french: bool) -> str:
    if value.asap:
        return "dès que possible" if french else "as soon as possible"
    match value.earliest, value.latest:
        case date() as first, date() as last:
            return _between(first, last, french)
        case date() as first, None:
            return f"{'à partir du' if french else 'from'} {_day(first, french)}"
        case None, date() as last:
            return _until(last, french)
        case _:
            return "pas de date" if french else "no date"


def _until(last: date, french: bool) -> str:
    """The last day that will do, named by the day (or month) before which it is to be."""
    day = last + timedelta(days=1) if last < date.max else last
    if day.day == 1:
        return f"avant {_month(day, True)}" if french else f"before {_month(day, False)}"
    return f"avant le {_day(day, True)}" if french else f"before {_day(day, False)}"


def _between(first: date, last: date, french: bool) -> str:
    """A day, month, quarter or year by its name, anything else by its two ends."""
    if first == last:
        return _day(first, french)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and last == month_end(last):
        if months == 1:
            return _month(first, french)
        if months == 3 and first.month % 3 == 1:
            return f"{'T' if french else 'Q'}{(first.month + 2) // 3} {first.year}"
        if months == 12 and first.month == 1:
            return str(first.year)
    if french:
        return f"du {_day(first, True)} au {_day(last, True)}"
    return f"{_day(first, False)} to {_day(last, False)}"
