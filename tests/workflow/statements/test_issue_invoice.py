import pytest

from desktop_biller.facts.papers import InvoiceFacts
from desktop_biller.foundation import codec
from desktop_biller.models.document import Document
from desktop_biller.workflow.statements.invoice import (
    InvoiceIssued,
    IssueInvoice,
    issue_invoice,
)
from tests.office import Office, command


def invoice(office: Office, *visits: int) -> InvoiceIssued:
    return issue_invoice(office.ws, command(IssueInvoice, encounter_ids=list(visits)))


def facts(office: Office, issued: InvoiceIssued) -> InvoiceFacts:
    with office.ws.db.reading() as session:
        kept = session.get_one(Document, issued.paper.document_id)
        return codec.from_json(InvoiceFacts, kept.facts)


def test_a_visit_is_invoiced_once(office: Office) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0101", 15000)).encounter_id
    assert invoice(office, visit).balance_cents == 15000
    with office.refusing("is already on invoice 2026-00001"):
        invoice(office, visit)


def test_a_visit_named_twice_is_invoiced_once(office: Office) -> None:
    visit = office.visit(office.patient().patient_id, ("G0101", 15000)).encounter_id
    assert invoice(office, visit, visit).balance_cents == 15000


def test_an_invoice_is_for_one_patient(office: Office) -> None:
    visits = [office.visit(office.patient().patient_id, ("G0101", 15000)) for _ in range(2)]
    with office.refusing("belong to different patients"):
        invoice(office, *(visit.encounter_id for visit in visits))


def test_an_unknown_visit_is_refused(office: Office) -> None:
    with office.refusing("no visit number 99"):
        invoice(office, 99)


def test_payments_and_what_waits_for_insurance_are_taken_off(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0439", 18500))
    office.pay(patient, 3000)
    issued = invoice(office, visit.encounter_id)
    assert issued.balance_cents == 0
    assert [d.cents for d in facts(office, issued).deductions] == [3000, 15500]


@pytest.mark.parametrize(("charge", "units", "fee"), [(4500, 3, 1500), (10000, 1, 10000)])
def test_a_charge_that_its_units_do_not_divide_still_adds_up(
    office: Office, charge: int, units: int, fee: int
) -> None:
    patient = office.patient().patient_id
    lines = [
        {"code": "P9612", "charge_cents": charge, "units": 3, "pointers": [1]},
    ]
    visit = office.visit(patient, lines=lines)
    issued = invoice(office, visit.encounter_id)
    (line,) = facts(office, issued).lines
    assert (line.units, line.fee_cents, line.amount_cents) == (units, fee, charge)
