"""What the server takes when little happens: memory at rest, the time to the first answer, what waits in memory.

python -m benchmarks.resources [--talks N] [--streams N] [--json]

It measures what is installed beside the Python that runs it: `make bench` gives it what `make run` installs, as some
libraries load what development adds.

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
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import QUIET, Connection, cpu_seconds, free_port

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


async def _ten_at_once(port: int, count: int, do: Callable[[Connection], Awaitable[None]]) -> None:
    async def some() -> None:
        connection = await Connection.open(port)
        for _ in range(count // 10):
            await do(connection)
        connection.close()

    await asyncio.gather(*(some() for _ in range(10)))


async def _park(port: int, talks: int) -> None:
    """Conversations that answer one question and are left at that."""

    async def one(connection: Connection) -> None:
        talk, token = await _begun(connection)
        await connection.post(f"/api/v1/conversations/{talk}/messages", {"id": "1", "text": "invoices"}, token)

    await _ten_at_once(port, talks, one)


#: Seconds for which the open streams are left alone.
_SILENCE = 15.0


async def _stream(port: int, streams: int, server: Server) -> tuple[float, float]:
    """What so many open event streams take, each of a talk of its own: MB, and seconds of the processor a second.

    All come from this machine itself, so the limit of streams for one address is not theirs.
    """
    held = []

    async def one(connection: Connection) -> None:
        talk, token = await _begun(connection)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"GET /api/v1/conversations/{talk}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        )
        writer.write(f"{head}\r\n".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in answer:
            raise RuntimeError(f"no stream: {answer[:200]!r}")
        held.append(writer)

    before = server.megabytes()
    await _ten_at_once(port, streams, one)
    await asyncio.sleep(_SILENCE)
    began, used = time.perf_counter(), cpu_seconds(server.pid)
    await asyncio.sleep(_SILENCE)
    busy = (cpu_seconds(server.pid) - used) / (time.perf_counter() - began)
    told = server.megabytes() - before
    for writer in held:
        writer.close()
    return told, busy


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
        time.sleep(3)
        megabytes, busy = asyncio.run(_stream(server.port, streams, server))
        found[f"kB an open event stream, of {streams}"] = megabytes * 1024 / streams
        found[f"seconds of processor a second, {streams} streams"] = busy
    return {name: round(value, 2) for name, value in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=int, default=5000)
    parser.add_argument("--streams", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < options.streams + 200:
        parser.error(f"only {hard} files may be open here (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the server inherits it
    found = measured(options.talks, options.streams)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name:<46}{value:>10}")


if __name__ == "__main__":
    main()
