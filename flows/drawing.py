"""A flow as a picture: Mermaid for documents, SVG for eyes; both from the same boxes and arrows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from flows.conditions import Condition, Term, Test
from flows.flow import END, Flow
from flows.texts import word

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _MARGIN = 250, 64, 40, 74, 30
_CHARS = 34


@dataclass(frozen=True, slots=True)
class Box:
    """A question or an end; `rank` counts rows from the top, `column` from the left."""

    id: str
    title: str
    text: str
    personal: bool
    rank: int
    column: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A branch, with its condition in words (empty when there is none)."""

    source: str
    target: str
    text: str


def boxes(flow: Flow, locale: str) -> tuple[Box, ...]:
    """Every question and the end, each in the row of its longest way from the start."""
    ranks = {q.id: 0 for q in flow.questions} | {END: 0}
    for _ in flow.questions:  # as many rounds as there are questions settle every rank of an acyclic graph
        for q in flow.questions:
            for b in q.branches:
                ranks[b.go] = max(ranks[b.go], ranks[q.id] + 1)
    columns: dict[int, int] = {}
    found = []
    for name in (*(q.id for q in flow.questions), END):
        rank = ranks[name]
        column = columns.get(rank, 0)
        columns[rank] = column + 1
        asked = flow.by_id.get(name)
        title = f"{name} · {asked.kind.value}" if asked else word("draw.end", locale)
        text, personal = (asked.ask[locale], asked.personal) if asked else ("", False)
        found.append(Box(name, title, text, personal, rank, column))
    return tuple(found)


def arrows(flow: Flow) -> tuple[Arrow, ...]:
    """Every branch."""
    return tuple(Arrow(q.id, b.go, in_words(b.when)) for q in flow.questions for b in q.branches)


def in_words(condition: Condition) -> str:
    """A condition as its author wrote it, on one line."""
    parts = [_term(t) for t in condition.terms]
    if condition.any_of:
        parts.append("(" + " | ".join(in_words(c) for c in condition.any_of) + ")")
    return " & ".join(parts)


def _term(term: Term) -> str:
    match term.test:
        case Test.IS:
            return f"{term.question}: {' / '.join(term.operands)}"
        case Test.ANSWERED | Test.SKIPPED | Test.NONE:
            return f"{term.question}: {term.test.value}"
        case _:
            return f"{term.question}: {term.test.value} {term.number:g}"


def mermaid(flow: Flow, locale: str) -> str:
    """A Mermaid flowchart."""
    lines = ["flowchart TD"]
    for box in boxes(flow, locale):
        text = _mermaid_text(f"{box.title}<br/>{box.text}" if box.text else box.title)
        lines.append(f'  {_node(box.id)}{{{{"{text}"}}}}' if box.personal else f'  {_node(box.id)}["{text}"]')
    for arrow in arrows(flow):
        text = f'|"{_mermaid_text(arrow.text)}"|' if arrow.text else ""
        lines.append(f"  {_node(arrow.source)} -->{text} {_node(arrow.target)}")
    return "\n".join(lines) + "\n"


def _node(name: str) -> str:
    return "q_" + name.replace("-", "_")  # a bare "end" is a keyword of Mermaid


def _mermaid_text(text: str) -> str:
    return text.replace('"', "#quot;")


def svg(flow: Flow, locale: str) -> str:
    """The same as a picture that needs nothing else: no script, no font, no style sheet."""
    placed = boxes(flow, locale)
    at = {b.id: (_MARGIN + b.column * (_WIDTH + _ACROSS), _MARGIN + b.rank * (_HEIGHT + _DOWN)) for b in placed}
    width = max(x for x, _ in at.values()) + _WIDTH + _MARGIN + 60
    height = max(y for _, y in at.values()) + _HEIGHT + _MARGIN
    title = escape(flow.title[locale])
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="sans-serif" role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#64748b"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    ranks = {b.id: b.rank for b in placed}
    for arrow in arrows(flow):
        lines += _svg_arrow(arrow, at, skips=ranks[arrow.target] - ranks[arrow.source] > 1)
    for box in placed:
        lines += _svg_box(box, *at[box.id])
    return "\n".join([*lines, "</svg>"]) + "\n"


def _svg_arrow(arrow: Arrow, at: dict[str, tuple[int, int]], *, skips: bool) -> Iterator[str]:
    (x1, y1), (x2, y2) = at[arrow.source], at[arrow.target]
    x1, y1, x2 = x1 + _WIDTH // 2, y1 + _HEIGHT, x2 + _WIDTH // 2
    if skips:  # round the boxes in between, on their right
        side = max(x1, x2) + _WIDTH // 2 + 30
        path = f"M{x1 + 90} {y1}C{side} {y1 + 40} {side} {y2 - 40} {x2 + 90} {y2 - 2}"
        middle = (x1 + 96, y1 + 16)
    else:
        path = f"M{x1} {y1}C{x1} {y1 + 30} {x2} {y2 - 30} {x2} {y2 - 2}"
        middle = ((x1 + x2) // 2 + 6, (y1 + y2) // 2)
    yield f'<path d="{path}" fill="none" stroke="#64748b" stroke-width="1.5" marker-end="url(#a)"/>'
    if arrow.text:
        x, y = middle
        yield f'<text x="{x}" y="{y}" font-size="11" fill="#475569">{escape(_cut(arrow.text, 44))}</text>'


def _svg_box(box: Box, x: int, y: int) -> Iterator[str]:
    fill, stroke = ("#fef3c7", "#d97706") if box.personal else ("#eff6ff", "#3b82f6")
    yield f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="10" fill="{fill}" stroke="{stroke}"/>'
    yield f'<text x="{x + 12}" y="{y + 20}" font-size="12" font-weight="bold" fill="#0f172a">{escape(box.title)}</text>'
    for i, line in enumerate(_wrapped(box.text)):
        yield f'<text x="{x + 12}" y="{y + 38 + 16 * i}" font-size="12" fill="#334155">{escape(line)}</text>'


def _wrapped(text: str) -> list[str]:
    """A text on two lines at most."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < 2:
        line = rest.pop(0)
        while rest and len(line) + 1 + len(rest[0]) <= _CHARS:
            line += " " + rest.pop(0)
        lines.append(line)
    if rest:
        lines[-1] += " …"
    return [_cut(line, _CHARS + 2) for line in lines]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
