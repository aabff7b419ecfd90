"""The yardstick: a bare aiohttp handler that commits one row per request to an SQLite file, and does nothing else.

python -m benchmarks.bare PORT FILE
"""

from __future__ import annotations

import json
import sqlite3
import sys

from aiohttp import web


def application(path: str) -> web.Application:
    """JSON in, one row committed with synchronous=FULL, JSON out."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA busy_timeout=5000")
    db.execute("CREATE TABLE IF NOT EXISTS bench_bare (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")

    async def turn(request: web.Request) -> web.Response:
        said = await request.json()
        db.execute("INSERT INTO bench_bare (said) VALUES (?)", (said["text"],))
        return web.Response(
            text=json.dumps({"text": "Thank you. And the next question?"}), content_type="application/json"
        )

    app = web.Application()
    app.router.add_post("/", turn)
    return app


if __name__ == "__main__":
    web.run_app(application(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
