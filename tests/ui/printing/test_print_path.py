"""Where ink falls when a paper goes through Qt to a printer: on the layout, moved by the offset.

The page is printed through QPrinter into a PDF, drawn again, and looked at dot by dot. Positions
come from the layout's own JSON.
"""

import datetime as dt
import io
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from reportlab.pdfgen.canvas import Canvas

from desktop_biller.documents.cms1500 import Offset as FormOffset
from desktop_biller.documents.cms1500 import render_calibration
from desktop_biller.foundation.errors import StorageError
from desktop_biller.ui.kit.pdf_pages import PdfPages
from desktop_biller.ui.printers import Offset
from desktop_biller.ui.printing.print_path import (
    QtPrintRun,
    SystemPrinters,
    print_pdf,
    set_whole_page,
)
from tests.documents.cms1500.reading import FIELDS

LOOK_DPI = 300
HALF_MM = 0.5 / 25.4 * 72
"""In points."""
BOXES = ("1", "3.sex", "6", "10a", "10b", "10c", "25.type", "27")
ROWS = ("1a", "2", "33.1", "33.3", "24.1.shaded", "24.6.shaded")
CAP_MIDDLE, LETTER_MIDDLE = 4.2, 3.6
"""Points from the baseline up, and from the left of a character's cell, to its middle."""


def printer_to(path: Path, dpi: int = 600) -> QPrinter:
    """A printer whose paper is a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


def printed(path: Path, pdf: bytes, offset: Offset = Offset(), dpi: int = 600) -> QImage:  # noqa: B008 -- frozen
    """The first page as it came out."""
    print_pdf(printer_to(path, dpi), pdf, offset=offset)
    return page_of(path.read_bytes())


def page_of(pdf: bytes, page: int = 0) -> QImage:
    with PdfPages(pdf) as pages:
        assert pages.size(page) == pytest.approx((612, 792), abs=0.6)
        return pages.picture(page, LOOK_DPI)


def ink_middle(picture: QImage, x: float, y: float, reach: float = 5.0) -> tuple[float, float]:
    """The middle of the ink around a place, in points."""
    dots = LOOK_DPI / 72
    total = across = down = 0.0
    bits, wide = picture.constBits(), picture.bytesPerLine()
    for row in range(round((y - reach) * dots), round((y + reach) * dots)):
        line = bits[row * wide : (row + 1) * wide]
        for column in range(round((x - reach) * dots), round((x + reach) * dots)):
            dark = 255 - line[column]
            if dark > 100:
                total += dark
                across += dark * (column + 0.5)
                down += dark * (row + 0.5)
    assert total, f"no ink around {x}, {y}"
    return across / total / dots, down / total / dots


def squares() -> list[tuple[float, float]]:
    """The middle of the X of every check box that the sheet fills, as the layout has it."""
    return [
        (option["x"] + LETTER_MIDDLE, FIELDS[box]["baseline"] - CAP_MIDDLE)
        for box in BOXES
        for option in FIELDS[box]["options"].values()
    ]


def farthest(picture: QImage, dx: float = 0, dy: float = 0) -> float:
    """How far the worst X is from its square's place, in points."""
    worst = 0.0
    for x, y in squares():
        seen_x, seen_y = ink_middle(picture, x + dx, y + dy)
        worst = max(worst, abs(seen_x - x - dx), abs(seen_y - y - dy))
    return worst


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """Data as it goes on the red form: X in the squares, full rows, rulers."""
    return render_calibration(FormOffset(0, 0), "Printer", dt.date(2026, 3, 2))


@pytest.mark.parametrize("dpi", [300, 600, 1200])
def test_every_mark_falls_within_half_a_millimeter_of_the_layout(
    tmp_path: Path, sheet: bytes, dpi: int
) -> None:
    assert farthest(printed(tmp_path / "out.pdf", sheet, dpi=dpi)) < HALF_MM


def test_the_widest_rows_fall_letter_by_letter_where_the_paper_itself_has_them(
    tmp_path: Path, sheet: bytes
) -> None:
    out, own = printed(tmp_path / "out.pdf", sheet), page_of(sheet)
    for name in ROWS:
        field = FIELDS[name]
        for column in range(0, field["max_chars"], 3):
            x = field["x"] + column * 7.2 + LETTER_MIDDLE
            y = field["baseline"] - CAP_MIDDLE
            there, here = ink_middle(own, x, y, 3.6), ink_middle(out, x, y, 3.6)
            assert abs(there[0] - here[0]) < HALF_MM / 2
            assert abs(there[1] - here[1]) < HALF_MM / 2


@pytest.mark.parametrize("offset", [Offset(10, -5), Offset(-20, 50), Offset(1, 0)])
def test_the_offset_moves_everything_by_itself(
    tmp_path: Path, sheet: bytes, offset: Offset
) -> None:
    picture = printed(tmp_path / "out.pdf", sheet, offset)
    assert farthest(picture, offset.dx * 0.72, offset.dy * 0.72) < HALF_MM


def test_the_measure_bites(tmp_path: Path, sheet: bytes) -> None:
    # Two points are 0.7 mm: what fitting the page into a printer's margins does at least.
    picture = printed(tmp_path / "out.pdf", sheet, Offset(3, 0))
    assert farthest(picture) > HALF_MM


def test_a_printer_with_margins_is_set_to_the_whole_sheet(tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setPageMargins(QMarginsF(20, 20, 20, 20))
    set_whole_page(printer)
    rect = printer.pageLayout().paintRectPixels(printer.resolution())
    assert (rect.x(), rect.y(), rect.width(), rect.height()) == (0, 0, 5100, 6600)
    assert printer.fullPage()
    assert printer.duplex() == QPrinter.DuplexMode.DuplexNone


def pages(*texts: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for text in texts:
        canvas.setFont("Courier", 40)
        canvas.drawString(72, 400, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ink_of(picture: QImage) -> int:
    """How much ink there is; the bytes that fill a line up are left out."""
    bits, wide = picture.constBits(), picture.bytesPerLine()
    lines = (bits[row * wide : row * wide + picture.width()] for row in range(picture.height()))
    return sum(255 - dot for line in lines for dot in line)


def test_every_copy_of_every_page_comes_in_its_order(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert print_pdf(printer_to(out, 72), pages("M", "l"), copies=2) == 2
    with PdfPages(out.read_bytes()) as made:
        assert made.count == 4
        inks = [ink_of(made.picture(page, 36)) for page in range(4)]
    assert inks[0] > inks[1]
    assert [inks[0], inks[1]] == [inks[2], inks[3]]
    assert all(before != after for before, after in pairwise(inks))


def test_several_papers_are_one_job_and_may_begin_at_a_page(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    printer = printer_to(out, 72)
    set_whole_page(printer)
    run = QtPrintRun(printer, offset=Offset())
    told: list[tuple[int, int]] = []
    assert run.add(pages("a", "b"), first_page=1, on_page=lambda *page: told.append(page)) == 2
    assert run.add(pages("c"), first_page=2) == 1
    assert run.add(pages("d")) == 1
    run.end()
    assert told == [(1, 2)]
    with PdfPages(out.read_bytes()) as made:
        assert made.count == 2


def test_a_reprint_bears_its_mark_and_nothing_else_moves(tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.pdf", tmp_path / "marked.pdf"
    for out, mark in ((plain, ""), (marked, "REPRINT")):
        printer = printer_to(out, 300)
        set_whole_page(printer)
        run = QtPrintRun(printer, offset=Offset(), mark=mark)
        run.add(pages("M"))
        run.end()
    before, after = page_of(plain.read_bytes()), page_of(marked.read_bytes())
    top = round(38 * LOOK_DPI / 72)
    assert before.copy(0, top, 2550, 3300 - top) == after.copy(0, top, 2550, 3300 - top)
    assert before.copy(0, 0, 2550, top) != after.copy(0, 0, 2550, top)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_can_not_be_reached_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        print_pdf(printer_to(tmp_path / "no" / "such" / "out.pdf"), pages("a"))
    assert "can't be reached" in refused.value.what
    assert "choose another printer" in refused.value.remedy


def test_a_computer_without_printers_has_none_to_offer() -> None:
    names = SystemPrinters().names()
    assert [name.name for name in names] == QPrinterInfo.availablePrinterNames()
