"""The commands for operators and sales: leads, alerts, the outbox, exports; each with --json where it prints data."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar
from uuid import UUID

import click

from adapters.integrations.card import shown
from bot.files import write_file
from bot.settings import Settings, terminal_language
from bot.wording import named, phrase
from storage import outbox as posted
from storage import privacy, reports
from storage.database import Database

T = TypeVar("T")
LANG = terminal_language()

_json = click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
_limit = click.option(
    "--limit",
    type=click.IntRange(1, 100_000),
    metavar="N",
    default=50,
    show_default=True,
    help=phrase("option-limit", LANG),
)


def with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Run something on the migrated database."""
    from bot.app import database

    async def do() -> T:
        async with database(Settings()) as db:
            return await work(db)

    return asyncio.run(do())


#: What a terminal would act on, and no text needs: control characters save tab and line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def say_json(value: object) -> None:
    """A value on standard output, as JSON."""
    click.echo(as_json_text(value, indent=2))


def as_json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON that no terminal acts on."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under titles, each column as wide as it needs to be; letters only, whatever a person wrote."""
    cells = [[shown("" if c is None else str(c), 60) for c in row] for row in rows]
    if not cells:
        click.echo(phrase("none-yet", LANG))
        return
    widths = [max(len(t), *(len(row[i]) for row in cells)) for i, t in enumerate(titles)]
    for row in ([t.upper() for t in titles], *cells):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _titles(*keys: str) -> list[str]:
    return [phrase(key, LANG) for key in keys]


@click.group(help=phrase("lead", LANG))
def lead() -> None:
    """Leads."""


@lead.command("list", help=phrase("lead-list", LANG))
@_limit
@_json
def lead_list(limit: int, as_json: bool) -> None:
    """List leads."""
    rows = with_database(lambda db: reports.leads(db, limit))
    if as_json:
        say_json(rows)
        return
    say_table(
        _titles("when", "who", "band", "points", "flow", "stage", "id"),
        [
            (
                _when(r["updated_at"]),
                r["name"] or r["email"] or r["phone"] or "–",
                named("band", r["band"], LANG),
                r["points"],
                r["flow"],
                named("stage", r["stage"], LANG),
                r["id"],
            )
            for r in rows
        ],
    )


def _when(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


@lead.command("show", help=phrase("lead-show", LANG))
@click.argument("who")
@_json
def lead_show(who: str, as_json: bool) -> int:
    """Show a lead; exit code 1 when there is none."""
    found = with_database(lambda db: reports.lead(db, who))
    if found is None:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    if as_json:
        say_json(found)
        return 0
    for name, value in found.items():
        if not isinstance(value, list | dict) and value is not None:
            told = named(name, value, LANG) if name in ("band", "stage") else shown(str(value))
            click.echo(f"{named('field', name, LANG):<14} {told}")
    for line in found["ledger"]:
        click.echo(
            f"  {line['points']:+4d} {phrase(line['axis'], LANG):<11} {line['rule']}  « {shown(line['quote'], 80)} »"
        )
    return 0


@lead.command("export", help=phrase("lead-export", LANG))
@click.argument("who")
@_json
def lead_export(who: str, as_json: bool) -> int:
    """Everything about a person, always as JSON; exit code 1 when there is nobody."""
    del as_json
    found = with_database(lambda db: privacy.export(db, who))
    if not found:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    say_json(found)
    return 0


@lead.command("erase", help=phrase("lead-erase", LANG))
@click.argument("who")
@click.option("--yes", is_flag=True, help=phrase("option-yes", LANG))
@_json
def lead_erase(who: str, yes: bool, as_json: bool) -> int:
    """Erase a person; exit code 1 when there is nobody, or when the person at the terminal says no."""
    from bot.app import now

    count = with_database(lambda db: privacy.held(db, who))
    if count is None:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    if not yes and not _agreed(phrase("really", LANG, name=who, count=str(count))):
        click.echo(phrase("not-erased", LANG))
        return 1
    receipt = with_database(lambda db: privacy.erase_lead(db, who, now()))
    if receipt is None:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    if as_json:
        say_json({"receipt": str(receipt.id), "at": receipt.at, "counts": dict(receipt.counts)})
    else:
        counts = ", ".join(f"{name} {count}" for name, count in receipt.counts.items() if count)
        click.echo(phrase("erased", LANG, receipt=str(receipt.id), counts=counts))
    return 0


def _agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; anything else is no."""
    said = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
    return said.strip().lower() in phrase("yes-words", LANG).split()


@click.group(help=phrase("alert", LANG))
def alert() -> None:
    """Alerts."""


@alert.command("list", help=phrase("alert-list", LANG))
@_limit
@_json
def alert_list(limit: int, as_json: bool) -> None:
    """List alerts."""
    rows = with_database(lambda db: reports.alerts(db, limit))
    if as_json:
        say_json(rows)
        return
    say_table(
        _titles("when", "reason", "band", "points", "who", "flow", "carried"),
        [
            (
                _when(r["at"]),
                named("reason", r["reason"], LANG),
                named("band", r["band"], LANG),
                r["points"],
                ", ".join(value for _, value in r["card"]["contact"]) or "–",
                r["card"]["flow"],
                named("by", r["carried_by"], LANG),
            )
            for r in rows
        ],
    )


@click.group(help=phrase("outbox", LANG))
def outbox() -> None:
    """The outbox."""


@outbox.command("list", help=phrase("outbox-list", LANG))
@click.option("--state", type=click.Choice(["pending", "done", "dead", "cancelled"]), help=phrase("option-state", LANG))
@_limit
@_json
def outbox_list(state: str | None, limit: int, as_json: bool) -> None:
    """List effects."""
    rows = with_database(lambda db: posted.listing(db, state, limit))
    if as_json:
        say_json(rows)
        return
    say_table(
        _titles("when", "kind", "state", "tries", "error", "id"),
        [
            (
                _when(r["due_at"]),
                named("kind", r["kind"], LANG),
                named("state", r["state"], LANG),
                r["attempts"],
                r["last_error"],
                r["id"],
            )
            for r in rows
        ],
    )


@outbox.command("retry", help=phrase("outbox-retry", LANG))
@click.argument("which")
@_json
def outbox_retry(which: str, as_json: bool) -> int:
    """Take dead effects up again; exit code 1 when the one that was named is not there, or is done."""
    from bot.app import now

    try:
        number = None if which.upper() == "ALL" else UUID(which)
    except ValueError:
        raise click.UsageError(phrase("no-effect", LANG, name=which)) from None
    count = with_database(lambda db: posted.retry(db, number, now()))
    if as_json:
        say_json({"retried": count})
    elif count:
        click.echo(phrase("retried", LANG, count=str(count)))
    elif number is None:
        click.echo(phrase("nothing-to-retry", LANG))
    else:
        click.echo(phrase("no-effect", LANG, name=which), err=True)
    return 0 if count or number is None else 1


@click.command(help=phrase("export", LANG))
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", help=phrase("option-format", LANG)
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=phrase("option-output", LANG))
@_json
def export(form: str, output: Path | None, as_json: bool) -> None:
    """Export all leads; --json is the same as --format jsonl."""
    rows = with_database(reports.export_rows)
    text = io.StringIO(newline="")
    write_jsonl(text, rows) if as_json or form == "jsonl" else write_csv(text, rows)
    if output is None:
        sys.stdout.write(text.getvalue())
    else:
        write_file(output, text.getvalue())


#: What makes a spreadsheet read a cell as a formula, also in full width, also after a separator it may split at.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", ";", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would be one."""
    text = _CONTROL.sub("", "" if value is None else str(value))
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else text


def write_csv(out: TextIO, rows: Sequence[dict[str, Any]]) -> None:
    """Rows as CSV (RFC 4180), numbers as they are, texts safe from formulas; a byte order mark for spreadsheets."""
    out.write("\ufeff")
    names = list(rows[0]) if rows else reports.EXPORT_COLUMNS
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for row in rows:
        writer.writerow([row[n] if isinstance(row[n], int | float) else cell(row[n]) for n in names])


def write_jsonl(out: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    """Rows as JSON lines."""
    for row in rows:
        out.write(as_json_text(row) + "\n")
