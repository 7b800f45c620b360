"""What happened to something, from the first step to the last: mark, words, day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.chip import Hue
from desktop_biller.ui.kit.parts import Label, column, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_MARK = 24


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step: what, when (and who), and how its mark looks."""

    words: str
    when: str
    icon: str
    hue: Hue = "grey"


class _Mark(QWidget):
    """The tinted square with its icon, and the line down to the next one."""

    def __init__(self, step: TimelineStep, *, goes_on: bool) -> None:
        super().__init__()
        self._step, self._goes_on = step, goes_on
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_MARK), theme.px(_MARK + 14))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        side, hue = theme.px(_MARK), self._step.hue
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{hue}_fill"))
        painter.drawRoundedRect(QRect(0, 0, side, side), Size.RADIUS, Size.RADIUS)
        inner = theme.px(Size.ICON)
        edge = (side - inner) // 2
        icons.paint(
            painter, QRect(edge, edge, inner, inner), self._step.icon, theme.color(f"{hue}_text")
        )
        if self._goes_on and self.height() > side + 6:
            painter.setPen(theme.color("border"))
            painter.drawLine(QPoint(side // 2, side + 3), QPoint(side // 2, self.height() - 3))
        painter.end()


class Timeline(QWidget):
    """The steps one below the other, the first on top."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._steps: tuple[TimelineStep, ...] = ()

    def show_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show these steps."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(self._steps, start=1):
            self._box.addWidget(_step_row(step, goes_on=number < len(self._steps)))
        self._box.addStretch(1)

    def steps(self) -> tuple[TimelineStep, ...]:
        """What is shown."""
        return self._steps


def _step_row(step: TimelineStep, *, goes_on: bool) -> QWidget:
    words = Label(step.words, wraps=True)
    when = Label(step.when, "caption", wraps=True)
    told = column(words, when, space=0, margin=(0, 2, 0, Space.INSIDE))
    line = row(_Mark(step, goes_on=goes_on), told)
    line.setStretch(1, 1)
    holding = QWidget()
    holding.setLayout(line)
    return holding
