"""The demonstration of each way to show the chat: in both languages, by the strict policy, nothing before a click."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.channels.pages import MODES
from tests.browser.visitor import Opener
from tests.conftest import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("mode", MODES)
async def test_each_way_to_show_the_chat_has_a_page_that_shows_it(
    server: Server, visit: Opener, mode: str, language: str
) -> None:
    hello = {"fr": "assistant automatique du blog", "en": "blog’s automated assistant"}[language]
    opener = {"fr": "Le livre blanc", "en": "The white paper"}[language]
    visitor = await visit(f"{server.url}/demo/{mode}?lang={language}", language=language)
    page = visitor.page
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await page.wait_for_timeout(600)
    stored, asked = await visitor.stored(), [url for url in visitor.requests if "/api/" in url]

    if mode == "inline":
        await visitor.press(visitor.word("start"))
    else:
        await page.get_by_role("link", name=opener).click()
    await expect(visitor.log).to_contain_text(hello)

    assert (stored, asked) == (0, [])
    assert page.url == f"{server.url}/demo/{mode}?lang={language}"
    assert visitor.complaints == []


async def test_there_is_no_page_of_another_way(server: Server, visit: Opener) -> None:
    visitor = await visit(server.url)

    answer = await visitor.page.request.get(f"{server.url}/demo/nothing")

    assert answer.status == 404
