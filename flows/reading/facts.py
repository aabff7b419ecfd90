"""Several facts in one message: what it tells besides the answer that was asked for, each by a clear sign of its own."""

from __future__ import annotations

from dataclasses import dataclass

from flows.flow import Kind
from flows.reading.contract import Context, Understood


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told without being asked: the kind of question that it answers, and what was understood."""

    kind: Kind
    reading: Understood


def facts(text: str, asked: Kind | None, context: Context) -> tuple[Fact, ...]:
    """The facts in a text, at most one a kind, without the kind that was asked for."""
    return ()
