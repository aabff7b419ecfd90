"""Whole talks in Slack's direct messages, and the sales desk in its channel, against a strict server of Slack."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from cryptography.fernet import Fernet
from slack_sdk.signature import SignatureVerifier

from adapters.channels.contract import Opening, Pace
from adapters.channels.slack import channel
from adapters.channels.slack.channel import SOCKETS
from adapters.channels.slack.desk import SlackDesk
from bot.app import Clock, now
from flows.case import Claimed, Deed, Member
from flows.model import Incoming, Key, Opened, Said
from storage import cases, continuations, conversations, outbox, tables, workspaces
from tests.bot.kit import BANT, Visitor
from tests.conftest import Server, started
from tests.fakes.slack import FakeSlack, Fault, Reply
from tests.flows.stories import CATALOG

SPEED = 20.0
TEAM = "T1"
LEADS = "C1"
SECRET = "a signing secret"
#: What a person's Slack says of its language.
LOCALES = {"fr": "fr-FR", "en": "en-GB"}


def files_of(folder: Path) -> bytes:
    """Every byte of the database."""
    return b"".join(path.read_bytes() for path in folder.glob("aimant.db*"))


def own_flows(folder: Path, alert: str) -> Path:
    """The BANT flow with more to its alert section, in a folder of one's own."""
    (folder / "magnets").mkdir(parents=True)
    for path in (CATALOG / "magnets").iterdir():
        (folder / "magnets" / path.name).write_bytes(path.read_bytes())
    text = (CATALOG / "bant-b2b.yaml").read_text()
    (folder / "bant-b2b.yaml").write_text(
        text.replace("  bands: [hot]\n  locale: fr\n", f"  bands: [hot]\n  locale: en\n{alert}")
    )
    return folder


@dataclass
class Office:
    """A workspace with the app installed, and the server behind it."""

    slack: FakeSlack
    server: Server

    @property
    def w(self) -> Any:
        return self.slack.workspaces[TEAM]

    @property
    def cards(self) -> list[Any]:
        return [m for m in self.slack.channel(LEADS).messages if m.bot_id and m.buttons]

    async def card(self, containing: str = "") -> Any:
        def found() -> Any:
            return next((m for m in self.cards if containing in m.words), None)

        return await self.slack.until(found, 10)

    async def press(self, member: Any, label: str, option: str | None = None) -> Any:
        card = await self.card()
        return await member.press(LEADS, card.ts, label, option)

    async def thread(self, containing: str) -> Any:
        card = await self.card()

        def found() -> Any:
            replies = self.slack.channel(LEADS).threads.get(card.ts, [])
            return next((m for m in replies if containing in m.words), None)

        return await self.slack.until(found, 10)


@asynccontextmanager
async def slack(port: int, *, socket: bool = False) -> AsyncIterator[FakeSlack]:
    """A workspace that has the app of a server at this port; nothing that Slack would not take may come of it."""
    async with FakeSlack(speed=SPEED, deadline=3.0) as fake:
        fake.allow_mentions = True
        w = fake.workspace(
            TEAM,
            bot_token="xoxb-1",
            channels={LEADS: "hot-leads", "C2": "big-leads"},
            signing_secret=SECRET,
            app_token="xapp-1" if socket else None,
        )
        if not socket:
            url = f"http://127.0.0.1:{port}/slack"
            w.deliver_to(events=f"{url}/events", interactivity=f"{url}/interactivity", commands=f"{url}/commands")
        yield fake
        assert fake.breaches == []


@asynccontextmanager
async def serving(path: Path, fake: FakeSlack, port: int, clock: Clock = now, **more: Any) -> AsyncIterator[Server]:
    """The server behind the app, brisk enough for a test."""
    w = fake.workspaces[TEAM]
    settings: dict[str, Any] = {
        "slack_bot_token": w.bot_token,
        "slack_channel": LEADS,
        "slack_base_url": fake.base_url,
        "port": port,
        "base_url": f"http://127.0.0.1:{port}",
    }
    settings |= {"slack_app_token": w.app_token} if w.app_token else {"slack_signing_secret": w.signing_secret}
    async with started(path, clock, **(settings | more)) as server:
        for channel in server.house.channels:
            # the fake's time runs faster
            channel.chat_pace, channel.lane_pace = Pace(1 / SPEED, 3), Pace(0.1 / SPEED, 10)
        if w.app_token:
            await fake.until(lambda: fake.courier.connections(w) >= 2, 10)
        yield server


@asynccontextmanager
async def office(
    path: Path, port: int, *, socket: bool = False, frozen: Clock = now, **more: Any
) -> AsyncIterator[Office]:
    """Both."""
    async with slack(port, socket=socket) as fake, serving(path, fake, port, frozen, **more) as server:
        yield Office(fake, server)


def talk_of(flow: str, locale: str) -> tuple[list[str], str]:
    from tests.bot.test_telegram import talk_of as talk

    return talk(flow, locale)


async def hears(o: Office, member: Any, containing: str) -> Any:
    """The newest message of the bot that holds this."""

    def found() -> Any:
        return next((m for m in reversed(member.inbox) if m.bot_id and containing in m.words), None)

    return await o.slack.until(found, 10)


async def say(o: Office, member: Any, text: str) -> None:
    before = len([m for m in member.inbox if m.bot_id])
    answer = await member.dm(text)
    assert answer.status == 200, answer
    await o.slack.until(lambda: len([m for m in member.inbox if m.bot_id]) > before, 10)


@pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])
@pytest.mark.parametrize(
    ("flow", "locale"), [("livre-blanc", "fr"), ("livre-blanc", "en"), ("bant-b2b", "fr"), ("bant-b2b", "en")]
)
async def test_a_whole_talk_ends_in_a_delivered_document(
    tmp_path: Path, free_port: int, flow: str, locale: str, socket: bool
) -> None:
    said, end = talk_of(flow, locale)
    async with office(tmp_path, free_port, socket=socket, slack_flow=flow) as o:
        marie = o.w.member("U9", "Marie", locale=LOCALES[locale])
        await say(o, marie, "hello")
        await hears(o, marie, "automatique" if locale == "fr" else "automated")
        for text in said:
            await say(o, marie, text)
        await hears(o, marie, end)
        files = await o.slack.until(lambda: [f for m in marie.inbox for f in m.files], 10)
        talk = await conversations.find(o.server.house.db, Key("slack", f"{TEAM}/U9"))

    assert talk is not None
    assert (talk.state, talk.locale) == ("done", locale)
    assert files[0][1] in {path.read_bytes() for path in (CATALOG / "magnets").glob(f"*.{locale}.pdf")}


async def test_a_handshake_that_fails_costs_its_address_and_not_the_socket(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, where Slack has no address to give at first, and when it renews the sockets."""
    monkeypatch.setattr(channel, "ADDRESS_SECONDS", 1.0)
    async with slack(free_port, socket=True) as fake:
        w = fake.workspaces[TEAM]
        w.then("apps.connections.open", *[Reply(503)] * SOCKETS)
        w.lost_handshakes = SOCKETS
        async with serving(tmp_path, fake, free_port) as server:
            assert w.lost_handshakes == 0
            w.lost_handshakes = SOCKETS
            await w.disconnect("refresh_requested", every=True)
            await fake.until(lambda: not w.lost_handshakes and fake.courier.connections(w) == SOCKETS, 20)
            marie = w.member("U9", "Marie", locale="en-US")
            await say(Office(fake, server), marie, "hello")


async def test_a_press_shows_its_answer_in_place_of_the_buttons_and_a_stale_one_changes_nothing(
    tmp_path: Path, free_port: int
) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie", locale="fr-FR")
        await marie.command("/aimant", "", o.w.dm("U9").id)
        asked = await hears(o, marie, "assistant automatique")
        label = asked.buttons[0][0]
        await marie.press(asked.channel, asked.ts, label)
        await hears(o, marie, "où en êtes-vous")
        settled = await hears(o, marie, f"✅ {label}")
        before = await conversations.find(o.server.house.db, Key("slack", f"{TEAM}/U9"))
        await marie.press_old(asked, asked.buttons[1][0])
        toast = await o.slack.until(lambda: marie.ephemerals(asked.channel)[1:], 10)
        after = await conversations.find(o.server.house.db, Key("slack", f"{TEAM}/U9"))

    assert settled.ts == asked.ts
    assert settled.buttons == []
    assert "rien n’a changé" in toast[-1].words
    assert before is not None
    assert after is not None
    assert (after.answers, after.asking) == (before.answers, before.asking)


async def test_an_edited_message_changes_the_answer_it_gave(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie", locale="fr-FR")
        await say(o, marie, "bonjour")
        await say(o, marie, "1")
        written = [m for m in marie.inbox if not m.bot_id][-1]
        await marie.edits(written.ts, "vélo")
        await hears(o, marie, "C’est noté")
        talk = await conversations.find(o.server.house.db, Key("slack", f"{TEAM}/U9"))

    assert talk is not None
    answer = talk.answer("interest")
    assert answer is not None
    assert answer.raw == "vélo"


async def test_redeliveries_are_one_turn_and_a_retry_header_is_no_reason_to_drop(
    tmp_path: Path, free_port: int
) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        event = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": "Ev1",
            "event": {
                "type": "message",
                "channel_type": "im",
                "channel": o.w.dm("U9").id,
                "user": "U9",
                "text": "hi",
                "ts": "1.0",
            },
        }
        url = o.w.urls["events"]
        headers = {"Content-Type": "application/json", "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
        body = json.dumps(event).encode()
        answers = await asyncio.gather(
            *(o.slack.send_raw(url, body, headers, sign=True, workspace=o.w) for _ in range(5))
        )
        await hears(o, marie, "automated")
        async with o.server.house.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()

    assert [a.status for a in answers] == [200] * 5
    assert turns == 1


HOSTILE: list[tuple[bytes, dict[str, str], Any]] = [
    (b"{}", {}, False),
    (b'{"type":"url_verification","challenge":"x"}', {}, False),
    (b"ssl_check=1", {"Content-Type": "application/x-www-form-urlencoded"}, False),
    (b'{"type":"a"}', {}, "stale"),
    (b'{"type":"a"}', {}, "future"),
    (b'{"type":"a"}', {}, "wrong"),
    (b'{"type":"a"}', {}, "tampered"),
    (b'{"type":"a"}', {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": "v0=" + "0" * 64}, False),
    (b'{"type":"a"}', {"X-Slack-Request-Timestamp": "1e99", "X-Slack-Signature": "v0=" + "0" * 64}, False),
    (b'{"type":"a"}', {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=" + "0" * 64}, False),
    (b'{"type":"a"}', {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=\u00e9"}, False),
    (b'{"type":"a"}', {"X-Slack-Request-Timestamp": "-5", "X-Slack-Signature": ""}, False),
    (b"\xff\xfe\xfa", {}, True),
    (b"\xff\xfe\xfa", {}, False),
    (b"{not json", {}, True),
    (b"{not json", {}, False),
    (b"[" * 100_000, {}, True),
    (b"[]", {}, True),
    (b'"text"', {}, True),
    (b'{"type": 5}', {}, True),
    (b"payload=%7Bbroken", {"Content-Type": "application/x-www-form-urlencoded"}, True),
    (b"payload=", {"Content-Type": "application/x-www-form-urlencoded"}, True),
    (b"nothing=here", {"Content-Type": "application/x-www-form-urlencoded"}, True),
    (b"%%%", {"Content-Type": "application/x-www-form-urlencoded"}, True),
    (b"x" * 400_000, {}, True),
    (b"{}", {"Content-Type": "text/plain"}, True),
]


async def test_hostile_requests_are_refused_and_the_next_good_one_is_answered(tmp_path: Path, free_port: int) -> None:
    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")
        statuses = []
        for body, headers, sign in HOSTILE:
            given = {"Content-Type": "application/json"} | headers
            statuses.append((await o.slack.send_raw(o.w.urls["events"], body, given, sign=sign, workspace=o.w)).status)
        await say(o, marie, "hello")
        async with o.server.house.db.reading() as reader:
            turns = await tables.Turn.all().using_db(reader).count()
        assert await o.w.verify_url()

    assert set(statuses) <= {400, 401, 413, 415}, statuses
    assert turns == 1


async def test_our_check_of_signatures_agrees_with_the_librarys() -> None:
    from adapters.channels.slack.wire import is_signed

    verifier = SignatureVerifier(SECRET)
    for body in (b"{}", "é".encode(), b"a" * 1000):
        signature = verifier.generate_signature(timestamp="1700000000", body=body)
        assert signature is not None
        headers = {"X-Slack-Request-Timestamp": "1700000000", "X-Slack-Signature": signature}
        assert is_signed(body, headers, ["other", SECRET], 1700000299.0)
        assert not is_signed(body + b" ", headers, [SECRET], 1700000000.0)
        assert not is_signed(body, headers, [SECRET], 1700000301.0)
        assert not is_signed(body, headers, ["other"], 1700000000.0)


# --- the desk ----------------------------------------------------------------------------------------------------


async def hot(o: Office, session: aiohttp.ClientSession, locale: str = "en", **more: Any) -> Visitor:
    visitor = await Visitor.begin(
        session, o.server.url, "bant-b2b", locale, page="https://a.example/<!channel>", **more
    )
    await visitor.say(*BANT)
    return visitor


async def test_a_hot_lead_is_one_card_with_all_that_sales_needs(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        await hot(o, session)
        card = await o.card()
        await o.thread("Camille Dubois")

    for part in ("Camille Dubois", "Dubois &amp; Fils", "camille@dubois.example", "+20", "🔥 95", "invoices"):
        assert part in card.words, part
    assert "<!date^" in json.dumps(card.blocks)
    assert "<!channel>" not in json.dumps(card.blocks)
    assert {label for label, _, _ in card.buttons} >= {"Je prends", "Prendre la main", "Écarter"}
    assert len(o.cards) == 1


async def test_the_thread_of_a_talk_that_was_continued_begins_at_its_first_word(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        visitor = await Visitor.begin(session, o.server.url, "bant-b2b", "en")
        await visitor.say(*BANT[:5])
        house = o.server.house
        talk = await conversations.find(house.db, Key("web", visitor.conversation))
        assert talk is not None
        await continuations.offer(house.db, "hash", talk.id, house.clock())
        there = Key("telegram", "1/2")
        opening = Opening("bant-b2b", "en", uuid4(), continues="hash")
        await house.turns.hear(Incoming(there, "u0", house.clock(), Opened()), opening)
        for n, text in enumerate(BANT[5:], 1):
            await house.turns.hear(Incoming(there, f"u{n}", house.clock(), Said(text)))
        told = await o.thread("invoices")

    words = told.words
    assert 0 <= words.index("invoices") < words.index("I decide") < words.index("Camille Dubois")


async def test_one_claims_and_the_other_is_told_privately(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        ana, ben = o.w.member("U1", "Ana"), o.w.member("U2", "Ben")
        await hot(o, session)
        first = await o.card()
        await ana.press(LEADS, first.ts, "Je prends")
        claimed = await o.slack.until(lambda: next((m for m in o.cards if "Ana" in m.words), None), 10)
        await ben.press_old(first, "Je prends")
        told = await o.slack.until(lambda: ben.ephemerals(LEADS), 10)

    assert claimed.ts == first.ts
    assert "Ana l’a pris" in told[0].words
    assert ana.ephemerals(LEADS) == []
    assert len(o.cards) == 1


async def test_the_life_of_a_lead_on_its_card(tmp_path: Path, free_port: int, session: aiohttp.ClientSession) -> None:
    async with office(tmp_path, free_port) as o:
        ana = o.w.member("U1", "Ana")
        o.w.member("U2", "Ben")
        await hot(o, session)

        async def becomes(words: str) -> Any:
            return await o.slack.until(lambda: next((m for m in o.cards if words in m.words), None), 10)

        await o.press(ana, "Je prends")
        await becomes("pris · Ana")
        await o.press(ana, "Contacté")
        await becomes("contacté · Ana")
        await o.press(ana, "Rendez-vous")
        await becomes("rendez-vous fixé · Ana")
        await o.press(ana, "👍 Il était chaud")
        await becomes("👍")
        await o.press(ana, "Annuler")
        await becomes("contacté · Ana")
        card = await o.card()
        [select] = re.findall(r'"(desk:reassign:[^"]+)"', json.dumps(card.blocks))
        await ana.press(LEADS, card.ts, select, "U2")
        await becomes("contacté · Ben")
        await o.press(ana, "Gagné")
        won = await becomes("gagné · Ben")
        case = (
            await cases.opened_since(
                o.server.house.db, f"slack/{TEAM}/{LEADS}", o.server.house.clock().replace(year=2000)
            )
        )[0]
        history = [row["did"] for row in await cases.history(o.server.house.db, case)]

    assert history == ["raised", "claim", "move", "move", "judge", "undo", "reassign", "move"]
    assert {label for label, _, _ in won.buttons} >= {"Annuler"}
    assert len(o.cards) == 1


async def test_disqualifying_asks_why_and_can_be_undone(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        ana = o.w.member("U1", "Ana")
        await hot(o, session)
        await o.press(ana, "Écarter")
        view = await o.slack.until(lambda: next(iter(ana.views), None), 10)
        await ana.submit(view, {"reason/reason": "no-budget", "note/note": "<!channel> rien"})
        out = await o.slack.until(lambda: next((m for m in o.cards if "Pas de budget" in m.words), None), 10)
        await ana.press(LEADS, out.ts, "Annuler")
        back = await o.slack.until(lambda: next((m for m in o.cards if "Pas de budget" not in m.words), None), 10)

    assert "écarté" in out.words
    assert "rien" in out.words
    assert any(label == "Je prends" for label, _, _ in back.buttons)


async def test_a_person_takes_over_talks_notes_and_gives_back(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        ana, ben = o.w.member("U1", "Ana"), o.w.member("U2", "Ben")
        visitor = await Visitor.begin(session, o.server.url, "bant-b2b", "en")
        await visitor.say("invoices", "talk to a person")
        card = await o.card()
        await ana.says(LEADS, "too early", thread_ts=card.ts)
        await o.press(ana, "Prendre la main")

        async def transcript() -> list[str]:
            _, told = await visitor.resume()
            return [m["text"] for m in told["messages"]]

        async def until(words: str) -> None:
            async with asyncio.timeout(10):
                while not any(words in text for text in await transcript()):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)

        await until("talking with Ana")
        await ana.says(LEADS, "Hello, how can I help? <b> &", thread_ts=card.ts)
        await ana.says(LEADS, "// he sounds serious", thread_ts=card.ts)
        await ben.says(LEADS, "not mine", thread_ts=card.ts)
        await until("Hello, how can I help? <b> &")
        await visitor.say("How much <!channel> is it?")
        asked = await o.thread("How much")
        await o.press(ana, "Rendre à l’assistant")
        await until("Ana has left")
        said = await transcript()
        _, told = await visitor.resume()

    assert not any(words in text for text in said for words in ("too early", "serious", "not mine"))
    assert "<!channel>" not in json.dumps(asked.blocks)
    assert told["state"] == "open"
    assert told["messages"][-1]["question"]["id"] == "size"


async def test_a_talk_that_the_prospect_ended_is_told_at_once_and_a_corrected_answer_is_shown(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        ana = o.w.member("U1", "Ana")
        visitor = await hot(o, session)
        card = await o.card()
        await visitor.say("change my e-mail", "new@dubois.example")
        await o.thread("a corrigé une réponse")
        await o.slack.until(lambda: "new@dubois.example" in o.slack.channel(LEADS).messages[0].words, 10)
        await o.press(ana, "Prendre la main")
        await o.thread("Ana parle maintenant")
        async with asyncio.timeout(10):
            while (await visitor.resume())[1]["state"] != "handed_over":  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await visitor.say("stop")
        await o.thread("a mis fin à la conversation")
        await o.slack.until(lambda: "Ana parle" not in o.slack.channel(LEADS).messages[0].words, 10)
        await ana.says(LEADS, "are you there?", thread_ts=card.ts)
        await o.press(ana, "Prendre la main")  # whoever said stop is left in peace
        await o.slack.until(
            lambda: sum("a mis fin" in m.words for m in o.slack.channel(LEADS).threads[card.ts]) == 2, 10
        )
        await o.slack.until(lambda: "Ana parle" not in o.slack.channel(LEADS).messages[0].words, 10)
        _, told = await visitor.resume()

    assert told["state"] == "stopped"
    assert "are you there?" not in [m["text"] for m in told["messages"]]


async def test_one_card_a_lead_however_many_talks(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        await hot(o, session)
        await o.card()
        await hot(o, session, "fr")
        await o.thread("répondu de nouveau")

    assert len(o.cards) == 1


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.HANG])
async def test_a_lost_answer_does_not_double_the_card(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.2,) * 9)
    async with office(tmp_path, free_port) as o:
        for channel in o.server.house.channels:
            channel._api.seconds = 0.7  # type: ignore[attr-defined]
        o.slack.then("chat.postMessage", fault)
        await hot(o, session)
        await o.card()
        await o.thread("Camille")
        await asyncio.sleep(0.5)

    assert len(o.cards) == 1


async def test_contact_is_masked_until_somebody_has_the_lead(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    rule = "  mask_contact: true\n  channels: [{when: {size: medium}, slack_channel: C2}]\n"
    own = own_flows(tmp_path / "own", rule)
    async with office(tmp_path / "d", free_port, flows_dir=own) as o:
        ana = o.w.member("U1", "Ana")
        await hot(o, session)

        def big() -> Any:
            return next((m for m in o.slack.channel("C2").messages if m.buttons), None)

        masked = await o.slack.until(big, 10)
        await ana.press("C2", masked.ts, "Claim")
        clear = await o.slack.until(lambda: big() if "camille@dubois.example" in big().words else None, 10)

    assert "camille@dubois.example" not in masked.words
    assert "c•••@d•••" in masked.words
    assert clear.ts == masked.ts
    assert o.slack.channel(LEADS).messages == []


async def test_erasing_a_person_takes_their_card_away(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    from storage import privacy

    async with office(tmp_path, free_port) as o:
        await hot(o, session)
        await o.thread("Camille")
        await privacy.erase_lead(o.server.house.db, "camille@dubois.example", o.server.house.clock())
        o.server.house.dispatcher.wake()
        await o.slack.until(lambda: not any("Camille" in m.words for m in o.slack.channel(LEADS).everything), 10)
        async with asyncio.timeout(10):
            while {r["state"] for r in await outbox.listing(o.server.house.db)} - {"done"}:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    assert b"Camille" not in files_of(tmp_path)


async def test_presses_on_the_card_of_an_erased_lead_are_told_so_in_private(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    from storage import privacy

    async with office(tmp_path, free_port) as o:
        ana = o.w.member("U1", "Ana")
        await hot(o, session)
        card = await o.card()
        await o.thread("Camille")
        await privacy.erase_lead(o.server.house.db, "camille@dubois.example", o.server.house.clock())
        for n, label in enumerate(("Je prends", "Prendre la main", "Écarter"), 1):
            assert (await ana.press_old(card, label)).status == 200
            told = await o.slack.until(lambda n=n: ana.ephemerals(LEADS) if len(ana.ephemerals(LEADS)) == n else None)

    assert all("ont été effacées" in m.words and "was erased" in m.words for m in told)
    assert ana.views == []


async def test_an_old_button_or_message_of_an_erased_talk_begins_nothing(tmp_path: Path, free_port: int) -> None:
    from storage import privacy

    async with office(tmp_path, free_port) as o:
        marie, key = o.w.member("U9", "Marie", locale="fr-FR"), Key("slack", f"{TEAM}/U9")
        await say(o, marie, "bonjour")
        asked = await hears(o, marie, "assistant automatique")
        await say(o, marie, "1")
        written = [m for m in marie.inbox if not m.bot_id][-1]
        found = await conversations.find(o.server.house.db, key)
        assert found is not None
        await privacy.erase_conversation(o.server.house.db, found.id, o.server.house.clock(), found.id)

        await marie.press_old(asked, asked.buttons[0][0])
        await marie.edits(written.ts, "vélo")
        toasts = await o.slack.until(lambda: t if len(t := marie.ephemerals(asked.channel)) == 2 else None, 10)
        after = await conversations.find(o.server.house.db, key)

    assert all("rien n’a changé" in toast.words for toast in toasts)
    assert after is None


async def test_a_seller_who_mentions_a_colleague_is_read_by_the_name(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    own = own_flows(tmp_path / "own", "")
    async with office(tmp_path / "d", free_port, flows_dir=own) as o:
        ana = o.w.member("U1", "Ana")
        o.w.member("U2", "Ben & Co")
        visitor = await hot(o, session)
        card = await o.card()
        line = await o.thread("Camille Dubois")
        await o.press(ana, "Take over")
        await o.thread("Ana talks with the prospect")
        await ana.says(LEADS, "Ask <@U2> or <@U404>!", thread_ts=card.ts)
        async with asyncio.timeout(10):
            while "Ask Ben & Co or !" not in (said := [m["text"] for m in (await visitor.resume())[1]["messages"]]):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    assert not any("U404" in text or "U2" in text for text in said)
    assert "Prospect: " in line.words
    assert "Prospect :" not in line.words


async def test_more_cards_than_a_desk_can_bear_become_a_digest(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    own = own_flows(tmp_path / "own", "  digest_over: 2\n")
    async with office(tmp_path / "d", free_port, flows_dir=own) as o:
        ana = o.w.member("U1", "Ana")
        for n in range(5):
            visitor = await Visitor.begin(session, o.server.url, "bant-b2b", "en")
            said = list(BANT)
            said[6], said[8] = f"Person {chr(65 + n)}", f"p{n}@dubois.example"
            await visitor.say(*said)
            await o.server.house.dispatcher.idle()

        def digest() -> Any:
            return next((m for m in o.slack.channel(LEADS).messages if "more hot leads" in m.words), None)

        await o.slack.until(lambda: digest() if digest() and "3 more" in digest().words else None, 10)
        own_cards = [m for m in o.cards if "more hot leads" not in m.words]
        label, action, _ = digest().buttons[0]
        await ana.press(LEADS, digest().ts, action)
        await o.slack.until(lambda: len([m for m in o.cards if "more hot leads" not in m.words]) == 3 or None, 10)
        await o.slack.until(lambda: "2 more" in digest().words or None, 10)
        await carried(o)
        await ana.press(LEADS, digest().ts, digest().buttons[0][1])
        channel = o.slack.channel(LEADS)
        last = await o.slack.until(lambda: next((m for m in channel.messages if "1 more hot lead in" in m.words), None))
        await carried(o)
        await ana.press(LEADS, last.ts, last.buttons[0][1])
        await o.slack.until(lambda: last.ts not in [m.ts for m in channel.messages] or None, 10)

    assert len(own_cards) == 2
    assert label == "Claim"


async def carried(o: Office) -> None:
    """All that was decided for the desk has arrived."""

    async def states() -> set[str]:
        return {r["state"] for r in await outbox.listing(o.server.house.db) if r["lane"].startswith("desk-")}

    async with asyncio.timeout(20):
        while await states() != {"done"}:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def at_once(o: Office, session: aiohttp.ClientSession, count: int) -> None:
    """So many hot leads whose talks end in the same moment."""
    visitors = [await Visitor.begin(session, o.server.url, "bant-b2b", "en") for _ in range(count)]
    for n, visitor in enumerate(visitors):
        said = list(BANT)
        said[6], said[8] = f"Person {chr(65 + n)}", f"p{n}@dubois.example"
        await visitor.say(*said[:-1])
    await asyncio.gather(*(visitor.say(BANT[-1]) for visitor in visitors))


async def test_leads_of_one_moment_are_one_card_and_one_digest(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    own = own_flows(tmp_path / "own", "  digest_over: 1\n")
    async with office(tmp_path / "d", free_port, flows_dir=own) as o:
        await at_once(o, session, 4)
        channel = o.slack.channel(LEADS)
        await o.slack.until(lambda: any("3 more hot leads" in m.words for m in channel.messages) or None, 15)
        await carried(o)

    digests = [m for m in channel.messages if "more hot leads" in m.words]
    assert len(digests) == 1
    assert len(digests[0].buttons) == 3
    assert len(channel.messages) == 2


def told_in_threads(o: Office) -> dict[str, list[str]]:
    """The lines in each card's thread."""
    threads = o.slack.channel(LEADS).threads
    return {m.ts: [line for reply in threads[m.ts] for line in reply.words.split("\n")] for m in o.cards}


@pytest.mark.parametrize("fault", [None, Fault.RESET_AFTER])
async def test_a_transcript_that_slack_has_no_room_for_comes_later_and_once(
    tmp_path: Path,
    free_port: int,
    session: aiohttp.ClientSession,
    fault: Fault | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.dispatcher.TALK_BACK_OFF", (0.2,) * 9)
    async with office(tmp_path, free_port) as o:
        o.slack.speed = 2.0
        await at_once(o, session, 3)
        await o.slack.until(lambda: len(o.cards) == 3 or None, 20)
        if fault is not None:
            o.slack.then("chat.postMessage", fault)

        def whole() -> Any:
            threads = told_in_threads(o).values()
            return threads if all(any("@dubois.example" in line for line in lines) for lines in threads) else None

        threads = await o.slack.until(whole, 30)
        await carried(o)

    assert len(o.cards) == 3
    assert all(sum("@dubois.example" in line for line in lines) == 1 for lines in threads)


async def test_a_hundred_people_claim_at_once_and_one_has_it(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port) as o:
        team = [o.w.member(f"U{100 + n}", f"Seller {n}") for n in range(100)]
        await hot(o, session)
        card = await o.card()
        edits = card.edits

        answers = await asyncio.gather(*(each.press_old(card, "Je prends") for each in team))
        told = await o.slack.until(
            lambda: (
                sum(len(each.ephemerals(LEADS)) for each in team)
                if sum(len(e.ephemerals(LEADS)) for e in team) >= 99
                else None
            ),
            60,
        )
        [case] = await cases.opened_since(
            o.server.house.db, f"slack/{TEAM}/{LEADS}", o.server.house.clock().replace(year=2000)
        )
        placed = await cases.find(o.server.house.db, case)
        after = await o.card()

    assert {a.status for a in answers} == {200}
    assert told == 99
    assert placed is not None
    assert placed.case.owner is not None
    assert after.edits == edits + 1


async def test_presses_that_wait_for_one_case_are_kept_together_and_a_repeated_one_once(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    record_all = cases.record_all

    async def counting(db: Any, decided: Any, *more: Any) -> None:
        written.append(len(decided))
        await record_all(db, decided, *more)

    async with office(tmp_path, free_port) as o:
        await hot(o, session)
        await o.card()
        db = o.server.house.db
        [case] = await cases.opened_since(db, f"slack/{TEAM}/{LEADS}", now().replace(year=2000))
        monkeypatch.setattr(cases, "record_all", counting)
        desk = o.server.house.dispatcher.desk
        assert isinstance(desk, SlackDesk)
        pressed = [Deed(f"press/{n}", now(), Member(f"U{n}", f"Seller {n}"), Claimed()) for n in (*range(20), 3, 3)]
        came = await asyncio.gather(*(desk._cases.do(case, deed) for deed in pressed))
        again = await asyncio.gather(*(desk._cases.do(case, deed) for deed in pressed[:2]))
        did = [deed["did"] for deed in await cases.history(db, case)]

    assert sorted(did) == ["claim", "raised", *["too-late"] * 19]
    assert came[20:] == again == [None, None]
    assert len(written) < 8


def test_the_time_zones_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from adapters.channels.slack import desk

    asked: list[int] = []
    monkeypatch.setattr(desk, "available_timezones", lambda: asked.append(1) or {"Europe/Brussels"})
    desk._zones.cache_clear()
    zones = [desk._zone(told) for told in ("Europe/Brussels", "Europe/Brussels", "../etc/passwd", None)]
    desk._zones.cache_clear()

    assert zones == ["Europe/Brussels", "Europe/Brussels", "UTC", "UTC"]
    assert len(asked) == 1


async def test_a_press_that_cannot_be_kept_is_answered_so(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import Unavailable

    async with office(tmp_path, free_port) as o:
        marie = o.w.member("U9", "Marie")

        async def away(*_: object, **__: object) -> None:
            raise Unavailable("away")

        with monkeypatch.context() as patched:
            patched.setattr("storage.conversations.record", away)
            answer = await marie.dm("hello")
        await hears(o, marie, "automated")  # Slack brings it again

    assert answer.status == 503


async def test_no_channel_by_that_name_is_a_dead_letter_that_says_what_to_do(
    tmp_path: Path, free_port: int, session: aiohttp.ClientSession
) -> None:
    async with office(tmp_path, free_port, slack_channel="#no-such") as o:
        await hot(o, session)
        async with asyncio.timeout(10):
            while not (dead := await outbox.listing(o.server.house.db, "dead")):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    assert "invite it there" in dead[0]["last_error"]


async def test_a_named_channel_is_found(tmp_path: Path, free_port: int, session: aiohttp.ClientSession) -> None:
    async with office(tmp_path, free_port, slack_channel="#hot-leads") as o:
        ana = o.w.member("U1", "Ana")
        await hot(o, session)
        await o.press(ana, "Prendre la main")
        await o.thread("parle maintenant avec le prospect")


@pytest.mark.parametrize(
    ("event", "late", "kept"),
    [
        ({"type": "app_uninstalled"}, 0, False),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}, 0, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, 0, True),
        ({"type": "app_uninstalled"}, 3600, True),
    ],
    ids=["uninstalled", "revoked", "a-persons", "installed-again-since"],
)
async def test_a_workspace_that_takes_the_app_away_is_forgotten(
    tmp_path: Path, free_port: int, event: dict[str, Any], late: int, kept: bool
) -> None:
    async with office(tmp_path, free_port) as o:
        db = o.server.house.db
        other = o.slack.workspace("T2", bot_token="xoxb-2", signing_secret=SECRET)
        seal = Fernet(Fernet.generate_key())
        installed = {"name": "Other", "bot_user": "UBOT", "token": "xoxb-2", "scopes": ""}
        await workspaces.save(db, seal, now(), team="T2", **installed)
        body = {"type": "event_callback", "team_id": "T2", "event_id": "Ev1", "event": event}
        body |= {"event_time": int(now().timestamp()) - late}
        raw, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}

        answer = await o.slack.send_raw(o.w.urls["events"], raw, headers, sign=True, workspace=other)

        assert answer.status == 200
        assert await workspaces.teams(db) == (["T2"] if kept else [])


async def test_the_app_is_installed_in_a_second_workspace_and_its_token_is_sealed(
    tmp_path: Path, free_port: int
) -> None:
    async with FakeSlack(speed=SPEED) as fake:
        second = fake.workspace("T2", bot_token="xoxb-secret-2", channels={"C9": "leads"}, signing_secret=SECRET)
        url = f"http://127.0.0.1:{free_port}/slack"
        second.deliver_to(events=f"{url}/events", interactivity=f"{url}/interactivity", commands=f"{url}/commands")
        settings = {
            "slack_client_id": fake.client_id,
            "slack_client_secret": fake.client_secret,
            "slack_signing_secret": SECRET,
            "slack_base_url": fake.base_url,
            "port": free_port,
            "base_url": f"http://127.0.0.1:{free_port}",
        }
        async with started(tmp_path, **settings) as server, aiohttp.ClientSession() as browser:
            async with browser.get(f"{server.url}/slack/install", allow_redirects=False) as begin:
                location, cookie = begin.headers["Location"], begin.cookies["aimant_slack_install"].value
            state = location.partition("state=")[2].partition("&")[0]
            code = second.authorize(f"{settings['base_url']}/slack/oauth")
            back = f"{server.url}/slack/oauth?code={code}&state={state}"
            async with browser.get(back, cookies={"aimant_slack_install": "other"}) as foreign:
                stolen = foreign.status
            async with (
                aiohttp.ClientSession(cookies={"aimant_slack_install": cookie}) as owner,
                owner.get(back) as done,
            ):
                installed = done.status
            other = fake.workspace("T3", bot_token="xoxb-3", signing_secret=SECRET)
            code = other.authorize(f"{settings['base_url']}/slack/oauth")
            repeat = f"{server.url}/slack/oauth?code={code}&state={state}"
            async with browser.get(repeat, cookies={"aimant_slack_install": cookie}) as again:
                repeated = again.status
            teams = await workspaces.teams(server.house.db)
            marie = second.member("U9", "Marie", locale="fr-FR")
            await marie.dm("bonjour")
            await fake.until(lambda: any("automatique" in m.words for m in marie.inbox if m.bot_id), 10)
            files = files_of(tmp_path)

    assert (stolen, installed, repeated) == (403, 200, 400)
    assert teams == ["T2"]
    assert b"xoxb-secret-2" not in files
    assert fake.breaches == []
