"""A filter above its rows: letters typed among the rows go up to it, Down and Enter lead back."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from desktop_biller.ui.kit.list_table import ListTable
from desktop_biller.ui.kit.text_field import TextField, is_enter


class FilterAndRows(QObject):
    """Lives as long as the filter it watches; rows that are hidden get no focus."""

    def __init__(self, field: TextField, table: ListTable[Any]) -> None:
        super().__init__(field)
        self._field, self._table = field, table
        field.installEventFilter(self)
        table.typed.connect(self._on_typed)

    def call_filter(self) -> None:
        """Go to the filter; what stands there is chosen, to be typed over (Ctrl+F)."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _on_typed(self, letter: str) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.setText(self._field.text() + letter)
        self._field.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down or is_enter(event)
            if down and self._table.isVisible():
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
