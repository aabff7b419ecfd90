"""Yes or no: a phrase that says so, a sentence that begins with it, or a button's number; consent is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flows.flow import Kind, Question
from flows.reading import choice
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.languages import LEXICONS
from flows.reading.lexicon import YesNoWords
from flows.reading.patterns import late
from flows.reading.words import any_of, bare, in_language, phrases, plain

_WORDS: tuple[YesNoWords, ...] = tuple(lexicon.yes_no for lexicon in LEXICONS)

#: What the buttons say, by language: (value, label).
LABELS: Mapping[str, tuple[tuple[str, str], ...]] = {
    lexicon.locale: tuple(zip(("yes", "no"), lexicon.yes_no.labels, strict=True))
    for lexicon in LEXICONS
    if all(lexicon.yes_no.labels)
}

_MAYBE = "maybe"


def _said(lines: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(phrase for line in lines for phrase in phrases(*line))


_LEANING = {
    **dict.fromkeys(_said(w.leaning_yes for w in _WORDS), "yes"),
    **dict.fromkeys(_said(w.leaning_no for w in _WORDS), "no"),
}
_SAYS: Mapping[str, str] = {
    **dict.fromkeys(_said(w.yes for w in _WORDS), "yes"),
    **dict.fromkeys(_said(w.no for w in _WORDS), "no"),
    **_LEANING,
    **dict.fromkeys(_said(w.maybe for w in _WORDS), _MAYBE),
    **dict.fromkeys(_said(w.neither for w in _WORDS), ""),
}
_REPEATED = late(r"([^\W\d_])\1+")


def _squeezed(said: str) -> str:
    """Letters that are drawn out, once each: "yesss" and "ouiiii" are "yes" and "oui"."""
    return _REPEATED.sub(r"\1", said)


_DRAWN_OUT: Mapping[str, str] = {_squeezed(phrase): value for phrase, value in reversed(list(_SAYS.items()))}
_BEGINS: Mapping[str, str] = {
    **dict.fromkeys(_said(w.begins_yes for w in _WORDS), "yes"),
    **dict.fromkeys(_said(w.begins_no for w in _WORDS), "no"),
}
_UNLESS = _said(w.unless for w in _WORDS)
_ONLY_ALONE = _said(w.only_alone for w in _WORDS)
_COURTESY = any_of(_said(w.courtesy for w in _WORDS))
_BEFORE = late(rf"^(?:(?:{_COURTESY}|{any_of(_said(w.openers for w in _WORDS))}) )+")
_AFTER = late(rf"(?: (?:{_COURTESY}))+$")
_CLAUSES = late(rf"[,.;!:…\n()]+|\b(?:{any_of(_said(w.but for w in _WORDS))})\b")
_SIGNS = late("(?P<yes>[👍👌✅✔🆗🙏💯🤝🙌])|(?P<no>[👎❌🚫🙅✖⛔])|(?P<maybe>[🤷🤔😐])")
_FORTUNE = late(r"\b50 ?[/-] ?50\b")
_LONGEST = max(len(p.split()) for p in (*_SAYS, *_BEGINS))
#: How sure a sentence is that only begins with a yes or a no, and one that tells it by what is had or used.
_BEGUN, _TOLD = 0.9, 0.8


def read(text: str, question: Question, context: Context) -> Reading:
    """Read yes or no; a yes to a consent question must be all that is said, and a maybe is never one."""
    buttons = in_language(LABELS, context.locale)
    labels = tuple(label for _, label in buttons)
    unclear = Unclear(f"unclear.{question.kind}", labels)
    maybe = Unclear("unclear.yes-no-maybe", labels) if question.kind is Kind.YES_NO else unclear
    consent = question.kind is Kind.CONSENT
    said = _worded(text)
    whole = says(said)
    if whole in ("yes", "no"):
        leans = _leans(said)
        return unclear if consent and leans and whole == "yes" else Understood(whole, _BEGUN if leans else 1.0)
    if whole is not None:
        return maybe if whole == _MAYBE else unclear
    clauses = [clause for clause in _CLAUSES.split(said) if bare(clause)]
    votes = [_begins(clause, first=n == 0) for n, clause in enumerate(clauses)]
    clear = {v for v in votes if v is not None}
    if not clear and (place := choice.numbered(text, len(buttons))) is not None:
        return Understood(buttons[place - 1][0], 0.95)  # not quite sure, so that what it stands for is said
    if "?" in said:
        return unclear
    if _MAYBE in clear and "" not in clear:
        return maybe
    if not votes or len(clear) != 1 or votes[0] not in ("yes", "no"):
        return unclear if consent or clear or not clauses else _told(clauses, unclear)
    if consent and votes[0] == "yes" and not all(says(c) == "yes" and not _leans(c) for c in clauses):
        return unclear
    return Understood(votes[0], _BEGUN)


def says(text: str) -> str | None:
    """What a whole text says, courtesy aside: "yes", "no", "maybe", "" for neither, or None when no such phrase."""
    said = bare(text)
    for form in _forms(said):
        if form in _SAYS:
            return _SAYS[form]
    drawn = _squeezed(said)
    return _DRAWN_OUT.get(drawn) if drawn != said else None


def _worded(text: str) -> str:
    """The text for comparing, signs as the words that they stand for."""

    def word(found: re.Match[str]) -> str:
        yes, no = LABELS[LEXICONS[0].locale]
        return f" {yes[1] if found['yes'] else no[1] if found['no'] else _SIGN_OF_DOUBT} "

    return _FORTUNE.sub("50 50", plain(_SIGNS.sub(word, text[:1_000])))


_SIGN_OF_DOUBT = next(iter(sorted(_said(w.maybe for w in _WORDS))))


def _forms(said: str) -> tuple[str, ...]:
    before = _BEFORE.sub("", said)
    return said, _AFTER.sub("", said), before, _AFTER.sub("", before)


def _leans(text: str) -> bool:
    """Whether a whole phrase is rather than surely a yes or a no."""
    return any(form in _LEANING for form in _forms(bare(text)))


def _told(clauses: list[str], unclear: Unclear) -> Reading:
    """A yes or no told without the word: "we use Salesforce", "on n'a rien de tel"."""
    words = _BEFORE.sub("", bare(clauses[0])).split()
    for n in range(min(_LONGEST, len(words) - 1), 0, -1):
        value = _BEGINS.get(" ".join(words[:n]))
        if value is not None:
            rest = f" {' '.join(words[n:])} "
            spoilt = any(f" {word} " in rest for word in _UNLESS) and value == "yes"
            return unclear if spoilt else Understood(value, _TOLD)
    return unclear


def _begins(clause: str, *, first: bool) -> str | None:
    """What a clause begins by saying; the longest phrase counts, so that "no problem for me" is a yes.

    Clauses after the first may merely go on, so they vote by a whole phrase, or by a plain yes or no.
    """
    whole = says(clause)
    if whole is not None:
        return whole
    words = _BEFORE.sub("", bare(clause)).split()
    for n in range(min(_LONGEST, len(words) - 1) if first else 1, 0, -1):
        phrase = " ".join(words[:n])
        if n >= len(words):
            continue
        value = _SAYS.get(phrase)
        if value is None and n == 1:
            value = _DRAWN_OUT.get(_squeezed(phrase)) if _squeezed(phrase) != phrase else None
        if value is not None and phrase not in _ONLY_ALONE and (first or phrase in _PLAIN):
            if n < len(words) and " ".join(words[: n + 1]) in _BEGINS:
                return None
            contrary = says(" ".join(words[n:]))
            if value in ("yes", "no") and contrary == _MAYBE:
                return _MAYBE
            return "" if contrary in {"yes", "no"} - {value} and value != _MAYBE else value
    return None


_PLAIN = frozenset(bare(label) for lexicon in LEXICONS for label in lexicon.yes_no.labels)
