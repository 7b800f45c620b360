"""A look at a statement as it would be made now; nothing is issued, and no number is used up."""

from desktop_biller.documents.statement import render_statement
from desktop_biller.models.patient import Guarantor
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.account import account_lines, unapplied_credit
from desktop_biller.workflow.statements.billing import statement_facts
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.workspace import Workspace

_NUMBER = "PREVIEW"
"""In the place where the statement's file keeps its number."""


def statement_preview(ws: Workspace, guarantor_id: int) -> bytes:
    """The PDF of a guarantor's statement; audited as ``statement.viewed``.

    Args:
        ws: the open practice; one that can't be written leaves no trace.
        guarantor_id: whose.

    Raises:
        RefusedError: there is no such guarantor, or nothing is due.
        UserError: a name or an address can't be printed as it is.
    """
    patient_id, pdf = _drawn_statement(ws, guarantor_id)
    if not ws.db.read_only:
        with ws.db.writing() as session:
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event="statement.viewed",
                patient_id=patient_id,
                subject=f"guarantor {guarantor_id}",
            )
    return pdf


@question(Permission.READ_BOOKS)
def _drawn_statement(rd: Reading, guarantor_id: int) -> tuple[int | None, bytes]:
    guarantor = by_id(rd, Guarantor, guarantor_id, "guarantor")
    lines = account_lines(rd, guarantor.id)
    credit = unapplied_credit(rd, guarantor.id)
    facts = statement_facts(rd, guarantor, lines, credit, _NUMBER)
    return min((line.patient_id for line in lines), default=None), render_statement(facts)
