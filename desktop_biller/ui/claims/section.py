"""The Claims section: the list and one claim, made when they are first opened."""

from collections.abc import Sequence

from desktop_biller.ui.claims.claim_list_presenter import ClaimListPresenter
from desktop_biller.ui.claims.claim_list_view import ClaimListView
from desktop_biller.ui.claims.claim_presenter import ClaimPresenter
from desktop_biller.ui.claims.claim_view import ClaimView
from desktop_biller.ui.desk import Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.section import Section
from desktop_biller.workflow.claims.claim_list import ClaimRow, claim_rows


class ClaimsSection(Section):
    """Opens the list by state, and one claim in full."""

    folder = "claims"

    _list: tuple[ClaimListView, ClaimListPresenter] | None = None
    _claim: tuple[ClaimView, ClaimPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place, filling."""
        if place.view == "claim" and place.record_id is not None:
            return self._open_claim(place.record_id, place.shown)
        return self._open_list(place)

    def close(self) -> None:
        """The window closes."""
        for pair in (self._list, self._claim):
            if pair is not None:
                pair[1].close()

    def _open_list(self, place: Place) -> Screen:
        if self._list is None:
            view = ClaimListView(self._rows, self.desk.jobs.read, self.desk.settings)
            act = ClaimListPresenter(self.desk, view, view.panel)
            self._list = view, act
            view.shown.connect(act.show)
            view.filtered.connect(act.filter)
            view.sorted_by.connect(lambda key, down: act.sort(key, descending=down))
            view.opened.connect(act.open_claim)
            view.chosen.connect(act.choose)
            view.picked.connect(act.pick)
            view.paper_asked.connect(act.open_paper)
            view.print_asked.connect(act.print_ready)
            view.sent_asked.connect(act.ask_how_sent)
            view.sent.connect(act.mark_sent)
            view.refresh_asked.connect(act.reload)
        view, act = self._list
        act.open(place)
        return view

    def _open_claim(self, claim_id: int, tab: str) -> Screen:
        if self._claim is None:
            view = ClaimView(self.desk.jobs.read, self.desk.ws.clock.today, self.desk.settings)
            act = ClaimPresenter(self.desk, view)
            self._claim = view, act
            view.print_asked.connect(act.print_form)
            view.copy_asked.connect(act.print_copy)
            view.sent_asked.connect(act.ask_how_sent)
            view.sent.connect(act.mark_sent)
            view.check_asked.connect(act.post_check)
            view.visit_asked.connect(act.open_visit)
            view.paper_asked.connect(act.open_paper)
            view.payment_asked.connect(act.open_payment)
            view.note_asked.connect(act.write_note)
            view.note_touched.connect(act.keep_draft)
            view.refresh_asked.connect(act.reload)
        view, act = self._claim
        act.open(claim_id, tab)
        return view

    def _rows(self, ids: Sequence[int]) -> Sequence[ClaimRow]:
        """With the practice as it is open now: a lock opens it again."""
        return claim_rows(self.desk.ws, ids)
