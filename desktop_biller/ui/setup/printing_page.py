"""Printing: the printers of this computer, and how far each is off on the red form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, column, row, scrolled
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.printers import LARGEST_OFFSET, Offset
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.ui.setup.printer_row import PrinterRow


def _inches(hundredths: int) -> str:
    sign = "−" if hundredths < 0 else "+" if hundredths else ""
    return f"{sign}{abs(hundredths) / 100:.2f}"


def _aligned(printer: PrinterRow) -> str:
    if printer.offset is None:
        return "Not yet"
    return f"{_inches(printer.offset.dx)} / {_inches(printer.offset.dy)} in"


_COLUMNS: Sequence[Column[PrinterRow]] = (
    Column("name", "Printer", lambda r: r.name, sortable=False),
    Column("default", "Usual", lambda r: "Yes" if r.is_default else "", 64, sortable=False),
    Column(
        "offset", "Aligned (right / down)", _aligned, 168, "code", sortable=False,
        muted=lambda r: r.offset is None,
    ),
)  # fmt: skip
_LIST_WIDTH, _LEAST_LIST = 560, 180


def printers_here() -> tuple[tuple[str, bool], ...]:
    """Name of each printer of this computer, and whether it is the usual one; may take a while."""
    usual = QPrinterInfo.defaultPrinterName()
    return tuple((name, name == usual) for name in QPrinterInfo.availablePrinterNames())


class PrintingPage(SetupPage):
    """The tab.

    Signals:
        offset_asked(printer, Offset): the printer has this offset from now on.
        test_asked: a test sheet shall be shown, to be printed.
    """

    offset_asked = Signal(str, object)
    test_asked = Signal()
    hint = "Enter changes the offset · Ctrl+Enter saves · Ctrl+Tab next tab"
    save_words = "Save offset"

    def __init__(self, settings: Remembers) -> None:
        super().__init__()
        self.table: FixedList[PrinterRow] = FixedList(
            "Printers", _COLUMNS, lambda r: r.number, settings
        )
        self.table.setMinimumHeight(theme.px(_LEAST_LIST))
        self.table.current_changed.connect(self._on_current)
        self.empty = EmptyState("No printer is set up on this computer.")
        self.empty.hide()
        self._title = Label("", "strong")
        self.form = form = Form(2)
        self.right = StepField(-LARGEST_OFFSET, LARGEST_OFFSET, hundredths=True, signed=True)
        self.down = StepField(-LARGEST_OFFSET, LARGEST_OFFSET, hundredths=True, signed=True)
        form.add("right", "Move to the &right, inches", self.right, hint="Below zero: to the left")
        form.add("down", "Move &down, inches", self.down, hint="Below zero: up")
        form.edited.connect(self._on_edited)
        self.table.opened.connect(lambda _id: self.right.setFocus())
        self.test = Button("Print &test sheet...", icon="print")
        self.test.clicked.connect(self.test_asked)
        left = QWidget()
        box = column(self.table, self.empty)
        box.setStretch(0, 1)
        box.setStretch(1, 1)
        left.setLayout(box)
        right = QWidget()
        right.setLayout(
            column(
                self._title,
                form,
                Label(
                    "Print the test sheet onto a red CMS-1500 form, or hold it against one before a"
                    " window. Where its characters stand too far left or too high, move them by"
                    " hundredths of an inch.",
                    "muted",
                    wraps=True,
                ),
                row(self.test, None),
                None,
                margin=(0, 0, Space.RELATED, Space.GROUP),
            )
        )
        outer = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        outer.setContentsMargins(margin, margin, margin, 0)
        outer.addWidget(Sides(left, scrolled(right), main_width=_LIST_WIDTH, least_height=260))
        self.entry = self.table

    def show_printers(self, rows: Sequence[PrinterRow]) -> None:
        """Show the printers; what is half typed stays."""
        self.table.show_rows(rows)
        self.show_list(self.table, self.empty, self.test, filled=bool(rows))
        if not self.touched:
            self._show_current()

    def ask_to_save(self) -> None:
        """Ask the presenter to keep the offset, where it can be read."""
        printer = self.table.current_record()
        if printer is None or self.form.first_problem() is not None:
            return
        offset = Offset(self.right.number() or 0, self.down.number() or 0)
        self.set_touched(touched=False)
        self.offset_asked.emit(printer.name, offset)

    def undo(self) -> None:
        self.set_touched(touched=False)
        self._show_current()

    def _on_current(self, record_id: object) -> None:
        del record_id
        self.set_touched(touched=False)
        self._show_current()

    def _show_current(self) -> None:
        printer = self.table.current_record()
        self._title.setText(printer.name if printer else "")
        self.form.setEnabled(printer is not None)
        offset = printer.offset if printer else None
        self.right.set_number(offset.dx if offset else 0)
        self.down.set_number(offset.dy if offset else 0)

    def _on_edited(self) -> None:
        self.set_touched(touched=True)
