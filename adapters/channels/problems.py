"""HTTP problems (RFC 9457): every refusal is a status, a title and a sentence that tells what to do."""

from __future__ import annotations

import json
from http import HTTPStatus

from aiohttp import web


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: object) -> web.Response:
    """A refusal as application/problem+json; `more` are members of its own."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return web.Response(
        status=status,
        text=json.dumps(body, ensure_ascii=False),
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
