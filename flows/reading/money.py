"""Budgets: one amount or one range, its open ends, currency and period, as said; what is not said stays None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.flow import Question
from flows.reading import days
from flows.reading.contract import Context, Found, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.number import CORRECTED, DENIED, START, Numeral, by_word, every, mendable, mended, scan
from flows.reading.patterns import late
from flows.reading.words import any_of, bare, listed, plain
from flows.values import Money


def read(text: str, _question: Question, context: Context) -> Reading:
    """Read a budget; a currency that was not said stays None, and two unrelated amounts are unclear."""
    said = plain(text)
    found = find(said, context)
    if not found:
        return _nothing(said)
    if len({_worth(f.value) for f in found}) > 1:
        found = _total(said, found)
    if len({_worth(f.value) for f in found}) > 1:
        return Unclear("unclear.budget-several", tuple(said[f.start : f.end].strip(" ,") for f in found)[:4])
    best = found[-1]
    if max(best.value.minimum or 0, best.value.maximum or 0) > _CEILING:
        return Unclear("unclear.budget")
    part = said[best.start : best.end]
    if best.value.maximum == 0:
        return Understood(Money(none=True), 0.9, part)
    money = best.value
    if money.currency is None and (alone := _ALONE.search(said)):
        money = replace(money, currency=_CURRENCIES[alone[0]])
    if money.period is None:
        money = replace(money, period=_adverb(said))
    return Understood(money, best.sure, part)


def find(said: str, context: Context) -> tuple[Found[Money], ...]:
    """The amounts in a text (as `plain` gives it) from left to right, ranges as one.

    What is denied ("not 50k") or then corrected is left out, and bare numbers beside amounts that are marked; "at least
    10k and at most 20k" is one range.
    """
    stated = _in_figures(said)
    if stated:
        return (stated,)
    amounts, blocked = _amounts(said, context)
    ranges = _paired(said, amounts)
    ends = [high.end for _, high in ranges]
    found = [
        _stated(said, low, high, max((e for e in (*blocked, *ends) if e <= low.start), default=0))
        for low, high in ranges
    ]
    return tuple(_merged(_meant(said, found)))


# ---------------------------------------------------------------- words, of all languages at once

_WORDS = tuple(lexicon.money for lexicon in LEXICONS)


def _said(*fields: str) -> str:
    """One pattern for what all languages say."""
    return every(*(getattr(words, field) for words in _WORDS for field in fields))


def _listed(field: str) -> frozenset[str]:
    return frozenset(word for words in _WORDS for word in listed(getattr(words, field)))


_SYMBOLS = {
    "€": "EUR", "$": "USD", "us$": "USD", "$us": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "c$": "CAD", "ca$": "CAD",
    "$ca": "CAD", "can$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "r$": "BRL",
}  # fmt: skip
_CURRENCIES = {**_SYMBOLS, **{k: v for words in _WORDS for v, names in words.currencies.items() for k in listed(names)}}
#: What a bare "$" or "cfa" can be besides the usual, when the flow's own currency is one of them.
_SHARED = {
    "USD": frozenset(("CAD", "AUD", "NZD", "SGD", "HKD")),
    "XOF": frozenset(("XAF",)),
}
_CURRENCY = any_of(_CURRENCIES)
_OF = _said("of")
_BEFORE = late(rf"(?<![a-z0-9])(?P<currency>{_CURRENCY}) ?$")
_AFTER = late(rf" ?(?:{_OF})?(?:[$€£] (?={_CURRENCY}))?(?P<currency>{_CURRENCY})(?:(?<=[€$£¥₹])|(?![a-z]))")
_MISSPELT = late(rf" ?(?:{_OF})?(?P<word>[a-z]{{5,9}})(?![a-z])")
_NAMES = mendable(c for c in _CURRENCIES if len(c) > 4)
_KEPT = _listed("kept")
_SUBUNITS = _listed("subunits")
_ARTICLES = tuple(f"{a} " for x in LEXICONS for a in listed(x.number.articles))
_ALONE = late(rf"(?<!\w)(?:{any_of(c for c in _CURRENCIES if len(c) > 3)})(?!\w)|[€£]")
_COUNTED = late(
    rf"[ -]?(?:%|(?:{any_of(_listed('counted'))})(?![a-z]))|(?:{every(*(x.time.day_suffix for x in LEXICONS))})\b"
)
_NOT_AMOUNT = late(rf"(?:#|(?<![a-z])(?:{_said('not_amounts')})) ?$")
_YEAR_CUE = late(rf"(?<![a-z])(?:{every(*(x.time.year_cues for x in LEXICONS))}|[a-z]+ :) ?$")
_PHONE = late(
    r"\+\d{1,3}(?:[ .()-]{0,2}\d){7,12}(?!\d)|(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)|(?<!\d)\d{3}[-.]\d{3}[-.]\d{4}(?!\d)"
)
_SHORT = any_of(w for x in LEXICONS for said in x.number.shorts.values() for w in listed(said))
_SLASHED = late(
    r"(?<=\d{3})/(?=\d{1,3}[ .,]?\d{3})"
    rf"|(?<=[\w€$£])/(?=[$€£]?\d{{1,3}}(?:[ .]\d{{3}})? ?(?:(?:{_SHORT})(?:{_CURRENCY})?|(?:{_CURRENCY}))(?![a-z]))"
)
_LINK = late(rf",? ?(?:{every(*(x.time.links for x in LEXICONS))}|\.\.+|…|~) ?(?:{_CURRENCY})? ?")
_NO_MORE = late(rf"{START}(?:{_said('no_more')})(?![a-z])")
_NO_LESS = late(rf"{START}(?:{_said('no_less')})(?![a-z])")
_LEAST = late(rf"(?<![a-z])(?:{_said('least')})(?![a-z])|>=?|≥")
_MOST = late(rf"(?<![a-z])(?:{_said('most')})(?![a-z])|<=?|≤")
_BOUND = late(rf"(?<![a-z])(?:{_said('least', 'most')}) ?(?:{_OF})?$")
_ROUGH = late(rf"(?<![a-z])(?:{_said('rough')})(?![a-z])|~|≈|\+/-|±")
_AFTER_FILL = r"[ ,;(!.-]{0,3}(?:[a-z/€.']{1,9} ){0,2}?"
_LEAST_AFTER = late(rf"\+(?! ?\d)| \+(?= ?$|[,.;])|{_AFTER_FILL}(?<![a-z])(?:{_said('least_after')})(?![a-z])")
_MOST_AFTER = late(rf"{_AFTER_FILL}(?<![a-z])(?:{_said('most_after')})(?![a-z])")
_ENDINGS = any_of(e for x in LEXICONS for e in listed(x.number.about))
_ROUGH_AFTER = late(rf"{_AFTER_FILL}(?<![a-z])(?:{_said('rough_after')})(?![a-z])|[ -]?(?:{_ENDINGS})\b| ?\+/-| ?±")
_TOTAL = late(rf"(?<![a-z])(?:{_said('total')})(?![a-z])")
_LOTS = late(rf" ?(?:{_said('lots')}|×|\*) ?(?:{_OF})?(?:{_CURRENCY})? ?")
_UNDECIDED = _said("undecided")
_NONE = late(rf"{START}(?:{_said('none')})(?! (?:{_UNDECIDED}))")
_NOTHING = frozenset(bare(phrase) for w in _WORDS for phrase in listed(w.nothing))
_PERIODS = {name: period for w in _WORDS for period, names in w.periods.items() for name in listed(names)}
_TAX = _said("tax")
_NAMED = late(rf"(?<![a-z])(?:{_said('names')})(?![a-z])[^,;.!?\d]{{0,24}}$")
_PER = late(
    rf"[+ ,(]{{0,3}}(?:(?:{_TAX}) ?)?(?:(?:{_said('per')}) ?(?:{_CURRENCY} ?)?(?P<noun>{any_of(_PERIODS)})(?![a-z]))"
)
_ADVERBS = tuple(
    (period, late(rf"(?<![a-z])(?:{every(*(w.adverbs.get(period, '') for w in _WORDS))})(?![a-z])"))
    for period in dict.fromkeys(p for w in _WORDS for p in w.adverbs)
)
_FIGURE_PARTS = {word: part for w in _WORDS for word, part in by_word(w.parts).items()}
_FIGURE_PART = any_of(_FIGURE_PARTS)
_DIGITS = {word: n for x in LEXICONS for word, n in by_word(x.number.units).items() if 4 <= n <= 7}
_FIGURES = late(
    rf"(?:(?P<part>{_FIGURE_PART})[ -])?(?P<n>[4-7]|{any_of(_DIGITS)})"
    rf"(?:[ -](?P<part2>{_FIGURE_PART}))?[ -](?:{any_of(_listed('figures'))})\b"
)
#: More than anybody's budget; it also keeps absurd numbers out of every sum.
_CEILING = 1e13


# ---------------------------------------------------------------- amounts


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount in the text, with where it stands, its currency included."""

    start: int
    end: int
    value: float
    currency: str | None
    times: float | None
    rough: bool
    spoken: bool
    sure: float
    period: str | None = None

    @property
    def marked(self) -> bool:
        return bool(self.currency or self.period or (self.times and self.times >= 1_000))


def _amounts(said: str, context: Context) -> tuple[list[_Amount], list[int]]:
    """The amounts in the text, and where other numbers and times end, which nothing said before them can pass.

    When some are named as money, bare numbers do not count unless they are the other end of a range.
    """
    masked = _PHONE.sub(lambda m: "_" * len(m[0]), said) if "0" in said or "+" in said or "-" in said else said
    masked = _SLASHED.sub("-", masked)
    numerals = scan(masked, context.locale)
    if not numerals:
        return [], []
    times = days.spans(said, context.today)
    found: list[_Amount] = []
    blocked = [t.end for t in times]
    for i, numeral in enumerate(_strengthened(masked, numerals)):
        if said[numeral.start : numeral.end] in _SUBUNITS and said[: numeral.start].endswith(_ARTICLES):
            continue  # "not a cent more"
        amount = _amount(masked, numeral, context)
        if amount is None or (not amount.marked and any(t.start < amount.end and amount.start < t.end for t in times)):
            blocked.append(numeral.end)
        else:
            found.append(_multiplied(masked, amount, numerals[i - 1] if i else None))
    found = [_compared(masked, a, found[i + 1]) if i + 1 < len(found) else a for i, a in enumerate(found)]
    marked = [a for a in found if a.marked]
    if marked:
        kept = [
            a
            for a in found
            if a.marked or _bounded(said, a) or any(_linked(said, a, b) or _linked(said, b, a) for b in marked)
        ]
        blocked.extend(a.end for a in found if a not in kept)
        return kept, blocked
    return _without_years(said, _without_small(said, found)), blocked


def _strengthened(said: str, numerals: Sequence[Numeral]) -> list[Numeral]:
    """The numerals, an article among them that begins a range ("one or two thousand") as the number it is."""
    return [
        replace(n, weak=n.weak and not (then and then.times and _LINK.fullmatch(said, n.end, then.start)))
        for n, then in zip(numerals, [*numerals[1:], None], strict=True)
    ]


def _multiplied(said: str, amount: _Amount, before: Numeral | None) -> _Amount:
    """ "2 x 5k" and "deux lots de 5k" are 10k, most likely."""
    if before is None or before.times or before.value > 100 or not _LOTS.fullmatch(said, before.end, amount.start):
        return amount
    return replace(amount, start=before.start, value=amount.value * before.value, sure=0.7)


def _compared(said: str, amount: _Amount, other: _Amount) -> _Amount:
    """ "15 rather than 20k": the first has the size of the second, which is denied."""
    apart = other.start - amount.end > 24
    if amount.marked or not other.marked or apart or not DENIED.search(said, amount.end, other.start):
        return amount
    return replace(_sized(amount, other, smaller=False), times=other.times, currency=other.currency)


def _bounded(said: str, amount: _Amount) -> bool:
    """Whether "at least" or "maximum" stands right beside a bare amount."""
    return amount.value >= 100 and bool(
        _MOST_AFTER.match(said, amount.end)
        or _LEAST_AFTER.match(said, amount.end)
        or _BOUND.search(said, max(0, amount.start - 24), amount.start)
    )


def _amount(said: str, numeral: Numeral, context: Context) -> _Amount | None:
    """A number as an amount; None for a number of other things."""
    before = _BEFORE.search(said, max(0, numeral.start - 24), numeral.start)
    after = _AFTER.match(said, numeral.end)
    if after and not _suits(numeral, after):
        after = None
    names = [m["currency"] for m in (after, before) if m]
    mend = None if names else _MISSPELT.match(said, numeral.end)
    if mend and (right := mended(mend["word"], _NAMES, _KEPT)):
        names, after = [right], mend
    if numeral.weak or (numeral.tail and not after):
        return None
    currency = _CURRENCIES[next((n for n in names if n not in _SYMBOLS), names[0])] if names else None
    if context.currency in _SHARED.get(currency or "", ()):
        currency = context.currency
    end = after.end() if after else numeral.end
    bare_number = currency is None and not numeral.times
    if currency is None and (
        _COUNTED.match(said, end)
        or (bare_number and _NOT_AMOUNT.search(said, max(0, numeral.start - 16), numeral.start))
    ):
        return None
    start = before.start() if before else numeral.start
    value, rest = numeral.value, numeral.value % 1_000
    if numeral.spoken and value > 1_000 and 1 <= rest <= 9:
        numeral = replace(numeral, value=value - rest + rest * 100, sure=0.7)  # "deux mille cinq" of money is 2,500
    period = _PER.match(said, end)
    return _Amount(
        start,
        end,
        round(numeral.value, 2),
        currency,
        numeral.times,
        numeral.rough,
        numeral.spoken,
        0.8 if after is mend and mend else numeral.sure,
        _PERIODS[period["noun"]] if period else None,
    )


def _suits(numeral: Numeral, after: re.Match[str]) -> bool:
    """Whether what follows is the currency: a lone letter only right behind digits, and no ordinal ("3e")."""
    name = after["currency"]
    if len(name) == 1 and name.isalpha():
        apart = after.start() != after.start("currency")
        return numeral.value >= (1_000 if apart else 20) and (not numeral.spoken or bool(numeral.times))
    return True


def _without_years(said: str, found: list[_Amount]) -> list[_Amount]:
    """Leave out what is rather a year, if there is anything else."""
    years = [a for a in found if 2020 <= a.value <= 2040 and a.end - a.start == 4]
    if len(years) < len(found):
        return [a for a in found if a not in years]
    return [a for a in found if a not in years or not _YEAR_CUE.search(said, 0, a.start)]


def _without_small(said: str, found: list[_Amount]) -> list[_Amount]:
    """Leave out small numbers in words within a sentence, which count other things."""
    return [a for a in found if not a.spoken or a.value >= 100 or len(said.split()) <= 6 or _links_any(said, a, found)]


def _links_any(said: str, amount: _Amount, found: Sequence[_Amount]) -> bool:
    return any(b.value >= 100 and (_linked(said, amount, b) or _linked(said, b, amount)) for b in found)


def _linked(said: str, low: _Amount, high: _Amount) -> bool:
    if not low.end <= high.start:
        return False
    between = said[low.end : high.start]
    if between in (" ", ", ") and low.spoken and high.spoken:
        return low.times is None and bool(high.times) and low.value * (high.times or 1) < high.value
    if between == ", " and low.marked and high.marked:
        return low.value < high.value <= 2 * low.value  # "10k, 12k at a push"
    return _LINK.fullmatch(between) is not None and (between[0] != "," or low.value < high.value)


def _paired(said: str, amounts: Sequence[_Amount]) -> list[tuple[_Amount, _Amount]]:
    """Amounts as ranges; "10-20k" and "10 à 15 000" give the first end the size of the second."""
    ranges: list[tuple[_Amount, _Amount]] = []
    i = 0
    while i < len(amounts):
        low = high = amounts[i]
        if i + 1 < len(amounts) and _linked(said, low, amounts[i + 1]) and not _summed(said, low, amounts, i):
            high = amounts[i + 1]
            low = _sized(low, high)
            i += 1
        ranges.append((low, high))
        i += 1
    return ranges


def _summed(said: str, low: _Amount, amounts: Sequence[_Amount], i: int) -> bool:
    """Whether the other end is denied rather ("15k et pas 50k")."""
    return DENIED.search(said, low.end, amounts[i + 1].start) is not None


def _sized(low: _Amount, high: _Amount, *, smaller: bool = True) -> _Amount:
    factor = high.times if high.times and not low.times else None
    if factor is None and not (low.times or high.times) and low.value < 1_000 and high.value % 1_000 == 0:
        factor = 1_000
    if factor is None or (smaller and low.value * factor > high.value):
        return low
    return replace(low, value=low.value * factor)


# ---------------------------------------------------------------- what is said around them


def _stated(said: str, low: _Amount, high: _Amount, floor: int) -> Found[Money]:
    """A range with the words around it, which open an end, say "about" or name a period."""
    minimum: float | None = min(low.value, high.value)
    maximum: float | None = max(low.value, high.value)
    start, end = low.start, high.end
    approx = False
    clause = max((m.end() for m in _CLAUSE.finditer(said, floor, low.start)), default=floor)
    period = _PER.match(said, end)
    after = period.end() if period else end
    if low is high:
        cue, at, to = _opened(said, clause, low, after)
        if cue == "least":
            maximum = None
        elif cue == "most":
            minimum = None
        else:
            approx, at, to = _is_rough(said, clause, low, after)
        start, end = min(start, at), max(after, to)
    marked = low.marked or high.marked
    sure = min(low.sure, high.sure, 0.8 if low.rough else 1.0)
    if not marked and high.value < 100 and len(said.split()) > 6:
        sure = min(sure, 0.6)
    value = Money(
        minimum,
        maximum,
        high.currency or low.currency,
        approx,
        _PERIODS[period["noun"]]
        if period
        else low.period or _adverb(said[clause : said.find(" ", end + 16)] if len(said) > end + 16 else said[clause:]),
    )
    return Found(start, end, value, marked, sure)


def _opened(said: str, clause: int, amount: _Amount, after: int) -> tuple[str, int, int]:
    """Which end is said ("least" or "most") and from where to where the words go that say so."""
    start = amount.start
    for cue, pattern in (("most", _NO_MORE), ("least", _NO_LESS)):
        if match := pattern.search(said, clause, start):
            return cue, match.start(), after
    before = [
        (m.end(), cue, m.start())
        for cue, p in (("least", _LEAST), ("most", _MOST))
        for m in p.finditer(said, clause, start)
    ]
    for cue, pattern in (("most", _MOST_AFTER), ("least", _LEAST_AFTER)):
        match = pattern.match(said, after) or pattern.match(said, amount.end)
        if match and not _AHEAD.match(said, match.end()):
            return cue, start, max(after, match.end())
    if before:
        _, cue, at = max(before)
        return cue, at, after
    return "", start, after


def _is_rough(said: str, clause: int, amount: _Amount, after: int) -> tuple[bool, int, int]:
    start = amount.start
    if match := _ROUGH.search(said, clause, start):
        return True, match.start(), after
    if (match := _ROUGH_AFTER.match(said, after)) and not _AHEAD.match(said, match.end()):
        return True, start, match.end()
    return amount.rough, start, after


def _adverb(said: str) -> str | None:
    return next((period for period, pattern in _ADVERBS if pattern.search(said)), None)


def _meant(said: str, found: Sequence[Found[Money]]) -> list[Found[Money]]:
    """What is left once denials and corrections are heard."""
    kept = [f for f in found if not DENIED.search(said, max(0, f.start - 40), f.start)]
    return [
        f for i, f in enumerate(kept) if i + 1 == len(kept) or not CORRECTED.fullmatch(said, f.end, kept[i + 1].start)
    ]


def _merged(found: list[Found[Money]]) -> list[Found[Money]]:
    """Two amounts of which one is the least or the most become a range."""
    if len(found) != 2:
        return found
    one, other = found
    low = next((f for f in found if f.value.maximum is None), None)
    high = next((f for f in found if f.value.minimum is None), None)
    if (low is None and high is None) or one.value.period != other.value.period:
        return found
    low = low or next(f for f in found if f is not high)
    high = high or next(f for f in found if f is not low)
    bottom, top = low.value.minimum, high.value.maximum
    if bottom is None or top is None or bottom > top:
        return found
    money = Money(bottom, top, one.value.currency or other.value.currency, period=one.value.period)
    return [Found(one.start, other.end, money, one.marked or other.marked, min(one.sure, other.sure))]


def _total(said: str, found: tuple[Found[Money], ...]) -> tuple[Found[Money], ...]:
    """The one that is said to be the budget, or the sum of the others, if there is one."""
    named = [f for i, f in enumerate(found) if _NAMED.search(said, found[i - 1].end if i else 0, f.start)]
    if len(named) == 1:
        return tuple(named)
    sums = [
        f
        for i, f in enumerate(found)
        if _TOTAL.search(said, found[i - 1].end if i else 0, f.start) or _TOTAL.match(said, min(f.end + 1, len(said)))
    ]
    return tuple(sums) if len(sums) == 1 else found


def _in_figures(said: str) -> Found[Money] | None:
    """ "Six figures" is from 100,000 to 999,999; "low five figures" the first third of it."""
    match = _FIGURES.search(said)
    if match is None:
        return None
    digits = int(match["n"]) if match["n"].isdigit() else _DIGITS[match["n"]]
    unit = 10 ** (digits - 1)
    part = _FIGURE_PARTS.get(match["part"] or match["part2"] or "")
    low, high = {"low": (1, 3), "mid": (4, 6), "high": (7, 10), None: (1, 10)}[part]
    top = high * unit - (high == 10)
    return Found(match.start(), match.end(), Money(low * unit, top), True, 0.7)


def _nothing(said: str) -> Reading:
    if bare(said) in _NOTHING:
        return Understood(Money(none=True))
    match = _NONE.search(said)
    return Understood(Money(none=True), part=match[0]) if match else Unclear("unclear.budget")


def _worth(money: Money) -> tuple[float | None, float | None]:
    return money.minimum, money.maximum


_CLAUSE = late(r"[,;!?()\n]|(?<=\w{5})\. ")
#: A number right behind "at least": it belongs there.
_AHEAD = late(rf" ?(?:{_OF})?(?:{_CURRENCY})? ?\d(?!\d* ?%)")
