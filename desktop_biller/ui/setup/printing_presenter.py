"""Reading the printers with what is kept of each, and keeping their offsets."""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.printers import KeptPrinters, Offset
from desktop_biller.ui.setup.printer_row import PrinterRow

Found = Sequence[tuple[str, bool]]


class View(Protocol):
    """What the presenter asks of the page."""

    def show_printers(self, rows: Sequence[PrinterRow]) -> None: ...


class PrintingPresenter:
    """Presents the tab.

    Args:
        desk: of the window.
        view: the page.
        printers: names the printers of this computer and tells the usual one.
    """

    def __init__(self, desk: Desk, view: View, printers: Callable[[], Found]) -> None:
        self._desk, self._view, self._printers = desk, view, printers
        self._kept = KeptPrinters(desk.settings)
        self._found: Found = ()

    def reload(self) -> None:
        """Look for the printers again."""
        self._desk.jobs.read(self._printers, self._on_found, slot=f"setup {id(self)}")

    def on_offset(self, printer: str, offset: Offset) -> None:
        """Keep a printer's offset."""
        self._kept.keep_offset(printer, offset)
        self._desk.tell(f"Offset of {printer} saved.")
        self._show()

    def on_test(self) -> None:
        """Show the test sheet for the red form, to be printed."""
        self._desk.preview(PreviewRequest(title="Test sheet", form="cms1500", test_sheet=True))

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        self._view.show_printers(
            [
                PrinterRow(number, name, usual, self._kept.offset(name))
                for number, (name, usual) in enumerate(self._found, start=1)
            ]
        )
