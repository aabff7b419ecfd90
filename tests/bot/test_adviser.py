"""A language model that is asked where nothing was understood: its words are a button, and its failures are silent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.conftest import Server, address_in, started

Answer = Callable[[dict[str, Any]], web.StreamResponse]


class FakeModel:
    """A server of chat completions on loopback: keeps what it was asked, and answers as it is told."""

    def __init__(self, answer: str | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.content = json.dumps({"answer": answer})
        self.status = 200
        self.delay = 0.0
        self.url = ""

    async def complete(self, request: web.Request) -> web.Response:
        self.keys.append(request.headers.get("Authorization"))
        body = await request.json()
        assert body["messages"][0]["role"] == "system"
        self.asked.append(json.loads(body["messages"][1]["content"]))
        await asyncio.sleep(self.delay)
        return web.json_response({"choices": [{"message": {"content": self.content}}]}, status=self.status)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[FakeModel]:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self.complete)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        try:
            yield self
        finally:
            await runner.cleanup()


@asynccontextmanager
async def talking(path: Path, model: FakeModel, **more: Any) -> AsyncIterator[Callable[[str], Any]]:
    """A talk at the budget question of the bant-b2b flow; what is yielded says something and gives the reply."""
    settings = {"model_url": model.url, "model_name": "small", "model_key": "k-1"} | more
    async with started(path, **settings) as server, aiohttp.ClientSession() as session:
        begun = await _post(session, server, "/api/v1/conversations", {"flow": "bant-b2b", "locale": "en"}, None)
        where, numbers = f"/api/v1/conversations/{begun['conversation']}/messages", iter(range(1000))

        async def say(text: str) -> dict[str, Any]:
            body = {"id": f"m{next(numbers)}", "text": text}
            return await _post(session, server, where, body, begun["token"])

        for text in ("invoices", "12 people", "in 2 months"):
            await say(text)
        yield say


async def _post(
    session: aiohttp.ClientSession, server: Server, path: str, body: dict[str, Any], token: str | None
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with session.post(server.url + path, json=body, headers=headers) as response:
        assert response.status in (200, 201), await response.text()
        found: dict[str, Any] = await response.json()
        return found


async def test_it_is_asked_about_the_question_that_another_process_has_come_to(tmp_path: Path) -> None:
    async with FakeModel("between 15000 and 20000 EUR").serving() as model, aiohttp.ClientSession() as session:
        settings = {
            "model_url": model.url,
            "model_name": "small",
            "database_url": await address_in(tmp_path),
            "secret": "0123456789abcdef" * 4,
        }
        async with started(tmp_path / "a", **settings) as a, started(tmp_path / "b", **settings) as b:
            begun = await _post(session, a, "/api/v1/conversations", {"flow": "bant-b2b", "locale": "en"}, None)
            where = f"/api/v1/conversations/{begun['conversation']}/messages"
            for n, (server, text) in enumerate(
                ((b, "invoices"), (b, "12 people"), (a, "in 2 months"), (b, UNREADABLE))
            ):
                told = await _post(session, server, where, {"id": f"m{n}", "text": text}, begun["token"])

    assert [sent["kind"] for sent in model.asked] == ["budget"]
    assert told["messages"][-1]["question"]["choices"][0]["label"] == "€15,000–20,000"


UNREADABLE = "as much as a small car, call me on ann@example.org"


async def test_what_it_says_is_a_button_and_answers_once_it_is_confirmed(tmp_path: Path) -> None:
    async with FakeModel("between 15000 and 20000 EUR").serving() as model, talking(tmp_path, model) as say:
        asked = await say(UNREADABLE)
        confirmed = await say("1")

    last = asked["messages"][-1]
    assert "not quite sure" in last["text"]
    assert last["question"]["choices"][0]["label"] == "€15,000–20,000"
    assert "€15,000–20,000" in confirmed["messages"][1]["text"]
    assert confirmed["messages"][-1]["question"]["id"] != last["question"]["id"]
    assert model.keys == ["Bearer k-1"]
    [sent] = model.asked
    assert sent["kind"] == "budget"
    assert "example.org" not in sent["reply"]
    assert "as much as a small car" in sent["reply"]


async def test_it_is_not_asked_where_the_reply_was_understood(tmp_path: Path) -> None:
    async with FakeModel("1 EUR").serving() as model, talking(tmp_path, model) as say:
        await say("12k euros")

    assert model.asked == []


async def test_of_what_is_personal_nothing_is_sent(tmp_path: Path) -> None:
    async with FakeModel("ann@example.org").serving() as model, talking(tmp_path, model) as say:
        for text in ("12k", "me", "yes", "Ann Lee", "Lee Ltd"):
            await say(text)
        await say("ann at the office")

    assert model.asked == []


@pytest.mark.parametrize(
    "content",
    [
        *("", "no json", "[]", "{}", '{"answer": 5}', '{"answer": ["x"]}', '{"answer": null}', '{"answer": "no idea"}'),
        *("[" * 5_000, '{"answer": "' + "1" * 5_000 + '"}'),
    ],
)
async def test_what_cannot_be_read_is_as_if_it_had_not_been_asked(tmp_path: Path, content: str) -> None:
    async with FakeModel().serving() as model:
        model.content = content
        async with talking(tmp_path, model) as say:
            said = await say(UNREADABLE)

    assert said["messages"][-1]["text"].startswith("I did not recognise an amount")
    assert len(model.asked) == 1


async def test_its_failures_are_silent_and_it_is_left_alone_for_a_while_after_three(tmp_path: Path) -> None:
    async with FakeModel("5000 EUR").serving() as model:
        model.status = 500
        async with talking(tmp_path, model) as say:
            said = [await say(UNREADABLE) for _ in range(5)]

    assert all(s["messages"][-1]["question"]["id"] == "budget" for s in said)
    assert len(model.asked) == 3


async def test_one_that_does_not_answer_in_time_is_not_waited_for(tmp_path: Path) -> None:
    async with FakeModel("5000 EUR").serving() as model:
        model.delay = 30.0
        async with talking(tmp_path, model, model_seconds=0.05) as say:
            said = await asyncio.wait_for(say(UNREADABLE), 10)

    assert said["messages"][-1]["text"].startswith("I did not recognise an amount")


async def test_it_is_asked_no_more_often_a_day_than_is_allowed(tmp_path: Path) -> None:
    async with FakeModel("5000 EUR").serving() as model, talking(tmp_path, model, model_calls=1) as say:
        first, second = await say(UNREADABLE), await say(UNREADABLE)

    assert len(model.asked) == 1
    assert "not quite sure" in first["messages"][-1]["text"]
    assert "not quite sure" not in second["messages"][-1]["text"]


async def test_without_a_setting_there_is_none(server: Server) -> None:
    assert server.house.turns.adviser is None
