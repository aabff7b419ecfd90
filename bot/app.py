"""Puts the parts together, starts and stops them; nothing else knows them all."""

from __future__ import annotations

import asyncio
import errno
import hmac
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
from aiohttp import web

from adapters import outgoing
from adapters.channels.contract import Elsewhere, PushChannel
from adapters.channels.form import Form
from adapters.channels.pages import Pages
from adapters.channels.vault import Delivery, Vault
from adapters.channels.web import Offer, Web
from adapters.integrations.card import terminal, unnamed
from adapters.integrations.contract import Integration
from adapters.links import LEAST_SECRET, Links
from adapters.widget.embedding import script
from bot import metrics
from bot.adviser import Adviser
from bot.bus import Bus, OpenLine, by_nats
from bot.checking import CATALOG
from bot.desk import Deeds, relay_to
from bot.dispatcher import Dispatcher
from bot.limits import limited
from bot.live import Watchers
from bot.memory import ChannelMemory
from bot.operations import Operations
from bot.scheduler import Scheduler
from bot.server import SHUTDOWN_SECONDS, application, listening
from bot.settings import Settings, terminal_language
from bot.shelf import Shelf
from bot.turn import Turns
from bot.wording import why
from flows.effects import AlertSales, SendMail
from flows.outcomes import mail_address
from flows.problems import nearest
from flows.reading import patterns
from storage import continuations, conversations, editions, magnets, widgets
from storage.database import Database, Unavailable
from storage.editions import Edition

Clock = Callable[[], datetime]


def now() -> datetime:
    """The machine's clock, in UTC: the one place that reads it."""
    return datetime.now(UTC)  # noqa: TID251 — here is the clock that all the others are given


class CannotStart(Exception):
    """Something that was set stands in the way: `key` and `holes` say what (`bot.wording`), `code` is the exit code."""

    def __init__(self, key: str, code: int, **holes: str) -> None:
        super().__init__(f"{key} {holes}")
        self.key, self.code, self.holes = key, code, holes


def load_flows(settings: Settings) -> Shelf:
    """The flows that ship and one's own; raises BadFlows, or CannotStart, also for a setting that names no flow."""
    own = settings.flows_dir
    if own is not None and not own.is_dir():
        raise CannotStart("no-folder", 2, name=str(own))
    shelf = Shelf.load([CATALOG, *([own] if own else [])], mails=settings.mail_ready)
    for variable, name in settings.flows_named():
        if name not in shelf.by_name:
            meant = nearest(name, shelf.by_name) or ", ".join(shelf.by_name)
            raise CannotStart("no-flow-set", 2, variable=variable, name=name, valid=meant)
    return shelf


def secret_of(settings: Settings) -> bytes:
    """The installation's own secret: the one set, else made once, readable by its owner alone. Raises CannotStart."""
    path = secret_file(settings)
    if settings.secret is None and not path.exists():
        data_folder(settings)
        try:
            _make_secret(path)
        except OSError as error:
            raise _bad_folder(path, error) from error
    return known_secret(settings)


def secret_file(settings: Settings) -> Path:
    """Where a secret is kept that was not set."""
    return settings.data_dir / "secret.key"


def known_secret(settings: Settings) -> bytes:
    """The secret as `secret_of` gives it, where there is one; raises CannotStart."""
    if settings.secret is not None:
        return bytes.fromhex(settings.secret.get_secret_value())
    return read_secret(secret_file(settings))


def _make_secret(path: Path) -> None:
    """Either the whole secret stands there afterwards or none, and the first of two processes wins."""
    draft = path.with_name(f".secret-{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(32))
        with suppress(FileExistsError):
            try:
                os.link(draft, path)
            except PermissionError:  # a file system without links: a moment's race there is better than no server
                draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _bad_folder(path: Path, error: OSError) -> CannotStart:
    return CannotStart("bad-folder", 3, detail=f"{path}: {why(error, terminal_language())}")


def read_secret(path: Path) -> bytes:
    """A secret that is there; raises CannotStart when it cannot be read or is too short to keep one."""
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise CannotStart("bad-secret", 3, path=str(path)) from error
    if len(secret) < LEAST_SECRET:
        raise CannotStart("bad-secret", 3, path=str(path))
    return secret


def data_folder(settings: Settings) -> Path:
    """The data folder, made if it is not there; raises CannotStart."""
    folder = settings.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _bad_folder(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _bad_folder(folder, PermissionError(errno.EACCES, ""))
    return folder


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The database, migrated; raises CannotOpen."""
    if settings.database_url is None:
        data_folder(settings)
    db = await Database.open(settings.database)
    try:
        await db.migrate()
        yield db
    finally:
        await db.close()


class TerminalCards:
    """Shows alerts as cards in the server's own terminal: what sales has before anything is set up.

    Where `lasting` (a file, a service's journal) the card names nobody: what is written there outlives an erasure.
    """

    name = "terminal"

    def __init__(self, write: Callable[[str], object], *, colour: bool, lasting: bool = False) -> None:
        self._write, self._colour, self._lasting = write, colour, lasting

    async def carry(self, effect: AlertSales, idempotency_key: str) -> None:
        """Write the card."""
        del idempotency_key
        terminal(unnamed(effect) if self._lasting else effect, self._write, colour=self._colour)

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
    deeds: Deeds
    dispatcher: Dispatcher
    scheduler: Scheduler
    bus: Bus
    channels: tuple[PushChannel, ...]
    base_url: str
    clock: Clock


@asynccontextmanager
async def house(
    settings: Settings, base_url: str, clock: Clock = now, extra: Sequence[Callable[[House], PushChannel]] = ()
) -> AsyncIterator[House]:
    """Open everything and carry what is due; `base_url` is the address that links begin with.

    `extra` makes channels beside those that are set.

    Raises BadFlows, CannotStart, CannotOpen.
    """
    shelf = load_flows(settings)
    async with database(settings) as db, outgoing.session(settings.addresses) as session:
        for flow in shelf.by_name.values():
            await editions.keep(db, Edition(flow.edition, flow.name, shelf.texts[flow.edition], flow.folder), clock())
        ours = script()
        await widgets.keep(db, ours.hash, ours.source.decode(), clock())
        links = Links(secret_of(settings), base_url, settings.link_days, clock)
        letters, alerts = _mail(settings, links, clock)
        dispatcher = Dispatcher(db, clock, letters, alerts, settings.slack_channel)
        turns = Turns(db, shelf, dispatcher.wake)
        turns.adviser = _adviser(settings, session, clock)
        deeds = Deeds(db, shelf, clock, dispatcher.wake)
        scheduler = Scheduler(db, clock, deeds, shelf)
        bus = Bus(derived(secret_of(settings))("bus"), _line(settings, db), db.commits if db.path else None)
        turns.after = lambda key: None if key.channel in turns.pushing else bus.turned(key)  # nobody watches others
        parts = House(settings, db, shelf, links, turns, deeds, dispatcher, scheduler, bus, (), base_url, clock)
        channels = (*_push_channels(parts, session), *(make(parts) for make in extra))
        parts = replace(parts, channels=channels)
        turns.pushing = frozenset(channel.name for channel in channels)
        if settings.base_url is not None:  # else no other device finds its way here
            turns.elsewhere = _and_on_the_web(turns.elsewhere, base_url)
        dispatcher.channels = {channel.name: channel for channel in channels}
        dispatcher.relay = relay_to(turns, deeds, clock)
        dispatcher.unreachable = deeds.unreachable
        dispatcher.ended = deeds.ended
        dispatcher.start()
        bus.start()
        try:
            yield parts
        finally:
            await bus.stop()
            await scheduler.stop()
            await dispatcher.stop()


def _line(settings: Settings, db: Database) -> OpenLine | None:
    """What carries from one process to the others; on SQLite they look, unless a bus is set."""
    if settings.bus_url is not None:
        return by_nats(settings.bus_url.get_secret_value())
    return db.line if db.path is None else None


def _adviser(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Adviser | None:
    if settings.model_url is None or settings.model_name is None:
        return None
    key = settings.model_key.get_secret_value() if settings.model_key else None
    more = {"seconds": settings.model_seconds, "calls": settings.model_calls}
    return Adviser(session, clock, settings.model_url, settings.model_name, key, **more)  # type: ignore[arg-type]


def _push_channels(parts: House, session: aiohttp.ClientSession) -> Iterator[PushChannel]:
    """The channels that are set; each is imported only then."""
    if parts.settings.telegram_bots:
        yield _telegram(parts, session)
    if parts.settings.slack_ready:
        yield _slack(parts, session)


def _telegram(parts: House, session: aiohttp.ClientSession) -> PushChannel:
    from adapters.channels.telegram import BotSetup, Telegram

    settings = parts.settings
    bots = [BotSetup(id_, token, flow) for id_, token, flow in settings.bots()]
    channel = Telegram(
        bots,
        parts.turns.hear,
        parts.clock,
        ChannelMemory(parts.db, parts.clock),
        session=session,
        links=parts.links,
        find=_finder(parts),
        base_url=settings.telegram_base_url,
        webhook=parts.base_url if settings.telegram_by_webhook else None,
        secret_for=derived(secret_of(settings)),
        about={flow.name: flow.title for flow in parts.shelf.by_name.values()},
        outages=(Unavailable,),
    )
    parts.turns.elsewhere = channel.elsewhere
    return channel


def _slack(parts: House, session: aiohttp.ClientSession) -> PushChannel:
    from adapters.channels.slack import Slack, SlackApp, SlackDesk
    from adapters.channels.slack.client import Api
    from adapters.channels.slack.install import Installer
    from bot.slack import SEALED, DeskAlerts, DeskCases, Workspaces, sealed_with

    settings, clock = parts.settings, parts.clock
    use = derived(secret_of(settings))
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    places = Workspaces(parts.db, sealed_with(use(SEALED)), clock, token)
    api = Api(session, places.token_of, settings.slack_base_url)
    places.api = api
    signing = settings.slack_signing_secret
    app_token = settings.slack_app_token
    app = SlackApp(
        api,
        places.bot_user_of,
        clock,
        secrets=[signing.get_secret_value()] if signing else [],
        app_token=app_token.get_secret_value() if app_token else None,
        leases=ChannelMemory(parts.db, clock),
        outages=(Unavailable,),
    )
    desk = SlackDesk(api, DeskCases(parts.db, parts.deeds), clock)
    parts.dispatcher.desk = desk
    parts.dispatcher.desk_alerts = DeskAlerts(parts.deeds, places, settings.slack_channel or "")
    installer = None
    if settings.slack_client_id is not None and settings.slack_client_secret is not None:
        installer = Installer(
            api,
            settings.slack_client_id,
            settings.slack_client_secret.get_secret_value(),
            parts.base_url,
            use("slack install"),
            places.save,
            places.first_use,
        )
    flow = settings.slack_flow or settings.landing_flow
    return Slack(
        app,
        parts.turns.hear,
        clock,
        flow=flow,
        links=parts.links,
        find=_finder(parts),
        desk=desk,
        installer=installer,
        forget=places.forget,
    )


def derived(secret: bytes) -> Callable[[str], str]:
    """Secrets for other uses, each from the installation's own."""
    return lambda use: hmac.new(secret, use.encode(), "sha256").hexdigest()


def _mail(
    settings: Settings, links: Links, clock: Clock
) -> tuple[Integration[SendMail] | None, Integration[AlertSales]]:
    """What mails prospects, and what tells of alerts that no desk takes: mail where it is set, else the terminal."""
    seen = sys.stdout.isatty()
    cards = TerminalCards(_print, colour=seen and not settings.no_color, lasting=not seen)
    if settings.smtp_host is None or settings.mail_from is None:
        return None, cards
    from adapters.integrations.email import Email, Letters, MailedAlerts

    password = settings.smtp_password
    mail = Email(
        settings.smtp_host,
        settings.smtp_port,
        sender=settings.mail_from,
        sender_name=settings.mail_name,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        security=settings.smtp_security,
    )
    return Letters(mail, links.url, clock), MailedAlerts(mail, settings.alert_to) if settings.alert_to else cards


def _print(text: str) -> None:
    print(text, flush=True)


def application_of(parts: House) -> tuple[web.Application, Operations]:
    """The server's application over the parts, and its operations room (which is told when the server stops)."""
    settings, turns, clock = parts.settings, parts.turns, parts.clock
    operations = Operations(parts.db, clock, parts.dispatcher.carries, parts.base_url)
    origins = (*settings.allowed_origins, _origin(parts.base_url))
    watchers = Watchers(parts.bus.mark)
    parts.bus.heard, parts.bus.look = watchers.heard, watchers.wake_all
    channel = Web(
        turns.hear,
        turns.recall,
        turns.owns,
        parts.links,
        clock,
        origins,
        watchers.watch,
        lambda: parts.bus.stands,
        _offerer(parts),
        lambda token_hash, bearer: continuations.rejoin(parts.db, token_hash, bearer, clock()),
        settings.least_seconds,
    )
    app = application(
        [
            channel,
            Vault(parts.links, _finder(parts), _counter(parts.db), turns.hear, clock),
            Pages(parts.shelf.by_name, settings.landing_flow, _script_kept(parts.db), parts.base_url),
            _form(parts),
            operations,
            *parts.channels,
        ],
        channel.cross_origin,
        limited(settings),
    )

    async def end_streams(_: web.Application) -> None:
        channel.streams.close()
        watchers.wake_all()

    app.on_shutdown.append(end_streams)
    return app, operations


def _script_kept(db: Database) -> Callable[[str], Awaitable[bytes | None]]:
    async def kept(hash_: str) -> bytes | None:
        source = await widgets.source_of(db, hash_)
        return None if source is None else source.encode()

    return kept


def _form(parts: House) -> Form:
    turns, settings = parts.turns, parts.settings
    return Form(
        parts.shelf.by_name,
        turns.hear,
        turns.recall,
        turns.owns,
        parts.links,
        parts.clock,
        derived(secret_of(settings)),
        parts.base_url,
        settings.least_seconds,
    )


def _origin(base_url: str) -> str:
    """The site of the public address: its own pages may call, also when a proxy speaks https before the server."""
    url = urlsplit(base_url)
    return f"{url.scheme}://{url.netloc}".lower()


def _counter(db: Database) -> Callable[[UUID, datetime], Awaitable[None]]:
    async def count(delivery: UUID, at: datetime) -> None:
        metrics.DOWNLOADS.inc()
        await magnets.count_download(db, delivery, at)

    return count


def _offerer(parts: House) -> Offer:
    async def offer(conversation: UUID, channel: str, token_hash: str) -> tuple[Elsewhere, datetime] | None:
        talk = await conversations.by_id(parts.db, conversation)
        places = parts.turns.elsewhere(talk.flow) if talk else ()
        place = next((each for each in places if each.channel == channel), None)
        if place is None:
            return None
        return place, await continuations.offer(parts.db, token_hash, conversation, parts.clock())

    return offer


def _and_on_the_web(
    elsewhere: Callable[[str], tuple[Elsewhere, ...]], base_url: str
) -> Callable[[str], tuple[Elsewhere, ...]]:
    """The other channels, and the web itself: the talk's own page, opened on another device."""
    root = base_url.rstrip("/")
    return lambda flow: (*elsewhere(flow), Elsewhere("web", f"{root}/c/{flow}#aimant-resume="))


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
    """The socket to serve on; port 0 is given a free one. Raises CannotStart."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return socket.create_server(found[0][4][:2], family=found[0][0], reuse_port=False)
    except (socket.gaierror, UnicodeError) as error:
        raise CannotStart("unknown-host", 3, address=settings.host) from error
    except OSError as error:
        address = f"{settings.host}:{settings.port}"
        key = _NOT_HEARD.get(error.errno or 0, "cannot-listen")
        raise CannotStart(key, 3, address=address, detail=why(error, terminal_language())) from error


_NOT_HEARD = {errno.EADDRNOTAVAIL: "not-ours", errno.EACCES: "forbidden", errno.EADDRINUSE: "taken"}


def address_of(settings: Settings, sock: socket.socket) -> str:
    """The address that is served on a socket."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{sock.getsockname()[1]}"


@asynccontextmanager
async def working(settings: Settings, clock: Clock = now) -> AsyncIterator[House]:
    """All that a server does beside listening: what is due is carried and ticked, platforms are heard."""
    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    async with house(settings, base, clock) as parts, _listening(parts):
        yield parts


@asynccontextmanager
async def serving(
    settings: Settings,
    clock: Clock = now,
    extra: Sequence[Callable[[House], PushChannel]] = (),
    sock: socket.socket | None = None,
) -> AsyncIterator[tuple[House, str]]:
    """The whole server, listening; gives the parts and the address it listens on, that of `sock` if one is given."""
    sock = listen(settings) if sock is None else sock
    address = address_of(settings, sock)
    async with house(settings, settings.base_url or address, clock, extra) as parts:
        app, operations = application_of(parts)
        runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        server = await listening(runner, sock)
        try:
            async with _listening(parts):
                yield parts, address
        finally:
            operations.stopping = True
            server.close()
            await runner.cleanup()


@asynccontextmanager
async def _listening(parts: House) -> AsyncIterator[None]:
    """Time is heard, and the channels hear what their platforms do not bring by themselves, until the end."""
    parts.scheduler.start()
    tasks = [asyncio.create_task(channel.listen(), name=f"{channel.name} listens") for channel in parts.channels]
    tasks.append(asyncio.create_task(_make_patterns(), name="patterns are made"))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _make_patterns() -> None:
    """Soon after the start, and a little at a time, so that neither the first visitors nor rare words wait for them."""
    await asyncio.sleep(1)
    for _ in patterns.making():
        await asyncio.sleep(0.01)
