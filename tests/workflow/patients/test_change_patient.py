import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import StaleRecordError
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.models.patient import Guarantor
from desktop_biller.workflow.patients.change_patient import (
    ChangePatient,
    PatientChanged,
    change_patient,
)
from desktop_biller.workflow.patients.details import patient_details
from desktop_biller.workflow.patients.insurance import patient_coverages
from desktop_biller.workflow.patients.patient_list import patient_ids
from desktop_biller.workflow.reading import ListQuery
from tests.office import ADDRESS, Office, command

NEW_ADDRESS = {"line1": "9 Alder Way", "city": "Dayton", "state": "OH", "zip_code": "45402"}
CHANGED: dict[str, Any] = {
    "name": {"last": "Zielińska", "first": "Rosa", "middle": "M"},
    "birth_date": "1968-04-13",
    "sex": "F",
    "address": NEW_ADDRESS,
    "phone": "(937) 555-0199",
}


def change(office: Office, patient_id: int, **over: Any) -> PatientChanged:
    version = patient_details(office.ws, patient_id).version
    values = {**CHANGED, "patient_id": patient_id, "version": version, **over}
    return change_patient(office.ws, command(ChangePatient, **values))


def test_the_details_are_as_they_were_typed_and_found_by_the_new_name(office: Office) -> None:
    patient = office.patient().patient_id
    change(office, patient, email="rosa@example.test", language="es")
    told = patient_details(office.ws, patient)
    assert told.name.filed == "Zielińska, Rosa M"
    assert (told.birth_date, told.phone) == (dt.date(1968, 4, 13), "9375550199")
    assert (told.email, told.language) == ("rosa@example.test", "es")
    assert told.address.line1 == "9 Alder Way"
    assert patient_ids(office.ws, ListQuery("zielinska")) == (patient,)
    assert patient_ids(office.ws, ListQuery("delgado")) == ()


def test_a_form_that_was_read_before_another_change_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    version = patient_details(office.ws, patient).version
    assert change(office, patient, version=version).version == version + 1
    before = office.fingerprint()
    with pytest.raises(StaleRecordError, match="changed by someone else"):
        change(office, patient, version=version, phone="")
    assert office.fingerprint() == before


def test_the_own_account_goes_with_the_patient(office: Office) -> None:
    registered = office.patient()
    change(office, registered.patient_id)
    told = patient_details(office.ws, registered.patient_id)
    assert (told.guarantor, told.is_own_guarantor) == ("Zielińska, Rosa M", True)
    with office.ws.db.reading() as session:
        assert session.get_one(Guarantor, registered.guarantor_id).line1 == "9 Alder Way"


def test_a_parents_account_stays_as_it_is(office: Office) -> None:
    parent = office.patient(name={"last": "Delgado", "first": "Ana"})
    child = office.patient(guarantor_id=parent.guarantor_id)
    change(office, child.patient_id)
    told = patient_details(office.ws, child.patient_id)
    assert (told.guarantor, told.is_own_guarantor) == ("Delgado, Ana", False)
    assert told.relatives == ((parent.patient_id, "Delgado, Ana"),)
    assert patient_details(office.ws, parent.patient_id).address.line1 == ADDRESS["line1"]


def test_a_patient_moves_to_another_account(office: Office) -> None:
    parent = office.patient(name={"last": "Delgado", "first": "Ana"})
    child = office.patient()
    change(office, child.patient_id, guarantor_id=parent.guarantor_id)
    assert patient_details(office.ws, child.patient_id).account == parent.account


def test_own_plans_follow_and_claims_already_made_do_not(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.claim(office.visit(patient, ("G0101", 15000)))
    with office.ws.db.reading() as session:
        before = session.scalars(sa.select(ClaimSnapshot.facts)).all()
    change(office, patient)
    (plan,) = patient_coverages(office.ws, patient)
    assert plan.subscriber is None
    with office.ws.db.reading() as session:
        assert session.scalars(sa.select(ClaimSnapshot.facts)).all() == before
    second = office.claim(office.visit(patient, ("G0447", 6000)))
    with office.ws.db.reading() as session:
        facts = session.scalar(
            sa.select(ClaimSnapshot.facts).where(ClaimSnapshot.claim_id == second.claim_id)
        )
    assert "Delgado" not in (facts or "Delgado")


def test_an_ended_plan_keeps_the_insured_it_had(office: Office) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_to="2026-01-31")
    (before,) = patient_coverages(office.ws, patient)
    change(office, patient)
    assert patient_coverages(office.ws, patient) == (before,)


def test_the_same_name_and_birth_date_is_no_duplicate_of_itself(office: Office) -> None:
    patient = office.patient().patient_id
    change(office, patient)
    change(office, patient, phone="")


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"birth_date": "2026-03-03"}, "is not possible"),
        ({"birth_date": "2026-02-21"}, "There is a visit on 02/20/2026, before"),
        ({"death_date": "2026-02-19"}, "There is a visit on 02/20/2026, after"),
        ({"death_date": "2026-03-03"}, "date of death of 03/03/2026 is not possible"),
        ({"death_date": "1960-01-01"}, "date of death of 01/01/1960 is not possible"),
        ({"phone": "555"}, "not a phone number"),
        ({"provider_id": 9}, "no provider number 9"),
        ({"guarantor_id": 99}, "no guarantor number 99"),
        ({"name": {"last": "Twin", "first": "Tia"}, "birth_date": "1990-05-05"}, "already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    over: dict[str, Any], words: str, office: Office
) -> None:
    office.patient(name={"last": "Twin", "first": "Tia"}, birth_date="1990-05-05")
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 15000), service_date="2026-02-20")
    with office.refusing(words):
        change(office, patient, **over)


def test_another_person_of_the_same_name_and_birth_date_may_be_told(office: Office) -> None:
    office.patient(name={"last": "Twin", "first": "Tia"}, birth_date="1990-05-05")
    patient = office.patient().patient_id
    name = {"last": "Twin", "first": "Tia"}
    change(office, patient, name=name, birth_date="1990-05-05", not_a_duplicate=True)
    assert len(patient_ids(office.ws, ListQuery("twin"))) == 2
