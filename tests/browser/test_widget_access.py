"""Whoever cannot see, point or wait: axe finds nothing in any state, and the keyboard is never lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.async_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener, Visitor

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = "{ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'%s] }"
#: What a state is looked at in: width, height, and what the visitor's system asks for.
LOOKS: dict[str, tuple[int, int, dict[str, Any]]] = {
    "desktop": (1280, 860, {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}),
    "dark": (1280, 860, {"color_scheme": "dark", "forced_colors": "none", "reduced_motion": "reduce"}),
    "forced colours": (1280, 860, {"color_scheme": "dark", "forced_colors": "active", "reduced_motion": "reduce"}),
    "phone": (390, 844, {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce"}),
}


@dataclass
class Audit:
    """Every state looked at by axe in every look; what is found is collected, and told at the end."""

    page: Page
    alone: bool = False
    """Whether the page around it is left out."""
    found: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    async def state(self, name: str) -> None:
        for look, (width, height, media) in LOOKS.items():
            await self.page.emulate_media(**media)
            await self.page.set_viewport_size({"width": width, "height": height})
            await self.page.evaluate(
                "() => Promise.all([...document.querySelectorAll('aimant-chat')].flatMap((chat) =>"
                " chat.shadowRoot.getAnimations().filter((one) => one.effect.getTiming().iterations < 9)"
                ".map((one) => one.finished.catch(() => 0))))"
            )
            where, rules = ("'aimant-chat'", RULES % "") if self.alone else ("document", RULES % ", 'best-practice'")
            violations = await self.page.evaluate(f"async () => (await axe.run({where}, {rules})).violations")
            for one in violations:
                nodes = [(node["target"], node.get("failureSummary", "")[:160]) for node in one["nodes"][:2]]
                self.found.append(f"{name}, {look}: {one['id']} {nodes}")
        self.seen.append(name)
        await self.page.emulate_media(**LOOKS["desktop"][2])
        await self.page.set_viewport_size({"width": 1280, "height": 860})


WORDS = {
    "en": {
        "food": "Local food",
        "compost": "Composting",
        "peek": "Ten ideas, free",
        "yes": "Yes",
        "human": "Talk to a person",
        "language": "Français",
    },
    "fr": {
        "food": "Alimentation locale",
        "compost": "Composter",
        "peek": "Dix idées, gratuites",
        "yes": "Oui",
        "human": "Parler à une personne",
        "language": "English",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_axe_finds_nothing_in_any_state_or_look(api: FakeApi, visit: Opener, language: str) -> None:
    words = WORDS[language]
    yes_or_no = [("yes", "Oui", "Yes"), ("no", "Non", "No")]
    ask = {"fr": "Êtes-vous d’accord que nous gardions vos réponses ?", "en": "May we keep what you answer?"}
    api.questions.insert(2, ("consent", "consent", "choice", False, ask, yes_or_no))
    api.questions.insert(4, ("phone", "phone", "tel", True, {"fr": "Votre numéro ?", "en": "Your number?"}, []))
    visitor = await visit(f"{api.address}/bare?lang={language}", language=language)
    page, audit = visitor.page, Audit(visitor.page)
    await page.evaluate(AXE + ";0")
    await expect(visitor.button(visitor.word("open"))).to_be_visible()
    await audit.state("launcher")
    await page.evaluate(
        "text => { Aimant.destroy(); const chat = document.createElement('aimant-chat');"
        "chat.setAttribute('flow', 'livre-blanc'); chat.setAttribute('preview', text);"
        "chat.setAttribute('preview-after', '0'); document.body.append(chat) }",
        words["peek"],
    )
    await expect(visitor.button(words["peek"])).to_be_visible()
    await audit.state("preview")
    await visitor.press(words["peek"])
    await expect(visitor.button(words["food"])).to_be_visible()
    await audit.state("choice")
    await visitor.press(visitor.word("menu"))
    await audit.state("menu")
    await page.keyboard.press("Escape")
    api.trouble.statuses = [(503, {"Retry-After": "60"})]
    await visitor.press(words["food"])
    await expect(page.get_by_role("alert")).to_contain_text(visitor.word("busy"))
    await audit.state("trouble")
    await visitor.press(visitor.word("retry"))
    await visitor.press(words["compost"])
    await audit.state("several choices")
    await visitor.press(visitor.word("confirm"))
    await expect(visitor.button(words["yes"])).to_be_visible()
    await audit.state("consent")
    await visitor.press(words["yes"])
    await expect(page.locator("input[name=name]")).to_be_visible()
    await audit.state("name")
    await visitor.press(visitor.word("skip"))
    await expect(page.locator("input[type=tel]")).to_be_visible()
    await audit.state("telephone")
    await visitor.press(visitor.word("skip"))
    await expect(page.locator("input[type=email]")).to_be_visible()
    await visitor.write("camille@")
    await expect(page.get_by_role("alert")).to_contain_text("camille@example.org")
    await audit.state("e-mail, with an error")
    await visitor.write("camille@example.org")
    await expect(page.get_by_role("link", name=visitor.word("download"))).to_be_visible()
    await audit.state("magnet, done")
    await visitor.context.set_offline(True)
    await visitor.press(visitor.word("again"))
    await expect(page.get_by_role("alert")).to_contain_text(visitor.word("offline"))
    await audit.state("offline")
    await visitor.context.set_offline(False)
    await visitor.press(words["food"])
    await expect(visitor.button(words["compost"])).to_be_visible()
    await visitor.choose(words["human"])
    api.person_writes("Sam!")
    await expect(visitor.log.locator(".person")).to_be_visible()
    await audit.state("hand-off")

    assert not audit.found, "\n".join(audit.found)
    assert len(audit.seen) == 13


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_axe_finds_nothing_in_a_card_on_a_page_nor_in_a_full_page(
    api: FakeApi, visit: Opener, language: str
) -> None:
    visitor = await visit(f"{api.address}/landing?lang={language}", language=language)
    audit = Audit(visitor.page, alone=True)
    await visitor.page.evaluate(AXE + ";0")
    await expect(visitor.button(visitor.word("start"))).to_be_visible()
    await audit.state("card")
    await visitor.page.goto(f"{api.address}/c/livre-blanc?lang={language}")
    await visitor.page.evaluate(AXE + ";0")
    await expect(visitor.button(WORDS[language]["food"])).to_be_visible()
    await audit.state("full page")

    assert not audit.found, "\n".join(audit.found)


class Keyboard:
    """Presses keys and says where the focus then is; it is never lost to the page's body."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    async def press(self, key: str, then: str) -> None:
        await self.visitor.page.keyboard.press(key)
        await self.is_at(then)

    async def is_at(self, where: str) -> None:
        at = ""
        for _ in range(200):
            at = await self.visitor.focused()
            if where in at:
                return
            assert not at.startswith(("body", "html", "nowhere")), f"lost while on the way to {where}"
            await self.visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 50))")
        raise AssertionError(f"the focus is at {at}, not at {where}")


@pytest.mark.parametrize("calm", [True, False])
async def test_the_focus_is_known_after_every_step_and_never_on_the_body(
    api: FakeApi, visit: Opener, calm: bool
) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", calm=calm)
    await expect(visitor.button("Open the chat")).to_be_visible()
    keys = Keyboard(visitor)
    await visitor.button("Open the chat").focus()
    await visitor.page.evaluate(
        """() => { window.path = []; document.querySelector('aimant-chat').shadowRoot
        .addEventListener('focusin', ({ target }) => path.push(target.localName)) }"""
    )

    await keys.press("Enter", "button: Local food")
    assert (await visitor.page.evaluate("() => path"))[0] == "h2"
    await keys.press("ArrowRight", "button: Getting around")
    await keys.press("ArrowDown", "button: Energy and housing")
    await keys.press("ArrowRight", "button: Local food")
    await keys.press("ArrowLeft", "button: Energy and housing")
    await keys.press("F6", "div: Conversation")
    await keys.press("F6", "button: Local food")
    await keys.press("Enter", "button: Composting")
    await keys.press("Space", "button: Composting")
    await expect(visitor.button("Composting")).to_have_attribute("aria-pressed", "true")
    await keys.press("Shift+Tab", "button: Change: Local food")
    await keys.press("Enter", "button: Local food")
    await keys.press("Enter", "button: Composting")
    await keys.press("Enter", "button: Composting")
    for _ in range(3):
        await visitor.page.keyboard.press("Tab")
    await keys.is_at("button: Confirm")
    await keys.press("Enter", "button: Skip")
    await keys.press("Tab", "input")
    await visitor.page.keyboard.type("Camille")
    await keys.press("Enter", "input")
    await visitor.hears("Which e-mail address")
    await expect(visitor.page.get_by_role("textbox", name="Your e-mail address")).to_be_focused()
    await visitor.page.keyboard.type("camille@")
    await keys.press("Enter", "input")
    await expect(visitor.page.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    await visitor.page.keyboard.type("example.org")
    await keys.press("Enter", "a: Download")
    await visitor.button("Options").focus()
    await keys.press("Enter", "button: Continue on another device")
    await keys.press("Escape", "button: Options")
    await keys.press("Escape", "button: Open the chat")

    assert api.turns[-1]["text"] == "camille@example.org"
    assert visitor.complaints == []


async def test_new_lines_are_announced_and_those_of_an_earlier_visit_are_not(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en")
    await visitor.press("Open the chat")
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    await expect(visitor.log).not_to_have_attribute("aria-live", "off")
    await visitor.page.reload()
    await visitor.page.evaluate(
        """() => { window.live = []; const root = document.querySelector('aimant-chat').shadowRoot;
        new MutationObserver((changes) => { for (const { addedNodes, target } of changes) for (const node of addedNodes)
          if (node.matches && node.matches('.m')) live.push(target.ariaLive || 'on'); })
          .observe(root, { childList: true, subtree: true }) }"""
    )

    await visitor.press("Open the chat")
    await expect(visitor.log).to_contain_text("Welcome back")
    await visitor.press("Composting")
    await visitor.press("Confirm")
    await visitor.hears("What is your name?")

    live = await visitor.page.evaluate("() => live")
    assert live[:4] == ["off"] * 4
    assert set(live[4:]) == {"on"}


async def test_everything_that_is_pressed_is_large_enough(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=fr", language="fr")
    await visitor.press("Ouvrir la discussion")
    await visitor.press("Alimentation locale")
    await visitor.press("Options")

    sizes = await visitor.page.locator("button:visible, a:visible, #field").evaluate_all(
        "nodes => nodes.map((node) => [node.className, node.getBoundingClientRect()])"
        ".map(([name, { width, height }]) => [name, Math.min(width, height)])"
    )

    assert [one for one in sizes if one[1] < 24] == []
    assert [one for one in sizes if one[0] != "change" and one[1] < 44 and one[0]] == []


@pytest.mark.parametrize(("width", "height"), [(640, 430), (320, 256)])
async def test_at_200_and_400_percent_all_can_be_reached_without_scrolling_sideways(
    api: FakeApi, visit: Opener, width: int, height: int
) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", width=width, height=height)
    await visitor.press("Open the chat")
    await visitor.press("Local food")
    await visitor.press("Composting")
    await visitor.press("Confirm")
    await visitor.choose("Talk to a person")
    await visitor.hears("I am telling a person.")
    await visitor.write("Thanks")

    sideways = await visitor.page.locator(".panel, .scroll").evaluate_all(
        "nodes => nodes.map((node) => node.scrollWidth - node.clientWidth)"
    )
    assert max(sideways) <= 0
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_nothing_moves_where_motion_is_not_wanted_and_typing_is_short_where_it_is(
    api: FakeApi, visit: Opener
) -> None:
    for calm in (True, False):
        visitor = await visit(f"{api.address}/bare?lang=en", calm=calm)
        await visitor.press("Open the chat")
        await expect(visitor.button("Local food")).to_be_visible()

        moving = await visitor.page.evaluate(
            "() => [...document.querySelector('aimant-chat').shadowRoot.querySelectorAll('.m, .pick, .panel')]"
            ".filter((node) => getComputedStyle(node).animationName !== 'none').length"
        )

        assert (moving == 0) is calm


async def test_on_a_touch_screen_no_keyboard_springs_up_and_the_panel_follows_the_visible_part(
    api: FakeApi, visit: Opener
) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", width=390, height=844, touch=True)
    await visitor.page.evaluate(
        """() => { const view = new EventTarget(); Object.assign(view, { height: 844, offsetTop: 0 });
        window.view = view }"""
    )
    await visitor.button("Open the chat").tap()
    await visitor.button("Local food").tap()
    await visitor.button("Composting").tap()
    await visitor.button("Confirm").tap()
    await visitor.hears("What is your name?")
    assert not (await visitor.focused()).startswith(("input", "textarea"))
    await expect(visitor.page.get_by_role("textbox")).to_have_css("font-size", "16px")

    await visitor.page.evaluate(
        """() => { Object.defineProperty(visualViewport, 'height', { value: 500, configurable: true });
        Object.defineProperty(visualViewport, 'offsetTop', { value: 60, configurable: true });
        visualViewport.dispatchEvent(new Event('resize')) }"""
    )

    box = await visitor.page.locator(".panel").bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (60, 500)


async def test_on_a_tablet_the_bubble_stays_above_the_keyboard(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", width=820, height=1180, touch=True)
    await visitor.button("Open the chat").tap()
    await expect(visitor.button("Local food")).to_be_visible()

    await visitor.page.evaluate(
        """() => { Object.defineProperty(visualViewport, 'height', { value: 500, configurable: true });
        visualViewport.dispatchEvent(new Event('resize')) }"""
    )

    box = await visitor.page.locator(".panel").bounding_box()
    assert box is not None
    assert box["y"] == 20
    assert box["y"] + box["height"] == 480


async def test_what_the_phone_itself_covers_is_kept_free(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(f"{api.address}/bare?lang=en", width=390, height=844, touch=True)
    devtools = await visitor.context.new_cdp_session(visitor.page)
    await devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": {"top": 59, "bottom": 34}})
    await expect(visitor.page.locator(".launch")).to_have_css("bottom", "54px")

    await visitor.button("Open the chat").tap()

    await expect(visitor.page.locator(".panel")).to_have_css("padding-top", "59px")
    await expect(visitor.page.locator("form")).to_have_css("padding-bottom", "42px")


async def test_forced_colours_show_what_is_chosen_and_no_card_lets_the_page_through(
    api: FakeApi, visit: Opener
) -> None:
    visitor = await visit(f"{api.address}/landing?lang=en")
    await visitor.page.emulate_media(forced_colors="active", color_scheme="light")
    shown = "node => getComputedStyle(node).backgroundColor"
    assert await visitor.page.locator(".teaser").evaluate(shown) == "rgb(255, 255, 255)"
    await visitor.press("Start")
    await visitor.press("Local food")
    await visitor.press("Composting")

    highlight = await visitor.page.evaluate(
        "() => { const node = document.createElement('i'); node.style.backgroundColor = 'Highlight';"
        " document.body.append(node); return getComputedStyle(node).backgroundColor }"
    )
    assert await visitor.button("Composting").evaluate(shown) == highlight
    how = "node => getComputedStyle(node).forcedColorAdjust"  # else the words stand on a patch of their own colour
    assert await visitor.button("Composting").evaluate(how) == "none"
    assert await visitor.button("Sharing").evaluate(shown) != highlight


async def test_typing_lasts_less_than_a_second_however_long_the_words(api: FakeApi, visit: Opener) -> None:
    name, kind, entry, optional, _, choices = api.questions[1]
    api.questions[1] = (name, kind, entry, optional, {"fr": "Long ! " * 200, "en": "Long! " * 200}, choices)
    visitor = await visit(f"{api.address}/bare?lang=en", calm=False)
    await visitor.press("Open the chat")
    await expect(visitor.button("Local food")).to_be_visible()
    await visitor.page.evaluate(
        """() => { const status = document.querySelector('aimant-chat').shadowRoot.querySelector('[role=status]');
        let since = 0; window.typed = [];
        new MutationObserver(() => { const now = performance.now();
          if (status.firstChild) since ||= now; else if (since) { typed.push(now - since); since = 0 } })
          .observe(status, { childList: true }) }"""
    )

    await visitor.press("Local food")
    await expect(visitor.button("Composting")).to_be_visible()

    typed = await visitor.page.evaluate("() => typed")
    assert 600 <= max(typed) < 3000, typed
