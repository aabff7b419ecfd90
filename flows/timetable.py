"""A week's hours as a marketer writes them, "mon-fri" with "09:00-12:30, 13:30-18:00", and how they are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from flows.hours import Block
from flows.texts import LOCALES, word

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BLOCK = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


class BadTimes(ValueError):
    """A text that is no day or no time: `key` and `given` say which (`check.KEY`)."""

    def __init__(self, key: str, given: str) -> None:
        super().__init__(f"{key}: {given}")
        self.key = key
        self.given = given


def blocks(text: str, *, overnight: bool = False) -> tuple[Block, ...]:
    """The blocks of one text, sorted; an end of 24:00 is 00:00. `overnight` ones may end before they begin.

    Raises BadTimes.
    """
    found: list[Block] = []
    for part in text.split(","):
        match = _BLOCK.fullmatch(part.strip())
        if match is None:
            raise BadTimes("bad-times", part.strip()[:60])
        start, end = _time(match[1], match[2], part), _time(match[3], match[4], part)
        if not overnight and end != time.min and end <= start:
            raise BadTimes("times-end-early", part.strip())
        found.append((start, end))
    found.sort()
    for (_, end), (start, _) in pairwise(found):
        if not overnight and (end == time.min or start < end):
            raise BadTimes("times-overlap", text.strip()[:60])
    return tuple(found)


def week(lines: Mapping[str, str]) -> dict[int, tuple[Block, ...]]:
    """The blocks of each weekday (0 is Monday); days that are not named are closed. Raises BadTimes."""
    found: dict[int, tuple[Block, ...]] = {}
    for named, text in lines.items():
        for day in days(named):
            if day in found:
                raise BadTimes("day-twice", DAYS[day])
            found[day] = blocks(text)
    return found


def days(text: str) -> tuple[int, ...]:
    """The weekdays that "mon", "mon-fri" or "mon, wed" name. Raises BadTimes."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = (p.strip().lower() for p in part.partition("-"))
        names = [first, last] if dash else [first]
        for name in names:
            if name not in DAYS:
                raise BadTimes("unknown-day", name[:40])
        start, end = DAYS.index(names[0]), DAYS.index(names[-1])
        found += range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]
    return tuple(found)


def moment(at: datetime, now: datetime, timezone: str, locale: str) -> str:
    """A coming moment as one says it: today or tomorrow where it is near, the time by the clock of that zone."""
    zone = ZoneInfo(timezone)
    there, here = at.astimezone(zone), now.astimezone(zone)
    clock = f"{there.hour} h {there:%M}" if locale[:2] == "fr" else f"{there:%H:%M}"
    city = timezone.rpartition("/")[2].replace("_", " ")
    place = LOCALES.get(locale[:2], {}).get(f"city.{city}", city)
    nearness = {here.date(): "today", here.date() + timedelta(days=1): "tomorrow"}.get(there.date(), "day")
    day = word(f"weekday.{there.weekday()}", locale)
    date = f"{'1er' if locale[:2] == 'fr' and there.day == 1 else there.day} {word(f'month.{there.month}', locale)}"
    return word(f"moment.{nearness}", locale, day=day, date=date, clock=clock, place=place)


def _time(hours: str, minutes: str, given: str) -> time:
    hour, minute = int(hours), int(minutes)
    if (hour, minute) == (24, 0):
        return time.min
    if hour > 23 or minute > 59:
        raise BadTimes("bad-times", given.strip())
    return time(hour, minute)
