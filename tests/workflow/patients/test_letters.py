"""Names that no paper could print are refused where they are typed, not when money is taken."""

import pytest

from desktop_biller.foundation.errors import InputError
from tests.office import ADDRESS, Office


@pytest.mark.parametrize("last", ["日本", "محمد", "O\N{GRINNING FACE}Brien"])
def test_a_name_whose_letters_no_paper_has_is_refused_at_once(last: str, office: Office) -> None:
    with office.refusing("last name"):
        office.patient(name={"last": last, "first": "Taro"})
    with office.refusing("address"):
        office.patient(address={**ADDRESS, "line1": f"1 {last} Street"})
    with office.refusing("payer"):
        office.payer(name=last)


@pytest.mark.parametrize("last", ["Łukasz", "Nguyễn", "<b>O'Brien</b>", "Müller-Lüdenscheidt"])
def test_names_of_many_languages_are_taken_and_printed(last: str, office: Office) -> None:
    patient = office.patient(name={"last": last, "first": "Zoë"}).patient_id
    assert office.pay(patient, 3000).receipt.number == "R-2026-00001"


def test_the_letter_is_told_at_the_field_that_holds_it(office: Office) -> None:
    with pytest.raises(InputError) as told:
        office.patient(name={"last": "Lee", "first": "Zoe \N{GRINNING FACE}"})
    assert told.value.field == "first"
    assert told.value.what.startswith("The first name has the character")
