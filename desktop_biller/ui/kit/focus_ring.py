"""The ring around the control that has the focus, two pixels wide and seen on any fill."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_biller.ui.kit.theme import theme

_OUT, _WIDTH = 3, 2


class FocusRing(QWidget):
    """One ring a window, drawn around buttons and check boxes; fields draw their own edge."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        inside = isinstance(now, QAbstractButton) and now.window() is self._window
        self._watched = now if inside else None
        if self._watched is None:
            self.hide()
            return
        self._watched.installEventFilter(self)
        self._follow()
        self.show()
        self.raise_()

    def _follow(self) -> None:
        if self._watched is None:
            return
        corner = self._watched.mapTo(self._window, self._watched.rect().topLeft())
        ring = QRect(corner, self._watched.size()).adjusted(-_OUT, -_OUT, _OUT, _OUT)
        if ring != self.geometry():  # asked at each paint of the control, for it may be scrolled
            self.setGeometry(ring)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Paint):
            self._follow()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.DeferredDelete):
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), _WIDTH))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        painter.end()
