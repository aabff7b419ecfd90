"""`step`: what one incoming leads to; pure and synchronous, and the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from flows import answering, consent, doing, outcomes, questions
from flows.effects import Decision, Forward
from flows.flow import Flow, Kind, Question
from flows.hearing import Heard
from flows.model import (
    Conversation,
    Edited,
    Incoming,
    Key,
    LinkAsked,
    Odd,
    Opened,
    Pending,
    Pressed,
    Released,
    Said,
    Source,
    State,
    TakenOver,
    Wrote,
)
from flows.reading import yesno
from flows.reading.choice import numbered
from flows.reading.contract import Unclear, Understood
from flows.reading.tongue import tongue
from flows.reading.words import bare
from flows.scoring import Score
from flows.speech import shortened
from flows.talk import Talk, answered
from flows.texts import clean, pick
from flows.verbs import SAID_ONLY, Verb, VerbSaid

#: How sure a button is that was named by its number: what it stands for is said.
_BY_PLACE = 0.95
_BOUND_TEXT = 4000


def begin(flow: Flow, key: Key, conversation: UUID, locale: str, at: datetime) -> Conversation:
    """A conversation that nothing has been said in yet: version 0, not stored anywhere."""
    return Conversation(conversation, key, flow.name, flow.edition, pick(locale, flow.languages), at, at)


def step(flow: Flow, conversation: Conversation, incoming: Incoming, scored: Score | None = None) -> Decision:
    """Decide one turn: `conversation` as of its version, one incoming for it, and the flow of its edition.

    `scored` is the conversation's score, where it is at hand.
    Never raises on what a person may send; the same arguments always give an equal Decision.
    """
    talk = Talk(flow, conversation, incoming.at, scored)
    match incoming.what:
        case Said() | Pressed() | Edited() | Odd() if conversation.version == 0:
            _opened(talk, Opened())  # where anybody can write first, whatever they write opens the talk
        case Opened():
            _opened(talk, incoming.what)
        case LinkAsked():
            talk.did = "link"
            outcomes.fresh_link(talk, incoming.what.delivery)
        case Pressed():
            _pressed(talk, incoming.what)
        case Said():
            _said(talk, clean(incoming.what.text[:_BOUND_TEXT]), incoming.what.ref, incoming.what.meant)
        case Edited(ref=ref, text=text):
            _edited(talk, ref, clean(text[:_BOUND_TEXT]))
        case Odd(what=what):
            _odd(talk, what)
        case TakenOver(name=name):
            _taken_over(talk, clean(name))
        case Wrote(name=name, text=text):
            _wrote(talk, clean(name), clean(text[:_BOUND_TEXT]))
        case Released():
            _released(talk)
    return talk.decision()


def _opened(talk: Talk, opened: Opened) -> None:
    talk.did = "opened"
    if opened.carried is not None:
        _carry_on(talk, opened.carried)
        return
    if talk.begin.version > 0:
        answering.ask_again(talk)
        return
    talk.change(source=_source(talk, opened.source))
    for line in talk.flow.opening[talk.locale]:
        talk.say(line)
    answering.take_known(talk, opened.known)
    answering.go_on(talk)


def _carry_on(talk: Talk, carried: Conversation) -> None:
    """Go on here with a conversation that began on another channel, at the same question."""
    talk.change(
        locale=carried.locale,
        state=carried.state,
        asking=carried.asking,
        answers=tuple(replace(a, version=talk.now.version, ref=None) for a in carried.answers),
        consents=carried.consents,
        source=carried.source,
        round=talk.now.round + (talk.begin.version > 0),
        ending=carried.ending,
        magnets=carried.magnets,
        mailed=carried.mailed,
        alerted=carried.alerted,
        slips=0,
        explained=None,
        pending=None,
        person=None,
    )
    talk.consents += carried.consents
    answering.ask_again(talk, talk.word("resumed"))


def _pressed(talk: Talk, pressed: Pressed) -> None:
    question = talk.flow.by_id.get(pressed.question)
    if any(choice.startswith("#") for choice in pressed.choices):
        pressed = replace(pressed, choices=tuple(_lengthened(talk, question, c) for c in pressed.choices))
    label = _hear(talk, _press_label(talk, question, pressed.choices))
    first = pressed.choices[0] if pressed.choices else ""
    if not talk.now.edition.startswith(pressed.edition):
        talk.did = "stale"
        answering.ask_again(talk, talk.word("stale"))
    elif talk.now.person is not None and first not in _PRESSED_WITH_PERSON:
        talk.did = "stale"
        answering.ask_again(talk)
    elif first.startswith("/"):
        _press_verb(talk, pressed, first)
    elif talk.now.pending is not None or question is None or pressed.question != talk.now.asking:
        talk.did = "stale"
        known = answered(talk.now, talk.flow)
        about = outcomes.label(known[pressed.question], talk.locale) if pressed.question in known else None
        answering.ask_again(talk, talk.word("stale.answered", about=about) if about else talk.word("stale"))
    else:
        reading = questions.read_press(question, pressed.choices, talk.context())
        answering.take(talk, question, label, reading, echo=False)


#: Buttons that work while a person leads the talk; no other takes it back to the bot.
_PRESSED_WITH_PERSON = ("/erase-yes", "/erase-no", *(f"/{verb.value}" for verb in doing.WITH_PERSON))


def _lengthened(talk: Talk, question: Question | None, choice: str) -> str:
    """The choice that a digest stands for, among those that the question and the menus can have."""
    values = [value for value, _ in questions.options_of(question, talk.locale)] if question else []
    values += [f"/change:{q.id}" for q in talk.flow.questions]
    return next((value for value in values if shortened(value) == choice), choice)


def _press_label(talk: Talk, question: Question | None, choices: tuple[str, ...]) -> str:
    """What the person would have said: the labels of the buttons pressed."""
    labels = dict(questions.options_of(question, talk.locale)) if question else {}

    def shown(choice: str) -> str:
        if choice.startswith("/"):
            name, _, argument = choice[1:].partition(":")
            if name in _BUTTONS:
                about = talk.flow.by_id.get(argument) or (question if name == "change" else None)
                tail = f" ({outcomes.label(about, talk.locale)})" if about and name == "change" else ""
                # where nothing was stopped there is nothing to pick up again
                back = name == "back" and talk.now.state is State.OPEN
                return talk.word("button.return" if back else _BUTTONS[name]) + tail
        return labels.get(choice, clean(choice[:200]))

    return ", ".join(shown(c) for c in choices[:50])


_BUTTONS: Mapping[str, str] = {
    **{v.value: f"button.{v.value}" for v in Verb if v not in SAID_ONLY},
    "erase-yes": "button.erase-yes",
    "erase-no": "button.erase-no",
}


def _press_verb(talk: Talk, pressed: Pressed, choice: str) -> None:
    name, _, argument = choice[1:].partition(":")
    if name in ("erase-yes", "erase-no"):
        doing.answer_erasure(talk, yes=name == "erase-yes")
        return
    verb = Verb(name) if name in _BUTTONS else None
    if verb is None:
        talk.did = "stale"
        answering.ask_again(talk, talk.word("stale"))
        return
    if verb is Verb.SKIP and pressed.question != talk.now.asking:
        talk.did = "stale"
        answering.ask_again(talk, talk.word("stale"))
        return
    if verb is Verb.CHANGE:
        argument = argument or pressed.question
    doing.do(talk, VerbSaid(verb, argument or None))


def _hear(talk: Talk, text: str) -> str:
    """Keep what the person said, as far as it may be kept; who waits for it in the team is told too."""
    kept = consent.kept(talk, text)
    talk.say(kept, sender="you")
    if talk.now.state is not State.HANDED_OVER:
        if kept != text:
            talk.say(talk.word("veiled"))
    else:
        talk.effects.append(Forward(talk.id("forward"), talk.now.id, text, talk.at))
    return kept


#: What is heard as a request while a person leads the talk, if only to say that they read it; the rest is theirs alone.
_WITH_PERSON = (*doing.WITH_PERSON, Verb.RESTART, Verb.HUMAN)


def _said(talk: Talk, text: str, ref: str | None = None, meant: str | None = None) -> None:
    kept = _hear(talk, text)
    veiled, text = consent.is_emptied(talk, text, kept), kept
    if (spoken := tongue(text)) in talk.flow.languages:
        talk.change(locale=spoken)
    led = talk.now.person is not None or talk.now.pending is not None
    question = talk.question() if talk.now.state is State.OPEN and not led else None
    heard = talk.flow.ear.hear(text, question, talk.context(), answered(talk.now, talk.flow))
    for joined in _joined(talk, question, text) if heard.reading is not None and _on_menu(talk, text) is None else ():
        again = talk.flow.ear.hear(joined, question, talk.context(), answered(talk.now, talk.flow))
        if isinstance(again.reading, Understood) or again.more:
            heard, text = again, joined
            break
    if question is not None and meant and isinstance(heard.reading, Unclear):
        heard = replace(heard, reading=_advised(talk, question, meant) or heard.reading)
    said = heard.verb if heard.verb is not None and heard.verb.verb not in SAID_ONLY else None
    if talk.now.person is not None and talk.now.pending is None and (said is None or said.verb not in _WITH_PERSON):
        talk.did = "forwarded"
    elif talk.now.pending is Pending.ERASE and (said is None or said.verb is Verb.ERASE):
        reading = questions.read(_YES_NO, text, talk.context())
        if said is not None and isinstance(reading, Unclear):
            doing.do(talk, said)
        elif isinstance(reading, Unclear) and "?" in text:
            talk.did = "erase"
            answering.ask_again(talk)  # a question back is neither a yes nor a no
        else:
            doing.answer_erasure(talk, yes=isinstance(reading, Understood) and reading.value == "yes")
    elif said is not None:
        doing.do(talk, said)
    elif (chosen := _on_menu(talk, text)) is not None:
        _choose(talk, chosen, text, ref)
    else:
        _meant(talk, question, text, heard, ref, veiled=veiled)


def _meant(talk: Talk, question: Question | None, text: str, heard: Heard, ref: str | None, *, veiled: bool) -> None:
    """What was heard that is no request: a correction, an answer, something instead of one, or words outside."""
    asked = talk.now.state in (State.OPEN, State.DONE)
    if heard.change is not None and asked:
        doing.amend(talk, heard.change)
    elif heard.verb is not None and (asked or heard.verb.verb is Verb.RESUME):
        doing.do(talk, replace(heard.verb, argument=heard.asks))
    elif question is not None and heard.reading is not None:
        if veiled and questions.is_words_alone(question, heard.reading):
            talk.did = "veiled"  # what is left of it is hardly the answer, but may tell other things
            answering.ask_again(talk, answering.told(talk, question, text, heard.also, ref))
        else:
            _answered(talk, question, text, heard, ref)
    elif (meant := _offered(talk, text)) is not None:
        doing.do(talk, VerbSaid(meant))
    else:
        answering.said_outside(talk)


def _advised(talk: Talk, question: Question, meant: str) -> Unclear | None:
    """Other words for what was said, if they can be read: a button for what they stand for."""
    reading = questions.read(question, clean(meant), talk.context())
    if isinstance(reading, Unclear) or reading.value is None:
        return None
    return Unclear("unclear.meant", (questions.show(reading.value, question, talk.locale),))


#: What is said within this time of words that were not understood may be the rest of them.
_MOMENT = timedelta(seconds=6)
_LONGEST_FRAGMENT = 500


def _joined(talk: Talk, question: Question | None, text: str) -> tuple[str, ...]:
    """The words together with those of a moment ago that were not understood, as they may belong together."""
    before = talk.begin.fragment
    if question is None or not before or talk.at - talk.begin.updated_at > _MOMENT:
        return ()
    apart = f"{before} {text}"
    return (f"{before}{text}", apart) if question.kind is Kind.EMAIL else (apart,)


def _answered(talk: Talk, question: Question, text: str, heard: Heard, ref: str | None) -> None:
    """An answer, with the further facts and the question back that came along."""
    reading, before, kind = heard.reading or Unclear("unclear.empty"), "", ""
    if heard.asks:
        kind, before = doing.answer_back(talk, heard.asks)
    answering.take(talk, question, text, reading, echo=True, ref=ref, also=heard.also, before=before)
    if talk.did == "unclear":
        talk.change(fragment=(*_joined(talk, question, text), text)[0][-_LONGEST_FRAGMENT:])
    if kind == "question-open":
        talk.did = f"{talk.did}-question-open"


def _on_menu(talk: Talk, text: str) -> str | None:
    """The button that a number or a label names, of those that were offered last in place of the question's own.

    Where one alone was suggested, a yes means it.
    """
    menu = talk.begin.menu
    if not menu:
        return None
    if (place := numbered(text, len(menu))) is not None:
        return menu[place - 1][0]
    suggested = [value for value, _ in menu if not value.startswith("/")]
    if len(suggested) == 1 and yesno.says(text) == "yes":
        return suggested[0]
    return next((value for value, label in menu if bare(label) == bare(text)), None)


def _choose(talk: Talk, chosen: str, text: str, ref: str | None) -> None:
    question = talk.question()
    if chosen.startswith("/"):
        _press_verb(talk, Pressed(talk.now.asking or "menu", (chosen,)), chosen)
    elif question is not None:
        reading = questions.read_press(question, (chosen,), talk.context())
        if isinstance(reading, Understood):
            reading = replace(reading, confidence=_BY_PLACE)
        answering.take(talk, question, text, reading, echo=True, ref=ref)


def _edited(talk: Talk, ref: str, text: str) -> None:
    """An earlier message rewritten: another answer to the question that it answered; any other edit says nothing.

    Where no answer is taken, as after a stop, what can be done instead is said.
    """
    talk.did = "edit"
    if talk.now.person is not None:
        _hear(talk, talk.word("edited", text=text))
        return
    answer = next((a for a in talk.now.answers if a.live and a.ref == ref), None)
    if answer is None:
        return
    if talk.now.state not in (State.OPEN, State.DONE):
        _hear(talk, talk.word("edited", text=text))
        answering.ask_again(talk)
        return
    question = talk.flow.by_id[answer.question]
    text = _hear(talk, text)
    reading = questions.read(question, text, talk.context())
    if isinstance(reading, Unclear):
        kept = questions.show(answer.value, question, talk.locale)
        answering.ask_again(talk, f"{talk.word(reading.problem)}\n{talk.word('kept', value=kept)}")
        return
    talk.give(question, text, reading.value, reading.confidence, prior=False, ref=ref)
    consent.note(talk, question, reading.value)
    answering.go_on(talk, talk.word("noted", value=questions.show(reading.value, question, talk.locale)))


def _odd(talk: Talk, what: str) -> None:
    talk.did = "odd"
    _hear(talk, talk.word(f"odd.{what}.shown"))
    if talk.now.person is None:
        answering.ask_again(talk, talk.word(f"odd.{what}"))


def _taken_over(talk: Talk, name: str) -> None:
    """A person leads from now on; whoever said stop is left in peace."""
    talk.did = "taken-over"
    if talk.now.state is not State.STOPPED:
        talk.change(person=name, state=State.HANDED_OVER, pending=None)
        talk.say(talk.word("person.here", name=name))


def _wrote(talk: Talk, name: str, text: str) -> None:
    talk.did = "wrote"
    if talk.now.person is not None:
        talk.say(text, sender="person", name=name)


def _released(talk: Talk) -> None:
    talk.did = "released"
    if (name := talk.now.person) is not None:
        talk.change(person=None, state=State.OPEN if talk.now.asking is not None else State.DONE)
        answering.ask_again(talk, talk.word("person.gone", name=name))


_YES_NO = Question("erase", Kind.YES_NO, {}, ())


def _offered(talk: Talk, text: str) -> Verb | None:
    """The button of what can be done outside whose label is said; after a stop a plain yes is a yes to going on."""
    if talk.now.state is State.STOPPED and yesno.says(text) == "yes":
        return Verb.BACK
    _, verbs = answering.OUTSIDE[talk.now.state]
    return next((v for v in verbs if bare(talk.word(f"button.{v.value}")) == bare(text)), None)


def _source(talk: Talk, source: Source) -> Source:
    """Where the person came from; an address in it is nobody's consent."""
    page, referrer = (consent.kept(talk, text) if text else text for text in (source.page, source.referrer))
    utm = {name: consent.kept(talk, text) for name, text in source.utm.items()}
    pages = tuple(replace(visit, path=consent.kept(talk, visit.path)) for visit in source.pages)
    return Source(page, referrer, utm, pages, source.clicks)
