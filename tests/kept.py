"""All that a database keeps, to look for what should not be there."""

from __future__ import annotations

from storage.database import Database


async def in_rows(db: Database) -> str:
    """Every row of every table, but for the receipt that an erased person was given."""
    if db.path is not None:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    else:
        tables = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    async with db.reading() as reader:
        names = [row["name"] for row in await reader.execute_query_dict(tables) if row["name"] != "erasure_receipt"]
        return str([await reader.execute_query_dict(f'SELECT * FROM "{name}"') for name in names])  # noqa: S608


def in_files(db: Database) -> bytes:
    """Every byte of SQLite's files; a server's are out of reach."""
    if db.path is None:
        return b""
    return b"".join(path.read_bytes() for path in db.path.parent.glob(f"{db.path.name}*"))
