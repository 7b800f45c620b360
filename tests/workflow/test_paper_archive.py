from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import PermissionDeniedError, StorageError
from desktop_biller.models.access import AuditRow
from desktop_biller.workflow.claims.make import PrintClaim, print_claim
from desktop_biller.workflow.paper_archive import (
    papers_of,
    read_paper,
    record_print,
    view_paper,
)
from tests.office import Office, command


@pytest.fixture
def printed(office: Office) -> Office:
    """Paper 1 is a receipt of patient 1, paper 2 the claim, paper 3 a statement of patient 2."""
    patient = office.insured_patient(name={"last": "Adams", "first": "Ana"}).patient_id
    office.pay(patient, 3000)
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    print_claim(office.ws, command(PrintClaim, claim_id=claim.claim_id))
    alone = office.patient(name={"last": "Brown", "first": "Bo"})
    office.visit(alone.patient_id, ("G0439", 18500))
    office.statement(alone.guarantor_id)
    return office


def trail(office: Office) -> list[tuple[str, int | None, str, str]]:
    with office.ws.db.reading() as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.event.startswith("paper.")))
        return [(row.event, row.patient_id, row.subject, row.reason) for row in rows]


def test_papers_are_listed_newest_first_by_whom_they_are_about(printed: Office) -> None:
    assert [paper.document_id for paper in papers_of(printed.ws)] == [3, 2, 1]
    claim, receipt = papers_of(printed.ws, patient_id=1)
    assert (claim.words, claim.number) == ("Claim, data for the red form", "C000001-1")
    assert (receipt.words, receipt.about, receipt.amount_cents) == ("Receipt", "Adams, Ana", 3000)
    assert receipt.file_name == f"receipt-{receipt.number}.pdf"
    assert [paper.kind for paper in papers_of(printed.ws, payment_id=1)] == ["receipt"]
    assert [paper.kind for paper in papers_of(printed.ws, claim_id=1)] == ["claim_form"]


def test_a_statement_of_the_account_is_among_the_patients_papers(printed: Office) -> None:
    (statement,) = papers_of(printed.ws, patient_id=2)
    assert (statement.kind, statement.about) == ("statement", "Brown, Bo")
    assert papers_of(printed.ws, guarantor_id=2) == (statement,)


def test_p38_every_way_out_of_the_file_leaves_its_row(printed: Office) -> None:
    seen = view_paper(printed.ws, 1)
    saved = read_paper(printed.ws, 1)
    record_print(printed.ws, 1, printer="Front desk", copies=2)
    record_print(printed.ws, 2, printer="Back office")
    assert seen == saved
    assert seen.startswith(b"%PDF")
    receipt = "receipt R-2026-00001"
    assert trail(printed) == [
        ("paper.viewed", 1, receipt, ""),
        ("paper.saved", 1, receipt, ""),
        ("paper.printed", 1, receipt, "2 copies on Front desk"),
        ("paper.printed", 1, "claim_form C000001-1", "1 copy on Back office"),
    ]
    assert printed.findings() == []


def test_a_paper_that_is_not_there_or_no_copy_is_refused(printed: Office) -> None:
    for ask in (view_paper, read_paper):
        with printed.refusing("no such paper"):
            ask(printed.ws, 99)
    with printed.refusing("no such paper"):
        record_print(printed.ws, 99, printer="Front desk")
    with printed.refusing("0 copies can't be printed"):
        record_print(printed.ws, 1, printer="Front desk", copies=0)


def test_a_practice_that_cannot_be_written_is_looked_at_but_not_saved_from(
    printed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed.ws.db, "read_only", True)
    assert view_paper(printed.ws, 1).startswith(b"%PDF")
    record_print(printed.ws, 1, printer="Front desk")
    with pytest.raises(StorageError, match="for reading only"):
        read_paper(printed.ws, 1)
    assert trail(printed) == []


def test_who_may_not_read_the_books_gets_no_paper(printed: Office) -> None:
    asks: list[Any] = [
        papers_of,
        lambda ws: view_paper(ws, 1),
        lambda ws: record_print(ws, 1, printer="Front desk"),
    ]
    with printed.acting_as("provider"):
        for ask in asks:
            with pytest.raises(PermissionDeniedError):
                ask(printed.ws)
