"""Draws the form itself for the plain-paper copy, and the SAMPLE mark of the sample practice.

All art is proportional type and lines in red; the data alone is black and monospaced, so that
people and tests can tell them apart.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desktop_biller.documents.cms1500.layout import captions, layout
from desktop_biller.documents.cms1500.shapes import PAGE_HEIGHT, Layout, Rect
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, register_fonts, text_width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

_INK = (0.78, 0.11, 0.13)
_TINT = (0.985, 0.90, 0.90)
_BLACK = (0, 0, 0)
_RULE = 0.5
_DASH = (2, 1.5)
_TITLE_SIZE = 11
_APPROVED_SIZE = 7
_SMALL_SIZE = 5
_FOOTER_BASELINE = 767

_STROKES: dict[str, Sequence[tuple[float, float]]] = {
    "S": ((1, 0), (0, 0), (0, 0.5), (1, 0.5), (1, 1), (0, 1)),
    "A": ((0, 1), (0.5, 0), (1, 1), (0.8, 0.6), (0.2, 0.6)),
    "M": ((0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)),
    "P": ((0, 1), (0, 0), (1, 0), (1, 0.5), (0, 0.5)),
    "L": ((0, 0), (0, 1), (1, 1)),
    "E": ((1, 0), (0, 0), (0, 0.5), (0.8, 0.5), (0, 0.5), (0, 1), (1, 1)),
}
"""One stroke a letter in a square, y down: no type, so that no reader takes it for data."""

SAMPLE_MARK: Rect = (126.0, 26.0, 270.0, 50.0)
"""Left of the carrier block and above the title: no field comes near it."""


def draw_outline(canvas: "Canvas") -> None:
    """The whole form; the canvas's origin has been moved by the printer's offset already."""
    register_fonts()
    form = layout()
    canvas.saveState()
    canvas.setStrokeColorRGB(*_INK)
    canvas.setLineWidth(_RULE)
    _draw_boxes(canvas, form)
    _draw_rules(canvas, form)
    canvas.setFillColorRGB(*_INK)
    _draw_texts(canvas, form)
    canvas.restoreState()


def draw_sample_mark(canvas: "Canvas") -> None:
    """SAMPLE in lines, where data never stands."""
    left, top, right, bottom = SAMPLE_MARK
    step = (right - left) / len("SAMPLE")
    width, height = step * 0.62, bottom - top
    path = canvas.beginPath()
    for place, letter in enumerate("SAMPLE"):
        points = [
            (left + place * step + x * width, PAGE_HEIGHT - top - y * height)
            for x, y in _STROKES[letter]
        ]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    canvas.saveState()
    canvas.setStrokeColorRGB(*_BLACK)
    canvas.setLineWidth(2.4)
    canvas.setLineJoin(1)
    canvas.drawPath(path)
    canvas.restoreState()


def _draw_boxes(canvas: "Canvas", form: Layout) -> None:
    """Tints first, so that they cover no rule."""
    canvas.setFillColorRGB(*_TINT)
    tints = canvas.beginPath()
    rules = canvas.beginPath()
    for box in form.boxes:
        if box.shaded:
            _add_rect(tints, box.rect)
        _add_rect(rules, box.rect)
    for check in form.checks.values():
        for option in check.options.values():
            _add_rect(rules, option.square)
    canvas.drawPath(tints, stroke=0, fill=1)
    canvas.drawPath(rules)


def _draw_rules(canvas: "Canvas", form: Layout) -> None:
    for marks in (form.pica_marks.left, form.pica_marks.right):
        for x in marks:
            _line(canvas, x, form.pica_marks.y[0], x, form.pica_marks.y[1])
        _line(canvas, marks[0], form.pica_marks.y[0], marks[-1], form.pica_marks.y[0])
    for x0, y, x1 in form.underlines:
        _line(canvas, x0, y, x1, y)
    canvas.setDash(*_DASH)
    for x, y0, y1 in form.ticks:
        _line(canvas, x, y0, x, y1)
    canvas.setDash()
    for x0, y, x1, thickness in form.heavy_rules:
        canvas.setLineWidth(thickness)
        _line(canvas, x0, y, x1, y)


def _draw_texts(canvas: "Canvas", form: Layout) -> None:
    canvas.setFont(SEMIBOLD, _TITLE_SIZE)
    canvas.drawString(form.title.x, PAGE_HEIGHT - form.title.baseline, form.title.text)
    canvas.setFont(REGULAR, _APPROVED_SIZE)
    canvas.drawString(form.title.x, PAGE_HEIGHT - form.title.baseline - 10, form.approved)
    canvas.setFont(REGULAR, _SMALL_SIZE)
    pica_y = PAGE_HEIGHT - form.pica_marks.y[1] + 3
    canvas.drawString(form.pica_marks.left[-1] + 2, pica_y, "PICA")
    canvas.drawRightString(form.pica_marks.right[0] - 2, pica_y, "PICA")
    left, middle, right = form.footer
    low = PAGE_HEIGHT - _FOOTER_BASELINE
    _, _, edge, _ = form.boxes[-1].rect
    canvas.drawString(form.title.x, low, left)
    canvas.drawCentredString((form.title.x + edge) / 2, low, middle)
    canvas.drawRightString(edge, low, right)
    for bar in form.sidebars:
        _draw_upward(canvas, bar.text, bar.x, bar.y)
    for caption in captions():
        canvas.setFont(REGULAR, caption.size)
        canvas.drawString(caption.x, PAGE_HEIGHT - caption.y, caption.text)


def _draw_upward(canvas: "Canvas", text: str, x: float, ends: Iterable[float]) -> None:
    """A caption that reads from bottom to top, centered between its ends."""
    top, bottom = ends
    canvas.saveState()
    canvas.translate(x + _SMALL_SIZE * 0.36, PAGE_HEIGHT - (top + bottom) / 2)
    canvas.rotate(90)
    canvas.drawString(-text_width(text, _SMALL_SIZE) / 2, 0, text)
    canvas.restoreState()


def _add_rect(path: "PDFPathObject", rect: Rect) -> None:
    left, top, right, bottom = rect
    path.rect(left, PAGE_HEIGHT - bottom, right - left, bottom - top)


def _line(canvas: "Canvas", x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, PAGE_HEIGHT - y0, x1, PAGE_HEIGHT - y1)
