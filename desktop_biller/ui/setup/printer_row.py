"""A printer as Setup lists it."""

from dataclasses import dataclass

from desktop_biller.ui.printers import Offset


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """One printer; ``offset`` is None where it was never aligned for the red form."""

    number: int
    name: str
    is_default: bool
    offset: Offset | None
