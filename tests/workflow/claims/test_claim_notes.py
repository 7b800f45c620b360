import datetime as dt

from desktop_biller.workflow.claims.claim_notes import claim_notes
from desktop_biller.workflow.followup.notes import FinishNote, WriteNote, finish_note, write_note
from tests.office import Office, command


def test_the_notes_of_a_claim_come_newest_first_and_no_others(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500))).claim_id
    for subject, subject_id, text in (
        ("claim", claim, "Sent again"),
        ("patient", patient, "Moved"),
        ("claim", claim, "Called"),
    ):
        told = command(WriteNote, subject=subject, subject_id=subject_id, text=text)
        write_note(office.ws, told)
    notes = claim_notes(office.ws, claim)
    assert [note.text for note in notes] == ["Called", "Sent again"]
    assert notes[0].written_by == "Thuy Nguyen"
    assert notes[0].written_at == office.clock.now()


def test_a_follow_up_that_is_done_says_when(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500))).claim_id
    told = command(
        WriteNote, subject="claim", subject_id=claim, text="Call", follow_up_on="2026-03-09"
    )
    note_id = write_note(office.ws, told).note_id
    finish_note(office.ws, command(FinishNote, note_id=note_id))
    (note,) = claim_notes(office.ws, claim)
    assert (note.follow_up_on, note.done_on) == (dt.date(2026, 3, 9), dt.date(2026, 3, 2))
