"""The HTTP contract, spoken to a real server."""

from __future__ import annotations

import asyncio
import gzip
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import aiohttp
import pytest

from flows.loading import edition_of
from storage import magnets
from tests.bot.kit import BANT, LIVRE_BLANC, Visitor
from tests.conftest import Server, started
from tests.fakes.smtp import FakeSmtp


def mail_by(smtp: FakeSmtp) -> dict[str, object]:
    """Settings under which mail can be sent."""
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp.port,
        "smtp_security": "none",
        "mail_from": "hello@aimant.example",
    }


async def test_a_talk_goes_from_the_greeting_to_the_file(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr-BE", page="https://blog.example/velo")

    end = await visitor.say(*LIVRE_BLANC)

    assert end["state"] == "done"
    assert end["progress"] == {"done": 6, "of": 6}
    magnet = visitor.magnet()
    assert magnet["type"] == "application/pdf"
    async with session.get(server.url + _path(magnet["url"])) as answer:
        raw = await answer.read()
        assert answer.headers["Content-Disposition"] == 'attachment; filename="livre-blanc.fr.pdf"'
    assert raw.startswith(b"%PDF-")
    assert len(raw) == magnet["size"]
    delivery = server.house.links.open(_path(magnet["url"]).removeprefix("/m/"))
    kept = await magnets.delivery(server.house.db, delivery)
    assert kept is not None
    assert kept.downloads == 1


def _path(url: str) -> str:
    return "/m/" + url.rsplit("/m/", 1)[1]


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_progress_grows_to_its_end(server: Server, session: aiohttp.ClientSession, locale: str) -> None:
    visitor = await Visitor.begin(session, server.url, "bant-b2b", locale)
    shares = [visitor.last["progress"]["done"] / visitor.last["progress"]["of"]]

    for text in BANT:
        last = await visitor.say(text)
        shares.append(last["progress"]["done"] / last["progress"]["of"])

    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize(
    ("locale", "noted"), [("fr", ("C’est noté : Oui.", "C’est noté : Non.")), ("en", ("Noted: Yes.", "Noted: No."))]
)
async def test_buttons_are_pressed_by_number_at_every_question_that_has_them(
    server: Server, session: aiohttp.ClientSession, locale: str, noted: tuple[str, str]
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", locale)

    await visitor.say("2", "3.", "1)")
    agreed = visitor.texts()
    end = await visitor.say("Marie", "marie@exemple.be", "n°2")

    assert agreed.startswith(noted[0])
    assert noted[1] in visitor.texts()
    assert end["state"] == "done"
    _, kept = await visitor.resume()
    assert [m["text"] for m in kept["messages"] if m["from"] == "you"][:3] == ["2", "3.", "1)"]


async def test_the_same_id_again_returns_the_same_answer(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "en")
    first = await visitor.post({"id": "a-1", "text": "local food"})
    await visitor.say("1")

    again = await visitor.post({"id": "a-1", "text": "local food"})

    assert again == first
    _, all_of_it = await visitor.resume()
    assert [m["text"] for m in all_of_it["messages"]].count("local food") == 1


async def test_a_double_click_is_one_turn(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    answers = await asyncio.gather(
        *(visitor.post({"id": "x", "choice": "food", "question": "interest"}) for _ in range(5))
    )

    assert [status for status, _ in answers] == [200] * 5
    assert all(body == answers[0][1] for _, body in answers)


async def test_two_different_messages_at_once_are_two_turns(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    answers = await asyncio.gather(*(visitor.post({"id": f"t{i}", "text": "pourquoi"}) for i in range(8)))

    assert [status for status, _ in answers] == [200] * 8
    _, kept = await visitor.resume()
    seqs = [m["seq"] for m in kept["messages"]]
    assert seqs == list(range(1, len(seqs) + 1))
    assert sum(m["from"] == "you" for m in kept["messages"]) == 8


async def test_resume_gives_what_came_after(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    seen = visitor.messages[-1]["seq"]
    await visitor.say("vélo")

    status, resumed = await visitor.resume(seen)

    assert status == 200
    assert resumed["messages"] == visitor.last["messages"]
    assert resumed["progress"] == visitor.last["progress"]
    assert "token" not in resumed


@pytest.mark.parametrize(("locale", "skip", "step"), [("fr", "Passer", "Étape 1 sur"), ("en", "Skip", "Step 1 of")])
async def test_what_a_chat_says_itself_is_sent_to_whoever_asks_and_its_words_once(
    server: Server, session: aiohttp.ClientSession, locale: str, skip: str, step: str
) -> None:
    address, body = f"{server.url}/api/v1/conversations", {"flow": "livre-blanc", "locale": locale}
    async with session.post(address, json=body) as answer:
        plain = await answer.json()
    async with session.post(address, params={"words": ""}, json=body) as answer:
        begun = await answer.json()
    held = {"words": begun["words"]["tag"]}
    bearer = {"Authorization": f"Bearer {begun['token']}"}
    async with session.get(f"{address}/{begun['conversation']}", params=held, headers=bearer) as answer:
        resumed = await answer.json()

    assert not {"words", "step"} & plain.keys()
    assert not [m for m in plain["messages"] if {"field", "skip"} & m.get("question", {}).keys()]
    assert "/back" in begun["words"]["menu"]
    assert list(begun["words"]["menu"])[-1] == "/erase"
    assert begun["step"].startswith(step)
    [question] = [m["question"] for m in begun["messages"] if "question" in m]
    assert question["field"]["label"]
    assert question.get("skip", skip) == skip
    assert "words" not in resumed
    assert resumed["step"] == begun["step"]


async def test_a_flow_that_is_not_there_is_told_in_words_when_it_is_asked_for_them(
    server: Server, session: aiohttp.ClientSession
) -> None:
    address, body = f"{server.url}/api/v1/conversations", {"flow": "livre-blanche"}
    async with session.post(address, params={"words": ""}, json=body, headers={"Accept-Language": "en"}) as answer:
        told = await answer.json()
    async with session.post(address, json=body) as answer:
        plain = await answer.json()

    assert answer.status == 404
    assert told["words"]["shut"] == "The chat is not available on this site."
    assert told["words"]["allow"] == "data-flow: there is no flow 'livre-blanche'; did you mean 'livre-blanc'?"
    assert plain == {name: value for name, value in told.items() if name != "words"}


@pytest.mark.parametrize(("language", "begins"), [("fr-BE,en", "Ajoutez"), ("en", "Add"), ("nl", "Add")])
async def test_a_site_that_may_not_call_is_told_so_in_words_when_it_asks(
    server: Server, session: aiohttp.ClientSession, language: str, begins: str
) -> None:
    headers = {"Origin": "https://elsewhere.example", "Accept-Language": language}
    refusals = []
    for params in ({}, {"words": ""}):
        address, body = f"{server.url}/api/v1/conversations", {"flow": "livre-blanc"}
        async with session.post(address, params=params, json=body, headers=headers) as answer:
            refusals.append((answer.status, await answer.json(content_type=None)))

    assert [status for status, _ in refusals] == [403, 403]
    assert "words" not in refusals[0][1]
    assert refusals[1][1]["words"]["allow"].startswith(begins)


async def test_a_token_opens_its_own_conversation_only(server: Server, session: aiohttp.ClientSession) -> None:
    mine = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    other = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    path = f"{server.url}/api/v1/conversations"

    wrong = [
        (await session.get(f"{path}/{mine.conversation}", headers=other.headers)).status,
        (await session.get(f"{path}/{uuid4()}", headers=mine.headers)).status,
        (await session.get(f"{path}/not-a-number", headers=mine.headers)).status,
        (await session.get(f"{path}/{mine.conversation}")).status,
        (await session.get(f"{path}/{mine.conversation}", headers={"Authorization": "Basic abc"})).status,
    ]

    assert wrong == [404, 404, 404, 401, 401]


async def test_known_answers_are_not_asked_again(server: Server, session: aiohttp.ClientSession) -> None:
    known = {"interest": "vélo", "email": "marie@exemple.be", "nonsense": "x"}
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr", known=known)
    asked = [m["question"]["id"] for m in visitor.last["messages"] if "question" in m]

    personal = await visitor.say("2", "oui", "Marie")

    assert asked == ["engaged"]
    assert personal["messages"][-1]["question"]["id"] == "email"
    assert "marie@exemple.be" not in visitor.texts()


async def test_every_refusal_is_a_problem_that_tells_what_to_do(server: Server, session: aiohttp.ClientSession) -> None:
    async with session.post(f"{server.url}/api/v1/conversations", json={"flow": "livre-blan"}) as answer:
        problem = await answer.json(content_type="application/problem+json")

    assert answer.status == 404
    assert problem["status"] == 404
    assert "livre-blanc" in problem["detail"]


@pytest.mark.parametrize(
    "field", ["score", "status", "consent", "owner", "band", "version", "state", "lead", "__proto__"]
)
async def test_an_unknown_field_is_refused(server: Server, session: aiohttp.ClientSession, field: str) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    status, problem = await visitor.post({"id": "1", "text": "vélo", field: 100})

    assert status == 400
    assert field in problem["detail"]


async def test_another_site_may_call_only_when_listed(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    async with started(tmp_path, allowed_origins=("https://good.example",)) as server:
        path, body = f"{server.url}/api/v1/conversations", {"flow": "livre-blanc"}
        good = await session.post(path, json=body, headers={"Origin": "https://good.example"})
        evil = await session.post(path, json=body, headers={"Origin": "https://evil.example"})
        own = await session.post(path, json=body, headers={"Origin": server.url})
        refused = await session.post(path, json={"flow": "no-such"}, headers={"Origin": "https://good.example"})
        asked = await session.options(path, headers={"Origin": "https://good.example"})
        evil_asked = await session.options(path, headers={"Origin": "https://evil.example"})

    assert [good.status, evil.status, own.status, asked.status, evil_asked.status] == [201, 403, 201, 204, 204]
    for answer in (good, asked, refused):  # a refusal too must be readable by the page that is told
        assert answer.headers["Access-Control-Allow-Origin"] == "https://good.example"
    assert refused.status == 404


async def test_the_public_address_may_call_when_a_proxy_speaks_https_before_the_server(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    async with started(tmp_path, base_url="https://chat.example/aimant/") as server:
        path, body = f"{server.url}/api/v1/conversations", {"flow": "livre-blanc"}
        own = await session.post(path, json=body, headers={"Origin": "https://chat.example"})
        in_clear = await session.post(path, json=body, headers={"Origin": "http://chat.example"})

    assert [own.status, in_clear.status] == [201, 403]


async def test_a_site_that_may_not_call_can_read_that_it_may_not_and_nothing_else(
    server: Server, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    api, evil = f"{server.url}/api/v1/conversations", {"Origin": "https://evil.example"}
    own, mine = f"{api}/{visitor.conversation}", visitor.headers | evil

    asked = [await session.options(path, headers=evil) for path in (api, own, f"{own}/messages")]
    refused = [
        await session.post(api, json={"flow": "livre-blanc"}, headers=evil),
        await session.post(api, data=b"{", headers=evil),
        await session.post(f"{own}/messages", json={"id": "1", "text": "vélo"}, headers=mine),
        await session.get(own, headers=mine),
        await session.get(f"{api}/{uuid4()}", headers=evil),
    ]
    others = [
        await session.get(f"{server.url}/api/v1/nothing", headers=evil),
        await session.put(api, headers=evil),
        await session.get(f"{server.url}/openapi.json", headers=evil),
        await session.get(f"{server.url}/healthz", headers=evil),
    ]

    assert [answer.status for answer in asked] == [204] * 3
    assert [answer.status for answer in refused] == [403] * 5
    for answer in (*asked, *refused):
        assert answer.headers["Access-Control-Allow-Origin"] == "https://evil.example"
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
    for answer in refused:
        assert answer.content_type == "application/problem+json"
        assert "AIMANT_ALLOWED_ORIGINS" in (await answer.json(content_type=None))["detail"]
    assert not any("Access-Control-Allow-Origin" in answer.headers for answer in others)
    _, kept = await visitor.resume()
    assert [m["from"] for m in kept["messages"] if m["from"] == "you"] == []


class Later:
    """A clock that can be put forward."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def test_an_altered_link_says_so_kindly(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await visitor.say(*LIVRE_BLANC)
    path = _path(visitor.magnet()["url"])
    altered = path[:-1] + ("A" if path[-1] != "A" else "B")

    async with session.get(server.url + altered, headers={"Accept-Language": "en"}) as answer:
        page = await answer.text()

    assert answer.status == 404
    assert answer.content_type == "text/html"
    assert "not complete" in page
    assert "%PDF" not in page


async def test_an_expired_link_offers_a_fresh_one_to_its_owner_only(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    from bot.app import now
    from storage import outbox

    clock = Later(now())
    async with FakeSmtp() as smtp, started(tmp_path, clock=clock, **mail_by(smtp)) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
        await visitor.say(*LIVRE_BLANC)
        path = _path(visitor.magnet()["url"])
        clock.now += timedelta(days=8)
        async with session.get(server.url + path) as expired:
            page = await expired.text()
        renewed = [await (await session.post(server.url + path)).text() for _ in range(3)]
        mails = [m for m in await outbox.listing(server.house.db, None, 50) if m["kind"] == "mail"]
        _, resumed = await visitor.resume()
        fresh = next(m["magnet"]["url"] for m in resumed["messages"] if "magnet" in m)
        async with session.get(server.url + _path(fresh)) as answer:
            fresh_status = answer.status

    assert expired.status == 410
    assert "expiré" in page
    assert "<form" in page
    assert not any("marie@exemple.be" in text or "/m/" in text for text in renewed)
    assert len(mails) == 2  # the first, and one fresh link however often it was asked for within the hour
    assert fresh_status == 200


@pytest.mark.parametrize(
    ("locale", "promised", "instead"),
    [("fr", "en route vers", "Rouvrez la discussion"), ("en", "on its way to", "Open the chat again")],
)
async def test_without_a_mail_server_nothing_promises_a_mail(
    tmp_path: Path, session: aiohttp.ClientSession, locale: str, promised: str, instead: str
) -> None:
    from bot.app import now
    from storage import outbox

    clock = Later(now())
    async with started(tmp_path, clock=clock) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", locale)
        await visitor.say("1", "2", "oui" if locale == "fr" else "yes", "Marie", "marie@exemple.be", "non")
        end = visitor.texts()
        path = _path(visitor.magnet()["url"])
        clock.now += timedelta(days=8)
        async with session.get(server.url + path, headers={"Accept-Language": locale}) as expired:
            page = await expired.text()
        async with session.post(server.url + path) as renewed:
            pass
        waiting = [(m["kind"], m["state"]) for m in await outbox.listing(server.house.db, None, 50)]

    assert promised not in end
    assert "marie@" not in end
    assert (expired.status, "<form" in page, "e-mail" in page) == (410, False, False)
    assert instead in page
    assert renewed.status == 404
    assert waiting == [("mail", "pending")]


async def test_an_edition_whose_file_has_changed_promises_no_more_mail_than_the_others(tmp_path: Path) -> None:
    from storage import editions

    async with FakeSmtp() as smtp:
        found = []
        for more in ({}, mail_by(smtp)):
            async with started(tmp_path / f"{len(more)}", **more) as server:
                text = server.house.shelf.texts[server.house.shelf.named("livre-blanc").edition] + "# as it was\n"
                old = editions.Edition(edition_of(text), "livre-blanc", text, "nowhere")
                await editions.keep(server.house.db, old, server.house.clock())
                rebuilt = await server.house.shelf.edition(server.house.db, old.hash)
                found.append((rebuilt.mails, server.house.shelf.named("livre-blanc").mails))

    assert found == [(False, False), (True, True)]


async def test_without_an_address_no_fresh_link_is_offered(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    from bot.app import now

    clock = Later(now())
    async with started(tmp_path, clock=clock) as server:
        visitor = await Visitor.begin(session, server.url, "livre-blanc", "en")
        await visitor.say("food", "1", "no")
        path = _path(visitor.magnet()["url"])
        clock.now += timedelta(days=8)
        async with session.get(server.url + path) as expired:
            page = await expired.text()
        async with session.post(server.url + path) as renewed:
            pass

    assert expired.status == 410
    assert "<form" not in page
    assert renewed.status == 404


async def test_a_head_request_or_a_part_is_not_a_download(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")
    await visitor.say(*LIVRE_BLANC)
    path = _path(visitor.magnet()["url"])

    await session.head(server.url + path)
    await session.get(server.url + path, headers={"Range": "bytes=0-9"})

    kept = await magnets.delivery(server.house.db, server.house.links.open(path.removeprefix("/m/")))
    assert kept is not None
    assert kept.downloads == 0


async def test_the_pages_speak_both_languages_and_hold_a_strict_policy(
    server: Server, session: aiohttp.ClientSession
) -> None:
    for path in ("/", "/c/bant-b2b", "/c/quiz-b2c"):
        for language in ("fr", "en"):
            async with session.get(f"{server.url}{path}?lang={language}") as answer:
                page = await answer.text()
            assert answer.status == 200
            assert f'<html lang="{language}"' in page
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


async def test_a_conversation_number_is_a_random_uuid(server: Server, session: aiohttp.ClientSession) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    assert UUID(visitor.conversation).version == 4
    assert len(visitor.token) >= 43
    raw = b"".join(p.read_bytes() for p in server.house.settings.data_dir.glob("aimant.db*"))
    assert visitor.token.encode() not in raw


@pytest.mark.parametrize("number", ["opened", "link:1", "m-1"])
async def test_no_id_that_a_client_may_send_is_one_of_ours(
    server: Server, session: aiohttp.ClientSession, number: str
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", "fr")

    status, body = await visitor.post({"id": number, "text": "vélo"})

    assert status == 200
    assert body["messages"][0]["text"] == "vélo"
    assert (await visitor.post({"id": "/opened", "text": "vélo"}))[0] == 400


async def test_the_data_folder_is_its_owners_alone(server: Server) -> None:
    assert server.house.settings.data_dir.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", ["/widget.js", "/static/page.css"])
async def test_files_are_sent_compressed_and_once(server: Server, session: aiohttp.ClientSession, path: str) -> None:
    url = server.url + path
    async with session.get(url, headers={"Accept-Encoding": "gzip"}, auto_decompress=False) as answer:
        small, tag = await answer.read(), answer.headers["ETag"]
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
    async with session.get(url, headers={"Accept-Encoding": "identity"}) as answer:
        whole = await answer.read()
        assert "Content-Encoding" not in answer.headers
    async with session.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": tag}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")

    assert gzip.decompress(small) == whole
    assert len(small) < len(whole) / 2
    if path == "/widget.js":
        assert len(small) <= 12_000


@pytest.mark.parametrize(("locale", "words"), [("fr", "Revenir en arrière"), ("en", "Back")])
async def test_going_back_is_called_that(
    server: Server, session: aiohttp.ClientSession, locale: str, words: str
) -> None:
    visitor = await Visitor.begin(session, server.url, "livre-blanc", locale)
    await visitor.say("1")

    await visitor.press("menu", "/back")

    assert [(m["text"], m.get("request")) for m in visitor.last["messages"] if m["from"] == "you"] == [(words, True)]
