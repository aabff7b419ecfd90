"""The language that a message is written in, by the small words that only one language has; short ones tell nothing."""

from __future__ import annotations

from flows.reading.languages import LEXICONS
from flows.reading.words import bare, phrases

_COMMON = {lexicon.locale: phrases(lexicon.intent.common) for lexicon in LEXICONS if lexicon.intent.common}
_OWN = {
    locale: words - frozenset().union(*(other for name, other in _COMMON.items() if name != locale))
    for locale, words in _COMMON.items()
}
#: So many small words of one language, and none of another, tell it.
_ENOUGH = 3


def tongue(text: str) -> str | None:
    """The language of a text as its tag ("fr"), or None when its words do not tell it beyond doubt."""
    words = bare(text).split()
    told = {locale: sum(word in own for word in words) for locale, own in _OWN.items()}
    found = [locale for locale, count in told.items() if count]
    return found[0] if len(found) == 1 and told[found[0]] >= _ENOUGH else None
