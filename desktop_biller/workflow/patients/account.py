"""A patient's account: each movement with its running balance, what is open and who owes it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import sqlalchemy as sa

from desktop_biller.models.claim import Claim, ClaimEvent, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.ledger import Posting
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine
from desktop_biller.reports.aging import BUCKETS, bucket
from desktop_biller.reports.journal import RECEIVABLE
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.ledger.standing import patient_since
from desktop_biller.workflow.patients.ledger_row import LedgerRow
from desktop_biller.workflow.patients.ledger_rows import ledger_rows
from desktop_biller.workflow.patients.ledger_words import payment_words
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id

OwedBy = Literal["patient", "insurance", "credit"]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What one payer still owes on one line, or (below zero) money that is not applied. Cents.

    Attributes:
        date: of service; of a credit, when the money came in.
        code: of the service; blank for a credit.
        words: the service's own words, or what the credit is.
        payer: name of the insurer who owes it, or whose credit it is; blank for the patient's.
        claim_id: the latest claim that asks this insurer for it, where there is one.
    """

    date: dt.date
    code: str
    words: str
    owed_by: OwedBy
    payer: str
    cents: int
    line_id: int | None = None
    claim_id: int | None = None
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim on whose visit insurers still owe something. Cents."""

    claim_id: int
    number: str
    payer: str
    state: str
    sent_on: dt.date | None
    cents: int


@dataclass(frozen=True, slots=True)
class PatientAccount:
    """One patient's account. Cents; the last balance is the sum of the open items.

    Attributes:
        patient_by_age: the patient's part in the five buckets of ``AGE_BUCKETS``, from the day
            on which it became the patient's.
        owed_since: the oldest of those days, or None where the patient owes nothing.
        last_payment_on: when the patient last paid, not counting what was voided.
    """

    rows: tuple[LedgerRow, ...]
    open_items: tuple[OpenItem, ...]
    patient_cents: int
    insurance_cents: int
    credit_cents: int
    patient_by_age: tuple[int, ...]
    owed_since: dt.date | None
    last_payment_on: dt.date | None
    last_payment_cents: int
    waiting: tuple[WaitingClaim, ...]

    @property
    def balance_cents(self) -> int:
        """Both parts less the credit."""
        return self.patient_cents + self.insurance_cents - self.credit_cents


_CREDITS = ("patient_credit", "payer_credit")
AGE_BUCKETS = BUCKETS
"""Names of the five buckets, in days."""


@question(Permission.READ_BOOKS)
def patient_account(rd: Reading, patient_id: int) -> PatientAccount:
    """The whole account of a patient, oldest entry first.

    Raises:
        RefusedError: there is no such patient.
    """
    by_id(rd, Patient, patient_id, "patient")
    items = _open_items(rd, patient_id)
    owed = [item for item in items if item.owed_by == "patient"]
    since = patient_since(rd.session, [item.line_id for item in owed if item.line_id])
    ages = [0] * len(BUCKETS)
    starts = []
    for item in owed:
        start = since.get(item.line_id or 0, item.date)
        ages[bucket((rd.today - start).days)] += item.cents
        starts.append(start)
    last = _last_payment(rd, patient_id)
    return PatientAccount(
        rows=ledger_rows(
            rd,
            patient_id,
            open_lines={item.line_id for item in items if item.line_id},
            open_payments={item.payment_id for item in items if item.payment_id},
        ),
        open_items=tuple(items),
        patient_cents=sum(item.cents for item in owed),
        insurance_cents=sum(item.cents for item in items if item.owed_by == "insurance"),
        credit_cents=-sum(item.cents for item in items if item.owed_by == "credit"),
        patient_by_age=tuple(ages),
        owed_since=min(starts, default=None),
        last_payment_on=last[0] if last else None,
        last_payment_cents=last[1] if last else 0,
        waiting=_waiting(rd, items),
    )


class _Sum(NamedTuple):
    account: str
    line_id: int | None
    coverage_id: int | None
    payment_id: int | None
    cents: int


def _open_items(rd: Reading, patient_id: int) -> list[OpenItem]:
    """By date of service; credits last. Their sum is the sum of the postings, to the cent."""
    payment = sa.case((Posting.account.in_(_CREDITS), Posting.payment_id))
    line_id = sa.case((Posting.account.not_in(_CREDITS), Posting.charge_line_id))
    parts = (Posting.account, line_id, Posting.coverage_id, payment)
    sums = [
        _Sum(*row)
        for row in rd.session.execute(
            sa.select(*parts, sa.func.sum(Posting.cents))
            .where(Posting.patient_id == patient_id, Posting.account.in_(RECEIVABLE))
            .group_by(*parts)
            .having(sa.func.sum(Posting.cents) != 0)
        )
    ]
    lines = _lines(rd, [row.line_id for row in sums if row.line_id])
    payers = _payer_of_coverage(rd, patient_id)
    payments = _payments(rd, [row.payment_id for row in sums if row.payment_id])
    claims = _claims(rd, lines)
    found = []
    for row in sums:
        if row.line_id is not None:
            line = lines[row.line_id]
            found.append(
                OpenItem(
                    date=line.from_date,
                    code=line.code,
                    words=line.description,
                    owed_by="patient" if row.coverage_id is None else "insurance",
                    payer=payers.get(row.coverage_id or 0, ""),
                    cents=row.cents,
                    line_id=line.id,
                    claim_id=claims.get((line.id, row.coverage_id)),
                )
            )
        elif row.payment_id is not None:
            money, payer = payments[row.payment_id]
            found.append(
                OpenItem(
                    date=money.received_on,
                    code="",
                    words=payment_words(money, payer),
                    owed_by="credit",
                    payer=payer,
                    cents=row.cents,
                    payment_id=row.payment_id,
                )
            )
        else:  # a credit that was carried over from another program names no payment
            words = "Credit brought over"
            found.append(OpenItem(rd.today, "", words, "credit", "", row.cents))
    order = ("patient", "insurance", "credit")
    found.sort(
        key=lambda item: (
            item.owed_by == "credit",
            item.date,
            item.line_id or item.payment_id or 0,
            order.index(item.owed_by),
        )
    )
    return found


def _claims(rd: Reading, line_ids: Collection[int]) -> dict[tuple[int, int | None], int]:
    """The latest claim by line and coverage."""
    rows = rd.session.execute(
        sa.select(ClaimLine.charge_line_id, Claim.coverage_id, Claim.id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(ClaimLine.charge_line_id.in_(line_ids))
        .order_by(Claim.id)
    )
    return {(line_id, coverage_id): claim_id for line_id, coverage_id, claim_id in rows}


def _waiting(rd: Reading, items: Sequence[OpenItem]) -> tuple[WaitingClaim, ...]:
    """The claims of the insurers' open items, oldest first."""
    open_cents: dict[int, int] = {}
    for item in items:
        if item.claim_id is not None:
            open_cents[item.claim_id] = open_cents.get(item.claim_id, 0) + item.cents
    sent = (
        sa.select(sa.func.max(ClaimEvent.on_date))
        .where(ClaimEvent.claim_id == Claim.id, ClaimEvent.state == "sent")
        .scalar_subquery()
    )
    rows = rd.session.execute(
        sa.select(Claim, Payer.name, sent)
        .join(Payer, Payer.id == Claim.payer_id)
        .where(Claim.id.in_(open_cents))
        .order_by(Claim.id)
    )
    return tuple(
        WaitingClaim(claim.id, claim.number, payer, claim.state, sent_on, open_cents[claim.id])
        for claim, payer, sent_on in rows
    )


def _last_payment(rd: Reading, patient_id: int) -> tuple[dt.date, int] | None:
    kept = (
        sa.select(sa.func.sum(Posting.cents))
        .where(Posting.payment_id == Payment.id, Posting.account == "receipts")
        .scalar_subquery()
    )
    row = rd.session.execute(
        sa.select(Payment.received_on, Payment.cents)
        .where(Payment.patient_id == patient_id, Payment.source == "patient", kept > 0)
        .order_by(Payment.received_on.desc(), Payment.id.desc())
        .limit(1)
    ).one_or_none()
    return (row.received_on, row.cents) if row else None


def _lines(rd: Reading, ids: Sequence[int]) -> dict[int, ChargeLine]:
    rows = rd.session.scalars(sa.select(ChargeLine).where(ChargeLine.id.in_(ids)))
    return {line.id: line for line in rows}


def _payer_of_coverage(rd: Reading, patient_id: int) -> dict[int, str]:
    rows = rd.session.execute(
        sa.select(Coverage.id, Payer.name)
        .join(Payer, Payer.id == Coverage.payer_id)
        .where(Coverage.patient_id == patient_id)
    )
    return {coverage_id: name for coverage_id, name in rows}  # noqa: C416 -- dict() of rows is no typed dict


def _payments(rd: Reading, ids: Sequence[int]) -> dict[int, tuple[Payment, str]]:
    rows = rd.session.execute(
        sa.select(Payment, Payer.name)
        .outerjoin(Payer, Payer.id == Payment.payer_id)
        .where(Payment.id.in_(ids))
    )
    return {payment.id: (payment, payer or "") for payment, payer in rows}
