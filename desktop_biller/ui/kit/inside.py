"""Something small at the right end of a line of text: an eye, a check mark."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space


class Inside(QObject):
    """Keeps a widget inside a field, at its right end, and the text out of its way."""

    def __init__(self, field: QLineEdit, widget: QWidget) -> None:
        super().__init__(field)
        self._field, self._widget = field, widget
        widget.setParent(field)
        field.installEventFilter(self)
        theme.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        self._widget.ensurePolished()
        side = theme.px(Size.TARGET)
        self._widget.setFixedWidth(side)
        self._field.setTextMargins(0, 0, side - theme.px(Space.INSIDE), 0)
        left = self._field.width() - side - theme.px(Space.INSIDE)
        self._widget.setGeometry(left, (self._field.height() - side) // 2, side, side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.StyleChange):
            self._arrange()
        return super().eventFilter(watched, event)


class CheckMark(Label):
    """A check in a field whose text is what it should be; hidden until then."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside = Inside(field, self)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_good(self, *, good: bool, words: str = "This fits") -> None:
        """Show the check, with words for those who don't see it, or take it away."""
        self.setAccessibleName(words)
        self.setVisible(good)

    def _draw(self) -> None:
        size = theme.px(Size.ICON)
        self.setPixmap(theme.icon("check", "green_text").pixmap(size, size))
