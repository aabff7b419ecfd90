from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.columns import Moment, Name


class Migration(migrations.Migration):
    dependencies = [("aimant", "0005_growth")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Clock",
            fields=[
                ("name", Name(primary_key=True, unique=True, db_index=True, max_length=20)),
                ("since", Moment(auto_now=False, auto_now_add=False)),
                ("seen", Moment(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "clock", "app": "aimant", "pk_attr": "name", "table_description": "clock"},
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Conversation",
            index=Index(fields=["edition", "started_at"], name="conversation_by_edition"),
        ),
    ]
