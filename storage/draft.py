"""`python -m storage.draft` writes the migration that changed tables need; read it, then test it."""

from __future__ import annotations

import asyncio

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector

from storage.database import migration_config


async def draft() -> list[str]:
    """The paths of the migrations written; none when the tables are as the last migration left them."""
    config = migration_config()
    async with TortoiseContext() as context:
        await context.init(config, init_connections=False)
        assert context.apps is not None  # noqa: S101 (Tortoise's type, not a doubt)
        return await MigrationAutodetector(context.apps, config["apps"]).write()


if __name__ == "__main__":
    print("\n".join(asyncio.run(draft())) or "nothing to migrate")
