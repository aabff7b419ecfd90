"""Slack workspaces that installed the app; their tokens are sealed with the installation's own key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from storage import tables
from storage.database import Database

if TYPE_CHECKING:  # 6 MB of memory, for Slack alone
    from cryptography.fernet import Fernet


async def save(
    db: Database, seal: Fernet, now: datetime, *, team: str, name: str, bot_user: str, token: str, scopes: str
) -> None:
    """Keep a workspace; installing again takes the place of what was there."""
    row = tables.Workspace(
        team=team,
        name=name,
        bot_user=bot_user,
        token=seal.encrypt(token.encode()).decode(),
        scopes=scopes,
        settings={},
        installed_at=now,
    )
    columns = ["name", "bot_user", "token", "scopes", "installed_at"]
    async with db.transaction() as tx:
        await tables.Workspace.bulk_create([row], on_conflict=["team"], update_fields=columns, using_db=tx)


async def forget(db: Database, team: str, at: datetime) -> None:
    """Forget a workspace that took the app away at that time, unless it was installed again since."""
    async with db.transaction() as tx:
        await tables.Workspace.filter(team=team, installed_at__lte=at).using_db(tx).delete()


async def token_of(db: Database, seal: Fernet, team: str) -> tuple[str, str] | None:
    """A workspace's token and its bot's user; None when it is not there, or was sealed with another key."""
    async with db.reading() as reader:
        found = await tables.Workspace.filter(team=team).using_db(reader).values_list("token", "bot_user")
    if not found:
        return None
    from cryptography.fernet import InvalidToken

    try:
        return seal.decrypt(found[0][0].encode()).decode(), found[0][1]
    except InvalidToken:
        return None


async def teams(db: Database) -> list[str]:
    """The workspaces, in the order in which they were installed."""
    async with db.reading() as reader:
        rows = tables.Workspace.all().order_by("installed_at").using_db(reader)
        return [str(team) for team in await rows.values_list("team", flat=True)]


async def names(db: Database) -> list[tuple[str, str]]:
    """Each workspace with its name, in the order in which they were installed."""
    async with db.reading() as reader:
        rows = tables.Workspace.all().order_by("installed_at").using_db(reader)
        return [(str(team), str(name)) for team, name in await rows.values_list("team", "name")]
