"""Words as they are compared and as they are kept: one bounded normalising for all readers, which never raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

#: Readers look at no more than this many characters of a message.
PARSED = 1_000
#: Texts are kept up to this many characters.
KEPT = 2_000

#: Small numbers in words, accents off, by what they are worth.
COUNTS: Mapping[str, int] = {
    word: n
    for n, said in {
        1: "un une a an one",
        2: "deux two couple",
        3: "trois three quelques few",
        4: "quatre four",
        5: "cinq five",
        6: "six",
        7: "sept seven",
        8: "huit eight",
        9: "neuf nine",
        10: "dix ten",
        11: "onze eleven",
        12: "douze twelve",
        15: "quinze quinzaine fifteen",
        18: "eighteen",
        20: "vingt vingtaine twenty",
        30: "trente trentaine thirty",
    }.items()
    for word in said.split()
}

#: Ordinals in words, accents off.
ORDINALS: Mapping[str, int] = {
    word: n
    for n, said in {
        1: "premier premiere first",
        2: "deuxieme second seconde",
        3: "troisieme third",
        4: "quatrieme fourth",
        5: "cinquieme fifth",
        6: "sixieme sixth",
        7: "septieme seventh",
        8: "huitieme eighth",
        9: "neuvieme ninth",
        10: "dixieme tenth",
    }.items()
    for word in said.split()
}

_ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼ`´′＇", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
)
_JOINERS = "\u200c\u200d"  # they shape emoji and Persian words, so what is kept keeps them
_NOT_WORD = re.compile(r"[\W_]+")

_T = TypeVar("_T")


def plain(text: str) -> str:
    """The first PARSED characters for comparing: no accents, case, invisible characters or double spaces."""
    folded = unicodedata.normalize("NFKC", text[:PARSED].translate(_ALIKE))[:PARSED].casefold()
    return " ".join("".join(_visible(unicodedata.normalize("NFD", folded))).split())[:PARSED].strip()


def bare(text: str) -> str:
    """The words of `plain` alone, apostrophes and punctuation as spaces: "S'il vous plaît !" is "s il vous plait"."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


def phrases(*said: str) -> frozenset[str]:
    """Phrases written with commas between them, as `bare` would give them."""
    return frozenset(filter(None, (bare(p) for line in said for p in line.split(","))))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def tidy(text: str, limit: int = PARSED, *, lines: bool = False) -> str:
    """The text as it is kept: nothing that cannot be stored or deceives the eye, single spaces, at most `limit` long.

    Control and bidirectional characters and lone surrogates go; with `lines`, line breaks stay.
    """
    shown = "".join(_shown(unicodedata.normalize("NFC", text[:limit])))
    rows = (" ".join(row.split()) for row in (shown.splitlines() if lines else [shown]))
    return "\n".join(filter(None, rows))[:limit].strip()


def in_language(table: Mapping[str, _T], locale: str) -> _T:
    """The entry for a locale, else for its language, else English, else the first there is."""
    for key in (locale, locale[:2], "en"):
        if key in table:
            return table[key]
    return next(iter(table.values()))


def _visible(text: str) -> Iterable[str]:
    for c in text:
        match unicodedata.category(c):
            case "Cc":
                yield " "
            case "Cf" | "Cs" | "Mn" | "Me":
                pass
            case _:
                yield c


def _shown(text: str) -> Iterable[str]:
    for c in text:
        category = unicodedata.category(c)
        if category == "Cc" and not c.isspace():
            continue
        if category == "Cs" or (category == "Cf" and c not in _JOINERS):
            continue
        yield c
