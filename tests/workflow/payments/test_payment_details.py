import datetime as dt

from desktop_biller.workflow.followup.notes import WriteNote, write_note
from desktop_biller.workflow.payments.payment_details import payment_details
from desktop_biller.workflow.payments.payment_list import method_totals
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office, command


def test_a_payment_tells_the_lines_it_stands_on_and_its_receipt(office: Office) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0439", 18500), ("P9612", 1500))
    taken = office.pay(patient, 19000, "account", method="check", reference="2211")
    details = payment_details(office.ws, taken.payment_id)
    assert [(line.line_id, line.code, line.cents) for line in details.lines] == [
        (visit.line_ids[0], "G0439", 18500),
        (visit.line_ids[1], "P9612", 500),
    ]
    assert (details.method, details.purpose, details.unapplied_cents) == (
        "Check 2211",
        "On account",
        0,
    )
    assert details.receipt_id == taken.receipt.document_id
    assert details.receipt_number == taken.receipt.number
    assert details.voided_on is None


def test_a_voided_payment_stands_on_no_line_and_tells_why(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0439", 18500))
    taken = office.pay(patient, 18500, "account")
    office.on(dt.date(2026, 3, 5)).void(taken)
    details = payment_details(office.ws, taken.payment_id)
    assert details.lines == ()
    assert (details.voided_on, details.void_reason) == (dt.date(2026, 3, 5), "Typed twice")


def test_an_insurers_check_tells_its_claims_and_its_date(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    posted = office.remit(claim.claim_id, (10000, "CO-45 8500"))
    details = payment_details(office.ws, posted.payment_id)
    assert (details.source, details.who, details.dated) == (
        "insurer",
        "Blue Harbor Health",
        dt.date(2026, 3, 2),
    )
    assert [(line.claim, line.cents) for line in details.lines] == [(claim.number, 10000)]
    assert (details.patient_id, details.receipt_id) == (None, None)


def test_notes_on_a_payment_come_newest_first(office: Office) -> None:
    taken = office.pay(office.patient().patient_id, 500, "prepayment")
    for text in ("Asked for a new card", "Card came"):
        told = command(WriteNote, subject="payment", subject_id=taken.payment_id, text=text)
        write_note(office.ws, told)
    notes = payment_details(office.ws, taken.payment_id).notes
    assert [note.text for note in notes] == ["Card came", "Asked for a new card"]


def test_an_unknown_payment_is_refused(office: Office) -> None:
    with office.refusing("There is no payment number 7"):
        payment_details(office.ws, 7)


def test_money_is_summed_by_method_and_what_was_voided_is_left_out(office: Office) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 1000, "prepayment", method="check", reference="1")
    office.pay(patient, 250, "prepayment")
    office.pay(patient, 300, "prepayment")
    office.void(office.pay(patient, 9900, "prepayment", method="card"))
    told = method_totals(office.ws, ListQuery())
    assert [(each.method, each.payments, each.cents) for each in told] == [
        ("Cash", 2, 550),
        ("Check", 1, 1000),
    ]
