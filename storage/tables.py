"""The tables; a person's rows hang on their conversation and go with it; flow editions and receipts stay.

`table_description` is set so that Tortoise takes no docstring for one, and no reworded docstring for a migration.
"""

# ruff: noqa: D106 (Meta is Tortoise's word for the options of a table)
from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model, ModelMeta

from storage.columns import Json, Moment, Name, Text


class _WithoutComments(ModelMeta):
    """Keeps Tortoise from looking for comments on fields: it reads and parses this whole file for each class."""

    def __new__(cls, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> _WithoutComments:
        return cast("_WithoutComments", super().__new__(cls, name, bases, {**attributes, "_no_comments": True}))


class _Table(Model, metaclass=_WithoutComments):
    class Meta:
        abstract = True


class Lead(_Table):
    """The person across conversations: the fold of what those told (`storage.leads`)."""

    id = fields.UUIDField(primary_key=True)
    created_at = Moment()
    updated_at = Moment(db_index=True)
    name = Text(null=True)
    email = Text(null=True)
    email_key = Name(max_length=320, null=True, unique=True)
    phone = Name(max_length=64, null=True, db_index=True)
    company = Text(null=True)
    stage = Name(max_length=40)
    band = Name(max_length=40)
    points = fields.IntField()
    fit = fields.IntField()
    intent = fields.IntField()
    disqualified = Text(null=True)
    locale = Name(max_length=35)
    flow = Name(max_length=200)
    source = Json()

    class Meta:
        table = "lead"
        table_description = "lead"


class Conversation(_Table):
    """One conversation: its snapshot as of `version`, and beside it what others look for."""

    id = fields.UUIDField(primary_key=True)
    channel = Name(max_length=40)
    person = Name(max_length=255)
    flow = Name(max_length=200)
    edition = Name(max_length=64)
    version = fields.IntField()
    state = Name(max_length=20, db_index=True)
    asking = Name(max_length=200, null=True)
    round = fields.IntField()
    locale = Name(max_length=35)
    snapshot = Text()
    lead: fields.ForeignKeyNullableRelation[Lead] = fields.ForeignKeyField(
        "aimant.Lead", related_name="conversations", null=True, on_delete=fields.SET_NULL
    )
    lead_facts = Json(null=True)
    token_hash = Name(max_length=64, null=True, unique=True)
    unreachable = Name(max_length=200, null=True)
    started_at = Moment()
    updated_at = Moment()
    lead_id: UUID | None

    class Meta:
        table = "conversation"
        table_description = "conversation"
        unique_together = (("channel", "person"),)
        indexes = (
            Index(fields=("lead_id",), name="conversation_by_lead"),
            Index(fields=("edition", "started_at"), name="conversation_by_edition"),
        )


def _conversation(rows: str) -> fields.ForeignKeyRelation[Conversation]:
    return fields.ForeignKeyField("aimant.Conversation", related_name=rows, on_delete=fields.CASCADE)


class Turn(_Table):
    """What one incoming did, without a word of what was said; its uniqueness stops a redelivery."""

    id = fields.BigIntField(primary_key=True)
    conversation = _conversation("turns")
    incoming_id = Name(max_length=255)
    version = fields.IntField()
    at = Moment(db_index=True)
    did = Name(max_length=40)
    question = Name(max_length=200, null=True)
    from_state = Name(max_length=200)
    to_state = Name(max_length=200)
    slips = fields.IntField()
    state = Name(max_length=20)
    locale = Name(max_length=35)
    done = fields.IntField()
    of = fields.IntField()
    elapsed_seconds = fields.FloatField(null=True)
    first_seq = fields.IntField()
    last_seq = fields.IntField()
    conversation_id: UUID

    class Meta:
        table = "turn"
        table_description = "turn"
        unique_together = (("conversation", "incoming_id"),)


class Message(_Table):
    """One line of a transcript."""

    id = fields.BigIntField(primary_key=True)
    conversation = _conversation("messages")
    seq = fields.IntField()
    at = Moment()
    sender = Name(max_length=10)
    text = Text()
    prompt = Json(null=True)
    gift = Json(null=True)
    name = Text(null=True)
    round = fields.IntField()
    conversation_id: UUID

    class Meta:
        table = "message"
        table_description = "message"
        unique_together = (("conversation", "seq"),)


class Answer(_Table):
    """One answer as given; `ended` says why it counts no longer: corrected, left, withdrawn or restart."""

    id = fields.BigIntField(primary_key=True)
    conversation = _conversation("answers")
    round = fields.IntField()
    question = Name(max_length=200)
    said = Text()
    value = Json(null=True)
    confidence = fields.FloatField()
    at = Moment()
    version = fields.IntField()
    prior = fields.BooleanField()
    ended_version = fields.IntField(null=True)
    ended = Name(max_length=20, null=True)
    conversation_id: UUID

    class Meta:
        table = "answer"
        table_description = "answer"
        indexes = (Index(fields=("conversation_id", "question"), name="answer_by_question"),)


class ScoreLine(_Table):
    """One line of the score's ledger; the open lines of a conversation sum to its score."""

    id = fields.BigIntField(primary_key=True)
    conversation = _conversation("score_lines")
    round = fields.IntField()
    rule = Name(max_length=200)
    axis = Name(max_length=10)
    points = fields.IntField()
    question = Name(max_length=200)
    quote = Text()
    edition = Name(max_length=64)
    version = fields.IntField()
    ended_version = fields.IntField(null=True)
    conversation_id: UUID

    class Meta:
        table = "score_line"
        table_description = "score_line"
        indexes = (Index(fields=("conversation_id", "rule"), name="score_line_by_rule"),)


class Consent(_Table):
    """A yes or no to one purpose, and the text it was given to."""

    id = fields.BigIntField(primary_key=True)
    conversation = _conversation("consents")
    purpose = Name(max_length=200)
    given = fields.BooleanField()
    text_version = Name(max_length=200)
    text_hash = Name(max_length=64)
    locale = Name(max_length=35)
    at = Moment()
    conversation_id: UUID

    class Meta:
        table = "consent"
        table_description = "consent"
        indexes = (Index(fields=("conversation_id", "purpose"), name="consent_by_purpose"),)


class MagnetDelivery(_Table):
    """One hand-over of a magnet, and how often its file was fetched."""

    id = fields.UUIDField(primary_key=True)
    conversation = _conversation("deliveries")
    magnet = Name(max_length=200)
    title = Text()
    file = Text()
    type = Name(max_length=200)
    size = fields.BigIntField()
    given_at = Moment()
    downloads = fields.IntField(db_default=0)
    first_download_at = Moment(null=True)
    conversation_id: UUID

    class Meta:
        table = "magnet_delivery"
        table_description = "magnet_delivery"
        indexes = (Index(fields=("conversation_id",), name="magnet_delivery_by_conversation"),)


class Alert(_Table):
    """A card for sales, and which way it was carried."""

    id = fields.UUIDField(primary_key=True)
    conversation = _conversation("alerts")
    reason = Name(max_length=20)
    band = Name(max_length=40)
    points = fields.IntField()
    card = Json()
    at = Moment(db_index=True)
    carried_by = Name(max_length=40, null=True)
    carried_at = Moment(null=True)
    conversation_id: UUID

    class Meta:
        table = "alert"
        table_description = "alert"
        indexes = (Index(fields=("conversation_id",), name="alert_by_conversation"),)


class Outbox(_Table):
    """One effect on its way into the world: pending, done, dead or cancelled.

    It is due when its time has come, no claim holds, and nothing earlier of its queue is pending: `place` is its
    place there. `ref` is what the other side called it, once it is done.
    """

    id = fields.UUIDField(primary_key=True)
    conversation: fields.ForeignKeyNullableRelation[Conversation] = fields.ForeignKeyField(
        "aimant.Conversation", related_name="outbox", null=True, on_delete=fields.CASCADE
    )
    kind = Name(max_length=40)
    payload = Json()
    lane = Name(max_length=80)
    queue = Name(max_length=300, null=True)
    place = fields.BigIntField(db_default=0)
    ref = Json(null=True)
    unsure = fields.BooleanField(db_default=False)
    due_at = Moment()
    attempts = fields.IntField(db_default=0)
    state = Name(max_length=10, db_default="pending")
    last_error = Text(null=True)
    created_at = Moment()
    claimed_until = Moment(null=True)
    conversation_id: UUID | None

    class Meta:
        table = "outbox"
        table_description = "outbox"
        indexes = (
            Index(fields=("state", "lane", "due_at"), name="outbox_by_due"),
            Index(fields=("queue", "state", "place"), name="outbox_by_queue"),
            Index(fields=("state", "claimed_until", "due_at"), name="outbox_by_claim"),
            Index(fields=("state", "created_at"), name="outbox_by_age"),
            Index(fields=("conversation_id",), name="outbox_by_conversation"),
        )


class SalesCase(_Table):
    """A hot lead as sales works it: its snapshot as of `version`, and beside it what others look for."""

    id = fields.UUIDField(primary_key=True)
    conversation = _conversation("cases")
    lead: fields.ForeignKeyNullableRelation[Lead] = fields.ForeignKeyField(
        "aimant.Lead", related_name="cases", null=True, on_delete=fields.SET_NULL
    )
    version = fields.IntField()
    state = Name(max_length=20, db_index=True)
    owner = Name(max_length=100, null=True)
    desk = Name(max_length=100)
    thread = Name(max_length=100, null=True)
    snapshot = Text()
    wake_at = Moment(null=True, db_index=True)
    created_at = Moment(db_index=True)
    updated_at = Moment()
    conversation_id: UUID
    lead_id: UUID | None

    class Meta:
        table = "sales_case"
        table_description = "sales_case"
        indexes = (
            Index(fields=("conversation_id",), name="sales_case_by_conversation"),
            Index(fields=("lead_id",), name="sales_case_by_lead"),
            Index(fields=("desk", "thread"), name="sales_case_by_thread"),
            Index(fields=("desk", "created_at"), name="sales_case_by_desk"),
        )


class SalesTurn(_Table):
    """What one deed of the sales team did to a case; its uniqueness stops a repeated press."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation[SalesCase] = fields.ForeignKeyField(
        "aimant.SalesCase", related_name="turns", on_delete=fields.CASCADE
    )
    incoming_id = Name(max_length=255)
    version = fields.IntField()
    at = Moment()
    did = Name(max_length=40)
    by = Name(max_length=100, null=True)
    from_state = Name(max_length=20)
    to_state = Name(max_length=20)
    told = Text(null=True)
    case_id: UUID

    class Meta:
        table = "sales_turn"
        table_description = "sales_turn"
        unique_together = (("case", "incoming_id"),)


class Continuation(_Table):
    """A one-time token that goes on with a conversation on another channel; kept as its SHA-256."""

    token_hash = Name(max_length=64, primary_key=True)
    conversation = _conversation("continuations")
    expires_at = Moment(db_index=True)
    used_by = Name(max_length=400, null=True)
    conversation_id: UUID

    class Meta:
        table = "continuation"
        table_description = "continuation"
        indexes = (
            Index(fields=("conversation_id",), name="continuation_by_conversation"),
            Index(fields=("used_by", "expires_at"), name="continuation_by_use"),
        )


class Pace(_Table):
    """When the next sending of a scope may be, across processes."""

    scope = Name(max_length=300, primary_key=True)
    next_at = Moment(db_index=True)

    class Meta:
        table = "pace"
        table_description = "pace"


class Clock(_Table):
    """When the clock was last looked at, and since when it has run evenly: one row (`storage.clock`)."""

    name = Name(max_length=20, primary_key=True)
    since = Moment()
    seen = Moment()

    class Meta:
        table = "clock"
        table_description = "clock"


class Lease(_Table):
    """Who alone may do something now, and until when."""

    name = Name(max_length=100, primary_key=True)
    holder = Name(max_length=100)
    until = Moment()

    class Meta:
        table = "lease"
        table_description = "lease"


class PlatformFile(_Table):
    """What a platform calls a file that it has been given once."""

    id = fields.BigIntField(primary_key=True)
    scope = Name(max_length=100)
    file = Name(max_length=300)
    platform_id = Text()

    class Meta:
        table = "platform_file"
        table_description = "platform_file"
        unique_together = (("scope", "file"),)


class DeadLetter(_Table):
    """What came in and could not be read: kept for whoever runs the server, and erased with its person."""

    id = fields.BigIntField(primary_key=True)
    channel = Name(max_length=100)
    person = Name(max_length=255, null=True, db_index=True)
    incoming_id = Name(max_length=255)
    reason = Text()
    body = Text()
    at = Moment(db_index=True)

    class Meta:
        table = "dead_letter"
        table_description = "dead_letter"
        unique_together = (("channel", "incoming_id"),)


class Workspace(_Table):
    """A Slack workspace that installed the app; its token is encrypted."""

    team = Name(max_length=100, primary_key=True)
    name = Text()
    bot_user = Name(max_length=100)
    token = Text()
    scopes = Text()
    settings = Json()
    installed_at = Moment()

    class Meta:
        table = "workspace"
        table_description = "workspace"


class FlowEdition(_Table):
    """A flow file as it was when a conversation began with it."""

    hash = Name(max_length=64, primary_key=True)
    flow = Name(max_length=200)
    source = Text()
    folder = Text()
    first_seen = Moment()

    class Meta:
        table = "flow_edition"
        table_description = "flow_edition"


class WidgetEdition(_Table):
    """The widget's script as it was served once: a page that names its hash goes on getting it."""

    hash = Name(max_length=64, primary_key=True)
    source = Text()
    first_seen = Moment()

    class Meta:
        table = "widget_edition"
        table_description = "widget_edition"


class ErasureReceipt(_Table):
    """Proof that somebody was erased: when, how much, and a salted hash that recognises but does not tell whom."""

    id = fields.UUIDField(primary_key=True)
    at = Moment(db_index=True)
    subject_hash = Name(max_length=200)
    counts: Any = Json()

    class Meta:
        table = "erasure_receipt"
        table_description = "erasure_receipt"
