"""The edges: channels that people talk on and integrations that effects go out through; they know flows/ only."""
