"""The commands for operators and sales: leads, alerts, the outbox, exports; each with --json where it prints data."""

from __future__ import annotations

import asyncio
import csv
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar, get_args
from uuid import UUID

import click

from adapters.integrations.card import one_line, shown
from bot import logs, retention
from bot.app import database, now
from bot.files import as_json_text, say_json, write_file
from bot.settings import Settings, terminal_language
from bot.shelf import Shelf
from bot.wording import named, phrase
from flows.scoring import Line
from storage import outbox as posted
from storage import privacy, reports
from storage import retention as stored
from storage.database import Database, Unavailable

T = TypeVar("T")
LANG = terminal_language()

_json = click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))


class _Count(click.IntRange):
    name = phrase("whole-number", LANG)


#: How many rows a list holds.
limit_option = click.option(
    "--limit",
    type=_Count(1, 100_000),
    metavar="N",
    default=50,
    show_default=True,
    help=phrase("option-limit", LANG),
)


def with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Run something on the migrated database; what goes wrong within it is told as one line of a log."""
    logs.configure("error")

    async def do() -> T:
        async with database(Settings()) as db:
            return await work(db)

    return asyncio.run(do())


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


@click.group(subcommand_metavar=phrase("metavar-command", LANG), help=phrase("lead", LANG))
def lead() -> None:
    """Leads."""


@lead.command("list", help=phrase("lead-list", LANG))
@limit_option
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
@click.argument("who", metavar=phrase("metavar-who", LANG))
@_json
def lead_show(who: str, as_json: bool) -> int:
    """Show a lead; exit code 1 when there is none."""
    found = with_database(lambda db: _told(db, who))
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
            f"  {line['points']:+4d} {phrase(line['axis'], LANG):<11} {shown(line['because'])}  "
            + phrase("quoted", LANG, text=shown(line["quote"], 80))
        )
    return 0


async def _told(db: Database, who: str) -> dict[str, Any] | None:
    """The lead, each line of its ledger with the words of why it counts."""
    found = await reports.lead(db, who)
    shelf = Shelf()
    for row in found["ledger"] if found else ():
        line = Line(*(row[name] for name in ("rule", "axis", "points", "question", "quote", "edition")))
        row["because"] = await shelf.reason(db, line, LANG)
    return found


@lead.command("export", help=phrase("lead-export", LANG))
@click.argument("who", metavar=phrase("metavar-who", LANG))
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
@click.argument("who", metavar=phrase("metavar-who", LANG))
@click.option("--yes", is_flag=True, help=phrase("option-yes", LANG))
@_json
def lead_erase(who: str, yes: bool, as_json: bool) -> int:
    """Erase a person; exit code 1 when there is nobody, or when the person at the terminal says no."""
    held = with_database(lambda db: privacy.held(db, who))
    if held is None:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    if not yes and not _agreed(
        phrase("really", LANG, name=shown(who), count=str(held.conversations), leads=_names(held.leads))
    ):
        click.echo(phrase("not-erased", LANG), err=True)
        return 1
    receipt = with_database(lambda db: privacy.erase_lead(db, who, now()))
    if receipt is None:
        click.echo(phrase("nobody", LANG, name=who), err=True)
        return 1
    if as_json:
        say_json({"receipt": str(receipt.id), "at": receipt.at, "counts": dict(receipt.counts)})
    else:
        counts = ", ".join(f"{named('counted', name, LANG)} {count}" for name, count in receipt.counts.items() if count)
        click.echo(phrase("erased", LANG, receipt=str(receipt.id), counts=counts))
    return 0


def _names(leads: Sequence[str]) -> str:
    """Whom an erasure is about, so that nobody is erased for having mentioned another."""
    return ", ".join(shown(name, 60) for name in leads[:10]) + (" …" if len(leads) > 10 else "") or "–"


def _agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; anything else is no."""
    said = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return said.strip().lower() in phrase("yes-words", LANG).split()


@click.group(subcommand_metavar=phrase("metavar-command", LANG), help=phrase("alert", LANG))
def alert() -> None:
    """Alerts."""


@alert.command("list", help=phrase("alert-list", LANG))
@limit_option
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


@click.group(subcommand_metavar=phrase("metavar-command", LANG), help=phrase("outbox", LANG))
def outbox() -> None:
    """The outbox."""


@outbox.command("list", help=phrase("outbox-list", LANG))
@click.option("--state", type=click.Choice(get_args(posted.OutboxState)), help=phrase("option-state", LANG))
@limit_option
@_json
def outbox_list(state: posted.OutboxState | None, limit: int, as_json: bool) -> None:
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
@click.argument("which", metavar=phrase("metavar-which", LANG))
@_json
def outbox_retry(which: str, as_json: bool) -> int:
    """Take dead effects up again; exit code 1 when the one that was named is not there, or is done."""
    every = which.upper() == "ALL"
    try:
        number = None if every else UUID(which)
    except ValueError:
        number = UUID(int=0)  # nothing has this number either
    count = with_database(lambda db: posted.retry(db, number, now()))
    if as_json:
        say_json({"retried": count})
    elif count:
        click.echo(phrase("retried", LANG, count=str(count)))
    elif every:
        click.echo(phrase("nothing-to-retry", LANG))
    else:
        click.echo(phrase("no-effect", LANG, name=shown(which)), err=True)
    return 0 if count or every else 1


@click.command("retention", help=phrase("retention", LANG))
@click.option("--erase", is_flag=True, help=phrase("option-erase", LANG))
@click.option("--yes", is_flag=True, help=phrase("option-yes", LANG))
@_json
def retention_(erase: bool, yes: bool, as_json: bool) -> int:
    """For how long conversations are kept, and how many have been silent for that long.

    Exit code 1 after a no, and when not all could be erased.
    """
    if yes and not erase:
        raise click.UsageError(phrase("yes-alone", LANG))
    if erase:
        count = sum(row["silent"] for row in with_database(_kept))
        asked = phrase("retention-really", LANG, count=str(count), day=f"{now():%Y-%m-%d}")
        if count and not yes and not _agreed(asked):
            click.echo(phrase("not-erased", LANG), err=True)
            return 1
        gone, whole = with_database(_erase_silent) if count else (retention.Gone(0, 0), True)
        if as_json:
            say_json(gone._asdict() | {"whole": whole})
        else:
            click.echo(phrase("retention-erased", LANG, count=str(gone.conversations)))
        if gone.failed:
            click.echo(phrase("retention-failed", LANG, count=str(gone.failed)), err=True)
        if not whole:
            click.echo(phrase("retention-broken", LANG), err=True)
        return 0 if whole and not gone.failed else 1
    rows = with_database(_kept)
    if as_json:
        say_json(rows)
        return 0
    say_table(
        _titles("flow", "kept-days", "counted-conversations", "silent"),
        [(r["flow"] or "–", r["days"] or phrase("for-good", LANG), r["conversations"], r["silent"]) for r in rows],
    )
    return 0


async def _kept(db: Database) -> list[dict[str, Any]]:
    """The conversations of each flow by how many days its editions keep them; None is for good."""
    at = now()
    found: dict[tuple[str, int], list[int]] = {}
    for edition, flow in (await retention.editions(db, Shelf())).items():
        days = retention.days_of(flow)
        kept = await stored.kept(db, edition, days, at)
        counts = found.setdefault((flow.name if flow else "", days or 0), [0, 0])
        counts[0] += kept.conversations
        counts[1] += kept.silent
    return [
        {"flow": name or None, "days": days or None, "conversations": every, "silent": silent}
        for (name, days), (every, silent) in sorted(found.items())
    ]


async def _erase_silent(db: Database) -> tuple[retention.Gone, bool]:
    """What went, and whether the round came to its end; raises Unavailable when nothing could be done at all."""
    gone = failed = 0
    try:
        async for page in retention.erase_silent(db, Shelf(), now()):
            gone, failed = gone + page.conversations, failed + page.failed
            await asyncio.sleep(retention.PAUSE_SECONDS)
    except Unavailable:
        if not gone:
            raise
        return retention.Gone(gone, failed), False
    return retention.Gone(gone, failed), True


@click.command(help=phrase("export", LANG))
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", help=phrase("option-format", LANG)
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=phrase("metavar-path", LANG),
    help=phrase("option-output", LANG),
)
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
    text = one_line("" if value is None else str(value))
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
