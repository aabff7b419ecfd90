"""The launcher on somebody's page: silent before the click, a dialog after it, and focus given back at the end."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_escape_closes_the_menu_then_the_panel_and_focus_returns(
    api: FakeApi, visit: Opener, language: str
) -> None:
    visitor = await visit(f"{api.address}/?lang={language}", language=language)
    keyboard = visitor.page.keyboard

    await visitor.press(visitor.word("open"))
    dialog = visitor.page.get_by_role("dialog")
    await expect(dialog).to_have_attribute("lang", language)
    await visitor.press(visitor.word("menu"))
    await keyboard.press("Escape")
    await expect(visitor.button(visitor.word("menu"))).to_be_focused()
    await expect(dialog).to_be_visible()
    await keyboard.press("Escape")

    await expect(dialog).to_have_count(0)
    await expect(visitor.button(visitor.word("open"))).to_be_focused()


async def test_any_marked_element_opens_it_and_gets_the_focus_back(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/?lang=en")

    await visitor.press("Ask")
    await expect(visitor.button("Local food")).to_be_focused()
    await visitor.page.keyboard.press("Escape")

    await expect(visitor.button("Ask")).to_be_focused()


async def test_the_page_loads_one_file_and_keeps_nothing_before_the_click(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/?lang=en")

    await expect(visitor.button("Open the chat")).to_be_visible()

    assert [r for r in visitor.requests if "favicon" not in r] == [
        f"{api.address}/?lang=en",
        f"{api.address}/widget.js",
    ]
    assert await visitor.stored() == 0


async def test_closing_and_opening_again_keeps_the_talk_on_the_screen(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/?lang=en")
    await visitor.press("Open the chat")
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")

    await visitor.press("Close")
    await visitor.press("Open the chat")

    await expect(visitor.button("Composting")).to_be_focused()
    assert await visitor.said() == ["Local food"]
    assert len(api.talks) == 1


async def test_without_calm_the_bot_is_seen_typing_and_any_key_hurries_it(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/?lang=en", calm=False)

    await visitor.press("Open the chat")
    await expect(visitor.page.get_by_role("status")).to_contain_text("The assistant is typing")
    await visitor.page.keyboard.press("Shift")

    await expect(visitor.button("Local food")).to_be_visible()
    await expect(visitor.page.get_by_role("status")).to_be_empty()


async def test_the_transcript_says_who_speaks(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/?lang=fr", language="fr")
    await visitor.press("Ouvrir la discussion")
    await visitor.press("Alimentation locale")
    await visitor.hears("Que voulez-vous essayer")

    lines = [line.replace("\u00a0", "~") for line in await visitor.log.locator("p").all_text_contents()]

    assert lines[0].startswith("Assistant~: Bonjour~! ")
    assert lines[2] == "Vous avez dit~: Alimentation locale"
    await expect(visitor.button("Modifier : Alimentation locale")).to_have_attribute(
        "aria-label", "Modifier\u00a0: Alimentation locale"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_accent_can_be_themed_from_the_page(api: FakeApi, visit: Opener, scheme: str) -> None:
    visitor = await visit(f"{api.address}/?lang=en", dark=scheme == "dark")
    name = "--aimant-accent" + ("-dark" if scheme == "dark" else "")

    await visitor.page.evaluate("n => document.documentElement.style.setProperty(n, 'rgb(120, 20, 90)')", name)

    await expect(visitor.button("Open the chat")).to_have_css("background-color", "rgb(120, 20, 90)")
