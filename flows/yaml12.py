"""YAML as flow files use it: YAML 1.2, every scalar a word, every value with its line and column.

What cannot be read is told as a wording key and its place, never in the parser's own words, and within limits: a file
is refused before it takes long to read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError

Path = tuple[str | int, ...]
Mark = tuple[int, int]
"""Line and column, both from 1."""
Tree = str | None | list["Tree"] | dict[str, "Tree"]

#: The most values in a file, those that anchors repeat counted each time.
_MOST_NODES = 50_000
#: The most characters that aliases may add to a file.
_MOST_REPEATED = 100_000
#: How deep values may stand in values; a flow needs a dozen.
_MOST_DEPTH = 60


class YamlProblem(ValueError):
    """What is wrong with the text as YAML: a wording key without its `check.`, the place, and what fills its holes."""

    def __init__(self, key: str, mark: Mark, holes: Mapping[str, str] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.mark = mark
        self.holes = dict(holes or {})


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a file, and where each path of it stands; `faults` do not keep the rest from being read."""

    tree: Tree
    marks: Mapping[Path, Mark]
    faults: tuple[YamlProblem, ...]

    def mark(self, path: Path) -> Mark:
        """Where the value at a path stands, or the nearest value around it that exists."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


class _Words(yaml.SafeLoader):
    """A loader that resolves no plain scalar: `no`, `oui`, `on` and `2026-11` stay the words they are."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}  # noqa: RUF012 — PyYAML's own class attribute

    _seen = 0
    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next value, within the limits."""
        self._seen += 1
        if self._seen > _MOST_NODES or self._depth > _MOST_DEPTH:
            key = "yaml-too-deep" if self._depth > _MOST_DEPTH else "yaml-too-many"
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise YamlProblem(key, _place(mark), {"most": str(_MOST_NODES)})
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Quick(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml's loader, where PyYAML brings it: ten times as fast, but it has no limits, and no places for faults."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}  # noqa: RUF012 — PyYAML's own class attribute


def _composed(text: str) -> yaml.Node | None:
    """The document of a text with which nothing is wrong, as far as libyaml sees; None when it is to be looked at."""
    try:
        if "\t" in text or "\ufeff" in text or not _is_ordinary(text):  # PyYAML takes no tab, and counts no mark
            return None
        loader = _Quick(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return node


def _is_ordinary(text: str) -> bool:
    """Whether values are within the limits (composing them takes stack), and none is read in another way by PyYAML."""
    inside: list[bool] = []
    for seen, event in enumerate(yaml.parse(text, _Quick)):
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append(bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
        elif isinstance(event, yaml.ScalarEvent) and not event.style and inside and inside[-1] and "?" in event.value:
            return False  # PyYAML takes a bare question mark within brackets for a sign
        if len(inside) > _MOST_DEPTH or seen > _MOST_NODES:
            return False
    return True


def parse(text: str) -> Parsed:
    """Read one YAML document; raises YamlProblem."""
    node = _composed(text) or _explained(text)
    marks: dict[Path, Mark] = {}
    faults: list[YamlProblem] = []
    # before anything looks at the texts: with aliases a small file can stand for an enormous one
    if _is_enormous(node, 2 * len(text) + _MOST_REPEATED):
        raise YamlProblem("yaml-repeats", _place(node.start_mark))
    return Parsed(_tree(node, (), marks, faults, frozenset()), marks, tuple(faults))


def _explained(text: str) -> yaml.Node:
    """The document; what keeps it from being read is told with its place, as a YamlProblem."""
    try:
        loader = _Words(text)
    except ReaderError as error:
        before = text[: error.position]
        mark = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise YamlProblem("yaml-control", mark, {"code": f"{error.character:04X}"}) from error
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _told(error, text) from error
    except (ValueError, OverflowError) as error:  # an escape such as "\U99999999", which is no character
        raise error if isinstance(error, YamlProblem) else YamlProblem("yaml", _place(loader.get_mark())) from error
    finally:
        loader.dispose()
    if node is None:
        raise YamlProblem("yaml-empty", (1, 1))
    return node


def _is_enormous(root: yaml.Node, most: int) -> bool:
    """Whether all texts below, repeated ones each time, come to more than `most`; no longer looked at than needed."""
    waiting, letters, seen = [root], 0, 0
    while waiting and letters <= most and seen <= _MOST_NODES:
        seen += 1
        match waiting.pop():
            case yaml.ScalarNode(value=value):
                letters += len(value)
            case yaml.MappingNode(value=pairs):
                waiting += [each for pair in pairs for each in pair]
            case yaml.SequenceNode(value=values):
                waiting += values
    return letters > most


#: The tags that a value has when none is written: anything else was written with a "!".
_PLAIN = {yaml.ScalarNode: "str", yaml.SequenceNode: "seq", yaml.MappingNode: "map"}
_TAG = "tag:yaml.org,2002:"


def _tree(
    node: yaml.Node, path: Path, marks: dict[Path, Mark], faults: list[YamlProblem], above: frozenset[int]
) -> Tree:
    mark = _place(node.start_mark)
    if len(marks) > _MOST_NODES or len(path) > _MOST_DEPTH or id(node) in above:
        raise YamlProblem("yaml-repeats", mark)
    if node.tag != _TAG + _PLAIN[type(node)]:
        faults.append(YamlProblem("yaml-tag", mark, {"name": f"!{node.tag.removeprefix(_TAG).removeprefix('!')}"}))
    marks[path] = mark
    inside = above | {id(node)}
    match node:
        case yaml.SequenceNode():
            return [_tree(child, (*path, i), marks, faults, inside) for i, child in enumerate(node.value)]
        case yaml.MappingNode():
            found: dict[str, Tree] = {}
            for key_node, child in node.value:
                here = _place(key_node.start_mark)
                if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
                    faults.append(YamlProblem("yaml-key", here))
                    continue
                key = _text(key_node, faults)
                if key in found:
                    faults.append(YamlProblem("repeated-key", here, {"name": key}))
                found[key] = _tree(child, (*path, key), marks, faults, inside)
                marks[(*path, key)] = here
            return found
        case yaml.ScalarNode():
            return None if not node.style and node.value in ("", "~", "null") else _text(node, faults)
    raise TypeError(f"not a YAML node: {type(node).__name__}")


#: What no text may hold: control characters but tab and line ends, and halves of characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def _text(node: yaml.ScalarNode, faults: list[YamlProblem]) -> str:
    text = str(node.value)
    if found := _FORBIDDEN.search(text):
        faults.append(YamlProblem("yaml-control", _place(node.start_mark), {"code": f"{ord(found[0]):04X}"}))
        return _FORBIDDEN.sub("\ufffd", text)
    return text


def _place(mark: yaml.Mark) -> Mark:
    return (mark.line + 1, mark.column + 1)


def _told(error: yaml.MarkedYAMLError, text: str) -> YamlProblem:  # noqa: PLR0912 (one case a complaint)
    """The parser's complaint as one of ours; what it says is only compared, and never shown."""
    begun, met = error.context_mark, error.problem_mark
    context, problem = error.context or "", error.problem or ""
    at = met or begun
    mark = _place(at) if at else (1, 1)
    opened = {"line": str(begun.line + 1)} if begun else {}
    line = text.splitlines()[mark[0] - 1 : mark[0]]
    before, after = (line[0][: mark[1] - 1], line[0][mark[1] - 1 :]) if line else ("", "")
    if "\t" in after[:1] or (not before.strip() and "\t" in before):
        return YamlProblem("yaml-tab", mark)
    match context, problem:
        case "expected a single document in the stream", _:
            return YamlProblem("yaml-documents", mark)
        case "while scanning a quoted scalar", _ if begun:
            return YamlProblem("yaml-quote", _place(begun))
        case "while scanning a simple key", _ if begun:
            return YamlProblem("yaml-no-colon", _place(begun))
        case "while scanning a double-quoted scalar", _:
            return YamlProblem("yaml-escape", mark)
        case (("while scanning a block scalar" | "while scanning an alias" | "while scanning an anchor"), _) if begun:
            return YamlProblem("yaml-start", _place(begun), {"sign": _sign(text, begun)})
        case (("while parsing a flow sequence" | "while parsing a flow mapping"), _):
            return YamlProblem("yaml-bracket", mark, opened)
        case "while parsing a block mapping", _ if after[:1] == ":":
            return YamlProblem("yaml-key", mark)
        case (("while parsing a block mapping" | "while parsing a block collection"), _) if before.strip(" -?"):
            return YamlProblem("yaml-after", mark)
        case (("while parsing a block mapping" | "while parsing a block collection"), _):
            return YamlProblem("yaml-indent", mark, opened)
        case "while scanning for the next token", _:
            return YamlProblem("yaml-start", mark, {"sign": after[:1]})
        case _, "mapping values are not allowed here":
            return YamlProblem("yaml-colon", mark)
        case _, "mapping keys are not allowed here":
            return YamlProblem("yaml-start", mark, {"sign": "?"})
        case "while parsing a block node", _:
            return YamlProblem("yaml-start", mark, {"sign": after[:1]})
        case _, "sequence entries are not allowed here":
            return YamlProblem("yaml-dash", mark)
        case _ if problem.startswith("expected '<document start>'") and "\n..." in text:
            return YamlProblem("yaml-documents", mark)
        case _ if problem.startswith("found undefined alias"):
            return YamlProblem("yaml-start", mark, {"sign": "*"})
        case _ if context.startswith("found duplicate anchor"):
            return YamlProblem("yaml-anchor", mark, opened)
        case (("while parsing a tag" | "while scanning a tag"), _) if begun:
            return YamlProblem("yaml-start", _place(begun), {"sign": "!"})
        case _ if problem.startswith("found undefined tag handle"):
            return YamlProblem("yaml-start", mark, {"sign": "!"})
    return YamlProblem("yaml", mark)


def _sign(text: str, mark: yaml.Mark) -> str:
    return text[mark.index : mark.index + 1]
