"""All that is wrong with a flow file: with what it says, and with where that leads.

A flow can be well written and still hold dead ends, lost questions, early personal questions, texts that are too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flows.building import Sizes
from flows.conditions import Condition
from flows.exploring import Reach, explore
from flows.flow import Flow, Question
from flows.loading import drafted
from flows.problems import Problem, in_order
from flows.yaml12 import Parsed, Path

#: The tightest limit of the channels: Slack's button text (docs.slack.dev, Block Kit: 75 characters).
MOST_LABEL = 75
#: Slack's most buttons in one block of actions (docs.slack.dev: 25).
MOST_OPTIONS = 25
#: Slack's most characters in a section's text (docs.slack.dev: 3,000); Telegram allows 4,096.
MOST_TEXT = 3000


def examine(text: str, sizes: Sizes, folder: str = "") -> tuple[Flow | None, tuple[Problem, ...]]:
    """A file's flow (None when it cannot be used) and every problem it has, from top to bottom.

    Faults do not wait for one another: whatever can be built of a faulty flow is walked too.
    """
    draft = drafted(text, sizes, folder)
    found = [*draft.problems, *draft.slips]
    if draft.flow is not None:
        found += _limits(draft.flow, draft.parsed)
    if draft.flow is not None and draft.whole:
        found += _paths(draft.flow, draft.parsed, explore(draft.flow))
    return None if draft.problems else draft.flow, in_order(found)


def _paths(flow: Flow, parsed: Parsed, reach: Reach) -> Iterator[Problem]:
    if not reach.complete:
        yield Problem(parsed.mark(("flow",)), "too-many-paths", severity="warning")
        return
    lost = {q.id for q in flow.questions} - reach.questions
    behind = {b.go for q in flow.questions if q.id in lost for b in q.branches}  # lost only because another is
    for i, q in enumerate(flow.questions):
        here: Path = ("questions", i)
        if q.id in lost - behind:
            yield Problem(parsed.mark((*here, "id")), "unreachable-question", {"question": q.id})
        if q.id in reach.stuck:
            yield Problem(parsed.mark((*here, "next")), "dead-end", {"question": q.id})
        if q.id in reach.unguarded:
            yield Problem(parsed.mark((*here, "id")), "personal-before-consent", {"question": q.id})
    met = _bands(flow, reach)
    for rule in flow.bands:
        if rule.band not in met:
            yield Problem(parsed.mark(("bands", rule.band)), "unreachable-band", {"band": rule.band})
    if "cold" not in met:
        yield Problem(parsed.mark(("bands",)), "unreachable-band", {"band": "cold"})
    rules = [(r.id, r.when) for r in flow.rules]
    yield from _unmet(parsed, ("score", "id", "unreachable-rule"), rules, reach.rules, lost)
    codes = [(d.code, d.when) for d in flow.disqualifiers]
    yield from _unmet(parsed, ("disqualify", "code", "unreachable-disqualifier"), codes, reach.disqualifiers, lost)
    magnets = [(m.id, m.when) for m in flow.magnets]
    given = reach.magnets | {m.id for m in flow.magnets if reach.bands.isdisjoint(m.bands)}  # of those the band is told
    yield from _unmet(parsed, ("magnets", "id", "unreachable-magnet"), magnets, given, lost)


def _bands(flow: Flow, reach: Reach) -> set[str]:
    """The bands that some path reaches, or would if the rules that none fulfils were mended."""
    rules = tuple(r if r.id in reach.rules else replace(r, when=Condition()) for r in flow.rules)
    return reach.bands if rules == flow.rules else reach.bands | explore(replace(flow, rules=rules)).bands


def _unmet(
    parsed: Parsed, place: tuple[str, str, str], whens: list[tuple[str, Condition]], met: set[str], lost: set[str]
) -> Iterator[Problem]:
    """What no path meets though its questions are asked; `place` is a block, its key for a name, and the wording."""
    block, key, problem = place
    for i, (name, when) in enumerate(whens):
        if name not in met and lost.isdisjoint(when.questions()):
            yield Problem(parsed.mark((block, i, key)), problem, {"name": name})


def _limits(flow: Flow, parsed: Parsed) -> Iterator[Problem]:
    for i, q in enumerate(flow.questions):
        yield from _question_limits(("questions", i), q, parsed)
    for language, lines in flow.opening.items():
        for k, line in enumerate(lines):
            yield from _long(("opening", language, k), {language: line}, MOST_TEXT, parsed, leaf=False)
    if flow.consent is not None:
        yield from _long(("consent", "text"), flow.consent.text, MOST_TEXT - 500, parsed)


def _question_limits(here: Path, q: Question, parsed: Parsed) -> Iterator[Problem]:
    if len(q.options) > MOST_OPTIONS:
        params = {"question": q.id, "count": str(len(q.options)), "most": str(MOST_OPTIONS)}
        yield Problem(parsed.mark((*here, "options")), "too-many-options", params)
    for k, option in enumerate(q.options):
        yield from _long((*here, "options", k, "label"), option.label, MOST_LABEL, parsed)
    yield from _long((*here, "ask"), q.ask, MOST_TEXT, parsed)


def _long(path: Path, texts: Mapping[str, str], most: int, parsed: Parsed, *, leaf: bool = True) -> Iterator[Problem]:
    for language, text in texts.items():
        if len(text) > most:
            params = {"count": str(len(text)), "most": str(most)}
            yield Problem(parsed.mark((*path, language) if leaf else path), "channel-limit", params)
