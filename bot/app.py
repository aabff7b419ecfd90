"""Puts the parts together, starts and stops them; nothing else knows them all."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
from aiohttp import web

from adapters.channels.pages import Pages
from adapters.channels.vault import Delivery, Vault
from adapters.channels.web import Web
from adapters.integrations.card import terminal
from adapters.integrations.contract import Integration
from adapters.integrations.email import Email, Letters, MailedAlerts
from adapters.links import Links
from bot import metrics
from bot.checking import CATALOG
from bot.dispatcher import Dispatcher
from bot.operations import Operations
from bot.server import SHUTDOWN_SECONDS, application, listening
from bot.settings import Settings
from bot.shelf import Shelf
from bot.turn import Turns
from flows.effects import AlertSales
from flows.outcomes import mail_address
from storage import conversations, editions, magnets
from storage.database import Database
from storage.editions import Edition

Clock = Callable[[], datetime]


def now() -> datetime:
    """The machine's clock, in UTC: the one place that reads it."""
    return datetime.now(UTC)  # noqa: TID251 — here is the clock that all the others are given


class NotAFolder(Exception):
    """The flows' folder that was set is not there."""


def load_flows(settings: Settings) -> Shelf:
    """The flows that ship and one's own; raises BadFlows or NotAFolder."""
    own = settings.flows_dir
    if own is not None and not own.is_dir():
        raise NotAFolder(str(own))
    return Shelf.load([CATALOG, *([own] if own else [])], mails=settings.mail_ready)


def secret_of(settings: Settings) -> bytes:
    """The installation's own secret, made once; readable by its owner alone."""
    path = settings.data_dir / "secret.key"
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        draft = settings.data_dir / f".secret-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(32))
        try:
            os.link(draft, path)  # either the whole secret or none, and the first of two processes wins
        finally:
            draft.unlink()
    return path.read_bytes()


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The database, migrated; raises CannotOpen."""
    if settings.database_url is None:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db = await Database.open(settings.database)
    try:
        await db.migrate()
        yield db
    finally:
        await db.close()


class TerminalCards:
    """Shows alerts as cards in the server's own terminal: what sales has before anything is set up."""

    name = "terminal"

    def __init__(self, write: Callable[[str], object], *, colour: bool) -> None:
        self._write, self._colour = write, colour

    async def carry(self, effect: AlertSales, idempotency_key: str) -> None:
        """Write the card."""
        del idempotency_key
        terminal(effect, self._write, colour=self._colour)

    async def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class House:
    """All the parts, together; the dispatcher carries while the house stands."""

    settings: Settings
    db: Database
    shelf: Shelf
    links: Links
    turns: Turns
    dispatcher: Dispatcher
    base_url: str
    clock: Clock


@asynccontextmanager
async def house(settings: Settings, base_url: str, clock: Clock = now) -> AsyncIterator[House]:
    """Open everything and carry what is due; `base_url` is the address that links begin with.

    Raises BadFlows, NotAFolder, CannotOpen.
    """
    shelf = load_flows(settings)
    async with database(settings) as db, aiohttp.ClientSession() as session:
        for flow in shelf.by_name.values():
            await editions.keep(db, Edition(flow.edition, flow.name, shelf.texts[flow.edition], flow.folder), clock())
        links = Links(secret_of(settings), base_url, settings.link_days, clock)
        mail = _mail(settings)
        dispatcher = Dispatcher(
            db, clock, Letters(mail, links.url, clock) if mail else None, _alerts(settings, mail, session)
        )
        turns = Turns(db, shelf, dispatcher.wake)
        dispatcher.start()
        try:
            yield House(settings, db, shelf, links, turns, dispatcher, base_url, clock)
        finally:
            await dispatcher.stop()


def _mail(settings: Settings) -> Email | None:
    if settings.smtp_host is None or settings.mail_from is None:
        return None
    password = settings.smtp_password
    return Email(
        settings.smtp_host,
        settings.smtp_port,
        sender=settings.mail_from,
        sender_name=settings.mail_name,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        security=settings.smtp_security,
    )


def _alerts(
    settings: Settings, mail: Email | None, session: aiohttp.ClientSession
) -> Callable[[AlertSales], Integration[AlertSales]]:
    """Which way an alert goes: Slack when it is set and there is a channel, else mail, else the terminal."""
    slack = None
    if settings.slack_bot_token is not None:
        from adapters.integrations.slack import SlackAlerts

        token = settings.slack_bot_token.get_secret_value()
        slack = SlackAlerts(token, settings.slack_channel or "", settings.slack_base_url, session=session)
    mailed = MailedAlerts(mail, settings.alert_to) if mail and settings.alert_to else None
    cards = TerminalCards(_print, colour=sys.stdout.isatty() and not settings.no_color)

    def choose(alert: AlertSales) -> Integration[AlertSales]:
        if slack is not None and (alert.slack_channel or settings.slack_channel):
            return slack
        return mailed or cards

    return choose


def _print(text: str) -> None:
    print(text, flush=True)


def application_of(parts: House) -> tuple[web.Application, Operations]:
    """The server's application over the parts, and its operations room (which is told when the server stops)."""
    settings, turns, clock = parts.settings, parts.turns, parts.clock
    operations = Operations(parts.db, clock, parts.dispatcher.lanes(), parts.base_url)
    landing = settings.landing_flow if settings.landing_flow in parts.shelf.by_name else next(iter(parts.shelf.by_name))
    origins = (*settings.allowed_origins, _origin(parts.base_url))
    channel = Web(turns.hear, turns.recall, turns.owns, parts.links, clock, origins)
    app = application(
        [
            channel,
            Vault(parts.links, _finder(parts), _counter(parts.db), turns.hear, clock),
            Pages(parts.shelf.by_name, landing),
            operations,
        ],
        channel.cross_origin,
    )
    return app, operations


def _origin(base_url: str) -> str:
    """The site of the public address: its own pages may call, also when a proxy speaks https before the server."""
    url = urlsplit(base_url)
    return f"{url.scheme}://{url.netloc}".lower()


def _counter(db: Database) -> Callable[[UUID, datetime], Awaitable[None]]:
    async def count(delivery: UUID, at: datetime) -> None:
        metrics.DOWNLOADS.inc()
        await magnets.count_download(db, delivery, at)

    return count


def _finder(parts: House) -> Callable[[UUID], Awaitable[Delivery | None]]:
    async def find(delivery: UUID) -> Delivery | None:
        row = await magnets.delivery(parts.db, delivery)
        talk = await conversations.by_id(parts.db, row.conversation) if row else None
        if row is None or talk is None:
            return None
        flow = await parts.shelf.edition(parts.db, talk.edition)
        mailable = flow.mails and any(m.id == row.magnet and mail_address(m, talk) for m in flow.magnets)
        path = Path(flow.folder) / row.file
        return Delivery(row.id, path, path.name, row.type, talk.locale, talk.key, mailable)

    return find


def listen(settings: Settings) -> socket.socket:
    """The socket to serve on; port 0 is given a free one. Raises OSError when the address is taken."""
    return socket.create_server((settings.host, settings.port), reuse_port=False)


@asynccontextmanager
async def serving(settings: Settings, clock: Clock = now) -> AsyncIterator[tuple[House, str]]:
    """The whole server, listening; gives the parts and the address it listens on."""
    sock = listen(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{sock.getsockname()[1]}"
    async with house(settings, settings.base_url or address, clock) as parts:
        app, operations = application_of(parts)
        runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        server = await listening(runner, sock)
        try:
            yield parts, address
        finally:
            operations.stopping = True
            server.close()
            await runner.cleanup()
