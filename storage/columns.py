"""The column kinds of all tables: what both databases would store differently is made equal on the way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson
from tortoise import fields as columns
from tortoise.exceptions import ValidationError

from flows.texts import clean


def cleaned(plain: Any) -> Any:
    """The same structure with every text in it clean, keys included."""
    match plain:
        case str():
            return clean(plain)
        case dict():
            return {clean(key): cleaned(value) for key, value in plain.items()}
        case list() | tuple():
            return [cleaned(value) for value in plain]
    if is_dataclass(plain):
        return {each.name: cleaned(getattr(plain, each.name)) for each in fields(plain)}
    return plain


def to_json(plain: Any) -> str:
    """One compact spelling of a JSON-like structure or a frozen value, its texts clean; NaN becomes null."""
    try:
        spelt = orjson.dumps(plain)
    except TypeError:  # a lone surrogate, or a mistake of ours, which is then raised again
        spelt = orjson.dumps(cleaned(plain))
    if b"\\u0000" in spelt:
        spelt = orjson.dumps(cleaned(orjson.loads(spelt)))
    return spelt.decode()


def from_json(text: str | bytes) -> Any:
    """The structure that `to_json` spelled."""
    return orjson.loads(text)


def utc(moment: datetime) -> datetime:
    """A point in time in UTC; one without a time zone is a mistake."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def spelled(field: columns.Field[Any]) -> Callable[[Any], Any] | None:
    """How a column's values are made equal for both databases; None when they go in as they are."""
    match field:
        case Name():
            return _bounded(field.max_length)
        case Text():
            return clean
        case Json():
            return to_json
        case Moment():
            return utc
    return None


def _bounded(longest: int) -> Callable[[str], str]:
    def spell(text: str) -> str:
        if len(text) > longest:
            raise ValidationError(f"{len(text)} characters, where {longest} is the most")
        return clean(text)

    return spell


class Text(columns.TextField):
    """Text of any length that is never searched by."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """The text, clean."""
        return super().to_db_value(clean(value) if isinstance(value, str) else value, instance)


class Name(columns.CharField[str]):
    """Text of a bounded length that is searched by; a longer one is refused on both databases."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """The text, clean."""
        return super().to_db_value(clean(value) if isinstance(value, str) else value, instance)


class Moment(columns.DatetimeField[datetime]):
    """A point in time, in UTC so that SQLite's texts sort as time does; naive ones are a mistake."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """The moment in UTC."""
        if isinstance(value, datetime):
            value = utc(value)
        elif isinstance(value, date):
            raise ValueError(f"{self.model_field_name} got a day for a moment: {value}")
        return super().to_db_value(value, instance)


class Json(columns.JSONField[Any]):
    """A JSON object or list, never a bare text: Tortoise would take that for JSON already spelled."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(encoder=to_json, decoder=from_json, **kwargs)

    def to_db_value(self, value: Any, instance: Any) -> Any:  # noqa: ARG002 (the column kind's signature)
        """The structure as JSON; None is NULL."""
        self.validate(value)
        return None if value is None else to_json(value)
