"""The web channel: the HTTP contract of /api/v1, whose replies are read from the committed transcript."""

from __future__ import annotations

import asyncio
import hashlib
import math
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import orjson
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from adapters import strict_json
from adapters.channels.contract import (
    Elsewhere,
    Hear,
    Heard,
    NoConversation,
    Opening,
    Owns,
    Recall,
    UnknownFlow,
    Watch,
)
from adapters.channels.problems import problem
from adapters.channels.stream import Streams, TooMany
from adapters.links import Links
from adapters.widget.words import SHUT, for_chat
from flows.effects import Message
from flows.model import Incoming, Key, Opened, Pressed, Said, Source, Visit
from flows.texts import LOCALES

CHANNEL = "web"
#: Said to whoever fills in what no person sees: a refusal in words rather than a talk that keeps nothing, since a
#: browser that fills in forms by itself may have done it for a person, who would be lost without knowing.
TRAPPED = "this looks like an automated submission: leave the field “trap” empty"
#: For how long a body may trickle in, in seconds.
BODY_SECONDS = 10.0

_Short = Annotated[str, StringConstraints(max_length=200)]
_Address = Annotated[str, StringConstraints(max_length=2000)]
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
_ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
_CLICK = re.compile(r"[A-Za-z0-9._~-]{1,500}")
_Click = Annotated[str, StringConstraints(max_length=500)]
_CAMPAIGN, _MOST_CAMPAIGN = re.compile(r"[a-z_]{1,32}"), 12
_Choice = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Raw = TypeVar("_Raw", bytes, bytearray)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PageSeen(_Strict):
    """A page that was looked at before the chat was opened."""

    path: Annotated[str, StringConstraints(max_length=300)] = Field(description="the page's path, without its query")
    seconds: float = Field(ge=0, description="for how long it was looked at; a day at most is kept")

    @field_validator("seconds")
    @classmethod
    def _at_most_a_day(cls, seconds: float) -> float:
        return min(seconds, 86_400.0)


class Clicks(_Strict):
    """What advertising networks call the click that led to the page; what is none of their ids is left out."""

    gclid: _Click | None = None
    fbclid: _Click | None = None
    msclkid: _Click | None = None
    ttclid: _Click | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _sound(cls, value: object) -> object:
        return value if not isinstance(value, str) or _CLICK.fullmatch(value) else None


class Signals(_Strict):
    """What the visitor did on the site before: told with the first word of the talk, never before it."""

    pages: Annotated[list[PageSeen], Field(max_length=20)] = Field(default_factory=list)
    clicks: Clicks = Field(default_factory=Clicks)


class Begin(_Strict):
    """The body of POST /api/v1/conversations."""

    flow: _Slug = Field(description="the flow's name")
    locale: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] | None = Field(
        None, description="the wished language (BCP 47)"
    )
    page: _Address | None = Field(None, description="the address of the page")
    referrer: _Address | None = Field(None, description="where the visitor came from")
    utm: dict[str, str] = Field(
        default_factory=dict, description="campaign parameters; the first twelve are kept, and 200 characters of each"
    )
    known: dict[_Slug, Annotated[str, StringConstraints(max_length=500)]] = Field(
        default_factory=dict,
        max_length=30,
        description="answers already known, by question id, as people write them; personal ones are asked all the same",
    )
    signals: Signals | None = Field(None, description="pages seen on the site, and ids of advertisements clicked")
    trap: _Short = Field("", description="a field that people do not see: whoever fills it in is refused")
    age_ms: int | None = Field(
        None, ge=0, le=10**12, description="milliseconds since the page was loaded; left out, nothing is concluded"
    )

    @field_validator("utm", mode="before")
    @classmethod
    def _campaign(cls, given: object) -> object:
        """What a link says of its campaign costs nobody a talk: it is cut to what is kept of it."""
        if not isinstance(given, dict):
            return given
        sound = [
            (name, told) for name, told in given.items() if isinstance(told, str) and _CAMPAIGN.fullmatch(str(name))
        ]
        return {name: told[:200] for name, told in sound[:_MOST_CAMPAIGN]}

    def source(self) -> Source:
        """Where the visitor came from."""
        told = self.signals or Signals()
        pages = tuple(Visit(page.path, page.seconds) for page in told.pages)
        return Source(self.page, self.referrer, self.utm, pages, told.clicks.model_dump(exclude_none=True))


class Say(_Strict):
    """The body of POST /api/v1/conversations/{id}/messages: `text`, or `choice` of `question`."""

    id: _ClientId = Field(description="made by the client; the same id again changes nothing")
    text: Annotated[str, StringConstraints(max_length=4000)] | None = None
    choice: _Choice | Annotated[list[_Choice], Field(min_length=1, max_length=30)] | None = None
    question: _Slug | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Say:
        if (self.text is None) == (self.choice is None):
            raise ValueError("give either text, or choice and question")
        if (self.choice is None) != (self.question is None):
            raise ValueError("choice and question go together")
        return self


class Continue(_Strict):
    """The body of POST /api/v1/conversations/{id}/continue."""

    channel: _Slug = Field(description="the channel to go on in, one of those in `elsewhere`")


class Resume(_Strict):
    """The body of POST /api/v1/conversations/resume."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")] = Field(
        description="what a link of /continue ends with"
    )
    bearer: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{40,64}$")] | None = Field(
        default=None,
        description="the conversation's token from now on, if you make it yourself, at random: "
        "so you can ask again when no answer came",
    )


#: Goes on with the conversation that a one-time token (by its SHA-256) is for, under a further token of its own
#: (by its SHA-256 too); None if the first is not good any more.
Rejoin = Callable[[str, str], Awaitable[UUID | None]]

#: Offers to go on with a conversation on a channel, by a token's SHA-256: where to, and until when; None if it can't.
Offer = Callable[[UUID, str, str], Awaitable[tuple[Elsewhere, datetime] | None]]


class Web:
    """The routes of /api/v1; `clock` gives aware UTC, `origins` are the other sites that may call.

    `told` is whether `watch` wakes for turns of other processes too. Who begins within `least_seconds` of loading the
    page is no person.
    """

    name = CHANNEL

    def __init__(
        self,
        hear: Hear,
        recall: Recall,
        owns: Owns,
        links: Links,
        clock: Callable[[], datetime],
        origins: Sequence[str],
        watch: Watch,
        told: Callable[[], bool],
        offer: Offer,
        rejoin: Rejoin,
        least_seconds: float,
    ) -> None:
        self._hear = hear
        self._recall = recall
        self._owns = owns
        self._links = links
        self._clock = clock
        self._origins = frozenset(origins)
        self._offer = offer
        self._rejoin = rejoin
        self._least_seconds = least_seconds
        self.streams = Streams(recall, watch, told, self._shape)

    def routes(self) -> list[web.RouteDef]:
        """What this channel answers to."""
        return [
            web.post("/api/v1/conversations", self._begin),
            web.post("/api/v1/conversations/resume", self._redeem),
            web.post("/api/v1/conversations/{id}/messages", self._say),
            web.get("/api/v1/conversations/{id}", self._resume),
            web.get("/api/v1/conversations/{id}/events", self._events, allow_head=False),
            web.post("/api/v1/conversations/{id}/continue", self._continue),
            web.options("/api/v1/conversations/{id}/events", self._preflight),
            web.options("/api/v1/conversations/{id}/continue", self._preflight),
            web.options("/api/v1/conversations", self._preflight),
            web.options("/api/v1/conversations/resume", self._preflight),
            web.options("/api/v1/conversations/{id}/messages", self._preflight),
            web.options("/api/v1/conversations/{id}", self._preflight),
        ]

    def allows(self, request: web.Request) -> bool:
        """Whether the page that calls may call: this very site, a site of the list, or no browser at all."""
        origin = request.headers.get("Origin")
        return origin is None or origin == f"{request.scheme}://{request.host}" or self._listed(origin)

    def _listed(self, origin: str) -> bool:
        return "*" in self._origins or origin.rstrip("/") in self._origins

    def cross_origin(self, request: web.Request) -> dict[str, str]:
        """The CORS headers for an answer to this request."""
        origin = request.headers.get("Origin")
        if origin is None or not request.path.startswith("/api/") or not self._listed(origin):
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
            "Vary": "Origin",
        }

    async def _preflight(self, request: web.Request) -> web.Response:
        """Let any page ask: one that may not call is refused by the call itself, in words that its script can read."""
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
        }
        return web.Response(status=204, headers=allowed | _readable(request))

    async def _begin(self, request: web.Request) -> web.Response:
        if refusal := self._refused(request):
            return refusal
        body = await self._body(request, Begin)
        if body.trap:
            return problem(400, TRAPPED)
        age = None if body.age_ms is None else body.age_ms / 1000
        if age is not None and age < self._least_seconds:
            wait = math.ceil(self._least_seconds - age)
            return problem(429, "nobody reads that fast; nothing was kept, try again", {"Retry-After": str(wait)})
        token, number = secrets.token_urlsafe(32), UUID(bytes=secrets.token_bytes(16), version=4)
        incoming = Incoming(_key(number), "/opened", self._clock(), Opened(body.source(), body.known))
        opening = Opening(body.flow, body.locale or "", number, token_hash(token), unheard=True)
        try:
            heard = await self._hear(incoming, opening)
        except UnknownFlow as error:
            meant = f"; did you mean {error.nearest!r}?" if error.nearest else ""
            line = f"there is no flow {error.name!r}{meant}"
            return problem(404, line, **_shut(request, f"data-flow: {line}"))
        return self._answer(request, heard, token, status=201)

    async def _say(self, request: web.Request) -> web.Response:
        if refusal := self._refused(request):
            return refusal
        number = await self._own(request, fresh=False)
        body = await self._body(request, Say)
        choices = tuple(body.choice) if isinstance(body.choice, list) else (body.choice or "",)
        what = Said(body.text) if body.text is not None else Pressed(body.question or "", choices)
        return self._answer(request, await self._hear(Incoming(_key(number), body.id, self._clock(), what)))

    async def _resume(self, request: web.Request) -> web.Response:
        if refusal := self._refused(request):
            return refusal
        number = await self._own(request)
        after = _after(request, request.query.get("after", "0"))
        return self._answer(request, await self._recall(_key(number), after))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The same as resuming, and then what is committed as it comes, until the stream ends."""
        if refusal := self._refused(request):
            return refusal
        number = await self._own(request)
        after = _after(request, request.headers.get("Last-Event-ID") or request.query.get("after", "0"))
        try:
            return await self.streams.serve(request, _key(number), after, self.cross_origin(request))
        except TooMany:
            return problem(
                429, "this conversation, or this address, is reading in too many places", {"Retry-After": "10"}
            )

    async def _redeem(self, request: web.Request) -> web.Response:
        """Go on with a conversation in another browser: the token of its link is used up, a new one is given."""
        if refusal := self._refused(request):
            return refusal
        body = await self._body(request, Resume)
        token = body.bearer or secrets.token_urlsafe(32)
        number = await self._rejoin(token_hash(body.token), token_hash(token))
        if number is None:
            return problem(404, "this link was used already, or is too old: ask for another where the talk is open")
        return self._answer(request, await self._recall(_key(number), 0), token)

    async def _continue(self, request: web.Request) -> web.Response:
        """A link that goes on with the conversation on another channel, good for one use."""
        if refusal := self._refused(request):
            return refusal
        number = await self._own(request)
        body = await self._body(request, Continue)
        token = secrets.token_urlsafe(24)
        offered = await self._offer(number, body.channel, token_hash(token))
        if offered is None:
            return problem(404, f"there is no channel {body.channel!r} that this conversation can go on in")
        elsewhere, expires = offered
        answer = {"channel": elsewhere.channel, "url": elsewhere.url + token, "expires": expires.isoformat()}
        return web.json_response(answer, status=201, headers={"Cache-Control": "no-store"})

    def _refused(self, request: web.Request) -> web.Response | None:
        """The refusal of a page that may not call, before anything is done: the one thing that its script may read."""
        if not self.allows(request):
            line = "this site may not call; add it to AIMANT_ALLOWED_ORIGINS"
            return problem(403, line, _readable(request), **_shut(request))
        return None

    async def _own(self, request: web.Request, *, fresh: bool = True) -> UUID:
        """The conversation named by the path, if the request bears its token."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise web.HTTPUnauthorized(text="send the conversation's token: Authorization: Bearer TOKEN")
        try:
            number = UUID(request.match_info["id"])
        except ValueError:
            raise NoConversation from None
        if not await self._owns(_key(number), token_hash(token), fresh=fresh):
            raise NoConversation
        return number

    async def _body(self, request: web.Request, model: type[strict_json.Body]) -> strict_json.Body:
        return strict_json.read(await read_body(request), model)

    def _shape(self, request: web.Request, heard: Heard) -> dict[str, Any]:
        return _conversation(request, heard, self._links, None)

    def _answer(self, request: web.Request, heard: Heard, token: str | None = None, status: int = 200) -> web.Response:
        return web.Response(
            status=status,
            body=orjson.dumps(_conversation(request, heard, self._links, token)),
            content_type="application/json",
            charset="utf-8",
            headers={"Cache-Control": "no-store"},
        )


def _after(request: web.Request, told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= 9) or set(request.query) - {"after", "words"}:
        raise strict_json.BadBody("after is the number of the last message that you have, 0 for none")
    return int(told)


def _conversation(request: web.Request, heard: Heard, links: Links, token: str | None) -> dict[str, Any]:
    """The answer; to who asks for words, with what a chat says itself."""
    answer = conversation_json(heard, links, token)
    held = request.query.get("words")
    return answer if held is None else for_chat(answer, held)


def _shut(request: web.Request, owner: str = "") -> dict[str, Any]:
    """What a chat says where it may not talk, to those that ask for words: to visitors, and to the site's `owner`."""
    if "words" not in request.query:
        return {}
    language = request.headers.get("Accept-Language", "")[:2].lower()
    words = SHUT.get(language, SHUT["en"])
    return {"words": words | {"allow": owner} if owner else words}


def _readable(request: web.Request) -> dict[str, str]:
    """What lets the calling page's script read an answer, whatever its site: only for answers that tell nothing."""
    origin = request.headers.get("Origin")
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}


async def read_body(request: web.Request) -> bytes:
    """A JSON request's raw body, bounded in size and time; raises BadBody."""
    if request.content_type != "application/json" or (request.charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise strict_json.BadBody("send JSON in UTF-8, with Content-Type: application/json", 415)
    return await read_raw(request)


async def read_raw(request: web.Request) -> bytes:
    """A request's raw body, whatever it is of, bounded in size and time; raises BadBody."""
    raw = bytearray()
    try:
        if request.content.is_eof():  # it has come with its head, as most do
            return _bounded(request.content.read_nowait())
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_any():
                raw += chunk
                _bounded(raw)
    except TimeoutError:
        raise strict_json.BadBody("the body did not arrive in time", 408) from None
    except web.RequestPayloadError:
        raise strict_json.BadBody("the body is not what its Content-Encoding or length says") from None
    return bytes(raw)


def _bounded(raw: _Raw) -> _Raw:
    if len(raw) > strict_json.MOST_BYTES:
        raise strict_json.BadBody(f"the body is larger than {strict_json.MOST_BYTES} bytes", 413)
    return raw


def token_hash(token: str) -> str:
    """What is kept of a conversation's secret: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _key(number: UUID) -> Key:
    return Key(CHANNEL, str(number))


def conversation_json(heard: Heard, links: Links, token: str | None) -> dict[str, Any]:
    """The one shape of every answer."""
    body: dict[str, Any] = {"conversation": str(heard.conversation)}
    if token is not None:
        body["token"] = token
    return body | {
        "locale": heard.locale,
        "state": heard.state,
        "messages": [message_json(m, links) for m in heard.messages],
        "progress": {"done": heard.done, "of": heard.of},
        **({"elsewhere": list(heard.elsewhere)} if heard.elsewhere else {}),
    }


#: The words of buttons that are no answers, in any language.
_REQUESTS = frozenset(text for texts in LOCALES.values() for key, text in texts.items() if key.startswith("button."))


def is_request(text: str) -> bool:
    """Whether a person's line is a button that asks for something ("Change an answer (budget)"), and no answer."""
    return text.partition(" (")[0] in _REQUESTS


def message_json(message: Message, links: Links) -> dict[str, Any]:
    """One message; optional parts are left out, and a magnet's link is signed afresh each time it is shown."""
    body: dict[str, Any] = {
        "seq": message.seq,
        "from": message.sender,
        "text": message.text,
        "at": message.at.isoformat(),
    }
    if message.name is not None:
        body["name"] = message.name
    if message.sender == "you" and is_request(message.text):
        body["request"] = True
    if (prompt := message.prompt) is not None:
        question: dict[str, Any] = {"id": prompt.id, "kind": prompt.kind, "optional": prompt.optional}
        if prompt.choices:
            question["choices"] = [{"value": c.value, "label": c.label} for c in prompt.choices]
        if prompt.hint:
            question["hint"] = prompt.hint
        body["question"] = question | {"input": prompt.input}
    if (gift := message.gift) is not None:
        url = links.url(gift.delivery)
        body["magnet"] = {"title": gift.title, "type": gift.type, "size": gift.size, "url": url}
    return body
