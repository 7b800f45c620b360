import datetime as dt
from typing import Any

import pytest

from desktop_biller.facts.papers import ReceiptFacts
from desktop_biller.foundation import codec
from desktop_biller.models.document import Document
from desktop_biller.reports.state import State
from desktop_biller.workflow.payments.patient_payment import (
    PaymentTaken,
    VoidPatientPayment,
    void_patient_payment,
)
from tests.office import Office, command


def receipt(office: Office, taken: PaymentTaken) -> ReceiptFacts:
    with office.ws.db.reading() as session:
        kept = session.get_one(Document, taken.receipt.document_id)
        return codec.from_json(ReceiptFacts, kept.facts)


def test_a_payment_above_what_is_open_becomes_the_patients_credit(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 15000))
    taken = office.pay(patient, 20000, "account")
    assert (taken.applied_cents, taken.unapplied_cents) == (15000, 5000)
    assert office.state(patient) == State(charges=15000, patient_paid=20000, credit=5000)


def test_a_payment_on_account_goes_to_the_oldest_service_first(office: Office) -> None:
    patient = office.patient().patient_id
    newer = office.visit(patient, ("G0101", 1000), service_date="2026-03-02")
    older = office.visit(patient, ("G0101", 1000), service_date="2026-02-01")
    office.pay(patient, 1500, "account")
    assert office.open_of(older) == [0]
    assert office.open_of(newer) == [500]


def test_the_payer_may_say_which_lines(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 1000), service_date="2026-02-01")
    newer = office.visit(patient, ("G0101", 1000), ("P9612", 500))
    told = [{"line_id": newer.line_ids[1], "cents": 400}]
    taken = office.pay(patient, 700, "account", allocations=told)
    assert (taken.applied_cents, taken.unapplied_cents) == (400, 300)
    assert office.open_of(newer) == [1000, 100]


def test_a_prepayment_waits(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 1000))
    taken = office.pay(patient, 700, "prepayment")
    assert (taken.applied_cents, taken.unapplied_cents) == (0, 700)
    assert receipt(office, taken).lines[0].words == "Paid ahead, kept as your credit"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([(0, 1001)], "has .10.00 open for the patient, not .10.01"),
        ([(0, 600), (0, 600)], "has .4.00 open for the patient, not .6.00"),  # a line told twice
        ([(0, 1000), (1, 500)], "lines take more than the .12.00"),
        ([(99, 1)], "has .0.00 open"),
    ],
)
def test_lines_take_no_more_than_is_open_or_paid(
    office: Office, told: list[tuple[int, int]], words: str
) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0101", 1000), ("P9612", 500))
    lines = dict(enumerate(visit.line_ids))
    allocations = [{"line_id": lines.get(at, at), "cents": cents} for at, cents in told]
    with office.refusing(words):
        office.pay(patient, 1200, "account", allocations=allocations)


def test_a_copay_is_never_put_to_chosen_lines(office: Office) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0101", 1000))
    told = [{"line_id": visit.line_ids[0], "cents": 100}]
    with office.refusing("Only a payment on account"):
        office.pay(patient, 1200, "copay", allocations=told)


@pytest.mark.parametrize("over", [{"reference": "4111111111111111"}, {"detail": "4111 1111 1111"}])
def test_a_card_number_is_never_kept(office: Office, over: dict[str, Any]) -> None:
    patient = office.patient().patient_id
    with office.refusing("looks like a card number"):
        office.pay(patient, 3000, method="card", **over)
    office.pay(patient, 3000, method="card", reference="4821", detail="approved 061134")
    assert office.state(patient).credit == 3000


def test_a_payment_names_only_visits_of_its_patient(office: Office) -> None:
    patient, other = office.patient().patient_id, office.patient().patient_id
    visit = office.visit(other, ("G0101", 1000))
    with office.refusing("belongs to another patient"):
        office.pay(patient, 100, encounter_id=visit.encounter_id)
    with office.refusing("no visit number 99"):
        office.pay(patient, 100, encounter_id=99)
    with office.refusing("no patient number 99"):
        office.pay(99, 100)


def test_two_equal_payments_are_two_rows_and_two_receipts(office: Office) -> None:
    patient = office.patient().patient_id
    first, second = (office.pay(patient, 8500, method="check") for _ in range(2))
    assert first.payment_id != second.payment_id
    assert first.receipt.number != second.receipt.number
    assert office.state(patient).credit == 17000


# --- Relatives on one account -------------------------------------------------------------------


def family(office: Office) -> tuple[int, int]:
    """A mother and her child on her account."""
    mother = office.patient(name={"last": "Delgado", "first": "Rosa"})
    child = office.patient(
        name={"last": "Delgado", "first": "Mateo"}, guarantor_id=mother.guarantor_id
    )
    return mother.patient_id, child.patient_id


def test_money_for_a_relatives_line_leaves_no_credit_on_either(office: Office) -> None:
    mother, child = family(office)
    office.visit(child, ("G0101", 1000))
    office.pay(mother, 1000, "account")
    assert office.state(mother) == State()
    assert office.state(child) == State(charges=1000, patient_paid=1000)
    assert office.findings() == []


def test_the_receipt_speaks_of_the_whole_account(office: Office) -> None:
    mother, child = family(office)
    office.visit(child, ("G0101", 1000))
    paper = receipt(office, office.pay(mother, 400, "account"))
    assert (paper.owed_before_cents, paper.owed_after_cents) == (1000, 600)
    paper = receipt(office, office.pay(child, 600, "account"))
    assert (paper.owed_before_cents, paper.owed_after_cents) == (600, 0)


# --- Voids (R67a) -------------------------------------------------------------------------------


def test_a_void_puts_everything_back(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.visit(patient, ("G0439", 18500))
    before = office.state(patient)
    taken = office.pay(patient, 3000)
    office.on(dt.date(2026, 3, 5))
    office.void(taken)
    assert office.state(patient) == before
    assert office.findings() == []


def test_x27_a_payment_is_voided_once(office: Office) -> None:
    taken = office.pay(office.patient().patient_id, 8500, method="check")
    office.void(taken)
    with office.refusing("already reversed"):
        office.void(taken)


def test_another_copay_takes_the_place_of_a_voided_one(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("P9612", 1500))
    first, second = office.pay(patient, 1500), office.pay(patient, 1000)
    assert second.unapplied_cents == 1000
    office.void(first)
    assert office.open_of(visit) == [0]
    assert office.state(patient) == State(charges=1500, patient_paid=1000, insurance_open=500)


def test_an_insurers_payment_is_not_voided_at_the_desk(office: Office) -> None:
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    posted = office.remit(claim.claim_id, (18500, ""))
    told = command(VoidPatientPayment, payment_id=posted.payment_id, reason="Typed twice")
    with office.refusing("Only a patient's payment"):
        void_patient_payment(office.ws, told)


def test_s10_a_void_after_the_close_is_dated_today(office: Office) -> None:
    patient = office.patient().patient_id
    taken = office.pay(patient, 8500, method="check")
    closed = office.close(dt.date(2026, 3, 2))
    with office.refusing("books are closed"):
        office.void(taken)
    office.on(dt.date(2026, 3, 4))
    office.void(taken)
    assert office.received_on(dt.date(2026, 3, 2)) == 8500
    assert office.received_on(dt.date(2026, 3, 4)) == -8500
    assert office.digest_through(dt.date(2026, 3, 2)) == closed.digest
