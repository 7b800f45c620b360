"""Status chips: a tinted box with an icon and a word, never the color alone."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Type

Hue = Literal["red", "amber", "green", "blue", "grey"]
_PADDING, _GAP = 6, 4


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """What a chip shows.

    Red stops or is late, amber warns or waits for the office, green is good, blue is on its way,
    grey is neutral.
    """

    words: str
    hue: Hue
    icon: str


def chip_width(spec: ChipSpec) -> int:
    """How wide the chip is painted, in pixels."""
    metrics = QFontMetrics(theme.font(Type.CAPTION))
    px = theme.px
    return metrics.horizontalAdvance(spec.words) + px(Size.ICON_CHIP) + px(_GAP) + 2 * px(_PADDING)


def paint_chip(painter: QPainter, cell: QRect, spec: ChipSpec) -> None:
    """Paint a chip at the left of a cell, in the middle of its height, never beyond its right."""
    px = theme.px
    height = min(px(Size.CHIP), cell.height())
    width = min(chip_width(spec), cell.width())
    box = QRect(cell.left(), cell.center().y() - height // 2 + 1, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{spec.hue}_fill"))
    painter.drawRoundedRect(box, Size.RADIUS, Size.RADIUS)
    ink = theme.color(f"{spec.hue}_text")
    side = px(Size.ICON_CHIP)
    mark = QRect(box.left() + px(_PADDING), box.center().y() - side // 2, side, side)
    icons.paint(painter, mark, spec.icon, ink)
    font = theme.font(Type.CAPTION)
    painter.setFont(font)
    painter.setPen(ink)
    words = box.adjusted(px(_PADDING) + side + px(_GAP), 0, -px(_PADDING) // 2, 0)
    cut = QFontMetrics(font).elidedText(spec.words, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    painter.restore()


class Chip(QWidget):
    """A chip outside of tables; hidden while it has nothing to say."""

    def __init__(self, spec: ChipSpec | None = None) -> None:
        super().__init__()
        self._spec = spec
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.set_spec(spec)

    def set_spec(self, spec: ChipSpec | None) -> None:
        """Show another chip, or none."""
        self._spec = spec
        self.setVisible(spec is not None)
        self.setAccessibleName(spec.words if spec else "")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What the chip says; blank where it is hidden."""
        return self._spec.words if self._spec else ""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        width = chip_width(self._spec) if self._spec else 0
        return QSize(width, theme.px(Size.CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        if self._spec is not None:
            painter = QPainter(self)
            paint_chip(painter, self.rect(), self._spec)
            painter.end()
