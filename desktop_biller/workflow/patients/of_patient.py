"""Which visits and claims are a patient's, newest first; their rows come from their own lists."""

import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question


@question(Permission.SEE_PATIENTS)
def visits_of_patient(rd: Reading, patient_id: int) -> tuple[int, ...]:
    """Ids of the patient's visits."""
    return tuple(
        rd.session.scalars(
            sa.select(Encounter.id)
            .where(Encounter.patient_id == patient_id)
            .order_by(Encounter.service_date.desc(), Encounter.id.desc())
        )
    )


@question(Permission.READ_BOOKS)
def claims_of_patient(rd: Reading, patient_id: int) -> tuple[int, ...]:
    """Ids of the patient's claims."""
    return tuple(
        rd.session.scalars(
            sa.select(Claim.id).where(Claim.patient_id == patient_id).order_by(Claim.id.desc())
        )
    )
