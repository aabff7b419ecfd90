"""Several facts in one message: what it tells besides the answer asked for, each by a clear sign of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.flow import Kind, Question
from flows.reading import contact, money, people, timing
from flows.reading.contract import Context, Found, Understood
from flows.reading.languages import LEXICONS
from flows.reading.patterns import late
from flows.reading.words import PARSED, plain
from flows.values import Money, Window

#: Beside an answer of these kinds an amount, or a time, is what the talk is about; beside others a word has to say so.
_BESIDE_MONEY = frozenset(Kind) - {
    Kind.BUDGET,
    Kind.NEED,
    Kind.TEXT,
    Kind.NUMBER,
    Kind.DATE,
    Kind.CONSENT,
    Kind.ADDRESS,
}
_BESIDE_TIME = frozenset((Kind.BUDGET, Kind.AUTHORITY))
_BUDGETING = late("|".join(f"(?:{x.intent.budgeting})" for x in LEXICONS if x.intent.budgeting))
_STARTING = late("|".join(f"(?:{x.intent.starting})" for x in LEXICONS if x.intent.starting))
_CLAUSE = late(r"[.!?;\n]|,(?!\d)|\b(?:et|and)\b")
#: Fewer digits than this are no phone number.
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told without being asked: the kind of question that it answers, and what was understood."""

    kind: Kind
    reading: Understood


def starts(said: str) -> bool:
    """Whether a plain text speaks of when something is to begin or be there."""
    return _STARTING.search(said) is not None


def facts(text: str, asked: Kind | None, context: Context) -> tuple[Fact, ...]:
    """The facts in a text, at most one a kind, without the kind that was asked for; two that differ are none."""
    text = text[:PARSED]
    if len(text.split()) < 2:
        return ()
    return tuple(fact for fact in _all(text, asked, context) if fact.kind is not asked)


def _all(text: str, asked: Kind | None, context: Context) -> Iterator[Fact]:
    if "@" in text and asked is not Kind.EMAIL:
        yield from _read(Kind.EMAIL, contact.read_email(text, _ANY, context))
    if sum(map(str.isdigit, text)) >= _DIGITS and asked is not Kind.PHONE:
        yield from _read(Kind.PHONE, contact.read_phone(text, _ANY, context))
    said = plain(contact.veiled(text, context.region))
    yield from _one(Kind.BUDGET, said, money.find(said, context), None if asked in _BESIDE_MONEY else _BUDGETING)
    yield from _one(Kind.TIMING, said, timing.find(said, context), None if asked in _BESIDE_TIME else _STARTING)
    for kind, found in (
        (Kind.AUTHORITY, people.authority_found(said)),
        (Kind.COMPANY, people.company_found(text)),
        (Kind.NAME, people.name_found(text)),
    ):
        if found is not None and isinstance(found.value, str):
            yield Fact(kind, Understood(found.value, _TOLD, plain(text[found.start : found.end])))


#: How sure a fact is that nobody asked for: it is always said.
_TOLD = 0.9
_ANY = Question("any", Kind.TEXT, {}, ())


def _read(kind: Kind, reading: object) -> Iterator[Fact]:
    if isinstance(reading, Understood) and reading.value is not None:
        yield Fact(kind, reading)


def _one(
    kind: Kind, said: str, found: Sequence[Found[Money]] | Sequence[Found[Window]], cue: re.Pattern[str] | None
) -> Iterator[Fact]:
    """The one value that is marked as what it is; where there is a cue, it has to stand beside it."""
    told = [f for f in found if f.marked and (cue is None or cue.search(_around(said, f)))]
    values: set[Money | Window] = {f.value for f in told}
    if len(values) != 1:
        return
    value = values.pop()
    if (isinstance(value, Money) and not value.none) or (isinstance(value, Window) and not value.never):
        yield Fact(kind, Understood(value, _TOLD, said[told[0].start : told[0].end].strip()))


def _around(said: str, found: Found[Money] | Found[Window]) -> str:
    """The clause that a value stands in."""
    before = [m.end() for m in _CLAUSE.finditer(said, 0, found.start)]
    after = _CLAUSE.search(said, found.end)
    return said[before[-1] if before else 0 : after.start() if after else len(said)]
