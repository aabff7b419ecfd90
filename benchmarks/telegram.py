"""What an update from Telegram costs by webhook, answered through the Bot API, beside python-telegram-bot's own way.

The other is that library's Application with a ConversationHandler of as many questions, on the same aiohttp server,
which stores its conversations with each update, or every 60 s. What is compared is the server's processor time per
update, as a bot may send thirty messages a second and one a second to a chat: the product keeps to that, whatever it
could do.

python -m benchmarks.telegram [--seconds S] [--people N] [--json]
python -m benchmarks.telegram --serve PORT SECONDS-BETWEEN-STORES  (the other server; the Bot API on PORT + 1)
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.load import QUIET, cpu_seconds, free_port
from benchmarks.turns import ANSWERS, running

#: So many bots that their limits hold nobody up.
BOTS = 40
_TOKEN = "A" * 35
_MESSAGE = 1_000_000_000
_JSON = "application/json"
_ids = count(1)

Post = Callable[[int, dict[str, Any]], Awaitable[None]]


class BotApi:
    """Takes whatever is sent, at once; `heard` tells of each message by its chat."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.heard: dict[int, asyncio.Event] = {}
        self.messages = 0

    def app(self) -> web.Application:
        """Its server."""
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/bot{token}/{method}", self._called)
        return app

    async def _called(self, request: web.Request) -> web.Response:
        token, method = request.match_info["token"], request.match_info["method"]
        given: dict[str, Any] = await request.json() if request.content_type == _JSON else dict(await request.post())
        result: Any = True
        if method == "getMe":
            result = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "bot", "username": "a_bot"}
        elif method == "setWebhook":
            self.secrets[token.split(":")[0]] = str(given.get("secret_token"))
        elif (method.startswith("send") and method != "sendChatAction") or method.startswith("edit"):
            chat = int(str(given["chat_id"]))
            result = {"message_id": next(_ids), "date": _MESSAGE, "chat": {"id": chat, "type": "private"}, "text": "-"}
            if method == "sendDocument":
                result["document"] = {"file_id": "f", "file_unique_id": "f"}
            if method.startswith("send"):
                self.messages += 1
                if chat in self.heard:
                    self.heard[chat].set()
        return web.json_response({"ok": True, "result": result})


def _bot(chat: int) -> str:
    return str(100_000 + chat % BOTS)


def _update(chat: int, text: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "en"}
    message: dict[str, Any] = {
        "message_id": next(_ids),
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "P"},
        "from": person,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"update_id": next(_ids), "message": message}


async def _measured(pid: int, post: Post, api: BotApi, people: int, seconds: float) -> dict[str, float]:
    """People who wait for the answer to what they said, and say the next; in talks one after the other."""
    ends = time.perf_counter() + seconds
    updates = 0

    async def person() -> None:
        nonlocal updates
        while time.perf_counter() < ends:
            chat = next(_ids) + 10_000_000
            heard = api.heard[chat] = asyncio.Event()
            for text in ("/start", *ANSWERS):
                heard.clear()
                await post(chat, _update(chat, text.format(chat)))
                async with asyncio.timeout(60):
                    await heard.wait()
                updates += 1
                if time.perf_counter() > ends:
                    break
            del api.heard[chat]

    cpu, began = cpu_seconds(pid), time.perf_counter()
    await asyncio.gather(*(person() for _ in range(people)))
    took = time.perf_counter() - began
    used = cpu_seconds(pid) - cpu
    return {"updates_per_second": round(updates / took, 1), "cpu_ms": round(used / updates * 1000, 3)}


async def _post(session: aiohttp.ClientSession, where: str, api: BotApi, chat: int, update: dict[str, Any]) -> None:
    bot = _bot(chat)
    head = {"X-Telegram-Bot-Api-Secret-Token": api.secrets.get(bot, "")}
    async with session.post(f"{where}/{bot}", json=update, headers=head) as answer:
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {await answer.text()}")


async def _run(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    found = {}
    for name in ("aimant", "each", "minute"):
        api, api_port, port = BotApi(), free_port(), free_port()
        runner = web.AppRunner(api.app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", api_port).start()
        with ExitStack() as held:
            folder = held.enter_context(tempfile.TemporaryDirectory(prefix="aimant-bench-"))
            own = {
                "AIMANT_DATA_DIR": folder,
                "AIMANT_PORT": str(port),
                "AIMANT_BASE_URL": "https://aimant.example",
                "AIMANT_TELEGRAM_BASE_URL": f"http://127.0.0.1:{api_port}/bot",
                "AIMANT_TELEGRAM_BOTS": ",".join(f"bant-b2b={bot}:{_TOKEN}" for bot in map(_bot, range(BOTS))),
                **QUIET,
            }
            if name == "aimant":
                command, path = [str(Path(sys.executable).with_name("aimant")), "run"], "/healthz"
            else:
                every = "0" if name == "each" else "60"
                command = [
                    sys.executable,
                    "-m",
                    "benchmarks.telegram",
                    "--serve",
                    str(port),
                    str(api_port),
                    every,
                    folder,
                ]
                path = "/"
            pid = await asyncio.to_thread(held.enter_context, running(command, port, path, os.environ | own))
            session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
            while name == "aimant" and len(api.secrets) < BOTS:  # noqa: ASYNC110 (its start is another process's)
                await asyncio.sleep(0.05)

            post = functools.partial(_post, session, f"http://127.0.0.1:{port}/telegram", api)
            await _measured(pid, post, api, options.people, 2)
            found[name] = await _measured(pid, post, api, options.people, options.seconds)
            await session.close()
        await runner.cleanup()
    return found


# --- the other -------------------------------------------------------------------------------------------------------


async def _serve(port: int, api_port: int, every: float, folder: str) -> None:
    from telegram import Update
    from telegram.ext import (
        Application,
        CommandHandler,
        ContextTypes,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )

    persistence = PicklePersistence(f"{folder}/talks.pickle", update_interval=every or 3600)
    application = (
        Application.builder()
        .token(f"1:{_TOKEN}")
        .base_url(f"http://127.0.0.1:{api_port}/bot")
        .persistence(persistence)
        .updater(None)
        .build()
    )
    last = len(ANSWERS)

    async def begin(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
        await update.effective_message.reply_text("Hello! What takes you the most time?")  # type: ignore[union-attr]
        return 0

    def asked(number: int) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[int]]:
        async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
            context.user_data[number] = update.effective_message.text  # type: ignore[index, union-attr]
            await update.effective_message.reply_text("Thank you. And the next question?")  # type: ignore[union-attr]
            return ConversationHandler.END if number + 1 == last else number + 1

        return answered

    said = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", begin)],
            states={number: [MessageHandler(said, asked(number))] for number in range(last)},
            fallbacks=[],
            name="talk",
            persistent=True,
        )
    )
    await application.initialize()

    async def delivered(request: web.Request) -> web.Response:
        await application.process_update(Update.de_json(await request.json(), application.bot))
        if not every:
            await application.update_persistence()
        return web.Response()

    app = web.Application()
    app.router.add_post("/telegram/{bot}", delivered)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await application.start()  # stores every `update_interval`
    await asyncio.Event().wait()


def main() -> None:
    """Measure, one server after the other, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", nargs=4, metavar=("PORT", "API", "EVERY", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        port, api_port, every, folder = options.serve
        asyncio.run(_serve(int(port), int(api_port), float(every), folder))
        return
    found = asyncio.run(_run(options))
    shares = {name: round(found[name]["cpu_ms"] / found["aimant"]["cpu_ms"], 3) for name in ("each", "minute")}
    if options.json:
        print(json.dumps({"rows": found, "shares": shares}, indent=2))
        return
    names = {
        "aimant": "Aimant",
        "each": "ConversationHandler, stored each update",
        "minute": "the same, stored every 60 s",
    }
    for name, row in found.items():
        print(f"{names[name]:<44}{row['updates_per_second']:>8.0f} updates/s{row['cpu_ms']:>9.3f} ms CPU an update")
    for name, share in shares.items():
        print(f"{names[name]} / Aimant: {share}")


if __name__ == "__main__":
    main()
