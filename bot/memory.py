"""What channels keep beside conversations: uploads' ids, what could not be read, and who polls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from storage import dead_letters, leases, platform_files
from storage.database import Database


class ChannelMemory:
    """The database as channels see it."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def file_id(self, scope: str, file: str) -> str | None:
        """What the platform calls a file that it has been given."""
        return await platform_files.get(self._db, scope, file)

    async def keep_file_id(self, scope: str, file: str, platform_id: str) -> None:
        """Remember that."""
        await platform_files.put(self._db, scope, file, platform_id)

    async def dead_letter(self, channel: str, person: str | None, incoming_id: str, reason: str, body: bytes) -> None:
        """Put aside what cannot be read."""
        await dead_letters.keep(self._db, channel, person, incoming_id, reason, body, self._clock())

    async def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease."""
        return await leases.take(self._db, name, holder, self._clock(), seconds)

    async def give_up(self, name: str, holder: str) -> None:
        """Let it go."""
        await leases.give_up(self._db, name, holder)
