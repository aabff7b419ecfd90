"""The pages around the widget: the landing page at /, and the files that it and the other pages load."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from adapters.widget.embedding import script
from adapters.widget.pages import FOLDER, PAGE_TEXTS, Page, render
from flows.flow import Flow
from flows.texts import pick

_STATIC = {
    "landing.css": "text/css",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "cover.svg": "image/svg+xml",
    "icon.svg": "image/svg+xml",
}


#: How the chat is shown on the demonstration pages, and what a tag says for that.
MODES = {
    "bubble": 'data-label="…" data-preview="…" data-preview-after="3"',
    "inline": 'data-mode="inline" data-target="#chat"',
    "popup": 'data-mode="popup"',
}

#: The widget's script of an earlier version, by its hash.
Kept = Callable[[str], Awaitable[bytes | None]]


class Pages:
    """The routes of the site, whose public address is `site`; `landing` is the flow that the page at / is for.

    `kept` gives the widget's script as it was.
    """

    name = "pages"

    def __init__(self, flows: Mapping[str, Flow], landing: str, kept: Kept, site: str) -> None:
        self._flows = flows
        self._landing = landing
        self._kept = kept
        self._here = site.rstrip("/") + "/"
        self._script = script()
        self._widget_file = _File(self._script.source, "text/javascript")
        self._files = {name: _File((FOLDER / name).read_bytes(), kind) for name, kind in _STATIC.items()}

    def routes(self) -> list[web.RouteDef]:
        """What this channel answers to."""
        return [
            web.get("/", self._home),
            web.get("/widget.js", self._widget),
            web.get("/widget-{hash:[0-9a-f]{16}}.js", self._version),
            web.get("/demo/{mode}", self._demo),
            web.get("/static/{name}", self._static),
        ]

    async def _home(self, request: web.Request) -> web.Response:
        flow = self._flows[self._landing]
        locale = language(request, flow.languages)
        words = flow.landing
        return _page(
            "landing",
            locale,
            here=self._here,
            flow=flow.name,
            title=words.title[locale] if words else flow.title[locale],
            lead=words.lead[locale] if words else "",
            points=list(words.points[locale]) if words else [],
            languages=list(flow.languages),
            flows=[(f.name, f.title[pick(locale, f.languages)]) for f in self._flows.values() if f.name != flow.name],
        )

    async def _demo(self, request: web.Request) -> web.Response:
        """A page that shows the chat in one of the ways that it can be shown."""
        mode, flow = request.match_info["mode"], self._flows[self._landing]
        if mode not in MODES:
            raise web.HTTPNotFound(text="there is no such demonstration")
        locale = language(request, flow.languages)
        source = f"{request.scheme}://{request.host}/widget.js"
        tag = f'<script async src="{source}" data-flow="{flow.name}" {MODES[mode]}></script>'
        title = flow.title[pick(locale, flow.languages)]
        more = {"mode": mode, "modes": list(MODES), "tag": tag}
        return _page("demo", locale, flow=flow.name, title=title, languages=list(flow.languages), **more)

    async def _widget(self, request: web.Request) -> web.Response:
        return self._widget_file.answer(request, _CACHED, _ANYWHERE)

    async def _version(self, request: web.Request) -> web.Response:
        """A version of the script by its hash, which never changes: what a page named goes on working."""
        hash_ = request.match_info["hash"]
        if hash_ == self._script.hash:
            file = self._widget_file
        elif (source := await self._kept(hash_)) is not None:
            file = _File(source, "text/javascript")
        else:
            raise web.HTTPNotFound(text="this version of the script was never served here")
        return file.answer(request, "public, max-age=31536000, immutable", _ANYWHERE)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound(text="there is no such file")
        return self._files[name].answer(request, _CACHED, {})


_CACHED = "public, max-age=300"
#: The script may be loaded by pages of any site.
_ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class _File:
    """A file as it is served: compressed for whoever can read that, and not again to whoever has it."""

    def __init__(self, content: bytes, kind: str) -> None:
        self._content = content
        self._compressed = gzip.compress(content, 9, mtime=0)
        self._kind = kind
        self._tag = hashlib.sha256(content).hexdigest()[:32]

    def answer(self, request: web.Request, cached: str, more: Mapping[str, str]) -> web.Response:
        """The file, or that it has not changed."""
        small = "gzip" in request.headers.get("Accept-Encoding", "").lower()
        tag = f"{self._tag}-gzip" if small else self._tag
        headers = {"Cache-Control": cached, "Vary": "Accept-Encoding", "ETag": f'"{tag}"', **more}
        if any(each.value == tag for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        if small:
            headers["Content-Encoding"] = "gzip"
        body = self._compressed if small else self._content
        return web.Response(body=body, content_type=self._kind, charset="utf-8", headers=headers)


def language(request: web.Request, languages: tuple[str, ...], asked: str = "") -> str:
    """The language of a page: as asked, there or in its address, else the browser's first that the flow speaks."""
    asked = asked or request.query.get("lang", "")
    spoken = tuple(each for each in languages if each in PAGE_TEXTS) or languages
    accepted = [part.split(";")[0].strip() for part in request.headers.get("Accept-Language", "")[:200].split(",")]
    for wish in (asked, *accepted):
        if wish[:2].lower() in spoken:
            return wish[:2].lower()
    return spoken[0]


def _page(name: Page, locale: str, **context: object) -> web.Response:
    text = render(name, locale, **context)
    return web.Response(text=text, content_type="text/html", headers={"Vary": "Accept-Language"})
