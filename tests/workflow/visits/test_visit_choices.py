import datetime as dt

from desktop_biller.workflow.office.practice import AddProvider, add_provider
from desktop_biller.workflow.patients.authorization import (
    RecordAuthorization,
    record_authorization,
)
from desktop_biller.workflow.patients.injury_case import RecordCase, record_case
from desktop_biller.workflow.visits.visit_choices import (
    diagnosis_titles,
    priced_services,
    visit_choices,
)
from tests.office import Office, command

DAY = dt.date(2026, 3, 2)


def second_provider(office: Office) -> int:
    told = command(AddProvider, name={"last": "Abara", "first": "Chidi"}, npi="1679523708")
    return add_provider(office.ws, told).provider_id


def authorize(office: Office, coverage_id: int, number: str = "PA-77", **over: object) -> int:
    values = {
        "coverage_id": coverage_id,
        "number": number,
        "units": 10,
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        **over,
    }
    return record_authorization(office.ws, command(RecordAuthorization, **values)).authorization_id


def test_providers_are_offered_by_name_and_plans_in_their_order(office: Office) -> None:
    second_provider(office)
    patient = office.patient().patient_id
    office.coverage(patient, rank=2, member_id="MM2", copay_cents=0)
    office.coverage(patient)
    office.coverage(patient, effective_from="2025-01-01", effective_to="2025-12-31")
    told = visit_choices(office.ws, patient, DAY)
    assert [p.words for p in told.providers] == ["Chidi Abara", "Elena Park, MD"]
    assert [(p.rank, p.payer, p.copay_cents) for p in told.plans] == [
        (1, "Blue Harbor Health", 3000),
        (2, "Blue Harbor Health", 0),
    ]
    assert told.place_of_service == "11"


def test_the_provider_is_the_patients_own_or_the_last_seen_or_the_first(office: Office) -> None:
    abara = second_provider(office)
    patient = office.patient().patient_id
    assert visit_choices(office.ws, patient, DAY).provider_id == abara  # first by name
    office.visit(patient, ("G0439", 100))
    assert visit_choices(office.ws, patient, DAY).provider_id == office.provider_id
    own = office.patient(provider_id=abara).patient_id
    office.visit(own, ("G0439", 100))
    assert visit_choices(office.ws, own, DAY).provider_id == abara


def test_authorizations_of_the_day_tell_the_units_that_are_left(office: Office) -> None:
    patient = office.patient().patient_id
    plan = office.coverage(patient)
    approval = authorize(office, plan, units_used_before=2, codes=["G0439"])
    authorize(office, plan, "PA-OLD", valid_to="2026-02-01")
    office.visit(patient, ("G0439", 100), ("P9612", 100), authorization_id=approval)
    (told,) = visit_choices(office.ws, patient, DAY).authorizations
    assert (told.number, told.units_left, told.codes) == ("PA-77", 7, ("G0439",))


def test_cases_that_happened_by_the_day_are_offered(office: Office) -> None:
    patient = office.patient().patient_id
    for kind, day in (("work", "2026-02-01"), ("other", "2026-03-02")):
        told = command(RecordCase, patient_id=patient, kind=kind, happened_on=day)
        record_case(office.ws, told)
    cases = visit_choices(office.ws, patient, DAY).cases
    assert [case.words for case in cases] == ["Other accident", "Work injury"]
    before = visit_choices(office.ws, patient, dt.date(2026, 2, 28)).cases
    assert [case.words for case in before] == ["Work injury"]


def test_services_are_priced_on_their_day(office: Office) -> None:
    told = {service.code: service.fee_cents for service in priced_services(office.ws, DAY)}
    assert told["P9612"] == 1500
    assert [s.fee_cents for s in priced_services(office.ws, dt.date(2019, 1, 1))] == [None] * 6


def test_titles_come_in_the_order_asked_for(office: Office) -> None:
    titles = diagnosis_titles(office.ws, ["i10", "E11"], DAY)
    assert [(t.code, t.billable) for t in titles] == [("I10", True), ("E11", False)]
    assert titles[0].title == "Essential (primary) hypertension"
