"""What a reader is given and what it answers; every reader keeps to this and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from flows.flow import Question
from flows.values import Money, Value, Window


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may know besides the words: language, the day in the flow's time zone, and the flow's defaults.

    `currency` is ISO 4217, `region` an ISO 3166 country for national phone numbers; `sure` says that the text was
    pressed or is repeated, so that what merely looks misspelt is taken as it is.
    """

    locale: str
    today: date
    currency: str | None = None
    region: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A value read from the words; `confidence` is from 0 to 1.

    None says that there is none ("no company, I am a freelancer"). `part` is what of the text, as `words.plain`
    gives it, told the value: all of it when left out. `notes` are what a person who works the lead may want to know
    of it: "role-address" and "disposable" for e-mail.
    """

    value: Value | None
    confidence: float = 1.0
    part: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Unclear:
    """No value, or none sure enough.

    `problem` keys a wording that helps ("unclear.email", say); `suggestions` are texts which, read again, would be
    understood: they are offered as buttons.
    """

    problem: str
    suggestions: tuple[str, ...] = ()


V = TypeVar("V", Money, Window, str)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value told anywhere in a text, from its first to its last character.

    `marked` says that it can hardly mean anything else, as a bare number, weekday or length of time can; `sure` is from
    0 to 1.
    """

    start: int
    end: int
    value: V
    marked: bool = True
    sure: float = 1.0


Reading = Understood | Unclear
Reader = Callable[[str, Question, Context], Reading]
