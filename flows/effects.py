"""The closed set of what the core may ask of the world, and the Decision that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from flows.model import Answer, Consent, Conversation
from flows.scoring import Line, Score


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it sends and what it shows."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The question a message asks; `choices` are buttons, `input` the kind of keyboard or field that suits.

    `input`: text, email, tel, number, date, choice, choices (several may be pressed) or address.
    """

    id: str
    kind: str
    optional: bool
    choices: tuple[Choice, ...] = ()
    hint: str | None = None
    input: str = "text"


@dataclass(frozen=True, slots=True)
class Gift:
    """A magnet's file on its way: `delivery` names the counted hand-over, `type` is a media type, `size` bytes.

    `file` is relative to the folder of the flow's edition.
    """

    delivery: UUID
    magnet: str
    title: str
    file: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the transcript; `seq` grows by one in a conversation, `at` is aware UTC."""

    seq: int
    sender: Literal["bot", "you", "person"]
    text: str
    at: datetime
    prompt: Prompt | None = None
    gift: Gift | None = None


@dataclass(frozen=True, slots=True)
class SendMail:
    """An e-mail to the prospect; `{link}` in `text` becomes a fresh signed link to `gift` when it is carried."""

    id: UUID
    to: str
    subject: str
    text: str
    locale: str
    gift: Gift | None = None
    kind: Literal["mail"] = "mail"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One reason on a card: points with their sign, why, and the words they rest on."""

    points: int
    because: str
    quote: str


@dataclass(frozen=True, slots=True)
class AlertSales:
    """Sales is to hear of this lead now; every text in it that a prospect wrote is to be shown, never interpreted.

    `reason` is "hot" (by score) or "human" (asked for a person). `facts` are (label, value) pairs in the flow's
    order; `locale` is the card's language, `language` the prospect's; `quote` is the prospect's most telling sentence;
    `source` is where they came from, in one line.
    """

    id: UUID
    reason: Literal["hot", "human"]
    flow: str
    title: str
    locale: str
    language: str
    band: str
    points: int
    fit: int
    intent: int
    lines: tuple[CardLine, ...]
    facts: tuple[tuple[str, str], ...]
    quote: str
    contact: tuple[tuple[str, str], ...]
    source: str
    channel: str
    at: datetime
    slack_channel: str | None = None
    kind: Literal["alert"] = "alert"


@dataclass(frozen=True, slots=True)
class EraseLead:
    """Everything kept about this conversation's person is to be erased; a receipt remains."""

    id: UUID
    kind: Literal["erase"] = "erase"


Effect = SendMail | AlertSales | EraseLead


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn did, without a word of what was said: the row that dedupes is also the analytics log.

    `did` is what the incoming was understood as: "answer", "unclear", "stale", "consent" or a verb's name. `state`,
    `locale`, `done` and `of` are how the conversation stood after it: a repeated incoming is answered with them.
    """

    did: str
    question: str | None
    from_state: str
    to_state: str
    slips: int
    state: str
    locale: str
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What one incoming leads to: the next snapshot, what is said (and was said), and what the world is asked.

    `answers` are those given or changed in this turn, `withdrawn` the questions whose answer no longer counts
    ("corrected", "left" or "withdrawn" by question id); `lines_added` and `lines_ended` change the score's ledger.
    """

    conversation: Conversation
    messages: tuple[Message, ...]
    effects: tuple[Effect, ...]
    turn: Turn
    score: Score
    answers: tuple[Answer, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()
    lines_added: tuple[Line, ...] = ()
    lines_ended: tuple[Line, ...] = ()
    consents: tuple[Consent, ...] = ()
    gifts: tuple[Gift, ...] = ()
