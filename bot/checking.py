"""Reading flow files from disk and telling all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from flows.building import Sizes
from flows.checks import examine
from flows.flow import Flow
from flows.loading import MOST_BYTES, too_large
from flows.problems import FlowProblems, Problem

#: The folder of the flows that ship.
CATALOG = Path(__file__).resolve().parent.parent / "flows" / "catalog"


def sizes_in(folder: Path) -> Sizes:
    """Looks a file up below a folder: its size in bytes by its relative path with forward slashes, if it is there."""

    def size(path: str) -> int | None:
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts or parts.as_posix() != path:
            return None
        try:
            found = (folder / path).stat()
        except (OSError, ValueError):  # not there, or no name that a file can have
            return None
        return found.st_size if S_ISREG(found.st_mode) else None

    return size


def flow_files(folder: Path) -> list[Path]:
    """The flow files of a folder, by name."""
    return sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))


def read_text(path: Path) -> str:
    """A flow file's text; raises FlowProblems when it is too large or no UTF-8, or cannot be read at all."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise FlowProblems([too_large()])
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise FlowProblems([Problem((1, 1), "not-utf8", {"byte": str(error.start)})]) from error
    except FileNotFoundError as error:
        raise FlowProblems([Problem((1, 1), "not-there")]) from error
    except OSError as error:
        raise FlowProblems([Problem((1, 1), "unreadable")]) from error


def checked(path: Path) -> tuple[Flow | None, tuple[Problem, ...]]:
    """A file's flow (None when it cannot be used at all) and every problem it has."""
    folder = path.resolve().parent
    try:
        text = read_text(path)
    except FlowProblems as error:
        return None, error.problems
    return examine(text, sizes_in(folder), str(folder))


def name_twice(name: str, file: str) -> Problem:
    """What is wrong with a flow whose name another file of its folder has."""
    return Problem((1, 1), "name-twice", {"name": name, "file": file})


def checked_together(paths: Iterable[Path]) -> list[tuple[Path, Flow | None, tuple[Problem, ...]]]:
    """The same for files used side by side: each name is one flow's, save that one's own may replace one that ships."""
    first: dict[tuple[Path, str], Path] = {}
    found = []
    for path in paths:
        flow, problems = checked(path)
        if flow is not None:
            other = first.setdefault((path.parent, flow.name), path)
            if other != path:
                problems = (*problems, name_twice(flow.name, other.name))
            elif path.parent != CATALOG and (CATALOG, flow.name) in first:
                problems = (*problems, Problem((1, 1), "replaces", {"name": flow.name}, "warning"))
        found.append((path, flow, problems))
    return found
