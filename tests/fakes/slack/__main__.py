"""The fake Slack as a command: it says what to set, shows what comes, and whoever sits at the terminal is a member."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from tests.fakes.slack import FakeSlack, Member, Message, NotShown, View
from tests.fakes.slack.blocks import interactive

_HELP = """\
  dm TEXT               write to the bot              say TEXT        write in the thread shown, else in the channel
  thread [N]            answer message N from now on  channel         answer in the channel from now on
                        (without N: the last card)    edit TEXT       change what you said last
  press N [OPTION]      use control N                 press LABEL     use the last control so called
  submit KEY=VALUE ...  send the modal in front       close           close it
  home                  open the app's home tab       /COMMAND TEXT   a slash command            Ctrl+D ends"""


class Screen:
    """What was shown so far, numbered: messages by N, and controls by N with what holds them."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.messages: list[Message] = []
        self.controls: list[tuple[Message | View, str, str]] = []
        self.thread: Message | None = None

    def show(self, kind: str, thing: Any) -> None:
        """Print what happened."""
        if isinstance(thing, Message) and thing.only_for in (None, self.member.id):
            self.messages.append(thing)
            place = self.member.w.channel(thing.channel).name + (" (thread)" if thing.thread_ts else "")
            print(f"\n[{len(self.messages)}] {kind} in {place} by {thing.user}")
            self._body(thing, thing.words, thing.blocks)
            for file in thing.files:
                print(f"    file {file.name}: {file.title}, {len(file.content)} bytes")
        elif isinstance(thing, View):
            print(f"\n{kind} {'is closed' if kind == 'modal' and thing not in self.member.views else 'shows'}")
            self._body(thing, thing.words, thing.blocks)
            for block, words in thing.errors.items():
                print(f"    error under {block}: {words}")
        elif kind == "delivery" and not thing.answer.ok:
            print(f"\nan event was not taken (time {thing.retry + 1}): {thing.answer.status} {thing.answer.body[:80]}")
        elif kind == "refusal":
            print(f"\nrefused: {thing} {' | '.join(thing.messages)}")

    def _body(self, holder: Message | View, words: str, blocks: Sequence[dict[str, Any]]) -> None:
        print("".join(f"    {line}\n" for line in words.splitlines()), end="")
        for block, element in interactive({"blocks": blocks}):
            if block["type"] == "input":
                print(f"    input {block['block_id']}/{element['action_id']} ({element['type']})")
                continue
            label = (element.get("text") or element.get("placeholder") or {}).get("text", element["type"])
            self.controls.append((holder, element["action_id"], label))
            options = [option["text"]["text"] for option in element.get("options", ())]
            print(f"    <{len(self.controls)}> {label}{f': {options}' if options else ''}")

    def _thread_ts(self) -> str | None:
        return (self.thread.thread_ts or self.thread.ts) if self.thread else None

    def _card(self) -> Message:
        """The last that the bot posted in the first channel, not in a thread."""
        channel = next(iter(self.member.w.channels))
        return next(m for m in reversed(self.messages) if m.channel == channel and m.bot_id and not m.thread_ts)

    async def _press(self, wanted: str) -> Any:
        """Use a control: one by its number, with an option for those that have some, or the last so called."""
        m = self.member
        number, _, option = wanted.partition(" ")
        if number.isdigit():
            holder, action, _ = self.controls[int(number) - 1]
        else:
            holder, action = next(((h, a) for h, a, label in reversed(self.controls) if label == wanted), (None, ""))
            option = ""
        if holder is None:
            raise LookupError(f"no control is called {wanted}")
        use = m.press_old(holder, action, option or None) if isinstance(holder, Message) else None
        return await (use or m.press_in(holder, action, option or None))  # type: ignore[arg-type]

    async def obey(self, line: str) -> None:
        """Do as the member says."""
        verb, _, rest = line.strip().partition(" ")
        m = self.member
        channel = self.thread.channel if self.thread else next(iter(m.w.channels))
        answer: Any = None
        match verb:
            case "dm":
                answer = await m.dm(rest)
            case "say":
                answer = await m.says(channel, rest, self._thread_ts())
            case "edit":
                mine = [said for said in self.messages if said.user == m.id]
                answer = await m.edits(mine[-1].ts, rest)
            case "thread":
                self.thread = self.messages[int(rest) - 1] if rest else self._card()
            case "channel":
                self.thread = None
            case "press":
                answer = await self._press(rest)
            case "submit":
                values = dict(pair.partition("=")[::2] for pair in shlex.split(rest))
                answer = await m.submit(m.views[-1], values)
            case "close":
                answer = await m.close(m.views[-1])
            case "home":
                answer = await m.opens_home()
            case _ if verb.startswith("/"):
                answer = await m.command(verb, rest, channel)
            case _:
                print(_HELP)
        if answer is not None and not answer.ok:
            print(f"the app answered {answer.status} {answer.body[:200]}")


def parser() -> argparse.ArgumentParser:
    """What can be given on the command line."""
    made = argparse.ArgumentParser(prog="python -m tests.fakes.slack", description=__doc__)
    made.add_argument("--port", type=int, default=8082)
    made.add_argument("--socket", action="store_true", help="deliver over Socket Mode")
    made.add_argument("--to", default="http://127.0.0.1:8080/slack/events", help="where to deliver without --socket")
    made.add_argument("--lang", default="en", choices=("en", "fr"), help="the language of your Slack")
    return made


async def _main() -> None:
    given = parser().parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    async with FakeSlack(port=given.port) as slack:
        w = slack.workspace(
            "T1",
            bot_token="xoxb-fake",
            channels={"C1": "hot-leads"},
            signing_secret="fake-signing-secret",
            app_token="xapp-fake" if given.socket else None,
        )
        if not given.socket:
            w.deliver_to(events=given.to, interactivity=given.to, commands=given.to)
        print("\n".join(_environment(slack)), _HELP, sep="\n")
        screen = Screen(w.member("U1", "You", locale={"en": "en-US", "fr": "fr-FR"}[given.lang]))
        slack.watchers.append(screen.show)
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            try:
                await screen.obey(line.decode(errors="replace"))
            except (NotShown, LookupError, ValueError) as no:
                print(f"not possible: {no}")
        print("\n".join(f"breach: {breach}" for breach in slack.breaches))


def _environment(slack: FakeSlack) -> Iterator[str]:
    w = slack.workspaces["T1"]
    yield f"export AIMANT_SLACK_BOT_TOKEN={w.bot_token}"
    yield f"export AIMANT_SLACK_SIGNING_SECRET={w.signing_secret}"
    yield f"export AIMANT_SLACK_CHANNEL={next(iter(w.channels))}"
    yield f"export AIMANT_SLACK_BASE_URL={slack.base_url}"
    if w.app_token:
        yield f"export AIMANT_SLACK_APP_TOKEN={w.app_token}"


if __name__ == "__main__":
    asyncio.run(_main())
