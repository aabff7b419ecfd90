"""Days named in words: dates, months, quarters, "next week" and "in three months" as spans of days from today."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.reading.words import COUNTS, ORDINALS, any_of


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of days that some words stand for; `bound` says that they already name its end ("within 3 weeks")."""

    start: int
    end: int
    first: date
    last: date
    bound: bool = False


def spans(said: str, today: date) -> list[Span]:
    """The times named in a text (as `plain` gives it) from left to right, "from X to Y" as one."""
    found: list[Span] = []
    for pattern, meaning in _MEANINGS:
        for match in pattern.finditer(said):
            if len(found) == _MOST:
                break
            if any(match.start() < s.end and s.start < match.end() for s in found):
                continue
            try:
                days = meaning(match, today)
            except (ValueError, OverflowError):  # no such day: "31/02"
                continue
            if days is not None and date.min < days[0] <= days[1] < date.max:
                found.append(Span(match.start(), match.end(), *days, bound=bool(match.groupdict().get("within"))))
    return _joined(said, sorted(found, key=lambda s: s.start))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """The day so many months on, or the last of that month; years stop at 9999."""
    at = min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11)
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_MONTHS: Mapping[str, int] = {
    word: n
    for n, said in enumerate(
        (
            "janvier janv january jan",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for word in said.split()
}
#: Month names that are other words too: they count only where a date would stand.
_DOUBTFUL = frozenset(("may", "march", "mar", "sept", "jan", "dec", "juil"))
_DAYS: Mapping[str, int] = {
    word: n
    for n, said in enumerate(
        ("lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday", "samedi saturday",
         "dimanche sunday")
    )
    for word in said.split()
}  # fmt: skip
_UNITS: Mapping[str, str] = {
    word: unit
    for unit, said in {
        "day": "jour jours day days",
        "week": "semaine semaines week weeks",
        "fortnight": "fortnight fortnights",
        "month": "mois month months",
        "quarter": "trimestre trimestres quarter quarters",
        "half": "semestre semestres",
        "year": "an ans annee annees year years",
    }.items()
    for word in said.split()
}
_PARTS: Mapping[str, str] = {
    word: part
    for part, said in {
        "early": "debut early beginning start",
        "mid": "mi milieu mid middle",
        "late": "fin late end",
    }.items()
    for word in said.split()
}
_SHORT = {"eom": "month", "eoq": "quarter", "eoy": "year"}

_MONTH = any_of(_MONTHS)
_UNIT = any_of(_UNITS)
_COUNT = rf"\d{{1,3}}|{any_of(COUNTS)}"
_ORDINAL = rf"[1-4](?:er|e|eme|st|nd|rd|th)|{any_of(ORDINALS)}"
_PART = rf"(?:(?P<part>{any_of(_PARTS)})(?: of| de| du| d')?(?: the| la| le| l'| cette| this)?[ '-]*)?"
_YEAR = r"(?:,? (?:de |of )?(?P<year>(?:19|20|21)\d\d)\b)?"

_LINK = re.compile(r" ?(?:-|a|au|et|ou|and|or|to|until|jusqu'(?:a|au|en)|through)(?: le| la| the| en| in| l')? ?")
_INSIDE = re.compile(
    r"\b(?:in|by|before|until|after|since|from|to|and|or|between|this|next|around|for|a|et|ou|en|avant|apres"
    r"|d'ici|mid|early|late|le"
    r"|end of|start of|of|-|sometime in|maybe|mois de)[ -]?(?:the )?$"
)

#: More times than anybody names in one answer.
_MOST = 12
_Days = tuple[date, date]


def _joined(said: str, spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and not last.bound and _LINK.fullmatch(said[last.end : span.start]):
            end = span.last if span.last >= last.first else months_on(span.last, 12)
            if end >= last.first:
                start = re.search(r"\b(?:from|a partir d[eu'])(?: le| the)? ?$", said[: last.start])
                joined[-1] = Span(start.start() if start else last.start, span.end, min(last.first, span.first), end)
                continue
        joined.append(span)
    return joined


def _iso(m: re.Match[str], _: date) -> _Days:
    day = date(int(m["y"]), int(m["m"]), int(m["d"]))
    return day, day


def _numeric(m: re.Match[str], today: date) -> _Days | None:
    """Day first, unless only the other way round is a date."""
    first, second = int(m["a"]), int(m["b"])
    if m.group(0) == "24/7":
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    if m["y"] is None:
        return _next(day, month, today)
    year = int(m["y"])
    found = date(year + 2000 if year < 100 else year, month, day)
    return found, found


def _day_of_month(m: re.Match[str], today: date) -> _Days | None:
    month = _MONTHS[m["month"]]
    year = int(m["year"]) if m["year"] else None
    first = _next(int(m["day"]), month, today, year)
    until = m.groupdict().get("until")
    return (first[0], date(first[0].year, month, int(until))) if until else first


def _next(day: int, month: int, today: date, year: int | None = None) -> _Days:
    """A day of a month: in the year said, else the next one to come."""
    found = date(year or today.year, month, day)
    if year is None and found < today:
        found = date(today.year + 1, month, day)
    return found, found


def _month(m: re.Match[str], today: date) -> _Days | None:
    name, rest = m["month"], m.string[m.end() :]
    if name in _DOUBTFUL and not (
        m["part"] or m["year"] or m.group(0) == m.string or _INSIDE.search(m.string[: m.start()])
    ):
        return None
    if name == "sept" and not m["year"] and re.match(" [a-z]", rest):
        return None  # "sept" is also seven
    month = _MONTHS[name]
    year = int(m["year"]) if m["year"] else today.year + (month < today.month)
    return _part_of(date(year, month, 1), month_end(date(year, month, 1)), m["part"], today)


def _month_of_year(m: re.Match[str], _: date) -> _Days:
    first = date(int(m["y"]), int(m["m"]), 1)
    return first, month_end(first)


def _fraction(m: re.Match[str], today: date) -> _Days | None:
    """A quarter or half of a year, by number or ordinal."""
    months = 3 if (m["q"] or m["kind"] in ("trimestre", "quarter")) else 6
    said = m["q"] or m["h"] or m["nth"]
    n = ORDINALS.get(said) or int(re.sub(r"\D", "", said))
    if not 1 <= n <= 12 // months:
        return None
    year = int(m["year"]) if m["year"] else today.year
    first = date(year, (n - 1) * months + 1, 1)
    last = month_end(months_on(first, months - 1))
    if not m["year"] and last < today:
        first, last = months_on(first, 12), month_end(months_on(last, 12))
    return _part_of(first, last, m["part"], today)


def _period(unit: str, ahead: int, today: date) -> _Days:
    """This period of the calendar (ahead 0), the next (1) and so on, whole."""
    if unit == "day":
        return today + timedelta(days=ahead), today + timedelta(days=ahead)
    if unit in ("week", "fortnight"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    first = months_on(first, months * ahead)
    return first, month_end(months_on(first, months - 1))


def _this_or_next(m: re.Match[str], today: date) -> _Days:
    unit = _UNITS[m["unit"] or m["unit2"]]
    ahead = 1 if (m["next"] or m["unit2"]) else 0
    first, last = _period(unit, ahead, today)
    return _part_of(first, last, m["part"], today)


def _end_of(m: re.Match[str], today: date) -> _Days:
    unit = _SHORT.get(m.group(0)) or _UNITS[m["unit"]]
    return _part_of(*_period(unit, 0, today), "fin", today)


def _within(m: re.Match[str], today: date) -> _Days | None:
    """ "In three months" is about that day; "in two to three months" the time between; "within" only its end."""
    unit = _UNITS[m["unit"]]
    if m.group(0).strip() in ("un jour", "one day"):
        return None  # that is "some day"
    low, high = _number(m["n"]), _number(m["n2"] or m["n"])
    first, last = _later(today, low, unit), _later(today, high, unit)
    return (today, last) if m["within"] else (min(first, last), max(first, last))


def _later(today: date, n: int, unit: str) -> date:
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return today + timedelta(days=n * days)
    return months_on(today, n * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])


def _number(said: str) -> int:
    return int(said) if said.isdigit() else COUNTS[said]


def _near_day(m: re.Match[str], today: date) -> _Days:
    ahead = 0 if m["today"] else 2 if m["after"] else 1
    return _period("day", ahead, today)


def _weekday(m: re.Match[str], today: date) -> _Days:
    ahead = (_DAYS[m["day"]] - today.weekday() - 1) % 7 + 1
    return _period("day", ahead, today)


def _year(m: re.Match[str], today: date) -> _Days:
    year = int(m["year"])
    first, last = date(year, 1, 1), date(year, 12, 31)
    return _part_of(first, last, m["part"], today)


def _part_of(first: date, last: date, part: str | None, today: date) -> _Days:
    """The early, middle or late part of a period, from today on if it has begun."""
    whole = _PARTS.get(part or "")
    days = (last - first).days + 1
    if whole and 28 <= days <= 31:
        cuts = {"early": (1, 10), "mid": (11, 20), "late": (21, days)}
        low, high = cuts[whole]
        first, last = first.replace(day=low), first.replace(day=high)
    elif whole and days > 31:
        # The end of a quarter is its last month, that of a half or a year too; its start likewise.
        middle = first + timedelta(days=days // 3), last - timedelta(days=days // 3)
        ends = {"early": (first, month_end(first)), "mid": middle, "late": (last.replace(day=1), last)}
        first, last = ends[whole]
    return (max(first, today), last) if last >= today else (first, last)


_Meaning = Callable[[re.Match[str], date], "_Days | None"]
_EDGE = r"(?<![\w/.-])"
_MEANINGS: tuple[tuple[re.Pattern[str], _Meaning], ...] = (
    (re.compile(_EDGE + r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"), _iso),
    (re.compile(_EDGE + r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)"), _numeric),
    (re.compile(_EDGE + r"(?P<m>\d{1,2})/(?P<y>(?:19|20|21)\d\d)(?!\d)"), _month_of_year),
    (re.compile(_EDGE + r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?P<y>)??(?![\d/%])"), _numeric),
    (
        re.compile(
            rf"{_EDGE}(?P<day>\d{{1,2}}) ?(?:-|a|au|et|to"
            rf"|and) ?(?:le )?(?P<until>\d{{1,2}}) (?P<month>{_MONTH})\b{_YEAR}"
        ),
        _day_of_month,
    ),
    (
        re.compile(rf"{_EDGE}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? ?(?:of )?(?P<month>{_MONTH})\b\.?{_YEAR}"),
        _day_of_month,
    ),
    (
        re.compile(rf"\b(?P<month>{_MONTH})\b\.? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w/-]){_YEAR}"),
        _day_of_month,
    ),
    (re.compile(rf"\b{_PART}(?P<month>{_MONTH})\b\.?{_YEAR}"), _month),
    (
        re.compile(
            rf"\b{_PART}(?:[tq] ?(?P<q>[1-4])\b|[hs] ?(?P<h>[12])\b|(?P<nth>{_ORDINAL}) (?P<kind>trimestre|quarter"
            rf"|semestre|half)\b)"
            rf"{_YEAR}"
        ),
        _fraction,
    ),
    (
        re.compile(
            rf"(?P<within>\b(?:dans les|d'ici(?: a)?|sous|within(?: the next)?|(?:in|over) the next|in less than"
            rf"|in under"
            rf"|dans moins de|en moins de|dans un delai de))?(?:\b(?:dans|in|d'ici))? ?(?:\b(?:about|environ"
            rf"|around|roughly|a peu pres) )?"
            rf"\b(?P<n>{_COUNT})(?: ?(?:-|a|to|ou|or|et|and) ?(?P<n2>{_COUNT}))? (?:prochaine?s |more |of "
            rf"|petite?s? |d'|de )?"
            rf"(?P<unit>{_UNIT})\b"
        ),
        _within,
    ),
    (
        re.compile(
            rf"\b{_PART}(?:(?:(?P<next>next|prochaine?|coming)|this|current|ce|cet|cette) (?P<unit>{_UNIT})"
            rf"|(?P<unit2>{_UNIT}) prochaine?)\b"
        ),
        _this_or_next,
    ),
    (
        re.compile(
            rf"\b(?:(?:fin|end) ?(?:of|de|du|d')? ?(?:the |this |la |le |l'|cette |ce )?(?P<unit>{_UNIT})|eom|eoq"
            rf"|eoy)\b"
        ),
        _end_of,
    ),
    (
        re.compile(
            r"\b(?:(?P<after>apres-demain|apres demain|day after tomorrow)|(?P<today>aujourd'hui|today)|demain"
            r"|tomorrow)\b"
        ),
        _near_day,
    ),
    (re.compile(rf"\b(?P<day>{any_of(_DAYS)})\b"), _weekday),
    (
        re.compile(
            rf"(?:^|\b(?:en|in|for|pour|courant|during|by|before|avant|until|d'ici|of"
            rf"|annee) ?){_PART}(?P<year>20\d\d)\b"
        ),
        _year,
    ),
)
