"""Every way through a flow, found exactly: what some path of answers reaches, and how many questions it may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.conditions import Condition, Fact, Facts, Term, Test
from flows.flow import END, Flow, Kind, Question
from flows.scoring import band
from flows.values import Money, Need, Value, Window

#: Beyond so many distinct situations the exploration gives up, and says so.
_MOST = 100_000

#: Beyond so many, what is still to come is no longer found exactly: it must not hold up a first turn.
_MOST_AHEAD = 500
_MOST_QUESTIONS = 100

_DAY = date(2026, 1, 1)  # any day: windows are built relative to it

_Known = tuple[tuple[str, int], ...]
"""For each question whose answer still matters: which of its representative answers was given."""


@dataclass(slots=True)
class Reach:
    """What some path reaches; `complete` is False when there were too many situations to see them all."""

    questions: set[str] = field(default_factory=set)
    unguarded: set[str] = field(default_factory=set)
    """Personal questions that some path reaches without a yes to consent."""
    stuck: set[str] = field(default_factory=set)
    """Questions after which, for some answer, no branch holds."""
    bands: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    disqualifiers: set[str] = field(default_factory=set)
    magnets: set[str] = field(default_factory=set)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Spot:
    question: str
    known: _Known
    consented: bool
    fit: int
    intent: int
    lost: bool = False
    """Behind a dead end: what is reached may be, once that is mended, but nothing else is sure."""


def explore(flow: Flow) -> Reach:
    """Walk every path, telling answers apart only where some condition does."""
    return _Explorer(flow).run()


class _Explorer:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        terms = list(_all_terms(flow))
        self.answers = {q.id: _representatives(q, [t for t in terms if t.question == q.id]) for q in flow.questions}
        single = [r for r in flow.rules if len(r.when.questions()) == 1]
        self.at_once = {q.id: [r for r in single if r.when.questions() == (q.id,)] for q in flow.questions}
        self.late = [r for r in flow.rules if r not in single]
        self.kept = {q for r in self.late for q in r.when.questions()}
        self.kept |= {q for d in flow.disqualifiers for q in d.when.questions()}
        self.kept |= {q for m in flow.magnets for q in m.when.questions()}
        self.kept |= {n for q in flow.questions for b in q.branches for n in b.when.questions() if n != q.id}

    def run(self) -> Reach:
        reach = Reach()
        start = _Spot(self.flow.first, (), consented=False, fit=0, intent=0)
        seen, waiting = {start}, [start]
        while waiting:
            if len(seen) > _MOST:
                reach.complete = False
                break
            for spot in self._next(waiting.pop(), reach):
                if spot not in seen:
                    seen.add(spot)
                    waiting.append(spot)
        return reach

    def _next(self, spot: _Spot, reach: Reach) -> Iterator[_Spot]:
        if spot.question == END:
            self._end(spot, reach)
            return
        question = self.flow.by_id[spot.question]
        reach.questions.add(question.id)
        if question.personal and not spot.consented and not spot.lost:
            reach.unguarded.add(question.id)
        for i, value in enumerate(self.answers[question.id]):
            facts = self._facts(spot.known) | {question.id: Fact(value, _DAY)}
            ways = [b.go for b in question.branches if b.when.holds(facts)][:1]
            lost = spot.lost or not ways
            if not ways and not spot.lost:
                reach.stuck.add(question.id)
            fit, intent = spot.fit, spot.intent
            for rule in self.at_once[question.id]:
                if rule.when.holds(facts):
                    reach.rules.add(rule.id)
                    fit, intent = (fit + rule.points, intent) if rule.axis == "fit" else (fit, intent + rule.points)
            known = (*spot.known, (question.id, i)) if question.id in self.kept else spot.known
            agreed = spot.consented or (question.kind is Kind.CONSENT and value == "yes")
            for go in ways or {b.go for b in question.branches}:
                yield _Spot(go, known, agreed, fit, intent, lost)

    def _end(self, spot: _Spot, reach: Reach) -> None:
        facts = self._facts(spot.known)
        fit, intent = spot.fit, spot.intent
        for rule in self.late:
            if rule.when.holds(facts):
                reach.rules.add(rule.id)
                fit, intent = (fit + rule.points, intent) if rule.axis == "fit" else (fit, intent + rule.points)
        code = next((d.code for d in self.flow.disqualifiers if d.when.holds(facts)), None)
        reach.disqualifiers |= {d.code for d in self.flow.disqualifiers if d.when.holds(facts)}
        reached = "disqualified" if code else band(self.flow.bands, fit + intent, fit, intent)
        reach.bands.add(reached)
        reach.magnets |= {m.id for m in self.flow.magnets if reached in m.bands and m.when.holds(facts)}

    def _facts(self, known: _Known) -> dict[str, Fact]:
        return {q: Fact(self.answers[q][i], _DAY) for q, i in known}


class _TooMany(Exception):
    pass


class Ahead:
    """How many questions can still come, given the answers so far: branches that no answers open together never add up.

    Answers are told apart only where a branch further on does, so there are few situations, and what was found for one
    is kept. A flow with too many, or too long a one, is measured without its conditions (`Flow.longest`).
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        terms = [t for q in flow.questions for b in q.branches for t in _terms(b.when)]
        of = {q.id: [t for t in terms if t.question == q.id] for q in flow.questions}
        self.checks = {q: [Condition((t,)) for t in found] for q, found in of.items()}
        self.answers = {q.id: _representatives(q, of[q.id]) for q in flow.questions}
        self.matter: dict[str, tuple[str, ...]] = {END: ()}
        self.found: dict[tuple[object, ...], int] = {}
        self.room = 0
        self.exact = len(flow.questions) <= _MOST_QUESTIONS
        self.exact = self._exactly(flow.first, {}) is not None

    def most(self, question: str, facts: Facts) -> int:
        """The most questions that can be asked from this one on, itself included; `facts` are what led to it."""
        found = self._exactly(question, facts)
        return self.flow.longest.get(question, 0) if found is None else found

    def _exactly(self, question: str, facts: Facts) -> int | None:
        if not self.exact:
            return None
        if len(self.found) > 2 * _MOST_AHEAD:
            self.found.clear()
        self.room = _MOST_AHEAD
        try:
            return self._most(question, facts)
        except _TooMany:
            return None

    def _most(self, question: str, facts: Facts) -> int:
        if question == END:
            return 0
        known = {q: facts[q] for q in self._mattering(question) if q in facts}
        key = (question, *((q, *(check.holds(known) for check in self.checks[q])) for q in known))
        if key not in self.found:
            if not self.room:
                raise _TooMany
            self.room -= 1
            branches = self.flow.by_id[question].branches
            ways = [known | {question: Fact(value, _DAY)} for value in self.answers[question]]
            after = [(next((b.go for b in branches if b.when.holds(way)), END), way) for way in ways]
            self.found[key] = 1 + max(self._most(go, way) for go, way in after)
        return self.found[key]

    def _mattering(self, question: str) -> tuple[str, ...]:
        """The questions whose answers some branch from here on looks at."""
        if question not in self.matter:
            branches = self.flow.by_id[question].branches
            named = [q for b in branches for q in (*b.when.questions(), *self._mattering(b.go))]
            self.matter[question] = tuple(sorted(set(named)))
        return self.matter[question]


def _all_terms(flow: Flow) -> Iterator[Term]:
    conditions = [b.when for q in flow.questions for b in q.branches]
    conditions += [r.when for r in flow.rules] + [d.when for d in flow.disqualifiers] + [m.when for m in flow.magnets]
    for condition in conditions:
        yield from _terms(condition)


def _terms(condition: Condition) -> Iterator[Term]:
    yield from condition.terms
    for other in condition.any_of:
        yield from _terms(other)


def _representatives(question: Question, terms: list[Term]) -> tuple[Value | None, ...]:
    """Answers to a question such that any two differ in some test; None stands for a skip or a refusal.

    A refused consent question is a no, so it has no None.
    """
    found: dict[tuple[bool, ...], Value | None] = {}
    passed: tuple[Value | None, ...] = () if question.kind is Kind.CONSENT else (None,)
    for value in (*_candidates(question, terms), *passed):
        facts = {question.id: Fact(value, _DAY)}
        signature = tuple(Condition((t,)).holds(facts) for t in terms)
        if question.kind is Kind.CONSENT:
            signature = (*signature, value == "yes")
        found.setdefault(signature, value)
    return tuple(found.values())


def _candidates(question: Question, terms: list[Term]) -> list[Value]:
    values = [o.value for o in question.options]
    bounds = sorted({t.number for t in terms if t.test not in (Test.IS, Test.ANSWERED, Test.SKIPPED, Test.NONE)})
    match question.kind:
        case Kind.CHOICE:
            return list(values)
        case Kind.MULTI_CHOICE:
            return [*((v,) for v in values), tuple(values)]
        case Kind.NEED:
            return [Need("…"), *(Need("…", (v,)) for v in values), Need("…", tuple(values))]
        case Kind.YES_NO | Kind.CONSENT:
            return ["yes", "no"]
        case Kind.AUTHORITY:
            return list(values or ("self", "shared", "other"))
        case Kind.BUDGET:
            amounts = [Money(b + d, b + d) for b in bounds for d in (-1.0, 0.0, 1.0) if b + d >= 0]
            return [Money(none=True), Money(1.0, 1.0), *amounts, Money(max(bounds, default=0.0) + 1, None)]
        case Kind.NUMBER:
            low, high = question.minimum, question.maximum
            numbers = [low or 0.0, high or 0.0, *(b + d for b in bounds for d in (-1.0, 0.0, 1.0))]
            return [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]
        case Kind.TIMING:
            days = [_DAY + timedelta(days=b + d) for b in bounds for d in (-1, 0, 1)]
            return [Window(asap=True), Window(never=True), Window(_DAY, _DAY), *(Window(d, d) for d in days)]
        case Kind.DATE:
            return [_DAY]
        case _:
            return ["…"]
