"""A case as a card: within Slack's limits in every state and language, with the right buttons, and never a command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.slack.blocks import LONGEST_FALLBACK, LONGEST_IN_ALL, escaped
from adapters.channels.slack.card import card_of, digest_of, disqualify_view, without_contact
from flows.case import REASONS, Case, CaseState, Member, Standing
from flows.effects import AlertSales, CardLine
from flows.flow import AlertRule
from flows.model import Key
from tests.adapters.leads import AT, MARIE, saying
from tests.fakes.slack.blocks import interactive, message_problems, said, view_problems

ANA = Member("U1", "Ana", "Europe/Brussels")
MASKED = AlertRule(("hot",), "fr", mask_contact=True)
HOSTILE = (
    "<!channel> <!here> <!everyone>",
    "<@U1> <#C1>",
    "<https://evil.example|https://bank.example>",
    "@everyone @channel",
    "*bold* _it_ ~x~ `code` ```block```",
    "&lt;!channel&gt; &amp;",
    "<!date^0^{date}|x>",
    ">>> quote\n• list",
    ":wave: :rotating_light:",
    "\u202egnirts",
    "half \ud800 character \x00",
    "& < > " * 900,
    "x" * 9000,
    "",
    " ",
)
STANDING = Standing(CaseState.NEW, None, None, None, None, None, None, None, 0)


def case(state: CaseState = CaseState.NEW, alert: AlertSales = MARIE, **changes: Any) -> Case:
    owned = {"owner": ANA, "claimed_at": AT + timedelta(seconds=102), "past": (STANDING,)}
    more = changes if state is CaseState.NEW else owned | changes
    new = Case(UUID(int=4), UUID(int=1), Key("web", "p"), Key("slack", "T1/C1"), alert, AT, state=state)
    return replace(new, **more)


STATES = {
    "new": case(claim_by=AT + timedelta(minutes=5)),
    **{state.value: case(state) for state in CaseState if state is not CaseState.NEW},
    "out": case(CaseState.DISQUALIFIED, reason="no-budget", note="pas un sou"),
    "out-by-the-flow": case(CaseState.DISQUALIFIED, reason="too-small"),
    "snoozed": case(snoozed_until=AT + timedelta(hours=1), past=(STANDING,)),
    "in-talk": case(CaseState.CLAIMED, relay=ANA),
    "judged": case(CaseState.WON, was_hot=True),
}


def words(blocks: list[Any]) -> str:
    return "\n".join(said({"blocks": blocks}))


def pressed(blocks: list[Any]) -> list[str]:
    """What can be done, by the verbs of the buttons and menus."""
    return [element["action_id"].split(":")[1] for _, element in interactive({"blocks": blocks})]


def spoken(value: Any) -> Iterator[dict[str, Any]]:
    """Every text object of Slack's."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value
        for inner in value.values():
            yield from spoken(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spoken(inner)


# --- limits and languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("rule", [None, MASKED], ids=["open", "masked"])
@pytest.mark.parametrize("state", STATES)
def test_slack_takes_the_card_in_every_state_and_language(state: str, rule: AlertRule | None, locale: str) -> None:
    alert = replace(MARIE, locale=locale, consented_at=AT)
    text, blocks = card_of(replace(STATES[state], alert=alert), rule)

    assert message_problems(blocks) == []
    assert 0 < len(text) <= LONGEST_FALLBACK
    assert not [t for t in spoken(blocks) if t["text"].startswith(("desk.", "sales."))]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("reason", ["hot", "human"])
def test_nothing_that_a_lead_or_a_member_wrote_can_act(text: str, reason: Any) -> None:
    alert = replace(saying(text, reason=reason), title=text, language=text, consented_at=AT)
    hostile = case(
        CaseState.DISQUALIFIED, alert, reason=text, note=text, owner=Member("U1", text), relay=Member("U1", text)
    )
    for rule in (None, MASKED):
        fallback, blocks = card_of(hostile, rule)

        assert message_problems(blocks) == []
        assert sum(len(t["text"]) for t in spoken(blocks)) <= LONGEST_IN_ALL + 1000
        assert "<" not in fallback
        for told in spoken(blocks):
            assert told["type"] == "plain_text" or told["text"].count("<") == told["text"].count("<!date^") == 1
        assert all(told["emoji"] is False for told in spoken(blocks) if ":wave:" in told["text"])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_digest_and_the_modal_are_as_safe(text: str) -> None:
    hostile = case(alert=replace(saying(text), title=text))
    _, digest = digest_of([replace(hostile, id=UUID(int=n)) for n in range(100)], "en")
    view = disqualify_view(hostile, [*((str(n), text or "x") for n in range(98)), *((c, c) for c in REASONS)])

    assert message_problems(digest) == []
    assert pressed(digest) == ["claim"] * 40
    assert view_problems(view) == []
    assert len(view["blocks"][0]["element"]["options"]) == 100


@pytest.mark.parametrize(
    ("locale", "one", "two"),
    [("fr", "1 autre prospect chaud", "2 autres prospects"), ("en", "lead in", "leads in")],
)
def test_one_lead_in_a_digest_is_one(locale: str, one: str, two: str) -> None:
    assert one in digest_of([case()], locale)[0]
    assert two in digest_of([case(), case()], locale)[0]


@given(st.text(max_size=200), st.sampled_from(sorted(STATES)), st.booleans())
def test_whatever_a_lead_says_the_card_can_be_posted(text: str, state: str, masked: bool) -> None:
    fallback, blocks = card_of(replace(STATES[state], alert=saying(text)), MASKED if masked else None)

    assert message_problems(blocks) == []
    assert "<" not in fallback
    json.dumps(blocks).encode()


@given(st.text(), st.integers(2, 60))
def test_a_cut_never_leaves_half_an_entity(text: str, longest: int) -> None:
    cut = escaped(text, longest)

    assert len(cut) <= longest
    assert "<" not in cut
    assert ">" not in cut
    bare = cut.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in bare


# --- what it says ------------------------------------------------------------------------------------------------


def test_a_new_card_says_what_a_seller_needs() -> None:
    text, blocks = card_of(replace(STATES["new"], alert=replace(MARIE, consented_at=AT)), None)
    told = words(blocks)

    for part in ("🔥 85", "Audit énergétique", "marie@dupont.be", "+32 470 12 34 56", "isoler 3 bâtiments"):
        assert part in told
    for part in ("Budget confirmé", "Décide seule", "−5", "dès ce mois-ci", "/audit", "français"):
        assert part in told
    assert f"<!date^{int(AT.timestamp())}^" in told
    assert f"<!date^{int((AT + timedelta(minutes=5)).timestamp())}^" in told
    assert "🔥 85" in text


def test_only_the_four_weightiest_reasons_are_shown_each_with_its_sign() -> None:
    lines = tuple(CardLine(points, f"reason {points}", "") for points in (-40, 30, 20, -10, 5, 1))
    told = words(card_of(case(alert=replace(MARIE, lines=lines)), None)[1])

    assert [told.find(sign) >= 0 for sign in ("−40", "+30", "+20", "−10", "+5", "+1 ")] == [True] * 4 + [False] * 2
    assert told.index("−40") < told.index("+30") < told.index("+20") < told.index("−10")


def test_who_asks_for_a_person_gets_the_lighter_card() -> None:
    told = words(card_of(case(alert=replace(MARIE, reason="human")), None)[1])

    assert "🙋" in told
    assert "Un prospect demande" in told
    assert "Budget confirmé" not in told


@pytest.mark.parametrize(
    ("state", "locale", "part"),
    [
        ("claimed", "fr", "pris · Ana · après 1 min 42 s"),
        ("claimed", "en", "claimed · Ana · after 1 min 42 s"),
        ("contacted", "en", "contacted · Ana"),
        ("meeting", "en", "meeting set · Ana"),
        ("won", "fr", "gagné · Ana"),
        ("lost", "fr", "perdu · Ana"),
        ("out", "fr", "Pas de budget — pas un sou"),
        ("out", "en", "No budget — pas un sou"),
        ("snoozed", "en", "snoozed until"),
        ("in-talk", "en", "Ana is talking with the prospect"),
        ("judged", "en", "👍"),
    ],
)
def test_a_card_says_how_the_case_stands(state: str, locale: str, part: str) -> None:
    blocks = card_of(replace(STATES[state], alert=replace(MARIE, locale=locale)), None)[1]

    assert part in words(blocks)


@pytest.mark.parametrize(
    ("state", "there", "not_there"),
    [
        ("new", {"claim", "snooze", "disqualify", "reassign", "take-over"}, {"undo", "won", "was-hot", "release"}),
        ("claimed", {"contacted", "meeting", "won", "lost", "undo", "was-hot", "reassign"}, {"claim", "release"}),
        ("contacted", {"meeting", "won", "lost", "undo"}, {"claim", "contacted"}),
        ("won", {"undo", "was-hot", "was-not"}, {"claim", "lost", "snooze", "disqualify", "reassign", "take-over"}),
        ("disqualified", {"undo"}, {"claim", "snooze", "disqualify"}),
        ("in-talk", {"release"}, {"take-over"}),
    ],
)
def test_a_card_offers_what_can_be_done_now(state: str, there: set[str], not_there: set[str]) -> None:
    offered = set(pressed(card_of(STATES[state], None)[1]))

    assert offered >= there
    assert not offered & not_there


@pytest.mark.parametrize("state", [CaseState.WON, CaseState.LOST, CaseState.DISQUALIFIED])
def test_a_talk_can_be_given_back_however_the_case_was_closed(state: CaseState) -> None:
    assert "release" in pressed(card_of(case(state, relay=ANA), None)[1])
    assert "release" not in pressed(card_of(case(state), None)[1])


def test_undo_says_how_many_deeds_it_has_seen() -> None:
    blocks = card_of(case(CaseState.CLAIMED, past=(STANDING, STANDING)), None)[1]
    [undo] = [e for _, e in interactive({"blocks": blocks}) if e["action_id"] == "desk:undo"]

    assert undo["value"] == f"{UUID(int=4)} 2"


# --- what it keeps to itself -------------------------------------------------------------------------------------


LEAK = replace(
    MARIE,
    contact=(("Nom", "Marie Dupont"), ("E-mail", "marie@dupont.be"), ("Téléphone", "0470 12 34 56")),
    lines=(CardLine(30, "Décide", "écrivez à marie@dupont.be"),),
    facts=(("Besoin", "appelez le +32 (0)470/12.34.56"), ("Budget", "1 500 000 €")),
    quote="mon mail pro : Marie.Dupont+x@dupont.co.uk",
    source="/audit?email=marie@dupont.be",
)


@pytest.mark.parametrize("state", [CaseState.NEW, CaseState.CLAIMED])
def test_contact_details_are_hidden_wherever_they_were_said_until_somebody_has_the_lead(state: CaseState) -> None:
    text, blocks = card_of(case(state, LEAK), MASKED)
    told = text + words(blocks)

    found = [part in told for part in ("marie@dupont.be", "0470 12 34 56", "12.34.56", "Dupont+x@", "dupont.co.uk")]
    assert found == [state is CaseState.CLAIMED] * 5
    assert "1 500 000 €" in told
    assert "Marie Dupont" in told


def test_a_postal_address_and_a_short_number_are_hidden_too() -> None:
    here = "Rue de l’Église 12, 1000 Bruxelles"
    alert = replace(
        MARIE,
        contact=(("Nom", "Marie Dupont"), ("Téléphone", "+290 22158"), ("Adresse", here)),
        facts=(("Besoin", "au 22158, ou passez rue de l’église 12 1000 bruxelles"),),
        reach=("+290 22158", here),
    )

    text, blocks = card_of(case(CaseState.NEW, alert), MASKED)
    told = (text + words(blocks)).lower()

    assert [part in told for part in ("église", "1000 bruxelles", "290 22158", "au 22158")] == [False] * 4
    assert "marie dupont" in told


def test_without_the_rule_nothing_is_hidden() -> None:
    assert "0470 12 34 56" in words(card_of(case(alert=LEAK), None)[1])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("marie@dupont.be", "m•••@d•••"),
        ("C'est marie@dupont.be, merci", "C'est m•••@d•••, merci"),
        ("+32 470 12 34 56", "+32 ••• 56"),
        ("appelez 0032470123456 demain", "appelez 003 ••• 56 demain"),
        ("1 500 000 € en 2026-11-23", "1 500 000 € en 2026-11-23"),
        ("camille @ exemple.be", "c•••@e•••"),
        ("camille arobase exemple point be", "c•••@e••• point be"),
        ("eve (at) evil.com, bob [at] a.be", "e•••@e•••, b•••@a•••"),
        ("on 0499 11 22 33 or +33 6 12 34 56 78", "on 049 ••• 33 or +33 ••• 78"),
        ("rien à cacher", "rien à cacher"),
    ],
)
def test_what_hides_a_contact_leaves_the_rest(text: str, left: str) -> None:
    assert without_contact(text, MARIE) == left
