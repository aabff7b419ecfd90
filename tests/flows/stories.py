"""Stories: whole dialogues as text files, read into turns, and what each turn must say, checked on its Decision.

A story reads from top to bottom:

    A visitor changes her mind about the address.
    flow livre-blanc · fr · 2026-03-10
    known email=camille@exemple.be · interest=vélo

    < Bonjour ! Je suis l’assistant automatique
    > vélo
    < Et où en êtes-vous ?
    > [engaged leading]
    = asking privacy · progress 2/6
    ...
    = done · hot 80 · mail, alert

The first line is its sentence. `>` is what the person does: says something, or, in brackets, presses the buttons of a
question (`[engaged leading]`, `[interest food, energy]`), a verb on the question that waits (`[/skip]`), a verb on
another one (`[email /change]`), asks for a fresh link (`[link white-paper]`), or opens the page again (`[open]`). A
text in "quotes" is read as JSON, for what cannot be seen. `<` must be contained in the messages of that turn, in
order; `!` in none of them. `=` tells how things stand after the turn, in parts (see `_CHECKS`). What the person does
comes 20 seconds after the turn before, or as long after as a line says: `+ 2 s`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from flows import questions
from flows.effects import AlertSales, Decision, Effect, EraseLead, SendMail
from flows.engine import begin, step
from flows.flow import BANDS, Flow
from flows.loading import read_flow
from flows.model import Conversation, Incoming, Key, LinkAsked, Opened, Pressed, Said, Source, State
from flows.outcomes import gift_of

STORIES = Path(__file__).parent.parent / "stories"
CATALOG = Path(__file__).parent.parent.parent / "flows" / "catalog"

#: Time between two turns, unless a story says otherwise.
PACE = timedelta(seconds=20)


class StoryError(Exception):
    """A story that cannot be read, or that did not go as told: file, line and what is the matter."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a turn must show: `sign` is "<", "!" or "="."""

    number: int
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person does (as written; the first turn opens the page), how long `after` the last, and what comes."""

    number: int
    does: str
    lines: tuple[Line, ...]
    after: timedelta = PACE


@dataclass(frozen=True, slots=True)
class Story:
    """One dialogue."""

    name: str
    sentence: str
    flow: str
    locale: str
    starts: datetime
    turns: tuple[Turn, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None

    @property
    def key(self) -> Key:
        """Who talks: somebody new in each story."""
        return Key("web", self.name)

    @property
    def conversation(self) -> UUID:
        """The conversation's id."""
        return uuid5(NAMESPACE_URL, f"story:{self.name}")

    def first(self, flow: Flow) -> Conversation:
        """The conversation before anything was said."""
        return begin(flow, self.key, self.conversation, self.locale, self.starts)

    def incoming(self, i: int, flow: Flow, now: Conversation) -> Incoming:
        """What comes in at one turn; buttons may depend on where the conversation stands."""
        turn = self.turns[i]
        at = self.starts + sum((each.after for each in self.turns[1 : i + 1]), timedelta())
        return Incoming(self.key, f"turn-{i}", at, _what(self, turn, flow, now))


def every_story() -> list[Story]:
    """All stories there are, by name."""
    return [parse(path.read_text(encoding="utf-8"), path.stem) for path in sorted(STORIES.glob("*.txt"))]


def shipped(name: str) -> Flow:
    """A flow that ships."""
    path = CATALOG / f"{name}.yaml"
    return read_flow(path.read_text(encoding="utf-8"), sizes_beside(path.parent).get, str(path.parent))[0]


def sizes_beside(folder: Path) -> dict[str, int]:
    """Size of each file below a folder."""
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}


def _plain(text: str) -> str:
    """French sets spaces that a keyboard does not have; a story may write them as it can."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# --- reading -----------------------------------------------------------------------------------------------------

_PAUSE = re.compile(r"\+ (\d{1,5}) s")


def parse(text: str, name: str) -> Story:
    """Read a story; raises StoryError with its line."""
    head: dict[str, str] = {}
    sentence, after = "", PACE
    turns = [(0, "[open]", list[Line](), PACE)]
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        sign, rest = line[:1], line[1:].strip()
        if not line or sign == "#":
            continue
        if not sentence:
            sentence = line
        elif sign == ">":
            turns.append((number, rest, [], after))
            after = PACE
        elif sign in ("<", "!", "="):
            rest = _plain(rest)
            if not rest:
                raise StoryError(f"{name}.txt:{number}: nothing follows “{sign}”")
            turns[-1][2].append(Line(number, sign, rest))
        elif (pause := _PAUSE.fullmatch(line)) is not None:
            after = timedelta(seconds=int(pause[1]))
        elif (word := line.split()[0]) in ("flow", "known", "page") and len(turns) == 1:
            head[word] = line.removeprefix(word).strip()
        else:
            raise StoryError(f"{name}.txt:{number}: a line begins with < > = ! + or #, not “{line[:20]}”")
    if len(turns) == 1:
        raise StoryError(f"{name}.txt: nobody says anything")
    if after != PACE:
        raise StoryError(f"{name}.txt: after “+ {after.seconds} s” somebody does something")
    flow, locale, starts = _head(head.get("flow", ""), name)
    pairs = (part.partition("=") for part in head.get("known", "").split("·") if part.strip())
    known = {q.strip(): said.strip() for q, _, said in pairs}
    told = tuple(Turn(number, does, tuple(lines), pause) for number, does, lines, pause in turns)
    return Story(name, sentence, flow, locale, starts, told, known, head.get("page"))


def _head(told: str, name: str) -> tuple[str, str, datetime]:
    """The flow, the language and the day of a story."""
    match [part.strip() for part in told.split("·")]:
        case [flow, locale, day]:
            return flow, locale, datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
        case _:
            raise StoryError(f"{name}.txt: a line “flow NAME · LANGUAGE · YYYY-MM-DD” is missing")


_BRACKETS = re.compile(r"\[(?P<words>[^\]]+)\]")


def _what(story: Story, turn: Turn, flow: Flow, now: Conversation) -> Opened | Said | Pressed | LinkAsked:
    found = _BRACKETS.fullmatch(turn.does)
    if found is None:
        quoted = len(turn.does) > 1 and turn.does.startswith('"') and turn.does.endswith('"')
        return Said(json.loads(turn.does) if quoted else turn.does)
    match found["words"].replace(",", " ").split():
        case ["open"]:
            return Opened(Source(page=story.page), story.known)
        case ["link", magnet]:
            gifts = {m.id: gift_of(m, now, now.locale) for m in flow.magnets}
            if (gift := gifts.get(magnet)) is None:
                raise StoryError(f"{story.name}.txt:{turn.number}: no magnet “{magnet}” with a file")
            return LinkAsked(gift.delivery)
        case [verb] if verb.startswith("/"):
            return Pressed(now.asking or "menu", (verb,))
        case [question, *choices] if choices:
            return Pressed(question, tuple(choices))
        case _:
            raise StoryError(f"{story.name}.txt:{turn.number}: a press is [question choice] or [/verb]")


# --- telling -----------------------------------------------------------------------------------------------------


def tell(story: Story, flow: Flow) -> Iterator[tuple[Incoming, Decision]]:
    """Play a story through `step` alone, checking each turn; raises StoryError where it does not go as told."""
    now = story.first(flow)
    sent: list[Effect] = []
    for i, turn in enumerate(story.turns):
        incoming = story.incoming(i, flow, now)
        decision = step(flow, now, incoming)
        now = decision.conversation
        sent += decision.effects
        _listen(story, turn, decision)
        for line in turn.lines:
            if line.sign == "=":
                _look(story, line, Seen(flow, decision, tuple(sent)))
        yield incoming, decision


def _listen(story: Story, turn: Turn, decision: Decision) -> None:
    said = [_plain(m.text) for m in decision.messages if m.sender == "bot"]
    heard = "\n".join(f"    {text}" for text in said) or "    (nothing)"
    at, offset = 0, 0
    for line in turn.lines:
        if line.sign == "!" and any(line.text in text for text in said):
            raise StoryError(f"{story.name}.txt:{line.number}: was not to be said: {line.text}\n  it said:\n{heard}")
        if line.sign != "<":
            continue
        while at < len(said) and (found := said[at].find(line.text, offset)) < 0:
            at, offset = at + 1, 0
        if at == len(said):
            raise StoryError(f"{story.name}.txt:{line.number}: did not say: {line.text}\n  it said:\n{heard}")
        offset = found + len(line.text)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an `=` line looks at: a turn's decision, and all that the world was asked since the start."""

    flow: Flow
    decision: Decision
    sent: Sequence[Effect]

    @property
    def now(self) -> Conversation:
        """The conversation after the turn."""
        return self.decision.conversation


def name_of(effect: Effect) -> str | None:
    """An effect as stories call it; None for what belongs to a channel's way of showing the talk."""
    match effect:
        case SendMail():
            return "mail"
        case AlertSales(corrected=True):
            return "correction"
        case AlertSales(reason="human"):
            return "human"
        case AlertSales():
            return "alert"
        case EraseLead():
            return "erase"
        case _:
            return None


def _answer(seen: Seen, question: str) -> str:
    given = seen.now.answer(question)
    return questions.show(given.value, seen.flow.by_id[question], seen.now.locale) if given else "none"


def _buttons(seen: Seen, _: str) -> str:
    prompts = [m.prompt for m in seen.decision.messages if m.prompt]
    return ", ".join(choice.label for choice in prompts[-1].choices) if prompts else "none"


#: What an `=` part may begin with, and how things really stand; any other part is a state, or what was sent so far.
_CHECKS: Mapping[str, Callable[[Seen, str], str]] = {
    "asking": lambda seen, _: seen.now.asking or "nothing",
    "progress": lambda seen, _: f"{seen.decision.turn.done}/{seen.decision.turn.of}",
    "did": lambda seen, _: seen.decision.turn.did,
    "locale": lambda seen, _: seen.now.locale,
    "ending": lambda seen, _: str(seen.now.ending),
    "fit": lambda seen, _: str(seen.decision.score.fit),
    "intent": lambda seen, _: str(seen.decision.score.intent),
    "because": lambda seen, _: seen.decision.score.disqualified or "none",
    "rules": lambda seen, _: ", ".join(line.rule for line in seen.decision.score.lines) or "none",
    "magnets": lambda seen, _: ", ".join(seen.now.magnets) or "none",
    "mailed": lambda seen, _: ", ".join(e.to for e in seen.sent if isinstance(e, SendMail)) or "none",
    "buttons": _buttons,
    "answer": _answer,
    "agreed": lambda seen, purpose: "yes" if seen.now.consented(purpose) else "no",
    "answered": lambda seen, _: ", ".join(a.question for a in seen.now.answers if a.live) or "none",
}
#: Those whose next word is part of the question, not of the answer.
_WITH_OBJECT = ("answer", "agreed")


def _look(story: Story, line: Line, seen: Seen) -> None:
    for part in (p.strip() for p in line.text.split("·")):
        word, _, rest = part.partition(" ")
        if word in _CHECKS:
            about, _, told = rest.partition(" ") if word in _WITH_OBJECT else ("", "", rest)
            really = _CHECKS[word](seen, about)
        elif word in tuple(State):
            told, really = part, seen.now.state.value
        elif word in BANDS:
            told, really = part, f"{seen.decision.score.band} {seen.decision.score.points}"
        else:
            told, really = part, ", ".join(name for e in seen.sent if (name := name_of(e))) or "nothing sent"
        if told != _plain(really):
            raise StoryError(f"{story.name}.txt:{line.number}: told “{part}”, but it is “{really}”")
