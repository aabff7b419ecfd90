"""People who use a workspace: they press only what they see, type what they like, and get what the app answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.fakes.slack.api import Refusal, changed, modal
from tests.fakes.slack.blocks import Block, interactive
from tests.fakes.slack.delivery import Answer
from tests.fakes.slack.world import APP, Message, View, edited, typed

if TYPE_CHECKING:
    from tests.fakes.slack.server import Workspace


class NotShown(AssertionError):
    """A test pressed, edited or filled in what nobody could."""


class Member:
    """`views` are the open modals, the front one last; `home` is the app's tab; `said` the last answer to a modal."""

    def __init__(self, w: Workspace, user: str, name: str, tz: str, locale: str, email: str | None) -> None:
        self.w, self.id, self.name, self.tz, self.locale, self.email = w, user, name, tz, locale, email
        self.views: list[View] = []
        self.home: View | None = None
        self.said: dict[str, Any] = {}
        self._held: dict[str, dict[str, dict[str, Any]]] = {}

    # What they see

    def sees(self, channel: str) -> list[Message]:
        """All that they see in a channel and its threads, oldest first."""
        return [m for m in self.w.channel(channel).everything if m.only_for in (None, self.id)]

    def ephemerals(self, channel: str) -> list[Message]:
        """What only they see."""
        return [m for m in self.sees(channel) if m.only_for]

    @property
    def inbox(self) -> list[Message]:
        """What was said in the direct messages with the bot."""
        return self.sees(self.w.dm(self.id).id)

    # What they say

    async def dm(self, text: str, thread_ts: str | None = None) -> Answer:
        """Write to the bot."""
        return await self.says(self.w.dm(self.id).id, text, thread_ts)

    async def says(self, channel: str, text: str, thread_ts: str | None = None) -> Answer:
        """Write in a channel, or in a thread of it; a mention of the bot is an event of its own."""
        place = self.w.channel(channel)
        if thread_ts is not None and place.find(thread_ts) is None:
            raise NotShown(f"no thread {thread_ts}")
        message = place.put(Message(channel, self.w.slack.stamp(), self.id, typed(text), thread_ts=thread_ts))
        self.w.slack.happened("said", message)
        event = {"client_msg_id": f"c{message.ts}", **message.json()}
        if f"<@{self.w.bot_user}>" in message.text and "app_mentions:read" in self.w.scopes and place.kind != "im":
            mention = {**event, "type": "app_mention", "channel": channel, "event_ts": message.ts}
            self.w.slack.background(self.w.emit(mention))
        return await self.w.message_event(place, event)

    async def edits(self, ts: str, text: str) -> Answer:
        """Change words of their own."""
        old = self._own(ts)
        message = self.w.channel(old.channel).put(edited(old, text=typed(text)))
        self.w.slack.happened("edit", message)
        return await self.w.message_event(self.w.channel(old.channel), changed(message, old))

    async def deletes(self, ts: str) -> Answer:
        """Take words of their own away."""
        old = self._own(ts)
        self.w.channel(old.channel).remove(old)
        gone = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": ts}
        return await self.w.message_event(self.w.channel(old.channel), gone | {"previous_message": old.json()})

    def _own(self, ts: str) -> Message:
        found = [m for c in self.w.channels.values() for m in c.everything if m.ts == ts and m.user == self.id]
        if not found:
            raise NotShown(f"{self.name} said nothing at {ts}")
        return found[0]

    async def opens_home(self) -> Answer:
        """Look at the app's home tab."""
        home = {"view": self.home.json()} if self.home else {}
        event = {"type": "app_home_opened", "user": self.id, "channel": self.w.dm(self.id).id, "tab": "home", **home}
        return await self.w.emit({**event, "event_ts": self.w.slack.stamp()})

    # What they press

    async def press(self, channel: str, ts: str, what: str, option: str | None = None) -> Answer:
        """Press a button, or pick an option, of a message as it stands now."""
        message = next((m for m in self.sees(channel) if m.ts == ts), None)
        if message is None:
            raise NotShown(f"{self.name} sees no message {ts}")
        return await self.press_old(message, what, option)

    async def press_old(self, message: Message, what: str, option: str | None = None) -> Answer:
        """The same of a message as it was when it was kept: a client that has not caught up."""
        container: dict[str, Any] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": bool(message.only_for)}
        container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        # Slack does not give back what an ephemeral message said.
        shown = {} if message.only_for else {"message": message.json()}
        action = _used({"blocks": message.blocks}, what, option)
        # what was picked stays picked, and is told with each later press of the same message
        kept = self._held.setdefault(message.ts, {})
        if action["type"] not in ("button", "overflow"):
            kept.setdefault(action["block_id"], {})[action["action_id"]] = action
        return await self._act(
            action, {"container": container, **self._at(message), **shown, "state": {"values": kept}}
        )

    async def press_in(self, view: View, what: str, option: str | None = None) -> Answer:
        """The same of a modal or the home tab."""
        self._open(view)
        more = {"container": {"type": "view", "view_id": view.id}, "view": view.json()}
        return await self._act(_used({"blocks": view.blocks}, what, option), more)

    async def _act(self, action: dict[str, Any], more: dict[str, Any]) -> Answer:
        actions = [{**action, "action_ts": self.w.slack.stamp()}]
        return await self._interact({"type": "block_actions", "actions": actions, **more})

    async def submit(self, view: View, values: Mapping[str, Any]) -> Answer:
        """Fill in "block_id/action_id" (or action_id alone) and press the modal's button; do as the app answers."""
        self._open(view)
        filled = dict(_filled(view, dict(values)))
        answer = await self._interact({"type": "view_submission", "view": view.json(filled), "response_urls": []})
        if answer.ok:
            self._settle(view, answer.body)
        return answer

    def _settle(self, view: View, body: str) -> None:
        self.said = _object(body) if body.strip() else {}
        match self.said:
            case {"response_action": "errors", "errors": dict(errors)} if errors:
                inputs = {
                    block["block_id"] for block, _ in interactive({"blocks": view.blocks}) if block["type"] == "input"
                }
                self.w.slack.breach(*(f"an error under no input: {b}" for b in errors if b not in inputs))
                view.errors = errors
            case {"response_action": "clear"}:
                self.views.clear()
            case {"response_action": "update" | "push" as how, "view": given}:
                made = modal(self.w, given)
                if made and how == "push":
                    self.views.append(made)
                elif made:
                    view.update(given)
            case _:
                if self.said or body.strip():
                    self.w.slack.breach(f"no answer to a submission: {body[:80]}")
                self.views = [other for other in self.views if other is not view]
        self.w.slack.happened("modal", view)

    async def close(self, view: View) -> Answer:
        """Close a modal; the app hears of it only if it asked to."""
        self._open(view)
        self.views.remove(view)
        if not view.given.get("notify_on_close"):
            return Answer(0, "not asked for")
        return await self._interact({"type": "view_closed", "view": view.json(), "is_cleared": False})

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Answer:
        """Choose a shortcut from a message's menu or, with no message, from everywhere."""
        known = {"callback_id": callback_id, "action_ts": self.w.slack.stamp()}
        if message is None:
            return await self._interact({"type": "shortcut", **known})
        told = {"type": "message_action", **known, "message_ts": message.ts, "message": message.json()}
        return await self._interact({**told, **self._at(message)})

    async def command(self, command: str, text: str, channel: str) -> Answer:
        """Type a slash command; the answer's words are shown, to them alone unless it says otherwise."""
        place = self.w.channel(channel)
        answer = await self.w.slack.courier.command(
            self.w,
            {
                "token": "unused",
                "team_id": self.w.id,
                "team_domain": self.w.domain,
                "channel_id": channel,
                "channel_name": place.name,
                "user_id": self.id,
                "user_name": self.name.lower(),
                "command": command,
                "text": text,
                "api_app_id": APP,
                "is_enterprise_install": "false",
                "response_url": self.w.slack.courier.response_url(self.w, channel, self.id),
                "trigger_id": self.w.slack.trigger(self),
            },
        )
        if answer.ok and answer.body.strip():
            says = _object(answer.body) or {"text": answer.body}
            try:
                self.w.slack.courier.respond_with(self.w, channel, self.id, says, None)
            except Refusal as refused:
                self.w.slack.breach(*refused.messages)
        return answer

    def json(self, *, locale: bool) -> dict[str, Any]:
        """The member as Slack tells of them."""
        offset = datetime.now(ZoneInfo(self.tz)).utcoffset()  # noqa: TID251 - Slack tells the offset of the moment
        told: dict[str, Any] = {
            "id": self.id,
            "team_id": self.w.id,
            "name": self.name.lower(),
            "real_name": self.name,
            "tz": self.tz,
        }
        told |= {"tz_offset": int(offset.total_seconds()) if offset else 0, "deleted": False, "is_bot": False}
        profile = {"real_name": self.name, "display_name": self.name}
        profile |= {"email": self.email} if self.email and "users:read.email" in self.w.scopes else {}
        return told | {"profile": profile} | ({"locale": self.locale} if locale else {})

    def _at(self, message: Message) -> dict[str, Any]:
        place = self.w.channel(message.channel)
        url = self.w.slack.courier.response_url(self.w, place.id, self.id, message)
        return {"channel": {"id": place.id, "name": place.name}, "response_url": url}

    def _open(self, view: View) -> None:
        if view not in (*self.views, self.home):
            raise NotShown(f"{self.name} has no such view open")

    async def _interact(self, payload: dict[str, Any]) -> Answer:
        user = {"id": self.id, "username": self.name.lower(), "name": self.name.lower(), "team_id": self.w.id}
        team = {"id": self.w.id, "domain": self.w.domain}
        known = {"user": user, "team": team, "api_app_id": APP, "token": "unused", "enterprise": None}
        trigger = {"trigger_id": self.w.slack.trigger(self), "is_enterprise_install": False}
        return await self.w.slack.courier.interactive(self.w, {**payload, **known, **trigger})


def _used(holder: Mapping[str, Any], what: str, option: str | None) -> dict[str, Any]:
    """The action that comes of pressing what has this label or action_id."""
    shown = [(b, e) for b, e in interactive(holder) if b["type"] != "input" or b.get("dispatch_action")]
    for block, element in shown:
        label = element.get("text") or element.get("placeholder") or {}
        if what in (element["action_id"], label.get("text")):
            known = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
            if element["type"] == "button":
                value = {"value": element["value"]} if "value" in element else {}
                return {**known, "text": element["text"], **value}
            return {**known, **_picked(element, option)}
    raise NotShown(f"{what!r} is not shown: {[e['action_id'] for _, e in shown]}")


def _picked(element: Block, given: Any) -> dict[str, Any]:
    """What an element holds once it was used so; `given` is a label or value, a list of them, or what was typed."""
    match element["type"]:
        case "static_select" | "radio_buttons" | "overflow":
            return {"selected_option": None if given is None else _option(element, given)}
        case "multi_static_select" | "checkboxes":
            return {"selected_options": [_option(element, one) for one in given or ()]}
        case "users_select" | "datepicker" | "timepicker" | "datetimepicker" as kind:
            key = {"users_select": "user", "datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}
            return {f"selected_{key[kind]}": given}
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if given is not None and not least <= len(given) <= most:
        raise NotShown(f"{element['action_id']} takes {least} to {most} characters")
    return {"value": given}


def _option(element: Block, given: str) -> Block:
    for option in element["options"]:
        if given in (option["value"], option["text"]["text"]):
            return dict(option)
    raise NotShown(f"no option {given!r} in {element['action_id']}")


def _filled(view: View, values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for block, element in interactive({"blocks": view.blocks}):
        if element["type"] in ("button", "overflow"):
            continue
        key = f"{block['block_id']}/{element['action_id']}"
        given = values.pop(key, values.pop(element["action_id"], None))
        held = _picked(element, given) if given is not None else _at_first(element)
        if block["type"] == "input" and not block.get("optional") and not any(held.values()):
            raise NotShown(f"{key} must be filled in")
        yield block["block_id"], {element["action_id"]: {"type": element["type"], **held}}
    if values:
        raise NotShown(f"no such inputs: {sorted(values)}")


def _at_first(element: Block) -> dict[str, Any]:
    at_first = next((value for key, value in element.items() if key.startswith("initial_")), None)
    if element["type"] in ("multi_static_select", "checkboxes"):
        return {"selected_options": at_first or []}
    return {next(iter(_picked(element, None))): at_first}


def _object(body: str) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
