"""The one client of all outgoing HTTP: where no setting names the address, it reaches public addresses only.

The address that is connected to is what is looked at, not the name that led to it: so no name that turns into a private
address in the meantime, no way of spelling a number and no redirect leads into the server's own network.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.client_reqrep import ClientRequest
from yarl import URL

#: IPv6 addresses of this network hold one of IPv4 in their last four bytes.
_NAT64 = ip_network("64:ff9b::/96")

_trusted: ContextVar[bool] = ContextVar("trusted", default=False)


def is_public(address: str) -> bool:
    """Whether an address lies in no private, shared, local, reserved or multicast network, however it is wrapped."""
    found = ip_address(address.partition("%")[0])
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def _within(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        wrapped.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in wrapped if each is not None]


class GuardedConnector(aiohttp.TCPConnector):
    """Connects to public addresses, and to whatever hosts and ports the `trusted` addresses name."""

    def __init__(self, trusted: Iterable[str | None], resolver: AbstractResolver | None = None) -> None:
        super().__init__(limit=0, resolver=resolver, socket_factory=_public_only)
        self._may = {_place(URL(each)) for each in trusted if each}

    async def connect(
        self,
        req: ClientRequest,
        traces: Any,
        timeout: Any,  # noqa: ASYNC109 (the library's signature)
    ) -> Any:
        """A connection for a request; OSError (as any that cannot be made) when only private addresses would do."""
        token = _trusted.set(_place(req.url) in self._may)
        try:
            return await super().connect(req, traces, timeout)
        finally:
            _trusted.reset(token)


def _place(url: URL) -> tuple[str | None, int | None]:
    return url.host, url.port


def _public_only(info: Any) -> socket.socket:
    family, kind, protocol, _, address = info
    if not (_trusted.get() or is_public(address[0])):
        raise OSError(errno.EACCES, "not a public address, and no setting names it")
    return socket.socket(family, kind, protocol)


def session(trusted: Iterable[str | None], seconds: float = 300.0) -> aiohttp.ClientSession:
    """A session over a connector of its own; no call in it waits for connections that others hold."""
    timeout = aiohttp.ClientTimeout(total=seconds)
    return aiohttp.ClientSession(connector=GuardedConnector(trusted), timeout=timeout)
