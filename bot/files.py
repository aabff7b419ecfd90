"""Files that a command writes: whole or not at all, and what stands in the way is said."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from bot.settings import terminal_language
from bot.wording import phrase, why

LANG = terminal_language()


def write_file(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are, and say so; a UsageError where that cannot be done."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")  # a pipe, or /dev/stdout
        else:
            _replace(path, text)
    except OSError as error:
        words = phrase("cannot-write", LANG, name=str(path), detail=why(error, LANG))
        raise click.UsageError(words) from error
    click.echo(phrase("written", LANG, name=str(path)), err=True)


def _replace(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
