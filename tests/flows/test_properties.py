"""Whatever people send: nothing raises, everything can be replayed, and the score is the sum of its lines."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.correcting import Slot
from flows.effects import Decision
from flows.engine import begin, step
from flows.flow import Flow, Kind, Question
from flows.hearing import hear
from flows.model import Conversation, Incoming, LinkAsked, Opened, Pressed, Said, Source, State
from flows.reading.contract import Context
from flows.scoring import Line, score
from flows.verbs import Verb
from tests.flows.conftest import flow_named
from tests.flows.visitors import NOON, TALK, WHO

FLOWS = ("livre-blanc", "bant-b2b", "quiz-b2c")
What = Opened | LinkAsked | Pressed | Said


@dataclass(frozen=True, slots=True)
class Goes:
    """Whatever takes the talk on from where it stands; `pick` chooses among the ways, and without it few talks end."""

    pick: int

    def on(self, flow: Flow, now: Conversation) -> What:
        """An answer that suits the question, a return from a stop, or after the end a change of some answer."""
        given_ = [a.question for a in now.answers if a.live]
        match now.state:
            case State.OPEN if now.asking is not None:
                return _ANSWERS[flow.name][now.asking][self.pick % 2]
            case State.DONE if given_:
                return Pressed(given_[self.pick % len(given_)], ("/change",))
            case _:
                return Pressed("menu", ("/back",))


#: What sensible people say, in both languages, to one question or another.
WORDS = (
    """
oui|non|yes|no|peut-être|maybe|ok|d'accord|vélo|food|energy|projet|curious|chez moi|2|la 3|excel|factures|invoices
étudiant|35|250+|alone|dans 2 mois|in 3 months|asap|dès que possible|no hurry|pas de date|le 3 mars|en mai ou en juin
hier|31/02/2027|31/12/9999|12 k€|€5,000|no budget|pas de budget|3000 ou 9000|moi|mon directeur|we decide together
Camille|Je m'appelle Zoë|Atelier & Fils|camille@exemple.be|a@b.example, c@d.example|camille@|0470 12 34 56
+44 20 7946 0958|85 000|85000 or 90000|-5|6 ans|12 years|diesel|bon|not running|like new|le patron|just looking
prouver le gain|back|retour|skip|passer|why|pourquoi ?|human|parler à quelqu'un
je ne sais pas|no idea|c'est confidentiel|I'd rather not say|combien ça coûte ?|are you a robot?
80 k€. Et vous, où êtes-vous ?
actually the budget is 20k|en fait ce serait en mai|oups, mon mail c'est x@exemple.be|change my budget to 500 euros
je suis le DG de Martin SA, on a 30k et on veut démarrer en mars|entre|between 10|et 20|marre, passez-moi quelqu'un
stop|arrêtez|start over|recommencer|repeat|pardon ?
English|français|help|aide|delete my data|supprimer mes données|change e-mail|changer le budget|change|changer accord
Reprendre|pick up again|/skip|/change@AimantBot e-mail|/langue en|/stop|/nothing|Oui, tout effacer|No, keep it|👍|🤷
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

#: For each flow, two ways to answer each question.
_ANSWERS: dict[str, dict[str, tuple[What, What]]] = {
    "livre-blanc": {
        "interest": (Pressed("interest", ("food",)), Pressed("interest", ("waste",))),
        "engaged": (Pressed("engaged", ("leading",)), Pressed("engaged", ("acting",))),
        "privacy": (Pressed("privacy", ("yes",)), Said("non")),
        "firstname": (Said("Camille"), Said("Robin")),
        "email": (Said("a@example.org"), Said("b@example.org")),
        "newsletter": (Pressed("newsletter", ("yes",)), Pressed("newsletter", ("no",))),
    },
    "bant-b2b": {
        "need": (Pressed("need", ("invoices",)), Pressed("need", ("staff",))),
        "size": (Pressed("size", ("medium",)), Pressed("size", ("solo",))),
        "timing": (Said("dans 2 mois"), Said("pas de date")),
        "budget": (Said("12000 €"), Said("pas de budget")),
        "obstacle": (Pressed("obstacle", ("prove-gain",)), Pressed("obstacle", ("looking",))),
        "authority": (Pressed("authority", ("self",)), Pressed("authority", ("other",))),
        "decider": (Said("La direction"), Said("Le comité")),
        "privacy": (Pressed("privacy", ("yes",)), Said("non")),
        "name": (Said("Camille"), Said("Robin")),
        "company": (Said("Atelier"), Said("Fabrique")),
        "email": (Said("a@example.org"), Said("b@example.org")),
        "callback": (Pressed("callback", ("yes",)), Pressed("callback", ("no",))),
        "phone": (Said("0470 12 34 56"), Said("0470 65 43 21")),
        "newsletter": (Pressed("newsletter", ("yes",)), Pressed("newsletter", ("no",))),
    },
    "quiz-b2c": {
        "age": (Pressed("age", ("under-4",)), Pressed("age", ("over-15",))),
        "mileage": (Said("80000"), Said("260000")),
        "fuel": (Pressed("fuel", ("petrol",)), Pressed("fuel", ("electric",))),
        "condition": (Pressed("condition", ("good",)), Pressed("condition", ("not-running",))),
        "selling": (Said("dans 1 mois"), Said("pas de date")),
        "privacy": (Pressed("privacy", ("yes",)), Said("non")),
        "firstname": (Said("Camille"), Said("Robin")),
        "email": (Said("a@example.org"), Said("b@example.org")),
    },
}

_QUESTIONS = {flow: [q.id for q in flow_named(flow).questions] for flow in FLOWS}
_VALUES = {
    flow: sorted({o.value for q in flow_named(flow).questions for o in q.options} | {"yes", "no", "self", "other"})
    for flow in FLOWS
}
_VERBS = ["/" + v.value for v in Verb] + ["/erase-yes", "/erase-no", "/change:email", "/change:nowhere", "/", "/dance"]


def presses(flow: str) -> st.SearchStrategy[Pressed]:
    """Presses that fit, presses that do not, and verbs."""
    question = st.sampled_from([*_QUESTIONS[flow], "menu", "erase", "nowhere", ""])
    value = st.sampled_from([*_VALUES[flow], *_VERBS])
    fitting = st.sampled_from(
        [(q.id, (o.value,)) for q in flow_named(flow).questions for o in q.options]
        + [(q.id, (v,)) for q in flow_named(flow).questions if q.kind in ("yes-no", "consent") for v in ("yes", "no")]
    )
    any_press = st.builds(Pressed, question, st.lists(value | st.text(max_size=10), max_size=3).map(tuple))
    return st.one_of(fitting.map(lambda press: Pressed(*press)), any_press)


def openings(flow: str) -> st.SearchStrategy[Opened]:
    """The page opened, with something known or nothing."""
    known = st.dictionaries(st.sampled_from([*_QUESTIONS[flow], "nowhere"]), st.sampled_from(WORDS), max_size=3)
    return known.map(lambda k: Opened(Source(utm={"utm_source": "x"}), k))


def wild(flow: str) -> st.SearchStrategy[What]:
    """Anything that may come in."""
    return st.one_of(
        st.sampled_from(WORDS).map(Said),
        st.sampled_from(_QUESTIONS[flow]).map(lambda question: Pressed(question, ("/change",))),
        presses(flow),
        st.text(max_size=200).map(Said),
        openings(flow),
        st.uuids().map(LinkAsked),
    )


@st.composite
def talks(draw: st.DrawFn) -> tuple[Flow, str, list[What | Goes]]:
    """A flow, a language, and what comes in: the page is opened first, as channels do; then sense and nonsense."""
    name = draw(st.sampled_from(FLOWS))
    locale = draw(st.sampled_from(("fr", "en", "de")))
    going = st.lists(st.builds(Goes, st.integers(0, 13)), min_size=1, max_size=9)
    parts = draw(st.lists(st.tuples(going, wild(name)), min_size=1, max_size=6))
    return flow_named(name), locale, [draw(openings(name)), *(what for goes, odd in parts for what in (*goes, odd))]


def play(flow: Flow, locale: str, whats: list[What | Goes], *, scored: bool = False) -> list[Decision]:
    """Every decision, one after another; `scored`: each is told the score as the one before left it."""
    now = begin(flow, WHO, TALK, locale, NOON)
    decisions: list[Decision] = []
    for i, each in enumerate(whats):
        what = each.on(flow, now) if isinstance(each, Goes) else each
        at_hand = decisions[-1].score if scored and decisions else None
        decisions.append(step(flow, now, Incoming(WHO, str(i), NOON + i * timedelta(minutes=7), what), at_hand))
        now = decisions[-1].conversation
    return decisions


steadily = settings(derandomize=True, deadline=None, max_examples=50)


@given(talks())
@steadily
def test_no_sequence_of_incomings_raises_and_every_state_holds_together(
    talk: tuple[Flow, str, list[What | Goes]],
) -> None:
    flow, locale, whats = talk
    seen = 0

    for what, decision in zip(whats, play(flow, locale, whats), strict=True):
        now, turn = decision.conversation, decision.turn
        assert 0 <= turn.done <= turn.of <= flow.ahead.most(flow.first, {})
        assert now.asking is None or now.asking in flow.by_id
        assert now.state is not State.OPEN or now.asking is not None
        assert now.state is not State.DONE or now.asking is None
        assert now.locale in flow.languages
        assert [m.seq for m in decision.messages] == list(range(seen + 1, now.seq + 1))
        assert len({a.question for a in now.answers}) == len(now.answers)
        assert len({e.id for e in decision.effects}) == len(decision.effects)
        assert isinstance(what, LinkAsked) or any(m.sender == "bot" for m in decision.messages)
        assert all(m.text.strip() for m in decision.messages if m.sender == "bot")
        assert turn.did != "nothing"
        seen = now.seq


@given(talks())
@steadily
def test_a_replayed_talk_is_the_same_talk(talk: tuple[Flow, str, list[What | Goes]]) -> None:
    assert play(*talk) == play(*talk, scored=True)


@given(talks())
@steadily
def test_the_score_is_the_sum_of_its_live_lines_and_of_the_ledger(talk: tuple[Flow, str, list[What | Goes]]) -> None:
    flow, locale, whats = talk
    ledger: list[Line] = []
    round_ = 0

    for decision in play(flow, locale, whats):
        if decision.conversation.round != round_:
            ledger, round_ = [], decision.conversation.round
        for line in decision.lines_ended:
            ledger.remove(line)
        ledger += decision.lines_added
        assert sorted(ledger, key=repr) == sorted(decision.score.lines, key=repr)
        assert decision.score == score(flow, decision.conversation.answers)
        assert (
            decision.score.points == sum(line.points for line in ledger) == decision.score.fit + decision.score.intent
        )
        live = {a.question for a in decision.conversation.answers if a.live}
        assert {line.question for line in ledger} <= live


@given(talks())
@steadily
def test_what_a_turn_reports_as_answers_adds_up_to_the_live_answers(talk: tuple[Flow, str, list[What | Goes]]) -> None:
    flow, locale, whats = talk
    kept: dict[str, object] = {}
    round_ = 0

    for decision in play(flow, locale, whats):
        if decision.conversation.round != round_:
            kept, round_ = {}, decision.conversation.round
        for question, _ in decision.withdrawn:
            del kept[question]
        kept |= {a.question: a for a in decision.answers}
        assert kept == {a.question: a for a in decision.conversation.answers if a.live}


@given(talks())
@steadily
def test_a_transcript_is_json(talk: tuple[Flow, str, list[What | Goes]]) -> None:
    for decision in play(*talk):
        for message in decision.messages:
            told = asdict(message)
            if message.gift is not None:
                told["gift"]["delivery"] = str(message.gift.delivery)
            told["at"] = message.at.isoformat()

            assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, ensure_ascii=False))


STOPS = [Said("stop"), Said("Arrêtez, s'il vous plaît"), Said("I'm tired of this, stop!"), Pressed("menu", ("/stop",))]


@given(talks(), st.sampled_from(STOPS))
@steadily
def test_a_stop_always_ends_in_stopped(talk: tuple[Flow, str, list[What | Goes]], stop: What) -> None:
    flow, locale, whats = talk

    *_, decision = play(flow, locale, [*whats, stop])

    assert decision.conversation.state is State.STOPPED
    assert decision.effects == ()


@given(talks())
@steadily
def test_nothing_is_mailed_without_an_address_and_a_yes(talk: tuple[Flow, str, list[What | Goes]]) -> None:
    flow, locale, whats = talk

    for decision in play(flow, locale, whats):
        now = decision.conversation
        for effect in decision.effects:
            if effect.kind == "mail":
                assert effect.to in {a.value for a in now.answers if a.question == "email" and a.live}
                assert any(c.given for c in now.consents)
        if flow.consent is not None and not now.consented(flow.consent.asked_at_gate[0]):
            assert not [a for a in now.answers if flow.by_id[a.question].personal]


# --- the order makes no difference -------------------------------------------------------------------------------


def finished(flow: Flow, picks: dict[str, int], corrections: list[tuple[str, int]]) -> tuple[Decision, dict[str, int]]:
    """A talk that answers by `picks`, then corrects one answer after another, each time to the end.

    Returns its last decision, and how its questions were answered after all corrections.
    """
    now = begin(flow, WHO, TALK, "fr", NOON)
    given_ = dict(picks)
    turns = 0

    def hear(what: What) -> Decision:
        nonlocal now, turns
        turns += 1
        decision = step(flow, now, Incoming(WHO, str(turns), NOON, what))
        now = decision.conversation
        return decision

    last = hear(Opened())
    for question, pick in [("", 0), *corrections]:
        if question and now.answer(question) is not None:
            given_[question] = pick
            hear(Pressed(question, ("/change",)))
        while now.state is State.OPEN:
            assert now.asking is not None
            last = hear(_ANSWERS[flow.name][now.asking][given_[now.asking]])
    return last, given_


@pytest.mark.parametrize("flow", FLOWS)
@given(data=st.data())
@settings(steadily, max_examples=30)
def test_the_score_depends_on_the_live_answers_and_not_on_the_way_to_them(flow: str, data: st.DataObject) -> None:
    shipped, questions = flow_named(flow), list(_ANSWERS[flow])
    first = {q: data.draw(st.integers(0, 1), label=q) for q in questions}
    corrections = data.draw(st.lists(st.tuples(st.sampled_from(questions), st.integers(0, 1)), max_size=8))

    corrected, picks = finished(shipped, first, corrections)
    straight, _ = finished(shipped, picks, [])

    assert corrected.score == straight.score
    answers = data.draw(st.permutations(corrected.conversation.answers))
    assert score(shipped, answers) == straight.score
    assert corrected.conversation.ending == straight.conversation.ending


@pytest.mark.parametrize("flow", FLOWS)
@given(data=st.data())
@settings(steadily, max_examples=30)
def test_a_correction_followed_by_its_reverse_restores_score_and_state(flow: str, data: st.DataObject) -> None:
    shipped, questions = flow_named(flow), list(_ANSWERS[flow])
    picks = {q: data.draw(st.integers(0, 1), label=q) for q in questions}
    question = data.draw(st.sampled_from(questions))

    before, _ = finished(shipped, picks, [])
    after, _ = finished(shipped, picks, [(question, 1 - picks[question]), (question, picks[question])])

    assert after.score == before.score
    assert after.conversation.state is before.conversation.state
    assert after.conversation.ending == before.conversation.ending
    assert {(a.question, str(a.value)) for a in after.conversation.answers if a.live} == {
        (a.question, str(a.value)) for a in before.conversation.answers if a.live
    }


@pytest.mark.parametrize("kind", list(Kind))
@given(text=st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=6).map(", ".join))
@settings(steadily, max_examples=60)
def test_no_reading_raises(kind: Kind, text: str) -> None:
    question = Question("q", kind, {}, (), options=flow_named("bant-b2b").by_id["size"].options)
    slots = {"q": Slot.of(question, "q"), "budget": Slot.of(Question("budget", Kind.BUDGET, {}, ()), "budget")}

    heard = hear(text, question, Context("fr", NOON.date(), "EUR", "BE"), slots, ("budget",))

    assert (heard.verb is not None) + (heard.change is not None) + (heard.reading is not None) == 1
