from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("aimant", "0002_channels")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Continuation",
            index=Index(fields=["conversation_id"], name="continuation_by_conversation"),
        ),
        ops.AddIndex(
            model_name="Continuation",
            index=Index(fields=["used_by", "expires_at"], name="continuation_by_use"),
        ),
        ops.AddIndex(
            model_name="Outbox",
            index=Index(fields=["state", "claimed_until", "due_at"], name="outbox_by_claim"),
        ),
        ops.AddIndex(
            model_name="Outbox",
            index=Index(fields=["state", "created_at"], name="outbox_by_age"),
        ),
        ops.AddIndex(
            model_name="SalesCase",
            index=Index(fields=["desk", "created_at"], name="sales_case_by_desk"),
        ),
    ]
