"""Consent by purpose: asked before the first personal question, kept with the hash of the text that was shown."""

from __future__ import annotations

import hashlib

from flows.flow import Flow, Kind, Question
from flows.model import Consent, State
from flows.reading.contact import VEIL, veiled
from flows.reading.people import names_veiled
from flows.reading.words import bare
from flows.talk import Talk
from flows.values import Value


def text_hash(flow: Flow, locale: str) -> str:
    """The SHA-256 of everything shown at the gate in one language: the text, the purposes and the retention."""
    consent = flow.consent
    if consent is None:
        return ""
    shown = [consent.version, consent.text[locale], str(consent.retention_days)]
    shown += [f"{p.id}: {p.text[locale]}" for p in consent.purposes]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def note(talk: Talk, question: Question, value: Value | None) -> None:
    """Keep the consent that an answer gives, refuses or withdraws; other answers pass by."""
    consent = talk.flow.consent
    if consent is None:
        return
    given = value == "yes"
    if question.kind is Kind.CONSENT:
        purposes = consent.asked_at_gate
        if not given:  # a no at the gate takes back every yes: there are no details left to use under it
            purposes = tuple(dict.fromkeys((*purposes, *(c.purpose for c in talk.now.consents if c.given))))
            _forget_personal(talk)
    elif question.grants is not None:
        purposes = (question.grants,)
    else:
        return
    digest = text_hash(talk.flow, talk.locale)
    words = [Consent(p, given, consent.version, digest, talk.locale, talk.at) for p in purposes]
    talk.consents += words
    talk.change(consents=(*(c for c in talk.now.consents if c.purpose not in purposes), *words))


def _forget_personal(talk: Talk) -> None:
    """A no (also a later one) leaves no personal answer behind in the conversation."""
    personal = {q.id for q in talk.flow.questions if q.personal}
    talk.change(
        answers=tuple(a for a in talk.now.answers if a.question not in personal),
        mailed=(),
    )


def kept(talk: Talk, text: str) -> str:
    """What may be kept of a person's words: without a yes, addresses, numbers and names told are veiled.

    What is told to a person of the team is kept, unless the person it is about has said no.
    """
    if may_keep(talk) or (talk.now.state is State.HANDED_OVER and not _refused(talk)):
        return text
    shown = veiled(text, talk.flow.region)
    named = any(question.kind is Kind.NAME and question.personal for question in talk.flow.questions)
    return names_veiled(shown, VEIL) if named else shown


def is_emptied(talk: Talk, text: str, kept: str) -> bool:
    """Whether a veil left hardly an answer of a text: it told how to be reached, or who it is and little else."""
    if kept == text:
        return False
    return len(bare(kept).split()) <= _LITTLE or veiled(text, talk.flow.region) != text


#: So many words are used up by saying hello and "my name is".
_LITTLE = 6


def _refused(talk: Talk) -> bool:
    gate = talk.flow.consent.asked_at_gate if talk.flow.consent else ()
    return any(c.purpose in gate and not c.given for c in talk.now.consents)


def may_keep(talk: Talk) -> bool:
    """Whether every yes that the gate asks for was given, so that personal details may be kept."""
    gate = talk.flow.consent.asked_at_gate if talk.flow.consent else ()
    return all(talk.now.consented(p) for p in gate)
