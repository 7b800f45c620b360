"""Decides what Today shows, and where its cards lead."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.reports.months import MonthCents
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.today.places import PLACES
from desktop_biller.workflow.kpi import KpiTile, kpi_tiles
from desktop_biller.workflow.today import (
    AgingBar,
    TodaysWork,
    aging_bar,
    collections_by_month,
    todays_work,
)
from desktop_biller.workflow.upkeep import BackupState, backup_state
from desktop_biller.workflow.workspace import Kind

_SHOWN = {Kind.PATIENT, Kind.COVERAGE, Kind.VISIT, Kind.CLAIM, Kind.LEDGER, Kind.DOCUMENT}
_SHOWN |= {Kind.NOTE, Kind.DAY, Kind.PRACTICE}


class TodayScreen(Protocol):
    """What the presenter asks of its view."""

    def show_work(self, work: TodaysWork, backup: BackupState | None) -> None: ...
    def show_no_work(self, words: str) -> None: ...
    def show_measures(self, measures: Sequence[KpiTile]) -> None: ...
    def show_aging(self, bar: AgingBar) -> None: ...
    def show_months(self, months: Sequence[MonthCents]) -> None: ...
    def show_how(self, measure: KpiTile) -> None: ...


class TodayPresenter:
    """Presents Today."""

    def __init__(self, desk: Desk, view: TodayScreen) -> None:
        self._desk, self._view = desk, view
        self._measures: dict[str, KpiTile] = {}
        self._work: TodaysWork | None = None
        self._backup: BackupState | None = None
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self) -> None:
        """Show Today; the card that had the focus keeps it."""
        self._desk.show_patient(None)
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def reload(self) -> None:
        """Ask everything again: the work first, then what takes longer."""
        ws, read = self._desk.ws, self._desk.jobs.read
        here = id(self)
        read(partial(todays_work, ws), self._show_work, self._on_refused, slot=f"work {here}")
        read(partial(backup_state, ws), self._show_backup, _unseen, slot=f"backup {here}")
        read(partial(aging_bar, ws), self._view.show_aging, _unseen, slot=f"aging {here}")
        read(partial(collections_by_month, ws), self._view.show_months, _unseen, slot=f"{here}")
        read(partial(kpi_tiles, ws), self._show_measures, _unseen, slot=f"measures {here}")

    def open_card(self, key: str) -> None:
        """Go where a card leads."""
        place = PLACES.get(key)
        if place is not None:
            self._desk.go(place)

    def tell_how(self, key: str) -> None:
        """Tell how a measure is computed."""
        measure = self._measures.get(key)
        if measure is not None:
            self._view.show_how(measure)

    def enter_visit(self) -> None:
        """Enter a visit of a patient to be chosen."""
        self._desk.go(Place("visits", "entry", new=True))

    def take_payment(self) -> None:
        """Take a payment of a patient to be chosen."""
        self._desk.go(Place("payments", "take", new=True))

    def _show_work(self, work: TodaysWork) -> None:
        self._work = work
        self._view.show_work(work, self._backup)

    def _show_backup(self, backup: BackupState) -> None:
        self._backup = backup
        if self._work is not None:
            self._view.show_work(self._work, backup)

    def _show_measures(self, measures: Sequence[KpiTile]) -> None:
        self._measures = {measure.key: measure for measure in measures}
        self._view.show_measures(measures)

    def _on_refused(self, error: UserError) -> None:
        self._view.show_no_work(f"{error.what} {error.remedy}")

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()


def _unseen(_error: UserError) -> None:
    """The work list has said already that this user may not see it."""
