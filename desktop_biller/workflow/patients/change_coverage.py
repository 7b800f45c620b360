"""Changing and ending a plan. Claims that were made keep what they were made with."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.terms import Relationship
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.patients.coverage import (
    Subscriber,
    refuse_backward_span,
    refuse_missing_subscriber,
    refuse_overlap,
    subscriber_columns,
)
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    refuse_stale,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class ChangeCoverage(Command, frozen=True, kw_only=True):
    """A plan as it shall be; an end date ends it. Another payer is another plan.

    ``version`` is the one the plan was read with. ``subscriber`` left out keeps the insured person
    who is there, unless the relationship becomes ``self``.
    """

    coverage_id: RowId
    version: Annotated[int, Meta(ge=1)]
    relationship: Relationship = "self"
    member_id: Annotated[str, Meta(min_length=1, max_length=29)]
    group_number: Annotated[str, Meta(max_length=29)] = ""
    plan_name: Annotated[str, Meta(max_length=60)] = ""
    subscriber: Subscriber | None = None
    effective_from: dt.date
    effective_to: dt.date | None = None
    copay_cents: NonNegativeCents = 0
    accepts_assignment: bool = True
    benefits_assigned: bool = True


@dataclass(frozen=True, slots=True)
class CoverageChanged:
    """The plan is kept; ``version`` is the new one."""

    coverage_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "coverage.changed")
def change_coverage(tx: Transaction, command: ChangeCoverage) -> CoverageChanged:
    """Change or end a plan; claims already made keep what they were made with."""
    coverage = by_id(tx, Coverage, command.coverage_id, "coverage")
    refuse_stale(coverage.version, command.version)
    member_id = clean(command.member_id)
    if not member_id:
        raise InputError(
            "The member ID is missing.",
            effect="The change was not saved.",
            remedy="Copy it from the insurance card.",
            field="member_id",
        )
    refuse_backward_span(command.effective_from, command.effective_to)
    refuse_overlap(
        tx,
        coverage.patient_id,
        coverage.rank,
        command.effective_from,
        command.effective_to,
        besides=coverage.id,
    )
    payer = tx.session.get_one(Payer, coverage.payer_id)
    for column, value in _insured(tx, coverage, command).items():
        setattr(coverage, column, value)
    coverage.relationship = command.relationship
    coverage.member_id = member_id
    coverage.group_number = clean(command.group_number)
    coverage.plan_name = clean(command.plan_name) or payer.name
    coverage.effective_from = command.effective_from
    coverage.effective_to = command.effective_to
    coverage.copay_cents = command.copay_cents
    coverage.accepts_assignment = command.accepts_assignment
    coverage.benefits_assigned = command.benefits_assigned
    tx.session.flush()
    tx.about(f"coverage {coverage.id}", patient_id=coverage.patient_id)
    return CoverageChanged(coverage_id=coverage.id, version=coverage.version)


def _insured(tx: Transaction, coverage: Coverage, command: ChangeCoverage) -> dict[str, object]:
    """Columns of the insured person that change: none where another person stays."""
    patient = tx.session.get_one(Patient, coverage.patient_id)
    if command.relationship == "self":
        return subscriber_columns(patient, None)
    if command.subscriber is None and coverage.relationship != "self":
        return {}
    refuse_missing_subscriber(command.relationship, command.subscriber)
    return subscriber_columns(patient, command.subscriber)
