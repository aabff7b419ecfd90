"""Slack: prospects in direct messages (`prospects`), the sales desk in channels (`desk`), and the wire under both."""

from adapters.channels.slack.channel import Slack, SlackApp
from adapters.channels.slack.contract import DeskRoom
from adapters.channels.slack.desk import SlackDesk
from adapters.channels.slack.install import Installation

__all__ = ["DeskRoom", "Installation", "Slack", "SlackApp", "SlackDesk"]
