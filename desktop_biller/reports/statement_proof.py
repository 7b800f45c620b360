"""Proof of a statement: what it asked for equals the ledger at the moment it was made (I9).

The moment is the statement's place in the audit trail, not a time of day: a computer's clock may
be set back, and two actions may fall into one tick of it.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.facts.papers import StatementFacts
from desktop_biller.foundation import codec
from desktop_biller.models.access import AuditRow
from desktop_biller.models.document import Document, StatementLine
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Patient


def statement_difference(session: Session, document_id: int) -> int:
    """Cents by which a kept statement differs from the ledger of its moment; 0 if it is right."""
    document = session.get_one(Document, document_id)
    facts = codec.from_json(StatementFacts, document.facts)
    issued = sa.select(AuditRow.seq).where(
        AuditRow.event == "statement.issued", AuditRow.subject == f"statement {document.number}"
    )
    earlier = sa.select(AuditRow.command_key).where(AuditRow.seq < issued.scalar_subquery())
    then = (
        sa.select(sa.func.sum(Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.command_key.in_(earlier))
    )
    lines = sa.select(StatementLine.charge_line_id).where(StatementLine.document_id == document_id)
    patients = sa.select(Patient.id).where(Patient.guarantor_id == document.guarantor_id)
    owed = session.scalar(
        then.where(Posting.account == "patient_receivable", Posting.charge_line_id.in_(lines))
    )
    credit = session.scalar(
        then.where(Posting.account == "patient_credit", Posting.patient_id.in_(patients))
    )
    return facts.amount_due_cents - int(owed or 0) - int(credit or 0)
