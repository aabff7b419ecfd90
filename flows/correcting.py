"""An earlier answer put right: named ("change my budget to 20k"), or told by its new value ("sorry, I meant June")."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flows import outcomes, questions
from flows.flow import Flow, Kind, Question
from flows.reading import yesno
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.facts import Fact, facts
from flows.reading.languages import LEXICONS
from flows.reading.patterns import late
from flows.reading.words import any_of, bare, phrases, plain
from flows.values import Money, Window
from flows.verbs import is_filler


@dataclass(frozen=True, slots=True)
class Slot:
    """A question as people speak of it: its kind, and every name that it goes by, as `bare` gives them."""

    question: Question
    names: tuple[str, ...]

    @classmethod
    def of(cls, question: Question, *labels: str) -> Slot:
        """A question by its labels, and by what the answers to its kind are called."""
        own = (bare(label) for label in labels)
        return cls(question, tuple(dict.fromkeys((*own, *KIND_NAMES[question.kind.value]))))


def slots_of(flow: Flow) -> Mapping[str, Slot]:
    """All questions of a flow, by id."""
    return {q.id: Slot.of(q, q.id, *(outcomes.label(q, tongue) for tongue in flow.languages)) for q in flow.questions}


@dataclass(frozen=True, slots=True)
class Change:
    """An earlier answer that is wrong, and what it is to be, when that was said."""

    slot: str
    reading: Understood | None
    raw: str = ""


#: From this confidence on, words are surely an answer.
_SURE = 0.9


class Ear:
    """What one message is read as, each question's reading and the further facts looked up once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._read: dict[tuple[str, Kind, str], Reading] = {}
        self._told: dict[tuple[Kind | None, str], tuple[Fact, ...]] = {}

    def read(self, question: Question, text: str) -> Reading:
        """The text as an answer to a question."""
        said = text.strip()
        key = (question.id, question.kind, said)
        if key not in self._read:
            self._read[key] = questions.read(question, said, self.context)
        return self._read[key]

    def surely(self, question: Question, text: str) -> Understood | None:
        """The text as an answer to a question, if it surely is one."""
        reading = self.read(question, text)
        return reading if isinstance(reading, Understood) and reading.confidence >= _SURE else None

    def facts(self, text: str, asked: Kind | None) -> tuple[Fact, ...]:
        """What the text tells besides an answer of the kind that was asked for."""
        key = (asked, text)
        if key not in self._told:
            self._told[key] = facts(text, asked, self.context)
        return self._told[key]


_AMENDS = late("|".join(f"(?:{lexicon.intent.amends})" for lexicon in LEXICONS if lexicon.intent.amends))
_MISTAKEN = late("|".join(f"(?:{lexicon.intent.mistaken})" for lexicon in LEXICONS if lexicon.intent.mistaken))
KIND_NAMES: Mapping[str, frozenset[str]] = {
    kind.value: phrases(*(lexicon.intent.slots.get(kind.value, "") for lexicon in LEXICONS)) for kind in Kind
}
_INTO = any_of(phrases(*(lexicon.intent.into for lexicon in LEXICONS)))
_NEW_VALUE = late(rf"(?:^|[\s,:;.])(?:{_INTO}|:|=)\s+(?=\S)".replace(r"\ ", "[ '’]"), re.IGNORECASE)
#: Kinds whose value is found anywhere in a sentence; of the others it is what stands after "to", "c'est", ":".
_FOUND_ANYWHERE = (Kind.BUDGET, Kind.TIMING, Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.DATE)


def correction(
    text: str, question: Question | None, ear: Ear, slots: Mapping[str, Slot], answered: Collection[str]
) -> Change | None:
    """An earlier answer put right: it is named, or its new value is told, with a word that says so."""
    said = plain(text)
    words = bare(said)
    amends = _AMENDS.search(words) is not None
    mistaken = _MISTAKEN.search(words) is not None
    if not (amends or mistaken):
        return None
    earlier = [slot for slot in slots if slot in answered and (question is None or slot != question.id)]
    named = _named_in(words, {slot: slots[slot] for slot in earlier})
    if named is not None:
        change = changed(named, slots[named], text, ear)
        if mistaken or change.reading is not None:
            return change
    told = ear.facts(text, None)
    for slot in earlier:
        kind = slots[slot].question.kind
        value = next((fact for fact in told if fact.kind is kind), None)
        if value is not None and _is_free(text, kind, question, ear):
            return Change(slot, questions.in_the_flow(value.reading, ear.context), text)
    return _nearest(text, question, ear, {slot: slots[slot] for slot in earlier}) if amends else None


def _nearest(text: str, question: Question | None, ear: Ear, earlier: Mapping[str, Slot]) -> Change | None:
    """The earlier answer that was put right in a few words ("sorry, I meant June"): the last that they can answer.

    An answer to what is asked now goes before.
    """
    words = _AMENDS.sub(" ", bare(plain(text))).split()
    while words and is_filler(words[0]):
        del words[0]
    while words and is_filler(words[-1]):
        del words[-1]
    said = " ".join(words)
    if not 0 < len(words) <= _FEW_WORDS or (question is not None and _answers_somehow(text, said, question, ear)):
        return None
    read = {slot: _said_alone(text, said, earlier[slot], ear) for slot in earlier}
    found = {slot: reading for slot, reading in read.items() if reading is not None}
    signed = [s for s in found if earlier[s].question.kind in _SIGNED or _is_name(said, earlier[s].question)]
    slot = next(reversed(signed or [*found]), None)
    return None if slot is None else Change(slot, questions.in_the_flow(found[slot], ear.context), text)


_FEW_WORDS = 5
_DENIED = late("|".join(rf"\b(?:{x.number.denials})\b" for x in LEXICONS if x.number.denials))
#: Kinds whose values have a sign of their own (a currency, a month), which tells them from any other answer.
_SIGNED = (Kind.BUDGET, Kind.TIMING)


def _is_name(said: str, question: Question) -> bool:
    """Whether words (as `bare` gives them) are what an option goes by."""
    every = ([*o.label.values(), *(name for names in o.synonyms.values() for name in names)] for o in question.options)
    return any(said == bare(name) for names in every for name in names)


def _answers_somehow(text: str, said: str, question: Question, ear: Ear) -> bool:
    """Whether words may answer what is asked; to a yes or no, "no, rather 3000 euros" is no answer."""
    if question.kind in questions.YES_OR_NO and yesno.says(said) is None and said != bare(text):
        return False
    return isinstance(ear.read(question, text), Understood)


def _said_alone(text: str, said: str, about: Slot, ear: Ear) -> Understood | None:
    """What a few words are as an answer to a question: an amount or a time by its signs, other kinds by their form."""
    kind = about.question.kind
    if kind in _SIGNED:
        beside = Kind.BUDGET if kind is Kind.TIMING else Kind.TIMING
        told = next((fact.reading for fact in ear.facts(text, beside) if fact.kind is kind), None)
        if _is_empty(none := ear.surely(about.question, text)):
            return none
        if _DENIED.search(said):
            return None
        return told or (alone if _is_dated(alone := ear.surely(about.question, said)) else None)
    if kind is Kind.NUMBER:
        return ear.surely(about.question, text)
    return ear.surely(about.question, said) if kind in (Kind.CHOICE, Kind.AUTHORITY) else None


def _is_free(text: str, kind: Kind, question: Question | None, ear: Ear) -> bool:
    """Whether the text is no answer of its own to the question that waits."""
    if question is None or kind is question.kind:
        return question is None
    return question.kind in questions.OWN_WORDS or isinstance(ear.read(question, text), Unclear)


def _named_in(words: str, slots: Mapping[str, Slot]) -> str | None:
    """The one slot whose name stands in a text; the longest name wins."""
    found: list[tuple[int, str]] = []
    for slot, about in slots.items():
        lengths = [len(name) for name in about.names if name and f" {name} " in f" {words} "]
        if lengths:
            found.append((max(lengths), slot))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def changed(slot: str, about: Slot, text: str, ear: Ear) -> Change:
    """The change of an answer that was named, with its new value when the text tells one."""
    kind = about.question.kind
    found: Reading | None = None
    if kind in _FOUND_ANYWHERE:
        found = ear.read(about.question, text)
    if not isinstance(found, Understood):
        said = _AMENDS.search(plain(text))
        after = [m.end() for m in _NEW_VALUE.finditer(text)]
        after = [at for at in after if said is None or at > said.end()] or after  # "en fait" says not what it becomes
        tails = [text[at:].strip() for at in after]
        found = next((r for t in reversed(tails) if isinstance(r := ear.read(about.question, t), Understood)), None)
    if found is None or (isinstance(found.value, Money) and _is_empty(found)):
        return Change(slot, None)
    return Change(slot, found, text)


def _is_dated(reading: Understood | None) -> bool:
    value = reading.value if reading is not None else None
    return isinstance(value, Window) and (value.earliest or value.latest) is not None


def _is_empty(reading: Understood | None) -> bool:
    """Whether an amount or a time is that there is none."""
    value = reading.value if reading is not None else None
    return value.none if isinstance(value, Money) else isinstance(value, Window) and value.never
