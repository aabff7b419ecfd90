"""Block Kit within its limits: every problem is told with its place, and no words of others may act in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

Block = dict[str, Any]

_TOKENS = (
    "day_divider_pretty|date_num|date_slash|date_long_full|date_long_pretty|date_long|date_short_pretty|date_short"
    "|date_pretty|date|time_secs|time|ago"
)
_DATE = re.compile(rf"<!date\^\d{{1,11}}\^(?=[^|]*\{{)(?:\{{(?:{_TOKENS})\}}|[^<>{{}}^|])+\|[^<>|]+>")
_MENTION = re.compile(r"<@([A-Z0-9]+)>")
_BROADCAST = re.compile(r"(?<!\w)@(?:channel|here|everyone)\b", re.IGNORECASE)
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")


def acting(words: str, mentions: Collection[str] = ()) -> str | None:
    """What in a text that Slack reads as markup would act, or was not escaped; our dates and quotes may stand."""
    rest = _MENTION.sub(lambda m: "" if m[1] in mentions else m[0], _DATE.sub("", words))
    found = _BARE.search(re.sub(r"^>", "", rest, flags=re.MULTILINE))
    return f"markup in text: {rest[max(0, rest.find(found[0])) :][:40]!r}" if found else None


def message_problems(blocks: Any, mentions: Collection[str] = ()) -> list[str]:
    """Everything about the blocks of a message that Slack refuses, or that could let a lead's words act."""
    return _whole({"blocks": blocks}, {"blocks!": Many(_BLOCKS, 0, 50)}, Place(mentions=mentions))


def view_problems(view: Any, mentions: Collection[str] = ()) -> list[str]:
    """The same of a modal or a home tab."""
    kind = str(view.get("type")) if isinstance(view, dict) else ""
    if kind not in _VIEWS:
        return ["must be a modal or a home tab [json-pointer:/view/type]"]
    problems = _whole(view, _VIEWS[kind], Place("/view", kind, mentions))
    inputs = not problems and any(block["type"] == "input" for block, _ in interactive(view))
    if kind == "modal" and inputs and "submit" not in view:
        problems.append("missing required field: submit, as there are inputs [json-pointer:/view]")
    return problems


def metadata_problems(metadata: Any) -> list[str]:
    """The same of a message's metadata."""
    return list(_check(metadata, {"event_type!": Str(255), "event_payload!": _OBJECT}, Place("/metadata")))


def interactive(holder: Mapping[str, Any]) -> Iterator[tuple[Block, Block]]:
    """Each element that a person can use, with its block, in the order in which they stand."""
    for block in holder.get("blocks") or ():
        inside = [block.get("accessory"), block.get("element")]
        for element in [*inside, *(block["elements"] if block.get("type") == "actions" else ())]:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def said(value: Any) -> Iterator[str]:
    """Every word that is shown, in order, as it was sent."""
    if isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn"):
        yield str(value.get("text"))
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from said(inner)


# What a value may be: one of these, or a mapping of keys, where "!" marks those that must be there.


class Str(NamedTuple):
    """A string of so many characters."""

    longest: int
    like: str = r"[\s\S]*"
    least: int = 1

    def problems(self, value: str) -> Iterator[str]:
        """What is wrong with it."""
        if len(value) < self.least:
            yield f"must be more than {self.least - 1} characters"
        elif len(value) > self.longest:
            yield f"must be less than {self.longest + 1} characters"
        elif not re.fullmatch(self.like, value):
            yield f"must be like {self.like}"


class Text(NamedTuple):
    """A text object; where `mrkdwn` is taken, its words may not act."""

    longest: int
    mrkdwn: bool = False


class Many(NamedTuple):
    """A list of so many."""

    of: Schema
    least: int
    most: int

    def problems(self, value: list[Any]) -> Iterator[str]:
        """What is wrong with its length."""
        if len(value) < self.least:
            yield f"no fewer than {self.least} items allowed"
        elif len(value) > self.most:
            yield f"no more than {self.most} items allowed"


class Kinds(NamedTuple):
    """An object of one of these types."""

    known: Mapping[str, Schema]


class Is(NamedTuple):
    """Anything that passes a test."""

    what: str
    test: Callable[[Any], bool]


Schema = Str | Text | Many | Kinds | Is | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its JSON pointer, the surface ("message", "modal", "home") and who may be mentioned."""

    pointer: str = ""
    surface: str = "message"
    mentions: Collection[str] = ()

    def __truediv__(self, key: object) -> Place:
        return replace(self, pointer=f"{self.pointer}/{key}")

    def wrong(self, what: str) -> str:
        """The problem in the words of Slack's response_metadata."""
        return f"{what} [json-pointer:{self.pointer}]"


def _whole(holder: Any, keys: Mapping[str, Schema], at: Place) -> list[str]:
    problems = list(_check(holder, keys, at))
    if problems:  # what is not well-formed cannot be walked
        return problems
    ids = [("block_id", b["block_id"]) for b in holder["blocks"] if "block_id" in b]
    ids += [("action_id", element["action_id"]) for _, element in interactive(holder)]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    return [(at / "blocks").wrong(f"{name} is not unique: {given}") for name, given in twice]


def _check(value: Any, schema: Schema, at: Place) -> Iterator[str]:
    match schema, value:
        case Is(what, test), _:
            yield from [] if test(value) else [at.wrong(f"must be {what}")]
        case Str(), str():
            yield from map(at.wrong, schema.problems(value))
        case Many(), list():
            yield from map(at.wrong, schema.problems(value))
            for n, item in enumerate(value[: schema.most]):
                yield from _check(item, schema.of, at / n)
        case Text(), {"type": "plain_text" | "mrkdwn", "text": str()}:
            yield from _text(value, schema, at)
        case Kinds(known), {"type": str(kind)} if kind in known:
            yield from _check(value, known[kind], at)
            yield from _rules(kind, value, at)
        case Kinds(), _:
            yield at.wrong(f"unsupported type: {value.get('type') if isinstance(value, dict) else None}")
        case {}, {}:
            yield from _keys(value, schema, at)
        case _:
            kinds = {Str: "a string", Many: "a list", Text: "a text object"}
            yield at.wrong(f"must be {kinds.get(type(schema), 'an object')}")


def _text(value: Block, schema: Text, at: Place) -> Iterator[str]:
    kind, words = value["type"], value["text"]
    yield from _check(words, Str(schema.longest), at / "text")
    yield from _keys(value, {"text": _ANY, "verbatim" if kind == "mrkdwn" else "emoji": _BOOLEAN}, at)
    if kind == "plain_text" and _BARE.search(words):  # which Slack keeps in its escaped spelling too
        yield at.wrong("markup in plain text")
    elif kind == "mrkdwn" and not schema.mrkdwn:
        yield at.wrong("must be plain_text")
    elif kind == "mrkdwn" and (problem := acting(words, at.mentions)):
        yield at.wrong(problem)
    elif kind == "mrkdwn" and _BROADCAST.search(words) and value.get("verbatim") is not True:
        yield at.wrong("a mention that Slack would parse: set verbatim")


def _keys(value: Block, keys: Mapping[str, Any], at: Place) -> Iterator[str]:
    known = {key.rstrip("!"): schema for key, schema in keys.items()}
    for key in keys:
        if key.endswith("!") and key[:-1] not in value:
            yield at.wrong(f"missing required field: {key[:-1]}")
    for key, inner in value.items():
        if key in known:
            yield from _check(inner, known[key], at / key)
        elif key != "type":
            yield at.wrong(f"invalid additional property: {key}")


def _rules(kind: str, value: Block, at: Place) -> Iterator[str]:
    """What holds between the keys of an object."""
    if kind == "section" and not value.keys() & {"text", "fields"}:
        yield at.wrong("missing required field: text or fields")
    if kind == "input" and at.surface == "message":
        yield at.wrong("not allowed in a message")
    for key in ("initial_option", "initial_options"):
        chosen = value.get(key, [])
        for one in chosen if isinstance(chosen, list) else [chosen]:
            if isinstance(value.get("options"), list) and one not in value["options"]:
                yield (at / key).wrong("must be one of the options")


_ANY = Is("anything", lambda _: True)
_BOOLEAN = Is("true or false", lambda v: isinstance(v, bool))
_OBJECT = Is("an object", lambda v: isinstance(v, dict))
_COUNT = Is("a number from 0 to 3000", lambda v: type(v) is int and 0 <= v <= 3000)
_MOMENT = Is("seconds since 1970", lambda v: type(v) is int and len(str(v)) == 10)
_STYLE = Is("primary or danger", lambda v: v in ("primary", "danger"))
_ID, _URL = Str(255), Str(3000, r"https?://\S+")
_PLACEHOLDER: Mapping[str, Schema] = {"placeholder": Text(150)}
_PICTURE: Mapping[str, Schema] = {"image_url!": _URL, "alt_text!": Str(2000)}
_CONFIRM = {
    "title!": Text(100),
    "text!": Text(300, mrkdwn=True),
    "confirm!": Text(30),
    "deny!": Text(30),
    "style": _STYLE,
}


def _options(most: int, least: int = 1, **more: Schema) -> Many:
    return Many({"text!": Text(75), "value!": Str(150), "description": Text(75), **more}, least, most)


def _element(keys: Mapping[str, Schema]) -> Mapping[str, Schema]:
    # Slack makes up an action_id that is left out; nobody could act on what comes of it, so it is asked for here.
    return {"action_id!": _ID, "confirm": _CONFIRM, "focus_on_load": _BOOLEAN, **keys}


_CHOICES: dict[str, Schema] = {
    "static_select": _element({"options!": _options(100), "initial_option": _OBJECT, **_PLACEHOLDER}),
    "users_select": _element({"initial_user": Str(20, "[UW][A-Z0-9]+"), **_PLACEHOLDER}),
    "datepicker": _element({"initial_date": Str(10, r"\d{4}-\d\d-\d\d"), **_PLACEHOLDER}),
    "timepicker": _element({"initial_time": Str(5, r"\d\d:\d\d"), "timezone": Str(100), **_PLACEHOLDER}),
    "datetimepicker": _element({"initial_date_time": _MOMENT}),
    "radio_buttons": _element({"options!": _options(10), "initial_option": _OBJECT}),
    "checkboxes": _element({"options!": _options(10), "initial_options": Many(_OBJECT, 1, 10)}),
}
_BUTTON: Mapping[str, Schema] = {
    "text!": Text(75),
    "value": Str(2000),
    "url": _URL,
    "style": _STYLE,
    "accessibility_label": Str(75),
}
_ACTIONS: dict[str, Schema] = {
    **_CHOICES,
    "button": _element(_BUTTON),
    "overflow": _element({"options!": _options(5, 2, url=_URL)}),
}
_TYPED: Mapping[str, Schema] = {**_PLACEHOLDER, "initial_value": Str(3000), "dispatch_action_config": _OBJECT}
_INPUTS: dict[str, Schema] = {
    **_CHOICES,
    "plain_text_input": _element({**_TYPED, "min_length": _COUNT, "max_length": _COUNT, "multiline": _BOOLEAN}),
    "email_text_input": _element(_TYPED),
    "url_text_input": _element(_TYPED),
}
_WORDS = Text(2000, mrkdwn=True)
_SAID = Kinds({"plain_text": _WORDS, "mrkdwn": _WORDS, "image": _PICTURE})
_BLOCKS = Kinds(
    {
        "header": {"block_id": _ID, "text!": Text(150)},
        "section": {
            "block_id": _ID,
            "text": Text(3000, mrkdwn=True),
            "fields": Many(_WORDS, 1, 10),
            "accessory": Kinds({**_ACTIONS, "image": _PICTURE}),
            "expand": _BOOLEAN,
        },
        "actions": {"block_id": _ID, "elements!": Many(Kinds(_ACTIONS), 1, 25)},
        "context": {"block_id": _ID, "elements!": Many(_SAID, 1, 10)},
        "divider": {"block_id": _ID},
        "image": {"block_id": _ID, **_PICTURE, "title": Text(2000)},
        "input": {
            "block_id": _ID,
            "label!": Text(2000),
            "element!": Kinds(_INPUTS),
            "hint": Text(2000),
            "optional": _BOOLEAN,
            "dispatch_action": _BOOLEAN,
        },
    }
)
_VIEW: Mapping[str, Schema] = {
    "blocks!": Many(_BLOCKS, 0, 100),
    "private_metadata": Str(3000, least=0),
    "callback_id": _ID,
    "external_id": _ID,
}
_SWITCHES = dict.fromkeys(("clear_on_close", "notify_on_close", "submit_disabled"), _BOOLEAN)
_VIEWS: dict[str, Mapping[str, Schema]] = {
    "home": _VIEW,
    "modal": {**_VIEW, **_SWITCHES, "title!": Text(24), "submit": Text(24), "close": Text(24)},
}
