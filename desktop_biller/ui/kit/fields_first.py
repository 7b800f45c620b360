"""The Alt keys of a form go before those of the menu bar."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QWidget


class FieldsFirst(QObject):
    """Gives an Alt key that a field or button of the screen and a menu share to the screen.

    Qt would open the menu, so that the underlined letter of the field would be dead. The menu is
    still reached by Alt alone and then its letter.
    """

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._window = bar.window()
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() == QEvent.Type.Shortcut:
            shortcut = cast("QShortcutEvent", event)
            if shortcut.isAmbiguous() and self._call(shortcut.key()):
                return True
        return super().eventFilter(watched, event)

    def _call(self, keys: QKeySequence) -> bool:
        for label in self._window.findChildren(QLabel):
            field: QWidget | None = label.buddy()
            if field and _answers(label, label.text(), keys) and field.isEnabled():
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        for button in self._window.findChildren(QAbstractButton):
            if _answers(button, button.text(), keys) and button.isEnabled():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                button.animateClick()
                return True
        return False


def _answers(widget: QWidget, text: str, keys: QKeySequence) -> bool:
    return widget.isVisible() and QKeySequence.mnemonic(text) == keys
