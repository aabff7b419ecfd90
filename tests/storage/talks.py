"""Decisions made by hand: what `step` would decide, without a flow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from adapters.channels.contract import Pace
from flows.case import Case, Deed, DeedWhat, Member, Raised
from flows.effects import AlertSales, CardLine, Choice, Decision, Effect, Gift, Message, Prompt, SendMail, Turn
from flows.model import Answer, Consent, Conversation, Incoming, Key, Said
from flows.sales import act, open_case
from flows.scoring import Line, Score
from flows.values import Value
from storage import cases, conversations, pace
from storage.database import Database
from storage.leads import LeadFacts

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PROMPT = Prompt("size", "choice", optional=False, choices=(Choice("s", "Small"), Choice("l", "Large")), hint="Pick")


@dataclass
class Talk:
    """One person talking; each `say` is a decision on the last one, and moves on only when it was recorded."""

    person: str = "p1"
    now: Conversation = field(init=False)
    lines: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        key = Key("web", self.person)
        self.now = Conversation(uuid4(), key, "livre-blanc", "e" * 64, "en", AT, AT)

    @property
    def id(self) -> UUID:
        return self.now.id

    def incoming(self, text: str, id_: str | None = None) -> Incoming:
        at = AT + timedelta(seconds=self.now.version + 1)
        return Incoming(self.now.key, id_ or f"in-{self.now.version}", at, Said(text))

    def decide(
        self,
        incoming: Incoming,
        *,
        answers: Sequence[tuple[str, str, Value | None]] = (),
        left: Iterable[str] = (),
        back: Iterable[str] = (),
        lines: tuple[Line, ...] | None = None,
        effects: tuple[Effect, ...] = (),
        consents: tuple[Consent, ...] = (),
        gifts: tuple[Gift, ...] = (),
        restart: bool = False,
    ) -> Decision:
        before = self.now
        version = before.version + 1
        said = incoming.what.text if isinstance(incoming.what, Said) else ""
        messages = (
            Message(before.seq + 1, "you", said, incoming.at),
            Message(before.seq + 2, "bot", f"noted: {said}", incoming.at, PROMPT, gifts[0] if gifts else None),
        )
        given = {q: Answer(q, raw, value, 0.9, incoming.at, version) for q, raw, value in answers}
        kept = {a.question: a for a in (() if restart else before.answers)}
        gone = set(left)
        every = {**kept, **given}
        after = tuple(
            replace(a, live=a.question in back or (a.question not in gone and a.live)) for a in every.values()
        )
        old = () if restart else self.lines
        new = old if lines is None else lines
        now = replace(
            before,
            version=version,
            updated_at=incoming.at,
            answers=after,
            consents=before.consents + consents,
            seq=before.seq + 2,
            round=before.round + restart,
        )
        return Decision(
            now,
            messages,
            effects,
            Turn("answer", "size", "size", "email", 0, now.state.value, now.locale, 1, 4),
            Score(new, "cold"),
            Score(old, "cold"),
            answers=tuple(given.values()),
            withdrawn=tuple((q, "left") for q in gone),
            lines_added=tuple(line for line in new if line not in old),
            lines_ended=tuple(line for line in old if line not in new),
            consents=consents,
            gifts=gifts,
        )

    async def say(
        self, db: Database, text: str, *, lead: LeadFacts | None = None, id_: str | None = None, **changes: object
    ) -> Decision:
        incoming = self.incoming(text, id_)
        decision = self.decide(incoming, **changes)  # type: ignore[arg-type]
        token = f"hash-{self.person}" if self.now.version == 0 else None
        await conversations.record(
            db, incoming, decision, before=self.now, token_hash=token, lead=lead, elapsed_seconds=1.5
        )
        self.now, self.lines = decision.conversation, decision.score.lines
        return decision

    def effect_id(self, place: str) -> UUID:
        return uuid5(self.id, f"{self.now.version}/{place}")


def line(rule: str, points: int, quote: str = "yes", axis: str = "fit") -> Line:
    return Line(rule, axis, points, "size", quote, "e" * 64)  # type: ignore[arg-type]


def mail(id_: UUID, to: str = "ann@example.com", text: str = "Your paper: {link}") -> SendMail:
    return SendMail(id_, to, "Your paper", text, "en", gift(uuid4()))


def gift(id_: UUID, title: str = "10 initiatives") -> Gift:
    return Gift(id_, "paper", title, "files/paper.pdf", "application/pdf", 12_345)


def alert(id_: UUID, quote: str = "we need it now", contact: str = "ann@example.com") -> AlertSales:
    return AlertSales(
        id=id_,
        reason="hot",
        flow="livre-blanc",
        title="A hot lead",
        locale="en",
        language="en",
        band="hot",
        points=70,
        fit=40,
        intent=30,
        lines=(CardLine(40, "budget", quote),),
        facts=(("Budget", "10 k"),),
        quote=quote,
        contact=(("e-mail", contact),),
        source="newsletter",
        channel="web",
        at=AT,
    )


def consent(purpose: str = "contact", *, given: bool = True) -> Consent:
    return Consent(purpose, given, "1", "a" * 64, "en", AT)


ANA = Member("U1", "Ana")
DESK = Key("slack", "T1/C1")


async def raise_case(
    db: Database, talk: Talk, quote: str = "now", *, crowded: bool = False, room: int | None = None
) -> Case:
    """The case of a talk's lead, as its desk has it."""
    raised = Raised(replace(alert(uuid4(), quote), conversation=talk.id), talk.id, talk.now.key, crowded)
    return await act_on(db, open_case(uuid4(), DESK, raised), raised, room=room)


async def act_on(
    db: Database, case: Case, what: DeedWhat, by: Member | None = None, *, room: int | None = None
) -> Case:
    deed = Deed(str(uuid4()), AT, by, what)
    decision = replace(act(case, deed, None), effects=())
    await cases.record(db, deed, decision, await cases.lead_of(db, case.conversation), room=room)
    return decision.case


async def count(db: Database, table: str) -> int:
    async with db.reading() as reader:
        [row] = await reader.execute_query_dict(f'SELECT count(*) AS n FROM "{table}"')  # noqa: S608
    return int(row["n"])


TABLES = (
    "lead",
    "conversation",
    "turn",
    "message",
    "answer",
    "score_line",
    "consent",
    "magnet_delivery",
    "alert",
    "outbox",
    "sales_case",
    "sales_turn",
    "dead_letter",
)


async def counts(db: Database) -> dict[str, int]:
    return {table: await count(db, table) for table in TABLES}


async def take(
    db: Database, scope: str, now: datetime, seconds: float, burst: int, most: int
) -> tuple[int, datetime | None]:
    """Take sendings of a scope; how many were granted, and when the next will be if none was."""
    taking = pace.Taking(scope, now, Pace(seconds, burst), most)
    async with db.transaction() as tx:
        await db.run(tx, pace.moved([taking]))
    return taking.granted, taking.next_at
