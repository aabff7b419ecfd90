"""Direct messages: what Slack brings read into what the person did, and effects as Block Kit; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from adapters.channels.slack.blocks import (
    LONGEST_FALLBACK,
    LONGEST_LABEL,
    Block,
    actions,
    button,
    escaped,
    paragraphs,
    plain,
    section,
)
from flows.effects import Choice, Prompt, Say
from flows.model import Edited, Odd, Pressed, Said, What
from flows.texts import word

#: How action ids of a question's keyboard begin; the edition and the question follow.
ASKED = "ask"
_SEVERAL, _CONFIRM = "several", "confirm"
#: The kinds of message that are a person's own words or files; whatever else there is, or will be, is none.
_HEARD = {None, "file_share", "me_message"}
#: Who speaks for Slack itself.
_SLACKBOT = "USLACKBOT"
#: The most boxes that one element takes (docs.slack.dev, checkboxes).
_MOST_BOXES = 10
#: How Slack spells what was picked, or typed by its name; what else stands between colons stays as it is.
_EMOJI = {
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "white_check_mark": "✅",
}
_NAMED = re.compile(rf":({'|'.join(map(re.escape, _EMOJI))}):(?::skin-tone-[2-6]:)?")
_ENTITY = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What one person did in a direct message; `id` is Slack's own of the event or press."""

    user: str
    id: str
    what: What


def message(event: dict[str, Any], event_id: str) -> Arrived | None:
    """A message event of a direct message; None when it is none of a person's own."""
    subtype = event.get("subtype")
    if event.get("channel_type") != "im" or event.get("bot_id"):
        return None
    if subtype == "message_changed":
        now = event.get("message")
        if not isinstance(now, dict) or not _by_a_person(now):
            return None
        before = event.get("previous_message")
        if isinstance(before, dict) and before.get("text") == now.get("text"):
            return None  # a preview was added, say: nothing was rewritten
        return Arrived(now["user"], event_id, Edited(str(now.get("ts", "")), _typed(str(now.get("text") or ""))))
    if not _by_a_person(event):
        return None
    user, text = str(event["user"]), event.get("text")
    if isinstance(text, str) and text.strip():
        return Arrived(user, event_id, Said(_typed(text), ref=str(event.get("ts", ""))))
    return Arrived(user, event_id, Odd("attachment"))


def _by_a_person(message: dict[str, Any]) -> bool:
    user = message.get("user")
    own = isinstance(user, str) and user not in ("", _SLACKBOT) and not message.get("bot_id")
    return own and message.get("subtype") in _HEARD


def press(payload: dict[str, Any], action: dict[str, Any]) -> Arrived | None:
    """A pressed button of a question; None for a tick that waits for its confirmation."""
    user = (payload.get("user") or {}).get("id")
    name, _, rest = str(action.get("action_id", "")).partition(":")
    if name != ASKED or not isinstance(user, str):
        return None
    edition, _, rest = rest.partition(":")
    question, _, which = rest.partition(":")
    if which.startswith(_SEVERAL):
        return None
    choices: tuple[str, ...] = (str(action.get("value", ""))[:200],)
    if which == _CONFIRM:
        choices = tuple(_ticked(payload, f"{ASKED}:{edition}:{question}:{_SEVERAL}"))
        if not choices:
            return None
    id_ = f"{action.get('action_ts')}:{(payload.get('container') or {}).get('message_ts')}:{which}"
    return Arrived(user, id_[:255], Pressed(question, choices, edition or "?"))


def _typed(text: str) -> str:
    """The same with the commonest of Slack's names for characters as the characters themselves."""
    return _NAMED.sub(lambda found: _EMOJI[found[1]], unescaped(text))


def unescaped(text: str) -> str:
    """What the person typed: Slack's own spelling of links, mentions and control characters undone."""

    def typed(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if label is not None:
            return str(label) if target[:1] not in "@#!" else f"{target[:1]}{label}"
        return target.removeprefix("mailto:").removeprefix("tel:")

    return _ENTITY.sub(typed, text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(say: Say) -> dict[str, Any]:
    """A message as text and blocks: the question's words, then its buttons."""
    text = word("person.line", say.locale, name=say.name, said=say.text) if say.name else say.text
    if say.prompt is not None and say.prompt.hint:
        text = f"{text}\n({say.prompt.hint})"
    return {"text": escaped(text.replace("\n", " "), LONGEST_FALLBACK), "blocks": list(_blocks(text, say))}


def settled(text: str) -> dict[str, Any]:
    """A question without its buttons, as it reads from now on."""
    made = [section(part) for part in paragraphs(text)][:40]
    return {"text": escaped(text.replace("\n", " "), LONGEST_FALLBACK), "blocks": made or [section(" ")]}


def _blocks(text: str, say: Say) -> Iterator[Block]:
    for part in list(paragraphs(text))[:30]:
        yield section(part)
    if say.prompt is not None:
        yield from _keyboard(say.prompt, say.edition, say.locale)


def _keyboard(prompt: Prompt, edition: str, locale: str) -> Iterator[Block]:
    id_ = f"{ASKED}:{edition}:{prompt.id}"
    choices = list(prompt.choices)
    if prompt.optional and not any(choice.value.startswith("/") for choice in choices):
        choices.append(Choice("/skip", word("button.skip", locale)))
    elements: list[Block] = []
    if prompt.input == "choices":
        ticks = [choice for choice in choices if not choice.value.startswith("/")]
        choices = [choice for choice in choices if choice.value.startswith("/")]
        for start in range(0, len(ticks), _MOST_BOXES):
            few = ticks[start : start + _MOST_BOXES]
            options = [{"text": plain(c.label, LONGEST_LABEL), "value": c.value} for c in few]
            elements.append({"type": "checkboxes", "action_id": f"{id_}:{_SEVERAL}:{start}", "options": options})
        elements.append(button(word("slack.confirm", locale), f"{id_}:{_CONFIRM}", _CONFIRM, style="primary"))
    elements += [button(choice.label, f"{id_}:{i}", choice.value) for i, choice in enumerate(choices)]
    yield from actions(elements, id_)


def _ticked(payload: dict[str, Any], action: str) -> Iterator[str]:
    """What is ticked in the groups whose action ids begin so, in the order in which they stand."""
    values = (payload.get("state") or {}).get("values")
    blocks = values.values() if isinstance(values, dict) else ()
    held = {name: group for block in blocks if isinstance(block, dict) for name, group in block.items()}
    place = re.compile(rf"{re.escape(action)}:([0-9]{{1,4}})", re.ASCII)
    numbered = {int(found[1]): group for name, group in held.items() if (found := place.fullmatch(name))}
    for _, group in sorted(numbered.items(), key=lambda each: each[0]):
        for option in (group.get("selected_options") or ()) if isinstance(group, dict) else ():
            if isinstance(option, dict) and isinstance(option.get("value"), str):
                yield option["value"]
