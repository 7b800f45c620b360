"""The notes that asked to come back by today and are not done, over the whole practice."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypedDict

import sqlalchemy as sa

from desktop_biller.models.access import User
from desktop_biller.models.claim import Claim
from desktop_biller.models.patient import Note, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.payments.receipt import method_words
from desktop_biller.workflow.reading import Reading, question


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One note that is due.

    Attributes:
        days_late: 0 on its day.
        subject: what the note is on, with its ``subject_id``.
        patient: as filed; blank for a note on an insurer's check.
        about: the claim or the payment in words; blank for a note on a patient.
    """

    note_id: int
    due_on: dt.date
    days_late: int
    subject: Literal["patient", "claim", "payment"]
    subject_id: int
    patient: str
    about: str
    text: str
    written_by: str


@question(Permission.READ_BOOKS)
def notes_due(rd: Reading) -> tuple[FollowUp, ...]:
    """The follow-ups of today and before, the latest ones last."""
    whose = sa.func.coalesce(Note.patient_id, Claim.patient_id, Payment.patient_id)
    rows = rd.session.execute(
        sa.select(Note, Patient, Claim, Payment, User.full_name)
        .join(User, User.id == Note.user_id)
        .outerjoin(Claim, Claim.id == Note.claim_id)
        .outerjoin(Payment, Payment.id == Note.payment_id)
        .outerjoin(Patient, Patient.id == whose)
        .where(Note.follow_up_on <= rd.today, Note.done_on.is_(None))
        .order_by(Note.follow_up_on, Note.id)
    )
    return tuple(
        FollowUp(
            note_id=note.id,
            due_on=note.follow_up_on or rd.today,
            days_late=(rd.today - (note.follow_up_on or rd.today)).days,
            **_subject(note, claim, payment),
            patient=_filed(patient),
            text=note.text,
            written_by=who,
        )
        for note, patient, claim, payment, who in rows
    )


def _filed(patient: Patient | None) -> str:
    """The name as filed; blank for a note on an insurer's check."""
    return "" if patient is None else person_name(patient).filed


class _Subject(TypedDict):
    subject: Literal["patient", "claim", "payment"]
    subject_id: int
    about: str


def _subject(note: Note, claim: Claim | None, payment: Payment | None) -> _Subject:
    if claim is not None:
        return {"subject": "claim", "subject_id": claim.id, "about": f"Claim {claim.number}"}
    if payment is not None:
        return {"subject": "payment", "subject_id": payment.id, "about": method_words(payment)}
    return {"subject": "patient", "subject_id": note.patient_id or 0, "about": ""}
