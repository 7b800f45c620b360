"""What the form of a visit offers: providers, plans, authorizations, cases, services, titles."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.coverage import Authorization, Coverage, InjuryCase
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer, Provider
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.office.services import all_services_on
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.invoice import provider_words
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.background import units_left
from desktop_biller.workflow.visits.plans import coverages_on

OFFICE = "11"
"""The place of service of a practice: its own office."""

_CASE_WORDS = {"auto": "Auto accident", "work": "Work injury", "other": "Other accident"}


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A provider in service: ``Elena Park, MD``."""

    provider_id: int
    words: str
    initials: str


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan in force on the day; ``rank`` 1 is billed first. Cents."""

    coverage_id: int
    payer_id: int
    payer: str
    plan_name: str
    member_id: str
    rank: int
    copay_cents: int


@dataclass(frozen=True, slots=True)
class AuthorizationChoice:
    """An authorization that is valid on the day; no ``codes`` means any service."""

    authorization_id: int
    coverage_id: int
    number: str
    codes: tuple[str, ...]
    units_left: int
    valid_to: dt.date


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """An accident or injury of the patient, with its insurer's claim number."""

    case_id: int
    words: str
    happened_on: dt.date
    claim_number: str


@dataclass(frozen=True, slots=True)
class VisitChoices:
    """What may be chosen for a visit of one patient on one day.

    Attributes:
        plans: in the order in which they are billed; none bills the patient.
        provider_id: the patient's own provider, else who saw the patient last, else the first
            one; None in a practice without providers.
    """

    providers: tuple[ProviderChoice, ...]
    plans: tuple[PlanChoice, ...]
    authorizations: tuple[AuthorizationChoice, ...]
    cases: tuple[CaseChoice, ...]
    provider_id: int | None
    place_of_service: str


@dataclass(frozen=True, slots=True)
class ServicePrice:
    """A service of the practice with its usual fee on a day, None where none is in force yet."""

    code: str
    words: str
    fee_cents: int | None


@dataclass(frozen=True, slots=True)
class DiagnosisTitle:
    """What the catalogue says of a diagnosis; ``valid`` is None where it has no data."""

    code: str
    title: str
    billable: bool
    valid: bool | None
    reason: str


@question(Permission.SEE_PATIENTS)
def visit_choices(rd: Reading, patient_id: int, day: dt.date) -> VisitChoices:
    """Everything that the form of a visit offers for a patient and a day, with its defaults.

    Raises:
        RefusedError: there is no such patient.
    """
    patient = by_id(rd, Patient, patient_id, "patient")
    providers = rd.session.scalars(
        sa.select(Provider).where(Provider.active).order_by(Provider.last, Provider.first)
    ).all()
    plans = coverages_on(rd, patient_id, day)
    return VisitChoices(
        providers=tuple(ProviderChoice(p.id, provider_words(p), p.initials) for p in providers),
        plans=_plans(rd, plans),
        authorizations=_authorizations(rd, plans, day),
        cases=_cases(rd, patient_id, day),
        provider_id=_usual_provider(rd, patient, [p.id for p in providers]),
        place_of_service=OFFICE,
    )


@question(Permission.SEE_PATIENTS)
def priced_services(rd: Reading, day: dt.date) -> tuple[ServicePrice, ...]:
    """The practice's services in use by code, with their usual fees on a day."""
    return tuple(
        ServicePrice(service.code, service.description, service.fee_cents)
        for service in all_services_on(rd, day)
    )


@question(Permission.SEE_PATIENTS)
def diagnosis_titles(rd: Reading, codes: Sequence[str], day: dt.date) -> tuple[DiagnosisTitle, ...]:
    """What the catalogue says of some diagnoses on a day, in their order."""
    answers = (rd.catalogue.diagnosis(code, day) for code in codes)
    return tuple(DiagnosisTitle(a.code, a.title, a.billable, a.valid, a.reason) for a in answers)


def _plans(rd: Reading, plans: Sequence[Coverage]) -> tuple[PlanChoice, ...]:
    return tuple(
        PlanChoice(
            coverage_id=plan.id,
            payer_id=plan.payer_id,
            payer=rd.session.get_one(Payer, plan.payer_id).name,
            plan_name=plan.plan_name,
            member_id=plan.member_id,
            rank=plan.rank,
            copay_cents=plan.copay_cents,
        )
        for plan in plans
    )


def _authorizations(
    rd: Reading, plans: Sequence[Coverage], day: dt.date
) -> tuple[AuthorizationChoice, ...]:
    rows = rd.session.scalars(
        sa.select(Authorization)
        .where(
            Authorization.coverage_id.in_([plan.id for plan in plans]),
            Authorization.valid_from <= day,
            Authorization.valid_to >= day,
        )
        .order_by(Authorization.valid_to, Authorization.id)
    )
    return tuple(
        AuthorizationChoice(
            authorization_id=row.id,
            coverage_id=row.coverage_id,
            number=row.number,
            codes=tuple(row.codes.split()),
            units_left=units_left(rd, row),
            valid_to=row.valid_to,
        )
        for row in rows
    )


def _cases(rd: Reading, patient_id: int, day: dt.date) -> tuple[CaseChoice, ...]:
    rows = rd.session.scalars(
        sa.select(InjuryCase)
        .where(InjuryCase.patient_id == patient_id, InjuryCase.happened_on <= day)
        .order_by(InjuryCase.happened_on.desc(), InjuryCase.id)
    )
    return tuple(
        CaseChoice(row.id, _CASE_WORDS[row.kind], row.happened_on, row.claim_number) for row in rows
    )


def _usual_provider(rd: Reading, patient: Patient, active: Sequence[int]) -> int | None:
    last_seen = rd.session.scalar(
        sa.select(Encounter.provider_id)
        .where(Encounter.patient_id == patient.id, Encounter.provider_id.in_(active))
        .order_by(Encounter.service_date.desc(), Encounter.id.desc())
        .limit(1)
    )
    if patient.provider_id in active:
        return patient.provider_id
    return last_seen or next(iter(active), None)
