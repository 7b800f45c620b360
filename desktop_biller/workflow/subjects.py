"""The records that pictures and walks stand on: the fullest of each kind in a practice."""

from typing import NamedTuple

import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question


class SubjectIds(NamedTuple):
    """Ids, None where the practice holds no such record."""

    patient_id: int | None
    encounter_id: int | None
    claim_id: int | None
    payment_id: int | None
    payer_id: int | None
    guarantor_id: int | None


@question(Permission.READ_BOOKS)
def subjects_of(rd: Reading) -> SubjectIds:
    """The patient with the most open lines and what belongs to that patient."""
    session = rd.session
    patient = session.scalar(
        sa.select(LineBalance.patient_id)
        .where(LineBalance.patient_id.in_(sa.select(Claim.patient_id)))
        .group_by(LineBalance.patient_id)
        .order_by(sa.func.count().desc(), LineBalance.patient_id)
    ) or session.scalar(sa.select(sa.func.min(Patient.id)))
    visit = session.scalar(sa.select(Encounter.id).where(Encounter.patient_id == patient))
    claim = session.scalar(sa.select(Claim.id).where(Claim.patient_id == patient))
    return SubjectIds(
        patient_id=patient,
        encounter_id=visit,
        claim_id=claim,
        payment_id=session.scalar(
            sa.select(Payment.id).order_by(Payment.source, Payment.cents.desc())
        ),
        payer_id=session.scalar(
            sa.select(Claim.payer_id)
            .where(Claim.state == "sent")
            .group_by(Claim.payer_id)
            .order_by(sa.func.count().desc())
        ),
        guarantor_id=session.scalar(sa.select(Patient.guarantor_id).where(Patient.id == patient)),
    )
