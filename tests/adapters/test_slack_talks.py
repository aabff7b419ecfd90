"""Prospects in Slack against a strict server of it: every way to begin and to answer, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from flows.model import Key
from storage import conversations, outbox, tables
from tests.adapters.test_slack_wire import signed
from tests.bot.test_slack import SECRET, SPEED, TEAM, Office, files_of, hears, office, say
from tests.conftest import started
from tests.fakes.slack import SCOPES, FakeSlack, Fault, Member, Reply, error


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


async def talk_with(o: Office, user: str = "U9", team: str = TEAM) -> Any:
    return await conversations.find(o.server.house.db, Key("slack", f"{team}/{user}"))


async def became(find: Callable[[], Awaitable[Any]], seconds: float = 10) -> Any:
    """Wait for something in the database."""
    async with asyncio.timeout(seconds):
        while not (found := await find()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return found


async def turns(o: Office) -> int:
    async with o.server.house.db.reading() as reader:
        return await tables.Turn.all().using_db(reader).count()


async def states(o: Office) -> set[str]:
    """How what was to be shown in Slack stands; mail waits for as long as no server is set for it."""
    rows = await outbox.listing(o.server.house.db)
    return {row["state"] for row in rows if row["kind"] in ("say", "settle", "acknowledge")}


async def everything_carried(o: Office) -> None:
    async def carried() -> bool:
        return not await states(o) & {"pending"}

    await became(carried, 20)


def own_flow(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(text)
    return folder


async def test_one_press_brought_twice_is_one_turn(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        await say(o, marie, "hello")
        asked = next(m for m in reversed(marie.inbox) if m.buttons)
        action = {"type": "button", "action_id": asked.buttons[0].action_id, "value": asked.buttons[0].value}
        payload = {
            "type": "block_actions",
            "user": {"id": "U9"},
            "team": {"id": TEAM},
            "container": {"type": "message", "message_ts": asked.ts, "channel_id": asked.channel},
            "channel": {"id": asked.channel},
            "actions": [{**action, "block_id": "b", "action_ts": "7.0"}],
        }
        body = b"payload=" + json.dumps(payload).replace("+", "%2B").replace("&", "%26").encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        url = o.w.urls["interactivity"]
        answers = await asyncio.gather(
            *(o.slack.send_raw(url, body, headers, sign=True, workspace=o.w) for _ in range(4))
        )

        assert [a.status for a in answers] == [200] * 4
        assert await turns(o) == 2


SEVERAL = """
flow: own
languages: [fr, en]
title: {fr: Outils, en: Tools}
opening:
  fr: ["Bonjour ! Je suis un assistant automatique."]
  en: ["Hello! I am an automated assistant."]
questions:
  - id: tools
    kind: multi-choice
    optional: true
    ask: {fr: "Quels outils ?", en: "Which tools?"}
    why: {fr: "Pour bien vous répondre.", en: "To answer you well."}
    options:
OPTIONS
  - id: when
    kind: timing
    ask: {fr: "Quand ?", en: "When?"}
    why: {fr: "Pour vous prévenir.", en: "So that we tell you."}
score:
  - {id: soon, axis: intent, when: {when: {within_days: 30}}, points: 50, because: {fr: "Bientôt", en: "Soon"}}
bands: {hot: {points: 60}, warm: {points: 20}}
magnets:
  - id: code
    title: {fr: "Votre code", en: "Your code"}
    code: HELLO-10
    say: {fr: "Votre code : {code}", en: "Your code: {code}"}
alert: {bands: [hot], locale: fr}
endings:
  hot: {fr: "Merci.", en: "Thank you."}
  warm: {fr: "Merci !", en: "Thank you!"}
  cold: {fr: "À bientôt.", en: "See you soon."}
"""


async def test_several_of_many_choices_are_ticked_and_confirmed(tmp_path: Path, free_port: int) -> None:
    names = [f"tool-{chr(97 + n)}" for n in range(13)]
    words = "\n".join(
        f'      - {{value: {name}, label: {{fr: "Outil {name[-1].upper()}", en: "Tool {name[-1].upper()}"}}}}'
        for name in names
    )
    own = own_flow(tmp_path / "own", SEVERAL.replace("OPTIONS", words))
    async with office(tmp_path / "d", free_port, flows_dir=own, slack_flow="own") as o:
        marie = o.w.member("U9", "Marie")
        await say(o, marie, "hello")
        asked = await hears(o, marie, "Which tools?")
        groups = [
            e["action_id"]
            for b in asked.blocks
            if b["type"] == "actions"
            for e in b["elements"]
            if e["type"] == "checkboxes"
        ]
        before = await turns(o)
        await marie.press(asked.channel, asked.ts, groups[0], ["Tool A", "Tool C"])  # type: ignore[arg-type]
        await marie.press(asked.channel, asked.ts, groups[1], ["Tool M"])  # type: ignore[arg-type]
        ticked = await turns(o)
        await marie.press(asked.channel, asked.ts, "Confirm")
        settled = await hears(o, marie, "✅ Tool A")
        talk = await talk_with(o)

    assert ticked == before
    assert "Tool M" in settled.words
    assert tuple(talk.answer("tools").value) == ("tool-a", "tool-c", "tool-m")


HOSTILE = (
    "<!channel> <!here> <!everyone> <@U9>",
    "<https://evil.example|https://good.example> https://evil.example",
    "*bold* _it_ `code` @everyone @channel :tada:",
    "&lt;!channel&gt; & < >",
    "\u202eevil\u202c \U0001f469\u200d\U0001f680 a\u0301\u0301",
    "{{7*7}} ${7*7} %(x)s {0.__class__}",
    "<" * 3500,
)


async def test_what_a_lead_writes_never_acts_wherever_it_is_shown(tmp_path: Path, free_port: int) -> None:
    """The fake notes a breach for whatever would mention, link or format; the office ends by finding none."""
    async with office(tmp_path, free_port) as o:
        o.slack.allow_mentions = False
        marie = o.w.member("U9", "Marie <!channel>", locale="en-GB")
        await say(o, marie, "hello")
        for text in HOSTILE:
            await say(o, marie, text)
        for text in ("1", "2", "yes", "<!channel> Mary", "mary@example.org"):
            await say(o, marie, text)
        await everything_carried(o)
        shown = json.dumps([[m.text, m.blocks] for m in marie.inbox if m.bot_id])

    assert "<!" not in shown
    assert "<@" not in shown
    assert "mrkdwn" not in shown


async def test_a_lost_answer_doubles_a_message_once_at_most(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.1,) * 9)
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie", locale="en-GB")
        o.slack.then("chat.postMessage", Fault.RESET_AFTER, Fault.RESET_AFTER)
        await marie.dm("hello")
        await everything_carried(o)
        said = [m for m in marie.inbox if m.bot_id and "automated" in m.words]

    assert len(said) == 2


async def test_nobody_is_written_to_who_cannot_be_reached(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        o.slack.always("conversations.open", error("user_disabled"))
        await marie.command("/aimant", "", o.w.dm("U9").id)

        async def marked() -> Any:
            async with o.server.house.db.reading() as reader:
                rows = tables.Conversation.filter(person=f"{TEAM}/U9").using_db(reader)
                return [why for why in await rows.values_list("unreachable", flat=True) if why]

        [why] = await became(marked)
        await everything_carried(o)

        assert "user_disabled" in why
        assert await states(o) <= {"dead", "cancelled", "done"}


async def test_direct_messages_that_are_no_more_are_opened_anew(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        await say(o, marie, "hello")
        o.slack.then("chat.postMessage", error("channel_not_found"))
        opened = o.slack.called["conversations.open"]
        await say(o, marie, "1")

        assert o.slack.called["conversations.open"] == opened + 1
        assert not await states(o) & {"dead", "cancelled"}


async def test_direct_messages_that_stay_closed_make_a_person_unreachable(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        o.slack.always("chat.postMessage", error("is_archived"))
        await marie.dm("hello")

        async def dead() -> Any:
            return await outbox.listing(o.server.house.db, "dead")

        [effect] = await became(dead)

    assert "is_archived" in effect["last_error"]


async def end_of_talk(o: Office) -> Member:
    marie: Member = o.w.member("U9", "Marie", locale="en-GB")
    await say(o, marie, "hello")
    for text in ("1", "2", "yes", "Mary", "mary@example.org", "yes"):
        await say(o, marie, text)
    return marie


def links_of(marie: Member) -> list[str]:
    every = [e for m in marie.inbox for b in m.blocks if b["type"] == "actions" for e in b["elements"]]
    return [e["url"] for e in every if "url" in e]


@pytest.mark.parametrize("how", ["no scope", "blocks refused"])
async def test_where_no_file_may_be_given_the_link_has_to_do(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession, how: str
) -> None:
    async with office(tmp_path, free_port) as o:
        if how == "no scope":
            o.w.scopes.discard("files:write")
        else:
            o.slack.then("files.completeUploadExternal", error("invalid_blocks"))
        marie = await end_of_talk(o)
        await everything_carried(o)
        files = [f for m in marie.inbox for f in m.files]
        comments = [m.text for m in marie.inbox if m.files]
        told = [*links_of(marie), *(c.rpartition("\n")[2] for c in comments)]
        async with session.get(told[-1]) as got:
            opened = got.status

    assert len(files) == (1 if how == "blocks refused" else 0)
    assert opened == 200


async def test_an_upload_that_breaks_off_is_done_again_and_given_once(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.1,) * 9)
    async with office(tmp_path, free_port) as o:
        o.slack.then("files.getUploadURLExternal", Fault.RESET_AFTER)
        o.slack.then("upload", Fault.RESET, Reply(500))
        marie = await end_of_talk(o)
        await everything_carried(o)

        assert len([f for m in marie.inbox for f in m.files]) == 1
        assert not await states(o) & {"dead", "cancelled"}


async def test_slow_answers_about_a_person_do_not_keep_slack_waiting(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        o.slack.always("users.info", Fault.HANG)
        answer = await marie.dm("hello")
        o.slack.well()

    assert answer.status == 200


async def test_before_slack_says_whose_the_token_is_events_are_put_off_and_not_lost(
    tmp_path: Path, free_port: int
) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        o.slack.then("auth.test", Reply(500))
        first = await marie.dm("hello")
        await hears(o, marie, "automated")

        assert first.status == 503
        assert await turns(o) == 1


async def test_a_workspace_that_did_not_install_the_app_is_not_to_try_again(tmp_path: Path, free_port: int) -> None:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U9", "text": "hi", "ts": "1.0"}
    whole = {"type": "event_callback", "team_id": "T404", "event_id": "Ev1", "event": event}
    body = json.dumps(whole).encode()
    async with office(tmp_path, free_port) as o:
        headers = {"Content-Type": "application/json", **signed(body)}
        answer = await o.slack.send_raw(o.w.urls["events"], body, headers, sign=False, workspace=o.w)

        assert answer.status == 200
        assert await turns(o) == 0


@pytest.mark.parametrize(("way", "socket"), [("command", False), ("shortcut", True), ("message", False)])
async def test_a_talk_begins_by_command_and_by_either_shortcut(
    tmp_path: Path, free_port: int, way: str, socket: bool
) -> None:
    async with office(tmp_path, free_port, socket=socket) as o:
        marie = o.w.member("U9", "Marie", locale="fr-FR")
        ana = o.w.member("U1", "Ana")
        await ana.says("C2", "ask the bot")
        said = o.slack.channel("C2").messages[-1]
        if way == "command":
            await marie.command("/aimant", "", "C2")
        else:
            await marie.shortcut(*(("aimant",) if way == "shortcut" else ("aimant-message", said)))
        await hears(o, marie, "automatique")
        told = marie.ephemerals("C2")

    assert [m.text for m in told] == (["Je vous ai écrit dans nos messages directs."] if way == "command" else [])


async def test_sockets_that_slack_ends_are_opened_again_and_nothing_is_lost(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port, socket=True) as o:
        marie = o.w.member("U9", "Marie", locale="en-GB")
        await say(o, marie, "hello")
        await o.w.disconnect("refresh_requested", every=True)
        await marie.dm("1")  # Slack brings it again if nobody was there

        async def heard() -> Any:
            return await turns(o) == 2

        await became(heard, 20)
        await o.slack.until(lambda: o.slack.courier.connections(o.w) >= 2, 20)
        await say(o, marie, "2")
        # slack_sdk acknowledges over its newest socket what came over the one before: Slack then brings that again
        o.slack.breaches[:] = [b for b in o.slack.breaches if not b.startswith("an acknowledgement of nothing")]

        assert await turns(o) == 3


async def test_what_comes_over_a_socket_and_cannot_be_kept_is_brought_again(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import Unavailable

    async with office(tmp_path, free_port, socket=True) as o:
        marie = o.w.member("U9", "Marie", locale="en-GB")

        async def away(*_: object, **__: object) -> None:
            raise Unavailable("away")

        with monkeypatch.context() as patched:
            patched.setattr("storage.conversations.record", away)
            answer = await marie.dm("hello")
        await hears(o, marie, "automated")

        assert answer.status == 0
        assert await turns(o) == 1


async def test_two_workspaces_talk_at_once_and_hear_only_their_own(tmp_path: Path, free_port: int) -> None:
    async with FakeSlack(speed=SPEED, deadline=3.0) as slack:
        url = f"http://127.0.0.1:{free_port}/slack"
        spaces = []
        for n in (1, 2):
            w = slack.workspace(f"T{n}", bot_token=f"xoxb-secret-{n}", signing_secret=SECRET, channels={f"C{n}": "x"})
            w.deliver_to(events=f"{url}/events", interactivity=f"{url}/interactivity", commands=f"{url}/commands")
            spaces.append(w)
        settings = installable(slack, free_port)
        async with started(tmp_path, **settings) as server:
            for w in spaces:
                assert await installed(server.url, w) == 200
            people = [
                w.member("U9", f"Marie {w.id}", locale=lang) for w, lang in zip(spaces, ("fr-FR", "en-GB"), strict=True)
            ]
            await asyncio.gather(*(each.dm("hello") for each in people))
            words = ("automatique", "automated")
            for each, word in zip(people, words, strict=True):
                await slack.until(lambda e=each, w=word: any(w in m.words for m in e.inbox if m.bot_id), 10)
            talks = [await conversations.find(server.house.db, Key("slack", f"T{n}/U9")) for n in (1, 2)]
            heard = ["".join(m.words for m in each.inbox if m.bot_id) for each in people]
            kept = files_of(tmp_path)

    assert [t.locale for t in talks if t] == ["fr", "en"]
    assert "automated" not in heard[0]
    assert "automatique" not in heard[1]
    assert b"xoxb-secret" not in kept
    assert slack.breaches == []


def installable(slack: FakeSlack, port: int) -> dict[str, Any]:
    """The settings of an app that workspaces install by themselves."""
    return {
        "slack_client_id": slack.client_id,
        "slack_client_secret": slack.client_secret,
        "slack_signing_secret": SECRET,
        "slack_base_url": slack.base_url,
        "port": port,
        "base_url": f"http://127.0.0.1:{port}",
    }


async def begun(browser: aiohttp.ClientSession, url: str) -> tuple[str, str]:
    """The state and the cookie of an installation that begins."""
    async with browser.get(f"{url}/slack/install", allow_redirects=False) as begin:
        location = begin.headers["Location"]
        return location.partition("state=")[2].partition("&")[0], begin.cookies["aimant_slack_install"].value


async def ended(url: str, code: str, state: str, cookie: str) -> int:
    async with (
        aiohttp.ClientSession(cookies={"aimant_slack_install": cookie} if cookie else None) as browser,
        browser.get(f"{url}/slack/oauth", params={"code": code, "state": state}) as done,
    ):
        return done.status


async def installed(url: str, w: Any) -> int:
    async with aiohttp.ClientSession() as browser:
        state, cookie = await begun(browser, url)
    return await ended(url, w.authorize(f"{url}/slack/oauth"), state, cookie)


async def test_an_installation_is_its_own_browsers_and_good_once(tmp_path: Path, free_port: int) -> None:
    async with FakeSlack(speed=SPEED) as slack:
        w = slack.workspace("T2", bot_token="xoxb-secret-2", signing_secret=SECRET)
        settings = installable(slack, free_port)
        async with started(tmp_path, **settings) as server, aiohttp.ClientSession() as browser:
            url = server.url
            back = f"{url}/slack/oauth"
            state, cookie = await begun(browser, url)
            other, _ = await begun(browser, url)
            code = w.authorize(back)
            no_cookie = await ended(url, code, state, "")
            foreign_state = await ended(url, code, other, cookie)
            forged = await ended(url, code, state[:-2] + "xx", cookie)
            good = await ended(url, code, state, cookie)
            again = await ended(url, code, state, cookie)
            refused = await ended(url, "no-such-code", *(await begun(browser, url)))

    assert [no_cookie, foreign_state, forged] == [403, 403, 400]
    assert good == 200
    assert again != 200
    assert refused != 200
    assert slack.breaches == []


def test_the_manifest_asks_for_what_the_fake_would_grant() -> None:
    from adapters.channels.slack.install import SCOPES as ASKED

    assert set(ASKED) <= set(SCOPES)
