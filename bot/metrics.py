"""What is counted, for Prometheus; no label ever holds anything that a person wrote."""

from __future__ import annotations

from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

from bot.settings import metrics_folder

REGISTRY = CollectorRegistry()

TURNS = Counter("aimant_turns", "Turns committed, by what they did", ["channel", "did"], registry=REGISTRY)
REPEATED = Counter("aimant_repeated_incomings", "Incomings that had been heard before", ["channel"], registry=REGISTRY)
OVERTAKEN = Counter("aimant_overtaken_turns", "Turns decided again because another was first", registry=REGISTRY)
TURN_SECONDS = Histogram(
    "aimant_turn_seconds",
    "From hearing to commit",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=REGISTRY,
)
CARRIED = Counter("aimant_effects", "Effects carried, by lane and result", ["lane", "result"], registry=REGISTRY)
#: What is read in the database is the same in all processes.
_LATEST: Literal["mostrecent"] = "mostrecent"
OUTBOX = Gauge(
    "aimant_outbox", "Effects in the outbox, by state", ["state"], registry=REGISTRY, multiprocess_mode=_LATEST
)
OUTBOX_AGE = Gauge(
    "aimant_outbox_oldest_seconds",
    "Age of the oldest effect that is due",
    registry=REGISTRY,
    multiprocess_mode=_LATEST,
)
CONVERSATIONS = Gauge(
    "aimant_conversations", "Conversations, by state", ["state"], registry=REGISTRY, multiprocess_mode=_LATEST
)
FORGOTTEN = Counter(
    "aimant_conversations_forgotten", "Conversations erased as they had been kept for long enough", registry=REGISTRY
)
DOWNLOADS = Counter("aimant_magnet_downloads", "Magnets fetched", registry=REGISTRY)


def page() -> bytes:
    """All metrics in Prometheus' text format: those of all processes that share a port, together."""
    if metrics_folder() is None:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
