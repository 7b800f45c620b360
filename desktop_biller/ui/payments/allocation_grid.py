"""The open lines of an account, and what each gets of a payment."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import parse_cents
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.entry_grid import EntryGrid
from desktop_biller.ui.kit.grid_model import CellMark, GridColumn, GridRow
from desktop_biller.ui.kit.shown import money
from desktop_biller.workflow.payments.payment_defaults import OwedLine

_COLUMNS = (
    GridColumn("date", "Date", 96, 88, editable=False),
    GridColumn("patient", "Patient", 144, 120, editable=False, gives_way=1),
    GridColumn("service", "Service", editable=False),
    GridColumn("open", "Open", 80, 72, "right", format=money, editable=False),
    GridColumn(
        "part", "This payment", 104, 96, "right", "money", parse=parse_cents, format=money
    ),
)  # fmt: skip


class AllocationGrid(QWidget):
    """Lines with what is open and what each gets.

    Signals:
        told(line_id, cents): the user gave a line another part; nothing is 0.
    """

    told = Signal(int, int)

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.grid = EntryGrid("Open lines", _COLUMNS, today)
        self.setFocusProxy(self.grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid, 1)
        self.grid.edited.connect(self._on_edited)
        self.grid.restored.connect(self._on_restored)
        self._parts: dict[int, int] = {}

    def show_lines(self, lines: Sequence[OwedLine], parts: Mapping[int, int]) -> None:
        """Show the lines and what each gets."""
        self._parts = {line.line_id: parts.get(line.line_id, 0) for line in lines}
        rows = [_row(line, parts.get(line.line_id)) for line in lines]
        before = self.grid.rows()
        if [row.key for row in rows] != [row.key for row in before]:
            self.grid.set_rows(rows)
        else:
            for row, old in zip(rows, before, strict=True):
                if row.values != old.values and not old.typed:
                    self.grid.set_values(row.key, row.values)
        self.grid.set_marks(
            {
                (line.line_id, "part"): CellMark(
                    "stop", f"Only {money(line.open_cents)} is open on this line."
                )
                for line in lines
                if parts.get(line.line_id, 0) > line.open_cents
            }
        )
        count = len(lines)
        self.grid.show_totals(
            f"{count} open line{'' if count == 1 else 's'}",
            {
                "open": money(sum(line.open_cents for line in lines)),
                "part": money(sum(parts.values())),
            },
        )

    def reads(self) -> bool:
        """True where every part can be read; else the first that can't has the focus."""
        self.grid.finish_edit()
        unread = next((row for row in self.grid.rows() if row.typed), None)
        if unread is not None:
            self.grid.go_to(unread.key, "part")
        return unread is None

    def _on_edited(self, key: int, column: str) -> None:
        row = self.grid.row(key)
        if row is not None and column not in row.typed:
            self.told.emit(key, cast("int | None", row.values.get(column)) or 0)

    def _on_restored(self) -> None:
        """The user took a change back: tell every part that is another one now."""
        for row in self.grid.rows():
            cents = cast("int | None", row.values.get("part")) or 0
            if cents != self._parts.get(cast("int", row.key)):
                self.told.emit(row.key, cents)


def _row(line: OwedLine, part: int | None) -> GridRow:
    return GridRow(
        key=line.line_id,
        values={
            "date": us_date(line.service_date),
            "patient": line.patient,
            "service": f"{line.code} {line.words}",
            "open": line.open_cents,
            "part": part or None,
        },
    )
