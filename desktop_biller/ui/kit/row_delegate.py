"""How a list's row is painted: zebra, whole-row selection and focus, chips, cut words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_biller.ui.kit.chip import paint_chip
from desktop_biller.ui.kit.parts import plain_tip
from desktop_biller.ui.kit.table_model import CHIP, FIGURES, MUTED
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

_RING = 2


class RowDelegate(QStyledItemDelegate):
    """Paints a cell so that its row reads as one thing."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view = self.parent()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, self.fill(index.row(), selected=selected, hover=hover))
        inner = rect.adjusted(theme.px(Space.CELL), 0, -theme.px(Space.CELL), 0)
        spec = index.data(CHIP)
        if spec is not None:
            paint_chip(painter, inner, spec)
        else:
            self.paint_words(painter, inner, index, selected=selected)
        if selected and isinstance(view, QAbstractItemView) and view.hasFocus():
            self.paint_ring(painter, rect, view, index)
        painter.restore()

    def fill(self, row: int, *, selected: bool, hover: bool) -> QColor:
        """The cell's background."""
        if selected:
            return theme.color("selected")
        if hover:
            return theme.color("hover")
        return theme.color("window" if row % 2 == 0 else "base")

    def paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        selected: bool,
    ) -> None:
        """The cell's words, cut at the end where room is short."""
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not words:
            return
        muted = bool(index.data(MUTED)) and not (selected and theme.is_dark)
        painter.setFont(theme.font(figures=bool(index.data(FIGURES))))
        painter.setPen(theme.color("muted" if muted else "text"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > rect.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(rect, int(align or Qt.AlignmentFlag.AlignVCenter), words)

    def paint_ring(
        self,
        painter: QPainter,
        rect: QRect,
        view: QAbstractItemView,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Two pixels above and below the row that has the focus, closed at its ends."""
        if index.row() != view.currentIndex().row():
            return
        pen = QPen(theme.color("text" if theme.is_dark else "focus"), _RING)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        top, bottom = rect.top() + 1, rect.bottom()
        painter.drawLine(rect.left(), top, rect.right() + 1, top)
        painter.drawLine(rect.left(), bottom, rect.right() + 1, bottom)
        if rect.left() <= 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if rect.right() >= view.viewport().width() - 1:
            painter.drawLine(rect.right(), top, rect.right(), bottom)

    def displayText(self, value: object, locale: object) -> str:  # noqa: N802 -- Qt's name
        del locale
        return str(value)


def tip_of(index: QModelIndex, width: int) -> str:
    """The tooltip of a cell: its own, or all of its words where they are cut."""
    own = index.data(Qt.ItemDataRole.ToolTipRole)
    if own:
        return plain_tip(str(own))
    words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    return plain_tip(words) if words and width else ""
