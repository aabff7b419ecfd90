"""How a web talk begins, and goes on in another browser: what came before it, who is no person, links good once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
import pytest

from bot.app import now
from flows.model import Key, Visit
from storage import conversations, privacy, reports
from tests.bot.kit import LIVRE_BLANC, Visitor
from tests.bot.test_web import Later
from tests.conftest import Server, started

SIGNALS = {
    "pages": [{"path": "/pricing", "seconds": 41}, {"path": "/blog/bikes", "seconds": 12.5}],
    "clicks": {"gclid": "Cj0KCQ-abc_123", "fbclid": "IwAR0.x"},
}


async def begins(session: aiohttp.ClientSession, server: Server, **more: Any) -> tuple[int, dict[str, Any], str]:
    """The status, the answer and when to come again."""
    body = {"flow": "livre-blanc", "locale": "fr", **more}
    async with session.post(f"{server.url}/api/v1/conversations", json=body) as answer:
        return answer.status, await answer.json(content_type=None), answer.headers.get("Retry-After", "")


async def test_what_was_looked_at_before_is_kept_with_the_talk_and_with_the_lead(
    server: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr", signals=SIGNALS)
    await visitor.say(*LIVRE_BLANC)

    kept = await conversations.find(server.house.db, _key(visitor))
    [lead] = await reports.leads(server.house.db)
    [row] = await reports.export_rows(server.house.db)
    assert kept is not None
    assert kept.source.pages == (Visit("/pricing", 41), Visit("/blog/bikes", 12.5))
    assert dict(kept.source.clicks) == SIGNALS["clicks"]
    assert (lead["source"]["pages"], lead["source"]["clicks"]) == (SIGNALS["pages"], SIGNALS["clicks"])
    assert row["pages"] == "/pricing (41 s) /blog/bikes (12 s)"
    assert row["clicks"] == "fbclid=IwAR0.x gclid=Cj0KCQ-abc_123"


async def test_an_address_in_a_path_is_nobodys_consent(server: Server, session: aiohttp.ClientSession) -> None:
    pages = [{"path": "/thanks/ada@example.com", "seconds": 3}]

    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr", signals={"pages": pages})

    kept = await conversations.find(server.house.db, _key(visitor))
    assert kept is not None
    assert "ada@" not in kept.source.pages[0].path


BAD = {
    "21 pages": {"pages": [{"path": "/", "seconds": 1}] * 21},
    "a long path": {"pages": [{"path": "/" * 301, "seconds": 1}]},
    "less than nothing": {"pages": [{"path": "/", "seconds": -1}]},
    "a text for seconds": {"pages": [{"path": "/", "seconds": "1"}]},
    "a page without time": {"pages": [{"path": "/"}]},
    "another network": {"clicks": {"zclid": "1"}},
    "a number for an id": {"clicks": {"gclid": 7}},
    "another field": {"pages": [], "heat": []},
    "a list": [],
}


@pytest.mark.parametrize("name", BAD)
async def test_other_signals_are_refused_by_name(server: Server, session: aiohttp.ClientSession, name: str) -> None:
    status, problem, _ = await begins(session, server, signals=BAD[name])

    assert status == 400
    assert problem["detail"].startswith("signals")


async def test_an_odd_link_costs_nobody_a_talk(server: Server, session: aiohttp.ClientSession) -> None:
    clicks = {"gclid": "", "fbclid": "{fbclid}", "msclkid": "x" * 501, "ttclid": "good-1"}
    utm = {f"utm_{chr(97 + n)}": "x" * 300 for n in range(15)} | {"UTM-odd": "1"}
    signals = {"clicks": clicks, "pages": [{"path": "/", "seconds": 93_600}]}

    status, begun, _ = await begins(session, server, signals=signals, utm=utm)
    talk = await conversations.by_id(server.house.db, UUID(begun["conversation"]))

    assert status == 201
    assert talk is not None
    assert talk.source.clicks == {"ttclid": "good-1"}
    assert [page.seconds for page in talk.source.pages] == [86_400]
    assert {len(told) for told in talk.source.utm.values()} == {200}
    assert len(talk.source.utm) == 12


async def test_who_fills_in_what_nobody_sees_is_told_so_and_nothing_is_kept(
    server: Server, session: aiohttp.ClientSession
) -> None:
    status, problem, _ = await begins(session, server, trap="http://spam.example")
    good, _, _ = await begins(session, server, trap="")

    assert (status, good) == (400, 201)
    assert "trap" in problem["detail"]
    assert sum((await reports.conversations_by_state(server.house.db)).values()) == 1


@pytest.mark.parametrize(
    ("age", "status", "after"), [(0, 429, "1"), (499, 429, "1"), (500, 201, ""), (None, 201, ""), (-1, 400, "")]
)
async def test_who_is_faster_than_a_person_is_told_when_to_come_again(
    server: Server, session: aiohttp.ClientSession, age: int | None, status: int, after: str
) -> None:
    found, _, wait = await begins(session, server, **({} if age is None else {"age_ms": age}))

    assert (found, wait) == (status, after)


async def test_how_fast_a_person_is_can_be_set(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path, least_seconds=3) as server:
        found = [(await begins(session, server, age_ms=age))[::2] for age in (500, 2_999, 3_000)]

    assert found == [(429, "3"), (429, "1"), (201, "")]


# --- in another browser ------------------------------------------------------------------------------------------


async def link_of(session: aiohttp.ClientSession, server: Server, visitor: Visitor) -> str:
    url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"
    async with session.post(url, json={"channel": "web"}, headers=visitor.headers) as answer:
        assert answer.status == 201
        link: str = (await answer.json())["url"]
        return link


async def rejoins(
    session: aiohttp.ClientSession, server: Server, token: str, **more: str
) -> tuple[int, dict[str, Any]]:
    async with session.post(f"{server.url}/api/v1/conversations/resume", json={"token": token, **more}) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_a_talk_goes_on_in_another_browser_by_a_link_good_once(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path, base_url="https://chat.example/") as server:
        here = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await here.say("vélo")
        link = urlsplit(await link_of(session, server, here))
        token = link.fragment.removeprefix("aimant-resume=")

        status, joined = await rejoins(session, server, token)
        again, problem = await rejoins(session, server, token)
        there = Visitor(session, server.url, joined["conversation"], joined["token"], joined)
        await there.say("2")
        left, _ = await here.resume()
        _, seen_there = await there.resume()
        raw = b"".join(p.read_bytes() for p in server.house.settings.data_dir.glob("aimant.db*"))
        told = str(await privacy.export(server.house.db, here.conversation))

    assert here.last["elsewhere"] == ["web"]
    assert (link.netloc, link.path) == ("chat.example", "/c/livre-blanc")
    assert status == 200
    assert joined["conversation"] == here.conversation
    assert [m["seq"] for m in joined["messages"]] == list(range(1, len(joined["messages"]) + 1))
    assert joined["token"] not in ("", here.token)
    assert again == 404
    assert "used already" in problem["detail"]
    assert left == 404  # whoever gave a link away sees nothing of what is said there
    assert [m["text"] for m in seen_there["messages"] if m["from"] == "you"] == ["vélo", "2"]
    assert token.encode() not in raw
    assert joined["token"].encode() not in raw
    assert "bearer" not in told


async def test_who_makes_the_token_may_ask_again_until_the_talk_has_gone_on_to_another(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    mine, theirs = "m" * 43, "t" * 43
    async with started(tmp_path, base_url="https://chat.example") as server:
        here = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        first = (await link_of(session, server, here)).rpartition("=")[2]
        answers = [await rejoins(session, server, first, bearer=mine) for _ in range(2)]
        other, _ = await rejoins(session, server, first, bearer=theirs)
        there = Visitor(session, server.url, here.conversation, mine, here.last)
        second = (await link_of(session, server, there)).rpartition("=")[2]
        further, _ = await rejoins(session, server, second, bearer=theirs)
        back, _ = await rejoins(session, server, first, bearer=mine)
        weak, _ = await rejoins(session, server, first, bearer="1234")
        left, _ = await there.resume()

    assert [(status, told["token"]) for status, told in answers] == [(200, mine)] * 2
    assert (other, further, back, weak, left) == (404, 200, 404, 400, 404)


async def test_a_link_is_good_for_an_hour_and_a_made_up_one_never(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    clock = Later(now())
    async with started(tmp_path, clock=clock, base_url="https://chat.example") as server:
        here = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        token = (await link_of(session, server, here)).rpartition("=")[2]
        clock.now += timedelta(minutes=61)
        late, made_up = await rejoins(session, server, token), await rejoins(session, server, "a" * 32)
        malformed, _ = await rejoins(session, server, "<script>")

    assert (late[0], made_up[0], malformed) == (404, 404, 400)
    assert late[1] == made_up[1]


async def test_a_token_of_another_browser_opens_its_own_talk_only_and_dies_with_it(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path, base_url="https://chat.example") as server:
        mine, other = [await Visitor.begin(session, server.url, "livre-blanc", "fr") for _ in range(2)]
        token = (await link_of(session, server, mine)).rpartition("=")[2]
        _, joined = await rejoins(session, server, token)
        there = Visitor(session, server.url, joined["conversation"], joined["token"], joined)
        thief = Visitor(session, server.url, other.conversation, joined["token"], joined)

        stolen, _ = await thief.resume()
        await there.say("supprimer mes données", "oui")
        await server.house.dispatcher.idle()
        gone, _ = await there.resume()
        after, _ = await rejoins(session, server, token)

    assert (stolen, gone, after) == (404, 404, 404)


async def test_nothing_points_to_the_web_where_no_other_device_would_find_it(
    server: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    url = f"{server.url}/api/v1/conversations/{visitor.conversation}/continue"

    async with session.post(url, json={"channel": "web"}, headers=visitor.headers) as answer:
        assert answer.status == 404
    assert "elsewhere" not in visitor.last


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_hostile_page_cannot_read_another_sites_talk(
    tmp_path: Path, session: aiohttp.ClientSession, origin: str
) -> None:
    """Neither with the talk's token nor with its link: and the browser is told to keep the answer from the page."""
    async with started(tmp_path, base_url="https://chat.example", allowed_origins=("https://good.example",)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        token = (await link_of(session, server, visitor)).rpartition("=")[2]
        api, evil = f"{server.url}/api/v1/conversations", {"Origin": origin}
        mine = visitor.headers | evil

        answers = [
            await session.get(f"{api}/{visitor.conversation}", headers=mine),
            await session.get(f"{api}/{visitor.conversation}/events", headers=mine),
            await session.post(f"{api}/{visitor.conversation}/continue", json={"channel": "web"}, headers=mine),
            await session.post(f"{api}/resume", json={"token": token}, headers=evil),
        ]
        status, _ = await rejoins(session, server, token)

    assert [answer.status for answer in answers] == [403] * 4
    assert not any("Access-Control-Allow-Credentials" in answer.headers for answer in answers)
    assert status == 200  # nothing was used up


def _key(visitor: Visitor) -> Key:
    return Key("web", visitor.conversation)
