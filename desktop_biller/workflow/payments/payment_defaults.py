"""What the payment window is filled with: the copay that is due, the balance, the open lines."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.payments.payment_list import VOIDED
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.account import unapplied_credit
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.plans import primary_coverage


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A line with something open for the patient, in cents."""

    line_id: int
    patient: str
    service_date: dt.date
    code: str
    words: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class PaymentDefaults:
    """How a patient's account stands for a payment. Cents.

    Attributes:
        payer_name: who answers for the account, as a receipt names them.
        copay_cents: the plan's copay less what was taken as copay today; 0 without a plan.
        balance_cents: what the account's patients owe, credits not deducted.
        credit_cents: unapplied money of the account.
        lines: what is open, oldest first, as a payment on account fills it.
    """

    patient_id: int
    guarantor_id: int
    patient: str
    payer_name: str
    copay_cents: int
    balance_cents: int
    credit_cents: int
    lines: tuple[OwedLine, ...]

    @property
    def purpose(self) -> Literal["copay", "account", "prepayment"]:
        """What a payment now is most likely for."""
        if self.copay_cents:
            return "copay"
        return "account" if self.balance_cents else "prepayment"

    @property
    def cents(self) -> int:
        """The amount to begin with: the copay, else the balance; 0 for a prepayment."""
        return self.copay_cents or self.balance_cents


@question(Permission.READ_BOOKS)
def payment_defaults(rd: Reading, patient_id: int) -> PaymentDefaults:
    """What a payment of a patient would be for.

    Raises:
        RefusedError: there is no such patient.
    """
    patient = by_id(rd, Patient, patient_id, "patient")
    guarantor = rd.session.get_one(Guarantor, patient.guarantor_id)
    lines = _owed_lines(rd, guarantor.id)
    return PaymentDefaults(
        patient_id=patient.id,
        guarantor_id=guarantor.id,
        patient=person_name(patient).filed,
        payer_name=person_name(guarantor).natural,
        copay_cents=_copay_due(rd, patient.id),
        balance_cents=sum(line.open_cents for line in lines),
        credit_cents=unapplied_credit(rd, guarantor.id),
        lines=lines,
    )


def _copay_due(rd: Reading, patient_id: int) -> int:
    plan = primary_coverage(rd, patient_id, rd.today)
    if plan is None or not plan.copay_cents:
        return 0
    taken = rd.session.scalar(
        sa.select(sa.func.sum(Payment.cents)).where(
            Payment.patient_id == patient_id,
            Payment.purpose == "copay",
            Payment.received_on == rd.today,
            sa.not_(VOIDED),
        )
    )
    return max(0, plan.copay_cents - int(taken or 0))


def _owed_lines(rd: Reading, guarantor_id: int) -> tuple[OwedLine, ...]:
    rows = rd.session.execute(
        sa.select(ChargeLine, Patient, LineBalance.patient_cents)
        .join(LineBalance, LineBalance.charge_line_id == ChargeLine.id)
        .join(Patient, Patient.id == ChargeLine.patient_id)
        .where(Patient.guarantor_id == guarantor_id, LineBalance.patient_cents > 0)
        .order_by(ChargeLine.from_date, ChargeLine.id)
    )
    return tuple(
        OwedLine(
            line_id=line.id,
            patient=person_name(patient).filed,
            service_date=line.from_date,
            code=line.code,
            words=line.description,
            open_cents=cents,
        )
        for line, patient, cents in rows
    )
