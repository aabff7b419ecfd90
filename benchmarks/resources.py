"""What the server takes when little happens: memory at rest, the time to the first answer, what waits in memory.

python -m benchmarks.resources [--talks N] [--streams N] [--json]

Memory is the resident set (VmRSS) in MB of 2**20 bytes, and in kB of 2**10 for what one conversation or stream adds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import QUIET, Connection, free_port

#: What is set for all channels at once; nothing answers at the platforms' addresses.
ALL_CHANNELS = {
    "AIMANT_BASE_URL": "https://aimant.example",
    "AIMANT_TELEGRAM_BOTS": "livre-blanc=123456:" + "A" * 35,
    "AIMANT_TELEGRAM_BASE_URL": "http://127.0.0.1:9",
    "AIMANT_SLACK_BOT_TOKEN": "xoxb-1",
    "AIMANT_SLACK_SIGNING_SECRET": "0" * 32,
    "AIMANT_SLACK_CHANNEL": "C1",
    "AIMANT_SLACK_BASE_URL": "http://127.0.0.1:9",
    "AIMANT_SMTP_HOST": "127.0.0.1",
    "AIMANT_MAIL_FROM": "hello@aimant.example",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and the seconds from its start to its first answered turn."""

    pid: int
    port: int
    first_answer: float

    def megabytes(self) -> float:
        """Its resident memory."""
        told = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in told.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[Server]:
    """A server in a folder of its own, from its first answered turn; it was started there before."""
    with tempfile.TemporaryDirectory(prefix="aimant-bench-") as folder:
        with _started(folder, settings):
            pass  # making the tables is not what is measured
        with _started(folder, settings) as server:
            yield server


@contextmanager
def _started(folder: str, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    own = {"AIMANT_DATA_DIR": folder, "AIMANT_PORT": str(port), **QUIET}
    command = [str(Path(sys.executable).with_name("aimant")), "run"]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | own | settings, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        asyncio.run(_first_answer(port))
        yield Server(process.pid, port, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


async def _first_answer(port: int) -> None:
    for _ in range(3000):
        try:
            await _begun(await Connection.open(port))
        except OSError:
            await asyncio.sleep(0.01)
        else:
            return
    raise RuntimeError("the server does not answer")


async def _begun(connection: Connection) -> tuple[str, str]:
    begun = await connection.post("/api/v1/conversations", {"flow": "bant-b2b", "locale": "en"})
    return begun["conversation"], begun["token"]


async def _park(port: int, talks: int) -> None:
    """Conversations that answer one question and are left at that, ten at once."""

    async def some(count: int) -> None:
        connection = await Connection.open(port)
        for _ in range(count):
            talk, token = await _begun(connection)
            await connection.post(f"/api/v1/conversations/{talk}/messages", {"id": "1", "text": "invoices"}, token)
        connection.close()

    await asyncio.gather(*(some(talks // 10) for _ in range(10)))


async def _stream(port: int, streams: int, server: Server) -> float:
    """The MB that the server holds while so many event streams are open, each of a conversation of its own."""
    held = []
    connection = await Connection.open(port)
    for _ in range(streams):
        talk, token = await _begun(connection)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"GET /api/v1/conversations/{talk}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        )
        writer.write(f"{head}\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        held.append(writer)
    await asyncio.sleep(2)
    told = server.megabytes()
    for writer in held:
        writer.close()
    return told


def measured(talks: int, streams: int) -> dict[str, float]:
    """All figures, by what they are."""
    found: dict[str, float] = {}
    for name, settings in (("web alone", {}), ("all channels", ALL_CHANNELS)):
        with serving(settings) as server:
            found[f"{name}: seconds to the first answered turn"] = server.first_answer
            time.sleep(2)
            found[f"{name}: MB at rest"] = server.megabytes()
    with serving({}) as server:
        asyncio.run(_park(server.port, 500))  # what is made once is there now
        before = server.megabytes()
        asyncio.run(_park(server.port, talks))
        found[f"kB a parked conversation, of {talks}"] = (server.megabytes() - before) * 1024 / talks
    with serving({}) as server:
        asyncio.run(_park(server.port, 500))
        before = server.megabytes()
        found[f"kB an open event stream, of {streams}"] = (
            (asyncio.run(_stream(server.port, streams, server)) - before) * 1024 / streams
        )
    return {name: round(value, 2) for name, value in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=int, default=5000)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the server inherits it
    found = measured(options.talks, options.streams)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name:<46}{value:>10}")


if __name__ == "__main__":
    main()
