"""Questions to the journal: receivable on a date, a period's digest, the journal as rows."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation import codec
from desktop_biller.models.claim import Claim
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Guarantor, Patient

RECEIVABLE = ("insurance_receivable", "patient_receivable", "patient_credit", "payer_credit")
"""Together they are the A/R control: both parts less credits and unapplied money (R81)."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One posting as ``ledger.csv`` shows it; no name, only account and claim numbers."""

    entry: int
    date: dt.date
    account: str
    patient: str
    claim: str
    cents: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What one period did to the receivable, in cents, each net of its reversals (R81)."""

    charges: int
    payments: int
    adjustments: int
    refunds: int

    @property
    def change(self) -> int:
        """Charges less payments less adjustments plus refunds."""
        return self.charges - self.payments - self.adjustments + self.refunds


def receivable_on(session: Session, day: dt.date) -> int:
    """All that is owed to the practice at the end of a posting date, in cents."""
    total = session.scalar(
        sa.select(sa.func.sum(Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account.in_(RECEIVABLE), JournalEntry.posted_on <= day)
    )
    return int(total or 0)


def movement(session: Session, first: dt.date, last: dt.date) -> Movement:
    """What the posting dates ``first`` to ``last`` did to the receivable."""
    rows = session.execute(
        sa.select(Posting.account, sa.func.sum(Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.posted_on.between(first, last))
        .group_by(Posting.account)
    )
    return _movement({account: int(cents) for account, cents in rows})


def movements_after(session: Session, closed: dt.date | None) -> dict[dt.date, Movement]:
    """What each posting date after ``closed`` did, all dates without one; the oldest first."""
    rows = session.execute(
        sa.select(JournalEntry.posted_on, Posting.account, sa.func.sum(Posting.cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.posted_on > closed if closed else sa.true())
        .group_by(JournalEntry.posted_on, Posting.account)
    )
    sums: dict[dt.date, dict[str, int]] = {}
    for day, account, cents in rows:
        sums.setdefault(day, {})[account] = int(cents)
    return {day: _movement(by_account) for day, by_account in sorted(sums.items())}


def _movement(sums: Mapping[str, int]) -> Movement:
    return Movement(
        charges=-sums.get("charges", 0),
        payments=sums.get("receipts", 0),
        adjustments=sums.get("adjustment", 0),
        refunds=-sums.get("refunds", 0),
    )


def period_digest(session: Session, day: dt.date) -> str:
    """SHA-256 over all entries and postings dated up to ``day``: constant once closed (I7)."""
    told = hashlib.sha256()
    columns = (
        JournalEntry.id,
        JournalEntry.kind,
        JournalEntry.posted_on,
        JournalEntry.reverses_id,
        *(column for column in Posting.__table__.columns if column.name != "entry_id"),
    )
    rows = session.execute(
        sa.select(*columns)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.posted_on <= day)
        .order_by(JournalEntry.id, Posting.id)
        .execution_options(yield_per=2000)
    )
    for row in rows:
        told.update(codec.to_json(tuple(row)))
    return told.hexdigest()


def ledger_rows(session: Session) -> Iterator[LedgerRow]:
    """The whole journal, posting by posting."""
    rows = session.execute(
        sa.select(
            JournalEntry.id,
            JournalEntry.posted_on,
            Posting.account,
            Guarantor.account,
            Claim.number,
            Posting.cents,
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .outerjoin(Patient, Patient.id == Posting.patient_id)
        .outerjoin(Guarantor, Guarantor.id == Patient.guarantor_id)
        .outerjoin(Claim, Claim.id == Posting.claim_id)
        .order_by(JournalEntry.id, Posting.id)
        .execution_options(yield_per=2000)
    )
    for entry, day, account, patient, claim, cents in rows:
        yield LedgerRow(entry, day, account, patient or "", claim or "", int(cents))
