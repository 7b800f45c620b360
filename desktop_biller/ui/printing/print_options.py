"""The choices beside a preview: printer, tray, copies, and where the red form lies in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.parts import Button, Label, column, holder, row
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.printers import (
    ANY_TRAY,
    LARGEST_OFFSET,
    MOST_COPIES,
    Offset,
    PrinterName,
    PrintSetup,
    Tray,
)

REPRINT = "REPRINT"


class PrintOptions(QWidget):
    """What is set for a print.

    Signals:
        printer_chosen(name), tray_chosen(number), offset_changed(Offset): the user set it.
        test_asked, aligned: print the test sheet; this printer needs none.
    """

    printer_chosen = Signal(str)
    tray_chosen = Signal(int)
    offset_changed = Signal(object)
    test_asked = Signal()
    aligned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.printer = Choice()
        self.printer.setObjectName("printer")
        self._printer = LabeledField("Prin&ter", self.printer)
        self.none = Label("", "warning", wraps=True)
        self.none.setObjectName("no_printer")
        self.none.hide()
        self.copies = StepField(1, MOST_COPIES)
        self.copies.setObjectName("copies")
        self.copies.set_number(1)
        self._copies = LabeledField("&Copies", self.copies)
        self.tray = Choice(((ANY_TRAY, "Automatic"),))
        self.tray.setObjectName("tray")
        self._tray = LabeledField("Paper tr&ay", self.tray)
        self.across = StepField(-LARGEST_OFFSET, LARGEST_OFFSET, hundredths=True, signed=True)
        self.across.setObjectName("offset_right")
        self.down = StepField(-LARGEST_OFFSET, LARGEST_OFFSET, hundredths=True, signed=True)
        self.down.setObjectName("offset_down")
        self._across = LabeledField("Ri&ght, inches", self.across)
        self._down = LabeledField("&Down, inches", self.down)
        self.align_words = Label("", "warning", wraps=True)
        self.align_words.setObjectName("align_words")
        self.test = Button("Print t&est sheet", "small")
        self.test.setObjectName("print_test_sheet")
        self.skip = Button("No shift needed", "link")
        self.skip.setObjectName("no_shift")
        self.reprint = CheckField(f"Mark “{REPRINT}”")
        self.reprint.setObjectName("mark_reprint")
        self.reprint_words = Label("", "caption", wraps=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        offsets = row(self._across, self._down)
        offsets.setStretch(0, 1)
        offsets.setStretch(1, 1)
        self.red = holder(
            column(
                Label("Red CMS-1500 form", "strong"),
                Label("Up and Down move by 0.01 inch.", "caption", wraps=True),
                offsets,
                self.align_words,
                row(self.test, self.skip, None),
            )
        )
        self.red.hide()
        self.again = holder(column(self.reprint, self.reprint_words, space=2))
        self.again.hide()
        small = row(self._copies, self._tray)
        small.setStretch(0, 1)
        small.setStretch(1, 2)
        self.setLayout(
            column(self._printer, self.none, small, self.again, self.red, space=Space.GROUP)
        )

    def _connect(self) -> None:
        self.printer.edited.connect(lambda: self.printer_chosen.emit(str(self.printer.value())))
        self.tray.edited.connect(lambda: self.tray_chosen.emit(self._tray_number()))
        for field in (self.across, self.down):
            field.stepped.connect(self._tell_offset)
        self.test.clicked.connect(self.test_asked)
        self.skip.clicked.connect(self.aligned)

    def show_printers(self, printers: Sequence[PrinterName], chosen: str, words: str) -> None:
        """Offer the printers; ``words`` say why there is none."""
        self.printer.set_options([(known.name, known.words) for known in printers])
        self.printer.set_value(chosen)
        self.none.setText(words)
        self.none.setVisible(bool(words))
        for part in (self._printer, self._copies, self._tray):
            part.setVisible(bool(printers))

    def show_trays(self, trays: Sequence[Tray], chosen: int) -> None:
        """Offer the trays of the printer."""
        told = trays or (Tray(ANY_TRAY, "Automatic"),)
        self.tray.set_options([(tray.number, tray.words) for tray in told])
        self.tray.set_value(chosen)

    def show_offset(self, offset: Offset | None, words: str, *, is_set: bool) -> None:
        """Show the offset of the red form, or nothing for plain paper or without a printer."""
        self.red.setVisible(offset is not None)
        self.align_words.setText(words)
        self.align_words.setVisible(bool(words))
        self.skip.setVisible(not is_set)
        if offset is not None:
            self.across.set_number(offset.dx)
            self.down.set_number(offset.dy)

    def show_reprint(self, words: str, *, checked: bool) -> None:
        """Offer to mark the pages as a reprint; blank words offer it not."""
        self.again.setVisible(bool(words))
        self.reprint_words.setText(words)
        self.reprint.set_value(checked)

    def setup(self, printer: str) -> PrintSetup | None:
        """What is set; None while a field can't be read, which then has the focus."""
        for field in (self.copies, self.across, self.down):
            if field.isVisibleTo(self) and not field.read_now():
                field.setFocus()
                return None
        is_reprint = not self.again.isHidden() and self.reprint.value()
        return PrintSetup(
            printer,
            copies=self.copies.number() or 1,
            tray=self._tray_number(),
            offset=Offset() if self.red.isHidden() else self._offset(),
            mark=REPRINT if is_reprint else "",
        )

    def _offset(self) -> Offset:
        return Offset(self.across.number() or 0, self.down.number() or 0)

    def _tray_number(self) -> int:
        value = self.tray.value()
        return value if isinstance(value, int) else ANY_TRAY

    def _tell_offset(self) -> None:
        if self.across.number() is not None and self.down.number() is not None:
            self.offset_changed.emit(self._offset())
