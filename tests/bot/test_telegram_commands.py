"""What `aimant doctor` and `aimant telegram link` tell of the bots that are set, asked of a strict Telegram."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.bot.test_cli import aimant
from tests.fakes.telegram import FakeTelegram, Fault, error
from tests.fakes.telegram.delivery import Webhook
from tests.fakes.telegram.server import Reply

TOKEN, OTHER = "123456:TOKEN-A", "654321:TOKEN-B"
WHERE = "https://aimant.example"


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram({TOKEN: "aimant_bot", OTHER: "second_bot"}) as running:
        yield running


async def told(
    tg: FakeTelegram, data: Path, *arguments: str, bots: str = TOKEN, lang: str = "en", **settings: str
) -> CompletedProcess[str]:
    """The command, with its bots, in a process of its own."""
    set_ = {"AIMANT_TELEGRAM_BOTS": bots, "AIMANT_TELEGRAM_BASE_URL": tg.base_url, **settings}
    done = await asyncio.to_thread(lambda: aimant(*arguments, data=data, lang=lang, **set_))
    assert "TOKEN" not in done.stdout + done.stderr
    return done


async def finding(tg: FakeTelegram, data: Path, **settings: str) -> tuple[str, str]:
    """What doctor finds of the one bot."""
    done = await told(tg, data, "doctor", "--json", **settings)
    [found] = [f for f in json.loads(done.stdout) if f["about"] == "telegram"]
    assert (done.returncode == 1) == (found["verdict"] == "problem")
    return found["verdict"], found["detail"]


async def test_doctor_knows_a_bot_that_polls(tmp_path: Path, tg: FakeTelegram) -> None:
    assert await finding(tg, tmp_path) == ("ok", "@aimant_bot · livre-blanc · by polling")
    assert tg.calls.keys() == {"getMe", "getWebhookInfo"}  # looking changes nothing


async def test_doctor_says_when_a_webhook_stands_in_the_way_of_polling(tmp_path: Path, tg: FakeTelegram) -> None:
    await tg.bot(TOKEN).updates.set_webhook(_hook("http://127.0.0.1:1/old"), drop=False)

    verdict, detail = await finding(tg, tmp_path)

    assert verdict == "warning"
    assert "http://127.0.0.1:1/old" in detail


async def test_doctor_says_where_webhooks_go_and_that_they_need_https(tmp_path: Path, tg: FakeTelegram) -> None:
    plain = await finding(tg, tmp_path, AIMANT_TELEGRAM_MODE="webhook")
    unset = await finding(tg, tmp_path, AIMANT_BASE_URL=WHERE)
    tg.bot(TOKEN).updates.webhook = _hook(f"{WHERE}/telegram/123456")
    fine = await finding(tg, tmp_path, AIMANT_BASE_URL=f"{WHERE}/")

    assert plain[0] == unset[0] == "warning"
    assert "https" in plain[1]
    assert "not ours yet" in unset[1]
    assert fine == ("ok", "@aimant_bot · livre-blanc · by webhook")


async def test_doctor_says_why_telegram_does_not_get_through(tmp_path: Path, tg: FakeTelegram) -> None:
    await tg.bot(TOKEN).updates.set_webhook(_hook("http://127.0.0.1:1/telegram/123456"), drop=False)
    await tg.person(42).start("aimant_bot")
    await tg.until(lambda: "last_error_message" in tg.bot(TOKEN).updates.info())
    tg.bot(TOKEN).updates.webhook = _hook(f"{WHERE}/telegram/123456")

    verdict, detail = await finding(tg, tmp_path, AIMANT_BASE_URL=WHERE)

    assert verdict == "warning"
    assert "1 waiting" in detail
    assert "Connection refused" in detail


@pytest.mark.parametrize(
    ("act", "verdict", "words"),
    [
        (error(401, "Unauthorized"), "problem", "refused"),
        (error(404, "Not Found"), "problem", "refused"),
        (error(500, "x"), "warning", "does not answer"),
        (Reply(200, b"<html>"), "warning", "does not answer"),
        (Reply(200, b"[]"), "warning", "does not answer"),
        (Reply(200, b'{"ok": true}'), "warning", "does not answer"),
        (Fault.RESET, "warning", "does not answer"),
    ],
    ids=str,
)
async def test_doctor_tells_a_refused_token_from_no_answer(
    tmp_path: Path, tg: FakeTelegram, act: Reply | Fault, verdict: str, words: str
) -> None:
    tg.always("getMe", act)

    found = await finding(tg, tmp_path)

    assert found[0] == verdict
    assert words in found[1]


async def test_a_link_opens_each_bot_and_says_where_people_come_from(tmp_path: Path, tg: FakeTelegram) -> None:
    both = f"{TOKEN},bant-b2b={OTHER}"
    links = await told(tg, tmp_path, "telegram", "link", bots=both)
    fair = await told(tg, tmp_path, "telegram", "link", "bant-b2b", "--campaign", "fair-2026", "--json", bots=both)

    assert links.stdout == "livre-blanc  https://t.me/aimant_bot\nbant-b2b  https://t.me/second_bot\n"
    assert json.loads(fair.stdout) == [{"flow": "bant-b2b", "link": "https://t.me/second_bot?start=fair-2026"}]
    assert links.returncode == fair.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "bots", "french", "english"),
    [
        (["--campaign", "été"], TOKEN, "sans accent", "1 to 64"),
        (["--campaign", "x" * 65], TOKEN, "sans accent", "1 to 64"),
        (["--campaign", "c-level"], TOKEN, "c-", "c-"),
        (["nowhere"], TOKEN, "aucun robot pour nowhere", "no bot for nowhere"),
        ([], "", "aucun robot", "no bots"),
    ],
)
async def test_a_link_that_cannot_be_is_told_in_both_languages(
    tmp_path: Path, tg: FakeTelegram, arguments: list[str], bots: str, french: str, english: str
) -> None:
    for lang, words in (("fr", french), ("en", english)):
        done = await told(tg, tmp_path, "telegram", "link", *arguments, bots=bots, lang=lang)

        assert done.returncode == 2
        assert words in done.stderr


async def test_a_link_whose_bot_is_not_known_is_left_out_and_told(tmp_path: Path, tg: FakeTelegram) -> None:
    tg.always("getMe", error(401, "Unauthorized"), bot="second_bot")

    done = await told(tg, tmp_path, "telegram", "link", bots=f"{TOKEN},bant-b2b={OTHER}")

    assert done.returncode == 1
    assert done.stdout == "livre-blanc  https://t.me/aimant_bot\n"
    assert "654321: the token is refused" in done.stderr


def _hook(url: str) -> Webhook:
    return Webhook(url)
