"""The plan that a family shares is offered to the next of them."""

import datetime as dt

from desktop_biller.workflow.patients.details import patient_details
from desktop_biller.workflow.patients.family_plan import family_plan, plan_of_relatives
from tests.office import Office


def test_the_plan_of_whom_a_guarantor_answers_for_is_found_with_the_insured(
    office: Office,
) -> None:
    parent = office.insured_patient()
    guarantor = patient_details(office.ws, parent.patient_id).guarantor_id
    plan = family_plan(office.ws, guarantor)
    assert plan is not None
    assert plan.member_id
    assert plan.insured.name == patient_details(office.ws, parent.patient_id).name
    assert plan.insured.birth_date == patient_details(office.ws, parent.patient_id).birth_date


def test_a_patient_is_offered_what_the_others_have_and_never_the_own_plan(office: Office) -> None:
    parent = office.insured_patient()
    guarantor = patient_details(office.ws, parent.patient_id).guarantor_id
    child = office.patient(
        name={"last": "Lee", "first": "Theo"}, guarantor_id=guarantor, birth_date="2019-09-09"
    )
    assert plan_of_relatives(office.ws, child.patient_id) is not None
    assert plan_of_relatives(office.ws, parent.patient_id) is None


def test_a_plan_that_has_ended_is_not_offered(office: Office) -> None:
    parent = office.patient()
    office.coverage(parent.patient_id, effective_to=dt.date(2026, 1, 31).isoformat())
    guarantor = patient_details(office.ws, parent.patient_id).guarantor_id
    assert family_plan(office.ws, guarantor) is None
