"""Business time: which moments count, in a zone of its own; an edge is where the clock on the wall first reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: From one time of day to another; an end of 00:00 is the end of the day ("24:00").
Block = tuple[time, time]

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
#: Who is closed for so many days on end is not looked for any longer.
_MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Hours:
    """The open blocks of each weekday (0 is Monday), sorted and apart, in `timezone`; none at all on `holidays`.

    Moments go in and come out as aware UTC. Time is elapsed time: a block with the hour that summer time takes away
    is shorter, one with the hour that it gives back is longer. An edge within the hour taken away is where the clock
    leaps over it; one within the hour that comes twice is in the first of the two.
    """

    timezone: str
    week: Mapping[int, tuple[Block, ...]]
    holidays: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is within a block; its beginning is, its end is not."""
        return any(start <= at < end for start, end in self._spans(at, at))

    def opens(self, at: datetime) -> datetime | None:
        """`at` itself when open, else the next opening; None when there is none within 400 days."""
        limit = at + _MOST_DAYS * _DAY
        start = next((max(start, at) for start, end in self._spans(at, limit) if at < end), None)
        return start.astimezone(UTC) if start is not None and start <= limit else None

    def after(self, start: datetime, minutes: float) -> datetime:
        """The first moment at which so many open minutes (0 or more) have passed since `start`.

        Counting begins at the next opening. What stays closed for 400 days on end stops no clock: from there on all
        time counts, so that whatever is to be done comes due.
        """
        left, at = timedelta(minutes=minutes), start
        while (opening := self.opens(at)) is not None:
            end = next(end for begin, end in self._spans(opening, opening) if begin <= opening < end)
            if opening + left <= end:
                return opening + left
            left, at = left - (end - opening), end
        return at.astimezone(UTC) + left

    def between(self, start: datetime, end: datetime) -> float:
        """The open minutes from `start` to `end`; 0 when `end` comes first."""
        if end <= start:
            return 0.0
        parts = (min(closing, end) - max(opening, start) for opening, closing in self._spans(start, end))
        return sum((part for part in parts if part > timedelta(0)), timedelta(0)) / _MINUTE

    def _spans(self, first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
        """In order, the blocks of the days from `first` to `last`, in UTC; a clock set back may show the day before."""
        zone = ZoneInfo(self.timezone)
        day, end = first.astimezone(zone).date(), last.astimezone(zone).date() + _DAY
        while day <= end:
            for block in () if day in self.holidays else self.week.get(day.weekday(), ()):
                opening, closing = _edges(day, block, zone)
                if opening < closing:  # not so when the clock leaps over the whole block
                    yield opening, closing
            day += _DAY


#: Open at all times: what holds where nobody says otherwise.
ALL_WEEK: Mapping[int, tuple[Block, ...]] = dict.fromkeys(range(7), ((time.min, time.min),))
ALWAYS = Hours("UTC", ALL_WEEK)


def quiet_until(quiet: tuple[Block, ...], timezone: str, at: datetime) -> datetime | None:
    """When the quiet time around `at` is over, or None when `at` is not in it.

    The blocks come every day; one whose end is not after its start ends on the following day.
    """
    zone = ZoneInfo(timezone)
    until = at
    for _ in range(len(quiet) + 1):  # one may begin where another ends, and together they leave some of the day
        today = until.astimezone(zone).date()
        spans = (_edges(day, block, zone) for day in (today - _DAY, today) for block in quiet)
        until = max((end for start, end in spans if start <= until < end), default=until)
    return until.astimezone(UTC) if until > at else None


def _edges(day: date, block: Block, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start, end = block
    return _reached(day, start, zone), _reached(day if start < end else day + _DAY, end, zone)


def _reached(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first moment at which the local clock shows this time of the day, or has leapt over it."""
    wanted = datetime.combine(day, clock)
    late = wanted.replace(tzinfo=zone).astimezone(UTC)  # fold=0: the first of two; a missing one comes out too late
    if late.astimezone(zone).replace(tzinfo=None) == wanted:
        return late
    early = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > timedelta(seconds=1):  # the leap is between them, on a whole second
        middle = early + (late - early) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wanted:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)
