"""Bodies from outside: bounded, strictly JSON, exactly the fields that are known; anything else is a clear 4xx."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

#: The most bytes a body may have.
MOST_BYTES = 64 * 1024
#: The deepest nesting that is read.
MOST_DEPTH = 8

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")

Body = TypeVar("Body", bound=BaseModel)


class BadBody(ValueError):
    """A body that cannot be used; `status` is the HTTP status that says so."""

    def __init__(self, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status


def read(raw: bytes, model: type[Body]) -> Body:
    """A body as a value of the model; raises BadBody with what to mend."""
    if len(raw) > MOST_BYTES:
        raise BadBody(f"the body is larger than {MOST_BYTES} bytes", 413)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadBody(f"the body is not UTF-8 (byte {error.start})") from error
    tree = parsed(text, MOST_DEPTH)
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        raise BadBody("; ".join(_words(e) for e in error.errors(include_url=False, include_input=False)[:5])) from error


def parsed(text: str, deepest: int) -> Any:
    """The JSON of a text, nested no deeper than that; raises BadBody."""
    if depth(text) > deepest:
        raise BadBody(f"the body is nested deeper than {deepest} levels")
    try:
        return _DECODER.decode(text)
    except BadBody:
        raise
    except (ValueError, RecursionError) as error:
        raise BadBody(f"the body is not JSON: {_short(str(error))}") from error


def depth(text: str) -> int:
    """How deep the brackets outside strings nest; counted before parsing, which would recurse as deep."""
    depth = most = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        most = max(most, depth)
    return most


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadBody("a field is given twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise BadBody(f"{name} is not JSON")


def _bounded_int(digits: str) -> int:
    if len(digits) > 20:
        raise BadBody("a number has too many digits")
    return int(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_bounded_int)

#: What is wrong with a value, by pydantic's name for it.
_WRONG = {
    "extra_forbidden": "there is no such field",
    "missing": "it is missing",
    "string_type": "it must be a text",
    "string_too_long": "it is longer than {max_length} characters",
    "string_too_short": "it is empty",
    "string_pattern_mismatch": "it has characters that it may not have",
    "dict_type": "it must be an object",
    "model_type": "it must be an object",
    "model_attributes_type": "it must be an object",
    "list_type": "it must be a list",
    "too_long": "it has more than {max_length} entries",
    "too_short": "it is empty",
}


def _words(error: Any) -> str:
    where = ".".join(str(p) for p in error["loc"]) or "the body"
    context = error.get("ctx", {})
    known = str(context["error"]) if error["type"] == "value_error" else _WRONG.get(error["type"])
    return f"{_short(where)}: {(known or 'it does not have the expected form').format(**context)}"


def _short(text: str) -> str:
    return text[:120].encode("utf-8", "replace").decode()
