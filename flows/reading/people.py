"""People and what they say of themselves: name, company, who decides, what they need; kept in their own spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.flow import Option, Question
from flows.reading import choice, yesno
from flows.reading.contract import Context, Found, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.patterns import late
from flows.reading.words import KEPT, any_of, bare, in_language, one_of, phrases, plain, tidy
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


_WORDS = tuple(lexicon.people for lexicon in LEXICONS)
_TOLERANT = {
    "a": "[aàâäá]", "e": "[eéèêë]", "i": "[iîï]", "o": "[oôö]", "u": "[uùûü]", "c": "[cç]", "'": "['’‘` ]?",
    " ": r"[\s\u00a0]+",
}  # fmt: skip


def _said(*lines: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(p) for said in lines for line in said for p in line.split(",") if p.strip())


def _written(*lines: Iterable[str]) -> str:
    """A regular expression for phrases as people write them, with accents or without, and any apostrophe."""
    return one_of([_TOLERANT.get(c, re.escape(c)) for c in phrase] for phrase in _said(*lines))


def _begins(*lines: Iterable[str]) -> re.Pattern[str]:
    """What a sentence begins with, and the gap after it."""
    return re.compile(rf"^(?:{_written(*lines)})(?:[\s:,]+(?:[-–—:] )?|(?<=['’:]))", re.IGNORECASE)


def _bare(*lines: Iterable[str]) -> frozenset[str]:
    return frozenset(p for said in lines for p in phrases(*said))


_GREETING = late(rf"^(?:(?:{_written(*(w.greetings for w in _WORDS))})[\s,!.:;]+)+", re.IGNORECASE)
_AND = any_of(bare(p) for lexicon in LEXICONS for line in lexicon.choice.joining for p in line.split(",")[:1])
_COURTESY = late(
    rf"(?<![\s,;.!?)])(?:[\s,;.!?)]++(?:(?:{_AND}) )?(?:{_written(*(w.courtesy for w in _WORDS))})(?!\w))++[\s.!?)]*$",
    re.IGNORECASE,
)
_TITLE = late(rf"^(?:(?:{_written(*(w.titles for w in _WORDS))})\.?[\s\u00a0]+)+(?=\w)", re.IGNORECASE)
_SURE_NAME_LEAD = _begins(*(w.sure_name_leads for w in _WORDS))
_NAME_LEAD = _begins(*(w.name_leads for w in _WORDS), *(w.sure_name_leads for w in _WORDS))
_NAME_TAIL = late(rf"(?<![\s,])[\s,]++(?:{_written(*(w.name_tails for w in _WORDS))})[\s.!]*$", re.IGNORECASE)
_GIVEN, _FAMILY = _written(*(w.given for w in _WORDS)), _written(*(w.family for w in _WORDS))
_FIELD = late(
    rf"(?<![\w'’-])(?:(?P<given>{_GIVEN})|(?P<family>{_FAMILY}))(?!\w)[\s\u00a0]*"
    rf"(?:[:=]|(?:est|is|c['’]est|'s)(?!\w))?[\s\u00a0]*",
    re.IGNORECASE,
)
_FIELD_END = late(
    rf"(?<![\s,;/|.–-])[\s,;/|.–-]++(?:(?:{_AND})[\s,;/|.–-]*+)?$|^[\s,;:]+|(?<!\w)(?:{_AND})$", re.IGNORECASE
)
_GOES_ON = late(
    rf"(?:(?<![\s,;:(–—-])[\s,;:(–—-]++|^)(?:{_written(*(w.goes_on for w in _WORDS))})(?:(?!\w)|(?<=['’]))",
    re.IGNORECASE,
)
_CONTACT = late(r"[^\s,;]+@[^\s,;]+|…|[+(]?\d[\d\s./()-]{5,}\d")
_LEGAL_FORM = _written(*(w.legal_forms for w in _WORDS))
_ROLE_WORDS = sorted(_said(*(w.deciders for w in _WORDS), *(w.above for w in _WORDS), *(w.helpers for w in _WORDS)))
_ROLE = _written(*(w.deciders for w in _WORDS), *(w.above for w in _WORDS), *(w.helpers for w in _WORDS))
_OF = _written(*(w.of for w in _WORDS))
_ROLE_OF = late(rf"(?<![\s,;(–—-])[\s,;(–—-]++(?:(?:the|le|la|l['’]) ?)?(?:{_ROLE})(?=[\s,)]|$)", re.IGNORECASE)
_NEVER_IN_A_NAME_WORDS = _bare(*(w.never_in_a_name for w in _WORDS))
_NO_INTRODUCTION = _bare(*(w.no_introduction for w in _WORDS))
_ROLE_PARTS = frozenset(part for role in _ROLE_WORDS for part in bare(role).split() if len(part) > 3)
_NO_NAME = _bare(*(w.no_name for w in _WORDS))
_STATES = _bare(*(w.states for w in _WORDS))
_SHORTENED = _bare(*(w.shortened for w in _WORDS))
_AFTER_A_NAME = _bare(*(w.after_name for w in _WORDS))
_TITLES_ALONE = _SHORTENED | _bare(*(w.titles_alone for w in _WORDS), *(w.titles for w in _WORDS))
_PARTICLES = _bare(*(w.particles for w in _WORDS))
_COMPANY_LEAD = _begins(*(w.company_leads for w in _WORDS), *(w.sure_company_leads for w in _WORDS))
_COMPANY_TAIL = late(
    rf"(?<![\s,;:(–—-])[\s,;:(–—-]++(?:{_written(*(w.company_tails for w in _WORDS))})(?:(?!\w)|(?<=['’])).*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_COMPANY = _bare(*(w.no_company for w in _WORDS))
_NO_COMPANY_AROUND = _bare(*(w.no_company_around for w in _WORDS))
_ABBREVIATIONS = _bare(*(w.legal_forms for w in _WORDS)) | frozenset(["bros", "cie", "ets", "co"])
_NOT_A_NAME = late(r"[@<>{}\[\]|\\?]|://|\bwww\.")
#: What a person's name has none of; a formula or a tag beside a name makes the whole no name.
_NEVER_IN_A_NAME = late(r"[=$%*^~#€£]")
_PART = late(r"\s*[,;!\n]\s*|\s+[-–—]\s+|(?<=\w)\.\s+(?=\w)")
_MOST_WORDS, _MOST_DIGITS = 7, 4
#: A need told in more words is no button in other words.
_MOST_WORDS_OF_A_SEGMENT = 5
_LONGEST_NAME = 100
#: From this confidence on, an option of the flow's own was named rather than merely resembled.
_NAMED = 0.9
_LONGEST_COMPANY = 150


def read_name(text: str, _question: Question, _context: Context) -> Reading:
    """Read a person's name: the words around it go, the name stays in its own spelling; nothing is made up.

    A name in capitals or small letters throughout gets the case of a name. What is told after a whole name ("Laura
    Stone, CEO of Stone Logistics") is left out, and then the reading is not sure, so that what was kept is said; a
    text that holds what no name does is refused whole.
    """
    shown = tidy(text, lines=True)
    fields = _fields(shown)
    if fields:
        return Understood(_cased(fields), 0.9)
    shown = _COURTESY.sub("", shown)
    sure_led = _without(_GREETING, shown)
    led = _without(_NAME_LEAD, _without(_GREETING, _without(_NAME_LEAD, sure_led)))
    written = _without(_TITLE, _NAME_TAIL.sub("", led))
    contact = _CONTACT.search(written)
    name = _before_another_fact(written[: contact.start()] if contact else written)
    name = _unwrapped(_whole_name(name.strip(" ,;:-–—\n")))
    if "?" in shown or any(p.search(name if contact else written) for p in (_NOT_A_NAME, _NEVER_IN_A_NAME)):
        return Unclear("unclear.name")
    words = bare(name).split()
    if not 0 < len(name) <= _LONGEST_NAME or len(words) > _MOST_WORDS or not _lettered(name):
        return Unclear("unclear.name")
    if yesno.says(name) is not None or bare(name) in _NO_NAME or set(words) <= _TITLES_ALONE:
        return Unclear("unclear.name")
    if not _NEVER_IN_A_NAME_WORDS.isdisjoint(words):
        return Unclear("unclear.name")
    if _GIVEN_OR_FAMILY.fullmatch(name) or (written != shown and _is_no_name_after_i_am(bare(name))):
        return Unclear("unclear.name")
    return Understood(_cased(_turned(name)), 1.0 if bare(name) == bare(written) else 0.9)


def _is_no_name_after_i_am(said: str) -> bool:
    return said in _STATES or said in _ROLES or said.partition(" ")[2] in _ROLES


_ARTICLE_BEFORE_FORM = late(
    rf"^(?:{_written(*(w.determiners for w in _WORDS))})\s+(?=(?:{_LEGAL_FORM})\b)", re.IGNORECASE
)


def read_company(text: str, _question: Question, _context: Context) -> Reading:
    """Read a company's name as written, without the words around it; None when there is no company."""
    shown = _COURTESY.sub("", tidy(text, lines=True))
    if "?" not in shown and _has_none(shown):
        return Understood(None)
    name = _without(_GREETING, shown).split("\n")[0]
    told = company_found(name) if _OWN_ROLE.match(name) else None
    name = told.value if told else _led(_led(name))
    called = _CALLED.search(name)
    if called:
        name = name[called.end() :]
    quoted = _QUOTED.match(name.strip())
    if quoted:
        name = quoted[1]
    name = _ARTICLE_BEFORE_FORM.sub("", _PLACE_TAIL.sub("", _COMPANY_TAIL.sub("", name)))
    brackets = _ROLE_IN_BRACKETS.search(name)
    name = name[: brackets.start()] if brackets else name
    role = next((m for m in _ROLE_OF.finditer(name) if m[0].lstrip()[:1] in (",", ";", "–", "—", "-")), None)
    if role and role.start() > 1:
        name = name[: role.start()]
    name = name.strip(" ,;:!'\"«»“”-–—")
    if name.endswith(".") and name.count(".") == 1 and (not bare(name) or bare(name).split()[-1] not in _ABBREVIATIONS):
        name = name[:-1]
    if not 0 < len(name) <= _LONGEST_COMPANY or not any(c.isalpha() for c in name):
        return Unclear("unclear.company")
    if _NOT_A_NAME.search(name) or yesno.says(name) is not None or bare(name) in _NO_NAME:
        return Unclear("unclear.company")
    if _REFUSES & set(bare(name).split()) and len(bare(name).split()) > 1 and not any(c.isupper() for c in name[1:]):
        return Unclear("unclear.company")
    return Understood(name)


def read_authority(text: str, question: Question, context: Context) -> Reading:
    """Read who decides: "self", "shared" or "other", or the value of one of the question's own options."""
    options = question.options or AUTHORITY
    named = choice.read(text, question, context) if question.options else _exactly(text, context)
    if isinstance(named, Understood) and named.confidence == 1.0:
        return named
    said = plain(text)
    value = None if "?" in said else _decides(said)
    if value is None or value not in {o.value for o in options}:
        if isinstance(named, Understood) and named.confidence >= _NAMED:
            return named
        suggested = question.options and isinstance(named, Unclear) and named.suggestions
        return named if suggested and named is not None else Unclear("unclear.authority")
    return Understood(value, 0.9)


def read_need(text: str, question: Question, context: Context) -> Reading:
    """Read a need: the words as written, and every segment (the question's options) that they name."""
    words = tidy(text, KEPT, lines=True)
    if not any(c.isalnum() for c in words):
        return Unclear("unclear.need")
    segments = choice.mentioned(text, question.options, context.locale)
    if not segments and len(bare(text).split()) <= _MOST_WORDS_OF_A_SEGMENT:
        segments = choice.pick(text, question.options, context.locale).values[:1]
        if segments and choice.numbered(text, len(question.options)) is not None:
            words = next(in_language(o.label, context.locale) for o in question.options if o.value == segments[0])
    return Understood(Need(words, segments))


def read_text(text: str, _question: Question, _context: Context) -> Reading:
    """Read any text that has something to see in it, up to 2,000 characters."""
    words = tidy(text, KEPT, lines=True)
    return Understood(words) if plain(words) else Unclear("unclear.text")


_PROPER = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w&'’.+-]*)"
_JOINT = rf"(?:(?:{_written(*(w.joints for w in _WORDS))}) ?){{1,3}}"
_NAME_SPAN = late(rf"{_PROPER}(?:[ \u00a0](?:{_JOINT}[ ]?)?{_PROPER}){{0,5}}")
_SMALL = _written(*(w.particles for w in _WORDS))
_TWO_NAMES = late(rf"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ \u00a0](?:(?:{_SMALL}) ){{0,2}}[A-ZÀ-ÖØ-Þ][\w'’-]+){{1,3}}")
_ANY_NAME = late(r"[^\W\d_][\w'’-]*(?:[ \u00a0][^\W\d_][\w'’-]*){0,2}")
_SURE_NAME_CUE = late(rf"(?<![\w'’])(?:{_written(*(w.sure_name_leads for w in _WORDS))})[\s:]+", re.IGNORECASE)
_NAME_CUE = late(rf"(?<![\w'’])(?:{_written(*(w.name_leads for w in _WORDS))})[\s:]+", re.IGNORECASE)
_SURE_COMPANY_CUE = late(
    rf"(?<![\w'’])(?:{_written(*(w.sure_company_leads for w in _WORDS))})[\s:]+(?:(?:la|le|the|l['’]) ?)?",
    re.IGNORECASE,
)
_I_AM = _written(*(w.i_am for w in _WORDS))
_DECIDER = _written(*(w.deciders for w in _WORDS))
_HELPER = _written(*(w.helpers for w in _WORDS))
_DETERMINER = rf"(?:(?:{_written(*(w.determiners for w in _WORDS))})\s*){{0,3}}"
_OWN_ROLE = late(rf"(?<![\w'’])(?:{_I_AM})[\s,]+{_DETERMINER}(?P<role>{_DECIDER}|{_HELPER})(?![\w'’])", re.IGNORECASE)
_ROLE_AFTER_NAME = late(
    rf"(?<=[\w)])\s*[,(–—-]\s*{_DETERMINER}(?P<role>{_DECIDER}|{_HELPER})(?=\s+(?:{_OF})[\s'’]|\s*[,.;)]|\s*$)",
    re.IGNORECASE,
)
_COMPANY_AFTER_ROLE = late(
    rf"(?<![\w'’])(?:{_ROLE})(?:\s+(?:{_OF})\s+|\s+d['’])"
    rf"(?:(?:{_written(*(w.joints for w in _WORDS))})(?:\s+|(?<=['’])))?"
    rf"(?-i:(?={_PROPER}))",
    re.IGNORECASE,
)
_FORMED = late(rf"({_PROPER}(?:[ ](?:{_JOINT}[ ]?)?{_PROPER}){{0,4}})[ ,]+(?:{_LEGAL_FORM})\b\.?")
_DECIDERS, _HELPERS = _said(*(w.deciders for w in _WORDS)), _said(*(w.helpers for w in _WORDS))
_SENTENCE = late(r"[^.!?;\n]+")
_SPEAKS_OF_DECIDING = late(rf"\b(?:{any_of(_said(*(w.decides for w in _WORDS)))})\b")


def role_found(said: str) -> Found[str] | None:
    """The job that a person says is theirs ("je suis le DG de…", "Laura Stone, CEO of…"), as written."""
    own = _OWN_ROLE.search(said[:1_000]) or _ROLE_AFTER_NAME.search(said[:1_000])
    return Found(own.start("role"), own.end("role"), own["role"]) if own else None


def authority_found(said: str) -> Found[str] | None:
    """Who decides, on the way: by one's own role, or in a sentence that speaks of deciding; never by mere words."""
    said = said[:1_000]
    for sentence in _SENTENCE.finditer(said):
        words = plain(sentence[0])
        if _SPEAKS_OF_DECIDING.search(words) and "?" not in said[sentence.end() : sentence.end() + 1]:
            value = _decides(words)
            if value is not None and _decides_clearly(words):
                return Found(sentence.start(), sentence.end(), value)
    role = role_found(said)
    if role is not None and plain(role.value) in _DECIDERS and not _NOT_QUITE.match(said[role.end :]):
        return Found(role.start, role.end, "self")
    return None


def name_found(text: str) -> Found[str] | None:
    """A person's name told on the way: after "my name is", or two names with capitals after "I'm" or "this is"."""
    text = text[:1_000]
    for cue in _SURE_NAME_CUE.finditer(text):
        name = _TWO_NAMES.match(text, cue.end()) or _ANY_NAME.match(text, cue.end())
        if name and (found := _checked(name)):
            return found
    for cue in _NAME_CUE.finditer(text):
        name = _TWO_NAMES.match(text, cue.end())
        if name and not _COMPANY_WORD.search(name[0]) and (found := _checked(name)):
            return found
    return None


def names_veiled(text: str, veil: str) -> str:
    """A text with a veil over each name that its person told by a clear cue; what only looks like one is left alone."""
    place = 0
    while place < len(text):
        found = name_found(text[place : place + _WINDOW])
        if found is None:
            place += _WINDOW // 2
            continue
        start, end = place + found.start, place + found.end
        if _is_an_introduction(text, start, end):
            text = text[:start] + veil + text[end:]
            end = start + len(veil)
        place = end
    return text


#: How much of a text is looked through at once; a cue and its name take far less than half of it.
_WINDOW = 1_000


def _is_an_introduction(text: str, start: int, end: int) -> bool:
    words = bare(text[start:end]).split()
    if not words or words[0] in _NO_INTRODUCTION:
        return False
    before = text[max(0, start - _WINDOW) : start]
    if any(cue.end() == len(before) for cue in _SURE_NAME_CUE.finditer(before)):
        return True
    shouted = text.isupper() and len(text.split()) > _MOST_WORDS
    return not shouted and not any(word in _ROLE_PARTS for word in words)


def company_found(text: str) -> Found[str] | None:
    """A company told on the way: after "I work for", after a role and "of", or with its legal form ("Martin SA")."""
    text = text[:1_000]
    for cue in (_COMPANY_AFTER_ROLE, _SURE_COMPANY_CUE):
        for m in cue.finditer(text):
            name = _NAME_SPAN.match(text, m.end())
            if name:
                return Found(name.start(), name.end(), name[0].rstrip(".,'’"))
    formed = _FORMED.search(text)
    return Found(formed.start(), formed.end(), formed[0]) if formed else None


_CALLED = late(rf"^(?:[^\W\d_]+ ){{1,4}}(?:{_written(*(w.called for w in _WORDS))})[\s:]+", re.IGNORECASE)
_PLACE_TAIL = late(rf",\s+(?:{_written(*(w.places for w in _WORDS))})\s.*$", re.IGNORECASE | re.DOTALL)
_ANDS = frozenset(_AND.split("|"))
_COMPANY_WORD = late(rf"(?<!\w)(?:{_LEGAL_FORM})(?!\w)", re.IGNORECASE)
_NOT_QUITE = late(r"['’]s\b", re.IGNORECASE)


def _led(name: str) -> str:
    """A company's name without its lead-in; "We Are Social" has none, as it is written."""
    lead = _COMPANY_LEAD.match(name)
    words = lead[0].split() if lead else []
    return (
        name
        if len(words) > 1 and all(w[:1].isupper() for w in words) and not name.isupper()
        else _without(_COMPANY_LEAD, name)
    )


def _checked(name: re.Match[str]) -> Found[str] | None:
    """A name found, cut where another fact begins; None when its words are no name's."""
    cut = _GOES_ON.search(name[0], 1)
    whole = name[0][: cut.start()] if cut else name[0]
    words = whole.split()
    stops = _NEVER_IN_A_NAME_WORDS | _ANDS
    kept = next((n for n, w in enumerate(words) if bare(w) in stops), len(words))
    whole = " ".join(words[:kept])
    if not whole or bare(whole) in _NO_NAME or bare(whole) in _ROLES or set(bare(whole).split()) <= _COMMON:
        return None
    return Found(name.start(), name.start() + len(whole), _cased(whole))


_COMMON = phrases(*(lexicon.intent.common for lexicon in LEXICONS))
_ROLES = frozenset(bare(r) for r in _ROLE_WORDS)
_GIVEN_OR_FAMILY = late(rf"(?:{_GIVEN}|{_FAMILY})", re.IGNORECASE)
_QUOTED = late(r"[\"«“]\s*([^\"»”]{1,150}?)\s*[\"»”]")
_REFUSES = _bare(*(w.never_in_a_name for w in _WORDS)) - {"for", "to", "a", "it", "with", "pour", "dans", "avec", "is"}


def _fields(shown: str) -> str | None:
    """A name told by its parts ("Nom : Petit, prénom : Chloé"), given name first; None unless both are told."""
    parts = list(_FIELD.finditer(shown))[:6]
    if len({m.lastgroup for m in parts}) != 2:
        return None
    told: dict[str, str] = {}
    for n, m in enumerate(parts):
        end = parts[n + 1].start() if n + 1 < len(parts) else len(shown)
        value = _FIELD_END.sub("", _before_another_fact(shown[m.end() : end])).strip(" ,;:.\n")
        value = _PART.split(value)[0] if value else value
        if value and m.lastgroup and m.lastgroup not in told:
            told[m.lastgroup] = value
    name = " ".join(told.get(part, "") for part in ("given", "family"))
    if len(told) != 2 or len(name) > _LONGEST_NAME or not all(map(_lettered, told.values())):
        return None
    words = set(bare(name).split())
    return None if words & _NEVER_IN_A_NAME_WORDS or _NOT_A_NAME.search(name) or _NEVER_IN_A_NAME.search(name) else name


def _before_another_fact(written: str) -> str:
    """The beginning of a text, up to where another fact is told ("… et mon mail c'est", "…, DG de Leroy")."""
    told = (_GOES_ON, _ROLE_THEN_OF, _ROLE_IN_BRACKETS)
    cuts = [m.start() for p in told if (m := p.search(written, 1)) and m.start() > 0]
    return written[: min(cuts)] if cuts else written


_ROLE_IN_BRACKETS = late(rf"\s*\((?:{_ROLE})(?!\w)", re.IGNORECASE)
_ROLE_THEN_OF = late(
    rf"(?<![\s,;–—-])[\s,;–—-]++(?:(?:the|le|la|l['’]) ?)?(?:{_ROLE})\s+(?:{_OF})(?!\w)", re.IGNORECASE
)


def _turned(name: str) -> str:
    """ "DUPONT Jean" with the given name first: one part in capitals, the other not."""
    words = name.split(" ")
    n = next((n for n, w in enumerate(words) if not w.isupper()), len(words))
    first, rest = words[:n], words[n:]
    longest = max((sum(c.isalpha() for c in w) for w in first), default=0)
    if (
        0 < n < len(words)
        and longest >= 3
        and all(w.istitle() and len(w) > 1 and "." not in w for w in rest)
        and n <= 3
    ):
        return " ".join((*rest, *first))
    return name


def _cased(name: str) -> str:
    """A name that is all in capitals or all in small letters, in the case of names; "Jean DUPONT" too."""
    words = name.split(" ")
    if not (name.isupper() or name.islower()):
        shouted = [w for w in words if w.isupper() and sum(c.isalpha() for c in w) >= 3 and "." not in w]
        calm = [w for w in words if w.istitle() and len(w) > 1]
        if (
            not shouted
            or not calm
            or any(w not in shouted and w not in calm and bare(w) not in _PARTICLES for w in words)
        ):
            return name
        return " ".join(_cased_word(w, False) if w in shouted else w for w in words)
    if len(words) == 1 and name.isupper() and 1 < len(name) <= 3 and not set(bare(name)) & set("aeiouy"):
        return name  # "JP"
    return " ".join(_cased_word(w, n == len(words) - 1) for n, w in enumerate(words))


_WORD_PART = late(r"[^\W\d_]+")
_ROMAN = frozenset(["II", "III", "IV"])


def _cased_word(word: str, last: bool) -> str:
    if word.upper() in _ROMAN or (bare(word) in _PARTICLES and not last):
        return word.upper() if word.upper() in _ROMAN else word.lower()
    elided = word[:2].lower() if len(word) > 3 and word[0] in "dD" and word[1] in "'’" else ""
    low = word[len(elided) :].lower()
    shown = _WORD_PART.sub(lambda m: m[0][0].upper() + m[0][1:], low)
    if len(shown) > 4 and shown.startswith("Mc"):
        shown = f"Mc{shown[2].upper()}{shown[3:]}"
    return elided + shown


def _has_none(shown: str) -> bool:
    """Whether a text says that there is no company: its first part does, or all of it is such words."""
    parts = [bare(p) for p in re.split(r"[,.;!\n()]|\s[-–—]\s", shown) if bare(p)]
    says = [part in _NO_COMPANY or _nothing_but_none(part) for part in parts]
    return (
        bool(parts)
        and says[0]
        and (
            len(parts) == 1
            or all(s or p in _NO_COMPANY_AROUND for s, p in zip(says, parts, strict=True))
            or len(bare(shown).split()) <= 12
        )
    )


def _nothing_but_none(part: str) -> bool:
    words = part.split()
    if len(words) > 14:
        return False
    at, found = 0, False
    while at < len(words):
        n = next((n for n in range(min(7, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in _NO_COMPANY), 0)
        around = next(
            (n for n in range(min(4, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in _NO_COMPANY_AROUND), 0
        )
        if not n and not around:
            return False
        found = found or bool(n)
        at += max(n, around)
    return found


def _exactly(text: str, context: Context) -> Understood | None:
    found = choice.pick(text, AUTHORITY, context.locale) if len(bare(text)) <= 40 else choice.Pick()
    whole = len(found.values) == 1 and found.confidence == 1.0
    return Understood(found.values[0]) if whole else None


def _phrase(*lines: Iterable[str]) -> str:
    return rf"(?<![\w'-])(?:{any_of(_said(*lines))})(?![\w'])(?!-\w)"


_POSSESSIVE = rf"(?:(?:{any_of(_said(*(w.possessives for w in _WORDS)))}) ?){{0,3}}"
_ABOVE_NOUN = any_of(_said(*(w.above for w in _WORDS)))
_PARTNER_NOUN = any_of(_said(*(w.partners for w in _WORDS)))
_UNSURE = late(rf"\b(?:{any_of(_said(*(w.unsure for w in _WORDS)))})\b")
_DENIED = late(_phrase(*(w.denied for w in _WORDS)))
_SELF = late(_phrase(*(w.self_said for w in _WORDS)))
_ME = any_of(_said(*(w.me for w in _WORDS)))
_ME_AT_AN_END = late(rf"^(?:{_ME})\b(?!')|[,.] (?:{_ME})$")
_SHARED = late(_phrase(*(w.shared_said for w in _WORDS)))
_OTHER = late(_phrase(*(w.other_said for w in _WORDS)))
_WITH = any_of(_said(*(w.with_ for w in _WORDS)))
_WITH_SOMEBODY = late(rf"\b(?:{_WITH}) (?:{_POSSESSIVE}(?:\w+ )?(?:{_ABOVE_NOUN}|{_PARTNER_NOUN})|{_ME})\b")
_CONSULT = any_of(_said(*(w.consult for w in _WORDS)))
_CONSULTS_PARTNER = late(rf"\b(?:{_CONSULT}) {_POSSESSIVE}(?:\w+ )?(?:{_PARTNER_NOUN})\b")
_CONSULTS_ABOVE = late(rf"\b(?:{_CONSULT}) {_POSSESSIVE}(?:\w+ )?(?:{_ABOVE_NOUN})\b")
_WITHOUT_SOMEBODY = late(
    rf"\b(?:{any_of(_said(*(w.without for w in _WORDS)))}) {_POSSESSIVE}(?:{_ABOVE_NOUN}|{_PARTNER_NOUN})(?![\w'-])"
)
_SOMEBODY = late(rf"(?<![\w-])(?:{_ABOVE_NOUN})(?![\w-])")
_PARTNER = late(rf"(?<![\w-])(?:{_PARTNER_NOUN})(?![\w-])")
_OWNERS = _said(*(w.owners for w in _WORDS))
_I_AM_SAID = any_of(_said(*(w.i_am for w in _WORDS)))
_HELPER_OWN = late(rf"(?:{_I_AM_SAID})[ ,]+(?:\w+[ ']){{0,3}}(?:{any_of(_HELPERS)})(?!\w)")
_DETERMINERS = any_of(_said(*(w.determiners for w in _WORDS)))
_ROLE_SAID = late(
    rf"(?:^|(?<![\w'-])(?:{_I_AM_SAID})[ ,]+)(?:(?:{_DETERMINERS}) ?){{0,3}}(?P<role>{any_of(_DECIDERS)})(?![\w'-])"
)


def _decides(said: str) -> str | None:
    """Who decides by the words that tell it; the order is that of their weight.

    `said` is `plain`. Somebody denied ("not my boss") is left out first; one's own role is no superior.
    """
    said = said.strip(" .!,;")
    if _UNSURE.search(said):
        return None
    if said in _OWNERS:
        return "self"
    if _NOT_ALONE.search(said):
        return "shared"
    if _DENIED.search(said) and not _EXCLUSIVE.search(said):
        return "other"
    helped = _HELPER_OWN.search(said)
    said = _WITHOUT_SOMEBODY.sub(" ", said)
    own = None
    for m in _ROLE_SAID.finditer(said):
        if m.start() or m[0] != m["role"]:
            own = m if _is_told(m, said) else own
    if own is not None:
        said = f"{said[: own.start()]} {said[own.end() :]}"
    mine = own is not None or bool(_SELF.search(said) or _ME_AT_AN_END.search(said))
    return _weighed(said, mine=mine, by_role=own is not None, helped=helped is not None)


def _weighed(said: str, *, mine: bool, by_role: bool, helped: bool) -> str | None:
    """Who decides when what tells of oneself is known: others beside it make it shared."""
    if _EXCLUSIVE.search(said):
        return "self"
    if _CONSULTS_PARTNER.search(said):
        return "shared"
    if _CONSULTS_ABOVE.search(said):
        return "shared" if mine else "other"
    if _SHARED.search(said) or _WITH_SOMEBODY.search(said):
        return "shared"
    theirs = helped or bool(_OTHER.search(said) or _SOMEBODY.search(said))
    if mine and not by_role and (theirs or (_PARTNER.search(said) and not _SELF.search(said))):
        return "other" if _OTHER.search(said) and not _SOMEBODY.search(said) and not _SELF.search(said) else "shared"
    if mine:
        return "self"
    if theirs or _PARTNER.search(said):
        return "other"
    return "self" if _ME_SAID.search(said) else None


_NOT_ALONE = late(_phrase(*(w.not_alone for w in _WORDS)))
_EXCLUSIVE = late(_phrase(*(w.nobody_else for w in _WORDS)))
_ME_SAID = late(_phrase(_WORDS[0].me))


def _is_told(own: re.Match[str], said: str) -> bool:
    """Whether a role is told as one's own: after "I am", and not as somebody else's ("the CEO's assistant")."""
    first = own[0].split()[0].rstrip("'")
    return not said[own.end() :].startswith("'") and first not in _FIRST_DETERMINERS


_FIRST_DETERMINERS = frozenset(
    plain(p).split()[0].rstrip("'") for w in _WORDS for line in w.determiners for p in line.split(",")
)


def _decides_clearly(words: str) -> bool:
    """Whether a sentence names who decides, rather than only that something is decided."""
    return bool(
        _SELF.search(words)
        or _SHARED.search(words)
        or _OTHER.search(words)
        or _DENIED.search(words)
        or _SOMEBODY.search(words)
        or _PARTNER.search(words)
    )


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
