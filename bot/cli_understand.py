"""The commands about what people write: one reply read with why, a batch of replies, and questions left open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import IO, Any

import click
from pydantic import ValidationError

from bot.cli_records import LANG, limit_option, say_table, with_database
from bot.files import as_json_text, say_json
from bot.understanding import KINDS, Row, heard, seen, told
from bot.wording import named, phrase
from storage import reports

#: No line of a batch may be longer: a reply is far shorter.
_LONGEST_LINE = 100_000


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic only for type checkers
    name = phrase("day", LANG)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(phrase("not-a-day", LANG, given=str(value)), param, ctx)


@click.command(help=phrase("understand", LANG))
@click.argument("text", metavar=phrase("metavar-text", LANG), required=False)
@click.option("--kind", type=click.Choice(list(KINDS)), default="need", help=phrase("option-kind", LANG))
@click.option("--lang", default=LANG, metavar="fr|en", help=phrase("option-lang", LANG))
@click.option("--today", type=_Day(), metavar=phrase("metavar-day", LANG), help=phrase("option-today", LANG))
@click.option(
    "--option", "options", multiple=True, metavar=phrase("metavar-text", LANG), help=phrase("option-option", LANG)
)
@click.option("--several", is_flag=True, help=phrase("option-several", LANG))
@click.option("--region", metavar="BE|FR|US…", help=phrase("option-region", LANG))
@click.option("--currency", metavar="EUR|USD…", help=phrase("option-currency", LANG))
@click.option("--answered", multiple=True, type=click.Choice(list(KINDS)), help=phrase("option-answered", LANG))
@click.option("--batch", type=click.File("r", encoding="utf-8"), help=phrase("option-batch", LANG))
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def understand(text: str | None, batch: IO[str] | None, as_json: bool, today: date | None, **given: Any) -> int:
    """Read one reply, or a batch of them."""
    if (text is None) == (batch is None):
        raise click.UsageError(phrase("text-or-batch", LANG))
    if batch is not None:
        for row in _rows(batch):
            click.echo(as_json_text(told(row)))
        return 0
    asked = {"kind": given["kind"], "options": list(given["options"]), "multi": given["several"]}
    asked |= {"region": given["region"], "currency": given["currency"], "answered": list(given["answered"])}
    day = today or datetime.now(UTC).date()  # noqa: TID251 — the day of whoever types the command
    try:
        row = Row.model_validate({"text": text, "lang": given["lang"], "ref": day, "question": asked})
    except ValidationError as error:
        raise click.UsageError(_fault(error)) from error
    if as_json:
        say_json(told(row))
    else:
        _say(seen(row, heard(row)))
    return 0


def _say(lines: Iterable[tuple[str, str]]) -> None:
    rows = [(phrase(f"seen-{key}", LANG), named(f"seen-{key}", value, LANG)) for key, value in lines]
    width = max(len(title) for title, _ in rows)
    for title, value in rows:
        click.echo(f"{title.ljust(width)}  {value}")


def _rows(batch: IO[str]) -> Iterator[Row]:
    """The rows of a batch; the first that cannot be read ends it, and its number is told."""
    number = 0
    while True:
        number += 1
        try:
            line = batch.readline(_LONGEST_LINE + 1)
            if not line:
                return
            if not line.strip():
                continue
            if len(line) > _LONGEST_LINE:
                raise ValueError(phrase("line-too-long", LANG, most=str(_LONGEST_LINE)))
            yield Row.model_validate(json.loads(line))
        except ValidationError as error:
            raise click.UsageError(phrase("bad-row", LANG, number=str(number), detail=_fault(error))) from error
        except UnicodeDecodeError as error:
            words = phrase("bad-row", LANG, number=str(number), detail=phrase("not-utf8", LANG))
            raise click.UsageError(words) from error
        except (ValueError, RecursionError) as error:
            raise click.UsageError(phrase("bad-row", LANG, number=str(number), detail=str(error))) from error


def _fault(error: ValidationError) -> str:
    """The first fault of a row: where it stands, and what stands there."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "?"
    key = "row-missing" if first["type"] == "missing" else "row-bad"
    return phrase(key, LANG, where=where, given=repr(first.get("input"))[:60])


@click.command("questions", help=phrase("questions", LANG))
@limit_option
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def open_questions(limit: int, as_json: bool) -> None:
    """List the questions that people asked and no answer was known to."""
    rows = with_database(lambda db: reports.open_questions(db, limit))
    if as_json:
        say_json(rows)
        return
    say_table(
        [phrase(key, LANG) for key in ("when", "flow", "language", "asked-at", "asked")],
        [(f"{r['at']:%Y-%m-%d %H:%M}", r["flow"], r["locale"], r["question"], r["text"]) for r in rows],
    )
