"""A closed loop of conversations over a hand-written HTTP client, so that the client costs far less than the server."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Settings of a server that is measured: no line a turn, and no limit, as all comes from one address.
QUIET = {
    "AIMANT_LOG_LEVEL": "error",
    "AIMANT_RATE_REQUESTS": "0",
    "AIMANT_RATE_NEW": "0",
    "AIMANT_RATE_MESSAGES": "0",
}


class Connection:
    """One keep-alive connection to a server on loopback."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Connection:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        """Send JSON and read the JSON answer; raises when the answer is not a success."""
        raw = json.dumps(body).encode()
        bearer = f"Authorization: Bearer {token}\r\n" if token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"{bearer}Content-Length: {len(raw)}\r\n\r\n"
        )
        self._writer.write(head.encode() + raw)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        lines = answer.decode("latin-1").split("\r\n")
        length = next(int(line[15:]) for line in lines if line.lower().startswith("content-length:"))
        text = await self._reader.readexactly(length)
        if lines[0].split()[1][0] != "2":
            raise RuntimeError(f"{lines[0]}: {text[:200]!r}")
        return dict(json.loads(text))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


Talk = Callable[[Connection, Callable[[Awaitable[dict[str, Any]]], Awaitable[dict[str, Any]]]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Figures:
    """One measured stretch: answered turns a second, latency in ms, and the server's CPU in ms per turn.

    `database_cpu_ms` is that of a PostgreSQL of our own, 0 without.
    """

    turns_per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    database_cpu_ms: float


async def measure(
    port: int, server_pid: int, talk: Talk, conversations: int, seconds: float, database_pid: int | None = None
) -> Figures:
    """Hold so many conversations at once, again and again, for so many seconds."""
    took: list[float] = []
    ends = time.perf_counter() + seconds

    async def timed(turn: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        began = time.perf_counter()
        answer = await turn
        took.append(time.perf_counter() - began)
        return answer

    async def worker() -> None:
        connection = await Connection.open(port)
        while time.perf_counter() < ends:
            await talk(connection, timed)
        connection.close()

    pids = [server_pid, *([] if database_pid is None else [database_pid])]
    before = [cpu_seconds(pid) for pid in pids]
    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(conversations)))
    elapsed = time.perf_counter() - began
    used = [(cpu_seconds(pid) - was) / len(took) * 1000 for pid, was in zip(pids, before, strict=True)]
    cuts = statistics.quantiles(took, n=100)
    return Figures(len(took) / elapsed, cuts[49] * 1000, cuts[98] * 1000, used[0], sum(used[1:]))


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def processes_of(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process and its children have used, in seconds."""
    used = 0
    for each in processes_of(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")
