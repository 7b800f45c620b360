"""Decides which of the statements that were made are shown, and prints them again."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.ui.statements.history_columns import Run, runs_of
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.statements.history import (
    statement_batches,
    statement_history_ids,
)
from desktop_biller.workflow.workspace import Kind, Workspace


class HistoryScreen(Protocol):
    """What the presenter asks of its view."""

    def show_runs(self, runs: Sequence[Run], select: int) -> None: ...
    def show_ids(self, ids: Sequence[int]) -> None: ...
    def show_totals(self, words: str, amount: str) -> None: ...
    def show_print(self, words: str, reason: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    runs: Sequence[Run]
    ids: Sequence[int]


class HistoryPresenter(ListPresenter[_Found]):
    """Presents the statements that were made."""

    follows = frozenset({Kind.DOCUMENT, Kind.PATIENT})

    def __init__(self, desk: Desk, view: HistoryScreen) -> None:
        super().__init__(desk)
        self._view = view
        self._runs: Sequence[Run] = ()
        self._ids: Sequence[int] = ()
        self._filling = False

    def open(self, place: Place) -> None:
        """Show all, or those of the day that the place names."""
        self._query = replace(self._query, shown=_day_of(place.shown))
        self._desk.show_patient(None)
        self.reload()

    def choose_run(self, key: int | None) -> None:
        """The user stands on another day."""
        if self._filling or key is None:
            return
        shown = dt.date.fromordinal(key).isoformat() if key else ""
        if shown != self._query.shown:
            self._ask(replace(self._query, shown=shown))

    def open_statement(self, document_id: int) -> None:
        """Show one statement, as it was made."""
        self._desk.preview(PreviewRequest(title="Statement", document_ids=(document_id,)))

    def print_again(self) -> None:
        """Show all statements of the list, for printing them again."""
        if self._ids:
            title = f"{len(self._ids):,} statement{'' if len(self._ids) == 1 else 's'}"
            self._desk.preview(PreviewRequest(title=title, document_ids=tuple(self._ids)))

    def who_is_due(self) -> None:
        """Show the due list."""
        self._desk.go(Place("statements"))

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)

    def _question(self, query: ListQuery) -> Callable[[], _Found]:
        return partial(_find, self._desk.ws, query)

    def _show(self, found: _Found) -> None:
        view = self._view
        self._runs, self._ids = found.runs, found.ids
        chosen = _key_of(self._query.shown)
        self._filling = True  # the list's own move to a row is no wish of the user
        view.show_runs(found.runs, chosen)
        self._filling = False
        view.show_ids(found.ids)
        count = len(found.ids)
        words = f"{count:,} statement{'' if count == 1 else 's'}"
        run = next((run for run in found.runs if run.key == chosen), None)
        whole = run is not None and run.statements == count
        view.show_totals(words, money(run.cents) if run and whole else "")
        view.show_print(
            f"Print {words} again..." if count else "Print again...",
            "" if count else "No statement is shown.",
        )


def _find(ws: Workspace, query: ListQuery) -> _Found:
    return _Found(runs_of(statement_batches(ws)), statement_history_ids(ws, query))


def _day_of(shown: str) -> str:
    """The day that a place names; blank where it names none."""
    try:
        return dt.date.fromisoformat(shown).isoformat()
    except ValueError:
        return ""


def _key_of(shown: str) -> int:
    return dt.date.fromisoformat(shown).toordinal() if shown else 0
