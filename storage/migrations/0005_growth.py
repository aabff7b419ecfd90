from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from storage.columns import Moment, Name


class WithoutIndex(ops.AlterField):
    """Drops the index of a column, and nothing else: Tortoise would make SQLite's whole table anew for it."""

    def __init__(self, model_name: str, name: str, field: Any, index: str) -> None:
        super().__init__(model_name, name, field)
        self._index = index

    async def database_forward(self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None) -> None:  # noqa: ARG002
        # a table that SQLite made anew while earlier migrations were undone has lost it
        await state_editor._run_sql(f'DROP INDEX IF EXISTS "{self._index}"')

    async def database_backward(self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None) -> None:  # noqa: ARG002
        table = new_state.apps.get_model(f"{app_label}.{self.model_name}")._meta.db_table
        await state_editor._run_sql(f'CREATE INDEX "{self._index}" ON "{table}" ("{self.name}")')


class OnPostgres(ops.RunSQL):
    """SQL for PostgreSQL alone."""

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        if state_editor.client.capabilities.dialect == "postgres":
            await super()._run_sql(state_editor, sqls)


class Migration(migrations.Migration):
    dependencies = [("aimant", "0004_widget_editions")]

    initial = False

    operations = [
        WithoutIndex("Conversation", "updated_at", Moment(), "idx_conversatio_updated_1abcf7"),
        WithoutIndex("Lead", "band", Name(max_length=40), "idx_lead_band_6be5fd"),
        WithoutIndex("MagnetDelivery", "given_at", Moment(), "idx_magnet_deli_given_a_1b3fc8"),
        # Nearly all is done, so that statistics say that nothing waits; then all that waits is gone through for each
        # that does. Without any it is taken for one in two hundred. To set the same type again drops those there are.
        OnPostgres(
            [
                "ALTER TABLE outbox ALTER COLUMN state TYPE VARCHAR(10)",
                "ALTER TABLE outbox ALTER COLUMN state SET STATISTICS 0",
            ],
            "ALTER TABLE outbox ALTER COLUMN state SET STATISTICS -1",
        ),
    ]
