"""Tiles of one number each: how the practice does, and plain amounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.chip import ChipSpec, paint_chip
from desktop_biller.ui.kit.parts import Label, Panel, column, plain_tip
from desktop_biller.ui.kit.spark_line import paint_spark
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

_WIDTH, _LEAST, _HEIGHT, _PAD = 128, 116, 100, 9
_SPARK = (44, 22)
_LINE = 18


@dataclass(frozen=True, slots=True)
class Kpi:
    """What a tile shows.

    Attributes:
        name: short, to fit the tile; ``full_name`` is told where there is room.
        value: as text with its unit; blank where there is not enough data.
        chip: how it stands against its target.
        target: in words, "Target < 40".
        months: twelve values for the line, None where a month has none.
        goal: the target as a number, for the dotted line.
        too_little: why there is no value, "Not enough data (22 of 30 claims)".
    """

    name: str
    full_name: str
    value: str
    chip: ChipSpec | None
    target: str
    months: Sequence[float | None] = ()
    goal: float | None = None
    too_little: str = ""

    @property
    def told(self) -> str:
        """All of it for a screen reader."""
        if self.too_little:
            return self.too_little
        standing = self.chip.words if self.chip else ""
        return ", ".join(part for part in (self.value, standing, self.target) if part)


class KpiTile(QAbstractButton):
    """A tile; F1, Enter, Space or a click asks how its number comes about (``clicked``)."""

    def __init__(self, kpi: Kpi) -> None:
        super().__init__()
        self._kpi = kpi
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)
        self.show_kpi(kpi)

    def show_kpi(self, kpi: Kpi) -> None:
        """Show another value."""
        self._kpi = kpi
        self.setAccessibleName(f"{kpi.full_name}: {kpi.told}")
        self.setAccessibleDescription("Enter or F1 tells how it is computed")
        self.setToolTip(plain_tip(f"{kpi.full_name}. F1 tells how it is computed."))
        self.update()

    def kpi(self) -> Kpi:
        """What is shown."""
        return self._kpi

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_LEAST), theme.px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1:
            event.accept()  # F1 asks about this number here, not about the screen
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if is_enter(event) or event.key() == Qt.Key.Key_F1:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(theme.color("divider"), 1))
        painter.setBrush(theme.color("hover" if hover else "base"))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, Size.RADIUS, Size.RADIUS)
        pad = theme.px(_PAD)
        self._paint_inside(painter, self.rect().adjusted(pad, theme.px(7), -pad, -pad))
        painter.end()

    def _paint_inside(self, painter: QPainter, inner: QRect) -> None:
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        line, icon = theme.px(_LINE), theme.px(Size.ICON)
        head = QRect(inner.left(), inner.top(), inner.width(), line)
        icons.paint(
            painter,
            QRect(inner.right() - icon + 1, head.center().y() - icon // 2, icon, icon),
            "info",
            theme.color("muted"),
        )
        _words(painter, head.adjusted(0, 0, -icon - 2, 0), self._kpi.name, theme.color("text"))
        if self._kpi.too_little:
            below = inner.adjusted(0, line + theme.px(Space.INSIDE), 0, 0)
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color("muted"))
            wraps = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(below, int(wraps), self._kpi.too_little)
            return
        wide, high = (theme.px(side) for side in _SPARK)
        value = QRect(inner.left(), head.bottom() + 1, inner.width(), theme.px(24))
        painter.setFont(theme.font(Type.TITLE, Type.STRONG, figures=True))
        painter.setPen(theme.color("text"))
        painter.drawText(value, left, self._kpi.value)
        used = painter.fontMetrics().horizontalAdvance(self._kpi.value)
        wide = min(wide, value.width() - used - theme.px(Space.INSIDE))
        spark = QRect(inner.right() - wide + 1, value.center().y() - high // 2, wide, high)
        paint_spark(painter, spark, self._kpi.months, self._kpi.goal)
        chip = QRect(inner.left(), value.bottom() + 2, inner.width(), theme.px(Size.CHIP))
        if self._kpi.chip is not None:
            paint_chip(painter, chip, self._kpi.chip)
        foot = QRect(inner.left(), chip.bottom() + 1, inner.width(), line)
        _words(painter, foot, self._kpi.target, theme.color("muted"))


def _words(painter: QPainter, rect: QRect, words: str, ink: QColor) -> None:
    font = theme.font(Type.CAPTION, figures=True)
    painter.setFont(font)
    painter.setPen(ink)
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class MoneyTile(Panel):
    """An amount with its name above and a few words below."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("panel")
        if parent is not None:
            self.setParent(parent)
        self._name = Label(name, "caption")
        self._amount = Label("", "title")
        self._words = Label("", "caption", wraps=True)
        self._words.hide()
        self.setLayout(
            column(self._name, self._amount, self._words, space=2, margin=(12, 8, 12, 8))
        )

    def show_amount(self, amount: str, words: str = "", kind: str = "title") -> None:
        """Show an amount as text; ``words`` say what is special about it."""
        self._amount.setText(amount)
        self._amount.set_kind(kind)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{self._name.text()}: {amount}. {words}".strip())
