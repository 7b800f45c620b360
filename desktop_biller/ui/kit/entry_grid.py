"""Lines to type into: cells, lines that grow, undo, paste of a column, and a row of totals.

Tab goes from cell to cell. Enter accepts a cell and goes on to the next line when the line is
complete, else to its next empty needed cell. Esc once leaves the cell as it was, twice the line.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.grid_model import CellMark, GridColumn, GridModel, GridRow, RowKey
from desktop_biller.ui.kit.grid_table import GridTable
from desktop_biller.ui.kit.parts import Label, Panel
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Type

_MOST_UNDONE = 100
_MOST_PASTED = 200
_LEAST_ROWS = 3

Grows = Callable[[], GridRow]
"""Makes the empty line at the end."""


class EntryGrid(QWidget):
    """A grid to type into.

    Args:
        name: what a screen reader calls it.
        columns: what a line is made of.
        today: the practice's day, for dates.
        grows: makes the empty line that always stands at the end; None for a fixed set of lines.
        space_accepts: Space tells ``accepted`` and starts no edit.

    Signals:
        edited(row key, column key): the user changed a cell; ``row(key)`` has its value.
        taken(row key, column key, Suggestion): a suggestion was taken in a cell.
        removed(row key): the user took a line out.
        restored: undo or redo put other lines in place.
        moved(row key, column key): another cell has the focus.
        opened(row key, is_open): the lines of a row were shown or hidden.
        accepted(row key): Space on a line.
        finished: Enter where no line is left.
        typed(text): letters on a cell that can't be typed into.
    """

    edited = Signal(object, str)
    taken = Signal(object, str, object)
    removed = Signal(object)
    restored = Signal()
    moved = Signal(object, str)
    opened = Signal(object, bool)
    accepted = Signal(object)
    finished = Signal()
    typed = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[GridColumn],
        today: Today,
        *,
        grows: Grows | None = None,
        space_accepts: bool = False,
    ) -> None:
        super().__init__()
        self.model = GridModel(columns)
        self.table = GridTable(name, self.model, today)
        self.table.space_accepts = space_accepts
        self.totals = GridTotals(self.table)
        self._grows = grows
        self._past: list[tuple[GridRow, ...]] = []
        self._ahead: list[tuple[GridRow, ...]] = []
        self._grouped = False
        self._in_line = 0
        self._whole = False
        self._line: RowKey | None = None
        self._words = Label("", "error", wraps=True)
        self._words.setObjectName("cell_words")
        self._words.hide()
        self.setFocusProxy(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.table, 1)
        box.addWidget(self.totals)
        box.addWidget(self._words)
        box.addStretch(0)
        self._connect()
        self._fit_height()

    def _connect(self) -> None:
        self.model.changing.connect(self._on_changing)
        self.model.edited.connect(self._on_edited)
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            changed.connect(self._fit_height)
        self.model.dataChanged.connect(self._say)
        table = self.table
        table.moved.connect(self._on_moved)
        table.finished.connect(self.finished)
        table.accepted.connect(self.accepted)
        table.typed.connect(self.typed)
        table.reverted.connect(lambda _key: self.undo_line())
        table.removing.connect(self.remove_line)
        table.toggled.connect(self._on_toggled)
        table.pasting.connect(self.paste)
        table.cells.taken.connect(self.taken)
        table.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        theme.changed.connect(self._fit_height)

    # --- Lines ---------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Show lines anew, without the empty one at the end; the focus keeps its cell."""
        self.table.finish_edit()
        row, column = self.table.current_row(), self.table.currentIndex().column()
        self.model.set_rows(rows)
        self._past.clear()
        self._ahead.clear()
        self._grow()
        at = self.model.place_of(row.key) if row is not None else -1
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, column))

    def rows(self) -> tuple[GridRow, ...]:
        """All lines, the empty one at the end left out."""
        rows = self.model.rows()
        grown = self._grows is not None and rows and self.table.is_blank(rows[-1])
        return rows[:-1] if grown else rows

    def row(self, key: RowKey) -> GridRow | None:
        """The line of a key."""
        return self.model.find(key)

    def set_values(self, key: RowKey, values: Mapping[str, object]) -> None:
        """Change cells of a line, as a consequence of what was typed; it is not told again."""
        self.model.set_values(key, values)

    def set_marks(self, marks: Mapping[tuple[RowKey, str], CellMark]) -> None:
        """Mark cells by (row key, column key), in place of the marks before."""
        self.model.set_marks(marks)
        self._say()

    def show_totals(self, words: str, amounts: Mapping[str, str] | None = None) -> None:
        """Say what the lines add up to, by column key."""
        self.totals.show_totals(words, amounts or {})

    def open_row(self, key: RowKey, *, is_open: bool) -> None:
        """Show or hide the lines that belong to a row."""
        self.model.open_row(key, is_open=is_open)

    def finish_edit(self) -> None:
        """Take over what is being typed into a cell, as before saving."""
        self.table.finish_edit()

    def has_unread(self) -> bool:
        """True where a cell holds a text that can't be read."""
        return any(row.typed for row in self.model.rows())

    def words(self) -> str:
        """What stands below the grid about the cell with the focus; blank for nothing."""
        return "" if self._words.isHidden() else self._words.text()

    def show_whole(self, *, whole: bool) -> None:
        """Stand as high as all lines, where the form around the grid scrolls."""
        self._whole = whole
        self._fit_height()

    def go_to(self, key: RowKey, column: str, *, edit: bool = False) -> bool:
        """Put the cursor into a cell, opening its row's lines; False where there is no such cell.

        A cell that can't be typed into gives way to the next one of its line that can.
        """
        self._reveal(key)
        at, column_at = self.model.place_of(key), self.model.column_of(column)
        if at < 0 or column_at < 0:
            return False
        stops = self.table.stops(at)
        if column_at not in stops and stops:
            column_at = next((stop for stop in stops if stop > column_at), stops[0])
        self.table.go_to(at, column_at, edit=edit)
        return True

    def go_to_next(self) -> None:
        """Put the cursor into the first needed cell that is empty."""
        for at in range(self.model.rowCount()):
            wanted = self.table.missing(at)
            if wanted is not None:
                self.table.go_to(at, wanted)
                return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> tuple[RowKey, str] | None:
        """(row key, column key) of the cell with the focus."""
        row = self.table.current_row()
        if row is None:
            return None
        return row.key, self.model.columns[self.table.currentIndex().column()].key

    def remove_line(self, key: RowKey) -> None:
        """Take a line out, where it may be; the empty one at the end stays."""
        row, at = self.model.find(key), self.model.place_of(key)
        last = self._grows is not None and at == self.model.rowCount() - 1
        if row is None or not row.removable or last:
            return
        column = self.table.currentIndex().column()
        self._on_changing()
        self.model.remove(key)
        self._grow()
        self.table.go_to(min(at, self.model.rowCount() - 1), column)
        self.removed.emit(key)

    def _reveal(self, key: RowKey) -> None:
        parent: GridRow | None = None
        for row in self.model.rows():
            parent = row if row.level == 0 else parent
            if row.key == key and row.level and parent is not None and not parent.is_open:
                self.model.open_row(parent.key, is_open=True)
                return

    def _grow(self) -> None:
        rows = self.model.rows()
        if self._grows is not None and (not rows or not self.table.is_blank(rows[-1])):
            self.model.append(self._grows())

    # --- Undo and paste ------------------------------------------------------------------------

    def undo(self) -> None:
        """Go back before the last change."""
        self._swap(self._past, self._ahead)

    def redo(self) -> None:
        """Make the change again that was undone."""
        self._swap(self._ahead, self._past)

    def undo_line(self) -> None:
        """Take back what was changed in the line since it was entered."""
        for _ in range(self._in_line):
            self.undo()
        self._in_line = 0

    def paste(self, text: str) -> None:
        """Put lines of text into the cells below, and those parted by tabs to the right.

        At most 200 lines; each cell is read as if it were typed.
        """
        at, first = self.table.currentIndex().row(), self.table.currentIndex().column()
        if at < 0:
            return
        self._on_changing()
        self._grouped = True
        lines = (line for line in text.splitlines() if line.strip())
        for line in islice(lines, _MOST_PASTED):
            while at < self.model.rowCount() and not self.model.can_edit(at, first):
                at += 1
            row = self.model.at(at)
            if row is None:
                break
            for offset, part in enumerate(line.split("\t")):
                if self.model.can_edit(at, first + offset):
                    column = self.model.columns[first + offset]
                    self.model.take_text(row.key, column, part.strip()[: column.longest])
            at += 1
        self._grouped = False

    def _on_changing(self) -> None:
        if self._grouped:
            return
        self._past.append(tuple(row.copy() for row in self.model.rows()))
        del self._past[:-_MOST_UNDONE]
        self._ahead.clear()
        self._in_line += 1

    def _swap(self, source: list[tuple[GridRow, ...]], target: list[tuple[GridRow, ...]]) -> None:
        self.table.finish_edit()
        if not source:
            return
        place = self.current()
        target.append(tuple(row.copy() for row in self.model.rows()))
        self.model.set_rows(source.pop())
        self._grow()
        if place is None or not self.go_to(*place):
            self.go_to_next()
        self.restored.emit()

    # --- What the table tells ------------------------------------------------------------------

    def _on_edited(self, key: RowKey, column: str) -> None:
        self.table.note_changed(key)
        self._grow()
        self._say()
        self.edited.emit(key, column)

    def _on_moved(self, key: RowKey, column: str) -> None:
        if key != self._line:
            self._line, self._in_line = key, 0
        self._say()
        self.moved.emit(key, column)

    def _on_toggled(self, key: RowKey, is_open: bool) -> None:
        self.model.open_row(key, is_open=is_open)
        self.opened.emit(key, is_open)

    def _say(self) -> None:
        """Say below the grid what the cell with the focus lacks."""
        index = self.table.currentIndex()
        row = self.model.at(index.row())
        mark = self.model.mark_of(row, self.model.columns[index.column()]) if row else None
        self._words.setText(mark.words if mark else "")
        if mark is not None:
            self._words.set_kind("error" if mark.kind == "stop" else "warning")
        self._words.setVisible(mark is not None)

    def _fit_height(self) -> None:
        """No higher than its lines; under them is room for what follows."""
        line = theme.px(Size.ROW)
        rows = max(self.model.rowCount(), _LEAST_ROWS)
        bar = self.table.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        least = rows if self._whole else _LEAST_ROWS
        self.table.setMinimumHeight(line * (least + 1) + 2 + room)
        self.table.setMaximumHeight(line * (rows + 1) + 2 + room)


class GridTotals(Panel):
    """The row under a grid, its amounts under their columns."""

    def __init__(self, table: GridTable) -> None:
        super().__init__("backing")
        self._table = table
        self._words = ""
        self._amounts: Mapping[str, str] = {}
        self.setFixedHeight(theme.px(Size.ROW))
        table.horizontalHeader().sectionResized.connect(self._on_moved)
        table.horizontalScrollBar().valueChanged.connect(self._on_moved)
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(Size.ROW))

    def _on_moved(self) -> None:
        self.update()

    def show_totals(self, words: str, amounts: Mapping[str, str]) -> None:
        """Say what the lines add up to."""
        self._words, self._amounts = words, amounts
        told = ", ".join(self._amounts.values())
        self.setAccessibleName(f"{words}: {told}" if told else words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font(weight=Type.STRONG, figures=True))
        pad, room = self._table.cells.pad, self.width()
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, column in enumerate(self._table.grid.columns):
            words = self._amounts.get(column.key)
            if words is None:
                continue
            left = self._table.columnViewportPosition(at) + 1
            cell = QRect(left, 0, self._table.columnWidth(at), self.height())
            painter.setPen(theme.color("divider"))
            painter.drawLine(cell.left() - 1, 0, cell.left() - 1, self.height())
            painter.drawLine(cell.right(), 0, cell.right(), self.height())
            painter.setPen(theme.color("text"))
            inner = cell.adjusted(0, 0, -pad, 0)
            inner.setLeft(
                min(inner.left(), inner.right() - painter.fontMetrics().horizontalAdvance(words))
            )
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)
            room = min(room, inner.left())
        painter.setPen(theme.color("text"))
        cut = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, max(0, room - 2 * pad)
        )
        painter.drawText(QRect(pad, 0, room, self.height()), middle, cut)
        painter.setPen(theme.color("border"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
