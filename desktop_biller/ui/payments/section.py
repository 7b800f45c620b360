"""The Payments section: its screens, made when they are first opened."""

from collections.abc import Sequence
from functools import partial

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.patient_search import PatientSearch
from desktop_biller.ui.payments.check_presenter import CheckPresenter
from desktop_biller.ui.payments.check_view import CheckView
from desktop_biller.ui.payments.payer_search import PayerSearch
from desktop_biller.ui.payments.payment_list_presenter import PaymentListPresenter
from desktop_biller.ui.payments.payment_list_view import PaymentListView
from desktop_biller.ui.payments.payment_presenter import PaymentPresenter
from desktop_biller.ui.payments.payment_view import PaymentView
from desktop_biller.ui.payments.take_payment_presenter import TakePaymentPresenter
from desktop_biller.ui.payments.take_payment_view import TakePaymentView
from desktop_biller.ui.section import Section
from desktop_biller.workflow.payments.payment_list import PaymentRow, payment_rows


class PaymentsSection(Section):
    """Opens the list, one payment, the form of a payment, and the check of an insurer."""

    folder = "payments"

    _list: tuple[PaymentListView, PaymentListPresenter] | None = None
    _payment: tuple[PaymentView, PaymentPresenter] | None = None
    _take: tuple[TakePaymentView, TakePaymentPresenter] | None = None
    _check: tuple[CheckView, CheckPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place, filling."""
        match place.view:
            case "check":
                return self._open_check(place)
            case "take":
                return self._open_take(place)
            case "payment" if place.record_id is not None:
                return self._open_payment(place.record_id)
            case _:
                return self._open_list(place)

    def close(self) -> None:
        """The window closes."""
        for pair in (self._list, self._payment, self._take, self._check):
            if pair is not None:
                pair[1].close()

    def _open_list(self, place: Place) -> Screen:
        if self._list is None:
            view = PaymentListView(partial(_rows, self.desk), self.desk.settings)
            act = PaymentListPresenter(self.desk, view)
            self._list = view, act
            view.shown.connect(act.show)
            view.filtered.connect(act.filter)
            view.sorted_by.connect(lambda key, down: act.sort(key, descending=down))
            view.opened.connect(act.open_payment)
            view.chosen.connect(lambda _id: act.choose())
            view.take_asked.connect(act.take)
            view.check_asked.connect(act.check)
            view.credit_asked.connect(act.use_credit)
            view.refresh_asked.connect(act.reload)
        view, act = self._list
        act.open(place)
        return view

    def _open_payment(self, payment_id: int) -> Screen:
        if self._payment is None:
            view = PaymentView(self.desk.settings)
            act = PaymentPresenter(self.desk, view)
            self._payment = view, act
            view.receipt_asked.connect(act.open_receipt)
            view.account_asked.connect(act.open_account)
            view.credit_asked.connect(act.use_credit)
            view.refresh_asked.connect(act.reload)
            view.line_opened.connect(act.open_line)
            view.void_asked.connect(act.ask_void)
            view.note_asked.connect(act.ask_note)
            view.voided.connect(act.void)
            view.noted.connect(act.note)
        view, act = self._payment
        act.open(payment_id)
        return view

    def _open_take(self, place: Place) -> Screen:
        fresh = self._take is None
        if self._take is None:
            view = TakePaymentView(PatientSearch(self.desk).ask, self.desk.ws.clock.today)
            act = TakePaymentPresenter(self.desk, view)
            view.unsaved = act.has_unsaved
            self._take = view, act
            view.patient_taken.connect(act.take_patient)
            view.edited.connect(act.change)
            view.told.connect(act.tell)
            view.spread_asked.connect(act.spread)
            view.post_asked.connect(act.post)
            view.receipt_asked.connect(act.open_receipt)
            view.another_asked.connect(act.another)
        view, act = self._take
        if fresh or place.new or place.record_id != act.patient_id:
            act.open(place.record_id)
        return view

    def _open_check(self, place: Place) -> Screen:
        if self._check is None:
            view = CheckView(PayerSearch(self.desk).ask, self.desk.ws.clock.today)
            act = CheckPresenter(self.desk, view)
            self._check = view, act
            view.payer_taken.connect(act.take_payer)
            view.head_edited.connect(act.change_head)
            view.post_asked.connect(act.post)
            view.rest_asked.connect(act.post)
            view.discard_asked.connect(act.discard)
            view.reasons_asked.connect(lambda: act.edit_reasons(view.current()))
            claims = view.claims
            claims.typed.connect(act.type)
            claims.begun.connect(act.type_on_closed)
            claims.accepted.connect(act.accept)
            claims.opened.connect(lambda key, is_open: act.toggle(key, is_open=is_open))
            claims.erased.connect(act.erase)
            claims.explained.connect(act.edit_reasons)
            claims.sought.connect(act.find)
            claims.put_back.connect(lambda: act.put_back(view.amounts()))
        view, act = self._check
        act.open(place.record_id)
        return view


def _rows(desk: Desk, ids: Sequence[int]) -> Sequence[PaymentRow]:
    """With the practice as it is open now: a lock opens it again."""
    return payment_rows(desk.ws, ids)
