"""Settling visits: what belongs to one visit, to two of a day, and what a second look changes."""

import datetime as dt

from desktop_biller.reports.state import State
from desktop_biller.workflow.ledger.settle import settle_visit
from desktop_biller.workflow.usecase import Transaction
from tests.office import Office, adjustments


def check_for(office: Office, *told: tuple[int, int, str]) -> None:
    """One check for claims of one line each: (claim, paid, adjustments)."""
    claims = [
        {
            "claim_id": claim_id,
            "lines": [{"line": 1, "paid_cents": paid, "adjustments": adjustments(words)}],
        }
        for claim_id, paid, words in told
    ]
    office.remit(0, cents=sum(paid for _, paid, _ in told), claims=claims)


def two_visits(office: Office) -> tuple[int, list[int]]:
    """Two visits of one day with one copay of 30.00 that names neither; their claims."""
    patient = office.insured_patient().patient_id
    office.pay(patient, 3000)
    visits = [office.visit(patient, ("G0101", 10000)) for _ in range(2)]
    return patient, [office.claim(visit).claim_id for visit in visits]


def test_what_one_visit_sets_free_serves_the_next_also_within_one_check(office: Office) -> None:
    patient, (first, second) = two_visits(office)
    check_for(office, (first, 10000, ""), (second, 8000, "PR-3 2000"))
    assert office.state(patient) == State(
        charges=20000, insurer_paid=18000, patient_paid=3000, credit=1000
    )
    assert office.findings() == []


def test_one_check_or_two_come_to_the_same(office: Office) -> None:
    patient, (first, second) = two_visits(office)
    check_for(office, (first, 10000, ""))
    office.remit(second, (8000, "PR-3 2000"), reference="88124")
    assert office.state(patient) == State(
        charges=20000, insurer_paid=18000, patient_paid=3000, credit=1000
    )


def test_settling_again_posts_nothing(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0439", 18500), ("P9612", 1500))
    office.pay(patient, 3000)
    claim = office.claim(visit)
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"), (0, "CO-45 617, PR-1 883"))
    before = office.fingerprint()
    with office.ws.db.writing() as session:
        now = office.ws.clock.now()
        tx = Transaction(
            session=session,
            actor=office.ws.actor,
            catalogue=office.ws.catalogue,
            now=now,
            today=now.date(),
            key="again",
        )
        settle_visit(tx, visit.encounter_id)
        for finish in tx.at_end:
            finish()
    assert office.fingerprint() == before


def test_money_that_no_longer_fits_comes_off_the_latest_payment_first(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0101", 10000))
    claim = office.claim(visit)
    office.remit(claim.claim_id, (4000, "PR-1 6000"))
    told = [{"line_id": visit.line_ids[0], "cents": 3000}]
    first, _ = (office.pay(patient, 3000, "account", allocations=told) for _ in range(2))
    other = office.payer("Second Shore", payer_id="SS002")
    second = office.coverage(patient, rank=2, payer_id=other)
    follow = office.claim(visit, coverage_id=second)
    office.on(dt.date(2026, 4, 1))
    office.remit(follow.claim_id, (4000, "OA-23 4000, PR-1 2000"), payer_id=other)
    assert office.paid_by(visit) == {first.payment_id: 2000}
    assert office.state(patient) == State(
        charges=10000, insurer_paid=8000, patient_paid=6000, credit=4000
    )
    assert office.findings() == []
