"""What a visit costs and keeps: nothing before the click, one talk over tabs, pages, devices and languages after it."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Route, expect

from adapters.widget.pages import FOLDER
from flows.model import TakenOver
from tests.browser.fake_api import FakeApi
from tests.browser.test_handoff import team
from tests.browser.visitor import Opener, Visitor
from tests.conftest import Server

pytestmark = pytest.mark.browser


async def opened(api: FakeApi, visit: Opener, path: str = "/bare?lang=en") -> Visitor:
    visitor = await visit(api.address + path)
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()
    return visitor


# -- before the click --


@pytest.mark.parametrize("path", ["/bare?lang=en&utm_source=fair", "/landing?lang=en"])
async def test_before_the_click_it_costs_one_request_and_nothing_moves_or_is_kept(
    api: FakeApi, visit: Opener, path: str
) -> None:
    visitor = await visit(api.address + path)
    await expect(visitor.page.locator(".launch, .teaser").first).to_be_visible()
    shift = await visitor.page.evaluate(
        """() => new Promise((done) => { let sum = 0;
        new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value })
          .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 400) })"""
    )

    assert shift == 0
    own = [address for address in visitor.requests if urlsplit(address).path.startswith(("/widget", "/api"))]
    assert own == [f"{api.address}/widget.js"]
    assert await visitor.stored() == 0
    assert visitor.complaints == []


async def test_before_the_click_its_script_takes_at_most_60_ms_on_a_slow_phone(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en")
    devtools = await visitor.context.new_cdp_session(visitor.page)
    await devtools.send("Performance.enable")
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    async def script_seconds() -> float:
        metrics = await devtools.send("Performance.getMetrics")
        return float(next(one["value"] for one in metrics["metrics"] if one["name"] == "ScriptDuration"))

    taken: list[float] = []
    while len(taken) < 8 and min(taken, default=1.0) > 0.06:  # what else the machine does only ever adds to it
        await visitor.page.goto("about:blank")
        before = await script_seconds()
        await visitor.page.goto(f"{api.address}/bare?lang=en")
        await expect(visitor.button("Open the chat")).to_be_visible()
        after = await script_seconds()
        taken.append(after - before if after > before else after)

    assert min(taken) <= 0.06, taken


def test_it_has_no_request_of_its_own_but_the_talks() -> None:
    script = (FOLDER / "widget.min.js").read_text()

    assert script.count("fetch(") == 1
    for word in ("XMLHttpRequest", "sendBeacon", "import(", "WebSocket", "new Image", "document.cookie", "indexedDB"):
        assert word not in script


# -- what goes with the first word --


async def test_where_the_visitor_comes_from_is_told_with_the_first_word(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(
        f"{api.address}/bare?lang=en&utm_source=fair&utm_medium=qr&gclid=g1&fbclid=f1&msclkid=m1&ttclid=t1&other=x"
    )
    await expect(visitor.button("Open the chat")).to_be_visible()
    await visitor.page.evaluate("() => history.pushState(null, '', '/prices')")
    await visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 1100))")
    await visitor.page.evaluate("() => history.pushState(null, '', '/blog/a')")
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()

    [body] = api.begun
    assert body["utm"] == {"source": "fair", "medium": "qr"}
    assert body["signals"]["clicks"] == {"gclid": "g1", "fbclid": "f1", "msclkid": "m1", "ttclid": "t1"}
    assert [page["path"] for page in body["signals"]["pages"]] == ["/bare", "/prices", "/blog/a"]
    assert 1 <= body["signals"]["pages"][1]["seconds"] <= 5
    assert body["page"].endswith("/blog/a")
    assert body["trap"] == ""
    assert body["age_ms"] >= 500


async def test_nothing_is_cut_through_the_middle_of_a_character(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en&utm_source={'a' * 199}😀😀")
    await expect(visitor.button("Open the chat")).to_be_visible()
    await visitor.page.evaluate(
        """() => { const many = Object.fromEntries([...Array(40).keys()].map((n) => ['q' + n, 'x']));
        Aimant.set({ long: 'b'.repeat(499) + '😀😀', half: 'c\\ud83d', ...many });
        Aimant.set({ long: 'd'.repeat(900) }) }"""
    )
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()

    [body] = api.begun
    assert body["utm"]["source"] == "a" * 199 + "😀"
    assert body["known"]["half"] == "c\ufffd"
    assert body["known"]["long"] == "d" * 500
    assert len(body["known"]) == 30


@pytest.mark.parametrize(
    ("signals", "pages"), [("", ["/bare/again"]), ("early", ["/bare", "/bare/again"]), ("off", [])]
)
async def test_pages_before_are_remembered_only_where_the_site_says_so(
    api: FakeApi, visit: Opener, signals: str, pages: list[str]
) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en&signals={signals}&utm_source=fair")
    await expect(visitor.button("Open the chat")).to_be_visible()
    assert await visitor.stored() == (signals == "early")

    await visitor.page.goto(f"{api.address}/bare/again?lang=en&signals={signals}")
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()

    [body] = api.begun
    assert [page["path"] for page in body.get("signals", {"pages": []})["pages"]] == pages
    assert body.get("utm", {}) == ({"source": "fair"} if signals == "early" else {})
    if signals == "off":
        assert not {"utm", "referrer", "signals"} & set(body)
        assert body["page"] == f"{api.address}/bare/again"


async def test_a_machine_that_fills_in_every_field_gives_itself_away(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en")
    await expect(visitor.button("Open the chat")).to_be_visible()
    await visitor.page.evaluate(
        "() => { for (const input of document.querySelector('aimant-chat').shadowRoot.querySelectorAll('input'))"
        " input.value = 'spam' }"
    )
    assert await visitor.page.get_by_role("textbox").count() == 0

    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()

    assert api.begun[0]["trap"] == "spam"


# -- one talk, wherever it goes on --


async def test_another_device_goes_on_by_the_link_from_the_menu(api: FakeApi, visit: Opener) -> None:
    first = await opened(api, visit)
    await first.press("Local food")
    await first.hears("What would you like to try?")
    await first.choose("Continue on another device")
    link = first.log.get_by_role("link")
    await expect(link).to_contain_text("#aimant-resume=")
    url = str(await link.get_attribute("href"))

    second = await visit(url, width=390, height=844, touch=True)
    await expect(second.page.get_by_text("begun on another device")).to_be_visible()
    assert not [address for address in second.requests if "/api/" in address]
    await second.press("Continue it here")
    await expect(second.log).to_contain_text("Welcome back")
    assert await second.said() == ["Local food"]
    assert "#" not in second.page.url
    await second.press("Composting")
    await second.press("Confirm")
    await second.hears("What is your name?")
    assert len(api.talks) == 1


async def held_up(visitor: Visitor, address: str) -> asyncio.Event:
    """Requests to an address are on their way until the event is set."""
    gone = asyncio.Event()

    async def slowly(route: Route) -> None:
        await gone.wait()
        await route.continue_()

    await visitor.page.route(address, slowly)
    return gone


async def ticket(first: Visitor) -> str:
    """The link's address, from the menu."""
    await first.choose("Continue on another device")
    return str(await first.log.get_by_role("link").get_attribute("href"))


async def test_a_link_that_was_used_says_so_and_none_is_taken_on_a_page_of_another_kind(
    api: FakeApi, visit: Opener
) -> None:
    url = await ticket(await opened(api, visit))

    other = await visit(f"{api.address}/bare?lang=en#{url.split('#')[1]}")
    await expect(other.button("Open the chat")).to_be_visible()
    await other.press("Open the chat")
    await expect(other.button("Local food")).to_be_visible()
    assert not [address for address in other.requests if address.endswith("/resume") or "/resume?" in address]

    second, third = await visit(url), await visit(url)
    await second.press("Continue it here")
    await expect(second.log).to_contain_text("Welcome back")
    await third.press("Continue it here")

    await expect(third.page.get_by_role("alert")).to_contain_text("no longer good")
    await expect(third.button("Continue it here")).to_be_hidden()
    await third.press("Start a new one")
    await expect(third.button("Local food")).to_be_visible()


async def test_a_link_is_tried_again_when_there_was_no_answer(api: FakeApi, visit: Opener) -> None:
    url = await ticket(await opened(api, visit))
    visitor = await visit(url)

    await visitor.context.set_offline(True)
    await visitor.press("Continue it here")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No answer")
    await visitor.context.set_offline(False)
    await visitor.press("Continue it here")

    await expect(visitor.log).to_contain_text("Welcome back")
    await expect(visitor.page.locator("main")).to_be_focused()


async def test_an_answer_that_is_lost_on_its_way_costs_nobody_the_talk(api: FakeApi, visit: Opener) -> None:
    url = await ticket(await opened(api, visit))
    visitor = await visit(url)
    api.trouble.lost_answers = 1

    await visitor.press("Continue it here")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No answer")
    await visitor.page.reload()
    await visitor.press("Continue it here")

    await expect(visitor.log).to_contain_text("Welcome back")
    assert len(api.talks) == 1


async def test_a_browser_that_keeps_nothing_says_so_before_the_link_is_used_up(api: FakeApi, visit: Opener) -> None:
    first = await opened(api, visit)
    url = await ticket(first)
    visitor = await visit("about:blank")
    await visitor.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    await visitor.page.goto(url)

    await visitor.press("Continue it here")

    await expect(visitor.page.get_by_role("alert")).to_contain_text("keeps nothing")
    await expect(visitor.button("Continue it here")).to_be_hidden()
    await first.press("Local food")
    await first.hears("What would you like to try?")
    await visitor.press("Start a new one")
    await expect(visitor.button("Local food")).to_be_visible()


async def test_only_one_of_the_two_can_be_chosen_however_slow_the_line_is(api: FakeApi, visit: Opener) -> None:
    url = await ticket(await opened(api, visit))
    visitor = await visit(url)
    gone = await held_up(visitor, "**/resume")
    await visitor.press("Continue it here")
    await expect(visitor.button("One moment…")).to_be_disabled()
    await expect(visitor.button("Start a new one")).to_be_disabled()
    gone.set()

    await expect(visitor.log).to_contain_text("Welcome back")
    assert await visitor.page.locator("script[src='/widget.js']").count() == 1
    assert len(api.talks) == 1


async def test_a_link_that_is_opened_where_it_was_given_leaves_both_tabs_one_talk(api: FakeApi, visit: Opener) -> None:
    here = await visit(f"{api.address}/c/livre-blanc?lang=en")
    await expect(here.button("Local food")).to_be_visible()
    url = await ticket(here)
    there = await Visitor.arrive(here.context, here.language)
    await there.page.goto(url)

    await there.press("Continue it here")
    await expect(there.log).to_contain_text("Welcome back")
    await here.press("Local food")
    await here.hears("What would you like to try?")

    await there.hears("What would you like to try?")
    assert len(api.talks) == 1
    assert here.complaints == []


async def test_the_language_of_the_question_can_be_changed(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(await ticket(await opened(api, visit)))
    await visitor.page.get_by_role("link", name="FR").click()

    await visitor.press("La continuer ici")

    await expect(visitor.log).to_contain_text("Welcome back")
    assert len(api.talks) == 1


async def test_a_talk_that_is_gone_says_so_to_who_wants_to_take_it_along(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.talks.clear()

    await visitor.choose("Continue on another device")

    await expect(visitor.log).to_contain_text("no longer available")


async def test_a_reset_in_the_middle_of_an_answer_leaves_one_new_talk(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    held = await held_up(visitor, "**/messages?*")
    await visitor.press("Local food")
    await visitor.page.evaluate("() => Aimant.reset()")
    await expect(visitor.log.locator(".you")).to_have_count(0)
    await expect(visitor.button("Local food")).to_be_visible()
    held.set()
    await visitor.press("Getting around")

    await visitor.hears("What would you like to try?")
    assert await visitor.said() == ["Getting around"]
    assert visitor.complaints == []


async def test_what_was_picked_stays_picked_while_one_asks_why(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.press("Sharing")
    await visitor.press("Composting")
    await visitor.choose("Why do you ask?")
    await expect(visitor.log.locator(".you")).to_have_count(2)
    await expect(visitor.button("Sharing")).to_have_attribute("aria-pressed", "true")

    await visitor.press("Confirm")

    await visitor.hears("What is your name?")
    assert sorted(api.turns[-1]["choice"]) == ["compost", "share"]


async def test_a_link_that_is_pasted_into_an_open_talk_asks_as_well(api: FakeApi, visit: Opener) -> None:
    url = await ticket(await opened(api, visit))
    visitor = await visit(url.split("#")[0])
    await expect(visitor.button("Local food")).to_be_visible()

    await visitor.page.goto(url)

    await expect(visitor.button("Keep the one in this browser")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_link_never_takes_the_place_of_ones_own_talk_unasked(
    api: FakeApi, visit: Opener, language: str
) -> None:
    url = await ticket(await opened(api, visit)) if language == "en" else ""
    if language == "fr":
        sender = await visit(f"{api.address}/bare?lang=fr", language="fr")
        await sender.press("Ouvrir la discussion")
        await expect(sender.button("Alimentation locale")).to_be_visible()
        await sender.choose("Continuer sur un autre appareil")
        url = str(await sender.log.get_by_role("link").get_attribute("href"))
        url = url.replace("livre-blanc#", "livre-blanc?lang=fr#")
    food = "Local food" if language == "en" else "Alimentation locale"
    own = await visit(url.split("#")[0], language=language)
    await own.press(food)
    await expect(own.log.locator(".you")).to_have_count(1)
    talks = len(api.talks)

    await own.page.goto("about:blank")
    await own.page.goto(url)
    asked = {"en": "begun on another device", "fr": "commencée sur un autre appareil"}[language]
    await expect(own.page.get_by_text(asked)).to_be_visible()
    await own.press({"en": "Keep the one in this browser", "fr": "Garder celle de ce navigateur"}[language])

    await expect(own.log).to_contain_text(own.word("welcome"))
    assert await own.said() == [food]
    assert "#" not in own.page.url
    assert len(api.talks) == talks


async def test_a_link_may_be_refused_for_a_talk_of_ones_own(api: FakeApi, visit: Opener) -> None:
    url = await ticket(await opened(api, visit))

    visitor = await visit(url)
    await visitor.press("Start a new one")

    await expect(visitor.button("Local food")).to_be_visible()
    assert len(api.talks) == 2
    assert "age_ms" not in api.begun[-1]


async def test_whoever_comes_back_may_start_over(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    await visitor.page.reload()
    await visitor.press("Open the chat")
    await expect(visitor.log).to_contain_text("Welcome back")

    await visitor.press("Start over")

    await visitor.hears("What interests you most?")
    await expect(visitor.button("Local food")).to_be_focused()


async def test_only_the_tab_that_answers_tells_what_came_of_it(api: FakeApi, visit: Opener) -> None:
    one = await opened(api, visit)
    two = await Visitor.arrive(one.context, "en")
    await two.page.goto(f"{api.address}/bare?lang=en")
    await two.press("Open the chat")
    for tab in (one, two):
        await expect(tab.button("Local food")).to_be_visible()
        await tab.page.evaluate(
            """() => { window.heard = [];
            for (const name of ['step', 'done']) Aimant.on(name, () => heard.push(name)) }"""
        )

    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await one.press(name)
    await one.write("camille@example.org")
    for tab in (one, two):
        await expect(tab.page.get_by_role("link", name="Download")).to_be_visible()

    assert await one.page.evaluate("() => heard") == ["step", "step", "step", "step", "done"]
    assert await two.page.evaluate("() => heard") == []


async def test_the_card_says_what_kind_of_file_it_is_and_how_large(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await visitor.press(name)
    await visitor.write("camille@example.org")

    card = visitor.log.locator(".card")
    await expect(card.get_by_text("PDF · 240 kB")).to_be_visible()
    await expect(card.locator(".sheet")).to_have_text("PDF")


async def test_after_a_reload_only_answers_can_be_changed(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    await visitor.press("Composting")
    await visitor.press("Confirm")
    await visitor.hears("What is your name?")
    await visitor.press("Change: Composting")
    await visitor.hears("What would you like to try?")
    await visitor.page.reload()
    await visitor.press("Open the chat")
    await expect(visitor.button("Change: Local food")).to_be_visible()

    changes = visitor.log.get_by_role("button", name="Change")
    assert [await one.get_attribute("aria-label") for one in await changes.all()] == ["Change: Local food"]


async def test_a_reload_leaves_the_talk_in_the_language_that_the_visitor_chose(server: Server, visit: Opener) -> None:
    visitor = await visit(f"{server.url}/?lang=en")
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()
    await visitor.choose("Français")
    await expect(visitor.button("Alimentation locale")).to_be_visible()
    said = await visitor.said()

    await visitor.page.reload()
    await visitor.press("Start")

    await expect(visitor.log).to_contain_text("Content de vous revoir")
    await expect(visitor.button("Alimentation locale")).to_be_visible()
    assert await visitor.said() == said


async def test_what_is_wrong_covers_no_question_and_goes_as_soon_as_one_writes(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await visitor.press(name)
    await visitor.hears("Which e-mail address")
    scroll = visitor.page.locator(".scroll")
    assert await scroll.evaluate("node => node.scrollHeight > node.clientHeight")

    await visitor.write("camille@example")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Incomplete")
    left = "node => node.scrollHeight - node.clientHeight - node.scrollTop"
    assert await scroll.evaluate(left) < 2
    field = visitor.page.get_by_role("textbox")
    await field.press("End")
    await visitor.page.keyboard.type(".")

    await expect(visitor.page.get_by_role("alert")).to_be_empty()
    assert await field.get_attribute("aria-invalid") is None


async def test_a_new_visitor_reads_from_the_first_line_on(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", width=640, height=400)
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_attached()
    first = visitor.log.locator(".bot").first
    await expect(first).to_contain_text("automated assistant")

    await expect(first).to_be_in_viewport(ratio=1)
    await expect(visitor.page.get_by_role("group", name="Conversation")).to_be_focused()
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    left = "node => node.scrollHeight - node.clientHeight - node.scrollTop"
    assert await visitor.page.locator(".scroll").evaluate(left) < 2


async def test_two_tabs_are_one_talk(api: FakeApi, visit: Opener) -> None:
    one = await opened(api, visit)
    two = await Visitor.arrive(one.context, "en")
    await two.page.goto(f"{api.address}/bare?lang=en")
    await two.press("Open the chat")
    await expect(two.button("Local food")).to_be_visible()

    await one.press("Local food")
    await two.hears("What would you like to try?")
    await two.press("Sharing")
    await two.press("Confirm")
    await one.hears("What is your name?")

    assert await one.said() == await two.said() == ["Local food", "Sharing"]
    await expect(one.button("Skip")).to_be_visible()
    await one.choose("Stop")
    await expect(two.page.get_by_text("The conversation has been stopped.")).to_be_visible()


async def test_what_is_said_after_a_change_of_language_is_marked_with_it(server: Server, visit: Opener) -> None:
    visitor = await visit(f"{server.url}/?lang=en")
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()

    await visitor.page.evaluate("() => Aimant.lang('fr')")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    languages = await visitor.log.locator(".m").evaluate_all("nodes => nodes.map((node) => node.lang)")
    assert (languages[0], languages[-1]) == ("en", "fr")
    await expect(visitor.page.locator(".panel")).to_have_attribute("lang", "fr")
    await visitor.press("Options")
    await expect(visitor.button("English")).to_have_attribute("lang", "en")


# -- the field --


async def test_the_address_field_is_one_and_a_slip_is_told_with_an_example_before_it_is_sent(
    api: FakeApi, visit: Opener
) -> None:
    visitor = await opened(api, visit)
    for name in ("Local food", "Composting", "Confirm", "Skip"):
        await visitor.press(name)
    field = visitor.page.get_by_role("textbox", name="Your e-mail address")
    for name in ("type", "inputmode", "autocomplete"):
        await expect(field).to_have_attribute(name, "email")
    await expect(visitor.page.locator("label", has_text="Your e-mail address")).to_be_visible()
    before = len(api.turns)

    await visitor.write("camille@example")
    await expect(visitor.page.get_by_role("alert")).to_have_text("Incomplete address. Example: camille@example.org")
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    assert len(api.turns) == before

    await field.press("Enter")  # whoever insists is heard
    await expect(visitor.log.locator(".you").last).to_contain_text("camille@example")


@pytest.mark.parametrize(
    ("written", "sent"), [("0470", False), ("0470 12 34 56", True), ("why do you ask?", True), ("+32470123456", True)]
)
async def test_a_number_may_be_spelt_as_one_likes_but_not_cut_short(
    api: FakeApi, visit: Opener, written: str, sent: bool
) -> None:
    api.questions.insert(1, ("phone", "phone", "tel", True, {"fr": "Votre numéro ?", "en": "Your number?"}, []))
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    field = visitor.page.get_by_role("textbox", name="Your phone number")
    for name in ("type", "inputmode", "autocomplete"):
        await expect(field).to_have_attribute(name, "tel")
    await expect(visitor.button("Skip")).to_be_visible()

    await visitor.write(written)

    if sent:
        await visitor.hears("What would you like to try?")
        assert api.turns[-1]["text"] == written
    else:
        await expect(visitor.page.get_by_role("alert")).to_have_text("Incomplete number. Example: 0470 12 34 56")


async def test_the_progress_is_told_in_words_and_by_a_native_bar(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")

    bar = visitor.page.get_by_role("progressbar", name="Step 2 of 4")
    assert await bar.evaluate("node => [node.localName, node.value, node.max]") == ["progress", 1, 4]


async def test_nobody_listens_on_a_stream_before_a_person_leads(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    assert not [address for address in visitor.requests if "/events" in address]

    await visitor.choose("Talk to a person")
    await visitor.hears("I am telling a person.")

    await visitor.page.wait_for_event("request", lambda request: "/events" in request.url)


async def test_whoever_stands_on_a_button_keeps_the_focus_when_a_person_writes(server: Server, visit: Opener) -> None:
    visitor = await visit(f"{server.url}/?lang=en")
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()
    await visitor.choose("Talk to a person")
    await visitor.hears("letting the team know")
    await visitor.button("Pick up again").focus()

    await team(server, TakenOver("Ana"))
    await visitor.hears("talking with Ana")
    await visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 100))")

    assert not (await visitor.focused()).startswith("body")
