"""kill -9 at random while people talk on three channels: no acknowledged word is lost, none is heard twice."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 (the moments of death)
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from storage import tables
from storage.database import Database
from tests.faults.conftest import Figures
from tests.faults.crowd import Crowd
from tests.faults.ground import BOT, Ground, ground, sized

#: How often the server is killed.
CYCLES = sized(2, 200)
#: How many effects of one lane are carried at once, and of how many lanes there are any here.
AT_ONCE, LANES = 16, 10
#: Seconds within which a server that starts again answers (beside other tests it may take longer), and all is carried.
FIRST_ANSWER, BACKLOG = sized(15.0, 5.0), 60.0


@pytest.mark.timeout(sized(120, 7200))
async def test_what_was_acknowledged_is_there_and_each_effect_arrived_whenever_the_server_is_killed(
    tmp_path: Path, address: str | None, figures: Figures
) -> None:
    moments = random.Random(3)  # noqa: S311 (it keeps no secret)
    loop = asyncio.get_running_loop()
    held: Counter[str] = Counter()
    cycles = CYCLES if address is None else max(1, CYCLES // 2)
    slowest = 0.0
    async with ground(tmp_path / "data", address, "bant-b2b") as here:
        process = await here.start()
        crowd = Crowd(here, await here.telegram_secret(), chat_pause=1.0)
        talking = asyncio.create_task(crowd.talk(web=6, telegram=3, slack=3))
        for _ in range(cycles):
            await asyncio.sleep(moments.uniform(0.2, 2.0))
            assert await here.end(process, signal.SIGKILL) == -signal.SIGKILL
            claimed = await _claimed(here)
            assert len(claimed) <= AT_ONCE * LANES
            held.update(claimed)
            before, began = crowd.acknowledged, loop.time()
            process = await here.start()
            while crowd.acknowledged == before:  # noqa: ASYNC110 (another process answers)
                await asyncio.sleep(0.01)
            slowest = max(slowest, loop.time() - began)
        crowd.over = True
        await talking
        async with here.database() as db, asyncio.timeout(BACKLOG):
            while await _waiting(db):  # noqa: ASYNC110 (another process carries)
                await asyncio.sleep(0.1)
        assert await here.end(process) == 0

        async with here.database() as db:
            wrong = await crowd.not_as_said(db)
            doubled = await _doubled_turns(db)
            rows = await _effects(db)
        duplicates = _duplicates(here, rows)

    figures(
        kills=cycles,
        acknowledged=crowd.acknowledged,
        missing=len(wrong),
        double_transitions=doubled,
        duplicates=sum(duplicates.values()),
        sends_in_flight=sum(held.values()),
        first_answer_s=round(slowest, 1),
    )
    assert crowd.acknowledged > 10 * cycles
    assert crowd.odd == []
    assert wrong == {}
    assert doubled == 0
    assert {row["state"] for row in rows} == {"done"}
    assert {who for who in duplicates if duplicates[who] < 0} == set(), "an effect never arrived"
    assert sum(duplicates.values()) <= sum(held.values())
    assert slowest <= FIRST_ANSWER


async def _claimed(here: Ground) -> list[str]:
    """The effects that were on their way when the server died."""
    async with here.database() as db, db.reading() as reader:
        rows = tables.Outbox.filter(state="pending").exclude(claimed_until=None).using_db(reader)
        return [str(each) for each in await rows.values_list("id", flat=True)]


async def _waiting(db: Database) -> int:
    async with db.reading() as reader:
        return await tables.Outbox.filter(state="pending").using_db(reader).count()


async def _doubled_turns(db: Database) -> int:
    """Turns that began at the same version of a talk as another, or seqs that two messages of a talk share."""
    async with db.reading() as reader:
        turns = Counter(await tables.Turn.all().using_db(reader).values_list("conversation_id", "version"))
        lines = Counter(await tables.Message.all().using_db(reader).values_list("conversation_id", "seq"))
        ended = dict(await tables.Conversation.all().using_db(reader).values_list("id", "version"))
    heard = Counter(conversation for conversation, _ in turns)
    assert heard == ended
    return sum(times - 1 for times in [*turns.values(), *lines.values()])


async def _effects(db: Database) -> list[dict[str, Any]]:
    async with db.reading() as reader:
        return await tables.Outbox.all().using_db(reader).values("id", "kind", "state", "payload")


def _duplicates(here: Ground, rows: list[dict[str, Any]]) -> Counter[str]:
    """How much oftener each person and each mail was sent to than was decided; below nothing where one is missing."""
    decided: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    for row in rows:
        if row["kind"] == "say":
            to = row["payload"]["to"]
            decided[str(to["person"])] += 1
        elif row["kind"] == "mail":
            decided[f"mail {row['id']}"] += 1
    for chat, person in here.tg.chats.items():
        arrived[f"123456/{chat}"] += len(person.chat(BOT).texts)
    for user, member in here.slack.workspaces["T1"].members.items():
        arrived[f"T1/{user}"] += len([m for m in member.inbox if m.user != user])
    for mail in here.smtp.stored:
        arrived[f"mail {str(mail.message['Message-ID']).strip('<>').partition('@')[0]}"] += 1
    assert decided
    return Counter({who: arrived[who] - decided[who] for who in decided.keys() | arrived.keys()})
