"""Integrations: each carries one kind of effect out of the house."""
