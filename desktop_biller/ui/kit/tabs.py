"""Tabs over a screen, each with its count where it has one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Type

_PAD, _GAP, _LINE = 12, 6, 2


class Tabs(QTabBar):
    """A bar of tabs named by keys; Ctrl+Tab goes on, arrows move while it has the focus.

    Signals:
        chosen(key): the user chose a tab.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self._counts: dict[str, str] = {}
        self._quiet = False
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.setFixedHeight(theme.px(Size.TABS))
        self.currentChanged.connect(self._on_current)

    def key(self) -> str:
        """The key of the chosen tab."""
        return str(self.tabData(self.currentIndex()))

    def choose(self, key: str) -> None:
        """Choose a tab without telling it; an unknown key chooses the first."""
        keys = [str(self.tabData(at)) for at in range(self.count())]
        self._quiet = True
        self.setCurrentIndex(keys.index(key) if key in keys else 0)
        self._quiet = False

    def step(self, by: int) -> None:
        """Go on to the next tab, or back."""
        self.setCurrentIndex((self.currentIndex() + by) % max(1, self.count()))

    def set_count(self, key: str, count: int) -> None:
        """Show how many there are behind a tab."""
        self._counts[key] = f"{count:,}"
        for at in range(self.count()):
            if self.tabData(at) == key:
                self.setTabToolTip(at, f"{self.tabText(at)}: {count:,}")
        self.updateGeometry()
        self.setIconSize(self.iconSize())  # makes the bar measure its tabs again
        self.update()

    def _on_current(self, at: int) -> None:
        if not self._quiet and at >= 0:
            self.chosen.emit(self.key())

    def _widths(self, at: int) -> tuple[int, int]:
        words = QFontMetrics(theme.font(weight=Type.STRONG)).horizontalAdvance(self.tabText(at))
        count = self._counts.get(str(self.tabData(at)), "")
        small = QFontMetrics(theme.font(Type.CAPTION)).horizontalAdvance(count)
        return words, small + theme.px(_GAP) if count else 0

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 -- Qt's name
        words, count = self._widths(index)
        return QSize(words + count + 2 * theme.px(_PAD), theme.px(Size.TABS))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 -- Qt's name
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        for at in range(self.count()):
            self._paint_tab(painter, at, self.tabRect(at))
        painter.end()

    def _paint_tab(self, painter: QPainter, at: int, rect: QRect) -> None:
        current = at == self.currentIndex()
        if not current and rect.contains(self.mapFromGlobal(self.cursor().pos())):
            painter.fillRect(rect, theme.color("hover"))
        middle = Qt.AlignmentFlag.AlignVCenter
        words, _ = self._widths(at)
        painter.setFont(theme.font(weight=Type.STRONG if current else Type.REGULAR))
        painter.setPen(theme.color("text" if current else "muted"))
        inner = rect.adjusted(theme.px(_PAD), 0, 0, 0)
        painter.drawText(inner, middle, self.tabText(at))
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color("muted"))
        inner.setLeft(inner.left() + words + theme.px(_GAP))
        painter.drawText(inner, middle, self._counts.get(str(self.tabData(at)), ""))
        if current:
            low = QRect(rect.left(), rect.bottom() - _LINE + 1, rect.width(), _LINE)
            painter.fillRect(low, theme.color("accent"))
            if self.hasFocus():
                painter.setPen(theme.color("focus"))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
                painter.drawRect(rect.adjusted(2, 2, -3, -3))
