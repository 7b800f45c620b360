"""What the charts share: one look, one focus ring, numbers told to those who don't see them.

A chart is a stop of Tab: its accessible description has every number that is drawn.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Type

_RING = 2

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class Chart(QWidget):
    """A drawing with a name and its numbers in words.

    Subclasses draw by ``draw(painter, rect)`` and say their numbers by ``tell``.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._on_theme)

    def tell(self, words: str) -> None:
        """Say the numbers in words, and paint anew."""
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw the chart."""
        raise NotImplementedError

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: object) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        self.draw(painter, self.rect())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
        painter.end()


def caption(painter: QPainter, role: str = "muted", *, strong: bool = False) -> None:
    """Set the pen and the font for small words or figures of a chart."""
    weight = Type.STRONG if strong else Type.REGULAR
    painter.setFont(theme.font(Type.CAPTION, weight, figures=True))
    painter.setPen(theme.color(role))
