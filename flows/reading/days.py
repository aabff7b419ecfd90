"""Days named in words: dates, months, quarters, seasons, "next week", "in three months" as spans of days from today."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.reading.languages import LEXICONS
from flows.reading.number import by_word, every, mendable, mended, scan
from flows.reading.patterns import late
from flows.reading.words import COUNTS, ORDINALS, any_of, listed


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of days that some words stand for.

    `bound` says that they name only its end ("within 3 weeks", "EOY"), `opening` only its start ("at least 3 weeks"),
    `part` which part of a period ("early", "mid", "late"); `marked` that they can hardly mean anything but a time, and
    `sure` is less than 1 where a word was mended or a guess was made.
    """

    start: int
    end: int
    first: date
    last: date
    bound: bool = False
    opening: bool = False
    kind: str = ""
    part: str = ""
    marked: bool = True
    sure: float = 1.0


def spans(said: str, today: date) -> list[Span]:
    """The times named in a text (as `plain` gives it) from left to right, "from X to Y" as one."""
    text, places = mend(said)
    found = named(text, today)
    if not places:
        return found
    return [replace(s, start=places[s.start], end=places[s.end], sure=min(s.sure, 0.8)) for s in found]


def mend(said: str) -> tuple[str, tuple[int, ...]]:
    """A text with its misspelt months, days and units mended, and where each character was; nothing if none was."""
    mends = [(m.start(), m.end(), right) for m in _WORD.finditer(said) if (right := _right(m[0]))]
    if not mends:
        return said, ()
    parts, places, at = [], [], 0
    for start, end, right in mends:
        parts += [said[at:start], right]
        places += [*range(at, start), *([start] * len(right))]
        at = end
    return "".join((*parts, said[at:])), (*places, *range(at, len(said) + 1))


def named(text: str, today: date) -> list[Span]:
    """The times named in a text that has no misspelling, as `spans`."""
    words = frozenset(_WORD.findall(text))
    digits = _DIGIT.search(text) is not None
    if not digits and _ALL.isdisjoint(words):
        return []
    found: list[Span] = []
    for gate, pattern, meaning in _MEANINGS:
        if (gate.isdisjoint(words) if gate else not digits) or len(found) >= _MOST:
            continue
        for match in pattern.finditer(text):
            if any(match.start() < s.end and s.start < match.end() for s in found) or _in_address(match):
                continue
            try:
                span = meaning(match, today)
            except (ValueError, OverflowError):  # no such day: "31/02"
                continue
            if span is not None and date.min < span.first <= span.last < date.max:
                found.append(span)
            if len(found) >= _MOST:
                break
    return _joined(text, sorted(found, key=lambda s: s.start)) if found else found


def _in_address(m: re.Match[str]) -> bool:
    """Whether a match is part of an e-mail address or a link."""
    before, after = m.string[max(0, m.start() - 2) : m.start()], m.string[m.end() : m.end() + 2]
    return after[:1] == "@" or before[1:] == "@" or (before[1:] == "." and before[:1].isalpha())


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """The day so many months on, or the last of that month; years stop at 9999."""
    at = min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11)
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ---------------------------------------------------------------- words, of all languages at once

_WORDS = tuple(lexicon.time for lexicon in LEXICONS)


def _lists(*fields: str) -> tuple[str, ...]:
    return tuple(word for words in _WORDS for f in fields for word in listed(getattr(words, f)))


def _patterns(*fields: str) -> str:
    return every(*(getattr(words, f) for words in _WORDS for f in fields))


def _tables(table: Callable[..., Mapping[str, str]]) -> dict[str, str]:
    return {word: key for words in _WORDS for word, key in by_word(table(words)).items()}


_MONTHS = {word: n for words in _WORDS for n, said in enumerate(words.months, start=1) for word in listed(said)}
_DOUBTFUL = frozenset(_lists("doubtful"))
_DAYS = {word: n for words in _WORDS for n, said in enumerate(words.weekdays) for word in listed(said)}
_UNITS = _tables(lambda words: words.units)
_PARTS = _tables(lambda words: words.parts)
_SEASONS = _tables(lambda words: words.seasons)
_ENDS = _tables(lambda words: words.ends)
_FEASTS = tuple((spec, pattern) for words in _WORDS for spec, pattern in words.feasts.items())
_NEAR = {n: every(*(w.near.get(n, "") for w in _WORDS)) for n in (2, 1, 0)}
_LAST = frozenset(_lists("last"))
_WEEKS = frozenset(_lists("week_letters"))

_WORD = late(r"[a-z]+")
_DIGIT = late(r"\d")
_WRONG = {wrong: right for words in _WORDS for right, said in words.misspelt.items() for wrong in listed(said)}
_KEPT = frozenset(_lists("kept")) | ORDINALS.keys() | COUNTS.keys()
_VOCABULARY = frozenset(
    word
    for word in (
        *(m for m in _MONTHS if len(m) >= 5 and m not in _DOUBTFUL),
        *(word for word in (*_UNITS, *_DAYS, *_lists("next", "next_after")) if len(word) >= 6 and word.isalpha()),
        *_lists("mended"),
    )
)
_MENDABLE = mendable(_VOCABULARY)
_SPOKEN = (*_ENDS, *_NEAR.values(), *(p for _, p in _FEASTS), _patterns("weekend", "now", "fiscal_end", "year_next"))
_ALL = frozenset().union(_MONTHS, _DAYS, _UNITS, _SEASONS, _PARTS, *(_WORD.findall(p) for p in _SPOKEN))


def _right(word: str) -> str | None:
    """What a misspelt word was meant to be."""
    if word in _ALL or len(word) < 3:
        return None
    if right := _WRONG.get(word):
        return right
    return mended(word, _MENDABLE, _KEPT) if len(word) >= 5 and word not in _VOCABULARY else None


_MONTH, _DAY, _UNIT, _PARTS_ = any_of(_MONTHS), any_of(_DAYS), any_of(_UNITS), any_of(_PARTS)
_LINKS, _FILLERS, _OF, _BETWEEN = (_patterns(f) for f in ("links", "fillers", "of", "between_counts"))
_NEXT, _THIS, _NEXT_AFTER, _LAST_ = (any_of(_lists(f)) for f in ("next", "this", "next_after", "last"))
_ARTICLE = any_of(_lists("articles"))
#: What may stand between two words of one time, and says nothing.
_THE, _OF_THE = rf"(?:(?:{_ARTICLE}) ?)?", rf"(?:(?:{_OF}) ?)?"
_SUFFIX = rf"(?:{_patterns('day_suffix')})?"
_ORDINALS = any_of(w for w in ORDINALS if w.isalpha())
_ORDINAL = rf"(?:{any_of(w for w in ORDINALS if not w.isalpha())}|{_ORDINALS})"
_SECOND = any_of(_lists("second_next_after"))
_ONE_PART = rf"(?:(?P<part>{_PARTS_})(?:[ -](?:{_OF}))?(?:[ -]?(?:{_ARTICLE}))?[ '-]{{0,2}})"
_PART = rf"{_ONE_PART}?"
_MONEY = any_of(
    w
    for x in LEXICONS
    for w in (*listed(x.number.shorts.get(1_000, "")), *(n for c in x.money.currencies.values() for n in listed(c)))
    if w.isalpha() and (len(w) > 2 or x.number.shorts.get(1_000) == w)
)
_NOT_MONEY = rf"(?!\d|[.,]\d| ?[%€$£]| ?(?:{_MONEY})\b)"
_YEAR = (
    rf"(?:,? ?{_OF_THE}(?:(?P<year>(?:19|20|21)\d\d)\b{_NOT_MONEY}|'(?P<yy>\d\d)\b"
    rf"|(?P<nexty>{_patterns('year_next')})\b|(?P<thisy>{_patterns('year_this')})\b)| (?P<nextm>{_NEXT_AFTER})\b)?"
)
_JOINS = {
    w for x in LEXICONS for f in (x.number.join_ten, x.number.join_hundred, x.number.join_unit) for w in listed(f)
}
_ARTICLES = frozenset(w for x in LEXICONS for w in listed(x.number.articles))
_NUMBER_WORD = any_of(w for w in COUNTS if w.isalpha())
_LATER_WORD = any_of(w for w in (*COUNTS, *_JOINS) if w.isalpha() and w not in _ARTICLES)
_HALVES = frozenset(w for x in LEXICONS for w in listed(x.number.halves))
_ONES = any_of(_ARTICLES)
_NUMBER_WORDS = (
    rf"(?:{_NUMBER_WORD})(?:[ -](?:{_LATER_WORD})){{0,3}}"
    rf"(?:[ -](?:{any_of(_JOINS)})[ -](?:(?:{_ONES})[ -](?:{any_of(_HALVES)})|{_ONES}))?"
)
_LENGTH_UNIT = any_of(w for w in _UNITS if w not in _HALVES)
_COUNT = rf"(?:\d{{1,3}}(?:[.,]\d)?(?: (?:{any_of(_JOINS)}) (?:{_ONES}) (?:{any_of(_HALVES)}))?|{_NUMBER_WORDS})"
_LENGTHS = late(rf"(?<![a-z])(?:{_patterns('lengths')}) ?$")
_CUES = late(rf"(?:[/-]|(?<![a-z])(?:{_patterns('cues')}))\)?[ '-]?{_THE}$")
_SEASON_CUES = late(rf"(?<![a-z])(?:{_patterns('season_cues')})[ '-]?{_THE}$")
_VERBS = late(rf" (?:{_patterns('verbs_after')})\b")
_LINK = late(rf" ?,? ?(?:{_LINKS})(?: ?(?:{_FILLERS}|{_patterns('in_')})(?![a-z])){{0,3}} ?{_THE}{_OF_THE}")
_LINKED = late(rf" ?(?:{_LINKS}) ?(?:{_MONTH})\b")
_OPENS = late(rf"(?<![a-z])(?:{_patterns('opens')})(?: ?(?:{_ARTICLE}))? ?$")
_BESIDE = late(rf"[ ,]{{1,2}}(?:(?:{_FILLERS}|{_patterns('cues')}) ?){{0,2}}")
_OF_WHICH = late(rf"[ ,]{{1,2}}{_OF_THE}{_THE}")
_WEEK_OF = late(rf"(?<![a-z])(?:{_patterns('week_of')})(?: (?:{_ARTICLE}))? ?$")
_EDGE = r"(?<![\w/.-])"

#: More times than anybody names in one answer.
_MOST = 12

# ---------------------------------------------------------------- put together


def _joined(said: str, found: Sequence[Span]) -> list[Span]:
    """Stretches ("from May to July"), "next year in March", "Monday 15 June" and "the week of 15 June" as one span."""
    joined: list[Span] = []
    for span in found:
        at = span
        if at.kind == "date" and (week := _WEEK_OF.search(said, max(0, at.start - 30), at.start)):
            monday = at.first - timedelta(days=at.first.weekday())
            at = replace(at, start=week.start(), first=monday, last=monday + timedelta(days=6), kind="week")
        last = joined[-1] if joined else None
        both = last and (_beside(said, last, at) or _stretch(said, last, at))
        if both:
            joined[-1] = both
        else:
            joined.append(at)
    return [s for s in joined if s.kind != "now"] if any(s.kind == "now" for s in joined) else joined


def _beside(said: str, one: Span, other: Span) -> Span | None:
    """Two spans side by side that name one time."""
    gap = said[one.end : other.start]
    if one.kind == "weekday" and other.kind == "date" and len(gap) <= 5 and re.fullmatch(r"[ ,]{0,2}[a-z]{0,3} ?", gap):
        return replace(other, start=one.start)
    if one.kind == "weekday" and other.kind == "week" and _OF_WHICH.fullmatch(gap):
        day = other.first + timedelta(days=one.first.weekday() - other.first.weekday())
        return replace(one, end=other.end, first=day, last=day, marked=True)
    if one.kind == "week" and other.kind == "date" and one.first <= other.first <= one.last and len(gap) <= 4:
        return replace(other, start=one.start)
    if one.kind == "year" and other.kind in ("month", "fraction", "season", "date") and _BESIDE.fullmatch(gap):
        if one.first.year != one.last.year or one.part:
            return None
        ahead = 12 * (one.first.year - other.first.year)
        first = other.first if other.part or not ahead or other.kind == "date" else other.first.replace(day=1)
        last = months_on(other.last, ahead)
        return replace(
            other,
            start=one.start,
            first=months_on(first, ahead),
            last=month_end(last) if other.last == month_end(other.last) else last,
        )
    if one.part == "late" and other.part == "early" and re.fullmatch(r"[ ,/-]{1,3}", gap) and other.last >= one.first:
        return replace(one, end=other.end, last=other.last, part="")
    return None


def _stretch(said: str, one: Span, other: Span) -> Span | None:
    """From the first to the last of two linked spans."""
    gap = said[one.end : other.start]
    if (
        one.bound
        or one.opening
        or other.opening
        or not (_LINK.fullmatch(gap) or (gap in (", ", " ") and one.kind == other.kind == "month"))
    ):
        return None
    last = other.last if other.last >= one.first else months_on(other.last, 12)
    if last < one.first:
        return None
    if one.kind == "now":
        return replace(other, start=_opening(said, one.start), bound=True)
    return replace(
        one,
        start=_opening(said, one.start),
        end=other.end,
        first=min(one.first, other.first),
        last=last,
        kind="stretch",
        part="",
        marked=one.marked or other.marked,
        sure=min(one.sure, other.sure),
    )


def _opening(said: str, start: int) -> int:
    match = _OPENS.search(said, max(0, start - 30), start)
    return match.start() if match else start


# ---------------------------------------------------------------- meanings


def _span(m: re.Match[str], days: tuple[date, date], kind: str, *, marked: bool = True, sure: float = 1.0) -> Span:
    part = _PARTS.get(m.groupdict().get("part") or "", "")
    start = m.start() + len(m[0]) - len(m[0].lstrip())
    return Span(start, m.start() + len(m[0].rstrip()), *days, kind=kind, part=part, marked=marked, sure=sure)


def _dated(m: re.Match[str], day: date, *, marked: bool = True) -> Span:
    return _span(m, (day, day), "date", marked=marked)


def _iso(m: re.Match[str], _: date) -> Span:
    return _dated(m, date(int(m["y"]), int(m["m"]), int(m["d"])))


def _numeric(m: re.Match[str], today: date) -> Span | None:
    """Day first, unless only the other way round is a date."""
    first, second = int(m["a"]), int(m["b"])
    if m.group(0) == "24/7":
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    year = m.groupdict().get("y")
    if not year:
        return _dated(m, _next(day, month, today), marked=False)
    return _dated(m, date(int(year) + (2000 if len(year) == 2 else 0), month, day))


def _said_year(m: re.Match[str], today: date) -> int | None:
    """The year said behind a month or quarter, if any."""
    groups = m.groupdict()
    if groups.get("year"):
        return int(m["year"])
    if groups.get("yy"):
        return 2000 + int(m["yy"])
    if groups.get("nexty"):
        return today.year + 1
    return today.year if groups.get("thisy") else None


def _day_of_month(m: re.Match[str], today: date) -> Span | None:
    if m["month"] in _DOUBTFUL and _VERBS.match(m.string, m.end("month")):
        return None
    month = _MONTHS[m["month"]]
    numbers = [ORDINALS[m["day"]]] if m["day"] in ORDINALS else _numbers(m["day"])
    if len(numbers) != 1:
        return None
    day = int(numbers[0])
    first = _next(day, month, today, _said_year(m, today))
    until = m.groupdict().get("until")
    span = _dated(m, first)
    return replace(span, last=date(first.year, month, int(until)), kind="stretch") if until else span


def _next(day: int, month: int, today: date, year: int | None = None) -> date:
    """A day of a month: in the year said, else the next one to come."""
    found = date(year or today.year, month, day)
    if year is None and found < today:
        found = date(today.year + 1, month, day)
    return found


def _the_day(m: re.Match[str], today: date) -> Span | None:
    """ "Le 15", "the 15th of next month": the next such day."""
    day = int(m["day"])
    if m["next"]:
        return _dated(m, months_on(today.replace(day=1), 1).replace(day=day))
    found = today.replace(day=day)
    if found < today:
        found = months_on(today.replace(day=1), 1).replace(day=day)
    return _dated(m, found, marked=False)


def _month(m: re.Match[str], today: date) -> Span | None:
    name = m["month"]
    if name in _DOUBTFUL and not _no_doubt(m):
        return None
    month, year = _MONTHS[name], _said_year(m, today)
    if year is None:
        later = m["nextm"] or m["nextb"]
        year = today.year + (month <= today.month if later else month < today.month)
    days = date(year, month, 1), month_end(date(year, month, 1))
    if m["nth"]:
        return _span(m, _slice(days, m["nth"], _UNITS[m["slice"]]), "stretch")
    span = _span(m, _part_of(*days, m["part"], today), "month", marked=_no_doubt(m))
    if m["since"] and m["part"]:
        return replace(span, first=min(span.first, _part_of(*days, m["since"], today)[0]), part="", kind="stretch")
    return span


def _no_doubt(m: re.Match[str]) -> bool:
    """Whether a name that is also another word stands where a month would."""
    number = m["month"] in COUNTS and not m["year"] and re.match(" [a-z]", m.string[m.end() :])
    if number or _VERBS.match(m.string, m.end("month")):
        return False
    sure = m["part"] or m["year"] or m["nextm"] or m["nexty"] or m["nextb"] or m["nth"]
    linked = _LINKED.match(m.string, m.end("month"))
    return bool(
        sure
        or linked
        or _CUES.search(m.string, 0, m.start())
        or re.fullmatch(r"\W*", m.string[: m.start()] + m.string[m.end() :])
    )


def _slice(days: tuple[date, date], nth: str, unit: str) -> tuple[date, date]:
    """A week or half of a month."""
    first, last = days
    if unit in ("half", "fortnight"):
        return (first, first.replace(day=15)) if _nth(nth) == 1 else (first.replace(day=16), last)
    if nth in _LAST:
        return last - timedelta(days=6), last
    begin = first + timedelta(days=7 * (_nth(nth) - 1))
    return begin, min(last, begin + timedelta(days=6))


def _nth(said: str) -> int:
    return ORDINALS.get(said) or int(re.sub(r"\D", "", said) or 9)


def _month_of_year(m: re.Match[str], _: date) -> Span:
    first = date(int(m["y"]), int(m["m"]), 1)
    return _span(m, (first, month_end(first)), "month")


def _fraction(m: re.Match[str], today: date) -> Span | None:
    """A quarter or half of a year, by number or ordinal."""
    groups = m.groupdict()
    kind = "quarter" if groups.get("q") else "half" if groups.get("h") else _UNITS[m["kind"]]
    months = 3 if kind == "quarter" else 6
    said = groups.get("q") or groups.get("h") or m["nth"]
    n = 12 // months if said in _LAST else _nth(said)
    if not 1 <= n <= 12 // months:
        return None
    year = _said_year(m, today) or (2000 + int(m["short"]) if groups.get("short") else None)
    first = date(year or today.year, (n - 1) * months + 1, 1)
    last = month_end(months_on(first, months - 1))
    if not year and last < today:
        first, last = months_on(first, 12), month_end(months_on(last, 12))
    return _span(m, _part_of(first, last, m["part"], today), "fraction")


def _week_number(m: re.Match[str], today: date) -> Span | None:
    n = int(m["n"])
    year = _said_year(m, today)
    monday = date.fromisocalendar(year or today.year, n, 1)
    if year is None and monday + timedelta(days=6) < today:
        monday = date.fromisocalendar(today.year + 1, n, 1)
    return _span(m, (monday, monday + timedelta(days=6)), "week")


def _period(unit: str, ahead: int, today: date) -> tuple[date, date]:
    """This period of the calendar (ahead 0), the next (1) and so on, whole."""
    if unit in ("day", "hour"):
        return today + timedelta(days=ahead), today + timedelta(days=ahead)
    if unit in ("week", "fortnight"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
        return monday, monday + timedelta(days=6 if unit == "week" else 13)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = months_on(first, months * ahead)
    return first, month_end(months_on(first, months - 1))


def _this_or_next(m: re.Match[str], today: date) -> Span | None:
    unit = _UNITS[m["unit"] or m["unit2"]]
    ahead = 2 if m["second"] else 1 if (m["next"] or m["unit2"]) else 0
    if unit == "half" and not m["unit2"] and m["this"]:
        return None
    days = _part_of(*_period(unit, ahead, today), m["part"], today)
    return _span(m, days, "year" if unit == "year" else "week" if unit == "week" else "period")


def _part_of_this(m: re.Match[str], today: date) -> Span | None:
    """ "Fin du mois", "early in the year": of this one, or of the next if it is over."""
    unit = _UNITS[m["unit"]]
    if unit in ("day", "hour"):
        return None
    days = _part_of(*_period(unit, 0, today), m["part"], today)
    if days[1] < today or (_PARTS[m["part"]] == "early" and days[0] < today):
        days = _part_of(*_period(unit, 1, today), m["part"], today)
    return _span(m, days, "part")


def _end_of(m: re.Match[str], today: date) -> Span:
    days = _part_of(*_period(_ENDS[m["end"]], 0, today), "", today)
    return replace(_span(m, (days[0], days[1]), "end"), bound=True)


def _fiscal_end(m: re.Match[str], today: date) -> Span:
    """No year but the calendar's is known."""
    last = date(today.year, 12, 31)
    return replace(_span(m, (last, last), "end", sure=0.7), bound=True)


def _fiscal_year(m: re.Match[str], today: date) -> Span:
    year = 2000 + int(m["yy"][-2:])
    return _span(m, _part_of(date(year, 1, 1), date(year, 12, 31), None, today), "year", sure=0.8)


def _length(m: re.Match[str], today: date) -> Span | None:
    """ "In three months" is about that day; "in two to three months" the time between; "within" only its end."""
    unit, said = _UNITS[m["unit"]], m["n"]
    if not said and not m["n3"]:
        return None
    led = m["lead"] or m["within"] or m["more"] or m["now"]
    if not led and (
        _LENGTHS.search(m.string, max(0, m.start() - 24), m.start())
        or (said in _ARTICLES and m[0].strip() != m.string.strip(" .!?~"))
        or (COUNTS.get(said) == 1 and unit == "day")
    ):
        return None
    counts = [n for c in (said, m["n2"]) if c for n in _numbers(c)] or [1.0]
    more = _numbers(m["n3"]) if m["n3"] else []
    ends = [_later(today, n, unit) for n in counts] + [_later(today, n, _UNITS[m["unit3"] or m["unit"]]) for n in more]
    low, high = min(ends), max(ends)
    if m["half"]:
        low, high = _half_on(low, unit), _half_on(high, unit)
    span = _span(m, (low, high), "length", marked=bool(led))
    if m["more"]:
        return replace(span, opening=True)
    return replace(span, first=today, bound=True) if m["within"] or min(counts) == 0 or m["most"] else span


def _numbers(said: str) -> list[float]:
    if said in COUNTS:
        return [float(COUNTS[said])]
    return [n.value for n in scan(said)]


def _later(today: date, n: float, unit: str) -> date:
    if unit == "hour":
        return today + timedelta(days=math.ceil(n / 24))
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return today + timedelta(days=round(n * days))
    months = n * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    return months_on(today, int(months)) + timedelta(days=round((months - int(months)) * 30))


def _half_on(day: date, unit: str) -> date:
    return (
        months_on(day, 6)
        if unit == "year"
        else day + timedelta(days={"month": 15, "quarter": 45, "week": 4}.get(unit, 0))
    )


def _coming(m: re.Match[str], today: date) -> Span:
    """ "In the coming weeks": no more than a few of them."""
    unit = _UNITS[m["unit"] or m["unit2"]]
    last = _later(today, {"day": 7, "week": 4, "month": 3, "hour": 24}.get(unit, 2), unit)
    return _span(m, (today, last), "length", sure=0.8)


def _within_the(m: re.Match[str], today: date) -> Span | None:
    unit = _UNITS[m["unit"]]
    if unit in ("day", "hour", "half"):
        return None
    last = _later(today, 1, unit) if m["next"] or not m["the"] else _period(unit, 0, today)[1]
    return replace(_span(m, (today, last), "length", sure=0.9), bound=True)


def _near_day(ahead: int) -> Callable[[re.Match[str], date], Span]:
    return lambda m, today: _span(m, _period("day", ahead, today), "date")


def _weekday(m: re.Match[str], today: date) -> Span:
    """The next such day; "next Friday" is the one of the coming week."""
    day = _DAYS[m["day"]]
    if m["next"] or m["after"] or m["second"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=2 if m["second"] else 1)
        return _span(m, (monday + timedelta(days=day),) * 2, "weekday", marked=False)
    ahead = (day - today.weekday() - 1) % 7 + 1
    return _span(m, _period("day", ahead, today), "weekday", marked=False)


def _weekend(m: re.Match[str], today: date) -> Span:
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + (7 if m["next"] or m["after"] else 0))
    return _span(m, (saturday, saturday + timedelta(days=1)), "week")


def _year(m: re.Match[str], today: date) -> Span:
    year = int(m["year"])
    first, last = date(year, 1, 1), date(year, 12, 31)
    part = m["part"]
    start = m.start("part") if part else m.start("year")
    span = _span(m, _part_of(first, last, part, today), "year")
    return replace(span, start=start, part=_PARTS.get(part or "", ""))


def _season(m: re.Match[str], today: date) -> Span | None:
    name, groups = m["season"], m.groupdict()
    sure = any(groups[g] for g in ("part", "next", "this", "year", "nextm", "nexty"))
    whole = m[0].strip() == m.string.strip(" .!?")
    if name in _DOUBTFUL and not sure and not whole and not _SEASON_CUES.search(m.string, 0, m.start()):
        return None
    if name in _DOUBTFUL and _VERBS.match(m.string, m.end("season")):
        return None
    first, last = _occurring(_SEASONS[name], today, _said_year(m, today), least_left=14)
    return _span(m, _part_of(first, last, m["part"], today), "season")


def _feast(spec: str) -> Callable[[re.Match[str], date], Span]:
    def meaning(m: re.Match[str], today: date) -> Span:
        first, last = _occurring(spec, today, _said_year(m, today))
        if m["part"] and last > first:
            third = timedelta(days=(last - first).days // 3)
            ends = {"early": (first, first + third), "late": (last - third, last), "mid": (first + third, last - third)}
            first, last = ends[_PARTS[m["part"]]]
        return _span(m, (first, last), "date" if first == last else "feast")

    return meaning


def _occurring(spec: str, today: date, year: int | None, least_left: int = 0) -> tuple[date, date]:
    """The days of a season or feast: in the year said, else the next that is not over."""
    begin, _, end = spec.partition("..")
    for at in (year,) if year else (today.year - 1, today.year, today.year + 1):
        first = _on(begin, at)
        last = _on(end, at) if end else first
        if last < first:
            last = _on(end, at + 1)
        if year or last >= today + timedelta(days=least_left):
            break
    return first, last


def _on(spec: str, year: int) -> date:
    """A day of a year: "12-25", "easter+39", or "11-4-5", the fourth Friday of November (5-1: the last Monday)."""
    if spec.startswith("easter"):
        return _easter(year) + timedelta(days=int(spec[6:] or 0))
    month, day, *weekday = map(int, spec.split("-"))
    if not weekday:
        return date(year, month, day)
    found = date(year, month, 1)
    found += timedelta(days=(weekday[0] - 1 - found.weekday()) % 7 + 7 * (day - 1))
    return found if found.month == month else found - timedelta(days=7)


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def _now(m: re.Match[str], today: date) -> Span:
    return _span(m, (today, today), "now")


def _part_of(first: date, last: date, said: str | None, today: date) -> tuple[date, date]:
    """The early, middle or late part of a period, from today on if it has begun."""
    part = _PARTS.get(said or "")
    days = (last - first).days + 1
    if part and days <= 14:
        cuts = {"early": (0, 2), "mid": (2, 4), "late": (days - 3, days)}
        low, high = cuts[part]
        first, last = first + timedelta(days=low), first + timedelta(days=high - 1)
    elif part and 28 <= days <= 31:
        low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, days)}[part]
        first, last = first.replace(day=low), first.replace(day=high)
    elif part:
        # The end of a quarter is its last month, that of a half or a year too; its start likewise.
        middle = first + timedelta(days=days // 3), last - timedelta(days=days // 3)
        ends = {"early": (first, month_end(first)), "mid": middle, "late": (last.replace(day=1), last)}
        first, last = ends[part]
    return (max(first, today), last) if last >= today else (first, last)


# ---------------------------------------------------------------- patterns

_Meaning = Callable[[re.Match[str], date], "Span | None"]


def _of_unit(*units: str) -> list[str]:
    return [w for w, unit in _UNITS.items() if unit in units]


_FRACTION_WORDS = _of_unit("quarter", "half")
_SLICES, _FRACTIONS = any_of(_of_unit("week", "half", "fortnight")), any_of(_FRACTION_WORDS)
_A_MONTH = any_of(_of_unit("month"))
_NEXT_MONTH = rf"(?:{_NEXT}) (?:{_A_MONTH})|(?:{_A_MONTH}) (?:{_NEXT_AFTER})"
_QUARTER, _HALF = any_of(_lists("quarter_letters")), any_of(_lists("half_letters"))
_WEEK = any_of(w for w in _WEEKS if len(w) > 1)
#: A lone letter is no week where it would be a half of the year: "S1", "S2".
_WEEK_LETTER = any_of(w for w in _WEEKS if len(w) == 1)

#: For each meaning its pattern, and the words of which one must be there (none: a digit) for it to be worth a look.
_GRAMMAR: tuple[tuple[Iterable[str], str, _Meaning], ...] = (
    ((), rf"{_EDGE}(?P<y>20\d\d)[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\w)", _iso),
    (
        (),
        rf"{_EDGE}(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d{{2}})(?!\w)",
        _numeric,
    ),
    ((), rf"{_EDGE}(?P<m>\d{{1,2}})[/-](?P<y>(?:19|20|21)\d\d)(?!\w)", _month_of_year),
    ((), rf"{_EDGE}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\w/]){_NOT_MONEY}(?! ?(?:{_UNIT})\b)", _numeric),
    (
        _MONTHS,
        rf"{_EDGE}(?P<day>\d{{1,2}}){_SUFFIX} ?(?:{_LINKS}) ?{_THE}(?P<until>\d{{1,2}}){_SUFFIX} ?{_OF_THE}"
        rf"(?P<month>{_MONTH})\b\.?{_YEAR}",
        _day_of_month,
    ),
    (
        _MONTHS,
        rf"\b(?P<month>{_MONTH})\b\.? {_THE}(?P<day>\d{{1,2}}){_SUFFIX} ?(?:{_LINKS}) ?{_THE}(?P<until>\d{{1,2}})"
        rf"{_SUFFIX}(?![\w/-]){_YEAR}",
        _day_of_month,
    ),
    (
        _MONTHS,
        rf"{_EDGE}(?<!\d )(?P<day>\d{{1,2}}){_SUFFIX}[ -]?{_OF_THE}(?P<month>{_MONTH})\b\.?-?{_YEAR}",
        _day_of_month,
    ),
    (
        _MONTHS,
        rf"\b(?P<month>{_MONTH})\b\.? {_THE}(?P<day>\d{{1,2}}){_SUFFIX}(?![\w/-]| \d){_NOT_MONEY}{_YEAR}",
        _day_of_month,
    ),
    (
        _MONTHS,
        rf"(?<![a-z])(?:{_patterns('the_day')}) (?P<day>{_ORDINALS}|{_NUMBER_WORDS}) {_OF_THE}"
        rf"(?P<month>{_MONTH})\b\.?{_YEAR}",
        _day_of_month,
    ),
    *(
        (_WORD.findall(pattern), rf"\b{_PART}(?:{pattern})\b{_YEAR}", _feast(spec))
        for spec, pattern in sorted(_FEASTS, key=lambda f: len(f[0]), reverse=True)
    ),
    (
        _MONTHS,
        rf"\b(?:(?P<nth>{_ORDINAL}|{_LAST_}) (?P<slice>{_SLICES}) {_OF_THE}|(?P<since>{_PARTS_}) ?(?:{_LINKS}) ?"
        rf"(?={_PARTS_}))?{_PART}(?:(?P<nextb>{_NEXT}) |(?:{_THIS}) )?(?P<month>{_MONTH})\b\.?{_YEAR}",
        _month,
    ),
    (
        (),
        rf"(?<![\w'])(?:(?:{_WEEK}) ?|(?:{_WEEK_LETTER}) ?(?!0?[12]\b))(?P<n>\d{{1,2}})\b(?![/:]\d){_NOT_MONEY}{_YEAR}",
        _week_number,
    ),
    (
        (),
        rf"(?<![\w']){_PART}(?:(?:{_QUARTER}) ?(?P<q>[1-4])|(?:{_HALF}) ?(?P<h>[12])"
        rf"|(?P<kind>{_FRACTIONS}) (?P<nth>[1-4]))"
        rf"(?![\w%]|[.,]\d){_YEAR}(?:[ /-]'?(?P<short>2\d)\b{_NOT_MONEY})?",
        _fraction,
    ),
    (
        _FRACTION_WORDS,
        rf"\b{_PART}(?P<nth>{_ORDINAL}|{_LAST_}) (?P<kind>{_FRACTIONS})\b{_YEAR}",
        _fraction,
    ),
    (
        _UNITS,
        rf"(?<![a-z])(?:(?P<more>{_patterns('more_than')}) ?{_THE}|(?P<within>{_patterns('within')}) ?"
        rf"|(?P<lead>{_patterns('in_')}) )?(?:(?:{_patterns('about')}) ){{0,2}}{_THE}{_OF_THE}"
        rf"(?P<n>{_COUNT}|(?=(?:{_LENGTH_UNIT}) (?:{_BETWEEN}) ))(?: ?(?:{_BETWEEN}) ?(?P<n2>{_COUNT}))?"
        rf"[ -]?(?:(?:{_patterns('after_count')}) ?)?(?P<unit>{_LENGTH_UNIT})\b"
        rf"(?:(?P<half> (?:{_patterns('halves')})\b)"
        rf"|(?: (?:{_BETWEEN}) (?P<n3>{_COUNT})\b(?: ?(?P<unit3>{_LENGTH_UNIT})\b|(?<!\d)|(?! ?[a-z]))))?"
        rf"(?P<most>,? (?:{_patterns('latest_after')}))?"
        rf"(?P<now>'? ?(?:{_patterns('from_now')})\b)?",
        _length,
    ),
    (
        _WORD.findall(_patterns("weekend")),
        rf"\b(?:(?P<next>{_NEXT}) )?(?:{_patterns('weekend')})\b(?: (?P<after>{_NEXT_AFTER})\b)?",
        _weekend,
    ),
    (
        (),
        rf"(?<![a-z])(?:{_patterns('the_day')}|(?:{_DAY})(?: (?:{_ARTICLE}))?) (?P<day>[12]?\d|3[01]){_SUFFIX}"
        rf"(?:(?: (?:{_OF}))? ?(?P<next>{_NEXT_MONTH})| (?:{_OF}) ?{_THE}(?:{_UNIT}))?(?= ?$| ?[!?;.]| ?,(?! ?\d))",
        _the_day,
    ),
    (
        _UNITS,
        rf"(?<![a-z])(?:(?:{_patterns('coming')}) (?P<unit>{_UNIT})"
        rf"|(?P<unit2>{_UNIT}) (?:{_patterns('coming_after')}))\b",
        _coming,
    ),
    (
        _UNITS,
        rf"\b{_PART}(?:(?:(?P<next>{_NEXT})|(?P<this>{_THIS})) (?P<unit>{_UNIT})"
        rf"|(?P<unit2>{_UNIT}) (?:(?P<second>{_SECOND})|{_NEXT_AFTER}))\b(?: ?(?:{_patterns('this_after')})\b)?",
        _this_or_next,
    ),
    (_UNITS, rf"\b{_ONE_PART}(?P<unit>{_UNIT})\b", _part_of_this),
    (
        _UNITS,
        rf"(?<![a-z])(?:{_patterns('within_the')}) (?P<the>(?:{_ARTICLE}) ?)?(?P<next>(?:{_NEXT}) )?(?P<unit>{_UNIT})\b"
        rf"(?! (?:{_OF})\b)",
        _within_the,
    ),
    (_WORD.findall(_patterns("fiscal_end")), rf"\b(?:{_patterns('fiscal_end')})", _fiscal_end),
    ((), rf"\b(?:{_patterns('fiscal_years')}) ?'?(?P<yy>(?:20)?[2-9]\d)\b", _fiscal_year),
    ([w for end in _ENDS for w in _WORD.findall(end)], rf"\b(?P<end>{any_of(_ENDS)})\b", _end_of),
    *((_WORD.findall(pattern), rf"\b(?:{pattern})\b", _near_day(ahead)) for ahead, pattern in _NEAR.items()),
    (
        _DAYS,
        rf"\b(?:(?P<next>{_NEXT}) |(?:{_THIS}) )?(?P<day>{_DAY})\b\.?"
        rf"(?: (?:(?P<second>{_SECOND})|(?P<after>{_NEXT_AFTER}))\b)?",
        _weekday,
    ),
    (
        _SEASONS,
        rf"\b{_PART}(?:(?P<next>{_NEXT}) |(?P<this>{_THIS}) )?(?P<season>{any_of(_SEASONS)})\b{_YEAR}",
        _season,
    ),
    (
        (),
        rf"(?:^|(?<![a-z])(?:{_patterns('year_cues')}) ?{_THE}){_PART}(?P<year>20[2-9]\d)\b{_NOT_MONEY}(?![-/]\d)",
        _year,
    ),
    (_WORD.findall(_patterns("now")), rf"\b(?:{_patterns('now')})(?= (?:{_LINKS}) )", _now),
)
_MEANINGS = tuple((frozenset(gate), late(pattern), meaning) for gate, pattern, meaning in _GRAMMAR)
