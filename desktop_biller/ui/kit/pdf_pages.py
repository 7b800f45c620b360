"""Pages of a PDF that is in memory, as pictures in 8-bit grey, one at a time.

Any thread may ask: PDFium itself is not made for threads, so one lock lets them in one by one.
PDFium is loaded with the first page, not at program start.
"""

import threading
from types import TracebackType
from typing import Any, Self

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
_LOCK = threading.Lock()


class PdfPages:
    """An open PDF; close it, or use it in a ``with``."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 -- no type marks; not at program start

        with _LOCK:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self.count = len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        with _LOCK:
            width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, dots_per_inch: float) -> QImage:
        """A page (from 0) in 8-bit grey on white."""
        with _LOCK:
            sheet = self._document[page]
            try:
                drawn = sheet.render(scale=dots_per_inch / POINTS_PER_INCH, grayscale=True)
                try:
                    return QImage(
                        drawn.buffer,
                        drawn.width,
                        drawn.height,
                        drawn.stride,
                        QImage.Format.Format_Grayscale8,
                    ).copy()
                finally:
                    drawn.close()
            finally:
                sheet.close()

    def text(self, page: int) -> str:
        """The words of a page, for those who have it read out."""
        with _LOCK:
            sheet = self._document[page]
            try:
                words = sheet.get_textpage()
                try:
                    return str(words.get_text_bounded())
                finally:
                    words.close()
            finally:
                sheet.close()

    def close(self) -> None:
        """Let go of the PDF."""
        with _LOCK:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
