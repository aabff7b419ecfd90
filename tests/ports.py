"""Ports for servers that are started later, or again: none that the system may give to a connection meanwhile."""

from __future__ import annotations

import itertools
import os
import socket

#: Linux gives connections 32768 to 60999, macOS and Windows 49152 to 65535; each process of tests begins elsewhere.
_FIRST, _COUNT = 20_000, 12_000
_next = itertools.count(os.getpid() * 211)


def free() -> int:
    """A port of loopback on which nobody listens, and which this process gave to nobody lately."""
    while True:
        port = _FIRST + next(_next) % _COUNT
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
