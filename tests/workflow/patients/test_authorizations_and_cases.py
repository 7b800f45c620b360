from typing import Any

import pytest

from desktop_biller.workflow.patients.authorization import (
    RecordAuthorization,
    RecordEligibility,
    record_authorization,
    record_eligibility,
)
from desktop_biller.workflow.patients.injury_case import RecordCase, record_case
from tests.office import Office, command


def approve(office: Office, coverage_id: int, **over: Any) -> int:
    values = {
        "coverage_id": coverage_id,
        "number": "PA-77",
        "units": 10,
        "units_used_before": 9,
        "valid_from": "2026-01-01",
        "valid_to": "2026-03-31",
        **over,
    }
    kept = record_authorization(office.ws, command(RecordAuthorization, **values))
    return kept.authorization_id


def test_r20_ten_approved_nine_used_one_billed_passes_and_the_next_is_refused(
    office: Office,
) -> None:
    patient = office.patient().patient_id
    approval = approve(office, office.coverage(patient))
    with office.refusing("has 1 units left, this visit uses 2"):
        office.visit(patient, ("G0439", 100), ("G0101", 100), authorization_id=approval)
    office.visit(patient, ("G0439", 100), authorization_id=approval)
    with office.refusing("has 0 units left"):
        office.visit(patient, ("G0439", 100), authorization_id=approval)


def test_r20_only_the_approved_codes_use_units(office: Office) -> None:
    patient = office.patient().patient_id
    approval = approve(office, office.coverage(patient), codes=["g0101"])
    office.visit(patient, ("G0439", 100), ("G0101", 100), authorization_id=approval)
    office.visit(patient, ("G0439", 100), authorization_id=approval)
    with office.refusing("has 0 units left"):
        office.visit(patient, ("G0101", 100), authorization_id=approval)


def test_what_is_no_service_code_is_not_authorized(office: Office) -> None:
    coverage = office.coverage(office.patient().patient_id)
    with office.refusing("is not a service code"):
        approve(office, coverage, codes=["g0101", "shot"])


@pytest.mark.parametrize("day", ["2026-02-28", "2026-03-02"])
def test_r20_a_visit_outside_its_dates_or_plan_is_refused(office: Office, day: str) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    early = approve(office, coverage, valid_from="2026-03-01", valid_to="2026-03-01")
    with office.refusing("does not cover this visit"):
        office.visit(patient, ("G0439", 100), authorization_id=early, service_date=day)
    with office.refusing("does not cover this visit"):
        office.visit(patient, ("G0439", 100), authorization_id=early, self_pay=True)


def test_an_authorization_is_recorded_once_and_forward_in_time(office: Office) -> None:
    coverage = office.coverage(office.patient().patient_id)
    approve(office, coverage)
    with office.refusing("is already there"):
        approve(office, coverage)
    with office.refusing("before it begins"):
        approve(office, coverage, number="PA-78", valid_to="2025-12-31")


def test_an_eligibility_check_brings_the_copay_the_payer_named(office: Office) -> None:
    coverage = office.coverage(office.patient().patient_id)
    told = command(RecordEligibility, coverage_id=coverage, active=True, copay_cents=4500)
    assert record_eligibility(office.ws, told).check_id == 1
    with office.refusing("no coverage number 99"):
        record_eligibility(office.ws, command(RecordEligibility, coverage_id=99, active=True))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"kind": "auto"}, "state of the accident"),
        ({"kind": "work", "state": "ZZ"}, "state of the accident"),
        ({"happened_on": "2026-03-03"}, "is in the future"),
        ({"payer_id": 99}, "no payer number 99"),
        ({"adjuster_phone": "12"}, "is not a phone number"),
    ],
)
def test_r16_a_case_that_cannot_be_billed_is_refused(
    office: Office, over: dict[str, Any], words: str
) -> None:
    patient = office.patient().patient_id
    values = {"patient_id": patient, "kind": "work", "happened_on": "2026-02-01", **over}
    with office.refusing(words):
        record_case(office.ws, command(RecordCase, **values))


def test_a_case_belongs_to_its_patient_only(office: Office) -> None:
    patient, other = office.patient().patient_id, office.patient().patient_id
    values = {"patient_id": patient, "kind": "auto", "state": "oh", "happened_on": "2026-02-01"}
    case = record_case(office.ws, command(RecordCase, **values)).case_id
    assert office.visit(patient, ("G0439", 100), case_id=case).encounter_id
    with office.refusing("belongs to another patient"):
        office.visit(other, ("G0439", 100), case_id=case)
