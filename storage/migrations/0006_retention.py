from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("aimant", "0005_growth")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Conversation",
            index=Index(fields=["edition", "started_at"], name="conversation_by_edition"),
        ),
    ]
