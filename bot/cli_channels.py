"""The commands for channels: Slack's manifest, and links to Telegram's bots."""

from __future__ import annotations

import json

import click
import yaml

from bot.settings import Settings, terminal_language
from bot.wording import phrase

LANG = terminal_language()


@click.group(help=phrase("slack", LANG))
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
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        click.echo(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), nl=False)


@click.group("dead-letter", help=phrase("dead-letter", LANG))
def dead_letter() -> None:
    """What came in and could not be read."""


@dead_letter.command("list", help=phrase("dead-letter-list", LANG))
@click.option("--limit", type=click.IntRange(1, 100_000), metavar="N", default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def dead_letter_list(limit: int, as_json: bool) -> None:
    """List them, the newest first."""
    from bot.cli_records import say_json, say_table, with_database
    from storage import dead_letters

    rows = with_database(lambda db: dead_letters.listing(db, limit))
    if as_json:
        say_json(rows)
        return
    titles = [phrase(key, LANG) for key in ("when", "channel", "reason", "id")]
    say_table(titles, [(f"{r['at']:%Y-%m-%d %H:%M}", r["channel"], r["reason"], r["incoming_id"]) for r in rows])
