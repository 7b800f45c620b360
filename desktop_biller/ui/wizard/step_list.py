"""The steps at the left: done, the present one, and those to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.parts import Label, Panel, column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

_WIDTH, _ROW, _STEP, _TOP, _MARK = 200, 36, 40, 16, 3


class StepList(Panel):
    """Shows how far one is; it is looked at, not used."""

    def __init__(self) -> None:
        super().__init__("rail")
        self.setFixedWidth(theme.px(_WIDTH))
        self._steps: tuple[str, ...] = ()
        self._at = 0
        self._foot = Label("", "caption", wraps=True)
        self.setLayout(column(None, self._foot, margin=(18, 0, Space.GROUP, Space.GROUP)))

    def show_steps(self, steps: Sequence[str], at: int) -> None:
        """Show the steps and which one is the present one."""
        self._steps, self._at = tuple(steps), at
        self._foot.setText(f"Step {at + 1} of {len(steps)}" if len(steps) > 1 else "")
        self.setAccessibleName(f"Step {at + 1} of {len(steps)}, {self._steps[at]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        px = theme.px
        for number, words in enumerate(self._steps):
            box = QRect(px(8), px(_TOP + number * _STEP), self.width() - px(16), px(_ROW))
            now = number == self._at
            if now:
                painter.fillRect(box, theme.color("selected"))
                mark = theme.color("text" if theme.is_dark else "accent")
                painter.fillRect(box.left(), box.top(), _MARK, box.height(), mark)
            sign = QRect(box.left() + px(10), box.top(), px(Size.ICON_RAIL), box.height())
            weight = Type.STRONG if now else Type.REGULAR
            painter.setFont(theme.font(weight=weight))
            painter.setPen(theme.color("text" if number <= self._at else "muted"))
            if number < self._at:
                side = px(Size.ICON_BAR)
                middle = QRect(
                    sign.center().x() - side // 2, sign.center().y() - side // 2, side, side
                )
                icons.paint(painter, middle, "good", theme.color("green_text"))
            else:
                painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, str(number + 1))
            rest = box.adjusted(px(40), 0, 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
