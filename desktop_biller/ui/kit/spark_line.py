"""A line of twelve values without an axis, with the target dotted and the last value marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_biller.ui.kit.theme import theme

_WIDTH, _HEIGHT = 44, 22
_DOT = 2.5


def paint_spark(
    painter: QPainter, rect: QRect, values: Sequence[float | None], target: float | None
) -> None:
    """Paint the line into a rectangle; a month without a value leaves a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return
    heights = known if target is None else [*known, target]
    low, high = min(heights), max(heights)
    span = (high - low) or 1.0
    room = QRectF(rect).adjusted(_DOT, _DOT, -_DOT, -_DOT)

    def height(value: float) -> float:
        flat = high == low
        return room.center().y() if flat else room.bottom() - (value - low) / span * room.height()

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if target is not None:
        pen = QPen(theme.color("muted"), 1)
        pen.setDashPattern([2.0, 3.0])
        painter.setPen(pen)
        at = round(height(target)) + 0.5
        painter.drawLine(QPointF(rect.left(), at), QPointF(rect.right(), at))
    step = room.width() / max(1, len(values) - 1)
    pen = QPen(theme.color("chart3"), 1.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    part: list[QPointF] = []
    for at_month, value in enumerate(values):
        if value is None:
            painter.drawPolyline(QPolygonF(part))
            part = []
        else:
            part.append(QPointF(room.left() + at_month * step, height(value)))
    painter.drawPolyline(QPolygonF(part))
    if values[-1] is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart3"))
        painter.drawEllipse(QPointF(room.right(), height(values[-1])), _DOT, _DOT)
    painter.restore()


class SparkLine(QWidget):
    """The line as a part of its own; the numbers stand in its accessible description."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values: Sequence[float | None] = ()
        self._target: float | None = None
        theme.changed.connect(self.updateGeometry)

    def show_values(
        self, values: Sequence[float | None], target: float | None, words: Sequence[str]
    ) -> None:
        """Show a month's value each, oldest first; ``words`` are the same values as text."""
        self._values, self._target = tuple(values), target
        self.setAccessibleDescription(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        paint_spark(painter, self.rect(), self._values, self._target)
        painter.end()
