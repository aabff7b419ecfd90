"""What a site's page holds to show the widget, and by what it can tell that it was given the very script it names."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from adapters.widget.pages import FOLDER, PAGE_TEXTS


@dataclass(frozen=True, slots=True)
class Script:
    """A version of the widget's script."""

    source: bytes

    @property
    def hash(self) -> str:
        """By which its address tells it from other versions."""
        return hashlib.sha256(self.source).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where this version is served for as long as the database lasts; the newest is at /widget.js."""
        return f"/widget-{self.hash}.js"

    @property
    def integrity(self) -> str:
        """Its digest, as Subresource Integrity spells it."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.source).digest()).decode("ascii")


def script() -> Script:
    """The script of this version of the product."""
    return Script((FOLDER / "widget.min.js").read_bytes())


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is pasted into a page; `policy` is what its Content-Security-Policy has to allow."""

    html: str
    policy: str
    integrity: str | None


def snippet(server: str, flow: str, locale: str | None, words: str, *, pinned: bool) -> Snippet:
    """The snippet for a flow of the server at an address; without `locale` the widget takes the page's language.

    `words` stand in the link for browsers without JavaScript. A pinned one names a version by its digest, and has to
    be pasted anew to get another.
    """
    root, ours = server.rstrip("/"), script()
    origin = "/".join(root.split("/")[:3])
    source = escape(root + (ours.path if pinned else "/widget.js"))
    checked = f' integrity="{ours.integrity}" crossorigin="anonymous"' if pinned else ""
    lang = f' data-lang="{escape(locale)}"' if locale else ""
    form = f"{root}/c/{flow}?form" + (f"&lang={locale}" if locale in PAGE_TEXTS else "")
    html = (
        f'<script async src="{source}"{checked} data-flow="{escape(flow)}"{lang}></script>\n'
        f'<noscript><a href="{escape(form)}">{escape(words)}</a></noscript>'
    )
    return Snippet(html, f"script-src {origin}; connect-src {origin}", ours.integrity if pinned else None)
