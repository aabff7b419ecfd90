"""What a turn says on a channel that pushes: one message for what belongs together, and one live keyboard at most."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from flows.effects import Acknowledge, Decision, Effect, EraseLead, Forward, Gift, Message, Prompt, Say, Settle
from flows.model import Conversation, Incoming, Keyboard, Pressed, Said

#: How much of an edition's hash a keyboard carries: enough that two editions of one flow never share it.
EDITION = 8
#: Texts that belong together are one message up to this length; it leaves room on every channel.
LONGEST = 3000
#: The most of a question that is repeated above the answer that was pressed.
_LONGEST_SETTLED = 900
#: How long it takes until somebody is told that they were not understood: they may still be writing.
HELD = 1.2


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    prompt: Prompt | None = None
    gift: Gift | None = None
    name: str | None = None


def spoken(before: Conversation, decision: Decision, incoming: Incoming) -> Decision:
    """The decision with what the channel is to carry: `before` is the conversation that `step` was given.

    A press on a keyboard of the past becomes a toast, and leaves no line in the transcript.
    """
    pressed = incoming.what if isinstance(incoming.what, Pressed) else None
    stale = pressed is not None and decision.turn.did == "stale"
    now = decision.conversation.but(seq=before.seq) if stale else decision.conversation
    messages = () if stale else decision.messages
    effects: list[Effect] = []
    if pressed is not None:
        toast = next((m.text.partition("\n")[0] for m in decision.messages if m.sender == "bot"), None)
        effects.append(Acknowledge(_id(now, "acknowledge"), now.key, pressed.press, toast if stale else None))
    pieces = _pieces(m for m in messages if m.sender != "you")
    said = isinstance(incoming.what, Said)
    again = said and (incoming.at - before.updated_at).total_seconds() < HELD
    replaced = before.held if again else ()
    wait = HELD if said and decision.turn.did == "unclear" else 0.0
    now = now.but(held=())
    if now.keyboard is not None and now.keyboard.say in replaced:
        now = now.but(keyboard=None)
    if pieces and now.keyboard is not None:
        settled = now.keyboard.text
        if pressed is not None and decision.turn.did != "unclear":  # a choice that was never offered is no answer
            label = next((m.text for m in messages if m.sender == "you"), "")
            settled = f"{settled[:_LONGEST_SETTLED]}\n✅ {label}"
        effects.append(Settle(_id(now, "settle"), now.key, now.keyboard.say, settled))
        now = now.but(keyboard=None)
    for place, piece in enumerate(pieces):
        id_ = _id(now, f"say/{place}")
        edition = now.edition[:EDITION]
        effects.append(
            Say(id_, now.key, piece.text, now.locale, edition, piece.prompt, piece.gift, piece.name, wait, replaced)
        )
        now = now.but(held=(*now.held, id_) if wait else ())
        if piece.prompt is not None and _has_buttons(piece.prompt):
            now = now.but(keyboard=Keyboard(id_, piece.text))
    # an erasure comes after the farewell that tells of it
    asked = (replace(e, after=now.key) if isinstance(e, EraseLead) else e for e in decision.effects)
    heard = (e for e in asked if not (stale and isinstance(e, Forward)))
    return replace(decision, conversation=now, messages=messages, effects=(*effects, *heard))


def shortened(choice: str) -> str:
    """A choice as a digest of 9 characters, for a keyboard that has no room for it."""
    return "#" + hashlib.sha256(choice.encode()).hexdigest()[:8]


def _has_buttons(prompt: Prompt) -> bool:
    return bool(prompt.choices) or prompt.optional


def _pieces(messages: Iterable[Message]) -> list[_Piece]:
    """Lines that follow one another as one text; a gift, a person's line and what follows a question stand alone."""
    pieces: list[_Piece] = []
    for m in messages:
        piece = _Piece(m.text, m.prompt, m.gift, m.name)
        last = pieces[-1] if pieces else None
        joins = not any((last.prompt, last.gift, last.name, m.gift, m.name)) if last is not None else False
        if last is not None and joins and len(last.text) + len(m.text) <= LONGEST:
            pieces[-1] = replace(last, text=f"{last.text}\n\n{m.text}", prompt=m.prompt)
        else:
            pieces.append(piece)
    return pieces


def _id(now: Conversation, place: str) -> UUID:
    return uuid5(now.id, f"{now.version}/{place}")
