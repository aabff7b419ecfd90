"""Questions that people ask back, answered from the flow's own list: the entry that says the most of the same words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from flows.flow import Faq
from flows.reading.languages import LEXICONS
from flows.reading.words import bare, phrases

#: From this share of a question's weight found in an entry's wording (and the other way round) on, it is the same.
_ENOUGH = 0.5
_COMMON = phrases(*(lexicon.intent.common for lexicon in LEXICONS))
#: Words are compared by so many of their first letters, so that endings do not matter.
_STEM = 4
#: Words of this length on may be misspelt by one letter.
_SPELLED = 5
#: No more words of a question are looked at.
_MOST = 40


class Asked:
    """The wordings of all entries as weighed words, made once a flow: the rarer a word, the more it tells."""

    def __init__(self, entries: Sequence[Faq]) -> None:
        said = [(i, _stems(line)) for i, entry in enumerate(entries) for lines in entry.ask.values() for line in lines]
        self._entries = entries
        self._exactly = {bare(line): entry for entry in entries for lines in entry.ask.values() for line in lines}
        self._wordings = [(i, stems) for i, stems in said if stems]
        count = {stem: sum(stem in stems for _, stems in said) for _, stems in said for stem in stems}
        self._weight: Mapping[str, float] = {s: math.log(1 + len(said) / n) for s, n in count.items()}
        self._unknown = math.log(1 + len(said)) if said else 1.0

    def find(self, question: str) -> Faq | None:
        """The entry that a question is about, or None when none says enough of the same."""
        if (entry := self._exactly.get(bare(question))) is not None:
            return entry
        stems = frozenset(self._nearest(stem) for stem in _stems(question))
        ranked = sorted(((self._alike(stems, wording), -i) for i, wording in self._wordings), reverse=True)
        if not ranked or ranked[0][0] < _ENOUGH:
            return None
        return self._entries[-ranked[0][1]]

    def _alike(self, asked: frozenset[str], wording: frozenset[str]) -> float:
        """How much of the weight of both is in both: 0 to 1, by the harmonic mean of the two shares."""
        both = self._sum(asked & wording)
        return 2 * both / (self._sum(asked) + self._sum(wording)) if both else 0.0

    def _sum(self, stems: Iterable[str]) -> float:
        return sum(self._weight.get(stem, self._unknown) for stem in stems)

    def _nearest(self, stem: str) -> str:
        """The stem itself, or the one known stem that it misspells."""
        if stem in self._weight or len(stem) < _SPELLED:
            return stem
        near = process.extractOne(stem, self._weight.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=1)
        return near[0] if near else stem


def _stems(text: str) -> frozenset[str]:
    words = bare(text).split()[:_MOST]
    return frozenset(word[:_STEM] for word in words if word not in _COMMON)
