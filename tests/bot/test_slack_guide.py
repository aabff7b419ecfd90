"""docs/slack.md, done as it says: the lines to type are taken from the guide, in either language and transport."""

from __future__ import annotations

import asyncio
import re
import shlex
from pathlib import Path

import pytest

from adapters.channels.contract import Pace
from bot import doctor
from bot.cli import commands
from bot.settings import Settings
from bot.wording import phrase
from storage import outbox
from tests.conftest import Server, started
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.__main__ import Screen, parser

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "slack.md").read_text()
SPEED = 20.0


def lines_of(locale: str) -> list[str]:
    """What is to be typed in the guide of a language, line by line, without comments."""
    english, french = PAGE.split("# Slack en dix minutes")
    text = english if locale == "en" else french
    return [line.partition("  #")[0].strip() for line in text.splitlines() if re.match(r" {4,}\S", line)]


async def settled(server: Server) -> None:
    """All that was decided so far is shown; mail waits, as no server is set for it."""
    async with asyncio.timeout(10):
        while {row["lane"] for row in await outbox.listing(server.house.db, "pending")} - {"mail"}:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("locale", "socket"), [("en", True), ("fr", False)])
async def test_the_guide_leads_from_the_first_word_to_a_lead_that_was_claimed_and_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_port: int, locale: str, socket: bool
) -> None:
    monkeypatch.setattr(doctor, "LANG", locale)
    typed = [line for line in lines_of(locale) if line.split()[0] in {"dm", "press", "thread", "say"}]
    async with FakeSlack(speed=SPEED) as slack:
        w = slack.workspace(
            "T1", bot_token="xoxb-fake", channels={"C1": "hot-leads"}, app_token="xapp-fake" if socket else None
        )
        url = f"http://127.0.0.1:{free_port}/slack/events"
        if not socket:
            w.deliver_to(events=url, interactivity=url, commands=url)
        settings = {
            "slack_bot_token": w.bot_token,
            "slack_signing_secret": w.signing_secret,
            "slack_app_token": w.app_token,
            "slack_channel": "C1",
            "slack_base_url": slack.base_url,
            "slack_flow": "bant-b2b",
            "port": free_port,
        }
        looked = await doctor.examine(Settings(data_dir=tmp_path, **settings))  # type: ignore[arg-type]
        you = w.member("U1", "You", locale={"en": "en-US", "fr": "fr-FR"}[locale])
        screen = Screen(you)
        slack.watchers.append(screen.show)
        async with started(tmp_path, **settings) as server:
            for channel in server.house.channels:
                channel.chat_pace = channel.lane_pace = Pace(1 / SPEED, 3)
            if socket:
                await slack.until(lambda: slack.courier.connections(w) >= 2, 10)
            for line in typed:
                await screen.obey(line)
                await settled(server)
        inbox = "\n".join(m.words for m in you.inbox if m.bot_id)
        files = [file for m in you.inbox for file in m.files]
        [card] = [m for m in slack.channel("C1").messages if m.bot_id]
        thread = "\n".join(m.words for m in slack.channel("C1").threads[card.ts])

    assert [f.detail for f in looked if f.about == "slack-app"] == ["Acme"]
    assert [(f.verdict, f.detail) for f in looked if f.about == "slack-channel"] == [("ok", "#hot-leads")]
    assert f"`{phrase('doctor-slack-app', locale)}  Acme`" in PAGE
    assert len(files) == 2
    assert "pris · You" in card.words
    said, note = [line.removeprefix("say ") for line in typed if line.startswith("say ")]
    assert said in inbox
    assert note not in inbox
    assert "a rendu la conversation" in thread
    assert slack.breaches == []


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_other_line_of_the_guide_is_one_that_there_is(locale: str) -> None:
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text()
    seen = set()
    for line in lines_of(locale):
        words = shlex.split(line.partition("  ")[0]) if "’" not in line and "&" not in line else line.split()
        seen.add(words[0])
        match words:
            case ["dm" | "press" | "thread" | "say", *_]:
                pass
            case [".venv/bin/python", "-m", "tests.fakes.slack", *given]:
                assert parser().parse_args(given).socket
            case [".venv/bin/aimant", *command]:
                assert commands.main([*command, "--help"], standalone_mode=False) == 0
            case ["export", setting]:
                assert setting.partition("=")[0].removeprefix("AIMANT_").lower() in Settings.model_fields
            case ["make", target]:
                assert re.search(rf"^{target}:", makefile, re.MULTILINE)
            case _:
                raise AssertionError(line)

    assert {"dm", "press", "thread", "say", ".venv/bin/python", ".venv/bin/aimant", "export", "make"} == seen
