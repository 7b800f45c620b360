import datetime as dt

import sqlalchemy as sa

from desktop_biller.models.access import AuditRow
from desktop_biller.models.claim import ClaimEvent
from desktop_biller.workflow.claims.make import PrintClaim, print_claim
from desktop_biller.workflow.claims.send import (
    RecordClaimSent,
    RecordClaimsSent,
    record_claim_sent,
    record_claims_sent,
)
from tests.office import Office, command


def send(office: Office, claim_id: int) -> None:
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim_id))


def test_a_self_pay_visit_has_no_plan_to_claim_from(office: Office) -> None:
    visit = office.visit(office.patient().patient_id, ("G0439", 18500))
    with office.refusing("is billed to the patient"):
        office.claim(visit)


def test_a_visit_is_claimed_once_from_each_plan(office: Office) -> None:
    visit = office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    assert office.claim(visit).number == "C000001"
    with office.refusing("already has a claim to that plan"):
        office.claim(visit)


def test_a_plan_of_another_time_or_patient_is_refused(office: Office) -> None:
    patient = office.patient().patient_id
    ended = office.coverage(patient, effective_from="2025-01-01", effective_to="2025-12-31")
    office.coverage(patient, effective_from="2026-01-01", effective_to="2026-03-02")
    later = office.coverage(patient, effective_from="2026-03-03")
    other = office.coverage(office.patient().patient_id)
    visit = office.visit(patient, ("G0439", 18500))
    for coverage in (ended, later, other):
        with office.refusing("does not cover the visit of 03/02/2026"):
            office.claim(visit, coverage_id=coverage)


def test_r42b_a_claim_goes_out_once(office: Office) -> None:
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    send(office, claim.claim_id)
    office.on(dt.date(2026, 3, 5))
    with office.refusing("was sent on 03/02/2026"):
        send(office, claim.claim_id)


def test_each_step_of_a_claim_is_in_its_history(office: Office) -> None:
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    send(office, claim.claim_id)
    office.remit(claim.claim_id, (18500, ""))
    with office.ws.db.reading() as session:
        states = session.scalars(sa.select(ClaimEvent.state).order_by(ClaimEvent.id)).all()
    assert states == ["ready", "sent", "paid"]


def test_each_print_of_a_claim_is_kept_under_its_own_number(office: Office) -> None:
    claim = office.claim(office.visit(office.insured_patient().patient_id, ("G0439", 18500)))
    for output, number in (("form", "C000001-1"), ("copy", "C000001-2")):
        told = command(PrintClaim, claim_id=claim.claim_id, output=output)
        printed = print_claim(office.ws, told)
        assert printed.paper.number == number
        assert printed.pages == 1


def test_unknown_claims_visits_and_plans_are_refused(office: Office) -> None:
    visit = office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    with office.refusing("no claim number 99"):
        send(office, 99)
    with office.refusing("no claim number 99"):
        print_claim(office.ws, command(PrintClaim, claim_id=99))
    with office.refusing("no coverage number 99"):
        office.claim(visit, coverage_id=99)


def test_a_visit_that_the_patient_pays_alone_is_claimed_from_nobody(office: Office) -> None:
    patient = office.patient().patient_id
    plan = office.coverage(patient)
    visit = office.visit(patient, ("G0439", 18500), self_pay=True)
    with office.refusing("is billed to the patient"):
        office.claim(visit, coverage_id=plan)


def test_r65g_the_second_plan_is_claimed_once_the_first_has_answered(office: Office) -> None:
    patient = office.insured_patient().patient_id
    second = office.coverage(patient, rank=2, member_id="MM2")
    visit = office.visit(patient, ("G0439", 18500))
    with office.refusing("has not answered"):
        office.claim(visit, coverage_id=second)
    first = office.claim(visit)
    with office.refusing("has not answered"):
        office.claim(visit, coverage_id=second)
    office.remit(first.claim_id, (9840, "CO-45 5660, PR-3 3000"))
    assert office.claim(visit, coverage_id=second).number == "C000002"


def ready_claims(office: Office, count: int) -> list[int]:
    patient = office.insured_patient().patient_id
    return [office.claim(office.visit(patient, ("G0439", 100))).claim_id for _ in range(count)]


def test_a_batch_that_was_printed_is_marked_as_sent_at_once(office: Office) -> None:
    ids = ready_claims(office, 3)
    told = command(RecordClaimsSent, claim_ids=[*ids, ids[0]])
    assert record_claims_sent(office.ws, told).claim_ids == tuple(ids)
    with office.ws.db.reading() as session:
        events = session.execute(
            sa.select(ClaimEvent.claim_id, ClaimEvent.words).where(ClaimEvent.state == "sent")
        ).all()
        trail = session.scalars(sa.select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)).one()
    assert [tuple(row) for row in events] == [(claim, "Sent by paper") for claim in ids]
    assert (trail.event, trail.subject) == ("claims.sent", "3 claims")
    assert trail.reason == "paper: C000001 C000002 C000003"


def test_a_batch_is_sent_whole_or_not_at_all(office: Office) -> None:
    ids = ready_claims(office, 3)
    send(office, ids[1])
    with office.refusing("Claim C000002 was sent on 03/02/2026"):
        record_claims_sent(office.ws, command(RecordClaimsSent, claim_ids=ids))
    with office.refusing("no claim number 99"):
        record_claims_sent(office.ws, command(RecordClaimsSent, claim_ids=[ids[0], 99]))
