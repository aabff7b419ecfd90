"""Tortoise's clients for SQLite and PostgreSQL with a transaction that survives cancellation."""
