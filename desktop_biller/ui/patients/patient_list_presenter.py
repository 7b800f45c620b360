"""What the list of patients shows, and where it leads."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.workflow.patients.patient_list import (
    PatientTotals,
    patient_ids,
    patient_totals,
)
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind, Workspace

_SHOWN = frozenset({Kind.PATIENT, Kind.COVERAGE, Kind.LEDGER, Kind.VISIT})

Answer = tuple[tuple[int, ...], PatientTotals]


class View(Protocol):
    """What the presenter asks of the view."""

    def show_ids(self, ids: Sequence[int]) -> None: ...
    def show_totals(self, totals: PatientTotals) -> None: ...
    def show_part(self, shown: str) -> None: ...


def look_up(ws: Workspace, query: ListQuery) -> Answer:
    """The ids and the totals of a filter."""
    return patient_ids(ws, query), patient_totals(ws, query)


class PatientListPresenter:
    """Presents the list."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._query = ListQuery()
        self.end: Callable[[], None] = desk.bus.subscribe(self._on_changed)

    def open(self, shown: str) -> None:
        """Show the list anew, all patients or those with a balance."""
        self._query = replace(self._query, shown=shown)
        self._view.show_part(shown)
        self._desk.show_patient(None)
        self.reload()

    def reload(self) -> None:
        """Ask for the list again."""
        ask = partial(look_up, self._desk.ws, self._query)
        self._desk.jobs.read(ask, self._on_found, slot=f"patients {id(self)}")

    def on_filter(self, text: str) -> None:
        """Other letters stand in the filter."""
        self._query = replace(self._query, text=text.strip())
        self.reload()

    def on_shown(self, shown: str) -> None:
        """Another part of the list is wanted."""
        self._query = replace(self._query, shown=shown)
        self.reload()

    def on_order(self, key: str, descending: bool) -> None:
        """Another order is wanted."""
        self._query = replace(self._query, sort=key, descending=descending)
        self.reload()

    def on_opened(self, patient_id: int) -> None:
        """A patient was chosen."""
        self._desk.go(Place("patients", "record", patient_id))

    def on_new(self) -> None:
        """A patient shall be registered."""
        self._desk.go(Place("patients", "register", new=True))

    def _on_found(self, answer: Answer) -> None:
        ids, totals = answer
        self._view.show_ids(ids)
        self._view.show_totals(totals)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()
