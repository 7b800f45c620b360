import datetime as dt

import pytest

from desktop_biller.facts.papers import StatementFacts
from desktop_biller.foundation import codec
from desktop_biller.models.document import Document
from desktop_biller.workflow.office.practice import SetUpPractice, set_up_practice
from desktop_biller.workflow.patients.register import PatientRegistered
from desktop_biller.workflow.statements.billing import StatementIssued
from tests.office import PRACTICE, Office, command


def owing(office: Office, cents: int) -> PatientRegistered:
    """A self-pay patient who owes so much."""
    patient = office.patient()
    office.visit(patient.patient_id, ("G0101", cents))
    return patient


def facts(office: Office, issued: StatementIssued) -> StatementFacts:
    with office.ws.db.reading() as session:
        kept = session.get_one(Document, issued.paper.document_id)
        return codec.from_json(StatementFacts, kept.facts)


def test_x24_the_minimum_itself_is_asked_and_less_is_not(office: Office) -> None:
    assert office.statement(owing(office, 500).guarantor_id).amount_due_cents == 500
    small = owing(office, 499)
    with office.refusing("4.99 is below your minimum of .5.00"):
        office.statement(small.guarantor_id)
    by_hand = office.statement(small.guarantor_id, even_if_small=True)
    assert by_hand.amount_due_cents == 499


def test_x24_the_next_statement_waits_28_days(office: Office) -> None:
    patient = owing(office, 883)
    office.statement(patient.guarantor_id)
    office.on(dt.date(2026, 3, 29))
    with office.refusing("went out on 03/02/2026.*due on 03/30/2026"):
        office.statement(patient.guarantor_id)
    office.statement(patient.guarantor_id, even_if_recent=True)
    office.on(dt.date(2026, 4, 26))
    assert office.statement(patient.guarantor_id).paper.number == "2026-00003"


@pytest.mark.parametrize("paid", [883, 900])
def test_nothing_due_makes_no_statement(office: Office, paid: int) -> None:
    patient = owing(office, 883)
    office.pay(patient.patient_id, paid, "account")
    with office.refusing("Nothing is due from this account"):
        office.statement(patient.guarantor_id, even_if_small=True)


def test_r70_what_waits_for_insurance_is_shown_apart_and_not_asked(office: Office) -> None:
    registered = office.insured_patient()
    office.visit(registered.patient_id, ("G0439", 18500))
    office.visit(registered.patient_id, ("P9612", 1500), self_pay=True)
    issued = office.statement(registered.guarantor_id)
    assert issued.amount_due_cents == 1500
    assert [item.cents for item in facts(office, issued).pending] == [18500]


def test_credit_lowers_what_is_asked(office: Office) -> None:
    patient = owing(office, 2000)
    office.pay(patient.patient_id, 700, "prepayment")
    issued = office.statement(patient.guarantor_id)
    assert issued.amount_due_cents == 1300
    assert facts(office, issued).credit_cents == 700


def test_the_next_statement_tells_only_what_is_new(office: Office) -> None:
    patient = owing(office, 2000)
    office.statement(patient.guarantor_id)
    office.on(dt.date(2026, 4, 1))
    office.pay(patient.patient_id, 500, "account")
    office.visit(patient.patient_id, ("P9612", 1500))
    told = facts(office, office.statement(patient.guarantor_id))
    assert told.previous_cents == 2000
    assert (told.new_charges_cents, told.patient_paid_cents) == (1500, 500)
    assert told.amount_due_cents == 3000
    assert office.findings() == []


def test_one_statement_speaks_of_the_whole_family(office: Office) -> None:
    mother = owing(office, 1000)
    child = office.patient(guarantor_id=mother.guarantor_id)
    office.visit(child.patient_id, ("G0101", 2000))
    issued = office.statement(mother.guarantor_id)
    assert issued.amount_due_cents == 3000
    assert len(facts(office, issued).patients) == 2


def test_the_offices_own_minimum_decides(office: Office) -> None:
    over = {**PRACTICE, "statement_minimum_cents": 1000}
    set_up_practice(office.ws, command(SetUpPractice, **over))
    small = owing(office, 999)
    with office.refusing("below your minimum of .10.00"):
        office.statement(small.guarantor_id)


def test_a_statement_stays_true_when_the_clock_is_set_back_or_stands_still(office: Office) -> None:
    patient = owing(office, 2000)
    office.statement(patient.guarantor_id)
    office.pay(patient.patient_id, 500, "account")  # in the same tick
    assert office.findings() == []
    office.on(dt.date(2026, 2, 1))
    office.pay(patient.patient_id, 300, "account")
    assert office.findings() == []


def test_an_unknown_guarantor_is_refused(office: Office) -> None:
    with office.refusing("no guarantor number 99"):
        office.statement(99)


def test_r70_a_copay_that_fills_the_visit_is_no_answer_of_the_insurer(office: Office) -> None:
    registered = office.insured_patient()
    filled = office.visit(registered.patient_id, ("G0439", 12000))
    office.pay(registered.patient_id, 12000, "copay", encounter_id=filled.encounter_id)
    office.visit(registered.patient_id, ("P9612", 5000), self_pay=True)
    told = facts(office, office.statement(registered.guarantor_id))
    assert told.amount_due_cents == 5000
    assert [item.charge_cents for patient in told.patients for item in patient.items] == [5000]
    assert "insurance has answered" not in told.message
