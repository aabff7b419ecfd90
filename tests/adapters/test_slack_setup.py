"""Setting Slack up: the manifest names what the server answers to, and the doctor says what to add."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.channels.slack.manifest import manifest
from bot import doctor
from bot.settings import Settings
from tests.bot.test_lanes import installed
from tests.bot.test_slack import SECRET, SPEED
from tests.conftest import started
from tests.fakes.slack import FakeSlack, error


def test_over_https_every_address_is_one_that_the_server_answers_to() -> None:
    made = manifest("https://a.example/", socket=False, oauth=True)

    assert made["settings"]["event_subscriptions"]["request_url"] == "https://a.example/slack/events"
    assert made["settings"]["interactivity"]["request_url"] == "https://a.example/slack/interactivity"
    assert made["features"]["slash_commands"][0]["url"] == "https://a.example/slack/commands"
    assert made["oauth_config"]["redirect_urls"] == ["https://a.example/slack/oauth"]
    assert not made["settings"]["socket_mode_enabled"]


def test_with_a_socket_no_address_is_called() -> None:
    made = manifest("http://127.0.0.1:8080", socket=True, oauth=False)

    assert made["settings"]["socket_mode_enabled"]
    assert "127.0.0.1" not in str(made)


def test_each_kind_of_shortcut_has_an_id_of_its_own() -> None:
    shortcuts = manifest("https://a.example", socket=False, oauth=False)["features"]["shortcuts"]

    assert {s["type"]: s["callback_id"] for s in shortcuts} == {"global": "aimant", "message": "aimant-message"}


@pytest.mark.parametrize(("lang", "words"), [("fr", "il manque des droits"), ("en", "scopes are missing")])
async def test_the_doctor_names_the_scopes_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(doctor, "LANG", lang)
    async with FakeSlack(speed=SPEED) as slack:
        w = slack.workspace("T1", bot_token="xoxb-1", signing_secret=SECRET)
        given: dict[str, Any] = {
            "data_dir": tmp_path,
            "slack_bot_token": "xoxb-1",
            "slack_base_url": slack.base_url,
            "slack_signing_secret": SECRET,
        }
        good = await doctor.examine(Settings(**given))
        w.scopes -= {"files:write", "im:history"}
        bad = await doctor.examine(Settings(**given))

    assert [f.verdict for f in good if f.about == "slack-app"] == ["ok"]
    [finding] = [f for f in bad if f.about == "slack-app"]
    assert finding.verdict == "problem"
    assert words in finding.detail
    assert "files:write, im:history" in finding.detail
    assert slack.breaches == []


async def test_the_doctor_looks_at_each_workspace_that_installed_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "LANG", "en")
    async with FakeSlack(speed=SPEED) as slack:
        given: dict[str, Any] = {
            "slack_client_id": slack.client_id,
            "slack_client_secret": slack.client_secret,
            "slack_signing_secret": SECRET,
            "slack_base_url": slack.base_url,
        }
        for n, name in enumerate(("Good", "Poor", "Gone")):
            slack.workspace(f"T{n}", bot_token=f"xoxb-secret-{n}", signing_secret=SECRET, name=name)
        async with started(tmp_path, **given) as server:
            for team in ("T0", "T1", "T2"):
                await installed(server.url, slack, team)
        slack.workspaces["T1"].scopes -= {"im:write"}
        slack.workspaces["T2"].always("auth.test", error("token_revoked"))
        found = [f for f in await doctor.examine(Settings(data_dir=tmp_path, **given)) if f.about == "slack-app"]
        (tmp_path / "secret.key").write_bytes(b"another secret of thirty-two byte")
        other_key = [f for f in await doctor.examine(Settings(data_dir=tmp_path, **given)) if f.about == "slack-app"]

    assert [(f.verdict, f.detail) for f in found] == [
        ("ok", "Good"),
        ("problem", "Poor: scopes are missing: im:write (aimant slack manifest, then install again)"),
        ("problem", "Gone: the token is refused"),
    ]
    assert {(f.verdict, f.detail.partition(": ")[2]) for f in other_key} == {
        ("problem", "its token is sealed with another key: install the app again (/slack/install)")
    }
    assert slack.breaches == []
