"""What commands write: data that no terminal acts on, and files whole or not at all; what stands in the way is said."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

import click

from bot.settings import terminal_language
from bot.wording import phrase, why

LANG = terminal_language()


#: What a terminal would act on, and no text needs: control characters save tab and line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def say_json(value: object) -> None:
    """A value on standard output, as JSON."""
    click.echo(as_json_text(value, indent=2))


def as_json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON that no terminal acts on."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_file(path: Path, text: str) -> None:
    """Write a text as UTF-8, line ends as they are, and say so; a UsageError where that cannot be done."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")  # a pipe, or /dev/stdout
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        words = phrase("cannot-write", LANG, name=str(path), detail=why(error, LANG))
        raise click.UsageError(words) from error
    click.echo(phrase("written", LANG, name=str(path)), err=True)


def _replace(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        Path(draft).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _mask() -> int:
    """What the person's own files are not to be open for; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
