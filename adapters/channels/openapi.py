"""The OpenAPI 3.1 document of the HTTP contract, made from the very models that read the bodies."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from adapters.channels.web import Begin, Continue, Resume, Say

_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    "400": "the request is malformed",
    "401": "the token is missing",
    "403": "this site may not call",
    "404": "there is no such conversation or flow, or the token is not its own",
    "405": "this method is not offered here",
    "408": "the body did not arrive in time",
    "413": "the body is too large",
    "415": "the body is not JSON",
    "429": "more than may be asked for at once; try again after the given seconds",
    "503": "the turn could not be kept; try again after the given seconds",
}


def document(base_url: str) -> dict[str, Any]:
    """The document, for a server at `base_url`."""
    _, definitions = models_json_schema(
        [(model, "validation") for model in (Begin, Say, Continue, Resume)], ref_template=_REF
    )
    schemas: dict[str, Any] = definitions["$defs"]
    schemas |= {"Conversation": _CONVERSATION, "Message": _MESSAGE, "Problem": _PROBLEM, "Link": _LINK}
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    after = {
        "name": "after",
        "in": "query",
        "required": False,
        "description": "the number of the last message that you have",
        "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
    }
    words = {
        "name": "words",
        "in": "query",
        "required": False,
        "description": "asks for what a chat says itself, in the conversation's language; the value is the `tag` of the"
        " words that you have already (they are then left out), or empty",
        "schema": {"type": "string", "maxLength": 200},
    }
    bearer: list[dict[str, list[str]]] = [{"token": []}]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Aimant web channel",
            "version": "1",
            "description": "Begin a conversation, say things in it, resume it. "
            "GET /api/v1/conversations/{id}/events?after= "
            "streams the same answers as server-sent events (text/event-stream) while a person leads the talk.",
        },
        "servers": [{"url": base_url}],
        "paths": {
            "/api/v1/conversations": {
                "post": {
                    "operationId": "begin",
                    "summary": "Begin a conversation",
                    "parameters": [words],
                    "requestBody": _body("Begin"),
                    "responses": _responses("201", "400", "403", "404", "405", "408", "413", "415", "429", "503"),
                }
            },
            "/api/v1/conversations/resume": {
                "post": {
                    "operationId": "rejoin",
                    "summary": "Go on in another browser by the token that a link of /continue ends with, once",
                    "parameters": [words],
                    "requestBody": _body("Resume"),
                    "responses": _responses("200", "400", "403", "404", "405", "408", "413", "415", "429", "503"),
                }
            },
            "/api/v1/conversations/{id}/messages": {
                "post": {
                    "operationId": "say",
                    "summary": "Say something, or press a button; the same id again returns the same answer",
                    "parameters": [number, words],
                    "security": bearer,
                    "requestBody": _body("Say"),
                    "responses": _responses("200", *_PROBLEMS),
                }
            },
            "/api/v1/conversations/{id}/continue": {
                "post": {
                    "operationId": "continue",
                    "summary": "A link that goes on with the conversation on another channel, good for one use",
                    "parameters": [number],
                    "security": bearer,
                    "requestBody": _body("Continue"),
                    "responses": _responses("201", *_PROBLEMS, model="Link"),
                }
            },
            "/api/v1/conversations/{id}": {
                "get": {
                    "operationId": "resume",
                    "summary": "The messages after one, and how the conversation stands",
                    "parameters": [number, after, words],
                    "security": bearer,
                    "responses": _responses("200", "400", "401", "403", "404", "405", "429", "503"),
                }
            },
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _body(model: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}}


def _responses(good: str, *bad: str, model: str = "Conversation") -> dict[str, Any]:
    answer = {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}
    refusal = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    found: dict[str, Any] = {good: {"description": _GOOD[model], "content": answer}}
    return found | {status: {"description": _PROBLEMS[status], "content": refusal} for status in bad}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_GOOD = {"Conversation": "the new messages", "Link": "where to go on"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_MESSAGE = _object(
    ["seq", "from", "text", "at"],
    seq={"type": "integer", "minimum": 1},
    **{"from": {"enum": ["bot", "you", "person"]}},
    text=_TEXT,
    name={"type": "string", "description": "who of the team wrote it"},
    request={"const": True, "description": "a button that asks for something, and is no answer"},
    at={"type": "string", "format": "date-time"},
    question=_object(
        ["id", "kind", "optional", "input"],
        id=_TEXT,
        kind=_TEXT,
        optional={"type": "boolean"},
        choices={"type": "array", "items": _object(["value", "label"], value=_TEXT, label=_TEXT)},
        hint=_TEXT,
        skip={"type": "string", "description": "the button that passes it; only when words are asked for"},
        field={"type": "object", "description": "the field that suits it; only when words are asked for"},
        input={"enum": ["text", "email", "tel", "number", "date", "choice", "choices", "address"]},
    ),
    magnet=_object(
        ["title", "type", "size", "url"],
        title=_TEXT,
        type=_TEXT,
        size=_COUNT,
        url=_TEXT,
        label={"type": "string", "description": "the type and size to show; only when words are asked for"},
    ),
)
_CONVERSATION = _object(
    ["conversation", "locale", "state", "messages", "progress"],
    conversation={"type": "string", "format": "uuid"},
    token={"type": "string", "description": "the conversation's secret; given once, when it begins or is rejoined"},
    locale=_TEXT,
    state={"enum": ["open", "done", "stopped", "handed_over"]},
    messages={"type": "array", "items": {"$ref": _REF.format(model="Message")}},
    progress=_object(["done", "of"], done=_COUNT, of=_COUNT),
    step={"type": "string", "description": "the progress in words; only when words are asked for"},
    words={
        "type": "object",
        "description": "what a chat says itself, on buttons and beside the messages; only when asked for",
    },
    elsewhere={"type": "array", "items": _TEXT, "description": "channels that the conversation can go on in"},
)
_LINK = _object(
    ["channel", "url", "expires"], channel=_TEXT, url=_TEXT, expires={"type": "string", "format": "date-time"}
)
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "words": {"type": "object", "description": "what a chat says where it may not talk; only when asked for"},
    },
}
