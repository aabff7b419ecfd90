"""The talk in a real browser that runs no script, from the landing page to the file; and with a script that fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.test_widget_access import AXE, Audit
from tests.browser.visitor import Opener
from tests.conftest import Server

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "begin": "Begin here, without JavaScript",
        "start": "Start",
        "confirm": "Confirm",
        "send": "Send",
        "skip": "Skip",
        "name": "Your name",
        "email": "Your e-mail address",
        "food": "Local food",
        "change": "Change",
        "other": "Getting around",
        "acting": "I already act at home",
        "yes": "Yes",
        "end": "Here is your white paper",
        "download": "Download",
        "steps": ["Step 1 of 6", "Step 2 of 6", "Step 3 of 6", "Step 4 of 6", "Step 5 of 6", "Step 6 of 6", "All done"],
        "late": "The chat does not show?",
    },
    "fr": {
        "begin": "Commencer ici, sans JavaScript",
        "start": "Commencer",
        "confirm": "Valider",
        "send": "Envoyer",
        "skip": "Passer",
        "name": "Votre nom",
        "email": "Votre adresse e-mail",
        "food": "Alimentation locale",
        "change": "Modifier",
        "other": "Mobilité douce",
        "acting": "J’agis déjà chez moi",
        "yes": "Oui",
        "end": "Voici votre livre blanc",
        "download": "Télécharger",
        "steps": [*(f"Étape {n} sur 6" for n in range(1, 7)), "Terminé"],
        "late": "La discussion ne s’affiche pas",
    },
}


async def without_script(browser: Browser, server: Server, language: str, *, width: int) -> Page:
    context = await browser.new_context(
        java_script_enabled=False,
        locale={"en": "en-GB", "fr": "fr-BE"}[language],
        viewport={"width": width, "height": 800},
    )
    page = await context.new_page()
    page.set_default_timeout(15_000)
    await page.goto(f"{server.url}/?lang={language}")
    return page


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("en", 390)])
async def test_a_whole_talk_without_javascript_to_the_downloaded_document(
    server: Server, browser: Browser, tmp_path: Path, language: str, width: int
) -> None:
    words = WORDS[language]
    page = await without_script(browser, server, language, width=width)
    said, steps = [], []

    async def press(name: str) -> None:
        async with page.expect_navigation():
            await page.get_by_role("button", name=name, exact=True).first.click()
        steps.append(str(await page.locator("label[for=progress]").text_content()))

    async def choose(label: str) -> None:
        said.append(label)
        await page.get_by_role("radio", name=label, exact=True).check()
        await press(str(words["confirm"]))

    async def write(field: str, text: str) -> None:
        said.append(text)
        await page.get_by_role("textbox", name=field, exact=True).fill(text)
        await press(str(words["send"]))

    await page.get_by_role("link", name=str(words["begin"])).click()
    assert await page.context.cookies() == []
    await page.wait_for_timeout(600)  # who begins within half a second is no person
    await press(str(words["start"]))
    await choose(str(words["food"]))
    await choose(str(words["acting"]))
    await choose(str(words["yes"]))
    await write(str(words["name"]), "Camille")
    await write(str(words["email"]), "camille@example.org")
    await press(str(words["skip"]))

    await expect(page.locator(".lines")).to_contain_text(str(words["end"]))
    assert steps == words["steps"]
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name=re.compile(str(words["download"]))).click()
    file = await waiting.value
    assert file.suggested_filename == f"livre-blanc.{language}.pdf"
    await file.save_as(tmp_path / "file.pdf")
    assert (tmp_path / "file.pdf").read_bytes().startswith(b"%PDF-")
    shown = await page.locator(".lines .you p").all_text_contents()
    assert [line.split(":", 1)[1].strip() for line in shown][:5] == said
    [cookie] = await page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/c/livre-blanc")


async def test_the_page_opens_at_the_newest_lines_and_an_answer_can_be_changed(
    server: Server, browser: Browser
) -> None:
    words = WORDS["en"]
    page = await without_script(browser, server, "en", width=390)
    await page.goto(f"{server.url}/c/livre-blanc?form&lang=en")
    await page.wait_for_timeout(600)
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_role("radio", name=str(words["food"])).check()
    await page.get_by_role("button", name="Confirm", exact=True).click()

    assert re.search(r"\?form#m\d+$", page.url)
    await expect(page.locator(":target")).to_contain_text("And where do you stand?")
    await expect(page.locator(":target")).to_be_in_viewport()
    await page.get_by_role("button", name="Change: Local food").click()
    await page.get_by_role("radio", name=str(words["other"])).check()
    await page.get_by_role("button", name="Confirm", exact=True).click()
    await page.reload()

    await expect(page.get_by_role("radio", name="I am discovering")).to_be_visible()
    assert await page.locator(".lines .you").count() == 3


async def test_going_back_and_sending_again_does_not_answer_twice(server: Server, browser: Browser) -> None:
    page = await without_script(browser, server, "en", width=1280)
    await page.goto(f"{server.url}/c/livre-blanc?form&lang=en")
    await page.wait_for_timeout(600)
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_role("radio", name="Local food").check()
    await page.get_by_role("button", name="Confirm", exact=True).dblclick()
    await expect(page.get_by_role("radio", name="I am discovering")).to_be_visible()
    await page.go_back()
    if await page.get_by_role("radio", name="Local food").count():
        await page.get_by_role("radio", name="Local food").check()
        await page.get_by_role("button", name="Confirm", exact=True).click()

    await page.goto(f"{server.url}/c/livre-blanc?form")

    assert await page.locator(".lines .you").count() == 1


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_where_the_script_does_not_come_a_way_on_shows_and_where_it_comes_none_does(
    server: Server, visit: Opener, language: str
) -> None:
    words = WORDS[language]
    visitor = await visit(f"{server.url}/c/livre-blanc?lang={language}", language=language)
    late = visitor.page.get_by_role("link", name=str(words["late"]))
    await expect(visitor.log).to_be_visible()
    await expect(late).to_be_hidden()

    await visitor.page.route("**/widget*.js*", lambda route: route.abort())
    await visitor.page.goto(f"{server.url}/c/livre-blanc?lang={language}")
    await expect(late).to_be_visible(timeout=10_000)
    await late.click()

    await expect(visitor.page.get_by_role("button", name=str(words["start"]), exact=True)).to_be_visible()
    assert await visitor.page.locator("script").count() == 0


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_axe_finds_nothing_on_any_page_of_ours_in_any_look(
    server: Server, browser: Browser, language: str
) -> None:
    """The pages hold no script of their own text; the browser runs axe all the same, from outside of their policy."""
    context = await browser.new_context(bypass_csp=True, locale={"en": "en-GB", "fr": "fr-BE"}[language])
    await context.add_init_script(AXE)
    page = await context.new_page()
    page.set_default_timeout(15_000)
    audit = Audit(page)

    async def press(selector: str) -> None:
        async with page.expect_navigation():
            await page.locator(selector).first.click()

    async def confirm() -> None:
        await page.locator(".pick").first.click()
        await press(".turn .go")

    for name, path in {"landing": "/?", "demo": "/demo/popup?", "link": "/m/altered?", "trouble": "/c/none?"}.items():
        await page.goto(f"{server.url}{path}lang={language}")
        await audit.state(name)
    await page.goto(f"{server.url}/c/livre-blanc?lang={language}#aimant-resume=made-up-and-never-given")
    await audit.state("a link from another device")
    await page.locator(".asked .go").first.click()
    await page.locator(".asked .error").wait_for()
    await audit.state("a link that is not good")
    await page.goto(f"{server.url}/c/livre-blanc?form&lang={language}")
    await audit.state("start")
    await page.wait_for_timeout(600)
    await press(".go")
    await audit.state("choice")
    await page.locator("#text").fill(" ")
    await press(".turn form:last-of-type .go")
    await audit.state("error")
    for _ in range(3):
        await confirm()
    await audit.state("text")
    for text in ("Ann", "ann@example.org"):
        await page.locator("#text").fill(text)
        await press(".turn form:last-of-type .go")
    await confirm()
    await page.locator("summary").click()
    await audit.state("magnet and menu")
    await press("#verbs button:last-child")
    await audit.state("erase")
    await press(".ways button")
    await audit.state("erased")

    assert audit.found == []
    assert len(audit.seen) == 13


@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_on_a_narrow_screen_has_to_be_scrolled_sideways(
    server: Server, browser: Browser, width: int
) -> None:
    context = await browser.new_context(bypass_csp=True, viewport={"width": width, "height": 640}, locale="fr-BE")
    page = await context.new_page()
    for path in ("/?lang=fr", "/demo/inline?lang=fr", "/m/altered", "/c/none", "/c/bant-b2b?form&lang=fr"):
        await page.goto(server.url + path)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    await page.wait_for_timeout(600)
    await page.locator(".go").click()

    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = "nodes => nodes.filter((n) => n.getBoundingClientRect().height < 44).map((n) => n.textContent.trim())"
    assert await page.locator(".turn button, .pick, .menu button, .languages button").evaluate_all(small) == []
