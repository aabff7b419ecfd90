"""The command line as people type it: in a process of its own, in both languages, with its exit codes."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import SecretStr

from bot.app import secret_of
from bot.cli_records import cell, write_csv, write_jsonl
from bot.settings import Settings
from bot.wording import _TEXTS
from tests import commands
from tests.bot.kit import BANT
from tests.bot.po import PO, compiled
from tests.conftest import put_tables
from tests.fakes.nats import NatsServer

COMMAND = str(Path(sys.executable).with_name("aimant"))


def aimant(
    *arguments: str, data: Path, said: str = "", lang: str = "en", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")}  # noqa: TID251 — its environment
    return commands.run(arguments, environment | {"AIMANT_DATA_DIR": str(data), "AIMANT_LANG": lang, **settings}, said)


@pytest.fixture(autouse=True)
async def _tables(tmp_path: Path) -> None:
    """What a command finds; that tables are made where none are is `test_database_commands`'."""
    await put_tables(tmp_path)


def test_a_talk_in_the_terminal_is_kept_scored_and_told(tmp_path: Path) -> None:
    talk = aimant("play", "bant-b2b", "--lang", "en", "--explain", data=tmp_path, said="\n".join(BANT) + "\n")

    assert talk.returncode == 0, talk.stderr
    assert "+20 fit" in talk.stdout
    assert "PROSPECT CHAUD" in talk.stdout
    [lead] = json.loads(aimant("lead", "list", "--json", data=tmp_path).stdout)
    shown = json.loads(aimant("lead", "show", "camille@dubois.example", "--json", data=tmp_path).stdout)
    assert sum(line["points"] for line in shown["ledger"]) == lead["points"] == 95
    told = aimant("lead", "show", "camille@dubois.example", data=tmp_path, lang="fr").stdout
    assert "Veut une solution" in told
    assert "within-" not in told
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
    assert aimant("outbox", "retry", "not-an-id", data=tmp_path).returncode == 1
    assert aimant("outbox", "retry", "ALL", data=tmp_path).returncode == 0
    assert aimant("lead", "erase", "x@y.example", data=tmp_path, said="n\n").returncode == 1


def test_a_flow_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    for command in ("play", "draw"):
        done = aimant(command, "livre-blan", data=tmp_path)

        assert done.returncode == 1
        assert "livre-blanc" in done.stderr


@pytest.mark.parametrize("command", ["play", "draw"])
def test_a_language_that_a_flow_does_not_speak_is_refused(tmp_path: Path, command: str) -> None:
    done = aimant(command, "livre-blanc", "--lang", "de", data=tmp_path, lang="fr")

    assert (done.returncode, done.stdout) == (2, "")
    assert "ne parle pas « de » ; possibles : fr, en" in done.stderr
    assert aimant(command, "livre-blanc", "--lang", "fr_BE", data=tmp_path).returncode == 0


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


def test_two_flows_of_one_name_are_told(tmp_path: Path) -> None:
    from bot.checking import CATALOG

    quiz = (CATALOG / "quiz-b2c.yaml").read_text()
    (tmp_path / "magnets").symlink_to(CATALOG / "magnets")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(quiz)

    done = aimant("check", data=tmp_path / "d", AIMANT_FLOWS_DIR=str(tmp_path))
    run = aimant("run", data=tmp_path / "d", lang="fr", AIMANT_FLOWS_DIR=str(tmp_path))
    (tmp_path / "b.yaml").write_text(quiz.replace("region: BE", "region: XX"))
    region = aimant("check", data=tmp_path / "d", AIMANT_FLOWS_DIR=str(tmp_path))

    assert (done.returncode, run.returncode, region.returncode) == (1, 1, 1)
    assert "b.yaml:1:1: problem: the name “quiz-b2c” is taken by the flow in a.yaml" in done.stderr
    assert "a.yaml:1:1: warning: this flow replaces “quiz-b2c”" in done.stderr
    assert "déjà celui du parcours de a.yaml" in run.stderr
    assert "b.yaml:6:1: problem: “XX”" in region.stderr


def test_a_schema_and_a_picture(tmp_path: Path) -> None:
    schema = json.loads(aimant("schema", data=tmp_path).stdout)
    drawn = aimant("draw", "bant-b2b", "--lang", "fr", "--svg", str(tmp_path / "b.svg"), data=tmp_path)

    assert schema["$schema"].startswith("https://json-schema.org/")
    assert drawn.stdout.startswith("flowchart TD")
    assert ElementTree.parse(tmp_path / "b.svg").getroot().tag.endswith("svg")  # noqa: S314 — our own picture


def test_doctor_tells_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "aimant.db").unlink()
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


BAD_SETTINGS = [
    ({"AIMANT_PORT": "abc"}, "nombre entier", "whole number", 2),
    ({"AIMANT_PORT": "70000"}, "limites (≤ 65535)", "limits (≤ 65535)", 2),
    ({"AIMANT_LOG_LEVEL": "loud"}, "valeurs possibles", "possible:", 2),
    ({"AIMANT_BASE_URL": "example.com"}, "http://", "http://", 2),
    ({"AIMANT_BASE_URL": "https://a.example/?x=1"}, "sans espace", "without spaces", 2),
    ({"AIMANT_BASE_URL": "http://["}, "http://", "http://", 2),
    ({"AIMANT_BASE_URL": "http://:::"}, "http://", "http://", 2),
    ({"AIMANT_BASE_URL": "http://a.example:99999"}, "http://", "http://", 2),
    ({"AIMANT_SECRET": "short"}, "64 chiffres", "64 hex digits", 2),
    ({"AIMANT_BUS_URL": "redis://a.example"}, "NATS", "NATS", 2),
    ({"AIMANT_BUS_URL": "nats://a.example,nats://b.example"}, "un seul", "exactly one", 2),
    ({"AIMANT_MAIL_FROM": "a@b.example, c@d.example"}, "une seule adresse", "exactly one", 2),
    ({"AIMANT_LANDING_FLOW": "livre-blan"}, "livre-blanc", "livre-blanc", 2),
    (
        {"AIMANT_SLACK_BOT_TOKEN": "xoxb-1", "AIMANT_SLACK_FLOW": "x"},
        "réglage AIMANT_SLACK_FLOW",
        "AIMANT_SLACK_FLOW",
        2,
    ),
    ({"AIMANT_TELEGRAM_BOTS": "x=1234:abcdef"}, "réglage AIMANT_TELEGRAM_BOTS", "setting AIMANT_TELEGRAM_BOTS", 2),
    (
        {"AIMANT_TELEGRAM_BOTS": "livre-blanc=1234:abcdef,bant-b2b=1234:abcdef"},
        "un même bot y est deux fois",
        "the same bot is there twice",
        2,
    ),
    ({"AIMANT_ALLOWED_ORIGINS": "foo"}, "sans chemin", "without a path", 2),
    ({"AIMANT_ALLOWED_ORIGINS": "https://a.example/x"}, "sans chemin", "without a path", 2),
    ({"AIMANT_SLACK_BOT_TOKEN": "secret-of-ours"}, "commence par xoxb-", "begins with xoxb-", 2),
    ({"AIMANT_SLACK_APP_TOKEN": "xoxb-1"}, "commence par xapp-", "begins with xapp-", 2),
    ({"AIMANT_SMTP_HOST": "http://smtp.example"}, "nom d’une machine", "machine's name", 2),
    ({"AIMANT_TELEGRAM_BASE_URL": "telegram"}, "http://", "http://", 2),
    ({"AIMANT_SLACK_BASE_URL": "slack.com"}, "http://", "http://", 2),
    ({"AIMANT_HOST": "no-such-host.invalid"}, "aucune machine ne s’appelle", "no machine is called", 3),
    ({"AIMANT_HOST": "192.0.2.1"}, "n’est pas une adresse de cette machine", "not an address of this", 3),
]


@pytest.mark.parametrize(("settings", "french", "english", "code"), BAD_SETTINGS, ids=lambda value: str(value)[:40])
def test_a_setting_that_cannot_be_is_told_in_both_languages(
    tmp_path: Path, settings: dict[str, str], french: str, english: str, code: int
) -> None:
    for lang, words in (("fr", french), ("en", english)):
        done = aimant("run", data=tmp_path, lang=lang, **settings)

        assert done.returncode == code, done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert "secret-of-ours" not in done.stderr


def test_a_language_of_the_terminal_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = aimant("lead", "list", data=tmp_path, lang="de")

    assert done.returncode == 2
    assert "AIMANT_LANG: possible: fr, en" in done.stderr


def test_an_empty_variable_is_one_that_is_not_set(tmp_path: Path) -> None:
    empty = dict.fromkeys(("AIMANT_FLOWS_DIR", "AIMANT_PORT", "AIMANT_BASE_URL", "AIMANT_SMTP_HOST"), "")

    assert aimant("doctor", data=tmp_path, **empty).returncode == 0


def test_a_variable_that_is_no_setting_is_told_with_what_was_meant(tmp_path: Path) -> None:
    run = aimant("run", data=tmp_path / "no", lang="fr", AIMANT_PROT="1", AIMANT_HOST="192.0.2.1")
    doctor = aimant("doctor", data=tmp_path, AIMANT_PROT="1")

    assert "AIMANT_PROT n’est pas un réglage : il ne change rien — vouliez-vous dire AIMANT_PORT ?" in run.stderr
    assert doctor.returncode == 0
    assert "did you mean AIMANT_PORT?" in doctor.stdout


def test_a_key_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    program = (
        "import errno, os, pathlib, sys\n"
        "def full(*_): raise OSError(errno.ENOSPC, '')\n"
        "pathlib.Path.write_bytes = full\n"
        "sys.argv = ['aimant', 'run']\n"
        "from bot.start import main; main()"
    )
    environment = {**os.environ, "AIMANT_DATA_DIR": str(tmp_path), "AIMANT_LANG": "fr", "AIMANT_PORT": "0"}  # noqa: TID251
    done = subprocess.run(  # noqa: S603 — our own command
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60, check=False
    )

    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert "le disque est plein" in done.stderr
    assert not [p for p in tmp_path.iterdir() if "secret" in p.name]


def test_a_secret_that_is_set_is_the_secret_and_none_is_made(tmp_path: Path) -> None:
    digits = "0123456789abcdef" * 4
    there = Settings(data_dir=tmp_path / "a", secret=SecretStr(digits))
    moved = Settings(data_dir=tmp_path / "b")

    made = secret_of(moved)

    assert secret_of(there) == bytes.fromhex(digits)
    assert not (tmp_path / "a").exists()
    assert secret_of(Settings(data_dir=tmp_path / "c", secret=SecretStr(made.hex()))) == made == secret_of(moved)
    told = aimant("doctor", data=tmp_path / "d", AIMANT_SECRET=digits)
    assert told.returncode == 0
    assert digits not in told.stdout + told.stderr


def test_a_taken_port_a_bad_folder_and_a_bad_key_are_told_apart(tmp_path: Path, free_port: int) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "short").mkdir(mode=0o700)
    (tmp_path / "short" / "secret.key").write_bytes(b"x" * 5)
    with socket.create_server(("127.0.0.1", free_port)):
        taken = aimant("run", data=tmp_path / "d", AIMANT_PORT=str(free_port))
    folder = aimant("run", data=tmp_path / "file", AIMANT_PORT="0")
    key = aimant("run", data=tmp_path / "short", AIMANT_PORT="0", lang="fr")

    assert (taken.returncode, folder.returncode, key.returncode) == (3, 3, 3)
    assert "is not free" in taken.stderr
    assert "the data folder cannot be used" in folder.stderr
    assert "illisible ou trop courte" in key.stderr
    doctor = aimant("doctor", data=tmp_path / "short")
    assert doctor.returncode == 1
    assert "too short" in doctor.stdout
    file = aimant("doctor", data=tmp_path / "file", lang="fr")
    assert file.returncode == 1
    assert "ce n’est pas un dossier" in file.stdout


async def test_doctor_asks_the_bus_and_never_shows_its_password(tmp_path: Path) -> None:
    async with NatsServer() as nats:
        there = await asyncio.to_thread(aimant, "doctor", data=tmp_path, AIMANT_BUS_URL=nats.url)
        url = nats.url.replace("//", "//me:hush@")
        await nats.kill()
        gone = await asyncio.to_thread(aimant, "doctor", data=tmp_path, lang="fr", AIMANT_BUS_URL=url)

    assert (there.returncode, gone.returncode) == (0, 0)
    assert f"127.0.0.1:{nats.port}" in there.stdout
    assert "no answer" not in there.stdout
    assert f"pas de réponse de 127.0.0.1:{nats.port}" in gone.stdout
    assert "hush" not in gone.stdout + gone.stderr


def test_doctor_tells_what_is_missing_for_slack(tmp_path: Path) -> None:
    half = aimant("doctor", data=tmp_path, lang="fr", AIMANT_SLACK_CLIENT_ID="1.2")
    both = {"AIMANT_SLACK_CLIENT_ID": "1.2", "AIMANT_SLACK_CLIENT_SECRET": "s"}
    nowhere = aimant("doctor", data=tmp_path, **both)

    assert (half.returncode, nowhere.returncode) == (1, 0)
    assert "vont ensemble" in half.stdout
    assert "AIMANT_SLACK_CHANNEL is not set" in nowhere.stdout
    assert "AIMANT_SLACK_CHANNEL" not in aimant("doctor", data=tmp_path, AIMANT_SLACK_CHANNEL="x", **both).stdout


HALVES = [
    {"AIMANT_SLACK_APP_TOKEN": "xapp-1"},
    {"AIMANT_SLACK_SIGNING_SECRET": "s"},
    {"AIMANT_SLACK_CHANNEL": "C1"},
]


@pytest.mark.parametrize("half", HALVES, ids=lambda half: next(iter(half)))
def test_doctor_tells_that_slack_lacks_its_token(tmp_path: Path, half: dict[str, str]) -> None:
    for lang, words in (("fr", "réglé sans AIMANT_SLACK_BOT_TOKEN"), ("en", "set without AIMANT_SLACK_BOT_TOKEN")):
        done = aimant("doctor", data=tmp_path, lang=lang, AIMANT_SLACK_BASE_URL="http://127.0.0.1:9/", **half)

        assert done.returncode == 1
        assert words in done.stdout
        assert next(iter(half)) in done.stdout


def test_doctor_tells_of_settings_and_of_the_landing_page(tmp_path: Path) -> None:
    setting = aimant("doctor", "--json", data=tmp_path, AIMANT_BASE_URL="nonsense")
    landing = aimant("doctor", data=tmp_path, AIMANT_LANDING_FLOW="nowhere")

    assert setting.returncode == landing.returncode == 1
    assert json.loads(setting.stdout)[0]["verdict"] == "problem"
    assert "nowhere" in landing.stdout


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "none" / "x.svg", Path("/proc/x.svg")):
        drawn = aimant("draw", "bant-b2b", "--svg", str(target), data=tmp_path, lang="fr")
        exported = aimant("export", "--output", str(target), data=tmp_path)
        assert (drawn.returncode, exported.returncode) == (2, 2)
        assert "impossible d’écrire" in drawn.stderr
        assert "cannot be written" in exported.stderr
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("aimant.db")) == ["folder"]


def test_a_file_is_written_like_any_other_and_through_a_link(tmp_path: Path) -> None:
    kept, link, new = tmp_path / "kept.csv", tmp_path / "link.csv", tmp_path / "new.csv"
    kept.write_text("old")
    kept.chmod(0o640)
    link.symlink_to(kept)
    mask = os.umask(0o022)
    try:
        for target in (link, new):
            assert aimant("export", "--output", str(target), data=tmp_path).returncode == 0
    finally:
        os.umask(mask)

    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8-sig").startswith('"')
    assert [path.stat().st_mode & 0o777 for path in (kept, new)] == [0o640, 0o644]


def test_what_cannot_be_drawn_to_a_file_is_not_printed_either(tmp_path: Path) -> None:
    done = aimant("draw", "bant-b2b", "--svg", str(tmp_path / "no" / "x.svg"), data=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")


def test_every_kind_of_effect_and_every_carrier_has_a_name() -> None:
    kinds = set(re.findall(r'kind: Literal\["(\w+)"\]', Path("flows/effects.py").read_text()))

    assert {f"kind-{kind}" for kind in kinds} <= _TEXTS["fr"].keys()
    assert {f"by-{name}" for name in ("email", "email-alert", "terminal", "slack", "desk", "relay", "erasure")} <= (
        _TEXTS["fr"].keys()
    )


def test_an_erasure_looks_before_it_asks_and_takes_yes_in_either_language(tmp_path: Path) -> None:
    aimant("play", "livre-blanc", "--lang", "fr", data=tmp_path, said="1\n2\noui\nMarie\nmarie@exemple.be\nnon\n")

    nobody = aimant("lead", "erase", "paul@exemple.be", data=tmp_path, lang="fr")
    refused = aimant("lead", "erase", "marie@exemple.be", data=tmp_path, lang="fr", said="n\n")
    silent = aimant("lead", "erase", "marie@exemple.be", data=tmp_path, said="\n")
    agreed = aimant("lead", "erase", "marie@exemple.be", data=tmp_path, lang="fr", said="oui\n")

    assert (nobody.returncode, refused.returncode, silent.returncode, agreed.returncode) == (1, 1, 1, 0)
    assert "[o/N]" not in nobody.stdout + nobody.stderr
    assert "(conversations : 1 ; leads : Marie)" in refused.stderr
    assert refused.stdout == ""
    assert "Reçu" in agreed.stdout


def test_retrying_says_whether_there_was_anything_to_retry(tmp_path: Path) -> None:
    unknown = "00000000-0000-0000-0000-000000000001"

    everything = aimant("outbox", "retry", "ALL", data=tmp_path)
    one = aimant("outbox", "retry", unknown, data=tmp_path, lang="fr")
    told = aimant("outbox", "retry", unknown, "--json", data=tmp_path)

    assert (everything.returncode, one.returncode, told.returncode) == (0, 1, 1)
    assert "no dead effects" in everything.stdout
    assert "aucun effet abandonné de ce numéro" in one.stderr
    assert json.loads(told.stdout) == {"retried": 0}


def test_every_command_that_prints_data_takes_json(tmp_path: Path) -> None:
    aimant("play", "livre-blanc", "--lang", "fr", data=tmp_path, said="1\n2\noui\nMarie\nmarie@exemple.be\nnon\n")

    lead = json.loads(aimant("lead", "export", "marie@exemple.be", "--json", data=tmp_path).stdout)
    rows = aimant("export", "--json", data=tmp_path).stdout.splitlines()

    assert lead["leads"][0]["email"] == "marie@exemple.be"
    assert [json.loads(row)["name"] for row in rows] == ["Marie"]


def test_no_export_holds_what_a_terminal_would_act_on() -> None:
    hostile = "a\x1b]0;x\x07b\x9b31mc\x7f\x00d\te\nf"
    table, lines = io.StringIO(newline=""), io.StringIO()

    write_csv(table, [{"name": hostile}])
    write_jsonl(lines, [{"name": hostile}])

    for text in (table.getvalue(), lines.getvalue()):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert json.loads(lines.getvalue())["name"] == hostile  # nothing is lost where it can be spelled
    assert '"abc d e f"' in table.getvalue()


ENGLISH = re.compile(
    r"\b(WHO|FLOW|WHICH|COMMAND|ARGS|integer|database|usage|options:|error|missing|no such|invalid|show this|default"
    r"|aborted|try|does not)\b",
    re.I,
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lead", "list", "--help"],
        ["outbox", "retry", "--help"],
        ["export", "--help"],
        ["led"],
        ["lead", "show"],
        ["lead", "list", "--limit", "x"],
        ["lead", "list", "--limit", "0"],
        ["lead", "list", "extra"],
        ["lead", "list", "--nope"],
        ["check", "no-such-file"],
        ["export", "--format", "xml"],
        ["doctor"],
        ["lead", "list"],
        ["telegram", "link", "--help"],
        ["dead-letter", "list", "--help"],
        ["draw", "--help"],
        ["db", "--help"],
        ["db", "copy", "--help"],
        ["db", "copy"],
        ["db", "copy", "--from", "sqlite://nowhere.db", "--to", "mysql://x"],
        ["db", "copy", "--from", "sqlite:///dev/null", "--to", "mysql://x"],
        ["db", "backup", "--help"],
        ["db", "backup", "nowhere/b.tar"],
        ["db", "restore", "--help"],
        ["db", "restore", "nowhere.tar"],
        ["simulate", "--help"],
        ["simulate"],
        ["snippet", "--help"],
        ["snippet", "livre-blanc", "--site", "nowhere"],
    ],
    ids=" ".join,
)
def test_the_french_command_line_has_no_english_in_it(tmp_path: Path, arguments: list[str]) -> None:
    done = aimant(*arguments, data=tmp_path, lang="fr", LC_ALL="en_US.UTF-8", LANGUAGE="en")

    assert not ENGLISH.search((done.stdout + done.stderr).replace("[OPTIONS]", "").replace("Options:", ""))


def test_the_english_command_line_stays_english_on_a_french_machine(tmp_path: Path) -> None:
    done = aimant("led", data=tmp_path, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr")

    assert "No such command" in done.stderr


def test_the_version_is_that_of_the_project(tmp_path: Path) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]

    assert aimant("--version", data=tmp_path).stdout == f"aimant {project['version']}\n"


def test_the_compiled_words_are_those_of_their_source() -> None:
    assert PO.with_suffix(".mo").read_bytes() == compiled(PO.read_text(encoding="utf-8"))


def test_a_card_in_a_file_or_a_journal_names_nobody(tmp_path: Path) -> None:
    talk = aimant("play", "bant-b2b", "--lang", "en", data=tmp_path, said="\n".join(BANT) + "\n")

    card = talk.stdout[talk.stdout.index("PROSPECT CHAUD") :]
    assert "score 95" in card
    assert "aimant alert list" in card
    for fact in ("Camille", "Dubois", "camille@", "0470", "470 12"):
        assert fact not in card


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"AIMANT_PORT": "abc"}, 2),
        ({"AIMANT_DATABASE_URL": "sqlite:///proc/none/x.db"}, 3),
        ({"AIMANT_DATABASE_URL": "mysql://x"}, 2),
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
    assert rows == [["name", "points"], ["'" + formula.strip(), "-5"]]
    assert cell("Marie, de l’atelier") == "Marie, de l’atelier"


def test_the_command_line_speaks_both_languages_alike() -> None:
    assert _TEXTS["fr"].keys() == _TEXTS["en"].keys()
    assert all(_TEXTS[language].values() for language in _TEXTS)
