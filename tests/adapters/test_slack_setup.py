"""Setting Slack up: the manifest names what the server answers to, and the doctor says what to add."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.channels.slack.manifest import manifest
from bot import doctor
from bot.settings import Settings
from tests.bot.test_lanes import installed
from tests.bot.test_slack import SECRET, SPEED, own_flows
from tests.conftest import started
from tests.fakes.slack import FakeSlack, Fault, error


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


@pytest.mark.parametrize(("lang", "words"), [("fr", "AIMANT_SLACK_APP_TOKEN est refusé"), ("en", "is refused")])
async def test_the_doctor_tries_the_app_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(doctor, "LANG", lang)
    async with FakeSlack(speed=SPEED) as slack:
        slack.workspace("T1", bot_token="xoxb-1", app_token="xapp-1")
        given: dict[str, Any] = {"slack_bot_token": "xoxb-1", "slack_base_url": slack.base_url}
        good = await doctor.examine(Settings(data_dir=tmp_path, slack_app_token="xapp-1", **given))
        bad = await doctor.examine(Settings(data_dir=tmp_path, slack_app_token="xapp-2", **given))

    assert [f.verdict for f in good if f.about == "slack-app"] == ["ok"]
    [finding] = [f for f in bad if f.about == "slack-app" and f.verdict == "problem"]
    assert words in finding.detail
    assert "invalid_auth" in finding.detail


WHERE = {
    "C1": ("ok", "#hot-leads", "#hot-leads"),
    "#hot-leads": ("ok", "#hot-leads", "#hot-leads"),
    "hot-leads": ("ok", "hot-leads", "hot-leads"),
    "C404": ("problem", "C404: pas de tel canal", "C404: no such channel"),
    "C2": ("problem", "#big-leads: le robot n’y est pas", "#big-leads: the bot is not in it"),
    "#big-leads": ("problem", "#big-leads: le robot n’est dans aucun canal", "#big-leads: the bot is in no channel"),
    "G1": ("problem", "G1: pas de tel canal", "G1: no such channel"),
    "C3": ("problem", "#old-leads: le canal est archivé", "#old-leads: the channel is archived"),
}


@pytest.mark.parametrize("channel", WHERE)
@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_the_doctor_says_whether_alerts_have_a_channel_to_go_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, channel: str
) -> None:
    monkeypatch.setattr(doctor, "LANG", lang)
    verdict, *words = WHERE[channel]
    async with workspace() as (slack, given):
        found = await looked(tmp_path, slack_channel=channel, **given)

    [(really, detail)] = found
    assert really == verdict
    assert detail.startswith(words[lang == "en"])
    assert slack.breaches == []


@pytest.mark.parametrize(("lang", "words"), [("fr", "il manque des droits"), ("en", "scopes are missing")])
@pytest.mark.parametrize(("channel", "scope"), [("C1", "channels:read"), ("#hot-leads", "groups:read")])
async def test_without_the_scope_to_look_the_doctor_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str, channel: str, scope: str
) -> None:
    monkeypatch.setattr(doctor, "LANG", lang)
    async with workspace() as (slack, given):
        slack.workspaces["T1"].scopes -= {scope}
        found = await looked(tmp_path, slack_channel=channel, **given)

    [(verdict, detail)] = found
    assert scope in manifest("", socket=True, oauth=False)["oauth_config"]["scopes"]["bot"]
    assert verdict == "warning"
    assert detail.startswith(f"{channel}: {words}: {scope}" if lang == "en" else f"{channel}: {words} : {scope}")


async def test_the_doctor_looks_at_the_channels_that_flows_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "LANG", "en")
    rules = "  slack_channel: C404\n  channels:\n    - {when: {size: medium}, slack_channel: C2}\n"
    flows = own_flows(tmp_path / "flows", rules)
    async with workspace() as (_, given):
        found = await looked(tmp_path / "data", slack_channel="C1", flows_dir=flows, **given)

    assert [(verdict, detail.partition(":")[0]) for verdict, detail in found] == [
        ("ok", "#hot-leads"),
        ("problem", "#big-leads"),
        ("problem", "C404"),
    ]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (error("invalid_auth"), []),
        (error("fatal_error"), [("warning", "C1: Slack answers fatal_error")]),
        (Fault.RESET, []),
    ],
    ids=str,
)
async def test_what_else_slack_says_of_a_channel_is_told_and_what_was_told_of_the_token_is_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Any, told: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(doctor, "LANG", "en")
    async with workspace() as (slack, given):
        slack.workspaces["T1"].always("conversations.info", act)
        found = await looked(tmp_path, slack_channel="C1", **given)

    assert found == told


@asynccontextmanager
async def workspace() -> AsyncIterator[tuple[FakeSlack, dict[str, Any]]]:
    """A workspace with channels that the bot is in, is not in, cannot see, or that are no more; and what is set."""
    channels = {"C1": "hot-leads", "C2": "big-leads", "G1": "secret-leads", "C3": "old-leads"}
    async with FakeSlack(speed=SPEED) as slack:
        slack.workspace("T1", bot_token="xoxb-1", signing_secret=SECRET, channels=channels)
        slack.channel("C2").bot_in = slack.channel("G1").bot_in = False
        slack.channel("C3").archived = True
        yield (
            slack,
            {"slack_bot_token": "xoxb-1", "slack_base_url": slack.base_url, "slack_signing_secret": SECRET},
        )


async def looked(data: Path, **given: Any) -> list[tuple[str, str]]:
    """What the doctor finds of the channels."""
    found = await doctor.examine(Settings(data_dir=data, **given))
    return [(f.verdict, f.detail) for f in found if f.about == "slack-channel"]


@pytest.mark.usefixtures("only_sqlite")  # commands that look into the folder
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
            "slack_channel": "C404",
        }
        for n, name in enumerate(("Good", "Poor", "Gone")):
            slack.workspace(f"T{n}", bot_token=f"xoxb-secret-{n}", signing_secret=SECRET, name=name)
        async with started(tmp_path, **given) as server:
            for team in ("T0", "T1", "T2"):
                await installed(server.url, slack, team)
        slack.workspaces["T1"].scopes -= {"im:write"}
        slack.workspaces["T2"].always("auth.test", error("token_revoked"))
        every = await doctor.examine(Settings(data_dir=tmp_path, **given))
        found = [f for f in every if f.about == "slack-app"]
        (tmp_path / "secret.key").write_bytes(b"another secret of thirty-two byte")
        other_key = [f for f in await doctor.examine(Settings(data_dir=tmp_path, **given)) if f.about == "slack-app"]

    assert [(f.verdict, f.detail) for f in found] == [
        ("ok", "Good"),
        ("problem", "Poor: scopes are missing: im:write (aimant slack manifest, then install again)"),
        ("problem", "Gone: the token is refused"),
    ]
    assert [f.detail.partition(":")[0] for f in every if f.about == "slack-channel"] == ["C404"]  # of the first alone
    assert {(f.verdict, f.detail.partition(": ")[2]) for f in other_key} == {
        ("problem", "its token is sealed with another key: install the app again (/slack/install)")
    }
    assert slack.breaches == []
