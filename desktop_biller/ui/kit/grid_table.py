"""The table of an entry grid: which key goes to which cell, and when a cell is typed into."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QToolTip,
)

from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.grid_delegate import GridDelegate
from desktop_biller.ui.kit.grid_head import GridHead
from desktop_biller.ui.kit.grid_model import GridModel, GridRow
from desktop_biller.ui.kit.row_delegate import tip_of
from desktop_biller.ui.kit.suggest import SuggestField
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

_MEASURED = 60
"""So many rows tell how wide figures are."""
_LEAST_OPEN = 152
"""What the open column needs before the others stand narrow, and what it never falls below."""


class GridTable(QTableView):
    """Cells with the keys of screens.md 5; what lines mean is the grid's.

    Signals:
        finished: Enter where no line is left, or in the empty line at the end.
        reverted(key): Esc in a line that was changed since it was entered.
        removing(key): Ctrl+Delete in a line that may be taken out.
        toggled(key, is_open): the lines of a row shall be shown or hidden.
        accepted(key): Space, where the grid means something by it.
        typed(text): letters in a cell that can't be typed into.
        pasting(text): Ctrl+V with several cells in the clipboard.
        moved(key, column key): another cell has the focus.
    """

    finished = Signal()
    reverted = Signal(object)
    removing = Signal(object)
    toggled = Signal(object, bool)
    accepted = Signal(object)
    typed = Signal(str)
    pasting = Signal(str)
    moved = Signal(object, str)

    def __init__(self, name: str, model: GridModel, today: Today) -> None:
        super().__init__()
        self.setObjectName(name.replace(" ", "_"))
        self.setAccessibleName(name)
        self.grid = model
        self.space_accepts = False
        self._changed: frozenset[object] = frozenset()
        self.setModel(model)
        self.cells = GridDelegate(self, model, today)
        self.setItemDelegate(self.cells)
        self._head = GridHead(model, self)
        self.setHorizontalHeader(self._head)
        self._look()
        self.cells.entered.connect(self._on_entered)
        self.cells.tabbed.connect(self._on_tabbed)
        self.cells.removing.connect(self._on_removing)
        self.cells.moved_out.connect(self._on_moved_out)
        self.selectionModel().currentChanged.connect(self._on_current)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._on_rows)
        theme.changed.connect(self._on_theme)

    def _look(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.px(Size.ROW))

    # --- Where the focus is --------------------------------------------------------------------

    def current_row(self) -> GridRow | None:
        """The line with the focus."""
        return self.grid.at(self.currentIndex().row())

    def go_to(self, at: int, column_at: int, *, edit: bool = False) -> None:
        """Put the focus on a cell, ready to be typed into."""
        self.finish_edit()
        index = self.grid.index(at, column_at)
        if not index.isValid():
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit:
            self.edit(index)

    def stops(self, at: int) -> Sequence[int]:
        """The columns of a line that Tab goes to; of an empty line, only where it begins."""
        cells = [n for n in range(len(self.grid.columns)) if self.grid.can_edit(at, n)]
        row = self.grid.at(at)
        if row is None or not row.removable or not self.is_blank(row):
            return cells
        needed = [n for n in cells if self.grid.columns[n].required]
        return needed[:1] or cells

    def is_blank(self, row: GridRow) -> bool:
        """True where nothing that is needed was typed into a line."""
        return all(row.is_blank(c.key) for c in self.grid.columns if c.required)

    def missing(self, at: int) -> int | None:
        """The first needed cell of a line that is empty or can't be read; None where complete."""
        row = self.grid.at(at)
        if row is None:
            return None
        for n, column in enumerate(self.grid.columns):
            needed = column.required and self.grid.can_edit(at, n)
            if (needed and row.is_blank(column.key)) or column.key in row.typed:
                return n
        return None

    def finish_edit(self) -> None:
        """Take over what is being typed into a cell."""
        editor = self.cells.editor
        if editor is not None and self.state() == QAbstractItemView.State.EditingState:
            self.cells.commitData.emit(editor)
            self.cells.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def advance(self) -> None:
        """Enter: the next needed cell, or the next line when this one is complete."""
        at, column_at = self.currentIndex().row(), self.currentIndex().column()
        row = self.grid.at(at)
        if row is None or (row.removable and self.is_blank(row)):
            self.finished.emit()
            return
        wanted = self.missing(at)
        if wanted is not None:
            self.go_to(at, wanted)
            return
        for below in range(at + 1, self.grid.rowCount()):
            stops = self.stops(below)
            if stops:
                wanted = self.missing(below)
                same = column_at if column_at in stops else stops[0]
                self.go_to(below, same if wanted is None else wanted)
                return
        self.finished.emit()

    def step(self, by: int) -> bool:
        """Tab: the next cell, or the one before; False where the grid ends."""
        at, column_at = self.currentIndex().row(), self.currentIndex().column()
        while 0 <= at < self.grid.rowCount():
            ahead = [n for n in self.stops(at) if (n > column_at if by > 0 else n < column_at)]
            if ahead:
                self.go_to(at, ahead[0] if by > 0 else ahead[-1])
                return True
            at += by
            column_at = -1 if by > 0 else len(self.grid.columns)
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 -- Qt's names
        if self.hasFocus() and self.step(1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    # --- Keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if self._on_cell_key(event) or self._on_line_key(event):
            return
        if _is_letter(event) and not self._can_edit():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_cell_key(self, event: QKeyEvent) -> bool:
        """Keys that mean the cell; True where one was pressed."""
        if is_enter(event):
            self.advance()
        elif event.key() == Qt.Key.Key_F2:
            self._edit_at_end()
        elif event.key() == Qt.Key.Key_F4 or _is_alt_down(event):
            self._look_up()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        else:
            return False
        return True

    def _on_line_key(self, event: QKeyEvent) -> bool:
        """Keys that mean the line; True where one was pressed."""
        row = self.current_row()
        if row is None:
            return False
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self._toggle(row, opening=event.key() == Qt.Key.Key_Right)
        if event.key() == Qt.Key.Key_Space and self.space_accepts:
            self.accepted.emit(row.key)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_delete(row, event)
        elif event.key() == Qt.Key.Key_Escape:
            if row.key not in self._changed:
                event.ignore()  # the window goes back
                return True
            self.reverted.emit(row.key)
        else:
            return False
        return True

    def _can_edit(self) -> bool:
        return self.grid.can_edit(self.currentIndex().row(), self.currentIndex().column())

    def _edit_at_end(self) -> None:
        if self._can_edit():
            self.edit(self.currentIndex())
            if isinstance(self.cells.editor, QLineEdit):
                self.cells.editor.end(False)  # without marking

    def _look_up(self) -> None:
        if not self._can_edit():
            return
        self.edit(self.currentIndex())
        match self.cells.editor:
            case SuggestField() as field:
                field.look_up()
            case DateField() as field:
                field.open_calendar()
            case Choice() as field:
                field.showPopup()
            case _:
                pass

    def _on_delete(self, row: GridRow, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.removing.emit(row.key)
        elif self._can_edit():
            column = self.grid.columns[self.currentIndex().column()]
            self.grid.take_text(row.key, column, "")

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if "\n" in text.rstrip("\r\n") or "\t" in text:
            self.pasting.emit(text)
        elif self._can_edit():
            row = self.current_row()
            if row is not None:
                column = self.grid.columns[self.currentIndex().column()]
                self.grid.take_text(row.key, column, text.strip()[: column.longest])

    def _toggle(self, row: GridRow, *, opening: bool) -> bool:
        """Right opens a closed row, Left closes an open one; True where that was done."""
        if not row.opens or row.is_open == opening:
            return False
        self.toggled.emit(row.key, opening)
        return True

    # --- What the editor of a cell tells -------------------------------------------------------

    def _on_entered(self) -> None:
        self.finish_edit()
        self.advance()

    def _on_tabbed(self, by: int) -> None:
        self.finish_edit()
        if not self.step(by):
            super().focusNextPrevChild(by > 0)

    def _on_removing(self) -> None:
        row = self.current_row()
        self.finish_edit()
        if row is not None:
            self.removing.emit(row.key)

    def _on_moved_out(self, by: int) -> None:
        self.finish_edit()
        self.go_to(self.currentIndex().row() + by, self.currentIndex().column())

    # --- Lines that were changed since they were entered ---------------------------------------

    def note_changed(self, key: object) -> None:
        """Esc, pressed once more, takes back what was changed in a line."""
        self._changed |= {key}

    def _on_current(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.row() != before.row():
            self._changed = frozenset()
        row = self.grid.at(index.row())
        if row is not None:
            self.moved.emit(row.key, self.grid.columns[index.column()].key)
        self.viewport().update()

    def _on_rows(self) -> None:
        self.clearSpans()
        for at, row in enumerate(self.grid.seen()):
            if row.spans > 1:
                self.setSpan(at, 0, 1, row.spans)
        self.spread()

    # --- Measures ------------------------------------------------------------------------------

    def spread(self) -> None:
        """Give each column its width; where room is short they stand narrow, then give way."""
        room = self.viewport().width()
        usual = sum(self._width(n, narrow=False) for n in range(len(self.grid.columns)))
        narrow = room - usual < theme.px(_LEAST_OPEN)
        if narrow != self.cells.narrow:
            self.cells.narrow = narrow
            self._head.pad = Space.CELL_NARROW if narrow else Space.CELL
        widths = [self._width(n, narrow=narrow) for n in range(len(self.grid.columns))]
        open_ones = [n for n, width in enumerate(widths) if not width]
        gone = self._giving_way(widths, room - theme.px(_LEAST_OPEN) * len(open_ones))
        shown = sum(width for n, width in enumerate(widths) if n not in gone)
        rest = (room - shown) // max(1, len(open_ones))
        for n, width in enumerate(widths):
            self.setColumnHidden(n, n in gone)
            self.setColumnWidth(n, width or max(rest, theme.px(_LEAST_OPEN) * 2 // 3))

    def _giving_way(self, widths: Sequence[int], room: int) -> set[int]:
        """The columns that are left out so that the others have room, the first to go first."""
        gone: set[int] = set()
        columns = self.grid.columns
        for n in sorted(range(len(columns)), key=lambda n: -columns[n].gives_way):
            shown = sum(width for at, width in enumerate(widths) if at not in gone)
            if columns[n].gives_way and shown > room:
                gone.add(n)
        return gone

    def _width(self, at: int, *, narrow: bool) -> int:
        column = self.grid.columns[at]
        width = (column.narrow or column.width) if narrow else column.width
        if not width:
            return 0
        shares = any(c.head == column.head and c is not column for c in self.grid.columns)
        heads = QFontMetrics(theme.font(Type.CAPTION, Type.STRONG))
        pad = theme.px(Space.CELL_NARROW if narrow else Space.CELL)
        words = str(self.grid.headerData(at, Qt.Orientation.Horizontal) or "")
        least = 0 if shares else heads.horizontalAdvance(words) + 2 * pad + 2
        return max(theme.px(width), least, self._widest(at, pad))

    def _widest(self, at: int, pad: int) -> int:
        """What the first rows' figures need: they are never cut."""
        column = self.grid.columns[at]
        if column.align != "right" and not column.figures:
            return 0
        metrics = QFontMetrics(theme.font(figures=True))
        count = min(_MEASURED, self.grid.rowCount())
        texts = (str(self.grid.index(n, at).data() or "") for n in range(count))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * pad + 2

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(Size.ROW))
        self._head.setFixedHeight(theme.px(Size.ROW))
        self.spread()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.spread()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        super().mousePressEvent(event)
        point: QPoint = event.position().toPoint()
        index = self.indexAt(point)
        row = self.grid.at(index.row())
        if row is not None and row.opens and index.column() == 0:
            caret = self.visualRect(index).left() + self.cells.pad + theme.px(Size.TARGET)
            if point.x() < caret:
                self.toggled.emit(row.key, not row.is_open)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        fresh = not self.currentIndex().isValid()  # Qt then takes the first cell, typed in or not
        super().focusInEvent(event)
        by_tab = event.reason() == Qt.FocusReason.TabFocusReason
        by_backtab = event.reason() == Qt.FocusReason.BacktabFocusReason
        if by_backtab and self.grid.rowCount():
            at = self.grid.rowCount() - 1
            self.setCurrentIndex(self.grid.index(at, (self.stops(at) or (0,))[-1]))
        elif self.grid.rowCount() and (by_tab or fresh):
            self.setCurrentIndex(self.grid.index(0, (self.stops(0) or (0,))[0]))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = tip_of(index, self.columnWidth(index.column())) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)


def _is_alt_down(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and bool(
        event.modifiers() & Qt.KeyboardModifier.AltModifier
    )


def _is_letter(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    return bool(event.text()) and event.text().isprintable() and not held
