"""Answered turns a second through HTTP, each committed, beside a bare handler on the same database in the same run.

python -m benchmarks.turns [--rounds N] [--seconds S] [--conversations C] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load import Connection, Figures, measure

#: A whole talk of the bant-b2b flow: nine answers in the prospect's own words, after the greeting.
ANSWERS = (
    "invoices",
    "10 to 49",
    "in 6 weeks",
    "between 8 and 10k",
    "I decide",
    "yes",
    "Camille Dubois",
    "Dubois & Fils",
    "camille@dubois.example",
    "yes",
    "0470 12 34 56",
)
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
    for text in ANSWERS:
        body = {"id": str(next(_numbers)), "text": text}
        state = (await timed(connection.post(path, body, begun["token"])))["state"]
    if state != "done":
        raise RuntimeError(f"the talk did not end: {state}")


@contextmanager
def running(command: list[str], port: int, path: str, environment: dict[str, str]) -> Iterator[int]:
    """A server on the first core, from when it answers; its process id."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 — our own servers
    try:
        _pin(process.pid, 0)
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


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _medians(rounds: list[Figures]) -> dict[str, float]:
    return {name: round(median(asdict(r)[name] for r in rounds), 3) for name in asdict(rounds[0])}


def main() -> None:
    """Measure, interleaved, and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--conversations", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aimant-bench-") as folder:
        ports = _free_port(), _free_port()
        environment = {**os.environ, "AIMANT_DATA_DIR": folder, "AIMANT_PORT": str(ports[0])}
        environment |= {"AIMANT_LOG_LEVEL": "error"}
        aimant = [str(Path(sys.executable).with_name("aimant")), "run"]
        bare = [sys.executable, "-m", "benchmarks.bare", str(ports[1]), f"{folder}/aimant.db"]
        with (
            running(aimant, ports[0], "/healthz", environment) as product_pid,
            running(bare, ports[1], "/", environment) as bare_pid,
        ):
            _pin(os.getpid(), 1)
            found: dict[str, list[Figures]] = {"bare": [], "product": []}
            for _ in range(options.rounds):
                for name, port, pid, talk in (
                    ("bare", ports[1], bare_pid, bare_talk),
                    ("product", ports[0], product_pid, product_talk),
                ):
                    work = measure(port, pid, talk, options.conversations, options.seconds)
                    found[name].append(asyncio.run(work))
    rows = {name: _medians(rounds) for name, rounds in found.items()}
    ratio = round(rows["product"]["turns_per_second"] / rows["bare"]["turns_per_second"], 3)
    if options.json:
        print(json.dumps(rows | {"ratio": ratio}, indent=2))
        return
    print(f"{'':<10}{'turns/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'CPU ms/turn':>14}")
    for name, row in rows.items():
        print(f"{name:<10}" + "{turns_per_second:>10.0f}{p50_ms:>10.2f}{p99_ms:>10.2f}{cpu_ms:>14.3f}".format(**row))
    print(f"product / bare: {ratio}   ({options.conversations} conversations at once, {len(ANSWERS) + 1} turns each)")


if __name__ == "__main__":
    main()
