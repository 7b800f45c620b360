"""Credits are used when they are asked for, the oldest payment and the oldest balance first."""

import datetime as dt

from desktop_biller.reports.state import State
from desktop_biller.workflow.payments.credit import ApplyCredit, apply_credit
from tests.office import Office, command


def test_money_paid_ahead_is_put_to_what_is_owed_when_asked(office: Office) -> None:
    patient = office.patient()
    office.pay(patient.patient_id, 9000, "account")
    office.visit(patient.patient_id, ("G0101", 12000))
    assert office.state(patient.patient_id).patient_open == 12000
    used = apply_credit(office.ws, command(ApplyCredit, guarantor_id=patient.guarantor_id))
    assert used.applied_cents == 9000
    assert office.state(patient.patient_id) == State(
        charges=12000, patient_paid=9000, patient_open=3000
    )
    with office.refusing("no credit that an open balance could take"):
        apply_credit(office.ws, command(ApplyCredit, guarantor_id=patient.guarantor_id))
    assert office.findings() == []


def test_a_copay_of_today_waits_for_its_visit_and_is_not_used_up(office: Office) -> None:
    patient = office.patient()
    office.visit(patient.patient_id, ("G0101", 12000))
    office.on(dt.date(2026, 3, 9))
    office.pay(patient.patient_id, 3000, "copay")
    with office.refusing("no credit that an open balance could take"):
        apply_credit(office.ws, command(ApplyCredit, guarantor_id=patient.guarantor_id))
    office.on(dt.date(2026, 3, 10))
    used = apply_credit(office.ws, command(ApplyCredit, guarantor_id=patient.guarantor_id))
    assert used.applied_cents == 3000
