"""One day: its entries, its proof, its sheet, and closing it; days still open, days closed."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_biller.ui.kit.beside import Beside
from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, Remembers
from desktop_biller.ui.kit.parts import IconButton, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.reports.day_columns import CLOSED, ENTRIES, OPEN, Entry, number_of
from desktop_biller.ui.reports.day_panel import DayPanel
from desktop_biller.workflow.closing.days import ClosedDay, DaySummary, OpenDay

_TABS = (("entries", "Entries"), ("open", "Days still open"), ("closed", "Closed days"))
_HINTS = {
    "entries": "Ctrl+F goes to the date, + and - a day · Ctrl+P prints the sheet · Ctrl+Tab more",
    "open": "Enter opens the day",
    "closed": "Enter shows the sheet that closed the day",
}


class DayView(Screen):
    """The day screen; which day, and what may be done, is the presenter's.

    Signals:
        day_chosen(date): another day; stepped(days): one before or after.
        print_asked, close_asked, refresh_asked: the acts.
        sheet_asked(document_id): the sheet that closed a day.
    """

    day_chosen = Signal(object)
    stepped = Signal(int)
    print_asked = Signal()
    close_asked = Signal()
    refresh_asked = Signal()
    sheet_asked = Signal(object)

    def __init__(self, today: Today, settings: Remembers | None = None) -> None:
        super().__init__("Day sheet")
        self.setObjectName("day_sheet")
        self.date = DateField(today)
        self.date.setObjectName("day")
        self.date.setAccessibleName("Day")
        self._standing = Chip()
        self.tabs = Tabs("Day", _TABS)
        self.entries: FixedList[Entry] = FixedList(
            "Entries", ENTRIES, lambda entry: entry.number, settings
        )
        self.empty = EmptyState(
            "Nothing was posted on this day.", ("Change the da&te", self._go_to_date)
        )
        self.panel = ListPanel(self.entries, self.empty)
        self.proof = DayPanel()
        self.open_days: FixedList[OpenDay] = FixedList(
            "Days still open", OPEN, lambda day: number_of(day.day), settings
        )
        self.no_open = EmptyState("No day is open: all that was posted is closed.")
        self.closed: FixedList[ClosedDay] = FixedList(
            "Closed days", CLOSED, lambda day: number_of(day.day), settings
        )
        self.no_closed = EmptyState("No day was closed yet.")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Beside(self.panel, self.proof, wide=300, narrow=232, needs=632, heights=(280, 420))
        )
        self._open_panel = ListPanel(self.open_days, self.no_open)
        self._closed_panel = ListPanel(self.closed, self.no_closed)
        self._stack.addWidget(self._open_panel)
        self._stack.addWidget(self._closed_panel)
        self._build_head()
        self.body.addLayout(row(self.tabs, None, self._dates))
        self.body.addWidget(self._stack, 1)
        self._connect()
        self.entry = self.entries
        self.set_hint(_HINTS["entries"])

    def _build_head(self) -> None:
        before, after = IconButton("left", "Day before"), IconButton("right", "Day after")
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        self.head.add(self._standing)
        self._dates = row(before, self.date, after, space=Space.INSIDE)
        self.close_day = self.button("&Close day...", self.close_asked.emit, icon="lock")
        self.close_day.set_tip("Print the sheet for good, and lock this day and all before it")
        self.close_day.setObjectName("close_day")
        self.print = self.button(
            "Print day sheet", self.print_asked.emit, kind="primary", icon="print", keys="print"
        )
        self.print.setObjectName("print_day_sheet")
        self.head.add_act(self.close_day)
        self.head.add_act(self.print)

    def _connect(self) -> None:
        self.date.chosen.connect(self._on_date)
        self.tabs.chosen.connect(self._on_tab)
        self.open_days.opened.connect(self._on_open_day)
        self.closed.opened.connect(self._on_closed_day)
        self.act("print", self._on_print, "Print day sheet")
        self.act("filter", self._go_to_date, "Go to a day")
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: self.tabs.step(1))
        self.act("previous tab", lambda: self.tabs.step(-1))

    # --- What is shown -------------------------------------------------------------------------

    def show_date(self, day: dt.date) -> None:
        """Show which day it is."""
        if self.date.date() != day:
            self.date.set_date(day)

    def show_day(self, day: DaySummary) -> None:
        """Show a day's entries and its proof."""
        self.entries.show_rows([Entry(at, row) for at, row in enumerate(day.rows, start=1)])
        self.panel.show_empty(empty=not day.rows)
        if self.tabs.key() == "entries":
            self.entry = self.entries if day.rows else self.date
        self.tabs.set_count("entries", len(day.rows))
        count = len(day.rows)
        self.panel.totals.show_totals(
            f"{count:,} entr{'y' if count == 1 else 'ies'}",
            {
                "charge": money(day.charge_cents),
                "payment": money(day.payment_cents),
                "adjustment": money(day.adjustment_cents),
                "refund": money(day.refund_cents),
            },
        )
        self.proof.show_day(day)
        self._standing.set_spec(_standing(day))

    def show_days(self, opened: Sequence[OpenDay], closed: Sequence[ClosedDay]) -> None:
        """Show which days are still open, and which are closed."""
        self.open_days.show_rows(opened)
        self._open_panel.show_empty(empty=not opened)
        self._open_panel.totals.show_totals(
            f"{len(opened):,} day{'' if len(opened) == 1 else 's'}",
            {
                "charge": money(sum(day.charge_cents for day in opened)),
                "payment": money(sum(day.payment_cents for day in opened)),
                "adjustment": money(sum(day.adjustment_cents for day in opened)),
                "refund": money(sum(day.refund_cents for day in opened)),
            },
        )
        self.closed.show_rows(closed)
        self._closed_panel.show_empty(empty=not closed)
        self._closed_panel.totals.show_totals(
            f"{len(closed):,} close{'' if len(closed) == 1 else 's'}"
        )
        self.tabs.set_count("open", len(opened))
        self.tabs.set_count("closed", len(closed))

    def show_acts(self, print_reason: str, close_reason: str) -> None:
        """Offer printing and closing, or say why not."""
        self.print.say_why(print_reason)
        self.close_day.say_why(close_reason)

    def show_day_problem(self, words: str) -> None:
        """Mark the date."""
        self.date.show_problem(words)

    def ask_close(self, words: str, do: Callable[[], object]) -> None:
        """Ask before a day is closed for good; the safe answer is the default."""
        ask(self, "Close the day", words, "Close day", do, danger=True)

    def show_entries(self) -> None:
        """Go to the entries' tab."""
        self.tabs.choose("entries")
        self._on_tab("entries")

    # --- What the user does --------------------------------------------------------------------

    def _on_date(self, day: object) -> None:
        if day is not None:
            self.day_chosen.emit(day)

    def _on_tab(self, key: str) -> None:
        at = [name for name, _ in _TABS].index(key)
        self._stack.setCurrentIndex(at)
        lists = (self.entries, self.open_days, self.closed)
        self.entry = lists[at]
        if not self.tabs.hasFocus():
            lists[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_hint(_HINTS[key])

    def _on_open_day(self, number: int) -> None:
        self.show_entries()
        self.day_chosen.emit(dt.date.fromordinal(number))

    def _on_closed_day(self, number: int) -> None:
        del number
        day = self.closed.current_record()
        if day is not None and day.document_id is not None:
            self.sheet_asked.emit(day.document_id)

    def _on_print(self) -> None:
        if self.print.isEnabled():
            self.print_asked.emit()

    def _go_to_date(self) -> None:
        self.date.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.date.selectAll()


def _standing(day: DaySummary) -> ChipSpec:
    if day.is_closed:
        return ChipSpec("Closed", "grey", "lock")
    return ChipSpec("Open", "blue", "edit")
