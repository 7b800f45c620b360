"""Decides what the form of a patient's payment starts with, where the money goes, and posts it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.payments.payment_form import PaymentForm, shares
from desktop_biller.workflow.payments.patient_payment import (
    AllocationInput,
    PaymentTaken,
    TakePatientPayment,
    take_patient_payment,
)
from desktop_biller.workflow.payments.payment_defaults import (
    OwedLine,
    PaymentDefaults,
    payment_defaults,
)
from desktop_biller.workflow.workspace import Kind


class TakePaymentScreen(Protocol):
    """What the presenter asks of its view."""

    def form(self) -> PaymentForm: ...
    def show_form(self, form: PaymentForm) -> None: ...
    def show_patient(self, patient_id: int | None, name: str) -> None: ...
    def show_due(self, copay_cents: int, account_cents: int) -> None: ...
    def show_lines(
        self, lines: Sequence[OwedLine], parts: Mapping[int, int], *, by_hand: bool
    ) -> None: ...
    def show_where(self, words: str, *, lines: bool) -> None: ...
    def show_foot(self, words: str) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def show_why_not(self, reason: str) -> None: ...
    def show_taken(self, words: str | None) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_problem(self, field: str, words: str) -> None: ...
    def clear_error(self) -> None: ...
    def focus_on(self, part: Any) -> None: ...  # noqa: ANN401 -- one of the view's three parts
    def reads(self) -> bool: ...


class TakePaymentPresenter:
    """Presents taking a payment."""

    def __init__(self, desk: Desk, view: TakePaymentScreen) -> None:
        self._desk, self._view = desk, view
        self._patient_id: int | None = None
        self._defaults: PaymentDefaults | None = None
        self._by_hand: dict[int, int] | None = None
        self._purpose = ""
        self._key = ""
        self._started = PaymentForm()
        self._taken: PaymentTaken | None = None
        self._busy = False
        self._end = desk.bus.subscribe(self._on_changed)

    @property
    def patient_id(self) -> int | None:
        """Whose payment it is."""
        return self._patient_id

    def open(self, patient_id: int | None) -> None:
        """Start a new form, of a patient or of one to be chosen."""
        self._patient_id, self._defaults, self._taken = patient_id, None, None
        self._by_hand, self._busy = None, False
        self._key = secrets.token_hex(16)
        self._started = PaymentForm()
        view = self._view
        view.clear_error()
        view.show_taken(None)
        view.show_busy(busy=False)
        view.show_patient(None, "")
        view.show_form(self._started)
        view.show_due(0, 0)
        view.focus_on("patient" if patient_id is None else "method")
        if patient_id is None:
            self._show()
            self._desk.show_patient(None)
        else:
            self._load(patient_id, fill=True)

    def close(self) -> None:
        """The window closes."""
        self._end()

    def take_patient(self, patient_id: int | None) -> None:
        """The user chose another patient, or is about to."""
        self._patient_id, self._defaults, self._by_hand = patient_id, None, None
        if patient_id is None:
            self._show()
        else:
            self._load(patient_id, fill=True)

    def change(self) -> None:
        """Something in the form changed; another purpose starts with its own amount."""
        form = self._view.form()
        if form.purpose != self._purpose and self._defaults is not None:
            untouched = form.cents in (None, self._usual(self._purpose))
            self._by_hand = None
            if untouched:
                self._view.show_form(replace(form, cents=self._usual(form.purpose)))
        self._purpose = form.purpose
        self._show()

    def tell(self, line_id: int, cents: int) -> None:
        """The user gave a line another part; from now on the parts are set by hand."""
        form = self._form()
        self._by_hand = {**shares(form, self._lines()), **(self._by_hand or {}), line_id: cents}
        self._show()

    def spread(self) -> None:
        """Back to the oldest first."""
        self._by_hand = None
        self._show()

    def has_unsaved(self) -> bool:
        """True while an amount was typed or changed that is not posted."""
        if self._taken is not None or self._patient_id is None:
            return False
        form = self._form()
        return (form.cents, form.reference, form.detail) != (
            self._started.cents,
            "",
            "",
        ) or self._by_hand is not None

    def post(self) -> None:
        """Post the payment, once."""
        view = self._view
        view.clear_error()
        if self._busy or self._taken is not None or not view.reads():
            return
        form = self._form()
        if self._patient_id is None:
            view.show_problem("patient_id", "Choose whose payment this is.")
        elif not form.cents:
            view.show_problem("cents", "Type the amount that was paid.")
        elif self._over(form):
            view.show_problem("cents", self._over(form))
        else:
            self._post(self._command(self._patient_id, form.cents, form))

    def open_receipt(self) -> None:
        """Show the receipt of the payment just posted in the preview."""
        if self._taken is not None:
            receipt = self._taken.receipt
            self._desk.preview(
                PreviewRequest(
                    title=f"Receipt {receipt.number}", document_ids=(receipt.document_id,)
                )
            )

    def another(self) -> None:
        """A new form, of a patient to be chosen."""
        self.open(None)

    def _command(self, patient_id: int, cents: int, form: PaymentForm) -> TakePatientPayment:
        told = form.told if form.purpose == "account" else {}
        parts = tuple(
            AllocationInput(line_id=line_id, cents=part) for line_id, part in told.items() if part
        )
        # Without parts the money would go to the oldest lines, which the user has set to nothing.
        kept = bool(told) and not parts
        return TakePatientPayment(
            key=self._key,
            patient_id=patient_id,
            cents=cents,
            purpose="prepayment" if kept else form.purpose,
            method=form.method,
            reference=form.reference,
            detail=form.detail,
            allocations=parts,
        )

    def _post(self, command: TakePatientPayment) -> None:
        self._busy = True
        self._view.show_busy(busy=True)
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: take_patient_payment(ws, command),
            partial(self._on_taken, command),
            self._on_refused,
        )

    def _on_taken(self, command: TakePatientPayment, taken: PaymentTaken) -> None:
        self._busy, self._taken = False, taken
        words = f"{dollars(command.cents)} taken, receipt {taken.receipt.number}."
        if command.purpose == "copay" and taken.unapplied_cents:
            words += " It waits for today's visit."
        elif taken.unapplied_cents:
            words += f" {dollars(taken.unapplied_cents)} stays as credit."
        self._view.show_busy(busy=False)
        self._desk.act(taken)
        self._view.show_taken(words)
        self._load(command.patient_id, fill=False)

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        self._view.show_refusal(error)

    def _load(self, patient_id: int, *, fill: bool) -> None:
        self._desk.jobs.read(
            partial(payment_defaults, self._desk.ws, patient_id),
            partial(self._on_defaults, fill=fill),
            slot=f"payment defaults {id(self)}",
        )

    def _on_defaults(self, defaults: PaymentDefaults, *, fill: bool) -> None:
        if defaults.patient_id != self._patient_id:
            return
        self._defaults = defaults
        view = self._view
        if self._taken is not None:  # what was posted stays in view; the account alone moves on
            view.show_foot(self._foot())
            return
        view.show_due(defaults.copay_cents, defaults.balance_cents)
        if fill:
            self._desk.show_patient_at("payments", "take", defaults.patient_id)
            view.show_patient(defaults.patient_id, defaults.patient)
            form = self._filled(view.form(), defaults)
            self._purpose = form.purpose
            view.show_form(form)
            view.focus_on("method" if form.cents else "amount")
        elif self._by_hand is not None:
            known = {line.line_id for line in defaults.lines}
            self._by_hand = {line: part for line, part in self._by_hand.items() if line in known}
        self._show()

    def _filled(self, typed: PaymentForm, defaults: PaymentDefaults) -> PaymentForm:
        """The form with what is usual for the patient; what the user chose before stays."""
        started = self._started
        if (typed.purpose, typed.cents) == (started.purpose, started.cents):
            purpose = defaults.purpose
            self._started = replace(typed, purpose=purpose, cents=self._usual(purpose))
            return self._started
        if typed.cents is None:
            return replace(typed, cents=self._usual(typed.purpose))
        return typed

    def _usual(self, purpose: str) -> int | None:
        if self._defaults is None:
            return None
        due = {"copay": self._defaults.copay_cents, "account": self._defaults.balance_cents}
        return due.get(purpose) or None

    def _lines(self) -> Sequence[OwedLine]:
        return self._defaults.lines if self._defaults is not None else ()

    def _form(self) -> PaymentForm:
        return replace(self._view.form(), told=self._by_hand or {})

    def _over(self, form: PaymentForm) -> str:
        """Why the parts of the lines don't fit the amount or a line; blank where they do."""
        parts = shares(form, self._lines())
        for line in self._lines():
            if not 0 <= parts.get(line.line_id, 0) <= line.open_cents:
                return f"Only {dollars(line.open_cents)} is open on {line.code}. Put less to it."
        over = sum(parts.values()) - (form.cents or 0)
        if over <= 0:
            return ""
        return f"The lines take {dollars(over)} more than this. Put less to the lines."

    def _show(self) -> None:
        form, lines = self._form(), self._lines()
        parts = shares(form, lines)
        view = self._view
        view.show_lines(lines, parts, by_hand=self._by_hand is not None)
        view.show_where(
            self._where(form, parts), lines=form.purpose == "account" and bool(self._lines())
        )
        view.show_foot(self._foot())
        if not self._busy and self._taken is None:
            view.show_why_not(self._why_not(form))

    def _why_not(self, form: PaymentForm) -> str:
        if self._patient_id is None:
            return "Choose whose payment this is first."
        if not form.cents:
            return "Type the amount that was paid first."
        return self._over(form)

    def _where(self, form: PaymentForm, parts: Mapping[int, int]) -> str:
        if self._defaults is None:
            return "Choose the patient to see what is open."
        match form.purpose:
            case "copay":
                return (
                    "To today's visit. While that is not recorded yet, the copay waits for it and"
                    " is no credit."
                )
            case "prepayment":
                return "Kept as the account's credit until it is used."
        applied = sum(parts.values())
        left = max(0, (form.cents or 0) - applied)
        if not self._lines():
            return f"Nothing is open: {dollars(left)} stays as the account's credit."
        words = f"{dollars(applied)} to {len(parts)} open line{'' if len(parts) == 1 else 's'}"
        words += ", set by hand" if self._by_hand is not None else ", the oldest first"
        return f"{words}; {dollars(left)} stays as credit." if left else f"{words}."

    def _foot(self) -> str:
        known = self._defaults
        if known is None:
            return ""
        owes = "now owes" if self._taken is not None else "owes"
        words = f"{known.payer_name}'s account {owes} {dollars(known.balance_cents)}"
        if known.credit_cents:
            words += f", with {dollars(known.credit_cents)} of unapplied credit"
        return f"{words}."

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        concerned = kinds & {Kind.LEDGER, Kind.COVERAGE} and self._taken is None
        if self._patient_id is not None and concerned and not self._busy:
            self._load(self._patient_id, fill=False)
