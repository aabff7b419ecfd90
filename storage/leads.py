"""The person across conversations: a lead is the fold of what its conversations told, the latest word winning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise.backends.base.client import TransactionalDBClient

from storage import tables


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What one conversation tells about its person, all of it each time; None is not known (or known no more).

    `source` is the page, referrer and utm fields as JSON-like values.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    band: str = "cold"
    points: int = 0
    fit: int = 0
    intent: int = 0
    disqualified: str | None = None
    locale: str = "en"
    flow: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)
    stage: str = "new"


#: Facts that stay when a later conversation does not tell them.
_CONTACT = ("name", "email", "phone", "company")


def email_key(email: str | None) -> str | None:
    """What makes two spellings of an e-mail address the same."""
    return email.strip().lower() or None if email else None


async def tell(tx: TransactionalDBClient, conversation: UUID, facts: LeadFacts, now: datetime) -> UUID:
    """Keep what a conversation told, and link it to its lead: that of its e-mail address, else its own, else a new one.

    A conversation that gives another address leaves a lead it shared, and takes along one it had alone.
    """
    row = await tables.Conversation.get(id=conversation, using_db=tx).only("id", "lead_id")
    lead = await _lead_of(tx, conversation, row.lead_id, email_key(facts.email))
    if lead is None:
        lead = await _begin(tx, email_key(facts.email), now)
    linked = tables.Conversation.filter(id=conversation).using_db(tx)
    await linked.update(lead_id=lead, lead_facts=asdict(facts))
    if row.lead_id not in (None, lead):
        await refold(tx, row.lead_id, now)
    await refold(tx, lead, now)
    return lead


async def refold(tx: TransactionalDBClient, lead: UUID, now: datetime) -> bool:
    """Make the lead the fold of its conversations again; without any it is deleted, and False returned."""
    told = tables.Conversation.filter(lead_id=lead).order_by("updated_at", "id").using_db(tx)
    facts = [row["lead_facts"] for row in await told.values("lead_facts") if row["lead_facts"]]
    if not facts:
        await tables.Lead.filter(id=lead).using_db(tx).delete()
        return False
    known: dict[str, Any] = {**facts[-1]}
    for each in _CONTACT:
        known[each] = next((told[each] for told in reversed(facts) if told[each]), None)
    known["email_key"] = email_key(known["email"])
    await tables.Lead.filter(id=lead).using_db(tx).update(**known, updated_at=now)
    return True


async def _lead_of(tx: TransactionalDBClient, conversation: UUID, own: UUID | None, key: str | None) -> UUID | None:
    if key is None:
        return own
    if (found := await _by_key(tx, key)) is not None or own is None:
        return found
    others = tables.Conversation.filter(lead_id=own).exclude(id=conversation).using_db(tx)
    return None if await others.exists() else own


async def _by_key(tx: TransactionalDBClient, key: str) -> UUID | None:
    row = await tables.Lead.filter(email_key=key).using_db(tx).first().only("id")
    return None if row is None else row.id


async def _begin(tx: TransactionalDBClient, key: str | None, now: datetime) -> UUID:
    blank = LeadFacts()
    new = tables.Lead(id=uuid4(), email_key=key, created_at=now, updated_at=now, **asdict(blank))
    # Another process may begin the same person's lead in this very moment: then theirs is taken.
    await tables.Lead.bulk_create([new], ignore_conflicts=True, using_db=tx)
    return new.id if key is None else (await _by_key(tx, key) or new.id)
