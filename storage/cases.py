"""Cases of the sales desk, found and recorded: one a lead, and a deed is kept in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from flows.case import Case, CaseDecision, Deed
from flows.sales import hour_of
from storage import codec, outbox, tables
from storage.conversations import Overtaken
from storage.database import Collision, Database


class RepeatedDeed(Exception):
    """This deed was recorded before."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with where its card is: `thread` is what the platform calls the card's message, None until posted."""

    case: Case
    thread: str | None
    lead: UUID | None


async def find(db: Database, case: UUID) -> Placed | None:
    """The case of that id."""
    return await _first(db, Q(id=case))


async def of_thread(db: Database, desk: str, thread: str) -> Placed | None:
    """The case whose card is that message of that desk."""
    return await _first(db, Q(desk=desk, thread=thread))


async def of_conversation(db: Database, conversation: UUID) -> Placed | None:
    """The case that a conversation belongs to: its own, or that of its lead."""
    async with db.reading() as reader:
        talks = tables.Conversation.filter(id=conversation).using_db(reader)
        found = cast("list[UUID | None]", await talks.values_list("lead_id", flat=True))
    lead = found[0] if found else None
    mine = Q(conversation_id=conversation)
    return await _first(db, mine if lead is None else mine | Q(lead_id=lead))


async def lead_of(db: Database, conversation: UUID) -> UUID | None:
    """The lead of a conversation."""
    async with db.reading() as reader:
        talks = tables.Conversation.filter(id=conversation).using_db(reader)
        found = cast("list[UUID | None]", await talks.values_list("lead_id", flat=True))
    return found[0] if found else None


async def record(
    db: Database,
    deed: Deed,
    decision: CaseDecision,
    lead: UUID | None,
    due: datetime | None = None,
    room: int | None = None,
) -> None:
    """Keep what a deed decided, as `record_all` does; its effects are due at once, or at `due`.

    `room` is for so many cases of a desk in an hour: a new one that was decided to have a card and finds none is
    overtaken.
    """
    await record_all(db, [(deed, decision)], lead, due, room)


async def record_all(
    db: Database,
    decided: Sequence[tuple[Deed, CaseDecision]],
    lead: UUID | None,
    due: datetime | None = None,
    room: int | None = None,
) -> None:
    """Keep what deeds decided of one case, each on what the one before left: all in one transaction, or nothing.

    Those that changed nothing wait for nobody and overtake nobody. Raises RepeatedDeed (one of them is there),
    Overtaken (read it again and decide again), or Unavailable.
    """
    try:
        async with db.transaction() as tx:
            for deed, decision in decided:
                await _record(db, tx, deed, decision, lead, due, room)
    except (IntegrityError, Collision, _Conflict) as error:
        for deed, decision in decided:
            if await _repeated(db, decision.case.id, deed.id):
                raise RepeatedDeed from error
        raise Overtaken from error


async def _record(
    db: Database,
    tx: TransactionalDBClient,
    deed: Deed,
    decision: CaseDecision,
    lead: UUID | None,
    due: datetime | None,
    room: int | None,
) -> None:
    case = decision.case
    if room is not None and case.version == 1:
        await _hold_room(db, tx, case, room)
    before_state = await _kept(tx, decision, lead, deed.at) if decision.changed else case.state.value
    turn = tables.SalesTurn(
        case_id=case.id,
        incoming_id=deed.id,
        version=case.version,
        at=deed.at,
        did=decision.did,
        by=deed.by.id if deed.by else None,
        from_state=before_state,
        to_state=case.state.value,
    )
    await tables.SalesTurn.bulk_create([turn], using_db=tx)
    await db.run(tx, outbox.post([outbox.Post(decision.effects, deed.at, case.version, case.conversation, due)]))


async def _hold_room(db: Database, tx: TransactionalDBClient, case: Case, room: int) -> None:
    """Cases that are opened at once are counted one after the other."""
    desk = desk_name(case)
    await db.alone(tx, f"desk {desk}")
    if case.digest is None and case.alert.reason == "hot":
        opened = tables.SalesCase.filter(desk=desk, created_at__gte=hour_of(case.raised_at)).using_db(tx)
        if await opened.count() >= room:
            raise _Conflict


async def _kept(tx: TransactionalDBClient, decision: CaseDecision, lead: UUID | None, at: datetime) -> str:
    """Put the case in place of what stood at the version before; returns the state that it had."""
    case = decision.case
    columns: dict[str, Any] = {
        "conversation_id": case.conversation,
        "lead_id": lead,
        "version": case.version,
        "state": case.state.value,
        "owner": case.owner.id if case.owner else None,
        "snapshot": codec.case_text(case),
        "wake_at": case.wake_at,
        "updated_at": at,
    }
    if case.version == 1:
        row = tables.SalesCase(id=case.id, desk=desk_name(case), created_at=case.raised_at, **columns)
        await tables.SalesCase.bulk_create([row], using_db=tx)
        return "none"
    rows = tables.SalesCase.filter(id=case.id, version=case.version - 1).using_db(tx)
    before = cast("list[str]", await rows.values_list("state", flat=True))
    if not await rows.update(**columns):
        raise _Conflict
    return before[0] if before else "none"


class _Conflict(Exception):
    """The case, or its desk, is not as it was when the decision was made."""


async def posted(db: Database, case: UUID, thread: str) -> None:
    """The card of a case was posted, as that message of its desk."""
    async with db.transaction() as tx:
        await tables.SalesCase.filter(id=case).using_db(tx).update(thread=thread)


async def due(db: Database, now: datetime, limit: int = 100) -> tuple[UUID, ...]:
    """The cases whose clock has run to `now`."""
    async with db.reading() as reader:
        rows = tables.SalesCase.filter(wake_at__lte=now).order_by("wake_at").limit(limit).using_db(reader)
        return tuple(cast("list[UUID]", await rows.values_list("id", flat=True)))


async def next_wake(db: Database) -> datetime | None:
    """When the next case's clock runs out."""
    async with db.reading() as reader:
        rows = tables.SalesCase.exclude(wake_at=None).order_by("wake_at").limit(1).using_db(reader)
        found = cast("list[datetime]", await rows.values_list("wake_at", flat=True))
    return found[0] if found else None


async def opened_since(db: Database, desk: str, since: datetime) -> Sequence[UUID]:
    """The cases of a desk that were opened since then, oldest first."""
    async with db.reading() as reader:
        rows = tables.SalesCase.filter(desk=desk, created_at__gte=since).order_by("created_at").using_db(reader)
        return cast("list[UUID]", await rows.values_list("id", flat=True))


async def without_card(db: Database, desk: str, since: datetime, until: datetime) -> list[Case]:
    """The cases of a desk that were opened in a span of time and whose card was not posted, oldest first."""
    async with db.reading() as reader:
        opened = tables.SalesCase.filter(desk=desk, created_at__gte=since, created_at__lt=until, thread=None)
        rows = await opened.order_by("created_at").limit(100).using_db(reader).values_list("snapshot", flat=True)
    return [codec.case_from(str(row)) for row in rows]


async def history(db: Database, case: UUID) -> list[dict[str, Any]]:
    """Every deed of a case, oldest first."""
    async with db.reading() as reader:
        rows = tables.SalesTurn.filter(case_id=case).order_by("version").using_db(reader)
        return await rows.values("at", "did", "by", "from_state", "to_state", "version")


def desk_name(case: Case) -> str:
    """A desk as the tables call it."""
    return f"{case.desk.channel}/{case.desk.person}"


async def _first(db: Database, which: Q) -> Placed | None:
    async with db.reading() as reader:
        rows = tables.SalesCase.filter(which).order_by("-created_at").limit(1).using_db(reader)
        found = await rows.values_list("snapshot", "thread", "lead_id")
    return Placed(codec.case_from(found[0][0]), found[0][1], found[0][2]) if found else None


async def _repeated(db: Database, case: UUID, deed: str) -> bool:
    async with db.reading() as reader:
        return await tables.SalesTurn.filter(case_id=case, incoming_id=deed).using_db(reader).exists()
