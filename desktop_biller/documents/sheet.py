"""A PDF in the making: pages measured in points from the top-left corner, text on baselines.

Text is only ever shown as it stands (``textLine``): nothing in it is read as markup.
"""

import hashlib
import io
from collections.abc import Iterable

from desktop_biller.documents.fonts import REGULAR, register_fonts, text_width
from desktop_biller.documents.pdf import begin_pdf, end_pdf

LETTER_WIDTH = 612.0
LETTER_HEIGHT = 792.0

Run = tuple[str, str]
"""A text and its face, for lines set in both weights."""

HAIR = 0.3
RULE = 0.9
BOX = 1.25
_NO_BREAK = "\u00a0"


class Sheet:
    """One document of one or more pages.

    Args:
        title: the kind of paper ("Statement"); never a name or a number.
        author: the practice's name.
        width: of the pages in points.
        height: of the pages in points.
    """

    def __init__(
        self, title: str, author: str, width: float = LETTER_WIDTH, height: float = LETTER_HEIGHT
    ) -> None:
        register_fonts()
        self._buffer = io.BytesIO()
        self._height = height
        self._canvas = begin_pdf(
            self._buffer, title=title, author=author, face=REGULAR, size=(width, height)
        )
        self._open_text()

    def _open_text(self) -> None:
        """Begin the page's text: one object for all of it prints a third faster than many."""
        self._text = self._canvas.beginText(0, 0)
        self._font: tuple[str, float] = ("", 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 10,
        font: str = REGULAR,
        space: float = 0,
    ) -> None:
        """Draw from ``x``; ``space`` is added after each letter of this text only."""
        out = self._text
        if (font, size) != self._font:
            out.setFont(font, size)
            self._font = (font, size)
        out.setTextOrigin(x, self._height - y)
        if space:
            out.setCharSpace(space)
        out.textLine(text.replace(_NO_BREAK, " "))
        if space:
            # It would stay on for all later text.
            out.setCharSpace(0)

    def right(
        self, x: float, y: float, text: str, *, size: float = 10, font: str = REGULAR
    ) -> None:
        """Draw so that the text ends at ``x``."""
        self.text(x - text_width(text, size, font), y, text, size=size, font=font)

    def runs(self, x: float, y: float, runs: Iterable[Run], size: float = 10) -> None:
        """Draw one line set in several faces; blanks between runs are part of the runs."""
        for text, font in runs:
            self.text(x, y, text, size=size, font=font)
            x += text_width(text, size, font)

    def rule(
        self, x0: float, y: float, x1: float, weight: float = RULE, dash: float | None = None
    ) -> None:
        """A horizontal line, dashed where ``dash`` gives the length of its strokes and gaps."""
        self._canvas.setLineWidth(weight)
        self._canvas.setDash([dash, dash] if dash else [])
        self._canvas.line(x0, self._height - y, x1, self._height - y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = BOX,
        dash: float | None = None,
        radius: float = 0,
    ) -> None:
        """An outlined rectangle with its top-left corner at ``x``, ``y``."""
        self._canvas.setLineWidth(weight)
        self._canvas.setDash([dash, dash] if dash else [])
        bottom = self._height - y - height
        if radius:
            self._canvas.roundRect(x, bottom, width, height, radius)
        else:
            self._canvas.rect(x, bottom, width, height)

    def squares(self, x: float, y: float, size: float, rows: list[list[bool]]) -> None:
        """Black squares of a matrix such as a QR code, ``size`` points wide in all.

        The picture is stored once in the file and shown on every page that asks for it.
        """
        canvas = self._canvas
        name = f"squares{hashlib.sha256(repr((size, rows)).encode()).hexdigest()[:16]}"
        if not canvas.hasForm(name):
            module = size / len(rows)
            canvas.beginForm(name, 0, 0, size, size)
            path = canvas.beginPath()
            for number, row in enumerate(rows, 1):
                for start, length in _stretches(row):
                    path.rect(start * module, size - number * module, length * module, module)
            canvas.drawPath(path, stroke=0, fill=1)
            canvas.endForm()
        canvas.saveState()
        canvas.translate(x, self._height - y - size)
        canvas.doForm(name)
        canvas.restoreState()

    def next_page(self) -> None:
        """Finish the page; every page needs this, the last one too."""
        self._canvas.drawText(self._text)
        self._canvas.showPage()
        self._open_text()

    def finish(self) -> bytes:
        """The whole file."""
        end_pdf(self._canvas)
        return self._buffer.getvalue()


def _stretches(row: list[bool]) -> Iterable[tuple[int, int]]:
    """Start and length of each unbroken run of black modules."""
    start = 0
    while start < len(row):
        if not row[start]:
            start += 1
            continue
        end = start
        while end < len(row) and row[end]:
            end += 1
        yield start, end - start
        start = end
