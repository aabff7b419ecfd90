"""README and docs hold what they promise: the table of settings is the settings, the first flow of one's own works."""

from __future__ import annotations

import re
from pathlib import Path

from bot.checking import checked
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def settings_table() -> str:
    """The table's rows, as README must have them."""
    rows = ["| Variable | Default | What |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"AIMANT_{name.upper()}")
        default = "" if field.default in (None, (), "") else f"`{field.default}`"
        rows.append(f"| `{variable}` | {default} | {field.description} |")
    return "\n".join(rows)


def test_the_table_of_settings_is_the_settings() -> None:
    readme = (ROOT / "README.md").read_text()

    found = re.search(r"<!-- settings -->\n(.*)\n<!-- /settings -->", readme, re.DOTALL)

    assert found is not None
    assert found[1] == settings_table()


def test_the_first_flow_of_ones_own_is_clean(tmp_path: Path) -> None:
    flow = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert flow is not None
    (tmp_path / "hello.yaml").write_text(flow[1])

    assert checked(tmp_path / "hello.yaml")[1] == ()


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_no_file_names_a_registry_or_a_machines_path() -> None:
    """What the lock files and documents must never hold."""
    for path in (*ROOT.glob("*.lock"), *ROOT.glob("*.md"), ROOT / "pyproject.toml", ROOT / "Makefile"):
        text = path.read_text()
        assert not re.search(r"(?<!no-emit-)index-url|https?://[^ ]*\.whl|/root/|/work/", text), path


def test_the_two_halves_of_a_guide_tell_of_the_same_things() -> None:
    """What stands in code, and how much of it, is the same in French and in English."""
    english, french = (ROOT / "docs" / "embed.md").read_text().split("\n---\n")
    same = re.compile(r"`(data-[a-zA-Z-]+|--aimant-[a-z-]+|AIMANT_[A-Z_…]+|[a-z]+\(|/demo/[a-z]+|utm_…|[a-z]{2,6}clid)")

    assert same.findall(english) == same.findall(french)
    assert english.count("\n## ") == french.count("\n## ")
    assert len(same.findall(english)) > 40


def test_every_test_that_the_table_of_rows_names_is_there() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\|$", (ROOT / "docs" / "widget.md").read_text(), re.MULTILINE)
    named: list[tuple[str, str]] = []
    for row in re.findall(r"^\| \d+ \| .*$|^Besides.*?\n\n", (ROOT / "docs" / "widget.md").read_text(), re.M | re.S):
        file = ""
        for path, name in re.findall(r"`((?:tests/\w+/)?test_\w+\.py)?(?:::(\w+))?`", row):
            file = (path if "/" in path else f"tests/browser/{path}") if path else file
            if path or name:
                named.append((file, name))

    assert rows == [str(n) for n in range(1, 39)]
    missing = [(f, n) for f, n in named if not (ROOT / f).exists() or f"def {n}" not in (ROOT / f).read_text()]
    assert missing == []
    assert len(named) > 60
