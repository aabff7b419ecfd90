"""What a script may put in place of an answer: for one method, the next few times or until the server is well again."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer in place of Slack's own; nothing is done."""

    status: int
    body: bytes = b""
    type: str = "application/json"
    retry_after: str | None = None
    location: str | None = None

    def __str__(self) -> str:
        return f"{self.status} {self.body[:50]!r}"


class Fault(Enum):
    """What the server may do in place of an answer."""

    HANG = "never answers"
    RESET = "cuts the connection before it does anything"
    RESET_AFTER = "does it, then cuts the connection"
    DRIP = "does it, answers one byte a second"
    HUGE = "says yes at a length of megabytes"


Act = Reply | Fault


def error(code: str, status: int = 200, retry_after: str | None = None) -> Reply:
    """Slack's way to say no."""
    return Reply(status, json.dumps({"ok": False, "error": code}).encode(), retry_after=retry_after)


class Scripted:
    """Whatever can be told to fail: a whole server, or one workspace of it. The method "*" stands for every one.

    "upload" and "response_url" are methods too: the two addresses that Slack hands out.
    """

    def __init__(self) -> None:
        self._once: defaultdict[str, list[Act]] = defaultdict(list)
        self._always: dict[str, Act] = {}

    def then(self, method: str | Act, *acts: Act) -> None:
        """Do these to the next calls of the method (chat.postMessage if none is named), one each."""
        if isinstance(method, str):
            self._once[method].extend(acts)
        else:
            self._once["chat.postMessage"].extend((method, *acts))

    def always(self, method: str, act: Act) -> None:
        """Do this to every call of the method, until `well`."""
        self._always[method] = act

    def well(self) -> None:
        """Forget all that was to go wrong."""
        self._once.clear()
        self._always.clear()

    def act(self, method: str) -> Act | None:
        """What to do to this call in place of answering it."""
        for name in (method, "*"):
            if self._once[name]:
                return self._once[name].pop(0)
        return self._always.get(method) or self._always.get("*")
