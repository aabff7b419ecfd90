"""The closed set of what the core may ask of the world, and the Decision that carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from flows.model import Answer, Consent, Conversation, Key, Released, TakenOver, Wrote
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
    """One line of the transcript; `seq` grows by one in a conversation, `at` is aware UTC.

    `name` is whose line it is when a person of the team wrote it.
    """

    seq: int
    sender: Literal["bot", "you", "person"]
    text: str
    at: datetime
    prompt: Prompt | None = None
    gift: Gift | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """One message to a person on a channel that pushes; `edition` begins the hash of the flow's edition.

    `text` is plain: a channel shows it letter for letter. A gift is given as a file, with the text beside it.
    It leaves after `wait` seconds, and in place of those of `replaces` that have not left yet.
    """

    id: UUID
    to: Key
    text: str
    locale: str
    edition: str
    prompt: Prompt | None = None
    gift: Gift | None = None
    name: str | None = None
    wait: float = 0.0
    replaces: tuple[UUID, ...] = ()
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Settle:
    """The message that `asked` brought loses its buttons and reads `text` from now on."""

    id: UUID
    to: Key
    asked: UUID
    text: str
    kind: Literal["settle"] = "settle"


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """A press has been heard; `toast` is shown for a moment, if there is one. Too late is as good as done."""

    id: UUID
    to: Key
    press: str | None
    toast: str | None
    kind: Literal["acknowledge"] = "acknowledge"


@dataclass(frozen=True, slots=True)
class Forward:
    """What a prospect wrote to the person who took over (or is awaited), for the thread of their card."""

    id: UUID
    conversation: UUID
    text: str
    at: datetime
    kind: Literal["forward"] = "forward"


@dataclass(frozen=True, slots=True)
class TellEnded:
    """The prospect ended a talk that a person had taken over: the desk is to hear of it at once."""

    id: UUID
    conversation: UUID
    kind: Literal["ended"] = "ended"


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
    `source` is where they came from, in one line; `consented_at` is when they agreed to be contacted.
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
    consented_at: datetime | None = None
    conversation: UUID | None = None
    reach: tuple[str, ...] = ()
    """The values of `contact` by which the person is reached: what a card hides until somebody has the lead."""
    corrected: bool = False
    """The person has changed an answer since: the lead's case is to show it; nobody is alerted again."""
    kind: Literal["alert"] = "alert"


@dataclass(frozen=True, slots=True)
class EraseLead:
    """Everything kept about this conversation's person is to be erased; a receipt remains.

    `after` is whom a last word is said to before, on a channel that pushes.
    """

    id: UUID
    after: Key | None = None
    kind: Literal["erase"] = "erase"


@dataclass(frozen=True, slots=True)
class ShowCard:
    """The card of a case is to look as the case stands: posted to its desk the first time, then edited in place."""

    id: UUID
    desk: Key
    case: UUID
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """The cases of a desk that were opened in the hour from `since` on and have no card, in one message."""

    id: UUID
    desk: Key
    since: datetime
    locale: str
    kind: Literal["digest"] = "digest"


@dataclass(frozen=True, slots=True)
class ThreadNote:
    """A line in the thread of a case's card; `mention` are members of the desk whose attention it calls."""

    id: UUID
    desk: Key
    case: UUID
    text: str
    mention: tuple[str, ...] = ()
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class Whisper:
    """A line that only one member sees, where the card is; or, `direct`, a message to them."""

    id: UUID
    desk: Key
    case: UUID
    to: str
    text: str
    direct: bool = False
    kind: Literal["whisper"] = "whisper"


@dataclass(frozen=True, slots=True)
class WithdrawCard:
    """The person was erased: their card and its thread go, by what the desk's platform calls them."""

    id: UUID
    desk: Key
    ref: Mapping[str, Any]
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True)
class Relay:
    """What a member of the desk does in a conversation: taking over, writing, releasing. It becomes an incoming."""

    id: UUID
    case: UUID
    to: Key
    what: TakenOver | Wrote | Released
    kind: Literal["relay"] = "relay"


#: What a channel that pushes carries to a prospect.
Push = Say | Settle | Acknowledge

#: What is carried to a desk of the sales team.
ForDesk = ShowCard | ShowDigest | ThreadNote | Whisper | WithdrawCard

Effect = SendMail | AlertSales | EraseLead | Forward | TellEnded | Relay | Push | ForDesk


def lane_of(effect: Effect) -> str:
    """The lane that carries an effect: one for each bot or workspace, one for each other kind."""
    match effect:
        case Say() | Settle() | Acknowledge():
            return lane_to(effect.to)
        case ShowCard() | ShowDigest() | ThreadNote() | Whisper() | WithdrawCard():
            return f"desk-{lane_to(effect.desk)}"
        case _:
            return effect.kind


def lane_to(key: Key) -> str:
    """The lane to a person on a channel that pushes: the ids there begin with the bot's or the workspace's own."""
    return f"{key.channel}:{key.person.partition('/')[0]}"


def queue_of(effect: Effect) -> str | None:
    """Effects of one queue are carried one after the other, in the order in which they were decided."""
    match effect:
        case Say() | Settle():
            return queue_to(effect.to)
        case EraseLead(after=Key() as after):
            return queue_to(after)
        case Forward() | TellEnded():
            return f"forward/{effect.conversation}"
        case ShowCard() | ThreadNote():
            return f"case/{effect.case}"
        case ShowDigest():
            return f"digest/{effect.desk.person}"
        case Relay():
            return f"relay/{effect.case}"
        case _:
            return None


def queue_to(key: Key) -> str:
    """The queue of what is said to a person on a channel that pushes."""
    return f"{key.channel}/{key.person}"


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

    `score` is that after the turn, `scored` that before it.
    `answers` are those given or changed in this turn, `withdrawn` the questions whose answer no longer counts
    ("corrected", "left" or "withdrawn" by question id); `lines_added` and `lines_ended` change the score's ledger.
    """

    conversation: Conversation
    messages: tuple[Message, ...]
    effects: tuple[Effect, ...]
    turn: Turn
    score: Score
    scored: Score
    answers: tuple[Answer, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()
    lines_added: tuple[Line, ...] = ()
    lines_ended: tuple[Line, ...] = ()
    consents: tuple[Consent, ...] = ()
    gifts: tuple[Gift, ...] = ()
