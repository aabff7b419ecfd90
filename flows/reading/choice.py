"""Choices: by name in any of the flow's languages, by place, by number within a range, or nearly; never by guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from flows.flow import Option, Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.words import ORDINALS, any_of, bare, in_language, phrases, plain

_EVERY = phrases(
    "tous, toutes, tout, tous les deux, toutes les deux, les deux, tous ceux-là, un peu de tout",
    "all, both, everything, all of them, all of these, all of the above, both of them",
)
_BOTH = phrases("les deux, both, tous les deux, toutes les deux, both of them")
_NEGATIONS = frozenset(
    [
        "pas",
        "not",
        "sauf",
        "except",
        "sans",
        "without",
        "ni",
        "neither",
        "nor",
        "non",
        "no",
        "aucun",
        "aucune",
        "none",
        "don",
        "never",
        "jamais",
    ]
)
_JOINING = frozenset(("et", "and"))
_LEAD = "le la les l the un une des du a an"
_SMALL_TALK = re.compile(
    rf"^(?:(?:{_LEAD.replace(' ', '|')}|plutot|rather|surtout|mostly|je pense|i think|je dirais|i d say|c est|it s"
    r"|celle|celui|option|choix|choice|je prends|je choisis|i choose|i ll take|i pick) )+"
    r"|(?: (?:svp|s il vous plait|please|pls|merci|thanks|mostly|surtout))+$"
)
_PLACE = re.compile(
    rf"(?P<said>(?:(?:{_LEAD.replace(' ', '|')}|option|numero|number|num|no|nr|n|choix|choice|reponse|answer"
    rf"|plutot|rather) )*)"
    rf"(?:(?P<digits>\d{{1,2}}) ?(?P<suffix>er|ere|eme|ieme|e|st|nd|rd|th)?|(?P<word>{any_of(ORDINALS)})"
    rf"|(?P<last>dernier|derniere|last))"
    r"(?: (?:one|option|choix|choice|svp|s il vous plait|please|pls))*"
)
_SEVERAL = re.compile(r"[,;&+/|\n]|\b(?:et|and|puis|then|plus)\b|(?<=\d) (?=\d)")
_BETWEEN = re.compile(r"^(\d+) ?(?:-|a|to|et|and) ?(\d+)\b")
_ABOVE = re.compile(
    r"^(?:plus de|more than|over|above|au[- ]dela de) (\d+)|^(\d+) ?(?:\+|et plus|ou plus|and more|or more)"
)
_BELOW = re.compile(r"^(?:moins de|less than|under|fewer than|jusqu'a|up to) (\d+)")
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,9})(\+)?(?![\w])")
_OTHER_THAN_A_PLACE = frozenset("+-=*/%€$£?")  # "-1" and "1 €" name no button
_SURE = 82.0
_NEAR = 60.0
_LEAD_OVER_NEXT = 10.0


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked: one option's value, or several that the words fit; `near` are those they merely resemble."""

    values: tuple[str, ...] = ()
    confidence: float = 1.0
    near: tuple[str, ...] = ()


def read(text: str, question: Question, context: Context) -> Reading:
    """Read one of the question's options."""
    found = pick(text, question.options, context.locale)
    match found.values:
        case (value,):
            return Understood(value, found.confidence)
        case ():
            return Unclear("unclear.choice", _labels(found.near, question.options, context.locale))
        case several:
            return Unclear("unclear.choice-several", _labels(several, question.options, context.locale))


def read_several(text: str, question: Question, context: Context) -> Reading:
    """Read one or more of the question's options, answered in the options' order; "all" is all of them."""
    options, locale = question.options, context.locale
    said = bare(text)
    if said in _EVERY and not (said in _BOTH and len(options) != 2):
        return Understood(tuple(o.value for o in options))
    chosen: list[str] = []
    sure = 1.0
    for part in _parts(text, _named(options, locale)):
        found = pick(part, options, locale)
        if not found.values and found.near:
            return Unclear("unclear.multi-choice", _labels(found.near, options, locale))
        if not found.values and _NEGATIONS & set(bare(part).split()):
            return Unclear("unclear.multi-choice")
        chosen += found.values
        sure = min(sure, found.confidence if found.values else 0.7)
    if not chosen or (sure < 1 and "?" in plain(text)):
        return Unclear("unclear.multi-choice")
    return Understood(tuple(o.value for o in options if o.value in chosen), sure)


def pick(text: str, options: Sequence[Option], locale: str) -> Pick:
    """Find the option a text names, places, falls into or resembles."""
    named = _named(options, locale)
    key = _key(text)
    short = _SMALL_TALK.sub("", key)
    for said in (key, short):
        if said in named:
            return Pick(named[said])
    placed = _placed(text, options, locale)
    if placed:
        return Pick(placed)
    if "?" in plain(text):
        return Pick()
    hits, rest = _contained(key, named)
    if hits:
        return Pick() if _NEGATIONS & set(rest.split()) else Pick(_unique(hits), 0.9)
    return _resembling(short, named)


def numbered(text: str, count: int) -> int | None:
    """The place from 1 to `count` that a text names in digits and says nothing beside ("2", "2)", "le 2", "n° 2")."""
    found = _PLACE.fullmatch(bare(text)[:60])
    if not found or not found["digits"] or _OTHER_THAN_A_PLACE & set(plain(text)):
        return None
    place = int(found["digits"])
    return place if 0 < place <= count else None


def mentioned(text: str, options: Sequence[Option], locale: str) -> tuple[str, ...]:
    """The values of all options named anywhere in a text, in the options' order, unless just denied ("pas de site")."""
    key = _key(text)
    hits: set[str] = set()
    for form, values in _named(options, locale).items():
        at = f" {key} ".find(f" {form} ")
        if at >= 0 and not _NEGATIONS & set(key[:at].split()[-2:]):
            hits.update(values)
    return tuple(o.value for o in options if o.value in hits)


def _key(text: str) -> str:
    return " ".join(w for w in bare(text).split() if w not in _JOINING)


@lru_cache(maxsize=4096)
def _form(written: str) -> str:
    """`_key` for the words of flows, which come back at every turn; what people write is not kept here."""
    return _key(written)


def _named(options: Sequence[Option], locale: str) -> Mapping[str, tuple[str, ...]]:
    """Option values by every name; labels go before synonyms, and the person's language before the others."""

    def layer(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            form = _form(name)
            if form:
                found[form] = _unique((*found.get(form, ()), value))
        return found

    own = locale[:2]
    names: dict[str, tuple[str, ...]] = {}
    for mine in (False, True):
        names |= layer(
            (s, o.value)
            for o in options
            for lang, said in o.synonyms.items()
            if (lang[:2] == own) is mine
            for s in said
        )
        names |= layer((s, o.value) for o in options for lang, s in o.label.items() if (lang[:2] == own) is mine)
        if not mine:
            names |= {
                form: found for form, found in layer((o.value, o.value) for o in options).items() if form not in names
            }
    return names


def _placed(text: str, options: Sequence[Option], locale: str) -> tuple[str, ...]:
    """The option at a place ("la 2"), or the range a number falls into when the labels are ranges ("on est 35")."""
    ranges = [_bounds(plain(in_language(o.label, locale))) for o in options]
    found = _PLACE.fullmatch(bare(text)[:60])
    counted = sum(r is not None for r in ranges) >= 2
    if found and not (counted and found["digits"] and not (found["said"] or found["suffix"] or "#" in text[:60])):
        n = len(options) if found["last"] else int(found["digits"] or ORDINALS[found["word"]])
        return (options[n - 1].value,) if 0 < n <= len(options) else ()
    numbers = _NUMBER.findall(plain(text)) if counted else []
    if len(numbers) != 1:
        return ()
    n = int(numbers[0][0]) + bool(numbers[0][1])
    return tuple(o.value for o, r in zip(options, ranges, strict=True) if r and r[0] <= n <= r[1])[:1]


def _bounds(label: str) -> tuple[int, float] | None:
    """The whole numbers that a label like "11 à 50" or "200+" stands for."""
    if m := _BETWEEN.match(label):
        return int(m[1][:9]), int(m[2][:9])
    if m := _ABOVE.match(label):
        return (int(m[1][:9]) + 1 if m[1] else int(m[2][:9])), float("inf")
    if m := _BELOW.match(label):
        return 0, int(m[1][:9])
    return None


def _contained(key: str, named: Mapping[str, tuple[str, ...]]) -> tuple[list[str], str]:
    """The values whose names stand in the text, longer names first, and what is left of the text without them."""
    rest = f" {key} "
    hits: list[str] = []
    for form in sorted(named, key=len, reverse=True):
        if len(form) > 1 and not form.isdigit() and f" {form} " in rest:
            rest = rest.replace(f" {form} ", " | ", 1)
            hits += named[form]
    return hits, rest


def _resembling(said: str, named: Mapping[str, tuple[str, ...]]) -> Pick:
    """The option whose name is begun or misspelt; two that come as close are both offered."""
    if not 3 <= len(said) <= 60:
        return Pick()
    begun = _unique(v for form, values in named.items() if form.startswith(said) for v in values)
    if begun:
        return Pick(begun, 0.85) if len(begun) == 1 else Pick(near=begun)
    scores: dict[str, float] = {}
    for form, values in named.items():
        for value in values:
            scores[value] = max(scores.get(value, 0.0), fuzz.ratio(said, form))
    ranked = sorted(((s, v) for v, s in scores.items() if s >= _NEAR), reverse=True)
    if not ranked:
        return Pick()
    best, value = ranked[0]
    if best >= _SURE and (len(ranked) == 1 or best - ranked[1][0] >= _LEAD_OVER_NEXT):
        return Pick((value,), min(best / 100, 0.95))
    return Pick(near=tuple(v for s, v in ranked if best - s < 15))


def _parts(text: str, named: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The text cut at commas and "and", but not inside a name that has one itself ("Énergie et logement")."""
    pieces = [p for p in _SEVERAL.split(plain(text)) if bare(p)][:20]
    parts: list[str] = []
    while pieces:
        n = next((n for n in range(min(6, len(pieces)), 1, -1) if _key(" ".join(pieces[:n])) in named), 1)
        parts.append(" ".join(pieces[:n]))
        pieces = pieces[n:]
    return parts


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _labels(values: Sequence[str], options: Sequence[Option], locale: str) -> tuple[str, ...]:
    """Labels that read back to exactly these options."""
    return tuple(in_language(o.label, locale) for o in options if o.value in values)
