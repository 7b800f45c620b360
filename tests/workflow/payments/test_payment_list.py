import datetime as dt
from typing import Any

import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.workflow.payments.payment_defaults import payment_defaults
from desktop_biller.workflow.payments.payment_list import (
    PaymentTotals,
    payment_ids,
    payment_rows,
    payment_totals,
)
from desktop_biller.workflow.payments.posted_checks import check_looks_posted
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office


def shown(office: Office, **query: Any) -> tuple[int, ...]:
    return payment_ids(office.ws, ListQuery(**query))


@pytest.fixture
def paid(office: Office) -> Office:
    """1: a copay applied, 2: a check paid ahead, 3: an insurer's check with 12.50 left over."""
    patient = office.insured_patient(name={"last": "Adams", "first": "Ana"}).patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    office.pay(patient, 3000)
    alone = office.patient(name={"last": "Brown", "first": "Bo"}).patient_id
    office.pay(alone, 5000, "prepayment", method="check", reference="2211")
    answer = (9840, "CO-45 5660, PR-3 3000")
    office.remit(claim.claim_id, answer, cents=11090, leave_unapplied=True)
    return office


def test_a_row_tells_who_paid_how_and_what_of_it_stands_on_lines(paid: Office) -> None:
    copay, ahead, check = payment_rows(paid.ws, [1, 2, 3])
    assert (copay.who, copay.purpose, copay.method) == ("Adams, Ana", "Copay", "Cash")
    assert (copay.cents, copay.applied_cents, copay.unapplied_cents) == (3000, 3000, 0)
    assert (ahead.who, ahead.purpose, ahead.method, ahead.reference) == (
        "Brown, Bo",
        "Paid ahead",
        "Check",
        "2211",
    )
    assert (ahead.applied_cents, ahead.unapplied_cents) == (0, 5000)
    assert (check.who, check.purpose) == ("Blue Harbor Health", "Insurance check")
    assert (check.applied_cents, check.unapplied_cents) == (9840, 1250)
    assert (check.patient_id, check.payer_id, check.receipt_id) == (None, 1, None)
    assert copay.receipt_id == 1


def test_what_an_insurer_paid_too_much_is_unapplied(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 10000)))
    office.remit(claim.claim_id, (12000, "OA-94 -2000"))
    (row,) = payment_rows(office.ws, [1])
    assert (row.applied_cents, row.unapplied_cents) == (10000, 2000)


def test_a_voided_payment_is_marked_and_its_money_is_counted_nowhere(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.visit(patient, ("G0439", 18500))
    office.void(office.pay(patient, 3000))
    office.pay(patient, 2000)
    voided, kept = payment_rows(office.ws, [1, 2])
    assert (voided.voided, voided.applied_cents, voided.unapplied_cents) == (True, 0, 0)
    assert (kept.voided, kept.applied_cents) == (False, 2000)
    assert payment_totals(office.ws, ListQuery()) == PaymentTotals(2, 2000, 0)


def test_lists_show_today_all_or_a_part(paid: Office) -> None:
    paid.on(dt.date(2026, 3, 4))
    paid.pay(1, 700, "prepayment")
    assert shown(paid) == (4,)
    assert shown(paid, shown="all") == (4, 3, 2, 1)
    assert shown(paid, shown="unapplied") == (4, 3, 2)
    assert shown(paid, shown="insurer") == (3,)
    assert shown(paid, shown="patient") == (4, 2, 1)
    assert payment_totals(paid.ws, ListQuery(shown="all")) == PaymentTotals(4, 19790, 6950)
    assert payment_totals(paid.ws, ListQuery(shown="nothing")) == PaymentTotals(1, 700, 700)


def test_a_payment_is_found_by_name_account_number_or_amount(paid: Office) -> None:
    for text, found in {
        "adams": (1,),
        "bo brown": (2,),
        "2211": (2,),
        "50.00": (2,),
        "$30": (1,),
        "harbor": (3,),
        "88123": (3,),
        "nobody": (),
    }.items():
        assert shown(paid, text=text) == found


def test_payments_are_ordered_by_every_column_both_ways(paid: Office) -> None:
    assert shown(paid) == (3, 2, 1)
    for column, order in {
        "date": (1, 2, 3),
        "who": (1, 3, 2),
        "purpose": (1, 2, 3),
        "method": (1, 2, 3),
        "reference": (1, 2, 3),
        "amount": (1, 2, 3),
        "unapplied": (1, 3, 2),
    }.items():
        assert set(shown(paid, sort=column)) == {1, 2, 3}
        if column not in ("purpose", "method"):
            assert shown(paid, sort=column) == order
            assert shown(paid, sort=column, descending=True) == order[::-1]


def test_a_payment_begins_with_the_copay_that_is_due_today(office: Office) -> None:
    patient = office.insured_patient().patient_id
    told = payment_defaults(office.ws, patient)
    assert (told.purpose, told.cents, told.copay_cents) == ("copay", 3000, 3000)
    office.pay(patient, 1000)
    assert payment_defaults(office.ws, patient).copay_cents == 2000
    office.void(office.pay(patient, 500))
    assert payment_defaults(office.ws, patient).copay_cents == 2000
    office.pay(patient, 2500)
    assert payment_defaults(office.ws, patient).copay_cents == 0
    office.on(dt.date(2026, 3, 3))
    assert payment_defaults(office.ws, patient).copay_cents == 3000


def test_without_a_copay_it_begins_with_the_balance_of_the_whole_account(office: Office) -> None:
    parent = office.patient(name={"last": "Brown", "first": "Bo"})
    child = office.patient(
        name={"last": "Brown", "first": "Cy"}, guarantor_id=parent.guarantor_id
    ).patient_id
    office.visit(parent.patient_id, ("G0439", 18500))
    office.visit(child, ("P9612", 1500), service_date="2026-02-02")
    office.pay(child, 700, "prepayment")
    told = payment_defaults(office.ws, child)
    assert (told.purpose, told.cents) == ("account", 20000)
    assert (told.balance_cents, told.credit_cents, told.payer_name) == (20000, 700, "Bo Brown")
    assert [(line.patient, line.words, line.open_cents) for line in told.lines] == [
        ("Brown, Cy", "Blood draw", 1500),
        ("Brown, Bo", "Yearly wellness visit", 18500),
    ]


def test_who_owes_nothing_pays_ahead(office: Office) -> None:
    told = payment_defaults(office.ws, office.patient().patient_id)
    assert (told.purpose, told.cents, told.lines) == ("prepayment", 0, ())
    with office.refusing("no patient number 99"):
        payment_defaults(office.ws, 99)


def test_r63c_a_check_that_looks_posted_is_told_with_its_date(paid: Office) -> None:
    paid.on(dt.date(2026, 3, 9))
    found = check_looks_posted(paid.ws, 1, " 88123 ", 11090)
    assert found is not None
    assert (found.payment_id, found.received_on) == (3, dt.date(2026, 3, 2))
    for other in ((2, "88123", 11090), (1, "88124", 11090), (1, "88123", 11091), (1, "", 0)):
        assert check_looks_posted(paid.ws, *other) is None


def test_who_may_not_read_the_books_sees_no_payments(office: Office) -> None:
    with office.acting_as("provider"), pytest.raises(PermissionDeniedError):
        shown(office)
