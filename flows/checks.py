"""What a well-formed flow can still get wrong: dead ends, lost questions, early personal questions, channel limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.exploring import Reach, explore
from flows.flow import Flow, Question
from flows.problems import Problem
from flows.yaml12 import Parsed, Path

#: The tightest limit of the channels: Slack's button text (docs.slack.dev, Block Kit: 75 characters).
MOST_LABEL = 75
#: Slack's most buttons in one block of actions (docs.slack.dev: 25).
MOST_OPTIONS = 25
#: Slack's most characters in a section's text (docs.slack.dev: 3,000); Telegram allows 4,096.
MOST_TEXT = 3000


def check(flow: Flow, parsed: Parsed) -> tuple[Problem, ...]:
    """Every fault that only shows when the flow is walked, where it stands in the file."""
    found = [*_paths(flow, parsed, explore(flow)), *_limits(flow, parsed)]
    return tuple(sorted(found, key=lambda p: (p.mark, p.key)))


def _paths(flow: Flow, parsed: Parsed, reach: Reach) -> Iterator[Problem]:
    if not reach.complete:
        yield Problem(parsed.mark(("flow",)), "too-many-paths", severity="warning")
        return
    for i, q in enumerate(flow.questions):
        here: Path = ("questions", i)
        if q.id not in reach.questions:
            yield Problem(parsed.mark((*here, "id")), "unreachable-question", {"question": q.id})
        if q.id in reach.stuck:
            yield Problem(parsed.mark((*here, "next")), "dead-end", {"question": q.id})
        if q.id in reach.unguarded:
            yield Problem(parsed.mark((*here, "id")), "personal-before-consent", {"question": q.id})
    for rule in flow.bands:
        if rule.band not in reach.bands:
            yield Problem(parsed.mark(("bands", rule.band)), "unreachable-band", {"band": rule.band})
    if "cold" not in reach.bands:
        yield Problem(parsed.mark(("bands",)), "unreachable-band", {"band": "cold"})
    yield from _unmet(parsed, "score", "id", [r.id for r in flow.rules], reach.rules, "unreachable-rule")
    codes = [d.code for d in flow.disqualifiers]
    yield from _unmet(parsed, "disqualify", "code", codes, reach.disqualifiers, "unreachable-disqualifier")
    yield from _unmet(parsed, "magnets", "id", [m.id for m in flow.magnets], reach.magnets, "unreachable-magnet")


def _unmet(parsed: Parsed, block: str, key: str, names: list[str], met: set[str], problem: str) -> Iterator[Problem]:
    for i, name in enumerate(names):
        if name not in met:
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
