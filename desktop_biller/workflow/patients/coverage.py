"""A patient's insurance plans."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.terms import Rank, Relationship, Sex
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, exists, use_case
from desktop_biller.workflow.workspace import Kind

_OPEN_END = dt.date(9999, 12, 31)
_SHARED = (
    *("last", "first", "middle", "suffix"),
    *("line1", "line2", "city", "state", "zip_code"),
    *("phone", "birth_date", "sex"),
)
"""What subscriber and patient have in common where they are one person."""


class Subscriber(codec.Strict, frozen=True, kw_only=True):
    """The insured person, where that is not the patient."""

    name: inputs.NameInput
    birth_date: dt.date
    sex: Sex
    address: inputs.AddressInput
    phone: str = ""


class RecordCoverage(Command, frozen=True, kw_only=True):
    """A plan of a patient for a span of dates; ``rank`` 1 is billed first."""

    patient_id: RowId
    payer_id: RowId
    rank: Rank = 1
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
class CoverageRecorded:
    """The coverage is kept."""

    coverage_id: int
    changed: frozenset[Kind] = frozenset({Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "coverage.recorded")
def record_coverage(tx: Transaction, command: RecordCoverage) -> CoverageRecorded:
    """Record a plan; two plans of one rank may not overlap in time."""
    patient = by_id(tx, Patient, command.patient_id, "patient")
    payer = by_id(tx, Payer, command.payer_id, "payer")
    refuse_missing_subscriber(command.relationship, command.subscriber)
    refuse_backward_span(command.effective_from, command.effective_to)
    refuse_overlap(tx, patient.id, command.rank, command.effective_from, command.effective_to)
    coverage = Coverage(
        **subscriber_columns(patient, command.subscriber),
        patient_id=patient.id,
        payer_id=payer.id,
        rank=command.rank,
        relationship=command.relationship,
        member_id=clean(command.member_id),
        group_number=clean(command.group_number),
        plan_name=clean(command.plan_name) or payer.name,
        effective_from=command.effective_from,
        effective_to=command.effective_to,
        copay_cents=command.copay_cents,
        accepts_assignment=command.accepts_assignment,
        benefits_assigned=command.benefits_assigned,
    )
    tx.session.add(coverage)
    tx.session.flush()
    tx.about(f"coverage {coverage.id}", patient_id=patient.id)
    return CoverageRecorded(coverage_id=coverage.id)


def refuse_missing_subscriber(relationship: Relationship, subscriber: Subscriber | None) -> None:
    """Let a plan pass whose insured person is known.

    Raises:
        InputError: the patient is not the insured, and nobody else is named.
    """
    if relationship != "self" and subscriber is None:
        raise InputError(
            "The insured person is missing.",
            effect="The coverage was not saved.",
            remedy="Give name, birth date, sex and address of the insured, or choose “self”.",
            field="subscriber",
        )


def refuse_backward_span(start: dt.date, end: dt.date | None) -> None:
    """Let a span of dates pass that ends after it begins, or not at all.

    Raises:
        InputError: it ends before it begins.
    """
    if end is not None and end < start:
        raise InputError(
            f"The coverage ends on {us_date(end)}, before it begins.",
            effect="The coverage was not saved.",
            remedy="Check the two dates.",
            field="effective_to",
        )


def subscriber_columns(patient: Patient, insured: Subscriber | None) -> dict[str, object]:
    """The insured person's columns of a coverage; without one the patient's own."""
    if insured is None:
        return {name: getattr(patient, name) for name in _SHARED}
    return {
        **insured.name.columns(),
        **insured.address.columns(),
        "phone": inputs.optional_phone(insured.phone),
        "birth_date": insured.birth_date,
        "sex": insured.sex,
    }


def refuse_overlap(
    tx: Transaction,
    patient_id: int,
    rank: int,
    start: dt.date,
    end: dt.date | None,
    *,
    besides: int | None = None,
) -> None:
    """Let a span of dates pass in which no plan but ``besides`` has that rank.

    Raises:
        RefusedError: another plan is billed in that place within those dates.
    """
    overlapping = sa.select(Coverage.id).where(
        Coverage.patient_id == patient_id,
        Coverage.rank == rank,
        Coverage.id != (besides or 0),
        Coverage.effective_from <= (end or _OPEN_END),
        sa.or_(Coverage.effective_to.is_(None), Coverage.effective_to >= start),
    )
    if exists(tx, overlapping):
        order = ("primary", "secondary", "tertiary")[rank - 1]
        raise RefusedError(
            f"The patient already has a {order} plan in those dates.",
            effect="The coverage was not saved.",
            remedy="End the other plan first, or choose another order.",
            field="rank",
        )
