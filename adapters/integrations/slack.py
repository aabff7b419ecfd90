"""Hot leads into a Slack channel: every text is plain and escaped, so nothing a lead wrote can mention or link."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.integrations.card import Card, card
from adapters.integrations.contract import Refused, Retry
from flows.effects import AlertSales

#: Slack's own limits, in code points of the escaped text.
MOST_BLOCKS = 50
LONGEST_HEADER = 150
LONGEST_SECTION = 3000
MOST_FIELDS = 10
LONGEST_FALLBACK = 3000

#: All texts of the blocks together. Slack's limit is not documented (msg_blocks_too_long); cards of 9,600 characters
#: were seen to pass and of 11,300 not to. A field, of which Slack would take 2,000, leaves room for the others.
MOST_TEXT = 9_500
LONGEST_FIELD = 400
LONGEST_ORIGIN = 500

_DEADLINE_SECONDS = 15.0
_LARGEST_REPLY = 512 * 1024  # Slack gives the whole card back, each letter beyond ASCII as six
_LONGEST_WAIT_SECONDS = 86_400

Block = dict[str, Any]


class SlackAlerts:
    """Posts the card of an alert to its own Slack channel or, when it names none, to `channel`.

    `session` is shared and stays the caller's to close. `base_url` ends in /api/ (None is Slack itself); `proxy` is an
    HTTP proxy's address. Slack has no idempotency key: a post whose answer is lost is posted again on the retry.
    """

    name = "slack"

    def __init__(
        self,
        token: str,
        channel: str,
        base_url: str | None = None,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        timeout_seconds: float = _DEADLINE_SECONDS,
    ) -> None:
        self._client = _Client(
            token=token,
            base_url=base_url or AsyncWebClient.BASE_URL,
            session=session,
            logger=logging.getLogger("aimant.slack"),
        )
        self._client.proxy = proxy  # its constructor would have read the environment
        self._channel = channel
        self.timeout_seconds = timeout_seconds

    async def carry(self, effect: AlertSales, idempotency_key: str) -> None:  # noqa: ARG002 - Slack takes no key
        """Post the card; raises Retry or Refused, within the deadline."""
        content = card(effect)
        try:
            async with asyncio.timeout(self.timeout_seconds):
                await self._client.chat_postMessage(
                    channel=effect.slack_channel or self._channel,
                    text=fallback(content),
                    blocks=blocks(content),
                    mrkdwn=False,
                    parse="none",
                    link_names=False,
                    unfurl_links=False,
                    unfurl_media=False,
                )
        except SlackApiError as error:
            raise _verdict(error.response.status_code, error.response.data, error.response.headers) from None
        except TimeoutError:
            raise Retry(f"Slack did not answer within {self.timeout_seconds:g} seconds") from None
        except (aiohttp.ClientError, OSError):
            raise Retry("the connection to Slack failed") from None

    async def close(self) -> None:
        """Nothing is held open: the session belongs to the caller."""


def blocks(content: Card) -> list[Block]:
    """The card in Block Kit, within Slack's limits; all of it plain text."""
    marker = "🔥 " if content.urgent else ""
    headings = content.headings
    made = [
        {"type": "header", "text": _plain(marker + content.headline, LONGEST_HEADER, emoji=True)},
        _section(f"{content.title}\n{content.band}"),
        *_fields(content.contact),
        *_fields(content.facts),
        *(_section(text) for text in _packed(headings.reasons, content.reasons)),
    ]
    if content.quote:
        made.append(_section(f"{headings.quote}\n{content.quote}"))
    origin = [_plain(f"{label}{headings.colon}{value}", LONGEST_ORIGIN) for label, value in content.origin]
    return [*_fitting(made, MOST_TEXT - _length(origin)), {"type": "context", "elements": origin}]


def fallback(content: Card) -> str:
    """The notification's text, which Slack reads as markup: escaped, one line."""
    who = content.contact[0][1]
    return escaped(f"{content.headline} · {content.title} · {content.band} · {who}", LONGEST_FALLBACK)


def escaped(text: str, longest: int) -> str:
    """The text with Slack's three control characters as entities; cut between whole characters at `longest`."""
    whole = "".join(_ENTITIES.get(c, c) for c in text)
    if len(whole) <= longest:
        return whole
    kept: list[str] = []
    room = longest - 1
    for c in text:
        piece = _ENTITIES.get(c, c)
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + "…"


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _plain(text: str, longest: int, *, emoji: bool = False) -> Block:
    # `emoji` off leaves ":wave:" as it was written. Slack stores plain text in its escaped spelling too.
    return {"type": "plain_text", "text": escaped(text, longest), "emoji": emoji}


def _section(text: str) -> Block:
    return {"type": "section", "text": _plain(text, LONGEST_SECTION)}


def _fields(pairs: Sequence[tuple[str, str]]) -> Iterator[Block]:
    for start in range(0, len(pairs), MOST_FIELDS):
        few = pairs[start : start + MOST_FIELDS]
        yield {"type": "section", "fields": [_plain(f"{label}\n{value}", LONGEST_FIELD) for label, value in few]}


def _fitting(made: Sequence[Block], room: int) -> Iterator[Block]:
    """The blocks that fit, in order; one that does not is left out and the next may."""
    fitting = 0
    for block in made:
        taken = _length([block["text"]] if "text" in block else block["fields"])
        if taken <= room and fitting < MOST_BLOCKS - 1:
            room -= taken
            fitting += 1
            yield block


def _length(texts: Sequence[Block]) -> int:
    return sum(len(text["text"]) for text in texts)


def _packed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines under their heading, in as few texts as fit a section each."""
    text = heading
    for line in lines:
        longer = f"{text}\n{line}"
        if len(escaped(longer, 2 * LONGEST_SECTION)) <= LONGEST_SECTION:
            text = longer
        else:
            yield text
            text = line
    yield text


class _Client(AsyncWebClient):
    """slack_sdk's client with a bounded reply, no redirects, no retries of its own, and no body in any log or error."""

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        assert self.session is not None  # noqa: S101 - the constructor above takes one
        async with self.session.request(http_verb, api_url, allow_redirects=False, **req_args) as reply:
            raw = await _bounded(reply.content)
            return {"data": _object(raw), "headers": reply.headers, "status_code": reply.status}


async def _bounded(content: aiohttp.StreamReader) -> bytes:
    read = bytearray()
    async for chunk in content.iter_any():
        read += chunk
        if len(read) > _LARGEST_REPLY:
            return b""
    return bytes(read)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


_TEMPORARY = {
    "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable",
    "team_added_to_org", "accesslimited",
}  # fmt: skip

_REMEDIES = {
    "account_inactive": "the bot was removed: install it again and set its new token",
    "channel_not_found": "check the channel's id, and invite the bot if the channel is private",
    "invalid_auth": "check the bot token",
    "is_archived": "unarchive the channel or name another",
    "missing_scope": "give the bot the scope chat:write and install it again",
    "no_permission": "give the bot the scope chat:write and install it again",
    "not_allowed_token_type": "use a bot token (xoxb-)",
    "not_authed": "set the bot token",
    "not_in_channel": "invite the bot to the channel (/invite)",
    "restricted_action": "let the bot post in this channel",
    "token_expired": "set a fresh bot token",
    "token_revoked": "install the bot again and set its new token",
}


def _verdict(status: int, reply: Any, headers: Any) -> Retry | Refused:
    code = reply.get("error") if isinstance(reply, dict) else None
    code = code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,60}", code) else None
    if status == 429 or code in _TEMPORARY:
        return Retry(f"Slack asks to wait ({code or status})", _wait(headers.get("Retry-After")))
    if status >= 500 or status == 408:
        return Retry(f"Slack is out of order (HTTP {status})")
    if code:
        remedy = _REMEDIES.get(code)
        return Refused(f"Slack refused: {code}" + (f"; {remedy}" if remedy else ""))
    if status == 200:
        return Retry("Slack's answer could not be read")
    return Refused(f"no Slack API answers at the address (HTTP {status}); check the base URL")


def _wait(header: str | None) -> float | None:
    """Slack's Retry-After is in whole seconds; anything else leaves the choice to the dispatcher."""
    if header is None or not re.fullmatch(r"[0-9]{1,9}", header, re.ASCII):
        return None
    return float(min(int(header), _LONGEST_WAIT_SECONDS))
