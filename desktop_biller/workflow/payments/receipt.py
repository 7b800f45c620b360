"""The receipt of a patient's payment, and the balance it speaks of."""

from collections.abc import Iterator

import sqlalchemy as sa

from desktop_biller.documents.receipt import render_receipt
from desktop_biller.facts.papers import ReceiptFacts, ReceiptLine
from desktop_biller.foundation.dates import us_date
from desktop_biller.models.ledger import LineBalance, Posting
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.ledger.standing import unapplied_by_payment
from desktop_biller.workflow.papers import Paper, issue, letterhead
from desktop_biller.workflow.usecase import Transaction, next_number

METHOD_WORDS = {
    "cash": "Cash",
    "check": "Check",
    "card": "Card",
    "eft": "Bank transfer",
    "other": "Other",
}


def method_words(payment: Payment) -> str:
    """``Check 2211``, ``Card ending 4821``, ``Cash``."""
    word = METHOD_WORDS[payment.method]
    if not payment.reference:
        return word
    return (
        f"{word} ending {payment.reference}"
        if payment.method == "card"
        else (f"{word} {payment.reference}")
    )


def account_balance(tx: Transaction, guarantor_id: int) -> int:
    """What the guarantor's patients owe less their unapplied money, in cents (below 0: credit).

    Of the whole account, for a payment may go to the lines of a relative.
    """
    patients = sa.select(Patient.id).where(Patient.guarantor_id == guarantor_id)
    open_cents = tx.session.scalar(
        sa.select(sa.func.sum(LineBalance.patient_cents)).where(
            LineBalance.patient_id.in_(patients)
        )
    )
    credit = tx.session.scalar(
        sa.select(sa.func.sum(Posting.cents)).where(
            Posting.account == "patient_credit", Posting.patient_id.in_(patients)
        )
    )
    return int(open_cents or 0) + int(credit or 0)


def issue_receipt(
    tx: Transaction, patient: Patient, payment: Payment, *, waiting_cents: int
) -> Paper:
    """Number, draw and keep the receipt of a payment just posted.

    ``waiting_cents`` of it wait for a visit that is not recorded yet: they were due, and are no
    credit.
    """
    guarantor = tx.session.get_one(Guarantor, patient.guarantor_id)
    number = f"R-{tx.today.year}-{next_number(tx, f'receipt {tx.today.year}'):05d}"
    after = account_balance(tx, guarantor.id) + waiting_cents
    facts = ReceiptFacts(
        letterhead=letterhead(tx),
        number=number,
        received_at=tx.now,
        amount_cents=payment.cents,
        method=method_words(payment),
        method_detail=payment.detail,
        payer=person_name(guarantor).natural,
        patient=person_name(patient).natural,
        account=guarantor.account,
        received_by=tx.actor.full_name,
        lines=tuple(_lines(tx, payment, waiting_cents)),
        owed_before_cents=after + payment.cents,
        owed_after_cents=after,
    )
    return issue(
        tx,
        kind="receipt",
        number=number,
        facts=facts,
        pdf=render_receipt(facts),
        file_name=f"receipt-{number}.pdf",
        amount_cents=payment.cents,
        patient_id=patient.id,
        guarantor_id=guarantor.id,
        payment_id=payment.id,
    )


def _lines(tx: Transaction, payment: Payment, waiting_cents: int) -> Iterator[ReceiptLine]:
    what = "Copay" if payment.purpose == "copay" else "Payment"
    rows = tx.session.execute(
        sa.select(ChargeLine.from_date, sa.func.sum(-Posting.cents))
        .join(Posting, Posting.charge_line_id == ChargeLine.id)
        .where(Posting.payment_id == payment.id, Posting.effect == "patient_payment")
        .group_by(ChargeLine.from_date)
        .order_by(ChargeLine.from_date)
    )
    for day, cents in rows:
        if cents:
            yield ReceiptLine(f"{what}, for care on {us_date(day)}", int(cents))
    if waiting_cents:
        yield ReceiptLine(f"Copay, for care on {us_date(payment.received_on)}", waiting_cents)
    left = unapplied_by_payment(tx.session, [payment.id])[payment.id] - waiting_cents
    if left:
        ahead = payment.purpose == "prepayment"
        words = "Paid ahead, kept as your credit" if ahead else "Kept as your credit"
        yield ReceiptLine(words, left)
