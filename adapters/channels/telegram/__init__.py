"""Telegram: updates to Incomings (`wire`), effects to Bot API calls (`sending`), by webhook or polling (`channel`)."""

from adapters.channels.telegram.channel import Telegram
from adapters.channels.telegram.sending import BotSetup

__all__ = ["BotSetup", "Telegram"]
