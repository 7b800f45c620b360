import datetime as dt

import pytest

from desktop_biller.workflow.closing.day_close import PrintDaySheet, print_day_sheet
from tests.office import Office, command

MONDAY = dt.date(2026, 3, 2)


def test_a_day_is_closed_once(office: Office) -> None:
    office.close(MONDAY)
    with office.refusing("already closed through 03/02/2026"):
        office.close(MONDAY)
    with office.refusing("already closed through 03/02/2026"):
        office.close(MONDAY - dt.timedelta(days=1))


def test_a_day_to_come_is_neither_closed_nor_printed(office: Office) -> None:
    with office.refusing("03/03/2026 is in the future"):
        office.close(MONDAY + dt.timedelta(days=1))
    with office.refusing("03/03/2026 is in the future"):
        print_day_sheet(office.ws, command(PrintDaySheet, day="2026-03-03"))


@pytest.mark.parametrize("back", [0, 1, 30])
def test_r82_nothing_is_posted_on_or_before_the_lock(office: Office, back: int) -> None:
    patient = office.patient().patient_id
    office.close(MONDAY)
    office.on(MONDAY - dt.timedelta(days=back))
    with office.refusing("Post it on 03/03/2026 or later"):
        office.pay(patient, 100)


def test_the_day_after_is_open(office: Office) -> None:
    patient = office.patient().patient_id
    closed = office.close(MONDAY)
    office.on(MONDAY + dt.timedelta(days=1))
    office.pay(patient, 100)
    assert office.digest_through(MONDAY) == closed.digest
    assert office.findings() == []


def test_every_print_of_a_day_sheet_has_its_own_number(office: Office) -> None:
    first, second = (
        print_day_sheet(office.ws, command(PrintDaySheet, day="2026-03-02")) for _ in range(2)
    )
    assert (first.paper.number, second.paper.number) == ("2026-03-02-1", "2026-03-02-2")
    assert office.close(MONDAY).paper.number == "2026-03-02-3"
