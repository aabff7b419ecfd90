"""Timing: when something is to happen, as an interval of days with the ends that the words open or close."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.flow import Question
from flows.reading import days
from flows.reading.contract import Context, Found, Reading, Unclear, Understood
from flows.reading.days import Span
from flows.reading.languages import LEXICONS
from flows.reading.number import START, every
from flows.reading.patterns import late
from flows.reading.words import plain
from flows.values import Window


def read(text: str, _question: Question, context: Context) -> Reading:
    """Read when something is to happen; a time wholly past is unclear."""
    said = plain(text)
    found = find(said, context)
    if not found:
        return Unclear("unclear.timing")
    if len({f.value for f in found}) > 1:
        found = tuple(f for f in found if f.marked) or found
    best = _narrowest(found)
    if best is None:
        return Unclear("unclear.timing-several")
    if (best.value.latest or date.max) < context.today:
        return Unclear("unclear.timing-past")
    return Understood(best.value, best.sure, said[best.start : best.end])


def read_date(text: str, _question: Question, context: Context) -> Reading:
    """Read the one day that a text names."""
    said = plain(text)
    found = [s for s in days.spans(said, context.today) if s.first == s.last and not s.bound]
    if len({s.first for s in found}) != 1:
        return Unclear("unclear.date-several" if found else "unclear.date")
    return Understood(found[0].first, found[0].sure, said[found[0].start : found[0].end])


def find(said: str, context: Context) -> tuple[Found[Window], ...]:
    """The times in a text (as `plain` gives it) from left to right; if none, "as soon as possible" or "no hurry".

    What is denied ("not in April") or then corrected is left out; if nothing else is said, it is the time after.
    """
    text, places = days.mend(said)
    found = _found(text, context.today)
    if not places:
        return found
    return tuple(replace(f, start=places[f.start], end=places[f.end], sure=min(f.sure, 0.8)) for f in found)


# ---------------------------------------------------------------- words, of all languages at once

_WORDS = tuple(lexicon.time for lexicon in LEXICONS)


def _words(field: str) -> str:
    return every(*(getattr(words, field) for words in _WORDS))


_CUE = late(
    rf"{START}(?:(?P<not_before>{_words('not_before')})|(?P<by>{_words('by')})|(?P<before>{_words('before')})"
    rf"|(?P<after>{_words('after')})|(?P<from>{_words('from_')})|(?P<denied>{_words('denials')}))"
    rf"(?:[ :]{{0,3}}(?:{_words('fillers')})(?![a-z])){{0,4}}[ :]{{0,3}}$"
)
_LATEST = late(rf",? ?(?:{_words('latest_after')})(?![a-z])")
_EARLIEST = late(rf",? ?(?:{_words('earliest_after')})(?![a-z])|\+(?!\d)")
_CORRECTED = late(rf"[^\w]{{0,4}}(?:{_words('corrections')})\b[^\d.?!]{{0,24}}")
_SOON = late(rf"(?<![a-z])(?:{_words('soon')})(?![a-z])")
_SOONISH = late(rf"(?<![a-z])(?:{_words('soonish')})(?![a-z])")
_NO_HURRY = late(rf"{START}(?:{_words('no_hurry')})(?![a-z])")
_NO_DATE_YET = late(rf"(?<![a-z])(?:{_words('no_date_yet')})(?![a-z])")

_Window = tuple[date | None, date | None]


def _found(said: str, today: date) -> tuple[Found[Window], ...]:
    named = days.named(said, today)
    if not named:
        return _without_date(said)
    cues = [_cue(said, named, i) for i in range(len(named))]
    wanted = [i for i, cue in enumerate(cues) if not cue or not cue["denied"]]
    kept = [i for n, i in enumerate(wanted) if not _corrected(said, named, wanted, n)]
    return tuple(_with_cue(said, named[i], cues[i]) for i in kept or range(len(named)))


def _cue(said: str, named: Sequence[Span], i: int) -> re.Match[str] | None:
    """The words right before a span that bear on it."""
    floor = max(named[i].start - 48, named[i - 1].end if i else 0, 0)
    return _CUE.search(said, floor, named[i].start)


def _corrected(said: str, named: Sequence[Span], wanted: Sequence[int], n: int) -> bool:
    """Whether a span is taken back by the next one ("June, no, July")."""
    if n + 1 >= len(wanted):
        return False
    return _CORRECTED.fullmatch(said, named[wanted[n]].end, named[wanted[n + 1]].start) is not None


def _with_cue(said: str, span: Span, cue: re.Match[str] | None) -> Found[Window]:
    earliest = _EARLIEST.match(said, span.end)
    latest = None if earliest else _LATEST.match(said, span.end)
    first, last = _window(span, cue, latest=latest is not None, earliest=earliest is not None)
    after = latest or earliest
    return Found(
        cue.start() if cue else span.start,
        after.end() if after else span.end,
        Window(first, last),
        span.marked or bool(cue and not cue["denied"]),
        span.sure,
    )


def _window(span: Span, cue: re.Match[str] | None, *, latest: bool, earliest: bool) -> _Window:
    """The span with the words before and after it: "avant", "by", "not until" open one of its ends."""
    kind = cue.lastgroup if cue else ""
    middle = span.first + (span.last - span.first) / 2
    first, last = (middle, middle) if span.part == "mid" else (span.first, span.last)
    if span.bound and kind != "after":
        return None, span.last
    if span.opening:
        return span.first, None
    match kind:
        case "by":
            begins = span.kind in ("season", "feast") and not span.part
            return None, first if begins or (span.part == "early" and span.kind != "month") else last
        case "before" if not earliest:
            return None, last if span.part == "late" or span.kind == "length" else first - timedelta(days=1)
        case "not_before" | "from":
            return first, None
        case "after" | "denied":
            # "After 20 April" may be that very day; after a month, not.
            return first if span.first == span.last and kind == "after" else last + timedelta(days=1), None
    if latest:
        return None, last
    return (first, None) if earliest else (span.first, span.last)


def _without_date(said: str) -> tuple[Found[Window], ...]:
    """No day is named: no hurry, or as soon as possible."""
    if match := _NO_HURRY.search(said):
        unknown = _NO_DATE_YET.search(said) is not None
        return () if unknown else (Found(*match.span(), Window(never=True), True),)
    if match := _SOON.search(said):
        return (Found(*match.span(), Window(asap=True), True),)
    if match := _SOONISH.search(said):
        return (Found(*match.span(), Window(asap=True), False, 0.7),)
    return ()


def _narrowest(found: Sequence[Found[Window]]) -> Found[Window] | None:
    """The time that lies within all the others ("this year, in June"); none if some two are apart."""
    best = min(found, key=lambda f: _ends(f)[1] - _ends(f)[0])
    first, last = _ends(best)
    return best if all(_ends(f)[0] <= first and last <= _ends(f)[1] for f in found) else None


def _ends(found: Found[Window]) -> tuple[date, date]:
    return found.value.earliest or date.min, found.value.latest or date.max
