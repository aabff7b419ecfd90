"""Group commit: what waits while a transaction is under way goes into the next one, all of it together.

Nothing ever waits for company: a fixed wait would cost more than it brings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.scripts import Keep

#: The most jobs of one transaction: more would make the first wait for the last.
MOST = 200


@dataclass(frozen=True, slots=True)
class _Waiting:
    keep: Keep[Any, Any]
    job: Any
    about: Hashable
    outcome: asyncio.Future[Any]


class Together:
    """Jobs to keep, in the order in which they came; `commit` keeps some in one transaction, and tells of each."""

    def __init__(self, commit: Callable[[Keep[Any, Any], Sequence[Any]], Awaitable[list[Any]]]) -> None:
        self._commit = commit
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def keep(self, keep: Keep[Any, Any], job: Any, about: Hashable) -> Any:
        """What became of a job; two that are `about` the same are not kept in the same transaction.

        Whoever waits may be cancelled: the job is kept all the same. Raises what the job failed with.
        """
        waiting = _Waiting(keep, job, about, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._work is None:
            self._work = asyncio.create_task(self._keep_all(), name="group commit")
        return await waiting.outcome

    async def ended(self) -> None:
        """Nothing waits any more."""
        while self._work is not None:
            await asyncio.wait([self._work])

    async def _keep_all(self) -> None:
        try:
            while self._waiting:
                some = self._next()
                try:
                    outcomes = await self._commit(some[0].keep, [each.job for each in some])
                except Exception as error:  # noqa: BLE001 — whatever it is, each of those who wait is to hear of it
                    outcomes = [error] * len(some)
                for each, outcome in zip(some, outcomes, strict=True):
                    _tell(each.outcome, outcome)
        finally:
            self._work = None

    def _next(self) -> list[_Waiting]:
        """The first that waits, and all that can go with it."""
        some: list[_Waiting] = []
        later: list[_Waiting] = []
        seen: set[Hashable] = set()
        for each in self._waiting:
            fits = len(some) < MOST and each.about not in seen and (not some or each.keep is some[0].keep)
            (some if fits else later).append(each)
            seen.add(each.about)
        self._waiting = later
        return some


def _tell(future: asyncio.Future[Any], outcome: Any) -> None:
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
