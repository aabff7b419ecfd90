"""What operators look at: /healthz, /readyz, /metrics, and the contract at /openapi.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from aiohttp import web

from adapters.channels.openapi import document
from bot import metrics
from bot.wording import trouble
from storage import outbox, reports
from storage.database import Database, Unavailable

#: From this age of the oldest due effect on, the server says that it is not ready, in seconds.
OLDEST = 900.0


class Operations:
    """The routes for operators; `carried` tells which lanes are: effects of others may wait for ever."""

    name = "operations"

    def __init__(
        self, db: Database, clock: Callable[[], datetime], carried: Callable[[str], bool], base_url: str
    ) -> None:
        self._db = db
        self._clock = clock
        self._carried = carried
        self._base_url = base_url
        self.stopping = False

    @cached_property
    def _document(self) -> str:
        return json.dumps(document(self._base_url))

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        return [
            web.get("/healthz", self._health),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._metrics),
            web.get("/openapi.json", self._openapi),
        ]

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _ready(self, _: web.Request) -> web.Response:
        problems = ["the server is stopping"] if self.stopping else []
        age: float | None = None
        problems += [trouble(each.key, "en", each.holes) for each in await self._db.ready()]
        if not problems:
            age = await outbox.oldest_age(self._db, self._clock(), self._carried)
            if age is not None and age > OLDEST:
                problems.append(f"effects have been waiting for {age:.0f} s")
        body = {"status": "not ready" if problems else "ready", "problems": problems, "outbox_age_seconds": age}
        return web.json_response(body, status=503 if problems else 200, headers={"Cache-Control": "no-store"})

    async def _metrics(self, _: web.Request) -> web.Response:
        try:
            for state, count in (await reports.conversations_by_state(self._db)).items():
                metrics.CONVERSATIONS.labels(state).set(count)
            for state, count in (await reports.outbox_by_state(self._db)).items():
                metrics.OUTBOX.labels(state).set(count)
            metrics.OUTBOX_AGE.set(await outbox.oldest_age(self._db, self._clock(), self._carried) or 0.0)
        except Unavailable:
            pass  # what was counted in this process is still worth reading
        return web.Response(body=metrics.page(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def _openapi(self, _: web.Request) -> web.Response:
        return web.Response(text=self._document, content_type="application/json")
