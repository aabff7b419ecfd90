"""The widget when the network or the server is unwell: nothing is lost, nothing is sent twice as new."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.fake_api import FakeApi
from tests.browser.visitor import Opener, Visitor

pytestmark = pytest.mark.browser


async def opened(api: FakeApi, visit: Opener, *, calm: bool = True) -> Visitor:
    visitor = await visit(api.address + "/inline?lang=en", calm=calm)
    await visitor.press("Start")
    await expect(visitor.button("Local food")).to_be_visible()
    return visitor


async def test_an_answer_whose_reply_is_lost_is_sent_again_under_the_same_id(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.trouble.lost_answers = 1

    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")
    await visitor.press("Try again")

    await visitor.hears("What would you like to try?")
    assert [turn["choice"] for turn in api.turns] == ["food"]
    assert list(api.received.values()) == [2]
    assert await visitor.said() == ["Local food"]
    await expect(visitor.page.get_by_role("alert")).to_be_empty()


async def test_a_busy_server_is_asked_again_after_the_time_it_named(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.trouble.statuses = [(503, {"Retry-After": "1"}), (429, {"Retry-After": "1"})]

    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Many people")

    await visitor.hears("What would you like to try?")
    assert list(api.received.values()) == [3]


async def test_coming_back_online_sends_what_was_kept(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.context.set_offline(True)
    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")
    await visitor.context.set_offline(False)

    await visitor.hears("What would you like to try?")
    assert len(api.turns) == 1


async def test_an_unsent_answer_survives_a_reload(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.context.set_offline(True)
    await visitor.press("Local food")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("No connection")

    await visitor.context.set_offline(False)
    await visitor.page.reload()
    await visitor.press("Start")

    await visitor.hears("What would you like to try?")
    assert len(api.turns) == 1
    assert await visitor.said() == ["Local food"]


async def test_a_talk_that_the_server_forgot_is_begun_afresh_with_a_kind_word(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")
    api.talks.clear()

    await visitor.page.reload()
    await visitor.press("Start")

    await expect(visitor.log).to_contain_text("no longer available")
    await expect(visitor.button("Local food")).to_be_visible()
    assert await visitor.said() == []


async def test_a_talk_forgotten_in_the_middle_is_begun_afresh_too(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    api.talks.clear()

    await visitor.press("Local food")

    await expect(visitor.log).to_contain_text("no longer available")
    await visitor.press("Local food")
    await visitor.hears("What would you like to try?")


async def test_a_refusal_is_told_in_the_servers_words_and_the_text_is_given_back(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.write("too long")

    await expect(visitor.page.get_by_role("alert")).to_have_text("Ce message est trop long.")
    await expect(visitor.page.get_by_role("textbox")).to_have_value("too long")
    await expect(visitor.button("Local food")).to_be_visible()
    assert await visitor.said() == []


async def test_a_server_that_is_down_at_first_is_waited_for(api: FakeApi, visit: Opener) -> None:
    visitor = await visit(api.address + "/inline?lang=fr", language="fr")
    api.trouble.statuses = [(0, {})]

    await visitor.press("Commencer")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("Pas de connexion")

    await expect(visitor.button("Alimentation locale")).to_be_visible()
    assert len(api.talks) == 1


async def test_two_answers_written_quickly_arrive_in_their_order(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit, calm=False)

    await visitor.write("one")
    await visitor.write("two")

    await visitor.hears("What is your name?")
    assert [turn["text"] for turn in api.turns] == ["one", "two"]
    assert await visitor.said() == ["one", "two"]


async def test_several_choices_are_toggled_and_sent_together(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.press("Local food")
    await expect(visitor.button("Confirm")).to_be_disabled()

    for name in ("Composting", "Sharing", "Repairing", "Sharing"):
        await visitor.press(name)
    await expect(visitor.button("Repairing")).to_have_attribute("aria-pressed", "true")
    await expect(visitor.button("Sharing")).to_have_attribute("aria-pressed", "false")
    await visitor.press("Confirm")

    await visitor.hears("What is your name?")
    assert api.turns[-1]["choice"] == ["compost", "repair"]
    assert api.turns[-1]["question"] == "topics"


async def test_what_a_person_writes_after_the_hand_over_appears_by_itself(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)
    await visitor.choose("Talk to a person")
    await visitor.hears("I am telling a person.")

    api.person_writes("Hello, Sam here.")

    await expect(visitor.log.locator(".person")).to_contain_text("Hello, Sam here.", timeout=12_000)


async def test_nothing_a_server_sends_is_taken_for_markup(api: FakeApi, visit: Opener) -> None:
    visitor = await opened(api, visit)

    await visitor.write("<img src=x onerror=alert(1)><b>bold</b>")

    await visitor.hears("What would you like to try?")
    assert await visitor.said() == ["<img src=x onerror=alert(1)><b>bold</b>"]
    assert await visitor.log.locator("img, b").count() == 0
