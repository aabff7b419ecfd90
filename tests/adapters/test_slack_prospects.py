"""Direct messages read and shown: pure, in Slack's own spelling, and nothing of a lead's may act."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from adapters.channels.slack import prospects
from adapters.channels.slack.prospects import Arrived
from flows.effects import Choice, Prompt, Say
from flows.model import Edited, Key, Odd, Pressed, Said
from tests.fakes.slack.blocks import acting, message_problems

SAY = Say(UUID(int=1), Key("slack", "T1/U9"), "Which?", "en", "abcd1234")


def event(**more: Any) -> dict[str, Any]:
    return {"type": "message", "channel_type": "im", "channel": "D1", "user": "U9", "text": "hi", "ts": "1.2"} | more


def several(count: int, *, optional: bool = False) -> Say:
    choices = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(count))
    return replace(SAY, prompt=Prompt("tools", "choices", optional, choices, None, "choices"))


def elements(say: Say) -> list[dict[str, Any]]:
    blocks = prospects.shown(say)["blocks"]
    return [e for block in blocks if block["type"] == "actions" for e in block["elements"]]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
        ("<http://a.example|a.example>", "a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("<tel:+32470123456|0470 12 34 56>", "0470 12 34 56"),
        ("ask <@U1|ana> in <#C1|general>", "ask @ana in #general"),
    ],
)
def test_what_slack_spells_its_own_way_is_read_as_it_was_typed(typed: str, words: str) -> None:
    arrived = prospects.message(event(text=typed), "Ev1")

    assert arrived == Arrived("U9", "Ev1", Said(words, ref="1.2"))


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message"},
        {"bot_id": "B1"},
        {"subtype": "message_deleted"},
        {"subtype": "thread_broadcast"},
        {"subtype": "huddle_thread", "text": ""},
        {"subtype": "channel_topic"},
        {"subtype": "pinned_item"},
        {"subtype": "a_subtype_of_next_year"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
    ],
)
def test_what_is_no_persons_own_word_is_ignored(more: dict[str, Any]) -> None:
    assert prospects.message(event(**more), "Ev1") is None


_TYPED = {
    ":+1:": "👍",
    ":thumbsup: ok": "👍 ok",
    ":-1:": "👎",
    ":thumbsdown:": "👎",
    ":white_check_mark:": "✅",
    ":+1::skin-tone-3:": "👍",
    "at 10:30:15 :wave:": "at 10:30:15 :wave:",
}


@pytest.mark.parametrize("text", _TYPED)
def test_a_thumb_that_was_typed_comes_as_one(text: str) -> None:
    event = {"channel_type": "im", "user": "U1", "text": text, "ts": "1.0"}
    said = prospects.message(event, "Ev1")
    edit = prospects.message({"channel_type": "im", "subtype": "message_changed", "message": event}, "Ev2")

    assert said is not None
    assert edit is not None
    assert isinstance(said.what, Said)
    assert isinstance(edit.what, Edited)
    assert said.what.text == edit.what.text == _TYPED[text]


@pytest.mark.parametrize("more", [{"subtype": "file_share", "text": ""}, {"text": None}, {"text": "  "}])
def test_a_file_without_a_word_is_an_attachment(more: dict[str, Any]) -> None:
    assert prospects.message(event(**more), "Ev1") == Arrived("U9", "Ev1", Odd("attachment"))


def test_a_file_with_words_is_what_the_words_say() -> None:
    assert prospects.message(event(subtype="file_share"), "Ev1") == Arrived("U9", "Ev1", Said("hi", ref="1.2"))


def change(now: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    told = {"user": "U9", "text": "10", "ts": "1.2"} | now
    return event(subtype="message_changed", text=None, message=told, previous_message=before or {"text": "1"})


def test_a_rewritten_message_is_an_edit_of_the_one_it_was() -> None:
    assert prospects.message(change({"text": "10 &amp; 20"}), "Ev2") == Arrived("U9", "Ev2", Edited("1.2", "10 & 20"))


@pytest.mark.parametrize(
    "now", [{"bot_id": "B1"}, {"text": "1"}, {"subtype": "tombstone"}, {"user": None}, {"user": "USLACKBOT"}]
)
def test_a_change_that_the_person_did_not_write_is_ignored(now: dict[str, Any]) -> None:
    assert prospects.message(change(now), "Ev2") is None


def test_every_choice_of_many_can_be_ticked_and_each_tick_counts() -> None:
    say = several(23, optional=True)
    made = elements(say)
    boxes = [e for e in made if e["type"] == "checkboxes"]
    [confirm] = [e for e in made if e["type"] == "button" and e["value"] == "confirm"]
    blocks = [b for b in prospects.shown(say)["blocks"] if b["type"] == "actions"]
    ticked = {
        block["block_id"]: {
            e["action_id"]: {"type": "checkboxes", "selected_options": [e["options"][0], e["options"][-1]]}
            for e in block["elements"]
            if e["type"] == "checkboxes"
        }
        for block in blocks
    }
    payload = {"user": {"id": "U9"}, "container": {"message_ts": "5.0"}, "state": {"values": ticked}}

    arrived = prospects.press(payload, {"action_id": confirm["action_id"], "action_ts": "6.0", "value": "confirm"})

    assert [o["value"] for e in boxes for o in e["options"]] == [f"c{n}" for n in range(23)]
    assert max(len(e["options"]) for e in boxes) <= 10
    assert any(e.get("value") == "/skip" for e in made)
    assert arrived is not None
    assert arrived.what == Pressed("tools", ("c0", "c9", "c10", "c19", "c20", "c22"), "abcd1234")
    assert message_problems(prospects.shown(say)["blocks"]) == []


def test_a_tick_waits_for_its_confirmation() -> None:
    [box] = [e for e in elements(several(3)) if e["type"] == "checkboxes"]
    payload = {"user": {"id": "U9"}, "container": {"message_ts": "5.0"}}

    assert prospects.press(payload, {"action_id": box["action_id"], "action_ts": "6.0"}) is None


def test_thirty_buttons_are_two_rows_each_within_what_slack_takes() -> None:
    choices = tuple(Choice(f"c{n}", "x" * 200) for n in range(30))
    blocks = prospects.shown(replace(SAY, prompt=Prompt("q", "choice", False, choices, None, "choice")))["blocks"]

    assert [len(b["elements"]) for b in blocks if b["type"] == "actions"] == [25, 5]
    assert message_problems(blocks) == []


def test_two_presses_of_one_button_are_two_and_a_redelivered_one_is_one() -> None:
    [button] = elements(replace(SAY, prompt=Prompt("q", "choice", False, (Choice("a", "A"),), None, "choice")))
    payload = {"user": {"id": "U9"}, "container": {"message_ts": "5.0"}}
    first, second = (
        prospects.press(payload, {"action_id": button["action_id"], "value": "a", "action_ts": ts})
        for ts in ("6.0", "7.0")
    )
    again = prospects.press(payload, {"action_id": button["action_id"], "value": "a", "action_ts": "6.0"})

    assert first is not None
    assert second is not None
    assert again == first
    assert first.id != second.id
    assert first.what == Pressed("q", ("a",), "abcd1234")


def test_a_persons_line_begins_with_their_name() -> None:
    content = prospects.shown(replace(SAY, text="Hello", name="Ana"))

    assert content["blocks"][0]["text"]["text"] == "Ana: Hello"
    assert content["text"] == "Ana: Hello"


HOSTILE = (
    "<!channel> <!here> <!everyone>",
    "<@U1> <#C1> <!subteam^S1>",
    "<https://evil.example|https://good.example>",
    "&lt;!channel&gt; &amp;lt;",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "@channel @here @everyone :tada:",
    "<!date^1^{date}|x>",
    "\u202e<!channel>\u202c \U0001f469\u200d\U0001f680 " + "a\u0301" * 50,
    "<" * 4000,
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", [None, "<!channel> Ana"])
def test_nothing_a_person_wrote_acts_in_what_is_shown(words: str, name: str | None) -> None:
    prompt = Prompt("q", "choice", True, (Choice("a", words), Choice("b", "B")), words[:500], "choice")
    for content in (prospects.shown(replace(SAY, text=words, name=name, prompt=prompt)), prospects.settled(words)):
        assert message_problems(content["blocks"]) == []
        assert acting(content["text"]) is None
        assert "mrkdwn" not in json.dumps(content["blocks"])
