"""An answer taken or asked for again, and what is said when no question waits: where every turn of the talk ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flows import consent, outcomes, questions
from flows.effects import Choice, Prompt
from flows.flow import END, Kind, Question
from flows.model import Pending, State
from flows.reading.contract import Reading, Unclear, Understood
from flows.reading.facts import Fact
from flows.talk import Talk, answered
from flows.texts import clean
from flows.verbs import Verb

#: From this confidence on, an answer is taken without a word; below it, what was understood is said.
SURE = 1.0
_ECHOED = (Kind.BUDGET, Kind.TIMING, Kind.PHONE, Kind.DATE, Kind.NUMBER, Kind.NAME, Kind.COMPANY, Kind.EMAIL)
#: From so many unreadable answers in a row on, one's own words are taken as they are.
_PATIENCE = 4


def take(
    talk: Talk,
    question: Question,
    raw: str,
    reading: Reading,
    *,
    echo: bool,
    ref: str | None = None,
    also: Sequence[Fact] = (),
    before: str = "",
) -> None:
    """An answer to the question that waits: kept and followed, or asked again with more help each time.

    `also` are further facts from the same words, which go to their own questions; `before` is said first.
    """
    further = _told(talk, question, raw, also, ref)
    if isinstance(reading, Unclear) and talk.now.slips >= _PATIENCE:
        reading = questions.as_written(question, raw, talk.context()) or reading
    if isinstance(reading, Unclear) and further and question.kind not in questions.OWN_WORDS:
        talk.did = "told"  # something was answered, if not what was asked
        ask_again(talk, "\n".join(filter(None, (_noted(talk, further), before))))
        return
    if isinstance(reading, Unclear):
        _help(talk, question, reading, " ".join(filter(None, (_noted(talk, further), before))))
        return
    talk.did = "consent" if question.kind is Kind.CONSENT else "answer"
    shown = questions.show(reading.value, question, talk.locale)
    talk.give(question, raw, reading.value, reading.confidence, prior=False, ref=ref)
    consent.note(talk, question, reading.value)
    differs = shown.casefold() != raw.strip().casefold()
    if echo and differs and (question.kind in _ECHOED or reading.confidence < SURE or further):
        own = talk.word("told", label=outcomes.label(question, talk.locale), value=shown) if further else shown
        further.insert(0, own)
    go_on(talk, "\n".join(filter(None, (_noted(talk, further), before))))


def told(talk: Talk, question: Question, raw: str, also: Sequence[Fact], ref: str | None) -> str:
    """Keep the further facts of words that are no answer to `question`, and say so in one line."""
    return _noted(talk, _told(talk, question, raw, also, ref))


def _told(talk: Talk, question: Question, raw: str, also: Sequence[Fact], ref: str | None) -> list[str]:
    return [talk.word("told", label=label, value=value) for label, value in _further(talk, question, raw, also, ref)]


def _noted(talk: Talk, values: Sequence[str]) -> str:
    """What was understood, in one line."""
    return talk.word("noted", value=talk.word("told.then").join(values)) if values else ""


def _further(talk: Talk, asked: Question, raw: str, also: Sequence[Fact], ref: str | None) -> Iterator[tuple[str, str]]:
    """Put further facts where they belong, as label and value: to the one open question of their kind.

    What is personal waits until a yes allows keeping it; consent is only ever asked for.
    """
    have = answered(talk.now, talk.flow)
    for fact in also:
        fitting = [q for q in talk.flow.questions if q.kind is fact.kind and q.id not in have and q is not asked]
        if len(fitting) != 1 or fitting[0].grants is not None:
            continue
        question = fitting[0]
        if question.personal and not consent.may_keep(talk):
            continue
        reading = questions.in_the_flow(fact.reading, talk.context())
        if any(a.question == question.id and a.value == reading.value for a in talk.now.answers):
            continue
        talk.give(question, raw, reading.value, reading.confidence, prior=True, ref=ref)
        yield outcomes.label(question, talk.locale), questions.show(reading.value, question, talk.locale)


def _help(talk: Talk, question: Question, unclear: Unclear, before: str = "") -> None:
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
    text = f"{before}\n{text}" if before else text
    if not unclear.suggestions:
        talk.ask(text, around)
        return
    values = {label: value for value, label in questions.options_of(question, talk.locale)}
    near = tuple(Choice(values.get(s, s), s) for s in unclear.suggestions)
    prompt = replace(talk.prompt(question), choices=(*near, *around), input="choice")
    remember(talk, prompt)
    talk.say(f"{text}\n{talk.word('meant')}", prompt)


def remember(talk: Talk, prompt: Prompt) -> None:
    """Keep buttons that stand in place of the question's own: the next words may name one."""
    talk.change(menu=tuple((choice.value, choice.label) for choice in prompt.choices))


def take_known(talk: Talk, known: Mapping[str, str]) -> None:
    """Use what the page knows already, save what is personal: that is asked, so that the person sees what is kept."""
    for name, raw in known.items():
        question = talk.flow.by_id.get(name)
        if question is None or question.personal or question.kind is Kind.CONSENT or question.grants is not None:
            continue
        said = consent.kept(talk, clean(raw))
        reading = questions.read(question, said, talk.context())
        if isinstance(reading, Understood):
            talk.give(question, said, reading.value, reading.confidence, prior=True)


def go_on(talk: Talk, before: str = "") -> None:
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


def ask_again(talk: Talk, before: str = "") -> None:
    """The question that waits, once more; when none does, what can be done instead.

    While a person leads no question waits, and `before` is all there is to say.
    """
    if talk.now.pending is Pending.ERASE:
        ask_erasure(talk)
    elif talk.now.person is not None:
        talk.say(before or talk.word("person.reads", name=talk.now.person))
    elif talk.now.state is State.OPEN:
        talk.ask(before)
    else:
        if before:
            talk.say(before)
        did = talk.did
        said_outside(talk)
        talk.did = did


#: What can be done when no question waits: how it is said, and the buttons.
OUTSIDE: Mapping[State, tuple[str, tuple[Verb, ...]]] = {
    State.STOPPED: ("stopped.outside", (Verb.BACK, Verb.RESTART)),
    State.HANDED_OVER: ("human.outside", (Verb.BACK,)),
    State.DONE: ("done.outside", (Verb.CHANGE, Verb.RESTART, Verb.HUMAN)),
}


def said_outside(talk: Talk) -> None:
    """Words that come when no question waits are kept, and answered with what can be done."""
    talk.did = "outside"
    key, verbs = OUTSIDE[talk.now.state]
    offer(talk, key, *verbs)


def offer(talk: Talk, key: str, *verbs: Verb) -> None:
    """Say what can be done, with a button for each."""
    choices = tuple(Choice(f"/{v.value}", talk.word(f"button.{v.value}")) for v in verbs)
    prompt = Prompt("menu", "choice", optional=True, choices=choices, input="choice")
    remember(talk, prompt)
    talk.say(talk.word(key), prompt)


def ask_erasure(talk: Talk) -> None:
    """Ask whether all is really to be erased; until it is answered, the flow's own question waits."""
    talk.change(pending=Pending.ERASE)
    choices = tuple(Choice(f"/{n}", talk.word(f"button.{n}")) for n in ("erase-yes", "erase-no"))
    talk.say(talk.word("erase.ask"), Prompt("erase", "yes-no", optional=False, choices=choices, input="choice"))
