"""The hot-lead card, the same wherever it is shown: what a prospect wrote becomes one plain line, never a command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.effects import AlertSales, CardLine
from flows.texts import word

#: The most of a text that is shown, in code points.
LONGEST_QUOTE = 600
LONGEST_VALUE = 500
LONGEST_REASON = 160


@dataclass(frozen=True, slots=True)
class Headings:
    """What the parts of a card are called, and what stands between a label and its value."""

    contact: str
    facts: str
    reasons: str
    quote: str
    origin: str
    colon: str


@dataclass(frozen=True, slots=True)
class Card:
    """A lead as sales sees it, in one language; every text is one line without control characters.

    `headline` says why it comes now, `band` how it stands with its points; `reasons` are signed lines with the words
    they rest on; the other parts are (label, value) pairs. An empty `quote` is none.
    """

    headline: str
    title: str
    band: str
    reasons: tuple[str, ...]
    contact: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    quote: str
    origin: tuple[tuple[str, str], ...]
    headings: Headings
    urgent: bool


def card(alert: AlertSales) -> Card:
    """The card of an alert in its own language (English when the language is not one of ours)."""
    words = _WORDS.get(_language(alert.locale), _WORDS["en"])
    return Card(
        headline=words.headlines[alert.reason],
        title=shown(alert.title),
        band=words.band.format(
            band=words.bands.get(alert.band, shown(alert.band)), points=alert.points, fit=alert.fit, intent=alert.intent
        ),
        reasons=tuple(_reason(line, words) for line in alert.lines) or (words.no_reason,),
        contact=tuple(_pairs(alert.contact)) or ((words.headings.contact, words.no_contact),),
        facts=tuple(_pairs(alert.facts)),
        quote=words.quoted.format(shown(alert.quote, LONGEST_QUOTE)) if shown(alert.quote) else "",
        origin=tuple(
            zip(
                words.origin,
                (
                    shown(alert.source, LONGEST_VALUE) or "—",
                    words.channels.get(alert.channel, shown(alert.channel)),
                    words.languages.get(_language(alert.language), shown(alert.language)),
                    _moment(alert.at, words),
                ),
                strict=True,
            )
        ),
        headings=words.headings,
        urgent=alert.reason == "human" or alert.band == "hot",
    )


def shown(text: str, longest: int = 200) -> str:
    """A text as one line that no terminal, mail header or chat reads as anything but letters; at most `longest` long.

    Escape sequences go, control and direction characters become nothing or a space, half characters a replacement.
    """
    line = one_line(text[: 4 * longest])
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """A text as one line of letters, however long."""
    return " ".join("".join(map(_letter, _ESCAPES.sub("", text))).split())


def terminal(alert: AlertSales, write: Callable[[str], object], width: int = 80, colour: bool = False) -> None:
    """Write the card as one box, in one call; no escape sequence at all unless `colour`."""
    inner = max(36, min(width, 100)) - 4
    content = card(alert)
    rule = "─" * (inner + 2)
    paint = _painted if colour else _unpainted
    rows = [f"╭{rule}╮"]
    for style, text in _rows(content, inner):
        if style == "rule":
            rows.append(f"├{rule}┤")
        else:
            rows.append(f"│ {paint(style, text)}{' ' * (inner - _cells(text))} │")
    write("\n".join([*rows, f"╰{rule}╯", ""]))


def unnamed(alert: AlertSales) -> AlertSales:
    """The alert without anything of the person: for where an erasure cannot reach what was written."""
    words = _WORDS.get(_language(alert.locale), _WORDS["en"])
    return replace(
        alert,
        lines=tuple(replace(line, quote="") for line in alert.lines),
        facts=(),
        quote="",
        contact=((words.headings.contact, "aimant alert list"),),
        source="",
    )


def _rows(content: Card, inner: int) -> Iterator[tuple[str, str]]:
    """The lines inside the box as (style, text), none wider than `inner` cells."""
    headings = content.headings
    yield from _styled("urgent" if content.urgent else "strong", content.headline.upper(), inner)
    yield from _styled("", content.title, inner)
    yield from _styled("strong", content.band, inner)
    for heading, pairs in ((headings.contact, content.contact), (headings.facts, content.facts)):
        if pairs:
            yield "rule", ""
            yield from _styled("heading", heading, inner)
            yield from _table(pairs, inner)
    yield "rule", ""
    yield from _styled("heading", headings.reasons, inner)
    for reason in content.reasons:
        yield from _styled("", reason, inner, hang=5)
    if content.quote:
        yield "rule", ""
        yield from _styled("heading", headings.quote, inner)
        yield from _styled("quote", content.quote, inner)
    yield "rule", ""
    yield from _table(content.origin, inner)


def _table(pairs: Iterable[tuple[str, str]], inner: int) -> Iterator[tuple[str, str]]:
    rows = list(pairs)
    column = min(max(_cells(label) for label, _ in rows), inner // 3)
    for label, value in rows:
        name = next(_wrapped(label, column), "")
        lead = name + " " * (column - _cells(name) + 2)
        for line in _wrapped(value, inner - column - 2):
            yield "", lead + line
            lead = " " * (column + 2)


def _styled(style: str, text: str, inner: int, hang: int = 0) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_wrapped(text, inner - hang)):
        yield style, (" " * hang if number else "") + line


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` cells, broken at spaces where there are any."""
    line = ""
    for piece in text.split(" "):
        rest = piece
        if line and _cells(line) + 1 + _cells(rest) <= width:
            line = f"{line} {rest}"
            continue
        if line:
            yield line
        while _cells(rest) > width:
            cut = _fitting(rest, width)
            yield rest[:cut]
            rest = rest[cut:]
        line = rest
    yield line


def _fitting(text: str, width: int) -> int:
    """How many code points of the text fit into `width` cells; at least one."""
    taken = 0
    for place, letter in enumerate(text):
        taken += _cells(letter)
        if taken > width:
            return max(1, place)
    return len(text)


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii() or max(text) < "\u0300":  # before the first that is narrower or wider than one
        return len(text)
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in {"W", "F"}
        else 1
        for c in text
    )


_STYLES = {"urgent": "\x1b[1;31m", "strong": "\x1b[1m", "heading": "\x1b[2m", "quote": "\x1b[3m"}


def _painted(style: str, text: str) -> str:
    return f"{_STYLES[style]}{text}\x1b[0m" if style in _STYLES else text


def _unpainted(_: str, text: str) -> str:
    return text


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((shown(label, 80) or "—", shown(value, LONGEST_VALUE) or "—") for label, value in pairs)


def _reason(line: CardLine, words: _Words) -> str:
    points = f"+{line.points}" if line.points >= 0 else f"−{-line.points}"
    because = f"{points}  {shown(line.because)}"
    quote = shown(line.quote, LONGEST_REASON)
    return f"{because}{words.headings.colon}{words.quoted.format(quote)}" if quote else because


def _moment(at: datetime, words: _Words) -> str:
    utc = at.astimezone(UTC)
    return f"{utc.day} {word(f'month.{utc.month}', words.locale)} {utc.year}, {utc:%H:%M} UTC"


#: Terminal sequences: CSI, then OSC and its kin when they are closed, then any two-character escape.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)

#: Format characters that belong to words: they join emoji and separate letters in Persian and Indic scripts.
_JOINERS = {"\u200c", "\u200d"}


def _letter(c: str) -> str:
    category = unicodedata.category(c)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category == "Cs":
        return "\ufffd"
    if category == "Cf" and c not in _JOINERS:
        return ""
    return c


@dataclass(frozen=True, slots=True)
class _Words:
    headlines: dict[str, str]
    bands: dict[str, str]
    band: str
    headings: Headings
    origin: tuple[str, str, str, str]
    channels: dict[str, str]
    languages: dict[str, str]
    locale: str
    quoted: str
    no_contact: str
    no_reason: str


_WORDS = {
    "fr": _Words(
        locale="fr",
        headlines={"hot": "Prospect chaud", "human": "Un prospect demande à parler à quelqu’un"},
        bands={"hot": "Chaud", "warm": "Tiède", "cold": "Froid", "disqualified": "Écarté"},
        band="{band} · score {points} (adéquation {fit}, intention {intent})",
        headings=Headings("Contact", "Ce que l’on sait", "Pourquoi", "Dans ses mots", "Origine", "\u00a0: "),
        origin=("Source", "Canal", "Langue", "Reçu le"),
        channels={"web": "page web", "console": "terminal", "telegram": "Telegram", "slack": "Slack"},
        languages={"fr": "français", "en": "anglais"},
        quoted="«\u00a0{}\u00a0»",
        no_contact="aucune coordonnée laissée pour l’instant",
        no_reason="Aucun point pour l’instant",
    ),
    "en": _Words(
        locale="en",
        headlines={"hot": "Hot lead", "human": "A prospect asks to talk to somebody"},
        bands={"hot": "Hot", "warm": "Warm", "cold": "Cold", "disqualified": "Disqualified"},
        band="{band} · score {points} (fit {fit}, intent {intent})",
        headings=Headings("Contact", "What we know", "Why", "In their words", "Origin", ": "),
        origin=("Source", "Channel", "Language", "Received"),
        channels={"web": "web page", "console": "terminal", "telegram": "Telegram", "slack": "Slack"},
        languages={"fr": "French", "en": "English"},
        quoted="“{}”",
        no_contact="no details left yet",
        no_reason="No points yet",
    ),
}
