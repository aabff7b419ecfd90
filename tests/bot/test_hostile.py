"""Bodies, texts and schemas meant to break the server: it refuses in words, and never says 500."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from bot import logs
from tests.bot.kit import Visitor
from tests.conftest import Server

JSON = {"Content-Type": "application/json"}

HOSTILE: dict[str, tuple[bytes, dict[str, str]]] = {
    "a mebibyte and one": (b'{"flow":"' + b"a" * (1024 * 1024 + 1) + b'"}', JSON),
    "a gzip bomb": (gzip.compress(b" " * 50_000_000), JSON | {"Content-Encoding": "gzip"}),
    "not gzip": (b"{}", JSON | {"Content-Encoding": "gzip"}),
    "nesting": (b"[" * 10_000, JSON),
    "nested objects": (b'{"a":' * 2_000 + b"1" + b"}" * 2_000, JSON),
    "brackets in an endless string": (b'{"flow":"' + b"[" * 9_000, JSON),
    "invalid UTF-8": (b'{"flow":"\xff\xfe"}', JSON),
    "a lone surrogate": (b'{"flow":"\\ud800"}', JSON),
    "a NUL": (b'{"flow":"\\u0000"}', JSON),
    "NaN": (b'{"flow":NaN}', JSON),
    "Infinity": (b'{"flow":-Infinity}', JSON),
    "5,000 digits": (b'{"flow":' + b"9" * 5_000 + b"}", JSON),
    "a huge exponent": (b'{"flow":1e999999}', JSON),
    "a field twice": (b'{"flow":"livre-blanc","flow":"x"}', JSON),
    "utf-7": (b'{"flow":"+AGE-"}', {"Content-Type": "application/json; charset=utf-7"}),
    "an unknown charset": (b'{"flow":"x"}', {"Content-Type": "application/json; charset=nonsense"}),
    "text/plain": (b'{"flow":"livre-blanc"}', {"Content-Type": "text/plain"}),
    "a form": (b"flow=livre-blanc", {"Content-Type": "application/x-www-form-urlencoded"}),
    "no type": (b"{}", {"Content-Type": ""}),
    "nothing": (b"", JSON),
    "null": (b"null", JSON),
    "a list": (b"[]", JSON),
    "a word": (b'"flow"', JSON),
    "a byte order mark": (b'\xef\xbb\xbf{"flow":"livre-blanc"}', JSON),
    "a wrong type": (b'{"flow":["livre-blanc"]}', JSON),
    "an unknown field": (b'{"flow":"livre-blanc","score":100}', JSON),
    "a long page": (json.dumps({"flow": "livre-blanc", "page": "x" * 3_000}).encode(), JSON),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_body_is_refused_in_words(server: Server, session: aiohttp.ClientSession, name: str) -> None:
    body, headers = HOSTILE[name]

    async with session.post(f"{server.url}/api/v1/conversations", data=io.BytesIO(body), headers=headers) as answer:
        raw = await answer.read()

    assert answer.status in (400, 413, 415), raw
    assert answer.content_type == "application/problem+json"
    assert json.loads(raw)["detail"]


_POST = b"POST /api/v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
_GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
MALFORMED: dict[str, tuple[bytes, ...]] = {
    "no request": (b"SECRET\r\n\r\n",),
    "a page's wish": (b"SECRET\r\nAccept: text/html\r\n\r\n",),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40 + b"\r\n\r\n",),
    "a method": (b"SEC@RET / HTTP/1.1\r\nHost: x\r\n\r\n",),
    "a version": (b"GET /SECRET HTTP/9.9\r\nHost: x\r\n\r\n",),
    "an address": (b"GET http://[SECRET HTTP/1.1\r\nHost: x\r\n\r\n",),
    "a long address": (b"GET /SECRET" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",),
    "no host": (b"GET /healthz HTTP/1.1\r\n\r\n",),
    "a header without a colon": (_GET + b"SECRET\r\n\r\n",),
    "a header with a NUL": (_GET + b"a: SECRET\x00\r\n\r\n",),
    "a long header": (_GET + b"a: SECRET" + b"b" * 9_000 + b"\r\n\r\n",),
    "too many headers": (_GET + b"".join(b"a%d: SECRET\r\n" % i for i in range(300)) + b"\r\n",),
    "a length in letters": (_POST + b"Content-Length: SECRET\r\n\r\n{}",),
    "a length below nothing": (_POST + b"Content-Length: -1\r\n\r\n{}",),
    "two lengths": (_POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",),
    "a length and chunks": (_POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",),
    "an unknown encoding": (_POST + b"Transfer-Encoding: SECRET\r\n\r\n{}",),
    "a chunk": (_POST + b"Transfer-Encoding: chunked\r\n\r\nSECRET\r\n{}\r\n0\r\n\r\n",),
    "a second request": (_GET + b"\r\n", b"SECRET\r\n\r\n"),
}


@pytest.mark.parametrize("name", MALFORMED)
async def test_what_is_not_even_http_is_refused_in_the_form_of_all_refusals(
    server: Server, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    logs.configure("debug")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    for part in MALFORMED[name]:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(0.05)
    answer = (await asyncio.wait_for(reader.read(), 10)).rpartition(b"HTTP/1.")[2]  # the connection is closed after it
    writer.close()
    await writer.wait_closed()

    head, _, body = answer.decode().partition("\r\n\r\n")
    assert head.split()[1] == "400"
    assert "content-type: application/problem+json" in head.lower()
    assert "x-content-type-options: nosniff" in head.lower()
    told = json.loads(body)
    assert told.keys() == {"type", "title", "status", "detail"}
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert "SECRET" not in answer.decode() + "".join(capsys.readouterr())


async def test_a_body_without_length_is_bounded(server: Server, session: aiohttp.ClientSession) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(256):
            yield b" " * 1024

    async with session.post(f"{server.url}/api/v1/conversations", data=endless(), headers=JSON) as answer:
        assert answer.status == 413


async def test_great_headers_are_refused(server: Server, session: aiohttp.ClientSession) -> None:
    for headers in ({"X-Long": "x" * 9_000}, {f"X-{i}": "x" * 40 for i in range(300)}):
        async with session.get(f"{server.url}/healthz", headers=headers) as answer:
            assert answer.status in (200, 400, 431)


@pytest.mark.parametrize("path", ["/m/../../etc/passwd", "/m/%2e%2e%2f", "/m/%00", "/static/..%2fpages.py", "/c/%00"])
async def test_no_path_leads_out_of_the_house(server: Server, session: aiohttp.ClientSession, path: str) -> None:
    from yarl import URL

    async with session.get(URL(server.url + path, encoded=True)) as answer:
        assert answer.status == 404


TEXTS = {
    "a family": "👨‍👩‍👧‍👦 et moi",
    "right to left": "\u202eetirw I",
    "zero width": "a\u200bb\u200dc\ufeff",
    "combining": "e" + "\u0301" * 3_999,
    "beyond the plane": "𝔊" * 2_000,
    "templates": "{{7*7}} ${7*7} %(x)s {0.__class__} {link}",
    "markup": '<script>alert(1)</script><img src=x onerror=alert(1)> <!channel> "quoted"',
    "lines": "one\ntwo\r\nthree\ttab",
    "formula": "=cmd|' /C calc'!A0",
    "only spaces": " \u00a0\u2003 ",
    "nothing": "",
}


@pytest.mark.parametrize("name", TEXTS)
async def test_a_strange_text_is_kept_as_it_was_written(
    server: Server, session: aiohttp.ClientSession, name: str
) -> None:
    visitor = await Visitor.begin(session, server.url, "bant-b2b", "fr")

    await visitor.say(TEXTS[name])

    status, kept = await visitor.resume(0)
    assert status == 200
    assert next(m["text"] for m in kept["messages"] if m["from"] == "you") == TEXTS[name]
    assert not any("49" in m["text"] and "{{" in m["text"] for m in kept["messages"])


async def test_a_nul_is_left_out(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    first = await visitor.post({"id": "n", "text": "vé\x00lo"})
    again = await visitor.post({"id": "n", "text": "vé\x00lo"})

    assert first[0] == 200
    assert again[0] == 200
    _, kept = await visitor.resume()
    assert "vélo" in [m["text"] for m in kept["messages"]]


async def test_the_contract_holds_against_schemathesis(server: Server, session: aiohttp.ClientSession) -> None:
    """Every operation, with bodies good and bad made from the document itself; none is answered with a 500."""
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "en")
    async with session.get(f"{server.url}/openapi.json") as answer:
        document = await answer.json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=server.url)
    counted: list[int] = []
    begun = iter(range(10_000))
    every = hypothesis_settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def run() -> None:
        for result in schema.get_all_operations():
            operation = result.ok()
            strategy = operation.as_strategy()

            from hypothesis import given

            @every
            @given(case=strategy)
            def check(case: schemathesis.Case) -> None:
                # Half of the cases are led past the first door: to a flow and a conversation that are there.
                if next(begun) % 2:
                    if "id" in case.path_parameters:
                        case.path_parameters["id"] = visitor.conversation
                    elif isinstance(case.body, dict):
                        case.body["flow"] = "livre-blanc"
                reply = case.call(headers=visitor.headers)
                counted.append(reply.status_code)
                assert reply.status_code < 500, (case.as_curl_command(), reply.text)

            check()

    await asyncio.to_thread(run)

    assert len(counted) > 100
    assert {200, 201, 400} <= set(counted)


@pytest.mark.parametrize(("expected", "status"), [("100-continue", b"100"), ("a-banana", b"417")])
async def test_what_a_request_expects_is_met_or_refused_as_a_problem(
    server: Server, expected: str, status: bytes
) -> None:
    reader, writer = await asyncio.open_connection(*server.url.removeprefix("http://").split(":"))
    body = b'{"flow": "livre-blanc"}'
    head = f"POST /api/v1/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: {expected}\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())

    first = await reader.readline()
    if status == b"100":
        writer.write(body)
    rest = await reader.readuntil(b"}")
    writer.close()

    assert first.split()[1] == status
    assert (b"HTTP/1.1 201" if status == b"100" else b"application/problem+json") in rest
