"""A request as Slack signs it: nothing is parsed before its raw bytes are proved, nothing malformed goes further."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from adapters import strict_json
from adapters.strict_json import BadBody

#: The most bytes of one request.
MOST_BYTES = 256 * 1024
#: For how long a signature is good, before and after, in seconds (docs.slack.dev, verifying requests).
FRESH_SECONDS = 300
_MOST_DEPTH = 40
_STAMP = re.compile(r"[0-9]{1,11}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


def is_signed(raw: bytes, headers: Mapping[str, str], secrets: Sequence[str], now: float) -> bool:
    """Whether these very bytes were signed with one of the secrets, a short while ago; compared in constant time."""
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    given = headers.get("X-Slack-Signature", "")
    if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(given) or abs(now - int(stamp)) > FRESH_SECONDS:
        return False
    base = b"v0:" + stamp.encode() + b":" + raw
    made = [f"v0={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}" for secret in secrets]
    return any(hmac.compare_digest(each.encode(), given.encode()) for each in made)


def checked(raw: bytes, content_type: str) -> str:
    """A proved body as text that can be parsed: JSON, or a form whose payload is JSON. Raises BadBody."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadBody("the body is not UTF-8") from None
    if content_type == "application/json":
        _object(text)
    elif content_type == "application/x-www-form-urlencoded":
        try:
            form = dict(
                parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=200, errors="strict")
            )
        except ValueError:
            raise BadBody("the body is not a form") from None
        if "payload" in form:
            _object(form["payload"])
        elif "command" not in form:
            raise BadBody("the form has neither a payload nor a command")
    else:
        raise BadBody("send JSON or a form", 415)
    return text


def _object(text: str) -> None:
    if strict_json.depth(text) > _MOST_DEPTH:
        raise BadBody("the body is nested too deep")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise BadBody("the body is not JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise BadBody("the body is not an object with a type")
