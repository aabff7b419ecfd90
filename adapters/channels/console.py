"""The terminal channel: a numbered list for buttons, a line read for each answer, and what comes meanwhile is shown.

Nobody is told of another process's turns here, so the transcript is looked at while a line is waited for.
"""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from adapters.channels.contract import Hear, Heard, NoConversation, Opening, Recall
from adapters.integrations.card import shown
from adapters.links import Links
from flows.effects import Message, Prompt
from flows.model import Incoming, Key, Opened, Pressed, Said
from flows.texts import word

CHANNEL = "console"
#: The longest line of a text that is shown: whatever a person of the team may write, and their name.
LONGEST = 4400
#: Characters a line, beside two of margin.
WIDTH = 88
#: How often the transcript is looked at while a line is waited for.
LOOK_SECONDS = 1.0
#: States in which the talk goes on by itself: another word may come, or is awaited.
_GOES_ON = ("open", "handed_over")


class _Screen:
    """What was shown of one conversation: up to which message, and the list whose numbers can be pressed now."""

    def __init__(self, key: Key, recall: Recall, links: Links, write: Callable[[str], object]) -> None:
        self._key, self._recall, self._links, self._write = key, recall, links, write
        self._last = 0
        self.prompt: Prompt | None = None

    async def show(self, heard: Heard) -> None:
        """Show a turn, and before it what somebody else added since the last that was shown."""
        if heard.messages and heard.messages[0].seq > self._last + 1:
            try:
                between = (await self._recall(self._key, self._last)).messages
            except NoConversation:  # erased in the meantime: the farewell is all that there is
                between = ()
            first = heard.messages[0].seq
            heard = replace(heard, messages=(*(m for m in between if m.seq < first), *heard.messages))
        self._add(heard)

    async def look(self) -> bool:
        """Show what was added by others; whether there was something to show."""
        try:
            return self._add(await self._recall(self._key, self._last))
        except NoConversation:
            return False

    def _add(self, heard: Heard) -> bool:
        news = [m for m in heard.messages if m.seq > self._last]
        self._last = max([self._last, *(m.seq for m in news)])
        theirs = [m for m in news if m.sender != "you"]
        for message in theirs:
            self.prompt = message.prompt
            _show_one(message, heard, self._links, self._write)
        return bool(theirs)


async def talk(
    flow: str,
    locale: str,
    hear: Hear,
    recall: Recall,
    links: Links,
    clock: Callable[[], datetime],
    read_line: Callable[[], Awaitable[str | None]],
    write: Callable[[str], object],
    after_turn: Callable[[UUID], Awaitable[None]],
    invite: Callable[[], object] = lambda: None,
) -> None:
    """Hold one conversation until it is over for good: the person leaves (None from `read_line`), or it ends.

    `write` takes one line; `after_turn` is called with the conversation after each turn; `invite` when something was
    shown while a line was being typed.
    """
    number = uuid4()
    key = Key(CHANNEL, str(number))
    screen = _Screen(key, recall, links, write)
    heard = await hear(Incoming(key, "opened", clock(), Opened()), Opening(flow, locale, number))
    count = 0
    while True:
        await screen.show(heard)
        await after_turn(heard.conversation)
        if heard.state not in _GOES_ON and (screen.prompt is None or not screen.prompt.choices):
            return
        line = await _line(read_line, screen, invite)
        if line is None:
            return
        count += 1
        try:
            heard = await hear(Incoming(key, str(count), clock(), _read(line, screen.prompt)))
        except NoConversation:  # erased by somebody else
            return


async def _line(
    read_line: Callable[[], Awaitable[str | None]], screen: _Screen, invite: Callable[[], object]
) -> str | None:
    """The next line; what others add while it is typed is shown, and the typing goes on all the same."""
    reading = asyncio.ensure_future(read_line())
    try:
        while not (await asyncio.wait([reading], timeout=LOOK_SECONDS))[0]:
            if await screen.look():
                invite()
        return reading.result()
    finally:
        reading.cancel()


def _read(line: str, prompt: Prompt | None) -> Said | Pressed:
    """A number of the list shown is a press; anything else is said."""
    if prompt is not None and line.strip().isdecimal() and 1 <= int(line) <= len(prompt.choices) and len(line) < 4:
        return Pressed(prompt.id, (prompt.choices[int(line) - 1].value,))
    return Said(line)


def _show_one(message: Message, heard: Heard, links: Links, write: Callable[[str], object]) -> None:
    write("")
    text = word("person.line", heard.locale, name=message.name, said=message.text) if message.name else message.text
    for line in text.split("\n"):
        for row in textwrap.wrap(shown(line, LONGEST), WIDTH) or [""]:
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
