"""A talk whose edition is gone goes to a person, and stands on another flow from then on: nothing of it is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows import answering, outcomes
from flows.effects import Decision
from flows.flow import END, Flow, Kind
from flows.model import Answer, Conversation, State
from flows.talk import Talk
from flows.verbs import Verb

#: What an answer tells whatever flow asked: who somebody is, and what they agreed to.
_LASTING = (Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.COMPANY, Kind.CONSENT)


def adopted(flow: Flow, conversation: Conversation) -> Conversation:
    """The conversation as one of this flow's: of its answers those that mean the same here."""
    kept = tuple(answer for answer in conversation.answers if _lasts(flow, answer))
    return replace(conversation, flow=flow.name, edition=flow.edition, asking=None, answers=kept, pending=None)


def _lasts(flow: Flow, answer: Answer) -> bool:
    question = flow.by_id.get(answer.question)
    return question is not None and question.kind in _LASTING and isinstance(answer.value, str) and answer.live


def hand_over(flow: Flow, conversation: Conversation, at: datetime) -> Decision:
    """The turn that moves a talk to this flow, as a new round; one that was still going on goes to a person."""
    talk = Talk(flow, adopted(flow, conversation), at)
    talk.did = "astray"
    open_still = conversation.state is State.OPEN
    talk.change(
        round=talk.now.round + 1,
        answers=tuple(replace(a, prior=True, version=talk.now.version) for a in talk.now.answers),
        magnets=(),
        mailed=(),
        alerted=() if open_still else talk.now.alerted,
        ending=None,
        slips=0,
        explained=None,
        menu=(),
        fragment="",
    )
    waiting = talk.follow()
    if conversation.state is not State.DONE:
        talk.change(asking=None if waiting == END else waiting)
    if open_still:
        outcomes.alert(talk, "human", talk.score())
        talk.change(state=State.HANDED_OVER)
        outcomes.tell_when(talk)
        answering.offer(talk, "astray", Verb.BACK)
    return talk.decision()
