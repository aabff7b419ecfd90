"""Somebody who talks to a flow in a test: says, presses and opens, and remembers what was decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flows.effects import Decision, Effect, Message
from flows.engine import begin, step
from flows.flow import Flow
from flows.model import Conversation, Incoming, Key, LinkAsked, Opened, Pressed, Said, Source

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
WHO = Key("web", "somebody")
TALK = UUID("00000000-0000-4000-8000-000000000001")


class Visitor:
    """One person in one conversation; each method is one turn and returns its Decision."""

    def __init__(self, flow: Flow, locale: str = "en", at: datetime = NOON) -> None:
        self.flow = flow
        self.at = at
        self.now: Conversation = begin(flow, WHO, TALK, locale, at)
        self.decisions: list[Decision] = []
        self.heard: list[Incoming] = []

    def hears(self, what: Opened | Said | Pressed | LinkAsked) -> Decision:
        """Take one turn."""
        self.at += timedelta(seconds=30)
        incoming = Incoming(WHO, str(len(self.heard)), self.at, what)
        decision = step(self.flow, self.now, incoming)
        self.heard.append(incoming)
        self.decisions.append(decision)
        self.now = decision.conversation
        return decision

    def opens(self, **known: str) -> Decision:
        """Open the page."""
        return self.hears(Opened(Source(page="https://example.org/paper"), known))

    def says(self, *texts: str) -> Decision:
        """Say one thing after another; the last decision is returned."""
        return [self.hears(Said(text)) for text in texts][-1]

    def presses(self, question: str, *choices: str) -> Decision:
        """Press buttons of a question."""
        return self.hears(Pressed(question, choices))

    def asks_link(self, delivery: UUID) -> Decision:
        """Ask for a fresh link."""
        return self.hears(LinkAsked(delivery))

    @property
    def sent(self) -> list[Effect]:
        """All effects since the start."""
        return [effect for decision in self.decisions for effect in decision.effects]


def bot(decision: Decision) -> list[Message]:
    """What the bot says in a turn."""
    return [m for m in decision.messages if m.sender == "bot"]


def paper_taken(flow: Flow, locale: str = "en") -> Visitor:
    """A visitor who went through the white paper's flow to its end, with consent and an address."""
    visitor = Visitor(flow, locale)
    visitor.opens()
    visitor.presses("interest", "mobility")
    visitor.presses("engaged", "leading")
    visitor.presses("privacy", "yes")
    visitor.says("Camille", "camille@example.org")
    visitor.presses("newsletter", "no")
    return visitor


def hot_company(flow: Flow) -> Visitor:
    """A visitor whom the BANT flow finds hot."""
    visitor = Visitor(flow)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in 2 months", "12k euros")
    visitor.presses("authority", "self")
    visitor.presses("privacy", "yes")
    visitor.says("Sam Carter", "Carter Ltd", "sam@example.org")
    visitor.presses("callback", "yes")
    visitor.says("+44 20 7946 0958")
    return visitor
