"""The same talk without JavaScript: /c/FLOW as pages and forms of the server's, on the path that every turn takes.

Nothing is stored in a browser before its first press. That press posts a ticket that the page was given; the
conversation and its token are made of it, so that a double press begins one talk. The token then lives in a cookie
that no script reads; each form holds what only the cookie's owner can know; each answer is redirected to a page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from aiohttp import web
from pydantic import ValidationError

from adapters import strict_json
from adapters.channels.contract import Hear, Heard, NoConversation, Opening, Owns, Recall
from adapters.channels.pages import language
from adapters.channels.web import CHANNEL, Begin, Say, is_request, read_raw, token_hash
from adapters.links import Links
from adapters.widget.pages import PAGE_TEXTS, render
from adapters.widget.words import file_label
from flows.effects import Message, Prompt
from flows.flow import Flow
from flows.model import Incoming, Key, Opened, Pressed, Said
from flows.texts import pick

#: The cookie: the conversation's number and its token, for the flow's own path, until the browser is closed.
COOKIE = "aimant"
#: For how long a page that was opened can be used to begin.
TICKET_LIFE = timedelta(days=1)
#: What a form may be of.
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100
_COOKIE = re.compile(r"([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})")
_TICKET = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9]{1,16})\.([0-9a-f]{64})")
_LAST = re.compile(r"[0-9]{1,9}", re.ASCII)
_UTM = re.compile(r"utm_[a-z_]{1,9}")
_CLICKS = ("gclid", "fbclid", "msclkid", "ttclid")
#: Label, autocomplete and inputmode of a field, by input or kind.
_FIELDS: Mapping[str, tuple[str, str, str]] = {
    "email": ("field_email", "email", "email"),
    "tel": ("field_tel", "tel", "tel"),
    "number": ("field_answer", "off", "decimal"),
    "name": ("field_name", "name", "text"),
    "company": ("field_answer", "organization", "text"),
    "address": ("field_answer", "street-address", "text"),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """Whose form it is: the conversation's number and its token."""

    number: UUID
    token: str

    @property
    def key(self) -> Key:
        """The conversation."""
        return Key(CHANNEL, str(self.number))

    @property
    def cookie(self) -> str:
        """What the cookie holds."""
        return f"{self.number}.{self.token}"

    @property
    def seal(self) -> str:
        """What the forms of this talk hold: it follows from the token, and no other site's page knows it."""
        return hashlib.sha256(f"form/{self.token}".encode()).hexdigest()


class Form:
    """The routes under /c/: `use` makes a secret of the installation's own for a use, `clock` gives aware UTC.

    `site` is the public address; who begins within `least_seconds` of loading the page is no person.
    """

    name = "form"

    def __init__(
        self,
        flows: Mapping[str, Flow],
        hear: Hear,
        recall: Recall,
        owns: Owns,
        links: Links,
        clock: Callable[[], datetime],
        use: Callable[[str], str],
        site: str,
        least_seconds: float,
    ) -> None:
        self._flows = flows
        self._hear = hear
        self._recall = recall
        self._owns = owns
        self._links = links
        self._clock = clock
        self._secret = use("form").encode()
        self._site = site
        self._least_seconds = least_seconds

    def routes(self) -> list[web.RouteDef]:
        """What this channel answers to."""
        return [
            web.get("/c/{flow}", self._open),
            web.post("/c/{flow}", self._begin),
            web.post("/c/{flow}/say", self._say),
            web.get("/c/{flow}/say", self._back),
        ]

    # ---- pages ----

    async def _open(self, request: web.Request) -> web.Response:
        """The page: where a talk is under way here, that talk; else the widget, or the form that begins one."""
        flow = self._flow(request)
        talk, plain = self._cookie(request), "form" in request.query
        if talk is not None and await self._owns(talk.key, token_hash(talk.token)):
            if plain:
                return await self._page(flow, talk)
            return self._to(flow)  # with JavaScript back, it stays the same talk
        if talk is not None and plain:
            return self._forget(flow, self._start(request, flow, 410, "form_gone"))
        answer = self._start(request, flow) if plain else self._widget(request, flow)
        return answer if talk is None else self._forget(flow, answer)

    async def _back(self, request: web.Request) -> web.Response:
        """Where an answer is sent to: whoever opens that address wants the talk."""
        return self._to(self._flow(request))

    def _widget(self, request: web.Request, flow: Flow) -> web.Response:
        locale = language(request, flow.languages)
        more = {"ticket": self._ticket(flow.name), "came": [*_came(request)], "error": None, "gone": False}
        return _html(render("page", locale, plain=False, **_about(flow, locale), **more))

    def _start(
        self, request: web.Request, flow: Flow, status: int = 200, error: str | None = None, lang: str = ""
    ) -> web.Response:
        locale = language(request, flow.languages, lang)
        more = {"ticket": self._ticket(flow.name), "came": [*_came(request)], "error": error, "gone": status == 410}
        return _html(render("form", locale, plain=True, talk=None, **_about(flow, locale), **more), status)

    async def _page(
        self, flow: Flow, talk: Talk, status: int = 200, error: str | None = None, text: str = ""
    ) -> web.Response:
        heard = await self._recall(talk.key, 0)
        return _html(self._shown(flow, talk, heard, error, text), status)

    def _shown(self, flow: Flow, talk: Talk, heard: Heard, error: str | None = None, text: str = "") -> str:
        prompt = _asked(heard)
        locale = heard.locale
        over = heard.state == "done" or heard.done >= heard.of
        shown = {
            "lines": [*_lines(heard, prompt, self._links)],
            "last": heard.messages[-1].seq if heard.messages else 0,
            "seal": talk.seal,
            "state": heard.state,
            "prompt": prompt,
            "answers": [c for c in prompt.choices if not c.value.startswith("/")] if prompt else [],
            "ways": [c for c in prompt.choices if c.value.startswith("/")] if prompt else [],
            "many": prompt is not None and prompt.input == "choices",
            "field": _field(prompt),
            "step": None if not heard.of else heard.of if over else heard.done + 1,
            "of": heard.of,
            "over": over,
            "text": text,
        }
        return render("form", locale, plain=True, talk=shown, error=error, **_about(flow, pick(locale, flow.languages)))

    # ---- forms ----

    async def _begin(self, request: web.Request) -> web.Response:
        flow = self._flow(request)
        self._same_site(request)
        fields = await _fields(request)
        lang = fields.one("lang")
        if fields.one("website"):  # nobody sees this field; `web.TRAPPED` tells why they are told
            return self._start(request, flow, 400, "form_trapped", lang)
        match = _TICKET.fullmatch(fields.one("ticket"))
        if match is None or not hmac.compare_digest(match[3], self._mac(f"{flow.name}/{match[1]}/{match[2]}")):
            return self._start(request, flow, 400, "form_old", lang)
        now = self._clock()
        age = now.timestamp() - int(match[2]) / 1000
        if age > TICKET_LIFE.total_seconds():
            return self._start(request, flow, 400, "form_old", lang)
        if age < self._least_seconds:
            answer = self._start(request, flow, 429, "form_fast", lang)
            answer.headers["Retry-After"] = str(math.ceil(self._least_seconds - age))
            return answer
        talk = self._talk_of(match[1])
        try:
            told = Begin.model_validate(
                {"flow": flow.name, "locale": language(request, flow.languages, lang)}
                | {"page": f"{_site_of(self._site)}/c/{flow.name}", **_told(fields)}
            )
        except ValidationError:
            raise strict_json.BadBody("the form's fields are not as they were given") from None
        opening = Opening(flow.name, told.locale or "", talk.number, token_hash(talk.token))
        heard = await self._hear(Incoming(talk.key, "/opened", now, Opened(told.source())), opening)
        answer = self._to(flow, heard)
        answer.set_cookie(
            COOKIE,
            talk.cookie,
            path=f"/c/{flow.name}",
            httponly=True,
            samesite="Lax",
            secure=self._secure(request),
        )
        return answer

    async def _say(self, request: web.Request) -> web.Response:
        flow = self._flow(request)
        self._same_site(request)
        fields = await _fields(request)
        talk = self._cookie(request)
        if talk is None or not await self._owns(talk.key, token_hash(talk.token)):
            return self._forget(flow, self._start(request, flow, 410, "form_gone", fields.one("lang")))
        if not hmac.compare_digest(fields.one("seal").encode(), talk.seal.encode()):
            return await self._page(flow, talk, 403, "form_old")
        what, wrong = _what(fields)
        if what is None:
            return await self._page(flow, talk, 422, wrong, fields.one("text"))
        last = _LAST.fullmatch(fields.one("last"))
        number = f"f{last[0] if last else 0}.{_digest(what)}"
        try:
            heard = await self._hear(Incoming(talk.key, number, self._clock(), what))
        except NoConversation:
            return self._forget(flow, self._start(request, flow, 410, "form_gone", fields.one("lang")))
        if heard.state == "stopped" and _asked(heard) is None:
            # the farewell is shown now, as an erasure leaves nothing to be shown after it
            return self._forget(flow, _html(self._shown(flow, talk, heard)))
        return self._to(flow, heard)

    # ---- what they rest on ----

    def _flow(self, request: web.Request) -> Flow:
        flow = self._flows.get(request.match_info["flow"])
        if flow is None:
            raise web.HTTPNotFound(text="there is no such conversation to begin")
        return flow

    def _cookie(self, request: web.Request) -> Talk | None:
        match = _COOKIE.fullmatch(request.cookies.get(COOKIE, ""))
        try:
            return Talk(UUID(match[1]), match[2]) if match else None
        except ValueError:
            return None

    def _secure(self, request: web.Request) -> bool:
        return request.secure or self._site.startswith("https://")

    def _same_site(self, request: web.Request) -> None:
        """Refuse what another site's page sends, by what browsers tell of it; one that tells nothing is refused too."""
        own = {_site_of(self._site), f"{request.scheme}://{request.host}".lower()}
        fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
        came = request.headers.get("Origin") or request.headers.get("Referer") or ""
        if fetched != "same-origin" or _site_of(came) not in own:
            raise web.HTTPForbidden(text="this form can only be sent from this site's own page")

    def _mac(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), "sha256").hexdigest()

    def _ticket(self, flow: str) -> str:
        nonce, at = secrets.token_urlsafe(16), int(self._clock().timestamp() * 1000)
        return f"{nonce}.{at}.{self._mac(f'{flow}/{nonce}/{at}')}"

    def _talk_of(self, nonce: str) -> Talk:
        number = UUID(bytes=bytes.fromhex(self._mac(f"number/{nonce}"))[:16], version=4)
        digest = hmac.new(self._secret, f"token/{nonce}".encode(), "sha256").digest()
        return Talk(number, base64.urlsafe_b64encode(digest).decode("ascii").rstrip("="))

    def _to(self, flow: Flow, heard: Heard | None = None) -> web.Response:
        """To the talk's page, at the first of the lines that are new."""
        new = next((m.seq for m in heard.messages if m.sender != "you"), None) if heard else None
        place = f"/c/{flow.name}?form" + (f"#m{new}" if new else "")
        return web.Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})

    def _forget(self, flow: Flow, answer: web.Response) -> web.Response:
        answer.del_cookie(COOKIE, path=f"/c/{flow.name}")
        return answer


def _site_of(address: str) -> str:
    try:
        url = urlsplit(address)
    except ValueError:
        return ""
    return f"{url.scheme}://{url.netloc}".lower()


def trouble(request: web.Request, status: int, retry_after: str | None) -> web.Response:
    """A refusal of a page under /c/, in words and with a way on."""
    state = {404: "nothing", 429: "busy", 503: "later", 500: "later", 403: "refused"}.get(status, "bad")
    path = "/c/" + request.match_info.get("flow", "")
    known = status != 404 and request.match_info.get("flow") is not None
    text = render(
        "trouble",
        language(request, tuple(PAGE_TEXTS)),
        state=state,
        languages=[],
        seconds=retry_after,
        again=f"{path}?form" if known else None,
    )
    return _html(text, status)


class _Fields:
    """What a form sent: several values may have one name."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def names(self) -> list[str]:
        return [key for key, _ in self._pairs]


async def _fields(request: web.Request) -> _Fields:
    if request.content_type != _FORM:
        raise strict_json.BadBody("send a form", 415)
    raw = await read_raw(request)
    try:
        text = raw.decode("utf-8", "replace")
        return _Fields(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise strict_json.BadBody("the form has too many fields") from None


def _what(fields: _Fields) -> tuple[Said | Pressed | None, str]:
    """What was answered or asked for, or why it is nothing, in the pages' words."""
    pressed, choices = fields.one("press"), fields.all("choice")
    question, _, value = pressed.partition(" ")
    text = fields.one("text").replace("\r\n", "\n").strip()
    body: dict[str, Any] = {"id": "f"}
    if pressed:
        body |= {"question": question, "choice": value}
    elif choices:
        body |= {"question": fields.one("question"), "choice": choices}
    elif text:
        body |= {"text": text}
    else:
        return None, "form_choose" if "question" in fields.names() else "form_empty"
    try:
        say = Say.model_validate(body)
    except ValidationError:
        return None, "form_long" if "text" in body else "form_old"
    if say.text is not None:
        return Said(say.text), ""
    return Pressed(say.question or "", tuple(choices) if isinstance(say.choice, list) else (say.choice or "",)), ""


def _digest(what: Said | Pressed) -> str:
    """The same answer to the same page is the same turn, however often it is sent."""
    told = f"said/{what.text}" if isinstance(what, Said) else "/".join(("pressed", what.question, *what.choices))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _came(request: web.Request) -> Iterator[tuple[str, str]]:
    """Where the visitor came from, to be sent with the first press: it is kept nowhere before."""
    for name, value in request.query.items():
        if (_UTM.fullmatch(name) or name in _CLICKS) and value:
            yield name, value[:200]
    referrer = request.headers.get("Referer", "")
    if referrer.startswith(("http://", "https://")) and urlsplit(referrer).netloc != request.host:
        yield "referrer", referrer[:2000]


def _told(fields: _Fields) -> dict[str, Any]:
    utm = {name.removeprefix("utm_"): fields.one(name)[:200] for name in fields.names() if _UTM.fullmatch(name)}
    clicks = {name: value for name in _CLICKS if re.fullmatch(r"[A-Za-z0-9._~-]{1,500}", value := fields.one(name))}
    referrer = fields.one("referrer")[:2000] or None
    return {"utm": dict([*utm.items()][:12]), "referrer": referrer, "signals": {"clicks": clicks}}


def _about(flow: Flow, locale: str) -> dict[str, Any]:
    return {"flow": flow.name, "title": flow.title[pick(locale, flow.languages)], "languages": list(flow.languages)}


def _asked(heard: Heard) -> Prompt | None:
    """The question that waits: the last one asked, unless the talk has left the questions behind since."""
    asked: Prompt | None = None
    for message in heard.messages:
        if message.prompt is not None:
            asked = message.prompt
        elif message.sender == "you" and heard.state != "open":
            asked = None
    return asked


def _lines(heard: Heard, prompt: Prompt | None, links: Links) -> Iterator[dict[str, Any]]:
    """The transcript, each latest answer with the question that a change of it asks again."""
    changes = _changes(heard.messages)
    for message in heard.messages:
        question = changes.get(message.seq)
        gift = message.gift
        yield {
            "seq": message.seq,
            "from": message.sender,
            "name": message.name,
            "text": message.text,
            "asks": prompt is not None and message.prompt is prompt,
            "change": question if heard.state != "stopped" and (prompt is None or prompt.id != question) else None,
            "magnet": None
            if gift is None
            else {
                "title": gift.title,
                "label": file_label(gift.type, gift.size, heard.locale),
                "url": links.url(gift.delivery),
            },
        }


def _changes(messages: tuple[Message, ...]) -> dict[int, str]:
    """The question of each line that is the latest answer to one, by the line's number."""
    latest: dict[str, int] = {}
    asked: str | None = None
    for place, message in enumerate(messages):
        if message.sender == "you":
            then = next((m.prompt.id for m in messages[place + 1 :] if m.prompt is not None), None)
            if asked not in (None, "menu", "erase", then) and not is_request(message.text):
                latest[str(asked)] = message.seq
            asked = None
        elif message.prompt is not None:
            asked = message.prompt.id
    return {seq: question for question, seq in latest.items()}


def _field(prompt: Prompt | None) -> dict[str, Any]:
    label, autocomplete, mode = "field_message", "off", "text"
    if prompt is not None:
        label = "field_answer"
        label, autocomplete, mode = _FIELDS.get(prompt.input) or _FIELDS.get(prompt.kind) or (label, autocomplete, mode)
        if prompt.choices:
            label = "field_write"
    long = (autocomplete == "off" and mode == "text") or autocomplete == "street-address"
    return {"label": label, "autocomplete": autocomplete, "mode": mode, "long": long}


def _html(text: str, status: int = 200) -> web.Response:
    headers = {"Vary": "Accept-Language, Cookie", "Cache-Control": "no-store"}
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)
