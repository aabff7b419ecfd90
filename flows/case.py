"""A lead's case at the sales desk, what can be done to it, and what that leads to: values alone, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from flows.effects import AlertSales, Effect
from flows.model import Key


class CaseState(StrEnum):
    """How far sales has come with a lead."""

    NEW = "new"
    CLAIMED = "claimed"
    CONTACTED = "contacted"
    MEETING = "meeting"
    WON = "won"
    LOST = "lost"
    DISQUALIFIED = "disqualified"


CLOSED = (CaseState.WON, CaseState.LOST, CaseState.DISQUALIFIED)

#: Why a lead is ruled out by hand; a flow's own disqualifying codes are offered beside these.
REASONS = ("no-budget", "no-need", "not-the-decider", "not-now", "duplicate", "competitor", "spam", "other")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the sales team, by the id that their platform gives them; `timezone` is their own."""

    id: str
    name: str
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Standing:
    """What Undo goes back to."""

    state: CaseState
    owner: Member | None
    claimed_at: datetime | None
    snoozed_until: datetime | None
    reason: str | None
    note: str | None
    wake_at: datetime | None
    claim_by: datetime | None
    reminded: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case as of `version`: everything that `act` needs, and nothing else.

    `conversation` and `key` are those of the talk that last raised it; `desk` is where its card is. The clock runs
    while it is new: `claim_by` is when somebody is to have claimed it, `reminded` how often the team was reminded,
    `wake_at` when the next tick is due.
    """

    id: UUID
    conversation: UUID
    key: Key
    desk: Key
    alert: AlertSales
    raised_at: datetime
    version: int = 0
    state: CaseState = CaseState.NEW
    owner: Member | None = None
    claimed_at: datetime | None = None
    snoozed_until: datetime | None = None
    claim_by: datetime | None = None
    reminded: int = 0
    wake_at: datetime | None = None
    reason: str | None = None
    note: str | None = None
    relay: Member | None = None
    """Who talks with the prospect in place of the bot."""
    elsewhere: tuple[UUID, Key] | None = None
    """Another talk that raised the case meanwhile: it is this case's once the member gives back."""
    digest: datetime | None = None
    """The hour in whose digest it is a line; None once it has, or is to have, a card of its own."""
    was_hot: bool | None = None
    """What the team said of it afterwards: the score is calibrated by it."""
    judged_by: str | None = None
    past: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """A talk raises the case (again); `crowded` when its desk has had its fill of cards in this hour."""

    alert: AlertSales
    conversation: UUID
    key: Key
    crowded: bool = False
    kind: Literal["raised"] = "raised"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Mine."""

    kind: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Not now: 15 minutes, an hour, or tomorrow at 9:00 where the member is."""

    until: Literal["15m", "1h", "tomorrow"]
    kind: Literal["snooze"] = "snooze"


@dataclass(frozen=True, slots=True)
class Disqualified:
    """Not a lead after all, by a reason's code and a note."""

    code: str
    note: str = ""
    kind: Literal["disqualify"] = "disqualify"


@dataclass(frozen=True, slots=True)
class Reassigned:
    """Somebody else's from now on."""

    to: Member
    kind: Literal["reassign"] = "reassign"


@dataclass(frozen=True, slots=True)
class Moved:
    """It went on: contacted, meeting, won or lost."""

    to: CaseState
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Undone:
    """The last deed is taken back; `seen` is how many there were when it was pressed, None when nobody knows."""

    seen: int | None = None
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Judged:
    """Was it hot?"""

    hot: bool
    kind: Literal["judge"] = "judge"


@dataclass(frozen=True, slots=True)
class TookOver:
    """The member talks with the prospect from now on."""

    kind: Literal["take-over"] = "take-over"


@dataclass(frozen=True, slots=True)
class Typed:
    """The member wrote in the card's thread; `attached` when files hang on it, which go nowhere."""

    text: str
    attached: bool = False
    kind: Literal["typed"] = "typed"


@dataclass(frozen=True, slots=True)
class GaveBack:
    """The bot leads the talk again."""

    kind: Literal["release"] = "release"


@dataclass(frozen=True, slots=True)
class Unheard:
    """What the member who has taken over wrote did not reach the prospect: the talk is over, or they are gone."""

    kind: Literal["unheard"] = "unheard"


@dataclass(frozen=True, slots=True)
class Ended:
    """The prospect ended the talk that a member has taken over."""

    kind: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""

    kind: Literal["tick"] = "tick"


DeedWhat = (
    Raised
    | Claimed
    | Snoozed
    | Disqualified
    | Reassigned
    | Moved
    | Undone
    | Judged
    | TookOver
    | Typed
    | GaveBack
    | Unheard
    | Ended
    | Ticked
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done to a case; `id` dedupes, `at` is aware UTC, `by` is None for the bot and for time."""

    id: str
    at: datetime
    by: Member | None
    what: DeedWhat


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """What a deed leads to; `did` is what it was understood as: its kind, or "too-late", "nothing" and the like."""

    case: Case
    effects: tuple[Effect, ...]
    did: str
    changed: bool = True
    """Whether the case is another now; a press that came too late leaves it at its version."""
