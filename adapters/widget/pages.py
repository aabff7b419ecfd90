"""The web pages around the widget: templates of this folder and their own words in French and English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # 2 MB of memory, for whoever shows a page: a server whose visitors have the widget may never
    from jinja2 import Environment

#: The folder of widget.js, the style sheets and cover.svg, for whoever serves them.
FOLDER = Path(__file__).parent

#: What the pages may load and do; nothing on them needs more.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

#: The pages' own words by locale; what is said about a flow comes from the flow.
PAGE_TEXTS: dict[str, dict[str, str]] = {
    "fr": {
        "language": "Langue",
        "home": "Retour à l’accueil",
        "eyebrow": "Livre blanc gratuit",
        "cta": "Recevoir le livre blanc",
        "chat_title": "Votre livre blanc",
        "greeting": "Bonjour ! Quelques questions courtes, et le livre blanc est à vous.",
        "no_script": "Commencer ici, sans JavaScript",
        "late": "La discussion ne s’affiche pas ? Continuez sans elle : les mêmes questions, page par page.",
        "link_ask": "Ce lien continue une conversation commencée sur un autre appareil.",
        "link_yes": "La continuer ici",
        "link_new": "En commencer une nouvelle",
        "link_stay": "Garder celle de ce navigateur",
        "link_used": "Ce lien ne vaut plus : il ne sert qu’une fois, dans l’heure.",
        "link_trouble": "Pas de réponse. Réessayez dans un instant.",
        "link_wait": "Un instant…",
        "link_kept": "Ce navigateur ne garde rien : la conversation ne peut pas y continuer. Ouvrez le lien dans un autre.",
        "form_start": "Commencer",
        "form_note": "Un assistant automatique vous répond. Rien n’est enregistré avant que vous commenciez.",
        "form_trap": "Laissez ce champ vide",
        "form_log": "Conversation",
        "form_turn": "À vous",
        "form_end": "Et maintenant",
        "form_you": "Vous avez dit : ",
        "form_bot": "Assistant : ",
        "form_person": "Notre équipe : ",
        "form_confirm": "Valider",
        "form_send": "Envoyer",
        "form_skip": "Passer",
        "form_change": "Modifier",
        "form_download": "Télécharger",
        "form_menu": "Autres possibilités",
        "form_again": "Recommencer",
        "form_look": "Voir s’il y a du nouveau",
        "form_step": "Étape {n} sur {of}",
        "form_over": "Terminé",
        "form_several": "Plusieurs réponses possibles",
        "form_or": "ou",
        "form_problem": "Erreur",
        "form_choose": "Choisissez une réponse, puis validez.",
        "form_empty": "Écrivez quelque chose, puis envoyez.",
        "form_long": "C’est trop long : 4 000 caractères au plus.",
        "form_old": "Cette page n’était plus à jour, et rien n’a été pris. Voici où nous en sommes.",
        "form_fast": "C’était très rapide. Attendez un instant, puis commencez.",
        "form_trapped": "Cela ressemble à un envoi automatique : un champ qui doit rester vide était rempli. Réessayez.",
        "form_gone": "Cette conversation n’est plus là : elle a été terminée ou effacée. Vous pouvez en commencer une autre.",
        "demo": "Démonstration",
        "demo_modes": "Les façons de montrer la discussion",
        "demo_tag": "La balise de cette page",
        "demo_label": "Le livre blanc",
        "demo_preview": "Un livre blanc sur Bruxelles, contre quelques réponses : cela vous dit ?",
        "demo_bubble": "Une bulle dans un coin",
        "demo_bubble_text": "La page reste telle qu’elle est : la discussion attend dans un coin, et s’ouvre au clic. Une invitation"
        " apparaît après trois secondes, jusqu’à ce qu’on l’écarte.",
        "demo_inline": "Dans la page",
        "demo_inline_text": "La discussion a sa place parmi le texte, comme un formulaire.",
        "demo_popup": "Une fenêtre au milieu",
        "demo_popup_text": "Rien n’est visible avant un clic sur un lien ou un bouton de la page, qui ouvre la discussion au milieu.",
        "demo_page": "En pleine page, sous sa propre adresse",
        "demo_form": "Sans JavaScript : des pages et des formulaires",
        "field_answer": "Votre réponse",
        "field_write": "Ou répondez avec vos mots",
        "field_message": "Votre message",
        "field_name": "Votre nom",
        "field_email": "Votre adresse e-mail",
        "field_tel": "Votre numéro de téléphone",
        "verb_back": "Revenir en arrière",
        "verb_why": "Pourquoi cette question ?",
        "verb_human": "Parler à une personne",
        "verb_restart": "Tout recommencer",
        "verb_stop": "Arrêter",
        "verb_erase": "Supprimer mes données",
        "ended_done": "C’est terminé, merci !",
        "ended_stopped": "La conversation est arrêtée.",
        "ended_handed_over": "Une personne de notre équipe prend le relais. Ses messages apparaîtront ici.",
        "trouble_nothing_title": "Il n’y a pas de conversation ici",
        "trouble_nothing_text": "L’adresse est peut-être incomplète, ou la conversation n’est plus proposée.",
        "trouble_busy_title": "C’est beaucoup à la fois",
        "trouble_busy_text": "Rien n’est perdu. Réessayez dans {seconds} s.",
        "trouble_later_title": "Un contretemps de notre côté",
        "trouble_later_text": "Ce que vous venez d’envoyer n’a pas pu être gardé. Revenez à la page, et envoyez-le à nouveau.",
        "trouble_refused_title": "Ce formulaire vient d’ailleurs",
        "trouble_refused_text": "Pour vous protéger, il ne peut être envoyé que depuis notre propre page.",
        "trouble_bad_title": "Ce formulaire n’est pas lisible",
        "trouble_bad_text": "Rien n’a été pris. Revenez à la page, et réessayez.",
        "trouble_again": "Revenir à la conversation",
        "terms": "L’échange, en clair",
        "terms_get_title": "Ce que vous recevez",
        "terms_get": "Le livre blanc en PDF, tout de suite dans la discussion. Il est à vous, même si vous refusez de laisser"
        " vos coordonnées.",
        "terms_ask_title": "Ce que l’on vous demande",
        "terms_ask": "Quelques questions courtes. Chacune vous dit pourquoi elle est posée ; vous pouvez passer celles qui sont"
        " facultatives et modifier vos réponses.",
        "terms_keep_title": "Ce que l’on garde",
        "terms_keep": "Rien avant votre premier clic, et aucun pistage. Vos réponses s’effacent quand vous le demandez, d’un"
        " seul geste.",
        "more": "À essayer aussi",
        "try": "Essayer",
        "assistant": "Un assistant automatique mène la discussion.",
        "link_expired_title": "Ce lien a expiré",
        "link_expired_text": "Pour protéger ce qu’il ouvre, un lien ne vaut qu’un temps. Nous pouvons en envoyer un nouveau à"
        " l’adresse e-mail laissée dans la discussion.",
        "link_expired_here": "Pour protéger ce qu’il ouvre, un lien ne vaut qu’un temps. Rouvrez la discussion dans le navigateur où"
        " vous l’avez eue : elle en montre un neuf, sauf si vos données ont été effacées.",
        "link_altered_title": "Ce lien n’est pas complet",
        "link_altered_text": "Il a sans doute été coupé en chemin. Ouvrez-le de nouveau depuis votre e-mail ou depuis la"
        " discussion, sans rien y changer.",
        "link_sent_title": "C’est en route",
        "link_sent_text": "Si une adresse e-mail a été laissée dans la discussion, un nouveau lien vient de lui être envoyé."
        " Pensez à regarder dans les indésirables.",
        "renew": "Envoyer un nouveau lien",
    },
    "en": {
        "language": "Language",
        "home": "Back to the home page",
        "eyebrow": "Free white paper",
        "cta": "Get the white paper",
        "chat_title": "Your white paper",
        "greeting": "Hello! A few short questions, and the white paper is yours.",
        "no_script": "Begin here, without JavaScript",
        "late": "The chat does not show? Go on without it: the same questions, page by page.",
        "link_ask": "This link goes on with a conversation begun on another device.",
        "link_yes": "Continue it here",
        "link_new": "Start a new one",
        "link_stay": "Keep the one in this browser",
        "link_used": "This link is no longer good: it works once, within the hour.",
        "link_trouble": "No answer. Try again in a moment.",
        "link_wait": "One moment…",
        "link_kept": "This browser keeps nothing, so the conversation cannot go on here. Open the link in another one.",
        "form_start": "Start",
        "form_note": "An automated assistant answers you. Nothing is stored before you start.",
        "form_trap": "Leave this field empty",
        "form_log": "Conversation",
        "form_turn": "Your turn",
        "form_end": "What now",
        "form_you": "You said: ",
        "form_bot": "Assistant: ",
        "form_person": "Our team: ",
        "form_confirm": "Confirm",
        "form_send": "Send",
        "form_skip": "Skip",
        "form_change": "Change",
        "form_download": "Download",
        "form_menu": "What else you can do",
        "form_again": "Start again",
        "form_look": "See whether there is something new",
        "form_step": "Step {n} of {of}",
        "form_over": "All done",
        "form_several": "You can choose several",
        "form_or": "or",
        "form_problem": "Error",
        "form_choose": "Choose an answer, then confirm.",
        "form_empty": "Write something, then send it.",
        "form_long": "That is too long: 4,000 characters at most.",
        "form_old": "That page was no longer up to date, and nothing was taken. This is where we are.",
        "form_fast": "That was very quick. Wait a moment, then start.",
        "form_trapped": "This looks like an automated submission: a field that must stay empty was filled in. Try again.",
        "form_gone": "This conversation is no longer here: it was ended or erased. You can begin another one.",
        "demo": "Demonstration",
        "demo_modes": "The ways to show the chat",
        "demo_tag": "The tag of this page",
        "demo_label": "The white paper",
        "demo_preview": "A white paper about Brussels for a few answers: how about it?",
        "demo_bubble": "A bubble in a corner",
        "demo_bubble_text": "The page stays as it is: the chat waits in a corner and opens on a click. An invitation shows after three"
        " seconds, until it is sent away.",
        "demo_inline": "Within the page",
        "demo_inline_text": "The chat has its place among the text, as a form has.",
        "demo_popup": "A window in the middle",
        "demo_popup_text": "Nothing is seen before a click on a link or a button of the page, which opens the chat in the middle.",
        "demo_page": "A full page, at an address of its own",
        "demo_form": "Without JavaScript: pages and forms",
        "field_answer": "Your answer",
        "field_write": "Or answer in your own words",
        "field_message": "Your message",
        "field_name": "Your name",
        "field_email": "Your e-mail address",
        "field_tel": "Your phone number",
        "verb_back": "Back",
        "verb_why": "Why do you ask?",
        "verb_human": "Talk to a person",
        "verb_restart": "Start over",
        "verb_stop": "Stop",
        "verb_erase": "Delete my data",
        "ended_done": "That’s all, thank you!",
        "ended_stopped": "The conversation has been stopped.",
        "ended_handed_over": "A person from our team takes it from here. Their messages will appear here.",
        "trouble_nothing_title": "There is no conversation here",
        "trouble_nothing_text": "The address may be incomplete, or the conversation is no longer offered.",
        "trouble_busy_title": "That is a lot at once",
        "trouble_busy_text": "Nothing is lost. Try again in {seconds} s.",
        "trouble_later_title": "Something went wrong on our side",
        "trouble_later_text": "What you just sent could not be kept. Go back to the page, and send it again.",
        "trouble_refused_title": "This form comes from elsewhere",
        "trouble_refused_text": "To protect you, it can only be sent from our own page.",
        "trouble_bad_title": "This form cannot be read",
        "trouble_bad_text": "Nothing was taken. Go back to the page, and try again.",
        "trouble_again": "Back to the conversation",
        "terms": "The exchange, in plain words",
        "terms_get_title": "What you receive",
        "terms_get": "The white paper as a PDF, right there in the chat. It is yours even if you would rather not leave your"
        " details.",
        "terms_ask_title": "What you are asked",
        "terms_ask": "A few short questions. Each one tells you why it is asked; you can skip the optional ones and change"
        " your answers.",
        "terms_keep_title": "What is kept",
        "terms_keep": "Nothing before your first click, and no tracking. Your answers are erased whenever you ask, in one"
        " move.",
        "more": "Also to try",
        "try": "Try it",
        "assistant": "An automated assistant leads the chat.",
        "link_expired_title": "This link has expired",
        "link_expired_text": "To protect what it opens, a link is only good for a while. We can send a new one to the e-mail"
        " address left in the chat.",
        "link_expired_here": "To protect what it opens, a link is only good for a while. Open the chat again in the browser where"
        " you had it: it shows a fresh one, unless your data was erased.",
        "link_altered_title": "This link is not complete",
        "link_altered_text": "It was probably cut on its way. Open it again from your e-mail or from the chat, without"
        " changing anything in it.",
        "link_sent_title": "It is on its way",
        "link_sent_text": "If an e-mail address was left in the chat, a new link has just been sent to it. Have a look in the"
        " spam folder too.",
        "renew": "Send a new link",
    },
}


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["typeset"] = _typeset
    return made


def _typeset(text: str) -> str:
    """French punctuation does not begin a line."""
    return re.sub(r" (?=[?!:;»])", "\u00a0", text).replace("« ", "«\u00a0")


Page = Literal["landing", "page", "form", "trouble", "demo", "link"]


def render(name: Page, locale: str, **context: Any) -> str:
    """The HTML of a page, in `locale` if the pages speak it, else in English.

    What each page needs (a missing name raises `jinja2.UndefinedError`):
    `landing`: here (its address), flow (its name), title, lead, points (list of str), languages (list of str), flows (list of (name, title));
    `page`: flow, title, languages, plain (False), ticket, came, error (None), gone (False);
    `form`: flow, title, languages, plain (True), error (a key of the texts, or None), and either talk (what
    `adapters.channels.form` shows of it), or talk None with ticket (what begins one), came (hidden fields), gone;
    `trouble`: state ("nothing", "busy", "later", "refused" or "bad"), languages, seconds, again (an address, or None);
    `demo`: flow, title, languages, mode, modes, tag (how the page's script tag reads);
    `link`: state ("expired", "altered" or "sent"), languages, renew (where the form posts to ask for a new link, or None).
    """
    spoken = locale if locale in PAGE_TEXTS else "en"
    template = _templates().get_template(f"{name}.html.j2")
    return template.render(
        locale=spoken,
        t=PAGE_TEXTS[spoken],
        names={"fr": "Français", "en": "English"},
        colon="\u00a0:" if spoken == "fr" else ":",
        **context,
    )
