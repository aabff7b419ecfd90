"""How much one address and one conversation may ask for: whoever asks for more is told when to come again.

Each process counts for itself, in memory that does not grow with those who ask.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import Any

from aiohttp import web

from adapters.channels.form import COOKIE
from adapters.channels.problems import problem
from adapters.channels.stream import FROM
from bot.settings import Settings

#: How many of those who ask are remembered by one rate; of more, whoever came first is forgotten.
MOST_REMEMBERED = 50_000

_BEGIN = "/api/v1/conversations"
_SAY = "/api/v1/conversations/{id}/messages"
_BEGIN_BY_FORM = "/c/{flow}"
_SAY_BY_FORM = "/c/{flow}/say"


class Rate:
    """So many in so many seconds, all of them at once if need be; with none set, any number."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._used_until: OrderedDict[Hashable, float] = OrderedDict()

    def take(self, who: Hashable) -> float:
        """Zero when one more may come, and is counted; else the seconds until one may."""
        if not self._most:
            return 0.0
        now, each = self._clock(), self._seconds / self._most
        until = max(self._used_until.get(who, now), now) + each
        wait = until - now - self._seconds
        if wait > each / 1e6:  # what sums of fractions leave over is no reason to refuse
            return wait
        self._used_until[who] = until
        self._used_until.move_to_end(who)
        if len(self._used_until) > MOST_REMEMBERED:
            self._used_until.popitem(last=False)
        return 0.0


def whose(remote: str | None, forwarded: str, proxies: int) -> str | None:
    """The address to count a request for; None for what comes from this machine itself and through no proxy.

    `proxies` of our own add to X-Forwarded-For: what stands before their entries was written by anybody. A network of
    IPv6 that one customer is given (/64) counts as one address.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()] if proxies else []
    address = _address(told[-min(proxies, len(told))]) if told else None
    address = address or _address(remote or "")
    if address is None or (address.is_loopback and not proxies):
        return None
    if isinstance(address, IPv6Address):
        return str(IPv6Address(int(address) >> 64 << 64)) + "/64"
    return str(address)


@lru_cache(maxsize=1_024)
def _address(told: str) -> IPv4Address | IPv6Address | None:
    told = told.partition("]")[0].removeprefix("[") if told.startswith("[") else told
    if told.count(":") == 1:
        told = told.partition(":")[0]  # some proxies add the port
    try:
        address = ip_address(told)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def limited(settings: Settings) -> Any:
    """The middleware that counts what visitors ask for; what platforms bring is signed, and theirs to slow down."""
    requests = Rate(settings.rate_requests, 60.0)
    begun = Rate(settings.rate_new, 3600.0)
    said = Rate(settings.rate_messages, 60.0)

    @web.middleware
    async def count(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.method == "OPTIONS" or not request.path.startswith(("/api/", "/m/", "/c/")):
            return await handler(request)
        address = whose(request.remote, ",".join(request.headers.getall("X-Forwarded-For", ())), settings.proxies)
        request[FROM] = address or ""
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None and request.method == "POST" else ""
        wait = requests.take(address) if address is not None else 0.0
        if not wait and route in (_BEGIN, _BEGIN_BY_FORM) and address is not None:
            wait = begun.take(address)
        if not wait and route == _SAY:
            # with its token: whoever has only a conversation's number cannot use up what is another's
            wait = said.take((request.match_info["id"], hash(request.headers.get("Authorization"))))
        if not wait and route == _SAY_BY_FORM:
            wait = said.take((request.match_info["flow"], hash(request.cookies.get(COOKIE))))
        if wait:
            after = {"Retry-After": str(math.ceil(wait))}
            return problem(429, "this is more than may be asked for at once; nothing was kept, try again later", after)
        return await handler(request)

    return count
