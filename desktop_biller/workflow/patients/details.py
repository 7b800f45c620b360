"""What is kept of a patient besides money: details, notes, and who did what with the record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.terms import Sex
from desktop_biller.foundation.text import folded
from desktop_biller.models.access import AuditRow, User
from desktop_biller.models.claim import Claim
from desktop_biller.models.patient import Guarantor, Note, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Provider
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.patients.audit_words import event_words
from desktop_biller.workflow.patients.search import begins
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id

_MOST_CHOICES = 20
_MOST_HISTORY = 500


@dataclass(frozen=True, slots=True)
class GuarantorChoice:
    """Who may answer for a bill: name as filed, chart number, and whose bills it is already."""

    guarantor_id: int
    account: str
    name: str
    address: Address
    patients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """The details form. ``version`` goes back with the change.

    Attributes:
        is_own_guarantor: the account stands in the patient's own name.
        provider: the usual provider's name, blank where there is none.
        relatives: (patient id, name as filed) of the others on the same account.
    """

    patient_id: int
    version: int
    name: PersonName
    birth_date: dt.date
    death_date: dt.date | None
    sex: Sex
    address: Address
    phone: str
    email: str
    language: str
    guarantor_id: int
    guarantor: str
    account: str
    is_own_guarantor: bool
    provider_id: int | None
    provider: str
    relatives: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on the patient, or on a claim or payment of the patient.

    Attributes:
        about: ``Claim C000001`` or ``Payment 88123``; blank for the patient.
        is_due: the follow-up is today or earlier, and not done.
    """

    note_id: int
    subject: Literal["patient", "claim", "payment"]
    subject_id: int
    about: str
    text: str
    written_at: dt.datetime
    written_by: str
    follow_up_on: dt.date | None
    done_on: dt.date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row of the audit trail in words; ``at`` is in the practice's zone."""

    seq: int
    at: dt.datetime
    who: str
    words: str
    subject: str
    reason: str


@question(Permission.SEE_PATIENTS)
def patient_details(rd: Reading, patient_id: int) -> PatientDetails:
    """Everything the details form shows.

    Raises:
        RefusedError: there is no such patient.
    """
    patient = by_id(rd, Patient, patient_id, "patient")
    guarantor = rd.session.get_one(Guarantor, patient.guarantor_id)
    provider = rd.session.get(Provider, patient.provider_id) if patient.provider_id else None
    relatives = rd.session.scalars(
        sa.select(Patient)
        .where(Patient.guarantor_id == guarantor.id, Patient.id != patient.id)
        .order_by(Patient.search_name, Patient.id)
    )
    name = person_name(patient)
    return PatientDetails(
        patient_id=patient.id,
        version=patient.version,
        name=name,
        birth_date=patient.birth_date,
        death_date=patient.death_date,
        sex=patient.sex,
        address=postal_address(patient),
        phone=patient.phone,
        email=patient.email,
        language=patient.language,
        guarantor_id=guarantor.id,
        guarantor=person_name(guarantor).filed,
        account=guarantor.account,
        is_own_guarantor=person_name(guarantor) == name,
        provider_id=patient.provider_id,
        provider=person_name(provider).natural if provider else "",
        relatives=tuple((other.id, person_name(other).filed) for other in relatives),
    )


@question(Permission.SEE_PATIENTS)
def guarantor_choices(rd: Reading, text: str) -> tuple[GuarantorChoice, ...]:
    """Up to 20 guarantors, by name; blank finds none.

    Args:
        rd: the question's snapshot.
        text: beginning of a last name or chart number; where that finds nobody, beginnings of
            names in any order.
    """
    words = folded(text).split()
    if not words:
        return ()
    parts = [(sa.literal(" ") + Guarantor.search_name).like(f"% {word}%") for word in words]
    named = sa.and_(begins(Guarantor.search_name, words[0]), *parts[1:])
    ways = (sa.or_(named, begins(Guarantor.account, text.strip())), sa.and_(*parts))
    found: Sequence[Guarantor] = ()
    for way in ways:  # the second looks through all names
        found = (
            found
            or rd.session.scalars(
                sa.select(Guarantor)
                .where(way)
                .order_by(Guarantor.search_name, Guarantor.id)
                .limit(_MOST_CHOICES)
            ).all()
        )
    patients: dict[int, list[str]] = {}
    for patient in rd.session.scalars(
        sa.select(Patient)
        .where(Patient.guarantor_id.in_([guarantor.id for guarantor in found]))
        .order_by(Patient.search_name, Patient.id)
    ):
        patients.setdefault(patient.guarantor_id, []).append(person_name(patient).filed)
    return tuple(
        GuarantorChoice(
            guarantor_id=guarantor.id,
            account=guarantor.account,
            name=person_name(guarantor).filed,
            address=postal_address(guarantor),
            patients=tuple(patients.get(guarantor.id, ())),
        )
        for guarantor in found
    )


@question(Permission.SEE_PATIENTS)
def patient_notes(rd: Reading, patient_id: int) -> tuple[NoteRow, ...]:
    """Notes on the patient and on the patient's claims and payments, the newest first."""
    rows = rd.session.execute(
        sa.select(Note, User.full_name, Claim.number, Payment.reference)
        .join(User, User.id == Note.user_id)
        .outerjoin(Claim, Claim.id == Note.claim_id)
        .outerjoin(Payment, Payment.id == Note.payment_id)
        .where(
            sa.or_(
                Note.patient_id == patient_id,
                Claim.patient_id == patient_id,
                Payment.patient_id == patient_id,
            )
        )
        .order_by(Note.written_at.desc(), Note.id.desc())
    )
    return tuple(_note_row(rd, note, who, claim, paid) for note, who, claim, paid in rows)


def _note_row(
    rd: Reading, note: Note, who: str, claim: str | None, reference: str | None
) -> NoteRow:
    subject: Literal["patient", "claim", "payment"] = "patient"
    subject_id, about = note.patient_id or 0, ""
    if note.claim_id is not None:
        subject, subject_id, about = "claim", note.claim_id, f"Claim {claim}"
    elif note.payment_id is not None:
        subject, subject_id = "payment", note.payment_id
        about = f"Payment {reference or note.payment_id}"
    return NoteRow(
        note_id=note.id,
        subject=subject,
        subject_id=subject_id,
        about=about,
        text=note.text,
        written_at=note.written_at.astimezone(rd.now.tzinfo),
        written_by=who,
        follow_up_on=note.follow_up_on,
        done_on=note.done_on,
        is_due=note.done_on is None
        and note.follow_up_on is not None
        and note.follow_up_on <= rd.today,
    )


@question(Permission.SEE_PATIENTS)
def patient_history(rd: Reading, patient_id: int) -> tuple[HistoryRow, ...]:
    """Who did what with the record, the newest first, 500 rows at most."""
    rows = rd.session.execute(
        sa.select(AuditRow, User.full_name)
        .outerjoin(User, User.name == AuditRow.user_name)
        .where(AuditRow.patient_id == patient_id)
        .order_by(AuditRow.seq.desc())
        .limit(_MOST_HISTORY)
    ).all()
    return _history(rd, [(row, who) for row, who in rows])


def _history(rd: Reading, rows: Sequence[tuple[AuditRow, str | None]]) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(
            seq=row.seq,
            at=row.at.astimezone(rd.now.tzinfo),
            who=who or row.user_name,
            words=event_words(row.event),
            subject=row.subject,
            reason=row.reason,
        )
        for row, who in rows
    )
