"""Budgets: one amount or one range, its open ends, currency and period, as said; what is not said stays None."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.number import NUMERAL, worth
from flows.reading.words import any_of, plain
from flows.values import Money

_CURRENCIES: Mapping[str, str] = {
    name: code
    for code, said in {
        "EUR": "€ euros euro eur e",
        "USD": "$ us$ usd dollars dollar bucks",
        "GBP": "£ gbp pounds pound quid livres",
        "CHF": "chf fr. francs",
        "CAD": "cad ca$ c$ $ca",
        "AUD": "aud au$ a$",
        "XOF": "fcfa cfa xof",
        "XAF": "xaf",
        "MAD": "mad dh dhs dirhams dirham",
        "TND": "tnd dt",
        "JPY": "jpy yen ¥",
    }.items()
    for name in said.split()
}
#: What a bare "$" or "cfa" can be besides the usual, when the flow's own currency is one of them.
_SHARED: Mapping[str, frozenset[str]] = {
    "USD": frozenset(["CAD", "AUD", "NZD", "SGD", "HKD"]),
    "XOF": frozenset(("XAF",)),
}
_MULTIPLIERS: Mapping[str, float] = {
    word: factor
    for factor, said in {
        1e3: "k mille milliers thousand grand",
        1e6: "m mio million millions",
        1e9: "md mds milliard milliards bn billion billions",
    }.items()
    for word in said.split()
}

_CURRENCY = any_of(_CURRENCIES)
_AMOUNT = re.compile(
    rf"(?:(?:(?<![a-z])|(?<=[^\w]))(?P<before>{_CURRENCY}) ?|(?<![\w.,/:]))"
    rf"(?P<numeral>{NUMERAL})"
    rf"(?! ?(?:%|mois|months?|jours?|days?|semaines?|weeks?|ans?\b|annees?|years?|h\b|heures?|personnes?|people"
    rf"|users?|salaries))"
    rf"(?: ?(?P<times>{any_of(_MULTIPLIERS)})(?=(?:{_CURRENCY})?(?![a-z])))?"
    rf"(?: ?(?:d'|de |d )?(?P<after>{_CURRENCY})(?![a-z]))?"
)
_LINK = re.compile(r" ?(?:-|a|au|et|ou|to|and|or|jusqu'a|up to|/) ?")
_NONE = re.compile(
    r"\b(?:pas|aucun|sans|zero|no|any|without|not have a|n't have a|n't got a)\b (?:de |d')?budget\b"
    r"(?! (?:defini|fixe|precis|arrete|valide|determine|decide|set|defined|yet|encore|fixed|pour|for|in mind"
    r"|limit|constraint))"
    r"|\b(?:gratuit|rien du tout|zero euros?|nothing at all|not a penny)$"
)
_LEAST = re.compile(
    r"\b(?:pas moins|(?:not|no) less than|no lower than|au moins|at least|minimum|mini|min|a partir d[e']|plus d[e']"
    r"|depuis|from|over"
    r"|more than|upwards? of|starting|superieur|above)\b"
)
_NOT_MORE = re.compile(
    r"\b(?:pas plus|(?:not|no) more than|(?:not|n't) (?:go )?(?:over|above|exceed)|pas (?:de)?passer|(?:doit|peut"
    r"|veux) pas depasser"
    r"|not a penny (?:over|more))\b"
)
_MOST = re.compile(
    r"\b(?:jusqu'a|up to|at most|au plus|maximum|maxi|max|moins d[e']|less than|under|below|plafond|tops"
    r"|cap(?:ped)?|as high as"
    r"|no higher than|inferieur|limite)\b"
)
_ROUGH = re.compile(
    r"\b(?:environ|a peu pres|autour|approx\w*|about|around|roughly|plus ou moins|more or less|give or take|or so"
    r"|dans les|vers|circa"
    r"|quelque chose comme|something like|ordre de|i'd say|je dirais)\b|[a-z0-9€$]-? ?ish\b|~"
)
_PERIODS: Mapping[str, re.Pattern[str]] = {
    "seat": re.compile(r"(?:\b(?:par|per|a|each)|/) ?(?:utilisateur|siege|poste|licence|user|seat|head|licen[sc]e)\b"),
    "month": re.compile(r"(?:\b(?:par|per|a|each|every|chaque|au)|/) ?(?:mois|month|mo)\b|\b(?:mensuel\w*|monthly)\b"),
    "year": re.compile(
        r"(?:\b(?:par|per|a|each|every|chaque)|/) ?(?:an|annee|year|yr)\b|\b(?:annuel\w*|yearly|annually|annual)\b"
    ),
}
_DENIED = re.compile(r"(?:\bpas|\bnot|\bnon)(?: (?:de|les|the|a|en))* $")
#: More than anybody's budget; it also keeps absurd numbers out of every sum.
_CEILING = 1e13


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount in the text, with where it stands."""

    start: int
    end: int
    value: float
    currency: str | None
    times: float | None
    words: str


def read(text: str, _question: Question, context: Context) -> Reading:
    """Read a budget; a currency that was not said stays None, and two unrelated amounts are unclear."""
    said = plain(text)
    amounts = _amounts(said, context.currency)
    ranges = _paired(said, amounts)
    if not ranges:
        return Understood(Money(none=True)) if _NONE.search(said) else Unclear("unclear.budget")
    if len({(low.value, high.value) for low, high in ranges}) > 1:
        return Unclear("unclear.budget-several", tuple(said[low.start : high.end].strip() for low, high in ranges)[:4])
    low, high = ranges[0]
    if high.value > _CEILING:
        return Unclear("unclear.budget")
    if high.value == 0:
        return Understood(Money(none=True), 0.9)
    return Understood(_money(said, low, high))


def _money(said: str, low: _Amount, high: _Amount) -> Money:
    minimum: float | None = min(low.value, high.value)
    maximum: float | None = max(low.value, high.value)
    approx = False
    if low is high:
        around = f"{said[: low.start]} | {said[low.end :]}"
        if _NOT_MORE.search(around):
            minimum = None
        elif _LEAST.search(around):
            maximum = None
        elif _MOST.search(around):
            minimum = None
        else:
            approx = _ROUGH.search(said) is not None
    period = next((p for p, cue in _PERIODS.items() if cue.search(said)), None)
    return Money(minimum, maximum, high.currency or low.currency or _alone(said), approx, period)


def _amounts(said: str, usual: str | None) -> list[_Amount]:
    """The amounts in the text; when some name money or size, bare numbers between them (years, say) do not count."""
    found = [_amount(m, usual) for m in islice(_AMOUNT.finditer(said), 12)]
    found = [a for a in found if not _DENIED.search(said[max(0, a.start - 40) : a.start])] or found
    marked = [a for a in found if a.currency or a.times]
    return (
        [a for a in found if a in marked or any(_linked(said, a, b) or _linked(said, b, a) for b in marked)]
        if marked
        else found
    )


def _amount(match: re.Match[str], usual: str | None) -> _Amount:
    times = _MULTIPLIERS[match["times"]] if match["times"] else None
    currency = _CURRENCIES.get(match["before"] or match["after"] or "")
    if usual in _SHARED.get(currency or "", ()):
        currency = usual
    value = round(worth(match["numeral"], multiplied=times is not None) * (times or 1), 2)
    return _Amount(match.start(), match.end(), value, currency, times, match[0])


def _linked(said: str, low: _Amount, high: _Amount) -> bool:
    return low.end <= high.start and _LINK.fullmatch(said[low.end : high.start]) is not None


def _paired(said: str, amounts: Sequence[_Amount]) -> list[tuple[_Amount, _Amount]]:
    """Amounts as ranges; "10-20k" and "10 à 15 000" give the first end the size of the second."""
    ranges: list[tuple[_Amount, _Amount]] = []
    i = 0
    while i < len(amounts):
        low = high = amounts[i]
        if i + 1 < len(amounts) and _linked(said, low, amounts[i + 1]):
            high = amounts[i + 1]
            low = _sized(low, high)
            i += 1
        ranges.append((low, high))
        i += 1
    return ranges


def _sized(low: _Amount, high: _Amount) -> _Amount:
    factor = high.times if high.times and not low.times else None
    if factor is None and not (low.times or high.times) and low.value < 1_000 and high.value % 1_000 == 0:
        factor = 1_000
    if factor is None or low.value * factor > high.value:
        return low
    return _Amount(low.start, low.end, low.value * factor, low.currency, low.times, low.words)


def _alone(said: str) -> str | None:
    """A currency that stands away from the amount ("40000 (quarante mille) euros")."""
    found = re.search(rf"(?<![\w]){any_of(c for c in _CURRENCIES if len(c) > 2)}(?!\w)|[€£]", said)
    return _CURRENCIES.get(found[0]) if found else None
