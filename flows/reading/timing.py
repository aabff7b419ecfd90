"""Timing: when something is to happen, as an interval of days with the ends that the words open or close."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.days import Span, spans
from flows.reading.words import plain
from flows.values import Window

_BEFORE = re.compile(r"\b(?:avant|before|ahead of|prior to|until)(?: le| la| les| the| l'| debut)* ?$")
_NOT_BEFORE = re.compile(
    r"(?:pas avant|not before|not until|no earlier than|no sooner than|au plus tot|a partir d[eu']"
    r"|a compter d[eu']|des|depuis|from"
    r"|starting(?: in| from| on)?|as of|since)(?: le| la| les| the| l'| en| in| mois de)* ?$"
)
_BY = re.compile(
    r"\b(?:d'ici(?: a)?|by|jusqu'(?:a|au|en)|au plus tard|no later than|at the latest)(?: le| la| les| the| l'"
    r"| en| au| a)* ?$"
)
_END = re.compile(r"(?:fin|end|late)\b")
_AFTER = re.compile(r"\b(?:apres|after|past)(?: le| la| les| the| l')* ?$")
_DENIED = re.compile(r"\b(?:pas|not|non)(?: en| in| au| le| on| du| de)* ?$")
_LATEST = re.compile(r"^ ?(?:au plus tard|at the latest|latest|max(?:imum)?)\b")
_SOON = re.compile(
    r"\b(?:asap|des que possible|au plus (?:vite|tot)|le plus (?:vite|tot|rapidement)(?: possible)?|as (?:soon"
    r"|quickly|fast) as possible"
    r"|immediat\w*|tout de suite|urgent|urgente|urgently|urgence|maintenant|right away|right now|straight away"
    r"|now|sans attendre)\b"
)
_NO_HURRY = re.compile(
    r"\b(?:(?:pas|rien d'|aucune|non|not|no|isn't|n't) ?(?:de |du tout |particulierement |an? |any |in (?:a|any) )?"
    r"(?:presse|pressee|presses|urgent|urgence|hurry|rush|timeline)"
    r"|(?<!dans )un jour(?! ou deux)|un de ces jours|(?<!in )one day|some ?day|eventually|just (?:looking|browsing)"
    r"|juste (?:un coup d'oeil|curieux|regarder|me renseigner)|je (?:me renseigne|regarde)|jamais|never|no date"
    r"|pas de date)\b"
)
_NO_DATE_YET = re.compile(r"\b(?:no date (?:set|yet)|pas (?:encore )?de date (?:precise|fixee|encore|definie|arretee))")


def read(text: str, _question: Question, context: Context) -> Reading:
    """Read when something is to happen; a time wholly past is unclear."""
    said, today = plain(text), context.today
    named = spans(said, today)
    wanted = [s for s in named if not _DENIED.search(said[: s.start])] or named
    if not wanted:
        if _NO_HURRY.search(said):
            return Unclear("unclear.timing") if _NO_DATE_YET.search(said) else Understood(Window(never=True))
        return Understood(Window(asap=True)) if _SOON.search(said) else Unclear("unclear.timing")
    windows = {_window(said, s) for s in wanted}
    if len(windows) > 1:
        return Unclear("unclear.timing-several")
    window = windows.pop()
    end = window.latest or date.max
    return Unclear("unclear.timing-past") if end < today else Understood(window)


def read_date(text: str, _question: Question, context: Context) -> Reading:
    """Read the one day that a text names."""
    days = {s.first for s in spans(plain(text), context.today) if s.first == s.last and not s.bound}
    if len(days) != 1:
        return Unclear("unclear.date-several" if days else "unclear.date")
    return Understood(days.pop())


def _window(said: str, span: Span) -> Window:
    """The span with the words before and after it: "avant", "by", "not until" open one of its ends."""
    before, after = said[max(0, span.start - 60) : span.start], said[span.end : span.end + 60]
    to_its_end = _END.match(said[span.start : span.end]) is not None
    if span.bound or _BY.search(before) or _LATEST.search(after):
        return Window(None, span.last)
    if _NOT_BEFORE.search(before) or re.search(r"\bnot until\b", before):
        return Window(span.first, None)
    if _BEFORE.search(before):
        return Window(None, span.last if to_its_end else span.first - timedelta(days=1))
    if _AFTER.search(before) or _DENIED.search(before):
        return Window(span.last + timedelta(days=1), None)
    return Window(span.first, span.last)
