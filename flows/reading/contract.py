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

    `currency` is ISO 4217, `region` an ISO 3166 country for national phone numbers.
    """

    locale: str
    today: date
    currency: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A value read from the words; `confidence` is from 0 to 1.

    None says that there is none ("no company, I am a freelancer"). `part` is what of the text, as `words.plain`
    gives it, told the value: all of it when left out. `notes` say what is worth knowing of it ("disposable").
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


Reading = Understood | Unclear
Reader = Callable[[str, Question, Context], Reading]
