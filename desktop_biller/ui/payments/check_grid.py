"""The grid of an insurer's check: claims with their service lines, on the entry grid of the kit."""

import time
from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import parse_cents
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.entry_grid import EntryGrid
from desktop_biller.ui.kit.grid_model import CellMark, GridColumn, GridRow
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.payments.check_rows import CheckRow, CheckTotals
from desktop_biller.ui.payments.typed_check import MoneyColumn, RowKey

TYPED: tuple[MoneyColumn, ...] = ("paid", "write_off", "patient")
_FIND_SECONDS = 1.2
"""Letters that follow one another quicker are one name."""

_CHIPS = {
    "good": ("green", "good"),
    "payment_missing": ("red", "missing"),
    "too_much": ("red", "bad"),
    "write_off_too_high": ("amber", "warning"),
    "duplicate": ("amber", "duplicate"),
}


class CheckGrid(QWidget):
    """Claims to be answered.

    Signals:
        typed(row, column, cents): an amount was typed, or a cell emptied (None).
        begun(row, text): typing began on a claim of several lines.
        accepted(row): Space.
        opened(row, is_open): the lines of a claim were shown or hidden.
        erased(row): Ctrl+Delete.
        explained(row): F4 or Alt+Down, for other reasons.
        sought(text): letters of a patient's name or of a claim's number.
        put_back: the user took changes back; ``amounts`` has what stands now.
        moved(row): another row has the focus.
    """

    typed = Signal(object, str, object)
    begun = Signal(object, str)
    accepted = Signal(object)
    opened = Signal(object, bool)
    erased = Signal(object)
    explained = Signal(object)
    sought = Signal(str)
    put_back = Signal()
    moved = Signal(object)

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._shown: dict[str, CheckRow] = {}
        self._sought, self._sought_at = "", 0.0
        self.grid = EntryGrid("Claims of the check", _columns(), today, space_accepts=True)
        self.grid.table.installEventFilter(self)
        self.setFocusProxy(self.grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid, 1)
        self.grid.edited.connect(self._on_edited)
        self.grid.accepted.connect(lambda key: self.accepted.emit(row_key(key)))
        self.grid.opened.connect(lambda key, is_open: self.opened.emit(row_key(key), is_open))
        self.grid.restored.connect(self.put_back)
        self.grid.moved.connect(lambda key, _column: self.moved.emit(row_key(key)))

    def show_rows(self, rows: Sequence[CheckRow]) -> None:
        """Show claims and lines; where they are the same as before only their cells change."""
        fresh = {_name(row.key): row for row in rows}
        same = list(fresh) == [row.key for row in self.grid.rows()]
        before, self._shown = self._shown, fresh
        if not same:
            self.grid.set_rows([_grid_row(row) for row in rows])
        else:
            for name, row in fresh.items():
                if before.get(name) != row:
                    self.grid.set_values(name, _values(row))
                if row.lines:
                    self.grid.open_row(name, is_open=row.is_open)
        self.grid.set_marks(_marks(rows))

    def show_totals(self, totals: CheckTotals, payer: str) -> None:
        """What all claims come to."""
        count = totals.claims
        self.grid.show_totals(
            f"{count:,} claim{'' if count == 1 else 's'} of {payer}" if payer else "",
            {
                "open": money(totals.open_cents),
                "paid": money(totals.paid_cents),
                "write_off": money(totals.write_off_cents),
                "patient": money(totals.patient_cents),
                "left": money(totals.left_cents),
            },
        )

    def current(self) -> RowKey | None:
        """The row with the focus."""
        found = self.grid.current()
        return row_key(found[0]) if found is not None else None

    def go(self, row: RowKey, column: str) -> None:
        """Put the focus into a cell."""
        self.grid.go_to(_name(row), column)

    def start(self, text: str) -> None:
        """Begin to type into the cell with the focus."""
        self.grid.table.edit(self.grid.table.currentIndex())
        editor = self.grid.table.cells.editor
        if editor is not None:
            insert = getattr(editor, "insert", None)
            if insert is not None:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                insert(text)

    def amounts(self) -> Mapping[RowKey, Mapping[MoneyColumn, int | None]]:
        """What stands in the cells that are typed."""
        return {
            row_key(row.key): {c: cast("int | None", row.values.get(c)) for c in TYPED}
            for row in self.grid.rows()
        }

    def _on_edited(self, key: object, column: str) -> None:
        row = self.grid.row(cast("str", key))
        if row is not None and column not in row.typed:
            self.typed.emit(row_key(key), column, row.values.get(column))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if (
            watched is self.grid.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self.current() is not None
        ):
            return self._on_key(event, cast("RowKey", self.current()))
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent, row: RowKey) -> bool:
        """Keys that mean something here alone; True where one did."""
        key, text = event.key(), event.text()
        shown = self._shown.get(_name(row))
        several = shown is not None and shown.lines > 1
        modifiers = Qt.KeyboardModifier
        held = event.modifiers() & ~(modifiers.ShiftModifier | modifiers.KeypadModifier)
        alt_down = key == Qt.Key.Key_Down and bool(held & modifiers.AltModifier)
        if not text or not text.isalnum():
            self._sought = ""  # Enter, an arrow or Space ends the name
        if key == Qt.Key.Key_F4 or alt_down:
            self.explained.emit(row)
        elif key == Qt.Key.Key_Delete and held & modifiers.ControlModifier:
            self.erased.emit(row)
        elif key == Qt.Key.Key_Left and row.is_line and not held:
            self.opened.emit(RowKey(row.claim_id), False)
        elif is_enter(event) and several:
            self.begun.emit(row, "")
        elif held or not text or not text.isprintable() or text == " ":
            return False
        elif text.isalpha() or self._is_seeking():
            self._seek(text)
        elif several:
            self.begun.emit(row, text)
        else:
            return False
        return True

    def _is_seeking(self) -> bool:
        return bool(self._sought) and time.monotonic() - self._sought_at < _FIND_SECONDS

    def _seek(self, text: str) -> None:
        self._sought = self._sought + text if self._is_seeking() else text
        self._sought_at = time.monotonic()
        self.sought.emit(self._sought)


def row_key(name: object) -> RowKey:
    """The claim or line that a row of the grid is named after."""
    claim, _, line = str(name).partition(".")
    return RowKey(int(claim), int(line) if line else -1)


def _name(key: RowKey) -> str:
    return f"{key.claim_id}.{key.line}" if key.is_line else str(key.claim_id)


def _columns() -> tuple[GridColumn, ...]:
    def amount(key: str, head: str, width: int, narrow: int) -> GridColumn:
        return GridColumn(
            key, head, width, narrow, "right", "money", parse=parse_cents, format=money,
            required=True, longest=20, starred=False,
        )  # fmt: skip

    def sum_of(key: str, head: str, width: int, narrow: int, *, muted: bool = False) -> GridColumn:
        return GridColumn(
            key, head, width, narrow, "right", format=money, editable=False,
            muted=(lambda _row: True) if muted else None, gives_way=1 if muted else 0,
        )  # fmt: skip

    return (
        GridColumn("name", "Patient", editable=False),
        GridColumn("claim", "Claim", 80, 74, editable=False),
        GridColumn("date", "Service date", 96, 88, editable=False, gives_way=2),
        sum_of("open", "Open before", 96, 80),
        sum_of("expected", "Expected", 80, 68, muted=True),
        amount("paid", "Paid", 84, 72),
        amount("write_off", "Write-off", 84, 72),
        amount("patient", "Patient owes", 96, 84),
        sum_of("left", "Left", 76, 68),
        GridColumn(
            "result", "Result", 200, 168, editable=False, chip=_chip, muted=_has_note, tip=_words_of
        ),
    )


def _grid_row(row: CheckRow) -> GridRow:
    return GridRow(
        key=_name(row.key),
        values=_values(row),
        level=1 if row.key.is_line else 0,
        opens=row.lines > 0,
        is_open=row.is_open,
        spans=3 if row.key.is_line else 1,
    )


def _values(row: CheckRow) -> dict[str, object]:
    return {
        "name": row.name,
        "claim": row.claim,
        "date": us_date(row.service_date) if row.service_date else "",
        "open": row.open_cents,
        "expected": row.expected_cents,
        "paid": row.paid_cents,
        "write_off": row.write_off_cents,
        "patient": row.patient_cents,
        "left": row.left_cents,
        "result": row.note or row.words,
        "shown": row,
    }


def _marks(rows: Sequence[CheckRow]) -> dict[tuple[int | str, str], CellMark]:
    found: dict[tuple[int | str, str], CellMark] = {}
    for row in rows:
        if row.marked and row.outcome:
            amber = row.outcome in ("write_off_too_high", "duplicate")
            found[_name(row.key), row.marked] = CellMark("warning" if amber else "stop", row.words)
    return found


def _chip(row: GridRow) -> ChipSpec | None:
    shown = cast("CheckRow | None", row.values.get("shown"))
    if shown is None or not shown.words or shown.key.is_line:
        return None
    if shown.refused and shown.outcome == "good":
        return ChipSpec(shown.words, "amber", "blocked")
    hue, icon = _CHIPS[shown.outcome]
    return ChipSpec(shown.words, hue, icon)  # type: ignore[arg-type]  # the hues of the table above


def _has_note(row: GridRow) -> bool:
    shown = cast("CheckRow | None", row.values.get("shown"))
    return shown is not None and bool(shown.note)


def _words_of(row: GridRow) -> str:
    return str(row.values.get("result") or "")
