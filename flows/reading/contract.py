"""What a reader is given and what it answers; every reader keeps to this and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from flows.flow import Question
from flows.values import Value


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


@dataclass(frozen=True, slots=True)
class Found:
    """A fact told on the way: its value, and where it stands in the text that was given."""

    start: int
    end: int
    value: str


Reading = Understood | Unclear
Reader = Callable[[str, Question, Context], Reading]
