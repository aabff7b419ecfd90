"""The methods of the Web API: each takes only the arguments that Slack's takes, and refuses with Slack's own codes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.blocks import acting, message_problems, metadata_problems, said, view_problems
from tests.fakes.slack.world import APP, Channel, File, Message, View, edited, identified

if TYPE_CHECKING:
    from tests.fakes.slack.server import FakeSlack, Workspace

Answer = dict[str, Any]
#: Slack does not tell how long the blocks of a message may be in all: 9,597 characters passed, 11,341 did not
#: (slackapi/bolt-js issue 2867).
_MOST_TEXT = 10_000
_NUMBERS = ("length", "limit", "oldest", "latest")
_STRINGS = ("channel", "ts", "thread_ts", "user", "users", "name", "trigger_id", "view_id")


class Refusal(Exception):
    """Slack says no: a code, what else the answer holds, and whether the fault is the caller's programmer's."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.messages = messages
        more |= {"response_metadata": {"messages": [f"[ERROR] {m}" for m in messages]}} if messages else {}
        self.answer: Answer = {"ok": False, "error": code, **more}


@dataclass(slots=True)
class Call:
    """One call, by the bot of a workspace."""

    slack: FakeSlack
    w: Workspace
    args: dict[str, Any]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A switch, as JSON or a form spells it."""
        return self.args.get(name, default) not in (False, "false", "False", "0", 0, None, "")

    def channel(self, name: str = "channel", *, inside: bool = True) -> Channel:
        """The channel that an argument names, which the bot is in; a member's id stands for the direct messages."""
        given = self.args[name]
        found = self.w.dm(given) if given in self.w.members else self.w.channels.get(given)
        if found is None or (found.private and not found.bot_in):
            raise Refusal("channel_not_found")
        if inside and found.archived:
            raise Refusal("is_archived")
        if inside and not found.bot_in:
            raise Refusal("not_in_channel")
        return found

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """The message that an argument names."""
        found = channel.find(self.args[name])
        if found is None or found.only_for:
            raise Refusal("message_not_found")
        return found

    def thread(self, channel: Channel) -> str | None:
        """The thread that is replied to. Slack would take any ts and lose the reply from sight: we do not."""
        ts = self.args.get("thread_ts")
        if ts is None:
            return None
        first = channel.find(ts)
        if first is None or first.thread_ts not in (None, ts):
            raise Refusal("thread_not_found", f"thread_ts is not that of a thread: {ts}")
        return str(ts)

    def member(self, name: str = "user") -> Any:
        """The member that an argument names."""
        if self.args[name] not in self.w.members:
            raise Refusal("user_not_found")
        return self.w.members[self.args[name]]

    def view(self) -> dict[str, Any]:
        """The view that is given, if it is within the limits."""
        problems = view_problems(self.args["view"], self.w.mentions)
        if problems:
            raise Refusal("invalid_arguments", *problems)
        return dict(self.args["view"])


@dataclass(frozen=True, slots=True)
class Method:
    """What a method takes ("!" must be there), the scope it needs, and how often it may be called."""

    run: Callable[[Call], Answer]
    takes: tuple[str, ...]
    scope: str | None
    per_minute: int
    json: bool
    token: str

    def problems(self, args: dict[str, Any]) -> Iterator[str]:
        """What is wrong with the arguments by their names and types alone."""
        for name, value in args.items():
            if name not in self.takes and f"{name}!" not in self.takes:
                yield f"unknown argument {name}"
            elif name in _NUMBERS and not re.fullmatch(r"\d+(\.\d+)?", str(value)):
                yield f"{name} is not a number"
            elif name in _STRINGS and not isinstance(value, str):
                yield f"{name} is not a string"
        for name in self.takes:
            if name.endswith("!") and args.get(name[:-1]) in (None, ""):
                yield f"missing argument {name[:-1]}"


METHODS: dict[str, Method] = {}


def _method(
    name: str,
    takes: str = "",
    scope: str | None = None,
    *,
    per_minute: int = 50,
    json: bool = True,
    token: str = "xoxb",  # noqa: S107 - how one begins
) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    def keep(run: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        METHODS[name] = Method(run, tuple(takes.split()), scope, per_minute, json, token)
        return run

    return keep


def content(w: Workspace, args: dict[str, Any], *problems: str) -> dict[str, Any]:
    """The words of a message, if Slack would take them and nothing in them acts."""
    text, blocks, metadata = args.get("text"), args.get("blocks"), args.get("metadata")
    if isinstance(text, str) and len(text) > 40_000:
        raise Refusal("msg_too_long", f"text of {len(text)} characters")
    if (length := sum(map(len, said(blocks)))) > _MOST_TEXT:
        raise Refusal("msg_blocks_too_long", f"blocks of {length} characters")
    if isinstance(text, str) and len(text) > 4000:
        w.slack.breach(f"text of {len(text)} characters: Slack advises 4,000 at most")
    amiss = {
        "invalid_blocks": message_problems(blocks, w.mentions) if blocks is not None else [],
        # Slack takes blocks without a text, and then a notification says nothing.
        "no_text": [] if isinstance(text, str) and text else ["text is missing"],
        "invalid_metadata_format": metadata_problems(metadata) if metadata else [],
        "invalid_arguments": [*problems, *filter(None, [acting(str(text), w.mentions)])],
    }
    if any(amiss.values()):
        code = next(code for code, found in amiss.items() if found)
        raise Refusal(code, *(problem for found in amiss.values() for problem in found))
    return {"text": text, "blocks": tuple(identified(blocks or ())), "metadata": metadata or None}


def post(w: Workspace, channel: Channel, **words: Any) -> Message:
    """Put a message of the bot into a channel, and tell the app of it as Slack does."""
    message = channel.put(Message(channel.id, w.slack.stamp(), w.bot_user, bot_id=w.bot_id, **words))
    w.slack.happened("ephemeral" if message.only_for else "post", message)
    if not message.only_for:
        w.echo(channel, message.json() | ({"subtype": "file_share"} if message.files else {}))
    return message


def update(w: Workspace, channel: Channel, old: Message, **words: Any) -> Message:
    """Put other words into a message of the bot."""
    message = channel.put(edited(old, **words))
    w.slack.happened("edit", message)
    if not message.only_for:
        w.echo(channel, changed(message, old))
    return message


def delete(w: Workspace, channel: Channel, message: Message) -> None:
    """Take a message of the bot away."""
    channel.remove(message)
    w.slack.happened("delete", message)
    if not message.only_for:
        w.echo(channel, {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts})


def changed(message: Message, old: Message) -> dict[str, Any]:
    """The event that tells of an edit."""
    told = {"message": message.json(), "previous_message": old.json()}
    return {"type": "message", "subtype": "message_changed", "hidden": True, **told}


@_method("auth.test", per_minute=600)
def _auth_test(call: Call) -> Answer:
    w = call.w
    place = {"url": f"https://{w.domain}.slack.com/", "team": w.name, "team_id": w.id, "is_enterprise_install": False}
    return place | {"user": "aimant", "user_id": w.bot_user, "bot_id": w.bot_id}


_WORDS = "channel! text blocks metadata link_names parse"


@_method("chat.postMessage", f"{_WORDS} mrkdwn unfurl_links unfurl_media thread_ts reply_broadcast", "chat:write")
def _post_message(call: Call) -> Answer:
    switches = ("unfurl_links", "unfurl_media", "link_names")
    words = content(call.w, call.args, *(f"{s} is not off" for s in switches if call.flag(s, default=True)))
    channel = call.channel()
    thread = call.thread(channel)
    broadcast = thread is not None and call.flag("reply_broadcast")
    message = post(call.w, channel, thread_ts=thread, broadcast=broadcast, **words)
    call.slack.posted.append(call.args)
    return {"channel": channel.id, "ts": message.ts, "message": message.json()}


@_method("chat.update", f"{_WORDS} ts! reply_broadcast", "chat:write")
def _update(call: Call) -> Answer:
    words = content(call.w, call.args)
    channel = call.channel(inside=False)
    message = call.message(channel)
    if message.bot_id != call.w.bot_id:
        raise Refusal("cant_update_message")
    # A text without blocks takes the blocks away; metadata that is left out stays, and {} takes it away.
    kept = {} if "metadata" in call.args else {"metadata": message.metadata}
    message = update(call.w, channel, message, **words | kept)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.json()}


@_method("chat.delete", "channel! ts!", "chat:write")
def _delete(call: Call) -> Answer:
    channel = call.channel(inside=False)
    message = call.message(channel)
    if message.bot_id != call.w.bot_id:
        raise Refusal("cant_delete_message")
    delete(call.w, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@_method("chat.postEphemeral", "channel! user! text blocks link_names parse thread_ts", "chat:write", per_minute=100)
def _post_ephemeral(call: Call) -> Answer:
    words = content(call.w, call.args)
    channel = call.channel()
    if call.args["user"] not in call.w.members:
        raise Refusal("user_not_in_channel")
    message = post(call.w, channel, thread_ts=call.thread(channel), only_for=call.args["user"], **words)
    return {"message_ts": message.ts}


@_method("conversations.open", "users! return_im", "im:write")
def _open(call: Call) -> Answer:
    channel = call.w.dm(call.member("users").id)
    return {"channel": channel.json() if call.flag("return_im") else {"id": channel.id}}


@_method("conversations.info", "channel! include_locale include_num_members", "{kind}:read", json=False)
def _info(call: Call) -> Answer:
    return {"channel": call.channel(inside=False).json()}


def _page(call: Call, messages: list[Message], *, newest_first: bool) -> Answer:
    oldest, latest = str(call.args.get("oldest") or "0"), str(call.args.get("latest") or "9" * 20)
    limit, after = int(call.args.get("limit") or 100), str(call.args.get("cursor") or "")
    if not 1 <= limit <= 999:
        raise Refusal("invalid_limit", f"limit of {limit}")
    edges = (oldest, latest) if call.flag("inclusive") else ()
    within = [m for m in messages if float(oldest) < float(m.ts) < float(latest) or m.ts in edges]
    if newest_first:
        within.reverse()
    known = [m.ts for m in within]
    if after and after not in known:
        raise Refusal("invalid_cursor")
    start = known.index(after) if after else 0
    metadata = call.flag("include_all_metadata")
    rest = known[start + limit :]
    told = {"messages": [m.json(metadata=metadata) for m in within[start : start + limit]], "has_more": bool(rest)}
    return told | {"response_metadata": {"next_cursor": rest[0] if rest else ""}}


_PAGE = "cursor inclusive include_all_metadata latest limit oldest"


@_method("conversations.history", f"channel! {_PAGE}", "{kind}:history", json=False)
def _history(call: Call) -> Answer:
    return _page(call, call.channel().messages, newest_first=True)


@_method("conversations.replies", f"channel! ts! {_PAGE}", "{kind}:history", json=False)
def _replies(call: Call) -> Answer:
    channel = call.channel()
    first = channel.find(call.args["ts"])
    if first is None or first.only_for:
        raise Refusal("thread_not_found")
    return _page(call, [first, *channel.threads[first.ts]], newest_first=False)


@_method("users.info", "user! include_locale", "users:read", per_minute=100, json=False)
def _user(call: Call) -> Answer:
    return {"user": call.member().json(locale=call.flag("include_locale"))}


@_method("users.conversations", "user types limit cursor exclude_archived", "channels:read", json=False)
def _conversations(call: Call) -> Answer:
    kinds = str(call.args.get("types") or "public_channel").replace("public_channel", "channel")
    asked = kinds.replace("private_channel", "group").split(",")
    for needed in (f"{kind}s:read" for kind in asked if kind in ("channel", "group")):
        if needed not in call.w.scopes:
            raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(call.w.scopes)))
    found = [c for c in call.w.channels.values() if c.kind in asked and c.bot_in]
    found = [c for c in found if not (c.archived and call.flag("exclude_archived"))]
    return {"channels": [c.json() for c in found], "response_metadata": {"next_cursor": ""}}


@_method("views.open", "trigger_id! view!", per_minute=100)
def _views_open(call: Call) -> Answer:
    given = call.view()
    if given["type"] != "modal":
        raise Refusal("invalid_arguments", "must be a modal [json-pointer:/view/type]")
    member = call.slack.redeem(call.args["trigger_id"])
    if member is None or member.w is not call.w:
        raise Refusal("expired_trigger_id")
    view = call.w.new_view(given)
    member.views = [view]
    call.slack.happened("modal", view)
    return {"view": view.json()}


@_method("views.update", "view! view_id external_id hash", per_minute=100)
def _views_update(call: Call) -> Answer:
    given = call.view()
    for member in call.w.members.values():
        for view in member.views:
            if call.args.get("view_id") == view.id or call.args.get("external_id", "") == view.given.get("external_id"):
                if call.args.get("hash") not in (None, view.hash):
                    raise Refusal("hash_conflict")
                view.update(given)
                call.slack.happened("modal", view)
                return {"view": view.json()}
    raise Refusal("not_found")


@_method("views.publish", "user_id! view! hash", per_minute=100)
def _views_publish(call: Call) -> Answer:
    given, member = call.view(), call.member("user_id")
    if given["type"] != "home":
        raise Refusal("invalid_arguments", "must be a home tab [json-pointer:/view/type]")
    member.home = call.w.new_view(given)
    call.slack.happened("home", member.home)
    return {"view": member.home.json()}


@_method(
    "files.getUploadURLExternal", "filename! length! alt_txt snippet_type", "files:write", per_minute=100, json=False
)
def _upload_url(call: Call) -> Answer:
    if int(call.args["length"]) < 1:
        raise Refusal("invalid_arguments", "length is less than 1")
    file_id = f"F{secrets.token_hex(4).upper()}"
    call.w.uploads[file_id] = (str(call.args["filename"]), int(call.args["length"]), None)
    return {"upload_url": f"{call.slack.origin}/upload/v1/{call.w.id}/{file_id}", "file_id": file_id}


@_method(
    "files.completeUploadExternal", "files! channel_id initial_comment blocks thread_ts", "files:write", per_minute=100
)  # fmt: skip
def _complete(call: Call) -> Answer:
    files, comment = call.args["files"], call.args.get("initial_comment")
    uploaded = [call.w.uploads.get(f["id"]) for f in files]
    if not files or any(u is None or u[2] is None for u in uploaded):
        raise Refusal("file_not_found")
    shown = () if comment is not None else tuple(identified(call.args.get("blocks") or ()))  # a comment outdoes them
    if comment is not None or shown:
        content(call.w, {"text": comment or "a file", **({"blocks": list(shown)} if shown else {})})
    if call.args.get("channel_id"):
        channel = call.channel("channel_id")
        sent = [File(u[0], u[2], f.get("title") or u[0]) for f, u in zip(files, uploaded, strict=True) if u and u[2]]
        words = {"text": comment or "", "blocks": shown}
        post(call.w, channel, thread_ts=call.thread(channel), files=tuple(sent), **words)
    for f in files:
        del call.w.uploads[f["id"]]
    return {"files": [{"id": f["id"], "title": f.get("title")} for f in files]}


@_method("reactions.add", "channel! name! timestamp!", "reactions:write")
def _react(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel, "timestamp")
    if call.args["name"] in message.reactions:
        raise Refusal("already_reacted")
    channel.put(replace(message, reactions=(*message.reactions, call.args["name"])))
    return {}


@_method("team.info", "team", "team:read", json=False)
def _team(call: Call) -> Answer:
    return {"team": {"id": call.w.id, "name": call.w.name, "domain": call.w.domain}}


@_method("bots.info", "bot", "users:read", json=False)
def _bot(call: Call) -> Answer:
    if call.args.get("bot", call.w.bot_id) != call.w.bot_id:
        raise Refusal("bot_not_found")
    return {"bot": {"id": call.w.bot_id, "user_id": call.w.bot_user, "app_id": APP, "name": "aimant", "deleted": False}}


@_method("apps.connections.open", per_minute=20, token="xapp")
def _connections_open(call: Call) -> Answer:
    return {"url": call.slack.courier.ticket(call.w)}


@_method("oauth.v2.access", "code! redirect_uri client_id client_secret", per_minute=600, json=False, token="")
def _oauth(call: Call) -> Answer:
    if call.args.get("client_id") != call.slack.client_id:
        raise Refusal("invalid_client_id")
    if call.args.get("client_secret") != call.slack.client_secret:
        raise Refusal("bad_client_secret")
    w, redirect, user = call.slack.codes.pop(call.args["code"], (None, None, None))
    if w is None:
        raise Refusal("invalid_code")
    if redirect != call.args.get("redirect_uri"):
        raise Refusal("bad_redirect_uri")
    token = {"access_token": w.bot_token, "token_type": "bot", "scope": ",".join(sorted(w.scopes))}
    place = {"team": {"id": w.id, "name": w.name}, "enterprise": None, "is_enterprise_install": False}
    return token | place | {"bot_user_id": w.bot_user, "app_id": APP, "authed_user": {"id": user}}


def modal(w: Workspace, given: Any) -> View | None:
    """A view that came in an answer and not by a method; what is wrong with it is noted."""
    problems = view_problems(given, w.mentions)
    w.slack.breach(*problems)
    return None if problems else w.new_view(given)
