"""The sales desk in Slack: a case's card is posted once and edited in place, and each press is a deed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, Protocol
from uuid import UUID
from zoneinfo import available_timezones

import structlog

from adapters.channels.contract import Ref
from adapters.channels.slack.blocks import LONGEST_FALLBACK, QUIET, Block, escaped, ours, packed, section
from adapters.channels.slack.card import card_of, digest_of, disqualify_view, is_masked, spoken_by, without_contact
from adapters.channels.slack.client import Api, SlackRefused
from adapters.channels.slack.prospects import unescaped
from adapters.integrations.card import shown
from adapters.integrations.contract import Refused, Retry, Unreachable, Unsure
from flows.case import (
    REASONS,
    Case,
    CaseState,
    Claimed,
    Deed,
    DeedWhat,
    Disqualified,
    GaveBack,
    Judged,
    Member,
    Moved,
    Reassigned,
    Snoozed,
    TookOver,
    Typed,
    Undone,
)
from flows.effects import ForDesk, Forward, Message, ShowCard, ShowDigest, ThreadNote, Whisper, WithdrawCard
from flows.flow import AlertRule
from flows.model import Key
from flows.sales import hour_of
from flows.texts import word

log = structlog.get_logger()

#: How messages are marked, so that they are found again when the answer to their posting was lost.
EVENT = "aimant_case"
_TRANSCRIPT, _DIGEST = "aimant_transcript", "aimant_digest"
#: For how long Slack may think about who somebody is: a press is to be answered within three seconds.
_MEMBER_SECONDS = 1.0
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
#: The most members whose names are asked for, in one message.
_MOST_MENTIONS = 5
#: The most of a transcript that a thread begins with, in messages of Slack's.
_MOST_TRANSCRIPT = 10


class Placed(Protocol):
    """A case and its card's message."""

    @property
    def case(self) -> Case:
        """The case."""
        ...

    @property
    def thread(self) -> str | None:
        """What Slack calls its card's message; None until it was posted."""
        ...


class Cases(Protocol):
    """The desk's cases, as the shell keeps them."""

    async def placed(self, case: UUID) -> Placed | None:
        """A case by its id."""
        ...

    async def of_thread(self, desk: Key, thread: str) -> Placed | None:
        """The case whose card a message is."""
        ...

    async def of_conversation(self, conversation: UUID) -> Placed | None:
        """The case that a talk belongs to."""
        ...

    async def posted(self, case: UUID, thread: str) -> None:
        """The card was posted as this message."""
        ...

    async def told_of(self, case: UUID) -> int | None:
        """How much of the transcript is in the thread, where it is not all there yet; else None."""
        ...

    async def keep_told(self, case: UUID, lines: int | None) -> None:
        """So many lines are there now; None for all that is to be."""
        ...

    async def rule_of(self, case: Case) -> AlertRule | None:
        """The rule of the flow that raised a case."""
        ...

    async def codes_of(self, case: Case) -> Sequence[tuple[str, str]]:
        """The flow's own disqualifying codes, with their words in the card's language."""
        ...

    async def waiting(self, desk: Key, since: datetime, until: datetime) -> Sequence[Case]:
        """The cases of a desk that were opened in a span of time and have no card of their own."""
        ...

    async def digest_of(self, desk: Key, since: datetime) -> str | None:
        """What Slack calls the digest of an hour."""
        ...

    async def keep_digest(self, desk: Key, since: datetime, ts: str) -> None:
        """Remember that; "" for one that was taken away."""
        ...

    async def transcript(self, conversation: UUID) -> Sequence[Message]:
        """What was said in a talk, and in the one that it goes on with."""
        ...

    async def do(self, case: UUID, deed: Deed) -> object:
        """Take one deed to its committed end."""
        ...


class SlackDesk:
    """Desks are Slack channels: keys are TEAM/CHANNEL."""

    name = "slack"

    def __init__(self, api: Api, cases: Cases, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._cases = cases
        self._clock = clock
        self._members: dict[tuple[str, str], Member] = {}

    async def carry(self, effect: ForDesk) -> Ref | None:
        """Bring an effect for the desk about."""
        team, _, channel = effect.desk.person.partition("/")
        match effect:
            case ShowCard():
                return await self._show(team, channel, effect)
            case ShowDigest():
                await self._digest(team, channel, effect)
            case ThreadNote():
                await self._note(team, channel, effect)
            case Whisper():
                await self._whisper(team, channel, effect)
            case WithdrawCard():
                await self._withdraw(team, channel, str(effect.ref.get("ts", "")))
        return None

    async def forward(self, effect: Forward) -> None:
        """Show what a prospect wrote in the thread of their card."""
        placed = await self._cases.of_conversation(effect.conversation)
        if placed is None or placed.thread is None:
            return
        team, _, channel = placed.case.desk.person.partition("/")
        who = spoken_by(placed.case.alert, "you", None)
        masked = is_masked(placed.case, await self._cases.rule_of(placed.case))
        text = without_contact(effect.text, placed.case.alert) if masked else effect.text
        await self._reply(
            team, channel, placed.thread, word("person.line", placed.case.alert.locale, name=who, said=text)
        )

    # --- what goes out -------------------------------------------------------------------------------------------

    async def _show(self, team: str, channel: str, effect: ShowCard) -> Ref | None:
        placed = await self._cases.placed(effect.case)
        if placed is None:
            await self._cases.keep_told(effect.case, None)
            return None
        text, blocks = card_of(placed.case, await self._cases.rule_of(placed.case))
        content: dict[str, Any] = {"text": text, "blocks": blocks}
        if placed.thread is not None:
            try:
                arguments = {"channel": channel, "ts": placed.thread, **content}
                await self._api.call(team, "chat.update", repeats=True, **arguments)
            except SlackRefused as refused:
                if refused.code != "message_not_found":
                    raise
            else:
                await self._begin_thread(team, channel, placed.thread, placed.case, again=True)
                return {"ts": placed.thread}
        ts = await self._found(team, channel, EVENT, "case", str(effect.case))
        again = ts is not None
        if ts is None:
            arguments = {"channel": channel, "metadata": _mark(EVENT, case=str(effect.case)), **content, **QUIET}
            posted = await self._api.call(team, "chat.postMessage", **arguments)
            ts = str(posted.get("ts", ""))
        await self._cases.keep_told(effect.case, 0)  # before the card is known: from then on it is only edited
        await self._cases.posted(effect.case, ts)
        await self._begin_thread(team, channel, ts, placed.case, again=again)
        return {"ts": ts}

    async def _begin_thread(self, team: str, channel: str, ts: str, case: Case, *, again: bool) -> None:
        """What a new card brings with it; whatever of it failed is gone on with when the card is shown `again`."""
        told = await self._cases.told_of(case.id)
        if told is None:
            return
        hour = hour_of(case.raised_at)
        if await self._cases.digest_of(case.desk, hour) is not None:
            await self._digest(team, channel, ShowDigest(case.id, case.desk, hour, case.alert.locale))
        try:
            await self._tell(team, channel, ts, case, max(told, await self._told(team, channel, ts) if again else 0))
        except (Refused, Unreachable) as error:  # the card is worth more than its transcript's being whole
            log.warning("slack-transcript", reason=error.reason)
        await self._cases.keep_told(case.id, None)

    async def _digest(self, team: str, channel: str, effect: ShowDigest) -> None:
        """The hour's cases in one message, edited as more come and as they are claimed."""
        waiting = await self._cases.waiting(effect.desk, effect.since, effect.since + timedelta(hours=1))
        ts = await self._cases.digest_of(effect.desk, effect.since)
        if not waiting:
            if ts is not None:
                await self._take_away(team, channel, ts)
                await self._cases.keep_digest(effect.desk, effect.since, "")
            return
        text, blocks = digest_of(list(waiting), effect.locale)
        content: dict[str, Any] = {"channel": channel, "text": text, "blocks": blocks}
        if ts is not None:
            await self._api.call(team, "chat.update", repeats=True, ts=ts, **content)
            return
        since = effect.since.isoformat()
        ts = await self._found(team, channel, _DIGEST, "since", since)
        if ts is None:
            arguments = {"metadata": _mark(_DIGEST, since=since), **content, **QUIET}
            posted = await self._api.call(team, "chat.postMessage", **arguments)
            ts = str(posted.get("ts", ""))
        await self._cases.keep_digest(effect.desk, effect.since, ts)

    async def _found(self, team: str, channel: str, event: str, name: str, value: str) -> str | None:
        """What was marked so, if it was posted and the answer lost; where that cannot be looked up, it may double."""
        asked = {"channel": channel, "limit": 30, "include_all_metadata": True}
        try:
            told = await self._api.call(team, "conversations.history", repeats=True, **asked)
        except (SlackRefused, Retry):
            return None
        for message, marked in _marked(told, event):
            if marked.get(name) == value:
                return str(message.get("ts", "")) or None
        return None

    async def _tell(self, team: str, channel: str, ts: str, case: Case, told: int) -> None:
        """The transcript, in the thread, from the line on that is not there yet. Raises Retry, to be gone on with."""
        said = await self._cases.transcript(case.conversation)
        masked = is_masked(case, await self._cases.rule_of(case))
        texts = [without_contact(m.text, case.alert) if masked else m.text for m in said]
        names = [shown(spoken_by(case.alert, m.sender, m.name), 80) for m in said]
        said_by = zip(names, texts, strict=True)
        lines = [word("person.line", case.alert.locale, name=name, said=shown(text, 600)) for name, text in said_by]
        most = sum(part.count("\n") + 1 for part in list(packed("", lines))[:_MOST_TRANSCRIPT])
        for part in packed("", lines[told:most]):
            told += part.count("\n") + 1
            await self._reply(team, channel, ts, part, metadata=_mark(_TRANSCRIPT, told=told))
            await self._cases.keep_told(case.id, told)

    async def _told(self, team: str, channel: str, ts: str) -> int:
        """How many lines of the transcript Slack has: the answer to the last may have been lost."""
        asked = {"channel": channel, "ts": ts, "limit": 200, "include_all_metadata": True}
        try:
            there = await self._api.call(team, "conversations.replies", repeats=True, **asked)
        except SlackRefused:
            return 0
        counts = [marked.get("told") for _, marked in _marked(there, _TRANSCRIPT)]
        return max((count for count in counts if isinstance(count, int)), default=0)

    async def _note(self, team: str, channel: str, note: ThreadNote) -> None:
        placed = await self._cases.placed(note.case)
        if placed is None or placed.thread is None:
            return
        mentions = " ".join(f"<@{member}>" for member in note.mention)
        await self._reply(team, channel, placed.thread, note.text, mentions)

    async def _reply(
        self, team: str, channel: str, thread: str, text: str, mentions: str = "", metadata: Block | None = None
    ) -> None:
        blocks: list[Block] = [section(text)]
        if mentions:
            blocks.append({"type": "context", "elements": [ours(mentions)]})
        notice = f"{mentions} {escaped(text, LONGEST_FALLBACK)}".strip()
        arguments = {"channel": channel, "thread_ts": thread, "text": notice, "blocks": blocks, **QUIET}
        arguments |= {"metadata": metadata} if metadata else {}
        await self._api.call(team, "chat.postMessage", **arguments)

    async def _whisper(self, team: str, channel: str, whisper: Whisper) -> None:
        text = escaped(whisper.text, LONGEST_FALLBACK)
        if not whisper.direct:
            await self._api.call(team, "chat.postEphemeral", channel=channel, user=whisper.to, text=text)
            return
        opened = await self._api.call(team, "conversations.open", repeats=True, users=whisper.to)
        room = (opened.get("channel") or {}).get("id")
        await self._api.call(team, "chat.postMessage", channel=room, text=text, blocks=[section(whisper.text)], **QUIET)

    async def _withdraw(self, team: str, channel: str, ts: str) -> None:
        """The card and what hangs on it go; what cannot be deleted loses its words."""
        told: dict[str, Any] = {}
        try:
            asked = {"channel": channel, "ts": ts, "limit": 200}
            told = await self._api.call(team, "conversations.replies", repeats=True, **asked)
        except SlackRefused:
            pass
        stamps = [str(m.get("ts")) for m in told.get("messages") or () if m.get("ts") != ts and m.get("bot_id")]
        for each in [*stamps, ts]:
            await self._take_away(team, channel, each, _erased())

    async def _take_away(self, team: str, channel: str, ts: str, gone: str = "—") -> None:
        """Delete a message; one that cannot be has other words from then on."""
        try:
            await self._api.call(team, "chat.delete", repeats=True, channel=channel, ts=ts)
        except SlackRefused as refused:
            if refused.code != "message_not_found":
                content = {"text": gone, "blocks": [section(gone)]}
                await self._api.call(team, "chat.update", repeats=True, channel=channel, ts=ts, **content)

    # --- what members do -----------------------------------------------------------------------------------------

    async def pressed(self, team: str, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A button or menu of a card."""
        verb = str(action.get("action_id", "")).split(":")[1]
        selected = action.get("selected_option") or {}
        told = str(action.get("value") or selected.get("value") or str(action.get("action_id", "")).rpartition(":")[2])
        case_id, _, until = told.partition(" ")
        case = _uuid(case_id)
        user = str(body.get("user", {}).get("id", ""))
        if case is None or not user:
            return
        if verb == "disqualify":
            found = await self._ask_why(team, case, str(body.get("trigger_id", "")))
        elif (what := await self._meant(team, verb, until, action)) is None:
            return
        else:
            found = await self._do(team, body.get("user") or {}, case, f"{action.get('action_ts')}:{user}:{verb}", what)
        if not found:
            await self._tell_erased(team, str((body.get("channel") or {}).get("id", "")), user)

    async def _tell_erased(self, team: str, channel: str, user: str) -> None:
        """The lead of a card that somebody still sees was erased: told to them alone, and soon or not at all."""
        try:
            async with asyncio.timeout(_MEMBER_SECONDS):
                await self._api.call(team, "chat.postEphemeral", channel=channel, user=user, text=_erased())
        except (Refused, Retry, Unreachable, TimeoutError) as error:
            log.warning("slack-erased", error=type(error).__name__)

    async def submitted(self, team: str, body: dict[str, Any]) -> None:
        """The modal that asks why a lead is ruled out."""
        view = body.get("view") or {}
        case = _uuid(str(view.get("private_metadata", "")))
        user = str(body.get("user", {}).get("id", ""))
        values = (view.get("state") or {}).get("values") or {}
        option = ((values.get("reason") or {}).get("reason") or {}).get("selected_option") or {}
        note = ((values.get("note") or {}).get("note") or {}).get("value") or ""
        if case is not None and user and option.get("value"):
            what = Disqualified(str(option["value"]), str(note))
            await self._do(team, body.get("user") or {}, case, f"view:{view.get('id')}", what)

    async def posted(self, team: str, event: dict[str, Any], event_id: str) -> None:
        """A message in a channel: in the thread of a card it may be meant for the prospect."""
        thread, user = event.get("thread_ts"), event.get("user")
        spoken = event.get("subtype") in (None, "thread_broadcast", "file_share")
        if event.get("bot_id") or not spoken or not isinstance(thread, str) or not isinstance(user, str):
            return
        placed = await self._cases.of_thread(Key("slack", f"{team}/{event.get('channel')}"), thread)
        if placed is not None and placed.case.relay is not None:
            text = unescaped(await self._with_names(team, str(event.get("text") or "")))
            typed = Typed(text, attached=bool(event.get("files")))
            await self._do(team, {"id": user}, placed.case.id, event_id, typed)

    async def _with_names(self, team: str, text: str) -> str:
        """Members by their names: their ids say nothing to a prospect, and are left out where a name is not known."""
        for user in list(dict.fromkeys(_MENTION.findall(text)))[:_MOST_MENTIONS]:
            member = await self._member(team, user)
            name = "" if member.name == user else escaped(member.name, LONGEST_FALLBACK)
            text = re.sub(rf"<@{user}(\|[^<>]*)?>", lambda _, name=name: name, text)  # type: ignore[misc]
        return _MENTION.sub("", text)

    async def _meant(self, team: str, verb: str, until: str, action: dict[str, Any]) -> DeedWhat | None:
        match verb:
            case "claim":
                return Claimed()
            case "snooze" if until in ("15m", "1h", "tomorrow"):
                wake: Literal["15m", "1h", "tomorrow"] = until  # type: ignore[assignment]  # held to above
                return Snoozed(wake)
            case "reassign":
                return Reassigned(await self._member(team, str(action.get("selected_user", ""))))
            case "contacted" | "meeting" | "won" | "lost":
                return Moved(CaseState(verb))
            case "undo":
                return Undone(int(until) if until.isdecimal() and until.isascii() else None)
            case "was-hot" | "was-not":
                return Judged(verb == "was-hot")
            case "take-over":
                return TookOver()
            case "release":
                return GaveBack()
        return None

    async def _do(self, team: str, user: dict[str, Any], case: UUID, id_: str, what: DeedWhat) -> bool:
        """One deed by somebody as Slack told of them; False when there is no such case any more."""
        by = await self._member(team, str(user.get("id", "")), str(user.get("name") or ""))
        done = await self._cases.do(case, Deed(id_[:255], self._clock(), by, what))
        return done is not None or await self._cases.placed(case) is not None

    async def _ask_why(self, team: str, case: UUID, trigger: str) -> bool:
        """Open the modal at once: what opens it is good for three seconds. False when the case is gone."""
        placed = await self._cases.placed(case)
        if placed is None:
            return False
        locale = placed.case.alert.locale
        codes = [*await self._cases.codes_of(placed.case), *((c, word(f"desk.reason.{c}", locale)) for c in REASONS)]
        try:
            await self._api.call(team, "views.open", trigger_id=trigger, view=disqualify_view(placed.case, codes))
        except (SlackRefused, Unsure) as error:
            log.warning("slack-modal", reason=error.reason)
        return True

    async def _member(self, team: str, user: str, called: str = "") -> Member:
        """Somebody's name and time zone; what they are `called`, or their id, when Slack does not tell soon."""
        if (team, user) not in self._members:
            try:
                async with asyncio.timeout(_MEMBER_SECONDS):
                    told = await self._api.call(team, "users.info", repeats=True, user=user)
            except (Refused, Retry, Unreachable, TimeoutError):
                return Member(user, shown(called, 80) or user)
            person = told.get("user") or {}
            profile = person.get("profile") or {}
            name = profile.get("display_name") or person.get("real_name") or person.get("name") or user
            self._members[team, user] = Member(user, shown(str(name), 80), _zone(person.get("tz")))
        return self._members[team, user]


def _erased() -> str:
    """Nothing is left that says in which language."""
    return word("desk.erased", "en") + " / " + word("desk.erased", "fr")


def _mark(event: str, **payload: str | int) -> Block:
    return {"event_type": event, "event_payload": payload}


def _marked(told: dict[str, Any], event: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The messages of a channel or thread that were marked so, with what they were marked with."""
    for message in told.get("messages") or ():
        meta = message.get("metadata") or {}
        if meta.get("event_type") == event:
            yield message, meta.get("event_payload") or {}


def _zone(told: object) -> str:
    return told if isinstance(told, str) and told in _zones() else "UTC"


@cache
def _zones() -> set[str]:
    """All time zones; looked up once, since that opens a file for each."""
    return available_timezones()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
