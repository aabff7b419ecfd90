"""People and what they say of themselves: name, company, who decides, what they need; kept in their own spelling."""

from __future__ import annotations

import re

from flows.flow import Option, Question
from flows.reading import choice, yesno
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.words import KEPT, bare, in_language, phrases, plain, tidy
from flows.values import Need

#: What the buttons of an authority question say when the flow names none.
AUTHORITY: tuple[Option, ...] = (
    Option(
        "self",
        {"fr": "Moi", "en": "Me"},
        {
            "fr": ("moi seul", "moi seule", "moi-même", "c'est moi", "seul", "seule", "tout seul", "toute seule"),
            "en": (
                "i do",
                "i am",
                "just me",
                "only me",
                "myself",
                "it's me",
                "that's me",
                "that would be me",
                "i",
                "alone",
            ),
        },
    ),
    Option(
        "shared",
        {"fr": "À plusieurs", "en": "Several of us"},
        {
            "fr": ("nous", "ensemble", "à deux", "on décide à deux", "nous tous", "on décide ensemble", "en équipe"),
            "en": (
                "we",
                "us",
                "we do",
                "together",
                "jointly",
                "all of us",
                "both of us",
                "a few of us",
                "a shared decision",
            ),
        },
    ),
    Option(
        "other",
        {"fr": "Quelqu’un d’autre", "en": "Someone else"},
        {
            "fr": ("pas moi", "une autre personne", "ma hiérarchie", "mon chef", "mon patron", "le patron"),
            "en": ("not me", "somebody else", "another person", "my boss", "the boss", "my manager", "they do"),
        },
    ),
)


def _lead(*said: str) -> re.Pattern[str]:
    """What a sentence begins with, as written with or without accents, with any apostrophe or none."""
    pattern = "|".join(said)
    for c, either in {
        "é": "[ée]",
        "î": "[îi]",
        "ç": "[çc]",
        "à": "[àa]",
        "'": "['’ ]?",
        " ?": r"\s*",
        " ": r"\s+",
    }.items():
        pattern = pattern.replace(c, either)
    return re.compile(rf"^(?:{pattern})(?:[\s:,]+|(?<=:))", re.IGNORECASE)


_GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|coucou|hello|hi there|hi|hey|good (?:morning|afternoon|evening)|oui|yes|alors"
    r"|well|ok)[\s,!.]+",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|miss)\.?|m\.) +", re.IGNORECASE)
_NAME_LEAD = _lead(
    "je m'appelle|jm'appelle|je me nomme|je me prénomme|mon nom (?:complet )?(?:est|c'est)|mon prénom (?:est|c'est)",
    "moi,? c'est|moi je suis|appele[zr].moi|appelle.moi|je suis|c'est|nom ?:|prénom ?:|vous pouvez m'appeler",
    "my (?:full |first )?name is|my (?:full |first )?name's|the name is|name is|i am called|i'm called|i am|i'm"
    "|this is",
    "it is|it's|call me|you can call me|(?:full |first )?name ?:",
)
_COMPANY_LEAD = _lead(
    "je (?:travaille|bosse) (?:chez|pour|à la|à)|je suis (?:de )?chez|nous sommes|chez|je représente"
    "|ça s'appelle|c'est",
    "(?:(?:mon|notre|ma|la) |l')?(?:entreprise|société|boîte|structure|association) ?(?:s'appelle|se nomme|est"
    "|c'est|:)",
    "i work (?:at|for|with)|i'm (?:at|with|from)|i am (?:at|with|from)|we are|we're|it's called|it is called"
    "|it's|it is",
    "(?:(?:my|our|the) )?(?:company|firm|business|organi[sz]ation) ?(?:is called|is named|is|:)|i represent",
)
_COURTESY = re.compile(
    r"(?:[\s,;.!]+(?:et )?(?:merci(?: beaucoup)?|enchantée?|svp|s['’]il (?:vous|te) pla[iî]t|and you|et vous|et toi"
    r"|thanks?(?: you)?|thank you(?: very much)?|please|nice to meet you))+[\s.!]*$",
    re.IGNORECASE,
)
_ABBREVIATIONS = frozenset(["inc", "ltd", "corp", "co", "llc", "plc", "bros", "cie", "ets", "sarl", "sa", "sas"])
_NOT_A_NAME = re.compile(r"[@<>{}\[\]|\\?]|://|\bwww\.")
#: What a person's name has none of; a formula or a tag beside a name makes the whole no name.
_NEVER_IN_A_NAME = re.compile(r"[=$%*^~#€£]")
_SHORTENED = phrases("dr, st, ste, jr, sr, pr, prof, me, mgr, mr, mrs, ms, mme, mlle, m, rev, hon")
_AFTER_A_NAME = phrases("jr, sr, junior, senior, fils, père, ii, iii, iv, phd, md, msc, mba, esq")
_TITLES_ALONE = _SHORTENED | phrases("monsieur, madame, mademoiselle, docteur, doctor, maitre, miss, sir")
_PARTICLES = phrases("de, d, du, des, la, le, l, van, von, der, den, ter, di, da, del, dos, al, el, ben, bin")
_PART = re.compile(r"\s*[,;!\n]\s*|\s+[-–—]\s+|(?<=\w)\.\s+(?=\w)")
_MOST_WORDS, _MOST_DIGITS = 7, 4
_LONGEST_NAME = 100
_LONGEST_COMPANY = 150

_UNSURE = re.compile(
    r"\b(?:sais pas|sait pas|don't know|dont know|not sure|pas sure?|no idea|aucune idee|savoir qui)\b"
)
_DENIED = re.compile(
    r"\b(?:pas moi|ce n'est pas moi|je (?:ne )?decide pas|not me|not my decision|i don't decide|i do not decide"
    r"|not up to me|"
    r"pas ma decision|not mine|depend pas de moi)\b"
)
_OTHERS = (
    r"(?:patron|patronne|boss|chef|cheffe|manager|dg|pdg|ceo|cfo|cto|coo|daf|dsi|directeur|directrice|direction"
    r"|director|"
    r"gerant|gerante|president|presidente|comite|conseil d'administration|board|hierarchie|superieur|superieure"
    r"|siege|owner|"
    r"headquarters|head office|responsable|management|maire|client|managing director|head of \w+|procurement)"
)
_PARTNERS = (
    r"(?:associe|associee|associes|partner|partners|co-?founder|cofondateur|cofondatrice|femme|mari|epouse|epoux|wife|"
    r"husband|conjoint|conjointe|collegue|collegues|colleague|colleagues|equipe|team|spouse|brother|sister|frere|soeur)"
)
_SHARED = re.compile(
    rf"\b(?:avec|with) (?:(?:mon|ma|mes|my|our|notre|nos|le|la|les|the|un|une|a) )?(?:\w+ )?(?:{_PARTNERS}"
    rf"|{_OTHERS})\b|"
    rf"\b(?:et moi|and i|and me|and myself|me and my|moi et|my {_PARTNERS} and)\b|"
    r"\b(?:ensemble|together|jointly|a (?:deux|trois|quatre|plusieurs)|both of us|collegial\w*|collectivement"
    r"|consensus)\b|"
    r"\b(?:nous decidons|we decide|we all|nous deux|on decide|on choisit)\b"
)
_SELF_ROLE = re.compile(
    r"\b(?:je suis|i am|i'm|im)\b(?: seule?| the| a| an| le| la| l'| un| une)* ?(?:ceo|owner|founder|co-?founder"
    r"|director|"
    r"president|managing director|dg|pdg|gerante?|patronn?e?|directeur|directrice|fondateur|fondatrice|presidente?|"
    r"proprietaire|decideur|decideuse|decision[- ]maker|boss|dirigeante?)\b"
)
_OTHER = re.compile(rf"\b(?:{_OTHERS}|quelqu'un d'autre|someone else|somebody else|valider par|approval from)\b")
_SELF = re.compile(
    r"^(?:just |only |it's )?me\b|(?<![-\w])(?:moi|myself|i (?:do|decide|choose|sign"
    r"|have the final say)|je (?:decide|choisis|tranche|signe|valide)|"
    r"seule?|alone|my (?:own )?decision|my call|up to me|ma decision)\b"
)
_NO_NAME = phrases("anonyme, anonymous, personne, nobody, no name, aucun, none, n/a, na, test, rien")


def read_name(text: str, _question: Question, _context: Context) -> Reading:
    """Read a person's name: the words around it go, the name stays as written, whatever its signs; nothing is made up.

    What is told after a whole name ("Laura Stone, CEO of Stone Logistics") is left out, and then the reading is not
    sure, so that what was kept is said; a text that holds what no name does is refused whole.
    """
    shown = _COURTESY.sub("", tidy(text, lines=True))
    written = _without(_TITLE, _without(_NAME_LEAD, _without(_GREETING, shown)))
    name = _unwrapped(_whole_name(written))
    if "?" in text or any(pattern.search(written) for pattern in (_NOT_A_NAME, _NEVER_IN_A_NAME)):
        return Unclear("unclear.name")
    if not 0 < len(name) <= _LONGEST_NAME or len(bare(name).split()) > _MOST_WORDS or not _lettered(name):
        return Unclear("unclear.name")
    if yesno.says(name) is not None or bare(name) in _NO_NAME or set(bare(name).split()) <= _TITLES_ALONE:
        return Unclear("unclear.name")
    return Understood(name, 1.0 if bare(name) == bare(written) else 0.9)


def read_company(text: str, _question: Question, _context: Context) -> Reading:
    """Read a company's name as written, without the words around it."""
    name = _without(_COMPANY_LEAD, _without(_GREETING, tidy(text, lines=True)))
    name = name.split("\n")[0].strip(" ,;:!'\"«»“”")
    if name.endswith(".") and name.count(".") == 1 and (not bare(name) or bare(name).split()[-1] not in _ABBREVIATIONS):
        name = name[:-1]
    if not 0 < len(name) <= _LONGEST_COMPANY or not any(c.isalpha() for c in name):
        return Unclear("unclear.company")
    if _NOT_A_NAME.search(name) or yesno.says(name) is not None or bare(name) in _NO_NAME:
        return Unclear("unclear.company")
    return Understood(name)


def read_authority(text: str, question: Question, context: Context) -> Reading:
    """Read who decides: "self", "shared" or "other", or the value of one of the question's own options."""
    options = question.options or AUTHORITY
    named = choice.read(text, question, context) if question.options else _exactly(text, context)
    if isinstance(named, Understood):
        return named
    said = plain(text)
    value = None if "?" in said or _UNSURE.search(said) else _decides(said)
    if value is None or value not in {o.value for o in options}:
        return (
            named
            if question.options and isinstance(named, Unclear) and named.suggestions
            else Unclear("unclear.authority")
        )
    return Understood(value, 0.9)


def read_need(text: str, question: Question, context: Context) -> Reading:
    """Read a need: the words as written, and every segment (the question's options) that they name."""
    words = tidy(text, KEPT, lines=True)
    if not any(c.isalnum() for c in words):
        return Unclear("unclear.need")
    segments = choice.mentioned(text, question.options, context.locale)
    if not segments:
        segments = choice.pick(text, question.options, context.locale).values[:1]
        if segments and choice.numbered(text, len(question.options)) is not None:
            words = next(in_language(o.label, context.locale) for o in question.options if o.value == segments[0])
    return Understood(Need(words, segments))


def read_text(text: str, _question: Question, _context: Context) -> Reading:
    """Read any text that has something to see in it, up to 2,000 characters."""
    words = tidy(text, KEPT, lines=True)
    return Understood(words) if plain(words) else Unclear("unclear.text")


def _exactly(text: str, context: Context) -> Understood | None:
    found = choice.pick(text, AUTHORITY, context.locale) if len(bare(text)) <= 40 else choice.Pick()
    whole = len(found.values) == 1 and found.confidence == 1.0
    return Understood(found.values[0]) if whole else None


def _decides(said: str) -> str | None:
    """Who decides by the words that tell it; the order is that of their weight."""
    if _DENIED.search(said):
        return "other"
    for value, cue in (("shared", _SHARED), ("self", _SELF_ROLE), ("other", _OTHER), ("self", _SELF)):
        if cue.search(said):
            return value
    return None


def _without(lead: re.Pattern[str], text: str) -> str:
    """The text without a lead-in, if something is left."""
    return lead.sub("", text, count=1) or text


def _whole_name(text: str) -> str:
    """The text on one line; of a whole name with something told after it ("Léa Martin - Atelier Vert") the name."""
    start = 0
    for gap in _PART.finditer(text):
        before, after = text[start : gap.start()], text[gap.end() :]
        if ("." in gap[0] and _shortened(before)) or text[: gap.start()].count("(") > text[: gap.start()].count(")"):
            continue  # "John F. Kennedy", "Dr. House", "Jean (dit Jeannot, ou Jojo)"
        told, follows = set(bare(before).split()) - _PARTICLES, bare(_PART.split(after, maxsplit=1)[0]).split()
        half = len(told) < 2 and len(follows) <= 2  # "de La Tour, Jean-Marie", "Jean - Paul"
        if not half and not (follows and _AFTER_A_NAME.issuperset(follows)):
            return " ".join(text[: gap.start()].split())
        start = gap.end()
    return " ".join(text.split())


def _shortened(before: str) -> bool:
    """Whether a full stop after these words belongs to the last of them: an initial, or a title cut short."""
    words = bare(before).split()
    return bool(words) and (len(words[-1]) == 1 or words[-1] in _SHORTENED)


def _unwrapped(name: str) -> str:
    """A name without the signs around it; a full stop that shortens its last word stays."""
    bald = name.strip(" .,;:!")
    for pair in ('""', "''", "‘’", "«»", "“”", "()"):
        if bald[:1] == pair[0] and bald[-1:] == pair[1]:
            bald = bald[1:-1].strip()
    return f"{bald}." if f"{bald}." in name and _shortened(bald) and len(bare(bald).split()) > 1 else bald


def _lettered(name: str) -> bool:
    """Whether there are letters in it, and no more digits than a nickname has."""
    return any(c.isalpha() for c in name) and sum(c.isdigit() for c in name) <= _MOST_DIGITS
