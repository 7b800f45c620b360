"""A patient's insurance: plans, authorizations, what payers said of them, and accidents."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.terms import Rank, Relationship, Sex
from desktop_biller.models.access import User
from desktop_biller.models.coverage import Authorization, Coverage, EligibilityCheck, InjuryCase
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.reading import Reading, question


@dataclass(frozen=True, slots=True)
class InsuredPerson:
    """The insured of a plan, where that is not the patient."""

    name: PersonName
    birth_date: dt.date | None
    sex: Sex
    address: Address
    phone: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One plan, ended ones too. Cents. ``version`` goes back with a change.

    Attributes:
        rank: 1 is billed first.
        subscriber: the insured, None where it is the patient.
        is_in_force: on today's date.
        checked_on: when the payer was last asked, and ``was_active`` what it said.
    """

    coverage_id: int
    version: int
    rank: Rank
    payer_id: int
    payer: str
    plan_name: str
    relationship: Relationship
    subscriber: InsuredPerson | None
    member_id: str
    group_number: str
    effective_from: dt.date
    effective_to: dt.date | None
    is_in_force: bool
    copay_cents: int
    accepts_assignment: bool
    benefits_assigned: bool
    checked_on: dt.date | None
    was_active: bool | None


@dataclass(frozen=True, slots=True)
class AuthorizationRow:
    """A payer's prior approval with what is left of it; no ``codes`` means any service."""

    authorization_id: int
    coverage_id: int
    payer: str
    number: str
    codes: tuple[str, ...]
    units: int
    units_used: int
    units_left: int
    valid_from: dt.date
    valid_to: dt.date
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An accident or injury; ``payer`` is the other insurer, blank where none is named."""

    case_id: int
    kind: str
    happened_on: dt.date
    state: str
    payer_id: int | None
    payer: str
    claim_number: str
    adjuster: str
    adjuster_phone: str


@dataclass(frozen=True, slots=True)
class EligibilityRow:
    """What a payer said of a plan on a day. Cents; None where it was not asked."""

    check_id: int
    coverage_id: int
    payer: str
    checked_on: dt.date
    checked_by: str
    active: bool
    spoke_with: str
    reference: str
    copay_cents: int | None
    deductible_left_cents: int | None


@question(Permission.SEE_PATIENTS)
def patient_coverages(rd: Reading, patient_id: int) -> tuple[CoverageRow, ...]:
    """All plans: in force or to come in the order of billing, then the ended, newest first."""
    rows = rd.session.execute(
        sa.select(Coverage, Payer.name)
        .join(Payer, Payer.id == Coverage.payer_id)
        .where(Coverage.patient_id == patient_id)
        .order_by(Coverage.rank, Coverage.effective_from.desc(), Coverage.id)
    ).all()
    checks = {
        check.coverage_id: check
        for check in rd.session.scalars(
            sa.select(EligibilityCheck)
            .where(EligibilityCheck.coverage_id.in_([row.Coverage.id for row in rows]))
            .order_by(EligibilityCheck.id)
        )
    }
    found = [_coverage_row(rd, plan, payer, checks.get(plan.id)) for plan, payer in rows]
    current = [row for row in found if row.effective_to is None or row.effective_to >= rd.today]
    ended = [row for row in found if row not in current]
    ended.sort(key=lambda row: row.effective_to or rd.today, reverse=True)
    return (*current, *ended)


def _coverage_row(
    rd: Reading, plan: Coverage, payer: str, check: EligibilityCheck | None
) -> CoverageRow:
    insured = None
    if plan.relationship != "self":
        insured = InsuredPerson(
            person_name(plan), plan.birth_date, plan.sex, postal_address(plan), plan.phone
        )
    return CoverageRow(
        coverage_id=plan.id,
        version=plan.version,
        rank=plan.rank,
        payer_id=plan.payer_id,
        payer=payer,
        plan_name=plan.plan_name,
        relationship=plan.relationship,
        subscriber=insured,
        member_id=plan.member_id,
        group_number=plan.group_number,
        effective_from=plan.effective_from,
        effective_to=plan.effective_to,
        is_in_force=plan.effective_from <= rd.today
        and (plan.effective_to is None or plan.effective_to >= rd.today),
        copay_cents=plan.copay_cents,
        accepts_assignment=plan.accepts_assignment,
        benefits_assigned=plan.benefits_assigned,
        checked_on=check.checked_on if check else None,
        was_active=check.active if check else None,
    )


@question(Permission.SEE_PATIENTS)
def patient_authorizations(rd: Reading, patient_id: int) -> tuple[AuthorizationRow, ...]:
    """All authorizations of the patient's plans, the last to end first."""
    rows = rd.session.execute(
        sa.select(Authorization, Payer.name)
        .join(Coverage, Coverage.id == Authorization.coverage_id)
        .join(Payer, Payer.id == Coverage.payer_id)
        .where(Coverage.patient_id == patient_id)
        .order_by(Authorization.valid_to.desc(), Authorization.id.desc())
    ).all()
    used = _units(rd, [row.Authorization.id for row in rows])
    return tuple(_authorization_row(rd, approval, payer, used) for approval, payer in rows)


def _units(rd: Reading, ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """Units of the visits under each authorization, by authorization and code."""
    rows = rd.session.execute(
        sa.select(Encounter.authorization_id, ChargeLine.code, sa.func.sum(ChargeLine.units))
        .join(ChargeLine, ChargeLine.encounter_id == Encounter.id)
        .where(Encounter.authorization_id.in_(ids))
        .group_by(Encounter.authorization_id, ChargeLine.code)
    )
    return {(approval or 0, code): int(units) for approval, code, units in rows}


def _authorization_row(
    rd: Reading, approval: Authorization, payer: str, units: dict[tuple[int, str], int]
) -> AuthorizationRow:
    codes = tuple(approval.codes.split())
    used = approval.units_used_before + sum(
        count
        for (owner, code), count in units.items()
        if owner == approval.id and (not codes or code in codes)
    )
    return AuthorizationRow(
        authorization_id=approval.id,
        coverage_id=approval.coverage_id,
        payer=payer,
        number=approval.number,
        codes=codes,
        units=approval.units,
        units_used=used,
        units_left=approval.units - used,
        valid_from=approval.valid_from,
        valid_to=approval.valid_to,
        is_in_force=approval.valid_from <= rd.today <= approval.valid_to,
    )


@question(Permission.SEE_PATIENTS)
def patient_cases(rd: Reading, patient_id: int) -> tuple[CaseRow, ...]:
    """The patient's accidents and injuries, the latest first."""
    rows = rd.session.execute(
        sa.select(InjuryCase, Payer.name)
        .outerjoin(Payer, Payer.id == InjuryCase.payer_id)
        .where(InjuryCase.patient_id == patient_id)
        .order_by(InjuryCase.happened_on.desc(), InjuryCase.id.desc())
    )
    return tuple(
        CaseRow(
            case_id=case.id,
            kind=case.kind,
            happened_on=case.happened_on,
            state=case.state,
            payer_id=case.payer_id,
            payer=payer or "",
            claim_number=case.claim_number,
            adjuster=case.adjuster,
            adjuster_phone=case.adjuster_phone,
        )
        for case, payer in rows
    )


@question(Permission.SEE_PATIENTS)
def eligibility_checks(rd: Reading, patient_id: int) -> tuple[EligibilityRow, ...]:
    """What payers said of the patient's plans, the latest first."""
    rows = rd.session.execute(
        sa.select(EligibilityCheck, Payer.name, User.full_name)
        .join(Coverage, Coverage.id == EligibilityCheck.coverage_id)
        .join(Payer, Payer.id == Coverage.payer_id)
        .join(User, User.id == EligibilityCheck.user_id)
        .where(Coverage.patient_id == patient_id)
        .order_by(EligibilityCheck.checked_on.desc(), EligibilityCheck.id.desc())
    )
    return tuple(
        EligibilityRow(
            check_id=check.id,
            coverage_id=check.coverage_id,
            payer=payer,
            checked_on=check.checked_on,
            checked_by=who,
            active=check.active,
            spoke_with=check.spoke_with,
            reference=check.reference,
            copay_cents=check.copay_cents,
            deductible_left_cents=check.deductible_left_cents,
        )
        for check, payer, who in rows
    )
