"""Reading flow files from disk and telling all that is wrong with them."""

from __future__ import annotations

from pathlib import Path

from flows.checks import examine
from flows.flow import Flow
from flows.problems import FlowProblems, Problem

#: The folder of the flows that ship.
CATALOG = Path(__file__).resolve().parent.parent / "flows" / "catalog"


def sizes_in(folder: Path) -> dict[str, int]:
    """Size in bytes of every file below a folder, by relative path with forward slashes."""
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}


def flow_files(folder: Path) -> list[Path]:
    """The flow files of a folder, by name."""
    return sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))


def read_text(path: Path) -> str:
    """A flow file's text; raises FlowProblems when it cannot be read as UTF-8 (or at all)."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FlowProblems([Problem((1, 1), "not-utf8", {"byte": str(error.start)})]) from error
    except OSError as error:
        raise FlowProblems([Problem((1, 1), "unreadable")]) from error


def checked(path: Path) -> tuple[Flow | None, tuple[Problem, ...]]:
    """A file's flow (None when it cannot be used at all) and every problem it has."""
    folder = path.resolve().parent
    try:
        text = read_text(path)
    except FlowProblems as error:
        return None, error.problems
    return examine(text, sizes_in(folder).get, str(folder))
