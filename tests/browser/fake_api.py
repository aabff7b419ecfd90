"""A strict stand-in for the web channel that can be slow, refuse or forget on command, as the real server cannot."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.widget.pages import CONTENT_SECURITY_POLICY, FOLDER, render
from adapters.widget.words import SHUT, for_chat

Json = dict[str, Any]

TITLE = {
    "fr": "10 initiatives locales pour un développement durable à Bruxelles",
    "en": "10 local initiatives for a sustainable Brussels",
}
#: Per question: id, kind, input, optional, words by locale, and choices as (value, French, English).
TALK: list[tuple[str, str, str, bool, dict[str, str], list[tuple[str, str, str]]]] = [
    (
        "interest",
        "choice",
        "choice",
        False,
        {"fr": "Qu’est-ce qui vous intéresse le plus ?", "en": "What interests you most?"},
        [
            ("food", "Alimentation locale", "Local food"),
            ("mobility", "Mobilité douce", "Getting around"),
            ("energy", "Énergie et logement", "Energy and housing"),
        ],
    ),
    (
        "topics",
        "multi-choice",
        "choices",
        False,
        {"fr": "Que voulez-vous essayer ?", "en": "What would you like to try?"},
        [("compost", "Composter", "Composting"), ("repair", "Réparer", "Repairing"), ("share", "Partager", "Sharing")],
    ),
    (
        "firstname",
        "name",
        "text",
        True,
        {"fr": "Comment vous appelez-vous ?", "en": "What is your name?"},
        [],
    ),
    (
        "email",
        "email",
        "email",
        False,
        {
            "fr": "À quelle adresse e-mail vous envoyer le livre blanc ?",
            "en": "Which e-mail address shall we send it to?",
        },
        [],
    ),
]
WORDS = {
    "fr": {
        "hello": "Bonjour ! Je suis l’assistant automatique du blog.",
        "hint": "Par exemple camille@example.org",
        "again": "Cette adresse ne semble pas complète.",
        "end": "Voici votre livre blanc.",
        "stopped": "Très bien, j’arrête.",
        "human": "Je préviens une personne.",
    },
    "en": {
        "hello": "Hello! I am the blog’s automated assistant.",
        "hint": "For instance camille@example.org",
        "again": "That address does not look complete.",
        "end": "Here is your white paper.",
        "stopped": "Fine, I stop here.",
        "human": "I am telling a person.",
    },
}


@dataclass
class Talk:
    """One conversation: what was said, and where it stands."""

    token: str
    locale: str
    messages: list[Json] = field(default_factory=list)
    place: int = 0
    state: str = "open"
    ticket: str | None = None
    used: str | None = None
    """What the link for another device holds."""
    replies: dict[str, Json] = field(default_factory=dict)


@dataclass
class Trouble:
    """What happens to the next requests: each is taken once, in order."""

    statuses: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Answered instead of the truth: a status and headers; 0 cuts the connection."""
    lost_answers: int = 0
    """Turns that are done and whose answer is then lost on its way."""


@web.middleware
async def _from_anywhere(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    """Pages of other sites may call, as where all origins are listed."""
    allowed = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Expose-Headers": "Retry-After",
    }
    if request.method == "OPTIONS":
        return web.Response(status=204, headers=allowed)
    response: web.StreamResponse = await handler(request)
    if not response.prepared:
        response.headers.update(allowed)
    return response


class FakeApi:
    """The web channel on loopback; anything a request gets wrong is noted in `faults`."""

    def __init__(self) -> None:
        """Prepares the routes; `start` opens the port."""
        self.talks: dict[str, Talk] = {}
        self.trouble = Trouble()
        self.faults: list[str] = []
        self.received: Counter[str] = Counter()
        """How often each message id arrived."""
        self.questions = list(TALK)
        self.begun: list[Json] = []
        """The bodies that began a talk."""
        self.turns: list[Json] = []
        """The bodies that changed something, in order."""
        app = web.Application(middlewares=[_from_anywhere])
        app.add_routes(
            [
                web.get("/", self._page("bubble")),
                web.get("/landing", self._landing),
                web.get("/bare", self._bare),
                web.get("/bare/again", self._bare),
                web.get("/c/{flow}", self._full_page),
                web.get("/inline", self._page("inline")),
                web.get("/link/{state}", self._link),
                web.get("/widget.js", self._file),
                web.get("/static/{name}", self._file),
                web.get("/m/{signed}", self._magnet),
                web.post("/api/v1/conversations", self._create),
                web.post("/api/v1/conversations/resume", self._redeem),
                web.post("/api/v1/conversations/{id}/continue", self._continue),
                web.post("/api/v1/conversations/{id}/messages", self._message),
                web.get("/api/v1/conversations/{id}", self._resume),
                web.get("/api/v1/conversations/{id}/events", self._events),
            ]
        )
        self._server = TestServer(app, host="127.0.0.1")
        self.address = ""

    async def start(self) -> str:
        """Opens a free port and returns the base URL, without a slash at its end."""
        await self._server.start_server()
        self.address = str(self._server.make_url("/")).rstrip("/")
        return self.address

    async def stop(self) -> None:
        """Closes the port and everything open on it."""
        await self._server.close()

    def person_writes(self, text: str) -> None:
        """A salesperson writes into every talk."""
        for talk in self.talks.values():
            self._say(talk, text, sender="person")

    # -- pages --

    @staticmethod
    def _html(text: str) -> web.Response:
        return web.Response(
            text=text, content_type="text/html", headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        )

    def _page(self, mode: str) -> Callable[[web.Request], Any]:
        async def handler(request: web.Request) -> web.Response:
            locale = request.query.get("lang", "fr")
            return self._html(
                f'<!doctype html><html lang="{locale}"><meta name="viewport" content="width=device-width">'
                f"<title>Page</title><h1>A page of somebody’s site</h1><p><button data-aimant-open>Ask</button></p>"
                f'<p><a href="#x">A link</a></p>'
                f'<script async src="/widget.js" data-flow="livre-blanc" data-lang="auto" data-mode="{mode}"></script>'
            )

        return handler

    async def _bare(self, request: web.Request) -> web.Response:
        """A page that axe has nothing to say about, with the launcher."""
        locale, signals = request.query.get("lang", "fr"), request.query.get("signals", "")
        return self._html(
            f'<!doctype html><html lang="{locale}"><meta name="viewport" content="width=device-width">'
            '<link rel="icon" href="data:,"><title>Page</title><main><h1>Page</h1></main>'
            '<script async src="/widget.js" data-flow="livre-blanc" '
            f'data-signals="{signals}"></script>'
        )

    async def _landing(self, request: web.Request) -> web.Response:
        locale = request.query.get("lang", "fr")
        flow = FLOW[locale]
        return self._html(
            render(
                "landing",
                locale,
                flow="livre-blanc",
                title=TITLE[locale],
                lead=flow["lead"],
                points=flow["points"],
                languages=["fr", "en"],
                flows=[("bant-b2b", "BANT"), ("quiz-b2c", "Quiz")],
            )
        )

    async def _full_page(self, request: web.Request) -> web.Response:
        locale = request.query.get("lang") or request.headers["Accept-Language"][:2]
        return self._html(
            render("page", locale, flow=request.match_info["flow"], title=TITLE[locale], languages=["fr", "en"])
        )

    async def _link(self, request: web.Request) -> web.Response:
        state = request.match_info["state"]
        renew = "/link/sent" if state == "expired" else None
        return self._html(
            render("link", request.query.get("lang", "fr"), state=state, languages=["fr", "en"], renew=renew)
        )

    async def _file(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / request.match_info.get("name", "widget.min.js"))

    async def _magnet(self, _: web.Request) -> web.Response:
        return web.Response(
            body=b"%PDF-1.4 fake",
            content_type="application/pdf",
            headers={"Content-Disposition": 'attachment; filename="livre-blanc.pdf"'},
        )

    # -- the contract --

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if (trouble := await self._take_trouble(request)) is not None:
            return trouble
        body = await self._body(
            request, {"flow", "locale", "page", "referrer", "utm", "known", "signals", "trap", "age_ms"}
        )
        if body is None or body.get("flow") != "livre-blanc":
            return self._fault(f"bad create {body}")
        self.begun.append(body)
        talk = Talk(token=uuid4().hex, locale=body.get("locale", "en"))
        name = str(uuid4())
        self.talks[name] = talk
        self._say(talk, WORDS[talk.locale]["hello"])
        self._ask(talk)
        return web.json_response(self._shape(request, name, talk, talk.messages) | {"token": talk.token}, status=201)

    async def _redeem(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request, {"token", "bearer"}) or {}
        if (trouble := await self._take_trouble(request)) is not None:
            return trouble
        assert re.fullmatch(r"[\w-]{43}", body["bearer"])
        for name, talk in self.talks.items():
            if body["token"] == talk.ticket or (body["token"], body["bearer"]) == (talk.used, talk.token):
                talk.ticket, talk.used, talk.token = None, body["token"], body["bearer"]
                if self.trouble.lost_answers:
                    self.trouble.lost_answers -= 1
                    return await self._cut(request)
                return web.json_response(self._shape(request, name, talk, talk.messages) | {"token": talk.token})
        return self._problem(404, "This link was used already.")

    async def _continue(self, request: web.Request) -> web.StreamResponse:
        talk = self._authorised(request)
        if talk is None:
            return self._problem(404, "No such conversation.")
        if await self._body(request, {"channel"}) != {"channel": "web"}:
            return self._fault("bad continue")
        talk.ticket = uuid4().hex
        url = f"{self.address}/c/livre-blanc#aimant-resume={talk.ticket}"
        return web.json_response({"channel": "web", "url": url, "expires": "2026-11-01T09:15:00Z"}, status=201)

    async def _resume(self, request: web.Request) -> web.StreamResponse:
        if (trouble := await self._take_trouble(request)) is not None:
            return trouble
        talk = self._authorised(request)
        if talk is None:
            return self._problem(401, "No such conversation.")
        after = int(request.query.get("after", "0"))
        return web.json_response(
            self._shape(request, request.match_info["id"], talk, [m for m in talk.messages if m["seq"] > after])
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """What is there after a number, and nothing more: the widget opens the stream again when it has ended."""
        talk = self._authorised(request)
        if talk is None:
            return self._problem(401, "No such conversation.")
        after = int(request.query.get("after", "0"))
        told = self._shape(request, request.match_info["id"], talk, [m for m in talk.messages if m["seq"] > after])
        return web.Response(text=f"id: 1\ndata: {json.dumps(told)}\n\n", content_type="text/event-stream")

    async def _message(self, request: web.Request) -> web.StreamResponse:
        talk = self._authorised(request)
        body = await self._body(request, {"id", "text", "choice", "question"})
        if body is not None:
            self.received[str(body.get("id"))] += 1
        if (trouble := await self._take_trouble(request)) is not None:
            return trouble
        if talk is None:
            return self._problem(401, "No such conversation.")
        if body is None or not re.fullmatch(r"[\w-]{16,64}", str(body.get("id"))):
            return self._fault(f"bad message {body}")
        if ("text" in body) == ("choice" in body):
            return self._fault(f"text or choice {body}")
        if body.get("text") == "too long":
            return self._problem(413, "Ce message est trop long.")
        if body["id"] not in talk.replies:
            before = len(talk.messages)
            self.turns.append(body)
            self._turn(talk, body)
            talk.replies[body["id"]] = self._shape(request, request.match_info["id"], talk, talk.messages[before:])
        if self.trouble.lost_answers:
            self.trouble.lost_answers -= 1
            return await self._cut(request)
        return web.json_response(talk.replies[body["id"]])

    def _turn(self, talk: Talk, body: Json) -> None:
        question = self.questions[talk.place] if talk.place < len(self.questions) else None
        labels: dict[str, str] = (
            {value: (fr if talk.locale == "fr" else en) for value, fr, en in question[5]} if question else {}
        )
        choice = body.get("choice", "")
        chosen: list[str] = choice if isinstance(choice, list) else [choice]
        asks = {"request": True} if chosen[0].startswith("/") else {}
        self._say(talk, body.get("text") or ", ".join(labels.get(c, c) for c in chosen), sender="you", **asks)
        words, verb = WORDS[talk.locale], chosen[0]
        if verb in ("/stop", "/human"):
            talk.state = "stopped" if verb == "/stop" else "handed_over"
            self._say(talk, words["stopped" if verb == "/stop" else "human"])
            return
        if verb == "/why":
            self._ask(talk)
            return
        if verb == "/restart":
            talk.place, talk.state = 0, "open"
        elif verb == "/change":
            talk.place = [q[0] for q in self.questions].index(body["question"])
        elif question and question[0] == "email" and "@" not in body.get("text", ""):
            self._say(talk, words["again"])
        else:
            talk.place += 1
        if talk.place < len(self.questions):
            self._ask(talk)
            return
        talk.state = "done"
        gift = {"title": TITLE[talk.locale], "type": "application/pdf", "size": 240_000, "url": "/m/signed"}
        self._say(talk, words["end"], magnet=gift)

    def _ask(self, talk: Talk) -> None:
        name, kind, entry, optional, words, choices = self.questions[talk.place]
        asked: Json = {"id": name, "kind": kind, "optional": optional, "input": entry}
        if choices:
            asked["choices"] = [{"value": v, "label": fr if talk.locale == "fr" else en} for v, fr, en in choices]
        if kind == "email":
            asked["hint"] = WORDS[talk.locale]["hint"]
        self._say(talk, words[talk.locale], question=asked)

    @staticmethod
    def _say(talk: Talk, text: str, sender: str = "bot", **more: Any) -> None:
        talk.messages.append(
            {"seq": len(talk.messages) + 1, "from": sender, "text": text, "at": "2026-11-01T09:00:00Z", **more}
        )

    def _shape(self, request: web.Request, name: str, talk: Talk, messages: list[Json]) -> Json:
        answer = {
            "conversation": name,
            "locale": talk.locale,
            "state": talk.state,
            "messages": list(messages),
            "progress": {"done": talk.place, "of": len(self.questions)},
            "elsewhere": ["web"],
        }
        return for_chat(answer, request.query["words"]) if "words" in request.query else answer

    def _authorised(self, request: web.Request) -> Talk | None:
        talk = self.talks.get(request.match_info["id"])
        return talk if talk and request.headers.get("Authorization") == f"Bearer {talk.token}" else None

    async def _body(self, request: web.Request, allowed: set[str]) -> Json | None:
        if request.content_type != "application/json":
            return None
        body = await request.json()
        return body if isinstance(body, dict) and set(body) <= allowed else None

    async def _take_trouble(self, request: web.Request) -> web.StreamResponse | None:
        if not self.trouble.statuses:
            return None
        status, headers = self.trouble.statuses.pop(0)
        more = {"words": SHUT[request.headers["Accept-Language"]]} if status == 403 and "words" in request.query else {}
        return await self._cut(request) if status == 0 else self._problem(status, "Trouble.", headers, **more)

    @staticmethod
    async def _cut(request: web.Request) -> web.StreamResponse:
        """Half an answer, then silence: a connection cut before the headers would be repeated by Chromium itself."""
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"{")
        if request.transport is not None:
            request.transport.close()
        return response

    def _fault(self, words: str) -> web.Response:
        self.faults.append(words)
        return self._problem(422, words)

    @staticmethod
    def _problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> web.Response:
        return web.json_response(
            {"type": "about:blank", "status": status, "detail": detail, **more},
            status=status,
            headers=headers,
            content_type="application/problem+json",
        )


FLOW: dict[str, dict[str, Any]] = {
    "fr": {
        "lead": "Un livre blanc gratuit, écrit par des habitants pour des habitants. "
        "Répondez à quelques questions, il est à vous.",
        "points": [
            "Dix idées déjà à l’œuvre dans les communes bruxelloises, expliquées simplement",
            "Pour chacune, le premier pas que vous pouvez faire cette semaine",
            "Aucune inscription cachée, et vos données effacées sur simple demande",
        ],
    },
    "en": {
        "lead": "A free white paper, written by residents for residents. Answer a few questions and it is yours.",
        "points": [
            "Ten ideas already at work in the municipalities of Brussels, simply explained",
            "For each, the first step you can take this week",
            "No hidden sign-up, and your data erased whenever you ask",
        ],
    },
}
