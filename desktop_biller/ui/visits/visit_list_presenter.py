"""Decides which visits the list shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.shown import money
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
_SHOWN = frozenset({Kind.VISIT, Kind.CLAIM, Kind.LEDGER, Kind.DOCUMENT, Kind.PATIENT})


class VisitListScreen(Protocol):
    """What the presenter asks of its view."""

    def show_tab(self, key: str) -> None: ...
    def show_filter(self, text: str) -> None: ...
    def show_count(self, key: str, count: int) -> None: ...
    def show_ids(self, ids: Sequence[int]) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_totals(self, words: str, charge: str) -> None: ...
    def current(self) -> VisitRow | None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    ids: Sequence[int]
    totals: VisitTotals
    waiting: int


class VisitListPresenter:
    """Presents the list of visits."""

    def __init__(self, desk: Desk, view: VisitListScreen) -> None:
        self._desk, self._view = desk, view
        self._query = ListQuery()
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self, place: Place) -> None:
        """Show the part of the list that a place asks for."""
        if place.shown != self._query.shown:
            self._query = ListQuery(shown=place.shown)
            self._view.show_filter("")
        self._view.show_tab(place.shown)
        self._desk.show_patient(None)
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def show(self, tab: str) -> None:
        """The user chose another tab; the filter stays."""
        self._ask(replace(self._query, shown=tab))

    def filter(self, text: str) -> None:
        """The user typed into the filter."""
        self._ask(replace(self._query, text=text))

    def sort(self, key: str, *, descending: bool) -> None:
        """The user chose a head."""
        self._ask(replace(self._query, sort=key, descending=descending))

    def reload(self) -> None:
        """Ask the same question again."""
        self._ask(self._query)

    def open_visit(self, encounter_id: int) -> None:
        """Open a visit of the list."""
        self._desk.go(Place("visits", "visit", encounter_id))

    def enter(self) -> None:
        """Enter a visit of a patient to be chosen."""
        self._desk.go(Place("visits", "entry", new=True))

    def _ask(self, query: ListQuery) -> None:
        self._query = query
        self._desk.jobs.read(
            partial(_find, self._desk.ws, query),
            partial(self._on_found, query),
            slot=f"visits {id(self)}",
        )

    def _on_found(self, query: ListQuery, found: _Found) -> None:
        view = self._view
        view.show_ids(found.ids)
        many = "" if found.totals.visits == 1 else "s"
        view.show_totals(f"{found.totals.visits:,} visit{many}", money(found.totals.charge_cents))
        view.show_count("not_billed", found.waiting)
        nothing = f"No visit fits “{query.text}”." if query.text else _EMPTY[query.shown]
        view.show_empty("" if found.ids else nothing)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()


def _find(ws: Workspace, query: ListQuery) -> _Found:
    waiting = visit_totals(ws, ListQuery(shown="not_billed"))
    return _Found(visit_ids(ws, query), visit_totals(ws, query), waiting.visits)
