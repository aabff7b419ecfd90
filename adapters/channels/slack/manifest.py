"""The app manifest: what Slack is to be told of the app, in one file to paste (docs.slack.dev, app manifests)."""

from __future__ import annotations

from typing import Any

from adapters.channels.slack.install import SCOPES

#: What Slack tells the app of.
EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
)


def manifest(base_url: str, *, socket: bool, oauth: bool) -> dict[str, Any]:
    """The manifest for a server at `base_url`; with `socket` no address of it is called."""
    root = base_url.rstrip("/")

    def to(what: str) -> dict[str, str]:
        return {} if socket else {what: f"{root}/slack/{'events' if what == 'request_url' else what}"}

    interactivity = {} if socket else {"request_url": f"{root}/slack/interactivity"}
    command = {} if socket else {"url": f"{root}/slack/commands"}
    return {
        "display_information": {
            "name": "Aimant",
            "description": "Qualifies leads in conversation, and brings the hot ones to your channel.",
        },
        "features": {
            "app_home": {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Aimant", "always_online": True},
            "shortcuts": [
                {"name": "Aimant", "type": "global", "callback_id": "aimant", "description": "Begin a conversation"},
                {
                    "name": "Ask Aimant",
                    "type": "message",
                    "callback_id": "aimant-message",
                    "description": "Begin a conversation",
                },
            ],
            "slash_commands": [
                {"command": "/aimant", "description": "Begin a conversation", "should_escape": False, **command}
            ],
        },
        "oauth_config": {
            **({"redirect_urls": [f"{root}/slack/oauth"]} if oauth else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **to("request_url")},
            "interactivity": {"is_enabled": True, **interactivity},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }
