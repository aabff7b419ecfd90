"""Consent with its proof, export, erasure to the last byte, and logs without a word of a person's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from flows.consent import text_hash
from storage import privacy, reports, tables
from storage.database import Database
from tests.bot.kit import BANT, Visitor
from tests.conftest import Server, started
from tests.fakes.smtp import FakeSmtp
from tests.kept import in_files, in_rows

#: Fourteen facts that stand nowhere else, planted through every way in.
CANARIES = {
    "need": "zorglub-invoices",
    "page": "https://site.example/canary-page",
    "referrer": "https://ref.example/canary-referrer",
    "utm": "canary-campaign",
    "unclear": "canary-of-an-unclear-answer",
    "name": "Zebulon Canarius",
    "company": "Canarium Dredging",
    "email": "zebulon@canarium.example",
    "email2": "second@canarium.example",
    "phone": "+32470998877",
    "outside": "canary-after-the-end",
    "known": "known-canary",
    "seen": "/canary/page-seen-before",
    "click": "Canary-gclid_0123",
}


async def _talk(session: aiohttp.ClientSession, url: str) -> Visitor:
    c = CANARIES
    visitor = await Visitor.begin(
        session,
        url,
        "bant-b2b",
        "en",
        page=c["page"],
        referrer=c["referrer"],
        utm={"utm_campaign": c["utm"]},
        known={"decider": c["known"]},
        signals={"pages": [{"path": c["seen"], "seconds": 12.5}], "clicks": {"gclid": c["click"]}},
    )
    await visitor.say(f"invoices, {c['need']}", c["unclear"], "10 to 49", "in 6 weeks", "8k", "I decide", "yes")
    await visitor.say(c["name"], c["company"], c["email"], "yes", c["phone"], "change my e-mail", c["email2"])
    await visitor.say(c["outside"])
    assert visitor.last["state"] == "done"
    return visitor


async def _bytes(db: Database) -> bytes:
    """All that is kept: every byte of SQLite's files, or every row of a server's tables."""
    return in_files(db) or (await in_rows(db)).encode()


def _found(raw: bytes) -> list[str]:
    digits = CANARIES["phone"].removeprefix("+")
    return [name for name, word in CANARIES.items() if (digits if name == "phone" else word).encode() in raw]


@pytest.mark.parametrize("way", ["operator", "said"])
async def test_erasure_leaves_no_byte_of_fourteen_planted_facts(
    tmp_path: Path, session: aiohttp.ClientSession, capfd: pytest.CaptureFixture[str], way: str
) -> None:
    async with FakeSmtp({"MAIL": "451 later"}) as smtp:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": smtp.port, "smtp_security": "none"}
        async with started(
            tmp_path, log_level="debug", mail_from="hello@aimant.example", alert_to="sales@aimant.example", **mail
        ) as server:
            visitor = await _talk(session, server.url)
            await server.house.dispatcher.idle()
            before = _found(await _bytes(server.house.db))
            if way == "operator":
                receipt = await privacy.erase_lead(server.house.db, CANARIES["email2"], server.house.clock())
                assert receipt is not None
            else:
                await visitor.say("delete my data", "yes")
                assert "Receipt" in visitor.texts()
                await server.house.dispatcher.idle()
            after = _found(await _bytes(server.house.db))
            gone, _ = await visitor.resume()
            receipts = await privacy.receipts(server.house.db)
    logged = capfd.readouterr()

    assert set(before) == set(CANARIES)  # they were there
    assert after == []
    assert gone == 404
    assert len(receipts) == 1
    assert receipts[0].counts["answers"] > 5
    assert _found((logged.out + logged.err).encode()) == []
    assert '"event": "turn"' in logged.err  # the logs were on


async def test_an_export_holds_all_of_it_and_nobody_elses(server: Server, session: aiohttp.ClientSession) -> None:
    await _talk(session, server.url)
    other = await Visitor.begin(session, server.url, "bant-b2b", "en")
    await other.say(*BANT)

    mine = json.dumps(await privacy.export(server.house.db, CANARIES["email2"]), default=str, ensure_ascii=False)

    assert _found(mine.encode()) == list(CANARIES)
    assert "dubois" not in mine.lower()
    assert "token" not in mine


async def test_consent_is_kept_with_the_hash_of_what_was_shown(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await visitor.say("1", "1", "oui")

    async with server.house.db.reading() as reader:
        rows = await tables.Consent.all().using_db(reader).values("purpose", "given", "text_version", "text_hash")

    flow = server.house.shelf.named("livre-blanc")
    assert rows == [{"purpose": "magnet", "given": True, "text_version": "2026-11", "text_hash": text_hash(flow, "fr")}]


@pytest.mark.parametrize(("flow", "before"), [("livre-blanc", ["1", "1"]), ("quiz-b2c", ["2", "50000", "1", "1", "x"])])
async def test_a_no_to_consent_leaves_no_lead_and_gives_a_way_on(
    server: Server, session: aiohttp.ClientSession, flow: str, before: list[str]
) -> None:
    visitor = await Visitor.begin(session, server.url, flow, "en")
    for text in before:
        await visitor.say("skip" if text == "x" else text)

    end = await visitor.say("no")

    assert end["state"] == "done"
    assert visitor.texts()
    assert await reports.leads(server.house.db) == []


async def test_one_person_cannot_erase_what_another_gave(server: Server, session: aiohttp.ClientSession) -> None:
    victim = await Visitor.begin(session, server.url, "bant-b2b", "en")
    await victim.say(*BANT)
    thief = await Visitor.begin(session, server.url, "bant-b2b", "en")
    await thief.say(*BANT)

    await thief.say("delete my data", "yes")
    await server.house.dispatcher.idle()

    status, kept = await victim.resume()
    assert status == 200
    assert kept["state"] == "done"
    [lead] = await reports.leads(server.house.db)
    assert lead["email"] == "camille@dubois.example"


def test_a_fault_is_logged_without_its_words() -> None:
    """In a process of its own, since logging is the process's."""
    program = (
        "import structlog, sys; from bot import logs; logs.configure('info')\n"
        "try: raise ValueError('canary-secret')\n"
        "except ValueError: structlog.get_logger().error('failed', exc_info=True)\n"
        "import logging; logging.getLogger('aiohttp').warning('canary %s', 'secret')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["failed", "library"]
    assert lines[0]["error"] == "ValueError"
    assert "canary" not in done.stderr


async def test_a_consent_taken_back_leaves_no_details_on_the_lead(
    server: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await visitor.say("1", "1", "oui", "Marie", "marie@exemple.be")
    [before] = await reports.leads(server.house.db)

    await visitor.press("privacy", "/change")
    await visitor.say("non")

    [after] = await reports.leads(server.house.db)
    assert (before["name"], before["email"]) == ("Marie", "marie@exemple.be")
    assert (after["name"], after["email"]) == (None, None)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("write to Marie@Exemple.be, please", "marie@exemple.be"),
        ("marie@exemple.be", " MARIE@exemple.be"),
        ("call me on 0475/12.34.56", "+32 475 12 34 56"),
        ("0032 (0)475 12 34 56!", "+32475123456"),
    ],
)
async def test_what_was_written_at_the_wrong_question_is_found_by_who_asks_for_it(
    server: Server, session: aiohttp.ClientSession, said: str, who: str
) -> None:
    visitor, other = [await Visitor.begin(session, server.url, "livre-blanc", "en") for _ in range(2)]
    await visitor.say("1", "1", "yes", "Marie", "why?", said)
    await other.say("1", "1", "yes", "Ann", "annemarie@exemple.be", "0475123457", "475 12 34 5678")

    receipt = await privacy.erase_lead(server.house.db, who, server.house.clock())

    assert receipt is not None
    assert receipt.counts["conversations"] == 1
    assert [(await v.resume())[0] for v in (visitor, other)] == [404, 200]
