"""What a message is to the talk: a request, an answer with whatever else it tells, a correction, or a question back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flows import questions
from flows.flow import Kind, Question
from flows.reading import yesno
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.facts import Fact, facts
from flows.reading.languages import LEXICONS
from flows.reading.words import any_of, bare, phrases, plain
from flows.values import Money, Window
from flows.verbs import Verb, VerbSaid, evasion, is_filler, read_verb


@dataclass(frozen=True, slots=True)
class Slot:
    """A question as people speak of it: its kind, and every name that it goes by."""

    question: Question
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An earlier answer that is wrong, and what it is to be, when that was said."""

    slot: str
    reading: Understood | None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message, heard against the question that waits.

    Exactly one of `verb`, `change` and `reading` is set. `also` are further facts told beside an answer; `asks` is a
    question back, told beside an answer or (with the verb ASK) alone; `more` is to come where the words break off.
    """

    verb: VerbSaid | None = None
    change: Change | None = None
    reading: Reading | None = None
    also: tuple[Fact, ...] = ()
    asks: str = ""
    more: bool = False


def hear(
    text: str, question: Question | None, context: Context, slots: Mapping[str, Slot], answered: Collection[str] = ()
) -> Heard:
    """Hear a message; never raises. `slots` are all questions by id, `answered` the ids of those that have an answer.

    Without a question that waits requests, corrections and questions back are heard; the rest is an Unclear reading.
    """
    names = {slot: (*about.names, *_KIND_NAMES[about.question.kind.value]) for slot, about in slots.items()}
    verb = None if question is not None and _is_label(text, question) else read_verb(text, context.locale, names)
    if question is None:
        return _outside(verb, text, context, slots, names, answered)
    if verb is not None and not (verb.verb in _YIELDING and _answers(text, question, context)):
        return _with_value(verb, text, slots, context)
    change = _change(text, question, context, slots, answered)
    if change is not None:
        return Heard(change=change)
    clauses = _clauses(text)
    if (verb := _in_a_clause(clauses, question, context, names, text)) is not None:
        return Heard(verb=verb)
    return _answer(text, question, context, clauses)


def _outside(
    verb: VerbSaid | None,
    text: str,
    context: Context,
    slots: Mapping[str, Slot],
    names: Mapping[str, tuple[str, ...]],
    answered: Collection[str],
) -> Heard:
    """What is heard where no question waits: requests, corrections and questions back."""
    if verb is not None:
        return _with_value(verb, text, slots, context)
    change = _change(text, None, context, slots, answered)
    if change is not None:
        return Heard(change=change)
    if (verb := _in_a_clause(_clauses(text), None, context, names, text)) is not None:
        return Heard(verb=verb)
    asks = " ".join(s for s in _SENTENCE.split(text.strip()) if _is_question(s, None))
    return Heard(verb=VerbSaid(Verb.ASK), asks=asks) if asks else Heard(reading=Unclear("unclear.empty"))


#: Requests that an answer to the question goes before: "plus tard" to a timing, "call me" to an offer to call.
_YIELDING = (Verb.SKIP, Verb.HUMAN, Verb.HELP, Verb.REPEAT, Verb.WHY, Verb.PRIVACY, Verb.STOP, Verb.RESUME)
#: Kinds whose answers have a form, so that an answer is told from other words.
_OWN_WORDS = questions.OWN_WORDS
_CLAUSE = re.compile(r"[.!?;,:]+(?=\s|$)|[\n()]+| - | (?:et|and|puis|then|mais|but|donc|so) (?=\w)")
_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+|\n+")
_LONGEST = 1_000
#: A message of more clauses than this is a story, and none of them is a request.
_MOST_CLAUSES = 4


def _clauses(text: str) -> list[str]:
    return [bare(c) for c in _CLAUSE.split(plain(text)[:_LONGEST]) if bare(c)]


def _is_name(said: str, question: Question) -> bool:
    """Whether words (as `bare` gives them) are what an option goes by."""
    every = ([*o.label.values(), *(name for names in o.synonyms.values() for name in names)] for o in question.options)
    return any(said == bare(name) for names in every for name in names)


def _is_label(text: str, question: Question) -> bool:
    said = bare(text)
    return any(said == bare(label) for option in question.options for label in option.label.values())


def _answers(text: str, question: Question | None, context: Context) -> bool:
    """Whether the words are surely an answer to a question whose answers have a form."""
    if question is None or question.kind in _OWN_WORDS:
        return False
    return _surely(text, question, context) is not None


_SURE = 0.9


def _with_value(verb: VerbSaid, text: str, slots: Mapping[str, Slot], context: Context) -> Heard:
    """A request to change an answer may bring the new one along ("change my budget to 20k")."""
    slot = slots.get(verb.argument or "") if verb.verb is Verb.CHANGE else None
    if slot is not None and not text.lstrip().startswith("/"):
        return Heard(change=_changed(slot.question.id, slot, text, context))
    return Heard(verb=verb)


# ---------------------------------------------------------------- requests beside other words


def _in_a_clause(
    clauses: list[str], question: Question | None, context: Context, names: Mapping[str, tuple[str, ...]], text: str
) -> VerbSaid | None:
    """A request in one clause of several, when the others only explain it: a stop wins over everything."""
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return None
    found = [read_verb(clause, context.locale, names) for clause in clauses]
    heard = [verb for verb in found if verb is not None]
    for verb in _LOUD:
        if any(h.verb is verb for h in heard):
            loud = next(h for h in heard if h.verb is verb)
            if verb is not Verb.HUMAN or not _answers(text, question, context):
                return loud
    others = [c for c, h in zip(clauses, found, strict=True) if h is None]
    if heard and all(is_filler(c) or evasion(c) or yesno.says(c) is not None for c in others):
        return None if _answers(text, question, context) else heard[-1]
    return None


_LOUD = (Verb.STOP, Verb.ERASE, Verb.HUMAN)


# ---------------------------------------------------------------- answers, and what comes instead


def _answer(text: str, question: Question, context: Context, clauses: list[str]) -> Heard:
    own_words = question.kind in _OWN_WORDS
    evaded = _evaded(text, clauses, question.kind)
    if own_words and evaded is not None:
        return Heard(verb=evaded)
    broken_off = question.kind in _IN_PIECES and len(clauses) == 1 and _UNFINISHED.fullmatch(clauses[0])
    if broken_off and evaded is None:
        return Heard(reading=Unclear(f"unclear.{question.kind}"), more=True)
    asks, rest = _question_back(text, question, context)
    reading = questions.read(question, rest, context) if rest else Unclear(f"unclear.{question.kind}")
    if asks and not rest and question.kind in _ASKABLE and yesno.says(text):
        return Heard(reading=questions.read(question, text, context))
    if isinstance(reading, Understood) and not (asks and own_words and is_filler(bare(rest))):
        also = facts(text, question.kind, context)
        return Heard(reading=reading, also=also, asks=asks)
    if asks:
        return Heard(verb=VerbSaid(Verb.ASK), asks=asks)
    if evaded is not None:
        return Heard(verb=evaded)
    if question.kind in _CONTACT and yesno.says(text) == "no":
        return Heard(verb=VerbSaid(Verb.REFUSE))
    also = facts(text, question.kind, context)
    if question.kind in (Kind.NAME, Kind.COMPANY) and any(fact.kind in _CONTACT for fact in also):
        reading = _beside(text, question, context) or reading
    return Heard(reading=reading, also=also)


def _beside(text: str, question: Question, context: Context) -> Understood | None:
    """The name in words that tell a way to reach somebody too ("Léa Martin, lea@exemple.be")."""
    for part in _CLAUSE.split(text[:_LONGEST]):
        words = bare(part)
        reachable = "@" in part or any(c.isdigit() for c in part) or any(f" {w} " in f" {words} " for w in _REACHED_BY)
        if reachable or is_filler(words):
            continue
        reading = questions.read(question, part.strip(), context)
        return reading if isinstance(reading, Understood) else None
    return None


#: Kinds of answer that are often written in pieces, each of which could pass for the whole.
_IN_PIECES = (Kind.BUDGET, Kind.TIMING, Kind.NUMBER, Kind.DATE)
_UNFINISHED = re.compile("|".join(f"(?:{x.intent.unfinished})" for x in LEXICONS if x.intent.unfinished))
_ASKABLE = (Kind.YES_NO, Kind.CONSENT)
_CONTACT = (Kind.EMAIL, Kind.PHONE, Kind.NAME, Kind.COMPANY, Kind.ADDRESS)


def _evaded(text: str, clauses: list[str], kind: Kind) -> VerbSaid | None:
    """Not knowing or not telling: the whole message, or (for answers that have a form) any of its clauses."""
    if kind is Kind.CONSENT:
        return None  # nothing goes round the question itself
    longest = _SHORT_EVASION if kind in (Kind.NEED, Kind.TEXT) else _LONGEST
    said_all = bare(text)
    whole = evasion(said_all) if len(said_all.split()) <= longest else None
    if whole is not None:
        return whole
    said = [evasion(c) if len(c.split()) <= longest else None for c in clauses]
    heard = [verb for verb in said if verb is not None]
    rest = [c for c, verb in zip(clauses, said, strict=True) if verb is None]
    if not heard or (kind in _OWN_WORDS and not all(is_filler(c) for c in rest)):
        return None
    return next((verb for verb in heard if verb.verb is Verb.REFUSE), heard[0])


#: In one's own words a longer sentence tells something, even if it begins with "we don't know".
_SHORT_EVASION = 7

_OPENERS = re.compile("|".join(f"(?:{lexicon.intent.openers})" for lexicon in LEXICONS if lexicon.intent.openers))
_ASKING = re.compile("|".join(f"(?:{lexicon.intent.asking})" for lexicon in LEXICONS if lexicon.intent.asking))
_NOT_ASKING = re.compile(
    "|".join(f"(?:{lexicon.intent.not_asking})" for lexicon in LEXICONS if lexicon.intent.not_asking)
)


_TOPICS = {
    name: re.compile("|".join(lexicon.intent.topics[name] for lexicon in LEXICONS if name in lexicon.intent.topics))
    for name in ("privacy", "price", "robot")
}


def topic(text: str) -> str | None:
    """What a question back is about, of what any flow can be asked: "privacy", "price", "robot" or None."""
    said = bare(text)
    return next((name for name, pattern in _TOPICS.items() if pattern.search(said)), None)


def _question_back(text: str, question: Question, context: Context) -> tuple[str, str]:
    """The questions in a text, and the text without them."""
    if "?" not in text and question.kind not in _OWN_WORDS and _answers(text, question, context):
        return "", text
    asked: list[str] = []
    rest: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        if not _is_question(sentence, question):
            rest.append(sentence)
            continue
        told, asks = _answer_first(sentence, question, context)
        rest.append(told)
        asked.append(asks)
    return " ".join(asked).strip(), " ".join(rest).strip()


def _answer_first(sentence: str, question: Question, context: Context) -> tuple[str, str]:
    """A sentence that answers and then asks ("in May, is that possible?"), in its two parts; else it only asks."""
    for gap in _COMMA.finditer(sentence):
        told, asks = sentence[: gap.start()], sentence[gap.end() :]
        if _is_question(told, question) or not _is_question(asks, question) or is_filler(bare(told)):
            continue
        reading = questions.read(question, told, context)
        if isinstance(reading, Understood) and not (
            question.kind in (Kind.NEED, Kind.TEXT) and questions.is_words_alone(question, reading)
        ):
            return told, asks
    return "", sentence


_COMMA = re.compile(r",\s+(?:(?:and|but|et|mais) )?|\s+(?:-|–|—)\s+", re.IGNORECASE)


def _is_question(sentence: str, question: Question | None) -> bool:
    said = bare(sentence)
    if not said or _NOT_ASKING.fullmatch(said):
        return False
    marked = "?" in sentence[-4:]
    begins = _OPENERS.match(said) is not None
    if (question is None or question.kind in (Kind.NEED, Kind.TEXT)) and not marked:
        return begins and _ASKING.search(said) is not None and len(said.split()) <= _SHORT
    return begins or (marked and _ASKING.search(said) is not None)


_SHORT = 9


# ---------------------------------------------------------------- corrections

_AMENDS = re.compile("|".join(f"(?:{lexicon.intent.amends})" for lexicon in LEXICONS if lexicon.intent.amends))
_MISTAKEN = re.compile("|".join(f"(?:{lexicon.intent.mistaken})" for lexicon in LEXICONS if lexicon.intent.mistaken))
_KIND_NAMES: Mapping[str, frozenset[str]] = {
    kind.value: phrases(*(lexicon.intent.slots.get(kind.value, "") for lexicon in LEXICONS)) for kind in Kind
}
_REACHED_BY = _KIND_NAMES[Kind.EMAIL] | _KIND_NAMES[Kind.PHONE]
_INTO = any_of(phrases(*(lexicon.intent.into for lexicon in LEXICONS)))
_NEW_VALUE = re.compile(rf"(?:^|[\s,:;.])(?:{_INTO}|:|=)\s+(?=\S)".replace(r"\ ", "[ '’]"), re.IGNORECASE)
#: Kinds whose value is found anywhere in a sentence; of the others it is what stands after "to", "c'est", ":".
_FOUND_ANYWHERE = (Kind.BUDGET, Kind.TIMING, Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.DATE)


def _change(
    text: str, question: Question | None, context: Context, slots: Mapping[str, Slot], answered: Collection[str]
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
        change = _changed(named, slots[named], text, context)
        if mistaken or change.reading is not None:
            return change
    told = facts(text, None, context)
    for slot in earlier:
        kind = slots[slot].question.kind
        value = next((fact for fact in told if fact.kind is kind), None)
        if value is not None and _is_free(text, kind, question, context):
            return Change(slot, questions.in_the_flow(value.reading, context), text)
    return _nearest(text, question, context, {slot: slots[slot] for slot in earlier}) if amends else None


def _nearest(text: str, question: Question | None, context: Context, earlier: Mapping[str, Slot]) -> Change | None:
    """The earlier answer that was put right in a few words ("sorry, I meant June"): the last that they can answer.

    An answer to what is asked now goes before.
    """
    words = _AMENDS.sub(" ", bare(plain(text))).split()
    while words and is_filler(words[0]):
        del words[0]
    while words and is_filler(words[-1]):
        del words[-1]
    said = " ".join(words)
    if not 0 < len(words) <= _FEW_WORDS or (question is not None and _answers_somehow(text, said, question, context)):
        return None
    read = {slot: _said_alone(text, said, earlier[slot], context) for slot in earlier}
    found = {slot: reading for slot, reading in read.items() if reading is not None}
    signed = [s for s in found if earlier[s].question.kind in _SIGNED or _is_name(said, earlier[s].question)]
    slot = next(reversed(signed or [*found]), None)
    return None if slot is None else Change(slot, questions.in_the_flow(found[slot], context), text)


_FEW_WORDS = 5
_DENIED = re.compile("|".join(rf"\b(?:{x.number.denials})\b" for x in LEXICONS if x.number.denials))
#: Kinds whose values have a sign of their own (a currency, a month), which tells them from any other answer.
_SIGNED = (Kind.BUDGET, Kind.TIMING)


def _answers_somehow(text: str, said: str, question: Question, context: Context) -> bool:
    """Whether words may answer what is asked; to a yes or no, "no, rather 3000 euros" is no answer."""
    if question.kind in _ASKABLE and yesno.says(said) is None and said != bare(text):
        return False
    return isinstance(questions.read(question, text, context), Understood)


def _said_alone(text: str, said: str, about: Slot, context: Context) -> Understood | None:
    """What a few words are as an answer to a question: an amount or a time by its signs, other kinds by their form."""
    kind = about.question.kind
    if kind in _SIGNED:
        beside = Kind.BUDGET if kind is Kind.TIMING else Kind.TIMING
        told = next((fact.reading for fact in facts(text, beside, context) if fact.kind is kind), None)
        if _is_empty(none := _surely(text, about.question, context)):
            return none
        if _DENIED.search(said):
            return None
        return told or (alone if _is_dated(alone := _surely(said, about.question, context)) else None)
    if kind is Kind.NUMBER:
        return _surely(text, about.question, context)
    return _surely(said, about.question, context) if kind in (Kind.CHOICE, Kind.AUTHORITY) else None


def _surely(text: str, question: Question, context: Context) -> Understood | None:
    reading = questions.read(question, text, context)
    return reading if isinstance(reading, Understood) and reading.confidence >= _SURE else None


def _is_free(text: str, kind: Kind, question: Question | None, context: Context) -> bool:
    """Whether the text is no answer of its own to the question that waits."""
    if question is None or kind is question.kind:
        return question is None
    return question.kind in _OWN_WORDS or isinstance(questions.read(question, text, context), Unclear)


def _named_in(words: str, slots: Mapping[str, Slot]) -> str | None:
    """The one slot whose name stands in a text; the longest name wins."""
    found: list[tuple[int, str]] = []
    for slot, about in slots.items():
        own = {bare(name) for name in about.names} | _KIND_NAMES.get(about.question.kind.value, frozenset())
        lengths = [len(name) for name in own if name and f" {name} " in f" {words} "]
        if lengths:
            found.append((max(lengths), slot))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _changed(slot: str, about: Slot, text: str, context: Context) -> Change:
    kind = about.question.kind
    found: Reading | None = None
    if kind in _FOUND_ANYWHERE:
        found = questions.read(about.question, text, context)
    if not isinstance(found, Understood):
        said = _AMENDS.search(plain(text))
        after = [m.end() for m in _NEW_VALUE.finditer(text)]
        after = [at for at in after if said is None or at > said.end()] or after  # "en fait" says not what it becomes
        tails = [text[at:].strip() for at in after]
        found = next(
            (r for t in tails if isinstance(r := questions.read(about.question, t, context), Understood)), None
        )
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
