"""A strict fake Slack: its Web API, its deliveries, and the people who use it."""

from tests.fakes.slack.delivery import Answer, Delivery
from tests.fakes.slack.faults import Fault, Reply, error
from tests.fakes.slack.people import Member, NotShown
from tests.fakes.slack.server import SCOPES, FakeSlack, Workspace
from tests.fakes.slack.world import Button, Channel, File, Message, View, read

__all__ = [
    "SCOPES",
    "Answer",
    "Button",
    "Channel",
    "Delivery",
    "FakeSlack",
    "Fault",
    "File",
    "Member",
    "Message",
    "NotShown",
    "Reply",
    "View",
    "Workspace",
    "error",
    "read",
]
