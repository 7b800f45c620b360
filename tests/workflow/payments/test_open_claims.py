import datetime as dt
from typing import Any

from desktop_biller.workflow.payments.open_claims import open_claims
from desktop_biller.workflow.payments.remittance import post_remittance
from desktop_biller.workflow.payments.remittance_input import PostRemittance
from desktop_biller.workflow.payments.typed_answer import (
    OpenClaim,
    TypedLine,
    answer_of,
    as_expected,
    line_results,
)
from tests.office import Office


def claim_of(office: Office, last: str, *lines: tuple[str, int], **coverage: Any) -> int:
    patient = office.patient(name={"last": last, "first": "Ana"}).patient_id
    office.coverage(patient, **coverage)
    return office.claim(office.visit(patient, *lines)).claim_id


def waiting(office: Office, payer_id: int = 1) -> list[str]:
    return [claim.patient for claim in open_claims(office.ws, payer_id)]


def only(office: Office) -> OpenClaim:
    (claim,) = open_claims(office.ws, office.payer_id)
    return claim


def expected(claim: OpenClaim) -> list[tuple[int | None, int | None, int | None]]:
    return [
        (line.expected_paid_cents, line.expected_write_off_cents, line.expected_patient_cents)
        for line in claim.lines
    ]


def test_the_claims_of_that_payer_that_wait_come_by_patient(office: Office) -> None:
    other = office.payer("Maple Valley", payer_id="MV002")
    claim_of(office, "Brown", ("G0439", 18500))
    answered = claim_of(office, "Clark", ("G0439", 18500))
    claim_of(office, "Adams", ("G0439", 18500))
    claim_of(office, "Evans", ("G0439", 18500), payer_id=other)
    office.remit(answered, (18500, ""))
    assert waiting(office) == ["Adams, Ana", "Brown, Ana"]
    assert waiting(office, other) == ["Evans, Ana"]


def test_an_answered_claim_is_shown_on_request_as_a_duplicate(office: Office) -> None:
    claim_id = claim_of(office, "Adams", ("G0439", 18500))
    office.remit(claim_id, (18500, ""))
    office.on(dt.date(2026, 3, 20))
    assert open_claims(office.ws, 1, dt.date(2026, 3, 3)) == ()
    (claim,) = open_claims(office.ws, 1, dt.date(2026, 3, 2))
    assert (claim.answered_on, claim.open_before_cents) == (dt.date(2026, 3, 2), 0)
    result = line_results(claim, [TypedLine(7850)])
    assert (result.claim.outcome, result.claim.left_cents) == ("duplicate", -7850)
    assert result.claim.words == "Duplicate, answered 03/02/2026"


def test_the_payer_accounts_for_the_whole_charge_though_a_copay_was_taken(office: Office) -> None:
    claim_of(office, "Adams", ("G0439", 18500))
    office.pay(1, 3000)
    (line,) = only(office).lines
    assert (line.charge_cents, line.open_before_cents, line.patient_paid_cents) == (
        18500,
        18500,
        3000,
    )


def test_what_is_expected_comes_from_the_latest_full_answer_to_the_same_service(
    office: Office,
) -> None:
    first = claim_of(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    assert expected(open_claims(office.ws, 1)[0]) == [(None, None, None)] * 2
    office.remit(first, (9840, "CO-45 5660, PR-3 3000"), (1000, "CO-45 500"), reference="1")
    second = claim_of(office, "Brown", ("G0439", 18500))
    office.remit(second, (10000, "CO-45 5500, PR-3 3000"), reference="2")
    denied = claim_of(office, "Clark", ("G0439", 18500))
    office.remit(denied, (0, "CO-16 18500"), reference="3")
    claim_of(office, "Evans", ("G0439", 18500), ("P9612", 3000), ("G0101", 15000))
    claim = only(office)
    assert expected(claim) == [(10000, 5500, 3000), (2000, 1000, 0), (None, None, None)]
    assert as_expected(claim) is None


def test_a_later_payer_is_expected_to_pay_what_the_first_left(office: Office) -> None:
    patient = office.insured_patient().patient_id
    medigap = office.payer("Maple Valley", payer_id="MV002")
    second = office.coverage(patient, rank=2, member_id="MM2", payer_id=medigap, copay_cents=0)
    visit = office.visit(patient, ("G0439", 18500))
    first = office.claim(visit)
    office.remit(first.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    office.claim(visit, coverage_id=second)
    (claim,) = open_claims(office.ws, medigap)
    assert claim.open_before_cents == 3000
    assert expected(claim) == [(3000, 0, 0)]
    post(office, claim, as_expected(claim) or (), 3000, payer_id=medigap)
    assert (office.state(patient).insurance_open, office.state(patient).patient_open) == (0, 0)
    assert office.findings() == []


def post(
    office: Office, claim: OpenClaim, typed: tuple[TypedLine, ...], cents: int, payer_id: int = 1
) -> None:
    command = PostRemittance(
        payer_id=payer_id,
        cents=cents,
        reference="77",
        dated=office.clock.today(),
        claims=(answer_of(claim, typed),),
    )
    post_remittance(office.ws, command)


def test_a_claim_accepted_as_expected_is_good_and_posts_to_the_cent(office: Office) -> None:
    first = claim_of(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    office.remit(first, (9840, "CO-45 5660, PR-3 3000"), (1000, "CO-45 500"))
    claim_of(office, "Brown", ("G0439", 18500), ("P9612", 1333))
    claim = only(office)
    typed = as_expected(claim)
    assert typed is not None
    result = line_results(claim, typed).claim
    assert (result.outcome, result.left_cents, result.words) == ("good", 0, "Good")
    post(office, claim, typed, sum(line.paid for line in typed))
    state = office.state(2)
    assert (state.insurance_open, state.patient_open) == (0, 3000)
    assert office.findings() == []
