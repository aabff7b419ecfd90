"""`step`: what one incoming leads to; pure and synchronous, and the same for every channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flows import consent, outcomes, questions
from flows.effects import Choice, Decision, EraseLead, Forward, Prompt
from flows.flow import END, Flow, Kind, Question
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
from flows.reading.contract import Reading, Unclear, Understood
from flows.reading.words import bare
from flows.scoring import score
from flows.speech import shortened
from flows.talk import Talk, answered
from flows.texts import clean, pick
from flows.verbs import Verb, VerbSaid, read_verb

#: From this confidence on, an answer is taken without a word; below it, what was understood is said.
SURE = 1.0
#: How sure a button is that was named by its number: what it stands for is said.
_BY_PLACE = 0.95
_KEPT_ON_REOPEN = (Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.COMPANY, Kind.ADDRESS, Kind.CONSENT)
_ECHOED = (Kind.BUDGET, Kind.TIMING, Kind.PHONE, Kind.DATE, Kind.NUMBER)
_BOUND_TEXT = 4000
#: From so many unreadable answers in a row on, one's own words are taken as they are.
_PATIENCE = 4


def begin(flow: Flow, key: Key, conversation: UUID, locale: str, at: datetime) -> Conversation:
    """A conversation that nothing has been said in yet: version 0, not stored anywhere."""
    return Conversation(conversation, key, flow.name, flow.edition, pick(locale, flow.languages), at, at)


def step(flow: Flow, conversation: Conversation, incoming: Incoming) -> Decision:
    """Decide one turn: `conversation` as of its version, one incoming for it, and the flow of its edition.

    Never raises on what a person may send; the same arguments always give an equal Decision.
    """
    talk = Talk(flow, conversation, incoming.at)
    talk.change(menu=())
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
        case Said(text=text, ref=ref):
            _said(talk, clean(text[:_BOUND_TEXT]), ref)
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
        _ask_again(talk)
        return
    talk.change(source=_source(talk, opened.source))
    for line in talk.flow.opening[talk.locale]:
        talk.say(line)
    _take_known(talk, opened.known)
    _go_on(talk)


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
    _ask_again(talk, talk.word("resumed"))


def _pressed(talk: Talk, pressed: Pressed) -> None:
    question = talk.flow.by_id.get(pressed.question)
    if any(choice.startswith("#") for choice in pressed.choices):
        pressed = replace(pressed, choices=tuple(_lengthened(talk, question, c) for c in pressed.choices))
    label = _hear(talk, _press_label(talk, question, pressed.choices))
    first = pressed.choices[0] if pressed.choices else ""
    if not talk.now.edition.startswith(pressed.edition):
        talk.did = "stale"
        _ask_again(talk, talk.word("stale"))
    elif first.startswith("/"):
        _press_verb(talk, pressed, first)
    elif talk.now.pending is not None or question is None or pressed.question != talk.now.asking:
        talk.did = "stale"
        known = answered(talk.now, talk.flow)
        about = outcomes.label(known[pressed.question], talk.locale) if pressed.question in known else None
        _ask_again(talk, talk.word("stale.answered", about=about) if about else talk.word("stale"))
    else:
        reading = questions.read_press(question, pressed.choices, talk.context())
        _take(talk, question, label, reading, echo=False)


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
                return talk.word(_BUTTONS[name]) + tail
        return labels.get(choice, clean(choice[:200]))

    return ", ".join(shown(c) for c in choices[:50])


_BUTTONS: Mapping[str, str] = {
    **{v.value: f"button.{v.value}" for v in Verb},
    "erase-yes": "button.erase-yes",
    "erase-no": "button.erase-no",
}


def _press_verb(talk: Talk, pressed: Pressed, choice: str) -> None:
    name, _, argument = choice[1:].partition(":")
    if name in ("erase-yes", "erase-no"):
        _erase_answer(talk, yes=name == "erase-yes")
        return
    try:
        verb = Verb(name)
    except ValueError:
        talk.did = "stale"
        _ask_again(talk, talk.word("stale"))
        return
    if verb is Verb.SKIP and pressed.question != talk.now.asking:
        talk.did = "stale"
        _ask_again(talk, talk.word("stale"))
        return
    if verb is Verb.CHANGE:
        argument = argument or pressed.question
    _do(talk, VerbSaid(verb, argument or None))


def _hear(talk: Talk, text: str) -> str:
    """Keep what the person said, as far as it may be kept; who waits for it in the team is told too."""
    kept = consent.kept(talk, text)
    talk.say(kept, sender="you")
    if kept != text:
        talk.say(talk.word("veiled"))
    if talk.now.state is State.HANDED_OVER:
        talk.effects.append(Forward(talk.id("forward"), talk.now.id, text, talk.at))
    return kept


#: What is heard as a request while a person leads the talk; everything else is meant for that person.
_WITH_PERSON = (Verb.STOP, Verb.ERASE, Verb.LANGUAGE)


def _said(talk: Talk, text: str, ref: str | None = None) -> None:
    text = _hear(talk, text)
    said = read_verb(text, talk.locale, _names(talk.flow))
    if talk.now.person is not None and talk.now.pending is None and (said is None or said.verb not in _WITH_PERSON):
        talk.did = "forwarded"
    elif talk.now.pending is Pending.ERASE and (said is None or said.verb is Verb.ERASE):
        reading = questions.read(_YES_NO, text, talk.context())
        if said is not None and isinstance(reading, Unclear):
            _do(talk, said)
        else:
            _erase_answer(talk, yes=isinstance(reading, Understood) and reading.value == "yes")
    elif said is not None:
        _do(talk, said)
    elif (chosen := _on_menu(talk, text)) is not None:
        _choose(talk, chosen, text, ref)
    elif talk.now.state is State.OPEN:
        question = talk.question()
        if question is not None:
            _take(talk, question, text, questions.read(question, text, talk.context()), echo=True, ref=ref)
    elif (meant := _offered(talk, text)) is not None:
        _do(talk, VerbSaid(meant))
    else:
        _said_outside(talk)


def _on_menu(talk: Talk, text: str) -> str | None:
    """The button that a number or a label names, of those that were offered last in place of the question's own."""
    menu = talk.begin.menu
    if (place := numbered(text, len(menu))) is not None:
        return menu[place - 1][0]
    return next((value for value, label in menu if bare(label) == bare(text)), None)


def _choose(talk: Talk, chosen: str, text: str, ref: str | None) -> None:
    question = talk.question()
    if chosen.startswith("/"):
        _press_verb(talk, Pressed(talk.now.asking or "menu", (chosen,)), chosen)
    elif question is not None:
        reading = questions.read_press(question, (chosen,), talk.context())
        if isinstance(reading, Understood):
            reading = replace(reading, confidence=_BY_PLACE)
        _take(talk, question, text, reading, echo=True, ref=ref)


def _edited(talk: Talk, ref: str, text: str) -> None:
    """An earlier message rewritten: another answer to the question that it answered; any other edit says nothing."""
    talk.did = "edit"
    answer = next((a for a in talk.now.answers if a.live and a.ref == ref), None)
    if answer is None or talk.now.state not in (State.OPEN, State.DONE):
        return
    question = talk.flow.by_id[answer.question]
    text = _hear(talk, text)
    reading = questions.read(question, text, talk.context())
    if isinstance(reading, Unclear):
        kept = questions.show(answer.value, question, talk.locale)
        _ask_again(talk, f"{talk.word(reading.problem)}\n{talk.word('kept', value=kept)}")
        return
    talk.give(question, text, reading.value, reading.confidence, prior=False, ref=ref)
    consent.note(talk, question, reading.value)
    _go_on(talk, talk.word("noted", value=questions.show(reading.value, question, talk.locale)))


def _odd(talk: Talk, what: str) -> None:
    talk.did = "odd"
    _hear(talk, talk.word(f"odd.{what}.shown"))
    if talk.now.person is None:
        _ask_again(talk, talk.word(f"odd.{what}"))


# --- a person of the team ----------------------------------------------------------------------------------------


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
        _ask_again(talk, talk.word("person.gone", name=name))


_YES_NO = Question("erase", Kind.YES_NO, {}, ())


def _names(flow: Flow) -> Mapping[str, tuple[str, ...]]:
    """What each question may be called when somebody wants to change its answer."""
    return {q.id: (q.id, *(outcomes.label(q, language) for language in flow.languages)) for q in flow.questions}


#: What can be done when no question waits: how it is said, and the buttons.
_OUTSIDE: Mapping[State, tuple[str, tuple[Verb, ...]]] = {
    State.STOPPED: ("stopped.outside", (Verb.BACK, Verb.RESTART)),
    State.HANDED_OVER: ("human.outside", (Verb.BACK,)),
    State.DONE: ("done.outside", (Verb.CHANGE, Verb.RESTART, Verb.HUMAN)),
}


def _offered(talk: Talk, text: str) -> Verb | None:
    """The button of those offered outside whose label or number is said; after a stop a plain yes is a yes to going on.

    A number is no button once all is done: the end comes without any, and what was typed twice must not begin anew.
    """
    if talk.now.state is State.STOPPED and yesno.says(text) == "yes":
        return Verb.BACK
    _, verbs = _OUTSIDE[talk.now.state]
    place = numbered(text, len(verbs))
    if place is not None and talk.now.state is not State.DONE:
        return verbs[place - 1]
    return next((v for v in verbs if bare(talk.word(f"button.{v.value}")) == bare(text)), None)


def _said_outside(talk: Talk) -> None:
    """Words that come when no question waits are kept, and answered with what can be done."""
    talk.did = "outside"
    key, verbs = _OUTSIDE[talk.now.state]
    _offer(talk, key, *verbs)


def _offer(talk: Talk, key: str, *verbs: Verb) -> None:
    choices = tuple(Choice(f"/{v.value}", talk.word(f"button.{v.value}")) for v in verbs)
    talk.say(talk.word(key), Prompt("menu", "choice", optional=True, choices=choices, input="choice"))


# --- answers -----------------------------------------------------------------------------------------------------


def _take(talk: Talk, question: Question, raw: str, reading: Reading, *, echo: bool, ref: str | None = None) -> None:
    """An answer to the question that waits: kept and followed, or asked again with more help each time."""
    if isinstance(reading, Unclear) and talk.now.slips >= _PATIENCE:
        reading = questions.as_written(question, raw) or reading
    if isinstance(reading, Unclear):
        _help(talk, question, reading)
        return
    talk.did = "consent" if question.kind is Kind.CONSENT else "answer"
    shown = questions.show(reading.value, question, talk.locale)
    talk.give(question, raw, reading.value, reading.confidence, prior=False, ref=ref)
    consent.note(talk, question, reading.value)
    differs = shown.casefold() != raw.strip().casefold()
    noted = echo and differs and (question.kind in _ECHOED or reading.confidence < SURE)
    _go_on(talk, talk.word("noted", value=shown) if noted else "")


def _help(talk: Talk, question: Question, unclear: Unclear) -> None:
    """What is unclear; then with an example; then ways round; in the end calm, and no more of the same."""
    talk.did = "unclear"
    talk.change(slips=talk.now.slips + 1)
    around: tuple[Choice, ...] = ()
    if talk.now.slips < _PATIENCE:
        text = talk.word(unclear.problem)
        if talk.now.slips > 1:
            text += "\n" + talk.word(f"example.{question.kind.value}")
        if talk.now.slips > 2:
            text += "\n" + talk.word("way-round")
            around = talk.ways_round()
    else:
        text = talk.word("calm.own-words" if question.kind in questions.OWN_WORDS else "calm")
        around = talk.ways_round("stop")
        had = talk.now.answer(question.id)
        if had is None or had.value is None:
            talk.change(explained=question.id)  # enough was explained: a skip is taken at its first word
    if not unclear.suggestions:
        talk.ask(text, around)
        return
    values = {label: value for value, label in questions.options_of(question, talk.locale)}
    near = tuple(Choice(values.get(s, s), s) for s in unclear.suggestions)
    prompt = replace(talk.prompt(question), choices=(*near, *around), input="choice")
    _remember(talk, prompt)
    talk.say(f"{text}\n{talk.word('meant')}", prompt)


def _remember(talk: Talk, prompt: Prompt) -> None:
    talk.change(menu=tuple((choice.value, choice.label) for choice in prompt.choices))


def _take_known(talk: Talk, known: Mapping[str, str]) -> None:
    """Use what the page knows already, save what is personal: that is asked, so that the person sees what is kept."""
    for name, raw in known.items():
        question = talk.flow.by_id.get(name)
        if question is None or question.personal or question.kind is Kind.CONSENT or question.grants is not None:
            continue
        reading = questions.read(question, consent.kept(talk, clean(raw)), talk.context())
        if isinstance(reading, Understood):
            talk.give(question, consent.kept(talk, clean(raw)), reading.value, reading.confidence, prior=True)


def _source(talk: Talk, source: Source) -> Source:
    """Where the person came from; an address in it is nobody's consent."""
    page, referrer = (consent.kept(talk, text) if text else text for text in (source.page, source.referrer))
    return Source(page, referrer, {name: consent.kept(talk, text) for name, text in source.utm.items()})


def _go_on(talk: Talk, before: str = "") -> None:
    """To the question that waits on these answers, or to the end."""
    talk.change(slips=0, explained=None, pending=None, state=State.OPEN, person=None)
    waiting = talk.follow()
    if waiting == END:
        if before:
            talk.say(before)
        outcomes.finish(talk)
    else:
        talk.change(asking=waiting)
        talk.ask(before)


def _ask_again(talk: Talk, before: str = "") -> None:
    """The question that waits, once more; when none does, what can be done instead."""
    if talk.now.pending is Pending.ERASE:
        _erase(talk, None)
    elif talk.now.state is State.OPEN:
        talk.ask(before)
    else:
        if before:
            talk.say(before)
        did = talk.did
        _said_outside(talk)
        talk.did = did


# --- verbs: what works in every state ----------------------------------------------------------------------------


def _do(talk: Talk, said: VerbSaid) -> None:
    talk.did = said.verb.value
    if talk.now.pending is not None and said.verb is not Verb.ERASE:
        talk.change(pending=None)
    _VERBS[said.verb](talk, said.argument)


def _back(talk: Talk, _: str | None) -> None:
    if talk.now.state in (State.STOPPED, State.HANDED_OVER):
        talk.change(state=State.OPEN if talk.now.asking is not None else State.DONE, person=None)
        _ask_again(talk, talk.word("resumed"))
        return
    path = list(answered(talk.now, talk.flow))
    if talk.now.asking in path:
        path = path[: path.index(talk.now.asking)]
    if not path:
        _ask_again(talk, talk.word("back.first"))
        return
    _revisit(talk, path[-1])


def _change(talk: Talk, name: str | None) -> None:
    known = answered(talk.now, talk.flow)
    if name is not None and name in known:
        _revisit(talk, name)
    elif not known:
        _ask_again(talk, talk.word("change.nothing"))
    else:
        choices = tuple(Choice(f"/change:{q.id}", outcomes.label(q, talk.locale)) for q in known.values())
        prompt = Prompt(talk.now.asking or "menu", "choice", optional=True, choices=choices, input="choice")
        _remember(talk, prompt)
        talk.say(talk.word("change.which"), prompt)


def _revisit(talk: Talk, name: str) -> None:
    answer = talk.now.answer(name)
    talk.change(state=State.OPEN, asking=name, slips=0, explained=None, person=None)
    shown = questions.show(answer.value, talk.flow.by_id[name], talk.locale) if answer and answer.value else None
    talk.ask(talk.word("revisit", value=shown) if shown else "")


def _skip(talk: Talk, _: str | None) -> None:
    question = talk.question()
    if question is None or talk.now.state is not State.OPEN:
        _said_outside(talk)
        return
    had = talk.now.answer(question.id)
    if question.optional or talk.now.explained == question.id:
        value = "no" if question.kind is Kind.CONSENT else None
        talk.give(question, talk.word("button.skip"), value, 1.0, prior=False)
        consent.note(talk, question, value)
        _go_on(talk, talk.word("skipped"))
    elif had is not None and had.value is not None:
        _go_on(talk, talk.word("kept", value=questions.show(had.value, question, talk.locale)))
    else:
        talk.change(explained=question.id)
        talk.ask(f"{_reason(talk, question)}\n{talk.word('skip.required')}", talk.ways_round())


def _reason(talk: Talk, question: Question) -> str:
    if question.why is not None:
        return question.why[talk.locale]
    return talk.word("why.consent" if question.kind is Kind.CONSENT else "why.default")


def _why(talk: Talk, _: str | None) -> None:
    question = talk.question()
    if question is None or talk.now.state is not State.OPEN:
        _said_outside(talk)
    else:
        talk.ask(_reason(talk, question))


def _repeat(talk: Talk, _: str | None) -> None:
    _ask_again(talk)


def _help_verb(talk: Talk, _: str | None) -> None:
    _ask_again(talk, talk.word("help"))


def _privacy(talk: Talk, _: str | None) -> None:
    """What is kept and for how long, and what one may ask for; then back to where the talk stood."""
    agreed = talk.flow.consent
    lines = [talk.word("privacy")]
    if agreed is not None:
        lines = [
            agreed.text[talk.locale],
            *(f"• {purpose.text[talk.locale]}" for purpose in agreed.purposes),
            talk.word("privacy.kept", days=str(agreed.retention_days)),
            *lines,
        ]
    _ask_again(talk, "\n".join(lines))


def _human(talk: Talk, _: str | None) -> None:
    if talk.now.state is State.HANDED_OVER:
        _said_outside(talk)
        return
    outcomes.alert(talk, "human", score(talk.flow, talk.now.answers))
    talk.change(state=State.HANDED_OVER)
    outcomes.tell_when(talk)
    _offer(talk, "human", Verb.BACK)


def _stop(talk: Talk, _: str | None) -> None:
    talk.change(state=State.STOPPED, slips=0, explained=None, person=None)
    _offer(talk, "stopped", Verb.BACK, Verb.RESTART, Verb.ERASE)


def _restart(talk: Talk, _: str | None) -> None:
    """A new round: what the old one led to stays where it is; after the end, contact is not asked again."""
    finished = talk.now.ending is not None
    kinds = _KEPT_ON_REOPEN if finished else (Kind.CONSENT,)
    kept = [a for a in talk.now.answers if a.live and a.value and talk.flow.by_id[a.question].kind in kinds]
    agreed = [a for a in kept if talk.flow.by_id[a.question].kind is not Kind.CONSENT or a.value == "yes"]
    talk.change(
        round=talk.now.round + 1,
        answers=tuple(replace(a, prior=True, version=talk.now.version) for a in agreed),
        magnets=(),
        mailed=(),
        alerted=(),
        ending=None,
    )
    _go_on(talk, talk.word("reopened" if finished and agreed else "restarted"))


def _language(talk: Talk, locale: str | None) -> None:
    others = [tag for tag in talk.flow.languages if tag != talk.locale]
    wished = locale or (others[0] if others else talk.locale)
    if wished not in talk.flow.languages:
        _ask_again(talk, talk.word("language.none"))
        return
    talk.change(locale=wished)
    _ask_again(talk, talk.word("language"))


def _erase(talk: Talk, _: str | None) -> None:
    talk.change(pending=Pending.ERASE)
    choices = tuple(Choice(f"/{n}", talk.word(f"button.{n}")) for n in ("erase-yes", "erase-no"))
    talk.say(talk.word("erase.ask"), Prompt("erase", "yes-no", optional=False, choices=choices, input="choice"))


def _erase_answer(talk: Talk, *, yes: bool) -> None:
    if talk.now.pending is not Pending.ERASE:
        talk.did = "stale"
        _ask_again(talk, talk.word("stale"))
        return
    talk.did = "erase"
    talk.change(pending=None)
    if yes:
        effect = EraseLead(talk.id("erase"))
        talk.effects.append(effect)
        talk.change(state=State.STOPPED, asking=None, person=None)
        talk.say(talk.word("erase.done", receipt=str(effect.id)))
    else:
        _ask_again(talk, talk.word("erase.kept"))


_VERBS: Mapping[Verb, Callable[[Talk, str | None], None]] = {
    Verb.BACK: _back,
    Verb.CHANGE: _change,
    Verb.SKIP: _skip,
    Verb.WHY: _why,
    Verb.HUMAN: _human,
    Verb.STOP: _stop,
    Verb.RESTART: _restart,
    Verb.REPEAT: _repeat,
    Verb.LANGUAGE: _language,
    Verb.ERASE: _erase,
    Verb.HELP: _help_verb,
    Verb.PRIVACY: _privacy,
}
