import datetime as dt

import pytest

from desktop_biller.foundation.errors import InputError, PermissionDeniedError
from desktop_biller.workflow.office.printing import calibration_sheet, papers_to_print
from desktop_biller.workflow.paper_archive import record_print
from tests.office import Office


def test_papers_come_in_the_order_they_were_asked_for(office: Office) -> None:
    patient = office.patient().patient_id
    first = office.pay(patient, 3000).receipt.document_id
    second = office.pay(patient, 4000).receipt.document_id
    told = papers_to_print(office.ws, (second, 99, first))
    assert [one.paper.document_id for one in told] == [second, first]
    assert [one.last_printed_on for one in told] == [None, None]


def test_the_last_day_a_paper_was_printed_is_told_in_the_practices_zone(office: Office) -> None:
    paper = office.pay(office.patient().patient_id, 3000).receipt.document_id
    record_print(office.ws, paper, printer="Desk")
    office.on(dt.date(2026, 3, 4), dt.time(23, 30))
    record_print(office.ws, paper, printer="Desk")
    (told,) = papers_to_print(office.ws, (paper,))
    assert told.last_printed_on == dt.date(2026, 3, 4)


def test_the_test_sheet_is_a_pdf_that_moves(office: Office) -> None:
    still = calibration_sheet(office.ws, printer="LaserJet")
    moved = calibration_sheet(office.ws, printer="LaserJet", dx_hundredths_inch=5)
    assert still.startswith(b"%PDF")
    assert still != moved


@pytest.mark.parametrize("offset", [51, -51])
def test_an_offset_beyond_half_an_inch_is_refused(office: Office, offset: int) -> None:
    with pytest.raises(InputError) as refused:
        calibration_sheet(office.ws, printer="LaserJet", dy_hundredths_inch=offset)
    assert "half an inch" in refused.value.what


def test_a_provider_does_not_print_the_books(office: Office) -> None:
    with office.acting_as("provider"), pytest.raises(PermissionDeniedError):
        papers_to_print(office.ws, (1,))
