"""The magnet vault's door: a signed link opens exactly its file and is counted; a dead one says so kindly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from aiohttp import web

from adapters.channels.contract import Hear
from adapters.links import Altered, Expired, Links
from adapters.widget.pages import PAGE_TEXTS, render
from flows.model import Incoming, Key, LinkAsked


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a link leads to: the file on disk, how to name and type it, and whose conversation it belongs to."""

    id: UUID
    path: Path
    name: str
    type: str
    locale: str
    key: Key
    mailable: bool
    """Whether an address is on file that a fresh link may be mailed to."""


#: Looks up a delivery; None when it was erased.
Find = Callable[[UUID], Awaitable[Delivery | None]]

#: Counts one download, at a moment.
Count = Callable[[UUID, datetime], Awaitable[None]]


class Vault:
    """The routes under /m/."""

    name = "vault"

    def __init__(self, links: Links, find: Find, count: Count, hear: Hear, clock: Callable[[], datetime]) -> None:
        self._links = links
        self._find = find
        self._count = count
        self._hear = hear
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """What this channel answers to."""
        return [web.get("/m/{signed}", self._open), web.post("/m/{signed}", self._renew)]

    async def _open(self, request: web.Request) -> web.StreamResponse:
        try:
            found = await self._find(self._links.open(request.match_info["signed"]))
        except Altered:
            return self._page(request, "altered", None, 404)
        except Expired as expired:
            return self._page(request, "expired", await self._find(expired.delivery), 410)
        if found is None or not found.path.is_file():
            return self._page(request, "altered", None, 404)
        if request.method == "GET" and "Range" not in request.headers:
            await self._count(found.id, self._clock())
        headers = {
            "Content-Type": found.type,
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex",
        }
        return web.FileResponse(found.path, headers=headers)

    async def _renew(self, request: web.Request) -> web.StreamResponse:
        """Mail a fresh link to the address on file: the one who asks sees neither the address nor the link."""
        try:
            found = await self._find(self._links.open(request.match_info["signed"]))
        except Altered:
            return self._page(request, "altered", None, 404)
        except Expired as expired:
            found = await self._find(expired.delivery)
        if found is None or not found.mailable:
            return self._page(request, "altered", None, 404)
        now = self._clock()
        once_an_hour = f"/link/{found.id}/{now:%Y%m%d%H}"
        await self._hear(Incoming(found.key, once_an_hour, now, LinkAsked(found.id)))
        return self._page(request, "sent", found, 200)

    def _page(self, request: web.Request, state: str, found: Delivery | None, status: int) -> web.Response:
        wished = request.query.get("lang") or request.headers.get("Accept-Language", "")[:2].lower()
        locale = wished if wished in PAGE_TEXTS else (found.locale if found else "fr")
        renew = request.path if state == "expired" and found is not None and found.mailable else None
        text = render("link", locale, state=state, languages=list(PAGE_TEXTS), renew=renew)
        return web.Response(status=status, text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
