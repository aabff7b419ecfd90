"""Talk to a bot by hand: what is typed is said, `/1` presses the first button shown, and so on."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import sys
import threading
from collections.abc import Iterator

from tests.fakes.telegram import FakeTelegram, Message, Person

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # the one that Telegram's documentation shows
BOT = "aimant_bot"
HELP = """\
A line is said (the first one presses Start). /start PAYLOAD follows a link, /1 presses the first button shown,
/contact +3225550100 shares a number, /photo /sticker /voice send one, /edit TEXT changes what you said last,
/block and /unblock do that. Ctrl+D ends."""


class Terminal:
    """One person at one terminal."""

    def __init__(self, tg: FakeTelegram, person: Person) -> None:
        self._tg, self._person, self._chat = tg, person, person.chat(BOT)
        self._seen = [0, 0, 0]
        self._last: Message | None = None

    async def show(self) -> None:
        """Show what comes, for ever."""
        while True:
            await self._tg.world.until(lambda: self._seen != self._counts(), float("inf"))
            said, toasts, actions = self._seen
            self._seen = self._counts()
            for action in self._chat.actions[actions:]:
                print(f"  ({action} ...)")
            for toast in filter(None, self._chat.toasts[toasts:]):
                print(f"  [{toast}]")
            for message in self._chat.said[said:]:
                self._print(message)
            sys.stdout.flush()

    def _counts(self) -> list[int]:
        return [len(self._chat.said), len(self._chat.toasts), len(self._chat.actions)]

    def _print(self, message: Message) -> None:
        print(f"{'bot (edited)' if message.edited else 'bot'}> {message.text}")
        if file := message.document:
            its = self._tg.bot(BOT)
            print(f"  {file.name} ({file.mime}, {len(file.data)} bytes)", end=" ")
            print(f"{self._tg.file_url}{its.token}/{its.files[file.file_id].path}")
        for number, label in enumerate(self._labels(), 1):
            print(f"  /{number}  {label}")

    def _labels(self) -> list[str]:
        """What can be pressed now: below the latest message that has buttons, then in place of the keyboard."""
        below = next((m.buttons for m in reversed(self._chat.messages) if m.buttons), [])
        shown = [b if isinstance(b, str) else b["text"] for b in self._chat.shown]
        return [label for label, _ in below] + shown

    async def do(self, line: str) -> None:
        """What a line asks for."""
        person, (word, _, rest) = self._person, line.partition(" ")
        if not self._chat.started and word != "/start":
            await person.start(BOT)
        match word:
            case "/start":
                self._last = await person.start(BOT, rest or None)
            case "/contact":
                await person.share_contact(BOT, rest, forced=True)
            case "/photo":
                await person.send_photo(BOT, rest)
            case "/sticker":
                await person.send_sticker(BOT)
            case "/voice":
                await person.send_voice(BOT)
            case "/edit":
                assert self._last is not None
                self._last = await person.edit(BOT, self._last.message_id, rest)
            case "/block":
                await person.block(BOT)
            case "/unblock":
                await person.unblock(BOT)
            case _ if word[:1] == "/" and word[1:].isdigit():
                labels = self._labels()
                await person.press(BOT, labels[int(word[1:]) - 1])
            case _:
                self._last = await person.say(BOT, line)


async def _lines() -> asyncio.Queue[str]:
    """The terminal's lines, and "" at the end; read aside, as no loop can wait for a terminal everywhere."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in itertools.chain(sys.stdin, [""]):
            loop.call_soon_threadsafe(queue.put_nowait, line)

    threading.Thread(target=read, daemon=True).start()
    return queue


def parser() -> argparse.ArgumentParser:
    """What can be given on the command line."""
    made = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    made.add_argument("--port", type=int, default=8081)
    made.add_argument("--token", default=TOKEN)
    made.add_argument("--lang", default="fr", help="the language of your app")
    return made


def environment(tg: FakeTelegram) -> Iterator[str]:
    """What to type where the server is to run."""
    yield f"export AIMANT_TELEGRAM_BOTS={tg.bot(BOT).token}"
    yield f"export AIMANT_TELEGRAM_BASE_URL={tg.base_url}"


async def main() -> None:
    """Serve until the terminal's end."""
    given = parser().parse_args()
    async with FakeTelegram({given.token: BOT}, port=given.port, callback_seconds=60) as tg:
        print(f"A Telegram of your own at {tg.base_url}, with the bot @{BOT} of token {given.token}.")
        print("", *environment(tg), "", HELP, sep="\n", flush=True)
        terminal = Terminal(tg, tg.person(1001, "Marie", given.lang))
        showing = asyncio.create_task(terminal.show())
        lines = await _lines()
        while line := await lines.get():
            try:
                if line.strip():
                    await terminal.do(line.rstrip("\n"))
            except (PermissionError, LookupError, ValueError) as e:
                print(f"  ! {e}", flush=True)
        showing.cancel()
        for breach in tg.breaches:
            print(f"  breach: {breach}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
