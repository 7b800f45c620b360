"""What a visit is checked against: the patient, the plan, the fees and the codes of its date."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.codesets.catalogue import CodeAnswer
from desktop_biller.models.coverage import Authorization, Coverage, InjuryCase
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Provider
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.workflow.office.services import PricedService, services_on
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.plans import primary_coverage
from desktop_biller.workflow.visits.visit_input import RecordVisit


@dataclass(frozen=True, slots=True)
class VisitBackground:
    """The rows a visit names, None where there is none, and what the code sets say.

    Attributes:
        coverage: the plan that is billed first; None bills the patient.
        answers: by diagnosis as typed, blank ones left out.
        services: the practice's services of the lines by code, with their fees on the date.
        units_left: of the authorization, before this visit.
    """

    today: dt.date
    patient: Patient
    provider: Provider | None
    coverage: Coverage | None
    answers: Mapping[str, CodeAnswer]
    services: Mapping[str, PricedService]
    case: InjuryCase | None
    authorization: Authorization | None
    units_left: int


def background_of(rd: Readable, visit: RecordVisit) -> VisitBackground:
    """Read what a visit, or the draft of one, is checked against.

    Raises:
        RefusedError: there is no such patient.
    """
    session, day = rd.session, visit.service_date
    patient = by_id(rd, Patient, visit.patient_id, "patient")
    approval = session.get(Authorization, visit.authorization_id or 0)
    return VisitBackground(
        today=rd.today,
        patient=patient,
        provider=session.get(Provider, visit.provider_id),
        coverage=None if visit.self_pay else primary_coverage(rd, patient.id, day),
        answers={
            code: rd.catalogue.diagnosis(code, day) for code in visit.diagnoses if code.strip()
        },
        services=services_on(rd, [line.code for line in visit.lines], day),
        case=session.get(InjuryCase, visit.case_id or 0),
        authorization=approval,
        units_left=units_left(rd, approval) if approval else 0,
    )


def units_left(rd: Readable, approval: Authorization) -> int:
    """What is left of an authorization: approved, less what was used before and by visits here."""
    codes = approval.codes.split()
    used = rd.session.scalar(
        sa.select(sa.func.sum(ChargeLine.units))
        .join(Encounter, Encounter.id == ChargeLine.encounter_id)
        .where(
            Encounter.authorization_id == approval.id,
            ChargeLine.code.in_(codes) if codes else sa.true(),
        )
    )
    return approval.units - approval.units_used_before - int(used or 0)
