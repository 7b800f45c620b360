"""Using a credit: unapplied money of an account is put to what the account owes."""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.payments.patient_payment import apply_oldest_first
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, use_case
from desktop_biller.workflow.workspace import Kind


class ApplyCredit(Command, frozen=True, kw_only=True):
    """All unapplied money of a guarantor's account; it is asked for, never automatic."""

    guarantor_id: RowId


@dataclass(frozen=True, slots=True)
class CreditApplied:
    """The money stands on lines now. Cents."""

    applied_cents: int
    changed: frozenset[Kind] = frozenset({Kind.LEDGER})


@use_case(Permission.TAKE_PAYMENTS, "credit.applied")
def apply_credit(tx: Transaction, command: ApplyCredit) -> CreditApplied:
    """Put an account's credits to its oldest open balances, the oldest payment first (R74)."""
    guarantor = by_id(tx, Guarantor, command.guarantor_id, "guarantor")
    payments = tx.session.scalars(
        sa.select(Payment)
        .join(Patient, Patient.id == Payment.patient_id)
        .where(Patient.guarantor_id == guarantor.id, sa.not_(_waits_for_visit(tx)))
        .order_by(Payment.id)
    ).all()
    applied = sum(apply_oldest_first(tx, guarantor.id, payment) for payment in payments)
    if not applied:
        raise RefusedError(
            "This account has no credit that an open balance could take.",
            remedy="Look at the account: a copay may wait for its visit, or nothing is owed.",
        )
    tx.about(f"guarantor {guarantor.id}")
    return CreditApplied(applied_cents=applied)


def _waits_for_visit(tx: Transaction) -> sa.ColumnElement[bool]:
    """Today's copays belong to a visit of today, which may not be recorded yet (R66b)."""
    return sa.and_(
        Payment.purpose == "copay",
        Payment.encounter_id.is_(None),
        Payment.received_on == tx.today,
    )
