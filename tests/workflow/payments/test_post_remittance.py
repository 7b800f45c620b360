import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.payment import WorkItem
from desktop_biller.reports.state import State
from desktop_biller.workflow.claims.make import ClaimMade
from tests.office import Office


def claim_of(office: Office, *lines: tuple[str, int], **coverage: Any) -> tuple[int, ClaimMade]:
    """A patient with one plan, a visit and its claim."""
    patient = office.patient().patient_id
    office.coverage(patient, **coverage)
    return patient, office.claim(office.visit(patient, *lines))


def work(office: Office) -> list[tuple[str, int]]:
    with office.ws.db.reading() as session:
        rows = session.execute(sa.select(WorkItem.kind, WorkItem.cents).order_by(WorkItem.id))
        return [(kind, cents) for kind, cents in rows]


def test_r60a_a_line_that_does_not_add_up_is_refused_with_place_and_difference(
    office: Office,
) -> None:
    _, claim = claim_of(office, ("G0439", 18500), ("P9612", 1500))
    with office.refusing(f"Line 1 of claim {claim.number} is off by .1.00"):
        office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 2900"), (1500, ""))


def test_r60c_a_check_larger_than_its_claims_is_refused_or_left_unapplied(office: Office) -> None:
    patient, claim = claim_of(office, ("G0439", 18500))
    with office.refusing("This check is .12.50 more than you posted"):
        office.remit(claim.claim_id, (18500, ""), cents=19750)
    posted = office.remit(claim.claim_id, (18500, ""), cents=19750, leave_unapplied=True)
    assert posted.unapplied_cents == 1250
    assert office.state(patient).credit == 0
    assert office.whole().credit == 1250
    assert office.findings() == []


def test_r60c_claims_larger_than_their_check_are_refused(office: Office) -> None:
    _, claim = claim_of(office, ("G0439", 18500))
    with office.refusing("paid .1.00 more than this check holds"):
        office.remit(claim.claim_id, (18500, ""), cents=18400)


def test_r63c_the_same_check_is_posted_once(office: Office) -> None:
    _, first = claim_of(office, ("G0439", 18500))
    _, second = claim_of(office, ("G0439", 18500))
    office.remit(first.claim_id, (18500, ""))
    with office.refusing("looks already posted: Blue Harbor Health, 88123, .185.00 on 03/02/2026"):
        office.remit(second.claim_id, (18500, ""))
    assert office.remit(second.claim_id, (18500, ""), reference="88124").payment_id


def test_a_claim_is_answered_once_and_by_its_own_payer(office: Office) -> None:
    _, claim = claim_of(office, ("G0439", 18500))
    other = office.payer("Maple Valley", payer_id="MV002")
    with office.refusing("was not sent to Maple Valley"):
        office.remit(claim.claim_id, (18500, ""), payer_id=other)
    office.remit(claim.claim_id, (18500, ""))
    with office.refusing("already answered claim"):
        office.remit(claim.claim_id, (18500, ""), reference="88124")


@pytest.mark.parametrize("lines", [[(18500, "")], [(18500, ""), (1500, ""), (0, "")]])
def test_every_line_of_a_claim_is_answered_once(office: Office, lines: list[Any]) -> None:
    _, claim = claim_of(office, ("G0439", 18500), ("P9612", 1500))
    with office.refusing("has 2 lines; each must be answered once"):
        office.remit(claim.claim_id, *lines)


def test_a_claim_told_twice_in_one_check_is_refused(office: Office) -> None:
    _, claim = claim_of(office, ("G0439", 18500))
    told = {"claim_id": claim.claim_id, "lines": [{"line": 1, "paid_cents": 18500}]}
    with office.refusing("already answered|twice"):
        office.remit(claim.claim_id, (18500, ""), cents=37000, claims=[told, told])


def test_one_check_pays_many_claims_or_none(office: Office) -> None:
    claims = [claim_of(office, ("G0439", 10000 + n))[1] for n in range(3)]
    told = [
        {"claim_id": claim.claim_id, "lines": [{"line": 1, "paid_cents": 10000 + n}]}
        for n, claim in enumerate(claims)
    ]
    broken = [*told[:2], {**told[2], "lines": [{"line": 1, "paid_cents": 10000}]}]
    with office.refusing("is off by"):
        office.remit(0, cents=30001, claims=broken)
    office.remit(0, cents=30003, claims=told)
    assert office.whole() == State(charges=30003, insurer_paid=30003)


def test_s4_step_2_a_denial_writes_nothing_off_and_holds_the_patients_part(office: Office) -> None:
    office.on(dt.date(2026, 4, 6))
    registered = office.insured_patient()
    claim = office.claim(office.visit(registered.patient_id, ("G0101", 15000), ("G0168", 21000)))
    office.on(dt.date(2026, 4, 20))
    office.remit(claim.claim_id, (0, "CO-97 15000"), (7600, "CO-45 11500, PR-2 1900"))
    assert office.state(registered.patient_id) == State(
        charges=36000, insurer_paid=7600, write_off=11500, insurance_open=15000, patient_open=1900
    )
    assert work(office) == [("denial", 15000)]
    with office.refusing("Nothing is due"):
        office.statement(registered.guarantor_id)
    assert office.findings() == []


def test_a_full_denial_with_a_check_of_nothing_moves_no_money(office: Office) -> None:
    patient, claim = claim_of(office, ("G0439", 18500))
    office.remit(claim.claim_id, (0, "CO-16 18500"))
    assert office.state(patient) == State(charges=18500, insurance_open=18500)
    with office.ws.db.reading() as session:
        assert session.get_one(Claim, claim.claim_id).state == "denied"
    assert office.findings() == []


def test_a_payers_claim_number_is_kept_for_the_replacement(office: Office) -> None:
    _, claim = claim_of(office, ("G0439", 18500))
    told = {
        "claim_id": claim.claim_id,
        "payer_claim_number": "ICN 77",
        "lines": [{"line": 1, "paid_cents": 18500}],
    }
    office.remit(claim.claim_id, (18500, ""), claims=[told])
    with office.ws.db.reading() as session:
        assert session.get_one(Claim, claim.claim_id).payer_claim_number == "ICN 77"


def test_nothing_is_posted_on_a_closed_day(office: Office) -> None:
    _, claim = claim_of(office, ("G0439", 18500))
    office.close(dt.date(2026, 3, 2))
    with office.refusing("books are closed"):
        office.remit(claim.claim_id, (18500, ""))
