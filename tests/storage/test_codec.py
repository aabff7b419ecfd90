"""Values as JSON and back: what comes back equals what went in, to the type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from types import UnionType
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from flows.effects import AlertSales, EraseLead, Gift, Prompt, SendMail
from flows.model import Answer, Conversation
from flows.values import Money, Need, Value, Window
from storage import codec
from storage.columns import from_json, to_json

_COUNTS = st.integers(-(2**53), 2**53)
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
_MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))])).filter(
    lambda at: 1 < at.year < 9999
)
_VALUES: st.SearchStrategy[Value] = st.one_of(
    _TEXTS,
    st.sampled_from(["2026-11-23", "12.5", "null", '{"money": {}}', "[]", '"', ""]),
    st.lists(_TEXTS, max_size=3).map(tuple),
    _NUMBERS,
    st.dates(),
    st.builds(
        Money, *[st.none() | _NUMBERS] * 2, st.none() | st.just("EUR"), st.booleans(), st.none() | st.just("month")
    ),
    st.builds(Window, *[st.none() | st.dates()] * 2, st.booleans(), st.booleans()),
    st.builds(Need, _TEXTS, st.lists(_TEXTS, max_size=2).map(tuple)),
)
for _kind, _strategy in {str: _TEXTS, datetime: _MOMENTS, date: st.dates(), float: _NUMBERS, int: _COUNTS}.items():
    st.register_type_strategy(_kind, _strategy)

_ANSWERS = st.builds(Answer, value=st.none() | _VALUES)
_CONVERSATIONS = st.builds(Conversation, answers=st.lists(_ANSWERS, max_size=4).map(tuple))


def test_every_kind_of_value_is_tried_here() -> None:
    assert isinstance(Value, UnionType)
    assert len(get_args(Value)) == 7


@given(_VALUES)
def test_a_value_comes_back_as_itself(value: Value) -> None:
    back = codec.value_from(from_json(to_json(codec.value_plain(value))))

    assert back == value
    assert type(back) is type(value)


@given(_CONVERSATIONS)
def test_a_snapshot_comes_back_as_itself(conversation: Conversation) -> None:
    back = codec.conversation_from(codec.conversation_text(conversation))

    assert back == conversation
    assert [type(answer.value) for answer in back.answers] == [type(answer.value) for answer in conversation.answers]


@given(st.one_of(st.from_type(SendMail), st.from_type(AlertSales), st.from_type(EraseLead)))
def test_an_effect_comes_back_as_itself(effect: SendMail | AlertSales | EraseLead) -> None:
    assert codec.effect_from(from_json(to_json(effect))) == effect


@given(st.none() | st.from_type(Prompt), st.none() | st.from_type(Gift))
def test_a_messages_prompt_and_gift_come_back_as_themselves(prompt: Prompt | None, gift: Gift | None) -> None:
    assert codec.prompt_from(from_json(to_json(prompt))) == prompt
    assert codec.gift_from(from_json(to_json(gift))) == gift
