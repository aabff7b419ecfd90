"""Forty ways to slip a script in, through every field that a page shows: none runs, each is shown as it was written.

The pages' policy would stop most of them by itself: it is switched off here, so that only the pages are tested.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from flows.model import Incoming, Key, TakenOver, Wrote
from storage import tables
from tests.browser.visitor import Visitor
from tests.conftest import Server, started

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(2)</sCrIpT>",
    "</script><script>alert(3)</script>",
    "<img src=x onerror=alert(4)>",
    "<img src=x onerror='alert(5)'>",
    '"><img src=x onerror=alert(6)>',
    "'><img src=x onerror=alert(7)>",
    "</title><img src=x onerror=alert(8)>",
    "</textarea><img src=x onerror=alert(9)>",
    "</noscript><img src=x onerror=alert(10)>",
    "--><img src=x onerror=alert(11)>",
    "<svg onload=alert(12)>",
    "<svg><script>alert(13)</script></svg>",
    "<svg><animate onbegin=alert(14) attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(15)>",
    "<iframe src=javascript:alert(16)>",
    "<iframe srcdoc='<script>parent.alert(17)</script>'>",
    "<object data=javascript:alert(18)>",
    "<embed src=javascript:alert(19)>",
    "<details open ontoggle=alert(20)>",
    "<input autofocus onfocus=alert(21)>",
    "<body onload=alert(22)>",
    "<video><source onerror=alert(23)></video>",
    "<audio src=x onerror=alert(24)>",
    "<a href=javascript:alert(25) id=x autofocus onfocus=alert(25)>x</a>",
    "javascript:alert(26)",
    "data:text/html,<script>alert(27)</script>",
    "<base href=javascript:alert(28)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(29)'>",
    "<link rel=stylesheet href=javascript:alert(30)>",
    "<style>@import 'javascript:alert(31)';</style>",
    "<div style='background:url(javascript:alert(32))'>",
    '" autofocus onfocus=alert(33) x="',
    "' autofocus onfocus=alert(34) x='",
    "` onmouseover=alert(35)`",
    "&lt;script&gt;alert(36)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(37)&#62;",
    "\u003cimg src=x onerror=alert(38)\u003e",
    "{{constructor.constructor('alert(39)')()}}",
    "${alert(40)} #{alert(40)} {% import os %}",
]


def flow_of_payloads() -> str:
    """A flow each of whose texts is a payload, or all of them."""

    def both(text: str) -> dict[str, str]:
        return {"fr": text, "en": text}

    every = {"fr": PAYLOADS, "en": PAYLOADS}
    tree: dict[str, Any] = {
        "flow": "payloads",
        "languages": ["fr", "en"],
        "title": both(" ".join(PAYLOADS[:8])),
        "landing": {"title": both(PAYLOADS[7]), "lead": both(PAYLOADS[5]), "points": every},
        "opening": every,
        "questions": [
            {
                "id": "pick",
                "kind": "choice",
                "label": both(PAYLOADS[3]),
                "ask": both(PAYLOADS[11]),
                "hint": both(PAYLOADS[32]),
                "why": both(PAYLOADS[19]),
                "options": [{"value": f"v{n}", "label": both(text)} for n, text in enumerate(PAYLOADS)],
            },
            {
                "id": "words",
                "kind": "text",
                "ask": both(PAYLOADS[6]),
                "hint": both(PAYLOADS[8]),
                "why": both(PAYLOADS[20]),
            },
        ],
        "score": [
            {"id": "s", "axis": "fit", "when": {"pick": "v0"}, "points": 50, "because": both(PAYLOADS[0])},
            {"id": "i", "axis": "intent", "when": {"words": "answered"}, "points": 50, "because": both(PAYLOADS[1])},
        ],
        "bands": {"hot": {"points": 60}, "warm": {"points": 20}},
        "magnets": [
            {"id": "code", "title": both(PAYLOADS[3]), "code": "CODE", "say": both(PAYLOADS[13] + " {code}")},
        ],
        "endings": {band: both(PAYLOADS[4]) for band in ("hot", "warm", "cold")},
    }
    return json.dumps(tree, ensure_ascii=False)


class Watch:
    """What ran although it should not have."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    async def over(self, context: BrowserContext) -> Page:
        """A page of the context whose dialogs are counted."""
        page = await context.new_page()
        page.set_default_timeout(20_000)

        async def told(dialog: Any) -> None:
            self.ran.append(dialog.message)
            await dialog.dismiss()

        page.on("dialog", told)
        return page


#: Elements that no page of ours has, or attributes that run: looked for in the page and in every open shadow root.
FOREIGN = """() => { const found = []; const look = (root) => { for (const node of root.querySelectorAll('*')) {
  const name = node.localName, bad = /^(iframe|object|embed|base|math|video|audio|source|animate|style)$/;
  if (bad.test(name)) found.push(name);
  if (node.localName === 'script' && !node.src) found.push('script');
  if (node.localName === 'img' && !/cover\\.svg$/.test(node.src)) found.push('img');
  for (const { name, value } of node.attributes) {
    const leads = /^(href|src|action|formaction)$/.test(name) && /^\\s*javascript:/i.test(value);
    if (/^on/.test(name) || leads) found.push(name);
  }
  if (node.shadowRoot) look(node.shadowRoot); } }; look(document); return found; }"""


async def clean(page: Page) -> list[str]:
    """Moves over the page a little, then tells what stands in it that should not."""
    await page.mouse.move(200, 300)
    await page.mouse.move(240, 420)
    await page.wait_for_timeout(150)
    found: list[str] = await page.evaluate(FOREIGN)
    return found


@pytest.fixture
async def hostile(tmp_path: Path) -> Any:
    """A server whose flow, landing page included, is made of payloads."""
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "payloads.yaml").write_text(flow_of_payloads())
    more = {"flows_dir": flows, "landing_flow": "payloads", "least_seconds": 0, "rate_messages": 0}
    async with started(tmp_path / "data", **more) as server:
        yield server


def test_there_are_forty_payloads_and_no_two_are_alike() -> None:
    assert len({*PAYLOADS}) == 40


async def test_the_landing_page_and_those_about_links_and_trouble_show_them_as_text(
    hostile: Server, browser: Browser
) -> None:
    watch = Watch()
    context = await browser.new_context(bypass_csp=True, locale="en-GB")
    page = await watch.over(context)

    await page.goto(f"{hostile.url}/?lang=en")
    points = await page.locator(".points li").all_text_contents()
    found = await clean(page)
    for text in PAYLOADS[::4]:
        safe = quote(text, safe="")
        for path in (f"/m/{safe}?lang={safe}", f"/c/{safe}?lang={safe}", f"/?lang={safe}&utm_source={safe}"):
            await page.goto(hostile.url + path)
        found += await page.evaluate(FOREIGN)

    assert points == PAYLOADS
    assert found == []
    assert watch.ran == []


async def test_the_form_shows_them_as_text(hostile: Server, browser: Browser) -> None:
    watch = Watch()
    context = await browser.new_context(bypass_csp=True, locale="en-GB", extra_http_headers={"Accept-Language": "en"})
    page = await watch.over(context)
    query = urlencode({f"utm_{'abcdefghi'[n % 9]}{'_' * (n // 9)}": text for n, text in enumerate(PAYLOADS)})

    await page.goto(
        f"{hostile.url}/c/payloads?form&lang=en&{query}", referer="https://x.example/?<script>alert(0)</script>"
    )
    hidden = await page.locator("input[name^=utm_]").evaluate_all("nodes => nodes.map((node) => node.value)")
    found = await clean(page)
    await page.locator("button.go").click()
    opened = await page.locator(".lines .bot p").all_inner_texts()
    labels = await page.locator(".pick span").all_inner_texts()
    await page.locator(".pick").nth(3).click()
    async with page.expect_navigation():
        await page.locator(".turn .go").first.click()
    for text in PAYLOADS:
        await page.locator("#text").fill(text)
        async with page.expect_navigation():
            await page.locator(".turn form:last-of-type .go").click()
    said = await page.locator(".lines .you p").all_inner_texts()
    await talked_to_by_a_person(hostile)
    await page.reload()
    found += await clean(page)

    assert hidden == [text[:200] for text in PAYLOADS]
    for text in PAYLOADS:
        assert any(_alike(text) in _alike(line) for line in opened), text
    assert [_alike(text) for text in labels] == [_alike(text) for text in PAYLOADS]
    assert sum(any(_alike(text) == _alike(line.partition(":")[2]) for line in said) for text in PAYLOADS) > 35
    assert await page.locator(".person").count() == len(PAYLOADS)
    assert found == []
    assert watch.ran == []


async def test_the_widget_shows_them_as_text(hostile: Server, browser: Browser) -> None:
    """On a page that has no policy, whose own attributes and title are payloads too."""
    watch = Watch()
    context = await browser.new_context(locale="en-GB", reduced_motion="reduce")
    page = await watch.over(context)
    visitor = Visitor(context, page, "en")
    mixed = escape(" ".join(PAYLOADS[:12]))
    host = (
        f'<!doctype html><html lang="en"><title>{mixed}</title><main>Host</main>'
        f'<script async src="/widget.js" data-flow="payloads" data-lang="en" data-title="{mixed}" data-label="{mixed}" '
        f'data-greeting="{mixed}" data-preview="{mixed}"></script></html>'
    )

    async def serve(route: Route) -> None:
        await route.fulfill(body=host, content_type="text/html")

    await page.route("**/host*", serve)
    query = urlencode({f"utm_{'abcdefghi'[n]}": text for n, text in enumerate(PAYLOADS[::5])})
    await page.goto(f"{hostile.url}/host?{query}", referer="https://x.example/?<img src=x onerror=alert(0)>")
    await page.locator("button").first.click()
    await expect(visitor.log).to_contain_text(PAYLOADS[0])
    opened = await visitor.log.locator(".bot p").all_inner_texts()
    found = await clean(page)
    await page.get_by_role("group").get_by_role("button").nth(3).click()
    await expect(page.get_by_role("textbox")).to_be_visible()
    for n, text in enumerate(PAYLOADS, 1):
        await visitor.write(text)
        await expect(visitor.log.locator(".you:not(.wait)")).to_have_count(n + 1)
    said = await visitor.said()
    await talked_to_by_a_person(hostile)
    await visitor.write("hello")
    await expect(visitor.log.locator(".person")).to_have_count(len(PAYLOADS))
    found += await clean(page)

    for text in PAYLOADS:
        assert any(_alike(text) in _alike(line) for line in opened), text
    assert sum(any(_alike(text) == _alike(line) for line in said) for text in PAYLOADS) > 35
    assert found == []
    assert watch.ran == []


async def test_the_watch_sees_one_that_runs(hostile: Server, browser: Browser) -> None:
    watch = Watch()
    page = await watch.over(await browser.new_context(bypass_csp=True))
    await page.goto(hostile.url)

    await page.evaluate("text => { document.body.innerHTML = text }", PAYLOADS[3])
    await page.wait_for_timeout(150)

    assert watch.ran == ["4"]
    assert await clean(page) == ["img", "onerror"]


@pytest.mark.parametrize("name", ["known", "page", "referrer", "utm", "flow", "locale"])
async def test_what_begins_a_talk_comes_back_as_text_or_not_at_all(hostile: Server, name: str) -> None:
    """Over HTTP: answers are JSON whatever was sent, and never sniffed as a page."""
    async with aiohttp.ClientSession() as session:
        for text in PAYLOADS[::3]:
            value: Any = {"pick": text} if name == "known" else {"source": text} if name == "utm" else text
            body = {"flow": "payloads", "locale": "en"} | {name: value}
            async with session.post(f"{hostile.url}/api/v1/conversations", json=body) as answer:
                assert answer.content_type in ("application/json", "application/problem+json")
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def talked_to_by_a_person(server: Server) -> None:
    """A person of the team whose name, and each of whose lines, is a payload takes the only talk over."""
    async with server.house.db.reading() as db:
        number = (await tables.Conversation.all().using_db(db).order_by("-started_at").first()).id  # type: ignore[union-attr]
    key, now = Key("web", str(number)), server.house.clock
    await server.house.turns.hear(Incoming(key, "person", now(), TakenOver(PAYLOADS[3])))
    for n, text in enumerate(PAYLOADS):
        await server.house.turns.hear(Incoming(key, f"person{n}", now(), Wrote(PAYLOADS[5], text)))


def _alike(text: str) -> str:
    """Without what typography and layout change."""
    return "".join(text.replace("\u00a0", " ").split())
