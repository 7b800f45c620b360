"""What the list of patients shows, and where it leads."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.patients.patient_list import (
    PatientTotals,
    patient_ids,
    patient_totals,
)
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind, Workspace

Answer = tuple[tuple[int, ...], PatientTotals]


class View(Protocol):
    """What the presenter asks of the view."""

    def show_ids(self, ids: Sequence[int]) -> None: ...
    def show_totals(self, totals: PatientTotals) -> None: ...
    def show_part(self, shown: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


def look_up(ws: Workspace, query: ListQuery) -> Answer:
    """The ids and the totals of a filter."""
    return patient_ids(ws, query), patient_totals(ws, query)


class PatientListPresenter(ListPresenter[Answer]):
    """Presents the list."""

    follows = frozenset({Kind.PATIENT, Kind.COVERAGE, Kind.LEDGER, Kind.VISIT})

    def __init__(self, desk: Desk, view: View) -> None:
        super().__init__(desk)
        self._view = view

    def open(self, shown: str) -> None:
        """Show the list anew, all patients or those with a balance; the filter stays."""
        self._view.show_part(shown)
        self._desk.show_patient(None)
        self.show(shown)

    def open_patient(self, patient_id: int) -> None:
        """Open a patient of the list."""
        self._desk.go(Place("patients", "record", patient_id))

    def register(self) -> None:
        """Register a patient."""
        self._desk.go(Place("patients", "register", new=True))

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)

    def _question(self, query: ListQuery) -> Callable[[], Answer]:
        return partial(look_up, self._desk.ws, query)

    def _show(self, found: Answer) -> None:
        ids, totals = found
        self._view.show_ids(ids)
        self._view.show_totals(totals)
