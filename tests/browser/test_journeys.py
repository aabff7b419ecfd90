"""Whole visits in a real browser against the real server, from the landing page to the PDF, in both languages."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from storage import reports
from tests.browser.visitor import Opener, Visitor
from tests.conftest import Server

pytestmark = pytest.mark.browser

#: What is pressed and asked in the white paper's talk.
TALK = {
    "en": {
        "cta": "Get the white paper",
        "hello": "automated assistant",
        "food": "Local food",
        "acting": "I already act at home",
        "where": "where do you stand",
        "yes": "Yes",
        "name": "What is your name?",
        "which": "Which e-mail address",
        "letter": "monthly newsletter",
        "end": "Here is your white paper",
        "email": "Your e-mail address",
        "other": "Français",
        "other_food": "Alimentation locale",
        "stop": "Stop",
        "erase": "Delete my data",
    },
    "fr": {
        "cta": "Recevoir le livre blanc",
        "hello": "assistant automatique",
        "food": "Alimentation locale",
        "acting": "J’agis déjà chez moi",
        "where": "où en êtes-vous",
        "yes": "Oui",
        "name": "Comment vous appelez-vous",
        "which": "À quelle adresse e-mail",
        "letter": "lettre mensuelle",
        "end": "Voici votre livre blanc",
        "email": "Votre adresse e-mail",
        "other": "English",
        "other_food": "Local food",
        "stop": "Arrêter",
        "erase": "Supprimer mes données",
    },
}
SCREENS = [(1280, 860, False), (390, 844, True)]


async def begun(server: Server, visit: Opener, language: str = "en", **screen: bool | int) -> Visitor:
    visitor = await visit(f"{server.url}/?lang={language}", language=language, **screen)  # type: ignore[arg-type]
    await visitor.press(visitor.word("start"))
    await expect(visitor.button(TALK[language]["food"])).to_be_visible()
    return visitor


async def up_to_the_address(visitor: Visitor) -> None:
    words = TALK[visitor.language]
    await visitor.press(words["food"])
    await visitor.hears(words["where"])
    await visitor.press(words["acting"])
    await visitor.press(words["yes"])
    await visitor.hears(words["name"])
    await visitor.write("Camille")
    await visitor.hears(words["which"])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "height", "touch"), SCREENS)
async def test_from_the_landing_page_to_the_downloaded_white_paper(
    server: Server, visit: Opener, language: str, width: int, height: int, touch: bool
) -> None:
    words = TALK[language]
    visitor = await visit(
        f"{server.url}/?lang={language}", language=language, width=width, height=height, touch=touch, calm=False
    )
    page = visitor.page
    await expect(page.locator("html")).to_have_attribute("lang", language)

    await page.get_by_role("link", name=words["cta"]).click()
    await expect(visitor.log).to_contain_text(words["hello"])
    await expect(visitor.button(words["food"])).to_be_visible()
    await up_to_the_address(visitor)
    field = page.get_by_role("textbox", name=words["email"])
    await expect(field).to_have_attribute("autocomplete", "email")
    await expect(field).to_have_attribute("inputmode", "email")
    await visitor.write("camille@example.org")
    await visitor.hears(words["letter"])
    await visitor.press(visitor.word("skip"))
    await expect(visitor.log).to_contain_text(words["end"])
    link = page.get_by_role("link", name=visitor.word("download"))
    async with visitor.context.expect_page() as popped:
        await link.click()
    popup = await popped.value
    fetched = await page.request.get(str(await link.get_attribute("href")))

    assert fetched.ok
    assert fetched.headers["content-type"] == "application/pdf"
    assert (await fetched.body()).startswith(b"%PDF-")
    if not popup.is_closed():
        await popup.close()
    await expect(visitor.button(visitor.word("again"))).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.complaints == []


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_misspelt_address_is_suggested_right_and_never_changed_unasked(
    server: Server, visit: Opener, language: str
) -> None:
    visitor = await begun(server, visit, language)
    await up_to_the_address(visitor)

    await visitor.write("camille@gmial.com")
    await expect(visitor.button("camille@gmial.com")).to_be_visible()
    await visitor.press("camille@gmail.com")
    await visitor.hears(TALK[language]["letter"])
    await visitor.press(visitor.word("skip"))
    await expect(visitor.log).to_contain_text(TALK[language]["end"])

    [lead] = await reports.leads(server.house.db)
    assert lead["email"] == "camille@gmail.com"


@pytest.mark.parametrize("path", ["/", "/c/livre-blanc", "/c/bant-b2b", "/c/quiz-b2c"])
async def test_the_strict_content_security_policy_holds_without_a_complaint(
    server: Server, visit: Opener, path: str
) -> None:
    visitor = await visit(server.url + path)
    response = await visitor.page.goto(server.url + path)
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy

    if path == "/":
        await visitor.press("Start")
    await expect(visitor.log.locator(".bot").first).to_be_visible()

    assert visitor.complaints == []


async def test_nothing_is_stored_or_asked_for_before_the_click(server: Server, visit: Opener) -> None:
    visitor = await visit(f"{server.url}/?lang=en&utm_source=fair")

    await expect(visitor.button("Start")).to_be_visible()
    await visitor.page.mouse.move(300, 300)
    before = [address for address in visitor.requests if "/api/" in address]

    assert before == []
    assert await visitor.stored() == 0
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()
    assert await visitor.stored() == 1
    assert all(address.startswith(server.url) for address in visitor.requests)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_talk_is_taken_up_again_after_a_reload(server: Server, visit: Opener, language: str) -> None:
    visitor = await begun(server, visit, language)
    words = TALK[language]
    await visitor.press(words["food"])
    await visitor.hears(words["where"])

    await visitor.page.reload()
    await visitor.press(visitor.word("start"))

    await expect(visitor.log).to_contain_text(visitor.word("welcome"))
    assert await visitor.said() == [words["food"]]
    await visitor.press(words["acting"])
    await expect(visitor.button(words["yes"])).to_be_visible()


async def test_a_double_click_answers_once(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)

    await visitor.button("Local food").dblclick()
    await visitor.hears("where do you stand")

    assert await visitor.said() == ["Local food"]
    sent = [address for address in visitor.requests if urlsplit(address).path.endswith("/messages")]
    assert len(sent) == 1


async def test_an_earlier_answer_is_changed(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)
    await visitor.press("Local food")
    await visitor.hears("where do you stand")

    await visitor.press("Change: Local food")
    await visitor.press("Waste and reuse")
    await visitor.hears("where do you stand")

    await expect(visitor.button("Change: Waste and reuse")).to_be_visible()
    await expect(visitor.button("Change: Local food")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_language_is_changed_in_the_middle_of_the_talk(server: Server, visit: Opener, language: str) -> None:
    visitor = await begun(server, visit, language)
    words = TALK[language]

    await visitor.choose(words["other"])

    await expect(visitor.button(words["other_food"])).to_be_visible()
    await expect(visitor.page.locator("section.panel")).to_have_attribute("lang", "en" if language == "fr" else "fr")


async def test_words_do_what_buttons_do(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)

    await visitor.write("food")
    await visitor.hears("where do you stand")
    await visitor.choose("Why do you ask?")
    await visitor.hears("first steps")
    await visitor.write("back")

    await expect(visitor.button("Getting around")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_data_are_deleted_on_a_word_and_the_browser_forgets(server: Server, visit: Opener, language: str) -> None:
    visitor = await begun(server, visit, language)
    await visitor.write("Zorglub")
    await visitor.choose(TALK[language]["erase"])

    await visitor.page.locator("fieldset button").first.click()

    await expect(visitor.button(visitor.word("again"))).to_be_visible()
    assert "Zorglub" not in await visitor.page.locator("aimant-chat").inner_text()
    await expect(visitor.page.locator(".m.bot")).to_have_count(1)  # the receipt
    assert await visitor.stored() == 0
    await visitor.press(visitor.word("again"))
    await expect(visitor.button(TALK[language]["food"])).to_be_visible()
    assert await visitor.said() == []


async def test_a_stopped_talk_is_forgotten_by_the_browser(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)

    await visitor.choose("Stop")

    await expect(visitor.page.get_by_text("The conversation has been stopped.")).to_be_visible()
    assert await visitor.stored() == 0


async def test_the_keyboard_alone_leads_through_and_never_falls_off(server: Server, visit: Opener) -> None:
    visitor = await visit(f"{server.url}/?lang=en")
    keyboard = visitor.page.keyboard
    await visitor.button("Start").focus()

    await keyboard.press("Enter")  # the first lines fill the panel: they are read first
    await expect(visitor.page.get_by_role("group", name="Conversation")).to_be_focused()
    await keyboard.press("Tab")
    await expect(visitor.button("Local food")).to_be_focused()
    await keyboard.press("Tab")
    await expect(visitor.button("Getting around")).to_be_focused()
    await keyboard.press("Enter")
    await visitor.hears("where do you stand")
    await expect(visitor.button("I am discovering")).to_be_focused()
    await keyboard.press("Enter")
    await expect(visitor.button("Yes")).to_be_focused()
    await keyboard.press("Enter")
    await visitor.hears("What is your name?")
    await expect(visitor.button("Skip")).to_be_focused()
    await visitor.button("Options").focus()
    await keyboard.press("Enter")
    await expect(visitor.button("Back")).to_be_focused()
    await keyboard.press("Escape")
    await expect(visitor.button("Options")).to_be_focused()
    await expect(visitor.button("Back")).to_be_hidden()

    assert visitor.complaints == []


async def test_on_a_phone_the_chat_fills_the_screen_and_escape_gives_the_page_back(
    server: Server, visit: Opener
) -> None:
    visitor = await begun(server, visit, width=390, height=844, touch=True)
    dialog = visitor.page.get_by_role("dialog")

    await expect(dialog).to_have_attribute("aria-modal", "true")
    assert await dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    sizes = await visitor.page.locator("fieldset button, .icon:visible, input, textarea").evaluate_all(
        "nodes => nodes.map(n => n.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
    )
    assert min(sizes) >= 44
    assert "textbox" not in await visitor.focused()
    await visitor.page.keyboard.press("Escape")

    await expect(dialog).to_have_count(0)
    await expect(visitor.button("Open the chat")).to_be_focused()
