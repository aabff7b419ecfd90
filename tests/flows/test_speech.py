"""What a turn says where it is pushed: one message for what belongs together, one live keyboard at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from flows.effects import Acknowledge, Decision, Effect, EraseLead, Forward, Say, Settle, TellEnded, lane_of, queue_of
from flows.engine import begin, step
from flows.flow import Flow
from flows.model import (
    Conversation,
    Edited,
    Incoming,
    Key,
    Odd,
    Opened,
    Pressed,
    Released,
    Said,
    State,
    TakenOver,
    What,
    Wrote,
)
from flows.speech import spoken
from tests.flows.stories import shipped

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
KEY = Key("telegram", "123/456")


class Chat:
    """A conversation on a channel that pushes; `last` is what the latest turn had carried."""

    def __init__(self, flow: Flow, locale: str = "en") -> None:
        self.flow = flow
        self.now: Conversation = begin(flow, KEY, UUID(int=1), locale, AT)
        self.last: tuple[Effect, ...] = ()
        self.decision: Decision | None = None
        self.messages = 0

    def hears(self, what: What) -> Chat:
        incoming = Incoming(KEY, str(self.now.version), AT + timedelta(seconds=self.now.version), what)
        decision = spoken(self.now, step(self.flow, self.now, incoming), incoming)
        self.now, self.last, self.decision = decision.conversation, decision.effects, decision
        return self

    def said(self) -> list[Say]:
        return [e for e in self.last if isinstance(e, Say)]


@pytest.fixture
def chat() -> Chat:
    return Chat(shipped("livre-blanc")).hears(Opened())


def test_the_opening_lines_and_the_first_question_are_one_message(chat: Chat) -> None:
    [say] = chat.said()

    assert "automated assistant" in say.text
    assert say.prompt is not None
    assert say.prompt.id == "interest"
    assert say.to == KEY
    assert say.edition == chat.flow.edition[:8]


def test_a_press_is_acknowledged_and_the_question_shows_the_answer_without_buttons(chat: Chat) -> None:
    [asked] = chat.said()

    chat.hears(Pressed("interest", (asked.prompt.choices[0].value,), asked.edition, "cb1"))

    ack, settle, say = chat.last
    assert ack == Acknowledge(ack.id, KEY, "cb1", None)
    assert isinstance(settle, Settle)
    assert settle.asked == asked.id
    assert settle.text == f"{asked.text}\n✅ {asked.prompt.choices[0].label}"
    assert isinstance(say, Say)


def test_a_written_answer_takes_the_buttons_away_and_leaves_the_question_as_it_was(chat: Chat) -> None:
    [asked] = chat.said()

    chat.hears(Said("1"))

    settle, _ = chat.last
    assert isinstance(settle, Settle)
    assert settle.text == asked.text


@pytest.mark.parametrize("edition", ["", "0" * 8])
def test_a_press_on_a_keyboard_of_the_past_is_a_toast_and_changes_nothing(chat: Chat, edition: str) -> None:
    [asked] = chat.said()
    chat.hears(Said("1"))
    before = chat.now

    choice = asked.prompt.choices[0].value
    question = "interest" if not edition else chat.now.asking or ""
    chat.hears(Pressed(question, (choice,), edition, "cb2"))

    [ack] = chat.last
    assert isinstance(ack, Acknowledge)
    assert ack.toast
    assert "nothing has changed" in ack.toast
    assert chat.decision is not None
    assert chat.decision.messages == ()
    assert replace(chat.now, version=before.version, updated_at=before.updated_at) == before


def test_the_live_keyboard_outlasts_a_stale_press_and_is_settled_later(chat: Chat) -> None:
    chat.hears(Said("1"))
    keyboard = chat.now.keyboard
    chat.hears(Pressed("interest", ("x",), chat.flow.edition[:8], "cb"))

    chat.hears(Said("2"))

    assert keyboard is not None
    [settle] = [e for e in chat.last if isinstance(e, Settle)]
    assert settle.asked == keyboard.say


def test_ids_are_the_same_when_a_turn_is_decided_again(chat: Chat) -> None:
    incoming = Incoming(KEY, "x", AT, Said("1"))

    once, again = (spoken(chat.now, step(chat.flow, chat.now, incoming), incoming) for _ in range(2))

    assert once == again
    assert len({e.id for e in once.effects}) == len(once.effects)


def test_a_gift_is_a_message_of_its_own(chat: Chat) -> None:
    chat.hears(Said("1")).hears(Said("2")).hears(Said("yes")).hears(Said("Marie")).hears(Said("marie@exemple.be"))
    chat.hears(Said("yes"))

    gifts = [say for say in chat.said() if say.gift]
    assert len(gifts) == 1
    assert gifts[0].prompt is None
    assert len(chat.said()) >= 2


def test_an_erasure_comes_after_the_farewell_in_the_same_queue(chat: Chat) -> None:
    chat.hears(Said("delete my data")).hears(Said("yes"))

    kinds = [type(e).__name__ for e in chat.last]
    erase = chat.last[-1]
    assert kinds[-2:] == ["Say", "EraseLead"]
    assert isinstance(erase, EraseLead)
    assert queue_of(erase) == queue_of(chat.said()[-1]) == "telegram/123/456"
    assert lane_of(erase) == "erase"
    assert lane_of(chat.said()[-1]) == "telegram:123"


# --- what only such channels bring -------------------------------------------------------------------------------


def test_whoever_writes_first_is_welcomed_whatever_they_wrote() -> None:
    chat = Chat(shipped("livre-blanc"), "fr").hears(Said("bonjour"))

    [say] = chat.said()
    assert "assistant automatique" in say.text
    assert chat.now.asking == "interest"


def test_an_edited_message_is_a_change_of_the_answer_it_gave(chat: Chat) -> None:
    chat.hears(Said("1", ref="m1")).hears(Said("2", ref="m2"))
    before = chat.now.answer("interest")

    chat.hears(Edited("m1", "2"))

    after = chat.now.answer("interest")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert chat.now.asking == "privacy"
    assert "Noted" in chat.said()[0].text


def test_an_edit_that_cannot_be_read_keeps_the_answer_and_says_so(chat: Chat) -> None:
    chat.hears(Said("1", ref="m1"))
    before = chat.now.answers

    chat.hears(Edited("m1", "qsdfqsdf"))

    assert chat.now.answers == before
    assert "I’ll keep" in chat.said()[0].text


def test_an_edit_of_any_other_message_says_nothing(chat: Chat) -> None:
    chat.hears(Edited("m9", "hello"))

    assert chat.last == ()
    assert chat.decision is not None
    assert chat.decision.messages == ()


@pytest.mark.parametrize(
    ("locale", "leaves", "words"),
    [
        ("fr", "stop", "Notre conversation est arrêtée"),
        ("en", "stop", "Our conversation is stopped"),
        ("fr", "un conseiller", "C’est transmis à l’équipe"),
        ("en", "human", "I have passed that on to the team"),
    ],
)
def test_an_edited_answer_where_none_is_taken_is_told_what_can_be_done(locale: str, leaves: str, words: str) -> None:
    chat = Chat(shipped("livre-blanc"), locale).hears(Opened()).hears(Said("1", ref="m1")).hears(Said(leaves, "m2"))
    before = chat.now

    chat.hears(Edited("m1", "2"))

    [say] = chat.said()
    assert words in say.text
    assert say.prompt is not None
    assert "/back" in [choice.value for choice in say.prompt.choices]
    assert (chat.now.answers, chat.now.state) == (before.answers, before.state)
    assert chat.now.state in (State.STOPPED, State.HANDED_OVER)


def test_an_edit_after_a_stop_of_what_was_no_answer_says_nothing(chat: Chat) -> None:
    chat.hears(Said("1", ref="m1")).hears(Said("stop", ref="m2"))

    chat.hears(Edited("m2", "no, go on"))

    assert chat.said() == []


def test_what_no_question_can_take_is_told_and_asked_again(chat: Chat) -> None:
    chat.hears(Odd("attachment"))

    [say] = chat.said()
    assert "I can only read text" in say.text
    assert say.prompt is not None
    assert say.prompt.id == "interest"


# --- a person of the team ----------------------------------------------------------------------------------------


def test_a_person_takes_over_writes_and_gives_back_at_the_same_question(chat: Chat) -> None:
    chat.hears(Said("1"))
    asking = chat.now.asking

    chat.hears(TakenOver("Ana"))
    assert chat.now.state is State.HANDED_OVER
    assert "Ana" in chat.said()[0].text
    chat.hears(Wrote("Ana", "Hello, how can I help?"))
    [line] = chat.said()
    assert (line.name, line.text) == ("Ana", "Hello, how can I help?")
    chat.hears(Said("What does it cost?"))
    assert [type(e) for e in chat.last] == [Forward]
    chat.hears(Released())

    assert chat.now.state is State.OPEN
    assert chat.now.asking == asking
    assert chat.said()[0].prompt is not None
    assert chat.said()[0].prompt.id == asking


def test_an_edit_reaches_the_person_who_leads_and_a_stale_press_does_not(chat: Chat) -> None:
    chat.hears(Said("hello", "m1")).hears(TakenOver("Ana"))

    edited = chat.hears(Edited("m1", "tomorrow")).last
    pressed = chat.hears(Pressed("interest", ("food",), "00000000", "p1")).last

    assert [e.text for e in edited if isinstance(e, Forward)] == ["(corrected) tomorrow"]
    assert not [e for e in pressed if isinstance(e, Forward)]


def test_nothing_that_is_written_before_taking_over_or_after_giving_back_is_said(chat: Chat) -> None:
    chat.hears(Wrote("Ana", "too early"))
    early = chat.last
    chat.hears(TakenOver("Ana")).hears(Released()).hears(Wrote("Ana", "too late"))

    assert early == ()
    assert chat.last == ()


@pytest.mark.parametrize("word", ["stop", "delete my data"])
def test_stop_and_erasure_work_while_a_person_leads(chat: Chat, word: str) -> None:
    chat.hears(TakenOver("Ana")).hears(Said(word))

    if word == "stop":
        assert chat.now.state is State.STOPPED
        assert chat.now.person is None
        assert [queue_of(e) for e in chat.last if isinstance(e, Forward | TellEnded)] == [f"forward/{chat.now.id}"] * 2
        assert isinstance(chat.last[-1], TellEnded)
    else:
        assert chat.now.pending is not None
    assert any(isinstance(e, Forward) for e in chat.last)  # the person learns of it


def test_a_stop_that_takes_the_talk_from_nobody_is_told_to_nobody(chat: Chat) -> None:
    chat.hears(Said("talk to a person")).hears(Said("stop"))

    assert not any(isinstance(e, TellEnded) for e in chat.last)


def test_whoever_said_stop_is_not_taken_over(chat: Chat) -> None:
    chat.hears(Said("stop")).hears(TakenOver("Ana"))

    assert chat.now.state is State.STOPPED
    assert chat.last == ()


def test_words_for_the_person_are_no_verbs_of_the_bot(chat: Chat) -> None:
    chat.hears(TakenOver("Ana")).hears(Said("back"))

    assert chat.now.person == "Ana"
    assert [type(e) for e in chat.last] == [Forward]


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("en", "/language", "Nous continuons en français."),
        ("en", "en français", "Nous continuons en français."),
        ("fr", "in English please", "We go on in English."),
        ("en", "/help", "You can say:"),
        ("fr", "/help", "Vous pouvez dire"),
        ("en", "/nonsense", "You can say:"),
        ("en", "/privacy", "It is kept for"),
        ("fr", "/privacy", "C’est gardé"),
        ("en", "/restart", "Ana from our team reads along"),
        ("fr", "parler à quelqu’un", "Ana, de notre équipe, vous lit"),
        ("en", "/human", "Ana from our team reads along"),
        ("en", "[/back]", "Ana from our team reads along"),
        ("fr", "[/back]", "Ana, de notre équipe, vous lit"),
        ("en", "[/restart]", "Ana from our team reads along"),
        ("en", "[/change]", "Ana from our team reads along"),
        ("en", "[food]", "Ana from our team reads along"),
        ("en", "[/language]", "Nous continuons en français."),
    ],
)
def test_what_is_asked_of_the_bot_while_a_person_leads_is_answered_without_a_way_back(
    locale: str, text: str, words: str
) -> None:
    chat = Chat(shipped("livre-blanc"), locale).hears(Opened()).hears(TakenOver("Ana"))
    pressed = Pressed("interest", (text.strip("[]"),), press="p1") if text.startswith("[") else None

    chat.hears(pressed or Said(text))

    assert chat.decision is not None
    heard = [m for m in chat.decision.messages if m.sender == "bot"]
    toasts = [e.toast or "" for e in chat.last if isinstance(e, Acknowledge)]
    assert words in "".join([*(m.text for m in heard), *toasts])
    assert [m.prompt for m in heard] in ([], [None])
    assert (chat.now.person, chat.now.state) == ("Ana", State.HANDED_OVER)
    if pressed is None:
        assert [e.text for e in chat.last if isinstance(e, Forward)] == [text]


def test_keeping_ones_data_while_a_person_leads_offers_no_way_back(chat: Chat) -> None:
    chat.hears(TakenOver("Ana")).hears(Said("delete my data")).hears(Said("no"))

    [say] = chat.said()
    assert (say.text, say.prompt) == ("Nothing was erased.", None)
    assert chat.now.person == "Ana"


# --- going on elsewhere ------------------------------------------------------------------------------------------


def test_a_conversation_goes_on_here_at_the_same_question_with_all_it_knows() -> None:
    web = Chat(shipped("livre-blanc"))
    web.hears(Opened()).hears(Said("1")).hears(Said("2")).hears(Said("yes"))

    here = Chat(shipped("livre-blanc"), "fr").hears(Opened(carried=web.now))

    assert here.now.asking == web.now.asking == "firstname"
    assert here.now.locale == "en"
    assert [(a.question, a.value) for a in here.now.answers] == [(a.question, a.value) for a in web.now.answers]
    assert here.now.consented("magnet")
    assert here.decision is not None
    assert len(here.decision.answers) == len(web.now.answers)
    assert "Good to have you back" in here.said()[0].text


def test_whoever_is_still_writing_is_not_told_that_they_were_not_understood() -> None:
    chat = Chat(shipped("bant-b2b")).hears(Opened()).hears(Said("invoices")).hears(Said("12 people"))
    chat.hears(Said("the thing is"))
    [unclear] = chat.said()
    chat.now = replace(chat.now, updated_at=chat.now.updated_at + timedelta(seconds=0.5))

    chat.hears(Said("you see"))

    [again] = chat.said()
    assert unclear.wait > 0
    assert again.replaces == (unclear.id,)
    assert not [e for e in chat.last if isinstance(e, Settle) and e.say == unclear.id]


def test_after_a_while_both_are_told() -> None:
    chat = Chat(shipped("bant-b2b")).hears(Opened()).hears(Said("invoices")).hears(Said("12 people"))
    chat.hears(Said("the thing is"))
    chat.now = replace(chat.now, updated_at=chat.now.updated_at - timedelta(seconds=5))

    chat.hears(Said("you see"))

    assert [say.replaces for say in chat.said()] == [()]
