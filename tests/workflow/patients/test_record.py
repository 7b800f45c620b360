import datetime as dt

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.models.access import AuditRow
from desktop_biller.workflow.patients.audit_words import _WORDS
from desktop_biller.workflow.patients.change_patient import ChangePatient, change_patient
from desktop_biller.workflow.patients.details import patient_history
from desktop_biller.workflow.patients.record import open_patient_record, patient_header
from desktop_biller.workflow.steps import all_use_cases
from tests.office import ADDRESS, Office, command


def trail(office: Office, patient_id: int) -> list[AuditRow]:
    with office.ws.db.reading() as session:
        return list(
            session.scalars(
                sa.select(AuditRow).where(AuditRow.patient_id == patient_id).order_by(AuditRow.seq)
            )
        )


def alerts(office: Office, patient_id: int) -> list[tuple[str, str]]:
    return [(a.kind, a.words) for a in patient_header(office.ws, patient_id).alerts]


def test_p11_opening_a_record_leaves_one_row(office: Office) -> None:
    patient = office.patient().patient_id
    before = len(trail(office, patient))
    header = open_patient_record(office.ws, patient, "insurance")
    (row,) = trail(office, patient)[before:]
    assert (row.event, row.user_name, row.subject, row.reason) == (
        *("patient.viewed", "tn", f"patient {patient}"),
        "insurance",
    )
    assert header == patient_header(office.ws, patient)
    assert len(trail(office, patient)) == before + 1
    assert office.findings() == []


def test_a_practice_that_can_only_be_read_is_looked_at_without_a_row(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = office.patient().patient_id
    before = office.fingerprint()
    monkeypatch.setattr(office.ws.db, "read_only", True)
    assert open_patient_record(office.ws, patient).patient_id == patient
    assert office.fingerprint() == before


def test_an_unknown_patient_leaves_no_row(office: Office) -> None:
    with office.refusing("no patient number 99"):
        open_patient_record(office.ws, 99)


def test_who_may_not_look_patients_up_opens_nothing(office: Office) -> None:
    patient = office.patient().patient_id
    before = office.fingerprint()
    with office.acting_as("visitor"), pytest.raises(PermissionDeniedError):
        open_patient_record(office.ws, patient)
    assert office.fingerprint() == before


def test_the_strip_tells_who_it_is_who_pays_and_what_is_owed(office: Office) -> None:
    registered = office.insured_patient(name={"last": "Delgado", "first": "Rosa", "middle": "M"})
    patient = registered.patient_id
    claim = office.claim(office.visit(patient, ("G0101", 15000), ("P9612", 1500)))
    office.remit(claim.claim_id, (10000, "PR-1 5000"), (0, "CO-97 1500"))
    office.pay(patient, 700, "prepayment")
    header = patient_header(office.ws, patient)
    assert (header.name, header.natural_name) == ("Delgado, Rosa M", "Rosa M Delgado")
    assert (header.sex, header.age, header.birth_date) == ("F", 57, dt.date(1968, 4, 12))
    assert (header.account, header.guarantor_id) == (registered.account, registered.guarantor_id)
    assert (header.payer, header.member_id) == ("Blue Harbor Health", "XQ1234567")
    assert (header.patient_cents, header.insurance_cents, header.credit_cents) == (5000, 1500, 700)
    assert header.balance_cents == 5800


def test_a_statement_is_due_until_it_was_sent(office: Office) -> None:
    registered = office.patient()
    patient = registered.patient_id
    assert alerts(office, patient) == []
    office.visit(patient, ("P9612", 400))
    assert alerts(office, patient) == []  # below the practice's minimum
    office.visit(patient, ("G0101", 15000))
    assert alerts(office, patient) == [("statement_due", "Statement due")]
    office.statement(registered.guarantor_id)
    assert alerts(office, patient) == []
    office.on(dt.date(2026, 3, 29))
    assert alerts(office, patient) == []
    office.on(dt.date(2026, 3, 30))
    assert alerts(office, patient) == [("statement_due", "Statement due")]


def test_credit_and_denial_are_told(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0101", 15000)))
    office.remit(claim.claim_id, (0, "CO-97 15000"))
    office.pay(patient, 2500, "prepayment")
    assert alerts(office, patient) == [("denied", "1 denied claim"), ("credit", "Credit $25.00")]


def test_a_plan_that_ran_out_is_told_and_a_self_pay_patient_is_not_warned(office: Office) -> None:
    assert alerts(office, office.patient().patient_id) == []
    patient = office.patient().patient_id
    office.coverage(patient, effective_to="2026-03-02")
    assert alerts(office, patient) == []
    office.on(dt.date(2026, 3, 3))
    assert alerts(office, patient) == [("no_coverage", "No coverage in force")]
    assert patient_header(office.ws, patient).payer == ""


def test_a_death_is_told_and_the_age_stands_still(office: Office) -> None:
    patient = office.patient().patient_id
    told = {
        "patient_id": patient,
        "version": 1,
        "name": {"last": "Delgado", "first": "Rosa"},
        "birth_date": "1968-04-12",
        "death_date": "2026-02-01",
        "sex": "F",
        "address": ADDRESS,
    }
    change_patient(office.ws, command(ChangePatient, **told))
    office.on(dt.date(2030, 1, 1))
    assert alerts(office, patient) == [("deceased", "Died 02/01/2026")]
    assert patient_header(office.ws, patient).age == 57


def test_the_history_tells_in_words_who_did_what(office: Office) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 2500, "prepayment")
    open_patient_record(office.ws, patient, "insurance")
    rows = patient_history(office.ws, patient)
    assert [(row.who, row.words, row.reason) for row in rows] == [
        ("Thuy Nguyen", "Record opened", "insurance"),
        ("Thuy Nguyen", "Payment taken", ""),
        ("Thuy Nguyen", "Registered", ""),
    ]
    assert {row.at for row in rows} == {office.clock.now()}


def test_every_event_of_a_use_case_has_words_of_its_own() -> None:
    # What is done to the practice itself is in nobody's history.
    of_practice = ("practice.", "provider.", "payer.", "service.", "fee.", "day.", "day_sheet.")
    events = {case.event for case in all_use_cases().values()}
    told = {event for event in events if not event.startswith(of_practice)}
    assert told - _WORDS.keys() == set()
