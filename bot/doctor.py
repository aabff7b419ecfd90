"""`aimant doctor`: looks at everything that an installation needs, and says what to mend."""

from __future__ import annotations

import asyncio
import platform
import stat
from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp
import click
from pydantic import ValidationError

from adapters import outgoing
from bot.app import CannotStart, derived, known_secret, read_secret, secret_file
from bot.bad_settings import bad_settings, unknown
from bot.checking import CATALOG, checked_together, flow_files
from bot.files import say_json
from bot.settings import Settings, terminal_language
from bot.telegram import Unreached, seen
from bot.wording import phrase, trouble
from flows.flow import AlertRule
from storage import reports, workspaces
from storage.database import CannotOpen, Database

LANG = terminal_language()
#: Seconds that the bus has to answer.
_BUS_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    about: str
    verdict: Literal["ok", "warning", "problem"]
    detail: str


@click.command(help=phrase("doctor", LANG))
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def doctor(as_json: bool) -> int:
    """Look at the installation; exit code 1 when something must be mended."""
    try:
        settings = Settings()
    except ValidationError as error:
        findings = [Finding("setting", "problem", line) for line in bad_settings(error)]
    else:
        findings = asyncio.run(examine(settings))
    if as_json:
        say_json([asdict(f) for f in findings])
    else:
        for f in findings:
            click.echo(f"{phrase(f.verdict, LANG):<10} {phrase(f'doctor-{f.about}', LANG):<20} {f.detail}")
    return 1 if any(f.verdict == "problem" for f in findings) else 0


async def examine(settings: Settings) -> list[Finding]:
    """All findings, in the order in which things are needed."""
    found = [Finding("python", "ok", platform.python_version())]
    found += [Finding("setting", "warning", line) for line in unknown()]
    found += _flows(settings)
    found += await _database(settings)
    found += await _bus(settings)
    found += [_secret(settings), *_ways_out(settings), _base_url(settings)]
    async with outgoing.session(settings.addresses, 10) as session:
        found += [await _telegram(settings, session, *bot) for bot in settings.bots()]
        if settings.slack_bot_token is not None:
            token = settings.slack_bot_token.get_secret_value()
            found += [await _slack(settings, session, token), *await _alert_channels(settings, session, token)]
        found += await _workspaces(settings, session)
        if settings.slack_app_token is not None:
            found += await _socket(settings, session, settings.slack_app_token.get_secret_value())
    return found


async def _telegram(settings: Settings, session: aiohttp.ClientSession, id_: str, token: str, flow: str) -> Finding:
    """Whether Telegram knows the bot, and whether its updates come the way that is set."""
    try:
        bot = await seen(session, settings, token)
    except Unreached:
        return Finding("telegram", "warning", f"{id_}: {phrase('doctor-unreached', LANG)}")
    if bot is None:
        return Finding("telegram", "problem", f"{id_}: {phrase('doctor-bad-token', LANG)}")
    by = phrase("doctor-webhook" if settings.telegram_by_webhook else "doctor-polling", LANG)
    found = f"@{bot.username} · {flow} · {by}"
    if bot.waiting:
        found += f" · {phrase('doctor-waiting', LANG, count=str(bot.waiting))}"
    base = settings.base_url or ""
    amiss = None
    if not settings.telegram_by_webhook and bot.webhook:
        amiss = phrase("doctor-webhook-set", LANG, url=bot.webhook)
    elif settings.telegram_by_webhook and not base.startswith("https://"):
        amiss = phrase("doctor-webhook-plain", LANG)
    elif settings.telegram_by_webhook and bot.webhook != f"{base.rstrip('/')}/telegram/{id_}":
        amiss = phrase("doctor-webhook-unset", LANG)
    elif settings.telegram_by_webhook and bot.waiting and bot.failure:
        amiss = phrase("doctor-webhook-fails", LANG, why=bot.failure)
    return Finding("telegram", "warning" if amiss else "ok", f"{found} · {amiss}" if amiss else found)


async def _slack(settings: Settings, session: aiohttp.ClientSession, token: str) -> Finding:
    """Whether Slack knows the token, what it may do, and whether presses can arrive."""
    from adapters.channels.slack.install import SCOPES

    asked = await _asked(settings, session, token, "auth.test")
    if asked is None:
        return Finding("slack-app", "warning", phrase("doctor-unreached", LANG))
    told, scopes = asked
    if not told.get("ok"):
        return Finding("slack-app", "problem", phrase("doctor-bad-token", LANG))
    have = {scope.strip() for scope in scopes.split(",")}
    if missing := sorted(set(SCOPES) - have):
        return Finding("slack-app", "problem", phrase("doctor-scopes", LANG, scopes=", ".join(missing)))
    if settings.slack_signing_secret is None and settings.slack_app_token is None:
        return Finding("slack-app", "warning", phrase("doctor-no-presses", LANG))
    return Finding("slack-app", "ok", str(told.get("team", "")))


async def _socket(settings: Settings, session: aiohttp.ClientSession, token: str) -> list[Finding]:
    """Whether Slack opens a socket for the app token; nothing is said where it does."""
    asked = await _asked(settings, session, token, "apps.connections.open")
    if asked is None:
        return [Finding("slack-app", "warning", phrase("doctor-unreached", LANG))]
    if asked[0].get("ok"):
        return []
    code = str(asked[0].get("error", ""))
    refused = phrase("doctor-bad-app-token", LANG, code=code)
    passing = code in ("ratelimited", "internal_error", "fatal_error", "service_unavailable")
    return [Finding("slack-app", "warning" if passing else "problem", refused)]


async def _alert_channels(settings: Settings, session: aiohttp.ClientSession, token: str) -> list[Finding]:
    """Whether each channel that alerts may go to is in the workspace, and the bot in it."""
    own = flow_files(settings.flows_dir) if settings.flows_dir is not None and settings.flows_dir.is_dir() else []
    rules = [flow.alert for _, flow, _ in checked_together(own) if flow is not None and flow.alert is not None]
    named = [settings.slack_channel, *(name for rule in rules for name in _channels_of(rule))]
    found = []
    for name in dict.fromkeys(name for name in named if name):
        if (finding := await _alert_channel(settings, session, token, name)) is None:
            return []  # no answer, or no good token: told of already
        found.append(finding)
    return found


def _channels_of(rule: AlertRule) -> list[str]:
    return [*(each.slack_channel for each in rule.channels), *filter(None, [rule.slack_channel])]


async def _alert_channel(settings: Settings, session: aiohttp.ClientSession, token: str, name: str) -> Finding | None:
    """One channel, by its id or its name as alerts find it; None when Slack cannot be asked with this token."""
    from bot.slack import is_channel_id

    by_id = is_channel_id(name)
    if by_id:
        asked = await _asked(settings, session, token, "conversations.info", channel=name)
    else:
        both = {"types": "public_channel,private_channel", "exclude_archived": "true", "limit": "999"}
        asked = await _asked(settings, session, token, "users.conversations", **both)
    if asked is None:
        return None
    told = asked[0]
    amiss = None
    match told.get("error"):
        case "invalid_auth" | "account_inactive" | "token_revoked" | "token_expired" | "not_authed":
            return None
        case "missing_scope":
            scopes = phrase("doctor-scopes", LANG, scopes=str(told.get("needed", "")))
            return Finding("slack-channel", "warning", f"{name}: {scopes}")
        case "channel_not_found":
            amiss = "doctor-channel-unknown"
        case str(code):
            return Finding("slack-channel", "warning", f"{name}: {phrase('doctor-slack-says', LANG, code=code)}")
        case _ if by_id:
            there = told.get("channel") or {}
            name = f"#{there['name']}" if there.get("name") else name
            if there.get("is_archived"):
                amiss = "doctor-channel-archived"
            elif not there.get("is_im") and not there.get("is_member"):
                amiss = "doctor-channel-without-bot"
        case _:
            names = {each.get("name") for each in told.get("channels") or ()}
            amiss = None if name.removeprefix("#") in names else "doctor-channel-unnamed"
    if amiss is not None:
        return Finding("slack-channel", "problem", f"{name}: {phrase(amiss, LANG)}")
    return Finding("slack-channel", "ok", name)


async def _asked(
    settings: Settings, session: aiohttp.ClientSession, token: str, method: str, **fields: str
) -> tuple[dict[str, Any], str] | None:
    """What Slack answers, and the token's scopes; None when it does not, or not as Slack does."""
    # a form, though an empty one: Slack takes no body without a type that it knows
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{settings.slack_base_url or 'https://slack.com/api/'}{method}"
    try:
        async with session.post(url, data=urlencode(fields), headers=headers) as answer:
            told, scopes = await answer.json(), answer.headers.get("x-oauth-scopes", "")
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return None
    return (told, scopes) if isinstance(told, dict) else None


async def _workspaces(settings: Settings, session: aiohttp.ClientSession) -> list[Finding]:
    """The same of each workspace that installed the app, by its name."""
    from bot.slack import SEALED, sealed_with

    new = settings.database_url is None and not (settings.data_dir / "aimant.db").exists()
    if new or settings.slack_client_id is None:
        return []
    try:
        seal = sealed_with(derived(known_secret(settings))(SEALED))
        db = await Database.open(settings.database)
    except (CannotStart, CannotOpen, OSError):
        return []  # told of already
    try:
        if await db.ready():
            return []
        known = [(name, await workspaces.token_of(db, seal, team)) for team, name in await workspaces.names(db)]
    finally:
        await db.close()
    found = []
    home = settings.slack_bot_token is None  # alerts go to the first that installed the app
    for name, kept in known:
        if kept is None:
            found.append(Finding("slack-app", "problem", f"{name}: {phrase('doctor-other-key', LANG)}"))
        else:
            seen_there = await _slack(settings, session, kept[0])
            told = name if seen_there.verdict == "ok" else f"{name}: {seen_there.detail}"
            found.append(Finding("slack-app", seen_there.verdict, told))
            found += await _alert_channels(settings, session, kept[0]) if home else []
        home = False
    return found


def _flows(settings: Settings) -> list[Finding]:
    own = settings.flows_dir
    if own is not None and not own.is_dir():
        return [Finding("flows", "problem", phrase("no-folder", LANG, name=str(own)))]
    files = [*flow_files(CATALOG), *(flow_files(own) if own else [])]
    found = checked_together(files)
    bad = [path.name for path, _, problems in found if any(p.severity == "error" for p in problems)]
    if bad:
        return [Finding("flows", "problem", f"{', '.join(bad)}: aimant check")]
    names = [flow.name for _, flow, _ in found if flow]
    for variable, name in settings.flows_named():
        if name not in names:
            words = phrase("no-flow-set", LANG, variable=variable, name=name, valid=", ".join(names))
            return [Finding("flows", "problem", words)]
    return [Finding("flows", "ok", ", ".join(dict.fromkeys(names)))]


async def _database(settings: Settings) -> list[Finding]:
    folder = settings.data_dir
    if settings.database_url is None and not (folder / "aimant.db").exists():
        if folder.exists() and not folder.is_dir():
            detail = f"{folder}: {phrase('errno-ENOTDIR', LANG)}"
            return [Finding("database", "problem", phrase("bad-folder", LANG, detail=detail))]
        return [Finding("database", "ok", phrase("doctor-new", LANG))]
    try:
        db = await Database.open(settings.database)
    except CannotOpen as error:
        return [Finding("database", "problem", trouble(error.trouble.key, LANG, error.trouble.holes))]
    try:
        problems = await db.ready()
        kind = "SQLite" if db.path else "PostgreSQL"
        if problems:
            return [
                Finding("database", "problem", f"{kind}: {'; '.join(trouble(p.key, LANG, p.holes) for p in problems)}")
            ]
        dead = (await reports.outbox_by_state(db)).get("dead", 0)
        return [
            Finding("database", "ok", kind),
            Finding(
                "outbox", "warning" if dead else "ok", f"{dead}" + (": aimant outbox list --state dead" * (dead > 0))
            ),
        ]
    finally:
        await db.close()


async def _bus(settings: Settings) -> list[Finding]:
    """Whether the bus that is set answers; nothing is said where none is."""
    from bot.bus import by_nats

    if settings.bus_url is None:
        return []
    url = settings.bus_url.get_secret_value()
    where = url.rpartition("@")[2].rpartition("//")[2]  # never the password before it
    try:
        async with asyncio.timeout(_BUS_SECONDS):
            line = await by_nats(url)("aimant_doctor", lambda _: None, lambda: None)
            await line.close()
    except Exception:  # noqa: BLE001 — whatever it was, it does not answer
        return [Finding("bus", "warning", phrase("doctor-bus-unreached", LANG, url=where))]
    return [Finding("bus", "ok", where)]


def _secret(settings: Settings) -> Finding:

    if settings.secret is not None:
        return Finding("secret", "ok", phrase("doctor-on", LANG))
    path = secret_file(settings)
    if not path.exists():
        return Finding("secret", "ok", phrase("doctor-off", LANG))
    try:
        read_secret(path)
    except CannotStart as error:
        return Finding("secret", "problem", phrase(error.key, LANG, **error.holes))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("secret", "problem", f"{path}: {phrase('doctor-secret-open', LANG)}")
    return Finding("secret", "ok", str(path))


def _ways_out(settings: Settings) -> list[Finding]:
    off, on = phrase("doctor-off", LANG), phrase("doctor-on", LANG)
    mail = settings.mail_ready
    slack = settings.slack_bot_token is not None
    in_clear = mail and settings.smtp_security == "none" and settings.smtp_password is not None
    told = f"{on}: {settings.smtp_host}" + (f" ({phrase('doctor-in-clear', LANG)})" if in_clear else "")
    return [
        Finding("mail", "ok" if mail and not in_clear else "warning", told if mail else off),
        _slack_settings(settings, on if slack else off),
        *_model(settings),
    ]


def _model(settings: Settings) -> list[Finding]:
    """Whether what is set for the language model goes together; nothing is said where none is."""
    if settings.model_url is None and settings.model_name is None:
        return []
    if settings.model_url is None or settings.model_name is None:
        return [Finding("model", "problem", phrase("doctor-model-halves", LANG))]
    return [Finding("model", "ok", f"{settings.model_name} ({settings.model_url})")]


def _slack_settings(settings: Settings, told: str) -> Finding:
    """Whether what is set for Slack goes together."""
    if (settings.slack_client_id is None) != (settings.slack_client_secret is None):
        return Finding("slack", "problem", phrase("doctor-slack-halves", LANG))
    halves = {
        "AIMANT_SLACK_APP_TOKEN": settings.slack_app_token,
        "AIMANT_SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        "AIMANT_SLACK_CHANNEL": settings.slack_channel,
    }
    if not settings.slack_ready and (names := ", ".join(name for name, value in halves.items() if value is not None)):
        return Finding("slack", "problem", phrase("doctor-slack-no-token", LANG, names=names))
    if settings.slack_ready and settings.slack_channel is None:
        return Finding("slack", "warning", f"{told}: {phrase('doctor-no-channel', LANG)}")
    return Finding("slack", "ok", told)


def _base_url(settings: Settings) -> Finding:
    url = settings.base_url or f"http://{settings.host}:{settings.port}"
    local = settings.base_url is None and settings.host in ("127.0.0.1", "::1", "localhost")
    if url.startswith("https://") or local:
        return Finding("base-url", "ok", url)
    return Finding("base-url", "warning", f"{url}: {phrase('doctor-not-https', LANG)}")
