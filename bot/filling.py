"""A database of sample conversations: a few are talked for real, and copied with names, ids and moments of their own.

What is copied is every row that a talk left, so that a copy is as whole as a talk is. All of it can be told from real
data: persons begin with "sample", addresses end in "sample.example". Nothing in it waits to be sent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import UUID, uuid5

from adapters.channels.contract import Opening
from bot.sample_talks import COMPANY, EMAIL, FIRST, FIRST_NAMES, LAST, LAST_NAMES, PHONE, TALKS, SampleTalk
from bot.shelf import Shelf
from bot.turn import Turns
from flows.case import Case, CaseState, Claimed, Deed, DeedWhat, Member, Moved, Raised
from flows.effects import AlertSales
from flows.model import Conversation, Incoming, Key, Opened, Said, Source
from flows.sales import act, open_case
from storage import bulk, cases, codec, conversations, tables
from storage.bulk import every_table
from storage.database import Database
from storage.scripts import Columns, Row

#: What the person of every sample conversation begins with.
MARK = "sample"
#: Conversations that are kept in one transaction.
_AT_ONCE = 500
#: The sample's conversations began in this many days before its end.
_DAYS = 180
_TALKED = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_ROOT = UUID("5e0f1d52-0a41-4c55-9f0c-2a3f1c7be001")
_DESK = Key("slack", f"{MARK}/sales")
_SELLER = Member(f"{MARK}-seller", "Sam Seller")
_TOKEN = "5a" * 32


class RealData(Exception):
    """The database holds conversations that are no sample."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was added."""

    conversations: int
    rows: int


async def fill(
    db: Database,
    patterns: Sequence[Pattern],
    count: int,
    seed: int,
    until: date,
    *,
    force: bool = False,
    told: Callable[[int], object] = lambda _: None,
) -> Filled:
    """Add copies of the patterns, `count` of them, the last on the day `until`; the same seed makes the same ones.

    Those that an earlier call added are gone on from. `told` hears how many there are, now and then.
    Raises RealData unless `force`, Unavailable.
    """
    if not force and await _holds_real(db):
        raise RealData
    drawn = [pattern for pattern in patterns for _ in range(pattern.talk.often)]
    begun, rows = await _held(db), 0
    for start in range(0, count, _AT_ONCE):
        some = range(begun + start, begun + min(start + _AT_ONCE, count))
        block: dict[Columns, list[Row]] = {}
        for number in some:
            draw = _Draw(seed, number)
            pattern = drawn[draw.pick(len(drawn))]
            pattern.copy_into(block, _own(pattern, draw, seed, number, until))
        async with db.transaction() as tx:
            if db.path is not None:
                await tx.execute_query("PRAGMA cache_size = -65536")
            for columns in sorted(block, key=_PLACE.__getitem__):
                await bulk.load(db, tx, columns, block[columns])
                rows += len(block[columns])
        told(min(start + _AT_ONCE, count))
    async with db.transaction() as tx:
        await bulk.settle(db, tx)
    return Filled(count, rows)


def sample_key(channel: str, seed: int, number: int) -> Key:
    """The key of a sample's conversation."""
    return Key(channel, f"{MARK}/{seed}-{number}")


async def _holds_real(db: Database) -> bool:
    async with db.reading() as reader:
        real = tables.Conversation.exclude(person__startswith=f"{MARK}/").using_db(reader)
        return await real.exists()


async def _held(db: Database) -> int:
    async with db.reading() as reader:
        return await tables.Conversation.filter(person__startswith=f"{MARK}/").using_db(reader).count()


class _Draw:
    """What is drawn for one conversation: always the same for a seed and a number."""

    def __init__(self, seed: int, number: int) -> None:
        self._bytes = hashlib.shake_256(f"{MARK}/{seed}/{number}".encode())
        self._told = self._bytes.digest(64)
        self._at = 0

    def pick(self, most: int) -> int:
        """A number below `most`."""
        self._at += 4
        return int.from_bytes(self._told[self._at - 4 : self._at], "big") % most

    def names(self, count: int) -> list[str]:
        """UUIDs, as text."""
        every = self._bytes.hexdigest(64 + 16 * count)[128:]
        return [
            f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"
            for h in (every[n : n + 32] for n in range(0, 32 * count, 32))
        ]


# --- the talks ----------------------------------------------------------------------------------------------------


async def patterns_of(shelf: Shelf) -> list[Pattern]:
    """Each talk, talked to its end on a database that is thrown away, as what is copied.

    To be had before the database to be filled is opened: what Tortoise asks is spelled for the one opened last.
    """
    found = []
    with TemporaryDirectory(prefix="aimant-") as folder:
        async with _scratch(Path(folder)) as db:
            for place, talk in enumerate(TALKS):
                await _talked(db, shelf, talk, place)
                found.append(await _pattern(db, talk))
    return found


@asynccontextmanager
async def _scratch(folder: Path) -> AsyncIterator[Database]:
    db = await Database.open(f"sqlite://{folder / 'scratch.db'}")
    try:
        await db.migrate()
        yield db
    finally:
        await db.close()


async def _talked(db: Database, shelf: Shelf, talk: SampleTalk, place: int) -> None:
    turns = Turns(db, shelf, lambda: None, pushing=("telegram",))
    key, id_ = Key(talk.channel, f"{MARK}/{place}"), uuid5(_ROOT, str(place))
    opening = Opening(talk.flow, talk.locale, id_, _TOKEN if talk.channel == "web" else None)
    source = Source(f"https://{MARK}.example/", None, {"utm_source": MARK})
    at = _TALKED
    await turns.hear(Incoming(key, "m0", at, Opened(source)), opening)
    for number, text in enumerate(talk.says, 1):
        at += timedelta(seconds=8 + (7 * number + 11 * place) % 40)
        ref = str(2 * number) if talk.channel in turns.pushing else None
        await turns.hear(Incoming(key, f"m{number}", at, Said(text, ref)))
    now = await conversations.by_id(db, id_)
    if talk.case is not None and now is not None:
        await _worked(db, now, talk.case)
    await _all_sent(db, at)


async def _worked(db: Database, now: Conversation, end: str) -> None:
    """The case of a talk, as far as sales took it; nothing of it is told to anybody."""
    async with db.reading() as reader:
        rows = tables.Alert.filter(conversation_id=now.id).using_db(reader)
        card = cast("list[dict[str, Any]]", await rows.values_list("card", flat=True))[0]
    raised = Raised(cast("AlertSales", codec.effect_from(card)), now.id, now.key)
    case: Case = open_case(uuid5(now.id, "case"), _DESK, raised)
    deeds: list[DeedWhat] = [raised, Claimed(), Moved(CaseState.CONTACTED)]
    deeds += [Moved(CaseState(end))] if end in ("won", "lost") else []
    lead = await cases.lead_of(db, now.id)
    for number, what in enumerate(deeds):
        at = now.updated_at + timedelta(minutes=7 * number)
        deed = Deed(f"d{number}", at, _SELLER if number else None, what)
        decision = replace(act(case, deed, None), effects=())
        await cases.record(db, deed, decision, lead)
        case = decision.case
    await cases.posted(db, case.id, f"{MARK}-{case.id}")


async def _all_sent(db: Database, at: datetime) -> None:
    async with db.transaction() as tx:
        await tables.Outbox.all().using_db(tx).update(state="done", attempts=1, claimed_until=None)
        said = tables.Outbox.filter(kind="say").using_db(tx)
        for number, id_ in enumerate(cast("list[UUID]", await said.values_list("id", flat=True))):
            ref = {"chat": MARK, "message": number, "inline": False}
            await tables.Outbox.filter(id=id_).using_db(tx).update(ref=ref)
        await tables.Alert.all().using_db(tx).update(carried_by="desk", carried_at=at)


# --- their copies -------------------------------------------------------------------------------------------------

#: What is not a talk's own, or not a sample's to say.
_NOT_COPIED = (tables.FlowEdition, tables.WidgetEdition, tables.Pace, tables.Lease)
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MOMENT = r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)"
_DAY = r"(?<=\")\d{4}-\d\d-\d\d(?=\")"
_PERSONAL = "|".join(map(re.escape, (EMAIL, COMPANY, f"{FIRST} {LAST}", PHONE, _TOKEN)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows that a talk left, with blanks where each copy has its own; `texts` are what stood there."""

    talk: SampleTalk
    tables: tuple[tuple[Columns, tuple[tuple[tuple[Any, bool], ...], ...]], ...]
    texts: tuple[str, ...]
    last: datetime

    def copy_into(self, block: dict[Columns, list[Row]], own: dict[str, str]) -> None:
        """Add a copy to rows that are to be loaded; `own` is what stands in its blanks."""
        for columns, rows in self.tables:
            block.setdefault(columns, []).extend(
                [tuple([cell % own if blank else cell for cell, blank in row]) for row in rows]
            )


async def _pattern(db: Database, talk: SampleTalk) -> Pattern:
    """What the talk left, taken out of the database again."""
    found: list[tuple[Columns, list[Row]]] = []
    for columns in every_table():
        if columns.model not in _NOT_COPIED:
            own = _without_number(columns)
            async with db.still() as reader:
                rows = [row async for some in bulk.read(db, reader, own) for row in some]
            found += [(own, rows)] if rows else []
    async with db.transaction() as tx:
        for columns in reversed(every_table()):
            await columns.model.all().using_db(tx).delete()
    persons = {
        row[columns.names.index("person")] for columns, rows in found for row in rows if "person" in columns.names
    }
    blanks = re.compile("|".join([_UUID, _MOMENT, _DAY, _PERSONAL, rf"\b{FIRST}\b", *map(re.escape, sorted(persons))]))
    texts: dict[str, None] = {}

    def blanked(cell: Any) -> tuple[Any, bool]:
        if not isinstance(cell, str) or not blanks.search(cell):
            return cell, False
        texts.update(dict.fromkeys(blanks.findall(cell)))
        return blanks.sub(lambda text: f"%({text[0]})s", cell.replace("%", "%%")), True

    made = tuple((columns, tuple(tuple(map(blanked, row)) for row in rows)) for columns, rows in found)
    last = max(moment for text in texts if (moment := _moment(text)) is not None)
    return Pattern(talk, made, tuple(texts), last)


def _without_number(columns: Columns) -> Columns:
    """The columns without the number that the database gives."""
    key = columns.model._meta.pk
    if not key.generated or key.model_field_name != "id" or key.get_for_dialect("postgres", "SQL_TYPE") != "BIGINT":
        return columns
    return Columns(columns.model, tuple(name for name in columns.names if name != "id"))


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if re.fullmatch(_MOMENT, text) else None


def _own(pattern: Pattern, draw: _Draw, seed: int, number: int, until: date) -> dict[str, str]:
    """What stands in the blanks of one copy."""
    first, last = FIRST_NAMES[draw.pick(len(FIRST_NAMES))], LAST_NAMES[draw.pick(len(LAST_NAMES))]
    ended = datetime(until.year, until.month, until.day, 23, 59, tzinfo=UTC)
    # more of them lately, as a site that grows has them
    back = timedelta(days=_DAYS) * (draw.pick(1 << 20) / (1 << 20)) ** 2
    shift = timedelta(seconds=int((ended - back - pattern.last).total_seconds()))
    days = (_TALKED + shift).date() - _TALKED.date()
    names = iter(draw.names(len(pattern.texts) + 2))
    own = {
        f"{FIRST} {LAST}": f"{first} {last}",
        FIRST: first,
        COMPANY: f"{last} & {LAST_NAMES[draw.pick(len(LAST_NAMES))]}",
        EMAIL: f"{first}.{last}.{seed}-{number}@{MARK}.example".lower(),
        PHONE: f"+3247{draw.pick(10_000_000):07d}",
        _TOKEN: (next(names) + next(names)).replace("-", ""),
    }
    for text in pattern.texts:
        if text in own:
            continue
        if text.startswith(f"{MARK}/"):
            own[text] = sample_key(pattern.talk.channel, seed, number).person
        elif (moment := _moment(text)) is not None:
            own[text] = _spelled(moment + shift, text)
        elif len(text) == 10:
            own[text] = (date.fromisoformat(text) + days).isoformat()
        else:
            own[text] = next(names)
    return own


def _spelled(moment: datetime, like: str) -> str:
    text = moment.isoformat(like[10])
    return text.removesuffix("+00:00") + "Z" if like.endswith("Z") else text


#: The tables in the order in which they are loaded.
_PLACE = {_without_number(columns): place for place, columns in enumerate(every_table())}
