"""A list with a panel beside it, which narrows, and stands below where a window is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_NARROW = 800
"""Room under which the panel stands below: that of a window under 900 wide."""
_SHARE = 34
"""Per cent of the room that the panel takes at most."""


class Beside(QScrollArea):
    """The main part takes the room, the panel a width between its narrow and its wide one.

    Args:
        main: a list, or what else is worked in.
        panel: what is told of it, such as the paper of the row.
        wide: width of the panel where there is room; ``narrow`` its least.
        heights: least heights of both where they stand below one another.
        needs: width that the main part has before the panel has more than its narrow one; where
            both have no room side by side, they stand below one another.
    """

    def __init__(
        self,
        main: QWidget,
        panel: QWidget,
        *,
        wide: int,
        narrow: int = Size.PANEL_NARROW,
        heights: tuple[int, int] = (240, 320),
        needs: int = 0,
    ) -> None:
        super().__init__()
        self._needs = needs
        self._main, self._panel, self._heights = main, panel, heights
        self._widths = narrow, wide
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(0, 0, 0, theme.px(Space.GROUP))
        self._box.setSpacing(theme.px(Space.GROUP))
        self._box.addWidget(main, 1)
        self._box.addWidget(panel)
        self.setWidget(inner)
        theme.changed.connect(self._arrange)

    def _arrange(self) -> None:
        room = self.viewport().width()
        needs = theme.px(self._needs + Space.GROUP)
        least, most = (theme.px(width) for width in self._widths)
        narrow = room < (needs + least if self._needs else theme.px(_NARROW))
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        share = room - needs if self._needs else room * _SHARE // 100
        width = max(least, min(most, share))
        self._panel.setMinimumWidth(0 if narrow else width)
        self._panel.setMaximumWidth(16_777_215 if narrow else width)  # Qt's own "no limit"
        for part, height in zip((self._main, self._panel), self._heights, strict=True):
            part.setMinimumHeight(theme.px(height) if narrow else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange()
