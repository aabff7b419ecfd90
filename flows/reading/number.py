"""Numbers in digits or words, however their thousands and decimals are written; `scan` finds all in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, TypeVar

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.lexicon import NumberWords
from flows.reading.patterns import late
from flows.reading.words import any_of, bare, listed, plain

#: A numeral with thousands by space, point, comma or apostrophe, and decimals by point or comma; bounded in length.
NUMERAL = (
    r"(?:\d{1,3}(?:[ .,']\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,2}(?:,\d{2}){1,3},\d{3}|\d{1,15}(?:[.,]\d{1,6})?|\.\d{1,2})"
    r"(?![.,]?\d)"
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, with where it stands.

    `times` is the scale or hundred that it ends with ("10 k", "deux cents"), `rough` says "une vingtaine", `weak` that
    it may be no number at all ("une"), `tail` are letters right behind it, `spoken` that it is in words. `sure` is less
    than 1 where a word was mended.
    """

    start: int
    end: int
    value: float
    times: float | None = None
    rough: bool = False
    weak: bool = False
    tail: str = ""
    spoken: bool = False
    sure: float = 1.0


def read(text: str, question: Question, context: Context) -> Reading:
    """Read the one number in a text; a whole number comes as int. Outside the question's limits it is unclear."""
    said = plain(text)
    found = _meant(said, [n for n in scan(said, context.locale) if not n.tail])
    values = {_signed(said, n) for n in found}
    if not found and bare(text) in _NOTHING:
        return _within(question, Numeral(0, len(said), 0), 0)
    if len(values) != 1:
        return Unclear("unclear.number-several" if values else "unclear.number")
    return _within(question, found[-1], values.pop(), said)


def _within(question: Question, numeral: Numeral, value: float, said: str = "") -> Reading:
    below = question.minimum is not None and value < question.minimum
    above = question.maximum is not None and value > question.maximum
    if below or above:
        return Unclear("unclear.number-range")
    part = said[numeral.start : numeral.end]
    sure = min(numeral.sure, 0.8 if numeral.rough else 1.0)
    return Understood(int(value) if float(value).is_integer() else value, sure, part)


def _meant(said: str, found: Sequence[Numeral]) -> list[Numeral]:
    """The numbers that count: not the articles beside others, nothing denied, nothing that is then corrected."""
    strong = [n for n in found if not n.weak and not _NAMED.search(said, 0, n.start)]
    if not strong:
        whole = len(said.split()) <= 2
        return [n for n in found if whole and (n.start == 0 or n.end == len(said)) and not _denied(said, n)]
    kept = [n for n in strong if not _denied(said, n)] or strong
    return [n for i, n in enumerate(kept) if not _corrected(said, kept, i)]


def _denied(said: str, numeral: Numeral) -> bool:
    return DENIED.search(said, max(0, numeral.start - 24), numeral.start) is not None


def _corrected(said: str, found: Sequence[Numeral], i: int) -> bool:
    return i + 1 < len(found) and CORRECTED.fullmatch(said, found[i].end, found[i + 1].start) is not None


def _signed(said: str, numeral: Numeral) -> float:
    return -numeral.value if _MINUS.search(said, 0, numeral.start) else numeral.value


# ---------------------------------------------------------------- numerals


def worth(numeral: str, *, multiplied: bool = False) -> float:
    """What a NUMERAL is worth; before a multiplier one group of three after a point is a fraction ("1.250 M")."""
    if numeral.isdecimal():
        return float(numeral)
    grouped = _GROUPED.match(numeral)
    if grouped is None or (multiplied and _ONE_GROUP.fullmatch(numeral)):
        commas = numeral.count(",")
        return float(numeral.replace(",", "" if commas > 1 else "."))
    whole = re.sub(r"\D", "", grouped[0])
    return float(f"{whole}.{numeral[grouped.end() + 1 :] or '0'}")


_GROUPED = late(r"\d{1,3}(?:[ .,']\d{3})+")
_ONE_GROUP = late(r"\d{1,3}[.,]\d{3}")
_MINUS = late(r"(?:^|[^\w ] ?|\b[a-z]+ )- ?$")


def scan(said: str, locale: str = "") -> list[Numeral]:
    """The numbers in a text (as `plain` gives it) from left to right, in any language, that of `locale` first."""
    tokens = list(islice(_tokens(said), _MOST_TOKENS))
    if not any(t.value is not None or t.word in _ANY for t in tokens):
        return []
    tables = sorted(_TABLES, key=lambda t: t.locale != locale[:2])
    found: list[Numeral] = []
    i = 0
    while i < len(tokens) and len(found) < _MOST:
        best: _Composed | None = None
        for table in tables if tokens[i].value is not None or tokens[i].word in _ANY else ():
            composed = table.compose(tokens, i)
            if composed and (best is None or composed.end > best.end):
                best = composed
        if best is None:
            i += 1
            continue
        found.append(_numeral(tokens, i, best))
        i = best.end
    return found


def mended(word: str, known: Mapping[str, frozenset[str]], kept: frozenset[str]) -> str | None:
    """The one known word that a word was meant to be: one letter dropped, added, changed, or two swapped.

    `known` comes from `mendable`; `kept` are words that are nobody's misspelling. The first two letters stay or swap.
    """
    if not 4 <= len(word) <= 15 or word in kept:
        return None
    near = {n for short in _shortened(word) for n in known.get(short, ()) if _apart_by_one(word, n)}
    return near.pop() if len(near) == 1 else min(near, default=None)


def mendable(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Words of five letters and more, by each spelling of theirs with at most one letter missing."""
    known: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= 5 and word.isalpha():
            for short in _shortened(word):
                known.setdefault(short, set()).add(word)
    return {short: frozenset(of) for short, of in known.items()}


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _apart_by_one(word: str, other: str) -> bool:
    """Whether two words are at a Damerau distance of one, with the same first letter or the first two swapped."""
    if word[0] != other[0] and word[:2] != other[1::-1]:
        return False
    i = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[i:], other[i:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
    return abs(len(a) - len(b)) == 1 and (a[1:] == b or a == b[1:])


# ---------------------------------------------------------------- number words


class _Token(NamedTuple):
    """A word or a numeral; `times` is the scale glued to a numeral ("10k"), `tail` letters behind that."""

    start: int
    end: int
    word: str
    value: float | None = None
    times: float | None = None
    tail: str = ""
    joined: bool = False
    sure: float = 1.0


class _Composed(NamedTuple):
    value: float
    end: int
    times: float | None = None
    rough: bool = False


class _Table:
    """The number words of one language, and how they are put together."""

    def __init__(self, locale: str, words: NumberWords) -> None:
        self.locale = locale
        self.units = by_word(words.units)
        self.tens = by_word(words.tens)
        self.hundreds = frozenset(listed(words.hundreds))
        self.scales = by_word(words.scales) | by_word(words.shorts)
        self.alone = frozenset(listed(words.alone))
        self.rough = by_word(words.heaps)
        self.heaps = self.rough | by_word(words.dozens)
        self.articles = frozenset(listed(words.articles))
        self.halves = frozenset(listed(words.halves))
        self.quarters = frozenset(listed(words.quarters))
        self.of = frozenset(listed(words.of))
        self.point = frozenset(listed(words.point))
        self.join_ten = frozenset(listed(words.join_ten))
        self.join_hundred = frozenset(listed(words.join_hundred))
        self.join_unit = frozenset(listed(words.join_unit))
        self.between = frozenset(listed(words.between))
        self.fourscore = words.fourscore
        self.hundred_left_out = words.hundred_left_out
        full = self.units.keys() | self.tens.keys() | self.hundreds | by_word(words.scales).keys() | self.join_unit
        self.glued = frozenset(full) if words.glued else frozenset()
        self.all = frozenset().union(
            self.units, self.tens, self.hundreds, self.scales, self.heaps, self.articles, self.halves, self.quarters
        )  # fmt: skip

    def compose(self, tokens: Sequence[_Token], i: int) -> _Composed | None:
        """The longest number that begins at a token."""
        return self._halved(tokens, i) or self._heaped(tokens, i) or self._counted(tokens, i)

    def _word(self, tokens: Sequence[_Token], i: int, begin: int) -> str:
        """The word at a place, if it stands right behind the one before it."""
        if i >= len(tokens) or (i > begin and not tokens[i].joined):
            return ""
        return tokens[i].word

    def _halved(self, tokens: Sequence[_Token], i: int) -> _Composed | None:
        """ "Un demi-million", "half a million", "three quarters of a million", "half a dozen"."""
        at = i + (self._word(tokens, i, i) in self.articles)
        share = 0.5
        if self._word(tokens, at, i) not in self.halves:
            many = self.units.get(self._word(tokens, i, i), 1)
            at = i + (many > 1 or self._word(tokens, i, i) in self.articles)
            if self._word(tokens, at, i) not in self.quarters:
                return None
            share = many / 4
        at += 1
        at += self._word(tokens, at, i) in self.of
        at += self._word(tokens, at, i) in self.articles
        word = self._word(tokens, at, i)
        worth_ = self.scales.get(word) or self.heaps.get(word)
        if not worth_ or worth_ < (3 if share == 0.5 else 1_000):
            return None
        return _Composed(worth_ * share, at + 1, self.scales.get(word))

    def _heaped(self, tokens: Sequence[_Token], i: int) -> _Composed | None:
        """ "Une vingtaine de mille", "a couple of thousand", "two dozen"."""
        value, at = 1.0, i
        if self._word(tokens, i, i) in self.articles:
            at = i + 1
        elif tokens[i].value is None and (group := self._group(tokens, i, i)):
            value, at = group[0], group[1]
        word = self._word(tokens, at, i)
        if word not in self.heaps or (at == i and word not in self.articles and self.heaps[word] >= 1_000):
            return None
        value *= self.heaps[word]
        rough, times = word in self.rough, None
        at += 1
        while True:
            after = at + (self._word(tokens, at, i) in self.of)
            word = self._word(tokens, after, i)
            size = 100.0 if word in self.hundreds else self.scales.get(word) or self.heaps.get(word, 0)
            if size < 100 or (times or 0) > 1e6:
                return _Composed(value, at, times, rough)
            value, at, times = value * size, after + 1, size

    def _counted(self, tokens: Sequence[_Token], i: int) -> _Composed | None:
        """ "Deux cent mille", "one hundred and twenty", "1,5 million", "twenty-five k"."""
        total, limit, times, at, done = 0.0, float("inf"), None, i, False
        while True:
            begin = at
            if done and self._word(tokens, at, i) in self.join_hundred and self._joins(tokens, at, i, limit):
                begin = at + 1
            part = self._part(tokens, begin, i, first=not done)
            size = self.scales.get(self._word(tokens, part[1], i)) if part and tokens[begin].times is None else None
            if part and size and size < limit:
                value, at = part[0] * size, part[1] + 1
                extra, at = self._and_half(tokens, at, i)
                total, limit, times, done = total + value + extra * size, size, size, True
                if extra:
                    break
                continue
            fits = (
                part
                and part[0] < limit
                and not (done and begin < len(tokens) and tokens[begin].value is not None and part[0] < 100)
            )
            if part and fits and not (done and size):
                times = part[2] if not done else None
                total, at, done = total + part[0], part[1], True
            break
        return _Composed(total, at, times) if done else None

    def _joins(self, tokens: Sequence[_Token], at: int, i: int, limit: float) -> bool:
        """Whether "and" after a scale goes on: "a thousand and five", but not "a thousand and ten thousand"."""
        if i and tokens[i - 1].word in self.between:
            return False
        part = self._group(tokens, at + 1, i)
        return part is not None and self.scales.get(self._word(tokens, part[1], i), 0) < limit and part[0] < 100

    def _part(
        self, tokens: Sequence[_Token], at: int, i: int, *, first: bool
    ) -> tuple[float, int, float | None] | None:
        """What may stand before a scale: a numeral, a number below 1000, an article, or nothing before "mille"."""
        if at >= len(tokens) or (at > i and not tokens[at].joined):
            return None
        token = tokens[at]
        if token.value is not None:
            if token.times or token.tail:
                return (token.value, at + 1, token.times) if first else None
            extra, after = self._and_half(tokens, at + 1, i)
            return token.value + extra, after, None
        word = token.word
        if first and word in self.articles and self._word(tokens, at + 1, i) in self.scales.keys() | self.hundreds:
            group = self._group(tokens, at + 1, i) if self._word(tokens, at + 1, i) in self.hundreds else None
            return group or (1.0, at + 1, None)
        if first and word in self.alone and word in self.scales:
            return 1.0, at, None
        group = self._group(tokens, at, i)
        if group is None:
            return None
        value, after, times = self._decimal(tokens, group, i)
        extra, after = self._and_half(tokens, after, i)
        return value + extra, after, times

    def _decimal(
        self, tokens: Sequence[_Token], group: tuple[float, int, float | None], i: int
    ) -> tuple[float, int, float | None]:
        """ "Un virgule cinq", "two point five"."""
        value, at, _ = group
        if self._word(tokens, at, i) in self.point and (rest := self._group(tokens, at + 1, i)):
            return value + rest[0] / 10 ** len(str(int(rest[0]))), rest[1], None
        return group

    def _and_half(self, tokens: Sequence[_Token], at: int, i: int) -> tuple[float, int]:
        """ "Et demi", "and a half": a half and where it ends."""
        if self._word(tokens, at, i) not in self.join_ten | self.join_hundred | self.join_unit:
            return 0.0, at
        after = at + 1 + (self._word(tokens, at + 1, i) in self.articles)
        return (0.5, after + 1) if self._word(tokens, after, i) in self.halves else (0.0, at)

    def _group(self, tokens: Sequence[_Token], at: int, i: int) -> tuple[float, int, float | None] | None:
        """Units, tens and hundreds, below ten thousand ("fifteen hundred"), with where they end."""
        value, last, ten, begin = 0.0, "", 0, at
        while word := self._word(tokens, at, i):
            unit, tens = self.units.get(word), self.tens.get(word)
            if unit is not None and (last in ("", "hundred") or (last == "ten" and 0 < unit < self._room(ten))):
                value, last = value + unit, "unit"
            elif self.fourscore and last == "unit" and value % 20 == 10 and unit in (7, 8, 9):
                value += unit
            elif tens is not None and last in ("", "hundred"):
                value, last, ten = value + tens, "ten", tens
            elif tens and self.hundred_left_out and last == "unit" and 0 < value < 10:
                value, last, ten = value * 100 + tens, "ten", tens
            elif tens == 20 and self.fourscore and last == "unit" and value % 100 == 4:
                value, last, ten = value + 76, "ten", 80
            elif (
                word in self.hundreds
                and (last in ("unit", "ten") or (last == "" and word in self.alone))
                and value < 100
            ):
                value, last = (value or 1) * 100, "hundred"
            elif value and last and (step := self._joined(tokens, at, i, last, value)):
                value, last, at = value + step[0], step[1], step[2] - 1
            else:
                break
            at += 1
        return (value, at, 100.0 if last == "hundred" and at - begin > 1 else None) if last else None

    def _room(self, ten: int) -> int:
        """What units may follow a ten: those below ten, or below twenty in "soixante-quinze"."""
        return 20 if self.fourscore and ten in (60, 80) else 10

    def _joined(
        self, tokens: Sequence[_Token], at: int, i: int, last: str, value: float
    ) -> tuple[float, str, int] | None:
        """What follows "et", "and" or "en" within a number below 1000."""
        word, then = self._word(tokens, at, i), self._word(tokens, at + 1, i)
        if word in self.join_ten and last == "ten" and self.units.get(then) in (1, 11):
            return self.units[then], "unit", at + 2
        if word in self.join_unit and last == "unit" and then in self.tens and 0 < value % 100 < 10:
            return self.tens[then], "unit", at + 2
        if word in self.join_hundred and last == "hundred" and not (i and tokens[i - 1].word in self.between):
            rest = self._group(tokens, at + 1, i)
            if rest and rest[0] < 100:
                return rest[0], "unit", rest[1]
        return None


def by_word(table: Mapping[_T, str]) -> dict[str, _T]:
    """From each word of a table's lists to its worth."""
    return {word: worth_ for worth_, said in table.items() for word in listed(said)}


def every(*patterns: str) -> str:
    """One pattern for any of several; for none, one that matches nothing."""
    return "|".join(filter(None, patterns)) or r"(?!)"


def _numeral(tokens: Sequence[_Token], i: int, composed: _Composed) -> Numeral:
    parts = tokens[i : composed.end]
    last = parts[-1]
    weak = len(parts) == 1 and composed.value == 1 and last.value is None
    return Numeral(
        parts[0].start,
        last.end,
        round(composed.value * (last.times or 1) if len(parts) == 1 else composed.value, 6),
        last.times if len(parts) == 1 and last.times else composed.times,
        composed.rough,
        weak,
        last.tail,
        parts[0].value is None,
        min(p.sure for p in parts),
    )


_TABLES = tuple(_Table(lexicon.locale, lexicon.number) for lexicon in LEXICONS)
_ANY = frozenset().union(*(t.all for t in _TABLES))
_SHORTS = {word: n for lexicon in LEXICONS for word, n in by_word(lexicon.number.shorts).items()}
_ABOUT = frozenset(w for lexicon in LEXICONS for w in listed(lexicon.number.about))
_SCALES = {word: n for t in _TABLES for word, n in t.scales.items()}
_CURRENCIES = frozenset(
    name for lexicon in LEXICONS for names in lexicon.money.currencies.values() for name in listed(names)
)
_RIGHT = {
    wrong: right
    for lexicon in LEXICONS
    for right, said in lexicon.number.misspelt.items()
    for wrong in listed(said)
}  # fmt: skip
_KEPT = frozenset(word for lexicon in LEXICONS for word in listed(lexicon.number.kept))
_MENDABLE = mendable(word for word in _ANY if len(word) > 5)
_NOTHING = frozenset(bare(word) for lexicon in LEXICONS for word in listed(lexicon.number.nothing))
_GLUED = tuple(late(any_of(t.glued)) for t in _TABLES if t.glued)
#: Where a word begins, or a clipped one within a word ("don't").
START = r"(?:(?<![a-z])|(?=[a-z]'))"
#: Right before a number that is not meant.
DENIED = late(rf"{START}(?:{every(*(x.number.denials for x in LEXICONS))}) ?(?:[a-z']{{1,3}} ){{0,2}}[€$£]?$")
#: Between two amounts: the second is what is meant.
CORRECTED = late(
    rf"[^\w+]{{0,3}}[^.?!]{{0,12}}?\b(?:{every(*(x.number.corrections for x in LEXICONS))})\b[^\d?!]{{0,24}}"
)
_NAMED = late(r"#$")
#: More than anybody writes in one answer.
_MOST_TOKENS = 400
_MOST = 40

_TOKEN = late(
    rf"(?<![\w/])(?P<fraction>[13]/[24])(?= ?(?:{any_of(_SCALES)})\b)"
    rf"|(?:(?<![\w.,/:'])|(?<=(?<![a-z])[a-z]{{3}}))(?P<numeral>{NUMERAL})(?:(?P<tail>[a-z]{{1,12}})(?P<more>\d{{3}}|\d)?)?(?![\w@]|[/:]\d)|(?P<word>[a-z]+)"
)


def _tokens(said: str) -> Iterator[_Token]:
    end = -2
    for match in _TOKEN.finditer(said):
        for token in _parts(match) if match["word"] else _digits(match):
            gap = said[end : token.start] if end >= 0 else "?"
            yield token._replace(joined=gap in ("", " ", "-", "'"))
            end = token.end


def _digits(match: re.Match[str]) -> Iterator[_Token]:
    """A numeral with what is glued to it: a scale ("10k", "2k5"), a currency ("10keur"), or something else."""
    start = match.start()
    if match["fraction"]:
        yield _Token(start, match.end(), "", int(match[0][0]) / int(match[0][2]))
        return
    tail, end = match["tail"] or "", match.end("numeral")
    glued = match.string[max(0, start - 1) : start].isalpha()
    if not tail and not glued:
        yield _Token(start, end, "", worth(match["numeral"]))
        return
    if glued and match.string[start - 3 : start] not in _CURRENCIES:
        tail = f"{tail}?"
    short = next((s for s in _SHORTS_FIRST if tail.startswith(s)), "")
    if tail in _SCALES:
        times, end, tail = _SCALES[tail], end + len(tail), ""
    elif tail in _ABOUT:
        times, tail = None, ""
    elif short and tail[len(short) :] in _ABOUT:
        times, end, tail = _SHORTS[short], end + len(short), ""
    elif short and tail[len(short) :] in _CURRENCIES:
        times, end, tail = _SHORTS[short], end + len(short), tail[len(short) :]
    else:
        times = None
    value = worth(match["numeral"], multiplied=times is not None)
    if match["more"]:
        tail = tail if times else f"{tail}?"
        value, end = value + int(match["more"]) / 10 ** len(match["more"]), match.end()
    yield _Token(start, end, "", value, times, tail)


_SHORTS_FIRST = sorted(_SHORTS, key=len, reverse=True)


def _parts(match: re.Match[str]) -> Iterator[_Token]:
    """A word, mended if it is nearly a number word; several where a language writes them together."""
    word, start = match["word"], match.start()
    short = next((s for s in _SHORTS_FIRST if word.startswith(s) and word[len(s) :] in _CURRENCIES), None)
    if short and (len(word) > 2 or _SHORTS[short] == 1_000):
        yield _Token(start, start + len(short), short, tail=word[len(short) :])
        return
    if word in _ANY or len(word) < 3:
        yield _Token(start, match.end(), word)
        return
    if word in _RIGHT:
        yield _Token(start, match.end(), _RIGHT[word], sure=0.8)
        return
    if 6 <= len(word) <= 60 and (glued := _unglued(word)):
        for part in glued:
            yield _Token(start, start + len(part), part)
            start += len(part)
        return
    right = mended(word, _MENDABLE, _KEPT) if len(word) > 4 else None
    yield _Token(start, match.end(), right or word, sure=0.8 if right else 1.0)


def _unglued(word: str) -> list[str]:
    """The number words of one language that a word is made of, the longest first; none if something else is left."""
    for pattern in _GLUED:
        parts, at = [], 0
        while found := pattern.match(word, at):
            parts.append(found[0])
            at = found.end()
        if at == len(word):
            return parts
    return []
