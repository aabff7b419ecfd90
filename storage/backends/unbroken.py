"""Work that a cancellation may delay but never cut in two: it ends, or is undone, before the cancellation goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(work: Coroutine[Any, Any, T], undo: Callable[[T], Awaitable[None]] | None = None) -> T:
    """Run `work` to its end whatever happens to this task.

    When this task was cancelled meanwhile, `undo` is given what the work brought (if it did not fail), and the
    cancellation is raised then.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return task.result()
    if task.exception() is None and undo is not None:
        await unbroken(_awaited(undo(task.result())))
    raise cancelled


async def _awaited(work: Awaitable[None]) -> None:
    await work
