"""Decides which visits the list shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.visits.visit_list import (
    VisitRow,
    VisitTotals,
    visit_ids,
    visit_totals,
)
from desktop_biller.workflow.workspace import Kind, Workspace

_EMPTY = {
    "": "No visits in the last 12 months.",
    "today": "No visits for this day.",
    "not_billed": "Every visit is billed.",
    "filing_due": "No time limit for filing is near.",
    "all": "No visits yet.",
}


class VisitListScreen(Protocol):
    """What the presenter asks of its view."""

    def show_tab(self, key: str) -> None: ...
    def show_filter(self, text: str) -> None: ...
    def show_count(self, key: str, count: int) -> None: ...
    def show_ids(self, ids: Sequence[int], select: int | None) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_totals(self, words: str, charge: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def current(self) -> VisitRow | None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    ids: Sequence[int]
    totals: VisitTotals
    waiting: int


class VisitListPresenter(ListPresenter[_Found]):
    """Presents the list of visits."""

    follows = frozenset({Kind.VISIT, Kind.CLAIM, Kind.LEDGER, Kind.DOCUMENT, Kind.PATIENT})

    def __init__(self, desk: Desk, view: VisitListScreen) -> None:
        super().__init__(desk)
        self._view = view

    def open(self, place: Place) -> None:
        """Show the part of the list that a place asks for."""
        self._desk.show_patient(None)
        self._begin(self._view, place)

    def open_visit(self, encounter_id: int) -> None:
        """Open a visit of the list."""
        self._desk.go(Place("visits", "visit", encounter_id))

    def enter(self) -> None:
        """Enter a visit of a patient to be chosen."""
        self._desk.go(Place("visits", "entry", new=True))

    def _question(self, query: ListQuery) -> Callable[[], _Found]:
        return partial(_find, self._desk.ws, query)

    def _show(self, found: _Found) -> None:
        view, query = self._view, self._query
        view.show_ids(found.ids, self._selected())
        many = "" if found.totals.visits == 1 else "s"
        view.show_totals(f"{found.totals.visits:,} visit{many}", money(found.totals.charge_cents))
        view.show_count("not_billed", found.waiting)
        nothing = f"No visit fits “{query.text}”." if query.text else _EMPTY[query.shown]
        view.show_empty("" if found.ids else nothing)

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)


def _find(ws: Workspace, query: ListQuery) -> _Found:
    waiting = visit_totals(ws, ListQuery(shown="not_billed"))
    return _Found(visit_ids(ws, query), visit_totals(ws, query), waiting.visits)
