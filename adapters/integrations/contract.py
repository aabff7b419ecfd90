"""What carries an effect into the world: it arrives, or the carrier raises Retry or Refused."""

from __future__ import annotations

from typing import Protocol, TypeVar

E_contra = TypeVar("E_contra", contravariant=True)


class Retry(Exception):
    """It may work later: the effect stays due.

    `reason` is logged and stored, so it holds no personal text and no address. `after_seconds` is what the other side
    asked for, None when it asked for nothing.
    """

    def __init__(self, reason: str, after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after_seconds = after_seconds


class Limited(Retry):
    """The other side takes nothing more for now, for whomever it is: the whole lane waits `after_seconds`."""


class Unsure(Retry):
    """It may have arrived, the answer was lost: tried once more and then left, so that it doubles once at most."""


class Unreachable(Exception):
    """The person cannot be reached there any more (gone, or has blocked us): what waits for them is cancelled."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """It will not work as it stands, however often it is tried; `reason` says what to do and holds nothing personal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Integration(Protocol[E_contra]):
    """Carries one kind of effect; `name` is how logs, metrics and the outbox call it."""

    name: str

    async def carry(self, effect: E_contra, idempotency_key: str) -> None:
        """Bring the effect about; the same key again is the same effect again.

        Raises Retry (temporary) or Refused (permanent); returning means that the other side has it.
        """
        ...

    async def close(self) -> None:
        """Let go of what it holds open."""
        ...
