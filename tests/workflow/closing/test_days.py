"""Days on the screen: what each did, which are closed and by whom."""

import datetime as dt

import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.workflow.closing.day_close import PrintDaySheet, print_day_sheet
from desktop_biller.workflow.closing.days import OpenDay, closed_days, day_summary, open_days
from desktop_biller.workflow.payments.patient_payment import (
    VoidPatientPayment,
    void_patient_payment,
)
from tests.office import Office, command

MONDAY = dt.date(2026, 3, 2)
TUESDAY = MONDAY + dt.timedelta(days=1)


def test_a_summary_adds_up_and_shows_what_was_posted(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    office.pay(patient, 3000)
    office.on(TUESDAY)
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    told = day_summary(office.ws, TUESDAY)
    assert (told.start_cents, told.end_cents) == (15500, 0)
    assert (told.charge_cents, told.payment_cents, told.adjustment_cents) == (0, 9840, 5660)
    moved = told.charge_cents - told.payment_cents - told.adjustment_cents + told.refund_cents
    assert told.start_cents + moved == told.end_cents
    assert [row.payment_cents for row in told.rows if row.payment_cents] == [9840]
    assert [line.cents for line in told.money_in if line.words == "All payments"] == [9840]
    assert [line.cents for line in told.by_provider if line.words == "Payments, E. Park"] == [9840]
    assert (told.is_closed, told.closed_by, told.closed_at) == (False, "", None)


def test_a_day_without_postings_has_no_rows(office: Office) -> None:
    office.visit(office.patient().patient_id, ("P9612", 1500))
    told = day_summary(office.ws, TUESDAY)
    assert (told.rows, told.start_cents, told.end_cents) == ((), 1500, 1500)


def test_a_closed_day_says_who_closed_it_and_stays_as_its_sheet(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0439", 18500))
    before = day_summary(office.ws, MONDAY)
    office.close(MONDAY)
    office.on(TUESDAY)
    office.claim(visit)
    told = day_summary(office.ws, MONDAY)
    assert (told.is_closed, told.closed_by) == (True, "Thuy Nguyen")
    assert told.closed_at is not None
    assert told.closed_at.date() == MONDAY
    assert (told.checks[1], told.rows) == (before.checks[1], before.rows)  # not billed: still 1


def test_a_day_that_a_later_close_locked_is_closed_too(office: Office) -> None:
    office.pay(office.patient().patient_id, 100)
    office.on(TUESDAY)
    office.close(TUESDAY)
    assert day_summary(office.ws, MONDAY).is_closed
    assert not day_summary(office.ws, TUESDAY + dt.timedelta(days=1)).is_closed
    assert day_summary(office.ws, MONDAY).payment_cents == 100


def test_closes_are_told_with_their_sheet_the_latest_first(office: Office) -> None:
    print_day_sheet(office.ws, command(PrintDaySheet, day="2026-03-02"))
    office.on(MONDAY, dt.time(18))
    first = office.close(MONDAY)
    office.on(TUESDAY)
    print_day_sheet(office.ws, command(PrintDaySheet, day="2026-03-02"))
    office.on(TUESDAY, dt.time(18))
    second = office.close(TUESDAY)
    told = closed_days(office.ws)
    assert [(c.day, c.document_id, c.digest) for c in told] == [
        (TUESDAY, second.paper.document_id, second.digest),
        (MONDAY, first.paper.document_id, first.digest),
    ]
    assert {close.closed_by for close in told} == {"Thuy Nguyen"}


def test_open_days_are_those_with_postings_since_the_last_close(office: Office) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 100)
    office.close(MONDAY)
    office.on(TUESDAY)
    office.visit(patient, ("P9612", 1500))
    taken = office.pay(patient, 700, "prepayment")
    office.on(dt.date(2026, 3, 6))
    told = command(VoidPatientPayment, payment_id=taken.payment_id, reason="Typed twice")
    void_patient_payment(office.ws, told)
    assert open_days(office.ws) == (
        OpenDay(TUESDAY, 1500, 700, 0, 0),
        OpenDay(dt.date(2026, 3, 6), 0, -700, 0, 0),
    )


def test_before_the_first_close_every_day_is_open(office: Office) -> None:
    assert open_days(office.ws) == ()
    office.pay(office.patient().patient_id, 100)
    assert [day.day for day in open_days(office.ws)] == [MONDAY]
    assert closed_days(office.ws) == ()


def test_who_may_not_read_the_books_sees_no_day(office: Office) -> None:
    with office.acting_as("provider"), pytest.raises(PermissionDeniedError):
        day_summary(office.ws, MONDAY)
