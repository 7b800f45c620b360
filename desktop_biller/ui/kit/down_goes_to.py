"""Down and Enter in a list's filter go to the list."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_biller.ui.kit.text_field import is_enter


class DownGoesTo(QObject):
    """Lives as long as the filter it watches; a list that is hidden gets no focus."""

    def __init__(self, field: QLineEdit, table: QWidget) -> None:
        super().__init__(field)
        self._table = table
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down or is_enter(event)
            if down and self._table.isVisible():
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
