import datetime as dt
from typing import Any

from desktop_biller.workflow.followup.notes import (
    FinishNote,
    WriteNote,
    finish_note,
    write_note,
)
from desktop_biller.workflow.patients.details import patient_notes
from desktop_biller.workflow.patients.record import patient_header
from tests.office import Office, command


def write(office: Office, subject: str, subject_id: int, **over: Any) -> int:
    told = {"subject": subject, "subject_id": subject_id, "text": "Called, no answer", **over}
    return write_note(office.ws, command(WriteNote, **told)).note_id


def test_a_finished_follow_up_no_longer_comes_back(office: Office) -> None:
    patient = office.patient().patient_id
    note = write(office, "patient", patient, follow_up_on="2026-03-05")
    assert patient_header(office.ws, patient).alerts == ()
    office.on(dt.date(2026, 3, 5))
    assert [alert.words for alert in patient_header(office.ws, patient).alerts] == [
        "Follow-up due 03/05/2026"
    ]
    assert patient_notes(office.ws, patient)[0].is_due
    finish_note(office.ws, command(FinishNote, note_id=note))
    (row,) = patient_notes(office.ws, patient)
    assert (row.done_on, row.is_due) == (dt.date(2026, 3, 5), False)
    assert patient_header(office.ws, patient).alerts == ()


def test_a_note_is_finished_once(office: Office) -> None:
    note = write(office, "patient", office.patient().patient_id)
    finish_note(office.ws, command(FinishNote, note_id=note))
    with office.refusing("was done on 03/02/2026"):
        finish_note(office.ws, command(FinishNote, note_id=note))


def test_notes_on_claims_and_payments_stand_with_the_patients(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0101", 15000)))
    paid = office.pay(patient, 1000, method="check", reference="412")
    for subject, subject_id in (
        ("patient", patient),
        ("claim", claim.claim_id),
        ("payment", paid.payment_id),
    ):
        write(office, subject, subject_id)
    write(office, "patient", office.patient().patient_id)
    told = [(note.subject, note.about) for note in patient_notes(office.ws, patient)]
    assert told == [
        ("payment", "Payment 412"),
        ("claim", f"Claim {claim.number}"),
        ("patient", ""),
    ]
    for note in patient_notes(office.ws, patient):
        finish_note(office.ws, command(FinishNote, note_id=note.note_id))
    assert all(note.done_on for note in patient_notes(office.ws, patient))
