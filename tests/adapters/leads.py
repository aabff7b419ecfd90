"""The leads that the tests of this folder speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flows.effects import AlertSales, CardLine, Gift, SendMail

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
DELIVERY = UUID("11111111-2222-3333-4444-555555555555")
KEY = "0190aaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"

MARIE = AlertSales(
    id=UUID(KEY),
    reason="hot",
    flow="bant-b2b",
    title="Audit énergétique",
    locale="fr",
    language="fr",
    band="hot",
    points=85,
    fit=45,
    intent=40,
    lines=(
        CardLine(30, "Budget confirmé", "on a 15 000 €, R&D comprise"),
        CardLine(25, "Décide seule", "c'est moi qui signe"),
        CardLine(-5, "Pas avant l’été", "en juillet"),
    ),
    facts=(("Besoin", "isoler 3 bâtiments"), ("Budget", "15 000 €"), ("Décision", "seule"), ("Délai", "juillet")),
    quote="Il nous faut quelqu’un dès ce mois-ci",
    contact=(("Nom", "Marie Dupont"), ("E-mail", "marie@dupont.be"), ("Téléphone", "+32 470 12 34 56")),
    source="/audit · utm_source=lettre",
    channel="web",
    at=AT,
)

LETTER = SendMail(
    id=UUID(KEY),
    to="marie@dupont.be",
    subject="Votre livre blanc",
    text="Bonjour Marie,\n\nVoici votre livre blanc : {link}\nBonne lecture !",
    locale="fr",
    gift=Gift(DELIVERY, "white-paper", "10 initiatives locales", "livre.pdf", "application/pdf", 1000),
)


def saying(words: str, **changes: Any) -> AlertSales:
    """Marie's alert with `words` in every place that a lead can write to."""
    return replace(
        MARIE,
        lines=(CardLine(30, "Budget confirmé", words), CardLine(-5, "Pas avant l’été", words)),
        facts=tuple((label, words) for label, _ in MARIE.facts),
        quote=words,
        contact=tuple((label, words) for label, _ in MARIE.contact),
        source=words,
        **changes,
    )
