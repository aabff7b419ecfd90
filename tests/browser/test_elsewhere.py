"""A talk that goes on in another browser, and a page that names the very script it takes, with the real server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from adapters.widget.embedding import snippet
from tests.browser.visitor import Opener, Visitor
from tests.conftest import Server, started

pytestmark = pytest.mark.browser


async def test_a_link_takes_the_talk_to_another_browser_once(tmp_path: Path, visit: Opener, free_port: int) -> None:
    site = f"http://127.0.0.1:{free_port}"
    async with started(tmp_path, port=free_port, base_url=site) as server:
        here = await visit(f"{server.url}/c/livre-blanc?lang=en")
        await here.press("Local food")
        await here.hears("And where do you stand?")
        async with here.page.expect_response(lambda answer: "/continue" in answer.url) as answering:
            await here.choose("Continue on another device")
        link = (await (await answering.value).json())["url"]

        there = await visit(link)
        await there.press("Continue it here")
        await expect(there.log).to_contain_text("And where do you stand?")
        await there.press("I already act at home")
        await there.hears("Do you agree?")
        await here.page.reload()
        await expect(here.log).to_contain_text("no longer available")
        thief = await visit(link)
        await thief.press("Continue it here")
        await expect(thief.page.get_by_role("alert")).to_contain_text("no longer good")
        await thief.press("Start a new one")
        await expect(thief.button("Local food")).to_be_visible()

        assert link.startswith(f"{site}/c/livre-blanc#aimant-resume=")
        assert "aimant-resume" not in there.page.url
        assert await there.said() == ["Local food", "I already act at home"]
        assert await here.said() == []
        assert await thief.said() == []


@pytest.mark.parametrize("altered", [False, True])
async def test_a_page_takes_the_script_that_it_names_and_no_other(server: Server, visit: Opener, altered: bool) -> None:
    html = snippet(server.url, "livre-blanc", "en", "White paper", pinned=True).html
    html = html.replace("sha384-", "sha384-AAAA") if altered else html
    policy = (
        f"default-src 'none'; script-src {server.url}; connect-src {server.url}; require-trusted-types-for 'script'"
    )
    visitor: Visitor = await visit(f"{server.url}/static/icon.svg")

    async def serve(route: Route) -> None:
        page = f'<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>{html}'
        await route.fulfill(body=page, content_type="text/html", headers={"Content-Security-Policy": policy})

    await visitor.page.route("**/shop", serve)
    await visitor.page.goto(f"{server.url}/shop", wait_until="load")

    if altered:
        await visitor.page.wait_for_timeout(300)
        assert await visitor.page.locator("aimant-chat").count() == 0
        assert any("integrity" in line for line in visitor.complaints)
    else:
        await visitor.press("Open the chat")
        await expect(visitor.button("Local food")).to_be_visible()
