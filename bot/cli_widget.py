"""The command for a site's own pages: what to paste into them."""

from __future__ import annotations

import click

from adapters.channels.contract import UnknownFlow
from adapters.widget.embedding import snippet as made
from bot.app import load_flows
from bot.cli_flows import check_language
from bot.files import say_json
from bot.settings import Settings, terminal_language
from bot.wording import phrase
from flows.texts import pick

LANG = terminal_language()


@click.command(help=phrase("snippet", LANG))
@click.argument("flow", metavar=phrase("metavar-flow", LANG))
@click.option("--site", metavar=phrase("metavar-url", LANG), help=phrase("option-site", LANG))
@click.option("--lang", metavar="fr|en", help=phrase("option-page-lang", LANG))
@click.option("--newest", is_flag=True, help=phrase("option-newest", LANG))
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def snippet(flow: str, site: str | None, lang: str | None, *, newest: bool, as_json: bool) -> None:
    """Print the snippet on standard output, and what to know of it on standard error."""

    settings = Settings() if site is None else Settings(base_url=site)
    shelf = load_flows(settings)
    if flow not in shelf.by_name:
        raise UnknownFlow(flow, ", ".join(shelf.by_name))
    found = shelf.named(flow)
    if lang is not None:
        check_language(lang, found)
    server = settings.base_url or f"http://{settings.host}:{settings.port}"
    made_of = made(server, flow, lang, found.title[pick(lang or LANG, found.languages)], pinned=not newest)
    if as_json:
        say_json({"html": made_of.html, "integrity": made_of.integrity, "policy": made_of.policy})
        return
    click.echo(made_of.html)
    click.echo("", err=True)
    click.echo(phrase("snippet-newest" if newest else "snippet-pinned", LANG), err=True)
    click.echo(phrase("snippet-policy", LANG, policy=made_of.policy), err=True)
    click.echo(phrase("snippet-origins", LANG), err=True)
