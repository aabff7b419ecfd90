"""What works in every state: a verb is heard when a whole clause is that request, in any language that is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from flows.reading.languages import LEXICONS
from flows.reading.lexicon import IntentWords
from flows.reading.patterns import late
from flows.reading.words import any_of, bare, phrases, plain


class Verb(StrEnum):
    """What can be asked of the talk, and ways of not answering, whatever is being asked."""

    BACK = "back"
    CHANGE = "change"
    SKIP = "skip"
    WHY = "why"
    HUMAN = "human"
    STOP = "stop"
    RESTART = "restart"
    REPEAT = "repeat"
    LANGUAGE = "language"
    ERASE = "erase"
    HELP = "help"
    PRIVACY = "privacy"
    UNKNOWN = "unknown"
    REFUSE = "refuse"
    ASK = "ask"
    GREET = "greet"
    RESUME = "resume"


#: Ways of not answering: they are heard only where no answer is.
EVASIONS = (Verb.UNKNOWN, Verb.REFUSE)


#: What no button stands for; where a menu is shown, words that name one of its buttons go before it.
SAID_ONLY = (*EVASIONS, Verb.ASK, Verb.RESUME, Verb.GREET)


@dataclass(frozen=True, slots=True)
class VerbSaid:
    """A verb and its object: a question's id for CHANGE (None when unknown), a locale's tag for LANGUAGE."""

    verb: Verb
    argument: str | None = None


def read_verb(text: str, locale: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """The request that a whole message is, or None; `labels` holds every name of each question by its id.

    The name of a language alone ("English") is a request only where another language is spoken.
    """
    written = plain(text)
    if written.startswith("/"):
        return _slash(written, labels)
    said = bare(written)
    if not said or len(said) > _LONGEST:
        return None
    alone = _TONGUES.get(said)
    if alone and alone != locale[:2]:
        return VerbSaid(Verb.LANGUAGE, alone)
    found = _heard(said, lambda verb: verb not in EVASIONS)
    return found or _change(said, labels)


def evasion(said: str) -> VerbSaid | None:
    """Not knowing or not telling, when that is what a whole clause (as `bare` gives it) says."""
    return _heard(said, lambda verb: verb in EVASIONS) if said and len(said) <= _LONGEST else None


def is_filler(said: str) -> bool:
    """Whether a clause (as `bare` gives it) is nothing but courtesy."""
    return not said or said in _FILLERS


def _heard(said: str, wanted: Callable[[Verb], bool]) -> VerbSaid | None:
    if said in _REQUESTS and not wanted(_REQUESTS[said].verb):
        return None
    for form in _stripped(said):
        request = _REQUESTS.get(form)
        if request is not None and wanted(request.verb):
            return request
        for pattern, verb in _PATTERNS:
            if wanted(verb) and pattern.fullmatch(form):
                return VerbSaid(verb)
    return None


_LONGEST = 120
_WORDS: tuple[IntentWords, ...] = tuple(lexicon.intent for lexicon in LEXICONS)
_TONGUES: Mapping[str, str] = {bare(name): tag for words in _WORDS for name, tag in words.tongues.items()}


def _pairs(verbs: str, objects: str) -> frozenset[str]:
    return frozenset(f"{v} {o}" for v, o in product(phrases(verbs), phrases(objects)))


def _requests() -> Iterator[tuple[str, VerbSaid]]:
    every_tongue = ", ".join(_TONGUES)
    for words in _WORDS:
        for verb, said in words.phrases.items():
            yield from ((p, VerbSaid(Verb(verb))) for p in phrases(said))
        for verb, pairs in words.pairs.items():
            yield from ((p, VerbSaid(Verb(verb))) for pair in pairs for p in _pairs(*pair))
        for p in _pairs(words.speaking, every_tongue):
            yield p, VerbSaid(Verb.LANGUAGE, _TONGUES[p.rpartition(" ")[2]])
        for tag, said in words.tongue_phrases.items():
            yield from ((p, VerbSaid(Verb.LANGUAGE, tag)) for p in phrases(said))


#: What stops the talk or asks for one of its verbs goes before what only evades the question.
_REQUESTS: Mapping[str, VerbSaid] = dict(sorted(_requests(), key=lambda entry: entry[1].verb not in EVASIONS))
_PATTERNS: tuple[tuple[re.Pattern[str], Verb], ...] = tuple(
    (late("|".join(f"(?:{pattern})" for words in _WORDS for pattern in words.patterns.get(verb, ()))), verb)
    for verb in (Verb.HUMAN, *(verb for verb in Verb if verb is not Verb.HUMAN))
    if any(words.patterns.get(verb) for words in _WORDS)
)


_POLITE_BEFORE = phrases(*(words.polite_before for words in _WORDS))
_POLITE_AFTER = phrases(*(words.polite_after for words in _WORDS))
_FILLERS = _POLITE_BEFORE | _POLITE_AFTER
_LONGEST_POLITE = max(len(p.split()) for p in _FILLERS)

_THINGS = any_of(phrases(*(words.things for words in _WORDS)))
_CHANGE = late(rf"(?:{any_of(phrases(*(words.changing for words in _WORDS)))})(?P<object>(?: (?:{_THINGS}))*(?: .+)?)")
_VALUE = late(rf" (?:{any_of(phrases(*(words.into for words in _WORDS)))}) .{{1,60}}$")
#: What can be changed without its being a question of this flow; other objects ("change CRM") are not a request.
_OURS = phrases(*(words.ours for words in _WORDS), *(said for words in _WORDS for said in words.slots.values()))
_ABOUT = phrases(*(words.things for words in _WORDS)) | phrases("adresse, address, numero, number, nom, name")
_SLASH: Mapping[str, Verb] = {
    **{v.value: v for v in Verb if v not in SAID_ONLY},
    **{command: Verb(verb) for words in _WORDS for command, verb in words.slashes.items()},
}
_CODES: Mapping[str, str] = {**_TONGUES, **{lexicon.locale: lexicon.locale for lexicon in LEXICONS}}


def _stripped(said: str) -> list[str]:
    """The message, and what is left of it as politeness goes from both ends; a few layers are enough."""
    words = said.split()
    forms = [said]
    for _ in range(_LAYERS):
        most = min(_LONGEST_POLITE, len(words) - 1)
        before = next((n for n in range(most, 0, -1) if " ".join(words[:n]) in _POLITE_BEFORE), 0)
        most = min(_LONGEST_POLITE, len(words) - before - 1)
        after = next((n for n in range(most, 0, -1) if " ".join(words[-n:]) in _POLITE_AFTER), 0)
        if not before and not after:
            break
        if before and after:
            forms.append(" ".join(words[:-after]))
        words = words[before : len(words) - after]
        forms.append(" ".join(words))
    return forms


_LAYERS = 4


_COMMAND = late(r"/[^\W\d_][\w-]*(?:@\w+)?(?:\s.*)?", re.DOTALL)


def _slash(written: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """A command, with the name of the bot that Telegram adds in groups: "/change@AimantBot e-mail".

    One that we do not know is never an answer: whoever types it is told what they can say.
    """
    command, _, rest = written[1:].partition(" ")
    verb = _SLASH.get(command.partition("@")[0])
    match verb:
        case Verb.CHANGE:
            return VerbSaid(verb, _named(bare(rest), labels))
        case Verb.LANGUAGE:
            return VerbSaid(verb, _CODES.get(bare(rest)))
        case None:
            tongue = command.partition("@")[0]
            if tongue in _CODES:
                return VerbSaid(Verb.LANGUAGE, tongue)
            return VerbSaid(Verb.HELP) if _COMMAND.fullmatch(written) else None
        case _:
            return VerbSaid(verb)


def _change(said: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """ "Changer mon budget": the question meant, or None for one of ours that this flow does not ask."""
    for form in _stripped(said):
        match = _CHANGE.fullmatch(form)
        if match is None:
            continue
        whole = match["object"].strip()
        meant = re.sub(rf"^(?:(?:{_THINGS}) )+", "", whole)
        for thing in (meant, _VALUE.sub("", meant)):
            question = _named(thing, labels)
            if question is not None:
                return VerbSaid(Verb.CHANGE, question)
        if not whole or meant in _OURS or whole in _OURS:
            return VerbSaid(Verb.CHANGE)
    return None


def _named(thing: str, labels: Mapping[str, tuple[str, ...]]) -> str | None:
    """The one question that goes by a name; "e mail" and "email" are the same, as are "e-mail" and "e-mail address"."""
    for key in (_joined(thing), "".join(w for w in thing.split() if w not in _ABOUT)):
        found = [q for q, names in labels.items() if key and key in {_joined(n) for n in (*names, q)}]
        if len(found) == 1:
            return found[0]
    return None


def _joined(name: str) -> str:
    return bare(name).replace(" ", "")
