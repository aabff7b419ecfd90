"""Mail over SMTP: one message to exactly one recipient, the same Message-ID however often it is tried."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.policy import SMTPUTF8 as UTF8_POLICY
from email.utils import format_datetime
from typing import Literal
from uuid import UUID

import aiosmtplib
from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment
from markupsafe import Markup, escape

from adapters.integrations.card import Card, card, shown
from adapters.integrations.contract import Refused, Retry
from flows.effects import AlertSales, SendMail

Security = Literal["none", "starttls", "tls"]

_DEADLINE_SECONDS = 15.0
_QUIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class OutMail:
    """A mail ready to go: `text` and `html` say the same, `at` (aware) is its Date, `locale` its Content-Language."""

    to: str
    subject: str
    text: str
    html: str
    locale: str
    at: datetime


class Email:
    """An SMTP server to hand mail to, over a connection of its own for each mail.

    `security`: "tls" from the first byte, "starttls" (never less: without it nothing is sent) or "none".
    `timeout_seconds` is for the whole hand-over. `tls` replaces the system's trust, for a private authority.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        sender_name: str,
        username: str | None,
        password: str | None,
        security: Security,
        timeout_seconds: float = _DEADLINE_SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        mailbox = address(sender)
        if not mailbox or not mailbox.isascii():
            raise ValueError("the sender must be one plain e-mail address")
        self._host, self._port = host, port
        self._sender, self._domain = mailbox, mailbox.rpartition("@")[2]
        self._from = Address(shown(sender_name), addr_spec=mailbox)
        self._username, self._password = username, password
        self._security = security
        self.timeout_seconds = timeout_seconds
        self._tls = tls

    async def send(self, message: OutMail, idempotency_key: str) -> None:
        """Hand the mail over; returns when the server has taken it, raises Retry or Refused otherwise.

        A connection lost after the text was sent leaves open whether it was taken: that is a Retry, and the Message-ID,
        made from the key, lets the recipient's server drop the second.
        """
        recipient = address(message.to)
        if recipient is None:
            raise Refused("the recipient is not exactly one plain e-mail address")
        content = self.message(message, recipient, idempotency_key)
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            local_hostname=self._domain,
            timeout=self.timeout_seconds,
            use_tls=self._security == "tls",
            start_tls=False,
            tls_context=self._tls,
        )
        try:
            async with asyncio.timeout(self.timeout_seconds):
                await self._greet(client)
                await self._hand_over(client, recipient, content)
        except (aiosmtplib.SMTPException, OSError) as error:  # TimeoutError and ssl.SSLError are OSErrors
            raise _verdict(error) from None
        else:
            # The mail is taken: nothing that happens while parting may have it sent again.
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=min(_QUIT_SECONDS, self.timeout_seconds))
        finally:
            client.close()

    def message(self, mail: OutMail, recipient: str, idempotency_key: str) -> EmailMessage:
        """The mail as it goes over the wire; the same arguments give the same bytes."""
        made = EmailMessage(policy=SMTP_POLICY if recipient.isascii() else UTF8_POLICY)
        made["From"] = self._from
        local, _, domain = recipient.rpartition("@")
        made["To"] = Address(username=local, domain=domain)
        made["Subject"] = shown(mail.subject)
        made["Date"] = format_datetime(mail.at)
        made["Message-ID"] = f"<{_local_id(idempotency_key)}@{self._domain}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(_lines(mail.text), cte="quoted-printable")
        made.add_alternative(_lines(mail.html), subtype="html", cte="quoted-printable")
        made["Content-Language"] = shown(mail.locale, 20)  # earlier, it would go to the first part
        made.set_boundary(f"=_{hashlib.sha256(idempotency_key.encode()).hexdigest()[:40]}")
        return made

    async def close(self) -> None:
        """Nothing is held open between mails."""

    async def _greet(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        await client.ehlo()
        if self._security == "starttls":
            if not client.supports_extension("starttls"):
                raise Refused("the mail server offers no STARTTLS; nothing was sent in the clear")
            await client.starttls()
            await client.ehlo()
        if self._username:
            if not client.supports_extension("auth"):
                raise Refused("the mail server takes no user name on this connection; check its port and security")
            await client.login(self._username, self._password or "")

    async def _hand_over(self, client: aiosmtplib.SMTP, recipient: str, content: EmailMessage) -> None:
        options: list[str] = []
        if not recipient.isascii():
            if not client.supports_extension("smtputf8"):
                raise Refused("the mail server cannot send to an address with accents before the @")
            options = ["SMTPUTF8"]
        encoding = "utf-8" if options else "ascii"
        await client.mail(self._sender, options=options, encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)
        await client.data(content.as_bytes())


class Letters:
    """Carries mails to prospects; `link` gives the address of a fresh link to a delivery, `clock` aware time."""

    name = "email"

    def __init__(self, email: Email, link: Callable[[UUID], str], clock: Callable[[], datetime]) -> None:
        self._email, self._link, self._clock = email, link, clock

    async def carry(self, effect: SendMail, idempotency_key: str) -> None:
        """Mail it, with a fresh link to its gift."""
        link = self._link(effect.gift.delivery) if effect.gift else None
        await self._email.send(letter(effect, link, self._clock()), idempotency_key)

    async def close(self) -> None:
        """Close the way out."""
        await self._email.close()


class MailedAlerts:
    """Carries hot leads to one mailbox, `to`."""

    name = "email-alert"

    def __init__(self, email: Email, to: str) -> None:
        self._email, self._to = email, to

    async def carry(self, effect: AlertSales, idempotency_key: str) -> None:
        """Mail the card, dated as the alert."""
        await self._email.send(alert_mail(effect, self._to), idempotency_key)

    async def close(self) -> None:
        """Close the way out."""
        await self._email.close()


def letter(effect: SendMail, link: str | None, at: datetime) -> OutMail:
    """A mail to a prospect with every `{link}` in its text replaced by `link` (None leaves them as they are)."""
    text = _lines(effect.text)
    anchor = Markup('<a href="{}" style="color:#1a56c4;font-weight:600">{}</a>').format(
        link, effect.gift.title if effect.gift else link
    )
    paragraphs = [_html_paragraph(p, anchor if link else None) for p in text.strip().split("\n\n")]
    return OutMail(
        to=effect.to,
        subject=effect.subject,
        text=text if link is None else text.replace("{link}", link),
        html=_LETTER.render(language=shown(effect.locale, 20), paragraphs=paragraphs),
        locale=effect.locale,
        at=at,
    )


def alert_mail(alert: AlertSales, to: str) -> OutMail:
    """The hot-lead card as a mail, in the alert's language and dated as it."""
    content = card(alert)
    return OutMail(
        to=to,
        subject=f"{content.headline} · {content.title}",
        text=_alert_text(content),
        html=_ALERT.render(language=shown(alert.locale, 20), card=content),
        locale=alert.locale,
        at=alert.at,
    )


def address(text: str) -> str | None:
    """The one mailbox the text is, as it goes on the wire (domains in ASCII), or None: no names, quotes or lists."""
    if len(text) > 254:
        return None
    if text.isascii():
        return text if _MAILBOX.fullmatch(text) else None
    try:
        valid = validate_email(text, check_deliverability=False, allow_quoted_local=False, allow_domain_literal=False)
    except EmailNotValidError:
        return None
    return valid.ascii_email or f"{valid.local_part}@{valid.ascii_domain}"


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAILBOX = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)


def _verdict(error: Exception) -> Retry | Refused:
    """What an SMTP failure means, by its code alone: a server's words may hold the address."""
    match error:
        case aiosmtplib.SMTPResponseException(code=code) if 500 <= code <= 599:
            return Refused(f"the mail server refused {_refused(error)} ({code}{_enhanced(error.message)})")
        case aiosmtplib.SMTPResponseException(code=code):
            return Retry(f"the mail server asks to try {_refused(error)} later ({code}{_enhanced(error.message)})")
        case aiosmtplib.SMTPTimeoutError() | TimeoutError():
            return Retry("the mail server did not answer in time")
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return Refused("the mail server's certificate is not trusted; check its name and the authority")
    if isinstance(error, OSError):
        return Retry("the connection to the mail server failed")
    return Refused("the mail server lacks something that is needed; check its security and login settings")


def _refused(error: Exception) -> str:
    match error:
        case aiosmtplib.SMTPRecipientRefused():
            return "the recipient"
        case aiosmtplib.SMTPSenderRefused():
            return "the sender"
        case aiosmtplib.SMTPAuthenticationError():
            return "the user name or password"
        case aiosmtplib.SMTPDataError():
            return "the text"
    return "the connection"


def _enhanced(words: str) -> str:
    """The status code of RFC 3463 that a reply may begin with."""
    found = re.match(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)", words, re.ASCII)
    return f" {found[0]}" if found else ""


def _local_id(idempotency_key: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}", idempotency_key, re.ASCII):
        return idempotency_key
    return hashlib.sha256(idempotency_key.encode()).hexdigest()[:40]


def _lines(text: str) -> str:
    """The text with line feeds only and no other control character; half characters replaced."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", " ", text)


def _html_paragraph(text: str, anchor: Markup | None) -> Markup:
    html = str(escape(text.strip()))
    if anchor is not None:
        html = html.replace("{link}", str(anchor))
    return Markup(html.replace("\n", "<br>"))  # noqa: S704 - escaped above; only the anchor and breaks are markup


def _alert_text(content: Card) -> str:
    headings = content.headings
    parts = [
        "\n".join((content.headline, content.title, content.band)),
        _listed(headings.contact, content.contact, headings.colon),
        _listed(headings.facts, content.facts, headings.colon),
        "\n".join((headings.reasons, *(f"  {reason}" for reason in content.reasons))),
        f"{headings.quote}\n  {content.quote}" if content.quote else "",
        _listed(headings.origin, content.origin, headings.colon),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _listed(heading: str, pairs: tuple[tuple[str, str], ...], colon: str) -> str:
    return "\n".join((heading, *(f"  {label}{colon}{value}" for label, value in pairs))) if pairs else ""


_PAGES = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)

_LETTER = _PAGES.from_string("""\
<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1f2430;font:16px/1.5 system-ui,Helvetica,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto">
{% for paragraph in paragraphs %}
<p style="margin:0 0 16px">{{ paragraph }}</p>
{% endfor %}
</div>
</body>
</html>
""")

_ALERT = _PAGES.from_string("""\
{% macro table(heading, pairs) %}
{% if pairs %}
<h2 style="margin:20px 0 4px;font-size:13px;color:#5b6472">{{ heading }}</h2>
<table role="presentation" style="border-collapse:collapse;width:100%">
{% for label, value in pairs %}
<tr>
<td style="padding:4px 16px 4px 0;vertical-align:top;color:#5b6472;width:30%">{{ label }}</td>
<td style="padding:4px 0;vertical-align:top">{{ value }}</td>
</tr>
{% endfor %}
</table>
{% endif %}
{% endmacro %}
<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1f2430;font:15px/1.5 system-ui,Helvetica,Arial,sans-serif">
<div style="max-width:600px;margin:0 auto">
<h1 style="margin:0;font-size:22px;color:{{ '#b42318' if card.urgent else '#1f2430' }}">{{ card.headline }}</h1>
<p style="margin:4px 0 0">{{ card.title }}</p>
<p style="margin:4px 0 0;font-weight:600">{{ card.band }}</p>
{{ table(card.headings.contact, card.contact) }}
{{ table(card.headings.facts, card.facts) }}
<h2 style="margin:20px 0 4px;font-size:13px;color:#5b6472">{{ card.headings.reasons }}</h2>
<ul style="margin:0;padding-left:20px">
{% for reason in card.reasons %}
<li>{{ reason }}</li>
{% endfor %}
</ul>
{% if card.quote %}
<h2 style="margin:20px 0 4px;font-size:13px;color:#5b6472">{{ card.headings.quote }}</h2>
<blockquote style="margin:0;padding:0 0 0 12px;border-left:3px solid #d0d5dd">{{ card.quote }}</blockquote>
{% endif %}
{{ table(card.headings.origin, card.origin) }}
</div>
</body>
</html>
""")
