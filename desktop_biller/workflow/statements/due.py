"""Whether an account is due a statement: enough is owed, and the last one is long enough ago."""

import datetime as dt

import sqlalchemy as sa

from desktop_biller.models.document import Document
from desktop_biller.models.practice import Practice
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.statements.account import account_lines, unapplied_credit

CYCLE_DAYS = 28
"""Days from one statement of an account to the next."""


def last_statement(rd: Readable, guarantor_id: int) -> dt.date | None:
    """The date of the account's latest statement, or None before the first."""
    return rd.session.scalar(
        sa.select(sa.func.max(Document.dated)).where(
            Document.kind == "statement", Document.guarantor_id == guarantor_id
        )
    )


def statement_due(rd: Readable, guarantor_id: int) -> int:
    """Cents that a statement would ask for today; 0 where none is due (R70)."""
    last = last_statement(rd, guarantor_id)
    if last is not None and (rd.today - last).days < CYCLE_DAYS:
        return 0
    lines = account_lines(rd, guarantor_id)
    owed = sum(line.standing.patient_open for line in lines if line.is_billable)
    due = owed - unapplied_credit(rd, guarantor_id)
    minimum = rd.session.get_one(Practice, 1).statement_minimum_cents
    return due if due > 0 and due >= minimum else 0
