"""The verbs, which work in every state: back, change, skip, why, a person, stop, restart, language, erasure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import answering, consent, outcomes, questions
from flows.correcting import Change
from flows.effects import Choice, EraseLead, Prompt, TellEnded
from flows.flow import Faq, Flow, Kind, Question
from flows.hearing import topic
from flows.model import Pending, State
from flows.talk import Talk, answered
from flows.verbs import Verb, VerbSaid

_KEPT_ON_REOPEN = (Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.COMPANY, Kind.ADDRESS, Kind.CONSENT)


#: What can be asked of the bot while a person leads the talk; everything else is that person's to answer.
WITH_PERSON = (Verb.STOP, Verb.ERASE, Verb.LANGUAGE, Verb.HELP, Verb.PRIVACY)


def do(talk: Talk, said: VerbSaid) -> None:
    """Do what was asked, whatever state the talk is in; nothing takes it from a person who leads but its end."""
    talk.did = said.verb.value
    if talk.now.pending is not None and said.verb is not Verb.ERASE:
        talk.change(pending=None)
    if talk.now.person is not None and said.verb not in WITH_PERSON:
        talk.did = "forwarded"
        answering.ask_again(talk)
        return
    _VERBS[said.verb](talk, said.argument)


def _back(talk: Talk, _: str | None) -> None:
    if talk.now.state in (State.STOPPED, State.HANDED_OVER):
        talk.change(state=State.OPEN if talk.now.asking is not None else State.DONE, person=None)
        answering.ask_again(talk, talk.word("resumed"))
        return
    path = list(answered(talk.now, talk.flow))
    if talk.now.asking in path:
        path = path[: path.index(talk.now.asking)]
    if not path:
        answering.ask_again(talk, talk.word("back.first"))
        return
    _revisit(talk, path[-1])


def _resume(talk: Talk, _: str | None) -> None:
    """Going on after a stop; where nothing was stopped, the question that waits is said again."""
    if talk.now.state in (State.STOPPED, State.HANDED_OVER):
        _back(talk, None)
    else:
        answering.ask_again(talk)


def _change(talk: Talk, name: str | None) -> None:
    known = answered(talk.now, talk.flow)
    if name is not None and name in known:
        _revisit(talk, name)
    elif not known:
        answering.ask_again(talk, talk.word("change.nothing"))
    else:
        choices = tuple(Choice(f"/change:{q.id}", outcomes.label(q, talk.locale)) for q in known.values())
        prompt = Prompt(talk.now.asking or "menu", "choice", optional=True, choices=choices, input="choice")
        answering.remember(talk, prompt)
        talk.say(talk.word("change.which"), prompt)


def _revisit(talk: Talk, name: str) -> None:
    answer = talk.now.answer(name)
    talk.change(state=State.OPEN, asking=name, slips=0, explained=None, person=None)
    shown = questions.show(answer.value, talk.flow.by_id[name], talk.locale) if answer and answer.value else None
    talk.ask(talk.word("revisit", value=shown) if shown else "")


def _skip(talk: Talk, _: str | None) -> None:
    question = talk.question()
    if question is None or talk.now.state is not State.OPEN:
        answering.said_outside(talk)
        return
    had = talk.now.answer(question.id)
    if question.optional or talk.now.explained == question.id:
        value = "no" if question.kind is Kind.CONSENT else None
        talk.give(question, talk.word("button.skip"), value, 1.0, prior=False)
        consent.note(talk, question, value)
        answering.go_on(talk, talk.word("skipped"))
    elif had is not None and had.value is not None:
        answering.go_on(talk, talk.word("kept", value=questions.show(had.value, question, talk.locale)))
    else:
        talk.change(explained=question.id)
        talk.ask(f"{_reason(talk, question)}\n{talk.word('skip.required')}", talk.ways_round())


def _unknown(talk: Talk, _: str | None) -> None:
    """Not knowing is no fault: an optional question is passed over; of a required one an estimate will do."""
    question = talk.question()
    if question is None or talk.now.state is not State.OPEN:
        answering.said_outside(talk)
        return
    had = talk.now.answer(question.id)
    if question.optional or talk.now.explained == question.id or (had is not None and had.value is not None):
        _skip(talk, None)
        return
    talk.change(explained=question.id)
    example = talk.word(f"example.{question.kind.value}")
    talk.ask(f"{talk.word('unknown')} {example}", talk.ways_round())


def _greet(talk: Talk, _: str | None) -> None:
    """A greeting is no answer: it is returned, and the question stands."""
    answering.ask_again(talk, talk.word("greeting"))


def _ask(talk: Talk, text: str | None) -> None:
    """A question back: answered, and then the talk goes on where it stood."""
    talk.did, said = answer_back(talk, text or "")
    answering.ask_again(talk, said)


def answer_back(talk: Talk, text: str) -> tuple[str, str]:
    """What is answered to a question back, after what kind of turn that is: "question", or one that stays open."""
    subject = topic(text)
    if (entry := talk.flow.asked.find(text) or _on(talk.flow, subject)) is not None:
        return "question", entry.answer[talk.locale]
    match subject:
        case "privacy" if talk.flow.consent is not None:
            return "question", "\n".join(_kept(talk))
        case "robot":
            return "question", talk.word("faq.robot")
        case "price":
            return "question-open", talk.word("faq.price")
        case _:
            return "question-open", talk.word("faq.unknown")


def _on(flow: Flow, subject: str | None) -> Faq | None:
    """The flow's first entry on a subject that any flow can be asked about."""
    lines = ((entry, line) for entry in flow.faq for said in entry.ask.values() for line in said)
    return next((entry for entry, line in lines if subject is not None and topic(line) == subject), None)


def amend(talk: Talk, change: Change) -> None:
    """An earlier answer put right in passing: what changed is said, and the talk goes on from there."""
    question = talk.flow.by_id[change.slot]
    talk.did = "change"
    if change.reading is None:
        _change(talk, change.slot)
        return
    had = talk.now.answer(change.slot)
    value = change.reading.value
    if had is not None and had.value == value:
        answering.ask_again(talk, talk.word("kept", value=questions.show(value, question, talk.locale)))
        return
    talk.give(question, change.raw, value, change.reading.confidence, prior=False)
    consent.note(talk, question, value)
    label, new = outcomes.label(question, talk.locale), questions.show(value, question, talk.locale)
    if had is None or had.value is None:
        answering.go_on(talk, talk.word("noted", value=talk.word("told", label=label, value=new)))
        return
    old = questions.show(had.value, question, talk.locale)
    answering.go_on(talk, talk.word("changed", label=label, old=old, new=new))


def _reason(talk: Talk, question: Question) -> str:
    if question.why is not None:
        return question.why[talk.locale]
    return talk.word("why.consent" if question.kind is Kind.CONSENT else "why.default")


def _why(talk: Talk, _: str | None) -> None:
    question = talk.question()
    if question is None or talk.now.state is not State.OPEN:
        answering.said_outside(talk)
    else:
        talk.ask(_reason(talk, question))


def _repeat(talk: Talk, _: str | None) -> None:
    answering.ask_again(talk)


def _help_verb(talk: Talk, _: str | None) -> None:
    answering.ask_again(talk, talk.word("help"))


def _privacy(talk: Talk, _: str | None) -> None:
    """What is kept and for how long, and what one may ask for; then back to where the talk stood."""
    answering.ask_again(talk, "\n".join(_kept(talk)))


def _kept(talk: Talk) -> list[str]:
    agreed = talk.flow.consent
    lines = [talk.word("privacy")]
    if agreed is None:
        return lines
    purposes = (f"• {purpose.text[talk.locale]}" for purpose in agreed.purposes)
    days = str(agreed.retention_days)
    question = talk.question()
    asked = talk.now.state is State.OPEN and question is not None and question.kind is Kind.CONSENT
    told = [] if asked else [agreed.text[talk.locale]]  # the question itself tells it
    return [*told, *purposes, talk.word("privacy.kept", days=days), *lines]


def _human(talk: Talk, _: str | None) -> None:
    if talk.now.state is State.HANDED_OVER:
        answering.said_outside(talk)
        return
    outcomes.alert(talk, "human", talk.score())
    talk.change(state=State.HANDED_OVER)
    outcomes.tell_when(talk)
    answering.offer(talk, "human", Verb.BACK)


def _stop(talk: Talk, _: str | None) -> None:
    if talk.now.person is not None:
        talk.effects.append(TellEnded(talk.id("ended"), talk.now.id))
    talk.change(state=State.STOPPED, slips=0, explained=None, person=None)
    answering.offer(talk, "stopped", Verb.BACK, Verb.RESTART, Verb.ERASE)


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
    answering.go_on(talk, talk.word("reopened" if finished and agreed else "restarted"))


def _language(talk: Talk, locale: str | None) -> None:
    others = [tag for tag in talk.flow.languages if tag != talk.locale]
    wished = locale or (others[0] if others else talk.locale)
    if wished not in talk.flow.languages:
        answering.ask_again(talk, talk.word("language.none"))
        return
    talk.change(locale=wished)
    answering.ask_again(talk, talk.word("language"))


def _erase(talk: Talk, _: str | None) -> None:
    answering.ask_erasure(talk)


def answer_erasure(talk: Talk, *, yes: bool) -> None:
    """Erase or keep, once that was asked; the farewell holds the receipt's number."""
    if talk.now.pending is not Pending.ERASE:
        talk.did = "stale"
        answering.ask_again(talk, talk.word("stale"))
        return
    talk.did = "erase"
    talk.change(pending=None)
    if yes:
        effect = EraseLead(talk.id("erase"))
        talk.effects.append(effect)
        talk.change(state=State.STOPPED, asking=None, person=None)
        talk.say(talk.word("erase.done", receipt=str(effect.id)))
    else:
        answering.ask_again(talk, talk.word("erase.kept"))


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
    Verb.UNKNOWN: _unknown,
    Verb.REFUSE: _skip,
    Verb.ASK: _ask,
    Verb.GREET: _greet,
    Verb.RESUME: _resume,
}
