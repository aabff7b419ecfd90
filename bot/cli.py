"""The command `aimant`: run and play here, the other commands beside; every exit code is documented in its help."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any
from uuid import UUID

import click
from pydantic import ValidationError

from adapters.channels import console
from adapters.channels.contract import UnknownFlow
from adapters.integrations.card import shown
from bot import logs
from bot.app import (
    CannotStart,
    House,
    address_of,
    database,
    house,
    listen,
    load_flows,
    now,
    secret_of,
    serving,
    working,
)
from bot.bad_settings import bad_settings, unknown
from bot.cli_channels import dead_letter, slack, telegram
from bot.cli_database import database_group, simulate
from bot.cli_flows import check, check_language, draw, say_problems, schema
from bot.cli_records import alert, export, lead, outbox, retention_
from bot.cli_understand import open_questions, understand
from bot.cli_widget import snippet
from bot.doctor import doctor
from bot.settings import Settings, terminal_language
from bot.shelf import BadFlows
from bot.wording import phrase, trouble
from storage import reports
from storage.database import CannotOpen, Unavailable

LANG = terminal_language()
#: What stands before the line that is typed.
_INVITATION = "\n> "


@click.group(
    subcommand_metavar=phrase("metavar-command", LANG),
    help=phrase("about", LANG),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="aimant", message="%(package)s %(version)s", help=phrase("option-version", LANG))
def commands() -> None:
    """The command itself does nothing."""


_RECORDS = (lead, alert, outbox, dead_letter, export, retention_, open_questions)
for each in (check, schema, draw, understand, *_RECORDS, slack, telegram, snippet, doctor, database_group, simulate):
    commands.add_command(each)


def main() -> None:
    """The console script."""
    try:
        code = commands.main(standalone_mode=False)  # click gives what the command returned, or the code of an Exit
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ValidationError as error:
        for line in bad_settings(error):
            click.echo(line, err=True)
        sys.exit(2)
    except BadFlows as error:
        click.echo(phrase("bad-flows", LANG), err=True)
        for path, problems in error.problems.items():
            say_problems(path, problems)
        sys.exit(1)
    except UnknownFlow as error:
        click.echo(phrase("no-flow", LANG, name=error.name, valid=error.nearest), err=True)
        sys.exit(1)
    except CannotStart as error:
        click.echo(phrase(error.key, LANG, **error.holes), err=True)
        sys.exit(error.code)
    except CannotOpen as error:
        detail = trouble(error.trouble.key, LANG, error.trouble.holes)
        click.echo(phrase("cannot-open", LANG, detail=detail), err=True)
        sys.exit(3)
    except Unavailable as error:
        click.echo(phrase("unavailable", LANG, detail=str(error)), err=True)
        sys.exit(3)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


#: The most servers on one port; a machine has fewer cores.
_MOST_SERVERS = 64


@commands.command(help=phrase("run", LANG))
@click.option(
    "--workers",
    "count",
    type=click.IntRange(1, _MOST_SERVERS),
    default=1,
    metavar=phrase("metavar-count", LANG),
    help=phrase("option-workers", LANG),
)
@click.option("--inherited", type=int, hidden=True)
def run(count: int, inherited: int | None) -> int:
    """Serve until told to stop; `inherited` is the socket of a server that is one of several."""
    settings = Settings()
    if inherited is None:
        _tell_unknown()
    logs.configure(settings.log_level)
    if inherited is not None:
        asyncio.run(_run_supervised(settings, inherited))
    elif count > 1:
        return asyncio.run(_run_several(settings, count))
    else:
        asyncio.run(_run(settings))
    return 0


@commands.command(help=phrase("worker", LANG))
def worker() -> None:
    """Carry and tick until told to stop."""
    settings = Settings()
    _tell_unknown()
    logs.configure(settings.log_level)
    asyncio.run(_work(settings))


def _tell_unknown() -> None:
    for line in unknown():
        click.echo(line, err=True)


def _when_told_to_stop(do: Callable[[], object]) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such thing; Ctrl+C still ends the program there
            loop.add_signal_handler(name, do)


def _settle() -> None:
    """What is there soon after the start stays to the end: the collector need not look through it again and again."""

    def settled() -> None:
        gc.unfreeze()  # nothing was looked through while it was loaded
        gc.collect()
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)

    asyncio.get_running_loop().call_later(_SETTLED, settled)


#: So many new objects are made between two looks for garbage among them; Python's own 700 are those of two turns.
_NEW_OBJECTS = 5_000
#: Seconds after the start, when all that is made late has been made.
_SETTLED = 3.0


async def _run(settings: Settings) -> None:
    stopped = asyncio.Event()
    _when_told_to_stop(stopped.set)
    _settle()
    async with serving(settings) as (parts, address):
        _say(banner(settings, address, list(parts.shelf.by_name)))
        await stopped.wait()


async def _run_several(settings: Settings, count: int) -> int:
    """Keep several servers up; what would keep each from starting is found here, once."""
    from bot.workers import Supervisor

    sock = listen(settings)
    shelf = load_flows(settings)
    secret_of(settings)
    async with database(settings):
        pass  # it is there, and migrated
    supervisor = Supervisor(sock, count)
    _when_told_to_stop(supervisor.stop)
    lines = banner(settings, address_of(settings, sock), list(shelf.by_name), count)
    return await supervisor.run(lambda: _say(lines))


async def _run_supervised(settings: Settings, inherited: int) -> None:
    from bot.workers import Supervised

    stopped = asyncio.Event()
    _when_told_to_stop(stopped.set)
    _settle()
    line = Supervised()
    async with serving(settings, sock=socket.socket(fileno=inherited)):
        await line.listens()
        ends = {asyncio.create_task(stopped.wait()), asyncio.create_task(line.orphaned())}
        _, rest = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for each in rest:
            each.cancel()


async def _work(settings: Settings) -> None:
    stopped = asyncio.Event()
    _when_told_to_stop(stopped.set)
    _settle()
    async with working(settings):
        _say([f"{phrase('working', LANG)} {phrase('stop', LANG)}"])
        await stopped.wait()


def _say(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)
    sys.stdout.flush()


def banner(settings: Settings, address: str, flows: list[str], servers: int = 1) -> list[str]:
    """What the server says when it is ready: its addresses, and what to try."""

    def word(key: str, **holes: str) -> str:
        return phrase(key, LANG, **holes)

    public = settings.base_url or address
    in_slack = settings.slack_ready
    mailed = settings.mail_ready and settings.alert_to is not None
    where = word("alerts-slack" if in_slack else "alerts-mail" if mailed else "alerts-terminal")
    rows = [(word("landing"), f"{address}/"), (word("talks"), "")]
    rows += [("", f"{address}/c/{name}") for name in flows]
    rows += [(word("operations"), f"{address}/openapi.json  /healthz  /readyz  /metrics")]
    width = max(len(label) for label, _ in rows)
    tag = f'<script async src="{public}/widget.js" data-flow="{settings.landing_flow}"></script>'
    return [
        "",
        f"  {word('serving')}",
        "",
        *(f"    {label:<{width}}  {value}".rstrip() for label, value in rows),
        "",
        f"  {word('try')} aimant play bant-b2b --explain",
        f"  {word('embed')}: {tag}",
        f"  {word('alerts-to', where=where)}",
        *([f"  {word('bots', names=', '.join(flow for _, _, flow in bots))}"] if (bots := settings.bots()) else []),
        *([] if settings.mail_ready else [f"  {word('mail-off')}"]),
        *([f"  {word('servers', count=str(servers))}"] if servers > 1 else []),
        f"  {word('stop')}",
        "",
    ]


@commands.command(help=phrase("play", LANG))
@click.argument("flow", metavar=phrase("metavar-flow", LANG), default="livre-blanc")
@click.option("--lang", default=LANG, metavar="fr|en", help=phrase("option-lang", LANG))
@click.option("--explain", is_flag=True, help=phrase("option-explain", LANG))
def play(flow: str, lang: str, explain: bool) -> None:
    """Talk in the terminal."""
    settings = Settings()
    logs.configure("error")
    asyncio.run(_play(settings, flow, lang, explain=explain))


async def _play(settings: Settings, flow: str, lang: str, *, explain: bool) -> None:
    def show_score(parts: House) -> Callable[[UUID], Coroutine[Any, Any, None]]:
        async def after(conversation: UUID) -> None:
            if explain:
                lines = await reports.ledger(parts.db, conversation)
                for line in ledger_lines(
                    [(ln.points, ln.axis, await parts.shelf.reason(parts.db, ln, LANG), ln.quote) for ln in lines]
                ):
                    click.echo(line)

        return after

    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    async with house(settings, base) as parts:
        if flow not in parts.shelf.by_name:
            raise UnknownFlow(flow, ", ".join(parts.shelf.by_name))
        check_language(lang, parts.shelf.named(flow))
        click.echo(phrase("bye", LANG))
        await console.talk(
            flow,
            lang,
            parts.turns.hear,
            parts.turns.recall,
            parts.links,
            now,
            _read_line,
            click.echo,
            show_score(parts),
            lambda: click.echo(_INVITATION, nl=False),
        )
        await parts.dispatcher.idle()


def ledger_lines(lines: list[tuple[int, str, str, str]]) -> list[str]:
    """The score as a ledger: each line's points, axis, rule and words, then the sums."""
    if not lines:
        return [f"    · {phrase('no-points', LANG)}"]
    rows = [
        f"    · {points:+4d} {phrase(axis, LANG):<11} {rule}  {phrase('quoted', LANG, text=shown(quote, 60))}"
        for points, axis, rule, quote in lines
    ]
    fit = sum(points for points, axis, _, _ in lines if axis == "fit")
    intent = sum(points for points, axis, _, _ in lines if axis == "intent")
    total = f"{phrase('fit', LANG)} {fit}, {phrase('intent', LANG)} {intent}"
    return [*rows, f"    = {fit + intent:+4d} ({total})"]


async def _read_line() -> str | None:
    """A line of standard input, without its end; None at its end."""

    def read() -> str | None:
        try:
            return input(_INVITATION)
        except (EOFError, KeyboardInterrupt):
            return None

    return await asyncio.to_thread(read)
