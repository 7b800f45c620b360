"""Aging: how old what is owed is, on any date, past ones included (R90)."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.ledger import CREDIT, OPEN, JournalEntry, LineBalance, Posting
from desktop_biller.models.visit import ChargeLine

BUCKETS = ("0-30", "31-60", "61-90", "91-120", "over 120")
_ENDS = (30, 60, 90, 120)


@dataclass(frozen=True, slots=True)
class Aging:
    """Open cents by age in days since the date of service, insurance and patients apart.

    Credits are a column of their own and never netted into a bucket.
    """

    as_of: dt.date
    insurance: tuple[int, ...]
    patient: tuple[int, ...]
    credit: int

    @property
    def total(self) -> int:
        """All buckets together, credits left out."""
        return sum(self.insurance) + sum(self.patient)


def bucket(age: int) -> int:
    """Which of the five buckets an age in days falls into: 30 is the first, 31 the second."""
    return sum(age > end for end in _ENDS)


def aging(session: Session, as_of: dt.date) -> Aging:
    """The practice's aging; entries dated after ``as_of`` are ignored."""
    columns: dict[str, list[int]] = {
        "insurance_receivable": [0] * len(BUCKETS),
        "patient_receivable": [0] * len(BUCKETS),
    }
    rows = session.execute(
        sa.select(Posting.account, ChargeLine.from_date, sa.func.sum(Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(ChargeLine, ChargeLine.id == Posting.charge_line_id)
        .where(Posting.account.in_(columns), JournalEntry.posted_on <= as_of)
        .group_by(Posting.account, ChargeLine.from_date)
    )
    for account, day, cents in rows:
        columns[account][bucket((as_of - day).days)] += int(cents)
    credit = session.scalar(
        sa.select(sa.func.sum(-Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account.in_(("patient_credit", "payer_credit")),
            JournalEntry.posted_on <= as_of,
        )
    )
    return Aging(
        as_of=as_of,
        insurance=tuple(columns["insurance_receivable"]),
        patient=tuple(columns["patient_receivable"]),
        credit=int(credit or 0),
    )


def aging_now(session: Session, today: dt.date) -> Aging:
    """The aging of all that is posted, from the kept balances: the same sums, many times faster."""
    insurance, patient = [0] * len(BUCKETS), [0] * len(BUCKETS)
    rows = session.execute(
        sa.select(
            ChargeLine.from_date,
            sa.func.sum(LineBalance.insurance_cents),
            sa.func.sum(LineBalance.patient_cents),
        )
        .join(ChargeLine, ChargeLine.id == LineBalance.charge_line_id)
        .where(OPEN)
        .group_by(ChargeLine.from_date)
    )
    for day, insurer_cents, patient_cents in rows:
        place = bucket((today - day).days)
        insurance[place] += int(insurer_cents)
        patient[place] += int(patient_cents)
    credit = session.scalar(sa.select(sa.func.sum(-Posting.cents)).where(CREDIT))
    return Aging(today, tuple(insurance), tuple(patient), int(credit or 0))
