"""Wording: both languages say the same things with the same holes, and a text is never a program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.flow import Kind
from flows.locales import en, fr
from flows.shape import PATTERNS, SHAPES
from flows.texts import LOCALES, fill, pick, word
from flows.verbs import SAID_ONLY, Verb

FLOWS = Path(__file__).resolve().parents[2] / "flows"


def _holes(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


def test_every_language_has_the_same_keys_and_holes() -> None:
    assert fr.TEXTS.keys() == en.TEXTS.keys()
    assert {k: _holes(v) for k, v in fr.TEXTS.items()} == {k: _holes(v) for k, v in en.TEXTS.items()}


def test_every_key_that_the_code_names_has_a_wording() -> None:
    code = "\n".join(p.read_text() for p in FLOWS.rglob("*.py") if "locales" not in p.parts)
    named = set(re.findall(r'(?:word|_offer)\((?:talk, )?"([a-z0-9.-]+)"', code))
    named |= set(re.findall(r'Unclear\(\s*"([a-z.-]+)"', code))
    place = r"(?:\([^)]*\)|[a-z]+)"
    named |= {f"check.{key}" for key in re.findall(rf'_note\({place}, "([a-z0-9-]+)"', code)}
    named |= {f"check.{key}" for key in re.findall(r'Problem\([^"\n]+, "([a-z0-9-]+)", ?[{s)]', code)}
    named |= {f"check.{key}" for key in (*SHAPES.values(), *PATTERNS.values())}
    named |= {f"check.{key}" for key in re.findall(r'(?:YamlProblem\(|key = )"([a-z-]+)"', code) if key != "yaml"}

    assert len(named) > 90
    assert named <= en.TEXTS.keys(), named - en.TEXTS.keys()


def test_every_kind_and_verb_is_worded() -> None:
    wanted = {f"{prefix}.{kind.value}" for kind in Kind for prefix in ("kind", "unclear", "example")}
    wanted |= {f"button.{verb.value}" for verb in Verb if verb not in SAID_ONLY}

    assert wanted <= en.TEXTS.keys(), wanted - en.TEXTS.keys()


@pytest.mark.parametrize("value", ["{{7*7}}", "${7*7}", "{0.__class__}", "%(x)s", "{name}", "\\1", "{value}"])
def test_what_fills_a_hole_is_never_read_again(value: str) -> None:
    assert word("noted", "en", value=value) == f"Noted: {value}."
    assert fill("{a}{b}", a="{b}", b="{a}") == "{b}{a}"


def test_an_unknown_hole_stays_as_written() -> None:
    assert fill("{link} {x}", x="1") == "{link} 1"


@pytest.mark.parametrize(
    ("wished", "spoken"), [("fr-BE", "fr"), ("FR_be", "fr"), ("en", "en"), ("nl", "fr"), ("", "fr"), ("x" * 99, "fr")]
)
def test_the_language_spoken_is_the_nearest_that_there_is(wished: str, spoken: str) -> None:
    assert pick(wished, ("fr", "en")) == spoken


def test_no_wording_is_empty() -> None:
    assert all(text.strip() for texts in LOCALES.values() for text in texts.values())
