"""What deploy/ holds: read by the tools that read such files, true to the settings, and restarted without a gap."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import compose_spec
import crossplane
import pytest
import yaml
from click.testing import CliRunner

from bot.cli import commands
from bot.settings import Settings
from tests.bot.kit import BANT, Visitor
from tests.bot.test_cli import COMMAND
from tests.ports import free

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(DEPLOY.iterdir())


def test_the_image_is_built_as_its_linter_wants(tmp_path: Path) -> None:
    linter = Path(sys.executable).with_name("hadolint")
    (tmp_path / "Dockerfile").write_text("FROM python\nRUN cd /x && sudo pip install aimant\n")

    def told(path: Path) -> str:
        done = subprocess.run([linter, "--format=tty", path], capture_output=True, text=True, check=False)  # noqa: S603
        return done.stdout + done.stderr

    assert told(tmp_path / "Dockerfile") != ""
    assert told(DEPLOY / "Dockerfile") == ""


def test_the_image_runs_without_rights_and_holds_what_the_product_is_made_of() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    last = text.rpartition("\nFROM ")[2]
    copied = set(re.findall(r"^COPY (?!--)(?:.* )?(\w+) \w+$", text, re.MULTILINE))
    sent = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line[0] == "!"}

    assert text.count("\nFROM ") == 2
    assert re.search(r"^USER \d+:\d+$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert {"bot", "flows", "adapters", "storage"} <= copied
    assert copied | {"pyproject.toml", "README.md", "requirements.lock"} == sent
    assert all((ROOT / each).exists() for each in sent)
    for name in FILES:
        assert not re.search(r"index-url|https?://[^ ]*(\.whl|/simple)|/root/|/work/", name.read_text()), name


def test_the_compose_file_is_one_and_hangs_together() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    plain: dict[str, Any] = yaml.safe_load(text)

    read = compose_spec.PyCompose.from_yaml(yaml.safe_dump(plain))  # it knows no merged maps
    read.validate()

    assert set(read.service_names()) == set(plain["services"])
    assert {"aimant-1", "aimant-2", "database"} <= set(plain["services"])
    with pytest.raises(Exception, match=r"services\.a"):
        compose_spec.PyCompose.from_yaml("services:\n  a:\n    image: [1]\n")
    for name, service in plain["services"].items():
        assert set(service.get("networks", [])) <= set(plain["networks"]), name
        assert set(service.get("depends_on", {})) <= set(plain["services"]), name
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in plain["volumes"] or (DEPLOY / source).exists(), volume
        for needed, how in service.get("depends_on", {}).items():
            own = plain["services"][needed]
            assert how["condition"] == "service_healthy"
            assert "healthcheck" in own or own["image"].startswith("aimant"), needed
    product = plain["services"]["aimant-1"]
    assert product["read_only"]
    assert product["cap_drop"] == ["ALL"]
    assert (DEPLOY / product["build"]["context"] / product["build"]["dockerfile"]).exists()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_named_there_is_a_setting(path: Path) -> None:
    ours = {f"AIMANT_{name.upper()}" for name in Settings.model_fields}

    named = set(re.findall(r"\bAIMANT_[A-Z_]+\b", path.read_text()))

    assert named <= ours


def test_the_example_of_settings_is_one_that_the_program_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in (DEPLOY / "env.example").read_text().splitlines():
        name, found, value = line.removeprefix("# ").partition("=")
        if found and name.startswith("AIMANT_") and "…" not in value:
            monkeypatch.setenv(name, value)

    settings = Settings()

    assert settings.mail_ready
    assert settings.bots()[0][2] == "bant-b2b"


def test_the_service_is_one_that_systemd_takes(tmp_path: Path) -> None:
    text = (DEPLOY / "aimant@.service").read_text()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=aimant", "KillSignal=SIGTERM", "Restart=always"):
        assert f"\n{line}\n" in text
    assert int(re.findall(r"TimeoutStopSec=(\d+)", text)[0]) >= 16  # requests, then effects, then a moment
    if shutil.which("systemd-analyze") is None:
        return
    unit = tmp_path / "aimant@8081.service"
    # the program is not there on this machine; everything else is to be right
    unit.write_text(text.replace("/opt/aimant/.venv/bin/aimant run", "/bin/true").replace("Documentation=", "#"))

    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)  # noqa: S603, S607

    assert checked.stderr == ""


def test_nginx_passes_events_on_as_they_come_and_tries_again_elsewhere() -> None:
    read = crossplane.parse(str(DEPLOY / "nginx.conf"), single=True, check_ctx=False)
    server = [each["block"] for each in read["config"][0]["parsed"] if each["directive"] == "server"][-1]
    told = {each["directive"]: each["args"] for each in server}
    places = {" ".join(each["args"]): each["block"] for each in server if each["directive"] == "location"}
    [events] = [block for place, block in places.items() if "events" in place]
    [place] = [place.removeprefix("~ ") for place in places if "events" in place]

    assert read["errors"] == []
    assert {"non_idempotent", "error", "http_503"} <= set(told["proxy_next_upstream"])
    assert {"directive": "proxy_buffering", "args": ["off"]} in [
        {"directive": each["directive"], "args": each["args"]} for each in events
    ]
    assert re.search(place, "/api/v1/conversations/5e0f1d52-0a41-4c55-9f0c-2a3f1c7be001/events")
    assert not re.search(place, "/api/v1/conversations/5e0f1d52-0a41-4c55-9f0c-2a3f1c7be001")


def test_caddy_is_told_the_same() -> None:
    text = (DEPLOY / "Caddyfile").read_text()

    assert text.count("{") == text.count("}")
    assert "flush_interval -1" in text
    assert "method GET POST DELETE" in text
    assert "not path /api/v1/conversations/*/events" in text


def test_the_commands_that_the_documents_name_are_there() -> None:
    named: set[tuple[str, ...]] = set()
    for page in ("operations.md", "scaling.md"):
        text = (ROOT / "docs" / page).read_text()
        named |= {tuple(found.split()) for found in re.findall(r"\baimant ((?:db )?[a-z]+)\b(?= |`|$)", text)}

    assert ("db", "backup") in named
    for name in named - {("run",)}:
        done = CliRunner().invoke(commands, [*name, "--help"])
        assert done.exit_code == 0, name


class Proxy:
    """What the proxies of deploy/ do: a request goes to a process that takes it, and elsewhere when it does not."""

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.next, self.elsewhere = ports, 0, 0

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            body = await reader.readexactly(int(length[1])) if length else b""
            head = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", head).replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
            writer.write(await self.answer(head + body))
            await writer.drain()
        writer.close()

    async def answer(self, request: bytes) -> bytes:
        for _ in range(200):
            self.next += 1
            with suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.ports[self.next % len(self.ports)])
                writer.write(request)
                answer = await reader.read()
                writer.close()
                if answer and not answer.startswith(b"HTTP/1.1 503"):
                    return answer
            self.elsewhere += 1
            await asyncio.sleep(0.05)
        return b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def _started(data: Path, port: int) -> asyncio.subprocess.Process:
    """A process that serves, as ExecStartPost of the unit waits for."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AIMANT_")}  # noqa: TID251 — its environment
    environment |= {"AIMANT_DATA_DIR": str(data), "AIMANT_PORT": str(port), "AIMANT_LOG_LEVEL": "error"}
    process = await asyncio.create_subprocess_exec(COMMAND, "run", env=environment, stdout=asyncio.subprocess.DEVNULL)
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while True:
            with suppress(aiohttp.ClientError):
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return process
            await asyncio.sleep(0.05)


async def _stopped(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 20) == 0  # within TimeoutStopSec, and well


def _healthy(port: int) -> bool:
    """What the image's own look at its health says."""
    found = re.search(r"HEALTHCHECK .*\\\n\s+CMD (\[.*\])", (DEPLOY / "Dockerfile").read_text())
    assert found is not None
    _, *command = json.loads(found[1])
    done = subprocess.run([sys.executable, *command], env={"AIMANT_PORT": str(port)}, capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


@pytest.mark.timeout(180)
async def test_both_processes_are_restarted_and_nobody_in_a_talk_notices(tmp_path: Path) -> None:
    ports = [free(), free()]
    processes = [await _started(tmp_path, port) for port in ports]
    proxy = Proxy(ports)
    front = await asyncio.start_server(proxy.pass_on, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{front.sockets[0].getsockname()[1]}"
    stop, ended = asyncio.Event(), 0

    async def talks(session: aiohttp.ClientSession) -> None:
        nonlocal ended
        while not stop.is_set():
            somebody = await Visitor.begin(session, url, "bant-b2b", "en")
            for text in BANT:
                await somebody.say(text)  # which asserts that it was answered
            assert somebody.last["state"] == "done"
            status, told = await somebody.resume()
            assert status == 200
            assert [m["from"] for m in told["messages"]].count("you") == len(BANT)  # none lost, none twice
            ended += 1

    try:
        async with aiohttp.ClientSession() as session:
            assert await asyncio.to_thread(_healthy, ports[0])
            assert not await asyncio.to_thread(_healthy, free())
            crowd = [asyncio.create_task(talks(session)) for _ in range(6)]
            for place, port in enumerate(ports):
                await _stopped(processes[place])
                await asyncio.sleep(0.5)
                processes[place] = await _started(tmp_path, port)
            stop.set()
            await asyncio.gather(*crowd)
    finally:
        front.close()
        for process in processes:
            with suppress(ProcessLookupError):
                await _stopped(process)

    assert ended >= 6
    assert proxy.elsewhere > 0, "no request met a process that was being restarted"
