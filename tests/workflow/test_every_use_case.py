"""What holds for every use case: who may, what is audited, what a retry and a failure do."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec import structs

from desktop_biller.foundation.errors import PermissionDeniedError, RefusedError
from desktop_biller.models.access import ROLES, AuditRow, ExecutedCommand
from desktop_biller.security.permissions import GRANTS
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.usecase import Command, UseCase
from tests.office import ADDRESS, PRACTICE, Office, command

CASES = all_use_cases()
LINE = {"code": "G0439", "charge_cents": 18500, "pointers": [1]}
PERSON = {"name": {"last": "Osei", "first": "Abena"}, "birth_date": "1990-02-01", "sex": "F"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "set_up_practice": PRACTICE,
    "add_provider": {"name": PERSON["name"], "npi": "1679523708"},
    "add_payer": {"name": "Second Shore", "address": ADDRESS},
    "add_service": {
        "code": "G0008",
        "description": "Flu shot",
        "fee_cents": 3500,
        "effective_from": "2026-01-01",
    },
    "change_provider": {
        "provider_id": 1,
        "version": 1,
        "name": PERSON["name"],
        "npi": "1999999984",
    },
    "change_payer": {"payer_id": 1, "version": 1, "name": "Third Shore", "address": ADDRESS},
    "change_service": {"service_id": 1, "version": 1, "description": "Wellness visit"},
    "set_fee": {"service_code": "P9612", "fee_cents": 1800, "effective_from": "2026-03-01"},
    "register_patient": {**PERSON, "address": ADDRESS},
    "record_coverage": {
        "patient_id": 2,
        "payer_id": 1,
        "member_id": "XQ2",
        "effective_from": "2026-01-01",
    },
    "change_patient": {
        **PERSON,
        "name": {"last": "Osei", "first": "Ama"},
        "patient_id": 2,
        "version": 1,
        "address": ADDRESS,
    },
    "change_coverage": {
        "coverage_id": 1,
        "version": 1,
        "member_id": "XQ7654321",
        "effective_from": "2026-01-01",
        "effective_to": "2026-12-31",
    },
    "record_authorization": {
        "coverage_id": 1,
        "number": "PA-77",
        "units": 10,
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    },
    "record_eligibility": {"coverage_id": 1, "active": True},
    "record_case": {"patient_id": 1, "kind": "work", "happened_on": "2026-02-01"},
    "record_visit": {
        "patient_id": 1,
        "provider_id": 1,
        "service_date": "2026-03-02",
        "diagnoses": ["E11.9"],
        "lines": [LINE],
    },
    "make_claim": {"encounter_id": 1},
    "print_claim": {"claim_id": 1},
    "record_claim_sent": {"claim_id": 1},
    "record_claims_sent": {"claim_ids": [2]},
    "take_patient_payment": {
        "patient_id": 1,
        "cents": 3000,
        "purpose": "copay",
        "method": "cash",
    },
    "apply_credit": {"guarantor_id": 2},
    "void_patient_payment": {"payment_id": 1, "reason": "Typed twice"},
    "post_remittance": {
        "payer_id": 1,
        "cents": 18500,
        "reference": "88123",
        "dated": "2026-03-02",
        "claims": [{"claim_id": 1, "lines": [{"line": 1, "paid_cents": 18500}]}],
    },
    "write_note": {"subject": "patient", "subject_id": 1, "text": "Called, no answer"},
    "finish_note": {"note_id": 1},
    "issue_statement": {"guarantor_id": 2},
    "issue_invoice": {"encounter_ids": [3]},
    "print_day_sheet": {"day": "2026-03-02"},
    "close_day": {"day": "2026-03-01"},
}
each_use_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def example(case: UseCase[Any, Any], key: str = "") -> Any:
    return command(case.command, key=key, **EXAMPLES[case.name])


def audit_rows(office: Office) -> list[AuditRow]:
    with office.ws.db.reading() as session:
        return list(session.scalars(sa.select(AuditRow).order_by(AuditRow.seq)))


def test_every_use_case_has_an_example() -> None:
    assert EXAMPLES.keys() == CASES.keys()


def test_every_use_case_is_called_by_a_test_of_its_own() -> None:
    here = Path(__file__)
    tests = here.parents[1]
    words = "".join(
        path.read_text(encoding="utf-8") for path in tests.rglob("*.py") if path != here
    )
    assert [name for name in CASES if f"{name}(" not in words] == []


def test_every_use_case_says_what_it_does() -> None:
    assert [name for name, case in CASES.items() if not case.doc.endswith((".", ")"))] == []
    assert len({case.event for case in CASES.values()}) == len(CASES)


@pytest.mark.parametrize("role", ROLES)
def test_p6_a_role_may_do_what_it_was_granted_and_nothing_else(
    role: str, busy_office: Office
) -> None:
    with busy_office.acting_as(role):
        for case in CASES.values():
            if case.permission in GRANTS[role]:
                assert isinstance(case(busy_office.ws, example(case)), case.result)
                continue
            before = busy_office.fingerprint()
            with pytest.raises(PermissionDeniedError, match=f"may not {case.permission.value}"):
                case(busy_office.ws, example(case))
            assert busy_office.fingerprint() == before


def test_p6_an_unknown_role_may_do_nothing(busy_office: Office) -> None:
    before = busy_office.fingerprint()
    busy_office.ws.actor = replace(busy_office.ws.actor, role="visitor")
    for case in CASES.values():
        with pytest.raises(PermissionDeniedError):
            case(busy_office.ws, example(case))
    assert busy_office.fingerprint() == before


@each_use_case
def test_p11_one_audit_row_tells_of_it(case: UseCase[Any, Any], busy_office: Office) -> None:
    before = audit_rows(busy_office)
    case(busy_office.ws, example(case, key="k1"))
    (row,) = audit_rows(busy_office)[len(before) :]
    assert (row.event, row.command_key, row.user_name) == (case.event, "k1", "tn")
    assert row.subject
    assert busy_office.findings() == []


@each_use_case
def test_i10_a_retry_finds_the_first_result_and_posts_nothing(
    case: UseCase[Any, Any], busy_office: Office
) -> None:
    first = case(busy_office.ws, example(case, key="k1"))
    before = busy_office.fingerprint()
    busy_office.on(dt.date(2026, 3, 9))
    assert case(busy_office.ws, example(case, key="k1")) == first
    assert busy_office.fingerprint() == before


@each_use_case
def test_i10_a_key_is_never_used_for_something_else(
    case: UseCase[Any, Any], busy_office: Office
) -> None:
    told = command(CASES["write_note"].command, key="k1", **EXAMPLES["write_note"])
    CASES["write_note"](busy_office.ws, told)
    other = example(case, key="k1")
    if case.name == "write_note":
        other = structs.replace(other, text="Another")
    with busy_office.refusing("already carried out with other details"):
        case(busy_office.ws, other)


@each_use_case
def test_what_fails_leaves_no_row(
    case: UseCase[Any, Any], busy_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = case.run

    def fails(tx: Any, told: Command) -> Any:
        right(tx, told)
        raise ZeroDivisionError

    before = busy_office.fingerprint()
    monkeypatch.setattr(case, "run", fails)
    with pytest.raises(ZeroDivisionError):
        case(busy_office.ws, example(case))
    assert busy_office.fingerprint() == before
    monkeypatch.undo()
    assert case(busy_office.ws, example(case))


def test_without_a_key_each_command_is_a_new_one(office: Office) -> None:
    patient = office.patient().patient_id
    assert office.pay(patient, 100).payment_id != office.pay(patient, 100).payment_id
    with office.ws.db.reading() as session:
        keys = session.scalars(sa.select(ExecutedCommand.key)).all()
    assert all(len(key) == 32 for key in keys)


def test_a_clock_that_was_set_back_is_told_in_a_row_of_its_own(office: Office) -> None:
    before = audit_rows(office)
    last = office.clock.now().astimezone(dt.UTC)
    office.on(dt.date(2026, 3, 1))
    office.patient()
    rows = audit_rows(office)[len(before) :]
    assert [row.event for row in rows] == ["clock.set_back", "patient.registered"]
    assert rows[0].reason == f"after {last:%Y-%m-%d %H:%M} UTC"
    assert office.findings() == []


def test_a_refused_command_may_be_repeated_under_its_key(office: Office) -> None:
    patient = office.patient().patient_id
    office.close(office.clock.today())
    with pytest.raises(RefusedError):
        office.pay(patient, 100, key="k1")
    office.on(dt.date(2026, 3, 3))
    assert office.pay(patient, 100, key="k1").payment_id == 1
