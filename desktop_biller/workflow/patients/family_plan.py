"""The plan that a family shares: what one of them has may be offered to the next."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.patients.insurance import InsuredPerson
from desktop_biller.workflow.patients.patient_list import in_force
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """A plan in force of somebody with the same guarantor. Cents.

    Attributes:
        insured: whose plan it is, patient or not.
    """

    payer_id: int
    payer: str
    plan_name: str
    member_id: str
    group_number: str
    effective_from: dt.date
    effective_to: dt.date | None
    copay_cents: int
    accepts_assignment: bool
    insured: InsuredPerson


@question(Permission.SEE_PATIENTS)
def family_plan(rd: Reading, guarantor_id: int) -> FamilyPlan | None:
    """The plan in force that is billed first for those whose bills a guarantor answers for.

    Who is insured personally comes before those insured by somebody else; None where nobody is.
    """
    return _plan(rd, Patient.guarantor_id == guarantor_id)


@question(Permission.SEE_PATIENTS)
def plan_of_relatives(rd: Reading, patient_id: int) -> FamilyPlan | None:
    """The same, for a patient who is registered already: what the others of the family have.

    Raises:
        RefusedError: there is no such patient.
    """
    patient = by_id(rd, Patient, patient_id, "patient")
    return _plan(rd, Patient.guarantor_id == patient.guarantor_id, Patient.id != patient.id)


def _plan(rd: Reading, *whose: sa.ColumnElement[bool]) -> FamilyPlan | None:
    found = rd.session.execute(
        sa.select(Coverage, Payer.name)
        .join(Patient, Patient.id == Coverage.patient_id)
        .join(Payer, Payer.id == Coverage.payer_id)
        .where(*whose, in_force(rd.today))
        .order_by(Coverage.rank, Coverage.relationship != "self", Coverage.id)
        .limit(1)
    ).first()
    if found is None:
        return None
    plan, payer = found
    return FamilyPlan(
        payer_id=plan.payer_id,
        payer=payer,
        plan_name=plan.plan_name,
        member_id=plan.member_id,
        group_number=plan.group_number,
        effective_from=plan.effective_from,
        effective_to=plan.effective_to,
        copay_cents=plan.copay_cents,
        accepts_assignment=plan.accepts_assignment,
        insured=InsuredPerson(
            person_name(plan), plan.birth_date, plan.sex, postal_address(plan), plan.phone
        ),
    )
