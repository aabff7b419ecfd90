"""Turns a second on a database that holds many conversations, beside one that holds few: interleaved, on each database.

python -m benchmarks.growth [--few N] [--many N] [--rounds N] [--seconds S] [--conversations C] [--json]

A million conversations take 17 GB on each database, and some ten minutes to make. What filling so much at once leaves
for later is done before anything is measured: PostgreSQL's vacuum and checkpoint, SQLite's log.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

import asyncpg

from benchmarks.load import QUIET, free_port, measure
from benchmarks.turns import a_postgres, product_talk, running

AIMANT = str(Path(sys.executable).with_name("aimant"))


async def _database(address: str, name: str) -> str:
    """Another database on the same server; its address."""
    connection = await asyncpg.connect(address)
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    return urllib.parse.urlsplit(address)._replace(path=f"/{name}").geturl()


def _filled(folder: str, postgres: str | None, sizes: list[int]) -> dict[tuple[str, int], dict[str, str]]:
    """Databases that hold so many conversations: the settings of a server on each."""
    found = {}
    for name in ("sqlite", *(["postgres"] if postgres else [])):
        for size in sizes:
            own = {"AIMANT_DATA_DIR": f"{folder}/{name}-{size}", **QUIET}
            if postgres and name == "postgres":
                own["AIMANT_DATABASE_URL"] = asyncio.run(_database(postgres, f"of-{size}"))
            environment = os.environ | own
            subprocess.run(  # noqa: S603 (our own command)
                [AIMANT, "simulate", "--fill", str(size)], env=environment, check=True, stdout=sys.stderr
            )
            _settle(own)
            found[name, size] = environment
    return found


def _settle(own: dict[str, str]) -> None:
    """What a database would do in the background after so much was written at once."""
    if (address := own.get("AIMANT_DATABASE_URL")) is not None:
        asyncio.run(_vacuum(address))
        return
    with closing(sqlite3.connect(f"{own['AIMANT_DATA_DIR']}/aimant.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _vacuum(address: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute("VACUUM")
    await connection.execute("CHECKPOINT")
    await connection.close()


def main() -> None:
    """Fill, measure, and print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--conversations", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rates: dict[tuple[str, int], list[float]] = {}
    with ExitStack() as held:
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="aimant-bench-"))
        postgres, _ = held.enter_context(a_postgres(folder))
        servers = []
        for which, environment in _filled(folder, postgres, [options.few, options.many]).items():
            port = free_port()
            environment["AIMANT_PORT"] = str(port)
            pid = held.enter_context(running([AIMANT, "run"], port, "/healthz", environment))
            servers.append((which, port, pid))
            rates[which] = []
        for _ in range(options.rounds):
            for which, port, pid in servers:
                work = measure(port, pid, product_talk, options.conversations, options.seconds)
                rates[which].append(asyncio.run(work).turns_per_second)
    told = {
        name: {
            "few": round(median(rates[name, options.few])),
            "many": round(median(rates[name, options.many])),
            "ratio": round(median(rates[name, options.many]) / median(rates[name, options.few]), 3),
        }
        for name, size in rates
        if size == options.few
    }
    if options.json:
        print(json.dumps({"few": options.few, "many": options.many, "turns_per_second": told}, indent=2))
        return
    for name, row in told.items():
        print(f"{name}: {row['few']} turns/s of {options.few:,}, {row['many']} of {options.many:,}: {row['ratio']}")


if __name__ == "__main__":
    main()
