"""How Today stands: work at the left, measures at the right; below each other where narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_biller.ui.kit.sides import NARROW
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.work_cards import WorkList

_WORK, _LEAST_WORK, _MEASURES = 512, 480, 536


class Scrolls(QScrollArea):
    """A column that scrolls from top to bottom only, and never takes the focus itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class TodayBody(Scrolls):
    """Both columns. Side by side each scrolls by itself; below each other all of it does."""

    def __init__(self, work: QWidget, cards: WorkList, measures: QWidget) -> None:
        super().__init__()
        self._work, self._cards, self._measures = work, cards, measures
        self._right = Scrolls()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, theme.px(Space.RELATED))
        box.addWidget(measures)
        self._right.setWidget(holder)
        inner = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(Space.SECTION))
        self._box.addWidget(work)
        self._box.addWidget(self._right, 1)
        self.setWidget(inner)
        theme.changed.connect(self.arrange)

    def arrange(self) -> None:
        """Share the room out anew."""
        room = self.viewport().width()
        narrow = room < theme.px(NARROW)
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        roomy = room >= theme.px(_WORK + Space.SECTION + _MEASURES)
        wide = theme.px(_WORK if roomy else _LEAST_WORK)
        self._box.setSpacing(theme.px(Space.SECTION if roomy else Space.GROUP))
        self._work.setMinimumWidth(0 if narrow else wide)
        self._work.setMaximumWidth(16_777_215 if narrow else wide)  # Qt's own "no limit"
        self._cards.setMinimumHeight(self._cards.content_height() if narrow else 0)
        least = self._measures.sizeHint().height() + theme.px(Space.GROUP) if narrow else 0
        self._right.setMinimumHeight(least)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.arrange()
