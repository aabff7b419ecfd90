"""Signed, expiring links to a magnet's delivery: only what this server signed, byte for byte, is ever opened."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import want_bytes

#: The longest `signed` that is looked at; a real one is about 100 characters.
LONGEST = 200
#: The fewest bytes that a secret may have.
LEAST_SECRET = 16

_PURPOSE = b"aimant/magnet-delivery/1"
_SHAPE = re.compile(rf"[A-Za-z0-9_.-]{{1,{LONGEST}}}", re.ASCII)


class Altered(Exception):
    """The link is not one that this server signed for this purpose."""


class Expired(Exception):
    """The link was good once; `delivery` is what it led to."""

    def __init__(self, delivery: UUID) -> None:
        super().__init__("the link has expired")
        self.delivery = delivery


class Links:
    """Signs and opens links that are good for `days` days after signing.

    `secret` is at least 16 bytes; `base_url` is the server's public address (http or https); `clock` tells aware time.
    """

    def __init__(self, secret: bytes, base_url: str, days: int, clock: Callable[[], datetime]) -> None:
        if len(secret) < LEAST_SECRET:
            raise ValueError(f"the secret for links needs {LEAST_SECRET} bytes or more")
        if not base_url.startswith(("http://", "https://")):
            raise ValueError("the public address must begin with http:// or https://")
        if days < 1:
            raise ValueError("a link lives for a day or more")
        self._root = base_url.rstrip("/")
        self._life = timedelta(days=days)
        self._clock = clock
        self._serializer = URLSafeTimedSerializer(
            secret, salt=_PURPOSE, signer=_ClockSigner, signer_kwargs={"clock": clock}
        )

    def sign(self, delivery: UUID) -> str:
        """The path of a fresh link to the delivery."""
        return f"/m/{self._text(delivery)}"

    def url(self, delivery: UUID) -> str:
        """The whole address of a fresh link to the delivery."""
        return self._root + self.sign(delivery)

    def open(self, signed: str) -> UUID:
        """The delivery that a link's last part leads to; raises Altered, or Expired with the delivery."""
        if not _SHAPE.fullmatch(signed):
            raise Altered
        try:
            payload, signed_at = self._serializer.loads(signed, return_timestamp=True)
            delivery = UUID(hex=payload)
        except (BadData, ValueError, TypeError, AttributeError):
            raise Altered from None
        if self._clock() - signed_at > self._life:
            raise Expired(delivery)
        return delivery

    def _text(self, delivery: UUID) -> str:
        signed = self._serializer.dumps(delivery.hex)
        return signed if isinstance(signed, str) else signed.decode("ascii")


class _ClockSigner(TimestampSigner):
    """Signs with HMAC-SHA256 and the given clock, and compares signatures as text: base64 has several spellings."""

    default_digest_method: Any = staticmethod(hashlib.sha256)
    default_key_derivation = "hmac"

    def __init__(self, *args: Any, clock: Callable[[], datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Whole seconds since the epoch."""
        return int(self._clock().astimezone(UTC).timestamp())

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        """Whether `sig` is, letter for letter, what this signer would write."""
        return hmac.compare_digest(self.get_signature(value), want_bytes(sig))
