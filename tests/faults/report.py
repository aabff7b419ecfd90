"""Runs what docs/reliability.md names, row by row, and writes what came of it into the table.

python -m tests.faults.report [--short] [--rows F1,F4]

Without --short each row is run at its full size, which takes hours; either way only its own column is written, and rows
that were not asked for stay as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
#: The columns of the table: row, what is done to it, what must be so, tests, short figures, full figures.
SHORT, FULL = 4, 5
#: What stands in the last column where the short size is all there is: its figures are those of the column before.
ONE_SIZE = "one size"


def tests_of(cells: list[str]) -> list[str]:
    """The tests that a row names, as pytest takes them: a file, or a file and a test."""
    return re.findall(r"`(tests/[^`]+)`", cells[3])


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The table's rows, each with the number of its line."""
    for number, line in enumerate(text.splitlines()):
        if re.match(r"\| [FS]\d+ \|", line):
            yield number, [cell.strip() for cell in line.strip("|").split("|")]


def flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Figures with the names of what they are within."""
    for name, value in figures.items():
        told = f"{before} {name}".strip()
        if isinstance(value, dict):
            yield from flat(value, told)
        else:
            yield told, value


def together(noted: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of several tests as one: counts are added up, of seconds and sizes the greatest stays."""
    found: dict[str, Any] = {}
    for figures in noted:
        for name, value in flat(figures):
            if not isinstance(value, int | float):
                continue
            if re.search(r"(_s|_mb|percent|seconds|before|after)$", name):
                found[name] = max(found.get(name, value), value)
            else:
                found[name] = found.get(name, 0) + value
    return found


def spelled(figures: Mapping[str, Any]) -> str:
    """Figures as a reader takes them."""
    told = []
    for name, value in figures.items():
        words = name.replace("_", " ")
        endings = {" s": " s", " mb": " MB", " percent": " %"}
        ending = next((each for each in endings if words.endswith(each)), "")
        told.append(f"{words.removesuffix(ending)} {value}{endings.get(ending, '')}")
    return ", ".join(told)


def run(tests: list[str], *, full: bool) -> str:
    """Run a row's tests; what its cell is to say."""
    with tempfile.TemporaryDirectory() as folder:
        measured, report = Path(folder) / "figures", Path(folder) / "report.xml"
        told = {"AIMANT_TEST_FIGURES": str(measured), "PYTHONPATH": str(ROOT)}  # servers are to be of this tree, too
        environment = {**os.environ, **told}  # noqa: TID251 (pytest's own)
        environment.pop("AIMANT_TEST_FULL", None)
        if full:
            environment["AIMANT_TEST_FULL"] = "1"
        command = [sys.executable, "-m", "pytest", "-p", "no:randomly", f"--junitxml={report}", *tests]
        subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603 (our own tests)
        suite = next(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 (written a moment ago)
        noted = [json.loads(line)["figures"] for line in measured.read_text().splitlines()] if measured.exists() else []
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    bad = count["failures"] + count["errors"]
    passed = count["tests"] - bad - count["skipped"]
    words = f"**{bad} failed**, {passed} passed" if bad else f"{passed} passed"
    figures = spelled(together(noted))
    return f"{words}; {figures}" if figures else words


def main() -> int:
    """Run, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the sizes of `make test`")
    parser.add_argument("--rows", default="", help="only these, comma-separated")
    asked = parser.parse_args()
    wanted = set(filter(None, asked.rows.split(",")))
    column = SHORT if asked.short else FULL
    failed = False
    rows = list(rows_of(PAGE.read_text(encoding="utf-8")))
    if unknown := wanted - {cells[0] for _, cells in rows}:
        parser.error(f"no such row in {PAGE.name}: {', '.join(sorted(unknown))}")
    for _, cells in rows:
        tests = tests_of(cells)
        if not tests or (wanted and cells[0] not in wanted):
            continue
        began = time.monotonic()
        if not asked.short and cells[FULL] == ONE_SIZE:
            continue
        cells[column] = run(tests, full=not asked.short)
        failed |= "failed" in cells[column]
        print(f"{cells[0]}: {cells[column]} ({time.monotonic() - began:.0f} s)", flush=True)
        page = PAGE.read_text(encoding="utf-8")  # it may have been edited since: the row is found anew
        lines = page.splitlines()
        for number, now in rows_of(page):
            if now[0] == cells[0]:
                now[column] = cells[column]
                lines[number] = f"| {' | '.join(now)} |"
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
