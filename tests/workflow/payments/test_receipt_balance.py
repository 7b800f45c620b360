"""What a receipt says was owed before and is owed after agrees with the account."""

import pytest
import sqlalchemy as sa

from desktop_biller.facts.papers import ReceiptFacts
from desktop_biller.foundation import codec
from desktop_biller.models.document import Document
from desktop_biller.workflow.payments.patient_payment import PaymentTaken
from tests.office import Office


def owed(office: Office, taken: PaymentTaken) -> tuple[int, int]:
    with office.ws.db.reading() as session:
        facts = session.scalars(
            sa.select(Document.facts).where(Document.id == taken.receipt.document_id)
        ).one()
    told = codec.from_json(ReceiptFacts, facts)
    assert sum(line.cents for line in told.lines) == told.amount_cents
    return told.owed_before_cents, told.owed_after_cents


def test_a_copay_before_its_visit_was_due_and_leaves_nothing(office: Office) -> None:
    patient = office.insured_patient().patient_id
    assert owed(office, office.pay(patient, 3000)) == (3000, 0)


def test_a_copay_on_an_open_balance_invents_no_debt(office: Office) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0101", 12000))
    taken = office.pay(patient, 3000, "copay", encounter_id=visit.encounter_id)
    assert owed(office, taken) == (12000, 9000)


def test_what_is_paid_beyond_the_balance_shows_as_credit(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 6215))
    assert owed(office, office.pay(patient, 10000, "account")) == (6215, -3785)


@pytest.mark.parametrize("purpose", ["copay", "account", "prepayment"])
def test_r66b_a_payment_that_names_a_visit_goes_to_that_visit_first(
    purpose: str, office: Office
) -> None:
    patient = office.patient().patient_id
    older = office.visit(patient, ("G0101", 12000))
    named = office.visit(patient, ("G0439", 5000))
    office.pay(patient, 3000, purpose, encounter_id=named.encounter_id)
    assert office.open_on(older) == 12000
    assert office.open_on(named) == 2000


@pytest.mark.parametrize("reference", ["4111 1111 1111 1111", "4111-1111-1111-1111"])
@pytest.mark.parametrize("method", ["card", "check", "other"])
def test_a_card_number_is_kept_nowhere(reference: str, method: str, office: Office) -> None:
    patient = office.patient().patient_id
    with office.refusing("looks like a card number"):
        office.pay(patient, 3000, "account", method=method, reference=reference)
