"""The one aiohttp application: all channels' routes, and around them what every answer keeps to."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol, cast

import structlog
from aiohttp import HttpVersion11, web

from adapters.channels.contract import NoConversation, UnknownFlow
from adapters.channels.form import trouble
from adapters.channels.problems import problem
from adapters.strict_json import BadBody
from adapters.widget.pages import CONTENT_SECURITY_POLICY
from storage.database import Unavailable

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: How long an idle connection is kept, in seconds; aiohttp's own default is an hour.
KEEPALIVE_SECONDS = 75.0
#: The most connections that may wait to be accepted; one at a time is, so that servers on one socket share them.
BACKLOG = 1024
#: Within so many seconds the head of a request arrives, however it trickles in.
HEAD_SECONDS = 10.0
#: For how long the rest of a request that was refused is still read, so that its sender gets to see why, in seconds.
LINGER_SECONDS = 3.0
#: How long running requests may take when the server stops, in seconds.
SHUTDOWN_SECONDS = 8.0

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Routed(Protocol):
    """A channel, as the server sees it."""

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        ...


def application(
    channels: Iterable[Routed], cross_origin: Callable[[web.Request], dict[str, str]], limited: Any
) -> web.Application:
    """The application that serves these channels; `cross_origin` gives an answer's CORS headers, refusals included.

    `limited` is the middleware that refuses whoever asks for too much.
    """
    around = [_headers(cross_origin), _in_words, _never_500, limited]
    app = web.Application(middlewares=around, client_max_size=64 * 1024)
    for channel in channels:
        for route in channel.routes():
            more = {**route.kwargs, "expect_handler": _expected}
            app.add_routes([web.RouteDef(route.method, route.path, route.handler, more)])
    return app


async def _expected(request: web.Request) -> web.StreamResponse | None:
    """What a request expects before its body is sent: to be told to go on, and nothing else."""
    if request.version < HttpVersion11:
        return None
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # what was written so far is no answer yet
        return None
    refusal = problem(417, "only “Expect: 100-continue” can be met here")
    refusal.force_close()
    refusal.headers.update(_HEADERS)
    return refusal


class Connection(web.RequestHandler):
    """One connection, as aiohttp serves it, save that it does not wait for ever for the head of a request.

    And what is not even HTTP is refused in the form of all refusals.
    """

    _head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connected; they are expected to ask for something soon."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: BaseException | None) -> None:
        """They are gone."""
        self._cancel_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes came: a whole head ends the waiting for it, a part of one begins it."""
        heads = self._request_count
        super().data_received(data)
        if self._request_count > heads:
            self._cancel_head()
        elif data and self._waiter is not None:  # the last request was answered, so this is no body
            self._await_head()

    def _await_head(self) -> None:
        if self._head is None:
            self._head = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.force_close)

    def _cancel_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The refusal of what could not be read as a request, without a word of it; it ends the connection."""
        del message
        if request.writer.output_size > 0:
            raise ConnectionError("an answer had begun: there is no place left for another")
        if status == 400:
            log.debug("malformed", error=type(exc).__name__)
            refusal = problem(400, "this is not a well-formed HTTP request, or a line or header of it is too long")
        else:
            log.error("failed", exc_info=exc)
            refusal = problem(status, "something went wrong on our side; it was noted")
        refusal.headers.update(_HEADERS)
        refusal.force_close()
        return refusal


async def listening(runner: web.AppRunner, sock: socket.socket) -> asyncio.Server:
    """Begin to serve a runner that was set up, on a socket; to be closed before the runner is cleaned up."""
    manager = runner.server
    if manager is None:
        raise RuntimeError("the runner was not set up")
    loop = asyncio.get_running_loop()

    def accept() -> Connection:
        no_log = cast("logging.Logger", None)  # None is how it is switched off; aiohttp's own annotation leaves it out
        return Connection(
            manager,
            loop=loop,
            access_log=no_log,
            keepalive_timeout=KEEPALIVE_SECONDS,
            lingering_time=LINGER_SECONDS,
        )

    server = await loop.create_server(accept, sock=sock, backlog=1)  # so many are accepted in a row
    sock.listen(BACKLOG)
    return server


def _headers(cross_origin: Callable[[web.Request], dict[str, str]]) -> Any:
    @web.middleware
    async def add(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        for name, value in (_HEADERS | cross_origin(request)).items():
            response.headers.setdefault(name, value)
        if response.content_type == "text/html":
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return add


@web.middleware
async def _in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A refusal on a page that people read is a page, too."""
    answer = await handler(request)
    if request.path.startswith(("/c/", "/demo/")) and answer.content_type == "application/problem+json":
        return trouble(request, answer.status, answer.headers.get("Retry-After"))
    return answer


@web.middleware
async def _never_500(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every refusal as a problem; an outage as 503 with Retry-After; a fault of our own logged, without its words."""
    structlog.contextvars.clear_contextvars()
    try:
        return await handler(request)
    except BadBody as bad:
        return problem(bad.status, bad.detail)
    except NoConversation:
        return problem(404, "there is no such conversation, or it was deleted, or the token is not its own")
    except UnknownFlow:
        return problem(404, "this conversation's flow is no longer here; begin a new one")
    except Unavailable:
        log.warning("unavailable", path=_shape(request))
        return problem(503, "this cannot be kept just now; nothing was lost, try again", {"Retry-After": "2"})
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        challenge = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
        return problem(error.status, _detail(error), allow | challenge)
    except Exception as error:
        if isinstance(error, ConnectionError) and request.transport is None:
            return problem(400, "the connection ended before the request did")  # which nobody reads
        log.error("failed", path=_shape(request), exc_info=True)
        return problem(500, "something went wrong on our side; it was noted")


def _detail(error: web.HTTPException) -> str:
    given = error.text or ""
    if given and not re.match(r"^\d{3}: ", given):
        return given
    return {404: "there is nothing at this address", 405: "this method is not offered here"}.get(
        error.status, error.reason
    )


def _shape(request: web.Request) -> str:
    """The route's pattern, never the address itself: addresses hold signed links and ids."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
