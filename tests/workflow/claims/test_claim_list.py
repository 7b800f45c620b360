import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.models.access import AuditRow
from desktop_biller.workflow.claims.claim_details import claim_details
from desktop_biller.workflow.claims.claim_list import (
    ClaimTotals,
    claim_counts,
    claim_ids,
    claim_rows,
    claim_totals,
)
from desktop_biller.workflow.claims.claim_picture import claim_picture
from desktop_biller.workflow.claims.claim_words import STATE_WORDS, next_action, next_sentence
from desktop_biller.workflow.claims.make import PrintClaim, print_claim
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office, command


def claim_of(office: Office, last: str, cents: int = 18500, **visit: Any) -> int:
    patient = office.insured_patient(name={"last": last, "first": "Ana"}).patient_id
    return office.claim(office.visit(patient, ("G0439", cents), **visit)).claim_id


def send(office: Office, claim_id: int, how: str = "paper") -> None:
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=claim_id, how=how))


def shown(office: Office, **query: Any) -> tuple[int, ...]:
    return claim_ids(office.ws, ListQuery(**query))


def test_a_row_tells_whose_claim_it_is_and_what_to_do_next(office: Office) -> None:
    claim = claim_of(office, "Zieliński")
    office.on(dt.date(2026, 3, 5))
    (row,) = claim_rows(office.ws, [claim])
    assert (row.number, row.patient, row.payer) == (
        "C000001",
        "Zieliński, Ana",
        "Blue Harbor Health",
    )
    assert (row.service_date, row.billed_cents) == (dt.date(2026, 3, 2), 18500)
    assert (row.state, row.chip, row.days, row.next_action) == (
        "ready",
        "Ready",
        3,
        "Print or send",
    )


def test_the_chip_tells_how_a_claim_was_sent(office: Office) -> None:
    on_paper, by_file = claim_of(office, "Adams"), claim_of(office, "Brown")
    send(office, on_paper)
    send(office, by_file, "file")
    chips = [row.chip for row in claim_rows(office.ws, [on_paper, by_file])]
    assert chips == ["Printed", "Sent"]


def test_days_count_from_the_last_step_and_after_thirty_somebody_calls(office: Office) -> None:
    claim = claim_of(office, "Adams")
    office.on(dt.date(2026, 3, 10))
    send(office, claim)
    for day, days, words in ((9, 30, "Wait for answer"), (10, 31, "Call the payer")):
        office.on(dt.date(2026, 4, day))
        (row,) = claim_rows(office.ws, [claim])
        assert (row.days, row.next_action) == (days, words)


def test_open_claims_are_those_that_are_neither_paid_nor_closed(office: Office) -> None:
    paid, denied, ready = (claim_of(office, last) for last in ("Adams", "Brown", "Clark"))
    office.remit(paid, (18500, ""), reference="1")
    office.remit(denied, (0, "CO-16 18500"), reference="2")
    assert set(shown(office)) == {denied, ready}
    assert shown(office, shown="paid") == (paid,)
    assert shown(office, shown="denied") == (denied,)
    assert claim_totals(office.ws, ListQuery()) == ClaimTotals(2, 37000)
    counts = {told.state: told.claims for told in claim_counts(office.ws)}
    assert counts == dict.fromkeys(STATE_WORDS, 0) | {"": 2, "paid": 1, "denied": 1, "ready": 1}
    assert claim_counts(office.ws, "clark")[0].claims == 1


def test_a_claim_is_found_by_patient_account_number_or_payer(office: Office) -> None:
    one, two = claim_of(office, "Adams"), claim_of(office, "Brown")
    (row,) = claim_rows(office.ws, [one])
    for text in ("adams ana", "c000001", row.account, "adams blue harbor"):
        assert shown(office, text=text) == (one,)
    assert set(shown(office, text="harbor")) == {one, two}


def test_claims_are_ordered_by_every_column_both_ways(office: Office) -> None:
    first = claim_of(office, "Brown", 300, service_date="2026-02-01")
    second = claim_of(office, "Adams", 200, service_date="2026-02-02")
    office.on(dt.date(2026, 3, 9))
    third = claim_of(office, "Clark", 100, service_date="2026-02-03")
    send(office, third)
    assert shown(office) == (third, second, first)
    for column, order in {
        "number": (first, second, third),
        "patient": (second, first, third),
        "payer": (first, second, third),
        "date": (first, second, third),
        "billed": (third, second, first),
        "state": (first, second, third),
    }.items():
        assert shown(office, sort=column) == order
        assert shown(office, sort=column, descending=True) == order[::-1]
    assert shown(office, sort="days")[0] == third
    assert shown(office, sort="days", descending=True)[-1] == third


def test_a_claim_in_full_has_lines_steps_papers_and_answers(office: Office) -> None:
    claim = claim_of(office, "Adams")
    print_claim(office.ws, command(PrintClaim, claim_id=claim))
    send(office, claim)
    office.remit(claim, (9840, "CO-45 5660, PR-3 3000"))
    told = claim_details(office.ws, claim)
    assert (told.number, told.version, told.member_id) == ("C000001", 1, "XQ1234567")
    assert [(line.code, line.pointers, line.charge_cents) for line in told.lines] == [
        ("G0439", "A", 18500)
    ]
    assert [(step.state, step.words) for step in told.steps] == [
        ("ready", "Made from the visit"),
        ("sent", "Sent by paper"),
        ("paid", "Answered on 03/02/2026"),
    ]
    assert [(paper.kind, paper.number) for paper in told.papers] == [("claim_form", "C000001-1")]
    (answer,) = told.answers
    assert (answer.reference, answer.paid_cents, answer.patient_cents) == ("88123", 9840, 3000)
    assert [(r.group, r.reason, r.cents, r.posted_as) for r in answer.lines[0].reasons] == [
        ("CO", "45", 5660, "write_off"),
        ("PR", "3", 3000, "patient"),
    ]
    assert (told.chip, told.next_words) == ("Paid", "Nothing is left to do.")
    with office.refusing("no claim number 99"):
        claim_details(office.ws, 99)


def test_every_state_has_its_words() -> None:
    for state in STATE_WORDS:
        for days in (0, 1, 31):
            assert next_action(state, days)
            assert next_sentence(state, days, "Blue Harbor")[-1] == "."
    assert "sent today" in next_sentence("sent", 0, "Blue Harbor")
    assert "sent 1 day ago" in next_sentence("sent", 1, "Blue Harbor")


def looks(office: Office) -> list[tuple[str, int | None, str]]:
    with office.ws.db.reading() as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.event == "claim.viewed"))
        return [(row.subject, row.patient_id, row.reason) for row in rows]


@pytest.mark.parametrize("output", ["form", "copy"])
def test_p38_looking_at_a_claim_keeps_no_paper_but_leaves_a_trace(
    output: Any, office: Office
) -> None:
    claim = claim_of(office, "Adams")
    before = office.fingerprint().counts
    assert claim_picture(office.ws, claim, output).startswith(b"%PDF")
    assert looks(office) == [(f"claim {claim}", 1, output)]
    after = office.fingerprint().counts
    assert {table for table in after if after[table] != before[table]} == {"audit"}
    with office.refusing("no claim number 99"):
        claim_picture(office.ws, 99)


def test_a_claim_in_a_practice_that_cannot_be_written_is_looked_at_without_a_trace(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claim_of(office, "Adams")
    monkeypatch.setattr(office.ws.db, "read_only", True)
    assert claim_picture(office.ws, claim).startswith(b"%PDF")
    assert looks(office) == []


def test_who_may_not_read_the_books_sees_no_claims(office: Office) -> None:
    claim = claim_of(office, "Adams")
    office.ws.actor = replace(office.ws.actor, role="provider")
    for ask in (lambda: shown(office), lambda: claim_picture(office.ws, claim)):
        with pytest.raises(PermissionDeniedError):
            ask()
    assert looks(office) == []
