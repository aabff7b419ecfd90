"""What is wrong with a flow file: a place, a wording key and its parameters; worded in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import process

from flows.texts import word
from flows.yaml12 import Mark


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, with its line and column (from 1); a warning does not stop the flow from being used."""

    mark: Mark
    key: str
    params: dict[str, str] = field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"

    def text(self, locale: str) -> str:
        """The fault in words that tell what to do."""
        meant = self.params.get("meant")
        hint = word("check.meant", locale, meant=meant) if meant else ""
        return word(f"check.{self.key}", locale, **self.params) + hint


class FlowProblems(ValueError):
    """A flow file that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.mark, p.key)))
        super().__init__("; ".join(f"{p.mark[0]}:{p.mark[1]} {p.text('en')}" for p in self.problems))


def nearest(name: str, valid: Iterable[str]) -> str:
    """The valid name most like a wrong one, or an empty string when none is near."""
    found = process.extractOne(name, list(valid), score_cutoff=60)
    return found[0] if found else ""
