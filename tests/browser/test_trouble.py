"""The widget when the network or the server is unwell: nothing is lost, nothing is sent twice as new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener, Visitor
from tests.conftest import Server, started

pytestmark = pytest.mark.browser


async def opened(api: FakeApi, visit: Opener, *, calm: bool = True) -> Visitor:
    visitor = await visit(api.address + "/inline?lang=en", calm=calm)
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()
    return visitor


async def test_an_answer_whose_reply_is_lost_is_sent_again_under_the_same_id(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.trouble.lost_answers = 1

    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")
    await visitor.press("Try again")

    await visitor.hears("What would you like to try?")
    assert [turn["choice"] for turn in api.turns] == ["food"]
    assert list(api.received.values()) == [2]
    assert await visitor.said() == ["Local food"]
    await expect(visitor.page.get_by_role("alert")).to_be_empty()


async def test_a_busy_server_is_asked_again_after_the_time_it_named(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.trouble.statuses = [(503, {"Retry-After": "1"}), (429, {"Retry-After": "1"})]

    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Many people")

    await visitor.hears("What would you like to try?")
    assert list(api.received.values()) == [3]


async def test_coming_back_online_sends_what_was_kept(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.page.clock.install()
    await visitor.page.clock.pause_at("2100-01-01")  # no time passes in which it would be tried again anyway

    await visitor.context.set_offline(True)
    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")
    await visitor.context.set_offline(False)

    await visitor.hears("What would you like to try?")
    assert len(api.turns) == 1


async def test_an_unsent_answer_survives_a_reload(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.context.set_offline(True)
    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")

    await visitor.context.set_offline(False)
    await visitor.page.reload()
    await visitor.press("Start")

    await visitor.hears("What would you like to try?")
    assert len(api.turns) == 1
    assert await visitor.said() == ["Local food"]


async def test_a_talk_that_the_server_forgot_is_begun_afresh_with_a_kind_word(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    api.talks.clear()

    await visitor.page.reload()
    await visitor.press("Start")

    await expect(visitor.log).to_contain_text("no longer available")
    await expect(visitor.button("Local food")).to_be_visible()
    assert await visitor.said() == []


async def test_a_talk_forgotten_in_the_middle_is_begun_afresh_too(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.talks.clear()

    await visitor.press("Local food")

    await expect(visitor.log).to_contain_text("no longer available")
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")


async def test_a_refusal_is_told_in_the_servers_words_and_the_text_is_given_back(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.write("too long")

    await expect(visitor.page.get_by_role("alert")).to_have_text("Ce message est trop long.")
    await expect(visitor.page.get_by_role("textbox")).to_have_value("too long")
    await expect(visitor.button("Local food")).to_be_visible()
    assert await visitor.said() == []


async def test_a_server_that_is_down_at_first_is_waited_for(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(api.address + "/inline?lang=fr", language="fr")
    api.trouble.statuses = [(0, {})]

    await visitor.press("Commencer")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Pas de réponse")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    assert len(api.talks) == 1


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (0, "Pas de réponse. Un instant…"),
        (429, "Beaucoup de monde écrit. Un instant…"),
        (503, "Beaucoup de monde écrit. Un instant…"),
        (500, "Cela n’a pas marché."),
    ],
)
async def test_what_is_wrong_at_the_very_beginning_is_told_apart(
    api: FakeApi, visit: Opener, status: int, told: str
) -> None:
    visitor = await visit(api.address + "/inline?lang=fr", language="fr")
    api.trouble.statuses = [(status, {"Retry-After": "60"} if status == 429 else {})]

    await visitor.press("Commencer")

    alert = visitor.page.get_by_role("alert")
    await expect(alert).to_contain_text(told)
    if status == 429:
        await alert.get_by_role("button", name="Réessayer").click()
    await expect(visitor.button("Alimentation locale")).to_be_visible()


@pytest.mark.parametrize("by_key", [True, False])
async def test_the_focus_stays_in_the_chat_when_what_has_it_goes(api: FakeApi, visit: Opener, by_key: bool) -> None:
    visitor = await opened(api, visit)
    api.trouble.statuses = [(503, {"Retry-After": "60" if by_key else "1"})]
    await visitor.press("Local food")
    await visitor.button("Try again").focus()
    if by_key:
        await visitor.page.keyboard.press("Enter")

    await visitor.hears("What would you like to try?")
    await expect(visitor.button("Composting")).to_be_focused()
    await visitor.choose("Stop")
    await visitor.button("Start again").focus()
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.button("Local food")).to_be_focused()


async def test_closing_and_opening_again_while_the_server_is_down_waits_on(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en")
    api.trouble.statuses = [(503, {"Retry-After": "60"})]
    await visitor.press("Open the chat")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Many people are writing")

    await visitor.press("Close")
    await visitor.press("Open the chat")
    await expect(visitor.page.get_by_role("textbox")).to_have_count(0)
    await visitor.press("Try again")

    await expect(visitor.button("Local food")).to_be_visible()
    await expect(visitor.page.get_by_role("textbox")).to_be_visible()
    assert [line for line in visitor.complaints if "503" not in line] == []
    assert len(api.talks) == 1


async def test_two_answers_written_quickly_arrive_in_their_order(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit, calm=False)

    await visitor.write("one")
    await visitor.write("two")

    await visitor.hears("What is your name?")
    assert [turn["text"] for turn in api.turns] == ["one", "two"]
    assert await visitor.said() == ["one", "two"]


async def test_several_choices_are_toggled_and_sent_together(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await expect(visitor.button("Confirm")).to_be_disabled()

    for name in ("Composting", "Sharing", "Repairing", "Sharing"):
        await visitor.press(name)
    await expect(visitor.button("Repairing")).to_have_attribute("aria-pressed", "true")
    await expect(visitor.button("Sharing")).to_have_attribute("aria-pressed", "false")
    await visitor.press("Confirm")

    await visitor.hears("What is your name?")
    assert api.turns[-1]["choice"] == ["compost", "repair"]
    assert api.turns[-1]["question"] == "topics"


async def test_what_a_person_writes_after_the_hand_over_appears_by_itself(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.choose("Talk to a person")
    await visitor.hears("I am telling a person.")

    api.person_writes("Hello, Sam here.")

    await expect(visitor.log.locator(".person")).to_contain_text("Hello, Sam here.", timeout=12_000)


async def test_nothing_a_server_sends_is_taken_for_markup(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.write("<img src=x onerror=alert(1)><b>bold</b>")

    await visitor.hears("What would you like to try?")
    assert await visitor.said() == ["<img src=x onerror=alert(1)><b>bold</b>"]
    assert await visitor.log.locator("img, b").count() == 0


@asynccontextmanager
async def another_site(language: str, script: list[str]) -> AsyncIterator[str]:
    """A site of somebody else's, whose page embeds the widget from the address in `script`."""

    async def page(_: web.Request) -> web.Response:
        tag = f'<script async src="{script[0]}/widget.js" data-flow="livre-blanc" data-mode="inline"></script>'
        head = f'<html lang="{language}"><link rel="icon" href="data:,"><title>Shop</title>'
        text = f"<!doctype html>{head}<h1>Shop</h1>{tag}"
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", page)])
    async with TestServer(app, host="127.0.0.1") as site:
        yield str(site.make_url("/")).rstrip("/")


def calls(visitor: Visitor, server: Server) -> list[str]:
    return [address for address in visitor.requests if address.startswith(f"{server.url}/api/")]


@pytest.mark.parametrize(
    ("language", "line", "advice"),
    [
        ("en", "The chat is not available on this site.", "Add to AIMANT_ALLOWED_ORIGINS:"),
        ("fr", "La discussion n’est pas disponible sur ce site.", "Ajoutez à AIMANT_ALLOWED_ORIGINS\u00a0:"),
    ],
)
async def test_on_a_site_that_is_not_listed_the_widget_says_so_calmly_and_tells_its_owner_what_to_do(
    server: Server, visit: Opener, language: str, line: str, advice: str
) -> None:
    async with another_site(language, [server.url]) as site:
        visitor = await visit(f"{site}/", language=language)
        await visitor.press(visitor.word("start"))
        await expect(visitor.log).to_contain_text(line)
        await asyncio.sleep(2.5)  # by now a lost connection would have been tried twice again

        assert len(calls(visitor, server)) == 1
        await expect(visitor.page.get_by_role("alert")).to_be_empty()
        await expect(visitor.page.get_by_role("textbox")).to_be_hidden()
        await expect(visitor.page.get_by_role("status")).to_be_empty()
        assert f"{advice} {site}" in visitor.complaints


async def test_on_a_listed_site_the_widget_talks(tmp_path: Path, visit: Opener) -> None:
    script = [""]
    async with another_site("en", script) as site, started(tmp_path, allowed_origins=(site,)) as server:
        script[0] = server.url
        visitor = await visit(f"{site}/")
        await visitor.press("Start")

        await visitor.press("Local food")

        await visitor.hears("where do you stand")
        assert visitor.complaints == []


async def test_a_site_taken_off_the_list_in_the_middle_of_a_talk_keeps_what_was_written(
    api: FakeApi, visit: Opener
) -> None:
    visitor = await opened(api, visit)
    api.trouble.statuses = [(403, {})]

    await visitor.press("Local food")

    await expect(visitor.log).to_contain_text("not available on this site")
    await visitor.page.reload()
    await visitor.press("Start")
    await visitor.hears("What would you like to try?")
    assert await visitor.said() == ["Local food"]
