"""Points with reasons: a score is the sum of its lines, and each line names its rule and the prospect's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    fit: int = field(init=False, compare=False)
    """How well the lead matches the target: the sum of the lines on that axis."""
    intent: int = field(init=False, compare=False)
    """How ready the lead is to act: the sum of the lines on that axis."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fit", _sum(self.lines, "fit"))
        object.__setattr__(self, "intent", _sum(self.lines, "intent"))

    @property
    def points(self) -> int:
        """The sum of all lines."""
        return self.fit + self.intent


def _sum(lines: Iterable[Line], axis: str) -> int:
    return sum([line.points for line in lines if line.axis == axis])


def facts(flow: Flow, answers: Iterable[Answer], *, left: bool = False) -> dict[str, Fact]:
    """The live answers as conditions see them, or with `left` those on branches left too.

    Their day is that of the flow's own time zone, as it is for readers.
    """
    zone = ZoneInfo(flow.timezone)
    return {a.question: Fact(a.value, a.at.astimezone(zone).date()) for a in answers if left or a.live}


#: Answers with their score.
Scored = tuple[Iterable[Answer], Score]
_NOTHING: Scored = ((), Score((), ""))


def score(flow: Flow, answers: Iterable[Answer], known: Facts | None = None, before: Scored = _NOTHING) -> Score:
    """The score on the live answers (`known` as facts, if they have been looked at), in whatever order they came.

    `before` is how it stood on other answers to the same flow: only rules that look at one that differs are asked.
    """
    live = {a.question: a for a in answers if a.live}
    was = {a.question: a for a in before[0] if a.live}
    differ = {question for question in was.keys() | live.keys() if was.get(question) is not live.get(question)}
    held = {line.rule: line for line in before[1].lines}
    if known is None:
        known = facts(flow, live.values())
    lines = []
    for rule, looked_at in flow.rubric:
        if differ.isdisjoint(looked_at):
            if rule.id in held:
                lines.append(held[rule.id])
        elif rule.when.holds(known):
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
    old, new = ({line.rule: line for line in lines} for lines in (before.lines, after.lines))
    return (
        tuple([line for line in after.lines if old.get(line.rule) != line]),
        tuple([line for line in before.lines if new.get(line.rule) != line]),
    )
