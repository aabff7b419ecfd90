"""The talks that sample data is made of: what each person writes, on the flows that ship."""

from __future__ import annotations

from dataclasses import dataclass

#: What stands for a person's own in the talks; each copy has others in their place.
FIRST, LAST, COMPANY, EMAIL, PHONE = "Zoe", "Quillain", "Quillain Frames", "zoe@sample.example", "+32470123456"
_WHO, _WHERE = f"{FIRST} {LAST}", (COMPANY, EMAIL)
_BANT_FR = "factures", "10 à 49", "dans 6 semaines", "entre 8 et 10k", "moi", "oui", _WHO, *_WHERE, "oui", PHONE
_BANT_EN = "invoices", "10 to 49", "in 6 weeks", "between 8 and 10k", "I decide", "yes", _WHO, *_WHERE, "yes", PHONE
_LATER_EN = "data entry", "50 to 249", "in 5 months", "about 3000 euros", "I do, with others", "yes", _WHO, *_WHERE
_LATER_FR = "rapports", "2 à 9", "dans 5 mois", "3000 euros", "nous", "oui", _WHO, *_WHERE, "non", "oui"
_COLD_EN = "customer requests", "5", "no hurry", "no budget", "next year", "yes", _WHO, *_WHERE, "no"
_OUT_EN = "reporting", "10 to 49", "someday", "we have no budget", "just looking", "ok", _WHO, *_WHERE, "no"
_PAPER_FR = "Le compost", "j'agis déjà chez moi", "d'accord", "passer", EMAIL, "non merci"
_PAPER_EN = "cycling", "I already do things at home", "yes", FIRST, EMAIL, "yes"
_CAR_FR = "récente", "12000 km", "hybride", "nickel", "dans 3 mois", "non"
_CAR_EN = "5 years", "100000", "diesel", "good", "in 5 months", "yes", "skip", EMAIL


@dataclass(frozen=True, slots=True)
class SampleTalk:
    """One talk, how often it is met among others, and how sales ended its case, if it has one."""

    channel: str
    flow: str
    locale: str
    says: tuple[str, ...]
    often: int = 1
    case: str | None = None


TALKS = (
    SampleTalk("web", "bant-b2b", "en", _BANT_EN, 3, "won"),
    SampleTalk("web", "bant-b2b", "fr", _BANT_FR, 3, "lost"),
    SampleTalk("telegram", "bant-b2b", "fr", _BANT_FR, 2, "claimed"),
    SampleTalk("web", "bant-b2b", "en", (*_BANT_EN[:4], "actually 12k", *_BANT_EN[4:]), 2, "claimed"),
    SampleTalk("web", "bant-b2b", "en", (*_LATER_EN, "no", "yes"), 5),
    SampleTalk("telegram", "bant-b2b", "en", (*_LATER_EN, "no", "no"), 3),
    SampleTalk("web", "bant-b2b", "fr", _LATER_FR, 5),
    SampleTalk("web", "bant-b2b", "en", _COLD_EN, 4),
    SampleTalk("web", "bant-b2b", "en", _OUT_EN, 3),
    SampleTalk("web", "bant-b2b", "fr", (*_BANT_FR[:5], "non"), 4),
    SampleTalk("web", "bant-b2b", "fr", _BANT_FR[:2], 6),
    SampleTalk("web", "bant-b2b", "en", ("invoices", "what is your office dog called?", "10 to 49"), 3),
    SampleTalk("telegram", "bant-b2b", "en", _BANT_EN[:6], 4),
    SampleTalk("web", "bant-b2b", "en", (*_BANT_EN[:3], "stop"), 3),
    SampleTalk("web", "livre-blanc", "fr", _PAPER_FR, 8),
    SampleTalk("web", "livre-blanc", "en", _PAPER_EN, 6),
    SampleTalk("telegram", "livre-blanc", "fr", _PAPER_FR, 4),
    SampleTalk("web", "livre-blanc", "fr", (*_PAPER_FR[:2], "non"), 5),
    SampleTalk("web", "livre-blanc", "fr", (*_PAPER_FR[:1], "pourquoi ?"), 6),
    SampleTalk("web", "livre-blanc", "en", (), 9),
    SampleTalk("web", "quiz-b2c", "fr", _CAR_FR, 4),
    SampleTalk("web", "quiz-b2c", "en", _CAR_EN, 4),
    SampleTalk("telegram", "quiz-b2c", "en", _CAR_EN[:3], 4),
)

FIRST_NAMES = (
    *("Ada", "Agnes", "Aline", "Amir", "Anouk", "Basile", "Bilal", "Camille", "Carla", "Chiara", "Daan", "Diego"),
    *("Elise", "Emma", "Farid", "Fatou", "Femke", "Greta", "Hugo", "Ines", "Ivo", "Jeanne", "Joris", "Kenza"),
    *("Lars", "Leila", "Louis", "Lucie", "Malik", "Marta", "Milan", "Nadia", "Noor", "Olga", "Oscar", "Pauline"),
    *("Rachid", "Sacha", "Sofia", "Tess", "Thibault", "Vera", "Wout", "Yasmine", "Yusuf", "Zita"),
)
LAST_NAMES = (
    *("Adam", "Baert", "Benali", "Bertrand", "Bogaert", "Carlier", "Claes", "Collard", "Cools", "Denis", "Diallo"),
    *("Dubois", "Evrard", "Fontaine", "Garcia", "Gillet", "Goossens", "Hermans", "Jacobs", "Janssens", "Lambert"),
    *("Leclercq", "Lemaire", "Maes", "Mertens", "Michiels", "Moreau", "Nguyen", "Noel", "Peeters", "Petit", "Renard"),
    *("Rousseau", "Segers", "Simon", "Thomas", "Verbeke", "Vermeulen", "Wauters", "Willems", "Yildiz", "Zaman"),
)
