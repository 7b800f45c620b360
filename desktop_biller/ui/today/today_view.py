"""The first screen: cards of waiting work at the left, how the practice does at the right."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop_biller.foundation.dates import us_date
from desktop_biller.reports.months import MonthCents
from desktop_biller.ui.kit.parts import Label, column, holder
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.work_cards import WorkHead, WorkList
from desktop_biller.ui.today.how_dialog import tell_how
from desktop_biller.ui.today.measures import Measures
from desktop_biller.ui.today.today_body import TodayBody
from desktop_biller.ui.today.work_words import rows_of
from desktop_biller.workflow.kpi import KpiTile
from desktop_biller.workflow.today import AgingBar, TodaysWork
from desktop_biller.workflow.upkeep import BackupState

_HINT = "Up and Down or J and K move · Enter opens the list · Esc comes back here · F1 on a tile"
_NOTHING = "Nothing waiting. New visits and denials show up here."


class TodayView(Screen):
    """The screen; what waits is the presenter's.

    Signals:
        opened(key): a card shall be opened.
        how_asked(key): how is a measure computed?
        visit_asked, payment_asked, refresh_asked: the acts.
    """

    opened = Signal(str)
    how_asked = Signal(str)
    visit_asked = Signal()
    payment_asked = Signal()
    refresh_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Today")
        self.setObjectName("today")
        self._day = Label("", "muted")
        self._day.setObjectName("today_date")
        self.head.add(self._day)
        take = self.button("Take payment", self.payment_asked.emit, icon="payments")
        take.set_tip("Take payment", keys_of("take payment"))
        take.setObjectName("take_payment")
        enter = self.button("Enter visit", self.visit_asked.emit, kind="primary", icon="add")
        enter.set_tip("Enter visit", keys_of("enter visit"))
        enter.setObjectName("enter_visit")
        self.head.add_act(take)
        self.head.add_act(enter)
        self.cards = WorkList("Waiting for you")
        self.cards.setObjectName("work_cards")
        self.nothing = Label(_NOTHING, "muted", wraps=True)
        self.nothing.setObjectName("nothing_waits")
        self.nothing.hide()
        self.measures = Measures()
        self._work = holder(
            column(self.nothing, WorkHead("Waiting for you", self.cards), self.cards, space=0)
        )
        self._columns = TodayBody(self._work, self.cards, self.measures)
        self.body.addWidget(self._columns, 1)
        self.cards.opened.connect(self.opened)
        self.measures.asked.connect(self.how_asked)
        self.act("new", self.visit_asked.emit, "Enter visit")
        self.act("refresh", self.refresh_asked.emit)
        self.entry = self.cards
        self.set_hint(_HINT)

    def show_day(self, day: dt.date) -> None:
        """Say which day it is."""
        self._day.setText(f"{day:%A}, {us_date(day)}")

    def show_work(self, work: TodaysWork, backup: BackupState | None) -> None:
        """Show the cards; the one with the focus keeps it."""
        self.show_day(work.day)
        self.cards.show_rows(rows_of(work, backup))
        self.nothing.setVisible(work.nothing_waits)
        self._columns.arrange()

    def show_no_work(self, words: str) -> None:
        """Say why there are no cards: this user may not see them."""
        self.cards.show_rows(())
        self.nothing.setText(words)
        self.nothing.show()
        self.measures.hide()

    def show_measures(self, measures: Sequence[KpiTile]) -> None:
        """Show the tiles."""
        self.measures.show_measures(measures)
        self._columns.arrange()

    def show_aging(self, bar: AgingBar) -> None:
        """Show how old what is owed is."""
        self.measures.show_aging(bar)

    def show_months(self, months: Sequence[MonthCents]) -> None:
        """Show what came in by month."""
        self.measures.show_months(months)

    def show_how(self, measure: KpiTile) -> None:
        """Tell how a measure is computed."""
        tell_how(self, measure)
