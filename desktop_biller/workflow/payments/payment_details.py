"""One payment in full: who paid it, where it went, its receipt, how it was voided, its notes."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.access import User
from desktop_biller.models.claim import Claim
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Note, Patient
from desktop_biller.models.payment import Payment, Remittance
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.payments.payment_list import PURPOSE_WORDS
from desktop_biller.workflow.payments.receipt import method_words
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id


@dataclass(frozen=True, slots=True)
class AppliedLine:
    """A line that some of the payment stands on, in cents.

    Attributes:
        claim: the number of the claim that an insurer's check answered; blank for a patient's.
    """

    line_id: int
    encounter_id: int
    patient: str
    service_date: dt.date
    code: str
    words: str
    claim: str
    cents: int


@dataclass(frozen=True, slots=True)
class PaymentNote:
    """A note on the payment."""

    written_at: dt.datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """A payment. Cents.

    Attributes:
        method: ``Check 2211``, ``Card ending 4821``.
        guarantor_id: whose account a patient's payment belongs to.
        dated: of an insurer's check, as printed on it.
        voided_on: the day on which it was taken back, with the reason that was given.
    """

    payment_id: int
    source: str
    patient_id: int | None
    guarantor_id: int | None
    payer_id: int | None
    who: str
    purpose: str
    method: str
    detail: str
    cents: int
    unapplied_cents: int
    received_at: dt.datetime
    received_by: str
    dated: dt.date | None
    receipt_id: int | None
    receipt_number: str
    voided_on: dt.date | None
    void_reason: str
    lines: tuple[AppliedLine, ...]
    notes: tuple[PaymentNote, ...]


@question(Permission.READ_BOOKS)
def payment_details(rd: Reading, payment_id: int) -> PaymentDetails:
    """A payment with the lines it stands on.

    Raises:
        RefusedError: there is no such payment.
    """
    payment = by_id(rd, Payment, payment_id, "payment")
    patient = rd.session.get(Patient, payment.patient_id) if payment.patient_id else None
    payer = rd.session.get(Payer, payment.payer_id) if payment.payer_id else None
    receipt = rd.session.scalars(
        sa.select(Document)
        .where(Document.payment_id == payment.id, Document.kind == "receipt")
        .order_by(Document.id.desc())
        .limit(1)
    ).first()
    void = _void(rd, payment.id)
    return PaymentDetails(
        payment_id=payment.id,
        source=payment.source,
        patient_id=payment.patient_id,
        guarantor_id=patient.guarantor_id if patient else None,
        payer_id=payment.payer_id,
        who=person_name(patient).filed if patient else payer.name if payer else "",
        purpose=PURPOSE_WORDS[payment.purpose],
        method=method_words(payment),
        detail=payment.detail,
        cents=payment.cents,
        unapplied_cents=_unapplied(rd, payment.id),
        received_at=payment.received_at.astimezone(rd.now.tzinfo),
        received_by=rd.session.get_one(User, payment.user_id).full_name,
        dated=rd.session.scalar(
            sa.select(Remittance.dated).where(Remittance.payment_id == payment.id)
        ),
        receipt_id=receipt.id if receipt else None,
        receipt_number=receipt.number if receipt else "",
        voided_on=void.posted_on if void else None,
        void_reason=void.memo.removeprefix("Reversal: ") if void else "",
        lines=_lines(rd, payment.id),
        notes=_notes(rd, payment.id),
    )


def _void(rd: Reading, payment_id: int) -> JournalEntry | None:
    return rd.session.scalars(
        sa.select(JournalEntry)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            Posting.payment_id == payment_id,
            Posting.account == "receipts",
            JournalEntry.kind == "reversal",
        )
        .limit(1)
    ).first()


def _unapplied(rd: Reading, payment_id: int) -> int:
    cents = rd.session.scalar(
        sa.select(sa.func.sum(Posting.cents)).where(
            Posting.payment_id == payment_id,
            Posting.account.in_(("patient_credit", "payer_credit")),
        )
    )
    return -int(cents or 0)


def _lines(rd: Reading, payment_id: int) -> tuple[AppliedLine, ...]:
    """By patient and date of service; a line that the money has left again is left out."""
    put = -sa.func.sum(Posting.cents)
    rows = rd.session.execute(
        sa.select(ChargeLine, Patient, sa.func.max(Claim.number).label("claim"), put.label("cents"))
        .join(Posting, Posting.charge_line_id == ChargeLine.id)
        .join(Patient, Patient.id == ChargeLine.patient_id)
        .outerjoin(Claim, Claim.id == Posting.claim_id)
        .where(
            Posting.payment_id == payment_id,
            Posting.effect.in_(("patient_payment", "insurer_payment")),
        )
        .group_by(ChargeLine.id)
        .having(put != 0)
        .order_by(Patient.search_name, ChargeLine.from_date, ChargeLine.id)
    )
    return tuple(
        AppliedLine(
            line_id=row.ChargeLine.id,
            encounter_id=row.ChargeLine.encounter_id,
            patient=person_name(row.Patient).filed,
            service_date=row.ChargeLine.from_date,
            code=row.ChargeLine.code,
            words=row.ChargeLine.description,
            claim=row.claim or "",
            cents=int(row.cents),
        )
        for row in rows
    )


def _notes(rd: Reading, payment_id: int) -> tuple[PaymentNote, ...]:
    rows = rd.session.execute(
        sa.select(Note, User.full_name)
        .join(User, User.id == Note.user_id)
        .where(Note.payment_id == payment_id)
        .order_by(Note.id.desc())
    )
    return tuple(
        PaymentNote(note.written_at.astimezone(rd.now.tzinfo), by, note.text) for note, by in rows
    )
