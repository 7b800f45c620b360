"""Decides what is shown of a payment and carries its acts out: receipt, void, credit, notes."""

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kit.shown import money
from desktop_biller.workflow.followup.notes import WriteNote, write_note
from desktop_biller.workflow.payments.credit import ApplyCredit, apply_credit
from desktop_biller.workflow.payments.patient_payment import (
    VoidPatientPayment,
    void_patient_payment,
)
from desktop_biller.workflow.payments.payment_details import (
    AppliedLine,
    PaymentDetails,
    payment_details,
)
from desktop_biller.workflow.usecase import C, R, UseCase
from desktop_biller.workflow.workspace import Kind

_SHOWN = {Kind.LEDGER, Kind.NOTE, Kind.PATIENT, Kind.DOCUMENT}


class PaymentScreen(Protocol):
    """What the presenter asks of its view."""

    def show_title(self, words: str) -> None: ...
    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None: ...
    def show_notes(self, words: str) -> None: ...
    def show_lines(self, lines: Sequence[AppliedLine], total: str, nowhere: str) -> None: ...
    def show_acts(
        self, *, void: str, credit: str | None, receipt: str, has_account: bool
    ) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def ask_void(self, who: str, cents: int) -> None: ...
    def ask_note(self) -> None: ...
    def line(self, line_id: int) -> AppliedLine | None: ...


class PaymentPresenter:
    """Presents one payment."""

    def __init__(self, desk: Desk, view: PaymentScreen) -> None:
        self._desk, self._view = desk, view
        self._payment_id: int | None = None
        self._details: PaymentDetails | None = None
        self._busy = False
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self, payment_id: int) -> None:
        """Show a payment."""
        if payment_id != self._payment_id:
            self._view.clear_error()
        self._payment_id = payment_id
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def reload(self) -> None:
        """Read the payment again."""
        if self._payment_id is not None:
            self._desk.jobs.read(
                partial(payment_details, self._desk.ws, self._payment_id),
                self._show,
                self._view.show_error,
                slot=f"payment {id(self)}",
            )

    def open_receipt(self) -> None:
        """Show the receipt again."""
        details = self._details
        if details is not None and details.receipt_id is not None:
            title = f"Receipt {details.receipt_number}"
            self._desk.preview(PreviewRequest(title=title, document_ids=(details.receipt_id,)))

    def open_account(self) -> None:
        """Go to the patient's account."""
        if self._details is not None and self._details.patient_id is not None:
            self._desk.go(Place("patients", "record", self._details.patient_id, shown="account"))

    def open_line(self, line_id: int) -> None:
        """Go to the visit of a line."""
        line = self._view.line(line_id)
        if line is not None:
            self._desk.go(Place("visits", "visit", line.encounter_id))

    def ask_void(self) -> None:
        """Ask why the payment shall be voided."""
        if self._details is not None:
            self._view.ask_void(self._details.who, self._details.cents)

    def void(self, reason: str) -> None:
        """Void the payment."""
        if self._payment_id is not None:
            told = VoidPatientPayment(
                key=secrets.token_hex(16), payment_id=self._payment_id, reason=reason
            )
            self._act(void_patient_payment, told, "Payment voided")

    def ask_note(self) -> None:
        """Ask for a note."""
        self._view.ask_note()

    def note(self, text: str) -> None:
        """Keep a note on the payment."""
        if self._payment_id is not None:
            told = WriteNote(
                key=secrets.token_hex(16),
                subject="payment",
                subject_id=self._payment_id,
                text=text,
            )
            self._act(write_note, told, "Note saved")

    def use_credit(self) -> None:
        """Put the account's credits to its oldest open balances."""
        if self._details is not None and self._details.guarantor_id is not None:
            told = ApplyCredit(key=secrets.token_hex(16), guarantor_id=self._details.guarantor_id)
            self._act(apply_credit, told, "Credit applied")

    def _act(self, case: UseCase[C, R], command: C, words: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.clear_error()
        self._show_acts()
        self._desk.jobs.write(
            lambda _job: case(self._desk.ws, command),
            partial(self._on_done, words),
            self._on_refused,
        )

    def _on_done(self, words: str, result: object) -> None:
        self._busy = False
        self._desk.tell(words)
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_error(error)
        self._show_acts()

    def _show(self, details: PaymentDetails) -> None:
        if details.payment_id != self._payment_id:
            return
        self._details = details
        self._desk.show_patient_at("payments", "payment", details.patient_id)
        view = self._view
        kind = "Insurance check" if details.source == "insurer" else "Payment"
        view.show_title(f"{kind} of {dollars(details.cents)}")
        view.show_facts(_facts(details))
        view.show_notes(
            "\n".join(
                f"{us_date(note.written_at.date())}, {note.by}: {note.text}"
                for note in details.notes
            )
        )
        view.show_lines(
            details.lines, money(sum(line.cents for line in details.lines)), _nowhere(details)
        )
        self._show_acts()

    def _show_acts(self) -> None:
        details = self._details
        if details is None:
            return
        is_patient = details.source == "patient"
        wait = "Something is being posted." if self._busy else ""
        void = wait
        if not is_patient:
            void = "An insurer's payment is taken back by the insurer's next answer."
        elif details.voided_on is not None:
            void = f"It was voided on {us_date(details.voided_on)}."
        self._view.show_acts(
            void=void,
            credit=wait if is_patient and details.unapplied_cents > 0 else None,
            receipt="" if details.receipt_id else "An insurer's check has no receipt.",
            has_account=is_patient,
        )

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()


def _facts(details: PaymentDetails) -> Sequence[tuple[str, str]]:
    received = details.received_at
    when = f"{us_date(received.date())}, {us_time(received)}, by {details.received_by}"
    facts = [
        ("From", details.who),
        ("For", details.purpose),
        ("Paid by", details.method),
        ("Detail", details.detail),
        ("Check date", us_date(details.dated) if details.dated else ""),
        ("Received", when),
        ("Receipt", details.receipt_number),
        ("Unapplied", dollars(details.unapplied_cents) if details.unapplied_cents else ""),
    ]
    if details.voided_on is not None:
        facts.append(("Voided", f"{us_date(details.voided_on)}: {details.void_reason}"))
    return [(name, words) for name, words in facts if words]


def _nowhere(details: PaymentDetails) -> str:
    if details.voided_on is not None:
        return "The payment was voided: its money stands on no line."
    return "Nothing of it stands on a line yet."
