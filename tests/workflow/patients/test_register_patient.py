import datetime as dt

import pytest

from tests.office import ADDRESS, Office


def test_a_patient_answers_for_the_own_bill_unless_another_is_named(office: Office) -> None:
    mother = office.patient(name={"last": "Delgado", "first": "Rosa"})
    child = office.patient(
        name={"last": "Delgado", "first": "Mateo"},
        birth_date="2019-05-01",
        guarantor_id=mother.guarantor_id,
    )
    assert child.guarantor_id == mother.guarantor_id
    assert child.account == mother.account


def test_accounts_are_numbered_without_gaps(office: Office) -> None:
    first, second = office.patient(), office.patient()
    assert (first.account, second.account) == ("10001", "10002")


@pytest.mark.parametrize("name", ["Rosa", "ROSA", " Rosa "])
def test_a_second_patient_of_the_same_name_and_birth_date_is_refused(
    office: Office, name: str
) -> None:
    office.patient(name={"last": "Delgado", "first": "Rosa"})
    with office.refusing("already registered"):
        office.patient(name={"last": "Delgado", "first": name})


def test_a_name_beyond_ascii_is_recognized_too(office: Office) -> None:
    office.patient(name={"last": "Núñez", "first": "Ángel"})
    with office.refusing("already registered"):
        office.patient(name={"last": "Núñez", "first": "Ángel"})
    with office.refusing("already registered"):
        office.patient(name={"last": "NÚÑEZ", "first": "ángel"})


def test_the_user_may_say_that_it_is_another_person(office: Office) -> None:
    first = office.patient(name={"last": "Delgado", "first": "Rosa"})
    second = office.patient(name={"last": "Delgado", "first": "Rosa"}, not_a_duplicate=True)
    assert second.patient_id != first.patient_id


@pytest.mark.parametrize("born", ["2026-03-03", "1895-12-31"])
def test_an_impossible_birth_date_is_refused(office: Office, born: str) -> None:
    with office.refusing("is not possible"):
        office.patient(birth_date=born)


def test_a_child_born_today_can_be_registered(office: Office) -> None:
    assert office.patient(birth_date=dt.date(2026, 3, 2).isoformat()).patient_id


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("state", "ZZ", "is not a state"),
        ("zip_code", "4550", "is not a ZIP code"),
    ],
)
def test_r05_an_address_that_mail_cannot_reach_is_refused(
    office: Office, field: str, value: str, words: str
) -> None:
    with office.refusing(words):
        office.patient(address={**ADDRESS, field: value})


def test_a_phone_number_without_ten_digits_is_refused(office: Office) -> None:
    with office.refusing("is not a phone number"):
        office.patient(phone="555-0142")


def test_a_name_of_blanks_is_refused(office: Office) -> None:
    with office.refusing("needs a last and a first name"):
        office.patient(name={"last": "Delgado", "first": " \t"})


@pytest.mark.parametrize(
    ("field", "words"), [("guarantor_id", "no guarantor"), ("provider_id", "no provider")]
)
def test_unknown_people_are_refused(office: Office, field: str, words: str) -> None:
    with office.refusing(words):
        office.patient(**{field: 99})
