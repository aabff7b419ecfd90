"""A flow is changed, put back or taken away: each talk ends on the one that it began with, or with a person."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.app import now
from flows.loading import edition_of
from storage import editions, reports, tables
from storage.database import Database
from storage.editions import Edition
from tests.bot.kit import Visitor
from tests.conftest import Server, started
from tests.fakes.telegram import FakeTelegram
from tests.faults.conftest import Figures
from tests.faults.ground import BOT, SPEED, TOKEN, sized

#: How many talks are open when the flow changes.
OPEN = sized(10, 100)

_HEAD = """
flow: survey
languages: [en, fr]
title: {en: Survey, fr: Sondage}
opening: {en: ["Hello!"], fr: ["Bonjour !"]}
questions:
"""
_FOOT = """
score:
  - {id: rule, axis: intent, when: {FIRST: answered}, points: 30, because: {en: "Answered", fr: "A répondu"}}
bands: {hot: {points: 60}, warm: {points: 20}}
alert: {bands: [hot], locale: en}
endings:
  hot: {en: "END", fr: "FIN"}
  warm: {en: "END", fr: "FIN"}
  cold: {en: "END", fr: "FIN"}
"""


def _flow(end: str, *questions: str) -> str:
    """A flow of these questions, each asked by its own name."""
    asked = "".join(f'  - {{id: {q}, kind: text, ask: {{en: "{q}?", fr: "{q} ?"}}}}\n' for q in questions)
    return _HEAD + asked + _FOOT.replace("FIRST", questions[0]).replace("END", end).replace("FIN", f"{end} (fr)")


V1 = _flow("the first end", "colour", "season", "town")
#: One question renamed, one removed, the rest in another order, one new.
V2 = _flow("the second end", "town", "hue", "animal")


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """The file of the flow, in a folder of one's own."""
    (tmp_path / "own").mkdir()
    return tmp_path / "own" / "survey.yaml"


def _put(flows: Path, text: str) -> None:
    """The flow's file says this from now on; a server that runs has read it already."""
    flows.write_text(text)


async def _begin(session: aiohttp.ClientSession, server: Server, locale: str = "en") -> Visitor:
    return await Visitor.begin(session, server.url, "survey", locale)


async def _editions(db: Database, *visitors: Visitor) -> set[str]:
    async with db.reading() as reader:
        rows = tables.Conversation.filter(id__in=[v.conversation for v in visitors]).using_db(reader)
        return {str(each) for each in await rows.values_list("edition", flat=True)}


async def test_open_talks_end_on_the_flow_they_began_with_whatever_is_put_in_its_place_and_put_back(
    tmp_path: Path, flows: Path, figures: Figures
) -> None:
    async with aiohttp.ClientSession() as session:
        _put(flows, V1)
        async with started(tmp_path / "data", flows_dir=flows.parent) as server:
            first = [await _begin(session, server) for _ in range(OPEN)]
            for place, visitor in enumerate(first):
                await visitor.say(*["something"] * (place % 3))

        _put(flows, V2)
        async with started(tmp_path / "data", flows_dir=flows.parent) as server:
            for place, visitor in enumerate(first[: OPEN // 2]):
                visitor.url = server.url
                await visitor.say(*["something"] * (3 - place % 3))
            second = [await _begin(session, server) for _ in range(OPEN)]
            asked = [visitor.texts() for visitor in second]
            for visitor in second:
                await visitor.say("something")

        _put(flows, V1)  # rolled back
        async with started(tmp_path / "data", flows_dir=flows.parent) as server:
            for place, visitor in enumerate(first):
                visitor.url = server.url
                if place >= OPEN // 2:
                    await visitor.say(*["something"] * (3 - place % 3))
            for visitor in second:
                visitor.url = server.url
                await visitor.say("something", "something")
            third = await _begin(session, server)
            kept = [await _editions(server.house.db, *each) for each in (first, second, [third])]

    figures(open_talks=2 * OPEN, ended_as_they_began=len(first) + len(second))
    assert all(visitor.texts() == "the first end" and visitor.last["state"] == "done" for visitor in first)
    assert all("town?" in each for each in asked)
    assert all(visitor.texts() == "the second end" and visitor.last["state"] == "done" for visitor in second)
    assert "colour?" in third.texts()
    assert [len(each) for each in kept] == [1, 1, 1]
    assert kept[0] == kept[2] != kept[1]


@pytest.mark.parametrize(("locale", "words"), [("en", "a person will take over"), ("fr", "une personne prendra")])
@pytest.mark.parametrize("how", ["deleted", "outdated"])
async def test_a_talk_whose_edition_is_gone_goes_to_a_person_and_can_begin_again(
    tmp_path: Path, flows: Path, how: str, locale: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with aiohttp.ClientSession() as session:
        _put(flows, V1)
        async with started(tmp_path / "data", flows_dir=flows.parent) as server:
            talking = await _begin(session, server, locale)
            ended = await _begin(session, server, locale)
            await talking.say("blue")
            await ended.say("blue", "winter", "Ghent")
            await (_delete if how == "deleted" else _outdate)(server.house.db)

        _put(flows, V2)
        async with started(tmp_path / "data", flows_dir=flows.parent) as server:
            talking.url = ended.url = server.url
            status, before = await talking.resume()
            heard = await talking.say("summer")
            again = await talking.say("retour" if locale == "fr" else "back")
            end = await talking.say("Bruges", "red", "cat")
            said = (await talking.resume())[1]["messages"]
            afterwards = await ended.say("merci" if locale == "fr" else "thank you")
            alerts = await reports.alerts(server.house.db)
            lines = await _open_points(server.house.db, talking)

    assert status == 200
    assert "blue" in [m["text"] for m in before["messages"]]
    assert heard["state"] == "handed_over"
    assert words in heard["messages"][0]["text"]
    assert "summer" in [m["text"] for m in heard["messages"]]
    assert "town" in again["messages"][-1]["text"]
    assert end["state"] == "done"
    assert "the second end" in end["messages"][-1]["text"]
    assert [m["seq"] for m in said] == list(range(1, len(said) + 1))
    assert [m["text"] for m in said if m["from"] == "you"][:2] == ["blue", "summer"]
    assert afterwards["state"] == "done"
    assert [alert["reason"] for alert in alerts] == ["human"]
    assert lines == 30
    assert '"failed"' not in "".join(capsys.readouterr())


async def _delete(db: Database) -> None:
    """As somebody does who tidies up too much."""
    async with db.transaction() as tx:
        await tables.FlowEdition.filter(flow="survey").using_db(tx).delete()


async def _outdate(db: Database) -> None:
    """The edition is there word for word, in a form that is not read any more."""
    source = "flow: survey\nof: an older version\n"
    await editions.keep(db, Edition(edition_of(source), "survey", source, "/"), now())
    async with db.transaction() as tx:
        for talk in await tables.Conversation.all().using_db(tx):
            snapshot = talk.snapshot.replace(talk.edition, edition_of(source))
            row = tables.Conversation.filter(id=talk.id).using_db(tx)
            await row.update(edition=edition_of(source), snapshot=snapshot)


async def _open_points(db: Database, visitor: Visitor) -> int:
    """What the open lines of a talk's score come to."""
    async with db.reading() as reader:
        lines = tables.ScoreLine.filter(conversation_id=visitor.conversation, ended_version=None).using_db(reader)
        return sum([int(points) for points in await lines.values_list("points", flat=True)])


async def test_on_telegram_too_a_person_is_told_and_nothing_is_put_aside(tmp_path: Path, flows: Path) -> None:
    async with FakeTelegram({TOKEN: BOT}, SPEED) as tg:
        marie = tg.person(42, language_code="fr")
        settings = {
            "telegram_bots": f"survey={TOKEN}",
            "telegram_base_url": tg.base_url,
            "telegram_mode": "polling",
            "flows_dir": flows.parent,
        }
        _put(flows, V1)
        async with started(tmp_path / "data", **settings) as server:
            await marie.start(BOT)
            await marie.hears(BOT, "colour ?")
            await marie.say(BOT, "bleu")
            await marie.hears(BOT, "season ?")
            async with server.house.db.transaction() as tx:
                await tables.FlowEdition.filter(flow="survey").using_db(tx).delete()
        _put(flows, V2)
        async with started(tmp_path / "data", **settings) as server:
            await marie.say(BOT, "l'été")
            await marie.hears(BOT, "une personne prendra le relais", 10)
            await marie.hears(BOT, "transmis à l’équipe", 10)
            async with server.house.db.reading() as reader:
                put_aside = await tables.DeadLetter.all().using_db(reader).count()

    assert put_aside == 0
    assert tg.breaches == []
