"""The pages around the widget: the landing page at /, a full-page talk at /c/FLOW, and the files they load."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from adapters.widget.pages import FOLDER, PAGE_TEXTS, Page, render
from flows.flow import Flow
from flows.texts import pick

_STATIC = {"landing.css": "text/css", "page.css": "text/css", "cover.svg": "image/svg+xml", "icon.svg": "image/svg+xml"}


class Pages:
    """The routes of the site; `landing` is the flow that the page at / is for."""

    name = "pages"

    def __init__(self, flows: Mapping[str, Flow], landing: str) -> None:
        self._flows = flows
        self._landing = landing
        self._script = (FOLDER / "widget.min.js").read_bytes()
        self._files = {name: (FOLDER / name).read_bytes() for name in _STATIC}

    def routes(self) -> list[web.RouteDef]:
        """What this channel answers to."""
        return [
            web.get("/", self._home),
            web.get("/c/{flow}", self._talk),
            web.get("/widget.js", self._widget),
            web.get("/static/{name}", self._static),
        ]

    async def _home(self, request: web.Request) -> web.Response:
        flow = self._flows[self._landing]
        locale = _locale(request, flow)
        words = flow.landing
        return _page(
            "landing",
            locale,
            flow=flow.name,
            title=words.title[locale] if words else flow.title[locale],
            lead=words.lead[locale] if words else "",
            points=list(words.points[locale]) if words else [],
            languages=list(flow.languages),
            flows=[(f.name, f.title[pick(locale, f.languages)]) for f in self._flows.values() if f.name != flow.name],
        )

    async def _talk(self, request: web.Request) -> web.Response:
        flow = self._flows.get(request.match_info["flow"])
        if flow is None:
            raise web.HTTPNotFound(text="there is no such conversation to begin")
        locale = _locale(request, flow)
        return _page("page", locale, flow=flow.name, title=flow.title[locale], languages=list(flow.languages))

    async def _widget(self, _: web.Request) -> web.Response:
        return web.Response(
            body=self._script,
            content_type="text/javascript",
            charset="utf-8",
            headers={
                "Cache-Control": "public, max-age=300",
                "Access-Control-Allow-Origin": "*",
                "Cross-Origin-Resource-Policy": "cross-origin",
            },
        )

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound(text="there is no such file")
        headers = {"Cache-Control": "public, max-age=300"}
        return web.Response(body=self._files[name], content_type=_STATIC[name], charset="utf-8", headers=headers)


def _locale(request: web.Request, flow: Flow) -> str:
    """The language of a page: as asked in its address, else the browser's first that the flow speaks."""
    asked = request.query.get("lang", "")
    spoken = tuple(language for language in flow.languages if language in PAGE_TEXTS) or flow.languages
    accepted = [part.split(";")[0].strip() for part in request.headers.get("Accept-Language", "")[:200].split(",")]
    for wish in (asked, *accepted):
        if wish[:2].lower() in spoken:
            return wish[:2].lower()
    return spoken[0]


def _page(name: Page, locale: str, **context: object) -> web.Response:
    text = render(name, locale, **context)
    return web.Response(text=text, content_type="text/html", headers={"Vary": "Accept-Language"})
