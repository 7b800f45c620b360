"""A list whose rows are ticked: Space or a click on the box, the box in the head for all."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.choice import CheckField
from desktop_biller.ui.kit.list_table import ListTable, Remembers
from desktop_biller.ui.kit.row_delegate import RowDelegate
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

R = TypeVar("R")

_BOX = 16


class CheckTable(ListTable[R], Generic[R]):
    """A ``ListTable`` whose first column of kind ``check`` holds boxes.

    What is ticked is the presenter's: the table shows it and asks for changes.

    Signals:
        tick_asked(id): the box of a row was pressed, one that can't be ticked too.
        all_asked(on): the box in the head was pressed.
    """

    tick_asked = Signal(object)
    all_asked = Signal(bool)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[int]], Sequence[R]],
        id_of: Callable[[R], int],
        settings: Remembers | None = None,
    ) -> None:
        self._id_of = id_of
        self._ticked: AbstractSet[int] = frozenset()
        self._tickable: AbstractSet[int] = frozenset()
        first = replace(columns[0], text=self._told)
        super().__init__(name, (first, *columns[1:]), fetch, settings)
        self.setItemDelegate(_CheckDelegate(self))
        head = self.horizontalHeader()
        head.setSectionsMovable(False)  # the box in the head stays over the boxes
        self.all_box = CheckField("")
        self.all_box.setParent(head.viewport())
        self.all_box.setObjectName(f"all_{self.objectName()}")
        self.all_box.setAccessibleName(f"All in {name} that can be ticked")
        self.all_box.setTristate(True)
        self.all_box.nextCheckState = self._on_all  # type: ignore[method-assign]  # a click asks, the presenter answers
        head.viewport().installEventFilter(self)
        self.clicked.connect(self._on_clicked)

    def show_ticks(self, ticked: AbstractSet[int], tickable: AbstractSet[int]) -> None:
        """Show which rows are ticked, and which can be."""
        self._ticked, self._tickable = ticked, tickable
        states = Qt.CheckState
        whole = bool(tickable) and ticked >= tickable
        state = states.Checked if whole else states.PartiallyChecked if ticked else states.Unchecked
        self.all_box.setCheckState(state)
        self.all_box.setEnabled(bool(tickable))
        self.viewport().update()

    def is_ticked(self, record_id: int | None) -> bool:
        """True where a row's box is ticked."""
        return record_id in self._ticked

    def can_tick(self, record_id: int | None) -> bool:
        """True where a row's box can be ticked."""
        return record_id in self._tickable

    def _told(self, row: Any) -> str:  # noqa: ANN401 -- a row of any kind
        known = self._id_of(row)
        if known not in self._tickable:
            return "can't be ticked"
        return "ticked" if known in self._ticked else "not ticked"

    def _on_all(self) -> None:
        self.all_asked.emit(not (self._tickable and self._ticked >= self._tickable))

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].kind == "check":
            self.tick_asked.emit(self.rows.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if self.current_id() is not None:
                self.tick_asked.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            head = self.horizontalHeader()
            side = theme.px(Size.TARGET)
            left = theme.px(Space.CELL) - 1
            self.all_box.setGeometry(left, (head.height() - side) // 2, side, side)
        return super().eventFilter(watched, event)


class _CheckDelegate(RowDelegate):
    """Paints the boxes of the first column."""

    def paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        selected: bool,
    ) -> None:
        """A box in the column of boxes, words elsewhere."""
        table = self.parent()
        if not isinstance(table, CheckTable) or index.column() != 0:
            super().paint_words(painter, rect, index, selected=selected)
            return
        record_id = table.rows.id_at(index.row())
        side = theme.px(_BOX)
        box = QRect(rect.left(), rect.center().y() - side // 2 + 1, side - 1, side - 1)
        paint_box(painter, box, on=table.is_ticked(record_id), can=table.can_tick(record_id))


def paint_box(painter: QPainter, box: QRect, *, on: bool, can: bool) -> None:
    """Paint a check box as the style sheet draws one; one that can't be ticked is faint."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent" if on else "border" if can else "divider"), 1))
    painter.setBrush(theme.color("accent" if on else "base" if can else "window"))
    painter.drawRoundedRect(box, 2, 2)
    if on:
        icons.paint(painter, box.adjusted(1, 1, 0, 0), "check", theme.color("on_accent"))
    painter.restore()
