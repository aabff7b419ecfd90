"""What is wrong with a setting, in the terminal's language: never in a library's own words where we have some."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings import terminal_language, unknown_settings
from bot.wording import phrase

LANG = terminal_language()


def bad_settings(error: ValidationError) -> Iterator[str]:
    """A line for each setting that cannot be used: its variable, and what is needed."""
    for fault in error.errors(include_input=False, include_url=False):
        name = "AIMANT_" + str(fault["loc"][0]).upper()
        yield phrase("bad-setting", LANG, name=name, detail=_detail(fault))


def _detail(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "int_parsing" | "int_type" | "int_from_float":
            return phrase("setting-number", LANG)
        case "greater_than_equal" | "less_than_equal":
            least, most = context.get("ge"), context.get("le")
            return phrase("setting-range", LANG, limits=f"≥ {least}" if least is not None else f"≤ {most}")
        case "literal_error" | "enum":
            return phrase("setting-choice", LANG, limits=str(context.get("expected", "")).replace(" or ", ", "))
        case "value_error":
            return phrase(str(context.get("error", "")), LANG)
    return phrase("setting-unusable", LANG)


def unknown() -> Iterator[str]:
    """A line for each variable that looks like a setting and is none."""
    for name, meant in unknown_settings():
        yield phrase("unknown-setting", LANG, name=name) + (phrase("meant", LANG, name=meant) if meant else "")
