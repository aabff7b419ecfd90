"""What the readers' tests share: a question of a kind, a context on a known day, and one call that reads."""

from datetime import date

from flows import questions
from flows.flow import Kind, Option, Question
from flows.reading.contract import Context, Reading

#: A Tuesday.
TODAY = date(2026, 3, 10)

TOPICS = (
    Option(
        "food",
        {"fr": "Alimentation locale", "en": "Local food"},
        {"fr": ("manger", "potager", "circuit court"), "en": ("vegetables", "garden")},
    ),
    Option(
        "mobility",
        {"fr": "Mobilité douce", "en": "Getting around"},
        {"fr": ("vélo", "marche"), "en": ("bike", "cycling")},
    ),
    Option(
        "energy", {"fr": "Énergie et logement", "en": "Energy and housing"}, {"fr": ("isolation",), "en": ("heating",)}
    ),
    Option("waste", {"fr": "Déchets et réemploi", "en": "Waste and reuse"}, {"fr": ("compost",), "en": ("recycling",)}),
)

SIZES = tuple(
    Option(value, {"fr": fr, "en": en})
    for value, fr, en in (
        ("small", "1 à 10", "1-10"),
        ("medium", "11 à 50", "11-50"),
        ("large", "51 à 200", "51-200"),
        ("huge", "Plus de 200", "More than 200"),
    )
)


def ask(kind: Kind, options: tuple[Option, ...] = (), **more: float) -> Question:
    """A question of a kind, with nothing else to it."""
    return Question("q", kind, {"fr": "?", "en": "?"}, (), options=options, **more)


def context(locale: str = "fr", *, currency: str | None = None, region: str | None = "BE") -> Context:
    """A reader's context on TODAY."""
    return Context(locale, TODAY, currency, region)


def read(kind: Kind, text: str, options: tuple[Option, ...] = (), locale: str = "fr") -> Reading:
    """Read a text as the answer to a question of a kind."""
    return questions.read(ask(kind, options), text, context(locale))
