"""The talk without JavaScript, over HTTP: the same path, nothing stored before the first press, forms good once."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import now
from storage import magnets, reports, tables
from tests.bot.kit import Visitor
from tests.bot.test_web import Later
from tests.conftest import Server, started


@dataclass(slots=True)
class Reader:
    """Somebody with a browser that runs no script: pages are read, forms are sent, redirects followed."""

    session: aiohttp.ClientSession
    url: str
    flow: str = "livre-blanc"
    cookie: str = ""
    page: str = ""
    status: int = 0
    steps: list[int] = field(default_factory=list)

    async def get(self, path: str, **headers: str) -> str:
        return await self._ask("GET", path, None, headers)

    async def post(self, path: str, fields: Any, **headers: str) -> str:
        return await self._ask("POST", path, fields, {"Origin": self.url} | headers)

    async def _ask(self, method: str, path: str, fields: Any, headers: dict[str, str]) -> str:
        more = {"Cookie": f"aimant={self.cookie}"} if self.cookie else {}
        async with self.session.request(
            method, self.url + path, data=fields, headers={**headers, **more}, allow_redirects=False
        ) as answer:
            self.status = answer.status
            self.steps.append(answer.status)
            if (cookie := answer.cookies.get("aimant")) is not None:
                self.cookie = cookie.value
            self.page = await answer.text()
            if answer.status == 303:
                return await self.get(answer.headers["Location"])
        return self.page

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found is not None, name
        return unescape(found[1])

    @property
    def start(self) -> dict[str, str]:
        return {"ticket": self.hidden("ticket"), "lang": self.hidden("lang"), "website": ""}

    @property
    def sealed(self) -> dict[str, str]:
        return {"seal": self.hidden("seal"), "last": self.hidden("last")}

    async def begin(self, lang: str = "fr", query: str = "") -> str:
        await self.get(f"/c/{self.flow}?form&lang={lang}{query}")
        return await self.post(f"/c/{self.flow}", self.start)

    async def choose(self, *choices: str) -> str:
        fields = [*self.sealed.items(), ("question", self.hidden("question")), *(("choice", c) for c in choices)]
        return await self.post(f"/c/{self.flow}/say", fields)

    async def say(self, text: str) -> str:
        return await self.post(f"/c/{self.flow}/say", {**self.sealed, "text": text})

    async def press(self, words: str) -> str:
        found = re.search(rf'<button[^>]*name="press" value="([^"]*)"[^>]*>{re.escape(words)}<', self.page)
        assert found is not None, words
        return await self.post(f"/c/{self.flow}/say", {**self.sealed, "press": unescape(found[1])})

    @property
    def asked(self) -> str:
        """The question that is asked now."""
        found = re.search(r'<p id="asked">(.*?)</p>', self.page, re.DOTALL)
        return _text(found[1]) if found else ""

    @property
    def lines(self) -> list[str]:
        return [_text(line) for line in re.findall(r'<li class="(?:bot|you|person)".*?</li>', self.page, re.DOTALL)]


def _text(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


@pytest.fixture
async def quick(tmp_path: Path) -> Any:
    """A server that takes no time to be quick for too quick."""
    async with started(tmp_path / "quick", least_seconds=0) as server:
        yield server


WORDS = {
    "fr": ("Qu’est-ce qui vous intéresse", "Étape 1 sur 6", "Passer", "Voici votre livre blanc", "livre-blanc.fr.pdf"),
    "en": ("What interests you most", "Step 1 of 6", "Skip", "Here is your white paper", "livre-blanc.en.pdf"),
}


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_a_whole_talk_goes_from_the_first_press_to_the_file(
    quick: Server, session: aiohttp.ClientSession, lang: str
) -> None:
    question, step, skip, end, file = WORDS[lang]
    reader = Reader(session, quick.url)

    await reader.begin(lang)
    assert question in reader.asked
    assert step in reader.page
    await reader.choose("mobility")
    await reader.choose("acting")
    await reader.choose("yes")
    await reader.press(skip)
    await reader.say("ann@example.org")
    await reader.press(skip)

    assert end in reader.page
    assert f'<html lang="{lang}">' in reader.page
    links = re.findall(r'href="([^"]*/m/[^"]*)"', reader.page)
    assert len(links) == 1
    async with session.get(links[0]) as answer:
        raw = await answer.read()
        assert file in answer.headers["Content-Disposition"]
    assert raw.startswith(b"%PDF-")
    delivery = await magnets.delivery(quick.house.db, quick.house.links.open(links[0].rpartition("/")[2]))
    assert delivery is not None
    assert (delivery.downloads, delivery.size) == (1, len(raw))
    [lead] = await reports.leads(quick.house.db)
    assert (lead["email"], lead["locale"]) == ("ann@example.org", lang)


async def test_a_no_to_consent_gives_a_way_on(quick: Server, session: aiohttp.ClientSession) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("en")
    await reader.choose("food")
    await reader.choose("curious")

    await reader.choose("no")

    assert "I keep neither name nor address" in reader.page
    assert "/m/" in reader.page
    assert await reports.leads(quick.house.db) == []


async def test_nothing_is_stored_before_the_first_press_and_then_out_of_reach_of_scripts(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    for path in ("/c/livre-blanc", "/c/livre-blanc?form", "/"):
        async with session.get(quick.url + path) as answer:
            assert "Set-Cookie" not in answer.headers
    before = await reports.conversations_by_state(quick.house.db)
    await reader.get("/c/livre-blanc?form")

    async with session.post(
        f"{quick.url}/c/livre-blanc", data=reader.start, headers={"Origin": quick.url}, allow_redirects=False
    ) as answer:
        cookie = answer.headers["Set-Cookie"]

    assert sum(before.values()) == 0
    assert answer.status == 303
    assert {"HttpOnly", "Path=/c/livre-blanc", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Max-Age" not in cookie


async def test_the_cookie_is_secure_where_the_site_is(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path, base_url="https://chat.example", least_seconds=0) as server:
        reader = Reader(session, server.url)
        await reader.get("/c/livre-blanc?form")
        async with session.post(
            f"{server.url}/c/livre-blanc",
            data=reader.start,
            headers={"Origin": "https://chat.example"},
            allow_redirects=False,
        ) as answer:
            assert "Secure" in answer.headers["Set-Cookie"].split("; ")


async def test_a_double_press_begins_one_talk_and_answers_once(quick: Server, session: aiohttp.ClientSession) -> None:
    reader = Reader(session, quick.url)
    await reader.get("/c/livre-blanc?form")
    twins = [Reader(session, quick.url, page=reader.page) for _ in range(4)]

    await asyncio.gather(*(twin.post("/c/livre-blanc", twin.start) for twin in twins))
    one = sum((await reports.conversations_by_state(quick.house.db)).values())
    await asyncio.gather(*(twin.choose("mobility") for twin in twins))

    assert one == 1
    assert len({twin.cookie for twin in twins}) == 1
    assert [line for line in twins[0].lines if "Mobilité douce" in line] == ["Vous avez dit : Mobilité douce Modifier"]
    async with quick.house.db.reading() as db:
        assert await tables.Turn.filter(did="answer").using_db(db).count() == 1


async def test_an_old_page_answered_otherwise_changes_nothing_and_says_so(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    old = await reader.begin("fr")
    await reader.choose("mobility")
    asked, reader.page = reader.asked, old

    await reader.choose("food")

    assert reader.asked.endswith(asked.removeprefix("Assistant : "))
    assert "Mobilité douce" in reader.page
    async with quick.house.db.reading() as db:
        assert await tables.Answer.filter(ended=None).using_db(db).values_list("said", flat=True) == ["Mobilité douce"]
        assert await tables.Turn.filter(did="stale").using_db(db).count() == 1


async def test_back_change_why_language_and_a_person_are_a_press_away(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("fr")
    await reader.choose("mobility")
    await reader.press("Pourquoi cette question\u00a0?")
    assert "Les premiers pas" in reader.page
    assert reader.page.count('value="interest /change"') == 1  # a question back is no answer that one could change
    assert 'value="engaged /change"' not in reader.page

    await reader.press("Revenir en arrière")
    assert "intéresse le plus" in reader.asked
    await reader.choose("food")
    await reader.press("Modifier")
    assert "intéresse le plus" in reader.asked
    await reader.choose("waste")
    await reader.press("EN")
    assert '<html lang="en">' in reader.page
    assert "where do you stand" in reader.asked
    await reader.press("Talk to a person")
    assert "A person from our team" in reader.page
    assert "Their messages will appear here" in reader.page


async def test_words_are_as_welcome_as_buttons(quick: Server, session: aiohttp.ClientSession) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("en")

    await reader.say("cycling,\r\nplease")

    assert "where do you stand" in reader.asked
    assert any(line.startswith("You said: cycling, please") for line in reader.lines)


@pytest.mark.parametrize("way", ["erase", "stop"])
async def test_an_erasure_is_confirmed_shown_and_then_there_is_nothing(
    quick: Server, session: aiohttp.ClientSession, way: str
) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("en")
    await reader.choose("food")
    cookie = reader.cookie

    if way == "erase":
        await reader.press("Delete my data")
        await reader.press("Yes, erase everything")
        assert "Receipt number" in reader.page
        await quick.house.dispatcher.idle()
    else:
        await reader.press("Stop")
    assert reader.status == 200
    if way == "erase":
        assert reader.cookie == ""
        reader.cookie = cookie
        await reader.get("/c/livre-blanc?form&lang=en")
        assert reader.status == 410
        assert "Start again" in reader.page
        assert sum((await reports.conversations_by_state(quick.house.db)).values()) == 0
    else:
        assert "Start again" in reader.page


async def test_what_is_not_an_answer_is_refused_in_words_with_what_was_written(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("en")

    await reader.choose()
    assert (reader.status, "Choose an answer" in reader.page) == (422, True)
    assert "<title>Error: " in reader.page
    await reader.say("  ")
    assert (reader.status, "Write something" in reader.page) == (422, True)
    await reader.say("bike " * 900)
    assert (reader.status, "4,000 characters" in reader.page) == (422, True)
    assert reader.page.count("bike ") > 800


async def test_a_page_of_another_site_can_neither_begin_nor_answer(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    await reader.get("/c/livre-blanc?form")
    start = reader.start
    await reader.begin("en")
    path, answer = "/c/livre-blanc/say", {**reader.sealed, "text": "bikes"}

    hostile = [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": quick.url, "Sec-Fetch-Site": "cross-site"},
        {"Origin": quick.url, "Sec-Fetch-Site": "same-site"},
        {"Origin": "", "Referer": "https://evil.example/c/livre-blanc"},
        {"Origin": ""},
        {"Origin": "http://[evil"},
    ]
    found = [(await reader.post(path, answer, **each), reader.status)[1] for each in hostile]
    begun = [(await reader.post("/c/livre-blanc", start, **each), reader.status)[1] for each in hostile]
    without = (await reader.post(path, {"text": "bikes", "last": "4", "seal": ""}), reader.status)[1]
    by_referer = (await reader.post(path, answer, Origin="", Referer=f"{quick.url}/c/livre-blanc"), reader.steps[-2])[1]

    assert found == [403] * 7
    assert begun == [403] * 7
    assert without == 403
    assert by_referer == 303
    assert sum((await reports.conversations_by_state(quick.house.db)).values()) == 1


async def test_one_talks_form_is_not_anothers(quick: Server, session: aiohttp.ClientSession) -> None:
    mine, other = Reader(session, quick.url), Reader(session, quick.url)
    await mine.begin("en")
    await other.begin("en")

    await mine.post("/c/livre-blanc/say", {**other.sealed, "text": "bikes"})

    assert mine.status == 403
    assert "no longer up to date" in mine.page
    assert not any("bikes" in line for line in mine.lines)


async def test_a_ticket_is_the_servers_own_of_this_flow_and_of_today(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    clock = Later(now())
    async with started(tmp_path, clock=clock) as server:
        reader = Reader(session, server.url)
        await reader.get("/c/livre-blanc?form&lang=en")
        start = reader.start
        nonce, at, mac = start["ticket"].split(".")
        found = []
        for ticket in ("", f"{nonce}.{int(at) - 1}.{mac}", f"{nonce[::-1]}.{at}.{mac}"):
            await reader.post("/c/livre-blanc", {**start, "ticket": ticket})
            found.append(reader.status)
        await reader.post("/c/bant-b2b", start)
        found.append(reader.status)
        await reader.post("/c/livre-blanc", start)
        fast = reader.status, "very quick" in reader.page
        clock.now += timedelta(days=1, seconds=1)
        await reader.post("/c/livre-blanc", start)
        old = reader.status
        await reader.post("/c/livre-blanc", {**reader.start, "website": "http://spam.example"})
        trapped = reader.status, "must stay empty" in reader.page
        none = sum((await reports.conversations_by_state(server.house.db)).values())
        clock.now += timedelta(seconds=1)
        await reader.post("/c/livre-blanc", reader.start)

    assert found == [400] * 4
    assert fast == (429, True)
    assert old == 400
    assert trapped == (400, True)
    assert none == 0
    assert reader.status == 200


async def test_with_javascript_back_it_stays_the_same_talk(quick: Server, session: aiohttp.ClientSession) -> None:
    reader = Reader(session, quick.url)
    await reader.get("/c/livre-blanc")
    assert reader.page.count("<script") == 1
    begins = re.search(r"<noscript>(.*)</noscript>", reader.page, re.DOTALL)
    assert begins is not None
    assert 'name="ticket"' in begins[1]
    await reader.begin("fr")

    await reader.get("/c/livre-blanc")

    assert reader.steps[-2:] == [303, 200]
    assert "<script" not in reader.page
    assert "intéresse" in reader.asked


async def test_where_they_came_from_is_sent_with_the_first_press(quick: Server, session: aiohttp.ClientSession) -> None:
    reader = Reader(session, quick.url)
    query = "&utm_source=fair&utm_campaign=%3Cb%3E&gclid=Cj0_1&other=x"
    await reader.get(f"/c/livre-blanc?form&lang=fr{query}", Referer="https://blog.example/velo")
    hidden = {name: reader.hidden(name) for name in ("utm_source", "utm_campaign", "gclid", "referrer")}
    await reader.post("/c/livre-blanc", {**reader.start, **hidden})
    await reader.choose("mobility")
    await reader.choose("acting")
    await reader.choose("yes")
    await reader.say("Ann")
    await reader.say("ann@example.org")

    [lead] = await reports.leads(quick.house.db)
    assert lead["source"] == {
        "page": f"{quick.url}/c/livre-blanc",
        "referrer": "https://blog.example/velo",
        "utm": {"source": "fair", "campaign": "<b>"},
        "clicks": {"gclid": "Cj0_1"},
    }


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 70_000, 413),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(200)), 400),
        ("application/x-www-form-urlencoded", b"ticket=%ff%fe", 400),
        ("application/x-www-form-urlencoded", b"\xff\xfe", 400),
        ("multipart/form-data; boundary=x", b"--x--", 415),
    ],
)
async def test_what_is_no_form_of_ours_is_refused_on_a_page(
    quick: Server, session: aiohttp.ClientSession, kind: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": kind, "Origin": quick.url, "Accept-Language": "fr"}

    async with session.post(f"{quick.url}/c/livre-blanc", data=body, headers=headers) as answer:
        page = await answer.text()

    assert answer.status == status
    assert answer.content_type == "text/html"
    assert '<html lang="fr">' in page


async def test_trouble_is_told_in_words(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path, least_seconds=0, rate_new=1, rate_messages=2, proxies=1) as server:
        reader = Reader(session, server.url)
        for_us = {"X-Forwarded-For": "203.0.113.7"}
        await reader.get("/c/no-such-flow?lang=fr")
        unknown = reader.status, "pas de conversation" in reader.page
        await reader.get("/c/livre-blanc?form&lang=en")
        start = reader.start
        await reader.post("/c/livre-blanc", start, **for_us)
        reader.cookie, begun = "", reader.cookie
        await reader.post("/c/livre-blanc", start, **for_us, **{"Accept-Language": "en"})
        many = reader.status, "That is a lot at once" in reader.page
        reader.cookie = begun
        await reader.get("/c/livre-blanc?form")
        for text in ("why", "why ", "bikes"):
            await reader.say(text + "?")
            if reader.status == 429:
                break
        said = reader.status
        reader.cookie = ""
        await reader.post("/c/livre-blanc/say", {"text": "x"}, **{"X-Forwarded-For": "203.0.113.8"})
        gone = reader.status, 'name="ticket"' in reader.page

    assert unknown == (404, True)
    assert many == (429, True)
    assert said == 429
    assert gone == (410, True)


async def test_a_talk_of_the_widget_and_one_of_the_form_are_kept_alike(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.begin(session, quick.url, "livre-blanc", "en")
    await visitor.press("interest", "food")
    reader = Reader(session, quick.url)
    await reader.begin("en")
    await reader.choose("food")

    async with quick.house.db.reading() as db:
        rows = await tables.Turn.all().using_db(db).order_by("id").values("did", "question", "from_state", "to_state")
        channels = await tables.Conversation.all().using_db(db).values_list("channel", flat=True)

    assert rows[:2] == rows[2:]
    assert channels == ["web", "web"]


async def test_every_page_holds_the_strict_policy_and_keeps_out_of_caches(
    quick: Server, session: aiohttp.ClientSession
) -> None:
    reader = Reader(session, quick.url)
    await reader.begin("fr")
    headers = {"Cookie": f"aimant={reader.cookie}"}

    for path in ("/c/livre-blanc?form", "/c/nothing"):
        async with session.get(quick.url + path, headers=headers) as answer:
            page = await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script", page)
        assert answer.headers["Cache-Control"] == "no-store"


async def test_the_address_of_an_answer_leads_back_to_the_talk(server: Server, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{server.url}/c/livre-blanc/say", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/c/livre-blanc?form")
    async with session.get(f"{server.url}/demo/nope") as answer:
        assert (answer.status, answer.content_type) == (404, "text/html")
