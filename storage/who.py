"""Whom somebody means by an id, an e-mail address or a phone number: conversations and leads, by what they hold."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from flows.reading.contact import spelled
from flows.texts import clean
from storage import continuations, tables
from storage.leads import email_key
from storage.scripts import few


async def lead_ids(client: BaseDBAsyncClient, who: str) -> set[UUID]:
    """The leads meant: by lead id, conversation id, e-mail address (now or ever given) or phone number."""
    direct = tables.Lead.filter(_lead_is(who)).using_db(client)
    found = set(cast("list[UUID]", await direct.values_list("id", flat=True)))
    told = tables.Conversation.filter(id__in=await _given_in(client, who)).exclude(lead_id=None).using_db(client)
    return found | set(cast("list[UUID]", await told.values_list("lead_id", flat=True)))


async def conversation_ids(client: BaseDBAsyncClient, who: str) -> set[UUID]:
    """All conversations of whom is meant, those without a lead and those that were gone on with included."""
    theirs = tables.Conversation.filter(lead_id__in=await lead_ids(client, who)).using_db(client)
    found = set(cast("list[UUID]", await theirs.values_list("id", flat=True))) | await _given_in(client, who)
    return await continuations.linked(client, found)


async def all_of(client: BaseDBAsyncClient, conversation: UUID) -> frozenset[UUID]:
    """All conversations of the person whose this one is: of its lead, those gone on with, and so on.

    A case is of its talk and of the lead that this had when the case was raised: they share it, and so are one's.
    """
    found, new, known = set[UUID](), {conversation}, set[UUID]()
    while new:
        found |= new
        near, leads = await continuations.near(client, new), set[UUID]()
        for some in few(new):
            leads |= await _ids(tables.Conversation.filter(id__in=some), "lead_id", client)
            leads |= await _ids(tables.SalesCase.filter(conversation_id__in=some), "lead_id", client)
        for some in few(leads - known):
            near |= await _ids(tables.Conversation.filter(lead_id__in=some), "id", client)
            near |= await _ids(tables.SalesCase.filter(lead_id__in=some), "conversation_id", client)
        known |= leads
        new = near - found
    return frozenset(found)


async def _ids(rows: QuerySet[Any], column: str, client: BaseDBAsyncClient) -> set[UUID]:
    found = await rows.filter(**{f"{column}__isnull": False}).using_db(client).values_list(column, flat=True)
    return set(cast("list[UUID]", found))


async def _given_in(client: BaseDBAsyncClient, who: str) -> set[UUID]:
    """The conversation of that id, or those in which the person wrote it, as an answer or wherever else."""
    if (id_ := _uuid(who)) is not None:
        talks = tables.Conversation.filter(id=id_).using_db(client)
        return set(cast("list[UUID]", await talks.values_list("id", flat=True)))
    whole = clean(who).strip()
    if not ("@" in whole or _is_phone(whole)):
        return set()
    pattern = spelled(whole)
    parts = [whole] if "@" in whole else sorted(set(_digits(whole)[-6:]))
    found: set[UUID] = set()
    for table, field in ((tables.Message.filter(sender="you"), "text"), (tables.Answer.all(), "said")):
        near = table.filter(*(Q(**{f"{field}__icontains": part}) for part in parts)).using_db(client)
        rows = cast("list[tuple[UUID, str]]", await near.values_list("conversation_id", field))
        found |= {conversation for conversation, text in rows if pattern.search(text)}
    return found


def _lead_is(who: str) -> Q:
    if (id_ := _uuid(who)) is not None:
        return Q(id=id_)
    whole = clean(who).strip()
    return Q(email_key=email_key(whole) or "") | Q(phone=_digits(whole) if _is_phone(whole) else whole or "-")


def _uuid(who: str) -> UUID | None:
    try:
        return UUID(who.strip())
    except ValueError:
        return None


def _is_phone(who: str) -> bool:
    return who.startswith("+") and sum(letter.isdigit() for letter in who) >= 6


def _digits(who: str) -> str:
    return "+" + "".join(letter for letter in who if letter.isdigit())
