import datetime as dt
from dataclasses import replace

import pytest

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.catalogue import CodeAnswer, ServiceAnswer
from desktop_biller.workflow.visits.suggestions import (
    recent_codes,
    suggest_diagnoses,
    suggest_services,
)
from tests.dict_catalogue import DictCatalogue
from tests.office import CODES, Office

DAY = dt.date(2026, 3, 2)


def diagnoses(office: Office, text: str, limit: int = 12) -> list[str]:
    return [hit.code for hit in suggest_diagnoses(office.ws, text, DAY, limit)]


def services(office: Office, text: str, limit: int = 12) -> list[str]:
    return [hit.code for hit in suggest_services(office.ws, text, DAY, limit)]


@pytest.fixture
def used(office: Office) -> Office:
    """Patient 1 was seen for I10 and G0447 first, patient 2 for Z00.00 and G0439 later."""
    first, second = office.patient().patient_id, office.patient().patient_id
    office.visit(first, ("G0447", 100), diagnoses=["I10"], service_date="2026-02-01")
    office.visit(second, ("G0439", 100), diagnoses=["Z00.00"])
    return office


def test_codes_used_lately_come_latest_first_and_a_patients_own_before_all(used: Office) -> None:
    assert recent_codes(used.ws).diagnoses == ("Z00.00", "I10")
    assert recent_codes(used.ws).services == ("G0439", "G0447")
    assert recent_codes(used.ws, 1).diagnoses == ("I10", "Z00.00")
    assert recent_codes(used.ws, 1).services == ("G0447", "G0439")


def test_nothing_typed_shows_what_was_used_lately(used: Office) -> None:
    assert diagnoses(used, "") == ["Z00.00", "I10"]
    assert services(used, " ") == ["G0439", "G0447"]


def test_diagnoses_are_found_by_the_beginning_of_a_code_or_by_all_words(office: Office) -> None:
    assert diagnoses(office, "e11") == ["E11.9", "E11"]
    assert diagnoses(office, "hypertension essential") == ["I10"]
    assert diagnoses(office, "diabetes gout") == []


def test_what_was_used_lately_stands_first_and_is_marked(used: Office) -> None:
    used.ws.catalogue = DictCatalogue(
        diagnoses={
            f"I1{n}": CodeAnswer(f"I1{n}", f"Hypertension {n}", billable=True, valid=True)
            for n in range(9, -1, -1)
        }
    )
    hits = suggest_diagnoses(used.ws, "hyper", DAY)
    assert [(hit.code, hit.recent) for hit in hits[:2]] == [("I10", True), ("I19", False)]
    assert len(hits) == 10


def test_a_typed_code_is_never_swapped_and_never_lost(used: Office) -> None:
    many = {f"I10.{n}": CodeAnswer(f"I10.{n}", "More", billable=True, valid=True) for n in range(9)}
    used.ws.catalogue = DictCatalogue(diagnoses={**many, **CODES})
    assert diagnoses(used, "i10", 3)[0] == "I10"
    header = replace(CODES["I10"], billable=False)
    used.ws.catalogue = DictCatalogue(diagnoses={**many, "I10": header})
    assert diagnoses(used, "I10", 3)[-1] == "I10"
    assert suggest_diagnoses(used.ws, "I10", DAY, 3)[-1].billable is False


def test_a_catalogue_that_cannot_search_still_takes_a_typed_code(office: Office) -> None:
    class Plain:
        def __init__(self) -> None:
            self.diagnosis = DictCatalogue(diagnoses=CODES).diagnosis

    office.ws.catalogue = Plain()  # type: ignore[assignment]  # only its look-up of diagnoses is asked
    assert diagnoses(office, "I10") == ["I10"]
    assert diagnoses(office, "hypertension") == []


def test_the_reference_database_answers_with_its_own_search(office: Office) -> None:
    with reference_db.ensure() as database:
        office.ws.catalogue = database
        hits = suggest_diagnoses(office.ws, "type 2 diabetes without compl", DAY)
        assert hits[0].code == "E11.9"
        assert hits[0].valid is True
        assert diagnoses(office, "e119")[0] == "E11.9"
        assert diagnoses(office, "qqqqxyz") == []


def test_services_are_those_of_the_practice_with_their_fees(used: Office) -> None:
    assert services(used, "g04") == ["G0439", "G0447", "G0446"]
    assert services(used, "visit yearly") == ["G0439"]
    (hit,) = suggest_services(used.ws, "blood", DAY)
    assert (hit.words, hit.fee_cents, hit.billable, hit.recent) == ("Blood draw", 1500, True, False)
    assert services(used, "g0446")[0] == "G0446"


def test_a_code_that_the_list_lacks_is_told_where_the_catalogue_knows_it(office: Office) -> None:
    assert services(office, "G0008") == []
    flu = ServiceAnswer("G0008", "Admin influenza virus vac", valid=True, words="Flu shot")
    office.ws.catalogue = DictCatalogue(services={"G0008": flu})
    (hit,) = suggest_services(office.ws, "g0008", DAY)
    assert (hit.words, hit.billable, hit.valid) == ("Flu shot (not in your list)", False, True)
