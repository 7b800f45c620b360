"""A patient's account from its first day: what moved, what insurers said, what was mailed."""

from collections.abc import Collection, Iterator
from dataclasses import replace

import sqlalchemy as sa

from desktop_biller.foundation.money import format_cents
from desktop_biller.models.claim import Claim
from desktop_biller.models.document import Document, StatementLine
from desktop_biller.models.payment import Payment, Remittance, RemittanceClaim
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine
from desktop_biller.workflow.patients.ledger_row import BelongsTo, LedgerRow, Placed
from desktop_biller.workflow.patients.ledger_words import check_chip
from desktop_biller.workflow.patients.movements import movements
from desktop_biller.workflow.reading import Reading


def ledger_rows(
    rd: Reading, patient_id: int, *, open_lines: Collection[int], open_payments: Collection[int]
) -> tuple[LedgerRow, ...]:
    """All rows, oldest first, with the running balance; the ids tell what is still open."""
    placed = [
        *movements(rd, patient_id, frozenset(open_lines), frozenset(open_payments)),
        *_answers(rd, patient_id),
        *_papers(rd, patient_id),
    ]
    placed.sort(key=lambda row: row[:3])
    balance, rows = 0, []
    for _, _, _, row in placed:
        balance += (row.charge_cents or 0) + (row.paid_or_adjusted_cents or 0)
        rows.append(replace(row, balance_cents=balance))
    return tuple(rows)


def _answers(rd: Reading, patient_id: int) -> Iterator[Placed]:
    """Insurers' answers that moved no money, such as a denial: the account must show them too."""
    rows = rd.session.execute(
        sa.select(Remittance, Payment, Payer.name)
        .join(RemittanceClaim, RemittanceClaim.remittance_id == Remittance.id)
        .join(Claim, Claim.id == RemittanceClaim.claim_id)
        .join(Payment, Payment.id == Remittance.payment_id)
        .join(Payer, Payer.id == Remittance.payer_id)
        .where(Claim.patient_id == patient_id, RemittanceClaim.entry_id.is_(None))
        .order_by(RemittanceClaim.id)
    )
    for remittance, payment, payer in rows:
        row = LedgerRow(
            kind="answer",
            date=remittance.posted_on,
            words=f"{payer} answered, nothing paid",
            belongs_to=check_chip(payment, is_era=remittance.source == "835"),
            payment_id=payment.id,
        )
        yield remittance.posted_on, payment.received_at, 0, row


def _papers(rd: Reading, patient_id: int) -> Iterator[Placed]:
    """Statements that name a line of the patient, and the patient's invoices."""
    named = (
        sa.select(StatementLine.document_id)
        .join(ChargeLine, ChargeLine.id == StatementLine.charge_line_id)
        .where(ChargeLine.patient_id == patient_id)
    )
    rows = rd.session.execute(
        sa.select(
            Document.id,
            Document.kind,
            Document.number,
            Document.dated,
            Document.made_at,
            Document.amount_cents,
        )
        .where(
            sa.or_(
                sa.and_(Document.kind == "invoice", Document.patient_id == patient_id),
                sa.and_(Document.kind == "statement", Document.id.in_(named)),
            )
        )
        .order_by(Document.id)
    )
    for paper in rows:
        due = format_cents(paper.amount_cents or 0)
        if paper.kind == "statement":
            chip = BelongsTo("statement", f"Stmt {paper.number}", paper.id)
            row = LedgerRow("statement", paper.dated, f"Statement sent, {due} due", chip)
        else:
            chip = BelongsTo("invoice", f"Invoice {paper.number}", paper.id)
            row = LedgerRow("invoice", paper.dated, f"Invoice made, {due} due", chip)
        yield paper.dated, paper.made_at, 0, row
