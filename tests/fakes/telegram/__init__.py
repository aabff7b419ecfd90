"""A strict Telegram on loopback: the Bot API, delivery by webhook or polling, and persons who talk to the bots.

It takes only what Telegram would, notes what a good bot does not do, and fails as told.
`python -m tests.fakes.telegram` lets one talk to a bot by hand.
"""

from tests.fakes.telegram.people import Chat, Document, Group, Message, Person
from tests.fakes.telegram.server import FakeTelegram, Fault, Reply, error

__all__ = ["Chat", "Document", "FakeTelegram", "Fault", "Group", "Message", "Person", "Reply", "error"]
