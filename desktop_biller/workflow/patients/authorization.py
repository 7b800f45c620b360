"""A payer's prior approval, and what the payer said of a coverage."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.identifiers import is_service_code
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Authorization, Coverage, EligibilityCheck
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, exists, use_case
from desktop_biller.workflow.workspace import Kind


class RecordAuthorization(Command, frozen=True, kw_only=True):
    """A payer's prior approval. No ``codes`` means that it covers any service."""

    coverage_id: RowId
    number: Annotated[str, Meta(min_length=1, max_length=29)]
    codes: tuple[inputs.ServiceCode, ...] = ()
    units: Annotated[int, Meta(ge=1, le=9999)]
    units_used_before: Annotated[int, Meta(ge=0, le=9999)] = 0
    valid_from: dt.date
    valid_to: dt.date


@dataclass(frozen=True, slots=True)
class AuthorizationRecorded:
    """The authorization is kept."""

    authorization_id: int
    changed: frozenset[Kind] = frozenset({Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "authorization.recorded")
def record_authorization(tx: Transaction, command: RecordAuthorization) -> AuthorizationRecorded:
    """Record an authorization."""
    coverage = by_id(tx, Coverage, command.coverage_id, "coverage")
    if command.valid_to < command.valid_from:
        raise InputError(
            f"The authorization ends on {us_date(command.valid_to)}, before it begins.",
            effect="The authorization was not saved.",
            remedy="Check the two dates.",
            field="valid_to",
        )
    codes = [code.strip().upper() for code in command.codes]
    for code in codes:
        if not is_service_code(code):
            raise InputError(
                f"“{code}” is not a service code.",
                effect="The authorization was not saved.",
                remedy="Type codes of five characters with blanks between, or leave this blank.",
                field="codes",
            )
    number = clean(command.number)
    same = sa.select(Authorization.id).where(
        Authorization.coverage_id == coverage.id, Authorization.number == number
    )
    if exists(tx, same):
        raise RefusedError(
            f"Authorization {number} is already there.",
            effect="Nothing was saved.",
            remedy="Open it in the patient's insurance.",
        )
    authorization = Authorization(
        coverage_id=coverage.id,
        number=number,
        codes=" ".join(codes),
        units=command.units,
        units_used_before=command.units_used_before,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )
    tx.session.add(authorization)
    tx.session.flush()
    tx.about(f"authorization {authorization.id}", patient_id=coverage.patient_id)
    return AuthorizationRecorded(authorization_id=authorization.id)


class RecordEligibility(Command, frozen=True, kw_only=True):
    """What the payer said of a coverage today."""

    coverage_id: RowId
    active: bool
    spoke_with: Annotated[str, Meta(max_length=80)] = ""
    reference: Annotated[str, Meta(max_length=40)] = ""
    copay_cents: NonNegativeCents | None = None
    deductible_left_cents: NonNegativeCents | None = None


@dataclass(frozen=True, slots=True)
class EligibilityRecorded:
    """The check is kept."""

    check_id: int
    changed: frozenset[Kind] = frozenset({Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "eligibility.recorded")
def record_eligibility(tx: Transaction, command: RecordEligibility) -> EligibilityRecorded:
    """Record an eligibility check; a copay the payer named becomes the coverage's."""
    coverage = by_id(tx, Coverage, command.coverage_id, "coverage")
    check = EligibilityCheck(
        coverage_id=coverage.id,
        user_id=tx.actor.user_id,
        checked_on=tx.today,
        active=command.active,
        spoke_with=clean(command.spoke_with),
        reference=clean(command.reference),
        copay_cents=command.copay_cents,
        deductible_left_cents=command.deductible_left_cents,
    )
    tx.session.add(check)
    if command.copay_cents is not None:
        coverage.copay_cents = command.copay_cents
    tx.session.flush()
    tx.about(f"coverage {coverage.id}", patient_id=coverage.patient_id)
    return EligibilityRecorded(check_id=check.id)
