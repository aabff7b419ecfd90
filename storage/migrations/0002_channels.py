from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.columns import Json, Moment, Name, Text


class Migration(migrations.Migration):
    dependencies = [("aimant", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Continuation",
            fields=[
                ("token_hash", Name(primary_key=True, unique=True, db_index=True, max_length=64)),
                (
                    "conversation",
                    fields.ForeignKeyField(
                        "aimant.Conversation",
                        source_field="conversation_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="continuations",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("expires_at", Moment(db_index=True, auto_now=False, auto_now_add=False)),
                ("used_by", Name(null=True, max_length=400)),
            ],
            options={
                "table": "continuation",
                "app": "aimant",
                "pk_attr": "token_hash",
                "table_description": "continuation",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DeadLetter",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("channel", Name(max_length=100)),
                ("person", Name(null=True, db_index=True, max_length=255)),
                ("incoming_id", Name(max_length=255)),
                ("reason", Text(unique=False)),
                ("body", Text(unique=False)),
                ("at", Moment(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "dead_letter",
                "app": "aimant",
                "unique_together": (("channel", "incoming_id"),),
                "pk_attr": "id",
                "table_description": "dead_letter",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Lease",
            fields=[
                ("name", Name(primary_key=True, unique=True, db_index=True, max_length=100)),
                ("holder", Name(max_length=100)),
                ("until", Moment(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "lease", "app": "aimant", "pk_attr": "name", "table_description": "lease"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Pace",
            fields=[
                ("scope", Name(primary_key=True, unique=True, db_index=True, max_length=300)),
                ("next_at", Moment(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "pace", "app": "aimant", "pk_attr": "scope", "table_description": "pace"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PlatformFile",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("scope", Name(max_length=100)),
                ("file", Name(max_length=300)),
                ("platform_id", Text(unique=False)),
            ],
            options={
                "table": "platform_file",
                "app": "aimant",
                "unique_together": (("scope", "file"),),
                "pk_attr": "id",
                "table_description": "platform_file",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SalesCase",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "conversation",
                    fields.ForeignKeyField(
                        "aimant.Conversation",
                        source_field="conversation_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="cases",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "lead",
                    fields.ForeignKeyField(
                        "aimant.Lead",
                        source_field="lead_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="cases",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("version", fields.IntField()),
                ("state", Name(db_index=True, max_length=20)),
                ("owner", Name(null=True, max_length=100)),
                ("desk", Name(max_length=100)),
                ("thread", Name(null=True, max_length=100)),
                ("snapshot", Text(unique=False)),
                ("wake_at", Moment(null=True, db_index=True, auto_now=False, auto_now_add=False)),
                ("created_at", Moment(db_index=True, auto_now=False, auto_now_add=False)),
                ("updated_at", Moment(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sales_case",
                "app": "aimant",
                "indexes": [
                    Index(fields=["conversation_id"], name="sales_case_by_conversation"),
                    Index(fields=["lead_id"], name="sales_case_by_lead"),
                    Index(fields=["desk", "thread"], name="sales_case_by_thread"),
                ],
                "pk_attr": "id",
                "table_description": "sales_case",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SalesTurn",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "case",
                    fields.ForeignKeyField(
                        "aimant.SalesCase",
                        source_field="case_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="turns",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("incoming_id", Name(max_length=255)),
                ("version", fields.IntField()),
                ("at", Moment(auto_now=False, auto_now_add=False)),
                ("did", Name(max_length=40)),
                ("by", Name(null=True, max_length=100)),
                ("from_state", Name(max_length=20)),
                ("to_state", Name(max_length=20)),
                ("told", Text(null=True, unique=False)),
            ],
            options={
                "table": "sales_turn",
                "app": "aimant",
                "unique_together": (("case", "incoming_id"),),
                "pk_attr": "id",
                "table_description": "sales_turn",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Workspace",
            fields=[
                ("team", Name(primary_key=True, unique=True, db_index=True, max_length=100)),
                ("name", Text(unique=False)),
                ("bot_user", Name(max_length=100)),
                ("token", Text(unique=False)),
                ("scopes", Text(unique=False)),
                ("settings", Json()),
                ("installed_at", Moment(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "workspace", "app": "aimant", "pk_attr": "team", "table_description": "workspace"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Conversation",
            name="unreachable",
            field=Name(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Message",
            name="name",
            field=Text(null=True, unique=False),
        ),
        ops.AddField(
            model_name="Outbox",
            name="place",
            field=fields.BigIntField(db_default=0),
        ),
        ops.AddField(
            model_name="Outbox",
            name="queue",
            field=Name(null=True, max_length=300),
        ),
        ops.AddField(
            model_name="Outbox",
            name="ref",
            field=Json(null=True),
        ),
        ops.AddField(
            model_name="Outbox",
            name="unsure",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddIndex(
            model_name="Outbox",
            index=Index(fields=["queue", "state", "place"], name="outbox_by_queue"),
        ),
    ]
