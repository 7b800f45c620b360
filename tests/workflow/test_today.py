"""The first screen: each card counts what its list shows, and the bar sums to what is owed."""

import datetime as dt

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.models.ledger import Posting
from desktop_biller.reports.aging import aging, aging_now
from desktop_biller.workflow.claims.claim_list import claim_totals
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from desktop_biller.workflow.followup.notes import (
    FinishNote,
    WriteNote,
    finish_note,
    write_note,
)
from desktop_biller.workflow.payments.payment_list import payment_totals
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.today import (
    WorkCard,
    aging_bar,
    collections_by_month,
    todays_work,
)
from desktop_biller.workflow.visits.visit_list import visit_totals
from tests.office import Office, command

FIRST = dt.date(2026, 3, 2)


def card(office: Office, key: str) -> WorkCard:
    return next(found for found in todays_work(office.ws).cards if found.key == key)


def told(office: Office, key: str) -> tuple[int, int | None, int | None]:
    found = card(office, key)
    return found.count, found.cents, found.days


def send(office: Office, claim_id: int) -> None:
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim_id))


def test_a_new_practice_has_nothing_waiting_and_says_so(office: Office) -> None:
    work = todays_work(office.ws)
    assert work.nothing_waits
    assert [found.key for found in work.cards] == [
        "visits_not_billed",
        "claims_ready",
        "claims_rejected",
        "denied",
        "no_answer",
        "filing_due",
        "follow_ups_due",
        "unapplied_credits",
        "copays_missed",
        "statements_due",
    ]
    assert {found.days for found in work.cards} == {None}


def test_visits_not_billed_are_those_of_the_list(office: Office) -> None:
    insured = office.insured_patient().patient_id
    office.visit(insured, ("G0439", 18500), ("P9612", 1500))
    office.claim(office.visit(insured, ("G0101", 15000)))
    alone = office.patient().patient_id
    office.visit(alone, ("G0101", 15000))
    paid = office.patient().patient_id
    office.visit(paid, ("P9612", 1500))
    office.pay(paid, 1500, "account")
    office.on(FIRST + dt.timedelta(days=9))
    assert told(office, "visits_not_billed") == (2, 35000, 9)
    totals = visit_totals(office.ws, ListQuery(shown="not_billed"))
    assert (totals.visits, totals.charge_cents) == (2, 35000)


def test_claims_move_from_ready_over_no_answer_to_denied(office: Office) -> None:
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    assert told(office, "claims_ready") == (1, 18500, 0)
    send(office, claim.claim_id)
    office.on(FIRST + dt.timedelta(days=30))
    assert told(office, "no_answer") == (0, 0, None)
    office.on(FIRST + dt.timedelta(days=31))
    assert told(office, "no_answer") == (1, 18500, 31)
    office.remit(claim.claim_id, (0, "CO-16 18500"))
    office.on(FIRST + dt.timedelta(days=33))
    assert told(office, "no_answer") == (0, 0, None)
    assert told(office, "denied") == (1, 18500, 2)
    assert claim_totals(office.ws, ListQuery(shown="denied")).claims == 1


@pytest.mark.parametrize(
    ("clock", "last"),
    [
        ({"days": 90}, dt.date(2026, 5, 31)),
        ({"years": 1}, dt.date(2027, 3, 2)),
    ],
)
@pytest.mark.parametrize("stage", ["visit", "ready"])
def test_r50_filing_is_due_14_days_before_the_payers_clock_ends_and_after(
    clock: dict[str, int], last: dt.date, stage: str, office: Office
) -> None:
    payer = office.payer("Strict Mutual", clocks=[{"kind": "initial", "start": "service", **clock}])
    patient = office.patient().patient_id
    office.coverage(patient, payer_id=payer)
    visit = office.visit(patient, ("G0439", 18500))
    if stage == "ready":
        office.claim(visit)
    office.on(last - dt.timedelta(days=15))
    assert told(office, "filing_due") == (0, 0, None)
    for left in (14, 0, -3):
        office.on(last - dt.timedelta(days=left))
        assert told(office, "filing_due") == (1, 18500, left)


def test_r50_a_sent_claim_and_a_payer_without_a_clock_are_not_due(office: Office) -> None:
    clock = {"kind": "initial", "start": "service", "days": 10}
    patient = office.patient().patient_id
    office.coverage(patient, payer_id=office.payer("Strict Mutual", clocks=[clock]))
    send(office, office.claim(office.visit(patient, ("G0439", 18500))).claim_id)
    office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    assert told(office, "filing_due") == (0, 0, None)


def test_follow_ups_are_due_on_their_day_until_they_are_done(office: Office) -> None:
    patient = office.patient().patient_id
    note = write_note(
        office.ws,
        command(
            WriteNote,
            subject="patient",
            subject_id=patient,
            text="Call again",
            follow_up_on="2026-03-05",
        ),
    ).note_id
    office.on(dt.date(2026, 3, 4))
    assert told(office, "follow_ups_due") == (0, None, None)
    office.on(dt.date(2026, 3, 7))
    assert told(office, "follow_ups_due") == (1, None, 2)
    finish_note(office.ws, command(FinishNote, note_id=note))
    assert told(office, "follow_ups_due") == (0, None, None)


def test_unapplied_credits_are_those_of_the_list(office: Office) -> None:
    one, other = office.patient().patient_id, office.patient().patient_id
    office.pay(one, 2000, "prepayment")
    voided = office.pay(other, 700, "prepayment")
    office.visit(other, ("P9612", 1500))
    office.pay(other, 1500, "account")
    office.void(voided)
    office.on(FIRST + dt.timedelta(days=4))
    assert told(office, "unapplied_credits") == (1, 2000, 4)
    totals = payment_totals(office.ws, ListQuery(shown="unapplied"))
    assert (totals.payments, totals.unapplied_cents) == (1, 2000)


def test_a_copay_is_missed_until_all_of_it_is_taken(office: Office) -> None:
    patient = office.insured_patient().patient_id
    visit = office.visit(patient, ("G0439", 18500))
    assert told(office, "copays_missed") == (1, 3000, 0)
    office.pay(patient, 1000, encounter_id=visit.encounter_id)
    assert told(office, "copays_missed") == (1, 2000, 0)
    taken = office.pay(patient, 2000, encounter_id=visit.encounter_id)
    assert told(office, "copays_missed") == (0, 0, None)
    office.void(taken)
    assert told(office, "copays_missed") == (1, 2000, 0)
    office.on(FIRST + dt.timedelta(days=1))
    assert told(office, "copays_missed") == (0, 0, None)


def test_a_copay_taken_before_its_visit_is_recorded_is_not_missed(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.pay(patient, 3000)
    office.visit(patient, ("G0439", 18500))
    assert told(office, "copays_missed") == (0, 0, None)
    office.visit(patient, ("P9612", 1500))
    assert told(office, "copays_missed") == (1, 3000, 0)


def test_statements_due_tell_what_they_would_ask_for(office: Office) -> None:
    patient = office.patient()
    office.visit(patient.patient_id, ("G0101", 15000))
    office.visit(office.patient().patient_id, ("G0101", 499))
    office.on(FIRST + dt.timedelta(days=7))
    assert told(office, "statements_due") == (1, 15000, 7)
    office.statement(patient.guarantor_id)
    assert told(office, "statements_due") == (0, 0, None)


def test_i8_the_bar_sums_to_what_is_owed_and_equals_the_aging_of_today(office: Office) -> None:
    insured = office.insured_patient().patient_id
    for days in (0, 30, 31, 60, 61, 90, 91, 120, 121):
        day = (FIRST - dt.timedelta(days=days)).isoformat()
        office.visit(insured, ("P9612", 100 + days), service_date=day, self_pay=days % 2 == 1)
    office.pay(insured, 120, "account")
    office.pay(insured, 55, "prepayment")
    bar = aging_bar(office.ws)
    assert bar.labels == ("0-30", "31-60", "61-90", "91-120", ">120")
    assert bar.parts == (230, 291, 351, 411, 101)
    with office.ws.db.reading() as session:
        owed = session.scalar(
            sa.select(sa.func.sum(Posting.cents)).where(
                Posting.account.in_(("insurance_receivable", "patient_receivable"))
            )
        )
        assert aging_now(session, FIRST) == aging(session, FIRST)
    assert (bar.total, bar.credit) == (owed, 55)


def test_collections_are_by_posting_month_and_net_of_voids(office: Office) -> None:
    patient = office.patient().patient_id
    office.on(dt.date(2025, 3, 31))
    office.pay(patient, 100, "prepayment")
    office.on(dt.date(2025, 4, 1))
    office.pay(patient, 200, "prepayment")
    office.on(dt.date(2026, 2, 28))
    voided = office.pay(patient, 400, "prepayment")
    office.on(dt.date(2026, 3, 1))
    office.pay(patient, 800, "prepayment")
    office.on(FIRST)
    office.void(voided)
    months = collections_by_month(office.ws)
    assert [month.first for month in months][::11] == [dt.date(2025, 4, 1), dt.date(2026, 3, 1)]
    assert [month.cents for month in months] == [200, *[0] * 9, 400, 400]
    assert [month.running for month in months] == [False] * 11 + [True]


def test_who_may_not_read_the_books_sees_no_money(office: Office) -> None:
    with office.acting_as("provider"):
        for ask in (todays_work, aging_bar, collections_by_month):
            with pytest.raises(PermissionDeniedError):
                ask(office.ws)
