"""Calls of Slack's Web API: bounded in time and size, nothing written to a log, each refusal turned into a verdict."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.integrations.contract import Limited, Refused, Retry, Unreachable, Unsure

DEADLINE_SECONDS = 15.0
_LARGEST_REPLY = 1024 * 1024
_LONGEST_WAIT_SECONDS = 86_400

#: The bot's token of a workspace; None when it did not install the app.
TokenOf = Callable[[str], Awaitable[str | None]]


class Api:
    """Slack's Web API as the workspaces' bots call it; `base_url` ends in /api/, None is Slack itself."""

    def __init__(self, session: aiohttp.ClientSession, token_of: TokenOf, base_url: str | None = None) -> None:
        self._session = session
        self.token_of = token_of
        self.base_url = base_url or AsyncWebClient.BASE_URL
        self.seconds = DEADLINE_SECONDS

    def web_client(self, token: str | None = None) -> AsyncWebClient:
        """The library's client over the shared session, with its own retries off."""
        client = _Client(
            token=token, base_url=self.base_url, session=self._session, logger=logging.getLogger("aimant.slack")
        )
        client.proxy = None  # its constructor would have read the environment
        client.retry_handlers = []
        return client

    async def call(self, team: str, method: str, *, repeats: bool = False, **arguments: Any) -> dict[str, Any]:
        """One call for a workspace; raises a verdict. `repeats` when doing it twice does no harm."""
        token = await self.token_of(team)
        if token is None:
            raise Retry(_NOT_INSTALLED, 300.0)
        return await self.call_with(token, method, repeats=repeats, **arguments)

    async def call_with(
        self, token: str | None, method: str, *, repeats: bool = False, **arguments: Any
    ) -> dict[str, Any]:
        """One call with a given token; raises a verdict."""
        try:
            async with asyncio.timeout(self.seconds):
                given = _without_none(arguments)
                # what only reads takes no JSON (docs.slack.dev, Web API)
                sent = {"data": _form(given)} if method in _READING else {"json": given}
                answer = await self.web_client(token).api_call(method, **sent)
        except SlackApiError as error:
            raise verdict(error.response.status_code, error.response.data, error.response.headers) from None
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL):
            raise Retry("Slack cannot be reached") from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise (Retry if repeats else Unsure)("Slack's answer was lost") from None
        data = answer.data
        return data if isinstance(data, dict) else {}

    async def upload(
        self, team: str, channel: str, name: str, content: bytes, blocks: list[dict[str, Any]], comment: str
    ) -> None:
        """A file into a conversation, with blocks beside it; with a comment (escaped) where Slack wants none there."""
        token = await self.token_of(team)
        if token is None:
            raise Retry(_NOT_INSTALLED, 300.0)
        asked = {"filename": name, "length": len(content)}
        begun = await self.call_with(token, "files.getUploadURLExternal", repeats=True, **asked)
        if not isinstance(begun.get("upload_url"), str) or not isinstance(begun.get("file_id"), str):
            raise Retry("Slack's answer could not be read")
        try:
            async with (
                asyncio.timeout(self.seconds),
                self._session.post(begun["upload_url"], data=content, allow_redirects=False) as answer,
            ):
                if answer.status != 200:
                    raise Retry(f"Slack did not take the file (HTTP {answer.status})")
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise Retry("the connection to Slack failed") from None
        files = json.dumps([{"id": begun["file_id"], "title": name}])
        done = {"files": files, "channel_id": channel}
        try:
            await self.form(token, "files.completeUploadExternal", {**done, "blocks": json.dumps(blocks)})
        except SlackRefused as refused:
            if refused.code not in ("invalid_blocks", "invalid_blocks_format", "invalid_arguments"):
                raise
            await self.form(token, "files.completeUploadExternal", {**done, "initial_comment": comment})

    async def form(self, token: str | None, method: str, form: dict[str, Any]) -> dict[str, Any]:
        """One call that takes a form; raises a verdict."""
        try:
            async with asyncio.timeout(self.seconds):
                answer = await self.web_client(token).api_call(method, data=form)
        except SlackApiError as error:
            raise verdict(error.response.status_code, error.response.data, error.response.headers) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise Unsure("Slack's answer was lost") from None
        return answer.data if isinstance(answer.data, dict) else {}


_NOT_INSTALLED = "this workspace did not install the app (or took it away)"

_READING = {
    "files.getUploadURLExternal",
    "users.info",
    "conversations.history",
    "conversations.replies",
    "conversations.info",
    "users.conversations",
    "auth.test",
}


def _form(arguments: dict[str, Any]) -> dict[str, str]:
    return {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in arguments.items()}


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


def _without_none(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


_TEMPORARY = {
    "fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org", "accesslimited",
}  # fmt: skip
_GONE = {"user_not_found", "users_not_found", "cannot_dm_bot", "user_disabled", "user_not_visible"}

_REMEDIES = {
    "account_inactive": "the bot was removed: install it again and set its new token",
    "channel_not_found": "check the channel's id, and invite the bot if the channel is private",
    "invalid_auth": "check the bot token",
    "is_archived": "unarchive the channel or name another",
    "missing_scope": "give the bot the scopes of `aimant slack manifest` and install it again",
    "no_permission": "give the bot the scopes of `aimant slack manifest` and install it again",
    "not_allowed_token_type": "use a bot token (xoxb-)",
    "not_authed": "set the bot token",
    "not_in_channel": "invite the bot to the channel (/invite)",
    "restricted_action": "let the bot post in this channel",
    "token_expired": "set a fresh bot token",
    "token_revoked": "install the bot again and set its new token",
}


class SlackRefused(Refused):
    """A refusal with Slack's own code for it."""

    def __init__(self, code: str) -> None:
        remedy = _REMEDIES.get(code)
        super().__init__(f"Slack refused: {code}" + (f"; {remedy}" if remedy else ""))
        self.code = code


def verdict(status: int, reply: Any, headers: Any) -> Exception:
    """What an answer that is no yes means for what was to be carried."""
    code = reply.get("error") if isinstance(reply, dict) else None
    code = code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,60}", code) else None
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Limited(f"Slack asks to wait ({code or status})", _wait(headers.get("Retry-After")))
    if code in _TEMPORARY:
        return Retry(f"Slack asks to wait ({code})", _wait(headers.get("Retry-After")))
    if status >= 500 or status == 408:
        return Retry(f"Slack is out of order (HTTP {status})")
    if code in _GONE:
        return Unreachable(f"Slack: {code}")
    if code:
        return SlackRefused(code)
    if status == 200:
        return Unsure("Slack's answer could not be read")
    return Refused(f"no Slack API answers at the address (HTTP {status}); check the base URL")


def _wait(header: str | None) -> float | None:
    """Slack's Retry-After is in whole seconds; anything else leaves the choice to the dispatcher."""
    if header is None or not re.fullmatch(r"[0-9]{1,9}", header, re.ASCII):
        return None
    return float(min(int(header), _LONGEST_WAIT_SECONDS))
