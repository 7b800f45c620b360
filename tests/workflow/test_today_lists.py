"""The counts of Today are those of the lists that its cards open."""

import datetime as dt
from typing import Any

import pytest

from desktop_biller.workflow.claims.claim_list import claim_ids, claim_totals
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from desktop_biller.workflow.payments.payment_list import payment_ids
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.statements.due_list import statement_due_ids
from desktop_biller.workflow.today import todays_work
from desktop_biller.workflow.visits.visit_list import visit_ids
from tests.office import Office, command

LISTS: dict[str, tuple[Any, str]] = {
    "visits_not_billed": (visit_ids, "not_billed"),
    "filing_due": (visit_ids, "filing_due"),
    "claims_ready": (claim_ids, "ready"),
    "claims_rejected": (claim_ids, "rejected"),
    "denied": (claim_ids, "denied"),
    "no_answer": (claim_ids, "no_answer"),
    "unapplied_credits": (payment_ids, "unapplied"),
    "statements_due": (statement_due_ids, "due"),
}


def waiting(office: Office) -> dict[str, int]:
    """A day on which something of many kinds waits, and what its cards count."""
    office.on(dt.date(2026, 1, 5))
    clock = {"kind": "initial", "start": "service", "days": 90}
    quick = office.payer("Quick Claims", clocks=[clock])
    for at in range(3):
        patient = office.patient(name={"last": f"Sent{at}", "first": "Ana"}).patient_id
        office.coverage(patient, payer_id=quick)
        made = office.claim(office.visit(patient, ("G0439", 18500)))
        if at:
            record_claim_sent(
                office.ws, command(RecordClaimSent, claim_id=made.claim_id, how="paper")
            )
        office.on(dt.date(2026, 1, 5 + at * 10))
    office.visit(office.insured_patient().patient_id, ("G0101", 15000))
    selfpay = office.patient(name={"last": "Owing", "first": "Kim"}).patient_id
    office.visit(selfpay, ("G0101", 15000))
    office.pay(selfpay, 500, "account")
    office.on(dt.date(2026, 3, 28))
    return {card.key: card.count for card in todays_work(office.ws).cards}


@pytest.mark.parametrize("key", LISTS)
def test_a_card_counts_what_its_list_holds(office: Office, key: str) -> None:
    counts = waiting(office)
    ask, shown = LISTS[key]
    assert len(ask(office.ws, ListQuery(shown=shown))) == counts[key]


def test_the_day_of_this_test_has_something_of_most_kinds(office: Office) -> None:
    counts = waiting(office)
    assert counts["no_answer"] == 2
    assert counts["claims_ready"] == 1
    assert counts["filing_due"] == 1
    assert counts["visits_not_billed"] == 2
    assert counts["statements_due"] == 1


def test_a_claim_is_without_an_answer_once_30_days_are_over(office: Office) -> None:
    office.on(dt.date(2026, 3, 2))
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim.claim_id, how="paper"))
    late = ListQuery(shown="no_answer")
    office.on(dt.date(2026, 4, 1))
    assert claim_ids(office.ws, late) == ()
    office.on(dt.date(2026, 4, 2))
    assert claim_ids(office.ws, late) == (claim.claim_id,)
    assert claim_totals(office.ws, late).billed_cents == 18500
