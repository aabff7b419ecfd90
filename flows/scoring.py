"""Points with reasons: a score is the sum of its lines, and each line names its rule and the prospect's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from flows.conditions import Fact, Facts
from flows.flow import BandRule, Flow
from flows.model import Answer


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger: a rule that holds, its points, and the answer it rests on, quoted.

    `edition` is the content hash of the flow whose rule it is; `question` is the first the rule depends on that has
    been answered.
    """

    rule: str
    axis: Literal["fit", "intent"]
    points: int
    question: str
    quote: str
    edition: str


@dataclass(frozen=True, slots=True)
class Score:
    """All lines in the rubric's order, and what follows from them; `disqualified` is a reason code or None."""

    lines: tuple[Line, ...]
    band: str
    disqualified: str | None = None

    @property
    def points(self) -> int:
        """The sum of all lines."""
        return sum(line.points for line in self.lines)

    def axis(self, axis: Literal["fit", "intent"]) -> int:
        """The sum of the lines on one axis."""
        return sum(line.points for line in self.lines if line.axis == axis)

    @property
    def fit(self) -> int:
        """How well the lead matches the target."""
        return self.axis("fit")

    @property
    def intent(self) -> int:
        """How ready the lead is to act."""
        return self.axis("intent")


def facts(flow: Flow, answers: Iterable[Answer], *, left: bool = False) -> dict[str, Fact]:
    """The live answers as conditions see them, or with `left` those on branches left too.

    Their day is that of the flow's own time zone, as it is for readers.
    """
    zone = ZoneInfo(flow.timezone)
    return {a.question: Fact(a.value, a.at.astimezone(zone).date()) for a in answers if left or a.live}


def score(flow: Flow, answers: Iterable[Answer], known: Facts | None = None) -> Score:
    """The score on the live answers (`known` as facts, if they have been looked at), in whatever order they came."""
    live = {a.question: a for a in answers if a.live}
    if known is None:
        known = facts(flow, live.values())
    lines = []
    for rule, looked_at in flow.rubric:
        if rule.when.holds(known):
            question = next(q for q in looked_at if q in live)
            lines.append(Line(rule.id, rule.axis, rule.points, question, live[question].raw, flow.edition))
    code = next((d.code for d in flow.disqualifiers if d.when.holds(known)), None)
    if code:
        return Score(tuple(lines), "disqualified", code)
    total = Score(tuple(lines), "")
    return Score(total.lines, band(flow.bands, total.points, total.fit, total.intent))


def band(rules: Iterable[BandRule], points: int, fit: int, intent: int) -> str:
    """The first band, from hot to cold, whose least points are all reached; cold when none is."""
    reached = {"points": points, "fit": fit, "intent": intent}
    return next((r.band for r in rules if _reached(r, reached)), "cold")


def _reached(rule: BandRule, have: Mapping[str, int]) -> bool:
    least = {"points": rule.points, "fit": rule.fit, "intent": rule.intent}
    return all(need is None or have[axis] >= need for axis, need in least.items())


def ledger_change(before: Score, after: Score) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines that are new in `after`, and those of `before` that hold no longer."""
    old, new = set(before.lines), set(after.lines)
    return tuple(ln for ln in after.lines if ln not in old), tuple(ln for ln in before.lines if ln not in new)
