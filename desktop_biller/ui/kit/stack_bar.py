"""One bar of parts that make a whole, with a legend of words, amounts and shares below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_biller.ui.kit.charts import LEFT, Chart, caption
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space, Type

_BAR, _GAP, _SWATCH, _LINE = 24, 2, 10, 17
_WIDE, _LEAST = 320, 200
_COLORS = 5


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the bar.

    Attributes:
        size: what it is in whole units; parts of nothing or less take no room.
        amount, share: the same as text, as the legend and a screen reader tell it.
    """

    words: str
    size: int
    amount: str
    share: str


class StackBar(Chart):
    """The bar; its legend stands in as many columns as there is room for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._parts: tuple[BarPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_parts(self, parts: Sequence[BarPart]) -> None:
        """Show other parts, at most five, in their order."""
        self._parts = tuple(parts[:_COLORS])
        self._fit()
        self.tell(", ".join(f"{p.words} {p.amount}, {p.share}" for p in self._parts))

    def parts(self) -> tuple[BarPart, ...]:
        """What is shown."""
        return self._parts

    def columns(self, width: int) -> int:
        """How many columns of the legend fit into a width."""
        metrics = QFontMetrics(theme.font(Type.CAPTION, figures=True))
        widest = max(
            (metrics.horizontalAdvance(text) for p in self._parts for text in (p.words, p.amount)),
            default=0,
        )
        need = widest + theme.px(_SWATCH + 6 + Space.RELATED)
        return max(1, min(len(self._parts) or 1, (width + theme.px(Space.RELATED)) // need))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDE), self._height(theme.px(_WIDE)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_LEAST), self._height(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit()

    def _height(self, width: int) -> int:
        rows = -(-max(1, len(self._parts)) // self.columns(width))
        return theme.px(2 * _GAP + _BAR + Space.INSIDE + rows * (3 * _LINE + Space.INSIDE))

    def _fit(self) -> None:
        """As high as the legend needs at this width."""
        self.setFixedHeight(self._height(self.width()))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw bar and legend."""
        inner = rect.adjusted(0, _GAP + 1, 0, -_GAP)  # room for the ring above the bar
        bar = QRect(inner.left(), inner.top(), inner.width(), theme.px(_BAR))
        self._draw_bar(painter, bar)
        columns = self.columns(rect.width())
        wide = inner.width() / columns
        top = bar.bottom() + theme.px(Space.INSIDE + 2)
        height = theme.px(3 * _LINE + Space.INSIDE)
        for at, part in enumerate(self._parts):
            left = inner.left() + round(at % columns * wide)
            box = QRect(left, top + at // columns * height, round(wide), height)
            self._draw_entry(painter, box, part, f"chart{at + 1}")

    def _draw_bar(self, painter: QPainter, bar: QRect) -> None:
        sizes = [max(0, part.size) for part in self._parts]
        whole = sum(sizes)
        if not whole:
            painter.fillRect(bar, theme.color("rail"))
            return
        shown = [at for at, size in enumerate(sizes) if size]
        room = bar.width() - _GAP * (len(shown) - 1)
        left = bar.left()
        for number, at in enumerate(shown):
            last = number == len(shown) - 1
            width = bar.right() + 1 - left if last else max(2, round(room * sizes[at] / whole))
            painter.fillRect(
                QRect(left, bar.top(), width, bar.height()), theme.color(f"chart{at + 1}")
            )
            left += width + _GAP

    def _draw_entry(self, painter: QPainter, box: QRect, part: BarPart, role: str) -> None:
        line, side = theme.px(_LINE), theme.px(_SWATCH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(box.left(), box.top() + (line - side) // 2, side, side, theme.color(role))
        words = QRect(box.left() + side + theme.px(6), box.top(), box.width() - side, line)
        for text, ink in ((part.words, "muted"), (part.amount, "text"), (part.share, "muted")):
            caption(painter, ink)
            painter.drawText(words, LEFT, text)
            words.translate(0, line)
