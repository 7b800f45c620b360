"""Two parts side by side, which stand one below the other where a window is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

NARROW = 800


class Sides(QScrollArea):
    """The main part at the left, the other at the right or below it; scrolls where it must.

    Args:
        main: keeps its place and takes ``main_width`` where both stand side by side.
        other: takes the rest; below the main part it is at least ``least_height`` high.
    """

    def __init__(
        self, main: QWidget, other: QWidget, *, main_width: int, least_height: int = 200
    ) -> None:
        super().__init__()
        self._main, self._other = main, other
        self._main_width, self._least_height = main_width, least_height
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(0, 0, 0, theme.px(Space.RELATED))
        self._box.setSpacing(theme.px(Space.SECTION))
        self._box.addWidget(main)
        self._box.addWidget(other, 1)
        self.setWidget(inner)
        theme.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.viewport().width() < theme.px(NARROW)
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        width = theme.px(self._main_width)
        self._main.setMinimumWidth(0 if narrow else width)
        self._main.setMaximumWidth(16_777_215 if narrow else width)  # Qt's own "no limit"
        self._other.setMinimumHeight(theme.px(self._least_height) if narrow else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange()
