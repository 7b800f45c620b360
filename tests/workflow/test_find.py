import datetime as dt

import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.workflow.find import Found, find_anything
from tests.office import Office


@pytest.fixture
def smiths(office: Office) -> list[int]:
    """Three people whose names begin with Smi, in the order of the list."""
    return [
        office.patient(name={"last": last, "first": first}, birth_date=born).patient_id
        for last, first, born in (
            ("Smith", "Jonathan", "1965-03-08"),
            ("Smith", "Judith", "1977-10-19"),
            ("Smithers", "Joan", "1956-01-30"),
        )
    ]


def names(found: Found) -> list[str]:
    return [patient.name for patient in found.patients]


def test_patients_come_first_with_what_tells_them_apart(office: Office, smiths: list[int]) -> None:
    office.visit(smiths[0], ("P9612", 3750))
    found = find_anything(office.ws, "smi j")
    assert [patient.patient_id for patient in found.patients] == smiths
    first = found.patients[0]
    assert (first.name, first.sex, first.age, first.account) == (
        *("Smith, Jonathan", "F"),
        *(60, "10001"),
    )
    assert (first.birth_date, first.patient_cents) == (dt.date(1965, 3, 8), 3750)
    assert found.count == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("j smi", ["Smithers, Joan", "Smith, Jonathan", "Smith, Judith"]),
        ("judith", ["Smith, Judith"]),
        ("jo", ["Smithers, Joan", "Smith, Jonathan"]),
        ("3/8/1965", ["Smith, Jonathan"]),
        ("10002", ["Smith, Judith"]),
        ("smith 10/19/77", ["Smith, Judith"]),
        ("smith 1000", []),
        ("10002 10/19/1977", ["Smith, Judith"]),
        ("10002 10/20/1977", []),
        ("nobody", []),
        ("3/8", []),
        ("", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_people_are_found_as_in_the_list(
    text: str, wanted: list[str], office: Office, smiths: list[int]
) -> None:
    del smiths
    assert names(find_anything(office.ws, text)) == wanted


def test_last_names_stand_before_first_names_and_those_before_words_inside(office: Office) -> None:
    for last, first in (("Ruiz Rosa", "Ana"), ("Delgado", "Rosa"), ("Rosario", "Ines")):
        office.patient(name={"last": last, "first": first})
    assert names(find_anything(office.ws, "rosa")) == [
        "Rosario, Ines",
        "Delgado, Rosa",
        "Ruiz Rosa, Ana",
    ]


def test_phone_and_member_number_are_found_however_they_are_written(office: Office) -> None:
    patient = office.patient(phone="(937) 555-0142").patient_id
    office.coverage(patient, member_id="W2084 55713")
    for text in ("9375550142", "937-555", "555-0142", "0142", "w2084", "W2084 55713", "w208455713"):
        assert [p.patient_id for p in find_anything(office.ws, text).patients] == [patient], text


def test_no_more_patients_are_shown_than_fit_and_more_are_told(office: Office) -> None:
    for number in range(6):
        office.patient(name={"last": "Smith", "first": f"A{'bcdefg'[number]}"})
    found = find_anything(office.ws, "smith")
    assert (len(found.patients), found.more_patients) == (5, True)
    found = find_anything(office.ws, "smith", limit=6)
    assert (len(found.patients), found.more_patients) == (6, False)


def test_claims_are_found_by_number_and_by_their_patient(office: Office) -> None:
    patient = office.insured_patient(name={"last": "Smith", "first": "Jonathan"}).patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    for text in (claim.number, claim.number.lower(), "1", "smith"):
        (found,) = find_anything(office.ws, text).claims
        assert (found.claim_id, found.number, found.patient) == (
            *(claim.claim_id, claim.number),
            "Smith, Jonathan",
        ), text
    assert (found.payer, found.service_date, found.billed_cents, found.state) == (
        *("Blue Harbor Health", dt.date(2026, 3, 2)),
        *(18500, "ready"),
    )


def test_the_latest_three_claims_of_a_patient_are_shown(office: Office) -> None:
    patient = office.insured_patient(name={"last": "Smith", "first": "Jonathan"}).patient_id
    made = [office.claim(office.visit(patient, ("G0439", 18500))).claim_id for _ in range(4)]
    found = find_anything(office.ws, "smith")
    assert [claim.claim_id for claim in found.claims] == made[:0:-1]
    assert found.more_claims


def test_checks_are_found_by_their_number(office: Office) -> None:
    patient = office.insured_patient(name={"last": "Smith", "first": "Jonathan"}).patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    posted = office.remit(claim.claim_id, (18500, ""), reference="EFT88123")
    paid = office.pay(patient, 500, "account", method="check", reference="8812")
    (check,) = find_anything(office.ws, "eft88").payments
    assert (check.payment_id, check.source, check.who, check.cents) == (
        *(posted.payment_id, "insurer", "Blue Harbor Health"),
        18500,
    )
    (payment,) = find_anything(office.ws, "881").payments
    assert (payment.payment_id, payment.source, payment.who) == (
        *(paid.payment_id, "patient"),
        "Smith, Jonathan",
    )


def test_who_may_not_read_the_books_finds_no_payments(office: Office) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 500, "account", method="check", reference="8812")
    with office.acting_as("provider"):
        assert find_anything(office.ws, "8812").payments == ()
    with office.acting_as("visitor"), pytest.raises(PermissionDeniedError):
        find_anything(office.ws, "8812")


def test_a_code_that_was_typed_is_told_in_words(office: Office) -> None:
    (own,) = find_anything(office.ws, "g0439").codes
    assert (own.system, own.code, own.words) == ("service", "G0439", "Yearly wellness visit")
    (known,) = find_anything(office.ws, "e119").codes
    assert (known.system, known.code) == ("diagnosis", "E11.9")
    assert find_anything(office.ws, "Z99.9").codes == ()


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "smith " * 20_000, "\x00", "'; --", "13/45/2026", "٣/٤/١٩٦٨", "-" * 500]
)
def test_what_makes_no_sense_finds_nothing_and_fails_at_nothing(text: str, office: Office) -> None:
    office.patient()
    assert find_anything(office.ws, text).count == 0
