"""The open lines of an account, and what each gets of a payment."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.list_table import ListPanel, ListTable
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.payments.payment_defaults import OwedLine

AllocationLine = OwedLine


class AllocationGrid(QWidget):
    """Lines with what is open and what each gets.

    Signals:
        told(line_id, cents): the user gave a line another part.
    """

    told = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, OwedLine] = {}
        self._parts: Mapping[int, int] = {}
        columns: tuple[Column[OwedLine], ...] = (
            Column("date", "Date", lambda row: us_date(row.service_date), 96, "date"),
            Column("patient", "Patient", lambda row: row.patient, 140),
            Column("service", "Service", lambda row: f"{row.code} {row.words}"),
            Column("open", "Open", lambda row: money(row.open_cents), 84, "money"),
            Column(
                "part", "This payment", lambda row: blank_nil(self._parts.get(row.line_id)), 104,
                "money",
            ),
        )  # fmt: skip
        self.table: ListTable[OwedLine] = ListTable("Open lines", columns, self._fetch)
        self.panel = ListPanel(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panel)

    def show_lines(self, lines: Sequence[OwedLine], parts: Mapping[int, int]) -> None:
        """Show the lines and what each gets."""
        self._rows = {line.line_id: line for line in lines}
        self._parts = parts
        self.table.set_ids(tuple(self._rows))
        self.panel.totals.show_totals(
            f"{len(lines)} open",
            {
                "open": money(sum(line.open_cents for line in lines)),
                "part": money(sum(parts.values())),
            },
        )

    def _fetch(self, ids: Sequence[int]) -> Sequence[OwedLine]:
        return [self._rows[line_id] for line_id in ids]
