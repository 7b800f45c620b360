"""The sheet with which an office finds how far its printer is off."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_biller.documents.cms1500.face import DATA_FACE, DATA_SIZE
from desktop_biller.documents.cms1500.fold import fold
from desktop_biller.documents.cms1500.layout import layout
from desktop_biller.documents.cms1500.render import (
    Offset,
    begin_page,
    draw_values,
    new_form_canvas,
)
from desktop_biller.documents.cms1500.shapes import PAGE_HEIGHT
from desktop_biller.documents.cms1500.spelling import squeezed
from desktop_biller.documents.pdf import end_pdf
from desktop_biller.foundation.dates import us_date

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_CHECKS = ("1", "3.sex", "6", "10a", "10b", "10c", "25.type", "27")
_ROWS = ("1a", "2", "33.1", "33.2", "33.3")
_DIGITS = "1234567890" * 7
_TENTH = 7.2
_OVERHANG = 2
"""Marks beyond the form's corner: the red rule that crosses the ruler may lie there."""


def render_calibration(offset: Offset, printer: str, on: dt.date) -> bytes:
    """A data-only page to hold against a red form.

    X in the squares, full rows in the widest cells, and rulers along the form's four edges with
    a mark every tenth of an inch whose zero lies on the form's corner. They move with the
    offset: the mark on the red rule tells what is to be added to it.
    """
    buffer = io.BytesIO()
    canvas = new_form_canvas(buffer, author="")
    begin_page(canvas, offset)
    _draw_rulers(canvas)
    draw_values(canvas, _values(offset, printer, on))
    canvas.setFont(DATA_FACE, DATA_SIZE)
    for x, baseline in _squares():
        canvas.drawString(x, PAGE_HEIGHT - baseline, "X")
    canvas.showPage()
    end_pdf(canvas)
    return buffer.getvalue()


def _values(offset: Offset, printer: str, on: dt.date) -> dict[str, str]:
    """Full-width rows, and in the carrier block what this sheet was printed with."""
    texts = layout().texts
    rows = [*_ROWS, *(f"24.{n}.shaded" for n in range(1, 7))]
    values = {row: _DIGITS[: texts[row].max_chars] for row in rows}
    clear = [f for f in texts.values() if f.id.startswith("24.") and f.line % 2 == 0]
    values |= {field.id: _DIGITS[: field.max_chars] for field in clear}
    about = (
        "CALIBRATION",
        squeezed(fold(printer).text),
        f"DX {_inches(offset.dx_hundredths_inch)} DY {_inches(offset.dy_hundredths_inch)}",
        us_date(on),
    )
    return values | {
        f"carrier.{n}": text[: texts[f"carrier.{n}"].max_chars]
        for n, text in enumerate(about, start=1)
        if text
    }


def _inches(hundredths: int) -> str:
    """``+0.05 IN``."""
    sign = "-" if hundredths < 0 else "+"
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d} IN"


def _squares() -> Iterator[tuple[float, float]]:
    """Where the X of every square of the chosen boxes stands."""
    for box in _CHECKS:
        check = layout().checks[box]
        for option in check.options.values():
            yield option.x, check.baseline


def _draw_rulers(canvas: "Canvas") -> None:
    boxes = [box.rect for box in layout().boxes]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    canvas.setLineWidth(0.5)
    for number in range(-_OVERHANG, int((right - left) / _TENTH) + _OVERHANG + 1):
        x, length = left + number * _TENTH, _length(number)
        canvas.line(x, PAGE_HEIGHT - top, x, PAGE_HEIGHT - top + length)
        canvas.line(x, PAGE_HEIGHT - bottom, x, PAGE_HEIGHT - bottom - length)
    for number in range(-_OVERHANG, int((bottom - top) / _TENTH) + _OVERHANG + 1):
        y, length = PAGE_HEIGHT - top - number * _TENTH, _length(number)
        canvas.line(left, y, left - length, y)
        canvas.line(right, y, right + length, y)


def _length(number: int) -> float:
    """A longer mark at zero and at every half inch, the longest at every inch."""
    if number % 10 == 0:
        return 9.0
    return 6.0 if number % 5 == 0 else 3.0
