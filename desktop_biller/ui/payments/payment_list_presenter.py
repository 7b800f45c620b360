"""Decides which payments the list shows, and what is done with the one that has the focus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.payments.credit import ApplyCredit, CreditApplied, apply_credit
from desktop_biller.workflow.payments.payment_details import payment_details
from desktop_biller.workflow.payments.payment_list import (
    MethodTotal,
    PaymentRow,
    PaymentTotals,
    method_totals,
    payment_ids,
    payment_totals,
)
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind, Workspace

_EMPTY = {
    "": "No payments today.",
    "unapplied": "No money waits to be applied.",
    "patient": "No patient has paid yet.",
    "insurer": "No insurance check was posted yet.",
    "all": "No payments yet.",
}


class PaymentListScreen(Protocol):
    """What the presenter asks of its view."""

    def show_tab(self, key: str) -> None: ...
    def show_filter(self, text: str) -> None: ...
    def show_ids(self, ids: Sequence[int], select: int | None) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_totals(self, words: str, amount: str, unapplied: str) -> None: ...
    def show_methods(self, words: str) -> None: ...
    def show_credit(self, reason: str, *, shown: bool) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def current(self) -> PaymentRow | None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    ids: Sequence[int]
    totals: PaymentTotals
    methods: Sequence[MethodTotal]


class PaymentListPresenter(ListPresenter[_Found]):
    """Presents the list of payments."""

    follows = frozenset({Kind.LEDGER, Kind.PATIENT, Kind.DOCUMENT})

    def __init__(self, desk: Desk, view: PaymentListScreen) -> None:
        super().__init__(desk)
        self._view = view
        self._busy = False

    def open(self, place: Place) -> None:
        """Show the part of the list that a place asks for."""
        self._desk.show_patient(None)
        self._begin(self._view, place)

    def open_payment(self, payment_id: int) -> None:
        """Open a payment of the list."""
        self._desk.go(Place("payments", "payment", payment_id))

    def take(self) -> None:
        """Take a payment of a patient to be chosen."""
        self._desk.go(Place("payments", "take", new=True))

    def check(self) -> None:
        """Post an insurer's check."""
        self._desk.go(Place("payments", "check", new=True))

    def choose(self) -> None:
        """Another row has the focus."""
        row = self._view.current()
        reason = ""
        if self._busy:
            reason = "The credit is being used."
        elif row is None:
            reason = "No payment is chosen."
        elif row.patient_id is None:
            reason = "An insurer's unapplied money is used by posting the claims it is for."
        elif not row.unapplied_cents:
            reason = "Nothing of this payment is unapplied."
        self._view.show_credit(reason, shown=self._query.shown == "unapplied")

    def use_credit(self) -> None:
        """Put the credits of the account of the chosen payment to its oldest balances."""
        row = self._view.current()
        if row is None or row.patient_id is None or self._busy:
            return
        self._busy = True
        self._view.clear_error()
        self.choose()
        self._desk.jobs.write(
            lambda _job: _use_credit(self._desk.ws, row.payment_id),
            partial(self._on_used, row.who),
            self._on_refused,
        )

    def _on_used(self, who: str, result: CreditApplied) -> None:
        self._busy = False
        self._desk.act(result)
        self._desk.tell(f"{dollars(result.applied_cents)} of credit applied for {who}")
        self.choose()

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_error(error)
        self.choose()

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)

    def _question(self, query: ListQuery) -> Callable[[], _Found]:
        return partial(_find, self._desk.ws, query)

    def _show(self, found: _Found) -> None:
        view, query = self._view, self._query
        view.show_ids(found.ids, self._selected())
        words = _EMPTY.get(query.shown, _EMPTY[""])
        if query.text:
            words = f"No payment here fits “{query.text}”. Look under All, or type less."
        view.show_empty("" if found.ids else words)
        count = found.totals.payments
        view.show_totals(
            f"{count:,} payment{'' if count == 1 else 's'}",
            money(found.totals.cents),
            money(found.totals.unapplied_cents),
        )
        view.show_methods(
            "   ".join(f"{told.method} {money(told.cents)}" for told in found.methods)
        )
        self.choose()


def _find(ws: Workspace, query: ListQuery) -> _Found:
    return _Found(payment_ids(ws, query), payment_totals(ws, query), method_totals(ws, query))


def _use_credit(ws: Workspace, payment_id: int) -> CreditApplied:
    guarantor = payment_details(ws, payment_id).guarantor_id
    return apply_credit(ws, ApplyCredit(guarantor_id=guarantor or 0))
