"""The commands for authors of flows: check, schema, draw."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from adapters.channels.contract import UnknownFlow
from bot.checking import CATALOG, checked, checked_together, flow_files
from bot.files import say_json, write_file
from bot.settings import Settings, terminal_language
from bot.wording import phrase
from flows.document import schema as json_schema
from flows.drawing import mermaid, svg
from flows.flow import Flow
from flows.problems import Problem
from flows.texts import pick

LANG = terminal_language()
_WORDS = {"error": "problem", "warning": "warning"}


def say_problems(path: Path, problems: Iterable[Problem]) -> None:
    """Problems as file:line:column, one a line, on standard error."""
    for p in problems:
        click.echo(f"{path}:{p.mark[0]}:{p.mark[1]}: {phrase(_WORDS[p.severity], LANG)}: {p.text(LANG)}", err=True)


def _all_files() -> list[Path]:
    own = Settings().flows_dir
    return [*flow_files(CATALOG), *(flow_files(own) if own else [])]


@click.command(help=phrase("check", LANG))
@click.argument(
    "files",
    metavar=phrase("metavar-files", LANG),
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help=phrase("option-json", LANG))
def check(files: tuple[Path, ...], as_json: bool) -> int:
    """Check flows; exit code 1 when an error was found."""
    found = [(path, problems) for path, _, problems in checked_together(files or _all_files())]
    errors = [p for _, problems in found for p in problems if p.severity == "error"]
    if as_json:
        rows = [
            {"file": str(path), "line": p.mark[0], "column": p.mark[1], "severity": p.severity, "problem": p.key}
            | {"text": p.text(LANG)}
            for path, problems in found
            for p in problems
        ]
        say_json(rows)
    else:
        for path, problems in found:
            say_problems(path, problems)
        key, count = ("not-clean", len(errors)) if errors else ("clean", len(found))
        click.echo(phrase(key, LANG, count=str(count)))
    return 1 if errors else 0


@click.command(help=phrase("schema", LANG))
def schema() -> None:
    """Print the JSON Schema."""
    say_json(json_schema())


@click.command(help=phrase("draw", LANG))
@click.argument("flow", metavar=phrase("metavar-flow", LANG))
@click.option("--lang", default=LANG, metavar="fr|en", help=phrase("option-lang", LANG))
@click.option(
    "--svg",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=phrase("metavar-path", LANG),
    help=phrase("option-svg", LANG),
)
def draw(flow: str, lang: str, picture: Path | None) -> int:
    """Print Mermaid for a flow (by name or file), and write SVG when asked."""
    found, path, problems = _find(flow)
    if found is None:
        say_problems(path, problems)
        return 1
    check_language(lang, found)
    locale = pick(lang, found.languages)
    if picture is not None:
        write_file(picture, svg(found, locale))
    click.echo(mermaid(found, locale), nl=False)
    return 0


def check_language(lang: str, flow: Flow) -> None:
    """Refuse a language that the flow does not speak."""
    if pick(lang, ("", *flow.languages)) == "":
        valid = ", ".join(flow.languages)
        raise click.BadParameter(
            phrase("not-spoken", LANG, flow=flow.name, name=lang, valid=valid), param_hint="--lang"
        )


def _find(name: str) -> tuple[Flow | None, Path, tuple[Problem, ...]]:
    """A flow by its file, or by its name among those that ship and one's own."""
    files = _all_files()
    path = Path(name)
    if not path.is_file():
        named = {found.name: p for p in files if (found := checked(p)[0])} | {p.stem: p for p in files}
        if name not in named:
            raise UnknownFlow(name, ", ".join(p.stem for p in files))
        path = named[name]
    flow, problems = checked(path)
    return flow, path, problems
