"""Builds the magnets that ship: every NAME.LANG.md beside this file becomes flows/catalog/magnets/NAME.LANG.pdf.

Run it from anywhere: `.venv/bin/python docs/magnets/build.py [NAME ...]`. The same sources give the same bytes.

A source is plain markdown: `key: value` lines between two `---`, then `##` and `###` headings ("### 1. ..." gets a
badge), paragraphs, `-` and `- [ ]` lists, `>` call-outs, tables (an empty cell is a place to write), a figure
(`![caption](figure:name)`), `<!-- page -->` for a new page, `**bold**` and `*italic*`. The fonts are the standard ones
of PDF, so characters are those of Windows-1252; any other is an error. French no-break spaces are put in here, so that
sources stay easy to type.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from artwork import THEMES, Figure, Theme
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "flows" / "catalog" / "magnets"
LIMIT = 200_000
LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT = 62, 62, 471, 706
INK, GREY, RULE = HexColor(0x262B30), HexColor(0x6A727A), HexColor(0xCBD2D8)
BULLET, CHECKBOX = "\u2022", "[ ]"

# --- typography


def typeset(text: str, lang: str) -> str:
    """The text with its no-break spaces, in characters that the fonts have."""
    text = text.replace("\u2212", "\u2013")
    if lang == "fr":
        text = re.sub(r" ([;:!?%»€÷×=])", "\u00a0\\1", text)
        text = text.replace("« ", "«\u00a0")
        text = re.sub(r"(?<=\d) (?=\d{3}(?!\d)|km\b|h\b|ans?\b|minutes\b)", "\u00a0", text)
    text = re.sub(r"(?<=[\u2013+±×]) (?=[\d…€])", "\u00a0", text)
    text = re.sub(r"(?<=\d) (?=(?:km|h|yrs?|months|minutes|cm)\b)", "\u00a0", text)
    text.encode("cp1252")
    return text


def inline(text: str, lang: str) -> str:
    """Markdown's bold and italic as the mark-up that paragraphs understand."""
    text = typeset(text, lang).replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)


def styles(theme: Theme) -> dict[str, ParagraphStyle]:
    """All paragraph styles of one document."""
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10.3, leading=15, textColor=INK, spaceAfter=7.5)
    body.allowWidows = body.allowOrphans = 0

    def like(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **changes)

    head = {"fontName": "Helvetica-Bold", "textColor": theme.deep}
    return {
        "body": body,
        "h2": like("h2", **head, fontSize=18, leading=22, spaceAfter=0),
        "h3": like("h3", **head, fontSize=12.2, leading=15, spaceAfter=0),
        "badge": like("badge", fontName="Helvetica-Bold", fontSize=11.5, leading=15, textColor=white,
                      alignment=TA_CENTER, spaceAfter=0),
        "item": like("item", leftIndent=14, bulletIndent=2, spaceAfter=4),
        "check": like("check", spaceAfter=0),
        "callout": like("callout", fontSize=10, leading=14.4, spaceAfter=0),
        "cell": like("cell", fontSize=9.4, leading=12.8, spaceAfter=0),
        "figures": like("figures", fontSize=8.4, leading=12, spaceAfter=0),
        "th": like("th", fontName="Helvetica-Bold", fontSize=9.4, leading=12.8, textColor=white, spaceAfter=0),
        "thf": like("thf", fontName="Helvetica-Bold", fontSize=8.4, leading=12, textColor=white, spaceAfter=0),
        "note": like("note", fontSize=8.4, leading=11.6, textColor=GREY, spaceBefore=8),
    }  # fmt: skip


# --- blocks


class Heading(Table):  # type: ignore[misc]
    """A heading with its ornament; it enters the outline of the document when it is drawn."""

    def __init__(self, cells: list[Any], widths: list[float], style: TableStyle, text: str, level: int) -> None:
        super().__init__([cells], colWidths=widths, style=style, hAlign="LEFT")
        self.text, self.level = text, level

    def draw(self) -> None:
        """Draw it and leave a bookmark."""
        key = f"h{self.canv.getPageNumber()}-{self.text}"
        self.canv.bookmarkHorizontal(key, 0, self._height)
        self.canv.addOutlineEntry(self.text, key, self.level)
        super().draw()


class Writer:
    """Turns the blocks of one source into flowables, in the colours of its theme."""

    def __init__(self, theme: Theme, lang: str) -> None:
        self.theme, self.lang, self.styles = theme, lang, styles(theme)

    def paragraph(self, text: str, style: str = "body", bullet: str | None = None) -> Paragraph:
        """One paragraph of marked-up text."""
        return Paragraph(inline(text, self.lang), self.styles[style], bulletText=bullet)

    def heading(self, text: str, level: int) -> list[Flowable]:
        """A section (2) with a short bar above it, or a step (3) with its number in a badge."""
        plain = typeset(text, self.lang)
        numbered = re.match(r"(\d+)\. (.+)", text)
        pad = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        if level == 2:
            bar = Table([[""]], colWidths=[44], rowHeights=[3.2], hAlign="LEFT")
            bar.setStyle([("BACKGROUND", (0, 0), (0, 0), self.theme.pop)])
            style = TableStyle([*pad, ("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 8)])
            return [Spacer(1, 14), bar, Heading([self.paragraph(text, "h2")], [TEXT_WIDTH], style, plain, 0)]
        if not numbered:
            style = TableStyle([*pad, ("TOPPADDING", (0, 0), (-1, -1), 4)])
            return [Heading([self.paragraph(text, "h3")], [TEXT_WIDTH], style, plain, 1)]
        number, title = numbered.groups()
        badge = Table([[self.paragraph(number, "badge")]], colWidths=[24], rowHeights=[22], hAlign="LEFT")
        badge.setStyle([
            *pad,
            ("RIGHTPADDING", (0, 0), (0, 0), 0),
            ("TOPPADDING", (0, 0), (0, 0), 2),
            ("BACKGROUND", (0, 0), (0, 0), self.theme.main),
            ("ROUNDEDCORNERS", [5, 5, 5, 5]),
        ])  # fmt: skip
        style = TableStyle([*pad, ("LEFTPADDING", (1, 0), (1, 0), 9), ("RIGHTPADDING", (0, 0), (0, 0), 0)])
        cells = [badge, self.paragraph(title, "h3")]
        return [Spacer(1, 6), Heading(cells, [24, TEXT_WIDTH - 24], style, plain, 1), Spacer(1, 4)]

    def callout(self, text: str) -> list[Flowable]:
        """A tinted box with a bar at its left."""
        box = Table([[self.paragraph(text, "callout")]], colWidths=[TEXT_WIDTH], hAlign="LEFT")
        box.setStyle([
            ("BACKGROUND", (0, 0), (-1, -1), self.theme.tint),
            ("LINEBEFORE", (0, 0), (0, -1), 3, self.theme.pop),
            ("LEFTPADDING", (0, 0), (-1, -1), 13),
            ("RIGHTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
        ])  # fmt: skip
        return [Spacer(1, 2), box, Spacer(1, 8)]

    def check(self, text: str) -> list[Flowable]:
        """A line with a box to tick."""
        line = Table(
            [["", self.paragraph(text, "check")]], colWidths=[22, TEXT_WIDTH - 22], hAlign="LEFT", style=[
                ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ],
        )  # fmt: skip
        return [TickBox(line, self.theme)]

    def table(self, rows: list[list[str]]) -> list[Flowable]:
        """A table with a coloured head; empty columns get room to write in."""
        head, body = rows[0], rows[1:]
        small = len(head) > 6
        to_fill = [all(not row[i] for row in body) for i in range(len(head))]
        cells = [[self.paragraph(text, "thf" if small else "th") for text in head]]
        cells += [[self.paragraph(text, "figures" if small else "cell") for text in row] for row in body]
        heights = [None, *(27 if any(not cell for cell in row) else None for row in body)]
        drawn = Table(cells, colWidths=self.widths(rows, to_fill), rowHeights=heights, hAlign="LEFT", repeatRows=1)
        pad = 4 if small else 7
        drawn.setStyle([
            ("BACKGROUND", (0, 0), (-1, 0), self.theme.main),
            ("LINEBELOW", (0, 1), (-1, -1), 0.6, RULE),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, self.theme.tint]),
            *(("LINEBEFORE", (i, 1), (i, -1), 0.6, RULE) for i, empty in enumerate(to_fill) if empty),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), pad),
            ("RIGHTPADDING", (0, 0), (-1, -1), pad - 2),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5.5),
        ])  # fmt: skip
        return [Spacer(1, 3), drawn, Spacer(1, 11)]

    @staticmethod
    def widths(rows: list[list[str]], to_fill: list[bool]) -> list[float]:
        """The columns' widths, shared out by their longest words and sentences."""
        weights = []
        for i, column in enumerate(zip(*rows, strict=True)):
            longest = max(len(text.replace("*", "")) for text in column)
            room = 42 if len(rows[0]) == 2 or (all(to_fill) and i == 0) else 26 if len(rows[0][i]) > 6 else 15
            weights.append(float(room if to_fill[i] else min(max(longest, 5), 46)) + 3)
        return [TEXT_WIDTH * weight / sum(weights) for weight in weights]

    def blocks(self, source: str) -> Iterator[Flowable]:
        """The flowables of a source: each heading kept on one page with all that stands under it."""
        kept: list[Flowable] = []
        before = ""
        for block in re.split(r"\n\s*\n", source.strip()):
            follows = before.startswith("## ") and block.startswith("### ")
            if kept and not follows and block.startswith(("#", "<!--")):
                yield KeepTogether(kept)
                kept = []
            if block.startswith("<!-- page"):
                yield PageBreak()
            else:
                kept += self.block(block)
            before = block
        yield KeepTogether(kept)

    def block(self, block: str) -> list[Flowable]:
        """The flowables of one block."""
        lines = block.splitlines()
        if found := re.fullmatch(r"(##+) (.+)", block):
            return self.heading(found[2], len(found[1]))
        if found := re.fullmatch(r"!\[(.+)\]\(figure:(.+)\)", block):
            figure = Figure(found[2], typeset(found[1], self.lang), self.theme, self.lang, TEXT_WIDTH)
            return [figure, Spacer(1, 8)]
        if block.startswith("> "):
            return self.callout(" ".join(line.removeprefix("> ") for line in lines))
        if block.startswith("|"):
            rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
            return self.table([row for row in rows if not all(cell and set(cell) <= {"-"} for cell in row)])
        if block.startswith("- "):
            return [*self.listed(lines), Spacer(1, 5)]
        return [self.paragraph(block.replace("\n", " "), "note" if re.fullmatch(r"\*[^*].*[^*]\*", block) else "body")]

    def listed(self, lines: list[str]) -> Iterator[Flowable]:
        """The lines of a list, with bullets or boxes to tick."""
        for line in lines:
            text = line.removeprefix("- ")
            if text.startswith(CHECKBOX):
                yield from self.check(text.removeprefix(CHECKBOX).strip())
            else:
                yield self.paragraph(text, "item", BULLET)


class TickBox(Flowable):  # type: ignore[misc]
    """A line of text with an empty square drawn before it."""

    def __init__(self, line: Table, theme: Theme) -> None:
        super().__init__()
        self.line, self.theme = line, theme

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As large as its text."""
        self.width, self.height = self.line.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the text, then the square."""
        self.line.drawOn(self.canv, 0, 0)
        self.canv.setStrokeColor(self.theme.main)
        self.canv.setLineWidth(1.1)
        self.canv.roundRect(2, self.height - 13, 10, 10, 2, stroke=1, fill=0)


# --- pages


def cover(canvas: Canvas, doc: BaseDocTemplate) -> None:
    """The first page: colour to the edges, kind, title, subtitle and the picture."""
    theme, lang, head = doc.theme, doc.lang_code, doc.head
    width, height = A4
    canvas.saveState()
    canvas.setFillColor(theme.deep)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    style = {"fontName": "Helvetica-Bold", "textColor": theme.pop, "fontSize": 12, "leading": 15}
    kind = Paragraph(inline(head["kind"], lang).upper(), ParagraphStyle("kind", **style))
    title = Paragraph(inline(head["title"], lang), ParagraphStyle("t", fontName="Helvetica-Bold", fontSize=37,
                      leading=43, textColor=white))  # fmt: skip
    subtitle = Paragraph(inline(head["subtitle"], lang), ParagraphStyle("s", fontName="Helvetica", fontSize=15.5,
                         leading=22, textColor=theme.tint))  # fmt: skip
    y = height - 84
    for part, gap in ((kind, 14), (title, 18), (subtitle, 0)):
        y -= part.wrap(width - 2 * LEFT, 400)[1]
        part.drawOn(canvas, LEFT, y)
        y -= gap
    canvas.setFillColor(theme.pop)
    canvas.rect(LEFT, height - 76, 44, 4, stroke=0, fill=1)
    canvas.setFillColor(theme.main)
    canvas.rect(0, 0, width, 70, stroke=0, fill=1)
    canvas.translate(0, 70)
    theme.picture(canvas, theme)
    canvas.restoreState()
    canvas.bookmarkPage("cover")
    canvas.addOutlineEntry(typeset(head["title"], lang), "cover", 0)


def inner(canvas: Canvas, doc: BaseDocTemplate) -> None:
    """Every other page: a band of colour, the title below, the page number."""
    canvas.saveState()
    canvas.setFillColor(doc.theme.main)
    canvas.rect(0, A4[1] - 10, A4[0], 10, stroke=0, fill=1)
    canvas.setFillColor(doc.theme.pop)
    canvas.rect(LEFT, A4[1] - 10, 44, 10, stroke=0, fill=1)
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(GREY)
    canvas.drawString(LEFT, 34, typeset(doc.head["title"], doc.lang_code))
    canvas.setFont("Helvetica-Bold", 9)
    canvas.setFillColor(doc.theme.main)
    canvas.drawRightString(LEFT + TEXT_WIDTH, 34, f"{canvas.getPageNumber()}")
    canvas.restoreState()


def read(path: Path) -> tuple[dict[str, str], str]:
    """A source's head and its text."""
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.strip().splitlines()), text


def build(source: Path) -> Path:
    """Write one PDF and say where it is."""
    name, lang, _ = source.name.split(".")
    head, text = read(source)
    target = TARGET / f"{name}.{lang}.pdf"
    doc = BaseDocTemplate(
        str(target), pagesize=A4, invariant=1, pageCompression=1, lang=lang, displayDocTitle=True,
        title=typeset(head["title"], lang), author="Aimant", subject=typeset(head["subject"], lang),
        creator="docs/magnets/build.py", keywords="",
    )  # fmt: skip
    doc.theme, doc.lang_code, doc.head = THEMES[name], lang, head
    frame = Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    doc.addPageTemplates([
        PageTemplate("cover", [frame], onPage=cover, pagesize=A4),
        PageTemplate("inner", [frame], onPage=inner, pagesize=A4),
    ])  # fmt: skip
    story: list[Flowable] = [NextPageTemplate("inner"), PageBreak()]
    story += Writer(THEMES[name], lang).blocks(text)
    doc.build(story)
    return target


def main(names: list[str]) -> int:
    """Build all sources, or those of the magnets named; 1 when a file is too large."""
    TARGET.mkdir(parents=True, exist_ok=True)
    sources = sorted(p for p in HERE.glob("*.*.md") if not names or p.name.split(".")[0] in names)
    heavy = False
    for _, group in groupby(sources, key=lambda p: p.name.split(".")[0]):
        for source in group:
            target = build(source)
            size = target.stat().st_size
            heavy = heavy or size > LIMIT
            print(f"{target.relative_to(HERE.parents[1])}  {size:,} bytes")
    return int(heavy)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
