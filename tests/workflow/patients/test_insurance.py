import datetime as dt

from desktop_biller.workflow.patients.authorization import (
    RecordAuthorization,
    RecordEligibility,
    record_authorization,
    record_eligibility,
)
from desktop_biller.workflow.patients.injury_case import RecordCase, record_case
from desktop_biller.workflow.patients.insurance import (
    eligibility_checks,
    patient_authorizations,
    patient_cases,
    patient_coverages,
)
from tests.office import Office, command


def authorize(office: Office, coverage_id: int, number: str, **over: object) -> int:
    values = {
        "coverage_id": coverage_id,
        "number": number,
        "units": 10,
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        **over,
    }
    return record_authorization(office.ws, command(RecordAuthorization, **values)).authorization_id


def test_plans_stand_in_the_order_of_billing_and_the_ended_below(office: Office) -> None:
    other = office.payer("Second Shore")
    patient = office.patient().patient_id
    older = office.coverage(patient, effective_from="2024-01-01", effective_to="2024-12-31")
    old = office.coverage(patient, effective_from="2025-01-01", effective_to="2025-12-31")
    second = office.coverage(patient, rank=2, payer_id=other)
    first = office.coverage(patient)
    plans = patient_coverages(office.ws, patient)
    assert [plan.coverage_id for plan in plans] == [first, second, old, older]
    assert [plan.is_in_force for plan in plans] == [True, True, False, False]
    assert [plan.payer for plan in plans[:2]] == ["Blue Harbor Health", "Second Shore"]


def test_what_is_left_of_an_authorization_counts_its_visits(office: Office) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    some = authorize(office, coverage, "PA-1", codes=["G0101"], units_used_before=3)
    every = authorize(office, coverage, "PA-2", valid_to="2026-03-01")
    for approval in (some, every):
        office.visit(
            patient,
            ("G0101", 15000),
            ("P9612", 1500),
            authorization_id=approval,
            service_date="2026-02-02",
        )
    rows = patient_authorizations(office.ws, patient)
    assert [(row.number, row.units_used, row.units_left) for row in rows] == [
        ("PA-1", 4, 6),
        ("PA-2", 2, 8),
    ]
    assert [(row.codes, row.is_in_force) for row in rows] == [(("G0101",), True), ((), False)]


def test_what_payers_said_stands_with_the_plan(office: Office) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    assert patient_coverages(office.ws, patient)[0].was_active is None
    for day, active in ((2, True), (9, False)):
        office.on(dt.date(2026, 3, day))
        told = command(
            RecordEligibility,
            coverage_id=coverage,
            active=active,
            spoke_with="Kim",
            copay_cents=2500,
        )
        record_eligibility(office.ws, told)
    last, first = eligibility_checks(office.ws, patient)
    assert (last.checked_on, last.active, last.copay_cents) == (dt.date(2026, 3, 9), False, 2500)
    assert (first.active, first.spoke_with, first.checked_by) == (True, "Kim", "Thuy Nguyen")
    (plan,) = patient_coverages(office.ws, patient)
    assert (plan.checked_on, plan.was_active) == (dt.date(2026, 3, 9), False)
    assert plan.copay_cents == 2500


def test_accidents_stand_the_latest_first(office: Office) -> None:
    patient = office.patient().patient_id
    for day, kind in (("2026-01-05", "work"), ("2026-02-05", "auto")):
        told = command(
            RecordCase,
            patient_id=patient,
            kind=kind,
            happened_on=day,
            state="OH" if kind == "auto" else "",
            payer_id=office.payer_id if kind == "auto" else None,
        )
        record_case(office.ws, told)
    assert [(case.kind, case.payer) for case in patient_cases(office.ws, patient)] == [
        ("auto", "Blue Harbor Health"),
        ("work", ""),
    ]


def test_another_patients_insurance_is_not_shown(office: Office) -> None:
    other = office.patient().patient_id
    authorize(office, office.coverage(other), "PA-1")
    patient = office.patient().patient_id
    assert patient_coverages(office.ws, patient) == ()
    assert patient_authorizations(office.ws, patient) == ()
    assert eligibility_checks(office.ws, patient) == ()
    assert patient_cases(office.ws, patient) == ()
