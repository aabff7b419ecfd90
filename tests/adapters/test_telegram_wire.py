"""What an update is read as: pure, and whatever comes it is read, put aside, or none of ours."""

from __future__ import annotations

import copy
import hashlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.telegram.wire import MOST_DATA, Arrived, BadUpdate, callback_data, parsed, read
from flows.model import Edited, Odd, Opened, Pressed, Said
from flows.speech import shortened

MARIE = {"id": 42, "is_bot": False, "first_name": "Marie", "language_code": "fr-BE"}
CHAT = {"id": 42, "type": "private", "first_name": "Marie"}
EDITION = "0123456789abcdef"


def message(**content: Any) -> dict[str, Any]:
    """An update with one message."""
    return {"update_id": 7, "message": {"message_id": 3, "date": 1_700_000_000, "chat": CHAT, "from": MARIE, **content}}


def press(data: str | None, **more: Any) -> dict[str, Any]:
    """An update with one press."""
    shown = {"message_id": 3, "date": 1_700_000_000, "chat": CHAT, "text": "?"}
    query = {"id": "99", "from": MARIE, "chat_instance": "1", "message": shown, "data": data, **more}
    return {"update_id": 8, "callback_query": query}


def what(update: dict[str, Any]) -> Any:
    arrived = read(update, "aimant_bot")
    assert arrived is not None
    return arrived.what


def test_a_text_is_said_and_can_be_edited() -> None:
    assert read(message(text="Bonjour"), None) == Arrived(42, 7, "fr-BE", Said("Bonjour", ref="3"))
    edited = message(text="Bonsoir")
    edited["edited_message"] = edited.pop("message") | {"edit_date": 1_700_000_100}
    assert what(edited) == Edited("3", "Bonsoir")


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("/start", None),
        ("/start fair-2026", "fair-2026"),
        ("/start@aimant_bot x_1", "x_1"),
        ("/START fair", "fair"),
        ("/start\nfair", "fair"),
        ("/start é!", None),
    ],
)
def test_start_opens_with_where_it_came_from(text: str, payload: str | None) -> None:
    opened = what(message(text=text))

    assert isinstance(opened, Opened)
    assert opened.source.referrer == "t.me/aimant_bot"
    assert dict(opened.source.utm) == ({"start": payload} if payload else {})


@pytest.mark.parametrize(
    "text", ["/start@other_bot", "/start@other_bot fair-2026", "/help@other_bot", "/delete@OTHER_bot"]
)
def test_a_command_that_names_another_bot_is_none_of_ours(text: str) -> None:
    edited = message(text=text)
    edited["edited_message"] = edited.pop("message") | {"edit_date": 1_700_000_100}

    assert read(message(text=text), "aimant_bot") is None
    assert read(edited, "aimant_bot") is None


@pytest.mark.parametrize("text", ["/help@AIMANT_BOT", "/me@other.example", "/ marie@other", "to /start@other_bot"])
def test_a_command_that_names_ours_and_words_that_name_a_bot_are_said(text: str) -> None:
    assert what(message(text=text)) == Said(text, ref="3")


def test_before_its_name_is_known_a_bot_takes_every_command_as_its_own() -> None:
    arrived = read(message(text="/start@aimant_bot"), None)

    assert arrived is not None
    assert isinstance(arrived.what, Opened)


def test_a_token_to_go_on_with_is_hashed_and_no_campaign() -> None:
    arrived = read(message(text="/start c-secret"), None)

    assert arrived is not None
    assert arrived.continues == hashlib.sha256(b"secret").hexdigest()
    assert isinstance(arrived.what, Opened)
    assert dict(arrived.what.source.utm) == {}


@pytest.mark.parametrize("text", ["/started", "/help", "start", " /start x"])
def test_other_commands_and_words_are_said(text: str) -> None:
    assert what(message(text=text)) == Said(text, ref="3")


def test_only_ones_own_contact_is_a_phone_number() -> None:
    def contact(**more: Any) -> dict[str, Any]:
        return message(contact={"phone_number": "32470123456", "first_name": "M", **more})

    assert what(contact(user_id=42)) == Said("+32470123456")
    assert what(contact(user_id=43)) == Odd("contact-of-other")
    assert what(contact()) == Odd("contact-of-other")


def test_what_is_no_text_is_told_apart() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]

    assert what(message(photo=photo)) == Odd("attachment")
    assert what(message(photo=photo, caption="ma façade")) == Said("ma façade", ref="3")
    assert what(message(location={"latitude": 1.0, "longitude": 2.0})) == Odd("attachment")
    assert read(message(pinned_message=message(text="x")["message"]), None) is None


def test_a_press_says_question_choice_and_edition() -> None:
    data = callback_data(EDITION, "budget", "10-50k")

    assert data == "01234567|budget|10-50k"
    assert what(press(data)) == Pressed("budget", ("10-50k",), "01234567", press="99")
    assert what(press("01234567|q|a|b")) == Pressed("q", ("a|b",), "01234567", press="99")


@pytest.mark.parametrize("data", [None, "", "x", "|", "||"])
def test_a_press_on_no_keyboard_of_ours_is_of_no_edition(data: str | None) -> None:
    pressed = what(press(data))

    assert isinstance(pressed, Pressed)
    assert pressed.press == "99"
    assert pressed.edition
    assert not EDITION.startswith(pressed.edition)


def test_a_press_on_a_message_that_has_gone_is_heard() -> None:
    gone = {"message_id": 3, "date": 0, "chat": CHAT}

    assert what(press("01234567|q|a", message=gone)) == Pressed("q", ("a",), "01234567", press="99")


@given(st.text(min_size=1, max_size=80))
def test_what_a_button_sends_fits_and_names_its_choice(choice: str) -> None:
    data = callback_data(EDITION, "a-question-with-a-long-name", choice.replace("\ud800", ""))
    got = data.split("|", 2)[2]

    assert len(data.encode("utf-8", "surrogatepass")) <= MOST_DATA
    assert got in (choice, shortened(choice))


def test_groups_bots_and_channels_are_none_of_ours() -> None:
    for update in (
        message(text="x", chat={"id": -5, "type": "group", "title": "Ventes"}),
        message(text="x", **{"from": MARIE | {"is_bot": True}}),
        {"update_id": 9},
    ):
        assert read(update, None) is None


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000, b"9" * 5000])
def test_a_body_that_is_no_object_is_bad(raw: bytes) -> None:
    with pytest.raises(BadUpdate):
        parsed(raw)


def test_a_bad_update_says_whose_it_was_and_nothing_of_what_was_said() -> None:
    with pytest.raises(BadUpdate) as caught:
        read(message(text={"secret": "words"}), None)

    assert (caught.value.chat, caught.value.id) == (42, 7)
    assert "secret" not in caught.value.reason
    assert "words" not in caught.value.reason


ODD: Any = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=5), st.just([]), st.just({})
)


def _places(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [at, *(place for key, child in children for place in _places(child, (*at, key)))]


_WHOLE = [
    message(text="x", entities=[{"type": "bold", "offset": 0, "length": 1}]),
    message(contact={"phone_number": "1", "first_name": "M", "user_id": 42}),
    message(photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], caption="x"),
    press("a|b|c"),
]


@pytest.mark.parametrize("whole", _WHOLE)
def test_whatever_is_wrong_with_an_update_it_is_read_or_bad(whole: dict[str, Any]) -> None:
    @given(st.sampled_from(_places(whole)[1:]), ODD, st.booleans())
    def broken(place: tuple[Any, ...], odd: Any, missing: bool) -> None:
        update = copy.deepcopy(whole)
        holder = update
        for key in place[:-1]:
            holder = holder[key]
        if missing:
            del holder[place[-1]]
        else:
            holder[place[-1]] = odd
        with suppress(BadUpdate):
            arrived = read(update, "aimant_bot")
            assert arrived is None or isinstance(arrived.id, int)

    broken()
