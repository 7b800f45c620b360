"""Whose account it is: the patient on whose record an account is opened."""

import sqlalchemy as sa

from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Patient
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question


@question(Permission.SEE_PATIENTS)
def patient_of_account(rd: Reading, guarantor_id: int) -> int | None:
    """The patient of a guarantor who owes most, the first where nobody owes; None without one."""
    owed = sa.func.coalesce(sa.func.sum(LineBalance.patient_cents), 0)
    return rd.session.scalar(
        sa.select(Patient.id)
        .outerjoin(LineBalance, LineBalance.patient_id == Patient.id)
        .where(Patient.guarantor_id == guarantor_id)
        .group_by(Patient.id)
        .order_by(owed.desc(), Patient.id)
        .limit(1)
    )
