"""What a chat says itself, and its looks once it talks; the API sends it to chats, widget.js has what comes before."""

from __future__ import annotations

import re
from typing import Any

from adapters.widget.pages import FOLDER

_FREE = {"name": "off", "autocomplete": "off", "rows": 1}
#: The spaces at which French lines are not broken.
_TIED = re.compile(r"(?<=«) | (?=[?!:;»])")


def _typeset(words: Any) -> Any:
    if isinstance(words, dict):
        return {name: _typeset(told) for name, told in words.items()}
    return _TIED.sub("\u00a0", words) if isinstance(words, str) else words


#: By locale, the words of the open panel; the menu's are by what they send. widget.js has none of these.
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "again": "Start again",
        "colon": ": ",
        "you": "You said: ",
        "bot": "Assistant: ",
        "person": "Our team: ",
        "answer": "Your answer",
        "confirm": "Confirm",
        "change": "Change",
        "menu": {
            "/back": "Back",
            "/why": "Why do you ask?",
            "/human": "Talk to a person",
            "/language:fr": "Français",
            "/restart": "Start over",
            "/stop": "Stop",
            "/erase": "Delete my data",
        },
        "download": "Download",
        "welcome": "Welcome back!",
        "fresh": "Our earlier conversation is no longer available.",
        "free": {"label": "Your message", **_FREE},
        "send": "Send",
        "offline": "No connection. Your message is kept and will be sent.",
        "link": "Open this link there: ",
        "done": "That’s all, thank you!",
        "stopped": "The conversation has been stopped.",
        "handed_over": "A person from our team takes it from here.",
    },
    "fr": {
        "again": "Recommencer",
        "colon": " : ",
        "you": "Vous avez dit : ",
        "bot": "Assistant : ",
        "person": "Notre équipe : ",
        "answer": "Votre réponse",
        "confirm": "Valider",
        "change": "Modifier",
        "menu": {
            "/back": "Revenir en arrière",
            "/why": "Pourquoi cette question ?",
            "/human": "Parler à une personne",
            "/language:en": "English",
            "/restart": "Tout recommencer",
            "/stop": "Arrêter",
            "/erase": "Supprimer mes données",
        },
        "download": "Télécharger",
        "welcome": "Content de vous revoir !",
        "fresh": "Notre conversation précédente n’est plus disponible.",
        "free": {"label": "Votre message", **_FREE},
        "send": "Envoyer",
        "offline": "Pas de connexion. Votre message est gardé et sera envoyé.",
        "link": "Ouvrez-y ce lien : ",
        "done": "C’est terminé, merci !",
        "stopped": "La conversation est arrêtée.",
        "handed_over": "Une personne de notre équipe prend le relais.",
    },
}

#: By locale, the words that stand in answers where they are needed.
SHOWN: dict[str, dict[str, str]] = {
    "en": {
        "go": "Continue on ",
        "web": "another device",
        "telegram": "Telegram",
        "write": "Or write your answer",
        "name": "Your name",
        "email": "Your e-mail address",
        "tel": "Your phone number",
        "bad_email": "Incomplete address. Example: camille@example.org",
        "bad_tel": "Incomplete number. Example: 0470 12 34 56",
        "skip": "Skip",
        "step": "Step ",
        "of": " of ",
        "all": "All done",
        "answer": "Your answer",
    },
    "fr": {
        "go": "Continuer sur ",
        "web": "un autre appareil",
        "telegram": "Telegram",
        "write": "Ou écrivez votre réponse",
        "name": "Votre nom",
        "email": "Votre adresse e-mail",
        "tel": "Votre numéro de téléphone",
        "bad_email": "Adresse incomplète. Exemple : camille@example.org",
        "bad_tel": "Numéro incomplet. Exemple : 0470 12 34 56",
        "skip": "Passer",
        "step": "Étape ",
        "of": " sur ",
        "all": "Terminé",
        "answer": "Votre réponse",
    },
}

#: By locale, what a chat says where it may not talk: to visitors, and in the console to the site's owner.
SHUT: dict[str, dict[str, str]] = {
    "en": {"shut": "The chat is not available on this site.", "allow": "Add to AIMANT_ALLOWED_ORIGINS:"},
    "fr": {
        "shut": "La discussion n’est pas disponible sur ce site.",
        "allow": "Ajoutez à AIMANT_ALLOWED_ORIGINS :",
    },
}

#: What a browser fills in by itself, by a question's kind.
_KNOWN = {"name": "name", "company": "organization", "address": "street-address"}
#: What may be sent without a word, by a question's input; the rest can only be a slip, such as half an address.
_FINE = {"email": r"(?!\S*@\S*$).*|.*.@.+\...+", "tel": r"(?![\d +]{1,8}$).*"}

#: The style sheet of a talk that has begun, as one line.
STYLE = " ".join(re.sub(r"/\*.*?\*/", "", (FOLDER / "panel.css").read_text()).split())

WORDS, SHOWN, SHUT = _typeset(WORDS), _typeset(SHOWN), _typeset(SHUT)


def for_chat(answer: dict[str, Any], held: str) -> dict[str, Any]:
    """An answer of the API with what a chat shows beside it; `held` is the tag of the words that it has."""
    locale: str = answer["locale"]
    done, of = answer["progress"]["done"], answer["progress"]["of"]
    words = SHOWN.get(locale, SHOWN["en"])
    step = words["all"] if answer["state"] == "done" or done >= of else f"{words['step']}{done + 1}{words['of']}{of}"
    shown = answer | {"step": step, "messages": [_message(message, locale, words) for message in answer["messages"]]}
    places = answer.get("elsewhere", ())
    tag = "-".join((locale, *places))
    if held == tag:
        return shown
    panel = WORDS.get(locale, WORDS["en"])
    menu = {place: words["go"] + words.get(place, place.capitalize()) for place in places} | panel["menu"]
    return shown | {"words": panel | {"tag": tag, "menu": menu, "style": STYLE}}


def _message(message: dict[str, Any], locale: str, words: dict[str, str]) -> dict[str, Any]:
    shown = message | {"text": _typeset(message["text"])}
    if (question := message.get("question")) is not None:
        shown["question"] = question | {"field": _field(question, words)}
        if question["optional"] and not any(choice["value"][0] == "/" for choice in question.get("choices", ())):
            shown["question"]["skip"] = words["skip"]
    if (magnet := message.get("magnet")) is not None:
        label = file_label(magnet["type"], magnet["size"], locale)
        shown["magnet"] = magnet | {"title": _typeset(magnet["title"]), "label": label}
    return shown


def _field(question: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """The field that suits the question: its label, and an input's attributes; with `rows`, a text area's."""
    kind, entry = question["kind"], question["input"]
    if "choices" in question:
        return {"label": words["write"], **_FREE}
    if entry in _FINE:
        same = dict.fromkeys(("name", "type", "inputmode", "autocomplete"), entry)
        return {"label": words[entry], "pattern": _FINE[entry], "slip": words[f"bad_{entry}"], **same}
    label = words["name" if kind == "name" else "answer"]
    if entry == "number":
        return {"label": label, "name": "off", "autocomplete": "off", "inputmode": "decimal"}
    filled = _KNOWN.get(kind, "off")
    rows = {} if kind in ("name", "company") else {"rows": 1}
    return {"label": label, "name": filled, "autocomplete": filled} | rows


def file_label(kind: str, size: int, locale: str) -> str:
    """A file's media type and its size in bytes as a chat shows them: "PDF · 2.45 MB"."""
    number, unit = (size / 1e6, "M") if size >= 1e6 else (size / 1e3, "k")
    text = f"{float(f'{number:.3g}'):g}\u00a0{unit}"
    return f"{kind.split('/')[1].upper()} · " + (text.replace(".", ",") + "o" if locale == "fr" else text + "B")
