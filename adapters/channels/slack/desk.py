"""The sales desk in Slack: a case's card is posted once and edited in place, and each press is a deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
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
from flows.texts import word

log = structlog.get_logger()

#: How the card's message is marked, so that it is found again when the answer to its posting was lost.
EVENT = "aimant_case"
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
        """Remember that."""
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
        await self._reply(team, channel, placed.thread, f"{who} : {text}")

    # --- what goes out -------------------------------------------------------------------------------------------

    async def _show(self, team: str, channel: str, effect: ShowCard) -> Ref | None:
        placed = await self._cases.placed(effect.case)
        if placed is None:
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
                return {"ts": placed.thread}
        ts = await self._found(team, channel, effect.case)
        if ts is None:
            metadata = {"event_type": EVENT, "event_payload": {"case": str(effect.case)}}
            arguments = {"channel": channel, "metadata": metadata, **content, **QUIET}
            posted = await self._api.call(team, "chat.postMessage", **arguments)
            ts = str(posted.get("ts", ""))
        await self._cases.posted(effect.case, ts)
        hour = placed.case.raised_at.replace(minute=0, second=0, microsecond=0)
        if placed.thread is None and await self._cases.digest_of(effect.desk, hour) is not None:
            await self._digest(team, channel, ShowDigest(effect.id, effect.desk, hour, placed.case.alert.locale))
        await self._tell(team, channel, ts, placed.case)
        return {"ts": ts}

    async def _digest(self, team: str, channel: str, effect: ShowDigest) -> None:
        """The hour's cases in one message, edited as more come and as they are claimed."""
        waiting = await self._cases.waiting(effect.desk, effect.since, effect.since + timedelta(hours=1))
        ts = await self._cases.digest_of(effect.desk, effect.since)
        if not waiting and ts is None:
            return
        text, blocks = digest_of(list(waiting), effect.locale)
        content: dict[str, Any] = {"channel": channel, "text": text, "blocks": blocks}
        if ts is not None:
            await self._api.call(team, "chat.update", repeats=True, ts=ts, **content)
            return
        arguments = {**content, **QUIET}
        posted = await self._api.call(team, "chat.postMessage", **arguments)
        await self._cases.keep_digest(effect.desk, effect.since, str(posted.get("ts", "")))

    async def _found(self, team: str, channel: str, case: UUID) -> str | None:
        """The card, if it was posted and the answer lost; where that cannot be looked up, one may be doubled."""
        asked = {"channel": channel, "limit": 30, "include_all_metadata": True}
        try:
            told = await self._api.call(team, "conversations.history", repeats=True, **asked)
        except (SlackRefused, Retry):
            return None
        for message in told.get("messages") or ():
            meta = message.get("metadata") or {}
            payload = meta.get("event_payload") or {}
            if meta.get("event_type") == EVENT and payload.get("case") == str(case):
                return str(message.get("ts", "")) or None
        return None

    async def _tell(self, team: str, channel: str, ts: str, case: Case) -> None:
        """The transcript, in the thread; the card is worth more than its being whole."""
        said = await self._cases.transcript(case.conversation)
        masked = is_masked(case, await self._cases.rule_of(case))
        texts = [without_contact(m.text, case.alert) if masked else m.text for m in said]
        names = [spoken_by(case.alert, m.sender, m.name) for m in said]
        lines = [f"{name} : {shown(text, 600)}" for name, text in zip(names, texts, strict=True)]
        try:
            for text in list(packed("", lines))[:_MOST_TRANSCRIPT]:
                await self._reply(team, channel, ts, text)
        except (Refused, Retry, Unreachable) as error:
            log.warning("slack-transcript", reason=error.reason)

    async def _note(self, team: str, channel: str, note: ThreadNote) -> None:
        placed = await self._cases.placed(note.case)
        if placed is None or placed.thread is None:
            return
        mentions = " ".join(f"<@{member}>" for member in note.mention)
        await self._reply(team, channel, placed.thread, note.text, mentions)

    async def _reply(self, team: str, channel: str, thread: str, text: str, mentions: str = "") -> None:
        blocks: list[Block] = [section(text)]
        if mentions:
            blocks.append({"type": "context", "elements": [ours(mentions)]})
        notice = f"{mentions} {escaped(text, LONGEST_FALLBACK)}".strip()
        arguments = {"channel": channel, "thread_ts": thread, "text": notice, "blocks": blocks, **QUIET}
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
            try:
                await self._api.call(team, "chat.delete", repeats=True, channel=channel, ts=each)
            except SlackRefused as refused:
                if refused.code == "message_not_found":
                    continue
                gone = word("desk.erased", "en") + " / " + word("desk.erased", "fr")
                content = {"text": gone, "blocks": [section(gone)]}
                await self._api.call(team, "chat.update", repeats=True, channel=channel, ts=each, **content)

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
            await self._ask_why(team, case, str(body.get("trigger_id", "")))
            return
        what = await self._meant(team, verb, until, action)
        if what is not None:
            await self._do(team, user, case, f"{action.get('action_ts')}:{user}:{verb}", what)

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
            await self._do(team, user, case, f"view:{view.get('id')}", what)

    async def posted(self, team: str, event: dict[str, Any], event_id: str) -> None:
        """A message in a channel: in the thread of a card it may be meant for the prospect."""
        thread, user = event.get("thread_ts"), event.get("user")
        spoken = event.get("subtype") in (None, "thread_broadcast", "file_share")
        if event.get("bot_id") or not spoken or not isinstance(thread, str) or not isinstance(user, str):
            return
        placed = await self._cases.of_thread(Key("slack", f"{team}/{event.get('channel')}"), thread)
        if placed is not None and placed.case.relay is not None:
            typed = Typed(unescaped(str(event.get("text") or "")), attached=bool(event.get("files")))
            await self._do(team, user, placed.case.id, event_id, typed)

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

    async def _do(self, team: str, user: str, case: UUID, id_: str, what: DeedWhat) -> None:
        by = await self._member(team, user)
        await self._cases.do(case, Deed(id_[:255], self._clock(), by, what))

    async def _ask_why(self, team: str, case: UUID, trigger: str) -> None:
        """Open the modal at once: what opens it is good for three seconds."""
        placed = await self._cases.placed(case)
        if placed is None:
            return
        locale = placed.case.alert.locale
        codes = [*await self._cases.codes_of(placed.case), *((c, word(f"desk.reason.{c}", locale)) for c in REASONS)]
        try:
            await self._api.call(team, "views.open", trigger_id=trigger, view=disqualify_view(placed.case, codes))
        except (SlackRefused, Unsure) as error:
            log.warning("slack-modal", reason=error.reason)

    async def _member(self, team: str, user: str) -> Member:
        """Somebody's name and time zone; their id when Slack does not tell."""
        if (team, user) not in self._members:
            try:
                told = await self._api.call(team, "users.info", repeats=True, user=user)
            except (SlackRefused, Retry, Unreachable):
                return Member(user, user)
            person = told.get("user") or {}
            profile = person.get("profile") or {}
            name = profile.get("display_name") or person.get("real_name") or person.get("name") or user
            self._members[team, user] = Member(user, shown(str(name), 80), _zone(person.get("tz")))
        return self._members[team, user]


def _zone(told: object) -> str:
    return told if isinstance(told, str) and told in available_timezones() else "UTC"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
