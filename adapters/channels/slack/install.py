"""Installing the app in a workspace by OAuth: the state is signed, bound to the browser, good once and not for long."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer

from adapters.channels.slack.client import Api
from adapters.integrations.contract import Refused, Retry, Unreachable

#: What the bot may do; `aimant slack manifest` asks for it.
SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
)
_STATE_SECONDS = 600
_COOKIE = "aimant_slack_install"


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace that installed the app."""

    team: str
    name: str
    bot_user: str
    token: str = field(repr=False)
    scopes: str


class Installer:
    """The two routes of an installation; `save` keeps what Slack gives, `first_use` tells whether a state is new."""

    def __init__(
        self,
        api: Api,
        client_id: str,
        client_secret: str,
        base_url: str,
        secret: str,
        save: Callable[[Installation], Awaitable[None]],
        first_use: Callable[[str, float], Awaitable[bool]],
    ) -> None:
        self._api = api
        self._id, self._secret = client_id, client_secret
        self._redirect = f"{base_url.rstrip('/')}/slack/oauth"
        self._secure = base_url.startswith("https://")
        self._states = URLSafeTimedSerializer(secret, salt=b"aimant/slack-install/1")
        self._save = save
        self._first_use = first_use

    def routes(self) -> list[web.RouteDef]:
        """Where an installation begins, and where Slack sends the browser back to."""
        return [web.get("/slack/install", self._begin), web.get("/slack/oauth", self._end)]

    async def _begin(self, _: web.Request) -> web.Response:
        nonce = secrets.token_urlsafe(24)
        query = {
            "client_id": self._id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._redirect,
            "state": self._states.dumps(nonce),
        }
        site = self._api.base_url.removesuffix("api/")
        response = web.Response(status=302, headers={"Location": f"{site}oauth/v2/authorize?{urlencode(query)}"})
        response.set_cookie(
            _COOKIE, nonce, max_age=_STATE_SECONDS, httponly=True, samesite="Lax", secure=self._secure, path="/slack"
        )
        return response

    async def _end(self, request: web.Request) -> web.Response:
        code, state = request.query.get("code", ""), request.query.get("state", "")
        try:
            nonce = str(self._states.loads(state[:500], max_age=_STATE_SECONDS))
        except BadData:
            return _page(400, "This installation has expired. / Cette installation a expiré.")
        if not hmac.compare_digest(nonce.encode(), request.cookies.get(_COOKIE, "").encode("utf-8", "replace")):
            return _page(403, "This installation was begun elsewhere. / Cette installation a commencé ailleurs.")
        if not code or len(code) > 500:
            return _page(400, "Slack gave no permission. / Slack n’a pas donné d’accord.")
        if not await self._first_use(nonce, 2 * _STATE_SECONDS):
            return _page(400, "This installation was done before. / Cette installation a déjà été faite.")
        try:
            await self._save(await self._exchange(code))
        except (Refused, Unreachable, Retry) as error:
            return _page(502, f"Slack refused / Slack a refusé : {error.reason}")
        done = _page(200, "Aimant is installed. / Aimant est installé.")
        done.del_cookie(_COOKIE, path="/slack")
        return done

    async def _exchange(self, code: str) -> Installation:
        given: dict[str, Any] = await self._api.form(
            None,
            "oauth.v2.access",
            {
                "client_id": self._id,
                "client_secret": self._secret,
                "code": code,
                "redirect_uri": self._redirect,
            },
        )
        team = given.get("team") or {}
        token, id_ = given.get("access_token"), team.get("id")
        if not isinstance(token, str) or not isinstance(id_, str):
            raise Refused("its answer names no workspace")
        return Installation(
            id_, str(team.get("name", id_)), str(given.get("bot_user_id", "")), token, str(given.get("scope", ""))
        )


def _page(status: int, words: str) -> web.Response:
    return web.Response(status=status, text=words, content_type="text/plain", charset="utf-8")
