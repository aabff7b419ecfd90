"""A person's rights: all that is held about them, and its complete erasure, of which only a receipt remains."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.models import Model
from tortoise.queryset import QuerySet

from flows.effects import Effect, ShowDigest, WithdrawCard, queue_to
from flows.model import Key
from storage import codec, continuations, leads, outbox, tables
from storage.columns import from_json
from storage.database import Database
from storage.scripts import few
from storage.who import conversation_ids, lead_ids

#: What hangs on a conversation, by the name it has in an export and on a receipt.
_HANGING: Mapping[str, tuple[type[Model], str]] = {
    "turns": (tables.Turn, "id"),
    "messages": (tables.Message, "seq"),
    "answers": (tables.Answer, "id"),
    "score_lines": (tables.ScoreLine, "id"),
    "consents": (tables.Consent, "id"),
    "deliveries": (tables.MagnetDelivery, "given_at"),
    "alerts": (tables.Alert, "at"),
    "outbox": (tables.Outbox, "created_at"),
    "cases": (tables.SalesCase, "created_at"),
    "continuations": (tables.Continuation, "expires_at"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of an erasure: rows gone, by table."""

    id: UUID
    at: datetime
    counts: Mapping[str, int]


async def export(db: Database, who: str) -> dict[str, Any]:
    """Everything held about a person, meant by lead id, conversation id, e-mail or phone; empty when nothing is.

    A conversation id means its lead's other conversations too.
    """
    async with db.reading() as reader:
        talks = tables.Conversation.filter(id__in=await conversation_ids(reader, who)).order_by("started_at")
        told = await talks.using_db(reader).values()
        theirs = await lead_ids(reader, who) | {talk["lead_id"] for talk in told if talk["lead_id"] is not None}
        people = await tables.Lead.filter(id__in=theirs).using_db(reader).values()
        for talk in told:
            talk["snapshot"] = from_json(talk["snapshot"])
            del talk["token_hash"]
            for name, (table, order) in _HANGING.items():
                rows = table.filter(conversation_id=talk["id"]).order_by(order).using_db(reader)
                talk[name] = await rows.values()
            for token in talk["continuations"]:
                del token["token_hash"]
                if (token["used_by"] or "").startswith(continuations.BEARER):
                    token["used_by"] = "another browser"
            for case in talk["cases"]:
                case["snapshot"] = from_json(case["snapshot"])
                deeds = tables.SalesTurn.filter(case_id=case["id"]).order_by("version").using_db(reader)
                case["turns"] = await deeds.values()
            letters = await _dead_letters(reader, [talk["id"]])
            talk["dead_letters"] = await letters.values() if letters is not None else []
    return {"leads": people, "conversations": told} if people or told else {}


@dataclass(frozen=True, slots=True)
class Held:
    """What an erasure would be about: the leads as they are called, and how many conversations."""

    leads: tuple[str, ...]
    conversations: int


async def held(db: Database, who: str) -> Held | None:
    """What is held of a person, meant as in `export`; None when nothing is held at all."""
    async with db.reading() as reader:
        talks, people = await conversation_ids(reader, who), await lead_ids(reader, who)
        rows = await tables.Lead.filter(id__in=people).using_db(reader).values("id", "name", "email", "phone")
    names = sorted(str(row["name"] or row["email"] or row["phone"] or row["id"]) for row in rows)
    return Held(tuple(names), len(talks)) if talks or people else None


async def erase_lead(db: Database, who: str, now: datetime) -> Receipt | None:
    """Erase a person with all their conversations, meant as in `export`; None when nothing is held."""
    async with db.transaction() as tx:
        people = await lead_ids(tx, who)
        talks = await conversation_ids(tx, who)
        if not people and not talks:
            return None
        subject = min(people or talks, key=str)
        receipt = await erase(db, tx, talks, people, subject, uuid4(), now)
    db.recent.forget(talks)
    await db.scrub()
    return receipt


async def erase_conversation(db: Database, conversation: UUID | None, now: datetime, receipt_id: UUID) -> Receipt:
    """Erase a conversation, and its lead when that has no other; of a lead that has, what this one told.

    Talks that it goes on with, or that go on with it elsewhere, are the same person's, and go too.

    Doing it again with the same `receipt_id` returns the same receipt. `conversation` None is one that is gone.
    Raises Unavailable when the files could not be scrubbed: the rows are gone then, and it is to be done again.
    """
    async with db.transaction() as tx:
        talks = set() if conversation is None else await continuations.linked(tx, {conversation})
        receipt = await _receipt(tx, receipt_id)
        if receipt is None:
            subject = receipt_id if conversation is None else conversation
            receipt = await erase(db, tx, talks, set(), subject, receipt_id, now)
    db.recent.forget(talks)
    await db.scrub()
    return receipt


async def receipts(db: Database, limit: int = 50) -> tuple[Receipt, ...]:
    """The newest receipts, newest first."""
    async with db.reading() as reader:
        rows = tables.ErasureReceipt.all().order_by("-at").limit(limit).using_db(reader)
        return tuple(Receipt(*row) for row in await rows.values_list("id", "at", "counts"))


def subject_hash(subject: UUID, salt: str) -> str:
    """What a receipt keeps of a lead's or conversation's random id: `salt` and digest, which recognise it again."""
    return f"{salt}${hashlib.sha256(f'{salt}{subject}'.encode()).hexdigest()}"


async def erase(
    db: Database,
    tx: TransactionalDBClient,
    talks: set[UUID],
    people: set[UUID],
    subject: UUID,
    receipt_id: UUID,
    now: datetime,
) -> Receipt:
    """Within a transaction: these talks and all that hangs on them go, and each of the leads that has no other.

    Afterwards `db.recent` is to forget them, and the files are to be scrubbed.
    """
    counts = Counter(dict.fromkeys((*_HANGING, "dead_letters", "conversations"), 0))
    stands = await held_still(tx, talks, people)
    touched = people | {talk.lead_id for talk in stands if talk.lead_id is not None}
    withdrawn: list[Effect] = []
    # a lead's case holds what each of its talks told, whichever raised it last
    of_leads = [tables.SalesCase.filter(lead_id__in=some) for some in few(touched)]
    for cases in (*of_leads, *(tables.SalesCase.filter(conversation_id__in=some) for some in few(talks))):
        withdrawn += await _withdrawals(cases.using_db(tx))
        counts["cases"] += await cases.using_db(tx).delete()
    for some in few(talks):
        if (letters := await _dead_letters(tx, some)) is not None:
            counts["dead_letters"] += await letters.delete()
        await _forget_pace(tx, some)
        for name, (table, _) in _HANGING.items():
            counts[name] += await table.filter(conversation_id__in=some).using_db(tx).delete()
    await db.run(tx, outbox.post([outbox.Post(withdrawn, now, 0, None)]))
    for some in few(talks):
        counts["conversations"] += await tables.Conversation.filter(id__in=some).using_db(tx).delete()
    if empty := await db.run(tx, leads.refold(dict.fromkeys(touched, now))):
        counts["leads"] = len(empty)
    row = tables.ErasureReceipt(
        id=receipt_id, at=now, subject_hash=subject_hash(subject, secrets.token_hex(16)), counts=dict(counts)
    )
    await tables.ErasureReceipt.bulk_create([row], using_db=tx)
    return Receipt(receipt_id, now, dict(counts))


async def held_still(
    tx: TransactionalDBClient, talks: Collection[UUID], people: Collection[UUID] = ()
) -> list[tables.Conversation]:
    """These talks (id, edition, last word, lead), which nobody changes until the transaction's end, nor these leads.

    Nor the leads of these talks: whoever would link another talk to one waits.
    """
    found: list[tables.Conversation] = []
    for some in few(sorted(talks)):
        rows = tables.Conversation.filter(id__in=some).order_by("id").select_for_update().using_db(tx)
        found += await rows.only("id", "edition", "updated_at", "lead_id")
    leads_ = {*people, *(talk.lead_id for talk in found if talk.lead_id is not None)}
    for some in few(sorted(leads_)):
        await tables.Lead.filter(id__in=some).order_by("id").select_for_update().using_db(tx).only("id")
    return found


async def _withdrawals(theirs: QuerySet[tables.SalesCase]) -> list[Effect]:
    """What takes a person's cards, and their lines in digests, off the sales desk; it holds nothing of theirs."""
    made: list[Effect] = []
    for snapshot, thread in cast("list[tuple[str, str | None]]", await theirs.values_list("snapshot", "thread")):
        case = codec.case_from(snapshot)
        if thread is not None:
            made.append(WithdrawCard(uuid4(), case.desk, {"ts": thread}))
        elif case.digest is not None:
            made.append(ShowDigest(uuid4(), case.desk, case.digest, case.alert.locale))
    return made


async def _forget_pace(tx: TransactionalDBClient, talks: Collection[UUID]) -> None:
    """How fast these persons may be sent to stands under their id on the platform."""
    rows = await tables.Conversation.filter(id__in=talks).using_db(tx).values_list("channel", "person")
    scopes = [queue_to(Key(channel, person)) for channel, person in cast("list[tuple[str, str]]", rows)]
    await tables.Pace.filter(scope__in=scopes).using_db(tx).delete()


async def _dead_letters(client: BaseDBAsyncClient, talks: Collection[UUID]) -> QuerySet[tables.DeadLetter] | None:
    """What came from these talks' persons and could not be read, if anything did.

    A letter's channel may end in ":" and a bot.
    """
    rows = tables.Conversation.filter(id__in=talks).using_db(client)
    people = {*cast("list[tuple[str, str]]", await rows.values_list("channel", "person"))}
    letters = tables.DeadLetter.filter(person__in={who for _, who in people}).using_db(client)
    told = cast("list[tuple[int, str, str]]", await letters.values_list("id", "channel", "person"))
    mine = [letter for letter, channel, who in told if (channel.partition(":")[0], who) in people]
    return tables.DeadLetter.filter(id__in=mine).using_db(client) if mine else None


async def _receipt(client: BaseDBAsyncClient, receipt_id: UUID) -> Receipt | None:
    rows = tables.ErasureReceipt.filter(id=receipt_id).using_db(client)
    found = await rows.values_list("id", "at", "counts")
    return Receipt(*found[0]) if found else None
