"""The 24 requests that slack-bolt 1.30 was held to (ten made it fail), and what else no app should be sent."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from adapters.channels.slack.wire import MOST_BYTES, checked, is_signed
from adapters.strict_json import BadBody
from storage import tables
from tests.bot.test_slack import SECRET, Office, office

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
DEEP = b'{"type":"event_callback","event":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
#: Names of the headers that carry a signature.
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


def signed(body: bytes, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """The headers that slack_sdk itself makes for these bytes."""
    stamp = str(int(time.time() - age))
    base = b"v0:" + stamp.encode() + b":" + body
    made = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {STAMP: stamp, SIGNATURE: f"v0={made}"}


def event(text: str = "hi", **more: Any) -> bytes:
    told = {"type": "message", "channel_type": "im", "channel": "DU9", "user": "U9", "text": text, "ts": "1.0"}
    whole = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": told | more}
    return json.dumps(whole).encode()


GOOD = event()
CHALLENGE = b'{"type":"url_verification","challenge":"x","token":"t"}'
WRONG = {SIGNATURE: "v0=" + "0" * 64}


def vectors() -> list[tuple[str, bytes, dict[str, str], str, set[int]]]:
    """Name, body, headers, content type, the statuses that are right; signed at this moment."""
    return [
        ("valid", GOOD, signed(GOOD), JSON, {200}),
        ("299 s old", GOOD, signed(GOOD, age=290), JSON, {200}),
        ("301 s old", GOOD, signed(GOOD, age=301), JSON, {401}),
        ("301 s ahead", GOOD, signed(GOOD, age=-303), JSON, {401}),
        ("wrong secret", GOOD, signed(GOOD, "another"), JSON, {401}),
        ("one byte changed", GOOD + b" ", signed(GOOD), JSON, {401}),
        ("no headers", GOOD, {}, JSON, {401}),
        ("unsigned challenge", CHALLENGE, {}, JSON, {401}),
        ("unsigned ssl_check", b"ssl_check=1&token=t", {}, FORM, {401}),
        ("too large", b"x" * 1_500_000, {}, JSON, {413}),
        ("stamp of letters", GOOD, {STAMP: "abc", **WRONG}, JSON, {401}),
        ("stamp as a float", GOOD, {STAMP: "1e99", **WRONG}, JSON, {401}),
        ("stamp of 5,000 digits", GOOD, {STAMP: "9" * 5000, **WRONG}, JSON, {401}),
        ("signature beyond ASCII", GOOD, {**signed(GOOD), SIGNATURE: "v0=é"}, JSON, {401}),
        ("bad UTF-8, signed", b"\xff\xfe", signed(b"\xff\xfe"), JSON, {400}),
        ("bad UTF-8, unsigned", b"\xff\xfe", {}, JSON, {401}),
        ("bad JSON, signed", b"{no", signed(b"{no"), JSON, {400}),
        ("bad JSON, unsigned", b"{no", {}, JSON, {401}),
        ("100k nesting, signed", DEEP, signed(DEEP), JSON, {400}),
        ("100k nesting, unsigned", DEEP, {}, JSON, {401}),
        ("broken payload, signed", b"payload=%7Bno", signed(b"payload=%7Bno"), FORM, {400}),
        ("broken payload, unsigned", b"payload=%7Bno", {}, FORM, {401}),
        ("signature without its scheme", GOOD, {**signed(GOOD), SIGNATURE: signed(GOOD)[SIGNATURE][3:]}, JSON, {401}),
        (
            "signature of another scheme",
            GOOD,
            {**signed(GOOD), SIGNATURE: "v1" + signed(GOOD)[SIGNATURE][2:]},
            JSON,
            {401},
        ),
    ]


@pytest.fixture
async def running(tmp_path: Path, free_port: int) -> AsyncIterator[Office]:
    async with office(tmp_path, free_port) as o:
        o.w.member("U9", "Marie")
        yield o


async def sent(o: Office, body: bytes, headers: dict[str, str], path: str = "events") -> int:
    """Send it past any client that would mend it; the status."""
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(o.w.urls[path], data=io.BytesIO(body), headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError as error:
            pytest.fail(f"no answer: {error!r}")


async def turns(o: Office) -> int:
    async with o.server.house.db.reading() as reader:
        return await tables.Turn.all().using_db(reader).count()


@pytest.mark.parametrize("path", ["events", "interactivity", "commands"])
async def test_each_of_the_24_requests_is_answered_as_it_should_be(running: Office, path: str) -> None:
    made = vectors()

    found = {
        name: await sent(running, body, {"Content-Type": kind, **headers}, path)
        for name, body, headers, kind, _ in made
    }

    right = {name: statuses for name, _, _, _, statuses in made}
    assert {name: status for name, status in found.items() if status not in right[name]} == {}
    assert len(right) == 24
    assert await turns(running) == 1  # the two that are good bear one event id


#: Proved to come from Slack's secret, yet nothing that Slack would send.
ODD: list[tuple[bytes, str]] = [
    (b"", JSON),
    (b"{}", JSON),
    (b"[]", JSON),
    (b'{"type":"event_callback"}', JSON),
    (b'{"type":"event_callback","team_id":"T1","event_id":"E","event":"x"}', JSON),
    (b'{"type":"event_callback","team_id":5,"event_id":"E","event":{"type":"message"}}', JSON),
    (b'{"type":"event_callback","team_id":"T1","event_id":null,"event":{"type":"message"}}', JSON),
    (b'{"type":"event_callback","team_id":"T1","event_id":"E","event":{"type":7}}', JSON),
    (b'{"type":"event_callback","team_id":"T1","event_id":"E","authorizations":"x","event":{"type":"message"}}', JSON),
    (b'{"type":"block_actions","user":"U9","team":{"id":"T1"},"actions":[]}', JSON),
    (b'payload={"type":"block_actions","user":"U9","team":{"id":"T1"},"actions":[{"action_id":"a"}]}', FORM),
    (b'payload={"type":"block_actions","user":{"id":"U9"},"team":"T1","actions":[{"action_id":"a"}]}', FORM),
    (b'payload={"type":"block_actions","user":{"id":"U9"},"team":{"id":"T1"},"actions":[]}', FORM),
    (b'payload={"type":"block_actions","user":{"id":"U9"},"team":{"id":"T1"},"actions":["x"]}', FORM),
    (b'payload={"type":"block_actions","user":{"id":"U9"},"team":{"id":"T1"},"actions":[{"action_id":5}]}', FORM),
    (b'payload={"type":"view_submission","user":{"id":"U9"},"team":{"id":"T1"},"view":"x"}', FORM),
    (b'payload={"type":"shortcut","user":null,"team":{"id":"T1"},"callback_id":"aimant"}', FORM),
    (b"payload=[]", FORM),
    (b"command=%2Faimant", FORM),
    (b"command=%2Faimant&team_id=T1&user_id=&trigger_id=1", FORM),
    (b"payload={}&payload={}", FORM),
]


@pytest.mark.parametrize("path", ["events", "interactivity", "commands"])
async def test_what_is_signed_and_malformed_is_a_400_and_never_a_500(running: Office, path: str) -> None:
    found = [await sent(running, body, {"Content-Type": kind, **signed(body)}, path) for body, kind in ODD]

    assert dict(zip([body for body, _ in ODD], found, strict=True)) == {body: 400 for body, _ in ODD}
    assert await turns(running) == 0


async def test_a_body_that_is_not_what_its_encoding_says_is_refused(running: Office) -> None:
    encoded = {"Content-Type": JSON, "Content-Encoding": "gzip", **signed(GOOD)}

    assert await sent(running, GOOD, encoded) in (400, 401)


async def test_words_that_no_database_likes_are_taken(running: Office) -> None:
    for n, text in enumerate(("a\x00b", "\ud800 alone", "\U0001f469\u200d\U0001f680", "5" * 5000)):
        body = event(text).replace(b"Ev1", f"Ev{n}".encode())
        assert await sent(running, body, {"Content-Type": JSON, **signed(body)}) == 200

    assert await turns(running) == 4


@pytest.mark.parametrize(
    "stamp", ["12345678901", "-1", "+1700000000", " 1700000000", "1_700_000_000", "１７", "1700000000.0", ""]
)
def test_a_stamp_is_at_most_ten_digits_and_nothing_else(stamp: str) -> None:
    made = SignatureVerifier(SECRET).generate_signature(timestamp=stamp or "0", body=b"{}")
    assert made is not None

    assert not is_signed(b"{}", {STAMP: stamp, SIGNATURE: made}, [SECRET], 1700000000.0)


@pytest.mark.parametrize(("age", "good"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_a_signature_is_good_for_five_minutes_either_way(age: int, good: bool) -> None:
    made = SignatureVerifier(SECRET).generate_signature(timestamp="1700000000", body=GOOD)
    assert made is not None

    assert is_signed(GOOD, {STAMP: "1700000000", SIGNATURE: made}, ["old", SECRET], 1700000000.0 + age) is good


def test_the_library_proves_what_we_prove() -> None:
    for body in (GOOD, b"", "é".encode()):
        headers = signed(body)
        theirs = SignatureVerifier(SECRET).is_valid(body, headers[STAMP], headers[SIGNATURE])

        assert is_signed(body, headers, [SECRET], time.time()) is theirs is True


def test_no_secret_proves_nothing() -> None:
    assert not is_signed(GOOD, signed(GOOD), [], time.time())


@pytest.mark.parametrize(
    "body",
    [
        b'{"type":"event_callback","team_id":"T1","team_id":"T2"}',
        b'{"type":NaN}',
        b'{"type":"x","n":' + b"9" * 5000 + b"}",
    ],
)
def test_json_is_read_strictly(body: bytes) -> None:
    with pytest.raises(BadBody):
        checked(body, JSON)


def test_the_bound_is_on_bytes() -> None:
    assert MOST_BYTES == 256 * 1024
