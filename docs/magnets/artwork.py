"""What is drawn rather than written: a theme of colours, a cover picture and two figures, all in vectors.

Every picture is drawn in a band as wide as the page (A4) whose ground is at y = 0; the caller has moved the origin.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

WIDTH = 595.28


@dataclass(frozen=True)
class Theme:
    """The colours of one magnet, from the darkest to the lightest, one that stands out, and its cover picture."""

    deep: Color
    main: Color
    soft: Color
    tint: Color
    pop: Color
    picture: Callable[[Canvas, Theme], None]


Points = Sequence[tuple[float, float]]


def _shape(c: Canvas, points: Points, fill: Color) -> None:
    path = c.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    c.setFillColor(fill)
    c.drawPath(path, stroke=0, fill=1)


def _box(c: Canvas, x: float, y: float, w: float, h: float, fill: Color, radius: float = 0) -> None:
    c.setFillColor(fill)
    c.roundRect(x, y, w, h, radius, stroke=0, fill=1)


def _disc(c: Canvas, x: float, y: float, r: float, fill: Color) -> None:
    c.setFillColor(fill)
    c.circle(x, y, r, stroke=0, fill=1)


def _line(c: Canvas, points: Points, colour: Color, width: float) -> None:
    c.setStrokeColor(colour)
    c.setLineWidth(width)
    c.setLineCap(1)
    c.setLineJoin(1)
    path = c.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    c.drawPath(path, stroke=1, fill=0)


# --- cover pictures


def _house(c: Canvas, x: float, w: float, h: float, steps: int, wall: Color, glass: Color) -> None:
    """A narrow town house with a stepped gable."""
    rise, half = 11.0, w / 2
    run = half / (steps + 0.6)
    left = [(x, 0.0), (x, h)]
    for i in range(1, steps + 1):
        left += [(x + run * i, h + rise * (i - 1)), (x + run * i, h + rise * i)]
    mirrored = [(2 * x + w - px, py) for px, py in reversed(left)]
    _shape(c, left + mirrored, wall)
    columns, rows = (3 if w > 80 else 2), int((h - 46) // 38)
    pane = w / (columns * 1.75)
    gap = (w - columns * pane) / (columns + 1)
    for row in range(rows):
        for col in range(columns):
            _box(c, x + gap + col * (pane + gap), 58 + row * 38, pane, 24, glass, 2)
    _box(c, x + half - 9, 0, 18, 38, glass, 2)
    _disc(c, x + half, h + 5, 6, glass)


def _tree(c: Canvas, x: float, size: float, leaf: Color, trunk: Color) -> None:
    _box(c, x - 2.5, 0, 5, size, trunk)
    for dx, dy, r in ((-0.3, 1.0, 0.38), (0.3, 1.05, 0.36), (0, 1.4, 0.42)):
        _disc(c, x + dx * size, dy * size, r * size, leaf)


def street(c: Canvas, t: Theme) -> None:
    """A row of Brussels houses, trees, a sun, and a bicycle on the pavement."""
    _disc(c, 472, 300, 52, t.pop)
    houses = ((-14, 92, 150, 3), (84, 74, 196, 2), (164, 98, 168, 4), (268, 70, 222, 2), (344, 92, 158, 3))
    for i, (x, w, h, steps) in enumerate((*houses, (442, 76, 190, 2), (524, 96, 146, 3))):
        _house(c, x, w, h, steps, (t.main, t.soft)[i % 2], (t.deep, t.main)[i % 2])
    for x, size in ((76, 52), (258, 62), (438, 56), (522, 40)):
        _tree(c, x, size, t.tint, t.deep)
    c.setStrokeColor(t.pop)
    c.setLineWidth(3.2)
    for x in (330, 386):
        c.circle(x, 18, 17, stroke=1, fill=0)
    _line(c, ((330, 18), (344, 46), (376, 46), (357, 18), (330, 18)), t.pop, 3.2)
    _line(c, ((357, 18), (342, 52), (335, 52)), t.pop, 3.2)
    _line(c, ((386, 18), (374, 54), (364, 55)), t.pop, 3.2)
    _line(c, ((342, 52), (350, 52)), t.pop, 3.2)


def _gear(c: Canvas, x: float, y: float, r: float, teeth: int, fill: Color, hole: Color) -> None:
    points = []
    for i in range(teeth):
        for part, radius in ((-0.32, r), (-0.2, r * 1.2), (0.2, r * 1.2), (0.32, r)):
            angle = (i + part) * 2 * math.pi / teeth
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    _shape(c, points, fill)
    _disc(c, x, y, r * 0.45, hole)


def _sheet(c: Canvas, x: float, y: float, tilt: float, paper: Color, ink: Color) -> None:
    c.saveState()
    c.translate(x, y)
    c.rotate(tilt)
    _box(c, 0, 0, 92, 118, paper, 6)
    for i, w in enumerate((40, 64, 64, 52, 64, 30)):
        _box(c, 14, 94 - i * 15, w, 5, ink, 2.5)
    c.restoreState()


def _tick(c: Canvas, x: float, y: float, r: float, disc: Color, mark: Color) -> None:
    _disc(c, x, y, r, disc)
    _line(c, ((x - r * 0.42, y), (x - r * 0.1, y - r * 0.34), (x + r * 0.45, y + r * 0.36)), mark, r * 0.17)


def machine(c: Canvas, t: Theme) -> None:
    """Untidy sheets on the left, gears in the middle, a tidy pile with a tick on the right."""
    _box(c, 0, 0, WIDTH, 26, t.main)
    for i in range(24):
        _disc(c, 14 + i * 25.6, 13, 5, t.deep)
    for x, y, tilt in ((26, 96, 17), (92, 34, -9), (18, 30, 4)):
        _sheet(c, x, y, tilt, t.tint, t.soft)
    _gear(c, 292, 128, 74, 12, t.soft, t.deep)
    _gear(c, 372, 232, 42, 9, t.main, t.deep)
    _gear(c, 232, 232, 32, 8, t.pop, t.deep)
    for i in range(5):
        _box(c, 440, 30 + i * 20, 112, 15, (t.tint, t.soft)[i % 2], 4)
    _tick(c, 496, 178, 38, t.pop, t.deep)


def _bubble(c: Canvas, x: float, y: float, w: float, h: float, fill: Color, tail: float) -> None:
    _box(c, x, y, w, h, fill, 16)
    _shape(c, ((tail - 14, y + 4), (tail + 14, y + 4), (tail, y - 24)), fill)


def clock(c: Canvas, t: Theme) -> None:
    """A clock face with half an hour marked, and two people's speech bubbles."""
    x, y, r = 298, 150, 118
    _disc(c, x, y, r + 14, t.main)
    _disc(c, x, y, r, t.tint)
    c.setFillColor(t.pop)
    c.wedge(x - r + 16, y - r + 16, x + r - 16, y + r - 16, -90, 180, stroke=0, fill=1)
    for i in range(12):
        a = i * math.pi / 6
        inner = r - (20 if i % 3 == 0 else 12)
        ends = [(x + d * math.sin(a), y + d * math.cos(a)) for d in (inner, r - 5)]
        _line(c, ends, t.deep, 4 if i % 3 == 0 else 2)
    _line(c, ((x, y), (x, y - 78)), t.deep, 7)
    _line(c, ((x, y), (x + 37, y + 37)), t.deep, 7)
    _disc(c, x, y, 9, t.deep)
    _bubble(c, 20, 204, 138, 84, t.soft, 54)
    _bubble(c, 438, 78, 140, 84, t.soft, 544)
    for i, w in enumerate((96, 72, 84)):
        _box(c, 40, 260 - i * 18, w, 6, t.deep, 3)
        _box(c, 458, 134 - i * 18, (80, 98, 60)[i], 6, t.deep, 3)


def _wheel(c: Canvas, x: float, t: Theme, r: float = 34) -> None:
    _disc(c, x, r, r, t.deep)
    _disc(c, x, r, r * 0.78, HexColor(0x20242A))
    _disc(c, x, r, r * 0.45, t.tint)
    _disc(c, x, r, r * 0.14, t.deep)


def modern_car(c: Canvas, t: Theme) -> None:
    """A hatchback in front of the falling band of its value."""
    top = [(x, 300 - 215 * (1 - math.exp(-x / 290))) for x in range(0, 625, 12)]
    low = [(x, y - 34 - x / 16) for x, y in top]
    _shape(c, top + low[::-1], t.main)
    _line(c, [(a[0], (a[1] + b[1]) / 2) for a, b in zip(top, low, strict=True)], t.soft, 3)
    for x in (60, 160, 260, 360, 460):
        y = 300 - 215 * (1 - math.exp(-x / 290)) - 17 - x / 32
        _disc(c, x, y, 9, t.pop)
    c.saveState()
    c.translate(206, 0)
    body = c.beginPath()
    body.moveTo(6, 40)
    body.curveTo(0, 84, 16, 98, 44, 104)
    body.curveTo(76, 150, 100, 162, 150, 162)
    body.curveTo(214, 162, 232, 140, 262, 108)
    body.curveTo(318, 102, 344, 92, 346, 40)
    body.close()
    c.setFillColor(t.tint)
    c.drawPath(body, stroke=0, fill=1)
    _shape(c, ((66, 106), (92, 140), (108, 148), (148, 149), (148, 106)), t.main)
    _shape(c, ((160, 106), (160, 149), (186, 147), (212, 136), (240, 106)), t.main)
    _box(c, 6, 34, 340, 16, t.soft, 8)
    _box(c, 318, 76, 26, 12, t.pop, 6)
    _box(c, 8, 78, 16, 14, HexColor(0xD8443A), 5)
    _box(c, 168, 90, 22, 5, t.soft, 2.5)
    _wheel(c, 80, t)
    _wheel(c, 272, t)
    c.restoreState()
    _box(c, 0, -6, WIDTH, 6, t.soft)


def old_car(c: Canvas, t: Theme) -> None:
    """A boxy saloon before a signpost with three arms."""
    _box(c, 452, 0, 10, 316, t.soft, 3)
    for y, x, way in ((270, 400, 1), (216, 380, -1), (162, 404, 1)):
        w, h = 132.0, 36.0
        tip = (x + w + 20, y + h / 2) if way > 0 else (x - 20, y + h / 2)
        ends = [(x, y), (x + w, y), tip, (x + w, y + h), (x, y + h)]
        _shape(c, ends if way > 0 else [(x, y), (x + w, y), (x + w, y + h), (x, y + h), tip], t.pop)
        _box(c, x + 16, y + 15, 96, 6, t.deep, 3)
    c.saveState()
    c.translate(36, 0)
    roof = ((84, 96), (116, 158), (246, 158), (286, 96))
    _shape(c, roof, t.soft)
    _shape(c, ((100, 98), (125, 148), (174, 148), (174, 98)), t.main)
    _shape(c, ((186, 98), (186, 148), (238, 148), (269, 98)), t.main)
    _box(c, 6, 34, 364, 66, t.tint, 10)
    _box(c, 0, 34, 376, 12, t.soft, 6)
    _box(c, 344, 66, 24, 20, t.pop, 4)
    _box(c, 8, 66, 14, 20, HexColor(0xD8443A), 4)
    _line(c, ((180, 48), (180, 96)), t.soft, 2)
    _box(c, 194, 80, 24, 5, t.soft, 2.5)
    _wheel(c, 84, t, 33)
    _wheel(c, 292, t, 33)
    c.restoreState()
    for x, y, r in ((20, 22, 12), (4, 44, 17), (-4, 76, 22)):
        _disc(c, x, y, r, t.main)
    _box(c, 0, -6, WIDTH, 6, t.soft)


# --- figures

#: Percentage of the price when new that is left after 1 to 10 years; the table in valeur-voiture says the same.
LOW = (75, 65, 55, 48, 42, 37, 32, 27, 23, 20)
HIGH = (85, 75, 65, 58, 52, 47, 42, 37, 33, 30)

#: The ladder of voiture-ancienne, whose table says the same.
LADDER = ((90, 110), (60, 80), (30, 50), (10, 30))


class Figure(Flowable):  # type: ignore[misc]
    """A chart as wide as the text, with a caption below in the language of the document."""

    def __init__(self, name: str, caption: str, theme: Theme, lang: str, width: float) -> None:
        super().__init__()
        self.name, self.caption, self.theme, self.lang = name, caption, theme, lang
        self.width, self.height = width, 172.0 if name == "depreciation" else 132.0

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its size is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the chart and its caption."""
        (self._depreciation if self.name == "depreciation" else self._ladder)(self.canv)
        self.canv.setFont("Helvetica-Oblique", 8.2)
        self.canv.setFillColor(HexColor(0x5B636B))
        self.canv.drawString(34, 2, self.caption)

    def _percent(self, value: float) -> str:
        return f"{value:.0f}\u00a0%" if self.lang == "fr" else f"{value:.0f}%"

    def _depreciation(self, c: Canvas) -> None:
        t, left, bottom, top = self.theme, 34.0, 32.0, self.height - 8
        step = (self.width - left - 14) / 10

        def at(age: int, share: float) -> tuple[float, float]:
            return left + age * step, bottom + (top - bottom) * share / 100

        c.setFont("Helvetica", 8)
        for share in (0, 25, 50, 75, 100):
            _line(c, (at(0, share), at(10, share)), HexColor(0xDDE1E4), 0.6)
            c.setFillColor(HexColor(0x5B636B))
            c.drawRightString(left - 6, at(0, share)[1] - 3, self._percent(share))
        low = [at(0, 100)] + [at(i + 1, v) for i, v in enumerate(LOW)]
        high = [at(0, 100)] + [at(i + 1, v) for i, v in enumerate(HIGH)]
        _shape(c, high + low[::-1], t.soft)
        _line(c, high, t.main, 1.6)
        _line(c, low, t.main, 1.6)
        unit = "ans" if self.lang == "fr" else "yrs"
        for age in range(11):
            c.setFillColor(HexColor(0x5B636B))
            c.drawCentredString(at(age, 0)[0], bottom - 12, f"{age}\u00a0{unit}" if age == 10 else str(age))

    def _ladder(self, c: Canvas) -> None:
        t, left, bottom, top = self.theme, 34.0, 34.0, self.height - 4
        scale, row = (self.width - left - 20) / 120, (top - bottom) / len(LADDER)
        c.setFont("Helvetica", 8)
        for share in range(0, 121, 20):
            x = left + share * scale
            _line(c, ((x, bottom), (x, top)), HexColor(0xDDE1E4), 0.6)
            c.setFillColor(HexColor(0x5B636B))
            c.drawCentredString(x, bottom - 12, self._percent(share))
        for i, (low, high) in enumerate(LADDER):
            y = top - (i + 1) * row + 4
            _box(c, left + low * scale, y, (high - low) * scale, row - 8, (t.main, t.soft)[i % 2], 3)
            c.setFillColor(white if i % 2 == 0 else t.deep)
            c.setFont("Helvetica-Bold", 8)
            middle = left + (low + high) / 2 * scale
            c.drawCentredString(middle, y + row / 2 - 6.6, f"{low}\u2013{self._percent(high)}")
            c.setFont("Helvetica", 8)


THEMES = {
    "livre-blanc": Theme(
        HexColor(0x0E3B2C), HexColor(0x1F6B4F), HexColor(0x7DB89A), HexColor(0xE6F2EB), HexColor(0xF2B84B), street
    ),
    "guide-automatisation": Theme(
        HexColor(0x1B2452), HexColor(0x36459B), HexColor(0x93A1E0), HexColor(0xE9ECFA), HexColor(0xFF9466), machine
    ),
    "consultation": Theme(
        HexColor(0x0A3D47), HexColor(0x14697A), HexColor(0x7FBDC9), HexColor(0xE4F2F4), HexColor(0xFFC857), clock
    ),
    "valeur-voiture": Theme(
        HexColor(0x5A1A1F), HexColor(0x9C2F33), HexColor(0xDC9A94), HexColor(0xFAECEA), HexColor(0xFFC46B), modern_car
    ),
    "voiture-ancienne": Theme(
        HexColor(0x29323D), HexColor(0x4C5D70), HexColor(0x9FB0C0), HexColor(0xEBF0F4), HexColor(0xE8A552), old_car
    ),
}
