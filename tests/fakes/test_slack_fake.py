"""The fake Slack does as Slack does, seen by Slack's own client, and refuses all that Slack would."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import SCOPES, FakeSlack, Fault, Member, NotShown, Reply, View, Workspace, error

Block = dict[str, Any]
OFF = {"unfurl_links": False, "unfurl_media": False, "link_names": False}
ROOT = Path(__file__).parents[2]


@dataclass
class Heard:
    """A request that reached the app."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    @property
    def payload(self) -> dict[str, Any]:
        return dict(json.loads(self.form["payload"]))


@dataclass
class App:
    """An app's server: keeps what it hears, and answers as told, or 200."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answers: deque[Callable[[], Awaitable[web.Response]]] = field(default_factory=deque)

    async def handle(self, request: web.Request) -> web.Response:
        self.heard.append(Heard(request.path, dict(request.headers), await request.read()))
        return await self.answers.popleft()() if self.answers else web.Response()

    def will(self, *responses: web.Response | Callable[[], Awaitable[web.Response]]) -> None:
        for response in responses:
            self.answers.append(response if callable(response) else _soon(response))


def _soon(response: web.Response) -> Callable[[], Awaitable[web.Response]]:
    async def answer() -> web.Response:
        return response

    return answer


@pytest.fixture
async def app() -> AsyncIterator[App]:
    made = App()
    site = web.Application()
    site.router.add_route("*", "/{any:.*}", made.handle)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(speed=600, deadline=1) as server:
        yield server


@pytest.fixture
def w(slack: FakeSlack, app: App) -> Workspace:
    made = slack.workspace(
        "T1", bot_token="xoxb-1", bot_user="UBOT1", channels={"C1": "hot-leads", "C2": "other"}, signing_secret="shh"
    )
    made.deliver_to(events=f"{app.url}/events", interactivity=f"{app.url}/act", commands=f"{app.url}/commands")
    slack.echoes = False
    return made


@pytest.fixture
def ana(w: Workspace) -> Member:
    return w.member("U1", "Ana", tz="Europe/Brussels", locale="fr-FR", email="ana@acme.example")


@pytest.fixture
async def client(slack: FakeSlack, w: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=w.bot_token, base_url=slack.base_url, retry_handlers=[])


async def refused(call: Awaitable[Any]) -> str:
    with pytest.raises(SlackApiError) as failed:
        await call
    return str(failed.value.response["error"])


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, **more: Any) -> Block:
    return {"type": "mrkdwn", "text": text, **more}


def section(text: Block, **more: Any) -> Block:
    return {"type": "section", "text": text, **more}


def button(n: object = 1, **more: Any) -> Block:
    return {"type": "button", "text": plain("Claim"), "action_id": f"claim{n}", "value": "lead-1"} | more


def option(n: object) -> Block:
    return {"text": plain(f"Option {n}"), "value": f"v{n}"}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements) or [button()], **more}


def select(kind: str = "static_select", options: int = 3, **more: Any) -> Block:
    return {"type": kind, "action_id": "pick", "options": [option(n) for n in range(options)]} | more


def confirm(**more: Any) -> Block:
    sure = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")} | more
    return actions(button(confirm=sure))


def asked(block_id: str = "why", **more: Any) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Why"),
        "element": {"type": "plain_text_input", "action_id": "words", "max_length": 20},
    } | more


def modal(*blocks: Block, **more: Any) -> Block:
    shown = list(blocks) or [asked()]
    return {"type": "modal", "title": plain("Disqualify"), "submit": plain("Send"), "blocks": shown} | more


# The Web API


async def test_auth_test_tells_who_the_bot_is_and_what_it_may(client: AsyncWebClient, w: Workspace):
    told = await client.auth_test()

    assert (told["team_id"], told["user_id"], told["bot_id"]) == ("T1", "UBOT1", w.bot_id)
    assert set(told.headers["x-oauth-scopes"].split(",")) == SCOPES


async def test_only_the_right_token_is_taken(slack: FakeSlack, w: Workspace):
    w.app_token = "xapp-1"

    for token, code in (("xoxb-2", "invalid_auth"), (None, "not_authed"), ("xapp-1", "not_allowed_token_type")):
        assert await refused(AsyncWebClient(token=token, base_url=slack.base_url).auth_test()) == code
    assert await refused(AsyncWebClient(base_url=slack.base_url).apps_connections_open(app_token="xoxb-1")) == (
        "not_allowed_token_type"
    )


@pytest.mark.usefixtures("w")
async def test_a_token_may_be_a_parameter_of_a_form(slack: FakeSlack):
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack.base_url}auth.test", data={"token": "xoxb-1"}) as reply:
            assert (await reply.json())["ok"]
        headers = {"Content-Type": "application/json; charset=utf-8"}
        async with session.post(f"{slack.base_url}auth.test", data='{"token": "xoxb-1"}', headers=headers) as reply:
            assert not (await reply.json())["ok"]


@pytest.mark.parametrize(
    ("scope", "call"),
    [
        ("chat:write", lambda c: c.chat_postMessage(channel="C1", text="hi", **OFF)),
        ("channels:history", lambda c: c.conversations_history(channel="C1")),
        ("im:history", lambda c: c.conversations_history(channel="DU1")),
        ("channels:read", lambda c: c.conversations_info(channel="C1")),
        ("users:read", lambda c: c.users_info(user="U1")),
        ("im:write", lambda c: c.conversations_open(users="U1")),
        ("files:write", lambda c: c.files_getUploadURLExternal(filename="a", length=1)),
        ("reactions:write", lambda c: c.reactions_add(channel="C1", name="x", timestamp="1.0")),
        ("team:read", lambda c: c.team_info()),
    ],
)
async def test_a_scope_that_is_missing_is_named(
    client: AsyncWebClient, w: Workspace, ana: Member, scope: str, call: Callable[[AsyncWebClient], Awaitable[Any]]
):
    w.dm(ana.id)
    w.scopes.discard(scope)

    with pytest.raises(SlackApiError) as failed:
        await call(client)

    assert failed.value.response["error"] == "missing_scope"
    assert failed.value.response["needed"] == scope
    assert scope not in failed.value.response["provided"]


async def test_unknown_methods_and_arguments_are_refused_and_noted(slack: FakeSlack, client: AsyncWebClient):
    assert await refused(client.api_call("chat.shout", json={})) == "unknown_method"
    assert await refused(client.chat_postMessage(channel="C1", text="hi", username="Boss", **OFF)) == (
        "invalid_arguments"
    )
    assert await refused(client.api_call("chat.postMessage", json={"text": "hi", **OFF})) == "invalid_arguments"

    assert slack.breaches == ["no such method: chat.shout", "unknown argument username", "missing argument channel"]
    assert slack.posted == []


@pytest.mark.usefixtures("w")
@pytest.mark.parametrize(
    ("method", "kind", "body"),
    [
        ("chat.postMessage", "application/json", b'{"channel": "C1", "text": "hi"}'),
        ("chat.postMessage", "text/plain", b"hi"),
        ("chat.postMessage", "application/json;charset=utf-8", b"[1]"),
        ("chat.postMessage", "application/json;charset=utf-8", b"{"),
        ("conversations.history", "application/json;charset=utf-8", b'{"channel": "C1"}'),
        ("chat.postMessage", "application/x-www-form-urlencoded", b"channel=C1&text=hi&blocks=[{"),
    ],
)
async def test_bodies_that_slack_does_not_read_are_refused(slack: FakeSlack, method: str, kind: str, body: bytes):
    headers = {"Authorization": "Bearer xoxb-1", "Content-Type": kind}

    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.base_url}{method}", data=body, headers=headers) as reply,
    ):
        assert not (await reply.json())["ok"]

    assert slack.breaches


async def test_a_form_carries_blocks_as_json(slack: FakeSlack, client: AsyncWebClient):
    blocks = json.dumps([section(plain("words"))])

    await client.api_call(
        "chat.postMessage", data={"channel": "C1", "text": "hi", "blocks": blocks} | dict.fromkeys(OFF, "0")
    )

    assert slack.channel("C1").messages[0].words == "words"
    assert slack.breaches == []


async def test_a_message_is_posted_edited_and_deleted(slack: FakeSlack, client: AsyncWebClient):
    metadata = {"event_type": "lead", "event_payload": {"id": "1"}}
    card = [section(plain("Marie")), actions(button(), button(2, text=plain("Snooze"), value="z"))]
    posted = await client.chat_postMessage(channel="C1", text="Marie", blocks=card, metadata=metadata, **OFF)
    [before] = slack.channel("C1").messages

    await client.chat_update(channel="C1", ts=posted["ts"], text="taken", blocks=[section(plain("Taken"))])
    [after] = slack.channel("C1").messages
    await client.chat_update(channel="C1", ts=posted["ts"], text="bare", metadata={})
    [bare] = slack.channel("C1").messages
    await client.chat_delete(channel="C1", ts=posted["ts"])

    assert before.buttons == [("Claim", "claim1", "lead-1"), ("Snooze", "claim2", "z")]
    assert (before.edits, after.edits, bare.edits) == (0, 1, 2)
    assert (before.words, after.words, bare.words) == ("Marie\nClaim\nSnooze", "Taken", "bare")
    assert (after.metadata, bare.metadata) == (metadata, None)
    assert bare.blocks == ()
    assert slack.channel("C1").messages == []
    assert [sent["text"] for sent in slack.posted] == ["Marie"]


async def test_what_cannot_be_reached_is_told_apart(
    slack: FakeSlack, client: AsyncWebClient, w: Workspace, ana: Member
):
    await ana.says("C1", "mine")
    mine = slack.channel("C1").messages[0].ts
    w.channel("C2").bot_in = False

    def say(channel: str) -> Awaitable[Any]:
        return client.chat_postMessage(channel=channel, text="hi", **OFF)

    assert await refused(say("C404")) == "channel_not_found"
    assert await refused(say("C2")) == "not_in_channel"
    w.channel("C2").private = True
    assert await refused(say("C2")) == "channel_not_found"
    w.channel("C1").archived = True
    assert await refused(say("C1")) == "is_archived"
    w.channel("C1").archived = False
    assert await refused(client.chat_update(channel="C1", ts=mine, text="yours")) == "cant_update_message"
    assert await refused(client.chat_delete(channel="C1", ts=mine)) == "cant_delete_message"
    assert await refused(client.chat_update(channel="C1", ts="1.000000", text="x")) == "message_not_found"
    assert await refused(client.users_info(user="U404")) == "user_not_found"
    assert await refused(client.conversations_open(users="U404")) == "user_not_found"
    assert slack.breaches == []


async def test_replies_are_in_their_thread_and_in_the_channel_only_when_broadcast(
    slack: FakeSlack, client: AsyncWebClient, ana: Member
):
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]
    reply = await client.chat_postMessage(channel="C1", text="quiet", thread_ts=ts, **OFF)
    await client.chat_postMessage(channel="C1", text="loud", thread_ts=ts, reply_broadcast=True, **OFF)

    await client.chat_postEphemeral(channel="C1", user=ana.id, text="psst", thread_ts=ts)

    assert [m.text for m in slack.channel("C1").messages] == ["card", "loud"]
    assert [m.text for m in slack.channel("C1").threads[ts]] == ["quiet", "loud"]
    told = await client.conversations_replies(channel="C1", ts=ts)
    assert [m["text"] for m in told["messages"]] == ["card", "quiet", "loud"]
    assert await refused(client.conversations_replies(channel="C1", ts="1.0")) == "thread_not_found"
    for wrong in ("1.000000", reply["ts"]):
        lost = client.chat_postEphemeral(channel="C1", user="U1", text="x", thread_ts=wrong)
        assert await refused(lost) == "thread_not_found"


async def test_an_ephemeral_is_seen_by_one(slack: FakeSlack, client: AsyncWebClient, w: Workspace, ana: Member):
    ben = w.member("U2", "Ben")
    sent = await client.chat_postEphemeral(channel="C1", user="U1", text="Ben took it")

    assert [m.text for m in ana.ephemerals("C1")] == ["Ben took it"]
    assert ana.sees("C1") == ana.ephemerals("C1")
    assert ben.sees("C1") == slack.channel("C1").messages == []
    assert await refused(client.chat_update(channel="C1", ts=sent["message_ts"], text="x")) == "message_not_found"
    assert await refused(client.chat_postEphemeral(channel="C1", user="U404", text="x")) == "user_not_in_channel"


async def test_history_is_paged_newest_first_and_holds_metadata_when_asked(client: AsyncWebClient):
    stamps = []
    for n in range(3):
        metadata = {"event_type": "lead", "event_payload": {"n": n}}
        stamps.append((await client.chat_postMessage(channel="C1", text=f"m{n}", metadata=metadata, **OFF))["ts"])

    first = await client.conversations_history(channel="C1", limit=2, include_all_metadata=True)
    second = await client.conversations_history(channel="C1", limit=2, cursor=first["response_metadata"]["next_cursor"])
    since = await client.conversations_history(channel="C1", oldest=stamps[0])
    including = await client.conversations_history(channel="C1", oldest=stamps[0], latest=stamps[1], inclusive=True)

    assert [m["metadata"]["event_payload"]["n"] for m in first["messages"]] == [2, 1]
    assert first["has_more"]
    assert [m["text"] for m in second["messages"]] == ["m0"]
    assert "metadata" not in second["messages"][0]
    assert not second["has_more"]
    assert [m["text"] for m in since["messages"]] == ["m2", "m1"]
    assert [m["text"] for m in including["messages"]] == ["m1", "m0"]


@pytest.mark.usefixtures("ana")
async def test_people_channels_teams_and_bots_are_told_of(client: AsyncWebClient, w: Workspace):
    user = (await client.users_info(user="U1", include_locale=True))["user"]
    w.scopes.add("users:read.email")

    assert (user["real_name"], user["tz"], user["locale"]) == ("Ana", "Europe/Brussels", "fr-FR")
    assert "email" not in user["profile"]
    user = (await client.users_info(user="U1"))["user"]
    assert user["profile"]["email"] == "ana@acme.example"
    assert "locale" not in user
    assert (await client.conversations_info(channel="C1"))["channel"]["name"] == "hot-leads"
    assert (await client.conversations_open(users="U1"))["channel"]["id"] == "DU1"
    told = await client.users_conversations(types="public_channel,im")
    assert [c["id"] for c in told["channels"]] == ["C1", "C2", "DU1"]
    assert (await client.team_info())["team"]["name"] == "Acme"
    assert (await client.bots_info(bot=w.bot_id))["bot"]["user_id"] == "UBOT1"


async def test_a_message_to_a_member_lands_in_the_direct_messages(client: AsyncWebClient, ana: Member):
    sent = await client.chat_postMessage(channel="U1", text="hello", **OFF)

    assert sent["channel"] == "DU1"
    assert [m.text for m in ana.inbox] == ["hello"]


async def test_files_are_uploaded_in_three_steps(slack: FakeSlack, client: AsyncWebClient):
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]

    await client.files_upload_v2(
        channel="C1", filename="talk.txt", content="words", title="The talk", initial_comment="all of it", thread_ts=ts
    )

    [message] = slack.channel("C1").threads[ts]
    assert message.files == (("talk.txt", b"words", "The talk"),)
    assert message.text == "all of it"
    assert slack.breaches == []


async def test_a_file_of_another_length_or_never_uploaded_is_refused(slack: FakeSlack, client: AsyncWebClient):
    given = await client.files_getUploadURLExternal(filename="a.txt", length=5)

    async with aiohttp.ClientSession() as session, session.post(given["upload_url"], data=b"four") as reply:
        assert reply.status == 400
    assert await refused(client.files_completeUploadExternal(files=[{"id": given["file_id"]}])) == "file_not_found"
    assert slack.breaches == ["an upload of 4 bytes where 5 were announced"]


async def test_a_code_is_exchanged_for_a_token_once(slack: FakeSlack, w: Workspace):
    client = AsyncWebClient(base_url=slack.base_url, retry_handlers=[])
    back = "https://a.example/back"

    def exchange(code: str, secret: str = slack.client_secret, **more: str) -> Awaitable[Any]:
        form = {"client_id": slack.client_id, "client_secret": secret, "code": code, **more}
        return client.api_call("oauth.v2.access", data=form)

    code = w.authorize(back, user="U1")
    told = await exchange(code, redirect_uri=back)

    assert (told["access_token"], told["team"]["id"], told["bot_user_id"]) == ("xoxb-1", "T1", "UBOT1")
    assert told["authed_user"] == {"id": "U1"}
    assert await refused(exchange(code, redirect_uri=back)) == "invalid_code"
    assert await refused(exchange(w.authorize(back), redirect_uri="https://evil.example")) == "bad_redirect_uri"
    assert await refused(exchange("x", secret="no")) == "bad_client_secret"
    assert await refused(exchange("x", client_id="no")) == "invalid_client_id"
    basic = {"Authorization": aiohttp.encode_basic_auth(slack.client_id, slack.client_secret)}
    assert (await client.api_call("oauth.v2.access", data={"code": w.authorize()}, headers=basic))["ok"]


async def test_a_reaction_is_added_once(slack: FakeSlack, client: AsyncWebClient):
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]

    await client.reactions_add(channel="C1", name="eyes", timestamp=ts)

    assert slack.channel("C1").messages[0].reactions == ("eyes",)
    assert await refused(client.reactions_add(channel="C1", name="eyes", timestamp=ts)) == "already_reacted"


async def test_workspaces_are_apart(slack: FakeSlack, client: AsyncWebClient):
    slack.workspace("T2", bot_token="xoxb-2", channels={"C9": "leads"})
    other = AsyncWebClient(token="xoxb-2", base_url=slack.base_url)

    await other.chat_postMessage(channel="C9", text="hi", **OFF)

    assert await refused(client.chat_postMessage(channel="C9", text="hi", **OFF)) == "channel_not_found"
    assert (await other.team_info(team_id="T2"))["ok"]
    assert await refused(other.team_info(team_id="T1")) == "team_access_not_granted"
    assert [m.text for m in slack.channel("C9").messages] == ["hi"]


# Limits


def _text(make: Callable[[str], Block]) -> Callable[[int], list[Block]]:
    return lambda n: [make("x" * n)]


MESSAGE_LIMITS: dict[str, tuple[Callable[[int], list[Block]], int]] = {
    "blocks": (lambda n: [{"type": "divider"}] * n, 50),
    "section": (_text(lambda t: section(plain(t))), 3000),
    "section mrkdwn": (_text(lambda t: section(mrkdwn(t))), 3000),
    "fields": (lambda n: [{"type": "section", "fields": [plain("x")] * n}], 10),
    "field": (_text(lambda t: {"type": "section", "fields": [plain(t)]}), 2000),
    "header": (_text(lambda t: {"type": "header", "text": plain(t)}), 150),
    "actions": (lambda n: [actions(*map(button, range(n)))], 25),
    "context": (lambda n: [{"type": "context", "elements": [plain("x")] * n}], 10),
    "button text": (_text(lambda t: actions(button(text=plain(t)))), 75),
    "button value": (_text(lambda t: actions(button(value=t))), 2000),
    "button url": (_text(lambda t: actions(button(url=f"https://{t[8:]}"))), 3000),
    "action_id": (_text(lambda t: actions(button(action_id=t))), 255),
    "block_id": (_text(lambda t: actions(block_id=t)), 255),
    "options": (lambda n: [actions(select(options=n))], 100),
    "overflow": (lambda n: [actions(select("overflow", n))], 5),
    "option text": (_text(lambda t: actions(select(options=0) | {"options": [option(1) | {"text": plain(t)}]})), 75),
    "option value": (_text(lambda t: actions(select(options=0) | {"options": [option(1) | {"value": t}]})), 150),
    "placeholder": (_text(lambda t: actions(select(placeholder=plain(t)))), 150),
    "confirm title": (_text(lambda t: confirm(title=plain(t))), 100),
    "confirm text": (_text(lambda t: confirm(text=mrkdwn(t))), 300),
    "confirm button": (_text(lambda t: confirm(confirm=plain(t))), 30),
    "deny button": (_text(lambda t: confirm(deny=plain(t))), 30),
    "image": (_text(lambda t: {"type": "image", "image_url": "https://a.example/i", "alt_text": t}), 2000),
    "accessory": (_text(lambda t: section(plain("x"), accessory=button(text=plain(t)))), 75),
}


@pytest.mark.parametrize("what", MESSAGE_LIMITS)
async def test_a_message_is_taken_at_each_limit_and_refused_beyond(slack: FakeSlack, client: AsyncWebClient, what: str):
    make, most = MESSAGE_LIMITS[what]

    await client.chat_postMessage(channel="C1", text="x", blocks=make(most), **OFF)
    assert slack.breaches == []
    with pytest.raises(SlackApiError) as failed:
        await client.chat_postMessage(channel="C1", text="x", blocks=make(most + 1), **OFF)

    assert failed.value.response["error"] == "invalid_blocks"
    [told] = failed.value.response["response_metadata"]["messages"]
    assert re.fullmatch(r"\[ERROR\] (must be less than|no more than) .* \[json-pointer:/blocks.*\]", told)
    assert slack.breaches == [told.removeprefix("[ERROR] ")]
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("blocks", "problem", "where"),
    [
        ([{"type": "header", "text": mrkdwn("x")}], "must be plain_text", "/0/text"),
        ([{"type": "header", "text": plain("")}], "must be more than 0 characters", "/0/text/text"),
        ([{"type": "header", "text": "x"}], "must be a text object", "/0/text"),
        ([{"type": "header"}], "missing required field: text", "/0"),
        ([{"type": "section"}], "missing required field: text or fields", "/0"),
        ([section(plain("x"), colour="red")], "invalid additional property: colour", "/0"),
        ([section(plain("x") | {"emoji": "no"})], "must be true or false", "/0/text/emoji"),
        ([section(mrkdwn("x", emoji=True))], "invalid additional property: emoji", "/0/text"),
        ([{"type": "marquee"}], "unsupported type: marquee", "/0"),
        (["words"], "unsupported type: None", "/0"),
        ([asked()], "not allowed in a message", "/0"),
        ([actions(button(action_id=""))], "must be more than 0 characters", "/0/elements/0/action_id"),
        ([actions(button(action_id=1))], "must be a string", "/0/elements/0/action_id"),
        ([actions(button(style="pink"))], "must be primary or danger", "/0/elements/0/style"),
        ([actions(button(confirm=[]))], "must be an object", "/0/elements/0/confirm"),
        ([actions(button(), button())], "action_id is not unique: claim1", ""),
        ([actions(button(1), block_id="a"), actions(button(2), block_id="a")], "block_id is not unique: a", ""),
        ([actions(select("overflow", 1))], "no fewer than 2 items allowed", "/0/elements/0/options"),
        ([actions(select(initial_option=option(9)))], "must be one of the options", "/0/elements/0/initial_option"),
        ([actions(asked()["element"])], "unsupported type: plain_text_input", "/0/elements/0"),
        ([actions(button(url="javascript:x"))], r"must be like https?://\S+", "/0/elements/0/url"),
        ([confirm(deny=mrkdwn("no"))], "must be plain_text", "/0/elements/0/confirm/deny"),
        ([{"type": "context", "elements": []}], "no fewer than 1 items allowed", "/0/elements"),
        ({"type": "divider"}, "must be a list", ""),
    ],
)
async def test_blocks_that_slack_refuses_are_refused(
    slack: FakeSlack, client: AsyncWebClient, blocks: Any, problem: str, where: str
):
    message = {"channel": "C1", "text": "x", "blocks": blocks, **OFF}

    assert await refused(client.api_call("chat.postMessage", json=message)) == "invalid_blocks"
    assert slack.breaches == [f"{problem} [json-pointer:/blocks{where}]"]


VIEW_LIMITS: dict[str, tuple[Callable[[int], Block], int]] = {
    "blocks": (lambda n: modal(*[section(plain("x"))] * n), 100),
    "title": (lambda n: modal(title=plain("x" * n)), 24),
    "submit": (lambda n: modal(submit=plain("x" * n)), 24),
    "close": (lambda n: modal(close=plain("x" * n)), 24),
    "private_metadata": (lambda n: modal(private_metadata="x" * n), 3000),
    "callback_id": (lambda n: modal(callback_id="x" * n), 255),
    "label": (lambda n: modal(asked(label=plain("x" * n))), 2000),
}


@pytest.mark.parametrize("what", VIEW_LIMITS)
async def test_a_modal_is_taken_at_each_limit_and_refused_beyond(
    slack: FakeSlack, client: AsyncWebClient, ana: Member, what: str
):
    make, most = VIEW_LIMITS[what]

    await client.views_open(trigger_id=slack.trigger(ana), view=make(most))
    assert slack.breaches == []
    beyond = client.views_open(trigger_id=slack.trigger(ana), view=make(most + 1))

    assert await refused(beyond) == "invalid_arguments"
    assert "[json-pointer:/view/" in slack.breaches[0]


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        ({k: v for k, v in modal().items() if k != "submit"}, "missing required field: submit"),
        ({k: v for k, v in modal().items() if k != "title"}, "missing required field: title"),
        ({"type": "home", "blocks": []}, "must be a modal"),
        ({"type": "page", "blocks": []}, "must be a modal or a home tab"),
        (modal(asked(), asked()), "is not unique"),
        (modal(title=mrkdwn("x")), "must be plain_text"),
        (modal(asked(element=button())), "unsupported type: button"),
    ],
)
async def test_modals_that_slack_refuses_are_refused(
    slack: FakeSlack, client: AsyncWebClient, ana: Member, view: Block, problem: str
):
    assert await refused(client.views_open(trigger_id=slack.trigger(ana), view=view)) == "invalid_arguments"
    assert problem in slack.breaches[0]
    assert ana.views == []


async def test_long_texts_are_noted_then_refused(slack: FakeSlack, client: AsyncWebClient):
    await client.chat_postMessage(channel="C1", text="x" * 4000, **OFF)
    assert slack.breaches == []
    await client.chat_postMessage(channel="C1", text="x" * 40_000, **OFF)
    assert len(slack.breaches) == 1

    assert await refused(client.chat_postMessage(channel="C1", text="x" * 40_001, **OFF)) == "msg_too_long"
    assert await refused(client.api_call("chat.postMessage", json={"channel": "C1", "text": "", **OFF})) == "no_text"


async def test_all_blocks_together_have_a_limit(client: AsyncWebClient):
    long = [section(plain("x" * 2500))] * 4

    await client.chat_postMessage(channel="C1", text="x", blocks=long, **OFF)

    more = [*long, section(plain("x"))]
    assert await refused(client.chat_postMessage(channel="C1", text="x", blocks=more, **OFF)) == "msg_blocks_too_long"


@pytest.mark.parametrize(
    "metadata", [{"event_type": "lead"}, {"event_type": "lead", "event_payload": [], "more": 1}, {"event_payload": {}}]
)
async def test_metadata_has_a_type_and_a_payload(client: AsyncWebClient, metadata: Block):
    sent = client.chat_postMessage(channel="C1", text="x", metadata=metadata, **OFF)

    assert await refused(sent) == "invalid_metadata_format"


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(
    "words",
    ["<!channel>", "<!here|here>", "<@U1>", "<#C1>", "<https://evil|good>", "<mailto:a@b.c>", "a < b", "a > b", "R&D",
     "<!date^1^{date}>", "<!date^soon^{date}|x>", "<!date^1^now|x>", "<!date^1^{date}^https://evil|x>",
     "<!date^1^{date}|<!channel>>", "<!subteam^S1>"],
)  # fmt: skip
async def test_words_that_act_are_refused_in_every_text(slack: FakeSlack, client: AsyncWebClient, words: str):
    places = [[section(mrkdwn(words))], [{"type": "context", "elements": [mrkdwn(words, verbatim=True)]}],
              [section(plain(words))]]  # fmt: skip

    for blocks in places:
        assert await refused(client.chat_postMessage(channel="C1", text="x", blocks=blocks, **OFF)) == "invalid_blocks"
    assert await refused(client.chat_postMessage(channel="C2", text=words, **OFF)) == "invalid_arguments"
    assert await refused(client.chat_postEphemeral(channel="C1", user="U1", text=words)) == "invalid_arguments"
    assert len(slack.breaches) == 5


@pytest.mark.parametrize(
    "words",
    ["R&amp;D &lt;!channel&gt;", "*bold* _it_ :wave:", "> a quote\n> goes on",
     "Before <!date^1763900000^{time}|14:00>", "<!date^1763900000^{date_short_pretty} at {time}|Nov 23>"],
)  # fmt: skip
async def test_words_that_do_not_act_are_taken(slack: FakeSlack, client: AsyncWebClient, words: str):
    await client.chat_postMessage(channel="C1", text=words, blocks=[section(mrkdwn(words))], **OFF)

    assert slack.breaches == []


@pytest.mark.usefixtures("ana")
async def test_members_may_be_mentioned_only_when_the_test_says_so(slack: FakeSlack, client: AsyncWebClient):
    assert await refused(client.chat_postMessage(channel="C1", text="<@U1>", **OFF)) == "invalid_arguments"
    slack.allow_mentions = True

    await client.chat_postMessage(channel="C1", text="by <@U1>", blocks=[section(mrkdwn("by <@U1>"))], **OFF)

    assert await refused(client.chat_postMessage(channel="C1", text="<@U404>", **OFF)) == "invalid_arguments"
    assert await refused(client.chat_postMessage(channel="C2", text="<!here>", **OFF)) == "invalid_arguments"


async def test_mrkdwn_that_names_everyone_must_be_verbatim(slack: FakeSlack, client: AsyncWebClient):
    def say(block: Block) -> Awaitable[Any]:
        return client.chat_postMessage(channel="C1", text="x", blocks=[section(block)], **OFF)

    assert await refused(say(mrkdwn("ask @channel"))) == "invalid_blocks"
    await say(mrkdwn("ask @channel", verbatim=True))
    await say(plain("ask @channel"))

    assert len(slack.posted) == 2


@pytest.mark.parametrize("switch", OFF)
async def test_the_switches_that_unfurl_and_link_must_be_off(slack: FakeSlack, client: AsyncWebClient, switch: str):
    for settings in (OFF | {switch: True}, {k: v for k, v in OFF.items() if k != switch}):
        assert await refused(client.chat_postMessage(channel="C1", text="x", **settings)) == "invalid_arguments"
    assert slack.breaches == [f"{switch} is not off"] * 2


# Rates and faults


async def test_a_channel_takes_three_messages_at_once_and_then_one_a_second():
    async with FakeSlack("xoxb-9", ["C8", "C9"]) as slow:
        client = AsyncWebClient(token="xoxb-9", base_url=slow.base_url)
        for n in range(3):
            await client.chat_postMessage(channel="C8", text=f"m{n}", **OFF)

        with pytest.raises(SlackApiError) as failed:
            await client.chat_postMessage(channel="C8", text="m3", **OFF)
        await client.chat_postMessage(channel="C9", text="elsewhere", **OFF)

        assert (failed.value.response.status_code, failed.value.response["error"]) == (429, "ratelimited")
        assert failed.value.response.headers["Retry-After"] == "1"
        assert slow.refused_429 == 1
        assert len(slow.channel("C8").messages) == 3
        assert slow.breaches == []


async def test_other_methods_have_limits_by_the_minute():
    async with FakeSlack("xoxb-9", speed=0.2) as slow:  # so that no call comes back while a slow machine makes fifty
        client = AsyncWebClient(token="xoxb-9", base_url=slow.base_url)
        for _ in range(50):
            await client.team_info()

        assert await refused(client.team_info()) == "ratelimited"


async def test_speed_shortens_the_wait():
    async with FakeSlack("xoxb-9", ["C9"], speed=1e6) as fast:
        client = AsyncWebClient(token="xoxb-9", base_url=fast.base_url)
        for n in range(12):
            await client.chat_postMessage(channel="C9", text=f"m{n}", **OFF)

        assert fast.refused_429 == 0


async def test_a_script_goes_by_method_and_by_workspace(slack: FakeSlack, client: AsyncWebClient, w: Workspace):
    slack.workspace("T2", bot_token="xoxb-2", channels={"C9": "leads"})
    other = AsyncWebClient(token="xoxb-2", base_url=slack.base_url)
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]

    slack.then("chat.update", error("internal_error"), Reply(503))
    w.always("team.info", error("fatal_error"))

    assert await refused(client.chat_update(channel="C1", ts=ts, text="a")) == "internal_error"
    assert await refused(client.team_info()) == "fatal_error"
    assert await refused(client.team_info()) == "fatal_error"
    assert (await other.team_info())["ok"]
    w.well()
    assert (await client.team_info())["ok"]
    slack.well()
    await client.chat_update(channel="C1", ts=ts, text="b")
    slack.always("*", error("service_unavailable", 503))
    assert await refused(other.team_info()) == "service_unavailable"
    assert slack.channel("C1").messages[0].text == "b"


async def test_a_fault_cuts_before_or_after_the_deed(slack: FakeSlack, client: AsyncWebClient):
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]
    slack.then("chat.update", Fault.RESET, Fault.RESET_AFTER)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_update(channel="C1", ts=ts, text="before")
    assert slack.channel("C1").messages[0].edits == 0
    with pytest.raises(aiohttp.ClientError):
        await client.chat_update(channel="C1", ts=ts, text="after")
    assert slack.channel("C1").messages[0].text == "after"


async def test_the_addresses_that_slack_hands_out_can_fail_as_well(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member
):
    slack.then("upload", Reply(500))
    slack.then("response_url", Reply(503))
    await ana.press("C1", await _card(client), "Claim")

    given = await client.files_getUploadURLExternal(filename="a.txt", length=4)
    async with aiohttp.ClientSession() as session, session.post(given["upload_url"], data=b"four") as reply:
        assert reply.status == 500
    assert (await AsyncWebhookClient(app.heard[0].payload["response_url"]).send(text="x")).status_code == 503
    assert ana.ephemerals("C1") == []


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.DRIP])
async def test_a_fault_may_never_end(slack: FakeSlack, client: AsyncWebClient, fault: Fault):
    slack.then("auth.test", fault)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await client.auth_test()


# Events


async def test_events_are_signed_and_each_has_its_own_id(app: App, ana: Member):
    first = await ana.dm("hello")
    await ana.dm("again")

    assert first == (200, "")
    verifier = SignatureVerifier("shh")
    assert all(verifier.is_valid_request(heard.body, heard.headers) for heard in app.heard)
    assert len({heard.json["event_id"] for heard in app.heard}) == 2
    event = app.heard[0].json["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "DU1")
    assert (event["user"], event["text"]) == ("U1", "hello")
    assert "X-Slack-Retry-Num" not in app.heard[0].headers


async def test_words_come_as_slack_spells_them(app: App, ana: Member):
    await ana.dm("R&D <b> marie@dupont.be https://a.example/?x=1&y=2 <@UBOT1>")

    assert app.heard[0].json["event"]["text"] == (
        "R&amp;D &lt;b&gt; <mailto:marie@dupont.be|marie@dupont.be> <https://a.example/?x=1&amp;y=2> <@UBOT1>"
    )


async def test_an_event_that_fails_comes_again_three_times_with_the_reason(slack: FakeSlack, app: App, ana: Member):
    app.will(*[web.Response(status=500, text="oops") for _ in range(4)])

    answered = await ana.dm("hello")
    await slack.idle()

    assert answered == (500, "oops")
    assert [h.headers.get("x-slack-retry-num") for h in app.heard] == [None, "1", "2", "3"]
    assert {h.headers.get("x-slack-retry-reason") for h in app.heard[1:]} == {"http_error"}
    assert len({h.json["event_id"] for h in app.heard}) == 1
    assert [d.retry for d in slack.deliveries] == [0, 1, 2, 3]
    assert all(SignatureVerifier("shh").is_valid_request(h.body, h.headers) for h in app.heard)


async def test_an_event_that_was_taken_comes_no_more(slack: FakeSlack, app: App, ana: Member):
    app.will(web.Response(status=503), web.Response(status=204))

    await ana.dm("hello")
    await slack.idle()

    assert len(app.heard) == 2


async def test_x_slack_no_retry_is_honoured(slack: FakeSlack, app: App, ana: Member):
    app.will(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))

    await ana.dm("hello")
    await slack.idle()

    assert len(app.heard) == 1


async def test_an_answer_that_is_late_is_no_answer(slack: FakeSlack, app: App, ana: Member):
    async def never() -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    app.will(never)

    assert await ana.dm("hello") == (0, "http_timeout")
    await slack.idle()

    assert app.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_two_redirects_are_followed_and_no_more(app: App, ana: Member):
    away = [web.Response(status=307, headers={"Location": "/elsewhere"}) for _ in range(3)]
    app.will(*away[:2], web.Response(status=200))
    assert (await ana.dm("hello")).status == 200

    app.will(*[web.Response(status=307, headers={"Location": "/elsewhere"}) for _ in range(3)])
    assert await ana.dm("hello") == (0, "too_many_redirects")


async def test_nobody_listening_is_a_failure_too(w: Workspace, ana: Member, free_port: int):
    w.deliver_to(events=f"http://127.0.0.1:{free_port}/")

    assert await ana.dm("hello") == (0, "connection_failed")


async def test_the_url_is_verified(app: App, w: Workspace):
    async def echo() -> web.Response:
        return web.json_response({"challenge": app.heard[-1].json["challenge"]})

    assert not await w.verify_url()
    app.will(echo)
    assert await w.verify_url()
    assert SignatureVerifier("shh").is_valid_request(app.heard[-1].body, app.heard[-1].headers)


async def test_edits_and_deletions_are_told(app: App, slack: FakeSlack, client: AsyncWebClient, ana: Member):
    await ana.says("C1", "frist")
    ts = slack.channel("C1").messages[0].ts

    await ana.edits(ts, "first")
    await ana.deletes(ts)

    edit, deletion = (heard.json["event"] for heard in app.heard[1:])
    assert (edit["subtype"], edit["message"]["text"], edit["previous_message"]["text"]) == (
        "message_changed",
        "first",
        "frist",
    )
    assert (deletion["subtype"], deletion["deleted_ts"]) == ("message_deleted", ts)
    for not_hers in ("1.000000", (await client.chat_postMessage(channel="C2", text="ours", **OFF))["ts"]):
        with pytest.raises(NotShown):
            await ana.edits(not_hers, "x")


async def test_replies_and_mentions_are_told(app: App, slack: FakeSlack, client: AsyncWebClient, ana: Member):
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]

    await ana.says("C1", "<@UBOT1> mine", thread_ts=ts)
    await slack.idle()

    events = [heard.json["event"] for heard in app.heard]
    assert {event["type"] for event in events} == {"message", "app_mention"}
    assert {event["thread_ts"] for event in events} == {ts}
    assert [m.text for m in slack.channel("C1").threads[ts]] == ["<@UBOT1> mine"]
    with pytest.raises(NotShown):
        await ana.says("C1", "x", thread_ts="1.000000")


async def test_what_the_bot_does_is_told_to_it_as_well(
    app: App, slack: FakeSlack, client: AsyncWebClient, w: Workspace
):
    slack.echoes = True
    ts = (await client.chat_postMessage(channel="C1", text="card", **OFF))["ts"]
    await slack.idle()
    await client.chat_update(channel="C1", ts=ts, text="taken")
    await slack.idle()

    post, edit = (heard.json["event"] for heard in app.heard)
    assert (post["bot_id"], post["user"]) == (w.bot_id, "UBOT1")
    assert (edit["subtype"], edit["message"]["bot_id"]) == ("message_changed", w.bot_id)


async def test_events_need_a_scope_and_a_seat(app: App, w: Workspace, ana: Member):
    w.channel("C2").bot_in = False
    w.scopes.discard("im:history")

    await ana.dm("hello")
    await ana.says("C2", "hello")

    assert app.heard == []


async def test_the_home_tab_is_opened_published_and_pressed(app: App, client: AsyncWebClient, ana: Member):
    await ana.opens_home()
    await client.views_publish(user_id="U1", view={"type": "home", "blocks": [actions()]})

    assert app.heard[0].json["event"]["type"] == "app_home_opened"
    assert ana.home is not None
    await ana.press_in(ana.home, "Claim")
    assert app.heard[1].payload["container"] == {"type": "view", "view_id": ana.home.id}


# Interactivity


async def _card(client: AsyncWebClient, *elements: Block) -> str:
    blocks = [section(plain("Marie")), actions(*elements)]
    return str((await client.chat_postMessage(channel="C1", text="Marie", blocks=blocks, **OFF))["ts"])


async def test_a_press_is_signed_and_tells_what_was_pressed(app: App, client: AsyncWebClient, ana: Member):
    ts = await _card(client)

    answer = await ana.press("C1", ts, "Claim")

    [heard] = app.heard
    assert answer.ok
    assert heard.path == "/act"
    assert SignatureVerifier("shh").is_valid_request(heard.body, heard.headers)
    assert heard.payload["type"] == "block_actions"
    assert (heard.payload["user"]["id"], heard.payload["team"]["id"]) == ("U1", "T1")
    [action] = heard.payload["actions"]
    assert (action["action_id"], action["value"], action["block_id"]) == ("claim1", "lead-1", "b1")
    assert heard.payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C1",
        "is_ephemeral": False,
    }
    assert heard.payload["message"]["text"] == "Marie"


async def test_only_what_is_shown_can_be_pressed(
    client: AsyncWebClient, slack: FakeSlack, app: App, w: Workspace, ana: Member
):
    ts = await _card(client)
    [old] = slack.channel("C1").messages
    await client.chat_update(channel="C1", ts=ts, text="taken", blocks=[section(plain("Taken"))])

    with pytest.raises(NotShown):
        await ana.press("C1", ts, "Claim")
    with pytest.raises(NotShown):
        await ana.press("C1", "1.000000", "Claim")
    assert app.heard == []
    await ana.press_old(old, "claim1")
    assert app.heard[0].payload["actions"][0]["action_id"] == "claim1"

    seen = await client.chat_postEphemeral(channel="C1", user="U1", text="x", blocks=[actions()])
    with pytest.raises(NotShown):
        await w.member("U2", "Ben").press("C1", seen["message_ts"], "Claim")
    await ana.press("C1", seen["message_ts"], "Claim")
    assert app.heard[1].payload["container"]["is_ephemeral"]
    assert "message" not in app.heard[1].payload


async def test_options_are_picked_by_label_or_value(client: AsyncWebClient, app: App, ana: Member):
    ts = await _card(
        client,
        select(placeholder=plain("Snooze")),
        select("overflow", action_id="more"),
        {"type": "users_select", "action_id": "owner", "placeholder": plain("Reassign")},
        {"type": "datepicker", "action_id": "day"},
    )

    await ana.press("C1", ts, "Snooze", "Option 1")
    await ana.press("C1", ts, "more", "v2")
    await ana.press("C1", ts, "Reassign", "U2")
    await ana.press("C1", ts, "day", "2026-11-23")

    picked = [heard.payload["actions"][0] for heard in app.heard]
    assert app.heard[0].payload["state"]["values"]["b1"]["pick"]["selected_option"]["value"] == "v1"
    assert [p.get("selected_option", {}).get("value") for p in picked] == ["v1", "v2", None, None]
    assert (picked[2]["selected_user"], picked[3]["selected_date"]) == ("U2", "2026-11-23")
    with pytest.raises(NotShown):
        await ana.press("C1", ts, "Snooze", "Option 9")


async def test_presses_and_commands_are_not_sent_again(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    ts = await _card(client)
    app.will(web.Response(status=500), web.Response(status=503))

    assert (await ana.press("C1", ts, "Claim")).status == 500
    assert (await ana.command("/aimant", "help", "C1")).status == 503
    await slack.idle()

    assert len(app.heard) == 2


async def test_a_command_is_a_form_and_its_answer_is_shown(slack: FakeSlack, app: App, ana: Member):
    app.will(web.Response(text="only you"), web.json_response({"response_type": "in_channel", "text": "all of you"}))

    await ana.command("/aimant", "a & b", "C1")
    await ana.command("/aimant", "", "C1")

    heard = app.heard[0]
    assert heard.path == "/commands"
    assert SignatureVerifier("shh").is_valid_request(heard.body, heard.headers)
    assert {"command": "/aimant", "text": "a & b", "user_id": "U1", "channel_id": "C1"}.items() <= heard.form.items()
    assert [m.text for m in ana.ephemerals("C1")] == ["only you"]
    assert [m.text for m in slack.channel("C1").messages] == ["all of you"]
    assert slack.breaches == []


async def test_a_response_url_works_five_times(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    ts = await _card(client)
    await ana.press("C1", ts, "Claim")
    hook = AsyncWebhookClient(app.heard[0].payload["response_url"])

    assert (await hook.send(text="yours", replace_original=True)).status_code == 200
    assert slack.channel("C1").find(ts).text == "yours"
    for _ in range(3):
        assert (await hook.send(text="psst")).status_code == 200
    assert (await hook.send(text="x", delete_original=True)).status_code == 200
    last = await hook.send(text="too much")

    assert (last.status_code, json.loads(last.body)["error"]) == (404, "used_url")
    assert slack.channel("C1").find(ts) is None
    assert len(ana.ephemerals("C1")) == 3
    assert slack.breaches == []


async def test_a_response_url_is_as_strict_as_the_api_and_ends_after_half_an_hour(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member
):
    await ana.press("C1", await _card(client), "Claim")
    hook = AsyncWebhookClient(app.heard[0].payload["response_url"])

    assert (await hook.send(text="<!channel>")).status_code == 400
    assert slack.breaches == ["markup in text: '<!channel>'"]
    slack.speed = 1e9
    await ana.press("C1", slack.channel("C1").messages[0].ts, "Claim")
    late = await AsyncWebhookClient(app.heard[1].payload["response_url"]).send(text="late")
    assert json.loads(late.body)["error"] == "expired_url"


async def test_a_trigger_opens_one_view_soon(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    await ana.press("C1", await _card(client), "Claim")
    trigger = app.heard[0].payload["trigger_id"]

    opened = await client.views_open(trigger_id=trigger, view=modal())

    assert [view.id for view in ana.views] == [opened["view"]["id"]]
    assert await refused(client.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"
    slack.deadline = 0
    assert await refused(client.views_open(trigger_id=slack.trigger(ana), view=modal())) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="made up", view=modal())) == "expired_trigger_id"


async def _opened(slack: FakeSlack, client: AsyncWebClient, ana: Member, *blocks: Block, **more: Any) -> View:
    await client.views_open(trigger_id=slack.trigger(ana), view=modal(*blocks, **more))
    return ana.views[-1]


async def test_a_modal_is_filled_in_and_closed(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    pick = asked("pick", element=select(initial_option=option(0)), optional=True)
    view = await _opened(slack, client, ana, asked(), pick, private_metadata="lead-1", callback_id="disqualify")

    answer = await ana.submit(view, {"why/words": "too small"})

    sent = app.heard[0].payload
    assert answer.ok
    assert (sent["type"], sent["view"]["callback_id"], sent["view"]["private_metadata"]) == (
        "view_submission",
        "disqualify",
        "lead-1",
    )
    assert sent["view"]["state"]["values"] == {
        "why": {"words": {"type": "plain_text_input", "value": "too small"}},
        "pick": {"pick": {"type": "static_select", "selected_option": option(0)}},
    }
    assert ana.views == []
    assert slack.breaches == []


@pytest.mark.parametrize("values", [{}, {"why/words": "x" * 21}, {"why/words": "x", "other": "y"}])
async def test_a_modal_cannot_be_sent_as_nobody_could(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member, values: dict[str, str]
):
    view = await _opened(slack, client, ana)

    with pytest.raises(NotShown):
        await ana.submit(view, values)

    assert app.heard == []


async def test_an_answer_may_show_errors_another_view_or_none(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member
):
    view = await _opened(slack, client, ana)
    app.will(
        web.json_response({"response_action": "errors", "errors": {"why": "Too vague"}}),
        web.json_response({"response_action": "update", "view": modal(title=plain("Sure?"))}),
        web.json_response({"response_action": "push", "view": modal(title=plain("Really?"))}),
        web.json_response({"response_action": "clear"}),
    )

    await ana.submit(view, {"words": "no"})
    assert view.errors == {"why": "Too vague"}
    assert ana.said["response_action"] == "errors"
    await ana.submit(view, {"words": "small"})
    assert (view.title, view.errors) == ("Sure?", {})
    await ana.submit(view, {"words": "small"})
    assert [v.title for v in ana.views] == ["Sure?", "Really?"]
    await ana.submit(ana.views[-1], {"words": "small"})

    assert ana.views == []
    assert slack.breaches == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "dance"},
        {"response_action": "update", "view": {"type": "modal"}},
        {"ok": True},
    ],
)
async def test_an_answer_that_slack_does_not_understand_is_noted(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member, answer: Block
):
    view = await _opened(slack, client, ana)
    app.will(web.json_response(answer))

    await ana.submit(view, {"words": "small"})

    assert slack.breaches


async def test_a_modal_that_is_not_answered_stays(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    view = await _opened(slack, client, ana)
    app.will(web.Response(status=500))

    await ana.submit(view, {"words": "small"})

    assert ana.views == [view]


async def test_a_view_is_updated_by_its_id_unless_it_changed_meanwhile(
    slack: FakeSlack, client: AsyncWebClient, ana: Member
):
    view = await _opened(slack, client, ana)
    stale = view.hash

    await client.views_update(view_id=view.id, hash=stale, view=modal(title=plain("Second")))

    assert view.title == "Second"
    again = client.views_update(view_id=view.id, hash=stale, view=modal())
    assert await refused(again) == "hash_conflict"
    assert await refused(client.views_update(view_id="V404", view=modal())) == "not_found"


async def test_a_modal_may_be_replaced_by_another_before_its_submission_is_answered(
    slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member
):
    async def opens() -> web.Response:
        trigger = app.heard[-1].payload["trigger_id"]
        await client.views_open(trigger_id=trigger, view=modal(title=plain("Next")))
        return web.Response()

    app.will(opens)
    await ana.submit(await _opened(slack, client, ana), {"words": "small"})

    assert [view.title for view in ana.views] == ["Next"]


async def test_closing_is_told_when_asked(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    await ana.close(await _opened(slack, client, ana))
    await ana.close(await _opened(slack, client, ana, notify_on_close=True))

    assert [heard.payload["type"] for heard in app.heard] == ["view_closed"]
    assert ana.views == []


async def test_shortcuts_know_their_message(slack: FakeSlack, client: AsyncWebClient, app: App, ana: Member):
    await _card(client)

    await ana.shortcut("take_over", slack.channel("C1").messages[0])
    await ana.shortcut("new_lead")

    assert [heard.payload["type"] for heard in app.heard] == ["message_action", "shortcut"]
    assert app.heard[0].payload["message"]["text"] == "Marie"
    assert app.heard[0].payload["callback_id"] == "take_over"


@pytest.mark.usefixtures("w")
@pytest.mark.parametrize(
    ("sign", "valid"),
    [(True, True), (False, False), ("stale", False), ("future", False), ("wrong", False), ("tampered", False)],
)
async def test_crafted_requests_are_signed_as_told(slack: FakeSlack, app: App, sign: Any, valid: bool):
    app.will(web.Response(status=418, text="no"))

    answer = await slack.send_raw(f"{app.url}/events", b'{"a": 1}', {"X-Extra": "1"}, sign=sign)

    assert answer == (418, "no")
    assert app.heard[0].headers["X-Extra"] == "1"
    assert SignatureVerifier("shh").is_valid_request(app.heard[0].body, app.heard[0].headers) is valid


# Socket Mode


class Listener:
    """An app that listens with Slack's own client; `acks` says whether it acknowledges."""

    def __init__(self, slack: FakeSlack, *, acks: bool = True, payload: Block | None = None) -> None:
        self.heard: list[SocketModeRequest] = []
        self.acks, self.payload = acks, payload
        self._slack = slack
        self.client = SocketModeClient(
            app_token="xapp-1", web_client=AsyncWebClient(base_url=slack.base_url), ping_interval=0.1
        )
        self.client.socket_mode_request_listeners.append(self._hear)  # type: ignore[arg-type]

    async def _hear(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if self.acks:
            payload = self.payload if request.accepts_response_payload else None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    async def __aenter__(self) -> Listener:
        before = self._slack.courier.connections(next(iter(self._slack.workspaces.values())))
        await self.client.connect()
        await _connected(self._slack, before + 1)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()


async def _connected(slack: FakeSlack, count: int) -> None:
    w = next(iter(slack.workspaces.values()))
    await slack.until(lambda: slack.courier.connections(w) == count)


@pytest.fixture
def sockets(w: Workspace) -> Workspace:
    w.app_token = "xapp-1"
    w.deliver_to()
    return w


@pytest.mark.usefixtures("sockets")
async def test_socket_mode_carries_events_presses_and_commands(slack: FakeSlack, client: AsyncWebClient, ana: Member):
    ts = await _card(client)
    async with Listener(slack, payload={"text": "welcome"}) as listener:
        assert await ana.dm("hello") == (200, "")
        assert (await ana.press("C1", ts, "Claim")).ok
        assert (await ana.command("/aimant", "help", "C1")).ok

    assert [r.type for r in listener.heard] == ["events_api", "interactive", "slash_commands"]
    assert listener.heard[0].payload["event"]["text"] == "hello"
    assert listener.heard[1].payload["actions"][0]["action_id"] == "claim1"
    assert [m.text for m in ana.ephemerals("C1")] == ["welcome"]
    assert slack.breaches == []


@pytest.mark.usefixtures("sockets")
async def test_events_are_spread_over_the_connections(slack: FakeSlack, ana: Member):
    async with Listener(slack) as one, Listener(slack) as two:
        for n in range(6):
            await ana.dm(f"m{n}")

    assert (len(one.heard), len(two.heard)) == (3, 3)


@pytest.mark.usefixtures("sockets")
async def test_an_envelope_that_is_not_acknowledged_goes_to_another_connection(slack: FakeSlack, ana: Member):
    async with Listener(slack, acks=False) as deaf, Listener(slack) as other:
        assert await asyncio.gather(ana.dm("hello"), ana.dm("meanwhile")) == [(0, "timeout"), (200, "")]
        await slack.idle()

    [lost], [_, again] = deaf.heard, other.heard
    assert (lost.retry_attempt, again.retry_attempt, again.retry_reason) == (0, 1, "timeout")
    assert lost.payload["event_id"] == again.payload["event_id"]
    assert lost.envelope_id != again.envelope_id


@pytest.mark.usefixtures("sockets")
async def test_what_happens_between_two_connections_comes_with_the_next(slack: FakeSlack, ana: Member):
    slack.speed = 100  # the client has 3.6 s to connect
    assert await ana.dm("hello?") == (0, "connection_failed")

    async with Listener(slack) as listener:
        await slack.until(lambda: listener.heard)

    assert listener.heard[0].payload["event"]["text"] == "hello?"
    assert listener.heard[0].retry_attempt > 0


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_connection_is_renewed_when_slack_asks(slack: FakeSlack, sockets: Workspace, ana: Member, reason: str):
    slack.deadline = 5  # an address lives as long; Slack's client has no way on from one that has run out
    async with Listener(slack) as listener:
        await sockets.disconnect(reason)
        await slack.until(lambda: slack.called["apps.connections.open"] == 2)
        await _connected(slack, 1)

        await ana.dm("still there?")
        await slack.until(lambda: listener.heard)

    assert listener.heard[0].payload["event"]["text"] == "still there?"


@pytest.mark.usefixtures("sockets")
async def test_the_eleventh_connection_is_turned_away(slack: FakeSlack):
    client = AsyncWebClient(base_url=slack.base_url)
    async with aiohttp.ClientSession() as session:
        first = []
        for n in range(10):
            url = (await client.apps_connections_open(app_token="xapp-1"))["url"]
            ws = await session.ws_connect(url)
            assert (await ws.receive_json())["num_connections"] == n + 1
            first.append(ws)

        url = (await client.apps_connections_open(app_token="xapp-1"))["url"]
        async with session.ws_connect(url) as ws:
            assert (await ws.receive_json())["reason"] == "too_many_websockets"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        for ws in first:
            await ws.close()


@pytest.mark.usefixtures("sockets")
async def test_acknowledging_what_was_not_sent_is_noted(slack: FakeSlack, ana: Member):
    url = (await AsyncWebClient(base_url=slack.base_url).apps_connections_open(app_token="xapp-1"))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
        await ws.receive_json()
        await ws.send_str("hello")
        await ws.send_json({"envelope_id": "made up"})
        await slack.until(lambda: len(slack.breaches) == 2)

        told = asyncio.create_task(ana.dm("hi"))
        envelope = await ws.receive_json()
        await ws.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "no"}})
        assert (await told).ok

    assert slack.breaches[2] == "a payload in answer to an event"


# Bolt


def _bolt(slack: FakeSlack) -> AsyncApp:
    bolt = AsyncApp(client=AsyncWebClient(token="xoxb-1", base_url=slack.base_url), signing_secret="shh")

    async def answers(event: Block, client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], text="card", blocks=[actions()], **OFF)

    async def opens(ack: Callable[[], Awaitable[Any]], body: Block, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="why"))

    async def objects(ack: Callable[..., Awaitable[Any]]) -> None:
        await ack(response_action="errors", errors={"why": "Too vague"})

    async def responds(ack: Callable[[], Awaitable[Any]], respond: Callable[[str], Awaitable[Any]]) -> None:
        await ack()
        await respond("welcome")

    bolt.event("message")(answers)
    bolt.action("claim1")(opens)
    bolt.view("why")(objects)
    bolt.command("/aimant")(responds)
    return bolt


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_bolt_is_at_home(slack: FakeSlack, w: Workspace, ana: Member, transport: str):
    bolt = _bolt(slack)
    slack.echoes = True
    site = web.AppRunner(web.Application())
    if transport == "socket":
        w.deliver_to()
        w.app_token = "xapp-1"
        socket = AsyncSocketModeHandler(bolt, "xapp-1", web_client=AsyncWebClient(base_url=slack.base_url))
        await socket.connect_async()
        await _connected(slack, 1)
    else:

        async def dispatch(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

        site.app.router.add_post("/{any}", dispatch)
        await site.setup()
        await web.TCPSite(site, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{site.addresses[0][1]}/slack"
        w.deliver_to(events=url, interactivity=url, commands=url)
        assert await w.verify_url()

    await ana.dm("hello")
    card = await slack.until(lambda: next((m for m in ana.inbox if m.bot_id), None))
    assert card is not None
    await ana.press(card.channel, card.ts, "Claim")
    [view] = await slack.until(lambda: ana.views)
    await ana.submit(view, {"words": "small"})
    await ana.command("/aimant", "", "C1")
    await slack.until(lambda: ana.ephemerals("C1"))

    assert view.errors == {"why": "Too vague"}
    assert [m.text for m in ana.ephemerals("C1")] == ["welcome"]
    assert slack.breaches == []
    if transport == "socket":
        await socket.close_async()
    await site.cleanup()


# Waiting, and the terminal


async def test_until_sees_what_happens_and_fails_in_time(slack: FakeSlack, client: AsyncWebClient):
    waiting = asyncio.create_task(slack.until(lambda: slack.channel("C1").messages))
    await asyncio.sleep(0)
    await client.chat_postMessage(channel="C1", text="card", **OFF)

    assert [m.text for m in await waiting] == ["card"]
    with pytest.raises(AssertionError, match=r"not so within 0.01 s"):
        await slack.until(lambda: False, 0.01)


async def test_whoever_sits_at_the_terminal_is_a_member(app: App):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.slack", "--port", "0", "--to", app.url,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    settings = dict(
        [(await process.stdout.readline()).decode().strip().removeprefix("export ").split("=", 1) for _ in range(4)]
    )
    client = AsyncWebClient(
        token=settings["AIMANT_SLACK_BOT_TOKEN"], base_url=settings["AIMANT_SLACK_BASE_URL"], retry_handlers=[]
    )

    async def opens() -> web.Response:
        if b"payload=" in app.heard[-1].body:  # and not the bot's own message
            await client.views_open(trigger_id=app.heard[-1].payload["trigger_id"], view=modal())
        return web.Response()

    async def shown(words: str) -> str:
        assert process.stdout is not None
        read = ""
        while words not in read:
            line = (await process.stdout.readline()).decode()
            assert line, read
            read += line
        return read

    async with asyncio.timeout(30):
        await client.chat_postMessage(
            channel=settings["AIMANT_SLACK_CHANNEL"], text="Marie", blocks=[section(plain("Marie")), actions()], **OFF
        )
        assert "Marie" in await shown("<1> Claim")
        app.will(opens, opens)
        process.stdin.write(b"press 1\n")
        assert "Disqualify" in await shown("input why/words")
        process.stdin.write(b'submit why/words="too small"\nthread 1\nsay on it\nnonsense\npress 99\n')
        await shown("not possible")
        process.stdin.close()
        rest = await shown("") + (await process.stdout.read()).decode()
        assert await process.wait() == 0

    events = [heard.json["event"] for heard in app.heard if heard.body.startswith(b"{")]
    presses = [heard.payload["type"] for heard in app.heard if heard.body.startswith(b"payload=")]
    assert presses == ["block_actions", "view_submission"]
    assert [event["text"] for event in events if event.get("thread_ts")] == ["on it"]
    assert SignatureVerifier(settings["AIMANT_SLACK_SIGNING_SECRET"]).is_valid_request(
        app.heard[0].body, app.heard[0].headers
    )
    assert "breach" not in rest
