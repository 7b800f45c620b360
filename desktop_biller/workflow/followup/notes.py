"""Notes on a patient, a claim or a check, with a date to come back to them."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.text import clean
from desktop_biller.models.claim import Claim
from desktop_biller.models.patient import Note, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, use_case
from desktop_biller.workflow.workspace import Kind

_SUBJECTS: dict[str, type[Patient | Claim | Payment]] = {
    "patient": Patient,
    "claim": Claim,
    "payment": Payment,
}


class WriteNote(Command, frozen=True, kw_only=True):
    """A note on one subject; ``follow_up_on`` brings it back on that day."""

    subject: Literal["patient", "claim", "payment"]
    subject_id: RowId
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    follow_up_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """The note is kept."""

    note_id: int
    changed: frozenset[Kind] = frozenset({Kind.NOTE})


@use_case(Permission.WRITE_NOTES, "note.written")
def write_note(tx: Transaction, command: WriteNote) -> NoteWritten:
    """Write a note."""
    subject = by_id(tx, _SUBJECTS[command.subject], command.subject_id, command.subject)
    text = clean(command.text)
    if not text:
        raise InputError("The note is empty.", remedy="Write what was said or done.", field="text")
    if command.follow_up_on is not None and command.follow_up_on < tx.today:
        raise InputError(
            "The follow-up date is in the past.",
            effect="The note was not saved.",
            remedy="Choose today or a later day.",
            field="follow_up_on",
        )
    note = Note(
        **{f"{command.subject}_id": subject.id},
        user_id=tx.actor.user_id,
        written_at=tx.now,
        text=text,
        follow_up_on=command.follow_up_on,
    )
    tx.session.add(note)
    tx.session.flush()
    whose = subject.id if isinstance(subject, Patient) else subject.patient_id
    tx.about(f"note {note.id}", patient_id=whose)
    return NoteWritten(note_id=note.id)


class FinishNote(Command, frozen=True, kw_only=True):
    """What a note asked for is done; its follow-up no longer comes back."""

    note_id: RowId


@dataclass(frozen=True, slots=True)
class NoteFinished:
    """The note is done as of today."""

    note_id: int
    changed: frozenset[Kind] = frozenset({Kind.NOTE})


@use_case(Permission.WRITE_NOTES, "note.finished")
def finish_note(tx: Transaction, command: FinishNote) -> NoteFinished:
    """Mark a note as done today."""
    note = by_id(tx, Note, command.note_id, "note")
    if note.done_on is not None:
        raise RefusedError(
            f"This note was done on {us_date(note.done_on)}.",
            remedy="Write a new note if there is more to do.",
        )
    note.done_on = tx.today
    tx.about(f"note {note.id}", patient_id=_patient_of(tx, note))
    return NoteFinished(note_id=note.id)


def _patient_of(tx: Transaction, note: Note) -> int | None:
    """The patient whom a note is about; None for a note on an insurer's check."""
    if note.claim_id is not None:
        return tx.session.get_one(Claim, note.claim_id).patient_id
    if note.payment_id is not None:
        return tx.session.get_one(Payment, note.payment_id).patient_id
    return note.patient_id
