"""From a PDF in memory to paper: each page as a picture in 8-bit grey, at its exact size.

A page is drawn at the printer's own resolution (600 dpi at most) and laid on the whole sheet,
without margins and never fitted to the page, so that a character falls where the layout says;
the printer's offset moves it. One page is in memory at a time, and no file is written.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_biller.foundation.errors import StorageError
from desktop_biller.ui.kit.pdf_pages import POINTS_PER_INCH, PdfPages
from desktop_biller.ui.printers import ANY_TRAY, Offset, PrinterName, PrintRun, PrintSetup, Tray

MOST_DPI = 600
_HUNDREDTHS = 100
_MARK_POINTS = 11
_MARK_CENTER, _MARK_TOP, _MARK_HEIGHT = 352.0, 20.0, 17.0
"""Where the marks of papers stand (points), one place higher."""

_TRAYS = {
    QPrinter.PaperSource.Upper: "Upper tray",
    QPrinter.PaperSource.Middle: "Middle tray",
    QPrinter.PaperSource.Lower: "Lower tray",
    QPrinter.PaperSource.Manual: "Manual feed",
    QPrinter.PaperSource.LargeCapacity: "Large tray",
    QPrinter.PaperSource.Cassette: "Cassette",
    QPrinter.PaperSource.FormSource: "Form source",
    QPrinter.PaperSource.Tractor: "Tractor",
}
_USUAL_TRAYS = (
    QPrinter.PaperSource.Upper,
    QPrinter.PaperSource.Lower,
    QPrinter.PaperSource.Manual,
)


class QtPrintRun:
    """Draws papers on a QPrinter that is set up; all of them are one job of the printer.

    Args:
        printer: set to the whole page without margins.
        offset: moves everything.
        copies: of every paper.
        mark: set on every page; blank for none.
    """

    def __init__(
        self, printer: QPrinter, *, offset: Offset, copies: int = 1, mark: str = ""
    ) -> None:
        self._printer = printer
        self._offset, self._mark = offset, mark
        self._painter: QPainter | None = None
        by_itself = printer.supportsMultipleCopies()
        if by_itself:
            printer.setCopyCount(copies)
        self.rounds = 1 if by_itself else copies

    def add(
        self, pdf: bytes, *, first_page: int = 0, on_page: Callable[[int, int], None] | None = None
    ) -> int:
        """Draw a paper from a page on; returns how many pages it has."""
        with PdfPages(pdf) as pages:
            for number in range(first_page, pages.count):
                if on_page is not None:
                    on_page(number, pages.count)
                self._draw(pages, number)
            return pages.count

    def end(self) -> None:
        """Hand over what was drawn."""
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def _draw(self, pages: PdfPages, number: int) -> None:
        painter = self._next_page()
        dots = self._printer.resolution()
        picture = pages.picture(number, min(dots, MOST_DPI))
        width, height = (side * dots / POINTS_PER_INCH for side in pages.size(number))
        corner = QPointF(self._offset.dx, self._offset.dy) * (dots / _HUNDREDTHS)
        painter.drawImage(QRectF(corner, QSizeF(width, height)), picture)
        if self._mark:
            _draw_mark(painter, self._mark, dots / POINTS_PER_INCH)

    def _next_page(self) -> QPainter:
        if self._painter is not None:
            if not self._printer.newPage():
                raise _unreachable(self._printer)
            return self._painter
        painter = QPainter()
        if not painter.begin(self._printer):
            raise _unreachable(self._printer)
        self._painter = painter
        return painter


def print_pdf(
    printer: QPrinter,
    pdf: bytes,
    copies: int = 1,
    offset: Offset = Offset(),  # noqa: B008 -- frozen
) -> int:
    """Print one PDF; returns its number of pages.

    Args:
        printer: as it shall be used; it is set to the whole page without margins here.
        pdf: in memory.
        copies: one job has all of them.
        offset: in hundredths of an inch, to the right and down.

    Raises:
        StorageError: the printer can't be reached.
    """
    set_whole_page(printer)
    run = QtPrintRun(printer, offset=offset, copies=copies)
    pages = 0
    for _ in range(run.rounds):
        pages = run.add(pdf)
    run.end()
    return pages


def set_whole_page(printer: QPrinter) -> None:
    """US Letter, upright, the origin at the sheet's corner, one-sided, grey."""
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.Letter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)  # two papers never share a sheet


class SystemPrinters:
    """The printers that this computer knows."""

    def names(self) -> Sequence[PrinterName]:
        """All of them, the default one marked; none where none is set up."""
        return tuple(
            PrinterName(
                info.printerName(),
                info.description() or info.printerName(),
                is_default=info.isDefault(),
            )
            for info in QPrinterInfo.availablePrinters()
        )

    def trays(self, printer: str) -> Sequence[Tray]:
        """Those the driver names (Windows), else the usual ones."""
        made = QPrinter(QPrinterInfo.printerInfo(printer))
        told = getattr(made, "supportedPaperSources", None)  # Windows alone has it
        sources = tuple(told()) if told is not None else _USUAL_TRAYS
        known = [Tray(source.value, _TRAYS[source]) for source in sources if source in _TRAYS]
        return (Tray(ANY_TRAY, "Automatic"), *known)

    def begin(self, setup: PrintSetup, title: str) -> PrintRun:
        """A printer set up; ``title`` is what its queue shows."""
        printer = QPrinter(
            QPrinterInfo.printerInfo(setup.printer), QPrinter.PrinterMode.HighResolution
        )
        printer.setDocName(title)
        if setup.tray != ANY_TRAY:
            printer.setPaperSource(QPrinter.PaperSource(setup.tray))
        set_whole_page(printer)
        return QtPrintRun(printer, offset=setup.offset, copies=setup.copies, mark=setup.mark)


def _draw_mark(painter: QPainter, mark: str, scale: float) -> None:
    """A framed word at the top of the page, where the papers have their own marks."""
    font = QFont(painter.font())
    font.setPixelSize(round(_MARK_POINTS * scale))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(mark) + 18 * scale
    left = _MARK_CENTER * scale - width / 2
    box = QRectF(left, _MARK_TOP * scale, width, _MARK_HEIGHT * scale)
    painter.setPen(QPen(Qt.GlobalColor.black, scale))
    painter.drawRoundedRect(box, 4 * scale, 4 * scale)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark)


def _unreachable(printer: QPrinter) -> StorageError:
    name = printer.printerName() or "the file"
    return StorageError(
        f"{name} can't be reached.",
        effect="Nothing more was printed.",
        remedy="See whether it is on and has paper, or choose another printer.",
    )
