"""Bars over an axis from zero, with the amount on each; a month that runs on is an outline."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from desktop_biller.ui.kit.axis import MoneyAxis, money_axis
from desktop_biller.ui.kit.charts import CENTER, RIGHT, Chart, caption
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Type

_WIDTH, _HEIGHT, _LEAST = 360, 158, 110
_WORDS, _ON_BAR, _BAR = 20, 16, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``words`` stand below it, ``told`` is its amount in full; ``runs`` is not over."""

    words: str
    cents: int
    told: str
    runs: bool = False


class BarChart(Chart):
    """Amounts by month."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._bars: tuple[Bar, ...] = ()
        self.axis: MoneyAxis = money_axis(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars, oldest first."""
        self._bars = tuple(bars)
        self.axis = money_axis(max((bar.cents for bar in self._bars), default=0))
        self.tell(", ".join(f"{b.words} {b.told}{' so far' if b.runs else ''}" for b in self._bars))

    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(240), theme.px(_LEAST))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw axis, bars and words."""
        metrics = QFontMetrics(theme.font(Type.CAPTION, figures=True))
        marks = [(cents, self.axis.mark_words(cents)) for cents in self.axis.marks]
        gutter = max(metrics.horizontalAdvance(words) for _, words in marks) + theme.px(10)
        plot = rect.adjusted(gutter, theme.px(_ON_BAR), -2, -theme.px(_WORDS))
        for cents, words in marks:
            at = self._height(plot, cents)
            painter.fillRect(plot.left(), at, plot.width(), 1, theme.color("divider"))
            caption(painter)
            half = metrics.height() // 2
            painter.drawText(QRect(0, at - half, gutter - theme.px(6), 2 * half), RIGHT, words)
        step = plot.width() / max(1, len(self._bars))
        for number, bar in enumerate(self._bars):
            slot = QRect(plot.left() + round(number * step), plot.top(), round(step), plot.height())
            self._draw_bar(painter, slot, bar, metrics)

    def _height(self, plot: QRect, cents: int) -> int:
        return plot.bottom() - round(max(0, cents) / self.axis.top * plot.height())

    def _draw_bar(self, painter: QPainter, slot: QRect, bar: Bar, metrics: QFontMetrics) -> None:
        width = min(theme.px(_BAR), slot.width() - 4)
        top = self._height(slot, bar.cents)
        box = QRect(slot.center().x() - width // 2, top, width, slot.bottom() - top)
        if bar.runs:
            pen = QPen(theme.color("chart3"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(theme.color("base"))
            painter.drawRect(box.adjusted(0, 0, -1, 0))
        else:
            painter.fillRect(box, theme.color("chart3"))
        label = self.axis.label(bar.cents)
        if metrics.horizontalAdvance(label) <= slot.width():
            caption(painter, "text")
            painter.drawText(
                QRect(
                    slot.left() - 4, top - theme.px(_ON_BAR), slot.width() + 8, theme.px(_ON_BAR)
                ),
                CENTER,
                label,
            )
        caption(painter)
        below = QRect(slot.left(), slot.bottom() + 2, slot.width(), theme.px(_WORDS) - 2)
        painter.drawText(below, CENTER, bar.words)
