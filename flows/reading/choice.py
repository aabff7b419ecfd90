"""Choices: by name in any of the flow's languages, by place, by number within a range, or nearly; never by guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from flows.flow import Option, Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.lexicon import ChoiceWords
from flows.reading.patterns import late
from flows.reading.words import ORDINALS, any_of, bare, in_language, phrases, plain

_WORDS: tuple[ChoiceWords, ...] = tuple(lexicon.choice for lexicon in LEXICONS)


def _all(*said: Iterable[str]) -> frozenset[str]:
    """Phrases of every language, as `bare` gives them."""
    return frozenset(phrase for lines in said for phrase in phrases(*lines))


def _spoken(*said: Iterable[str]) -> str:
    """A regular expression for the phrases of every language, as `plain` gives them."""
    return any_of({plain(p) for lines in said for line in lines for p in line.split(",") if p.strip()})


_EVERY = _all(*(w.every for w in _WORDS))
_BOTH = _all(*(w.both for w in _WORDS))
_NEGATIONS = _all(*(w.negations for w in _WORDS))
_NONE = _all(*(w.none for w in _WORDS))
_OTHER = _all(*(w.other for w in _WORDS))
_JOINING = _all(*(w.joining for w in _WORDS))
_ARTICLES = _all(*(w.articles for w in _WORDS))
_AROUND = _all(*(w.around for w in _WORDS)) | _ARTICLES
_PLACE_WORDS = _all(*(w.place for w in _WORDS)) | _AROUND
_ONE = any_of(_all(*(w.one for w in _WORDS), *(w.after for w in _WORDS)))
_SMALL_TALK = late(
    rf"^(?:(?:{any_of(_AROUND)}) )+|(?: (?:{any_of(_all(*(w.after for w in _WORDS), *(w.one for w in _WORDS)))}))+$"
)
_PLACE = late(
    rf"(?P<said>(?:(?:{any_of(_PLACE_WORDS)}) )*)"
    rf"(?:(?P<digits>\d{{1,2}}) ?(?P<suffix>{any_of(_all(*(w.suffixes for w in _WORDS)))})?"
    rf"|(?P<before_last>{any_of(_all(*(w.before_last for w in _WORDS)))})"
    rf"|(?P<word>{any_of(ORDINALS)})"
    rf"|(?P<last>{any_of(_all(*(w.last for w in _WORDS)))})"
    rf"|(?P<middle>{any_of(_all(*(w.middle for w in _WORDS)))}))"
    rf"(?: (?:{_ONE}))*"
)
_LETTER = late(r"(?:(?:option|formule|plan|choice|choix|reponse|answer) )?([a-h])")
_FIRSTS = late(
    rf"(?:(?P<first>{any_of(_all(*(w.firsts for w in _WORDS)))})|(?P<last>{any_of(_all(*(w.lasts for w in _WORDS)))}))"
)
_SEVERAL = late(rf"[,;&+/|\n]|\b(?:{_spoken(*(w.joining for w in _WORDS))})\b|(?<=\d) (?=\d)")
_CLAUSE = late(rf"[,;.\n]|\b(?:{_spoken(*(w.but for w in _WORDS))})\b")
_EXCEPTED = late(
    rf"\b(?:{_spoken(*(w.excepted for w in _WORDS))}|{_spoken(*(w.but for w in _WORDS))}"
    rf"|{_spoken(*(w.negations for w in _WORDS))})\b"
)
_TO = rf"(?:-|–|{_spoken(*(w.to for w in _WORDS))})"
_SPAN = late(rf"(?:\w+ )?(\d{{1,2}}) ?{_TO} ?(\d{{1,2}})")
_BETWEEN = late(rf"^(?:\w{{1,10}} )?(\d+) ?{_TO} ?(\d+)\b")
_RANGE = late(rf"\d ?{_TO} ?\d")
_ABOVE = late(
    rf"^(?:(?:{_spoken(*(w.above for w in _WORDS))})|>) ?(\d+)"
    rf"|^(\d+) ?(?:\+|(?:\w+ )?(?:{_spoken(*(w.or_more for w in _WORDS))}))"
)
_BELOW = late(
    rf"^(?:(?:{_spoken(*(w.below for w in _WORDS))})|<) ?(\d+)"
    rf"|^(\d+) (?:\w+ )?(?:{_spoken(*(w.or_less for w in _WORDS))})"
)
_MORE_THAN = late(rf"(?:\b(?:{_spoken(*(w.above for w in _WORDS))})|>) ?$")
_LESS_THAN = late(rf"(?:\b(?:{_spoken(*(w.below for w in _WORDS))})|<) ?$")
_NUMBER = late(r"(?<![\w.,])(\d{1,9})(k\b)?(\+)?(?!\w)")
_GROUPED = late(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_NUMBERS: Mapping[str, int] = {plain(word): n for w in _WORDS for word, n in w.numbers.items()}
_COUNTS: Mapping[str, int] = {phrase: n for w in _WORDS for n, said in w.counts.items() for phrase in phrases(*said)}
_NO_COUNT = frozenset("%€$£")
_OTHER_THAN_A_PLACE = frozenset("+-=*/%€$£?")  # "-1" and "1 €" name no button
_SURE = 82.0
_NEAR = 60.0
_LEAD_OVER_NEXT = 10.0
#: A choice stands in the beginning of a message, if anywhere.
_LOOKED_AT = 400
#: A message with more words is no choice told in other words.
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked: one option's value, or several that the words fit; `near` are those they merely resemble."""

    values: tuple[str, ...] = ()
    confidence: float = 1.0
    near: tuple[str, ...] = ()
    none: bool = False


def read(text: str, question: Question, context: Context) -> Reading:
    """Read one of the question's options."""
    text, options, locale = text[:_LOOKED_AT], question.options, context.locale
    found = pick(text, options, locale)
    match found.values:
        case (value,):
            return Understood(value, found.confidence)
        case () if found.none:
            return Unclear("unclear.choice-none")
        case ():
            parts = _parts(text, {}) if not found.near and "?" not in plain(text) else []
            named = _unique(v for part in parts for v in pick(part, options, locale).values) if len(parts) > 1 else ()
            if len(named) > 1:
                return Unclear("unclear.choice-several", _labels(named, options, locale))
            return Unclear("unclear.choice", _labels(found.near, options, locale))
        case several:
            return Unclear("unclear.choice-several", _labels(several, options, locale))


def read_several(text: str, question: Question, context: Context) -> Reading:
    """Read one or more of the question's options, answered in the options' order; "all" is all of them.

    What is left out by name ("everything but the phone") is taken from all, or from what was chosen.
    """
    text, options, locale = text[:_LOOKED_AT], question.options, context.locale
    named = _named(options, locale)
    said = _SMALL_TALK.sub("", bare(text)) or bare(text)
    every = tuple(o.value for o in options)
    if bare(text) in _EVERY or said in _EVERY:
        return Understood(every) if not (said in _BOTH and len(options) != 2) else Unclear("unclear.multi-choice")
    if _key(text) not in named:
        if said in _NONE or bare(text) in _NONE:
            other = _other(options)
            return Understood((other,), 0.9) if other else Unclear("unclear.multi-choice-none")
        run = _run(text, len(options))
        if run:
            return Understood(tuple(every[n] for n in run))
    chosen: list[str] = []
    denied: set[str] = set()
    sure = 1.0
    for clause in _wanted_and_not(text, named):
        for part in _parts(clause.words, named):
            if not clause.wanted:
                out = pick(part, options, locale)
                if len(out.values) != 1 and bare(part):
                    return Unclear("unclear.multi-choice", _labels(out.near, options, locale))
                denied.update(out.values)
                continue
            if bare(part) in _EVERY or (_SMALL_TALK.sub("", bare(part)) or "-") in _EVERY:
                chosen += every
                continue
            found = pick(part, options, locale)
            if not found.values and found.near:
                return Unclear("unclear.multi-choice", _labels(found.near, options, locale))
            chosen += found.values
            if found.values or not _AROUND.issuperset(bare(part).split()):
                sure = min(sure, found.confidence if found.values else 0.7)
    kept = tuple(v for v in every if v in chosen and v not in denied)
    if not kept or (sure < 1 and "?" in plain(text)):
        return Unclear("unclear.multi-choice")
    return Understood(kept, min(sure, 0.9) if denied else sure)


def pick(text: str, options: Sequence[Option], locale: str) -> Pick:
    """Find the option a text names, places, falls into, means in other words or resembles."""
    text = text[:_LOOKED_AT]
    named = _named(options, locale)
    key = _key(text)
    short = _SMALL_TALK.sub("", key)
    for said in (key, short):
        if said in named:
            return Pick(named[said])
    if placed := _placed(text, options, locale) or _lettered(text, options):
        return placed
    if "?" in plain(text):
        return Pick()
    whole = bare(text)
    shorter = _SMALL_TALK.sub("", whole)
    if (whole in _OTHER or shorter in _OTHER) and (other := _other(options)):
        return Pick((other,), 0.95)
    if whole in _NONE or shorter in _NONE:
        other = _other(options)
        return Pick((other,), 0.9) if other else Pick(none=bool(options))
    hits, rest = _contained(key, named)
    if _NEGATIONS & set(rest.split()) or _PARTED.search(plain(text)):
        return _without(text, options, locale)
    if hits:
        return Pick(_unique(hits), 0.9)
    if len(key.split()) > _MOST_WORDS:
        return Pick()
    meant = _meant(key, options)
    if meant.values or meant.near:
        return meant
    return _resembling(short if len(short) >= 3 else key, named)


_LETTER = late(r"(?:[\w'’]+ )?\(?([A-Zb-h])[).]?")


def _lettered(text: str, options: Sequence[Option]) -> Pick | None:
    """The option at the place of a letter ("B", "option c)"), of at most eight."""
    found = _LETTER.fullmatch(text.strip())
    place = "ABCDEFGH".find(found[1].upper()) if found else -1
    return Pick((options[place].value,), 0.9) if 0 <= place < len(options) else None


def numbered(text: str, count: int) -> int | None:
    """The place from 1 to `count` that a text names in digits and says nothing beside ("2", "2)", "le 2", "n° 2")."""
    found = _PLACE.fullmatch(bare(text)[:60])
    if not found or not found["digits"] or _OTHER_THAN_A_PLACE & set(plain(text)):
        return None
    place = int(found["digits"])
    return place if 0 < place <= count else None


def mentioned(text: str, options: Sequence[Option], locale: str) -> tuple[str, ...]:
    """The values of all options named anywhere in a text, in the options' order, unless just denied ("pas de site")."""
    words = [_stem(w) for w in _key(text).split()]
    key = f" {' '.join(words)} "
    hits: set[str] = set()
    for form, values in _named(options, locale).items():
        stem = " ".join(map(_stem, form.split()))
        at = key.find(f" {form if stem in _REACHES else stem} ")
        if at < 0 and stem not in _REACHES and len(stem) >= 6 and " " not in stem:
            near = next((w for w in words if len(w) >= 5 and OSA.distance(w, stem, score_cutoff=1) <= 1), None)
            at = key.find(f" {near} ") if near else -1
        if at >= 0 and not _NEGATIONS & set(key[:at].split()[-2:]):
            hits.update(values)
    return tuple(o.value for o in options if o.value in hits)


def _key(text: str) -> str:
    return " ".join(w for w in bare(text).split() if w not in _JOINING)


@lru_cache(maxsize=4096)
def _form(written: str) -> str:
    """`_key` for the words of flows, which come back at every turn; what people write is not kept here."""
    return _key(written)


def _stem(word: str) -> str:
    """A word without its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word


@lru_cache(maxsize=4096)
def _stems(written: str) -> str:
    return " ".join(map(_stem, bare(written).split()))


def _named_by_form() -> Mapping[str, frozenset[str]]:
    """The ideas that each form of words stands for, in any language."""
    found: dict[str, set[str]] = {}
    for w in _WORDS:
        for name, said in w.alike.items():
            for form in map(_stems, phrases(*said)):
                found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


_CONCEPTS = _named_by_form()
_LONGEST = max((len(form.split()) for form in _CONCEPTS), default=0)


#: Words for ways to be reached: people tell theirs in any message, so they count only as the flow writes them.
_REACHES = frozenset(form for form, names in _CONCEPTS.items() if names & {"email", "phone"})


def _concepts(stems: str) -> list[frozenset[str]]:
    """What a text speaks of, the longest phrases first, each word once: "vente en ligne" is no "vente"."""
    words: list[str | None] = list(stems.split())
    found: list[frozenset[str]] = []
    for n in range(_LONGEST, 0, -1):
        for at in range(len(words) - n + 1):
            part = words[at : at + n]
            meaning = None if None in part else _CONCEPTS.get(" ".join(w for w in part if w))
            if meaning:
                found.append(meaning)
                words[at : at + n] = [None] * n
    return found


@lru_cache(maxsize=4096)
def _about(written: str) -> frozenset[str]:
    """The concepts that a flow's label names."""
    return frozenset(c for meaning in _concepts(_stems(written)) for c in meaning)


def _meant(key: str, options: Sequence[Option]) -> Pick:
    """The option meant in other words: words for the same thing, else a word that only its label has."""
    stems = _stems(key)
    about = {o.value: frozenset(c for label in o.label.values() for c in _about(label)) for o in options}
    hits = [tuple(v for v, named in about.items() if named & meaning) for meaning in _concepts(stems)]
    by_thing = _unique(v for values in hits for v in values)
    if len(by_thing) == 1:
        return Pick(by_thing, 0.85)
    own: dict[str, set[str]] = {}
    for o in options:
        for label in o.label.values():
            for word in _stems(label).split():
                if word not in _AROUND and len(word) > 2:
                    own.setdefault(word, set()).add(o.value)
    by_word = _unique(v for w in stems.split() if len(own.get(w, ())) == 1 for v in own[w])
    if by_thing:
        return Pick(near=by_thing)
    if len(by_word) == 1:
        return Pick(by_word, 0.85)
    if by_word:
        return Pick(near=by_word)
    told = [w for w in stems.split() if len(w) >= 4 and w not in _AROUND]
    meant = [{v for word, vs in own.items() if len(vs) == 1 and _misspells(w, word) for v in vs} for w in told]
    near = _unique(v for values in meant for v in sorted(values))
    return Pick(near, 0.8) if len(near) == 1 and all(meant) else Pick(near=near)


def _misspells(said: str, word: str) -> bool:
    """Whether a word is another one cut short or misspelt."""
    if word.startswith(said) and len(said) >= 4:
        return True
    slips = 1 if len(word) < 8 else 2
    return len(word) >= 5 and abs(len(said) - len(word)) <= slips and OSA.distance(said, word) <= slips


def _other(options: Sequence[Option]) -> str | None:
    """The value of the option for all else ("Autre", "None of these"), if there is exactly one."""
    found = [
        o.value
        for o in options
        if any(
            (form := bare(label)) in _OTHER or form in _NONE or (form.split() or [""])[0] in _OTHER
            for label in o.label.values()
        )
    ]
    return found[0] if len(found) == 1 else None


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


def _placed(text: str, options: Sequence[Option], locale: str) -> Pick | None:
    """The option at a place ("la 2"), or the range a number falls into when the labels are ranges ("on est 35")."""
    ranges = [_bounds(plain(in_language(o.label, locale))) for o in options]
    counted = sum(r is not None for r in ranges) >= 2
    said = bare(text)[:60]
    found = _PLACE.fullmatch(said)
    if not found and _NAMED_PLACE & set(said.split()):
        found = _PLACE.fullmatch(_figures(said))  # "numéro deux"
    bald = bool(found and found["digits"] and not (found["suffix"] or "#" in text[:60]))
    told = bool(found) and bool(set((found["said"] if found else "").split()) & _NAMES_A_PLACE)
    if found and not (counted and bald and not told):
        if _NEGATIONS & set(found["said"].split()) - _NAMES_A_PLACE:
            return None
        n = _place(found, len(options))
        return Pick((options[n - 1].value,)) if 0 < n <= len(options) else Pick()
    return _counted(text, options, ranges) if counted and not _NO_COUNT & set(plain(text)) else None


_NAMED_PLACE = _all(*(w.place for w in _WORDS))
_NAMES_A_PLACE = _all(*(w.place for w in _WORDS)) | _ARTICLES


def _place(found: re.Match[str], count: int) -> int:
    if found["digits"]:
        return int(found["digits"])
    if found["word"]:
        return ORDINALS[found["word"]]
    if found["middle"]:
        return count // 2 + 1 if count % 2 else 0
    return count if found["last"] else count - 1


def _counted(text: str, options: Sequence[Option], ranges: Sequence[tuple[int, float] | None]) -> Pick | None:
    """The range that a number falls into, in digits, in words or told by who there is ("just me")."""
    said = _figures(_GROUPED.sub("", plain(text)))
    numbers: list[int] = []
    for m in _NUMBER.finditer(said):
        n = int(m[1]) * (1_000 if m[2] else 1)
        before = said[: m.start()][-24:]
        n += bool(m[3] or (_MORE_THAN.search(before)))
        numbers.append(n - bool(_LESS_THAN.search(before)))
    if not numbers:
        phrase = bare(text)
        n = _COUNTS.get(phrase, _COUNTS.get(_SMALL_TALK.sub("", phrase), 0))
        numbers = [n] if n else []
    fits = _unique(o.value for n in numbers for o, r in zip(options, ranges, strict=True) if r and r[0] <= n <= r[1])
    if len(numbers) == 1:
        return Pick(fits[:1], 0.95) if fits else None
    within = len(fits) == 1 and len(numbers) == 2 and _RANGE.search(said)
    return Pick(fits, 0.9) if within else Pick(near=fits) if fits else None


def _figures(said: str) -> str:
    """Numbers in words as figures: "une trentaine" is "30", "two hundred people" is "200 people"."""
    out: list[str] = []
    run: list[int] = []

    def close() -> None:
        if run:
            out.append(str(_composed(run)))
            run.clear()

    tokens = re.findall(r"\w+|[^\w\s]+", said)
    for at, piece in enumerate(tokens):
        following = _NUMBERS.get(tokens[at + 1]) if at + 1 < len(tokens) else None
        if piece in _ARTICLES and not run and len(tokens) > 1:
            out.append(piece)  # "une petite vingtaine"
        elif piece in _NUMBERS:
            run.append(_NUMBERS[piece])
        elif piece.isdigit() and len(piece) < 5 and not run:
            run.append(int(piece))
        elif (
            run
            and following is not None
            and (piece == "-" or (piece in _JOINING and (run[-1] >= 100 or (run[-1] >= 20 and following in (1, 11)))))
        ):
            continue  # "vingt et un", "two hundred and fifty", but not "fifteen and twenty"
        else:
            close()
            out.append(piece)
    close()
    return " ".join(out).replace(" +", "+").replace("< ", "<")


def _composed(run: Sequence[int]) -> int:
    """The number that number words put together make: 4, 20, 10 and 7 are 97; 1 and 30 ("une trentaine") are 30."""
    total, current = 0, 0
    for n in run:
        if n >= 100:
            current = max(current, 1) * n
            if n >= 1_000:
                total, current = total + current, 0
        elif n == 20 and current % 100 == 4:
            current += 76
        elif n in (10, 12) and 0 < current < 10:
            current *= n  # "deux dizaines", "two dozen"
        elif n >= 15 and current % 100 in (1,):
            current += n - 1
        else:
            current += n
    return total + current


def _bounds(label: str) -> tuple[int, float] | None:
    """The whole numbers that a label like "11 à 50" or "200+" stands for."""
    label = _GROUPED.sub("", label)
    if m := _BETWEEN.match(label):
        return int(m[1][:9]), int(m[2][:9])
    if m := _ABOVE.match(label):
        return (int(m[1][:9]) + 1 if m[1] else int(m[2][:9])), float("inf")
    if m := _BELOW.match(label):
        return 0, int((m[1] or m[2])[:9])
    n = _COUNTS.get(bare(label))
    return (n, n) if n else None


def _contained(key: str, named: Mapping[str, tuple[str, ...]]) -> tuple[list[str], str]:
    """The values whose names stand in the text, longer names first, and what is left of the text without them."""
    rest = f" {key} "
    hits: list[str] = []
    for form in sorted(named, key=len, reverse=True):
        if len(form) > 1 and not form.isdigit() and f" {form} " in rest:
            rest = rest.replace(f" {form} ", " | ", 1)
            hits += named[form]
    return _not_within_others(key, hits, named), rest


def _not_within_others(key: str, hits: list[str], named: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The hits without those whose name is only a part of a phrase for another thing: "e-commerce" is no commerce."""
    stems = _stems(key)
    longer = [
        form
        for n in range(_LONGEST, 1, -1)
        for at in range(len(stems.split()) - n + 1)
        if (form := " ".join(stems.split()[at : at + n])) in _CONCEPTS
    ]
    if not longer:
        return hits
    names: dict[str, set[str]] = {}
    for form, values in named.items():
        for v in values:
            names.setdefault(v, set()).add(_stems(form))
    covered = f" {stems} "
    for form in longer:
        covered = covered.replace(f" {form} ", " | ")
    return [
        v
        for v in hits
        if any(f" {name} " in covered or any(f" {form} " in f" {name} " for form in longer) for name in names[v])
    ]


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


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    wanted: bool


_PARTED = late(rf"\b(?:{_spoken(*(w.excepted for w in _WORDS))})\b")


def _wanted_and_not(text: str, named: Mapping[str, tuple[str, ...]]) -> list[_Clause]:
    """The text in what is wanted of it and what is not: all that follows "but", "not" and the like in a clause."""
    said = plain(text)
    if _key(text) in named:
        return [_Clause(said, True)]
    parted = _EXCEPTED.search(said)
    every = parted is not None and (
        _key(said[: parted.start()]) in _EVERY or bool(_PARTED.match(said) and not bare(said[: parted.start()]))
    )
    pieces = [said] if every else [p for p in _CLAUSE.split(said) if bare(p)]
    clauses: list[_Clause] = []
    for piece in pieces[:20]:
        before, *denied = _EXCEPTED.split(piece)
        only_none = bare(piece) in _NONE
        if bare(before) or only_none:
            clauses.append(_Clause(piece if only_none else before, True))
        elif _PARTED.match(piece) and not clauses:  # "anything but phone", "all but the last"
            clauses.append(_Clause(next(iter(_EVERY)), True))
        if not only_none:
            clauses += [_Clause(d, False) for d in denied if bare(d)]
    return clauses


def _without(text: str, options: Sequence[Option], locale: str) -> Pick:
    """One choice with something denied: what else was named, or what is left when only one is."""
    wanted: list[str] = []
    denied: set[str] = set()
    for clause in _wanted_and_not(text, _named(options, locale)):
        for part in _parts(clause.words, {}):
            found = pick(part, options, locale) if not _EXCEPTED.search(part) else Pick()
            if clause.wanted:
                wanted += found.values
            else:
                denied.update(found.values)
    if not denied:
        return Pick(near=_unique(wanted)) if wanted else Pick()
    left = tuple(o.value for o in options if o.value not in denied)
    kept = tuple(v for v in _unique(wanted) if v not in denied)
    if len(kept) == 1:
        return Pick(kept, 0.9)
    return Pick(left, 0.85) if len(left) == 1 else Pick(near=kept or left)


def _run(text: str, count: int) -> tuple[int, ...]:
    """Places in a row: "the first two", "les 3 derniers", "1 à 3"."""
    said = plain(text)
    if (m := _SPAN.fullmatch(said)) and not any(f" {w} " in f" {said} " for w in _JOINING):
        first, last = int(m[1]), int(m[2])
        return tuple(range(first - 1, last)) if 0 < first < last <= count else ()
    words = [w for w in _figures(said).split() if w not in _PLACE_WORDS]
    if len(words) != 2:
        return ()
    n = next((int(w) for w in words if w.isdigit()), 0)
    ends = next((m for w in words if (m := _FIRSTS.fullmatch(w))), None)
    if not ends or not 1 < n <= count:
        return ()
    return tuple(range(n)) if ends["first"] else tuple(range(count - n, count))


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
