"""The read side: everything that lists or counts, as plain rows; nothing here changes anything."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.functions import Count

from flows.scoring import Line
from storage import tables
from storage.database import Database
from storage.who import lead_ids

Row = dict[str, Any]

_LEAD = (
    "id",
    "created_at",
    "updated_at",
    "name",
    "email",
    "phone",
    "company",
    "stage",
    "band",
    "points",
    "fit",
    "intent",
    "disqualified",
    "locale",
    "flow",
    "source",
)

#: The columns of `export_rows`, in their order.
EXPORT_COLUMNS = [
    *(column for column in _LEAD if column != "source"),
    "page",
    "referrer",
    "utm",
    "conversations",
    "pages",
    "clicks",
]


async def leads(db: Database, limit: int = 50) -> list[Row]:
    """The leads heard of last, newest first."""
    async with db.reading() as reader:
        return await _leads(reader, limit)


async def lead(db: Database, who: str) -> Row | None:
    """A lead by its id, a conversation's id, e-mail or phone, with its `conversations` and its open `ledger`."""
    async with db.reading() as reader:
        found = await lead_ids(reader, who)
        rows = await tables.Lead.filter(id__in=found).order_by("-updated_at").limit(1).using_db(reader).values(*_LEAD)
        if not rows:
            return None
        talks = tables.Conversation.filter(lead_id=rows[0]["id"]).order_by("-updated_at").using_db(reader)
        told = await talks.values("id", "channel", "flow", "state", "locale", "started_at", "updated_at")
        lines = tables.ScoreLine.filter(conversation_id__in=[talk["id"] for talk in told], ended_version=None)
        ledger_rows = (
            await lines.order_by("id")
            .using_db(reader)
            .values("conversation_id", "rule", "axis", "points", "question", "quote", "edition", "version")
        )
    return {**rows[0], "conversations": told, "ledger": ledger_rows}


async def ledger(db: Database, conversation: UUID) -> tuple[Line, ...]:
    """A conversation's open score lines, in the order in which they came."""
    async with db.reading() as reader:
        rows = tables.ScoreLine.filter(conversation_id=conversation, ended_version=None).order_by("id").using_db(reader)
        found = await rows.values_list("rule", "axis", "points", "question", "quote", "edition")
    return tuple(Line(*row) for row in found)


async def alerts(db: Database, limit: int = 50) -> list[Row]:
    """The alerts, newest first, each with its whole `card`."""
    async with db.reading() as reader:
        rows = tables.Alert.all().order_by("-at", "id").limit(limit).using_db(reader)
        return await rows.values(
            "id", "conversation_id", "reason", "band", "points", "card", "at", "carried_by", "carried_at"
        )


async def open_questions(db: Database, limit: int = 50) -> list[Row]:
    """What people asked and the flow's list had no answer to, newest first: at, flow, locale, question, text."""
    async with db.reading() as reader:
        turns = tables.Turn.filter(did__endswith="question-open").order_by("-at", "-id").limit(limit).using_db(reader)
        rows = await turns.values(
            "at", "locale", "question", "conversation_id", "first_seq", "last_seq", flow="conversation__flow"
        )
        for row in rows:
            first, last = row.pop("first_seq"), row.pop("last_seq")
            said = tables.Message.filter(
                conversation_id=row["conversation_id"], sender="you", seq__gte=first, seq__lte=last
            )
            row["text"] = "\n".join(cast("list[str]", await said.using_db(reader).values_list("text", flat=True)))
    return rows


async def export_rows(db: Database) -> list[Row]:
    """Every lead as one flat row of EXPORT_COLUMNS, oldest first."""
    async with db.reading() as reader:
        rows = await _leads(reader, None)
        counted = tables.Conversation.exclude(lead_id=None).group_by("lead_id").annotate(count=Count("id"))
        talks = dict(await counted.using_db(reader).values_list("lead_id", "count"))
    return [_flat(row, talks.get(row["id"], 0)) for row in reversed(rows)]


async def conversations_by_state(db: Database) -> dict[str, int]:
    """How many conversations there are in each state."""
    async with db.reading() as reader:
        counted = tables.Conversation.all().group_by("state").annotate(count=Count("id")).using_db(reader)
        return dict(cast("list[tuple[str, int]]", await counted.values_list("state", "count")))


async def outbox_by_state(db: Database) -> dict[str, int]:
    """How many effects are pending, done and dead."""
    async with db.reading() as reader:
        counted = tables.Outbox.all().group_by("state").annotate(count=Count("id")).using_db(reader)
        found = dict(cast("list[tuple[str, int]]", await counted.values_list("state", "count")))
    return {state: found.get(state, 0) for state in ("pending", "done", "dead")}


async def _leads(reader: BaseDBAsyncClient, limit: int | None) -> list[Row]:
    rows = tables.Lead.all().order_by("-updated_at", "id").using_db(reader)
    return await (rows if limit is None else rows.limit(limit)).values(*_LEAD)


def _flat(row: Row, conversations: int) -> Row:
    source = row["source"] or {}
    flat = {**row, "page": source.get("page"), "referrer": source.get("referrer")}
    for name in ("utm", "clicks"):
        flat[name] = " ".join(f"{key}={value}" for key, value in sorted((source.get(name) or {}).items()))
    flat["pages"] = " ".join(f"{visit['path']} ({visit['seconds']:.0f} s)" for visit in source.get("pages") or [])
    return {name: conversations if name == "conversations" else flat[name] for name in EXPORT_COLUMNS}
