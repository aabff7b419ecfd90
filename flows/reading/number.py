"""Numbers: one numeral, however its thousands and decimals are written, within the question's limits."""

from __future__ import annotations

import re

from flows.flow import Question
from flows.reading.contract import Context, Reading, Unclear, Understood
from flows.reading.words import COUNTS, bare, plain

#: A numeral with thousands by space, point, comma or apostrophe, and decimals by point or comma; bounded in length.
NUMERAL = r"(?:\d{1,3}(?:[ .,']\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,15}(?:[.,]\d{1,6})?)(?![.,]?\d)"

_SIGNED = re.compile(rf"(?<![\w.,/:])(?P<minus>- ?)?(?P<numeral>{NUMERAL})(?P<thousand> ?k\b)?(?![\w@/:])")
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_ONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")


def worth(numeral: str, *, multiplied: bool = False) -> float:
    """What a NUMERAL is worth; before a multiplier one group of three after a point is a fraction ("1.250 M")."""
    grouped = _GROUPED.match(numeral)
    if grouped is None or (multiplied and _ONE_GROUP.fullmatch(numeral)):
        return float(numeral.replace(",", "."))
    whole = re.sub(r"\D", "", grouped[0])
    return float(f"{whole}.{numeral[grouped.end() + 1 :] or '0'}")


def read(text: str, question: Question, _context: Context) -> Reading:
    """Read the one number in a text; a whole number comes as int. Outside the question's limits it is unclear."""
    found = {_value(m) for m in _SIGNED.finditer(plain(text))}
    if not found and bare(text) in COUNTS:
        found = {float(COUNTS[bare(text)])}
    if len(found) != 1:
        return Unclear("unclear.number-several" if found else "unclear.number")
    value = found.pop()
    below = question.minimum is not None and value < question.minimum
    above = question.maximum is not None and value > question.maximum
    if below or above:
        return Unclear("unclear.number-range")
    return Understood(int(value) if value.is_integer() else value)


def _value(match: re.Match[str]) -> float:
    value = worth(match["numeral"], multiplied=bool(match["thousand"])) * (1_000 if match["thousand"] else 1)
    return -value if match["minus"] else value
