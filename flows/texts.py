"""Wording of the product's own, by key and language; a text is data and never a program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.locales import en, fr

#: Every language of the product, by its ISO 639-1 code; a new one is a module in flows/locales and a line here.
LOCALES: Mapping[str, Mapping[str, str]] = {"fr": fr.TEXTS, "en": en.TEXTS}

_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_HOLE = re.compile(r"\{([a-z_]+)\}")


def word(key: str, locale: str, **holes: str) -> str:
    """The wording of a key; `{name}` holes are filled once, literally, whatever stands in their values.

    Raises KeyError for an unknown key: a test holds every language to the same keys.
    """
    return fill(LOCALES.get(locale, en.TEXTS)[key], **holes)


def clean(text: str) -> str:
    """The text without NUL (PostgreSQL refuses it) and with U+FFFD for lone surrogates (UTF-8 has no spelling)."""
    if text.isascii() and "\x00" not in text:
        return text  # what most are, told in a fraction of the time
    return _FORBIDDEN.sub(lambda m: "" if m[0] == "\x00" else "\ufffd", text) if _FORBIDDEN.search(text) else text


def fill(text: str, /, **holes: str) -> str:
    """A text with its `{name}` holes filled in one pass; an unknown hole stays as written."""
    return _HOLE.sub(lambda m: holes.get(m[1], m[0]), text)


def pick(locale: str, languages: tuple[str, ...]) -> str:
    """The language to speak: the wished one or its base ("fr" for "fr-BE") if there is a wording, else the first."""
    wished = locale.lower().replace("_", "-")
    return next((tag for tag in (wished, wished.split("-")[0]) if tag in languages), languages[0])
