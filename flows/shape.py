"""A file's tree held to the shape of a flow: every fault is told in its author's words, and mended to look further.

What is out of shape becomes what was meant, where that is plain, and else a stand-in, which leaves a hole: of what
hangs from a hole nothing is known, and nothing more is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from flows import document as doc
from flows.problems import Problem, in_short, nearest
from flows.yaml12 import Mark, Parsed, Path, Tree

#: What is mended may show what stands behind it, a few times over.
_MOST_ROUNDS = 5

#: The wording of each way in which a value can be out of shape, by pydantic's name for it.
SHAPES = {
    "string_type": "not-a-text",
    "enum": "not-a-text",
    "literal_error": "not-a-text",
    "string_too_long": "too-long",
    "string_too_short": "empty",
    "too_short": "empty",
    "too_long": "too-many",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-great",
    "int_parsing": "not-a-number",
    "int_parsing_size": "not-a-number",
    "int_from_float": "not-a-number",
    "int_type": "not-a-number",
    "float_parsing": "not-a-number",
    "float_type": "not-a-number",
    "finite_number": "not-a-number",
    "bool_parsing": "not-yes-or-no",
    "bool_type": "not-yes-or-no",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "list_type": "not-a-list",
}
#: The wording for a value that is not written as its line wants it.
PATTERNS = {"currency": "bad-currency", "region": "bad-region"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A document (None when none could be made), where its parts stand, what is wrong, and where its holes are."""

    document: doc.Document | None
    parsed: Parsed
    problems: tuple[Problem, ...] = ()
    holes: frozenset[Path] = frozenset()


def shaped(parsed: Parsed) -> Shaped:
    """The document that a tree describes, mended where it is out of shape."""
    try:
        return Shaped(doc.Document.model_validate(parsed.tree), parsed)
    except ValidationError as error:
        mending = _Mending(parsed)
        mending.mend(error.errors(include_url=False))
    for _ in range(_MOST_ROUNDS):
        try:
            return mending.shaped(doc.Document.model_validate(mending.tree))
        except ValidationError as error:
            mending.mend(error.errors(include_url=False))
    return mending.shaped(None)


def _told(error: ErrorDetails, path: Path, mark: Mark) -> Problem:
    """A fault of shape in a marketer's words: pydantic's own are never shown."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    given = error.get("input")
    context = error.get("ctx", {})
    most, least = context.get("max_length", context.get("le")), context.get("ge")
    params = {"name": name, "given": in_short(given), "most": str(most), "least": str(least)}
    match error["type"]:
        case "extra_forbidden":
            key, params["meant"] = "unknown-key", nearest(name, _fields_at(path[:-1]))
        case "missing":
            key = "missing-key"
        case "enum" | "literal_error" if isinstance(given, str):
            valid = [w.strip(" '") for w in str(context.get("expected", "")).replace(" or ", ",").split(",")]
            key, params["valid"], params["meant"] = "unknown-value", ", ".join(valid), nearest(given, valid)
        case "string_pattern_mismatch" if name in PATTERNS:
            key = PATTERNS[name]
        case other:
            key = "empty" if given is None else SHAPES.get(other, "shape")
    return Problem(mark, key, params)


class _Mending:
    """A tree as it is mended; where a guess does not fit either, that is not told: it may be a wrong guess."""

    def __init__(self, parsed: Parsed) -> None:
        self.tree = deepcopy(parsed.tree)
        self.parsed = Parsed(self.tree, marks := dict(parsed.marks), parsed.faults)
        self.marks = marks
        self.problems: list[Problem] = []
        self.holes: set[Path] = set()
        self.guesses: set[Path] = set()

    def shaped(self, document: doc.Document | None) -> Shaped:
        return Shaped(document, self.parsed, tuple(self.problems), frozenset(self.holes))

    def mend(self, errors: Iterable[ErrorDetails]) -> None:
        """Tell each fault and put something in its place; unknown keys come first, for they may be what is missing."""
        for error in sorted(errors, key=lambda e: e["type"] != "extra_forbidden"):
            path: Path = tuple(p for p in error["loc"] if p != "[key]")
            if path in self.holes:
                continue
            if path in self.guesses:
                if error["type"] != "missing":
                    self._fill(path)
                continue
            problem = _told(error, path, self.parsed.mark(path))
            self.problems.append(problem)
            if not path:
                continue
            meant, given = problem.params.get("meant"), error.get("input")
            if problem.key == "unknown-key":
                self._rename(path, meant)
            elif meant:
                self.guesses.add(self._put(path, meant))
            elif problem.key == "not-a-list" and isinstance(given, str):
                self.guesses.add((*self._put(path, [given]), 0))
            else:
                self._fill(path)

    def _rename(self, path: Path, meant: str | None) -> None:
        """Take an unknown key for the one that was meant, or leave it out."""
        holder = self._at(path[:-1])
        if not isinstance(holder, dict) or path[-1] not in holder:
            return
        value = holder.pop(str(path[-1]))
        if meant and meant not in holder:
            holder[meant] = value
            self.guesses.add(guess := (*path[:-1], meant))
            self._move(path, guess, value)
        elif path[-3:-2] == ("next",) and "when" not in holder:
            self.holes.add((*path[:-1], "when"))  # whatever it is, the branch was not to be taken always

    def _move(self, path: Path, to: Path, value: Tree) -> None:
        if path in self.marks:
            self.marks[to] = self.marks[path]
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, child in below:
            self._move((*path, step), (*to, step), child)

    def _fill(self, path: Path) -> None:
        """Put a stand-in where something is missing or out of shape, or leave out what may be left out."""
        required = _schema_at(path[:-1]).get("required")
        needed = isinstance(required, list) and path[-1] in required
        may_be_left_out = path[-1] in _fields_at(path[:-1]) and not needed
        holder = self._at(path[:-1])
        if may_be_left_out and isinstance(holder, dict):
            holder.pop(str(path[-1]), None)
            self.holes.add(path)
        else:
            self.holes.add(self._put(path, _stand_in(_schema_at(path))))

    def _put(self, path: Path, value: Tree) -> Path:
        """Set what stands at a path, or around it when the file has one value in the place of a list; returns where."""
        while len(path) > 1 and not isinstance(self._at(path[:-1]), list if isinstance(path[-1], int) else dict):
            path = path[:-1]
        holder, step = self._at(path[:-1]), path[-1]
        if isinstance(holder, dict):
            holder[str(step)] = value
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            holder[step] = value
        return path

    def _at(self, path: Path) -> Tree:
        here = self.tree
        for step in path:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here


_Node = Mapping[str, object]


@cache
def _schema() -> Mapping[str, object]:
    return doc.schema()


def _fields_at(path: Path) -> tuple[str, ...]:
    """The keys that the file's schema knows at a path, for "did you mean"."""
    properties = _schema_at(path).get("properties")
    return tuple(properties) if isinstance(properties, dict) else ()


def _schema_at(path: Path) -> dict[str, object]:
    """What the file's schema says of a path; nothing where it knows nothing."""
    here = _resolved(_schema())
    for step in path:
        if isinstance(step, int):
            here = _resolved(here.get("items"))
        else:
            properties = here.get("properties")
            known = properties.get(step) if isinstance(properties, dict) else None
            here = _resolved(known if known is not None else here.get("additionalProperties"))
    return here


def _resolved(node: object) -> dict[str, object]:
    if isinstance(node, dict) and "anyOf" in node:
        node = next((n for n in node["anyOf"] if n.get("type") != "null"), node)
    if isinstance(node, dict) and "$ref" in node:
        definitions = _schema()["$defs"]
        node = definitions[str(node["$ref"]).rsplit("/", 1)[-1]] if isinstance(definitions, dict) else None
    return node if isinstance(node, dict) else {}


def _stand_in(node: Mapping[str, object]) -> Tree:
    """The least that keeps to a schema."""
    match node:
        case {"enum": [first, *_]}:
            return str(first)
        case {"type": "array"}:
            return [_stand_in(_resolved(node.get("items"))) for _ in range(int(str(node.get("minItems", 0))))]
        case {"type": "object", "required": list(names), "properties": dict(properties)}:
            return {name: _stand_in(_resolved(properties[name])) for name in names}
        case {"type": "object"}:
            return {}
        case {"type": "integer" | "number"}:
            return str(node.get("minimum", 0))
        case {"type": "boolean"}:
            return "false"
    return "…"
