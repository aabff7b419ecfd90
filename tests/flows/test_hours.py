"""Business time: tables for three zones, and for any week the same as counting minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.hours import ALL_WEEK, ALWAYS, Block, Hours, quiet_until

MINUTE = timedelta(minutes=1)


def blocks(text: str) -> tuple[Block, ...]:
    """Blocks as flow files write them; "24:00" is the end of the day."""
    ends = [[time.fromisoformat(end.replace("24:00", "00:00")) for end in b.split("-")] for b in text.split()]
    return tuple((start, end) for start, end in ends)


def weekly(zone: str, days: range, text: str, *holidays: str) -> Hours:
    """The same blocks on each of these days."""
    return Hours(zone, dict.fromkeys(days, blocks(text)), frozenset(map(date.fromisoformat, holidays)))


WEEKDAYS, SEVEN = range(5), range(7)
BRUSSELS = Hours(
    "Europe/Brussels",
    {**dict.fromkeys(WEEKDAYS, blocks("09:00-12:30 13:30-18:00")), 5: blocks("10:00-12:00")},
    frozenset((date(2026, 12, 25), date(2027, 1, 1))),
)
NEW_YORK = weekly("America/New_York", WEEKDAYS, "09:00-17:00", "2026-11-26")
KATHMANDU = Hours("Asia/Kathmandu", dict.fromkeys((6, *WEEKDAYS), blocks("10:00-17:00")))
NIGHT = weekly("Europe/Brussels", SEVEN, "00:00-06:00 22:00-24:00")


def at(text: str, hours: Hours) -> datetime:
    """A moment as the clock on the wall shows it there, in UTC; a second pass through a doubled hour ends in "'"."""
    local = datetime.fromisoformat(text.rstrip("'")).replace(tzinfo=ZoneInfo(hours.timezone), fold=text.endswith("'"))
    return local.astimezone(UTC)


# --- open or not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "moment", "opens"),
    [
        # Belgium: a Monday
        (BRUSSELS, "2026-11-23T08:59", "2026-11-23T09:00"),
        (BRUSSELS, "2026-11-23T09:00", "2026-11-23T09:00"),
        (BRUSSELS, "2026-11-23T12:29:59", "2026-11-23T12:29:59"),
        (BRUSSELS, "2026-11-23T12:30", "2026-11-23T13:30"),
        (BRUSSELS, "2026-11-23T17:59", "2026-11-23T17:59"),
        (BRUSSELS, "2026-11-23T18:00", "2026-11-24T09:00"),
        # a weekend, a holiday on a Friday, the year's end with one on another Friday
        (BRUSSELS, "2026-11-20T19:00", "2026-11-21T10:00"),
        (BRUSSELS, "2026-11-21T12:00", "2026-11-23T09:00"),
        (BRUSSELS, "2026-12-24T18:00", "2026-12-26T10:00"),
        (BRUSSELS, "2026-12-25T10:00", "2026-12-26T10:00"),
        (BRUSSELS, "2026-12-31T20:00", "2027-01-02T10:00"),
        # the United States: Thanksgiving, and both changes of the clock
        (NEW_YORK, "2026-11-25T17:00", "2026-11-27T09:00"),
        (NEW_YORK, "2026-03-06T18:00", "2026-03-09T09:00"),
        (NEW_YORK, "2026-10-30T18:00", "2026-11-02T09:00"),
        # Nepal is 5 hours 45 minutes ahead, and rests on Saturday
        (KATHMANDU, "2026-11-20T17:00", "2026-11-22T10:00"),
        (KATHMANDU, "2026-11-22T09:59", "2026-11-22T10:00"),
        (KATHMANDU, "2026-11-22T16:59", "2026-11-22T16:59"),
        # a night that runs on past midnight
        (NIGHT, "2026-11-23T23:59", "2026-11-23T23:59"),
        (NIGHT, "2026-11-24T00:00", "2026-11-24T00:00"),
        (NIGHT, "2026-11-24T06:00", "2026-11-24T22:00"),
    ],
)
def test_who_is_closed_opens_at_the_next_block(hours: Hours, moment: str, opens: str) -> None:
    asked = at(moment, hours)

    assert hours.opens(asked) == at(opens, hours)
    assert hours.is_open(asked) is (opens == moment)


def test_moments_come_out_in_utc_whatever_zone_they_came_in() -> None:
    inside = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Kathmandu"))  # 10:15 in Brussels

    moments = [BRUSSELS.opens(inside), BRUSSELS.after(inside, 5), BRUSSELS.after(inside, 500)]

    assert [m.tzinfo for m in moments if m] == [UTC, UTC, UTC]
    assert moments[0] == inside


def test_the_same_moment_is_asked_in_nepal_and_answered_to_the_minute() -> None:
    assert KATHMANDU.opens(datetime(2026, 11, 23, 4, 14, tzinfo=UTC)) == datetime(2026, 11, 23, 4, 15, tzinfo=UTC)
    assert not KATHMANDU.is_open(datetime(2026, 11, 23, 11, 15, tzinfo=UTC))


# --- open time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "start", "minutes", "due"),
    [
        (BRUSSELS, "2026-11-23T09:00", 5, "2026-11-23T09:05"),
        (BRUSSELS, "2026-11-23T12:28", 5, "2026-11-23T13:33"),
        (BRUSSELS, "2026-11-23T12:25", 5, "2026-11-23T12:30"),
        (BRUSSELS, "2026-11-23T03:00", 5, "2026-11-23T09:05"),
        (BRUSSELS, "2026-11-23T17:58", 5, "2026-11-24T09:03"),
        (BRUSSELS, "2026-11-20T17:58", 125, "2026-11-23T09:03"),
        (BRUSSELS, "2026-12-24T17:58", 5, "2026-12-26T10:03"),
        (BRUSSELS, "2026-12-31T17:58", 5, "2027-01-02T10:03"),
        (BRUSSELS, "2026-11-23T09:00", 0, "2026-11-23T09:00"),
        (BRUSSELS, "2026-11-23T18:00", 0, "2026-11-24T09:00"),
        (BRUSSELS, "2026-11-23T09:00", 8 * 60, "2026-11-23T18:00"),
        (BRUSSELS, "2026-11-23T09:00", 42 * 60, "2026-11-28T12:00"),
        (BRUSSELS, "2026-11-23T09:00", 10080, "2026-12-19T12:00"),
        (BRUSSELS, "2026-11-23T09:00", 0.5, "2026-11-23T09:00:30"),
        (NEW_YORK, "2026-11-25T16:55", 10, "2026-11-27T09:05"),
        (NEW_YORK, "2026-03-06T16:55", 10, "2026-03-09T09:05"),
        (KATHMANDU, "2026-11-20T16:55", 10, "2026-11-22T10:05"),
        (NIGHT, "2026-11-23T23:55", 10, "2026-11-24T00:05"),
    ],
)
def test_a_claim_is_due_when_so_much_open_time_has_passed(hours: Hours, start: str, minutes: float, due: str) -> None:
    begun, ended = at(start, hours), at(due, hours)

    assert hours.after(begun, minutes) == ended
    assert hours.between(begun, ended) == pytest.approx(minutes)


def test_from_later_to_earlier_there_is_no_time() -> None:
    assert BRUSSELS.between(at("2026-11-23T12:00", BRUSSELS), at("2026-11-23T10:00", BRUSSELS)) == 0
    assert BRUSSELS.between(at("2026-11-23T12:00", BRUSSELS), at("2026-11-23T12:00", BRUSSELS)) == 0


def test_a_whole_year_has_its_days_less_its_holidays() -> None:
    year = NEW_YORK.between(at("2026-01-01T00:00", NEW_YORK), at("2027-01-01T00:00", NEW_YORK))

    assert year == (261 - 1) * 8 * 60


# --- the changes of the clock ------------------------------------------------------------------------------------
# In 2026 Brussels leaps from 02:00 to 03:00 on 29 March, and goes back from 03:00 to 02:00 on 25 October.


@pytest.mark.parametrize(
    ("text", "spring", "autumn"),
    [
        ("00:00-24:00", 23 * 60, 25 * 60),
        ("01:00-04:00", 120, 240),
        ("02:00-03:00", 0, 120),
        ("02:15-02:45", 0, 30),
        ("01:00-02:30", 60, 90),
        ("02:30-05:00", 120, 210),
        ("09:00-18:00", 540, 540),
    ],
)
def test_a_block_counts_what_really_passes_when_the_clock_changes(text: str, spring: float, autumn: float) -> None:
    hours = weekly("Europe/Brussels", SEVEN, text)

    for day, next_day, minutes in (("2026-03-29", "2026-03-30", spring), ("2026-10-25", "2026-10-26", autumn)):
        assert hours.between(at(f"{day}T00:00", hours), at(f"{next_day}T00:00", hours)) == minutes


def test_a_block_that_begins_in_the_missing_hour_begins_where_the_clock_lands() -> None:
    hours = weekly("Europe/Brussels", SEVEN, "02:30-05:00")

    assert hours.opens(at("2026-03-29T01:00", hours)) == at("2026-03-29T03:00", hours)
    assert not hours.is_open(at("2026-03-29T01:59:59", hours))


def test_a_block_that_ends_in_the_missing_hour_ends_where_the_clock_leaps() -> None:
    hours = weekly("Europe/Brussels", SEVEN, "01:00-02:30")

    assert hours.is_open(at("2026-03-29T01:59:59", hours))
    assert not hours.is_open(at("2026-03-29T03:00", hours))


def test_a_block_within_the_missing_hour_is_left_out_that_day() -> None:
    hours = weekly("Europe/Brussels", SEVEN, "02:15-02:45")

    assert hours.opens(at("2026-03-28T12:00", hours)) == at("2026-03-30T02:15", hours)


def test_an_edge_in_the_doubled_hour_is_in_the_first_of_the_two() -> None:
    opening, closing = weekly("Europe/Brussels", SEVEN, "02:30-05:00"), weekly("Europe/Brussels", SEVEN, "01:00-02:30")

    assert opening.opens(at("2026-10-25T01:00", opening)) == at("2026-10-25T02:30", opening)
    assert opening.is_open(at("2026-10-25T02:15'", opening))
    assert not closing.is_open(at("2026-10-25T02:15'", closing))


def test_an_afternoon_that_is_due_after_the_clock_changed_counts_elapsed_time() -> None:
    assert ALWAYS.after(at("2026-03-28T20:00", BRUSSELS), 12 * 60) == at("2026-03-29T09:00", BRUSSELS)
    assert NIGHT.after(at("2026-03-29T00:00", NIGHT), 5 * 60) == at("2026-03-29T06:00", NIGHT)
    assert NIGHT.after(at("2026-10-25T00:00", NIGHT), 7 * 60) == at("2026-10-25T06:00", NIGHT)


def test_where_midnight_itself_is_missing_the_day_begins_an_hour_late() -> None:
    """Cairo leapt from 00:00 to 01:00 on 24 April 2026."""
    cairo = weekly("Africa/Cairo", SEVEN, "00:00-08:00")

    assert cairo.opens(at("2026-04-23T20:00", cairo)) == at("2026-04-24T01:00", cairo)


def test_a_day_that_has_begun_goes_on_when_the_clock_is_set_back_over_midnight() -> None:
    """St. John's went from Sunday 00:01 back to Saturday 23:01 on 7 November 2010."""
    sundays = Hours("America/St_Johns", {6: blocks("00:00-01:00")})

    assert sundays.is_open(at("2010-11-06T23:30'", sundays))
    assert not sundays.is_open(at("2010-11-06T23:30", sundays))
    assert sundays.between(at("2010-11-06T12:00", sundays), at("2010-11-07T12:00", sundays)) == 120


def test_a_day_that_never_was_has_no_hours() -> None:
    """Samoa went from 29 to 31 December 2011."""
    samoa = weekly("Pacific/Apia", SEVEN, "09:00-17:00")

    assert samoa.opens(at("2011-12-29T17:00", samoa)) == at("2011-12-31T09:00", samoa)


# --- always, and never -------------------------------------------------------------------------------------------


def test_without_hours_all_time_is_open() -> None:
    moment = datetime(2026, 12, 25, 3, 0, tzinfo=UTC)

    assert ALWAYS.is_open(moment)
    assert ALWAYS.opens(moment) == moment
    assert ALWAYS.after(moment, 10080) == moment + timedelta(days=7)
    assert ALWAYS.between(moment, moment + timedelta(days=400)) == 400 * 24 * 60


def test_who_never_opens_within_400_days_does_not_open() -> None:
    moment = at("2026-11-23T12:00", BRUSSELS)
    nearly = Hours("Europe/Brussels", ALL_WEEK, frozenset(moment.date() + timedelta(days=n) for n in range(-2, 400)))
    hardly = Hours("Europe/Brussels", ALL_WEEK, nearly.holidays | {moment.date() + timedelta(days=400)})

    assert nearly.opens(moment) == at("2027-12-28T00:00", BRUSSELS)
    assert hardly.opens(moment) is None
    assert Hours("Europe/Brussels", {}).opens(moment) is None
    assert not Hours("Europe/Brussels", {}).is_open(moment)


def test_what_never_opens_again_lets_all_time_count() -> None:
    moment = at("2026-11-23T17:50", BRUSSELS)
    closing = Hours("Europe/Brussels", {0: blocks("09:00-18:00")}, frozenset(
        date(2026, 11, 30) + timedelta(weeks=n) for n in range(70)
    ))  # fmt: skip

    assert Hours("Europe/Brussels", {}).after(moment, 15) == moment + timedelta(minutes=15)
    assert closing.after(moment, 15) == moment + timedelta(minutes=15)


# --- any week at all ---------------------------------------------------------------------------------------------

_QUARTERS = [time(q // 4, q % 4 * 15) for q in range(96)] + [time.min]


@st.composite
def days(draw: st.DrawFn) -> tuple[Block, ...]:
    """The blocks of one day, on quarters of an hour: none, some, touching or apart, to midnight or not."""
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    cut = draw(st.integers(0, 1))  # 0: blocks apart; 1: blocks that touch
    return tuple((_QUARTERS[a], _QUARTERS[b]) for a, b in list(pairwise(edges))[:: 2 - cut])


ZONES = ("Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana", "UTC")
#: Monday 00:00 UTC of weeks with a change of the clock in one of the zones or another, a year's end, a plain one.
MONDAYS = [
    datetime(2026, m, d, tzinfo=UTC) for m, d in ((3, 23), (10, 19), (3, 2), (10, 26), (3, 30), (12, 28), (6, 1))
]
weeks = st.builds(
    Hours,
    st.sampled_from(ZONES),
    st.dictionaries(st.integers(0, 6), days(), min_size=3),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 31)), max_size=30),
)
moments = st.integers(0, 394 * 86_400 * 10**6).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)
)


def counted(hours: Hours, start: datetime, end: datetime) -> Iterator[tuple[datetime, bool]]:
    """Minute by minute, whether it is open: an edge is passed once the clock first shows its time or a later one."""
    zone = ZoneInfo(hours.timezone)
    moment = start - timedelta(days=2)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    while moment < end:
        shown = max(shown, moment.astimezone(zone).replace(tzinfo=None))  # a clock that goes back passes no edge again
        if moment >= start:
            todays = () if shown.date() in hours.holidays else hours.week.get(shown.weekday(), ())
            yield moment, any(b <= shown.time() and (shown.time() < e or e == time.min) for b, e in todays)
        moment += MINUTE


@given(weeks, st.sampled_from(MONDAYS), st.integers(0, 4 * 1440), st.integers(0, 3 * 1440))
def test_it_is_the_same_as_counting_minute_by_minute(hours: Hours, monday: datetime, begin: int, length: int) -> None:
    start = monday + begin * MINUTE
    end = start + length * MINUTE

    seen = list(counted(hours, start, end))

    assert hours.between(start, end) == sum(is_open for _, is_open in seen)
    for moment, is_open in seen[::7]:
        assert hours.is_open(moment) is is_open
    first = next((moment for moment, is_open in seen if is_open), None)
    opens = hours.opens(start)
    assert opens == first if first else opens is None or opens >= end


@given(weeks, moments, st.floats(0, 10080))
def test_so_much_time_after_is_so_much_time_between(hours: Hours, start: datetime, minutes: float) -> None:
    if hours.opens(start) is None:
        return

    due = hours.after(start, minutes)

    assert abs(hours.between(start, due) - minutes) * 60 <= 1e-6
    assert due == hours.opens(start) or hours.is_open(due - timedelta(microseconds=1))


@given(weeks, moments, moments, st.floats(0, 10080), st.floats(0, 10080))
def test_later_never_comes_earlier(hours: Hours, one: datetime, two: datetime, less: float, more: float) -> None:
    (one, two), (less, more) = sorted((one, two)), sorted((less, more))

    assert hours.after(one, less) <= hours.after(one, more)
    assert hours.after(one, less) <= hours.after(two, less)
    assert hours.between(one, two) <= hours.between(one, two + timedelta(days=9))
    assert 0 <= hours.between(one, two) <= (two - one) / MINUTE


@given(weeks, moments, moments, moments)
def test_time_adds_up(hours: Hours, one: datetime, two: datetime, three: datetime) -> None:
    one, two, three = sorted((one, two, three))

    assert hours.between(one, two) + hours.between(two, three) == pytest.approx(hours.between(one, three))


# --- quiet time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quiet", "moment", "until"),
    [
        ("20:00-07:30", "2026-11-23T19:59", None),
        ("20:00-07:30", "2026-11-23T20:00", "2026-11-24T07:30"),
        ("20:00-07:30", "2026-11-24T03:00", "2026-11-24T07:30"),
        ("20:00-07:30", "2026-11-24T07:30", None),
        ("12:00-13:00 20:00-07:30", "2026-11-23T12:10", "2026-11-23T13:00"),
        ("20:00-24:00 00:00-07:30", "2026-11-23T22:00", "2026-11-24T07:30"),
        ("20:00-23:00 22:00-07:30", "2026-11-23T21:00", "2026-11-24T07:30"),
        ("20:00-02:30", "2026-03-28T21:00", "2026-03-29T03:00"),
        ("20:00-07:30", "2026-10-25T02:30'", "2026-10-25T07:30"),
    ],
)
def test_quiet_time_ends_when_the_clock_says_so(quiet: str, moment: str, until: str | None) -> None:
    ends = quiet_until(blocks(quiet), BRUSSELS.timezone, at(moment, BRUSSELS))

    assert ends == (at(until, BRUSSELS) if until else None)


def test_without_quiet_times_it_is_never_quiet() -> None:
    assert quiet_until((), "Europe/Brussels", at("2026-11-23T03:00", BRUSSELS)) is None
