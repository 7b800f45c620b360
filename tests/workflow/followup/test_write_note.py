from typing import Any

import pytest

from desktop_biller.workflow.followup.notes import WriteNote, write_note
from tests.office import Office, command


def write(office: Office, **over: Any) -> int:
    values = {"subject": "patient", "subject_id": 1, "text": "Called, no answer", **over}
    return write_note(office.ws, command(WriteNote, **values)).note_id


def test_a_note_stands_on_a_patient_a_claim_or_a_payment(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.claim(office.visit(patient, ("G0439", 18500)))
    office.pay(patient, 3000)
    subjects = ("patient", "claim", "payment")
    assert [write(office, subject=subject) for subject in subjects] == [1, 2, 3]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"subject": "claim"}, "no claim number 1"),
        ({"text": " \n"}, "note is empty"),
        ({"follow_up_on": "2026-03-01"}, "follow-up date is in the past"),
    ],
)
def test_a_note_that_helps_nobody_is_refused(
    office: Office, over: dict[str, Any], words: str
) -> None:
    office.patient()
    with office.refusing(words):
        write(office, **over)


def test_a_note_may_come_back_today(office: Office) -> None:
    office.patient()
    assert write(office, follow_up_on="2026-03-02")
