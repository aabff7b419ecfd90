"""One reply read outside any conversation, as `aimant understand` shows it: intent, value, further facts, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import phonenumbers
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flows.correcting import Change, Slot
from flows.flow import Kind, Option, Question
from flows.hearing import Heard, hear
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.values import Money, Need, Value, Window
from flows.verbs import Verb

#: The kinds as a row names them, and the question kind that each is read as.
KINDS: Mapping[str, Kind] = {
    "budget": Kind.BUDGET,
    "authority": Kind.AUTHORITY,
    "need": Kind.NEED,
    "timing": Kind.TIMING,
    "name": Kind.NAME,
    "email": Kind.EMAIL,
    "phone": Kind.PHONE,
    "company": Kind.COMPANY,
    "yesno": Kind.YES_NO,
    "choice": Kind.CHOICE,
    "number": Kind.NUMBER,
    "date": Kind.DATE,
    "address": Kind.ADDRESS,
}
_NAMES: Mapping[Kind, str] = {kind: name for name, kind in KINDS.items()} | {Kind.MULTI_CHOICE: "choice"}
#: Whose national numbers are meant where no country is said.
_REGIONS: Mapping[str, str] = {"fr": "FR", "en": "US"}
_INTENTS: Mapping[Verb, str] = {
    Verb.WHY: "question",
    Verb.ASK: "question",
    Verb.CHANGE: "correct",
    Verb.RESUME: "repeat",  # where nothing was stopped
}


def _known_region(region: str | None) -> str | None:
    if region is not None and region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(region)
    return region


def _read_language(tag: str) -> str:
    if tag[:2] not in {lexicon.locale for lexicon in LEXICONS}:
        raise ValueError(tag)
    return tag


class Asked(BaseModel):
    """The question that a reply answers."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal[
        "budget", "authority", "need", "timing", "name", "email", "phone", "company", "yesno", "choice", "number",
        "date", "address",
    ]  # fmt: skip
    options: list[str] = Field(default=[], max_length=100)
    multi: bool = False
    region: Annotated[str | None, AfterValidator(_known_region)] = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    answered: list[str] = Field(default=[], max_length=50)


class Row(BaseModel):
    """One reply with what is needed to read it; `ref` is the day that counts as today."""

    model_config = ConfigDict(extra="ignore")

    text: str = Field(max_length=20_000)
    lang: Annotated[str, AfterValidator(_read_language)] = "en"
    ref: date
    question: Asked


def heard(row: Row) -> Heard:
    """The reply as the talk would hear it, with a question of every kind to speak of."""
    asked, question = row.question, question_of(row)
    return hear(
        row.text, question, context_of(row), {**_slots(row.lang), asked.kind: Slot.of(question)}, asked.answered
    )


def question_of(row: Row) -> Question:
    """The question that the reply answers, as a flow would have it."""
    asked = row.question
    kind = Kind.MULTI_CHOICE if asked.multi else KINDS[asked.kind]
    options = tuple(Option(label, {row.lang: label}) for label in asked.options)
    return Question(asked.kind, kind, {row.lang: "?"}, (), options=options)


def context_of(row: Row) -> Context:
    """What a reader of the reply may know."""
    return Context(row.lang, row.ref, row.question.currency, row.question.region or _REGIONS.get(row.lang[:2]))


@cache
def _slots(lang: str) -> Mapping[str, Slot]:
    return {name: Slot.of(Question(name, of, {lang: "?"}, ())) for name, of in KINDS.items()}


def told(row: Row) -> dict[str, Any]:
    """The reply as {"intent", "value", "also"}."""
    found = heard(row)
    also: dict[str, Any] = {_NAMES[fact.kind]: as_json(fact.kind, fact.reading) for fact in found.also}
    if found.asks and found.reading is not None:
        also["question"] = True
    return {"intent": _intent(found), "value": _value(row, found), "also": also}


def _intent(found: Heard) -> str:
    match found:
        case Heard(verb=verb) if verb is not None:
            return _INTENTS.get(verb.verb, verb.verb.value)
        case Heard(change=change) if change is not None:
            return "correct"
        case Heard(reading=Unclear(problem="unclear.yes-no-maybe")):
            return "answer"
        case Heard(reading=Unclear(suggestions=())):
            return "unclear"
        case Heard(reading=Unclear(problem=problem)):
            return "answer" if problem in _SUGGESTING else "unclear"
        case _:
            return "answer"


#: Readings that are not taken before they are confirmed, but are readings.
_SUGGESTING = ("unclear.email-typo",)


def _value(row: Row, found: Heard) -> Any:
    match found:
        case Heard(change=Change(slot, reading)):
            value = as_json(KINDS[slot], reading) if reading is not None else None
            return {"slot": slot} | ({"value": value} if value is not None else {})
        case Heard(verb=verb) if verb is not None:
            return {"slot": verb.argument} if verb.verb is Verb.CHANGE else None
        case Heard(reading=reading):
            return as_json(KINDS[row.question.kind], reading)


def as_json(kind: Kind, reading: Reading | None) -> Any:
    """A reading's value as plain JSON; an address that looks misspelt comes with what was perhaps meant."""
    match reading:
        case Unclear("unclear.email-typo", (meant, written, *_)):
            return {"email": written, "suggest": meant}
        case Unclear("unclear.yes-no-maybe"):
            return "maybe"
        case Understood(value=value):
            return _plain(kind, value)
        case _:
            return None


def _plain(kind: Kind, value: Value | None) -> Any:
    match value:
        case Money(none=True) | Window(never=True):
            return {"none": True}
        case None if kind is Kind.COMPANY:
            return {"none": True}
        case Money():
            money = {"min": value.minimum, "max": value.maximum, "currency": value.currency}
            more = {"approx": value.approx or None, "period": value.period}
            return money | {key: said for key, said in more.items() if said is not None}
        case Window(asap=True):
            return {"asap": True}
        case Window():
            return {"from": _day(value.earliest), "to": _day(value.latest)}
        case Need():
            return value.words
        case date():
            return value.isoformat()
        case str() if kind is Kind.AUTHORITY:
            return {"decision": value}
        case str() if kind is Kind.PHONE and ";ext=" in value:
            number, _, extension = value.partition(";ext=")
            return {"e164": number, "ext": extension}
        case tuple():
            return list(value)
        case _:
            return value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def seen(row: Row, found: Heard) -> list[tuple[str, str]]:
    """A reading as lines of a key and a value, for a person: intent, value, how sure, from which words, what else."""
    lines = [("intent", _intent(found))]
    reading = found.change.reading if found.change is not None else found.reading
    value = _value(row, found)
    if value is not None:
        lines.append(("value", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))
    match reading:
        case Understood():
            lines += [("confidence", f"{reading.confidence:.2f}"), ("part", reading.part or row.text.strip())]
            lines += [("notes", ", ".join(reading.notes))] if reading.notes else []
        case Unclear():
            lines.append(("problem", reading.problem))
            lines += [("suggestions", " | ".join(reading.suggestions))] if reading.suggestions else []
    if found.asks:
        lines.append(("asks", found.asks))
    for fact in found.also:
        told_ = json.dumps(as_json(fact.kind, fact.reading), ensure_ascii=False)
        lines.append(("also", f"{_NAMES[fact.kind]}: {told_} ({fact.reading.part})"))
    return lines
