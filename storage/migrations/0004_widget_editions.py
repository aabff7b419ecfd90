from tortoise import migrations
from tortoise.migrations import operations as ops

from storage.columns import Moment, Name, Text


class Migration(migrations.Migration):
    dependencies = [("aimant", "0003_indexes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="WidgetEdition",
            fields=[
                ("hash", Name(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("source", Text(unique=False)),
                ("first_seen", Moment(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "widget_edition",
                "app": "aimant",
                "pk_attr": "hash",
                "table_description": "widget_edition",
            },
            bases=["Model"],
        ),
    ]
