"""What Telegram refuses, in its own words where they are known: texts and their entities, keyboards, links.

A text's length is counted in characters (Unicode scalars): Telegram's own server does so for bots, although it
places entities in UTF-16 units. What it would quietly drop (a ninth button in a row), this refuses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

Json = Any

TEXT, CAPTION, TOAST = 4096, 1024, 200
BUTTONS, ROW, DATA_BYTES = 100, 8, 64
UPLOAD, DOWNLOAD = 50 * 1024 * 1024, 20 * 1024 * 1024

_PREFIX = {400: "Bad Request: ", 401: "Unauthorized", 403: "Forbidden: ", 404: "Not Found: ", 409: "Conflict: "}
_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_MARKS = {"```": "pre", "`": "code", "__": "underline", "_": "italic", "*": "bold", "~": "strikethrough"}
_MARKS |= {"||": "spoiler", "[": "text_link"}
_ENTITIES = {*_TAGS.values(), "expandable_blockquote", "custom_emoji", "text_mention"}
#: Telegram finds these by itself; a bot may name them, to no effect.
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_HTML = re.compile(
    r"""<(?P<end>/?)(?P<tag>[^\s>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)(?P<shut>>?)"""
    r"|&(?:(?P<name>lt|gt|amp|quot)|\#(?P<code>\d+)|\#x(?P<hex>[0-9a-f]+));|[^<&]+|&",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))""", re.IGNORECASE)


class Refused(Exception):
    """Telegram says no: a code and its words."""

    def __init__(self, words: str, code: int = 400, retry_after: int | None = None) -> None:
        self.code, self.retry_after = code, retry_after
        self.description = _PREFIX.get(code, "") + words
        super().__init__(self.description)


def utf16(text: str) -> int:
    """The length in UTF-16 units, in which entities are placed."""
    return len(text.encode("utf-16-le")) // 2


def empty(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


def formatted(text: str, parse_mode: str, given: Json, longest: int, what: str) -> tuple[str, list[Json]]:
    """The text as it is shown and its entities, within `longest` characters; `what` it is called in a refusal."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("strings must be encoded in UTF-8") from None
    text = re.sub(r"[\0-\t\x0b\x0c\x0e-\x1f]", " ", text if given else text.replace("\r", ""))
    match parse_mode.lower():
        case "":
            entities = list(_given(text, given or []))
        case "html":
            text, entities = _html(text)
        case "markdownv2":
            text, entities = _markdown(text)
        case _:
            raise Refused("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    if len(text) > longest:
        raise Refused(f"{what} is too long")
    return text, entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the white space around, as it is shown; leading space inside an entity stays."""
    text = text.rstrip()
    ends = utf16(text)
    clipped = [e | {"length": min(e["length"], ends - e["offset"])} for e in entities if e["offset"] < ends]
    clipped.sort(key=lambda e: (e["offset"], -e["length"]))
    lead = min([len(text) - len(text.lstrip(" \n")), *(e["offset"] for e in clipped)])
    return text[lead:], [e | {"offset": e["offset"] - lead} for e in clipped]


def _given(text: str, entities: Json) -> Iterator[Json]:
    edges, at = {0}, 0
    for character in text:
        at += utf16(character)
        edges.add(at)
    for entity in entities:
        match entity:
            case {"type": str(kind), "offset": int(offset), "length": int(length)}:
                ends = offset + length
            case _:
                raise Refused("can't parse MessageEntity: expected an Object")
        if kind not in _ENTITIES | _FOUND:
            raise Refused("can't parse MessageEntity: Unsupported type specified")
        if offset < 0 or length < 0:
            raise Refused(f"receive an entity with incorrect {'offset' if offset < 0 else 'length'}")
        if offset >= at:
            raise Refused(f"entity begins after the end of the text at UTF-16 offset {offset}")
        here = f"entity beginning at UTF-16 offset {offset} ends"
        if ends > at:
            raise Refused(f"{here} after the end of the text at UTF-16 offset {ends}")
        if offset not in edges or ends not in edges:
            raise Refused("entity begins or ends in a middle of a UTF-16 symbol")
        if length:
            yield entity


def _unparsed(words: str) -> Refused:
    return Refused(f"can't parse entities: {words}")


def _entity(kind: str, begin: int, out: str, url: str) -> list[Json]:
    """One entity up to the end of what was put out, or none: of no length, or a link that leads nowhere."""
    found = {"type": kind, "offset": begin, "length": utf16(out) - begin}
    if kind == "text_link":
        found["url"] = url
    return [found] if found["length"] and (kind != "text_link" or not wrong_link(url)) else []


def _html(text: str) -> tuple[str, list[Json]]:
    out, entities = "", list[Json]()
    opened: list[tuple[str, str, int, str]] = []  # tag, its attributes, where it begins in UTF-16, what came before
    for piece in _HTML.finditer(text):
        at = f"at byte offset {len(text[: piece.start()].encode())}"
        tag = piece["tag"]
        if tag is None:
            out += _character(piece)
        elif not piece["shut"]:
            raise _unparsed(f"Unclosed {'end' if piece['end'] else 'start'} tag {at}")
        elif not piece["end"]:
            tag = tag.lower()
            if tag not in _TAGS:
                raise _unparsed(f'Unsupported start tag "{tag}" {at}')
            if tag == "span" and "tg-spoiler" not in piece["rest"]:
                raise _unparsed(f'Tag "span" must have class "tg-spoiler" {at}')
            opened.append((tag, piece["rest"], utf16(out), out))
        elif not opened:
            raise _unparsed(f"Unexpected end tag {at}")
        else:
            expected, attributes, begin, before = opened.pop()
            if tag and tag.lower() != expected:
                raise _unparsed(f'Unmatched end tag {at}, expected "</{expected}>", found "</{tag.lower()}>"')
            href = _HREF.search(attributes)
            url = next(filter(None, href.groups()), "") if href else ""
            entities += _entity(_TAGS[expected], begin, out, url or out[len(before) :])
    if opened:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return out, entities


def _character(piece: re.Match[str]) -> str:
    if piece["name"]:
        return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[piece["name"].lower()]
    number = int(piece["code"] or "0") or int(piece["hex"] or "0", 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else piece[0]


def _markdown(text: str) -> tuple[str, list[Json]]:
    out, entities, at = "", list[Json](), 0
    opened: list[tuple[str, int, str, int]] = []  # mark, where it begins in UTF-16, what came before, where in `text`
    while at < len(text):
        inside = opened[-1][0] if opened else ""
        verbatim = inside in {"`", "```"}
        mark = next((m for m in ([inside] if verbatim else _MARKS) if text.startswith(m, at)), "")
        if text[at] == "\\" and "\0" < text[at + 1 : at + 2] <= "~":
            out, at = out + text[at + 1], at + 2
        elif (mark and mark == inside) or (inside, text[at]) == ("[", "]"):
            _, begin, before, _ = opened.pop()
            url, at = _target(text, at, out[len(before) :]) if inside == "[" else ("", at + len(mark))
            entities += _entity(_MARKS[inside], begin, out, url)
        elif mark:
            opened.append((mark, utf16(out), out, at))
            language = re.compile(r"```(?:[^\s`]+(?=\s))?\n?").match(text, at)
            at = language.end() if language else at + len(mark)
        elif text[at] == ">" and text[at - 1 : at] in {"", "\n"}:
            at += 1  # a quotation goes to the end of its line, and needs no end
        elif text[at] in "_*[]()~`>#+-=|{}.!" and not verbatim:
            raise _unparsed(f"Character '{text[at]}' is reserved and must be escaped with the preceding '\\'")
        else:
            out, at = out + text[at], at + 1
    if opened:
        kind = _MARKS[opened[-1][0]].title().replace("_L", "L").replace("TextLink", "TextUrl")
        where = len(text[: opened[-1][3]].encode())
        raise _unparsed(f"Can't find end of {kind} entity at byte offset {where}")
    return out, entities


def _target(text: str, at: int, shown: str) -> tuple[str, int]:
    """Where the link leads whose `]` stands at `at`, and where the text goes on."""
    if text[at + 1 : at + 2] != "(":
        return shown, at + 1
    found = re.compile(r"((?:\\.|[^\\)])*)\)", re.DOTALL).match(text, at + 2)
    if found is None:
        raise _unparsed(f"Can't find end of a URL at byte offset {len(text[: at + 2].encode())}")
    return re.sub(r"\\(.)", r"\1", found[1]), found.end()


def wrong_link(url: str) -> str:
    """Why Telegram would not link there; empty when it would. A host without a dot, as localhost, it refuses."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "Wrong port number specified in the URL"
    if parts.scheme not in {"http", "https", "tg"}:
        return "Unsupported URL protocol"
    return "Wrong HTTP URL" if parts.scheme != "tg" and "." not in host and ":" not in host else ""


def keyboard(markup: Json, *, inline_only: bool, private: bool) -> dict[str, Json]:
    """The reply markup when it is good."""
    match markup:
        case None:
            return {}
        case {"inline_keyboard": list(rows), **rest} if not rest:
            _rows(rows, _inline_button, private)
        case _ if inline_only:
            raise Refused("inline keyboard expected")
        case {"keyboard": list(rows), **rest} if rest.keys() <= {
            "is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective",
        }:  # fmt: skip
            if len(str(rest.get("input_field_placeholder", ""))) > 64:
                raise Refused("input field placeholder is too long")
            _rows(rows, _reply_button, private)
        case {"remove_keyboard": True, **rest} | {"force_reply": True, **rest} if rest.keys() <= {
            "selective", "input_field_placeholder",
        }:  # fmt: skip
            pass
        case _:
            raise Refused("object expected as reply markup")
    return dict(markup)


def _rows(rows: list[Json], check: Any, private: bool) -> None:
    if not rows or not all(isinstance(row, list) and row for row in rows):
        raise Refused("reply markup has an empty row")
    if sum(map(len, rows)) > BUTTONS or max(map(len, rows)) > ROW:
        raise Refused("reply markup is too long")
    for row in rows:
        for button in row:
            check(button, private)


def _inline_button(button: Json, _: bool) -> None:
    match button:
        case {"text": str(text), **rest} if text:
            rest.pop("style", None)
        case _:
            raise Refused("inline keyboard button text must be non-empty")
    if button.get("style", "primary") not in {"primary", "success", "danger"}:
        raise Refused("can't parse inline keyboard button: invalid button style specified")
    match rest:
        case {"callback_data": str(data), **more} if data and not more:
            if len(data.encode()) > DATA_BYTES:
                raise Refused("BUTTON_DATA_INVALID")
        case {"url": str(url), **more} if url and not more:
            if why := wrong_link(url):
                raise Refused(f"inline keyboard button URL '{url}' is invalid: {why}")
        case _:
            raise Refused("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _reply_button(button: Json, private: bool) -> None:
    match button:
        case str(text) | {"text": str(text)} if text:
            asks = set() if isinstance(button, str) else button.keys() - {"text", "style"}
        case _:
            raise Refused("keyboard button text must be non-empty")
    if not asks <= {"request_contact", "request_location"}:
        raise Refused(f"can't parse keyboard button: {', '.join(sorted(asks))}")
    if asks and not private:
        raise Refused("phone number can be requested in private chats only")
