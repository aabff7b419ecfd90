"""What is wrong with a flow file: a place, a wording key and its parameters; worded in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from flows.texts import word
from flows.yaml12 import Mark

#: What is not shown: control characters, marks that turn the writing round, and halves of characters.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: The most faults that are told at once, and that a name is suggested for.
MOST_TOLD = 1000
#: The most characters of the file that a fault quotes at once.
_MOST_QUOTED = 60
#: The most characters that fill one hole of a wording: a list of what is possible is long.
_MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, with its line and column (from 1); a warning does not stop the flow from being used."""

    mark: Mark
    key: str
    params: dict[str, str] = field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"

    def text(self, locale: str) -> str:
        """The fault in words that tell what to do, on one line; what it quotes of the file steers no terminal."""
        params = {name: _on_a_line(value) for name, value in self.params.items()}
        meant = params.get("meant")
        hint = word("check.meant", locale, meant=meant) if meant else ""
        return word(f"check.{self.key}", locale, **params) + hint


class FlowProblems(ValueError):
    """A flow file that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(f"{p.mark[0]}:{p.mark[1]} {p.text('en')}" for p in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems from the top of the file to its bottom; of too many, the first, and that there are more."""
    found = sorted(problems, key=lambda p: (p.mark, p.key))
    if len(found) > MOST_TOLD:
        found[MOST_TOLD:] = [Problem(found[MOST_TOLD].mark, "more", {"most": str(MOST_TOLD)})]
    return tuple(found)


def nearest(name: str, valid: Iterable[str]) -> str:
    """The valid name most like a wrong one, or an empty string when none is near; a letter is like no whole word."""
    valid = list(valid)
    if found := process.extractOne(name[:_MOST_QUOTED], valid, scorer=fuzz.ratio, score_cutoff=60):
        return found[0]
    alike = [each for each in valid if len(each) <= 2 * len(name) + 1 and len(name) <= 2 * len(each) + 1]
    found = process.extractOne(name[:_MOST_QUOTED], alike, score_cutoff=60)
    return found[0] if found else ""


def in_short(value: object) -> str:
    """A value of the file as a fault quotes it: a text, or a sign for what is more than one."""
    if isinstance(value, list | dict):
        return "…"
    text = "" if value is None else str(value)
    return f"{text[:_MOST_QUOTED]}…" if len(text) > _MOST_QUOTED else text


def _on_a_line(text: str) -> str:
    line = _UNSHOWN.sub("\ufffd", " ".join(text[: _MOST_SHOWN + 1].split()))
    return f"{line[:_MOST_SHOWN]}…" if len(line) > _MOST_SHOWN else line
