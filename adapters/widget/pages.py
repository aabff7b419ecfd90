"""The web pages around the widget: templates of this folder and their own words in French and English."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
        "no_script": "La discussion a besoin de JavaScript. Activez-le, puis rechargez la page.",
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
        "no_script": "The chat needs JavaScript. Switch it on, then reload the page.",
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

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)

Page = Literal["landing", "page", "link"]


def render(name: Page, locale: str, **context: Any) -> str:
    """The HTML of a page, in `locale` if the pages speak it, else in English.

    What each page needs (a missing name raises `jinja2.UndefinedError`):
    `landing`: flow (its name), title, lead, points (list of str), languages (list of str), flows (list of (name, title));
    `page`: flow, title, languages;
    `link`: state ("expired", "altered" or "sent"), languages, renew (where the form posts to ask for a new link, or None).
    """
    spoken = locale if locale in PAGE_TEXTS else "en"
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(
        locale=spoken, t=PAGE_TEXTS[spoken], names={"fr": "Français", "en": "English"}, **context
    )
