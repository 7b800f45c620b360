import datetime as dt

import pytest

from desktop_biller.reports.aging import BUCKETS, aging, bucket
from desktop_biller.reports.journal import ledger_rows, movement, period_digest, receivable_on
from desktop_biller.reports.state import State, practice_state
from tests.office import Office

MONDAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("age", "place"),
    [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4), (9999, 4)],
)
def test_r90_each_age_has_one_bucket(age: int, place: int) -> None:
    assert bucket(age) == place
    assert len(BUCKETS) == 5


def test_r90_insurance_patient_and_credit_stand_apart(office: Office) -> None:
    insured, alone = office.insured_patient().patient_id, office.patient().patient_id
    office.visit(insured, ("G0439", 18500), service_date="2026-01-15")
    office.visit(alone, ("G0101", 15000))
    office.pay(alone, 2500, "prepayment")
    with office.ws.db.reading() as session:
        aged = aging(session, MONDAY)
    assert aged.insurance == (0, 18500, 0, 0, 0)
    assert aged.patient == (15000, 0, 0, 0, 0)
    assert (aged.total, aged.credit) == (33500, 2500)


def test_r66c_credit_and_open_insurance_are_both_seen(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.pay(patient, 10000, "prepayment")
    office.visit(patient, ("G0101", 10000))
    with office.ws.db.reading() as session:
        aged = aging(session, MONDAY)
    assert (aged.total, aged.credit) == (10000, 10000)


def test_r81_start_and_movement_make_the_end(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    office.on(MONDAY + dt.timedelta(days=1))
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    office.pay(patient, 3000, "account")
    with office.ws.db.reading() as session:
        first, second = (movement(session, d, d) for d in (MONDAY, office.clock.today()))
        assert (first.charges, first.change) == (18500, 18500)
        assert (second.payments, second.adjustments, second.change) == (12840, 5660, -18500)
        assert receivable_on(session, MONDAY - dt.timedelta(days=1)) == 0
        assert receivable_on(session, MONDAY) == 18500
        assert receivable_on(session, office.clock.today()) == 0


def test_i7_a_later_entry_leaves_an_earlier_digest_alone(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0439", 18500))
    with office.ws.db.reading() as session:
        before = period_digest(session, MONDAY)
    office.on(MONDAY + dt.timedelta(days=1))
    office.pay(patient, 100, "account")
    with office.ws.db.reading() as session:
        assert period_digest(session, MONDAY) == before
        assert period_digest(session, office.clock.today()) != before


def test_the_journal_as_rows_sums_to_nothing_and_names_no_patient(office: Office) -> None:
    registered = office.insured_patient()
    claim = office.claim(office.visit(registered.patient_id, ("G0439", 18500)))
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    with office.ws.db.reading() as session:
        rows = list(ledger_rows(session))
    assert sum(row.cents for row in rows) == 0
    assert {row.patient for row in rows} == {"", registered.account}
    assert {row.claim for row in rows} == {"", claim.number}


def test_a_state_row_holds_or_says_that_it_does_not(office: Office) -> None:
    with office.ws.db.reading() as session:
        assert practice_state(session) == State()
    assert State(charges=100, patient_paid=150, credit=50).holds
    assert not State(charges=100, patient_paid=99).holds
