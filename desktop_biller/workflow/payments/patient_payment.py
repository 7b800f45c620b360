"""A patient's payment: copay at the desk, payment on account, prepayment; with its receipt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.money import PositiveCents, dollars
from desktop_biller.foundation.text import clean
from desktop_biller.models.ledger import JournalEntry, LineBalance, Posting
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.inputs import printable
from desktop_biller.workflow.ledger.journal import Side, post, reverse
from desktop_biller.workflow.ledger.settle import apply_to_line, release, settle_visit
from desktop_biller.workflow.ledger.standing import unapplied_by_payment
from desktop_biller.workflow.ledger.visit_account import VisitLine, visit_lines
from desktop_biller.workflow.papers import Paper
from desktop_biller.workflow.payments.deposit import deposit
from desktop_biller.workflow.payments.receipt import issue_receipt
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, use_case
from desktop_biller.workflow.workspace import Kind

_SHORTEST_CARD_NUMBER = 13


class AllocationInput(codec.Strict, frozen=True, kw_only=True):
    """So much of a payment to one charge line."""

    line_id: RowId
    cents: PositiveCents


class TakePatientPayment(Command, frozen=True, kw_only=True):
    """Money from a patient or guarantor.

    A copay belongs to its visit, or to the visit of the day where none is named. A payment on
    account goes where ``allocations`` say, else to the oldest open balances; what is left is the
    patient's unapplied credit. A prepayment waits as a credit. No card number is ever kept:
    ``reference`` holds a check number or a card's last four digits.
    """

    patient_id: RowId
    cents: PositiveCents
    purpose: Literal["copay", "account", "prepayment"]
    method: Literal["cash", "check", "card", "eft", "other"]
    reference: Annotated[str, Meta(max_length=20)] = ""
    detail: Annotated[str, Meta(max_length=40)] = ""
    encounter_id: RowId | None = None
    allocations: tuple[AllocationInput, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentTaken:
    """The payment is posted and its receipt kept. Cents."""

    payment_id: int
    applied_cents: int
    unapplied_cents: int
    receipt: Paper
    changed: frozenset[Kind] = frozenset({Kind.LEDGER, Kind.DOCUMENT})


@use_case(Permission.TAKE_PAYMENTS, "payment.taken")
def take_patient_payment(tx: Transaction, command: TakePatientPayment) -> PaymentTaken:
    """Take a patient's payment and issue its receipt."""
    patient = by_id(tx, Patient, command.patient_id, "patient")
    _refuse_card_number(command)
    if command.allocations and (command.purpose != "account" or command.encounter_id):
        raise InputError(
            "Only a payment on account that names no visit can be put to chosen lines.",
            effect="The payment was not posted.",
            remedy="Take it as a payment on account, or leave the lines out.",
            field="allocations",
        )
    if command.encounter_id is not None:
        visit = by_id(tx, Encounter, command.encounter_id, "visit")
        if visit.patient_id != patient.id:
            raise RefusedError(
                "That visit belongs to another patient.",
                effect="The payment was not posted.",
                remedy="Choose one of this patient's visits.",
                field="encounter_id",
            )
    payment = Payment(
        source="patient",
        patient_id=patient.id,
        encounter_id=command.encounter_id,
        purpose=command.purpose,
        method=command.method,
        reference=printable(command.reference, "The reference", "reference"),
        detail=printable(command.detail, "The detail", "detail"),
        cents=command.cents,
        received_on=tx.today,
        received_at=tx.now,
        user_id=tx.actor.user_id,
    )
    tx.session.add(payment)
    tx.session.flush()
    money = deposit(payment.id, payment.method, payment.cents, patient_id=patient.id)
    post(tx, "patient_payment", f"Patient payment {payment.id}", money)
    has_visit = _apply(tx, patient, payment, command)
    left = unapplied_by_payment(tx.session, [payment.id])[payment.id]
    # A copay is due when it is taken, though its visit is not recorded yet.
    waiting = left if payment.purpose == "copay" and not has_visit else 0
    receipt = issue_receipt(tx, patient, payment, waiting_cents=waiting)
    tx.about(f"payment {payment.id}", patient_id=patient.id)
    return PaymentTaken(
        payment_id=payment.id,
        applied_cents=payment.cents - left,
        unapplied_cents=left,
        receipt=receipt,
    )


class VoidPatientPayment(Command, frozen=True, kw_only=True):
    """Take back a payment that was posted by mistake; the original stays in the books."""

    payment_id: RowId
    reason: Annotated[str, Meta(min_length=3, max_length=100)]


@dataclass(frozen=True, slots=True)
class PaymentVoided:
    """The payment is reversed, dated today."""

    payment_id: int
    reversal_entry_id: int
    changed: frozenset[Kind] = frozenset({Kind.LEDGER})


@use_case(Permission.VOID_PAYMENTS, "payment.voided")
def void_patient_payment(tx: Transaction, command: VoidPatientPayment) -> PaymentVoided:
    """Void a patient's payment: off its lines, then the exact reversal of its entry (R67a)."""
    payment = by_id(tx, Payment, command.payment_id, "payment")
    entry_id = tx.session.scalar(
        sa.select(JournalEntry.id)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.payment_id == payment.id, JournalEntry.kind == "patient_payment")
    )
    if payment.source != "patient" or entry_id is None:
        raise RefusedError(
            "Only a patient's payment can be voided here.",
            remedy="An insurer's payment is taken back by the insurer's next answer.",
        )
    visits = release(tx, payment.id)
    reversal = reverse(tx, entry_id, clean(command.reason))
    for encounter_id in visits:
        settle_visit(tx, encounter_id)
    tx.about(f"payment {payment.id}", patient_id=payment.patient_id, reason=clean(command.reason))
    return PaymentVoided(payment_id=payment.id, reversal_entry_id=reversal)


def _refuse_card_number(command: TakePatientPayment) -> None:
    typed = command.reference + " " + command.detail
    # With a card, only the last four digits and an approval code have a reason to be there.
    limit = 10 if command.method == "card" else _SHORTEST_CARD_NUMBER - 1
    runs = [typed] if command.method == "card" else re.split(r"[^0-9 -]", typed)
    if any(sum(c.isdigit() for c in run) > limit for run in runs):
        raise InputError(
            "That looks like a card number.",
            effect="Nothing was saved.",
            remedy="Type only the last four digits; this program never keeps card numbers.",
            field="reference",
        )


def _apply(
    tx: Transaction, patient: Patient, payment: Payment, command: TakePatientPayment
) -> bool:
    """Put the payment where it belongs, its visit first; True where it has a visit."""
    visits = _visits_of(tx, payment)
    for encounter_id in visits:
        settle_visit(tx, encounter_id)
    if command.allocations:
        _apply_as_told(tx, patient, payment, command.allocations)
    elif command.purpose == "account":
        apply_oldest_first(tx, patient.guarantor_id, payment)
    return bool(visits)


def _visits_of(tx: Transaction, payment: Payment) -> Sequence[int]:
    """The visit that the payment names, or for a copay those of its day."""
    if payment.encounter_id is not None:
        return [payment.encounter_id]
    if payment.purpose != "copay":
        return []
    return tx.session.scalars(
        sa.select(Encounter.id)
        .where(
            Encounter.patient_id == payment.patient_id,
            Encounter.service_date == payment.received_on,
        )
        .order_by(Encounter.id)
    ).all()


def _open_lines(tx: Transaction, guarantor_id: int) -> list[tuple[VisitLine, int]]:
    """The guarantor's lines with something open for the patient, oldest first, with cents."""
    rows = tx.session.execute(
        sa.select(ChargeLine.id, LineBalance.patient_cents)
        .join(LineBalance, LineBalance.charge_line_id == ChargeLine.id)
        .join(Patient, Patient.id == ChargeLine.patient_id)
        .where(Patient.guarantor_id == guarantor_id, LineBalance.patient_cents > 0)
        .order_by(ChargeLine.from_date, ChargeLine.id)
    ).all()
    lines = {line.id: line for line in visit_lines(tx, ChargeLine.id.in_([r.id for r in rows]))}
    return [(lines[row.id], int(row.patient_cents)) for row in rows]


def apply_oldest_first(tx: Transaction, guarantor_id: int, payment: Payment) -> int:
    """Put what is left of a payment to the account's oldest balances; returns the cents put."""
    left = unapplied_by_payment(tx.session, [payment.id])[payment.id]
    before, sides = left, []
    for line, open_cents in _open_lines(tx, guarantor_id):
        part = min(left, open_cents)
        if part:
            sides.extend(apply_to_line(line, payment, part))
            left -= part
    if sides:
        post(tx, "application", "Payment put to the oldest balances", sides)
    return before - left


def _apply_as_told(
    tx: Transaction,
    patient: Patient,
    payment: Payment,
    allocations: Sequence[AllocationInput],
) -> None:
    open_lines = {line.id: (line, cents) for line, cents in _open_lines(tx, patient.guarantor_id)}
    sides: list[Side] = []
    for told in allocations:
        line, open_cents = open_lines.get(told.line_id, (None, 0))
        if line is None or told.cents > open_cents:
            raise RefusedError(
                f"Line {told.line_id} has {dollars(open_cents)} open for the patient, not "
                f"{dollars(told.cents)}.",
                effect="The payment was not posted.",
                remedy="Put less to that line; what is left over stays as a credit.",
                field="allocations",
            )
        sides.extend(apply_to_line(line, payment, told.cents))
        open_lines[told.line_id] = (line, open_cents - told.cents)  # a line may be told twice
    if sum(told.cents for told in allocations) > payment.cents:
        raise RefusedError(
            f"The lines take more than the {dollars(payment.cents)} that were paid.",
            effect="The payment was not posted.",
            remedy="Put less to the lines.",
            field="allocations",
        )
    post(tx, "application", "Payment put to chosen lines", sides)
