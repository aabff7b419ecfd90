"""Conditions on answers: the one small language that branches, rules, magnets and disqualifying facts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from flows.values import Money, Need, Value, Window


class Test(StrEnum):
    """What can be asked of one answer."""

    IS = "is"  # equal to, or containing, one of `operands`
    ANSWERED = "answered"  # there is a value
    SKIPPED = "skipped"  # asked, and passed over
    NONE = "none"  # said that there is no budget, or no date
    AT_LEAST = "at_least"  # number, or the upper end of a budget
    AT_MOST = "at_most"  # number, or the upper end of a budget
    WITHIN_DAYS = "within_days"  # wanted no later than so many days after the answer
    BEYOND_DAYS = "beyond_days"  # wanted no sooner than so many days after the answer


@dataclass(frozen=True, slots=True)
class Term:
    """One test of one question's answer."""

    question: str
    test: Test
    operands: tuple[str, ...] = ()
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `terms`, and (if there are any) at least one of `any_of`; an empty condition always holds."""

    terms: tuple[Term, ...] = ()
    any_of: tuple[Condition, ...] = ()
    holds: Callable[[Facts], bool] = field(init=False, repr=False, compare=False)
    """Whether it holds on facts; a question without an answer fails every test."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds", _check_of(self))

    def questions(self) -> tuple[str, ...]:
        """The questions it depends on, in order of mention."""
        named = [t.question for t in self.terms] + [q for c in self.any_of for q in c.questions()]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer as a condition sees it: its value (None when skipped) and the day it was given."""

    value: Value | None
    day: date


Facts = Mapping[str, Fact]


def _check_of(condition: Condition) -> Callable[[Facts], bool]:
    """The condition as one function, as it is asked dozens of times a turn."""
    checks = [*map(_check_of_term, condition.terms)]
    others = [other.holds for other in condition.any_of]
    if others:
        checks.append(lambda facts: any(check(facts) for check in others))
    match checks:
        case []:
            return lambda _: True
        case [check]:
            return check
    return lambda facts: all(check(facts) for check in checks)


def _check_of_term(term: Term) -> Callable[[Facts], bool]:
    question, test = term.question, _TESTS.get(term.test)

    def check(facts: Facts) -> bool:
        fact = facts.get(question)
        if fact is None or test is None:
            return fact is not None and fact.value is None
        return fact.value is not None and test(term, fact.value, fact.day)

    return check


def _is(term: Term, value: Value, _: date) -> bool:
    match value:
        case str():
            return value in term.operands
        case tuple():
            return any(v in term.operands for v in value)
        case Need():
            return any(s in term.operands for s in value.segments)
        case _:
            return False


def _none(_: Term, value: Value, __: date) -> bool:
    return (isinstance(value, Money) and value.none) or (isinstance(value, Window) and value.never)


def _reach(value: Value) -> float | None:
    """How far an amount goes: its upper end, or its lower end when it is open above."""
    match value:
        case bool():
            return None
        case int() | float():
            return float(value)
        case Money(none=True):
            return 0.0
        case Money():
            return value.maximum if value.maximum is not None else value.minimum
        case _:
            return None


def _at_least(term: Term, value: Value, _: date) -> bool:
    reach = _reach(value)
    return reach is not None and reach >= term.number


def _at_most(term: Term, value: Value, _: date) -> bool:
    if isinstance(value, Money) and value.maximum is None and not value.none:
        return False  # "at least 3,000" may be anything above
    reach = _reach(value)
    return reach is not None and reach <= term.number


def _within_days(term: Term, value: Value, day: date) -> bool:
    if not isinstance(value, Window) or value.never:
        return False
    end = value.latest or value.earliest
    return value.asap or (end is not None and end <= day + timedelta(days=term.number))


def _beyond_days(term: Term, value: Value, day: date) -> bool:
    if not isinstance(value, Window) or value.asap:
        return False
    start = value.earliest or value.latest
    return value.never or (start is not None and start >= day + timedelta(days=term.number))


_TESTS: Mapping[Test, Callable[[Term, Value, date], bool]] = {
    Test.IS: _is,
    Test.ANSWERED: lambda *_: True,
    Test.NONE: _none,
    Test.AT_LEAST: _at_least,
    Test.AT_MOST: _at_most,
    Test.WITHIN_DAYS: _within_days,
    Test.BEYOND_DAYS: _beyond_days,
}
