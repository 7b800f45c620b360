"""The head of an entry grid: columns that share a name share one head."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_biller.ui.kit.grid_model import GridModel
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type


class GridHead(QHeaderView):
    """Paints the heads; widths are the grid's."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model.columns
        self.pad = Space.CELL
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(20))
        self.setFixedHeight(theme.px(Size.ROW))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 -- Qt's names
        painter.save()
        painter.fillRect(rect, theme.color("window"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = self._columns[logicalIndex]
        whole = self.whole_of(logicalIndex)
        if logicalIndex > 0 and whole.left() == rect.left():
            painter.setPen(theme.color("divider"))
            painter.drawLine(rect.left() - 1, rect.top(), rect.left() - 1, rect.bottom() - 1)
        painter.setFont(theme.font(Type.CAPTION, Type.STRONG))
        painter.setPen(theme.color("muted"))
        align = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        )
        pad = theme.px(self.pad)
        painter.setClipRect(rect)
        starred = column.required and column.editable and column.starred
        words = f"{column.head} *" if starred else column.head
        painter.drawText(whole.adjusted(pad, 0, -pad, 0), align, words)
        painter.restore()

    def whole_of(self, section: int) -> QRect:
        """Where the head of a column stands, over all columns that share it."""
        head = self._columns[section].head
        first = last = section
        while first > 0 and self._columns[first - 1].head == head:
            first -= 1
        while last + 1 < len(self._columns) and self._columns[last + 1].head == head:
            last += 1
        left, right = self.sectionViewportPosition(first), self.sectionViewportPosition(last)
        return QRect(left, 0, right + self.sectionSize(last) - left, self.height())
