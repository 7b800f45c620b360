"""Scenarios S2, S3, S6, S7, S9, S10, X13 and X19, as far as paper answers go."""

import datetime as dt

import pytest

from desktop_biller.reports.aging import aging
from desktop_biller.reports.journal import movement, receivable_on
from desktop_biller.reports.state import State
from tests.office import Office


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def test_s2_medicare_and_medigap_with_sequestration(office: Office) -> None:
    medigap = office.payer("Maple Valley Medigap", payer_id="MV002")
    registered = office.patient()
    patient = registered.patient_id
    office.coverage(patient)
    second = office.coverage(patient, rank=2, payer_id=medigap)
    office.on(day("2026-03-09"))
    visit = office.visit(patient, ("G0439", 20000))
    claim = office.claim(visit)
    office.on(day("2026-03-30"))
    office.remit(claim.claim_id, (7056, "CO-45 7000, CO-253 144, PR-1 4000, PR-2 1800"))
    assert office.state(patient) == State(
        charges=20000, insurer_paid=7056, write_off=7144, insurance_open=5800
    )
    with office.refusing("Nothing is due"):
        office.statement(registered.guarantor_id)
    follow = office.claim(visit, coverage_id=second)
    office.on(day("2026-04-10"))
    office.remit(follow.claim_id, (1800, "OA-23 14200, PR-1 4000"), payer_id=medigap)
    assert office.state(patient) == State(
        charges=20000, insurer_paid=8856, write_off=7144, patient_open=4000
    )
    assert office.statement(registered.guarantor_id).amount_due_cents == 4000
    assert office.findings() == []


@pytest.mark.parametrize("reason", ["OA-23", "CO-45"])  # X19: CO-45 sent in place of OA-23
def test_s3_and_x19_a_secondary_filed_by_the_office(office: Office, reason: str) -> None:
    other = office.payer("Second Shore", payer_id="SS002")
    patient = office.patient().patient_id
    office.coverage(patient)
    second = office.coverage(patient, rank=2, payer_id=other)
    office.on(day("2026-03-11"))
    visit = office.visit(patient, ("G0447", 12000), ("G0446", 6500))
    claim = office.claim(visit)
    office.remit(claim.claim_id, (5760, "CO-45 4800, PR-2 1440"), (2680, "CO-45 3150, PR-2 670"))
    assert office.state(patient) == State(
        charges=18500, insurer_paid=8440, write_off=7950, insurance_open=2110
    )
    follow = office.claim(visit, coverage_id=second)
    office.remit(
        follow.claim_id, (940, f"{reason} 10560, PR-3 500"), (670, f"{reason} 5830"), payer_id=other
    )
    assert office.state(patient) == State(
        charges=18500, insurer_paid=10050, write_off=7950, patient_open=500
    )
    assert office.findings() == []


def test_s6_capitation_is_written_off_apart(office: Office) -> None:
    plan = office.payer("Prairie Health Plan", payer_id="PH003", capitated=True)
    patient = office.patient().patient_id
    office.coverage(patient, payer_id=plan, copay_cents=2000)
    office.on(day("2026-05-12"))
    claim = office.claim(office.visit(patient, ("G0101", 15000), ("P9612", 3500)))
    office.pay(patient, 2000)
    assert office.state(patient) == State(charges=18500, patient_paid=2000, insurance_open=16500)
    office.on(day("2026-05-29"))
    office.remit(claim.claim_id, (0, "CO-24 13000, PR-3 2000"), (2200, "CO-45 1300"), payer_id=plan)
    assert office.state(patient) == State(
        charges=18500, insurer_paid=2200, patient_paid=2000, write_off=14300
    )


def test_s7a_a_second_full_payment_is_that_payers_credit(office: Office) -> None:
    other = office.payer("Second Shore", payer_id="SS002")
    patient = office.patient().patient_id
    office.coverage(patient)
    second = office.coverage(patient, rank=2, payer_id=other)
    visit = office.visit(patient, ("G0439", 50000))
    first = office.claim(visit)
    office.remit(first.claim_id, (32000, "CO-45 18000"))
    follow = office.claim(visit, coverage_id=second)
    office.remit(follow.claim_id, (32000, "CO-45 18000"), payer_id=other)
    assert office.state(patient) == State(
        charges=50000, insurer_paid=64000, write_off=18000, credit=32000
    )
    with office.ws.db.reading() as session:
        aged = aging(session, office.clock.today())
    assert (aged.total, aged.credit) == (0, 32000)
    assert office.findings() == []


def test_s7b_what_is_left_of_a_prepaid_estimate_is_the_patients_credit(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0101", 15000))
    office.pay(patient, 10000, "prepayment", encounter_id=visit.encounter_id)
    claim = office.claim(visit)
    office.remit(claim.claim_id, (8785, "PR-1 6215"))
    assert office.state(patient) == State(
        charges=15000, insurer_paid=8785, patient_paid=10000, credit=3785
    )


def test_x13_a_copay_fills_the_visits_patient_parts_in_line_order(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0101", 10000), ("P9612", 8000))
    office.pay(patient, 4000, encounter_id=visit.encounter_id)
    claim = office.claim(visit)
    office.remit(claim.claim_id, (7000, "PR-3 3000"), (5500, "PR-1 2500"))
    assert office.open_of(visit) == [0, 1500]
    assert office.state(patient).credit == 0


def test_s9_aging_on_any_date_can_be_told_again(office: Office) -> None:
    patient = office.patient().patient_id
    lines = [
        ("2026-03-01", 8000),
        ("2026-03-02", 7000),
        ("2026-03-31", 6000),
        ("2026-04-01", 5000),
        ("2026-04-30", 4000),
        ("2026-05-01", 3000),
        ("2026-05-30", 2000),
        ("2026-05-31", 1000),
    ]
    office.on(day("2026-03-01"))
    office.pay(patient, 2500, "prepayment")
    by_day = {}
    for service_date, cents in lines:
        office.on(day(service_date))
        by_day[service_date] = office.visit(patient, ("G0101", cents))
    office.on(day("2026-06-30"))
    with office.ws.db.reading() as session:
        as_of = aging(session, day("2026-06-30"))
        assert as_of.patient == (1000, 5000, 9000, 13000, 8000)
        assert (as_of.total, as_of.credit) == (36000, 2500)
    office.on(day("2026-06-25"))
    told = [{"line_id": by_day["2026-03-31"].line_ids[0], "cents": 6000}]
    office.pay(patient, 6000, "account", allocations=told)
    with office.ws.db.reading() as session:
        assert aging(session, day("2026-06-30")).patient == (1000, 5000, 9000, 7000, 8000)
        earlier = aging(session, day("2026-06-20"))
        assert earlier.patient == (3000, 7000, 11000, 15000, 0)
        assert earlier.credit == 2500


def test_s10_the_day_rolls_forward_and_stays_as_it_was_closed(office: Office) -> None:
    patient = office.patient().patient_id
    office.on(day("2026-06-29"))
    office.visit(patient, ("G0439", 1840000))
    office.on(day("2026-06-30"))
    office.visit(patient, ("G0439", 124000))
    office.pay(patient, 4000, "account")
    checks = [office.pay(patient, 8500, "account", method="check") for _ in range(2)]
    office.pay(patient, 12000, "account", method="card")
    office.pay(patient, 61035, "account", method="eft")
    with office.ws.db.reading() as session:
        june = movement(session, day("2026-06-30"), day("2026-06-30"))
        assert (june.charges, june.payments) == (124000, 94035)
        start = receivable_on(session, day("2026-06-29"))
        assert start + june.change == receivable_on(session, day("2026-06-30")) == 1869965
    closed = office.close(day("2026-06-30"))
    assert closed.receivable_cents == 1869965
    office.on(day("2026-07-02"))
    office.void(checks[0])
    with office.ws.db.reading() as session:
        assert movement(session, day("2026-06-30"), day("2026-06-30")) == june
        assert movement(session, day("2026-07-01"), day("2026-07-31")).payments == -8500
        assert receivable_on(session, day("2026-07-02")) == 1878465
    assert office.digest_through(day("2026-06-30")) == closed.digest
    assert office.findings() == []
