"""The person across conversations: a lead is the fold of what its conversations told, the latest word winning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from storage import tables
from storage.scripts import Columns, Delete, Insert, Script, Select, Update


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


@dataclass(frozen=True, slots=True)
class Told:
    """What a conversation told of its person, and when."""

    conversation: UUID
    facts: LeadFacts
    at: datetime


def tell(told: Sequence[Told]) -> Script[None]:
    """Keep what conversations told, and link each to its lead: that of its e-mail address, else its own, or a new one.

    A conversation that gives another address leaves a lead it shared, and takes along one it had alone.
    """
    owned: dict[UUID, UUID | None] = dict((yield Select(_LEAD_OF, _ID, [each.conversation for each in told])))
    found: dict[str | None, UUID] = yield from _by_key(email_key(each.facts.email) for each in told)
    sharing = yield Select(_LEAD_OF, _OF_LEAD, [own for own in owned.values() if own is not None])
    talks_of = Counter(lead for _, lead in sharing)
    begun: list[tuple[UUID, str | None, datetime]] = []
    leads: dict[UUID, UUID] = {}
    for each in told:
        own, key = owned[each.conversation], email_key(each.facts.email)
        lead = found.get(key) or (own if key is None or (own is not None and talks_of[own] == 1) else None)
        if lead is None:
            lead = uuid4()
            begun.append((lead, key, each.at))
        if key is not None:
            found[key] = lead
        leads[each.conversation] = lead
    if begun:
        yield Insert(_BEGUN, [_blank(*new) for new in begun], lenient=True)
        # another process may have begun the same person's lead in this very moment: then theirs is taken
        there = yield from _by_key(key for _, key, _ in begun)
        taken = {lead: there[key] for lead, key, _ in begun if key is not None}
        leads = {talk: taken.get(lead, lead) for talk, lead in leads.items()}
    yield Update(_LINKED, 1, [(leads[each.conversation], each.facts, each.conversation) for each in told])
    moved = {each.conversation: each.at for each in told}
    at = {lead: moved[talk] for talk, lead in leads.items()}
    left = {own: moved[talk] for talk, own in owned.items() if own is not None and own != leads[talk]}
    yield from refold(left | at)


def refold(leads: Mapping[UUID, datetime]) -> Script[set[UUID]]:
    """Make leads the folds of their conversations again, as of then; those without any are deleted, and returned."""
    facts: dict[UUID, list[dict[str, Any]]] = {}
    if not leads:
        return set()
    for lead, told in (yield Select(_TOLD, _OF_LEAD, [*leads], by="updated_at, id")):
        if told:
            facts.setdefault(lead, []).append(told)
    if folded := [(*_fold(told), leads[lead], lead) for lead, told in facts.items()]:
        yield Update(_FOLDED, 1, folded)
    empty = leads.keys() - facts.keys()
    if empty:
        yield Delete(_LEAD_ID, [*empty])
    return empty


def _fold(facts: Sequence[Mapping[str, Any]]) -> list[Any]:
    known: dict[str, Any] = {**facts[-1]}
    for each in _CONTACT:
        known[each] = next((told[each] for told in reversed(facts) if told[each]), None)
    known["email_key"] = email_key(known["email"])
    return [known[name] for name in _FACTS]


def _by_key(keys: Iterable[str | None]) -> Script[dict[str | None, UUID]]:
    wanted = {key for key in keys if key is not None}
    return dict((yield Select(_KEYED, _KEY, [*wanted]))) if wanted else {}


def _blank(lead: UUID, key: str | None, at: datetime) -> tuple[Any, ...]:
    return (*_NO_FACTS, key, at, lead, at)


_TOLD_FACTS = tuple(each.name for each in fields(LeadFacts))
_NO_FACTS = attrgetter(*_TOLD_FACTS)(LeadFacts())
_FACTS = (*_TOLD_FACTS, "email_key")
_LEAD_ID, _KEY = Columns(tables.Lead, ("id",)), Columns(tables.Lead, ("email_key",))
_KEYED = Columns(tables.Lead, ("email_key", "id"))
_FOLDED = Columns(tables.Lead, (*_FACTS, "updated_at", "id"))
_BEGUN = Columns(tables.Lead, (*_FACTS, "updated_at", "id", "created_at"))
_ID, _OF_LEAD = Columns(tables.Conversation, ("id",)), Columns(tables.Conversation, ("lead_id",))
_LEAD_OF = Columns(tables.Conversation, ("id", "lead_id"))
_TOLD = Columns(tables.Conversation, ("lead_id", "lead_facts"))
_LINKED = Columns(tables.Conversation, ("lead_id", "lead_facts", "id"))
