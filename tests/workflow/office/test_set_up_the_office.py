from typing import Any

import pytest

from desktop_biller.workflow.office.practice import (
    AddProvider,
    SetUpPractice,
    add_provider,
    set_up_practice,
)
from desktop_biller.workflow.office.services import AddService, SetFee, add_service, set_fee
from tests.office import ADDRESS, PRACTICE, Office, command

PO_BOX = {**ADDRESS, "line1": "P.O. Box 77"}


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"npi": "1234567890"}, "NPI 1234567890 of the practice has a wrong check digit"),  # X03
        ({"npi": "12345"}, "is not an NPI: it needs 10 digits"),
        ({"tax_id": "12-345678"}, "is not a tax ID"),
        ({"taxonomy": "207Q000001"}, "must have 10 characters and end in X"),
        ({"phone": "555"}, "is not a phone number"),
        ({"address": PO_BOX}, "must be a street"),
    ],
)
def test_a_practice_that_cannot_bill_is_refused(
    office: Office, over: dict[str, Any], words: str
) -> None:
    with office.refusing(words):
        set_up_practice(office.ws, command(SetUpPractice, **{**PRACTICE, **over}))


def test_r04b_the_remit_address_may_be_a_po_box(office: Office) -> None:
    over = {**PRACTICE, "remit_name": "CHFM Billing", "remit_address": PO_BOX}
    assert set_up_practice(office.ws, command(SetUpPractice, **over)).practice_id == 1


@pytest.mark.parametrize(
    ("npi", "words"),
    [("1234567839", "has a wrong check digit"), ("1999999984", "is already there")],
)
def test_a_provider_has_a_true_npi_of_the_own(office: Office, npi: str, words: str) -> None:
    told = command(AddProvider, name={"last": "Osei", "first": "Abena"}, npi=npi)
    with office.refusing(words):
        add_provider(office.ws, told)


def test_a_payer_is_added_once_with_whole_deadlines(office: Office) -> None:
    with office.refusing("named Blue Harbor Health is already there"):
        office.payer(" Blue  Harbor Health ")
    with office.refusing("deadline needs days or years"):
        office.payer("Second Shore", clocks=[{"kind": "initial", "start": "service"}])
    with office.refusing("deadline needs days or years"):
        both = {"kind": "initial", "start": "service", "days": 90, "years": 1}
        office.payer("Second Shore", clocks=[both])
    clocks = [{"kind": "initial", "start": "service", "years": 1}]
    assert office.payer("Second Shore", clocks=clocks, preset="medicare")


def service(office: Office, **over: Any) -> int:
    values = {
        "code": "G0008",
        "description": "Flu shot",
        "fee_cents": 3500,
        "effective_from": "2026-01-01",
        **over,
    }
    return add_service(office.ws, command(AddService, **values)).service_id


@pytest.mark.parametrize(
    ("code", "words"),
    [("G000", "is not a service code"), ("G00.8", "is not a"), ("g0439", "G0439 is already in")],
)
def test_a_service_is_added_once_under_a_whole_code(office: Office, code: str, words: str) -> None:
    with office.refusing(words):
        service(office, code=code)


def fee(office: Office, cents: int, day: str, **over: Any) -> int:
    values = {"service_code": "P9612", "fee_cents": cents, "effective_from": day, **over}
    return set_fee(office.ws, command(SetFee, **values)).fee_id


def test_a_new_fee_counts_from_its_date_on(office: Office) -> None:
    fee(office, 1800, "2026-03-01")
    patient = office.patient().patient_id
    line = {"code": "P9612", "pointers": [1]}
    before = office.visit(patient, lines=[line], service_date="2026-02-28")
    after = office.visit(patient, lines=[line], service_date="2026-03-01")
    assert (before.charge_cents, after.charge_cents) == (1500, 1800)


def test_a_fee_of_one_date_is_set_anew_and_not_twice(office: Office) -> None:
    assert fee(office, 1800, "2026-03-01") == fee(office, 1900, "2026-03-01")
    own = fee(office, 2000, "2026-03-01", payer_id=1)
    assert own == fee(office, 2100, "2026-03-01", payer_id=1)
    with office.refusing("no payer number 99"):
        fee(office, 2000, "2026-03-01", payer_id=99)
    with office.refusing("G9999 is not in your list"):
        fee(office, 2000, "2026-03-01", service_code="G9999")
