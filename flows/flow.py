"""A flow: questions, branches, rubric, magnets and wording as frozen values, on one shared transitions machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from transitions import EventData, Machine

from flows.conditions import Condition, Fact, Facts
from flows.hours import ALWAYS, Block, Hours

if TYPE_CHECKING:
    from flows.correcting import Slot
    from flows.exploring import Ahead
    from flows.faq import Asked
    from flows.hearing import Common

#: The target that ends a talk; no question may take this name.
END = "end"

#: A wording by language code.
Wording = Mapping[str, str]


class Kind(StrEnum):
    """The kinds of question; each is read by one reader (`flows.questions`)."""

    CHOICE = "choice"
    MULTI_CHOICE = "multi-choice"
    YES_NO = "yes-no"
    TEXT = "text"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    COMPANY = "company"
    ADDRESS = "address"
    BUDGET = "budget"
    AUTHORITY = "authority"
    NEED = "need"
    TIMING = "timing"
    NUMBER = "number"
    DATE = "date"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Option:
    """One of a question's choices (or a need's segments): value, label, and other words for it by language."""

    value: str
    label: Wording
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where to go after a question when the condition holds; the first that holds is taken."""

    when: Condition
    go: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `branches` always ends with one that has no condition.

    `grants` names the consent purpose that a yes gives (yes-no only); `slot` is what else the marketer calls it.
    """

    id: str
    kind: Kind
    ask: Wording
    branches: tuple[Branch, ...]
    hint: Wording | None = None
    why: Wording | None = None
    optional: bool = False
    personal: bool = False
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    grants: str | None = None
    label: Wording | None = None
    """What the question is about, in two words: for cards, "change my ..." and the summary."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that personal details are used for, in words."""

    id: str
    text: Wording


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What is shown before the first personal question; `version` is the author's name for this wording.

    `asked_at_gate` are the purposes that a yes to the consent question covers; others need a question of their own.
    """

    version: str
    text: Wording
    purposes: tuple[Purpose, ...]
    asked_at_gate: tuple[str, ...]
    retention_days: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Points for a fact: the rubric's unit. `quotes` names the question whose words are shown as the reason."""

    id: str
    axis: Literal["fit", "intent"]
    when: Condition
    points: int
    because: Wording


@dataclass(frozen=True, slots=True)
class BandRule:
    """A band and the least it takes: points in all, and on each axis."""

    band: str
    points: int | None = None
    fit: int | None = None
    intent: int | None = None


@dataclass(frozen=True, slots=True)
class Disqualifier:
    """A fact that rules a lead out whatever the score."""

    code: str
    when: Condition
    because: Wording


@dataclass(frozen=True, slots=True)
class File:
    """A file to give: its path relative to the flow's folder, media type and size in bytes."""

    path: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Magnet:
    """What is given at the end: a file per language or a code, to whom, and under which purpose it is mailed."""

    id: str
    title: Wording
    when: Condition
    bands: tuple[str, ...]
    files: Mapping[str, File] = field(default_factory=dict)
    code: str | None = None
    say: Wording | None = None
    mailed_to: str | None = None
    """The e-mail question whose answer its link is mailed to, if consent covers `purpose`."""
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """The Slack channel for leads of which a condition holds."""

    when: Condition
    slack_channel: str


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """Within how many minutes of business time a hot lead is to be claimed, and whom to call when it is not.

    `rota` and `manager` are Slack members' ids.
    """

    minutes: int
    hours: Hours = ALWAYS
    rota: tuple[str, ...] = ()
    manager: str | None = None


@dataclass(frozen=True, slots=True)
class AlertRule:
    """When sales hears of a lead at once, in which language, and where.

    `digest_over` is how many cards an hour are posted one by one; `quiet` are the times of the day (in the claim's
    time zone) when none is.
    """

    bands: tuple[str, ...]
    locale: str
    slack_channel: str | None = None
    channels: tuple[ChannelRule, ...] = ()
    claim: ClaimRule | None = None
    mask_contact: bool = False
    digest_over: int | None = None
    quiet: tuple[Block, ...] = ()

    def channel_for(self, facts: Facts) -> str | None:
        """The Slack channel for a lead: that of the first rule that holds."""
        return next((rule.slack_channel for rule in self.channels if rule.when.holds(facts)), self.slack_channel)


@dataclass(frozen=True, slots=True)
class Landing:
    """The words of the flow's own page."""

    title: Wording
    lead: Wording
    points: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that people ask back, in as many wordings as are known by language, and its answer."""

    ask: Mapping[str, tuple[str, ...]]
    answer: Wording


@dataclass(slots=True)
class _Walker:
    """What the machine moves: a state, and which of the conditions on the ways from there hold."""

    state: str
    holding: tuple[bool, ...]


BANDS = ("hot", "warm", "cold", "disqualified")


@dataclass(frozen=True)
class Flow:
    """A whole flow, immutable and shared by all its conversations.

    `edition` is the content hash of its file; `endings` holds what is said at the end by band, and for
    "declined" (consent refused). Questions come in file order; the first is where a talk begins.
    """

    name: str
    edition: str
    languages: tuple[str, ...]
    title: Wording
    opening: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    bands: tuple[BandRule, ...]
    endings: Mapping[str, Wording]
    rules: tuple[Rule, ...] = ()
    disqualifiers: tuple[Disqualifier, ...] = ()
    magnets: tuple[Magnet, ...] = ()
    consent: ConsentText | None = None
    alert: AlertRule | None = None
    landing: Landing | None = None
    faq: tuple[Faq, ...] = ()
    currency: str | None = None
    region: str | None = None
    timezone: str = "UTC"
    folder: str = ""
    mails: bool = True
    """Whether mail can be sent where the flow is served; not the file's to say, so no part of its edition."""

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {q.id: q for q in self.questions}

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The questions as somebody may speak of them who wants to change an answer."""
        from flows.correcting import slots_of  # it reads answers, by the kinds of question

        return slots_of(self)

    @cached_property
    def rubric(self) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
        """The rules, each with the questions that it looks at."""
        return tuple((rule, rule.when.questions()) for rule in self.rules)

    @cached_property
    def ear(self) -> Common:
        """Hears what is said to the flow's questions."""
        from flows.hearing import Common  # it hears questions

        return Common(self.slots)

    @cached_property
    def asked(self) -> Asked:
        """Finds the entry of the `faq` that a question back is about."""
        from flows.faq import Asked  # it is made of entries

        return Asked(self.faq)

    @cached_property
    def machine(self) -> Machine:
        """The one machine: a state per question and END, trigger "next", no model attached."""
        return Machine(
            model=None,
            states=[q.id for q in self.questions] + [END],
            transitions=[
                {"trigger": "next", "source": q.id, "dest": b.go, "conditions": [_condition(place)]}
                for q in self.questions
                for place, b in enumerate(q.branches)
            ],
            initial=None,
            auto_transitions=False,
            send_event=True,
        )

    @property
    def first(self) -> str:
        """The id of the question that a talk begins with."""
        return self.questions[0].id

    @cached_property
    def _moves(self) -> dict[tuple[str, tuple[bool, ...]], str]:
        """Where the machine went, by where it was and what held: as few as there are ways, so each is found once."""
        return {}

    def after(self, question: str, facts: Facts) -> str:
        """The question that follows `question` on these facts, or END; also END when no branch holds (a dead end)."""
        at = question, tuple([branch.when.holds(facts) for branch in self.by_id[question].branches])
        if at not in self._moves:
            walker = _Walker(*at)
            self._moves[at] = walker.state if self.machine.events["next"].trigger(walker) else END
        return self._moves[at]

    def path(self, facts: Facts) -> tuple[str, ...]:
        """The questions walked from the first: all those with a fact, and the one that waits, or END, as the last.

        A branch sees only what was answered on the way to it: an answer kept from a branch left decides nothing.
        """
        walked = [self.first]
        known: dict[str, Fact] = {}
        while walked[-1] != END and walked[-1] in facts:
            known[walked[-1]] = facts[walked[-1]]
            walked.append(self.after(walked[-1], known))
        return tuple(walked)

    @cached_property
    def ahead(self) -> Ahead:
        """Tells how many questions can still come; made once, at the first turn."""
        from flows.exploring import Ahead  # exploring is made of flows

        return Ahead(self)

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """For each question, the most questions from it on if any branch could follow any other; END is 0."""
        found: dict[str, int] = {END: 0}

        def count(question: str) -> int:
            if question not in found:
                found[question] = 1 + max(count(b.go) for b in self.by_id[question].branches)
            return found[question]

        for q in self.questions:
            count(q.id)
        return found


def _condition(place: int) -> Callable[[EventData], bool]:
    def check(event: EventData) -> bool:
        walker: _Walker = event.model  # type: ignore[assignment]  # transitions types every model as object
        return walker.holding[place]

    return check
