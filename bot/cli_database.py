"""The commands about the database as a whole: copy it, back it up, put it back, fill it with samples."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import perf_counter

import click

from bot import logs
from bot.app import database, load_flows, now
from bot.cli_records import say_table
from bot.files import say_json
from bot.settings import Settings, terminal_language
from bot.wording import phrase
from storage import editions
from storage.copying import CannotCopy, Copied, copy
from storage.database import Database, sqlite_path
from storage.editions import Edition

LANG = terminal_language()

_json = click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
_file = click.argument("file", metavar=phrase("metavar-path", LANG), type=click.Path(dir_okay=False, path_type=Path))


@click.group("db", subcommand_metavar=phrase("metavar-command", LANG), help=phrase("db", LANG))
def database_group() -> None:
    """The database."""


@database_group.command("copy", help=phrase("db-copy", LANG))
@click.option("--from", "source", required=True, metavar=phrase("metavar-url", LANG), help=phrase("option-from", LANG))
@click.option("--to", "target", required=True, metavar=phrase("metavar-url", LANG), help=phrase("option-to", LANG))
@_json
def database_copy(source: str, target: str, as_json: bool) -> int:
    """Copy a database into an empty one; exit code 1 when that is refused, and nothing was copied."""
    path = sqlite_path(source)
    if path is not None and not path.exists():
        click.echo(phrase("copy-no-source", LANG, path=str(path)), err=True)
        return 1
    try:
        copied = asyncio.run(_copy(source, target))
    except CannotCopy as error:
        click.echo(phrase(f"copy-{error.trouble.key}", LANG, **error.trouble.holes), err=True)
        return 1
    rows = sum(each.rows for each in copied)
    if as_json:
        say_json({"rows": rows, "tables": [{"table": c.table, "rows": c.rows, "digest": c.digest} for c in copied]})
        return 0
    say_table(
        [phrase(key, LANG) for key in ("table", "rows", "digest")],
        [(each.table, each.rows, each.digest[:16]) for each in copied],
    )
    click.echo(phrase("copied", LANG, count=str(rows)))
    return 0


async def _copy(source: str, target: str) -> tuple[Copied, ...]:
    old = await Database.open(source)
    try:
        new = await Database.open(target)  # the last one opened: what Tortoise asks is spelled for it
        try:
            if old.where == new.where:
                raise CannotCopy("same", where=new.where)
            await new.migrate()
            return await copy(old, new)
        finally:
            await new.close()
    finally:
        await old.close()


@database_group.command("backup", help=phrase("db-backup", LANG))
@_file
@_json
def database_backup(file: Path, as_json: bool) -> None:
    """Back the installation up into a file, while it serves."""
    from bot.backup import back_up

    kept = back_up(Settings(), file, now())
    if as_json:
        say_json({"file": str(file), "at": kept.at, "bytes": kept.size, "key": kept.secret})
        return
    click.echo(phrase("backed-up", LANG, name=str(file), size=_size(kept.size)))
    if not kept.secret:
        click.echo(phrase("backed-up-no-key", LANG))


@database_group.command("restore", help=phrase("db-restore", LANG))
@_file
@_json
def database_restore(file: Path, as_json: bool) -> None:
    """Put a backup into a fresh data folder."""
    from bot.backup import restore

    settings = Settings()
    kept = restore(settings, file)
    if as_json:
        say_json({"file": str(file), "at": kept.at, "bytes": kept.size, "key": kept.secret})
        return
    folder, when = str(settings.data_dir), f"{kept.at:%Y-%m-%d %H:%M}"
    click.echo(phrase("restored", LANG, name=folder, when=when, size=_size(kept.size)))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} " + phrase("megabytes", LANG)


class _Count(click.IntRange):
    name = phrase("whole-number", LANG)


@click.command(help=phrase("simulate", LANG))
@click.option(
    "--fill", "count", type=_Count(1, 100_000_000), required=True, metavar="N", help=phrase("option-fill", LANG)
)
@click.option("--seed", type=_Count(0), default=1, show_default=True, metavar="N", help=phrase("option-seed", LANG))
@click.option("--force", is_flag=True, help=phrase("option-force", LANG))
@_json
def simulate(count: int, seed: int, force: bool, as_json: bool) -> int:
    """Fill the database with sample conversations; exit code 1 when it holds real ones."""
    from bot.filling import RealData

    began = perf_counter()
    try:
        rows = asyncio.run(_fill(count, seed, force=force))
    except RealData:
        click.echo(phrase("fill-real", LANG), err=True)
        return 1
    seconds = perf_counter() - began
    if as_json:
        say_json({"conversations": count, "rows": rows, "seed": seed, "seconds": round(seconds, 3)})
    else:
        told = {"count": str(count), "rows": str(rows), "seconds": f"{seconds:.1f}", "speed": f"{rows / seconds:.0f}"}
        click.echo(phrase("filled", LANG, **told))
    return 0


async def _fill(count: int, seed: int, *, force: bool) -> int:
    from bot.filling import fill, patterns_of

    logs.configure("error")
    settings = Settings()
    shelf = load_flows(settings)
    patterns = await patterns_of(shelf)
    async with database(settings) as db:
        filled = await fill(db, patterns, count, seed, now().date(), force=force)
        for flow in shelf.by_name.values():
            await editions.keep(db, Edition(flow.edition, flow.name, shelf.texts[flow.edition], flow.folder), now())
    return filled.rows
