"""A page that scrolls to the field that gets the focus, whoever gave it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop_biller.ui.kit.theme import theme

_AROUND = 36
"""Pixels kept in sight above and below: the field's label and its words of trouble."""


class FollowingScroll(QScrollArea):
    """A page that scrolls up and down where its window is low; never a stop of Tab itself.

    Qt scrolls for Tab alone. A refused form gives the focus to its first marked field, which may
    lie below the edge: without this the button would seem dead.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not pressed and self._holds(now):  # a click must find its button where it was pressed
            QTimer.singleShot(0, self, self._reveal)  # marks that come with the focus are laid out

    def _reveal(self) -> None:
        now = QApplication.focusWidget()
        around = theme.px(_AROUND)
        if now is None or not self._holds(now):
            return
        if now.height() + 2 * around < self.viewport().height():
            self.ensureWidgetVisible(now, 0, around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is self.widget() and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._reveal)  # what grows above must not push it out
        return super().eventFilter(watched, event)

    def _holds(self, widget: QWidget | None) -> bool:
        inner = self.widget()
        return widget is not None and inner is not None and inner.isAncestorOf(widget)
