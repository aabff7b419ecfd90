"""The command line as people type it: in a process of its own, in both languages, with its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli_records import cell, write_csv
from bot.wording import _TEXTS
from tests.bot.kit import BANT

COMMAND = str(Path(sys.executable).with_name("aimant"))


def aimant(
    *arguments: str, data: Path, said: str = "", lang: str = "en", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")}  # noqa: TID251 — its environment
    environment |= {"AIMANT_DATA_DIR": str(data), "AIMANT_LANG": lang, **settings}
    return subprocess.run(  # noqa: S603 — our own command
        [COMMAND, *arguments], input=said, capture_output=True, text=True, env=environment, timeout=60, check=False
    )


def test_a_talk_in_the_terminal_is_kept_scored_and_told(tmp_path: Path) -> None:
    talk = aimant("play", "bant-b2b", "--lang", "en", "--explain", data=tmp_path, said="\n".join(BANT) + "\n")

    assert talk.returncode == 0, talk.stderr
    assert "+20 fit" in talk.stdout
    assert "PROSPECT CHAUD" in talk.stdout
    [lead] = json.loads(aimant("lead", "list", "--json", data=tmp_path).stdout)
    shown = json.loads(aimant("lead", "show", "camille@dubois.example", "--json", data=tmp_path).stdout)
    assert sum(line["points"] for line in shown["ledger"]) == lead["points"] == 95
    [alert] = json.loads(aimant("alert", "list", "--json", data=tmp_path).stdout)
    assert alert["carried_by"] == "terminal"
    assert {row["state"] for row in json.loads(aimant("outbox", "list", "--json", data=tmp_path).stdout)} == {
        "pending",
        "done",
    }
    assert "Camille Dubois" in aimant("lead", "list", data=tmp_path, lang="fr").stdout
    export = aimant("lead", "export", "camille@dubois.example", data=tmp_path)
    assert "Dubois & Fils" in export.stdout
    rows = aimant("export", "--format", "jsonl", data=tmp_path).stdout.splitlines()
    assert [json.loads(row)["email"] for row in rows] == ["camille@dubois.example"]
    erased = aimant("lead", "erase", "camille@dubois.example", "--yes", "--json", data=tmp_path)
    assert json.loads(erased.stdout)["counts"]["leads"] == 1
    assert aimant("lead", "show", "camille@dubois.example", data=tmp_path).returncode == 1
    assert b"Dubois" not in b"".join(p.read_bytes() for p in tmp_path.glob("aimant.db*"))


def test_a_number_picks_from_the_list_and_the_end_of_input_ends_the_talk(tmp_path: Path) -> None:
    talk = aimant("play", "livre-blanc", "--lang", "fr", data=tmp_path, said="2\n3\noui\n")

    assert talk.returncode == 0
    assert "Comment vous appelez-vous ?" in talk.stdout


def test_nobody_and_nothing_are_said_in_words(tmp_path: Path) -> None:
    assert "Rien pour l’instant." in aimant("lead", "list", data=tmp_path, lang="fr").stdout
    nobody = aimant("lead", "show", "x@y.example", data=tmp_path)
    assert nobody.returncode == 1
    assert "nobody" in nobody.stderr
    assert aimant("outbox", "retry", "not-an-id", data=tmp_path).returncode == 2
    assert aimant("outbox", "retry", "ALL", data=tmp_path).returncode == 0
    assert aimant("lead", "erase", "x@y.example", data=tmp_path, said="n\n").returncode == 1


def test_a_flow_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    done = aimant("play", "livre-blan", data=tmp_path)

    assert done.returncode == 2
    assert "livre-blanc" in done.stderr


@pytest.mark.parametrize(("lang", "words"), [("fr", "vouliez-vous dire"), ("en", "did you mean")])
def test_check_says_where_and_what_was_meant(tmp_path: Path, lang: str, words: str) -> None:
    from bot.checking import CATALOG

    flow = tmp_path / "mine.yaml"
    flow.write_text((CATALOG / "livre-blanc.yaml").read_text().replace("optional:", "optionnal:", 1))

    done = aimant("check", str(flow), data=tmp_path, lang=lang)

    line = next(i for i, text in enumerate(flow.read_text().splitlines(), 1) if "optionnal" in text)
    assert done.returncode == 1
    assert f"{flow}:{line}:5: " in done.stderr
    assert words in done.stderr
    assert "optional" in done.stderr
    listed = json.loads(aimant("check", "--json", str(flow), data=tmp_path).stdout)
    assert listed[0]["line"] == line


def test_the_flows_that_ship_are_clean(tmp_path: Path) -> None:
    done = aimant("check", data=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_ones_own_flows_are_served_beside_those_that_ship(tmp_path: Path) -> None:
    from bot.checking import CATALOG

    own = tmp_path / "own"
    (own / "magnets").mkdir(parents=True)
    for language in ("fr", "en"):
        name = f"magnets/livre-blanc.{language}.pdf"
        (own / name).write_bytes((CATALOG / name).read_bytes())
    text = (CATALOG / "livre-blanc.yaml").read_text().replace("flow: livre-blanc", "flow: mine")
    (own / "mine.yaml").write_text(text)

    done = aimant("play", "mine", data=tmp_path, said="1\n", AIMANT_FLOWS_DIR=str(own))

    assert done.returncode == 0, done.stderr
    (own / "mine.yaml").write_text(text.replace("go: firstname", "go: firstnam"))
    bad = aimant("play", "mine", data=tmp_path, AIMANT_FLOWS_DIR=str(own))
    assert bad.returncode == 1
    assert "firstnam" in bad.stderr
    assert aimant("play", data=tmp_path, AIMANT_FLOWS_DIR=str(tmp_path / "no")).returncode == 2


def test_a_schema_and_a_picture(tmp_path: Path) -> None:
    schema = json.loads(aimant("schema", data=tmp_path).stdout)
    drawn = aimant("draw", "bant-b2b", "--lang", "fr", "--svg", str(tmp_path / "b.svg"), data=tmp_path)

    assert schema["$schema"].startswith("https://json-schema.org/")
    assert drawn.stdout.startswith("flowchart TD")
    assert ElementTree.parse(tmp_path / "b.svg").getroot().tag.endswith("svg")  # noqa: S314 — our own picture


def test_doctor_tells_what_is_wrong(tmp_path: Path) -> None:
    fresh = aimant("doctor", "--json", data=tmp_path)
    assert fresh.returncode == 0
    assert not list(tmp_path.iterdir())  # looking changes nothing
    aimant("lead", "list", data=tmp_path)
    assert aimant("doctor", data=tmp_path).returncode == 0
    smtp = {"AIMANT_SMTP_HOST": "mail.example", "AIMANT_MAIL_FROM": "a@b.example", "AIMANT_SMTP_SECURITY": "none"}
    clear = aimant("doctor", data=tmp_path, AIMANT_SMTP_PASSWORD="x", **smtp)
    assert "in the clear" in clear.stdout
    (tmp_path / "secret.key").write_bytes(b"x" * 32)
    (tmp_path / "secret.key").chmod(0o644)
    assert aimant("doctor", data=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"AIMANT_PORT": "abc"}, 2),
        ({"AIMANT_DATABASE_URL": "sqlite:///proc/none/x.db"}, 3),
        ({"AIMANT_DATABASE_URL": "mysql://x"}, 3),
    ],
)
def test_a_bad_setting_is_told_without_a_trace(tmp_path: Path, settings: dict[str, str], code: int) -> None:
    done = aimant("lead", "list", data=tmp_path, **settings)

    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", ";=1", "\n=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    out = io.StringIO(newline="")

    write_csv(out, [{"name": formula, "points": -5}])

    rows = list(csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline="")))
    assert rows == [["name", "points"], ["'" + formula, "-5"]]
    assert cell("Marie, de l’atelier") == "Marie, de l’atelier"


def test_the_command_line_speaks_both_languages_alike() -> None:
    assert _TEXTS["fr"].keys() == _TEXTS["en"].keys()
    assert all(_TEXTS[language].values() for language in _TEXTS)
