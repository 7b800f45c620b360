"""A date by keys (t, +, -, m, h, 3/4, -7) with the calendar on Alt+Down."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size
from desktop_biller.ui.kit.typed import DATE_KEYS, move_date, read_date

Today = Callable[[], dt.date]


class DateField(TextField):
    """A date.

    Args:
        today: what "today" is in the practice.
        is_birth: two digits of a year then mean the past.

    Signals:
        chosen(date): another date stands in the field.
    """

    chosen = Signal(object)

    def __init__(self, today: Today, *, is_birth: bool = False) -> None:
        super().__init__(self._read_text, longest=12)
        self._today, self._is_birth = today, is_birth
        self._last: dt.date | None = None
        self._sign = ""
        self._calendar: _CalendarPopup | None = None
        self.setPlaceholderText("MM/DD/YYYY")
        self.setFixedWidth(theme.px(Size.DATE_FIELD))
        self._action = QAction(theme.icon("calendar", "muted"), "Choose a date", self)
        self._action.triggered.connect(self.open_calendar)
        self.addAction(self._action, TextField.ActionPosition.TrailingPosition)
        self.setToolTip("t today, + and - a day, m and h the month's ends, Alt+Down the calendar")
        theme.changed.connect(self._dress)

    def date(self) -> dt.date | None:
        """The date; None where the field is blank or can't be read."""
        if not self.value():
            return None
        try:
            return read_date(self.text(), self._today(), is_birth=self._is_birth)
        except InputError:
            return None

    def set_date(self, day: dt.date | None) -> None:
        """Show a date."""
        self._last = day
        self.set_value("" if day is None else us_date(day))

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
            self._calendar.taken.connect(self._on_taken)
        self._calendar.show_under(self, self.date() or self._today())

    def _dress(self) -> None:
        self._action.setIcon(theme.icon("calendar", "muted"))
        self.setFixedWidth(theme.px(Size.DATE_FIELD))

    def _read_text(self, text: str) -> str:
        if not text.strip():
            self._tell(None)
            return ""
        day = read_date(text, self._today(), is_birth=self._is_birth)
        self._tell(day)
        return us_date(day)

    def _tell(self, day: dt.date | None) -> None:
        if day != self._last:
            self._last = day
            self.chosen.emit(day)

    def _on_taken(self, day: dt.date) -> None:
        self.setText(us_date(day))
        self.edited.emit()
        self.read_now()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        alt_down = event.key() == Qt.Key.Key_Down and (
            event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return
        key, sign = event.text().lower(), self._sign
        self._sign = ""
        if sign and key.isdigit():
            # "-" moved the date by a day; with a digit after it, it is the sign of "-7"
            self.setText(f"{sign}{key}")
            self.edited.emit()
            return
        whole = not self.text() or self.hasSelectedText() or self.date() is not None
        if key and key in DATE_KEYS.split() and whole and not self._is_offset():
            day = move_date(key, self.date(), self._today())
            if day is not None:
                self._sign = key if key in "+-" else ""
                self.setText(us_date(day))
                self.selectAll()
                self.show_problem("")
                self.edited.emit()
                self._tell(day)
                return
        super().keyPressEvent(event)

    def _is_offset(self) -> bool:
        """True while an offset or a short date is being typed: "3-4" is no key."""
        return 0 < len(self.text()) < 8 and not self.hasSelectedText()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()


class _CalendarPopup(QFrame):
    """A month to choose from; Enter takes, Esc closes."""

    taken = Signal(object)

    def __init__(self, parent: DateField) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "panel")
        self._month = QCalendarWidget()
        self._month.setAccessibleName("Calendar")
        self._month.setGridVisible(False)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self._month.activated.connect(self._on_activated)
        self._month.clicked.connect(self._on_activated)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self._month)

    def show_under(self, field: DateField, day: dt.date) -> None:
        """Open below the field with a day chosen."""
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self._month.setFocus()

    def _on_activated(self, day: QDate) -> None:
        self.hide()
        self.taken.emit(dt.date(day.year(), day.month(), day.day()))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(300), theme.px(240))
