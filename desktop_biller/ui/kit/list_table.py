"""The list of every screen: paged rows, sortable heads, totals, remembered columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop_biller.ui.kit.parts import Panel
from desktop_biller.ui.kit.row_delegate import RowDelegate, tip_of
from desktop_biller.ui.kit.table_model import Column, PagedTableModel
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

R = TypeVar("R")

_OPEN = 112
"""What a column of words needs at least."""
_MEASURED = 60
"""So many rows tell how wide figures are."""


class Remembers(Protocol):
    """Where widths and order of columns are kept; never anything of a patient."""

    def read(self, key: str, default: str = "") -> str:
        """The kept text, or ``default``."""
        ...

    def keep(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        ...


class ListTable(QTableView, Generic[R]):
    """A table of frozen rows.

    Up and Down move, Home and End jump, Enter opens; letters go on to the list's filter.

    Signals:
        opened(id): Enter, or a double click, on a row.
        current_changed(id): another row has the focus (None: no row).
        sort_asked(key, descending): a head was chosen.
        typed(text): a letter was typed, for the list's filter.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    sort_asked = Signal(str, bool)
    typed = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[int]], Sequence[R]],
        settings: Remembers | None = None,
        *,
        many: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name.replace(" ", "_"))
        self.setAccessibleName(name)
        self._settings = settings
        self.rows: PagedTableModel[R] = PagedTableModel(columns, fetch)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self._look(many=many)
        self._current: int | None = None
        self._refilling = False
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)
        head = self.horizontalHeader()
        head.sectionClicked.connect(self._on_head)
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(self._on_resized)
        self._restored = self._restore()
        theme.changed.connect(self._on_theme)

    def set_ids(self, ids: Sequence[int], *, select: int | None = None) -> None:
        """Show other rows and keep the place: the same record, or ``select``, or the first."""
        wanted = select if select is not None else self._current
        scrolled = self.verticalScrollBar().value()
        self._refilling = True
        self.rows.set_ids(ids)
        self._refilling = False
        if not self._restored:
            self._spread()
        at = self.rows.row_of(wanted) if wanted is not None else -1
        if at >= 0:
            self.verticalScrollBar().setValue(scrolled)
        self.select_row(max(at, 0))

    def select_row(self, at: int) -> None:
        """Put the focus on a row."""
        index = self.rows.index(at, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._on_current(index, QModelIndex())

    def select_id(self, record_id: int) -> None:
        """Put the focus on a record, where the list holds it."""
        at = self.rows.row_of(record_id)
        if at >= 0:
            self.select_row(at)

    def current_id(self) -> int | None:
        """The record with the focus."""
        return self.rows.id_at(self.currentIndex().row())

    def current_record(self) -> R | None:
        """The row object with the focus."""
        return self.rows.record(self.currentIndex().row())

    def selected_ids(self) -> tuple[int, ...]:
        """All chosen records, from top to bottom."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self.rows.id_at(at) for at in chosen)
        return tuple(known for known in found if known is not None)

    def show_order(self, key: str, *, descending: bool) -> None:
        """Show by which column the rows are ordered."""
        keys = [column.key for column in self.rows.columns]
        head = self.horizontalHeader()
        head.setSortIndicatorShown(key in keys)
        if key in keys:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(keys.index(key), order)

    def _look(self, *, many: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(theme.px(28))
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(Size.ROW))
        self.horizontalHeader().setFixedHeight(theme.px(Size.ROW))

    def _on_theme(self) -> None:
        self._measure()
        self._spread()
        self.viewport().update()

    def _least(self, column: Column[R]) -> int:
        """No head and no money is ever cut: what a column needs at least."""
        heads = QFontMetrics(theme.font(Type.CAPTION, Type.STRONG))
        need = heads.horizontalAdvance(column.head)
        if column.kind == "date":
            figures = QFontMetrics(theme.font(figures=True))
            need = max(need, figures.horizontalAdvance("00/00/0000"))
        return need + 2 * theme.px(Space.CELL) + 2

    def _spread(self) -> None:
        """Widths for all; those that give way are hidden, the open ones share the rest."""
        columns = self.rows.columns
        need = [
            max(theme.px(c.width), self._least(c), self._widest(at))
            if c.width
            else theme.px(_OPEN) * (c.share + 1) // 2
            for at, c in enumerate(columns)
        ]
        room = self.viewport().width()
        hidden: set[int] = set()
        for at in sorted(range(len(columns)), key=lambda n: -columns[n].gives_way):
            if columns[at].gives_way and sum(need) - sum(need[n] for n in hidden) > room:
                hidden.add(at)
        shown_open = [n for n, c in enumerate(columns) if not c.width and n not in hidden]
        rest = max(0, room - sum(need[n] for n in range(len(columns)) if n not in hidden))
        shares = max(1, sum(columns[n].share for n in shown_open))
        self._refilling = True
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at in hidden)
            more = 0 if column.width else rest * column.share // shares
            self.setColumnWidth(at, need[at] + more)
        self._refilling = False

    def _widest(self, at: int) -> int:
        """What the first rows' figures and codes need: they are never cut."""
        column = self.rows.columns[at]
        if column.kind not in ("money", "count", "code"):
            return 0
        metrics = QFontMetrics(theme.font(figures=True))
        first = (self.rows.record(n) for n in range(min(_MEASURED, self.rows.rowCount())))
        widths = [metrics.horizontalAdvance(column.text(found)) for found in first if found]
        return max(widths, default=0) + 2 * theme.px(Space.CELL) + 2

    def _key(self) -> str:
        return f"columns/{self.objectName()}"

    def _restore(self) -> bool:
        kept = self._settings.read(self._key()) if self._settings is not None else ""
        count, _, state = kept.partition(" ")
        if count != str(len(self.rows.columns)):
            return False
        return self.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode("ascii")))

    def _on_resized(self) -> None:
        """Remember widths and order as the user left them."""
        if self._refilling or self._settings is None or not self.isVisible():
            return
        self._restored = True
        state = bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")
        self._settings.keep(self._key(), f"{len(self.rows.columns)} {state}")

    def _on_head(self, section: int) -> None:
        column = self.rows.columns[section]
        if not column.sortable:
            return
        head = self.horizontalHeader()
        same = head.isSortIndicatorShown() and head.sortIndicatorSection() == section
        descending = same and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self.show_order(column.key, descending=descending)
        self.sort_asked.emit(column.key, descending)

    def _on_current(self, index: QModelIndex, before: QModelIndex) -> None:
        del before
        if self._refilling:
            return
        record_id = self.rows.id_at(index.row()) if index.isValid() else None
        self._current = record_id if record_id is not None else self._current
        self.current_changed.emit(record_id)
        self.viewport().update()

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if is_enter(event):
            if self.current_id() is not None:
                self.opened.emit(self.current_id())
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.rows.rowCount() - 1}
        if event.key() in ends and not event.modifiers():
            self.select_row(ends[Qt.Key(event.key())])  # Qt would go along the row
            return
        letter = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if letter and letter.isprintable() and not letter.isspace() and not held:
            self.typed.emit(letter)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        if not self._restored:
            self._spread()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = tip_of(index, self.columnWidth(index.column())) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)


class TotalsRow(Panel):
    """The row under a list: what all rows of the filter add up to, each under its column."""

    def __init__(self, table: ListTable[R]) -> None:
        super().__init__("backing")
        self._table = table
        self._words = ""
        self._amounts: Mapping[str, str] = {}
        self.setFixedHeight(theme.px(Size.ROW))
        table.horizontalHeader().sectionResized.connect(self._on_moved)
        table.horizontalScrollBar().valueChanged.connect(self._on_moved)

    def _on_moved(self) -> None:
        self.update()

    def show_totals(self, words: str, amounts: Mapping[str, str] | None = None) -> None:
        """Say how many rows there are, and what columns (by key) add up to."""
        self._words, self._amounts = words, amounts or {}
        told = ", ".join(self._amounts.values())
        self.setAccessibleName(f"{words}: {told}" if told else words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font(weight=Type.STRONG, figures=True))
        painter.setPen(theme.color("text"))
        pad, room = theme.px(Space.CELL), self.width()
        for at, column in enumerate(self._table.rows.columns):
            words = self._amounts.get(column.key)
            if words is None:
                continue
            left = self._table.columnViewportPosition(at) + 1
            cell = QRect(left, 0, self._table.columnWidth(at) - pad, self.height())
            need = painter.fontMetrics().horizontalAdvance(words)
            cell.setLeft(min(cell.left(), cell.right() - need))
            room = min(room, cell.right() - need - pad)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(cell, align, words)
        cut = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, max(0, room - pad)
        )
        painter.drawText(QRect(pad, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class ListPanel(QWidget):
    """A list with its totals row below; shows an empty state instead where there is nothing."""

    def __init__(self, table: ListTable[R], empty: QWidget | None = None) -> None:
        super().__init__()
        self.table = table
        self.totals = TotalsRow(table)
        self._empty = empty
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(table, 1)
        box.addWidget(self.totals)
        if empty is not None:
            box.addWidget(empty, 1)
            empty.hide()

    def show_empty(self, *, empty: bool) -> None:
        """Show the empty state, or the list.

        The focus of a list that goes waits here for its rows: elsewhere a key would do another
        thing than it says.
        """
        if self._empty is None:
            return
        had_focus = self.hasFocus() or self.table.hasFocus()
        self._empty.setVisible(empty)
        self.table.setVisible(not empty)
        self.totals.setVisible(not empty)
        if had_focus:
            (self if empty else self.table).setFocus(Qt.FocusReason.OtherFocusReason)
