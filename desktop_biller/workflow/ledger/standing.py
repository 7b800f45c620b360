"""How a charge line stands: what was charged, paid, written off, and who owes the rest."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.ledger import JournalEntry, Posting

RECEIVABLES = ("insurance_receivable", "patient_receivable")

_STANDINGS = (
    sa.select(
        Posting.charge_line_id,
        Posting.effect,
        Posting.coverage_id,
        Posting.payment_id,
        sa.func.sum(Posting.cents),
    )
    .where(
        Posting.charge_line_id.in_(sa.bindparam("lines", expanding=True)),
        Posting.account.in_(RECEIVABLES),
    )
    .group_by(Posting.charge_line_id, Posting.effect, Posting.coverage_id, Posting.payment_id)
)


@dataclass(slots=True)
class Standing:
    """One line in cents (I4): charge = insurer + patient + write-offs + insurance + patient open.

    Attributes:
        insurance_open: by coverage id; a denied or disputed amount stays here.
        patient_paid_by: patients' money applied to the line, by payment id.
    """

    charge: int = 0
    insurer_paid: int = 0
    written_off: int = 0
    patient_open: int = 0
    insurance_open: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    patient_paid_by: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(
        self, effect: str, cents: int, *, coverage_id: int | None, payment_id: int | None
    ) -> None:
        """Count one posting on the line: an insurer's part names its coverage, a patient's none."""
        if coverage_id is not None:
            self.insurance_open[coverage_id] += cents
        else:
            self.patient_open += cents
        match effect:
            case "charge":
                self.charge += cents
            case "insurer_payment":
                self.insurer_paid -= cents
            case "write_off":
                self.written_off -= cents
            case "patient_payment" if payment_id is not None:
                self.patient_paid_by[payment_id] -= cents
            case _:  # a transfer moves between the parts and changes no sum
                pass

    @property
    def patient_paid(self) -> int:
        """Patients' money applied to the line."""
        return sum(self.patient_paid_by.values())

    @property
    def insurance_open_total(self) -> int:
        """What all insurers together still owe on the line."""
        return sum(self.insurance_open.values())

    @property
    def remaining(self) -> int:
        """What insurers' payments and write-offs leave of the charge, whoever owes or paid it."""
        return self.charge - self.insurer_paid - self.written_off

    @property
    def patient_part(self) -> int:
        """What has been moved to the patient so far, paid or not."""
        return self.patient_open + self.patient_paid


def standings(session: Session, line_ids: Collection[int]) -> Mapping[int, Standing]:
    """The standing of each line, summed from the journal; a line without postings is all zero."""
    found = {line_id: Standing() for line_id in line_ids}
    rows = session.execute(_STANDINGS, {"lines": list(line_ids)})
    for line_id, effect, coverage_id, payment_id, total in rows:
        if line_id is None:
            continue
        found[line_id].add(effect, int(total), coverage_id=coverage_id, payment_id=payment_id)
    return found


def unapplied_by_payment(session: Session, payment_ids: Collection[int]) -> dict[int, int]:
    """What is left of each of the patients' payments, in cents, in the order of the ids."""
    rows = session.execute(
        sa.select(Posting.payment_id, sa.func.sum(Posting.cents))
        .where(Posting.account == "patient_credit", Posting.payment_id.in_(payment_ids))
        .group_by(Posting.payment_id)
    )
    left = {payment_id: -int(cents) for payment_id, cents in rows}
    return {payment_id: left.get(payment_id, 0) for payment_id in sorted(payment_ids)}


def patient_since(session: Session, line_ids: Collection[int]) -> dict[int, dt.date]:
    """The last date on which a line's patient part grew, by line; others are left out."""
    rows = session.execute(
        sa.select(Posting.charge_line_id, sa.func.max(JournalEntry.posted_on))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.charge_line_id.in_(line_ids),
            Posting.account == "patient_receivable",
            Posting.effect.in_(("charge", "transfer")),
            Posting.cents > 0,
        )
        .group_by(Posting.charge_line_id)
    )
    return {line_id: day for line_id, day in rows if line_id is not None}
