"""What Telegram says of the bots that are set, for commands: nothing is changed there by asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.settings import Settings


class Unreached(Exception):
    """Telegram did not answer, or not as Telegram does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A bot as Telegram knows it: its name, the webhook it brings updates to, how many wait, the last failure."""

    username: str
    webhook: str
    waiting: int
    failure: str


async def seen(session: aiohttp.ClientSession, settings: Settings, token: str) -> Seen | None:
    """The bot of a token, None when Telegram refuses the token; raises Unreached."""
    me = await _asked(session, settings, token, "getMe")
    hook = await _asked(session, settings, token, "getWebhookInfo") if me is not None else None
    if me is None or hook is None:
        return None
    waiting = hook.get("pending_update_count")
    return Seen(
        str(me.get("username", "")),
        str(hook.get("url", "")),
        waiting if isinstance(waiting, int) else 0,
        str(hook.get("last_error_message", "")),
    )


async def _asked(session: aiohttp.ClientSession, settings: Settings, token: str, method: str) -> dict[str, Any] | None:
    try:
        url = f"{settings.telegram_base_url}{token}/{method}"
        async with session.get(url, allow_redirects=False) as answer:
            told = await answer.json(content_type=None)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        raise Unreached from None  # the address of the call holds the token
    if not isinstance(told, dict):
        raise Unreached
    if not told.get("ok"):
        if answer.status in (401, 404):
            return None
        raise Unreached
    result = told.get("result")
    if not isinstance(result, dict):
        raise Unreached
    return result
