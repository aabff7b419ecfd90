"""The commands for channels: Slack's manifest, and links to Telegram's bots."""

from __future__ import annotations

import asyncio
import re

import click
import yaml

from adapters import outgoing
from bot.cli_records import limit_option, say_table, with_database
from bot.files import say_json
from bot.settings import Settings, terminal_language
from bot.telegram import Unreached, seen
from bot.wording import named, phrase

LANG = terminal_language()


@click.group(subcommand_metavar=phrase("metavar-command", LANG), help=phrase("slack", LANG))
def slack() -> None:
    """Slack."""


@slack.command("manifest", help=phrase("slack-manifest", LANG))
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def manifest(as_json: bool) -> None:
    """Print the app manifest, for https or for Socket Mode, whichever is set."""
    from adapters.channels.slack.manifest import manifest as made

    settings = Settings()
    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    socket = settings.slack_app_token is not None or not base.startswith("https://")
    whole = made(base, socket=socket, oauth=settings.slack_client_id is not None)
    if as_json:
        say_json(whole)
    else:
        click.echo(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), nl=False)


@click.group(subcommand_metavar=phrase("metavar-command", LANG), help=phrase("telegram", LANG))
def telegram() -> None:
    """Telegram."""


@telegram.command("link", help=phrase("telegram-link", LANG))
@click.argument("flow", metavar=phrase("metavar-flow", LANG), required=False)
@click.option("--campaign", metavar=phrase("metavar-name", LANG), help=phrase("option-campaign", LANG))
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def telegram_link(flow: str | None, campaign: str | None, as_json: bool) -> int:
    """Print the links; exit code 1 when a bot could not be asked for its name."""
    from adapters.channels.telegram.wire import CONTINUES

    bots = Settings().bots()
    if not bots:
        raise click.UsageError(phrase("no-bots", LANG))
    wanted = [bot for bot in bots if flow in (None, bot[2])]
    if not wanted:
        valid = ", ".join(sorted({each for _, _, each in bots}))
        raise click.UsageError(phrase("no-bot-of", LANG, name=str(flow), valid=valid))
    # a payload that begins so is read as a token that continues a talk begun elsewhere
    if campaign and (not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", campaign) or campaign.startswith(CONTINUES)):
        raise click.UsageError(phrase("bad-campaign", LANG, name=campaign))
    links, failures = asyncio.run(_links(wanted, campaign))
    for id_, why in failures:
        click.echo(phrase("bot-not-known", LANG, id=id_, why=phrase(why, LANG)), err=True)
    if as_json:
        rows = [{"flow": each, "link": link} for each, link in links]
        say_json(rows)
    else:
        for each, link in links:
            click.echo(f"{each}  {link}")
    return 1 if failures else 0


async def _links(
    bots: list[tuple[str, str, str]], campaign: str | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Each bot's flow and link, and of which it is not known, with why."""
    settings, links, failures = Settings(), [], []
    end = f"?start={campaign}" if campaign else ""
    async with outgoing.session(settings.addresses, 10) as session:
        for id_, token, flow in bots:
            try:
                bot = await seen(session, settings, token)
            except Unreached:
                failures.append((id_, "doctor-unreached"))
            else:
                if bot is None:
                    failures.append((id_, "doctor-bad-token"))
                else:
                    links.append((flow, f"https://t.me/{bot.username}{end}"))
    return links, failures


@click.group("dead-letter", subcommand_metavar=phrase("metavar-command", LANG), help=phrase("dead-letter", LANG))
def dead_letter() -> None:
    """What came in and could not be read."""


@dead_letter.command("list", help=phrase("dead-letter-list", LANG))
@limit_option
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def dead_letter_list(limit: int, as_json: bool) -> None:
    """List them, the newest first."""
    from storage import dead_letters

    rows = with_database(lambda db: dead_letters.listing(db, limit))
    if as_json:
        say_json(rows)
        return
    titles = [phrase(key, LANG) for key in ("when", "channel", "reason", "id")]
    say_table(
        titles,
        [(f"{r['at']:%Y-%m-%d %H:%M}", r["channel"], _reason(r["reason"]), r["incoming_id"]) for r in rows],
    )


def _reason(kept: str) -> str:
    """Why something could not be read, in words, and where in it; the name of a fault of ours stays as it is."""
    why, colon, where = kept.partition(": ")
    name = why.lower().replace(" ", "-")
    told = named("letter", name, LANG)
    return (why if told == name else told) + colon + where
