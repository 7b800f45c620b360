import pytest

from tests.office import ADDRESS, Office


def test_two_plans_of_one_rank_do_not_overlap(office: Office) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2026-01-01", effective_to="2026-06-30")
    with office.refusing("already has a primary plan"):
        office.coverage(patient, effective_from="2026-06-30")
    with office.refusing("already has a primary plan"):
        office.coverage(patient, effective_from="2025-01-01", effective_to="2026-01-01")
    with office.refusing("already has a primary plan"):
        office.coverage(patient, effective_from="2025-01-01")


def test_plans_may_follow_one_another_or_stand_in_another_rank(office: Office) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2026-01-01", effective_to="2026-06-30")
    assert office.coverage(patient, effective_from="2026-07-01")
    assert office.coverage(patient, effective_from="2026-01-01", rank=2)


def test_an_open_plan_bars_all_later_ones(office: Office) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2026-01-01")
    with office.refusing("already has a primary plan"):
        office.coverage(patient, effective_from="2030-01-01")


def test_a_plan_that_ends_before_it_begins_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("before it begins"):
        office.coverage(patient, effective_from="2026-01-01", effective_to="2025-12-31")


def test_another_persons_plan_needs_that_person(office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("insured person is missing"):
        office.coverage(patient, relationship="spouse")
    insured = {
        "name": {"last": "Delgado", "first": "Luis"},
        "birth_date": "1966-01-01",
        "sex": "M",
        "address": ADDRESS,
    }
    assert office.coverage(patient, relationship="spouse", subscriber=insured)


@pytest.mark.parametrize(("field", "words"), [("payer_id", "no payer"), ("patient_id", "no pat")])
def test_unknown_payers_and_patients_are_refused(office: Office, field: str, words: str) -> None:
    values = {"patient_id": office.patient().patient_id, field: 99}
    patient = values.pop("patient_id")
    with office.refusing(words):
        office.coverage(patient, **values)
