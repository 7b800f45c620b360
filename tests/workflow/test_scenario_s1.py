"""Scenario S1, steps 1 to 5: a PPO copay and deductible, true to the cent."""

import datetime as dt

from desktop_biller.reports.state import State
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from desktop_biller.workflow.statements.billing import IssueStatement, issue_statement
from tests.office import Office, command


def test_s1_each_step_leaves_the_account_as_the_scenario_says(office: Office) -> None:
    patient = office.insured_patient()
    # Step 1: the copay is taken at the desk before any charge exists.
    office.on(dt.date(2026, 3, 2), dt.time(8, 5))
    copay = office.pay(patient.patient_id, 3000)
    assert office.state(patient.patient_id) == State(patient_paid=3000, credit=3000)
    assert copay.receipt.number == "R-2026-00001"
    # Steps 2 and 3: the visit and its claim.
    visit = office.visit(patient.patient_id, ("G0439", 18500), ("P9612", 1500))
    claim = office.claim(visit)
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim.claim_id))
    assert office.state(patient.patient_id) == State(
        charges=20000, patient_paid=3000, insurance_open=17000
    )
    # Step 4: the insurer's answer, typed from paper.
    office.on(dt.date(2026, 3, 16))
    posted = office.remit(
        claim.claim_id, (9840, "CO-45 5660, PR-3 3000"), (0, "CO-45 617, PR-1 883")
    )
    assert posted.written_off_cents == 6277
    assert office.state(patient.patient_id) == State(
        charges=20000, insurer_paid=9840, patient_paid=3000, write_off=6277, patient_open=883
    )
    # Step 5: the statement asks for 8.83, not for the patient responsibility of 38.83.
    office.on(dt.date(2026, 3, 17))
    statement = issue_statement(
        office.ws, command(IssueStatement, guarantor_id=patient.guarantor_id)
    )
    assert statement.amount_due_cents == 883
    assert office.findings() == []
