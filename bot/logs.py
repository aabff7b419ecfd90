"""Logs as JSON lines on standard error: one id per turn, and never a word that a person wrote."""

from __future__ import annotations

import hashlib
import logging
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog

from flows.model import Incoming


def configure(level: str, stream: TextIO | None = None) -> None:
    """Write JSON lines from `level` on; libraries' own logs only when they warn, and without their messages' values."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_kinds_of_errors,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", _Willing(stream))),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Libraries(logging.WARNING)], level=logging.WARNING, force=True)


class _Willing:
    """Where lines go; when nothing takes them (a full disk, a closed pipe) they are lost and nothing else is."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            (self._stream or sys.stderr).write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            (self._stream or sys.stderr).flush()


def bind_turn(incoming: Incoming) -> None:
    """Give all that is logged in this task the turn's id, which nobody can turn back into a person."""
    digest = hashlib.sha256(f"{incoming.key.channel}/{incoming.key.person}/{incoming.id}".encode("utf-8", "replace"))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(turn=digest.hexdigest()[:16], channel=incoming.key.channel)


def _only_kinds_of_errors(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception's text may quote what a person wrote: only its type and place are logged."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _place(error)
    return event


def _place(error: BaseException) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]


class _Libraries(logging.Handler):
    """Libraries' warnings as our own lines: the logger, the level and the kind of error, not the text."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().warning("library", logger=record.name, level_name=record.levelname, exc_info=error)
