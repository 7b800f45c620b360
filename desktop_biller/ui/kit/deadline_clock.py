"""How much of a time limit is gone: a bar with marks for its start, today and the last day."""

import datetime as dt

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.charts import CENTER, LEFT, RIGHT, Chart, caption
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Type

_WIDTH, _HEIGHT, _BAR, _MARK = 320, 54, 10, 3
_SOON, _NEAR = 14, 7


def deadline_words(days: int) -> str:
    """``12 days left``, ``Last day`` or ``Expired``."""
    if days < 0:
        return "Expired"
    if days == 0:
        return "Last day"
    return f"{days} day{'' if days == 1 else 's'} left"


class DeadlineClock(Chart):
    """A time limit: amber when 14 days or fewer are left, red at 7 or fewer."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._start: dt.date | None = None
        self._today: dt.date | None = None
        self._last: dt.date | None = None
        self._since = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_limit(self, since: str, start: dt.date, today: dt.date, last: dt.date) -> None:
        """Show a limit; ``since`` says what began it ("Denied")."""
        self._since, self._start, self._today, self._last = since, start, today, last
        left = (last - today).days
        self.tell(
            f"{since} {us_date(start)}, today {us_date(today)}, last day {us_date(last)}: "
            f"{deadline_words(left)}"
        )

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw the bar, its marks and their words."""
        if self._start is None or self._today is None or self._last is None:
            return
        line = theme.px(18)
        whole = max(1, (self._last - self._start).days)
        gone = min(max((self._today - self._start).days, 0), whole)
        left = (self._last - self._today).days
        role = "red_text" if left <= _NEAR else "amber_text" if left <= _SOON else "chart3"
        bar = QRect(rect.left() + 2, line + 4, rect.width() - 4, theme.px(_BAR))
        painter.fillRect(bar, theme.color("rail"))
        at = bar.left() + round(bar.width() * gone / whole)
        painter.fillRect(
            QRect(bar.left(), bar.top(), at - bar.left(), bar.height()), theme.color(role)
        )
        for mark in (bar.left(), min(at, bar.right() - _MARK), bar.right() - _MARK + 1):
            painter.fillRect(mark, bar.top() - 3, _MARK, bar.height() + 6, theme.color("text"))
        below = QRect(bar.left(), bar.bottom() + 5, bar.width(), line)
        caption(painter)
        painter.drawText(below, LEFT, f"{self._since} {us_date(self._start)}")
        painter.drawText(below, RIGHT, f"Last day {us_date(self._last)}")
        caption(painter, role if left <= _SOON else "text", strong=True)
        words = f"Today, {deadline_words(left)}"
        width = QFontMetrics(theme.font(Type.CAPTION, Type.STRONG)).horizontalAdvance(words) + 8
        place = min(max(at - width // 2, bar.left()), bar.right() - width)
        painter.drawText(
            QRect(place, 0, width, line), CENTER | Qt.AlignmentFlag.AlignVCenter, words
        )
