import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from desktop_biller.codesets.catalogue import CodeAnswer
from desktop_biller.reports.state import State
from tests.dict_catalogue import DictCatalogue
from tests.office import CODES, Office

LINE = {"code": "G0439", "charge_cents": 18500, "pointers": [1]}


def record(office: Office, **over: Any) -> Any:
    return office.visit(office.patient().patient_id, ("G0439", 18500), **over)


def test_the_insurer_is_charged_where_there_is_one_and_else_the_patient(office: Office) -> None:
    insured = office.insured_patient().patient_id
    office.visit(insured, ("G0439", 18500))
    assert office.state(insured) == State(charges=18500, insurance_open=18500)
    alone = office.patient().patient_id
    office.visit(alone, ("G0439", 18500))
    assert office.state(alone) == State(charges=18500, patient_open=18500)


def test_a_patient_may_pay_a_visit_though_a_plan_is_on_file(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.visit(patient, ("G0439", 18500), self_pay=True)
    assert office.state(patient) == State(charges=18500, patient_open=18500)


def test_a_plan_counts_on_the_date_of_service(office: Office) -> None:
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2026-01-01", effective_to="2026-02-28")
    office.visit(patient, ("G0439", 100), service_date="2026-02-28")
    office.visit(patient, ("G0439", 10), service_date="2026-03-01")
    assert office.state(patient) == State(charges=110, insurance_open=100, patient_open=10)


def test_the_fee_of_the_date_times_the_units_is_charged_where_no_amount_is_given(
    office: Office,
) -> None:
    visit = record(office, lines=[{"code": "P9612", "units": 3, "pointers": [1]}])
    assert visit.charge_cents == 4500


def test_zero_charge_lines_are_kept_and_post_nothing(office: Office) -> None:
    visit = record(office, lines=[{**LINE, "charge_cents": 0}, {**LINE, "charge_cents": 0}])
    assert len(visit.line_ids) == 2
    assert office.whole() == State()
    assert office.findings() == []


# --- Dates (R06) --------------------------------------------------------------------------------


def test_r06a_a_date_of_service_in_the_future_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("is in the future"):
        office.visit(patient, ("G0439", 100), service_date="2026-03-03")


def test_r06c_a_date_of_service_before_birth_is_refused(office: Office) -> None:
    patient = office.patient(birth_date="2026-03-01").patient_id
    with office.refusing("before the patient's birth"):
        office.visit(patient, ("G0439", 100), service_date="2026-02-28")
    assert office.visit(patient, ("G0439", 100), service_date="2026-03-01").encounter_id


# --- Diagnoses (R11, R30) -----------------------------------------------------------------------


def test_r30b_a_header_is_refused_with_its_children_on_offer(office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("can't be billed.*E11.9"):
        office.visit(patient, ("G0439", 100), diagnoses=["E11"])


def test_r30a_a_code_not_valid_on_the_date_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    gone = CodeAnswer(
        code="M72.2",
        title="Plantar fascial fibromatosis",
        billable=True,
        valid=False,
        reason="M72.2 is not valid on 10/01/2026.",
        children=("M72.20", "M72.21"),
    )
    office.ws.catalogue = DictCatalogue(diagnoses={**CODES, "M72.2": gone})
    with office.refusing("M72.2 is not valid.*M72.20, M72.21"):
        office.visit(patient, ("G0439", 100), diagnoses=["M72.2"])


def test_an_unknown_diagnosis_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    unknown = CodeAnswer(
        code="Q99.99", title="", billable=False, valid=False, reason="There is no code Q99.99."
    )
    office.ws.catalogue = DictCatalogue(diagnoses={**CODES, "Q99.99": unknown})
    with office.refusing("There is no code Q99.99"):
        office.visit(patient, ("G0439", 100), diagnoses=["Q99.99"])


def test_a_date_without_code_data_is_saved_and_told_as_not_checked(office: Office) -> None:
    patient = office.patient().patient_id
    undated = replace(CODES["I10"], valid=None, reason="The 2027 codes are not loaded.")
    office.ws.catalogue = DictCatalogue(diagnoses={"I10": undated})
    visit = office.visit(patient, ("G0439", 100), diagnoses=["I10"])
    (finding,) = visit.findings
    assert (finding.severity, finding.outcome) == ("info", "no data")
    assert "not checked: The 2027 codes are not loaded." in finding.message


def test_r11c_thirteen_diagnoses_are_refused_and_twelve_pass(office: Office) -> None:
    codes = [f"Z00.{n:02d}" for n in range(13)]
    office.ws.catalogue = DictCatalogue(
        diagnoses={code: replace(CODES["I10"], code=code) for code in codes}
    )
    patient = office.patient().patient_id
    with office.refusing("13 diagnoses are more than the 12"):
        office.visit(patient, ("G0439", 100), diagnoses=codes)
    assert office.visit(patient, ("G0439", 100), diagnoses=codes[:12]).encounter_id


@pytest.mark.parametrize(
    ("diagnoses", "words"),
    [
        ([], "at least one diagnosis"),
        (["I10", "I10"], "I10 is entered twice"),
        (["I10", "i10"], "I10 is entered twice"),
    ],
)
def test_r11_diagnoses_that_cannot_go_on_a_claim_are_refused(
    office: Office, diagnoses: list[str], words: str
) -> None:
    patient = office.patient().patient_id
    with office.refusing(words):
        office.visit(patient, ("G0439", 100), diagnoses=diagnoses)


# --- Lines (R10, R11e, R13) ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"pointers": []}, "Line 1 points to no diagnosis"),
        ({"pointers": [3]}, "points to diagnosis C, which is empty"),
        ({"pointers": [0]}, "points to diagnosis 0, which is empty"),
        ({"pointers": [13]}, "points to diagnosis 13, which is empty"),
        ({"pointers": [1, 1]}, "one to four different diagnoses"),
        ({"pointers": [1, 2, 3, 4, 5]}, "one to four different diagnoses"),
        ({"modifiers": ["5"]}, "modifiers that can't be used: 5"),
        ({"modifiers": ["25", "25"]}, "modifiers that can't be used: 25, 25"),
        ({"modifiers": ["25", "59", "76", "77", "91"]}, "modifiers that can't be used"),
        ({"code": "G9999"}, "G9999 is not in your list"),
    ],
)
def test_a_line_that_cannot_be_billed_is_refused(
    office: Office, line: dict[str, Any], words: str
) -> None:
    patient = office.patient().patient_id
    with office.refusing(words):
        office.visit(patient, lines=[{**LINE, **line}])


def test_r10a_a_visit_without_a_service_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("has no service"):
        office.visit(patient)


def test_a_service_without_a_fee_on_that_date_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    line = {"code": "G0439", "pointers": [1]}
    with office.refusing("has no fee yet on 12/31/2019"):
        office.visit(patient, lines=[line], service_date="2019-12-31")


@pytest.mark.parametrize(("field", "words"), [("provider_id", "no provider"), ("case_id", "no c")])
def test_a_visit_to_nobody_is_refused(office: Office, field: str, words: str) -> None:
    patient = office.patient().patient_id
    with office.refusing(words):
        office.visit(patient, ("G0439", 100), **{field: 99})


def test_r01_a_referring_provider_needs_a_true_npi(office: Office) -> None:
    patient = office.patient().patient_id
    who = {"qualifier": "DN", "last": "Osei", "first": "Abena", "npi": "1234567890"}
    with office.refusing("NPI 1234567890 of Abena Osei has a wrong check digit"):
        office.visit(patient, ("G0439", 100), referring=who)


def test_nothing_is_charged_on_a_closed_day(office: Office) -> None:
    patient = office.patient().patient_id
    office.close(office.clock.today())
    with office.refusing("closed through 03/02/2026"):
        office.visit(patient, ("G0439", 100))
    office.on(dt.date(2026, 3, 3))
    assert office.visit(patient, ("G0439", 100), service_date="2026-03-02").encounter_id
