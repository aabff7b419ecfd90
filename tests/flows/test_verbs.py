"""Requests that work in every state, and sentences that only look like one."""

import pytest

from flows.verbs import Verb, VerbSaid, read_verb

LABELS = {
    "budget": ("budget", "budget"),
    "email": ("email", "e-mail", "e-mail"),
    "interest": ("sujet", "topic"),
    "firstname": ("prénom", "first name"),
    "newsletter": ("lettre du blog", "newsletter"),
}

REQUESTS = {
    Verb.BACK: "retour|Précédent|revenir en arrière|on peut revenir en arrière ?|back|go back please"
    "|previous question|/back",
    Verb.SKIP: "passer|je passe|Suivant !|question suivante|on peut passer cette question ?|skip|skip it"
    "|can I skip?|next"
    "|let's skip that|/skip|/skip@AimantBot",
    Verb.WHY: "pourquoi ?|pourquoi cette question ?|pourquoi vous voulez mon nom ?|why|Why do you need my e-mail?|/why",
    Verb.HUMAN: "un humain svp|je veux parler à un humain|parler à un conseiller|can I speak to a real person?"
    "|human|talk to someone"
    "|je voudrais parler à quelqu’un s’il vous plaît|/human",
    Verb.STOP: "stop|STOP !!|arrêter|j'arrête là|je veux arrêter|je veux arrêter la conversation|au revoir|quit"
    "|bye|cancel|ok stop"
    "|can we stop please|/stop|/cancel",
    Verb.RESTART: "recommencer|tout recommencer|restart|start over|I want to start over|/restart",
    Verb.REPEAT: "répétez svp|pouvez-vous répéter la question ?|repeat|can you repeat the question?|pardon ?|/repeat",
    Verb.ERASE: "supprimer mes données|supprimez toutes mes données svp|je veux supprimer mes données|delete my data"
    "|please delete all my data|forget me|/delete|/erase",
    Verb.HELP: "aide|help|aidez-moi svp|/help"
    "|/settings|/foo|/Réglages|/foo@AimantBot|/foo bar|/start|/start fr|/set_up",
    Verb.CHANGE: "corriger|changer ma réponse|je me suis trompé|I made a mistake|change my answer"
    "|modifier mon adresse|/change",
}


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize(("verb", "text"), [(v, t) for v, said in REQUESTS.items() for t in said.split("|")])
def test_a_request_is_heard_in_both_languages_whatever_the_locale(verb: Verb, text: str, locale: str) -> None:
    assert read_verb(text, locale, LABELS) == VerbSaid(verb)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("changer mon budget", "budget"),
        ("je voudrais changer mon budget svp", "budget"),
        ("change my e-mail", "email"),
        ("can I change my email address?", "email"),
        ("modifier l'adresse e-mail", "email"),
        ("corriger le prénom", "firstname"),
        ("edit the topic", "interest"),
        ("changer la lettre du blog", "newsletter"),
        ("change my budget to 20k", "budget"),
        ("/change budget", "budget"),
        ("/change e-mail", "email"),
        ("/change nonsense", None),
        ("change my phone number", None),
    ],
)
def test_change_names_the_question_it_means(text: str, question: str | None) -> None:
    assert read_verb(text, "fr", LABELS) == VerbSaid(Verb.CHANGE, question)


def test_change_leaves_the_question_open_when_two_go_by_the_name() -> None:
    labels = {"home": ("adresse",), "work": ("adresse",)}

    assert read_verb("changer mon adresse", "fr", labels) == VerbSaid(Verb.CHANGE)


@pytest.mark.parametrize(
    ("text", "locale", "tongue"),
    [
        ("in English please", "fr", "en"),
        ("en anglais svp", "fr", "en"),
        ("do you speak English?", "fr", "en"),
        ("English", "fr", "en"),
        ("en français", "en", "fr"),
        ("en français s'il vous plaît", "fr", "fr"),
        ("/language en", "fr", "en"),
        ("/fr", "en", "fr"),
    ],
)
def test_a_language_can_be_asked_for(text: str, locale: str, tongue: str) -> None:
    assert read_verb(text, locale, LABELS) == VerbSaid(Verb.LANGUAGE, tongue)


@pytest.mark.parametrize(
    "text",
    """next Monday|next month|next year|mon retour de congés|back office|back in May|retour sur investissement
je veux arrêter Excel|stop using Excel|We need to stop losing leads|Stop Incendie|stop@spam.me
stop@spam.me is my real address
I need a human resources tool|ressources humaines|Humans First|agent immobilier|Skip Thompson|passer au cloud
passe-partout
pourquoi pas|why not|aide à domicile|help desk software|undo the mess our last vendor left
getting back to customers faster
a subscription cancellation flow that actually works|changer de CRM|change my CRM|modifier notre site web
changer de voiture
supprimer les doublons de mes données|delete my duplicates|cours d'anglais|English lessons
we speak English and French to customers
pas de problème|oui|non|/|/ month 500|/10|//|/home/me|and/or|/month/500|cancel culture|answer calls|the last one
la suivante et la dernière|non merci
1|10k|marie@example.com|au plus vite|maintenant|please|svp||   |recommencer un site à zéro avec vous
je veux un conseiller bancaire|get sales|avoir un commercial
parler à un humain c'est mieux que parler à un robot, c'est ce que cherchent nos clients""".replace("\n", "|").split(
        "|"
    ),
)
def test_a_sentence_that_only_looks_like_a_request_is_left_alone(text: str) -> None:
    assert read_verb(text, "fr", LABELS) is None


def test_the_name_of_the_language_being_spoken_is_no_request() -> None:
    assert read_verb("English", "en", LABELS) is None
    assert read_verb("français", "fr", LABELS) is None
