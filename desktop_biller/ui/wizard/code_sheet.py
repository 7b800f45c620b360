"""The recovery code on paper or in a file of its own; neither is a paper of the practice."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.theme import theme

_ACROSS = 7
_HEAD, _BODY, _CODE, _SMALL = 20, 11, 15, 9
"""Sizes on paper, in points."""
_MARGIN = 72
_SAYS = (
    (
        "This code opens the practice file when every passphrase is lost. Without a passphrase and"
        " without this code nobody can open the file."
    ),
    (
        "Keep this sheet with your other valuables, away from this computer. Whoever has it can"
        " read all of the practice's data."
    ),
    (
        "To use it: open Desktop Biller, choose “Use the recovery code...”, and type the groups in"
        " their order."
    ),
)


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """What the sheet says."""

    code: str
    practice: str
    day: dt.date

    def as_text(self) -> str:
        """The sheet as a file of plain text."""
        groups = self.code.split("-")
        rows = [groups[at : at + _ACROSS] for at in range(0, len(groups), _ACROSS)]
        lines = ["Desktop Biller: recovery code", self.practice, us_date(self.day), ""]
        lines += ["  ".join(row) for row in rows]
        return "\n".join([*lines, "", *_SAYS, ""])


def paint_sheet(painter: QPainter, page: QRectF, unit: float, sheet: CodeSheet) -> None:
    """Paint the sheet onto one page.

    Args:
        painter: of the printer or a picture.
        page: the page in the painter's own units.
        unit: how many of these make one point.
        sheet: what it says.
    """
    margin = _MARGIN * unit
    left, width, top = page.left() + margin, page.width() - 2 * margin, page.top() + margin

    def write(text: str, points: int, *, strong: bool = False, gap: float = 6) -> None:
        nonlocal top
        painter.setFont(_font(points * unit, strong=strong))
        box = QRectF(left, top, width, page.height())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        drawn = painter.boundingRect(box, flags, text)
        painter.drawText(box, flags, text)
        top += drawn.height() + gap * unit

    painter.setPen(Qt.GlobalColor.black)
    write("Recovery code", _HEAD, strong=True)
    write(sheet.practice, _BODY, strong=True, gap=2)
    write(f"Printed {us_date(sheet.day)} by Desktop Biller", _SMALL, gap=24)
    groups = sheet.code.split("-")
    step = width / _ACROSS
    for number, group in enumerate(groups):
        line, place = divmod(number, _ACROSS)
        cell = QRectF(left + place * step, top + line * 48 * unit, step, 48 * unit)
        painter.setFont(_font(_SMALL * unit))
        painter.drawText(cell, Qt.AlignmentFlag.AlignHCenter, str(number + 1))
        code_font = theme.fixed_font()
        code_font.setPixelSize(round(_CODE * unit))
        code_font.setWeight(QFont.Weight.Bold)
        painter.setFont(code_font)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, group)
    top += (-(-len(groups) // _ACROSS) * 48 + 24) * unit
    for words in _SAYS:
        write(words, _BODY, gap=10)


def print_sheet(parent: QWidget, sheet: CodeSheet, printed: Callable[[], None]) -> QPrintDialog:
    """Ask for a printer and print; ``printed`` runs once the printer took it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the recovery code")

    def on_accepted() -> None:
        painter = QPainter()
        if painter.begin(printer):
            page = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            page.moveTopLeft(QRectF().topLeft())
            paint_sheet(painter, page, printer.resolution() / 72, sheet)
            painter.end()
            printed()

    dialog.accepted.connect(on_accepted)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def save_sheet(parent: QWidget, sheet: CodeSheet, write: Callable[[Path], None]) -> QFileDialog:
    """Ask for the name of a file; ``write`` gets it."""
    dialog = QFileDialog(parent, "Save the recovery code", str(Path.home()), "Text (*.txt)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    plain = "".join(c if c.isalnum() else " " for c in sheet.practice)
    dialog.selectFile(f"Recovery code {' '.join(plain.split())}.txt")
    dialog.fileSelected.connect(lambda name: write(Path(name)))
    dialog.open()
    return dialog


def _font(pixels: float, *, strong: bool = False) -> QFont:
    font = theme.font(weight=600 if strong else 400)
    font.setPixelSize(max(1, round(pixels)))
    return font
