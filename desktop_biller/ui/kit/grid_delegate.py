"""How a cell of an entry grid is painted, and the field that is put into it for typing."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.chip import paint_chip
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.grid_model import (
    CELL_CHIP,
    CELL_MARK,
    CELL_MUTED,
    GRID_ROW,
    CellMark,
    GridColumn,
    GridModel,
    GridRow,
)
from desktop_biller.ui.kit.suggest import SuggestField
from desktop_biller.ui.kit.text_field import TextField, is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_EDGE = 2
_INDENT = 12


class GridDelegate(QStyledItemDelegate):
    """Paints cells and makes their editors.

    Signals:
        entered: Enter was pressed in an editor.
        tabbed(step): Tab (1) or Shift+Tab (-1) was pressed in an editor.
        removing: Ctrl+Delete was pressed in an editor.
        taken(row key, column key, suggestion): a suggestion was taken.
        moved_out(step): Up (-1) or Down (1) was pressed in a plain editor.
    """

    entered = Signal()
    tabbed = Signal(int)
    removing = Signal()
    taken = Signal(object, str, object)
    moved_out = Signal(int)

    def __init__(self, view: QTableView, model: GridModel, today: Today) -> None:
        super().__init__(view)
        self._view, self._model, self._today = view, model, today
        self.narrow = False
        self.editor: QWidget | None = None

    @property
    def pad(self) -> int:
        """Room at both sides of a cell's words."""
        return theme.px(Space.CELL_NARROW if self.narrow else Space.CELL)

    # --- Painting ------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        row: GridRow = index.data(GRID_ROW)
        current = index == self._view.currentIndex()
        focused = self._view.hasFocus() or self.editor is not None
        selected = index.row() == self._view.currentIndex().row() and not focused
        painter.save()
        fill = "base"
        if selected and row.level == 0 and row.opens:
            fill = "selected"
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill = "hover"
        painter.fillRect(rect, theme.color(fill))
        inner = rect.adjusted(self.pad, 0, -self.pad, 0)
        if index.column() == 0:
            inner = self._paint_level(painter, inner, row)
        chip = index.data(CELL_CHIP)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        mark: CellMark | None = index.data(CELL_MARK)
        if chip is not None:
            paint_chip(painter, inner, chip)
        elif words:
            self._paint_words(painter, inner, words, index)
        elif mark is not None:
            _paint_icon(painter, rect, mark)
        if mark is not None:
            _paint_edge(painter, rect, "red_text" if mark.kind == "stop" else "amber_text")
        if current and self._view.hasFocus():
            _paint_edge(painter, rect.adjusted(2, 2, -2, -2) if mark else rect, "focus")
        painter.restore()

    def _paint_level(self, painter: QPainter, inner: QRect, row: GridRow) -> QRect:
        size = theme.px(Size.ICON_CHIP)
        if row.opens:
            box = QRect(inner.left(), inner.center().y() - size // 2, size, size)
            icons.paint(painter, box, "down" if row.is_open else "right", theme.color("muted"))
            return inner.adjusted(size + theme.px(Space.RELATED - 2), 0, 0, 0)
        return inner.adjusted(row.level * theme.px(_INDENT + Space.RELATED), 0, 0, 0)

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        words: str,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        column = self._model.columns[index.column()]
        painter.setFont(theme.font(figures=column.figures or column.align == "right"))
        painter.setPen(theme.color("muted" if index.data(CELL_MUTED) else "text"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > rect.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)

    # --- Editing -------------------------------------------------------------------------------

    def createEditor(  # noqa: N802 -- Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        del option
        row: GridRow = index.data(GRID_ROW)
        column = self._model.columns[index.column()]
        editor = self._make(column)
        editor.setParent(parent)
        editor.setProperty("kind", "cell")
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(f"{column.name}, line {index.row() + 1}")
        editor.setMinimumWidth(0)
        editor.setMaximumWidth(16_777_215)  # Qt's own "no limit": the cell gives the width
        if isinstance(editor, QLineEdit):
            editor.setFont(theme.font(figures=column.figures or column.align == "right"))
            editor.setAlignment(
                Qt.AlignmentFlag.AlignRight
                if column.align == "right"
                else Qt.AlignmentFlag.AlignCenter
                if column.align == "center"
                else Qt.AlignmentFlag.AlignLeft
            )
        if isinstance(editor, SuggestField):
            key = row.key
            editor.taken.connect(lambda found: self.taken.emit(key, column.key, found))
            editor.popup.chosen.connect(lambda _found: self.entered.emit())
        if isinstance(editor, Choice):
            editor.activated.connect(lambda _at: self.commitData.emit(editor))
        self.editor = editor
        editor.destroyed.connect(self._on_gone)
        return editor

    def _make(self, column: GridColumn) -> QWidget:
        match column.editor:
            case "date":
                return DateField(self._today)
            case "suggest" if column.ask is not None:
                return SuggestField(column.ask, longest=column.longest)
            case "choice":
                return Choice(column.options)
            case _:
                return TextField(longest=column.longest)

    def setEditorData(  # noqa: N802 -- Qt's name
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if editor.property("filled"):
            return  # never over what the user is typing, whatever else changes in the line
        editor.setProperty("filled", True)
        if isinstance(editor, Choice):
            row: GridRow = index.data(GRID_ROW)
            editor.set_value(row.values.get(self._model.columns[index.column()].key))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(  # noqa: N802 -- Qt's name
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        del model
        if isinstance(editor, Choice):
            self._model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            if isinstance(editor, DateField):
                editor.read_now()
            self._model.setData(index, editor.text())

    def updateEditorGeometry(  # noqa: N802 -- Qt's name
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        del index
        rect: QRect = option.rect
        editor.setGeometry(rect)

    def _on_gone(self, gone: QObject) -> None:
        if self.editor is gone:
            self.editor = None

    def destroyEditor(  # noqa: N802 -- Qt's name
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.editor is editor:
            self.editor = None
        if isinstance(editor, SuggestField):
            editor.popup.hide()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is not self.editor:
            return False  # it was closed and only waits to be deleted
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # it closes the cell and not the screen
                return True
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._on_key(watched, event)

    def _on_key(self, editor: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        offers = isinstance(editor, SuggestField) and editor.popup.isVisible()
        if is_enter(event):
            if isinstance(editor, SuggestField):
                editor.settle(self.entered.emit)
            else:
                self.entered.emit()
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            step = 1 if key == Qt.Key.Key_Tab else -1
            if isinstance(editor, SuggestField):
                editor.settle(lambda: self.tabbed.emit(step))
            else:
                self.tabbed.emit(step)
            return True
        if key == Qt.Key.Key_Escape and not offers:
            if isinstance(editor, QWidget):
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        if key == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.removing.emit()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and type(editor) is TextField:
            self.moved_out.emit(-1 if key == Qt.Key.Key_Up else 1)
            return True
        return False


def _paint_edge(painter: QPainter, rect: QRect, role: str) -> None:
    pen = QPen(theme.color(role), _EDGE)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _paint_icon(painter: QPainter, rect: QRect, mark: CellMark) -> None:
    stop = mark.kind == "stop"
    size = theme.px(Size.ICON_CHIP)
    box = QRect(rect.center().x() - size // 2, rect.center().y() - size // 2, size, size)
    role = "red_text" if stop else "amber_text"
    icons.paint(painter, box, "bad" if stop else "warning", theme.color(role))
