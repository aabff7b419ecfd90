"""What works in every state: a verb is heard only when the whole short message is that request, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from flows.reading.words import bare, phrases, plain


class Verb(StrEnum):
    """The requests that are understood whatever is being asked."""

    BACK = "back"
    CHANGE = "change"
    SKIP = "skip"
    WHY = "why"
    HUMAN = "human"
    STOP = "stop"
    RESTART = "restart"
    REPEAT = "repeat"
    LANGUAGE = "language"
    ERASE = "erase"
    HELP = "help"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class VerbSaid:
    """A verb and its object: a question's id for CHANGE (None when unknown), "fr" or "en" for LANGUAGE."""

    verb: Verb
    argument: str | None = None


def read_verb(text: str, locale: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """The verb that a whole message is, or None; `labels` holds every name of each question by its id.

    The name of a language alone ("English") is a request only where another language is spoken.
    """
    written = plain(text)
    if written.startswith("/"):
        return _slash(written, labels)
    said = bare(written)
    if not said or len(said) > 90:
        return None
    alone = _TONGUES.get(said)
    if alone and alone != locale[:2]:
        return VerbSaid(Verb.LANGUAGE, alone)
    for form in _stripped(said):
        if form in _REQUESTS:
            return _REQUESTS[form]
    return _change(said, labels) or (VerbSaid(Verb.WHY) if _WHY.fullmatch(said) else None)


def _table(said: Mapping[Verb, frozenset[str]]) -> dict[str, VerbSaid]:
    return {p: VerbSaid(verb) for verb, forms in said.items() for p in forms}


def _pairs(verbs: str, objects: str) -> frozenset[str]:
    return frozenset(f"{v} {o}" for v, o in product(phrases(verbs), phrases(objects)))


_REQUESTS: Mapping[str, VerbSaid] = {
    **_table(
        {
            Verb.BACK: phrases(
                "retour, revenir, reviens, revenez, revenir en arrière, retour en arrière, retourner en arrière, "
                "en arrière",
                "précédent, précédente, question précédente, la question précédente, étape précédente",
                "revenir à la question précédente, revenir à la question d'avant, retour à la question précédente",
                "back, go back, going back, previous, previous question, the previous question, go back one, back up",
                "one step back, step back, go back one step, go back to the last question, last question, undo, "
                "undo that",
                "go to the previous question, go back to the previous question, back to the previous question, "
                "previous step",
            ),
            Verb.SKIP: phrases(
                "passer, passe, passez, je passe, on passe, sauter, saute, sautez, suivant, suivante, "
                "question suivante",
                "la suivante, la question suivante, passer cette question, passer la question, sauter cette question",
                "sauter la question, passer à la suite, passer à la question suivante, je passe mon tour, "
                "passer mon tour",
                "ignorer, ignorer cette question, je préfère ne pas répondre, je ne veux pas répondre, sans réponse",
                "skip, skip it, skip this, skip that, skip this one, skip this question, skip that question, pass",
                "skip the question, next, next question, next one, the next question, move on, "
                "go on to the next question",
                "move on to the next question, go to the next question, i pass, i'll pass, i'd rather not answer",
                "i'd rather not say, i would rather not say, i prefer not to answer, i prefer not to say, "
                "prefer not to say",
            ),
            Verb.WHY: phrases(
                "pourquoi, pourquoi ça, pourquoi cette question, pourquoi cela, à quoi ça sert, ça sert à quoi, "
                "dans quel but",
                "pour quoi faire, c'est pour quoi faire, pour quelle raison, pourquoi cette demande",
                "why, why that, why this, why this question, what for, what is it for, what's it for, for what, "
                "how come",
                "what is this for, what's this for, what do you need it for, what do you need that for",
            ),
            Verb.HUMAN: phrases(
                "humain, un humain, un vrai humain, conseiller, un conseiller, une vraie personne, "
                "un commercial, opérateur",
                "passez-moi un conseiller, passez-moi quelqu'un, passez-moi un humain, passe-moi un humain",
                "human, a human, a real human, real human, real person, a real person, agent, live agent, "
                "representative",
                "give me a human, give me a person, get me a human, i want a human, human please",
            )
            | _pairs(
                "parler à, parler avec, discuter avec, échanger avec, contacter, joindre, être mis en relation avec",
                "un humain, une humaine, un vrai humain, un être humain, quelqu'un, une personne, une vraie personne,"
                "un conseiller, une conseillère, un commercial, un agent, un opérateur, votre équipe, "
                "quelqu'un de l'équipe,"
                "quelqu'un de votre équipe, une personne réelle",
            )
            | _pairs(
                "talk to, talk with, speak to, speak with, chat with, contact, reach, connect me with, connect me to,"
                "put me through to, transfer me to, get me",
                "a human, human, a real human, a human being, someone, somebody, a person, a real person, "
                "an agent, a live agent,"
                "a representative, a sales rep, sales, someone from your team, someone in sales, your team, an advisor,"
                "an actual person, a real human being, a salesperson",
            ),
            Verb.STOP: phrases(
                "stop, stopper, arrêter, arrête, arrêtez, j'arrête, j'arrête là, on arrête, on arrête là, "
                "on arrête tout",
                "arrêter là, tout arrêter, arrêter la conversation, arrêter cette conversation, arrêtez tout, quitter",
                "terminer, terminer la conversation, annuler, annule, abandonner, j'abandonne, laisse tomber, "
                "laissez tomber",
                "au revoir, ciao, adieu, à plus, bonne journée au revoir, ça ne m'intéresse plus, "
                "ça ne m'intéresse plus au revoir",
                "me désabonner, désabonnez-moi, stop merci, stop stop",
                "stop it, stop this, stop now, stop the conversation, stop this conversation, stop the chat, end",
                "end this conversation, end the conversation, end the chat, end chat, quit, exit, cancel, abort, "
                "bye, bye bye",
                "goodbye, good bye, i'm done, i'm done bye, i am done, i'm leaving, forget it, forget it i'm leaving",
                "never mind, nevermind, i quit, i give up, leave me alone, unsubscribe, unsubscribe me",
                "not interested anymore, i'm not interested anymore, not interested anymore goodbye, "
                "that's enough, enough",
            ),
            Verb.RESTART: phrases(
                "recommencer, recommence, recommencez, tout recommencer, recommencer au début, "
                "recommencer depuis le début",
                "recommencer à zéro, repartir de zéro, reprendre au début, reprendre depuis le début, redémarrer",
                "restart, start over, start again, start afresh, begin again, start from scratch, "
                "restart the conversation",
                "start from the beginning, start over from the beginning",
            ),
            Verb.REPEAT: phrases(
                "répéter, répète, répétez, répéter la question, répétez la question, répète la question, la question",
                "pardon, comment, quoi, hein, quelle était la question, quelle est la question, "
                "c'était quoi la question",
                "redire, redites, redis, redire la question, reposer la question, reposez la question, plaît-il",
                "repeat, repeat that, repeat the question, repeat it, say again, say that again, come again, "
                "what, sorry",
                "what was the question, what is the question, what's the question, ask again, pardon me, once more",
            ),
            Verb.ERASE: _pairs(
                "supprimer, supprime, supprimez, effacer, efface, effacez, suppression de, détruire",
                "mes données, toutes mes données, mes données personnelles, mes infos, mes informations,"
                "toutes mes informations, mes informations personnelles, mes réponses, tout",
            )
            | _pairs(
                "delete, erase, remove, wipe, destroy, clear",
                "my data, all my data, my personal data, my information, my info, my personal information, my details,"
                "all my information, all my personal data, my answers, everything, all of my data, everything about me",
            )
            | phrases(
                "oubliez-moi, oublie-moi, droit à l'oubli, m'oublier, que vous supprimiez mes données, supprimez-moi",
                "forget me, forget about me, delete me, erase me, right to be forgotten, forget my data",
            ),
            Verb.PRIVACY: phrases(
                "confidentialité, vie privée, mes droits, vos règles de confidentialité, politique de confidentialité",
                "que gardez-vous sur moi, que savez-vous de moi, protection des données, rgpd",
                "privacy, privacy policy, your privacy policy, my rights, data protection, gdpr",
                "what do you keep about me, what do you know about me",
            ),
            Verb.HELP: phrases(
                "aide, aidez-moi, aide-moi, à l'aide, au secours, besoin d'aide, j'ai besoin d'aide, de l'aide",
                "comment ça marche, que puis-je dire, que puis-je faire, quelles sont les commandes, "
                "je ne comprends pas",
                "help, help me, i need help, need help, how does this work, how does it work, what can i say, "
                "what can i do",
                "i don't understand, i do not understand, i don't get it, commands",
            ),
            Verb.LANGUAGE: phrases(
                "changer de langue, autre langue, une autre langue, change language, change the language, "
                "switch language, another language"
            ),
            Verb.CHANGE: phrases(
                "corriger, je me suis trompé, je me suis trompée, j'ai fait une erreur, je me suis planté, "
                "erreur de ma part",
                "i made a mistake, i made an error, i was wrong, my mistake, that's wrong, that was wrong, "
                "that's a mistake",
            ),
        }
    ),
    **{
        p: VerbSaid(Verb.LANGUAGE, tongue)
        for tongue, said in {
            "en": _pairs("in, en, parler, speak, switch to, passer en, continuer en, continue in", "english, anglais")
            | phrases("english version, version anglaise, do you speak english, speak in english, parlez-vous anglais")
            | phrases("parler en anglais, english please, i don't speak french, i speak english, talk in english"),
            "fr": _pairs("in, en, parler, speak, switch to, passer en, continuer en, continue in", "french, français")
            | phrases("version française, french version, do you speak french, parlez-vous français, parlez français")
            | phrases("parler en français, français svp, je parle français, je ne parle pas anglais, speak in french"),
        }.items()
        for p in said
    },
}
_TONGUES: Mapping[str, str] = {"english": "en", "anglais": "en", "francais": "fr", "french": "fr"}

_POLITE_BEFORE = tuple(
    sorted(
        phrases(
            "je veux, je voudrais, je souhaite, je souhaiterais, j'aimerais, j'aimerais bien, je préfère, "
            "je préférerais",
            "je voudrais bien, je peux, puis-je, est-ce que je peux, est-ce qu'on peut, est-ce que je pourrais, "
            "je pourrais",
            "on peut, peut-on, on pourrait, pouvez-vous, vous pouvez, peux-tu, tu peux, pourriez-vous, pourrais-tu",
            "est-ce que vous pouvez, merci de, veuillez, il faut, je dois, s'il vous plaît, s'il te plaît, svp, "
            "stp, alors",
            "bon, euh, ok, non, oui, d'accord, désolé, pardon, bonjour, attendez, finalement, en fait, je vais, "
            "comment",
            "i want to, i wanna, i'd like to, i would like to, i want you to, i'd like you to, i need to, i have to",
            "i'd rather, i would rather, i'd prefer to, i prefer to, can i, can i please, could i, may i, "
            "can we, could we",
            "can you, can you please, could you, could you please, would you, will you, please, pls, let me, "
            "let's, sorry",
            "ok, okay, well, um, hi, hello, no, yes, wait, actually, is it possible to, i'm going to, i'll, how do i",
        ),
        key=len,
        reverse=True,
    )
)
_POLITE_AFTER = tuple(
    sorted(
        phrases(
            "s'il vous plaît, s'il te plaît, svp, stp, merci, merci beaucoup, merci d'avance, maintenant, "
            "tout de suite, là",
            "please, pls, plz, thanks, thank you, thank you very much, now, right now, for now, if possible, then",
        ),
        key=len,
        reverse=True,
    )
)

_THINGS = "mon|ma|mes|le|la|les|l|notre|nos|my|the|our|ce|cette|that|this|de|d|du|des"
_CHANGE = re.compile(
    r"(?:changer|change|changez|modifier|modifie|modifiez|corriger|corrige|corrigez|rectifier|rectifie|rectifiez"
    r"|edit|correct|update"
    rf"|fix|amend)(?P<object>(?: (?:{_THINGS}))*(?: .+)?)"
)
_VALUE = re.compile(r" (?:to|en|par|for|into|a) .{1,60}$")
#: What can be changed without its being a question of this flow; other objects ("change CRM") are not a request.
_OURS = phrases(
    "réponse, réponses, dernière réponse, réponse précédente, ça, cela, quelque chose, une réponse, ma réponse, "
    "coordonnées",
    "adresse, numéro, nom, prénom, e-mail, mail, téléphone, budget, date, société, entreprise, choix, délai, "
    "informations",
    "answer, answers, last answer, previous answer, it, that, this, something, an answer, my answer, one answer, "
    "details",
    "address, number, name, first name, email address, phone, phone number, company, company name, choice, "
    "timing, date",
    "adresse mail, adresse e-mail, numéro de téléphone, timeline, deadline, one of my answers, une de mes réponses",
)
_ABOUT = frozenset(
    [
        "adresse",
        "address",
        "numero",
        "number",
        "nom",
        "name",
        "de",
        "d",
        "du",
        "of",
        "my",
        "mon",
        "ma",
        "the",
        "le",
        "la",
        "l",
    ]
)
_WHY = re.compile(
    r"(?:(?:et|mais|and|but) )?(?:pourquoi (?:est ce que )?(?:vous|tu|voulez|veux|demandez|avez|as)(?: \w+){0,9}"
    r"|why (?:do|are|would|did) (?:you|u) (?:ask|need|want|require|have|care)\w*(?: \w+){0,8}"
    r"|why (?:is|are) (?:this|that|it|these) (?:needed|required|necessary|asked|mandatory))"
)
_SLASH: Mapping[str, Verb] = {
    **{v.value: v for v in Verb},
    "cancel": Verb.STOP,
    "quit": Verb.STOP,
    "delete": Verb.ERASE,
    "lang": Verb.LANGUAGE,
    "agent": Verb.HUMAN,
    "next": Verb.SKIP,
    "retour": Verb.BACK,
    "passer": Verb.SKIP,
    "pourquoi": Verb.WHY,
    "humain": Verb.HUMAN,
    "changer": Verb.CHANGE,
    "modifier": Verb.CHANGE,
    "recommencer": Verb.RESTART,
    "repeter": Verb.REPEAT,
    "langue": Verb.LANGUAGE,
    "supprimer": Verb.ERASE,
    "aide": Verb.HELP,
    "annuler": Verb.STOP,
}
_CODES: Mapping[str, str] = {**_TONGUES, "fr": "fr", "en": "en"}


def _stripped(said: str) -> list[str]:
    """The message, and what is left of it as politeness goes from both ends; a few layers are enough."""
    forms = [said]
    for _ in range(4):
        last = forms[-1]
        before = next((p for p in _POLITE_BEFORE if last.startswith(f"{p} ")), None)
        shorter = last[len(before) + 1 :] if before else last
        after = next((p for p in _POLITE_AFTER if shorter.endswith(f" {p}")), None)
        if after:
            forms.append(last[: -len(after) - 1])
            shorter = shorter[: -len(after) - 1]
        if shorter == last:
            break
        forms.append(shorter)
    return forms


def _slash(written: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """A command, with the name of the bot that Telegram adds in groups: "/change@AimantBot e-mail"."""
    command, _, rest = written[1:].partition(" ")
    verb = _SLASH.get(command.partition("@")[0])
    match verb:
        case Verb.CHANGE:
            return VerbSaid(verb, _named(bare(rest), labels))
        case Verb.LANGUAGE:
            return VerbSaid(verb, _CODES.get(bare(rest)))
        case None:
            tongue = command.partition("@")[0]
            return VerbSaid(Verb.LANGUAGE, tongue) if tongue in ("fr", "en") else None
        case _:
            return VerbSaid(verb)


def _change(said: str, labels: Mapping[str, tuple[str, ...]]) -> VerbSaid | None:
    """ "Changer mon budget": the question meant, or None for one of ours that this flow does not ask."""
    for form in _stripped(said):
        match = _CHANGE.fullmatch(form)
        if match is None:
            continue
        whole = match["object"].strip()
        meant = re.sub(rf"^(?:(?:{_THINGS}) )+", "", whole)
        for thing in (meant, _VALUE.sub("", meant)):
            question = _named(thing, labels)
            if question is not None:
                return VerbSaid(Verb.CHANGE, question)
        if not whole or meant in _OURS or whole in _OURS:
            return VerbSaid(Verb.CHANGE)
    return None


def _named(thing: str, labels: Mapping[str, tuple[str, ...]]) -> str | None:
    """The one question that goes by a name; "e mail" and "email" are the same, as are "e-mail" and "e-mail address"."""
    for key in (_joined(thing), "".join(w for w in thing.split() if w not in _ABOUT)):
        found = [q for q, names in labels.items() if key and key in {_joined(n) for n in (*names, q)}]
        if len(found) == 1:
            return found[0]
    return None


def _joined(name: str) -> str:
    return bare(name).replace(" ", "")
