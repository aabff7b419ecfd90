"""The terminal channel: the same turn path, a numbered list for buttons, and a line read for each answer."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID, uuid4

from adapters.channels.contract import Hear, Heard, Opening
from adapters.integrations.card import shown
from adapters.links import Links
from flows.effects import Message, Prompt
from flows.model import Incoming, Key, Opened, Pressed, Said
from flows.texts import word

CHANNEL = "console"
#: Characters a line, beside two of margin.
WIDTH = 88


async def talk(
    flow: str,
    locale: str,
    hear: Hear,
    links: Links,
    clock: Callable[[], datetime],
    read_line: Callable[[], Awaitable[str | None]],
    write: Callable[[str], object],
    after_turn: Callable[[UUID], Awaitable[None]],
) -> None:
    """Hold one conversation until it is over for good: the person leaves (None from `read_line`), or it ends.

    `write` takes one line; `after_turn` is called with the conversation after each turn.
    """
    number = uuid4()
    key = Key(CHANNEL, str(number))
    heard = await hear(Incoming(key, "opened", clock(), Opened()), Opening(flow, locale, number))
    count = 0
    while True:
        prompt = _show(heard, links, write)
        await after_turn(heard.conversation)
        if heard.state != "open" and (prompt is None or not prompt.choices):
            return
        line = await read_line()
        if line is None:
            return
        count += 1
        heard = await hear(Incoming(key, str(count), clock(), _read(line, prompt)))


def _read(line: str, prompt: Prompt | None) -> Said | Pressed:
    """A number of the list shown is a press; anything else is said."""
    if prompt is not None and line.strip().isdecimal() and 1 <= int(line) <= len(prompt.choices) and len(line) < 4:
        return Pressed(prompt.id, (prompt.choices[int(line) - 1].value,))
    return Said(line)


def _show(heard: Heard, links: Links, write: Callable[[str], object]) -> Prompt | None:
    prompt = None
    for message in heard.messages:
        if message.sender != "you":
            prompt = message.prompt
            _show_one(message, heard, links, write)
    return prompt


def _show_one(message: Message, heard: Heard, links: Links, write: Callable[[str], object]) -> None:
    write("")
    for line in message.text.split("\n"):
        for row in textwrap.wrap(shown(line, 3000), WIDTH) or [""]:
            write(f"  {row}")
    if message.gift is not None:
        write(f"  → {links.url(message.gift.delivery)}")
    if message.prompt is None:
        return
    for i, choice in enumerate(message.prompt.choices, 1):
        write(f"    {i}. {shown(choice.label)}")
    notes = [message.prompt.hint] if message.prompt.hint else []
    if message.prompt.optional and not any(c.value.startswith("/") for c in message.prompt.choices):
        notes.append(word("console.optional", heard.locale))
    if heard.state == "open" and heard.of:
        notes.append(word("console.step", heard.locale, step=str(min(heard.done + 1, heard.of)), of=str(heard.of)))
    if notes:
        write(f"  ({' · '.join(notes)})")
