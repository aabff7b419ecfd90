"""Channels: each reads its wire format into an Incoming and shows what was decided."""
