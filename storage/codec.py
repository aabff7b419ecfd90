"""Values of the core back from JSON, and those to it that it has no form for: what comes back equals what went in."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from flows.case import Case
from flows.effects import Effect, Gift, Prompt
from flows.model import Answer, Conversation
from flows.values import Money, Need, Value, Window
from storage.columns import from_json, to_json

_CONVERSATION = TypeAdapter(Conversation)
_EFFECT: TypeAdapter[Effect] = TypeAdapter(Annotated[Effect, Field(discriminator="kind")])
_ANSWER = tuple(each.name for each in fields(Answer))
_CASE = TypeAdapter(Case)
_PROMPT = TypeAdapter(Prompt)
_GIFT = TypeAdapter(Gift)
_MONEY = TypeAdapter(Money)
_WINDOW = TypeAdapter(Window)
_NEED = TypeAdapter(Need)


def conversation_text(conversation: Conversation) -> str:
    """A snapshot as JSON text."""
    answers = [{**_fields(answer), "value": value_plain(answer.value)} for answer in conversation.answers]
    return to_json({**vars(conversation), "answers": answers})


def _fields(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in _ANSWER}


def conversation_from(text: str) -> Conversation:
    """The snapshot that `conversation_text` wrote; a field it does not have takes its default."""
    plain = from_json(text)
    for told in plain["answers"]:
        told["value"] = value_from(told["value"])
    return _CONVERSATION.validate_python(plain)


def case_text(case: Case) -> str:
    """A case's snapshot as JSON text."""
    return to_json(_CASE.dump_python(case, mode="json"))


def case_from(text: str) -> Case:
    """The case that `case_text` wrote; a field it does not have takes its default."""
    return _CASE.validate_python(from_json(text))


def value_plain(value: Value | None) -> dict[str, Any] | None:
    """A value as `to_json` spells it: one entry, named by its kind."""
    match value:
        case None:
            return None
        case str():
            return {"text": value}
        case tuple():
            return {"several": value}
        case date():
            return {"date": value}
        case Money():
            return {"money": value}
        case Window():
            return {"window": value}
        case Need():
            return {"need": value}
    return {"number": float(value)}


def value_from(plain: Any) -> Value | None:
    """The value that `value_plain` wrote."""
    match plain:
        case None:
            return None
        case {"text": str(text)}:
            return text
        case {"several": list(values)}:
            return tuple(values)
        case {"number": float(number) | int(number)}:
            return float(number)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"money": dict(money)}:
            return _MONEY.validate_python(money)
        case {"window": dict(window)}:
            return _WINDOW.validate_python(window)
        case {"need": dict(need)}:
            return _NEED.validate_python(need)
    raise ValueError("no value is spelled like this")


def effect_from(plain: Any) -> Effect:
    """The effect that was kept as JSON, told by its `kind`."""
    return _EFFECT.validate_python(plain)


def prompt_from(plain: Any) -> Prompt | None:
    """A message's question that was kept as JSON."""
    return None if plain is None else _PROMPT.validate_python(plain)


def gift_from(plain: Any) -> Gift | None:
    """A message's gift that was kept as JSON."""
    return None if plain is None else _GIFT.validate_python(plain)
