"""A person takes the talk over in a real browser: their words come without reloading, and the bot comes back."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.async_api import expect

from adapters.channels.contract import Elsewhere
from flows.model import Incoming, Key, Released, TakenOver, What, Wrote
from storage import conversations, tables
from tests.browser.test_journeys import SCREENS, TALK, begun
from tests.browser.visitor import Opener
from tests.conftest import Server

pytestmark = pytest.mark.browser

_ids = count(1)
HERE = {"en": "talking with Ana", "fr": "parlez maintenant avec Ana"}
GONE = {"en": "Ana has left", "fr": "Ana a quitté"}
ON = {"en": "Continue on Telegram", "fr": "Continuer sur Telegram"}


async def key_of(server: Server) -> Key:
    """The one conversation there is."""
    async with server.house.db.reading() as reader:
        [person] = await tables.Conversation.all().using_db(reader).values_list("person", flat=True)
    return Key("web", str(person))


async def team(server: Server, what: What) -> None:
    incoming = Incoming(await key_of(server), f"/team/{next(_ids)}", server.house.clock(), what)
    await server.house.turns.hear(incoming)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "height", "touch"), SCREENS)
async def test_a_person_talks_live_and_gives_the_talk_back(
    server: Server, visit: Opener, language: str, width: int, height: int, touch: bool
) -> None:
    words = TALK[language]
    visitor = await begun(server, visit, language, width=width, height=height, touch=touch)
    await visitor.press(words["food"])
    await visitor.hears(words["where"])
    await visitor.write({"fr": "parler à quelqu’un", "en": "talk to a person"}[language])
    await expect(visitor.log.locator(".you").last).to_be_visible()
    await team(server, TakenOver("Ana"))
    await visitor.hears(HERE[language])

    await team(server, Wrote("Ana", "Bonjour, je suis là !"))
    await visitor.hears("Bonjour, je suis là !")
    await expect(visitor.log.locator(".person b")).to_have_text({"fr": "Ana : ", "en": "Ana: "}[language])
    await visitor.write("Combien cela coûte-t-il")
    await team(server, Wrote("Ana", "Rien du tout."))
    await visitor.hears("Rien du tout.")
    await team(server, Released())
    await visitor.hears(words["where"])

    await expect(visitor.button(words["acting"])).to_be_visible()
    await visitor.press(words["acting"])
    await expect(visitor.button(words["yes"])).to_be_visible()
    assert (await visitor.said())[-2:] == ["Combien cela coûte-t-il", words["acting"]]
    assert visitor.complaints == []


async def test_a_lost_stream_is_opened_again_and_nothing_is_shown_twice(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)
    await visitor.write("talk to a person")
    await visitor.hears("letting the team know")
    await team(server, TakenOver("Ana"))
    await visitor.hears("talking with Ana")
    await team(server, Wrote("Ana", "first"))
    await visitor.hears("first")

    await visitor.context.set_offline(True)
    await team(server, Wrote("Ana", "second"))
    await visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 300))")
    await visitor.context.set_offline(False)
    await visitor.hears("second")
    await team(server, Wrote("Ana", "third"))
    await visitor.hears("third")

    lines = await visitor.log.locator(".person p").all_inner_texts()
    assert [line.split("\n")[-1].removeprefix("Ana: ") for line in lines] == ["first", "second", "third"]


async def test_a_reload_in_the_middle_goes_on_with_the_person(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)
    await visitor.write("talk to a person")
    await visitor.hears("letting the team know")
    await team(server, TakenOver("Ana"))
    await visitor.hears("talking with Ana")

    await visitor.page.reload()
    await visitor.press(visitor.word("start"))
    await expect(visitor.log.locator(".person, .bot").last).to_be_visible()
    await team(server, Wrote("Ana", "still here"))

    await visitor.hears("still here")


async def test_what_was_said_at_the_same_moment_is_shown_in_its_order(server: Server, visit: Opener) -> None:
    visitor = await begun(server, visit)
    await visitor.write("talk to a person")
    await visitor.hears("letting the team know")
    await team(server, TakenOver("Ana"))
    await visitor.hears("talking with Ana")

    for n in range(5):
        await team(server, Wrote("Ana", f"ana {n}"))
        await visitor.write(f"me {n}")
    await visitor.hears("ana 4")
    await expect(visitor.log.locator(".you").last).to_contain_text("me 4")

    await expect(visitor.log.locator(".wait")).to_have_count(0)
    talk = await conversations.find(server.house.db, await key_of(server))
    assert talk is not None
    kept = [m.text for m in await conversations.transcript(server.house.db, talk.id) if m.text[:3] in ("ana", "me ")]
    shown = [line.split(": ")[-1].strip() for line in await visitor.log.locator(".m p").all_inner_texts()]
    assert [line for line in shown if line[:3] in ("ana", "me ")] == kept


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_menu_offers_to_go_on_elsewhere_only_where_one_can(
    server: Server, visit: Opener, language: str
) -> None:
    visitor = await begun(server, visit, language)
    await visitor.press(visitor.word("menu"))
    await expect(visitor.button(ON[language])).to_have_count(0)
    await visitor.page.keyboard.press("Escape")
    server.house.turns.elsewhere = lambda _: (Elsewhere("telegram", "https://t.me/aimant_bot?start=c-"),)
    await visitor.press(TALK[language]["food"])
    await visitor.hears(TALK[language]["where"])

    await visitor.choose(ON[language])

    link = visitor.page.get_by_role("link", name=ON[language])
    await expect(link).to_have_attribute("href", re.compile(r"^https://t\.me/aimant_bot\?start=c-.{20,}"))


ASKED = {
    "en": ("Talk to a person", "Pick up again", "Delete my data", "Yes, erase everything"),
    "fr": ("Parler à une personne", "Reprendre", "Supprimer mes données", "Oui, tout effacer"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_whoever_waits_for_a_person_keeps_the_buttons_of_what_can_be_done(
    server: Server, visit: Opener, language: str
) -> None:
    human, back, erase, confirmed = ASKED[language]
    visitor = await begun(server, visit, language, width=390, height=844, touch=True)

    await visitor.choose(human)
    await expect(visitor.button(back)).to_be_visible()
    await visitor.page.evaluate("() => new Promise((go) => setTimeout(go, 1500))")  # the stream has begun meanwhile
    await expect(visitor.button(back)).to_be_visible()
    await visitor.choose(erase)

    await expect(visitor.button(confirmed)).to_be_visible()
    assert await visitor.page.locator(".panel").evaluate("panel => panel.scrollHeight - panel.clientHeight") == 0


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_panel_itself_has_nothing_to_scroll(server: Server, visit: Opener, language: str) -> None:
    words = TALK[language]
    visitor = await begun(server, visit, language, width=390, height=844, touch=True)
    await visitor.press(words["food"])
    await visitor.press(words["acting"])
    await visitor.press(words["yes"])
    await visitor.write("Marie")
    await visitor.write("marie@exemple.be")
    await visitor.press(words["yes"])
    await expect(visitor.page.get_by_role("link", name=visitor.word("download"))).to_be_visible()

    assert await visitor.page.locator(".panel").evaluate("panel => panel.scrollHeight - panel.clientHeight") == 0
