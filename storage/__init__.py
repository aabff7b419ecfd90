"""The memory: what was decided, kept in one transaction a turn; it knows flows/ only."""
