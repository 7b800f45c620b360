"""The measures: what became of claims, month by month, and how money flows."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from desktop_biller.reports.claim_measures import ClaimCourse, Ratio, claim_courses, claim_measures
from desktop_biller.reports.money_measures import (
    collected_months,
    days_in_receivable,
    month_ends,
    net_collection,
    share_of_old,
)
from desktop_biller.reports.months import last_months, next_month
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from tests.office import Office, command

TODAY = dt.date(2026, 3, 2)
PAID = ClaimCourse(
    rank=1,
    billed_cents=10000,
    service_date=dt.date(2026, 2, 1),
    sent=dt.date(2026, 2, 2),
    times_sent=1,
    rejected=False,
    denied=False,
    paid=True,
    answered=dt.date(2026, 3, 1),
)


def course(**over: Any) -> ClaimCourse:
    return replace(PAID, **over)


@pytest.mark.parametrize(
    ("ratio", "times", "thousandths"),
    [
        (Ratio(1, 3), 100, 33_333),
        (Ratio(2, 3), 100, 66_667),
        (Ratio(1, 2000), 1, 1),  # a half goes up
        (Ratio(-1, 4), 100, -25_000),
        (Ratio(5, 0), 100, None),
    ],
)
def test_a_ratio_is_told_in_whole_thousandths(
    ratio: Ratio, times: int, thousandths: int | None
) -> None:
    assert ratio.thousandths(times) == thousandths


def test_months_go_back_over_a_year_and_february() -> None:
    months = last_months(dt.date(2024, 3, 31), 13)
    assert (months[0], months[1], months[-1]) == (
        dt.date(2023, 3, 1),
        dt.date(2023, 4, 1),
        dt.date(2024, 3, 1),
    )
    assert next_month(dt.date(2023, 12, 1)) == dt.date(2024, 1, 1)
    assert month_ends(dt.date(2024, 3, 15))[-2:] == (dt.date(2024, 2, 29), dt.date(2024, 3, 15))


def test_denials_count_by_dollars_and_by_the_month_of_sending() -> None:
    told = claim_measures(
        [
            course(),
            course(denied=True, billed_cents=30000),
            course(sent=dt.date(2025, 4, 1), billed_cents=50000),
            course(sent=dt.date(2025, 3, 31), denied=True, billed_cents=99999),  # a year ago
        ],
        TODAY,
    ).denial
    assert (told.now, told.claims) == (Ratio(30000, 90000), 3)
    assert told.months[0] == Ratio(0, 50000)
    assert told.months[-2:] == (Ratio(30000, 40000), Ratio(0, 0))


def test_a_clean_claim_was_sent_once_and_never_rejected() -> None:
    told = claim_measures([course(), course(times_sent=2), course(rejected=True)], TODAY).clean
    assert told.now == Ratio(1, 3)


def test_first_pass_counts_answered_claims_by_the_month_of_the_answer() -> None:
    told = claim_measures(
        [
            course(),
            course(denied=True),  # paid later, after an appeal
            course(times_sent=2),
            course(paid=False, denied=True),
            course(paid=False, answered=None),
        ],
        TODAY,
    ).first_pass
    assert (told.now, told.claims) == (Ratio(1, 4), 4)
    assert told.months[-1] == Ratio(1, 4)


def test_the_lag_is_the_median_of_first_claims_and_may_end_in_a_half() -> None:
    days = (0, 1, 2, 30)
    courses = [course(service_date=PAID.sent - dt.timedelta(days=n)) for n in days]
    courses.append(course(rank=2, service_date=PAID.sent - dt.timedelta(days=90)))
    told = claim_measures(courses, TODAY).lag
    assert (told.now.thousandths(1), told.claims) == (1500, 4)


def test_the_course_of_a_claim_is_read_from_its_history(office: Office) -> None:
    visit = office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    claim = office.claim(visit)
    office.on(dt.date(2026, 3, 4))
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim.claim_id))
    office.on(dt.date(2026, 3, 20))
    office.remit(claim.claim_id, (0, "CO-16 18500"))
    office.claim(office.visit(1, ("P9612", 1500)))  # not sent: nothing is known of it yet
    with office.ws.db.reading() as session:
        (found,) = claim_courses(session, dt.date(2026, 3, 4))
        assert claim_courses(session, dt.date(2026, 3, 21)) == []
        assert len(claim_courses(session, dt.date(2026, 3, 20))) == 1
    assert found == ClaimCourse(
        rank=1,
        billed_cents=18500,
        service_date=dt.date(2026, 3, 2),
        sent=dt.date(2026, 3, 4),
        times_sent=1,
        rejected=False,
        denied=True,
        paid=False,
        answered=dt.date(2026, 3, 20),
    )


# --- Money --------------------------------------------------------------------------------------


def test_days_in_ar_net_credits_and_go_back_month_by_month(office: Office) -> None:
    patient = office.patient().patient_id
    office.on(dt.date(2025, 1, 10))
    office.visit(patient, ("G0101", 36500))
    office.on(dt.date(2025, 6, 10))
    office.visit(patient, ("G0101", 73000))
    office.on(dt.date(2026, 2, 10))
    office.pay(patient, 50000, "account")
    office.on(TODAY)
    office.pay(patient, 1000, "prepayment")
    with office.ws.db.reading() as session:
        told = days_in_receivable(session, TODAY)
    assert told.span_days == 365
    assert told.now == Ratio((109500 - 50000 - 1000) * 365, 73000)  # the first charge is older
    assert told.months[-1] == told.now
    assert told.months[-2] == Ratio(59500 * 365, 73000)  # February 28
    assert told.months[-3] == Ratio(109500 * 365, 73000)  # January 31
    april = dt.date(2025, 4, 30)
    assert told.months[0] == Ratio(36500 * ((april - dt.date(2025, 1, 10)).days + 1), 36500)


def test_days_in_ar_of_a_new_practice_are_measured_by_the_days_it_has_worked(
    office: Office,
) -> None:
    office.visit(office.patient().patient_id, ("G0101", 10000))
    end = TODAY + dt.timedelta(days=9)
    with office.ws.db.reading() as session:
        told = days_in_receivable(session, end)
    assert (told.span_days, told.now.thousandths(1)) == (10, 10_000)


def test_the_share_of_old_counts_from_day_91_and_goes_back_month_by_month(office: Office) -> None:
    patient = office.patient().patient_id
    old, edge = (TODAY - dt.timedelta(days=n) for n in (91, 90))
    office.on(old)
    office.visit(patient, ("G0101", 10000))
    office.on(edge)
    office.visit(patient, ("G0101", 20000))
    office.on(TODAY)
    office.pay(patient, 4000, "account")
    with office.ws.db.reading() as session:
        told = share_of_old(session, TODAY)
    assert told.now == Ratio(6000, 26000)
    assert told.months[-2] == Ratio(0, 30000)  # February 28: neither is old
    assert told.months[-4] == Ratio(0, 30000)  # December 31, the days of service just over
    assert told.months[-5] == Ratio(0, 0)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (dt.date(2026, 3, 30), dt.date(2025, 11, 1)),  # December ended 89 days ago
        (dt.date(2026, 3, 31), dt.date(2025, 12, 1)),
    ],
)
def test_a_service_month_counts_as_collected_90_days_after_its_end(
    today: dt.date, last: dt.date
) -> None:
    months = collected_months(today)
    assert (months[-1], len(months)) == (last, 12)


def test_net_collection_leaves_contracts_out_and_counts_other_write_offs(office: Office) -> None:
    office.on(dt.date(2025, 11, 3))
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2025-01-01")
    claim = office.claim(office.visit(patient, ("G0439", 18500)))
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    office.visit(office.patient().patient_id, ("G0101", 2000))  # nobody pays it
    office.on(TODAY)
    office.pay(patient, 1000, "account")
    with office.ws.db.reading() as session:
        told = net_collection(session, TODAY)
    assert (told.first, told.last) == (dt.date(2024, 12, 1), dt.date(2025, 11, 30))
    assert told.now == Ratio(9840 + 1000, 18500 - 5660 + 2000)
    assert told.months[-1] == told.now
    assert set(told.months[:-1]) == {Ratio(0, 0)}
