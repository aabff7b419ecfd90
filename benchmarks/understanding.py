"""How much of what people write is read right beside published recognisers, and how long a reply takes at worst.

python -m benchmarks.understanding [--others PYTHON] [--json]

Two kinds of phrasings, both the project's own: those of its tests (tests/flows/phrasings), most of them written to test
this reader, so that they show what the others cannot do; and those of benchmarks/published.txt, of the kind that the
others test themselves with. `--others` is a Python that has requirements-bench.lock.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.understanding import KINDS, Row, context_of, heard, question_of
from flows import questions
from flows.reading.contract import Unclear, Understood
from flows.reading.patterns import making
from flows.values import Money, Window

TABLES = Path(__file__).resolve().parents[1] / "tests" / "flows" / "phrasings"
PUBLISHED = Path(__file__).with_name("published.txt")
TODAY = date(2026, 3, 10)
REGIONS = {"fr": "FR", "en": "US"}
#: The jobs, with the kind of question that asks for each, and what is compared.
JOBS = {"money": "budget", "timing": "timing", "yesno": "yesno", "email": "email", "phone": "phone"}
PRODUCT = "aimant"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One phrasing with what it means, as its table writes it; `kind` is "tests" or "published"."""

    kind: str
    job: str
    lang: str
    text: str
    expected: str
    region: str


#: What a table says of phrasings that tell no value, or one that only this project has.
_OF_OURS = ("?", "-", "none", "never", "asap", "maybe")


def phrasings() -> Iterator[Phrasing]:
    """All phrasings that have a meaning which any tool could find: none that are unclear, or that say there is none."""
    for kind, path, of in (*(("tests", TABLES / f"{job}.txt", [job]) for job in JOBS), ("published", PUBLISHED, [])):
        for line in path.read_text(encoding="utf-8").splitlines():
            if " | " not in line or line.startswith("#"):
                continue
            job, lang, *region, text, expected = [*of, *(cell.strip() for cell in line.split(" | "))]
            if expected not in _OF_OURS:
                yield Phrasing(kind, job, lang, text, expected, *(region or [REGIONS[lang]]))


def product(p: Phrasing) -> Any:
    """What the product reads, in the form of `benchmarks.others`."""
    question = {"kind": JOBS[p.job], "region": p.region}
    found = heard(Row.model_validate({"text": p.text, "lang": p.lang, "ref": TODAY, "question": question})).reading
    match found:
        case Unclear("unclear.email-typo", (_, written, *_)):
            return written
        case Understood(value=Money() as money):
            return None if money.none else [money.minimum, money.maximum, money.currency]
        case Understood(value=Window() as window):
            return [d.isoformat() if d else None for d in (window.earliest, window.latest)]
        case Understood(value=value):
            return value
    return None


def right(p: Phrasing, answer: Any) -> bool:
    """Whether an answer is what the phrasing means: both ends, the currency where one is said, the days exactly."""
    return answer is not None and _RIGHT[p.job](p.expected, answer)


def _money(expected: str, answer: Sequence[Any]) -> bool:
    amount, *rest = expected.split()
    low, dots, high = amount.lstrip("~").partition("..")
    ends = [float(end) if end else None for end in (low, high if dots else low)]
    currency = next((word for word in rest if not word.startswith("/")), None)
    return list(answer[:2]) == ends and (currency is None or answer[2] == currency)


def _timing(expected: str, answer: Sequence[str | None]) -> bool:
    first, dots, last = expected.partition("..")
    ends = [end if len(end) > 5 else f"2026-{end}" if end else None for end in (first, last if dots else first)]
    return [_open(answer[0]), answer[1]] == [_open(ends[0]), ends[1]]


def _open(first: str | None) -> str | None:
    """A time that begins today has no beginning."""
    return None if first is not None and first <= TODAY.isoformat() else first


def _digits(expected: str, answer: str) -> bool:
    """A number is right in any spelling, national or international."""
    wanted, got = ("".join(c for c in said.partition(";")[0] if c.isdigit()) for said in (expected, answer))
    return got == wanted or (len(got) >= 9 and wanted.endswith(got.lstrip("0")))


_RIGHT: dict[str, Callable[[str, Any], bool]] = {
    "money": _money,
    "timing": _timing,
    "yesno": lambda expected, answer: answer == expected,
    "email": lambda expected, answer: answer in expected.lower().split(" < "),  # as meant, or as written
    "phone": _digits,
}


def measured(others: str | None) -> dict[str, Any]:
    """Shares of right answers by kind of row, job, language and tool; milliseconds a phrasing; and of whole replies."""
    [*making()]  # as a server does once it listens
    rows = list(phrasings())
    hits: dict[tuple[str, str, str, str], list[bool]] = {}
    took: dict[str, list[float]] = {}
    for p in rows:
        began = time.perf_counter()
        answer = product(p)
        took.setdefault(PRODUCT, []).append((time.perf_counter() - began) * 1000)
        hits.setdefault((p.kind, p.job, p.lang, PRODUCT), []).append(right(p, answer))
    if others:
        asked = "".join(json.dumps({"job": p.job, "lang": p.lang, "text": p.text}) + "\n" for p in rows)
        script = str(Path(__file__).with_name("others.py"))
        done = subprocess.run(  # noqa: S603 — the Python that was given
            [others, script], input=asked, capture_output=True, text=True, check=True
        )
        for p, line in zip(rows, done.stdout.splitlines(), strict=True):
            told = json.loads(line)
            for tool, answer in told["answers"].items():
                hits.setdefault((p.kind, p.job, p.lang, tool), []).append(right(p, answer))
                took.setdefault(tool, []).append(told["ms"][tool])
    return {
        "rows": [
            {"kind": kind, "job": job, "lang": lang, "tool": tool, "right": sum(found), "of": len(found)}
            for (kind, job, lang, tool), found in sorted(hits.items(), reverse=True)
        ],
        "hostile": hostile(),
        "ms": {tool: {"median": median(ms), "p99": quantiles(ms, n=100)[98]} for tool, ms in took.items()},
    }


#: Texts that give a careless pattern the most to do; each is 10,000 characters of itself.
HOSTILE = (
    *(
        "a",
        "1 ",
        "mille ",
        "a@",
        "le ",
        "point ",
        "0",
        "je ne sais pas ",
        "stop, ",
        "why ",
        "vous ",
        "en fait ",
        "pas ",
    ),
    *(") (", "? ", "entre 10 et ", "non merci ", "i'd rather not ", "plus ", "a b ", "x,", "janvier ", "my name is "),
    *("je suis le DG de ", "+33 6 ", "in ", "not ", "rue a ", "1 a ", "ça dépend de ", "une vingtaine de ", "$1,"),
)


def hostile() -> dict[str, list[tuple[float, str]]]:
    """By kind of question, for its reader and for a whole message: the milliseconds of the worst text, and which."""
    worst: dict[str, list[tuple[float, str]]] = {}
    for kind in KINDS:
        asked = {"kind": kind, "region": "FR", "answered": ["budget", "timing", "email"], "options": ["A b", "C d"]}
        of_reader, of_message = [], []
        for part in HOSTILE:
            text = (part * 10_000)[:10_000]
            row = Row.model_validate({"text": text, "lang": "fr", "ref": TODAY, "question": asked})
            question, context = question_of(row), context_of(row)
            of_reader.append((_best(lambda q=question, t=text, c=context: questions.read(q, t, c)), part))
            of_message.append((_best(lambda r=row: heard(r)), part))
        worst[kind] = [max(of_reader), max(of_message)]
    return worst


def _best(work: Callable[[], object]) -> float:
    """The milliseconds of the quickest of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--others", help="a Python that has requirements-bench.lock")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = measured(given.others)
    if given.json:
        json.dump(found, sys.stdout, indent=2)
        return
    print(f"{'rows':9} {'what':8} {'lang':4} {'tool':17} {'right':>11}")
    for row in found["rows"]:
        share = f"{row['right']}/{row['of']:<4} {row['right'] / row['of']:6.1%}"
        print(f"{row['kind']:9} {row['job']:8} {row['lang']:4} {row['tool']:17} {share:>16}")
    print("\n10,000 hostile characters: milliseconds of the worst text, for its reader and heard as a whole message")
    for kind, ((reader, for_reader), (message, for_message)) in found["hostile"].items():
        print(f"{kind:17} {reader:8.3f} {for_reader!r:20} {message:8.3f} {for_message!r}")
    print("\nmilliseconds a phrasing (median, 99th percentile)")
    for tool, ms in found["ms"].items():
        print(f"{tool:17} {ms['median']:8.3f} {ms['p99']:8.3f}")


if __name__ == "__main__":
    main()
