"""What an answer can be worth: small frozen values, each with one spelling in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or range, in major units of `currency` (ISO 4217, None when not said).

    `minimum` or `maximum` None is an open end; `none` says there is no budget; `period` is what the amount is
    paid for once each: "month", "year", "week", "day", "hour", "seat" or None.
    """

    minimum: float | None = None
    maximum: float | None = None
    currency: str | None = None
    approx: bool = False
    period: str | None = None
    none: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """When something is to happen: an interval of days, both ends inclusive, None an open end.

    `asap` is as soon as possible; `never` says there is no date at all ("someday", "just looking").
    """

    earliest: date | None = None
    latest: date | None = None
    asap: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody wants: the flow's segments recognised in it, and always the words as written."""

    words: str
    segments: tuple[str, ...] = ()


#: str for texts, names, choices, yes/no, e-mail, phone (E.164), authority; a tuple of str for multi-choice.
Value = str | tuple[str, ...] | float | date | Money | Window | Need
