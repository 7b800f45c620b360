"""A printer that keeps what it was given, for robots and tests."""

from collections.abc import Callable, Sequence

from desktop_biller.ui.printers import PrinterName, PrintSetup, Tray

DESK = "desk"
"""Name of the only printer."""


class KeepingRun:
    """Papers on their way into a list."""

    rounds = 1

    def __init__(self, out: list[bytes]) -> None:
        self._out = out

    def add(
        self, pdf: bytes, *, first_page: int = 0, on_page: Callable[[int, int], None] | None = None
    ) -> int:
        """Take a paper."""
        del first_page
        if on_page is not None:
            on_page(1, 1)
        self._out.append(pdf)
        return 1

    def end(self) -> None:
        """Nothing is left to hand over."""


class KeepingPrinters:
    """One printer without trays.

    Attributes:
        printed: the papers it was given.
    """

    def __init__(self) -> None:
        self.printed: list[bytes] = []

    def names(self) -> Sequence[PrinterName]:
        """The one there is."""
        return (PrinterName(DESK, "Printer at the desk", is_default=True),)

    def trays(self, printer: str) -> Sequence[Tray]:
        """None to choose from."""
        del printer
        return ()

    def begin(self, setup: PrintSetup, title: str) -> KeepingRun:
        """Begin to print."""
        del setup, title
        return KeepingRun(self.printed)
