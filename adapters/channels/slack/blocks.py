"""Block Kit within its limits: what a person wrote is plain and escaped, so that it can neither mention nor link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

#: Slack's own limits (docs.slack.dev, Block Kit), in code points of the escaped text.
MOST_BLOCKS = 50
LONGEST_HEADER = 150
LONGEST_SECTION = 3000
MOST_FIELDS = 10
LONGEST_FIELD = 400
#: Slack caps the text of all blocks together without saying so: 9,597 characters were taken and 11,341 refused
#: (github.com/slackapi/bolt-js/issues/2867).
LONGEST_IN_ALL = 9500
LONGEST_CONTEXT = 2000
LONGEST_FALLBACK = 3000
LONGEST_LABEL = 75
LONGEST_VALUE = 2000
MOST_ACTIONS = 25

Block = dict[str, Any]
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str, longest: int) -> str:
    """The text with Slack's three control characters as entities; cut between whole characters at `longest`."""
    whole = "".join(_ENTITIES.get(c, c) for c in text)
    if len(whole) <= longest:
        return whole
    kept: list[str] = []
    room = longest - 1
    for c in text:
        piece = _ENTITIES.get(c, c)
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + "…"


def plain(text: str, longest: int, *, emoji: bool = False) -> Block:
    """A text shown letter for letter; `emoji` off leaves ":wave:" as it was written."""
    return {"type": "plain_text", "text": escaped(text, longest) or " ", "emoji": emoji}


def ours(text: str) -> Block:
    """A text of our own that Slack is to read: dates and members' ids; never a word of a lead's."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain(text, LONGEST_HEADER)}


def section(text: str) -> Block:
    """A paragraph."""
    return {"type": "section", "text": plain(text, LONGEST_SECTION)}


def fields(pairs: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """Labelled values in two columns."""
    for start in range(0, len(pairs), MOST_FIELDS):
        few = pairs[start : start + MOST_FIELDS]
        yield {"type": "section", "fields": [plain(f"{label}\n{value}", LONGEST_FIELD) for label, value in few]}


def context(texts: Iterable[str], *more: Block) -> Block:
    """Small print; `more` are elements of our own."""
    made = [plain(text, LONGEST_CONTEXT) for text in texts]
    return {"type": "context", "elements": [*made, *more][:10]}


def button(label: str, action: str, value: str, *, style: str | None = None, confirm: Block | None = None) -> Block:
    """A button; `style` is primary or danger."""
    made: Block = {
        "type": "button",
        "text": plain(label, LONGEST_LABEL, emoji=True),
        "action_id": action,
        "value": value,
    }
    if style is not None:
        made["style"] = style
    if confirm is not None:
        made["confirm"] = confirm
    return made


def actions(elements: Sequence[Block], id_: str) -> Iterator[Block]:
    """Rows of buttons and menus."""
    for start in range(0, len(elements), MOST_ACTIONS):
        few = list(elements[start : start + MOST_ACTIONS])
        yield {"type": "actions", "block_id": f"{id_}:{start}", "elements": few}


def packed(heading: str, lines: Sequence[str], longest: int = LONGEST_SECTION) -> Iterator[str]:
    """Lines under their heading (if there is one), in as few texts as fit."""
    text = heading
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(escaped(longer, 2 * longest)) <= longest:
            text = longer
        else:
            if text:
                yield text
            text = line
    if text:
        yield text


def paragraphs(text: str) -> Iterator[str]:
    """A text in as few sections as it takes, cut within a line only where that line alone is too long for one."""
    for part in packed("", text.split("\n")):
        start = size = 0
        for i, c in enumerate(part):
            wide = len(_ENTITIES.get(c, c))
            if size + wide > LONGEST_SECTION:
                yield part[start:i]
                start, size = i, 0
            size += wide
        yield part[start:]


def fitting(made: list[Block]) -> list[Block]:
    """The blocks, without as many of the last paragraphs as it takes for Slack to accept all of it."""
    while _letters(made) > LONGEST_IN_ALL:
        last = max((i for i, block in enumerate(made) if block["type"] == "section"), default=None)
        if last is None:
            break
        made = [*made[:last], *made[last + 1 :]]
    return made


def _letters(value: object) -> int:
    match value:
        case {"text": str(text), **more}:
            return len(text) + _letters(more)
        case dict():
            return sum(_letters(each) for each in value.values())
        case list():
            return sum(_letters(each) for each in value)
    return 0


#: What every message is posted with: nothing in it is to be linked, unfurled or parsed.
QUIET: dict[str, Any] = {
    "mrkdwn": False,
    "parse": "none",
    "link_names": False,
    "unfurl_links": False,
    "unfurl_media": False,
}
