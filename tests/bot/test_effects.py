"""Effects on their way out of a real server: to Slack, by mail, to the terminal; and what happens when they cannot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from storage import outbox, reports
from tests.bot.kit import BANT, LIVRE_BLANC, Visitor
from tests.conftest import Server, started
from tests.fakes.slack import FakeSlack, error
from tests.fakes.smtp import FakeSmtp, Fault


async def _states(server: Server) -> dict[str, list[str]]:
    rows = await outbox.listing(server.house.db, None, 50)
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["kind"], []).append(row["state"])
    return found


async def _hot(session: aiohttp.ClientSession, server: Server) -> Visitor:
    visitor = await Visitor.begin(session, server.url, "bant-b2b", "en", page="https://a.example/<!channel>")
    await visitor.say(*BANT)
    await server.house.dispatcher.idle()
    return visitor


def _mail(smtp: FakeSmtp) -> dict[str, object]:
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp.port,
        "smtp_security": "none",
        "mail_from": "hello@aimant.example",
    }


async def test_with_nothing_set_a_hot_lead_is_a_card_in_the_terminal(
    server: Server, session: aiohttp.ClientSession, capfd: pytest.CaptureFixture[str]
) -> None:
    await _hot(session, server)

    shown = capfd.readouterr().out
    assert "+20" in shown
    assert "aimant alert list" in shown
    assert "Camille" not in shown  # this output is no terminal, and what is written there outlives an erasure
    [alert] = await reports.alerts(server.house.db)
    assert alert["carried_by"] == "terminal"
    assert set((await _states(server))["mail"]) == {"pending"}  # waits for SMTP, and is not lost


async def test_with_a_token_and_a_channel_it_goes_to_slack(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with FakeSlack("xoxb-1", ["C1"], speed=20) as slack:
        slack.then(error("ratelimited", 429, "1"))
        set_up = {"slack_bot_token": "xoxb-1", "slack_channel": "C1", "slack_base_url": slack.base_url}
        async with started(tmp_path, **set_up) as server:
            await _hot(session, server)
            await slack.until(lambda: slack.posted, 10)  # told to wait, it waits, and comes
            [alert] = await reports.alerts(server.house.db)

    assert slack.breaches == []
    assert "Camille Dubois" in str(slack.posted[0]["blocks"])
    assert alert["carried_by"] == "slack"


async def test_a_refusal_by_slack_is_a_dead_letter_that_says_what_to_do(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with FakeSlack("xoxb-1", ["C1"]) as slack:
        set_up = {"slack_bot_token": "xoxb-1", "slack_channel": "C9", "slack_base_url": slack.base_url}
        async with started(tmp_path, **set_up) as server:
            await _hot(session, server)
            async with asyncio.timeout(10):
                while not (dead := await outbox.listing(server.house.db, "dead", 50)):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

    assert dead[0]["kind"] == "card"
    assert "check the channel's id" in dead[0]["last_error"]
    assert slack.posted == []


async def test_with_smtp_alerts_and_magnets_are_mailed_to_one_recipient_each(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with FakeSmtp() as smtp, started(tmp_path, alert_to="sales@aimant.example", **_mail(smtp)) as server:
        await _hot(session, server)
        async with asyncio.timeout(10):
            while len(smtp.stored) < 3:  # noqa: ASYNC110 (lanes carry by themselves)
                await asyncio.sleep(0.02)

        assert sorted(m.recipients for m in smtp.stored) == [
            ("camille@dubois.example",),
            ("camille@dubois.example",),
            ("sales@aimant.example",),
        ]
        [alert] = await reports.alerts(server.house.db)
        assert alert["carried_by"] == "email-alert"


@pytest.mark.parametrize(("locale", "words"), [("fr", "Voici comme promis"), ("en", "As promised")])
async def test_the_mailed_link_opens_the_file(
    tmp_path: Path, session: aiohttp.ClientSession, locale: str, words: str
) -> None:
    async with FakeSmtp() as smtp, started(tmp_path, **_mail(smtp)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", locale)
        await visitor.say("1", *LIVRE_BLANC[1:])
        await server.house.dispatcher.idle()
        [mail] = [m.message for m in smtp.stored]
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        link = next(word for word in text.split() if "/m/" in word)
        async with session.get(server.url + "/m/" + link.split("/m/")[1]) as answer:
            raw = await answer.read()

    assert words in text
    assert "{link}" not in text
    assert raw.startswith(b"%PDF-")


async def test_without_consent_nothing_is_mailed(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with FakeSmtp() as smtp, started(tmp_path, **_mail(smtp)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr", known={"email": "marie@exemple.be"})
        await visitor.say("1", "marie@exemple.be", "1", "non")
        await server.house.dispatcher.idle()

        assert visitor.last["state"] == "done"
        assert smtp.stored == []
        assert await outbox.listing(server.house.db, None, 50) == []


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ({"RCPT": "550 no such user"}, "dead"),
        ({"RCPT": "451 greylisted"}, "pending"),
        ({"MAIL": "421 busy"}, "pending"),
        ({"DATA": Fault.DROP}, "pending"),
    ],
    ids=["refused", "deferred", "busy", "dropped-after-data"],
)
async def test_mail_that_fails_is_refused_or_deferred_by_its_code(
    tmp_path: Path, session: aiohttp.ClientSession, script: dict[str, str | Fault], state: str
) -> None:
    async with FakeSmtp(script) as smtp, started(tmp_path, **_mail(smtp)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC)
        await server.house.dispatcher.idle()
        [row] = await outbox.listing(server.house.db, None, 50)

    assert row["state"] == state
    assert row["attempts"] == 1
    assert "marie" not in (row["last_error"] or "")


async def test_a_mail_whose_answer_was_lost_is_sent_again_under_the_same_id(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with FakeSmtp({"DATA": Fault.DROP}) as smtp, started(tmp_path, **_mail(smtp)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC)
        await server.house.dispatcher.idle()
        [row] = await outbox.listing(server.house.db, None, 50)
        await outbox.retry(server.house.db, row["id"], server.house.clock())
        await server.house.dispatcher.idle()

        assert len(smtp.stored) == 2
        assert len({m.message["Message-ID"] for m in smtp.stored}) == 1
