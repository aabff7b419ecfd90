"""Every story again, through the whole path: database, dispatcher and a real mail server; it must go just the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.channels.contract import Opening
from bot import logs
from bot.app import House, house
from bot.settings import Settings
from flows.effects import AlertSales, Effect, EraseLead, Message, SendMail
from storage import conversations, outbox, reports
from tests.bot.test_web import Later
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
    async with house(settings, "http://127.0.0.1:8080", clock) as parts:
        await _told(story, parts, clock, smtp)


async def _told(story: Story, parts: House, clock: Later, smtp: FakeSmtp) -> None:
    said: list[Message] = []
    effects: list[Effect] = []
    for incoming, decision in tell(story, shipped(story.flow)):
        clock.now = incoming.at
        opening = Opening(story.flow, story.locale, decision.conversation.id)

        heard = await parts.turns.hear(incoming, opening)
        again = await parts.turns.hear(incoming, opening)

        assert heard.messages == decision.messages
        assert again == heard
        said += decision.messages
        effects += decision.effects
        if any(isinstance(effect, EraseLead) for effect in decision.effects):
            break  # what would be said now begins a new conversation
    last = decision.conversation
    await parts.dispatcher.idle()
    if any(isinstance(effect, EraseLead) for effect in effects):
        assert await conversations.find(parts.db, last.key) is None
        return

    assert await conversations.find(parts.db, last.key) == last
    assert await conversations.transcript(parts.db, last.id) == tuple(said)
    assert sum(line.points for line in await reports.ledger(parts.db, last.id)) == decision.score.points
    posted = await outbox.listing(parts.db, None, 50)
    assert {row["id"] for row in posted} == {effect.id for effect in effects}
    assert {row["state"] for row in posted} <= {"done"}
    alerts = [effect for effect in effects if isinstance(effect, AlertSales)]
    mails = [effect for effect in effects if isinstance(effect, SendMail)]
    assert {row["id"] for row in await reports.alerts(parts.db)} == {alert.id for alert in alerts}
    wanted = sorted([*(m.to for m in mails), *("sales@aimant.example" for _ in alerts)])
    assert sorted(r for stored in smtp.stored for r in stored.recipients) == wanted
