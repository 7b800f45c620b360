"""A guarantor's account, line by line: what is billable now, and what must wait."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.document import Document, StatementLine
from desktop_biller.models.ledger import Posting
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import (
    LineAdjustment,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.reports.statement_accounts import HOLDING
from desktop_biller.workflow.ledger.standing import Standing, patient_since, standings
from desktop_biller.workflow.reading import Readable


@dataclass(frozen=True, slots=True)
class Figures:
    """The four columns of a statement that add up, in cents."""

    charge: int = 0
    insurer: int = 0
    discount: int = 0
    patient: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.charge + other.charge,
            self.insurer + other.insurer,
            self.discount + other.discount,
            self.patient + other.patient,
        )

    @property
    def owed(self) -> int:
        """What is left of the charge."""
        return self.charge - self.insurer - self.discount - self.patient


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One charge line as a statement needs it.

    Attributes:
        payer: name of the insurer who is billed, blank for a self-pay visit.
        reasons: (PR reason code, cents) of what was left to the patient.
        is_billable: no insurer owes anything on the visit and nothing of it is disputed.
        patient_since: when the open part became the patient's, for aging.
    """

    line_id: int
    patient_id: int
    patient_first: str
    provider_id: int
    service_date: dt.date
    patient_words: str
    payer: str
    claim_id: int | None
    standing: Standing
    reasons: tuple[tuple[str, int], ...]
    is_billable: bool
    is_denied: bool
    patient_since: dt.date

    @property
    def figures(self) -> Figures:
        """The line's columns."""
        return Figures(
            self.standing.charge,
            self.standing.insurer_paid,
            self.standing.written_off,
            self.standing.patient_paid,
        )

    @property
    def pending_cents(self) -> int:
        """What waits for insurance, the held patient part included."""
        held = 0 if self.is_billable else self.standing.patient_open
        return self.standing.insurance_open_total + held


def account_lines(rd: Readable, guarantor_id: int) -> list[AccountLine]:
    """All lines of the guarantor's patients: guarantor's order, newest first within a patient."""
    rows = rd.session.execute(
        sa.select(ChargeLine, Patient.first, Encounter.coverage_id, Claim.id, Payer.name)
        .join(Patient, Patient.id == ChargeLine.patient_id)
        .join(Encounter, Encounter.id == ChargeLine.encounter_id)
        .outerjoin(Claim, sa.and_(Claim.encounter_id == Encounter.id, Claim.rank == 1))
        .outerjoin(Payer, Payer.id == Claim.payer_id)
        .where(Patient.guarantor_id == guarantor_id)
        .order_by(
            Patient.id, ChargeLine.from_date.desc(), ChargeLine.encounter_id, ChargeLine.position
        )
    ).all()
    ids = [row.ChargeLine.id for row in rows]
    now = standings(rd.session, ids)
    reasons = _reasons(rd, ids)
    since = patient_since(rd.session, ids)
    waiting = _waiting_visits(rd, guarantor_id)
    denied = _denied_visits(rd, guarantor_id)
    return [
        AccountLine(
            line_id=line.id,
            patient_id=line.patient_id,
            patient_first=first,
            provider_id=line.provider_id,
            service_date=line.from_date,
            patient_words=line.patient_words,
            payer=payer or ("your insurance" if coverage_id else ""),
            claim_id=claim_id,
            standing=now[line.id],
            reasons=tuple(reasons.get(line.id, ())),
            is_billable=line.encounter_id not in waiting and line.encounter_id not in denied,
            is_denied=line.encounter_id in denied,
            patient_since=since.get(line.id, line.from_date),
        )
        for line, first, coverage_id, claim_id, payer in rows
    ]


def unapplied_credit(rd: Readable, guarantor_id: int) -> int:
    """Unapplied money of the guarantor's patients, in cents."""
    credit = rd.session.scalar(
        sa.select(sa.func.sum(Posting.cents))
        .join(Patient, Patient.id == Posting.patient_id)
        .where(Posting.account == "patient_credit", Patient.guarantor_id == guarantor_id)
    )
    return -int(credit or 0)


def last_told(rd: Readable, guarantor_id: int) -> Mapping[int, Figures]:
    """What the account's latest statement that named a line said of it, by line id."""
    rows = rd.session.execute(
        sa.select(StatementLine)
        .join(Document, Document.id == StatementLine.document_id)
        .where(Document.guarantor_id == guarantor_id)
        .order_by(Document.id)
    ).scalars()
    told: dict[int, tuple[int, Figures]] = {}
    last = 0
    for row in rows:
        last = row.document_id
        told[row.charge_line_id] = (
            last,
            Figures(
                row.charge_cents,
                row.insurance_paid_cents,
                row.discount_cents,
                row.patient_paid_cents,
            ),
        )
    # Each statement keeps all lines that were billable on its date; a line that the latest one
    # does not hold had gone back to the insurer by then.
    return {line: figures for line, (document, figures) in told.items() if document == last}


def _reasons(rd: Readable, ids: list[int]) -> dict[int, list[tuple[str, int]]]:
    rows = rd.session.execute(
        sa.select(
            RemittanceLine.charge_line_id,
            LineAdjustment.reason_code,
            sa.func.sum(LineAdjustment.posted_cents),
        )
        .join(LineAdjustment, LineAdjustment.remittance_line_id == RemittanceLine.id)
        .where(RemittanceLine.charge_line_id.in_(ids), LineAdjustment.posted_as == "patient")
        .group_by(RemittanceLine.charge_line_id, LineAdjustment.reason_code)
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for line_id, reason, cents in rows:
        if cents:
            found.setdefault(line_id, []).append((reason, int(cents)))
    return found


def _waiting_visits(rd: Readable, guarantor_id: int) -> set[int]:
    """Visits on which an insurer owes something, or has not answered yet.

    A copay may fill all that is open: the visit waits for its answer all the same.
    """
    open_lines = (
        sa.select(ChargeLine.encounter_id)
        .join(Posting, Posting.charge_line_id == ChargeLine.id)
        .join(Patient, Patient.id == ChargeLine.patient_id)
        .where(Posting.account == "insurance_receivable", Patient.guarantor_id == guarantor_id)
        .group_by(ChargeLine.id)
        .having(sa.func.sum(Posting.cents) != 0)
    )
    unanswered = (
        sa.select(Encounter.id)
        .join(Patient, Patient.id == Encounter.patient_id)
        .outerjoin(Claim, Claim.encounter_id == Encounter.id)
        .outerjoin(RemittanceClaim, RemittanceClaim.claim_id == Claim.id)
        .where(Encounter.coverage_id.is_not(None), Patient.guarantor_id == guarantor_id)
        .group_by(Encounter.id)
        .having(sa.func.count(RemittanceClaim.id) == 0)
    )
    return {*rd.session.scalars(open_lines), *rd.session.scalars(unanswered)}


def _denied_visits(rd: Readable, guarantor_id: int) -> set[int]:
    """Visits with open work that holds the patient's part."""
    rows = rd.session.scalars(
        sa.select(Claim.encounter_id)
        .join(WorkItem, WorkItem.claim_id == Claim.id)
        .join(Patient, Patient.id == Claim.patient_id)
        .where(
            WorkItem.closed_on.is_(None),
            WorkItem.kind.in_(HOLDING),
            Patient.guarantor_id == guarantor_id,
        )
    )
    return set(rows)
