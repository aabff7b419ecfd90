"""What a message is to the talk: a request, an answer with whatever else it tells, a correction, or a question back."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flows import questions
from flows.correcting import KIND_NAMES, Change, Ear, Slot, changed, correction
from flows.flow import Kind, Question
from flows.reading import yesno
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.facts import Fact, starts
from flows.reading.languages import LEXICONS
from flows.reading.patterns import late
from flows.reading.words import bare, plain
from flows.verbs import Verb, VerbSaid, evasion, is_filler, read_verb


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
    ear = Ear(context)
    names = {slot: about.names for slot, about in slots.items()}
    verb = None if question is not None and _is_label(text, question) else read_verb(text, context.locale, names)
    if question is None:
        return _outside(verb, text, ear, slots, names, answered)
    if verb is not None and not (verb.verb in _YIELDING and _answers(text, question, ear)):
        return _with_value(verb, text, slots, ear)
    change = correction(text, question, ear, slots, answered)
    if change is not None:
        return Heard(change=change)
    clauses = _clauses(text)
    if (verb := _in_a_clause(clauses, question, ear, names, text)) is not None:
        return Heard(verb=verb)
    return _answer(text, question, ear, clauses)


class Common:
    """Hears for one flow, and has short replies at hand: to a question that many are asked, many say the same.

    What may be personal is never held: no reply to a personal question, none with further facts, no long one.
    """

    #: The most replies that are held; those that came longest ago make room.
    MOST = 4_096
    #: The most characters of a reply that is held.
    LONGEST = 60

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        self._slots = slots
        self._held: OrderedDict[object, Heard] = OrderedDict()

    def hear(self, text: str, question: Question | None, context: Context, answered: Collection[str]) -> Heard:
        """As `hear` hears it."""
        if question is None or question.personal or len(text) > self.LONGEST:
            return hear(text, question, context, self._slots, answered)
        about = text, question.id, context, tuple(answered)
        heard = self._held.pop(about, None)
        if heard is None:
            heard = hear(text, question, context, self._slots, answered)
        if isinstance(heard.reading, Understood) and not heard.also:
            self._held[about] = heard
            if len(self._held) > self.MOST:
                self._held.popitem(last=False)
        return heard


def _outside(
    verb: VerbSaid | None,
    text: str,
    ear: Ear,
    slots: Mapping[str, Slot],
    names: Mapping[str, tuple[str, ...]],
    answered: Collection[str],
) -> Heard:
    """What is heard where no question waits: requests, corrections and questions back."""
    if verb is not None:
        return _with_value(verb, text, slots, ear)
    change = correction(text, None, ear, slots, answered)
    if change is not None:
        return Heard(change=change)
    if (verb := _in_a_clause(_clauses(text), None, ear, names, text)) is not None:
        return Heard(verb=verb)
    asks = " ".join(s for s in _SENTENCE.split(text.strip()) if _is_question(s, None))
    return Heard(verb=VerbSaid(Verb.ASK), asks=asks) if asks else Heard(reading=Unclear("unclear.empty"))


#: Requests that an answer to the question goes before: "plus tard" to a timing, "call me" to an offer to call.
_YIELDING = (Verb.SKIP, Verb.HUMAN, Verb.HELP, Verb.REPEAT, Verb.WHY, Verb.PRIVACY, Verb.STOP, Verb.RESUME)
_CLAUSE = late(r"[.!?;,:]+(?=\s|$)|[\n()]+| - | (?:et|and|puis|then|mais|but|donc|so) (?=\w)")
_SENTENCE = late(r"(?<=[.!?;\n])\s+|\n+")
_LONGEST = 1_000
#: A message of more clauses than this is a story, and none of them is a request.
_MOST_CLAUSES = 4


def _clauses(text: str) -> list[str]:
    return [bare(c) for c in _CLAUSE.split(plain(text)[:_LONGEST]) if bare(c)]


def _is_label(text: str, question: Question) -> bool:
    said = bare(text)
    return any(said == bare(label) for option in question.options for label in option.label.values())


def _answers(text: str, question: Question | None, ear: Ear) -> bool:
    """Whether the words are surely an answer to a question whose answers have a form."""
    if question is None or question.kind in questions.OWN_WORDS:
        return False
    return ear.surely(question, text) is not None


def _with_value(verb: VerbSaid, text: str, slots: Mapping[str, Slot], ear: Ear) -> Heard:
    """A request to change an answer may bring the new one along ("change my budget to 20k")."""
    slot = slots.get(verb.argument or "") if verb.verb is Verb.CHANGE else None
    if slot is not None and not text.lstrip().startswith("/"):
        return Heard(change=changed(slot.question.id, slot, text, ear))
    return Heard(verb=verb)


# ---------------------------------------------------------------- requests beside other words


def _in_a_clause(
    clauses: list[str], question: Question | None, ear: Ear, names: Mapping[str, tuple[str, ...]], text: str
) -> VerbSaid | None:
    """A request in one clause of several, when the others only explain it: a stop wins over everything."""
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return None
    found = [read_verb(clause, ear.context.locale, names) for clause in clauses]
    heard = [verb for verb in found if verb is not None]
    for verb in _LOUD:
        if any(h.verb is verb for h in heard):
            loud = next(h for h in heard if h.verb is verb)
            if verb is not Verb.HUMAN or not _answers(text, question, ear):
                return loud
    others = [c for c, h in zip(clauses, found, strict=True) if h is None]
    unanswered = (
        question is not None
        and question.kind not in questions.OWN_WORDS
        and isinstance(ear.read(question, text), Unclear)
    )
    if heard and (unanswered or all(is_filler(c) or evasion(c) or yesno.says(c) is not None for c in others)):
        return None if _answers(text, question, ear) else heard[-1]
    return None


_LOUD = (Verb.STOP, Verb.ERASE, Verb.HUMAN)


# ---------------------------------------------------------------- answers, and what comes instead


def _answer(text: str, question: Question, ear: Ear, clauses: list[str]) -> Heard:
    own_words = question.kind in questions.OWN_WORDS
    evaded = _evaded(text, clauses, question.kind)
    if own_words and evaded is not None:
        return Heard(verb=evaded)
    broken_off = question.kind in _IN_PIECES and len(clauses) == 1 and _UNFINISHED.fullmatch(clauses[0])
    if broken_off and evaded is None:
        return Heard(reading=Unclear(f"unclear.{question.kind}"), more=True)
    asks, rest = _question_back(text, question, ear)
    reading = ear.read(question, rest) if rest else Unclear(f"unclear.{question.kind}")
    if question.kind is Kind.TIMING:
        reading = _when_it_begins(clauses, question, ear) or reading
    if evaded is not None and not own_words:
        reading = _in_spite_of(text, clauses, question, ear, reading)
    elif isinstance(reading, Unclear) and not own_words:
        reading = _beside_facts(rest, question, ear) or reading
    if asks and not rest and question.kind in questions.YES_OR_NO and yesno.says(text):
        return Heard(reading=ear.read(question, text))
    if isinstance(reading, Understood) and not (asks and own_words and is_filler(bare(rest))):
        also = ear.facts(text, question.kind)
        return Heard(reading=reading, also=also, asks=asks)
    if asks:
        return Heard(verb=VerbSaid(Verb.ASK), asks=asks)
    if evaded is not None and not _is_maybe(reading):
        return Heard(verb=evaded)
    if question.kind in _CONTACT and yesno.says(text) == "no":
        return Heard(verb=VerbSaid(Verb.REFUSE))
    also = ear.facts(text, question.kind)
    if question.kind in (Kind.NAME, Kind.COMPANY) and any(fact.kind in _CONTACT for fact in also):
        reading = _beside(text, question, ear) or reading
    return Heard(reading=reading, also=also)


def _in_spite_of(text: str, clauses: list[str], question: Question, ear: Ear, reading: Reading) -> Reading:
    """What is answered after all by whoever begins with "I don't know" ("not sure, probably the CFO")."""
    evaded = [verb.verb for clause in clauses if (verb := evasion(clause))]
    said = [clause for clause in clauses if not evasion(clause)]
    if question.kind in questions.YES_OR_NO:
        if not said:  # only what surely is a yes or no is one ("non merci")
            return reading if ear.surely(question, text) and yesno.says(text) else Unclear("unclear.empty")
        if question.kind is Kind.YES_NO and Verb.UNKNOWN in evaded and isinstance(reading, Understood):
            labels = tuple(label for _, label in questions.options_of(question, ear.context.locale))
            return Unclear("unclear.yes-no-maybe", labels)  # "why not, but I'm not sure"
    elif not said and Verb.REFUSE in evaded and not (isinstance(reading, Understood) and reading.confidence >= 1):
        return Unclear("unclear.empty")  # "that is none of your business" names nobody who decides
    if isinstance(reading, Unclear) and not _is_maybe(reading) and evaded:
        return ear.read(question, ", ".join(said))
    return reading


def _when_it_begins(clauses: list[str], question: Question, ear: Ear) -> Understood | None:
    """Of several times the one in the clause that speaks of beginning ("a fair in May, so we start in April").

    What has begun already is not when it is to be.
    """
    told = {c: r for c in clauses if isinstance(r := ear.read(question, c), Understood)}
    ahead = {c: r for c, r in told.items() if not _BEGUN.search(c)}
    for found in (ahead, {c: r for c, r in ahead.items() if starts(c)}):
        if len(found) == 1 < len(told):
            return next(iter(found.values()))
    return None


_BEGUN = late("|".join(f"(?:{x.intent.begun})" for x in LEXICONS if x.intent.begun))


def _beside_facts(said: str, question: Question, ear: Ear) -> Understood | None:
    """An answer in words that tell other facts too ("15 k€, and we are 12"): what they tell is taken out first."""
    left = plain(said)
    for fact in ear.facts(said, question.kind):
        left = left.replace(fact.reading.part, " ; ") if fact.reading.part else left
    return ear.surely(question, left) if left != plain(said) else None


def _is_maybe(reading: Reading) -> bool:
    return isinstance(reading, Unclear) and reading.problem == "unclear.yes-no-maybe"


def _beside(text: str, question: Question, ear: Ear) -> Understood | None:
    """The name in words that tell a way to reach somebody too ("Léa Martin, lea@exemple.be")."""
    for part in _CLAUSE.split(text[:_LONGEST]):
        words = bare(part)
        reachable = "@" in part or any(c.isdigit() for c in part) or any(f" {w} " in f" {words} " for w in _REACHED_BY)
        if reachable or is_filler(words):
            continue
        reading = ear.read(question, part.strip())
        return reading if isinstance(reading, Understood) else None
    return None


_REACHED_BY = KIND_NAMES[Kind.EMAIL] | KIND_NAMES[Kind.PHONE]
#: Kinds of answer that are often written in pieces, each of which could pass for the whole.
_IN_PIECES = (Kind.BUDGET, Kind.TIMING, Kind.NUMBER, Kind.DATE)
_UNFINISHED = late("|".join(f"(?:{x.intent.unfinished})" for x in LEXICONS if x.intent.unfinished))
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
    if not heard or (kind in questions.OWN_WORDS and not all(is_filler(c) for c in rest)):
        return None
    return next((verb for verb in heard if verb.verb is Verb.REFUSE), heard[0])


#: In one's own words a longer sentence tells something, even if it begins with "we don't know".
_SHORT_EVASION = 7

_OPENERS = late("|".join(f"(?:{lexicon.intent.openers})" for lexicon in LEXICONS if lexicon.intent.openers))
_ASKING = late("|".join(f"(?:{lexicon.intent.asking})" for lexicon in LEXICONS if lexicon.intent.asking))
_NOT_ASKING = late("|".join(f"(?:{lexicon.intent.not_asking})" for lexicon in LEXICONS if lexicon.intent.not_asking))


_TOPICS = {
    name: late("|".join(lexicon.intent.topics[name] for lexicon in LEXICONS if name in lexicon.intent.topics))
    for name in ("privacy", "price", "robot")
}


def topic(text: str) -> str | None:
    """What a question back is about, of what any flow can be asked: "privacy", "price", "robot" or None."""
    said = bare(text)
    return next((name for name, pattern in _TOPICS.items() if pattern.search(said)), None)


def _question_back(text: str, question: Question, ear: Ear) -> tuple[str, str]:
    """The questions in a text, and the text without them."""
    if "?" not in text and question.kind not in questions.OWN_WORDS and _answers(text, question, ear):
        return "", text
    asked: list[str] = []
    rest: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        if not _is_question(sentence, question):
            rest.append(sentence)
            continue
        told, asks = _answer_first(sentence, question, ear)
        rest.append(told)
        asked.append(asks)
    return " ".join(asked).strip(), " ".join(rest).strip()


def _answer_first(sentence: str, question: Question, ear: Ear) -> tuple[str, str]:
    """A sentence that answers and then asks ("in May, is that possible?"), in its two parts; else it only asks."""
    for gap in _COMMA.finditer(sentence):
        told, asks = sentence[: gap.start()], sentence[gap.end() :]
        if _is_question(told, question) or not _is_question(asks, question) or is_filler(bare(told)):
            continue
        reading = ear.read(question, told)
        if isinstance(reading, Understood) and not (
            question.kind in (Kind.NEED, Kind.TEXT) and questions.is_words_alone(question, reading)
        ):
            return told, asks
    return "", sentence


_COMMA = late(r",\s+(?:(?:and|but|et|mais) )?|\s+(?:-|–|—)\s+", re.IGNORECASE)


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
