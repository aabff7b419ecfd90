"""Regular expressions that are made when they are first used: there are many large ones, and most runs need few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _Late:
    """Stands for a pattern; once asked for anything, it has what the pattern has."""

    def __init__(self, written: str, flags: int) -> None:
        self._written = written, flags
        _unmade.append(self)

    def __getattr__(self, name: str) -> Any:
        made = re.compile(*self._written)
        for each in _ASKED:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


_unmade: list[_Late] = []


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as soon as one of its methods is called; a mistake in it shows only then."""
    return cast("re.Pattern[str]", _Late(written, flags))


def making() -> Iterator[None]:
    """Make those that nobody asked for yet, one a step: up to 20 ms each, some 0.4 s together."""
    while _unmade:
        _unmade.pop().pattern  # noqa: B018
        yield
