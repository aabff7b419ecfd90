"""`step`: what one incoming leads to, seen from outside."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from flows.consent import text_hash
from flows.effects import AlertSales, EraseLead, Forward, SendMail
from flows.engine import begin, step
from flows.flow import END, Flow
from flows.loading import read_flow
from flows.model import Incoming, Opened, Pressed, Said, Source, State
from flows.values import Money, Window
from tests.flows.planted.faults import SIZES, SOUND
from tests.flows.visitors import NOON, TALK, WHO, Visitor, bot, hot_company, paper_taken

# --- deciding is pure --------------------------------------------------------------------------------------------


def test_the_same_arguments_give_an_equal_decision(bant: Flow) -> None:
    visitor = hot_company(bant)
    now = begin(bant, WHO, TALK, "en", NOON)

    for incoming, decided in zip(visitor.heard, visitor.decisions, strict=True):
        again = step(bant, now, incoming)

        assert again == decided
        now = again.conversation


def test_deciding_leaves_the_snapshot_as_it_was(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    before = visitor.now
    kept = replace(before)

    visitor.says("bike")

    assert before == kept
    assert visitor.now != kept


def test_effect_ids_are_stable_over_tries_and_differ_between_effects(bant: Flow) -> None:
    first, second = hot_company(bant), hot_company(bant)

    ids = [effect.id for effect in first.sent]

    assert ids == [effect.id for effect in second.sent]
    assert len(set(ids)) == len(ids) == 3


def test_effect_ids_differ_between_conversations(bant: Flow) -> None:
    visitor = hot_company(bant)
    other = replace(visitor.now, id=uuid4(), alerted=())
    incoming = Incoming(WHO, "x", visitor.at, Said("human"))

    here, there = step(bant, replace(visitor.now, alerted=()), incoming), step(bant, other, incoming)

    assert here.effects[0].id != there.effects[0].id


def test_each_turn_is_one_version_and_is_dated_by_its_incoming(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    assert [d.conversation.version for d in visitor.decisions] == list(range(1, 8))
    assert [d.conversation.updated_at for d in visitor.decisions] == [i.at for i in visitor.heard]
    assert all(m.at == i.at for d, i in zip(visitor.decisions, visitor.heard, strict=True) for m in d.messages)


# --- what is said ------------------------------------------------------------------------------------------------


def test_messages_are_numbered_from_one_without_gaps(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    numbers = [m.seq for d in visitor.decisions for m in d.messages]

    assert numbers == list(range(1, visitor.now.seq + 1))


def test_a_press_stands_in_the_transcript_as_the_words_on_the_button(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.presses("interest", "mobility")

    assert next((m.sender, m.text) for m in decision.messages) == ("you", "Getting around")
    assert visitor.now.answers[0].raw == "Getting around"


def test_several_buttons_pressed_at_once_are_one_answer(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()

    decision = visitor.presses("need", "reports", "invoices")

    answer = visitor.now.answer("need")
    assert decision.messages[0].text == "Reports and dashboards, Invoices and reminders"
    assert answer is not None
    assert answer.value.segments == ("invoices", "reports")  # type: ignore[union-attr]  # a need was given


def test_every_question_comes_with_its_buttons_its_hint_and_the_field_that_suits_it(bant: Flow) -> None:
    visitor = Visitor(bant)
    opened = visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")

    asked = bot(opened)[-1].prompt
    timed = bot(visitor.says("hello?"))[-1].prompt

    assert asked is not None
    assert (asked.id, asked.kind, asked.optional) == ("need", "need", False)
    assert [c.value for c in asked.choices] == ["invoices", "data-entry", "reports", "requests", "staff"]
    assert timed is not None
    assert timed.hint == "For example: as soon as possible, in 3 months, in September, no date."
    assert (timed.id, timed.input, timed.choices) == ("timing", "text", ())


def test_an_overlong_text_is_cut_before_it_is_kept(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.says("x" * 100_000)

    assert len(decision.messages[0].text) == 4000


def test_what_was_understood_is_said_when_it_was_not_the_very_words(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    near = bot(visitor.says("mobilty"))
    exact = bot(visitor.says("I am discovering"))

    assert near[0].text.startswith("Noted: Getting around.\n")
    assert "Noted" not in exact[0].text


# --- the turn's row ----------------------------------------------------------------------------------------------


def test_the_row_tells_what_happened_without_a_word_of_what_was_said(white_paper: Flow) -> None:
    visitor = Visitor(white_paper, "fr")

    opened = visitor.opens().turn
    unclear = visitor.says("xyzzy").turn
    answered = visitor.says("vélo").turn

    assert (opened.did, opened.question, opened.from_state, opened.to_state) == ("opened", None, "open", "interest")
    assert (unclear.did, unclear.question, unclear.slips, unclear.to_state) == ("unclear", "interest", 1, "interest")
    assert (answered.did, answered.from_state, answered.to_state) == ("answer", "interest", "engaged")
    assert (answered.slips, answered.state, answered.locale) == (0, "open", "fr")
    assert (answered.done, answered.of) == (1, 6)
    assert "xyzzy" not in repr(unclear)


def test_the_last_row_tells_that_all_is_done(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    turn = visitor.decisions[-1].turn

    assert (turn.did, turn.from_state, turn.to_state, turn.state) == ("answer", "newsletter", "done", "done")
    assert (turn.done, turn.of) == (6, 6)


@pytest.mark.parametrize(
    ("said", "did"),
    [
        ("back", "back"),
        ("change topic", "change"),
        ("why?", "why"),
        ("skip", "skip"),
        ("human", "human"),
        ("stop", "stop"),
        ("start over", "restart"),
        ("repeat", "repeat"),
        ("français", "language"),
        ("delete my data", "erase"),
        ("help", "help"),
        ("curious", "answer"),
    ],
)
def test_the_row_names_the_verb(white_paper: Flow, said: str, did: str) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike")

    assert visitor.says(said).turn.did == did


# --- consent -----------------------------------------------------------------------------------------------------


def test_a_yes_is_kept_with_the_version_the_hash_and_the_language_of_what_was_shown(white_paper: Flow) -> None:
    visitor = Visitor(white_paper, "fr")
    visitor.opens()
    visitor.says("vélo", "projet")

    (consent,) = visitor.says("oui").consents

    shown = white_paper.consent
    assert shown is not None
    told = [shown.version, shown.text["fr"], "365"] + [f"{p.id}: {p.text['fr']}" for p in shown.purposes]
    assert (consent.purpose, consent.given, consent.text_version, consent.locale) == ("magnet", True, "2026-11", "fr")
    assert consent.text_hash == hashlib.sha256("\n".join(told).encode()).hexdigest()
    assert consent.text_hash != text_hash(white_paper, "en")
    assert visitor.now.consented("magnet")
    assert not visitor.now.consented("newsletter")


def test_a_question_that_grants_a_purpose_records_its_own_yes_or_no(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    assert [(c.purpose, c.given) for c in visitor.decisions[-1].consents] == [("newsletter", False)]

    visitor.presses("newsletter", "/change")
    visitor.presses("newsletter", "yes")

    assert visitor.now.consented("newsletter")
    assert [c.purpose for c in visitor.now.consents] == ["magnet", "newsletter"]


def test_consent_withdrawn_leaves_no_personal_answer_behind(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    visitor.presses("privacy", "/change")
    decision = visitor.presses("privacy", "no")

    assert "camille" not in repr(visitor.now).casefold()
    assert dict(decision.withdrawn) == {"email": "withdrawn", "firstname": "withdrawn", "newsletter": "left"}
    assert not visitor.now.consented("magnet")
    assert visitor.now.ending == "declined"


def test_consent_passed_over_counts_as_a_no(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", "curious", "skip")
    assert visitor.now.asking == "privacy"

    decision = visitor.says("skip")

    assert [(c.purpose, c.given) for c in decision.consents] == [("magnet", False)]
    assert visitor.now.ending == "declined"


def test_consent_is_asked_with_its_whole_text(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.says("bike", "curious")

    shown = white_paper.consent
    assert shown is not None
    assert bot(decision)[-1].text.startswith(shown.text["en"])


# --- what was known beforehand -----------------------------------------------------------------------------------


def test_what_is_known_is_not_asked_again_save_what_is_personal(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)

    visitor.opens(interest="bike", email="Ada@Example.com")
    opened = visitor.now
    visitor.says("curious", "yes", "Ada")

    assert [(a.question, a.prior) for a in opened.answers] == [("interest", True)]
    assert opened.asking == "engaged"
    assert visitor.now.asking == "email"
    assert "ada@example.com" not in repr((opened, visitor.now)).lower()


def test_a_known_consent_a_grant_or_an_unknown_question_is_never_taken(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)

    visitor.opens(privacy="yes", newsletter="yes", nothing="at all", engaged="gibberish")

    assert visitor.now.answers == ()
    assert visitor.now.consents == ()


# --- what is told before it is asked -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contact",
    [
        "Ada@Example.com",
        "<ada@example.co.uk>",
        "+32 475 12 34 56",
        "0475/12.34.56",
        "(0475) 123456",
        "ada arobase example point be",
        "ada (at) example.be",
    ],
)
@pytest.mark.parametrize("said", [(), ("bike",), ("bike", "curious"), ("bike", "curious", "no")])
def test_without_a_yes_no_address_and_no_number_is_kept(white_paper: Flow, contact: str, said: tuple[str, ...]) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.says(*said, f"write to {contact}, please")

    assert decision.messages[0].text.startswith("write to ")
    assert "…" in decision.messages[0].text
    assert "I have not kept" in bot(decision)[0].text
    assert not any(part in repr(decision) for part in ("da@", "12.34", "1234", "12 34", "arobase", "(at)"))


def test_after_a_yes_or_to_a_person_words_are_kept_as_they_are(white_paper: Flow) -> None:
    agreed, waiting = Visitor(white_paper), Visitor(white_paper)
    agreed.opens()
    waiting.opens()

    agreed.says("bike", "curious", "yes")
    waiting.says("human")

    for visitor in (agreed, waiting):
        assert visitor.says("ada@example.com").messages[0].text == "ada@example.com"


NAMED = [
    "my name is John Canary",
    "Je m'appelle John Canary",
    "je suis John Canary",
    "hello, I'm John Canary from Acme",
    "MY NAME IS JOHN CANARY",
    "John@canary.example, my name is John Canary",
    "x " * 1_200 + "my name is John Canary",
]


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize("said", [(), ("bike",), ("bike", "curious"), ("bike", "curious", "no")])
def test_without_a_yes_no_name_that_is_told_is_kept(white_paper: Flow, text: str, said: tuple[str, ...]) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.says(*said, text)

    assert "…" in decision.messages[0].text
    assert bot(decision)[0].text.startswith("Without your agreement I have not kept")
    assert "canary" not in repr(decision).lower()


def test_after_a_no_a_person_reads_a_name_that_is_not_kept(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    decision = visitor.says("bike", "curious", "no", "human", "my name is John Canary, 0475 12 34 56")

    assert decision.messages[0].text == "my name is …, …"
    assert [e.text for e in decision.effects if isinstance(e, Forward)] == ["my name is John Canary, 0475 12 34 56"]
    assert "not kept" not in "".join(m.text for m in decision.messages)


def test_a_need_told_with_a_name_is_an_answer_without_it(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()

    alone = visitor.says("hello, my name is John Canary")
    both = visitor.says("I'm John Canary and we lose whole days on sorting papers by hand")

    assert (alone.turn.did, alone.turn.to_state) == ("veiled", "need")
    assert both.turn.to_state == "size"
    assert [a.raw for a in both.answers] == ["I'm … and we lose whole days on sorting papers by hand"]


@pytest.mark.parametrize(
    "text",
    """Je suis Directeur Général|I'm Managing Director|call me back|call me Monday|appelez-moi Lundi Matin
signed contract next week|name the price|This is Very Important|C'est Très Urgent|Je suis Consultant Indépendant
I'm Looking For Software|I AM LOOKING FOR A NEW CRM FOR US|JE SUIS INTERESSE PAR UN CRM|This is Microsoft Teams
my name is on the list""".replace("\n", "|").split("|"),
)
def test_what_only_looks_like_an_introduction_is_kept(white_paper: Flow, text: str) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    assert visitor.says(text).messages[0].text == text


def test_a_message_that_only_tells_how_to_be_reached_answers_nothing(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()

    asked = bot(visitor.says("my email is ada@example.com and my phone is +32 475 12 34 56"))
    told = visitor.says("invoices, write to ada@example.com")

    assert asked[-1].prompt is not None
    assert (asked[-1].prompt.id, told.turn.to_state) == ("need", "size")


def test_no_number_of_tries_makes_a_phone_number_a_name(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.says("invoices", "12", "in 2 months", "8000 euros", "me", "yes")

    for _ in range(7):
        assert visitor.says("0475 12 34 99").turn.did == "unclear"


def test_an_account_or_a_card_is_not_kept_before_a_yes(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    said = visitor.says("IBAN BE68 5390 0754 7034, card 4111 1111 1111 1111").messages[0].text

    assert said == "IBAN …, card …"


def test_amounts_dates_and_counts_are_no_phone_numbers(white_paper: Flow) -> None:
    for said in ("25000000", "10/12/2026", "2026-12-10", "1 000 000 €", "20 000 - 30 000", "2"):
        visitor = Visitor(white_paper)
        visitor.opens()
        assert visitor.says(said).messages[0].text == said


def test_an_address_in_the_pages_own_address_is_not_kept(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)

    visitor.hears(
        Opened(Source("https://a.example/?mail=ada%40example.com&x=1", None, {"utm_term": "ada@example.com"}))
    )

    assert visitor.now.source == Source("https://a.example/?mail=…&x=1", None, {"utm_term": "…"})


# --- stale presses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("interest", ("food",)),
        ("newsletter", ("yes",)),
        ("nowhere", ("yes",)),
        ("engaged", ("/dance",)),
        ("interest", ("/skip",)),
        ("erase", ("/erase-yes",)),
        ("menu", ("/erase-no",)),
        ("", ()),
    ],
)
def test_a_stale_press_changes_nothing_but_the_transcript(
    white_paper: Flow, question: str, choices: tuple[str, ...]
) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike")
    before = visitor.now

    decision = visitor.presses(question, *choices)

    after = visitor.now
    assert decision.turn.did == "stale"
    assert after == replace(before, version=after.version, updated_at=after.updated_at, seq=after.seq)
    assert (decision.answers, decision.effects, decision.consents, decision.gifts) == ((), (), (), ())
    assert (decision.lines_added, decision.lines_ended, decision.withdrawn) == ((), (), ())


def test_a_press_on_the_question_that_waits_but_of_no_button_of_it_is_unclear(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    assert visitor.presses("interest", "spaceflight").turn.did == "unclear"
    assert visitor.presses("interest", "food", "waste").turn.did == "unclear"
    assert visitor.presses("interest").turn.did == "unclear"
    assert visitor.now.answers == ()


# --- help that grows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [("a", "b", "c"), ("maybe", "perhaps", "it depends")])
def test_the_third_time_there_is_a_way_round_whether_or_not_something_was_suggested(
    white_paper: Flow, texts: tuple[str, str, str]
) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", "curious")

    first, second, third = (bot(visitor.says(text))[-1] for text in texts)

    assert len(first.text) < len(second.text) < len(third.text)
    assert third.prompt is not None
    assert [c.value for c in third.prompt.choices][-2:] == ["/skip", "/human"]
    assert second.prompt is not None
    assert "/skip" not in [c.value for c in second.prompt.choices]


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_from_the_fourth_time_on_the_help_is_calm_short_and_offers_to_stop(white_paper: Flow, locale: str) -> None:
    visitor = Visitor(white_paper, locale)
    visitor.opens()

    *_, third, fourth, fifth = [bot(visitor.says(text))[-1] for text in ("qx", "wz", "xk", "zv", "vw")]

    assert len(fourth.text) < len(third.text)
    assert fourth.text.endswith(white_paper.by_id["interest"].ask[locale])
    assert fifth.text == fourth.text
    assert fourth.prompt is not None
    assert [c.value for c in fourth.prompt.choices][-3:] == ["/skip", "/human", "/stop"]
    assert visitor.says("skip").turn.to_state == "engaged"


@pytest.mark.parametrize("said", ["maybe", "perhaps €3,000, or else €9,000", "xyzzy"])
def test_no_number_of_tries_makes_a_choice_a_consent_or_an_amount_of_something_else(bant: Flow, said: str) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")

    for question, answer in (
        ("size", "medium"),
        ("timing", "in june"),
        ("budget", "8000 euros"),
        ("authority", "self"),
    ):
        assert [visitor.says(f"{said} ({question})").turn.did for _ in range(8)] == ["unclear"] * 8
        visitor.presses(question, answer)
    for _ in range(8):
        visitor.says(said)

    assert visitor.now.asking == "privacy"
    assert visitor.now.consents == ()


def test_a_skip_after_many_tries_keeps_an_answer_that_was_given_before(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    visitor.says("change e-mail", *["nowhere"] * 6)

    visitor.says("skip")

    answer = visitor.now.answer("email")
    assert answer is not None
    assert answer.value == "camille@example.org"


@pytest.mark.parametrize(("said", "asked"), [("2", "engaged"), ("Where you stand", "engaged")])
def test_a_number_or_a_label_at_the_answers_to_change_is_that_answer(white_paper: Flow, said: str, asked: str) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", "curious")
    offered = bot(visitor.says("change"))[-1].prompt

    visitor.says(offered.choices[1].label if offered and said.startswith("Where") else said)

    assert visitor.now.asking == asked
    assert visitor.now.menu == ()


def test_a_number_after_did_you_mean_is_that_suggestion(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.says("invoices", "12", "in june")
    meant = bot(visitor.says("perhaps €3,000, or else €9,000"))[-1].prompt

    noted = bot(visitor.says("2"))[0].text

    assert meant is not None
    assert meant.choices[1].label in noted
    assert visitor.now.asking == "authority"


def test_a_readable_answer_makes_the_help_begin_afresh(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    first = bot(visitor.says("qx"))[-1].text
    visitor.says("wz", "xk", "zv", "vw", "kq", "bike")

    again = bot(visitor.says("qx"))[-1].text

    assert first.split("\n")[0] == again.split("\n")[0]
    assert visitor.now.explained is None


def test_suggestions_are_buttons_that_are_understood(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in june")

    asked = bot(visitor.says("maybe €3,000, or else €9,000"))[-1].prompt
    assert asked is not None
    visitor.presses("budget", asked.choices[1].value)

    answer = visitor.now.answer("budget")
    assert answer is not None
    assert answer.value == Money(9000, 9000, "EUR")


# --- gifts, mail and alerts --------------------------------------------------------------------------------------


def test_a_magnet_is_given_once_a_round(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    visitor.presses("newsletter", "/change")
    changed = visitor.presses("newsletter", "yes")
    visitor.says("start over")
    visitor.presses("interest", "food")
    visitor.presses("engaged", "curious")
    anew = visitor.presses("newsletter", "no")

    first = visitor.decisions[6]
    assert [g.magnet for g in first.gifts] == ["white-paper"]
    assert changed.gifts == ()
    assert [g.magnet for g in anew.gifts] == ["white-paper"]
    assert anew.gifts[0].delivery != first.gifts[0].delivery


def test_a_gift_stands_in_the_message_that_gives_it(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    decision = visitor.decisions[-1]

    (message,) = [m for m in decision.messages if m.gift]
    (mail,) = decision.effects

    assert (message.gift,) == decision.gifts
    assert isinstance(mail, SendMail)
    assert mail.gift == message.gift
    assert message.gift is not None
    assert message.gift.file.endswith("magnets/livre-blanc.en.pdf")
    assert message.gift.size > 10_000
    assert "{link}" in mail.text


def test_a_code_is_said_and_mailed_without_a_file(quiz: Flow) -> None:
    visitor = Visitor(quiz)
    visitor.opens()
    visitor.says("5 years", "100000", "petrol", "good", "this month", "yes", "skip")

    decision = visitor.says("bo@example.com")

    code = next(e for e in decision.effects if isinstance(e, SendMail) and e.gift is None)
    assert "INSPECTION-10" in code.text
    assert "{" not in code.text
    assert any("INSPECTION-10" in m.text for m in decision.messages)


@pytest.mark.parametrize(("locale", "words"), [("fr", "en route vers"), ("en", "on its way to")])
def test_a_mail_is_promised_only_where_mail_can_be_sent(white_paper: Flow, locale: str, words: str) -> None:
    with_mail = paper_taken(white_paper, locale)
    without = paper_taken(replace(white_paper, mails=False), locale)

    told, untold = with_mail.decisions[-1], without.decisions[-1]

    assert any(words in m.text for m in told.messages)
    assert not any(words in m.text or "camille@" in m.text for m in bot(untold))
    assert untold.effects == told.effects  # it waits in the outbox until mail is set
    assert untold.gifts == told.gifts


def test_a_new_address_is_mailed_to_once_and_an_old_one_not_again(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    for address in ("camille@example.com", "camille@example.org", "camille@example.com"):
        visitor.says("change e-mail", address)

    to = [e.to for e in visitor.sent if isinstance(e, SendMail)]
    assert to == ["camille@example.org", "camille@example.com"]


def test_an_address_given_some_turns_before_the_end_is_reached_anew_is_mailed_to(bant: Flow) -> None:
    visitor = hot_company(bant)
    visitor.presses("privacy", "/change")
    visitor.presses("privacy", "no")
    visitor.presses("privacy", "/change")
    visitor.presses("privacy", "yes")
    visitor.says("Sam", "Carter Ltd", "new@example.org")
    assert visitor.now.asking == "phone"

    decision = visitor.says("skip")

    assert visitor.now.state is State.DONE
    assert {e.to for e in decision.effects if isinstance(e, SendMail)} == {"new@example.org"}


def test_what_is_mailed_in_another_language_is_a_delivery_of_its_own(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    visitor.says("français", "changer mon adresse e-mail")
    decision = visitor.says("camille@example.com")

    (mail,) = decision.effects
    assert isinstance(mail, SendMail)
    assert (mail.gift,) == decision.gifts
    assert mail.gift is not None
    assert mail.gift.file.endswith(".fr.pdf")
    assert mail.gift.delivery not in {g.delivery for d in visitor.decisions[:-1] for g in d.gifts}


def test_a_hot_lead_is_told_with_its_reasons_and_only_once_a_round(bant: Flow) -> None:
    visitor = hot_company(bant)

    (alert,) = [e for e in visitor.sent if isinstance(e, AlertSales)]
    visitor.says("change phone", "+44 20 7946 0999")

    assert (alert.reason, alert.band, alert.points, alert.fit, alert.intent) == ("hot", "hot", 95, 55, 40)
    assert sum(line.points for line in alert.lines) == alert.points
    assert [abs(line.points) for line in alert.lines] == sorted((abs(ln.points) for ln in alert.lines), reverse=True)
    assert ("nom", "Sam Carter") in alert.contact
    assert ("budget", "12 000 €") in [(k, v.replace("\u202f", " ")) for k, v in alert.facts]
    assert alert.source == "https://example.org/paper"
    _, later = [e for e in visitor.sent if isinstance(e, AlertSales)]
    assert (later.corrected, later.points) == (True, alert.points)
    assert "+44 20 7946 0999" in later.reach


def test_asking_for_a_person_twice_is_one_alert_a_round(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    visitor.says("human", "human", "start over", "human")

    assert [e.reason for e in visitor.sent if isinstance(e, AlertSales)] == ["human", "human"]
    assert len({e.id for e in visitor.sent if isinstance(e, AlertSales)}) == 2


def test_a_fresh_link_goes_only_to_the_address_on_file(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    delivery = visitor.decisions[-1].gifts[0].delivery

    known, unknown = visitor.asks_link(delivery), visitor.asks_link(uuid4())

    assert [(e.to, e.gift and e.gift.delivery) for e in known.effects if isinstance(e, SendMail)] == [
        ("camille@example.org", delivery)
    ]
    assert unknown.effects == ()
    assert (known.messages, known.turn.did) == ((), "link")


def test_a_fresh_link_is_not_sent_once_consent_was_withdrawn(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    delivery = visitor.decisions[-1].gifts[0].delivery
    visitor.presses("privacy", "/change")
    visitor.presses("privacy", "no")

    assert visitor.asks_link(delivery).effects == ()


def test_a_link_of_an_earlier_round_can_be_renewed(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    delivery = visitor.decisions[-1].gifts[0].delivery
    visitor.says("start over", "food", "curious", "no")

    (mail,) = visitor.asks_link(delivery).effects

    assert isinstance(mail, SendMail)
    assert mail.gift is not None
    assert mail.gift.delivery == delivery


# --- leaving and coming back -------------------------------------------------------------------------------------


def test_answers_on_a_branch_left_are_kept_but_do_not_count(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in june", "8000 euros")
    visitor.presses("authority", "self")
    with_branch = visitor.decisions[-1].score

    visitor.says("change budget")
    left = visitor.says("no budget")
    visitor.says("change budget")
    back = visitor.says("8000 euros")

    assert left.withdrawn == (("authority", "left"),)
    assert "decides" in [line.rule for line in left.lines_ended]
    assert [a.question for a in back.answers] == ["budget", "authority"]
    assert [line.rule for line in back.score.lines] == [line.rule for line in with_branch.lines]
    assert visitor.now.asking == "privacy"


def test_an_answer_on_a_branch_left_decides_nothing_further_on(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in june", "8000 euros")
    visitor.presses("authority", "other")  # with this answer, the talk would end after "callback"
    visitor.says("change budget", "no budget")
    visitor.presses("obstacle", "prove-gain")
    visitor.presses("privacy", "yes")
    visitor.says("Sam", "Carter Ltd", "sam@example.org")

    visitor.presses("callback", "no")

    assert visitor.now.answer("authority") is None
    assert visitor.now.asking == "newsletter"


def test_erasing_asks_first_and_then_carries_one_effect(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    visitor.says("delete my data")
    asked = visitor.now

    decision = visitor.presses("erase", "/erase-yes")

    assert asked.pending is not None
    (effect,) = decision.effects
    assert isinstance(effect, EraseLead)
    assert str(effect.id) in bot(decision)[0].text
    assert (visitor.now.state, visitor.now.asking) == (State.STOPPED, None)


def test_asking_twice_for_erasure_asks_again_instead_of_keeping(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    first, second = visitor.says("delete my data"), visitor.says("delete my data")

    assert bot(first)[0].text == bot(second)[0].text
    assert visitor.now.pending is not None


@pytest.mark.parametrize("said", ["yes", "Pick up again", "pick up again!", "back"])
def test_after_a_stop_the_buttons_words_do_what_the_button_does(white_paper: Flow, said: str) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", "stop")

    visitor.says(said)

    assert (visitor.now.state, visitor.now.asking) == (State.OPEN, "engaged")


@pytest.mark.parametrize(("said", "number", "state"), [("stop", "1", State.OPEN), ("human", "1.", State.OPEN)])
def test_a_number_is_that_button_of_those_offered_when_no_question_waits(
    white_paper: Flow, said: str, number: str, state: State
) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", said)

    visitor.says(number)

    assert (visitor.now.state, visitor.now.asking) == (state, "engaged")


def test_a_number_said_after_the_end_begins_nothing_anew_until_there_are_buttons_to_name(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    assert visitor.says("2").turn.did == "outside"
    assert (visitor.now.state, visitor.now.round) == (State.DONE, 0)
    assert visitor.says("3").turn.did == "human"


def test_a_number_answers_the_question_whether_to_erase(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)

    visitor.says("delete my data", "2")
    kept = visitor.now
    visitor.says("delete my data", "1")

    assert (kept.state, kept.pending) == (State.DONE, None)
    assert [e.kind for e in visitor.sent] == ["mail", "erase"]


def test_every_button_that_can_be_said_is_understood_when_it_is_said(white_paper: Flow) -> None:
    for locale in white_paper.languages:
        visitor = paper_taken(white_paper, locale)
        for verb in ("change", "restart", "human"):
            offered = bot(visitor.says("…"))[-1].prompt
            assert offered is not None
            label = next(c.label for c in offered.choices if c.value == f"/{verb}")
            here = visitor.now

            assert visitor.says(label).turn.did == verb

            visitor.now = here


def test_a_stop_at_any_point_is_a_stop(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()

    for said in ("bike", "delete my data", "human", "change topic"):
        visitor.says(said, "stop")

        assert visitor.now.state is State.STOPPED


# --- edges -------------------------------------------------------------------------------------------------------


def test_a_question_after_which_no_branch_holds_ends_the_talk(white_paper: Flow) -> None:
    interest = white_paper.by_id["interest"]
    only_food = replace(interest.branches[0], when=white_paper.rules[0].when)
    broken = replace(white_paper, questions=(replace(interest, branches=(only_food,)), *white_paper.questions[1:]))
    visitor = Visitor(broken)
    visitor.opens()

    visitor.says("food")

    assert broken.path({}) == ("interest",)
    assert visitor.now.state is State.DONE
    assert broken.after("interest", {}) == END


def test_days_are_counted_from_the_day_it_is_where_the_flow_lives() -> None:
    flow, _ = read_flow(SOUND, SIZES.get)  # "soon" is within 30 days
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)  # in Brussels it is the 11th
    visitor = Visitor(flow, at=late)
    visitor.opens()
    visitor.says("cheese", "5", "100 euros")

    decision = visitor.says("in 30 days")

    answer = visitor.now.answer("date")
    assert answer is not None
    assert answer.value == Window(date(2026, 4, 10), date(2026, 4, 10))
    assert "soon" in [line.rule for line in decision.score.lines]


def test_an_unknown_language_begins_in_the_flows_first(white_paper: Flow) -> None:
    assert begin(white_paper, WHO, TALK, "de-AT", NOON).locale == "fr"
    assert begin(white_paper, WHO, TALK, "en_GB", NOON).locale == "en"


def test_opening_again_asks_again_and_takes_nothing_in(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike")

    again = visitor.opens(engaged="curious")

    assert [m.prompt and m.prompt.id for m in again.messages] == ["engaged"]
    assert visitor.now.answer("engaged") is None


def test_a_restart_keeps_consent_but_nothing_else_of_an_unfinished_talk(white_paper: Flow) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    visitor.says("bike", "project", "yes", "Camille")

    decision = visitor.says("start over")

    assert {a.question: a.value for a in visitor.now.answers} == {"privacy": "yes"}
    assert (visitor.now.round, visitor.now.asking) == (1, "interest")
    assert (decision.score.points, decision.lines_ended) == (0, ())


@pytest.mark.parametrize("what", [Opened(), Said("bike"), Pressed("interest", ("food",))])
def test_time_comes_only_with_the_incoming(white_paper: Flow, what: Opened | Said | Pressed) -> None:
    visitor = Visitor(white_paper)
    visitor.opens()
    later = NOON + timedelta(days=400)

    decision = step(white_paper, visitor.now, Incoming(WHO, "x", later, what))

    assert {m.at for m in decision.messages} == {later}
    assert decision.conversation.updated_at == later
    assert decision.conversation.started_at == NOON


def test_a_no_at_the_gate_takes_back_every_earlier_yes(white_paper: Flow) -> None:
    visitor = paper_taken(white_paper)
    visitor.says("change newsletter", "yes")
    assert visitor.now.consented("newsletter")

    visitor.presses("privacy", "/change")
    visitor.says("no")

    assert not any(c.given for c in visitor.now.consents)
    assert visitor.now.answer("email") is None


# --- words that came in pieces, and corrections -------------------------------------------------------------------


@pytest.mark.parametrize(
    "pieces", [("between", "10", "and 20k"), ("the budget is", "between 10 and", "20k"), ("up to", "20k")]
)
def test_words_that_come_in_pieces_are_read_together(bant: Flow, pieces: tuple[str, ...]) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in 2 months")
    for piece in pieces:
        visitor.at -= timedelta(seconds=28)  # two seconds after the last
        visitor.says(piece)

    answer = visitor.now.answer("budget")

    assert answer is not None
    assert isinstance(answer.value, Money)
    assert answer.value.maximum == 20_000


def test_what_comes_later_stands_alone(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in 2 months", "up to", "20k")

    answer = visitor.now.answer("budget")

    assert answer is not None
    assert answer.value == Money(20_000, 20_000, "EUR")


def test_a_correction_in_passing_says_what_changed_and_goes_on_where_it_stood(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")
    visitor.says("in 2 months", "12k euros")
    asking = visitor.now.asking

    said = bot(visitor.says("actually the budget is 20k"))

    answer = visitor.now.answer("budget")
    assert answer is not None
    assert answer.value == Money(20_000, 20_000, "EUR")
    assert "€20,000 instead of €12,000" in said[0].text
    assert visitor.now.asking == asking


def test_a_correction_and_its_reverse_restore_score_and_state(bant: Flow) -> None:
    visitor = hot_company(bant)
    before = visitor.decisions[-1]

    visitor.says("change my budget to 500 euros")
    lower = visitor.decisions[-1]
    visitor.says("sorry, the budget was 12k euros after all")
    after = visitor.decisions[-1]

    assert lower.score != before.score
    assert [(line.rule, line.points) for line in after.score.lines] == [(x.rule, x.points) for x in before.score.lines]
    assert (after.conversation.state, after.conversation.asking) == (
        before.conversation.state,
        before.conversation.asking,
    )


def test_a_question_back_is_answered_and_then_the_talk_goes_on(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()

    known = visitor.says("how much does it cost?")
    unknown = visitor.says("are you based in Lisbon?")

    assert "€2,000" in bot(known)[0].text
    assert known.turn.did == "question"
    assert unknown.turn.did == "question-open"
    assert "pass your question on" in bot(unknown)[0].text
    assert visitor.now.asking == "need"
    assert bot(unknown)[0].prompt is not None


def test_an_answer_may_bring_a_question_along(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()
    visitor.presses("need", "invoices")
    visitor.presses("size", "medium")

    decision = visitor.says("In 2 months. Are you based in Lisbon?")

    assert visitor.now.answer("timing") is not None
    assert decision.turn.did == "answer-question-open"
    assert "pass your question on" in bot(decision)[0].text


def test_not_knowing_is_helped_once_and_then_passed_over(bant: Flow) -> None:
    visitor = Visitor(bant)
    visitor.opens()

    first = visitor.says("I don't know")
    second = visitor.says("no idea")

    assert first.turn.did == "unknown"
    assert "a rough idea will do" in bot(first)[0].text
    assert second.conversation.asking != "need"
    assert second.conversation.answer("need") is not None
