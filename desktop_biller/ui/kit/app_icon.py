"""The program's own icon, drawn for each size: a paper with its lines, marked as done."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap

from desktop_biller.ui.kit.tokens import LIGHT

SIZES = (16, 24, 32, 48, 64, 128, 256)
"""In pixels; systems take the nearest one."""

_GROUND, _ROUND = QRectF(0.02, 0.02, 0.96, 0.96), 0.2
_PAPER, _CORNER = QRectF(0.23, 0.14, 0.54, 0.7), 0.05
_LINES = ((0.32, 0.3, 0.68), (0.32, 0.45, 0.68), (0.32, 0.6, 0.52))
_MARK, _RADIUS = QPointF(0.72, 0.72), 0.22
_TICK = (QPointF(0.62, 0.72), QPointF(0.69, 0.79), QPointF(0.82, 0.64))


def app_icon() -> QIcon:
    """The icon in all sizes."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(QPixmap.fromImage(icon_picture(size)))
    return icon


def icon_picture(size: int) -> QImage:
    """The icon at one size, on nothing."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(_GROUND, _ROUND, _ROUND)
    white = QColor(LIGHT.on_accent)
    painter.setBrush(white)
    painter.drawRoundedRect(_PAPER, _CORNER, _CORNER)
    painter.setPen(_pen(QColor(LIGHT.accent), 0.055))
    for left, at, right in _LINES:
        painter.drawLine(QPointF(left, at), QPointF(right, at))
    painter.setPen(_pen(QColor(LIGHT.accent), 0.05))  # keeps the mark off the paper
    painter.setBrush(QColor(LIGHT.green_text))
    painter.drawEllipse(_MARK, _RADIUS, _RADIUS)
    painter.setPen(_pen(white, 0.07))
    painter.drawPolyline(_TICK)
    painter.end()
    return picture


def _pen(color: QColor, width: float) -> QPen:
    return QPen(
        color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
