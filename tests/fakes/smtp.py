"""A real SMTP server on loopback that does as its script says, and keeps every mail that it stored."""

# The hooks have the names and arguments that aiosmtpd calls them with.
# ruff: noqa: ARG002, N802

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

#: A certificate for localhost and 127.0.0.1 with its key, good for tests and nothing else.
CERTIFICATE = Path(__file__).with_name("localhost.pem")


class Fault(Enum):
    """What the server may do in place of an answer."""

    HANG = "never answers"
    DROP = "cuts the connection"


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail that the server has on disk, whatever its client came to hear."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    secure: bool

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class FakeSmtp:
    """`script` gives, by step (CONNECT, EHLO, MAIL, RCPT, DATA, QUIT), a reply line or a Fault; the rest is accepted.

    DATA is answered after the mail is stored: Fault.DROP there is the drop after DATA. `tls` is "starttls", "tls" or
    None; `login` is the only user name and password that are taken (None: no AUTH is offered); `delay` seconds pass
    before each answer.
    """

    def __init__(
        self,
        script: Mapping[str, str | Fault] | None = None,
        *,
        tls: str | None = None,
        login: tuple[str, str] | None = None,
        utf8: bool = True,
        delay: float = 0,
    ) -> None:
        self.stored: list[Stored] = []
        self.commands: list[str] = []
        self.port = 0
        self._script = dict(script or {})
        self._tls, self._login, self._utf8 = tls, login, utf8
        self._delay = delay
        self._server: asyncio.Server | None = None
        self._sessions: list[_Session] = []

    def now(self, script: Mapping[str, str | Fault]) -> None:
        """Do this from now on."""
        self._script = dict(script)

    async def __aenter__(self) -> FakeSmtp:
        context = None
        if self._tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: self._session(context), "127.0.0.1", 0, ssl=context if self._tls == "tls" else None
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await asyncio.gather(*(session.end() for session in self._sessions))

    def _session(self, context: ssl.SSLContext | None) -> _Session:
        session = _Session(
            self,
            hostname="mx.example.org",
            loop=asyncio.get_running_loop(),
            enable_SMTPUTF8=self._utf8,
            tls_context=context if self._tls == "starttls" else None,
            auth_require_tls=False,
            authenticator=self._authenticate,
            auth_exclude_mechanism=() if self._login else ("LOGIN", "PLAIN"),
        )
        session.cut_at_once = self._script.get("CONNECT") is Fault.DROP
        self._sessions.append(session)
        return session

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        user, password = self._login or ("", "")
        good = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=False)

    async def _act(self, step: str, server: SMTP, otherwise: str) -> str:
        self.commands.append(step)
        await asyncio.sleep(self._delay)
        match self._script.get(step):
            case Fault.HANG:
                await asyncio.Event().wait()
            case Fault.DROP:
                assert server.transport is not None
                server.transport.abort()  # type: ignore[attr-defined]
                await asyncio.Event().wait()
            case str(reply):
                return reply
        return otherwise

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        reply = await self._act("EHLO", server, "")
        offered = [r for r in responses if self._login or "AUTH" not in r]
        return [reply] if reply else offered

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._act("MAIL", server, "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self._act("RCPT", server, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        refused = isinstance(self._script.get("DATA"), str)
        if not refused:
            self.stored.append(
                Stored(
                    envelope.mail_from or "",
                    tuple(envelope.rcpt_tos),
                    envelope.content,
                    secure=session.ssl is not None or server._writer.get_extra_info("sslcontext") is not None,
                )
            )
        return await self._act("DATA", server, "250 2.0.0 stored")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return await self._act("QUIT", server, "221 Bye")


class _Session(SMTP):
    """One connection, which can be cut and awaited."""

    cut_at_once = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self.cut_at_once:
            self.cut()

    def cut(self) -> None:
        """Cut the connection without a word."""
        for transport in (self.transport, self._original_transport):
            if transport is not None:
                transport.abort()  # type: ignore[attr-defined]

    async def end(self) -> None:
        """Cut it and wait until nothing of it runs any more."""
        self.cut()
        task = self._handler_coroutine  # None when a TLS handshake failed before the first word
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
