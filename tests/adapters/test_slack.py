"""Slack gets the whole card in plain text, within its limits, and every way it can fail is told apart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.integrations.card import card
from adapters.integrations.contract import Refused, Retry
from adapters.integrations.slack import SlackAlerts, blocks, escaped, fallback
from flows.effects import CardLine
from tests.adapters.leads import KEY, MARIE, saying
from tests.fakes.slack import FakeSlack, Fault, Reply, error

INJECTION = "<!channel> <!here> <@U123> <#C1> <https://evil|good> @everyone *bold* & &lt;!channel&gt; :wave:"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack("xoxb-good", ["C1"]) as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as shared:
        yield shared


def alerts(slack: FakeSlack, session: aiohttp.ClientSession, **changes: Any) -> SlackAlerts:
    settings = {"token": "xoxb-good", "channel": "C1", "base_url": slack.base_url, "timeout_seconds": 10.0} | changes
    return SlackAlerts(**settings, session=session)


def objects(message: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for block in message["blocks"]:
        found += [t for t in [block.get("text"), *block.get("fields", ()), *block.get("elements", ())] if t]
    return found


def texts(message: dict[str, Any]) -> list[str]:
    return [text["text"] for text in objects(message)]


async def test_a_hot_lead_is_posted_with_everything_a_seller_needs(slack: FakeSlack, session: aiohttp.ClientSession):
    await alerts(slack, session).carry(MARIE, KEY)

    assert slack.breaches == []
    (message,) = slack.posted
    told = "\n".join(texts(message))
    for part in (
        "🔥 Prospect chaud",
        "score 85 (adéquation 45, intention 40)",
        "+30  Budget confirmé",
        "−5",
        "R&amp;D",
    ):
        assert part in told
    for part in ("quelqu’un dès ce mois-ci", "marie@dupont.be", "15 000 €", "seule", "juillet", "page web", "français"):
        assert part in told
    assert message["text"].startswith("Prospect chaud · Audit énergétique")
    assert "\n" not in message["text"]  # a notification has one line


async def test_an_alert_goes_to_its_own_channel_when_it_names_one(slack: FakeSlack, session: aiohttp.ClientSession):
    await alerts(slack, session, channel="C0").carry(replace(MARIE, slack_channel="C1"), KEY)

    assert slack.posted[0]["channel"] == "C1"


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_no_word_of_a_lead_is_markup_wherever_it_stands(
    slack: FakeSlack, session: aiohttp.ClientSession, locale: str
):
    await alerts(slack, session).carry(saying(INJECTION, locale=locale), KEY)

    assert slack.breaches == []
    told = "\n".join(texts(slack.posted[0]))
    assert told.count("&lt;!channel&gt; &lt;!here&gt;") == 2 + 4 + 3 + 1 + 1
    assert "&amp;lt;!channel&amp;gt;" in told
    assert "<" not in slack.posted[0]["text"]
    assert {text["type"] for text in objects(slack.posted[0])} == {"plain_text"}
    assert {text["emoji"] for text in objects(slack.posted[0]) if ":wave:" in text["text"]} == {False}


async def test_the_fake_would_notice_markup(slack: FakeSlack, session: aiohttp.ClientSession):
    text = {"type": "mrkdwn", "text": "*Budget* <!channel>"}
    message = {"channel": "C1", "text": "<!here>", "blocks": [{"type": "section", "text": text}]}
    headers = {"Authorization": "Bearer xoxb-good", "Content-Type": "application/json;charset=utf-8"}

    async with session.post(f"{slack.base_url}chat.postMessage", json=message, headers=headers) as reply:
        assert not (await reply.json())["ok"]

    assert "markup in text: '<!channel>' [json-pointer:/blocks/0/text]" in slack.breaches
    assert "markup in text: '<!here>'" in slack.breaches
    assert "unfurl_links is not off" in slack.breaches


async def test_a_card_far_too_long_is_cut_to_the_limits(slack: FakeSlack, session: aiohttp.ClientSession):
    long = replace(
        saying("<&é" * 3000, title="T" * 5000),
        lines=tuple(CardLine(n, f"raison {n} " + "&" * 500, "<" * 900) for n in range(90)),
        facts=tuple((f"fait {n}", "&" * 4000) for n in range(900)),
        contact=tuple((f"contact {n}", "<" * 4000) for n in range(12)),
    )

    await alerts(slack, session).carry(long, KEY)

    assert slack.breaches == []
    assert 8_000 < len("".join(texts(slack.posted[0]))) < 9_600
    assert slack.posted[0]["blocks"][-1]["type"] == "context"


async def test_a_card_of_many_short_facts_is_cut_to_the_blocks_that_slack_takes(
    slack: FakeSlack, session: aiohttp.ClientSession
):
    await alerts(slack, session).carry(replace(MARIE, facts=tuple((f"f{n}", "x") for n in range(900))), KEY)

    assert slack.breaches == []
    assert len(slack.posted[0]["blocks"]) == 50
    assert slack.posted[0]["blocks"][-1]["type"] == "context"


async def test_a_card_in_letters_far_from_ascii_is_posted_once(slack: FakeSlack, session: aiohttp.ClientSession):
    facts = tuple((f"факт {n}", "🔥" * 380) for n in range(20))

    await alerts(slack, session).carry(replace(MARIE, facts=facts), KEY)

    assert slack.calls == len(slack.posted) == 1


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "Cc", "Cf", "Cs"]), max_size=400))
def test_no_text_breaks_the_blocks(words: str):
    content = card(saying(words))

    told = "".join(texts({"blocks": blocks(content)})) + fallback(content)
    assert "<" not in told
    assert ">" not in told


@given(st.text(alphabet="<>&é😀a", max_size=60), st.integers(min_value=1, max_value=40))
def test_a_cut_never_splits_an_entity_and_never_exceeds_the_limit(words: str, longest: int):
    text = escaped(words, longest)

    bare = text.removesuffix("…").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert len(text) <= longest
    assert words.startswith(bare)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("1", 1.0), ("3600", 3600.0), ("999999999", 86_400.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None),
     ("soon", None), ("1e9", None), ("９", None), (None, None)],
)  # fmt: skip
async def test_429_is_tried_again_when_slack_says(
    slack: FakeSlack, session: aiohttp.ClientSession, header: str | None, seconds: float | None
):
    slack.then(error("ratelimited", 429, header if header is None or header.isascii() else None))

    with pytest.raises(Retry) as retry:
        await alerts(slack, session).carry(MARIE, KEY)

    assert retry.value.after_seconds == seconds
    assert slack.posted == []


@pytest.mark.parametrize(
    "act",
    [
        error("ratelimited"),
        error("internal_error"),
        error("service_unavailable", 503),
        error("some_new_error", 500),
        Reply(429),
        Reply(408),
        Reply(500, b"<html>oops</html>", "text/html"),
        Reply(502, b"", "text/plain"),
        Reply(503, b"{"),
        Reply(200, b"not json"),
        Reply(200, b"<html>maintenance</html>", "text/html"),
        Reply(200, b"[" * 60_000),
        Reply(200, b'["ok"]'),
        Reply(200, b'{"ok": false, "error": {"a": 1}}'),
        Reply(200, b"\xff\xfe{}"),
        Fault.RESET,
        Fault.HUGE,
    ],
    ids=str,
)
async def test_what_may_pass_is_tried_again(slack: FakeSlack, session: aiohttp.ClientSession, act: Reply | Fault):
    slack.then(act)

    with pytest.raises(Retry) as retry:
        await alerts(slack, session).carry(MARIE, KEY)
    await alerts(slack, session).carry(MARIE, KEY)

    assert slack.calls == len(slack.posted) + 1 == 2
    assert retry.value.__cause__ is None
    assert "Marie" not in retry.value.reason
    assert "html" not in retry.value.reason


@pytest.mark.parametrize("act", [Fault.HANG, Fault.DRIP])
async def test_a_server_that_does_not_answer_ends_at_the_deadline(
    slack: FakeSlack, session: aiohttp.ClientSession, act: Fault
):
    slack.then(act)

    with pytest.raises(Retry, match="did not answer within"):
        await alerts(slack, session, timeout_seconds=0.05).carry(MARIE, KEY)


async def test_the_deadline_is_15_seconds_unless_told_otherwise(slack: FakeSlack, session: aiohttp.ClientSession):
    plain = SlackAlerts("xoxb-good", "C1", slack.base_url, session=session)

    assert plain.timeout_seconds == 15


async def test_nobody_listening_is_tried_again(slack: FakeSlack, session: aiohttp.ClientSession, free_port: int):
    away = alerts(slack, session, base_url=f"http://127.0.0.1:{free_port}/api/")

    with pytest.raises(Retry, match="connection"):
        await away.carry(MARIE, KEY)


async def test_a_post_whose_answer_is_lost_is_sent_once_by_one_call(slack: FakeSlack, session: aiohttp.ClientSession):
    slack.then(Fault.RESET_AFTER)

    with pytest.raises(Retry):
        await alerts(slack, session).carry(MARIE, KEY)

    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("invalid_auth", "token"),
        ("channel_not_found", "channel's id"),
        ("not_in_channel", "/invite"),
        ("is_archived", "unarchive"),
        ("missing_scope", "chat:write"),
        ("token_revoked", "install"),
        ("a_code_of_tomorrow", "a_code_of_tomorrow"),
    ],
)
async def test_what_only_people_can_mend_is_refused_with_advice(
    slack: FakeSlack, session: aiohttp.ClientSession, code: str, advice: str
):
    slack.then(error(code))

    with pytest.raises(Refused) as refused:
        await alerts(slack, session).carry(MARIE, KEY)

    assert code in refused.value.reason
    assert advice in refused.value.reason


async def test_a_wrong_token_or_channel_is_refused(slack: FakeSlack, session: aiohttp.ClientSession):
    with pytest.raises(Refused, match="invalid_auth"):
        await alerts(slack, session, token="xoxb-bad").carry(MARIE, KEY)
    with pytest.raises(Refused, match="channel_not_found"):
        await alerts(slack, session, channel="C404").carry(MARIE, KEY)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 410])
async def test_a_server_that_is_not_slack_is_refused_and_redirects_are_not_followed(
    slack: FakeSlack, session: aiohttp.ClientSession, status: int
):
    slack.then(Reply(status, b"", location=f"{slack.base_url}chat.postMessage" if status < 400 else None))

    with pytest.raises(Refused, match=str(status)):
        await alerts(slack, session).carry(MARIE, KEY)

    assert slack.calls == 1


async def test_a_hostile_error_code_does_not_reach_the_log(slack: FakeSlack, session: aiohttp.ClientSession):
    slack.then(error("marie@dupont.be\n" * 9))

    with pytest.raises(Retry) as retry:
        await alerts(slack, session).carry(MARIE, KEY)

    assert "marie" not in retry.value.reason


async def test_a_proxy_in_the_environment_is_not_used(
    slack: FakeSlack, session: aiohttp.ClientSession, free_port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port}")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port}")

    await alerts(slack, session).carry(MARIE, KEY)

    assert len(slack.posted) == 1


async def test_closing_leaves_the_shared_session_open(slack: FakeSlack, session: aiohttp.ClientSession):
    await alerts(slack, session).close()

    assert not session.closed
