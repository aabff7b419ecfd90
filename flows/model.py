"""The values that pass between the floors: who speaks, what came in, what is remembered; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from flows.values import Value


@dataclass(frozen=True, slots=True)
class Key:
    """Who and where: the channel's name and the person's id on it; the address of exactly one conversation."""

    channel: str
    person: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A page of the site that was looked at before the chat was opened: its path, and for how many seconds."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a visitor came from, as the page told it at the start; every field is bounded by the channel."""

    page: str | None = None
    referrer: str | None = None
    utm: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[Visit, ...] = ()
    clicks: Mapping[str, str] = field(default_factory=dict)
    """What advertising networks call the click that led here, by the name of their parameter (gclid and the like)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The person opened the chat; `known` holds raw answers already known, by question id; no personal one is used.

    `carried` is the conversation that goes on here after it began on another channel.
    """

    source: Source = Source()
    known: Mapping[str, str] = field(default_factory=dict)
    carried: Conversation | None = None
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Said:
    """The person wrote something; `ref` is the platform's id of that message, if it can be edited later.

    `meant` is the same in other words by whoever was asked for advice: it is shown to be confirmed, never taken.
    """

    text: str
    ref: str | None = None
    meant: str | None = None
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Edited:
    """The person rewrote an earlier message of theirs, the one that was said with this `ref`."""

    ref: str
    text: str
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True)
class Odd:
    """The person sent what no question can take: a file, a voice message, somebody else's contact card."""

    what: Literal["attachment", "contact-of-other"]
    kind: Literal["odd"] = "odd"


@dataclass(frozen=True, slots=True)
class Pressed:
    """The person pressed one button (or, for a multi-choice, several) of the keyboard of `question`.

    A choice that begins with "/" is a verb: "/skip", "/change" (of `question`), "/human". `edition` is how the hash of
    the flow's edition began when the keyboard was shown, empty where the channel does not say. `press` is the
    platform's id of the press, if it waits to be acknowledged.
    """

    question: str
    choices: tuple[str, ...]
    edition: str = ""
    press: str | None = None
    kind: Literal["pressed"] = "pressed"


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """The holder of an expired link to the delivery asks for a fresh one; it goes only to the address on file."""

    delivery: UUID
    kind: Literal["link-asked"] = "link-asked"


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A person of the sales team, `name`, talks with the prospect from now on."""

    name: str
    kind: Literal["taken-over"] = "taken-over"


@dataclass(frozen=True, slots=True)
class Wrote:
    """What that person writes to the prospect; it counts only between TakenOver and Released."""

    name: str
    text: str
    kind: Literal["wrote"] = "wrote"


@dataclass(frozen=True, slots=True)
class Released:
    """The person gives the talk back to the bot, which goes on at the same question."""

    kind: Literal["released"] = "released"


What = Opened | Said | Edited | Odd | Pressed | LinkAsked | TakenOver | Wrote | Released


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in; `id` is the platform's or client's own and dedupes, `at` is aware UTC."""

    key: Key
    id: str
    at: datetime
    what: What


class State(StrEnum):
    """Where a conversation stands as a whole; the question it waits for is `Conversation.asking`."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as given: raw words and what they were read as; value None is a skip or a refusal.

    `version` is that of the turn that gave it. `live` turns False when a change of another answer leaves the
    branch that asked it; the answer is kept, so that coming back to the branch finds it again.
    """

    question: str
    raw: str
    value: Value | None
    confidence: float
    at: datetime
    version: int
    live: bool = True
    prior: bool = False
    """Known before it was asked: given by the page or in an earlier round."""
    ref: str | None = None
    """The platform's id of the message that gave it: an edit of that message changes the answer."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes or no to one purpose, with the version and SHA-256 of the text that was shown."""

    purpose: str
    given: bool
    text_version: str
    text_hash: str
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The message whose buttons can be pressed, on a channel that pushes: the `Say` that brought it, and its text."""

    say: UUID
    text: str


class Pending(StrEnum):
    """A question of the engine's own that stands before the flow's question."""

    ERASE = "erase"


@dataclass(frozen=True)
class Conversation:
    """A conversation as of `version`: everything `step` needs to decide the next turn, and nothing else.

    `edition` is the content hash of the flow it began with. `answers` holds at most one per question, in the order
    first given; `seq` numbers its messages from 1; `round` counts fresh starts after the first.
    """

    id: UUID
    key: Key
    flow: str
    edition: str
    locale: str
    started_at: datetime
    updated_at: datetime
    version: int = 0
    state: State = State.OPEN
    asking: str | None = None
    answers: tuple[Answer, ...] = ()
    consents: tuple[Consent, ...] = ()
    source: Source = Source()
    pending: Pending | None = None
    explained: str | None = None
    """The required question whose need was explained after a refusal; a second refusal is respected."""
    slips: int = 0
    round: int = 0
    seq: int = 0
    ending: str | None = None
    """The ending that was said last in this round; None until the talk has come to its end once."""
    magnets: tuple[str, ...] = ()
    """Magnets given in this round."""
    mailed: tuple[tuple[str, str], ...] = ()
    """Magnets mailed in this round, each with the address it went to."""
    alerted: tuple[str, ...] = ()
    """Kinds of alert raised in this round."""
    person: str | None = None
    """The name of the person who has taken the talk over; None while the bot leads it."""
    keyboard: Keyboard | None = None
    menu: tuple[tuple[str, str], ...] = ()
    """Buttons that were offered last in place of the question's own, as (value, label): a number or a label is one."""
    fragment: str = ""
    """Words that were not understood last: what follows within a moment may be the rest of them."""
    held: tuple[UUID, ...] = ()
    """What was said to them and waits a moment before it leaves, on a channel that pushes."""

    def but(self, **fields: object) -> Conversation:
        """The same but for some fields: what `dataclasses.replace` makes, at a tenth of its cost."""
        if not fields.keys() <= vars(self).keys():
            raise TypeError(f"a conversation has no {', '.join(fields.keys() - vars(self).keys())}")
        other = object.__new__(Conversation)
        vars(other).update(vars(self), **fields)
        return other

    def answer(self, question: str) -> Answer | None:
        """The live answer to a question, if there is one."""
        return next((a for a in self.answers if a.question == question and a.live), None)

    def consented(self, purpose: str) -> bool:
        """Whether the last word on a purpose was yes."""
        return next((c.given for c in reversed(self.consents) if c.purpose == purpose), False)
