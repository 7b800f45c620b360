"""The Statements section: the due list and the history, made when they are first opened."""

from collections.abc import Sequence

from desktop_biller.ui.desk import Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section
from desktop_biller.ui.statements.due_presenter import DuePresenter
from desktop_biller.ui.statements.due_view import DueView
from desktop_biller.ui.statements.history_presenter import HistoryPresenter
from desktop_biller.ui.statements.history_view import HistoryView
from desktop_biller.workflow.statements.due_list import USUAL_RULES, DueRow, statement_due_rows
from desktop_biller.workflow.statements.history import StatementRow, statement_history_rows


class StatementsSection(Section):
    """Opens the due list and the history."""

    folder = "statements"

    _due: tuple[DueView, DuePresenter] | None = None
    _history: tuple[HistoryView, HistoryPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place, filling."""
        return self._open_history(place) if place.view == "history" else self._open_due(place)

    def close(self) -> None:
        """The window closes."""
        for pair in (self._due, self._history):
            if pair is not None:
                pair[1].close()

    def _open_due(self, place: Place) -> Screen:
        if self._due is None:
            view = DueView(self._due_rows, self.desk.jobs.read, self.desk.settings)
            act = DuePresenter(self.desk, view)
            self._due = view, act
            view.shown.connect(act.show)
            view.filtered.connect(act.filter)
            view.sorted_by.connect(lambda key, down: act.sort(key, descending=down))
            view.ruled.connect(act.rule)
            view.ticked.connect(act.tick)
            view.all_ticked.connect(lambda on: act.tick_all(on=on))
            view.chosen.connect(lambda _id: act.choose())
            view.rested.connect(lambda _id: act.look())
            view.print_asked.connect(act.print_ticked)
            view.one_asked.connect(act.print_one)
            view.account_asked.connect(act.open_account)
            view.history_asked.connect(act.history)
            view.refresh_asked.connect(act.reload)
        view, act = self._due
        act.open(place)
        return view

    def _due_rows(self, ids: Sequence[int]) -> Sequence[DueRow]:
        rules = self._due[1].rules if self._due is not None else USUAL_RULES
        return statement_due_rows(self.desk.ws, ids, rules)

    def _rows_made(self, ids: Sequence[int]) -> Sequence[StatementRow]:
        return statement_history_rows(self.desk.ws, ids)

    def _open_history(self, place: Place) -> Screen:
        if self._history is None:
            view = HistoryView(self._rows_made, self.desk.settings)
            act = HistoryPresenter(self.desk, view)
            self._history = view, act
            view.run_chosen.connect(act.choose_run)
            view.filtered.connect(act.filter)
            view.sorted_by.connect(lambda key, down: act.sort(key, descending=down))
            view.opened.connect(act.open_statement)
            view.print_asked.connect(act.print_again)
            view.due_asked.connect(act.who_is_due)
            view.refresh_asked.connect(act.reload)
        view, act = self._history
        act.open(place)
        return view
