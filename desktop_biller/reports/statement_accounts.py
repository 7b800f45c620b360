"""Which accounts owe what, all of them at once: what is billable now, what must wait (R70)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.claim import Claim
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import CREDIT, OPEN, JournalEntry, LineBalance, Posting
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import RemittanceClaim, WorkItem
from desktop_biller.models.visit import ChargeLine, Encounter

HOLDING = ("denial", "coverage", "review")
"""Open work of these kinds holds the whole claim's patient part (R61, R79)."""


@dataclass(slots=True)
class OpenAccount:
    """One guarantor's account with something the patients owe. Cents.

    Attributes:
        billable: patients' parts of visits that no insurer owes on or disputes.
        held: patients' parts that must wait for an insurer.
        pending: what insurers owe, and ``held`` with it.
        credit: patients' money on no line yet.
        since: when the oldest billable part became the patient's.
        last_sent: date of the latest statement.
        has_address: a statement can be mailed.
    """

    guarantor_id: int
    billable: int = 0
    held: int = 0
    pending: int = 0
    credit: int = 0
    since: dt.date | None = None
    last_sent: dt.date | None = None
    has_address: bool = True

    @property
    def due(self) -> int:
        """What a statement would ask for; zero or less where nothing is due."""
        return self.billable - self.credit


@dataclass(frozen=True, slots=True)
class _OpenVisit:
    guarantor_id: int
    patient: int
    insurance: int
    waits: bool
    since: dt.date


def open_accounts(
    session: Session, guarantor_ids: Sequence[int] | None = None
) -> dict[int, OpenAccount]:
    """The accounts on which a patient owes something, by guarantor: all, or some of them."""
    chosen = sa.true() if guarantor_ids is None else Patient.guarantor_id.in_(guarantor_ids)
    found: dict[int, OpenAccount] = {}
    for visit in _open_visits(session, chosen):
        account = found.setdefault(visit.guarantor_id, OpenAccount(visit.guarantor_id))
        account.pending += visit.insurance
        if visit.waits:
            account.held += visit.patient
            account.pending += visit.patient
        elif visit.patient:
            account.billable += visit.patient
            account.since = min(account.since or visit.since, visit.since)
    kept = {key: account for key, account in found.items() if account.billable or account.held}
    _add_credits(session, kept)
    _add_last_sent(session, kept)
    _add_addresses(session, kept)
    return kept


def _open_visits(session: Session, chosen: sa.ColumnElement[bool]) -> Iterator[_OpenVisit]:
    """Visits with open lines; one waits where an insurer owes, has not answered, or disputes."""
    grew = (  # the last date on which the line's patient part grew
        sa.select(sa.func.max(JournalEntry.posted_on))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            Posting.charge_line_id == LineBalance.charge_line_id,
            Posting.account == "patient_receivable",
            Posting.cents > 0,
        )
        .correlate(LineBalance)
        .scalar_subquery()
    )
    answered = (
        sa.select(RemittanceClaim.id)
        .join(Claim, Claim.id == RemittanceClaim.claim_id)
        .where(Claim.encounter_id == Encounter.id)
        .correlate(Encounter)
        .exists()
    )
    disputed = (
        sa.select(WorkItem.id)
        .join(Claim, Claim.id == WorkItem.claim_id)
        .where(
            Claim.encounter_id == Encounter.id,
            WorkItem.closed_on.is_(None),
            WorkItem.kind.in_(HOLDING),
        )
        .correlate(Encounter)
        .exists()
    )
    owed_by_insurer = sa.func.max(sa.case((LineBalance.insurance_cents != 0, 1), else_=0))
    since = sa.case((LineBalance.patient_cents != 0, sa.func.coalesce(grew, ChargeLine.from_date)))
    rows = session.execute(
        sa.select(
            Patient.guarantor_id,
            sa.func.sum(LineBalance.patient_cents),
            sa.func.sum(LineBalance.insurance_cents),
            owed_by_insurer,
            sa.and_(Encounter.coverage_id.is_not(None), ~answered),
            disputed,
            sa.type_coerce(sa.func.min(since), ChargeLine.from_date.type),
            sa.func.min(ChargeLine.from_date),
        )
        .select_from(LineBalance)
        .join(ChargeLine, ChargeLine.id == LineBalance.charge_line_id)
        .join(Encounter, Encounter.id == ChargeLine.encounter_id)
        .join(Patient, Patient.id == LineBalance.patient_id)
        .where(OPEN, chosen)
        .group_by(Encounter.id)
    )
    for guarantor_id, patient, insurance, owes, unanswered, in_dispute, day, first in rows:
        waits = bool(owes or unanswered or in_dispute)
        yield _OpenVisit(guarantor_id, int(patient), int(insurance), waits, day or first)


def _add_credits(session: Session, accounts: dict[int, OpenAccount]) -> None:
    held = (  # summed by payment first, as the index has it; then few are left to look up
        sa.select(Posting.patient_id, sa.func.sum(Posting.cents).label("cents"))
        .where(CREDIT, Posting.account == "patient_credit")
        .group_by(Posting.payment_id, Posting.patient_id)
        .having(sa.func.sum(Posting.cents) != 0)
        .subquery()
    )
    rows = session.execute(
        sa.select(Patient.guarantor_id, -sa.func.sum(held.c.cents))
        .join(held, held.c.patient_id == Patient.id)
        .group_by(Patient.guarantor_id)
    )
    for guarantor_id, cents in rows:
        if guarantor_id in accounts:
            accounts[guarantor_id].credit = int(cents)


def _add_last_sent(session: Session, accounts: dict[int, OpenAccount]) -> None:
    rows = session.execute(
        sa.select(Document.guarantor_id, sa.func.max(Document.dated))
        .where(Document.kind == "statement")
        .group_by(Document.guarantor_id)
    )
    for guarantor_id, day in rows:
        if guarantor_id in accounts:
            accounts[guarantor_id].last_sent = day


def _add_addresses(session: Session, accounts: dict[int, OpenAccount]) -> None:
    parts = (Guarantor.line1, Guarantor.city, Guarantor.state, Guarantor.zip_code)
    rows = session.scalars(sa.select(Guarantor.id).where(sa.or_(*(part == "" for part in parts))))
    for guarantor_id in rows:
        if guarantor_id in accounts:
            accounts[guarantor_id].has_address = False
