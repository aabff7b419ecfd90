"""YAML to Flow: a file is read whole, and everything that is wrong with it is said at once, where it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flows.building import Builder, Sizes
from flows.flow import Flow
from flows.problems import FlowProblems, Problem
from flows.shape import shaped
from flows.yaml12 import Parsed, YamlProblem, parse

#: The largest flow file; it is a few pages, and what it gives away stands in files beside it.
MOST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be made of a file: a flow (None when it cannot be known at all) and where its parts stand.

    `problems` keep the flow from being used, `slips` only from saying what it means. `whole` tells whether its paths
    are as the author meant them, so that it makes sense to walk them.
    """

    flow: Flow | None
    parsed: Parsed
    problems: tuple[Problem, ...] = ()
    slips: tuple[Problem, ...] = ()
    whole: bool = False


def edition_of(text: str) -> str:
    """The name of this exact wording of a flow file: 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_flow(text: str, sizes: Sizes, folder: str = "") -> tuple[Flow, Parsed]:
    """Build the flow that a file describes; raises FlowProblems with every fault that keeps it from being used.

    `sizes` looks up the files it gives, `folder` is kept as where they stand.
    """
    draft = drafted(text, sizes, folder)
    if draft.flow is None or draft.problems:
        raise FlowProblems(draft.problems)
    return draft.flow, draft.parsed


def drafted(text: str, sizes: Sizes, folder: str = "") -> Draft:
    """As much of a flow as a file describes, whatever is wrong with it."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return _nothing(too_large())
    try:
        parsed = parse(text)
    except YamlProblem as fault:
        return _nothing(_of_yaml(fault))
    return built(parsed, sizes, edition_of(text), folder)


def built(parsed: Parsed, sizes: Sizes, edition: str = "", folder: str = "") -> Draft:
    """As much of a flow as a tree describes."""
    found = [_of_yaml(fault) for fault in parsed.faults]
    if not isinstance(parsed.tree, dict):
        return Draft(None, parsed, (*found, Problem(parsed.mark(()), "yaml-root")))
    shape = shaped(parsed)
    found += shape.problems
    if shape.document is None:
        return Draft(None, parsed, tuple(found))
    builder = Builder(shape.document, shape, sizes)
    flow = builder.flow(edition, folder)
    return Draft(flow, shape.parsed, (*found, *builder.problems), tuple(builder.slips), builder.whole)


def too_large() -> Problem:
    """What is wrong with a file of more than MOST_BYTES."""
    return Problem((1, 1), "too-large", {"most": str(MOST_BYTES // 1024)})


def _nothing(problem: Problem) -> Draft:
    return Draft(None, Parsed(None, {}, ()), (problem,))


def _of_yaml(fault: YamlProblem) -> Problem:
    return Problem(fault.mark, fault.key, fault.holes)
