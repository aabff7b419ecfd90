"""Words as they are compared and as they are kept: one bounded normalising for all readers, which never raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from flows.reading.languages import LEXICONS
from flows.reading.patterns import late

#: Readers look at no more than this many characters of a message.
PARSED = 1_000
#: Texts are kept up to this many characters.
KEPT = 2_000

_ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼ`´′＇", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
)
_JOINERS = "\u200c\u200d"  # they shape emoji and Persian words, so what is kept keeps them
_NOT_WORD = late(r"[\W_]+")

#: The readers of one message ask for the same forms of it again and again; what comes next takes their place.
_AT_HAND = 16

_T = TypeVar("_T")


@lru_cache(maxsize=_AT_HAND)
def plain(text: str) -> str:
    """The first PARSED characters for comparing: no accents, case, invisible characters or double spaces."""
    folded = unicodedata.normalize("NFKC", text[:PARSED].translate(_ALIKE))[:PARSED].casefold()
    return " ".join(unicodedata.normalize("NFD", folded).translate(_SEEN).split())[:PARSED].strip()


@lru_cache(maxsize=_AT_HAND)
def bare(text: str) -> str:
    """The words of `plain` alone, apostrophes and punctuation as spaces: "S'il vous plaît !" is "s il vous plait"."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


def phrases(*said: str) -> frozenset[str]:
    """Phrases written with commas between them, as `bare` would give them."""
    return frozenset(filter(None, (bare(p) for line in said for p in line.split(","))))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the longest first."""
    return one_of([re.escape(letter) for letter in word] for word in words)


def one_of(said: Iterable[Sequence[str]]) -> str:
    """A regular expression for one of several sequences of patterns, the longest first.

    What they have in common at their beginning is written, and tried, once: a list of hundreds costs what a few do.
    """
    tree = _Tree()
    for parts in sorted(said, key=len, reverse=True):
        branch = tree
        for part in (*parts, ""):
            branch = branch.setdefault(part, _Tree())
    return _alternatives(tree)


def _alternatives(tree: _Tree) -> str:
    return "|".join(part + _following(branch) for part, branch in tree.items() if part)


def _following(branch: _Tree) -> str:
    """What comes after a part: `""` among it says that a sequence may end there."""
    rest = _alternatives(branch)
    if not rest:
        return ""
    if "" in branch:
        return f"(?:{rest})?"
    return rest if len(branch) == 1 else f"(?:{rest})"


class _Tree(dict[str, "_Tree"]):
    """Sequences by their first part."""


def tidy(text: str, limit: int = PARSED, *, lines: bool = False) -> str:
    """The text as it is kept: nothing that cannot be stored or deceives the eye, single spaces, at most `limit` long.

    Control and bidirectional characters and lone surrogates go; with `lines`, line breaks stay.
    """
    shown = "".join(_shown(unicodedata.normalize("NFC", text[:limit])))
    rows = (" ".join(row.split()) for row in (shown.splitlines() if lines else [shown]))
    return "\n".join(filter(None, rows))[:limit].strip()


def listed(said: str) -> tuple[str, ...]:
    """A list with commas between its words, each as `plain` would give it."""
    return tuple(filter(None, (plain(word) for word in said.split(","))))


def in_language(table: Mapping[str, _T], locale: str) -> _T:
    """The entry for a locale, else for its language, else English, else the first there is."""
    for key in (locale, locale[:2], "en"):
        if key in table:
            return table[key]
    return next(iter(table.values()))


class _Seen(dict[int, int | str | None]):
    """What a character becomes where texts are compared, looked up once a character of the common scripts."""

    def __missing__(self, code: int) -> int | str | None:
        match unicodedata.category(chr(code)):
            case "Cc":
                seen: int | str | None = " "
            case "Cf" | "Cs" | "Mn" | "Me":
                seen = None
            case _:
                seen = code
        if code < _COMMON_SCRIPTS:
            self[code] = seen
        return seen


_COMMON_SCRIPTS = 0x3000
_SEEN = _Seen()


def _shown(text: str) -> Iterable[str]:
    for c in text:
        category = unicodedata.category(c)
        if category == "Cc" and not c.isspace():
            continue
        if category == "Cs" or (category == "Cf" and c not in _JOINERS):
            continue
        yield c


#: Small numbers in words, accents off, by what they are worth.
COUNTS: Mapping[str, int] = {
    word: n
    for lexicon in LEXICONS
    for table in (lexicon.number.units, lexicon.number.tens, lexicon.number.heaps, lexicon.number.dozens)
    for n, said in table.items()
    for word in listed(said)
} | {word: 1 for lexicon in LEXICONS for word in listed(lexicon.number.articles)}

#: Ordinals in words, accents off.
ORDINALS: Mapping[str, int] = {
    word: n for lexicon in LEXICONS for n, said in lexicon.number.ordinals.items() for word in listed(said)
}
