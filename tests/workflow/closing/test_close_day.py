import datetime as dt

import pytest

from desktop_biller.facts.papers import DaySheetFacts
from desktop_biller.foundation import codec
from desktop_biller.models.document import Document
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


def sheet(office: Office, document_id: int) -> DaySheetFacts:
    with office.ws.db.reading() as session:
        return codec.from_json(DaySheetFacts, session.get_one(Document, document_id).facts)


def printed(office: Office, day: dt.date) -> DaySheetFacts:
    paper = print_day_sheet(office.ws, command(PrintDaySheet, day=day.isoformat())).paper
    return sheet(office, paper.document_id)


def test_a_check_that_was_voided_on_its_day_is_not_counted(office: Office) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 3000, "account", method="check", reference="11")
    twice = office.pay(patient, 3000, "account", method="check", reference="12")
    office.void(twice)
    lines = {line.words: line.cents for line in printed(office, MONDAY).money_in}
    assert lines["Checks, 1"] == lines["Bank deposit slip"] == 3000


def test_a_void_stands_under_the_provider_whose_money_it_was(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 3000))
    taken = office.pay(patient, 3000, "account")
    office.on(MONDAY + dt.timedelta(days=1))
    office.void(taken)
    lines = printed(office, office.clock.today()).by_provider
    by_provider = {line.words: line.cents for line in lines}
    assert by_provider["Payments, E. Park"] == -3000


def test_r67a_a_closed_days_sheet_is_printed_again_as_it_was(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 3000))
    taken = office.pay(patient, 3000, "account")
    closed = sheet(office, office.close(MONDAY).paper.document_id)
    office.on(MONDAY + dt.timedelta(days=1))
    office.void(taken)
    assert printed(office, MONDAY) == closed
