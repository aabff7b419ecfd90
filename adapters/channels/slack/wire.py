"""A request as Slack signs it: nothing is parsed before its raw bytes are proved, nothing malformed goes further."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from adapters import strict_json
from adapters.strict_json import BadBody

#: The most bytes of one request.
MOST_BYTES = 256 * 1024
#: For how long a signature is good, before and after, in seconds (docs.slack.dev, verifying requests).
FRESH_SECONDS = 300
_MOST_DEPTH = 40
_STAMP = re.compile(r"[0-9]{1,10}", re.ASCII)
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
    """A proved body as text of the shape that the library takes for granted. Raises BadBody."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadBody("the body is not UTF-8") from None
    if content_type == "application/json":
        _shaped(_object(text))
    elif content_type == "application/x-www-form-urlencoded":
        form = _form(text)
        if "payload" in form:
            _shaped(_object(form["payload"]))
        else:
            _filled(form, "command", "team_id", "user_id", "trigger_id")
    else:
        raise BadBody("send JSON or a form", 415)
    return text


def _form(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=200, errors="strict")
    except ValueError:
        raise BadBody("the body is not a form") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise BadBody("a field is given twice")
    return form


def _object(text: str) -> dict[str, Any]:
    value = strict_json.parsed(text, _MOST_DEPTH)
    if not isinstance(value, dict):
        raise BadBody("the body is not an object")
    return value


def _shaped(body: dict[str, Any]) -> None:
    """Hold a body to what the library and the listeners read of it without looking."""
    match body:
        case {"type": "url_verification", "challenge": str()}:
            return
        case {"type": "event_callback", "event": {"type": str()} as event}:
            _filled(body, "team_id", "event_id")
            _no_other(event, user=str, channel=(str, dict), subtype=str, channel_type=str, ts=str)
            _no_other(body, authorizations=list)
        case {"type": "block_actions", "actions": [dict(), *_] as actions}:
            _by_somebody(body)
            for action in actions:
                if not isinstance(action, dict):
                    raise BadBody("an action is not an object")
                _filled(action, "action_id")
            _no_other(body, container=dict, state=dict, view=dict, message=dict, channel=dict)
        case {"type": "view_submission" | "view_closed", "view": {"callback_id": str()}}:
            _by_somebody(body)
        case {"type": "shortcut" | "message_action", "callback_id": str()}:
            _by_somebody(body)
            _filled(body, "trigger_id")
        case _:
            raise BadBody("the body is nothing that this app was set up for")


def _by_somebody(body: dict[str, Any]) -> None:
    user = body.get("user")
    if not isinstance(user, dict):
        raise BadBody("user is missing")
    _filled(user, "id")
    # an app of a whole organisation is not ours: what has no team has nobody to answer
    team = body.get("team")
    if not isinstance(team, dict):
        raise BadBody("team is missing")
    _filled(team, "id")


def _filled(body: Mapping[str, Any], *names: str) -> None:
    for name in names:
        value = body.get(name)
        if not isinstance(value, str) or not value:
            raise BadBody(f"{name} is missing")


def _no_other(body: Mapping[str, Any], **kinds: type | tuple[type, ...]) -> None:
    for name, kind in kinds.items():
        if body.get(name) is not None and not isinstance(body[name], kind):
            raise BadBody(f"{name} is not what it should be")
