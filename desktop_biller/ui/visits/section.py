"""The Visits section: its screens, made when they are first opened."""

import datetime as dt
from functools import partial

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.patient_search import PatientSearch
from desktop_biller.ui.section import Section
from desktop_biller.ui.visits.code_search import CodeSearch
from desktop_biller.ui.visits.visit_entry_presenter import VisitEntryPresenter
from desktop_biller.ui.visits.visit_entry_view import VisitEntryView
from desktop_biller.ui.visits.visit_list_presenter import VisitListPresenter
from desktop_biller.ui.visits.visit_list_view import VisitListView
from desktop_biller.ui.visits.visit_presenter import VisitPresenter
from desktop_biller.ui.visits.visit_view import VisitView
from desktop_biller.workflow.visits.visit_list import visit_rows


class VisitsSection(Section):
    """Opens the list, one visit, and the form of a visit."""

    folder = "visits"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list: tuple[VisitListView, VisitListPresenter] | None = None
        self._visit: tuple[VisitView, VisitPresenter] | None = None
        self._entry: tuple[VisitEntryView, VisitEntryPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place, filling."""
        match place.view:
            case "entry":
                return self._open_entry(place.record_id)
            case "visit" if place.record_id is not None:
                return self._open_visit(place.record_id)
            case _:
                return self._open_list(place)

    def _today(self) -> dt.date:
        return self.desk.ws.clock.today()  # of the file as it is open now: a lock opens it anew

    def close(self) -> None:
        """The window closes."""
        for pair in (self._list, self._visit, self._entry):
            if pair is not None:
                pair[1].close()

    def _open_list(self, place: Place) -> Screen:
        if self._list is None:
            view = VisitListView(lambda ids: visit_rows(self.desk.ws, ids), self.desk.settings)
            act = VisitListPresenter(self.desk, view)
            view.shown.connect(act.show)
            view.filtered.connect(act.filter)
            view.sorted_by.connect(lambda key, down: act.sort(key, descending=down))
            view.opened.connect(act.open_visit)
            view.entry_asked.connect(act.enter)
            view.refresh_asked.connect(act.reload)
            self._list = view, act
        view, act = self._list
        act.open(place)
        return view

    def _open_visit(self, encounter_id: int) -> Screen:
        if self._visit is None:
            view = VisitView(self.desk.settings)
            act = VisitPresenter(self.desk, view)
            view.claim_asked.connect(act.make_claim)
            view.invoice_asked.connect(act.make_invoice)
            view.account_asked.connect(act.open_account)
            view.next_asked.connect(act.enter_next)
            view.refresh_asked.connect(act.reload)
            view.claim_opened.connect(act.open_claim)
            view.paper_opened.connect(act.open_paper)
            self._visit = view, act
        view, act = self._visit
        act.open(encounter_id)
        return view

    def _open_entry(self, patient_id: int | None) -> Screen:
        if self._entry is None:
            search = CodeSearch(self.desk)
            view = VisitEntryView(search, PatientSearch(self.desk).ask, self._today)
            act = VisitEntryPresenter(self.desk, view, search)
            view.unsaved = act.has_unsaved
            view.patient_taken.connect(act.take_patient)
            view.day_chosen.connect(act.choose_day)
            view.paused.connect(act.check)
            view.rested.connect(act.keep)
            view.save_asked.connect(partial(_save, act))
            view.discard_asked.connect(act.discard)
            self._entry = view, act
        view, act = self._entry
        act.open(patient_id)
        return view


def _save(act: VisitEntryPresenter, with_claim: bool) -> None:
    act.save(with_claim=with_claim)
