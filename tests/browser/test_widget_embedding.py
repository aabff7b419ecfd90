"""How a page gets the widget: its modes, its openers, its preview, its interface in JavaScript, its looks."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Route, expect

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener, Visitor
from tests.conftest import Server

pytestmark = pytest.mark.browser

EMBED = Path(__file__).parents[2] / "docs/embed.md"

#: Notes every event of the widget, in order, as it reaches the document.
LISTEN = """<script>window.heard = [];
for (const name of ['open', 'answer', 'step', 'done', 'download', 'handoff', 'close', 'error'])
  document.addEventListener('aimant:' + name, ({ detail }) => heard.push([name, detail]));</script>"""
TAG = '<script async src="{api}/widget.js" data-flow="livre-blanc" {more}></script>'


@asynccontextmanager
async def site(body: str, api: FakeApi, more: str = "", headers: dict[str, str] | None = None) -> AsyncIterator[str]:
    """Somebody's site: every path of it is a page with `body`, in which {tag} is the widget's and {api} its server."""
    text = body.replace("{tag}", TAG).replace("{more}", more).replace("{api}", api.address)

    async def page(_: web.Request) -> web.Response:
        head = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title>'
        return web.Response(text=f"{head}{text}", content_type="text/html", headers=headers)

    async def nothing(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.add_routes([web.get("/favicon.ico", nothing), web.get("/{path:.*}", page)])
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/")).rstrip("/")


Page = Callable[..., Awaitable[Visitor]]


@pytest.fixture
async def arrive(api: FakeApi, visit: Opener) -> AsyncIterator[Page]:
    """Opens a page with this body and tag, at this path, in the browser."""
    async with AsyncExitStack() as stack:

        async def arrive(body: str = "<h1>Shop</h1>{tag}", more: str = "", path: str = "/", **screen: Any) -> Visitor:
            address = await stack.enter_async_context(site(body, api, more, screen.pop("headers", None)))
            return await visit(address + path, **screen)

        yield arrive


async def run(visitor: Visitor, script: str) -> Any:
    return await visitor.page.evaluate(script)


async def a_moment(visitor: Visitor) -> None:
    """Long enough for what should not happen to have happened."""
    await visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 250))")


# -- one tag, or an element --


async def test_an_element_does_what_a_script_tag_does(arrive: Page) -> None:
    visitor = await arrive(
        '<aimant-chat flow="livre-blanc" mode="inline" lang="fr" greeting="Salut"></aimant-chat>'
        '<script async src="{api}/widget.js"></script>'
    )

    await expect(visitor.page.get_by_text("Salut")).to_be_visible()
    await visitor.press("Commencer")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    await expect(visitor.page.get_by_role("region", name="Discussion")).to_be_visible()


async def test_what_an_element_is_told_before_it_is_first_opened_counts(api: FakeApi, arrive: Page) -> None:
    visitor = await arrive(
        '<aimant-chat flow="livre-blanc" title="Our paper" known-email="a@example.org" signals="off"></aimant-chat>'
        '<script async src="{api}/widget.js"></script>',
        path="/?utm_source=fair",
    )
    await expect(visitor.button("Open the chat")).to_be_visible()
    await run(
        visitor,
        """() => { document.querySelector('aimant-chat').remove();
        const chat = document.createElement('aimant-chat');
        document.body.append(chat);
        for (const [name, value] of Object.entries({ flow: 'livre-blanc', title: 'Your paper', lang: 'fr',
          'known-email': 'b@example.org', signals: 'off' })) chat.setAttribute(name, value);
        setTimeout(() => chat.setAttribute('label', 'Le livre'), 50) }""",
    )
    await visitor.press("Le livre")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    await expect(visitor.page.get_by_role("heading", name="Your paper")).to_be_visible()
    [body] = api.begun
    assert body["known"] == {"email": "b@example.org"}
    assert not {"utm", "referrer", "signals"} & set(body)
    assert await visitor.page.locator("aimant-chat").get_attribute("title") is None


async def test_calls_that_make_no_sense_do_not_keep_the_others_from_being_made(api: FakeApi, arrive: Page) -> None:
    calls = "['set'], ['nonsense', 1], ['set', { topics: 'compost', none: undefined }], ['open']"
    queue = f"<script>(window.Aimant = window.Aimant || []).push({calls})</script>"
    visitor = await arrive(queue + "<h1>Shop</h1>{tag}")

    await expect(visitor.button("Local food")).to_be_visible()

    assert api.begun[-1]["known"] == {"topics": "compost"}
    assert visitor.complaints == []


@pytest.mark.parametrize("flow", ["livre-blanche", "Livre blanc"])
async def test_a_flow_that_is_not_there_is_told_calmly_to_the_visitor_and_plainly_to_the_owner(
    server: Server, visit: Opener, flow: str
) -> None:
    visitor = await visit(f"{server.url}/static/icon.svg")

    async def serve(route: Route) -> None:
        tag = f'<script async src="{server.url}/widget.js" data-flow="{flow}"></script>'
        page = f'<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>{tag}'
        await route.fulfill(body=page, content_type="text/html")

    await visitor.page.route("**/shop", serve)
    await visitor.page.goto(f"{server.url}/shop")
    await visitor.press("Open the chat")

    await expect(visitor.log).to_contain_text("The chat is not available on this site.")
    await expect(visitor.button("Try again")).to_have_count(0)
    assert any("data-flow: there is no flow" in line for line in visitor.complaints)


#: What docs/embed.md says to paste for a chat within the page, in English and in French.
INLINE = re.findall(r"```html\n((?:(?!```).)*mode=\"inline\"(?:(?!```).)*)```", EMBED.read_text(), re.DOTALL)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", range(4))
async def test_what_the_documentation_says_to_paste_into_a_page_moves_nothing(
    arrive: Page, which: int, width: int
) -> None:
    assert len(INLINE) == 4
    pasted = INLINE[which].replace("https://chat.example", "{api}")
    watch = """<script>window.shifts = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) shifts += one.value }).observe({ type: 'layout-shift', buffered: true })
    </script>"""

    visitor = await arrive(f"{watch}<h1>Shop</h1>{pasted}<p id=after>What comes after it.</p>", width=width)
    await expect(visitor.button("Start")).to_be_visible()
    await a_moment(visitor)

    assert await run(visitor, "() => shifts") == 0


async def test_a_script_that_runs_twice_makes_one_chat(arrive: Page) -> None:
    visitor = await arrive("{tag}{tag}<h1>Shop</h1>")
    await expect(visitor.button("Open the chat")).to_be_visible()

    await a_moment(visitor)

    assert await visitor.page.locator("aimant-chat").count() == 1
    assert visitor.complaints == []


async def test_the_page_cannot_style_it_and_it_does_not_style_the_page(arrive: Page) -> None:
    visitor = await arrive(
        "<style>* { color: red; font-size: 40px; letter-spacing: 9px } button { display: none }</style>"
        "<h1>Shop</h1><p id=p>Text</p>{tag}"
    )

    await visitor.press("Open the chat")

    heading = visitor.page.get_by_role("heading", name="Chat")
    await expect(heading).to_have_css("font-size", "16px")
    await expect(heading).to_have_css("letter-spacing", "normal")
    await expect(heading).not_to_have_css("color", "rgb(255, 0, 0)")
    await expect(visitor.page.locator("#p")).to_have_css("font-size", "40px")


async def test_it_works_under_the_strictest_policy_without_a_complaint(api: FakeApi, arrive: Page) -> None:
    policy = (
        f"default-src 'none'; script-src {api.address}; connect-src {api.address}; require-trusted-types-for 'script'"
    )
    visitor = await arrive(headers={"Content-Security-Policy": policy})

    await visitor.press("Open the chat")
    await visitor.press("Local food")
    await visitor.press("Composting")
    await visitor.press("Confirm")
    await visitor.hears("What is your name?")

    await expect(visitor.button("Skip")).to_have_css("border-style", "dashed")
    await expect(visitor.page.locator(".panel")).to_have_css("position", "fixed")
    assert [line for line in visitor.complaints if "favicon" not in line] == []


# -- modes and openers --


async def test_a_popup_is_opened_by_the_page_and_holds_the_focus_until_it_is_closed(arrive: Page) -> None:
    visitor = await arrive("<button data-aimant-open>Ask</button>{tag}", 'data-mode="popup"')
    await expect(visitor.page.locator("aimant-chat")).to_have_count(1)
    await expect(visitor.button("Open the chat")).to_have_count(0)

    await visitor.press("Ask")
    dialog = visitor.page.get_by_role("dialog")
    await expect(dialog).to_have_attribute("aria-modal", "true")
    await expect(visitor.button("Local food")).to_be_focused()
    await visitor.button("Options").focus()
    await visitor.page.keyboard.press("Shift+Tab")
    await expect(visitor.button("Send")).to_be_focused()
    await visitor.page.mouse.click(5, 5)

    await expect(dialog).to_have_count(0)
    await expect(visitor.button("Ask")).to_be_focused()


async def test_a_link_to_aimant_opens_it_in_the_page_and_from_another_page(arrive: Page) -> None:
    visitor = await arrive('<a href="#aimant">Chat with us</a> <a href="/other#aimant">Chat there</a>{tag}')
    await expect(visitor.button("Open the chat")).to_be_visible()

    await visitor.page.get_by_role("link", name="Chat with us").click()
    await expect(visitor.button("Local food")).to_be_focused()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.page.get_by_role("link", name="Chat with us")).to_be_focused()

    await visitor.page.get_by_role("link", name="Chat there").click()
    await visitor.page.wait_for_url("**/other#aimant")
    await expect(visitor.page.get_by_role("dialog")).to_be_visible()


# -- the preview bubble --


async def test_the_preview_comes_after_its_time_and_opens_the_chat(arrive: Page) -> None:
    visitor = await arrive(more='data-preview="Ten ideas, free" data-preview-after="0.2"')

    preview = visitor.page.get_by_role("status").get_by_role("button", name="Ten ideas, free")
    await expect(preview).to_be_visible()
    assert await visitor.stored() == 0
    await visitor.press("Ten ideas, free")

    await expect(visitor.button("Local food")).to_be_focused()
    await visitor.press("Close")
    await expect(visitor.button("Ten ideas, free")).to_have_count(0)


async def test_a_preview_that_was_dismissed_does_not_come_back_in_this_session(arrive: Page) -> None:
    visitor = await arrive(more='data-preview="Ten ideas, free" data-preview-after="0"')

    await visitor.page.get_by_role("status").get_by_role("button", name="Close").click()
    await expect(visitor.button("Open the chat")).to_be_focused()
    await visitor.page.reload()
    await expect(visitor.button("Open the chat")).to_be_visible()
    await a_moment(visitor)

    await expect(visitor.button("Ten ideas, free")).to_have_count(0)


async def test_the_preview_waits_for_the_scroll_or_for_the_way_out(arrive: Page) -> None:
    long = '<div style="height: 4000px">Shop</div>{tag}'
    more = 'data-preview="Ten ideas, free" data-preview-scroll="60" data-preview-exit'
    visitor = await arrive(long, more)
    preview = visitor.button("Ten ideas, free")
    await expect(visitor.button("Open the chat")).to_be_visible()

    await run(visitor, "() => scrollTo(0, 700)")
    await a_moment(visitor)
    await expect(preview).to_have_count(0)
    await run(visitor, "() => scrollTo(0, 3000)")
    await expect(preview).to_be_visible()

    visitor = await arrive(long, more)
    await expect(visitor.button("Open the chat")).to_be_visible()
    await run(visitor, "() => document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1 }))")
    await expect(visitor.button("Ten ideas, free")).to_be_visible()


async def test_the_preview_keeps_to_its_pages_when_a_single_page_site_moves_on(arrive: Page) -> None:
    visitor = await arrive(more='data-preview="Ten ideas" data-preview-after="0" data-preview-paths="/prices, /blog/*"')
    preview = visitor.button("Ten ideas")
    await expect(visitor.button("Open the chat")).to_be_visible()
    await a_moment(visitor)
    await expect(preview).to_have_count(0)

    await run(visitor, "() => history.pushState(null, '', '/blog/a.b')")
    await expect(preview).to_be_visible()
    await run(visitor, "() => history.pushState(null, '', '/blogs')")
    await expect(preview).to_have_count(0)
    await run(visitor, "() => history.pushState(null, '', '/prices')")
    await expect(preview).to_be_visible()


# -- the interface in JavaScript --


async def test_calls_before_the_script_are_kept_and_all_methods_do_their_work(api: FakeApi, arrive: Page) -> None:
    calls = "['set', { topics: 'compost' }], ['lang', 'fr'], ['open']"
    queue = f"<script>(window.Aimant = window.Aimant || []).push({calls})</script>"
    visitor = await arrive(queue + "<h1>Shop</h1>{tag}")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    status = await run(visitor, "() => Aimant.status()")
    assert status == {
        "flow": "livre-blanc",
        "locale": "fr",
        "open": True,
        "state": "open",
        "progress": {"done": 0, "of": 4},
    }
    assert api.begun[-1]["known"] == {"topics": "compost"}
    await run(visitor, "() => Aimant.close()")
    await expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    await run(visitor, "() => Aimant.toggle()")
    await expect(visitor.page.get_by_role("dialog")).to_be_visible()
    await visitor.press("Mobilité douce")
    await visitor.hears("Que voulez-vous essayer")
    await run(visitor, "() => { Aimant.close(); Aimant.reset() }")
    assert await visitor.stored() == 0
    await run(visitor, "() => Aimant.push(['open'])")
    await expect(visitor.button("Alimentation locale")).to_be_visible()
    assert await visitor.said() == []
    await run(visitor, "() => Aimant.destroy()")
    await expect(visitor.page.locator("aimant-chat")).to_have_count(0)
    await a_moment(visitor)
    await expect(visitor.page.locator("aimant-chat")).to_have_count(0)
    assert await run(visitor, "() => Aimant.status()") is None


async def test_of_several_chats_one_opens_and_a_tag_put_in_again_makes_no_other(arrive: Page) -> None:
    other = '<aimant-chat data-flow="livre-blanc" data-mode="inline"></aimant-chat>'
    visitor = await arrive("<h1>Shop</h1><a href='#aimant'>Talk</a>{tag}" + other)
    opened = "() => [...document.querySelectorAll('aimant-chat')].map(one => !!one.shadowRoot.querySelector('#title'))"

    await run(visitor, "() => Aimant.open()")
    assert sorted(await run(visitor, opened)) == [False, True]
    await run(visitor, "() => Aimant.close()")
    await visitor.page.get_by_role("link", name="Talk").click()
    assert sorted(await run(visitor, opened)) == [False, True]
    await run(visitor, "() => { Aimant.embed(); Aimant.embed() }")
    await a_moment(visitor)
    assert await visitor.page.locator("aimant-chat").count() == 2


async def test_events_reach_the_document_and_the_data_layer_without_anything_personal(arrive: Page) -> None:
    visitor = await arrive(LISTEN + "<h1>Shop</h1>{tag}", "data-datalayer")
    await visitor.press("Open the chat")
    await run(visitor, "() => { window.ends = 0; window.off = Aimant.on('done', () => ends++) }")
    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await visitor.press(name)
    await visitor.write("camille@example.org")
    link = visitor.page.get_by_role("link", name="Download")
    await expect(link).to_be_visible()
    await run(visitor, "() => addEventListener('click', (event) => event.preventDefault())")
    await link.click()
    await visitor.press("Close")

    heard = await run(visitor, "() => heard")
    names = [name for name, _ in heard]
    assert [name for name in names if name not in ("step", "answer")] == ["open", "done", "download", "close"]
    assert [detail["done"] for name, detail in heard if name == "step"] == [1, 2, 3, 4]
    assert [detail["question"] for name, detail in heard if name == "answer"] == ["interest", "topics", "email"]
    assert await run(visitor, "() => ends") == 1
    layer = await run(visitor, "() => dataLayer")
    assert [entry["event"] for entry in layer] == [f"aimant_{name}" for name in names]
    assert "camille" not in str(heard) + str(layer)


async def test_hand_off_and_trouble_are_told_too(api: FakeApi, arrive: Page) -> None:
    visitor = await arrive(LISTEN + "<h1>Shop</h1>{tag}")
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()
    api.trouble.statuses = [(503, {"Retry-After": "1"})]
    await visitor.choose("Talk to a person")
    await visitor.hears("I am telling a person.")

    assert [name for name, _ in await run(visitor, "() => heard")] == ["open", "error", "handoff"]


async def test_what_the_site_knows_is_sent_along_and_stands_in_the_field(api: FakeApi, arrive: Page) -> None:
    visitor = await arrive(more='data-known-interest="food"')
    await expect(visitor.button("Open the chat")).to_be_visible()
    await run(visitor, "() => Aimant.set({ email: 'camille@example.org', 'Not an id!': 'x' })")
    await visitor.press("Open the chat")
    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await visitor.press(name)

    field = visitor.page.get_by_role("textbox", name="Your e-mail address")
    await expect(field).to_have_value("camille@example.org")
    assert api.begun[-1]["known"] == {"interest": "food", "email": "camille@example.org"}


# -- looks --


@pytest.mark.parametrize(("accent", "ink"), [("#ffd54a", "rgb(0, 0, 0)"), ("#5a0f3c", "rgb(255, 255, 255)")])
async def test_text_on_any_accent_is_black_or_white_whichever_reads(arrive: Page, accent: str, ink: str) -> None:
    visitor = await arrive(f"<style>:root {{ --aimant-accent: {accent} }}</style><h1>Shop</h1>{{tag}}")
    launcher = visitor.button("Open the chat")
    await expect(launcher).to_be_visible()

    shown = await launcher.evaluate(
        """(node) => { const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        pen.fillStyle = getComputedStyle(node).color; pen.fillRect(0, 0, 1, 1);
        return 'rgb(' + [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(', ') + ')' }"""
    )

    assert shown == ink


async def test_each_property_and_part_changes_what_it_says(arrive: Page) -> None:
    visitor = await arrive(
        """<style>:root { --aimant-accent: rgb(1, 2, 3); --aimant-on-accent: rgb(250, 250, 1);
        --aimant-background: rgb(250, 250, 250); --aimant-ink: rgb(10, 10, 90); --aimant-muted: rgb(90, 10, 10);
        --aimant-bubble: rgb(200, 230, 255); --aimant-line: rgb(1, 200, 1); --aimant-radius: 4px;
        --aimant-font: monospace; --aimant-width: 333px; --aimant-height: 444px; --aimant-offset: 7px; --aimant-z: 42 }
        aimant-chat::part(launch) { opacity: 0.9 } aimant-chat::part(you) { margin-top: 33px }</style>{tag}""",
        'data-side="start"',
    )
    launcher = visitor.button("Open the chat")
    await expect(launcher).to_have_css("background-color", "rgb(1, 2, 3)")
    await expect(launcher).to_have_css("color", "rgb(250, 250, 1)")
    await expect(launcher).to_have_css("opacity", "0.9")
    await expect(launcher).to_have_css("z-index", "42")
    await expect(launcher).to_have_css("left", "7px")

    await launcher.click()
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")

    panel = visitor.page.locator(".panel")
    for name, value in {
        "background-color": "rgb(250, 250, 250)",
        "color": "rgb(10, 10, 90)",
        "border-radius": "4px",
        "border-color": "rgb(1, 200, 1)",
        "font-family": "monospace",
        "width": "333px",
        "height": "444px",
    }.items():
        await expect(panel).to_have_css(name, value)
    await expect(visitor.page.locator(".bot p").first).to_have_css("background-color", "rgb(200, 230, 255)")
    await expect(visitor.page.locator("label").last).to_have_css("color", "rgb(90, 10, 10)")
    await expect(visitor.page.locator(".you").first).to_have_css("margin-top", "33px")


@pytest.mark.parametrize(("theme", "background"), [("dark", "rgb(19, 26, 23)"), ("light", "rgb(255, 255, 255)")])
async def test_the_theme_can_be_set_against_the_visitors_own(arrive: Page, theme: str, background: str) -> None:
    visitor = await arrive(more=f'data-theme="{theme}"', dark=theme == "light")

    await visitor.press("Open the chat")

    await expect(visitor.page.locator(".panel")).to_have_css("background-color", background)


async def test_it_steps_back_while_a_dialog_of_the_page_is_modal(arrive: Page) -> None:
    visitor = await arrive("<dialog id=d>Sale!<button>OK</button></dialog>{tag}")
    await expect(visitor.button("Open the chat")).to_be_visible()

    await run(visitor, "() => document.querySelector('#d').showModal()")
    await expect(visitor.page.locator(".launch")).to_be_hidden()
    await run(visitor, "() => document.querySelector('#d').close()")

    await expect(visitor.button("Open the chat")).to_be_visible()


async def test_a_router_that_swaps_the_body_keeps_the_open_talk(api: FakeApi, arrive: Page) -> None:
    visitor = await arrive()
    await visitor.press("Open the chat")
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")

    await run(
        visitor,
        """() => { const body = document.createElement('body');
        body.append(Object.assign(document.createElement('h1'), { textContent: 'Next page' }));
        document.body.replaceWith(body) }""",
    )

    await expect(visitor.page.get_by_role("heading", name="Next page")).to_be_visible()
    await visitor.press("Sharing")
    await visitor.press("Confirm")
    await visitor.hears("What is your name?")
    assert await visitor.said() == ["Local food", "Sharing"]
    assert len(api.talks) == 1


async def test_in_a_right_to_left_page_it_stands_on_the_left_and_each_text_runs_its_own_way(arrive: Page) -> None:
    visitor = await arrive("<script>document.documentElement.dir = 'rtl'</script><h1>متجر</h1>{tag}")
    box = await visitor.button("Open the chat").bounding_box()
    assert box is not None
    assert box["x"] == 20
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()
    await visitor.write("مرحبا، أريد الورقة البيضاء!")
    await visitor.hears("What would you like to try?")

    directions = await visitor.log.locator("p").evaluate_all(
        "nodes => nodes.map((node) => getComputedStyle(node).direction)"
    )

    assert directions == ["ltr", "ltr", "rtl", "ltr"]
