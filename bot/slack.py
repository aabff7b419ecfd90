"""Slack put together: which workspaces there are, where alerts go, and the desk's cases as Slack sees them."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from cryptography.fernet import Fernet

from adapters.channels.slack import Installation
from adapters.channels.slack.client import Api
from adapters.integrations.contract import Refused, Retry, Unreachable
from bot.desk import Deeds
from flows.case import Case, Deed
from flows.effects import AlertSales, Message
from flows.flow import AlertRule
from flows.model import Key
from storage import cases, conversations, leases, platform_files, workspaces
from storage.cases import Placed
from storage.database import Database

#: What the installation's secret is made another of, to seal tokens at rest.
SEALED = "slack tokens at rest"
#: Seconds after which Slack is asked again whose the token is that is set.
_ASK_AGAIN_SECONDS = 5.0


def sealed_with(secret: str) -> Fernet:
    """What seals tokens at rest, from a secret of 64 hex digits that is derived from the installation's own."""
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(secret)))


def is_channel_id(channel: str) -> bool:
    """Whether it is a channel's id, and not its name."""
    return re.fullmatch(r"[CGD][A-Z0-9]{1,20}", channel) is not None


class Workspaces:
    """The workspaces' tokens: those that installed the app, and the one whose token is set."""

    def __init__(self, db: Database, seal: Fernet, clock: Callable[[], datetime], token: str | None) -> None:
        self._db = db
        self._seal = seal
        self._clock = clock
        self._token = token
        self._own: tuple[str, str] | None = None
        """Team and bot user of the token that is set, once Slack has told."""
        self._asking: asyncio.Task[None] | None = None
        self.api: Api | None = None

    async def token_of(self, team: str) -> str | None:
        """A workspace's bot token."""
        found = await self._found(team)
        return found[0] if found else None

    async def bot_user_of(self, team: str) -> str | None:
        """The bot's own user in a workspace."""
        found = await self._found(team)
        return found[1] if found else None

    async def _found(self, team: str) -> tuple[str, str] | None:
        """A workspace's token and bot user; whose the token is that is set, nobody waits for who need not."""
        if self._own is None:
            installed = await workspaces.token_of(self._db, self._seal, team)
            if installed is not None:
                self._ask_aside()
                return installed
        own = await self._home()
        if own is not None and own[0] == team and self._token is not None:
            return self._token, own[1]
        return await workspaces.token_of(self._db, self._seal, team)

    async def home(self) -> str | None:
        """The workspace whose channels alerts go to: that of the token set, else the first that installed the app."""
        own = await self._home()
        return own[0] if own is not None else next(iter(await workspaces.teams(self._db)), None)

    async def save(self, new: Installation) -> None:
        """Keep a workspace that installed the app."""
        await workspaces.save(
            self._db,
            self._seal,
            self._clock(),
            team=new.team,
            name=new.name,
            bot_user=new.bot_user,
            token=new.token,
            scopes=new.scopes,
        )

    async def first_use(self, state: str, seconds: float) -> bool:
        """Whether an installation comes back for the first time."""
        return await leases.first_use(self._db, "slack-install", state, self._clock(), seconds)

    async def forget(self, team: str, at: datetime) -> None:
        """Forget a workspace that took the app away at that time."""
        await workspaces.forget(self._db, team, at)

    def _ask_aside(self) -> None:
        if self._token is not None and (self._asking is None or self._asking.done()):
            self._asking = asyncio.create_task(self._asked(), name="slack auth.test")

    async def _asked(self) -> None:
        try:
            await self._home()
        except (Refused, Retry, Unreachable):
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    async def _home(self) -> tuple[str, str] | None:
        if self._own is None and self._token is not None and self.api is not None:
            told = await self.api.call_with(self._token, "auth.test", repeats=True)
            self._own = str(told.get("team_id", "")), str(told.get("user_id", ""))
        return self._own


class DeskAlerts:
    """Alerts become cases of the desk in the channel that the flow names, else the one that is set."""

    name = "slack"

    def __init__(self, deeds: Deeds, places: Workspaces, channel: str) -> None:
        self._deeds = deeds
        self._places = places
        self._channel = channel
        self._ids: dict[str, str] = {}

    async def carry(self, effect: AlertSales, idempotency_key: str) -> None:
        """Raise the lead's case; the same alert again changes nothing."""
        del idempotency_key
        team = await self._places.home()
        if team is None or effect.conversation is None:
            raise Retry("no workspace is there yet", 300.0)
        channel = await self._id_of(team, effect.slack_channel or self._channel)
        await self._deeds.raise_case(effect, effect.conversation, Key("slack", f"{team}/{channel}"))

    async def close(self) -> None:
        """Nothing is held open."""

    async def _id_of(self, team: str, channel: str) -> str:
        """A channel's id: what happens in its threads comes under that, never under its name."""
        if is_channel_id(channel):
            return channel
        if channel not in self._ids and self._places.api is not None:
            asked = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": 999}
            told = await self._places.api.call(team, "users.conversations", repeats=True, **asked)
            for each in told.get("channels") or ():
                self._ids[f"#{each.get('name')}"] = str(each.get("id"))
        found = self._ids.get(channel if channel.startswith("#") else f"#{channel}")
        if found is None:
            raise Refused(
                f"the bot is in no channel of the name {channel[:80]}: invite it there, or set the channel's id"
            )
        return found


class DeskCases:
    """The desk's cases, as Slack's side of it needs them."""

    def __init__(self, db: Database, deeds: Deeds) -> None:
        self._db = db
        self._deeds = deeds

    async def placed(self, case: UUID) -> Placed | None:
        """A case by its id."""
        return await cases.find(self._db, case)

    async def of_thread(self, desk: Key, thread: str) -> Placed | None:
        """The case whose card a message is."""
        return await cases.of_thread(self._db, f"{desk.channel}/{desk.person}", thread)

    async def of_conversation(self, conversation: UUID) -> Placed | None:
        """The case that a talk belongs to."""
        return await cases.of_conversation(self._db, conversation)

    async def posted(self, case: UUID, thread: str) -> None:
        """The card was posted as this message."""
        await cases.posted(self._db, case, thread)

    async def told_of(self, case: UUID) -> int | None:
        """How many lines of a transcript are in the thread that is not all there yet."""
        told = await platform_files.get(self._db, "transcript", str(case))
        return None if told is None else int(told)

    async def keep_told(self, case: UUID, lines: int | None) -> None:
        """Remember that."""
        if lines is None:
            await platform_files.forget(self._db, "transcript", str(case))
        else:
            await platform_files.put(self._db, "transcript", str(case), str(lines))

    async def rule_of(self, case: Case) -> AlertRule | None:
        """The rule of the flow that raised a case."""
        return await self._deeds.rule_of(case)

    async def codes_of(self, case: Case) -> Sequence[tuple[str, str]]:
        """The flow's own disqualifying codes, with their words in the card's language."""
        return await self._deeds.codes_of(case)

    async def transcript(self, conversation: UUID) -> Sequence[Message]:
        """What was said in a talk, and in the one that it goes on with."""
        return await conversations.whole_transcript(self._db, conversation)

    async def do(self, case: UUID, deed: Deed) -> object:
        """Take one deed to its committed end."""
        return await self._deeds.do(case, deed)

    async def waiting(self, desk: Key, since: datetime, until: datetime) -> Sequence[Case]:
        """The lines of a desk's digest: cases that were opened in a span of time and are to have no card yet."""
        there = await cases.without_card(self._db, f"{desk.channel}/{desk.person}", since, until)
        return [case for case in there if case.digest is not None]

    async def digest_of(self, desk: Key, since: datetime) -> str | None:
        """What the platform calls the digest of an hour."""
        scope = f"digest:{desk.channel}/{desk.person}"[:100]
        return await platform_files.get(self._db, scope, since.isoformat()) or None

    async def keep_digest(self, desk: Key, since: datetime, ts: str) -> None:
        """Remember that; "" for one that was taken away."""
        await platform_files.put(self._db, f"digest:{desk.channel}/{desk.person}"[:100], since.isoformat(), ts)
