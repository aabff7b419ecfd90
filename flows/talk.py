"""One turn in the making: collects what is said, asked of the world and changed, and closes it into a Decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from flows import questions
from flows.conditions import Facts
from flows.effects import Choice, Decision, Effect, Gift, Message, Prompt, Turn
from flows.flow import END, Flow, Kind, Question
from flows.model import Answer, Consent, Conversation, State
from flows.reading.contract import Context
from flows.scoring import Score, facts, ledger_change, score
from flows.texts import pick, word
from flows.values import Value


@dataclass(frozen=True, slots=True)
class Walk:
    """Answers, the path that the flow takes on them, and those on it as conditions see them."""

    answers: tuple[Answer, ...]
    path: tuple[str, ...]
    known: Facts


@dataclass(slots=True)
class Talk:
    """The conversation as it changes within one turn; `begin` is how it stood before, `scored` its score if at hand."""

    flow: Flow
    begin: Conversation
    at: datetime
    scored: InitVar[Score | None] = None
    now: Conversation = field(init=False)
    messages: list[Message] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    gifts: list[Gift] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    did: str = "nothing"
    before: Score = field(init=False)
    """The score as it stood before."""
    _score: tuple[tuple[Answer, ...], Score] = field(init=False)
    """The answers that were scored last, and their score."""
    _walk: Walk | None = None
    """The last walk."""

    def __post_init__(self, scored: Score | None) -> None:
        locale = pick(self.begin.locale, self.flow.languages)
        version = self.begin.version + 1
        self.now = self.begin.but(version=version, updated_at=self.at, locale=locale, menu=(), fragment="")
        self.before = score(self.flow, self.begin.answers) if scored is None else scored
        self._score = self.begin.answers, self.before

    @property
    def locale(self) -> str:
        """The language being spoken: always one of the flow's."""
        return self.now.locale

    def change(self, **fields: object) -> None:
        """Change fields of the conversation."""
        self.now = self.now.but(**fields)

    def context(self) -> Context:
        """What readers may know: today is the day in the flow's own time zone."""
        today = self.at.astimezone(ZoneInfo(self.flow.timezone)).date()
        return Context(self.locale, today, self.flow.currency, self.flow.region)

    def id(self, place: str) -> UUID:
        """A stable id for something of this turn: the same whenever the turn is decided again."""
        return uuid5(self.now.id, f"{self.now.version}/{place}")

    def word(self, key: str, **holes: str) -> str:
        """The product's own wording in the language being spoken."""
        return word(key, self.locale, **holes)

    def say(
        self,
        text: str,
        prompt: Prompt | None = None,
        gift: Gift | None = None,
        sender: Literal["bot", "you", "person"] = "bot",
        name: str | None = None,
    ) -> None:
        """Add a line to the transcript."""
        seq = self.begin.seq + len(self.messages) + 1
        self.messages.append(Message(seq, sender, text, self.at, prompt, gift, name))

    def question(self) -> Question | None:
        """The question being asked."""
        return self.flow.by_id[self.now.asking] if self.now.asking else None

    def prompt(self, question: Question, around: Iterable[Choice] = ()) -> Prompt:
        """A question as buttons or a field; `around` are buttons for ways round it."""
        options = questions.options_of(question, self.locale)
        choices = [Choice(value, label) for value, label in options]
        choices += around
        return Prompt(
            id=question.id,
            kind=question.kind.value,
            optional=question.optional,
            choices=tuple(choices),
            hint=question.hint[self.locale] if question.hint else None,
            input=questions.INPUT[question.kind],
        )

    def ways_round(self, *ways: str) -> tuple[Choice, ...]:
        """The buttons for somebody who is stuck: skip this, or a person, or more `ways`."""
        return tuple(Choice(f"/{way}", self.word(f"button.{way}")) for way in ("skip", "human", *ways))

    def ask(self, before: str = "", around: Iterable[Choice] = ()) -> None:
        """Ask the question that waits, after a word about what came before."""
        question = self.question()
        if question is None:
            if before:
                self.say(before)
            return
        text = question.ask[self.locale]
        if question.kind is Kind.CONSENT and self.flow.consent is not None:
            text = f"{self.flow.consent.text[self.locale]}\n{text}"
        self.say(f"{before}\n{text}" if before else text, self.prompt(question, around))

    def give(
        self,
        question: Question,
        raw: str,
        value: Value | None,
        confidence: float,
        *,
        prior: bool,
        ref: str | None = None,
    ) -> None:
        """Put an answer in the place of whatever the question had."""
        answer = Answer(question.id, raw, value, confidence, self.at, self.now.version, prior=prior, ref=ref)
        kept = self.now.answers
        if any(a.question == question.id for a in kept):
            self.change(answers=tuple(answer if a.question == question.id else a for a in kept))
        else:
            self.change(answers=(*kept, answer))

    def follow(self) -> str:
        """Walk the flow on the answers as they are now: marks which are live, and tells which question waits."""
        told = facts(self.flow, self.now.answers, left=True)
        path = self.flow.path(told)
        on_path = frozenset(path)
        if any(a.live is not (a.question in on_path) for a in self.now.answers):
            self.change(answers=tuple(replace(a, live=a.question in on_path) for a in self.now.answers))
        self._walk = Walk(self.now.answers, path, {question: told[question] for question in path if question in told})
        return path[-1]

    def walk(self) -> Walk:
        """The way through the flow that the answers have taken, as they are now."""
        if self._walk is None or self._walk.answers is not self.now.answers:
            known = facts(self.flow, self.now.answers)
            self._walk = Walk(self.now.answers, self.flow.path(known), known)
        return self._walk

    def score(self) -> Score:
        """The score on the answers as they are now."""
        if self._score[0] is not self.now.answers:
            self._score = self.now.answers, score(self.flow, self.now.answers, self.walk().known, self._score)
        return self._score[1]

    def decision(self) -> Decision:
        """The turn, closed: what changed is told by comparing with how it stood before."""
        if self.messages:
            self.change(seq=self.messages[-1].seq)
        after = self.score()
        added, ended = ledger_change(self.before, after)
        new_round = self.now.round != self.begin.round
        had = {a.question: a for a in self.begin.answers if a.live}
        have = {a.question: a for a in self.now.answers if a.live}
        walk = self.walk()
        done, of = _progress(self.flow, self.now.state, walk.known, walk.path)
        gone = {q: "left" if any(a.question == q for a in self.now.answers) else "withdrawn" for q in had.keys() - have}
        return Decision(
            conversation=self.now,
            messages=tuple(self.messages),
            effects=tuple(self.effects),
            turn=Turn(
                did=self.did,
                question=self.begin.asking,
                from_state=self.begin.asking or self.begin.state.value,
                to_state=self.now.asking or self.now.state.value,
                slips=self.now.slips,
                state=self.now.state.value,
                locale=self.now.locale,
                done=done,
                of=of,
            ),
            score=after,
            scored=self.before,
            answers=tuple(a for a in have.values() if new_round or had.get(a.question) != a),
            withdrawn=() if new_round else tuple(sorted(gone.items())),
            lines_added=after.lines if new_round else added,
            lines_ended=() if new_round else ended,
            consents=tuple(self.consents),
            gifts=tuple(self.gifts),
        )


def progress(flow: Flow, conversation: Conversation) -> tuple[int, int]:
    """Questions answered, and how many there are at most on the way being taken."""
    known = facts(flow, conversation.answers)
    return _progress(flow, conversation.state, known, flow.path(known))


def _progress(flow: Flow, state: State, known: Facts, path: tuple[str, ...]) -> tuple[int, int]:
    *answered_, waiting = path
    done = len(answered_)
    if state is State.DONE:
        return done, done
    return done, done + flow.ahead.most(waiting, {q: known[q] for q in answered_})


def answered(conversation: Conversation, flow: Flow) -> Mapping[str, Question]:
    """The questions that have a live answer, in the flow's order."""
    have = {a.question for a in conversation.answers if a.live}
    return {q.id: q for q in flow.questions if q.id in have and q.id != END}
