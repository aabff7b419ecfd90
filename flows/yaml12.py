"""YAML as flow files use it: YAML 1.2, every scalar a word, every value with its line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]
Mark = tuple[int, int]
"""Line and column, both from 1."""
Tree = str | None | list["Tree"] | dict[str, "Tree"]

_MOST_NODES = 50_000


class YamlProblem(ValueError):
    """The text is not YAML that we read: what is wrong, and where."""

    def __init__(self, message: str, mark: Mark) -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a file, and where each path of it stands; `repeated` are keys given twice, with their place."""

    tree: Tree
    marks: Mapping[Path, Mark]
    repeated: tuple[tuple[str, Mark], ...]

    def mark(self, path: Path) -> Mark:
        """Where the value at a path stands, or the nearest value around it that exists."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


class _Words(yaml.SafeLoader):
    """A loader that resolves no plain scalar: `no`, `oui`, `on` and `2026-11` stay the words they are."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}  # noqa: RUF012 — PyYAML's own class attribute


def parse(text: str) -> Parsed:
    """Read one YAML document; raises YamlProblem."""
    try:
        node = yaml.compose(text, Loader=_Words)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlProblem(error.problem or error.context or "YAML", place) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlProblem(str(error).splitlines()[0], (1, 1)) from error
    if node is None:
        raise YamlProblem("the file is empty", (1, 1))
    marks: dict[Path, Mark] = {}
    repeated: list[tuple[str, Mark]] = []
    return Parsed(_tree(node, (), marks, repeated, frozenset()), marks, tuple(repeated))


def _tree(
    node: yaml.Node, path: Path, marks: dict[Path, Mark], repeated: list[tuple[str, Mark]], above: frozenset[int]
) -> Tree:
    mark = (node.start_mark.line + 1, node.start_mark.column + 1)
    if len(marks) > _MOST_NODES or id(node) in above:
        raise YamlProblem("the file repeats itself without end (anchors and aliases)", mark)
    marks[path] = mark
    inside = above | {id(node)}
    match node:
        case yaml.ScalarNode():
            return None if node.style is None and node.value in ("", "~", "null") else str(node.value)
        case yaml.SequenceNode():
            return [_tree(child, (*path, i), marks, repeated, inside) for i, child in enumerate(node.value)]
        case yaml.MappingNode():
            found: dict[str, Tree] = {}
            for key_node, child in node.value:
                key = str(key_node.value)
                here = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                if key in found:
                    repeated.append((key, here))
                found[key] = _tree(child, (*path, key), marks, repeated, inside)
                marks[(*path, key)] = here
            return found
        case _:
            raise YamlProblem("this kind of YAML value is not used here", mark)
