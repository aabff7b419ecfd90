"""Every story again, through the whole path: database, dispatcher and a real mail server; it must go just the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.channels.contract import Opening
from bot import logs
from bot.app import House, house
from bot.settings import Settings
from flows.effects import AlertSales, Decision, Effect, EraseLead, Message, SendMail
from flows.model import Conversation
from storage import codec, conversations, outbox, reports, tables
from tests.bot.test_web import Later
from tests.conftest import placed
from tests.fakes.smtp import FakeSmtp
from tests.flows.stories import Story, every_story, shipped, tell


@pytest.fixture
async def smtp() -> AsyncIterator[FakeSmtp]:
    async with FakeSmtp() as server:
        yield server


@pytest.mark.parametrize("story", every_story(), ids=lambda story: story.name)
async def test_it_goes_the_same_with_everything_in_place(story: Story, tmp_path: Path, smtp: FakeSmtp) -> None:
    logs.configure("error")
    settings = Settings(
        data_dir=tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=smtp.port,
        smtp_security="none",
        mail_from="hello@aimant.example",
        alert_to="sales@aimant.example",
    )
    clock = Later(story.starts)
    async with house(await placed(settings), "http://127.0.0.1:8080", clock) as parts:
        await _told(story, parts, clock, smtp)


async def _told(story: Story, parts: House, clock: Later, smtp: FakeSmtp) -> None:
    said: list[Message] = []
    effects: list[Effect] = []
    decisions: list[Decision] = []
    for incoming, decision in tell(story, shipped(story.flow)):
        clock.now = incoming.at
        opening = Opening(story.flow, story.locale, decision.conversation.id)

        heard = await parts.turns.hear(incoming, opening)
        again = await parts.turns.hear(incoming, opening)

        assert heard.messages == decision.messages
        assert again == heard
        said += decision.messages
        effects += decision.effects
        decisions.append(decision)
        if any(isinstance(effect, EraseLead) for effect in decision.effects):
            break  # what would be said now begins a new conversation
    last = decision.conversation
    await _carried(parts)
    if any(isinstance(effect, EraseLead) for effect in effects):
        assert await conversations.find(parts.db, last.key) is None
        assert await conversations.transcript(parts.db, last.id) == ()
        return

    assert await conversations.find(parts.db, last.key) == last
    assert await conversations.transcript(parts.db, last.id) == tuple(said)
    assert sum(line.points for line in await reports.ledger(parts.db, last.id)) == decision.score.points
    await _kept(parts, last, decisions)
    posted = await outbox.listing(parts.db, None, 50)
    assert {row["id"] for row in posted} == {effect.id for effect in effects}
    assert {row["state"] for row in posted} <= {"done"}
    alerts = [effect for effect in effects if isinstance(effect, AlertSales) and not effect.corrected]
    mails = [effect for effect in effects if isinstance(effect, SendMail)]
    assert {row["id"] for row in await reports.alerts(parts.db)} == {alert.id for alert in alerts}
    wanted = sorted([*(m.to for m in mails), *("sales@aimant.example" for _ in alerts)])
    assert sorted(r for stored in smtp.stored for r in stored.recipients) == wanted


async def _carried(parts: House) -> None:
    """All that is due has been carried: what the lanes have under way first, then the rest."""
    await parts.dispatcher.stop()
    await parts.dispatcher.idle()


async def _kept(parts: House, last: Conversation, decisions: list[Decision]) -> None:
    """The open answers, the last word on each purpose and every gift are in their tables."""
    async with parts.db.reading() as reader:
        open_answers = tables.Answer.filter(conversation_id=last.id, ended_version=None).using_db(reader)
        answers = {q: codec.value_from(value) for q, value in await open_answers.values_list("question", "value")}
        every_consent = tables.Consent.filter(conversation_id=last.id).order_by("id").using_db(reader)
        consents = dict(await every_consent.values_list("purpose", "given"))
        given = tables.MagnetDelivery.filter(conversation_id=last.id).using_db(reader)
        deliveries = set(await given.values_list("id", flat=True))
        turns = await tables.Turn.filter(conversation_id=last.id).using_db(reader).count()
    assert answers == {a.question: a.value for a in last.answers if a.live}
    assert consents == {c.purpose: c.given for c in last.consents}
    assert deliveries == {gift.delivery for decision in decisions for gift in decision.gifts}
    assert turns == last.version == len(decisions)


async def test_with_nothing_set_the_alert_is_a_card_in_the_terminal_and_mail_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("error")
    story = next(s for s in every_story() if s.name == "bant-b2b-hot-fr")
    clock = Later(story.starts)
    async with house(await placed(Settings(data_dir=tmp_path)), "http://127.0.0.1:8080", clock) as parts:
        for incoming, decision in tell(story, shipped(story.flow)):
            clock.now = incoming.at
            await parts.turns.hear(incoming, Opening(story.flow, story.locale, decision.conversation.id))
        await _carried(parts)
        posted = await outbox.listing(parts.db, None, 50)
        (alert,) = await reports.alerts(parts.db)

    assert sorted((row["lane"], row["state"]) for row in posted) == [
        ("alert", "done"),
        ("mail", "pending"),
        ("mail", "pending"),
    ]
    assert alert["carried_by"] == "terminal"
    card = capsys.readouterr().out
    assert "PROSPECT CHAUD" in card
    assert "Camille Dubois" not in card  # this output is no terminal
