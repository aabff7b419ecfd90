"""Patterns that are made when first used: each can be made, and does what it would have done made at once."""

from __future__ import annotations

import gc
import re

import pytest

import flows.engine  # noqa: F401 (brings every reader along)
from flows.reading import patterns


def test_each_of_them_can_be_made() -> None:
    waiting = [each for each in gc.get_objects() if isinstance(each, patterns._Late)]

    assert len(waiting) > 150
    for each in waiting:
        assert isinstance(each.pattern, str)


def test_a_pattern_is_made_once_when_it_is_first_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def heard(written: str, flags: int) -> re.Pattern[str]:
        made.append(written)
        return re._compiler.compile(written, flags)  # type: ignore[attr-defined, no-any-return]

    monkeypatch.setattr(re, "compile", heard)
    pattern = patterns.late("a(b)", re.IGNORECASE)

    assert made == []
    assert [m[1] for m in pattern.finditer("ab AB")] == ["b", "B"]
    assert pattern.sub("-", "xAB") == "x-"
    assert [m[1] for m in pattern.finditer("ab")] == ["b"]
    assert made == ["a(b)"]
