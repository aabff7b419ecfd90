"""Yes or no: a phrase that says so, a sentence that begins with it, or a button's number; consent is never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.flow import Kind, Question
from flows.reading import choice
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.words import bare, in_language, phrases, plain

#: What the buttons say, by language: (value, label).
LABELS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fr": (("yes", "Oui"), ("no", "Non")),
    "en": (("yes", "Yes"), ("no", "No")),
}

_YES = {
    "fr": phrases(
        "oui, ouais, ouaip, ui, oui oui, mais oui, ben oui, oui bien sûr, oui volontiers, oui avec plaisir, bien sûr",
        "bien sûr que oui, évidemment, absolument, tout à fait, exactement, certainement, volontiers, avec plaisir",
        "d'accord, je suis d'accord, dac, daccord, ça marche, ça me va, ça roule, entendu, parfait, super, très bien",
        "pourquoi pas, allez-y, vas-y, allons-y, je veux bien, je le veux, j'accepte, j'autorise, je consens, "
        "oui merci",
        "ok pour moi, c'est bon, c'est ok, pas de problème, pas de souci, aucun problème, aucun souci, sans problème",
        "pas d'objection, aucune objection, ça ne me dérange pas, ça me dérange pas, si, affirmatif, o, "
        "oui je suis d'accord",
        "oui j'accepte, je suis partant, je suis partante, carrément, grave, oui s'il vous plaît, oui allez-y",
    ),
    "en": phrases(
        "yes, yeah, yep, yup, yea, yess, aye, y, yes please, yes of course, of course, sure, sure thing, sure why not",
        "certainly, definitely, absolutely, indeed, exactly, gladly, with pleasure, ok, okay, okey, k, "
        "okay sure, alright",
        "all right, right, fine, that's fine, fine by me, fine with me, sounds good, sounds great, go ahead, please do",
        "go for it, why not, agreed, i agree, i accept, i consent, i do, i am, i would, we do, we are, i'd love to",
        "that works, works for me, no problem, no problem at all, no worries, no objection, no objections, "
        "not a problem",
        "i don't mind, of course yes, yes i do, yes i agree, yes i accept, affirmative, correct, true, yes sure, "
        "happy to",
    ),
}
_NO = {
    "fr": phrases(
        "non, nan, nn, nope, mais non, ben non, non non, non merci, merci non, non pas du tout, pas du tout, "
        "surtout pas",
        "certainement pas, absolument pas, bien sûr que non, hors de question, jamais, jamais de la vie, aucunement",
        "je refuse, je n'accepte pas, je ne préfère pas, je préfère pas, je préfère que non, je ne suis pas d'accord",
        "pas d'accord, je ne veux pas, je veux pas, je ne souhaite pas, non je ne veux pas, pas maintenant",
        "pas pour l'instant, pas pour le moment, pas vraiment, pas intéressé, pas intéressée, ça ne m'intéresse pas",
        "ça m'intéresse pas, sans façon, sans moi, négatif, plutôt non, on n'en a pas, nous n'en avons pas, "
        "je n'en ai pas",
    ),
    "en": phrases(
        "no, nah, nope, n, no no, no thanks, no thank you, thanks but no, not at all, absolutely not, certainly not",
        "definitely not, of course not, no way, never, not now, not yet, not really, not for now, not interested",
        "i'm not interested, i refuse, i decline, i disagree, i don't agree, i do not agree, i don't accept",
        "i do not accept, i do not consent, i don't consent, i don't want, i don't want that, i don't want to",
        "i'd rather not, i would rather not, i'd prefer not, please don't, don't, i don't, i do not, we don't, "
        "we do not",
        "we don't have one, we don't have any, i don't think so, negative, rather not, no i don't, pass on that, false",
    ),
}
_NEITHER = phrases(
    "peut-être, maybe, perhaps, oui et non, yes and no, on verra, à voir, éventuellement, ça dépend, it depends, "
    "possibly",
    "je ne sais pas, je sais pas, i don't know, i do not know, we don't know, not sure, pas sûr, no idea, aucune idée",
    "pas de réponse, i don't understand, i do not understand, je ne comprends pas, i'm not sure, pas non",
)
#: Too short, or too common as a beginning, to say anything but alone.
_ONLY_ALONE = phrases(
    "y, n, o, k, si, right, i do, i am, i would, we do, we are, super, parfait, exactement, fine, correct, true, false",
    "i don't, i do not, we don't, we do not, don't, grave, never, jamais, all right, no idea, très bien",
)

_SAYS: Mapping[str, str] = {
    **{p: "yes" for said in _YES.values() for p in said},
    **{p: "no" for said in _NO.values() for p in said},
    **dict.fromkeys(_NEITHER, ""),
}
_COURTESY = r"(?:merci(?: beaucoup)?|thanks?(?: you)?|s il (?:vous|te) plait|svp|stp|please|pls)"
_BEFORE = re.compile(rf"^(?:(?:{_COURTESY}|bah|ben|bon|alors|euh|eh bien|et bien|well|um|hmm|oh|ah|hi|bonjour) )+")
_AFTER = re.compile(rf"(?: {_COURTESY})+$")
_CLAUSES = re.compile(r"[,.;!:\n()]+|\b(?:mais|but)\b")
_SIGNS = re.compile("(?P<yes>[👍👌✅✔🆗])|(?P<no>[👎❌🚫])")
_LONGEST = max(len(p.split()) for p in _SAYS)


def read(text: str, question: Question, context: Context) -> Reading:
    """Read yes or no; a yes to a consent question must be all that is said."""
    buttons = in_language(LABELS, context.locale)
    unclear = Unclear(f"unclear.{question.kind}", tuple(label for _, label in buttons))
    said = plain(_SIGNS.sub(lambda m: f" {'oui' if m['yes'] else 'non'} ", text[:1_000]))
    whole = says(said)
    if whole is not None:
        return Understood(whole) if whole else unclear
    votes = [_begins(clause) for clause in _CLAUSES.split(said) if bare(clause)]
    clear = {v for v in votes if v is not None}
    if not clear and (place := choice.numbered(text, len(buttons))) is not None:
        return Understood(buttons[place - 1][0], 0.95)  # not quite sure, so that what it stands for is said
    if "?" in said or len(clear) != 1 or votes[0] not in ("yes", "no"):
        return unclear
    if (
        question.kind is Kind.CONSENT
        and votes[0] == "yes"
        and not all(says(c) for c in _CLAUSES.split(said) if bare(c))
    ):
        return unclear
    return Understood(votes[0], 0.9)


def says(text: str) -> str | None:
    """What a whole text says, courtesy aside: "yes", "no", "" for neither, or None when it is no such phrase."""
    said = bare(text)
    for form in (said, _AFTER.sub("", said), _BEFORE.sub("", said), _AFTER.sub("", _BEFORE.sub("", said))):
        if form in _SAYS:
            return _SAYS[form]
    return None


def _begins(clause: str) -> str | None:
    """What a clause begins by saying; the longest phrase counts, so that "no problem for me" is a yes."""
    whole = says(clause)
    if whole is not None:
        return whole
    words = _BEFORE.sub("", bare(clause)).split()
    for n in range(min(_LONGEST, len(words) - 1), 0, -1):
        phrase = " ".join(words[:n])
        if phrase in _SAYS and phrase not in _ONLY_ALONE:
            contrary = says(" ".join(words[n:])) in {"yes", "no"} - {_SAYS[phrase]}
            return "" if contrary else _SAYS[phrase]
    return None
