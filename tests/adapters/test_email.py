"""Mail reaches exactly one mailbox, once where SMTP allows it, and each refusal is told from each delay."""

from __future__ import annotations

import ssl
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.integrations.contract import Refused, Retry
from adapters.integrations.email import Email, Letters, MailedAlerts, OutMail, address, alert_mail, letter
from flows.effects import SendMail
from tests.adapters.leads import AT, DELIVERY, KEY, LETTER, MARIE, saying
from tests.fakes.smtp import CERTIFICATE, FakeSmtp, Fault, Stored

LINK = "https://aimant.example/m/abc.def.ghi"
MAIL = letter(LETTER, LINK, AT)


def email(port: int, **changes: Any) -> Email:
    settings = {
        "sender": "bonjour@aimant.example",
        "sender_name": "L’équipe Aimant",
        "username": None,
        "password": None,
        "security": "none",
        "timeout_seconds": 10.0,
    } | changes
    return Email(settings.pop("host", "127.0.0.1"), port, **settings)


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def body(stored: Stored, kind: str) -> str:
    part = stored.message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


async def test_a_letter_arrives_as_text_and_html_with_its_link_and_headers():
    async with FakeSmtp() as smtp:
        letters = Letters(email(smtp.port), {DELIVERY: LINK}.__getitem__, lambda: AT)
        await letters.carry(LETTER, KEY)
        await letters.close()

    (stored,) = smtp.stored
    message = stored.message
    assert stored.recipients == ("marie@dupont.be",)
    assert stored.sender == "bonjour@aimant.example"
    assert message.get_content_type() == "multipart/alternative"
    assert message["From"].addresses[0].display_name == "L’équipe Aimant"
    assert message["To"] == "marie@dupont.be"
    assert message["Subject"] == "Votre livre blanc"
    assert message["Date"].datetime == AT
    assert message["Message-ID"] == f"<{KEY}@aimant.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert f"Voici votre livre blanc : {LINK}\nBonne lecture !" in body(stored, "plain")
    assert f'<a href="{LINK}"' in body(stored, "html")
    assert '<html lang="fr">' in body(stored, "html")
    assert stored.raw.isascii()


async def test_a_letter_without_a_gift_keeps_its_text_as_it_is():
    async with FakeSmtp() as smtp:
        await Letters(email(smtp.port), {}.__getitem__, lambda: AT).carry(replace(LETTER, gift=None), KEY)

    assert "{link}" in body(smtp.stored[0], "plain")
    assert "<a " not in body(smtp.stored[0], "html")


async def test_a_hot_lead_arrives_as_a_card_in_its_language_dated_as_it_was_raised():
    async with FakeSmtp() as smtp:
        await MailedAlerts(email(smtp.port), "ventes@aimant.example").carry(MARIE, KEY)

    (stored,) = smtp.stored
    assert stored.recipients == ("ventes@aimant.example",)
    assert stored.message["Subject"] == "Prospect chaud · Audit énergétique"
    assert stored.message["Date"].datetime == AT
    assert stored.raw.isascii()
    for kind, comprised in (("plain", "R&D comprise"), ("html", "R&amp;D comprise")):
        for part in (
            "score 85",
            "+30  Budget confirmé",
            comprised,
            "marie@dupont.be",
            "isoler 3 bâtiments",
            "page web",
        ):
            assert part in body(stored, kind)


def test_an_english_alert_is_in_english():
    mail = alert_mail(replace(MARIE, locale="en"), "sales@aimant.example")

    assert mail.subject == "Hot lead · Audit énergétique"
    assert "In their words" in mail.text
    assert mail.locale == "en"


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% x %}"])
def test_what_a_lead_wrote_is_never_markup(words: str):
    greeting = f"Bonjour {words},\n\n{{link}}"
    gift = LETTER.gift
    assert gift is not None

    pages = [
        alert_mail(saying(words), "ventes@aimant.example").html,
        letter(replace(LETTER, text=greeting, gift=replace(gift, title=words), locale=words), LINK, AT).html,
    ]

    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "49" not in page


def test_only_the_word_link_in_braces_is_replaced():
    text = "{link} {0} {link.__class__} {{link}} %s {gift}"

    mail = letter(replace(LETTER, text=text), LINK, AT)

    assert mail.text == f"{LINK} {{0}} {{link.__class__}} {{{LINK}}} %s {{gift}}"


ONE_TOO_MANY = (
    "a@x.be, b@y.be",
    "a@x.be,b@y.be",
    "a@x.be;b@y.be",
    "a@x.be b@y.be",
    "a@x.be\r\nRCPT TO:<b@y.be>",
    "a@x.be\nBcc: b@y.be",
    "a@x.be\n",
    "a@x.be\x00",
    "<a@x.be>",
    "Marie <a@x.be>",
    "a@x.be (b@y.be)",
    '"a@x.be, b"@y.be',
    '"a b"@x.be',
    '"a\\"@x.be,b"@y.be',
    "a@x.be>,<b@y.be",
    "@x.be:b@y.be",
    "group:a@x.be,b@y.be;",
    "a@[127.0.0.1]",
    "a@b@x.be",
    "a..b@x.be",
    ".a@x.be",
    "a@-x.be",
    "a@x..be",
    "=?utf-8?q?a=40x.be?= <b@y.be>",
    "a@x.be\u2028b@y.be",
    "é@x.be, b@y.be",
    "a@é.be, b@y.be",
    "a" * 65 + "@x.be",
    "a@" + "x." * 130 + "be",
    "marie",
    "@",
    "",
    " ",
)


@pytest.mark.parametrize("to", ONE_TOO_MANY)
async def test_anything_but_one_plain_address_is_refused_before_a_word_is_sent(to: str):
    async with FakeSmtp() as smtp:
        with pytest.raises(Refused) as refused:
            await email(smtp.port).send(replace(MAIL, to=to), KEY)

    assert smtp.commands == []
    assert "@x" not in refused.value.reason


@given(st.text(alphabet='ab.@,;:<>()[]"\\ \r\n\t\x00é%!', max_size=24))
def test_an_address_that_is_taken_names_one_mailbox(text: str):
    taken = address(text)

    if taken is not None:
        assert taken.count("@") == 1
        assert not set(taken) & set(',;:<>()[]"\\ \r\n\t\x00')


@pytest.mark.parametrize(
    ("to", "recipient"),
    [
        ("o'neil+tag@x.be", "o'neil+tag@x.be"),
        ("ventes@intranet", "ventes@intranet"),
        ("marie@école.be", "marie@xn--cole-9oa.be"),
        ("élodie@école.be", "élodie@xn--cole-9oa.be"),
    ],
)
async def test_unusual_but_good_addresses_get_one_rcpt(to: str, recipient: str):
    async with FakeSmtp() as smtp:
        await email(smtp.port).send(replace(MAIL, to=to), KEY)

    assert smtp.commands.count("RCPT") == 1
    assert smtp.stored[0].recipients == (recipient,)


async def test_an_accent_before_the_at_is_refused_where_the_server_cannot_take_it():
    async with FakeSmtp(utf8=False) as smtp:
        with pytest.raises(Refused, match="accents"):
            await email(smtp.port).send(replace(MAIL, to="élodie@école.be"), KEY)

    assert smtp.stored == []


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85"])
async def test_line_breaks_in_names_and_subjects_make_no_header(break_: str):
    async with FakeSmtp() as smtp:
        sender = email(smtp.port, sender_name=f"Aimant{break_}Bcc: b@y.be")
        forged = replace(MAIL, subject=f"Bonjour{break_}Bcc: b@y.be{break_}{break_}corps", locale=f"fr{break_}X: y")
        await sender.send(forged, KEY)
        await sender.send(alert_mail(saying("x", title=f"Audit{break_}Bcc: b@y.be"), "v@aimant.example"), "other")

    for stored in smtp.stored:
        assert len(stored.recipients) == 1
        assert stored.message["Bcc"] is None
        assert stored.message["X"] is None
        assert stored.message.defects == []
        assert len(stored.message["From"].addresses) == 1


async def test_the_text_may_hold_anything_and_comes_out_whole():
    text = "\n.\r\n..\r\nFrom x\nRCPT TO:<b@y.be>\r\n.\r\nQUIT\r\né€😀 \ud800 \x00 {link} " + "long " * 400

    async with FakeSmtp() as smtp:
        await email(smtp.port).send(letter(replace(LETTER, text=text), LINK, AT), KEY)

    assert len(smtp.stored) == 1
    assert smtp.stored[0].recipients == ("marie@dupont.be",)
    assert "\n.\n..\nFrom x\nRCPT TO:<b@y.be>\n.\nQUIT\né€😀 ?   " + LINK in body(smtp.stored[0], "plain")


@pytest.mark.parametrize("sender", ["a@x.be, b@y.be", "Aimant <a@x.be>", "a@x.be\r\n", "marie"])
def test_a_sender_that_is_not_one_plain_address_is_refused_at_the_start(sender: str):
    with pytest.raises(ValueError, match="sender"):
        email(25, sender=sender)


PRIVATE = "<marie@dupont.be>: Marie Dupont unknown here"


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("reply", "verdict", "code"),
    [
        ("451 4.7.1", Retry, "451 4.7.1"),
        ("421", Retry, "421"),
        ("452 4.2.2", Retry, "452 4.2.2"),
        ("550 5.1.1", Refused, "550 5.1.1"),
        ("554", Refused, "554"),
        ("552 5.3.4", Refused, "552 5.3.4"),
    ],
)
async def test_4xx_is_tried_again_and_5xx_refused_wherever_it_comes_and_no_word_of_it_is_kept(
    step: str, reply: str, verdict: type[Retry | Refused], code: str
):
    async with FakeSmtp({step: f"{reply} {PRIVATE}"}) as smtp:
        with pytest.raises(verdict) as told:
            await email(smtp.port).send(MAIL, KEY)

    assert f"({code})" in told.value.reason
    assert "marie" not in told.value.reason.lower()
    assert "@" not in told.value.reason
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    assert smtp.stored == []


async def test_a_deferred_mail_goes_out_on_the_next_try():
    async with FakeSmtp({"RCPT": "451 4.7.1 greylisted"}) as smtp:
        with pytest.raises(Retry, match="the recipient"):
            await email(smtp.port).send(MAIL, KEY)
        smtp.now({})
        await email(smtp.port).send(MAIL, KEY)

    assert len(smtp.stored) == 1


@pytest.mark.parametrize("lost", [Fault.DROP, Fault.HANG])
async def test_a_connection_lost_after_data_leaves_at_most_one_duplicate_with_the_same_message_id(lost: Fault):
    async with FakeSmtp({"DATA": lost}) as smtp:
        with pytest.raises(Retry):
            await email(smtp.port, timeout_seconds=0.3 if lost is Fault.HANG else 10).send(MAIL, KEY)
        assert len(smtp.stored) == 1
        smtp.now({})
        await email(smtp.port).send(MAIL, KEY)

    first, second = smtp.stored
    assert first.message["Message-ID"] == second.message["Message-ID"] == f"<{KEY}@aimant.example>"
    assert first.raw == second.raw


@pytest.mark.parametrize("parting", [Fault.DROP, "421 too late", "554 never mind"])
async def test_a_mail_once_taken_is_done_however_the_server_parts(parting: Fault | str):
    async with FakeSmtp({"QUIT": parting}) as smtp:
        await email(smtp.port).send(MAIL, KEY)

    assert len(smtp.stored) == 1


async def test_a_mail_once_taken_is_done_though_the_server_never_says_goodbye():
    async with FakeSmtp({"QUIT": Fault.HANG}) as smtp:
        await email(smtp.port, timeout_seconds=0.3).send(MAIL, KEY)

    assert len(smtp.stored) == 1


@pytest.mark.parametrize("step", ["CONNECT", "EHLO", "MAIL", "RCPT"])
async def test_a_dropped_connection_is_tried_again(step: str):
    async with FakeSmtp({step: Fault.DROP}) as smtp:
        with pytest.raises(Retry, match="connection"):
            await email(smtp.port).send(MAIL, KEY)

    assert smtp.stored == []


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT"])
async def test_a_server_that_hangs_is_left_at_the_deadline(step: str):
    async with FakeSmtp({step: Fault.HANG}) as smtp:
        with pytest.raises(Retry, match="in time"):
            await email(smtp.port, timeout_seconds=0.05).send(MAIL, KEY)

    assert smtp.stored == []


async def test_the_deadline_is_for_the_whole_mail_though_each_answer_comes_within_it():
    async with FakeSmtp(delay=0.2) as smtp:
        with pytest.raises(Retry, match="in time"):
            await email(smtp.port, timeout_seconds=0.3).send(MAIL, KEY)

    assert smtp.stored == []


async def test_nobody_listening_is_tried_again(free_port: int):
    with pytest.raises(Retry, match="connection"):
        await email(free_port).send(MAIL, KEY)


async def test_a_server_that_speaks_no_smtp_is_tried_again():
    async with FakeSmtp({"MAIL": "hello?"}) as smtp:
        with pytest.raises(Retry):
            await email(smtp.port).send(MAIL, KEY)


async def test_without_starttls_nothing_is_sent_in_the_clear():
    async with FakeSmtp(login=("bot", "secret")) as smtp:
        guarded = email(smtp.port, security="starttls", username="bot", password="secret")
        with pytest.raises(Refused, match="STARTTLS"):
            await guarded.send(MAIL, KEY)

    assert smtp.stored == []
    assert set(smtp.commands) == {"EHLO"}


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_mail_goes_over_tls_with_a_login(security: str):
    async with FakeSmtp(tls=security, login=("bot", "secret")) as smtp:
        guarded = email(smtp.port, security=security, username="bot", password="secret", tls=trusting())
        await guarded.send(MAIL, KEY)

    assert smtp.stored[0].secure


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_is_not_trusted_is_refused(security: str):
    async with FakeSmtp(tls=security) as smtp:
        with pytest.raises(Refused, match="certificate"):
            await email(smtp.port, security=security).send(MAIL, KEY)

    assert smtp.stored == []


async def test_a_wrong_password_is_refused_and_not_told():
    async with FakeSmtp(login=("bot", "secret")) as smtp:
        with pytest.raises(Refused, match="password") as refused:
            await email(smtp.port, username="bot", password="wrong-one").send(MAIL, KEY)

    assert "wrong-one" not in refused.value.reason
    assert smtp.stored == []


async def test_a_login_that_the_server_does_not_offer_is_refused():
    async with FakeSmtp() as smtp:
        with pytest.raises(Refused, match="user name"):
            await email(smtp.port, username="bot", password="secret").send(MAIL, KEY)


@pytest.mark.parametrize("key", ["a b", "a>\r\nBcc: b@y.be", "é", "x" * 500, ""])
async def test_a_strange_key_still_makes_one_stable_message_id(key: str):
    async with FakeSmtp() as smtp:
        await email(smtp.port).send(MAIL, key)
        await email(smtp.port).send(MAIL, key)

    first, second = (stored.message["Message-ID"] for stored in smtp.stored)
    assert first == second
    assert first.endswith("@aimant.example>")
    assert len(first) < 80


def test_two_mails_have_two_message_ids():
    sender = email(25)
    mail = OutMail("a@x.be", "s", "t", "<p>t</p>", "fr", AT)

    ids = {sender.message(mail, "a@x.be", key)["Message-ID"] for key in (KEY, str(UUID(int=1)))}

    assert len(ids) == 2


def test_a_letter_keeps_the_recipient_and_language_of_its_effect():
    effect = SendMail(UUID(KEY), "a@x.be", "Your paper", "Here: {link}", "en", LETTER.gift)

    mail = letter(effect, LINK, AT)

    assert (mail.to, mail.subject, mail.locale, mail.at) == ("a@x.be", "Your paper", "en", AT)
