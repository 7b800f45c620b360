import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import StaleRecordError
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.workflow.patients.change_coverage import ChangeCoverage, change_coverage
from desktop_biller.workflow.patients.insurance import patient_coverages
from tests.office import ADDRESS, Office, command

SPOUSE = {
    "name": {"last": "Delgado", "first": "Luis"},
    "birth_date": "1966-01-09",
    "sex": "M",
    "address": ADDRESS,
}


def change(office: Office, coverage_id: int, **over: Any) -> int:
    values = {
        "coverage_id": coverage_id,
        "version": 1,
        "member_id": "W2084 55713",
        "effective_from": "2026-01-01",
        **over,
    }
    return change_coverage(office.ws, command(ChangeCoverage, **values)).version


def test_a_plan_is_as_it_was_typed(office: Office) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    change(office, coverage, group_number="G-77", copay_cents=2500, plan_name="Harbor PPO")
    (plan,) = patient_coverages(office.ws, patient)
    assert (plan.member_id, plan.group_number, plan.copay_cents, plan.plan_name) == (
        *("W2084 55713", "G-77"),
        *(2500, "Harbor PPO"),
    )
    assert (plan.version, plan.payer, plan.is_in_force) == (2, "Blue Harbor Health", True)


def test_an_ended_plan_lets_the_next_one_begin(office: Office) -> None:
    patient = office.patient().patient_id
    first = office.coverage(patient)
    change(office, first, effective_to="2026-02-28")
    second = office.coverage(patient, effective_from="2026-03-01")
    plans = patient_coverages(office.ws, patient)
    assert [(plan.coverage_id, plan.is_in_force) for plan in plans] == [
        (second, True),
        (first, False),
    ]


def test_claims_already_made_keep_what_they_were_made_with(office: Office) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    office.claim(office.visit(patient, ("G0101", 15000)))
    change(office, coverage)
    with office.ws.db.reading() as session:
        (facts,) = session.scalars(sa.select(ClaimSnapshot.facts))
    assert "XQ1234567" in facts
    assert "W2084" not in facts


def test_another_insured_is_kept_until_told_otherwise(office: Office) -> None:
    patient = office.patient().patient_id
    coverage = office.coverage(patient)
    change(office, coverage, relationship="spouse", subscriber=SPOUSE)
    change(office, coverage, version=2, relationship="spouse", copay_cents=1000)
    (plan,) = patient_coverages(office.ws, patient)
    assert plan.subscriber is not None
    assert plan.subscriber.name.filed == "Delgado, Luis"
    assert plan.subscriber.birth_date == dt.date(1966, 1, 9)
    change(office, coverage, version=3)
    (plan,) = patient_coverages(office.ws, patient)
    assert (plan.relationship, plan.subscriber) == ("self", None)


def test_a_form_that_was_read_before_another_change_is_refused(office: Office) -> None:
    coverage = office.coverage(office.patient().patient_id)
    change(office, coverage)
    with pytest.raises(StaleRecordError):
        change(office, coverage)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"member_id": "  "}, "member ID is missing"),
        ({"relationship": "child"}, "insured person is missing"),
        ({"effective_to": "2025-12-31"}, "before it begins"),
        ({"effective_from": "2025-12-01"}, "already has a primary plan"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    over: dict[str, Any], words: str, office: Office
) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2025-01-01", effective_to="2025-12-31")
    coverage = office.coverage(patient)
    with office.refusing(words):
        change(office, coverage, **over)
