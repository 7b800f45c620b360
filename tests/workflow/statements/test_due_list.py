"""Who is due a statement: the list agrees with what a statement would ask for."""

import datetime as dt

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import PermissionDeniedError, RefusedError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.models.access import AuditRow
from desktop_biller.models.document import Document
from desktop_biller.models.patient import Guarantor
from desktop_biller.workflow.patients.register import PatientRegistered
from desktop_biller.workflow.reading import ListQuery, Reading
from desktop_biller.workflow.statements.batch import issue_statements
from desktop_biller.workflow.statements.due import statement_due
from desktop_biller.workflow.statements.due_list import (
    DueRow,
    DueRules,
    DueTotals,
    due_accounts,
    statement_due_ids,
    statement_due_rows,
    statement_due_totals,
)
from desktop_biller.workflow.statements.history import (
    StatementBatch,
    statement_batches,
    statement_history_ids,
    statement_history_rows,
)
from desktop_biller.workflow.statements.preview import statement_preview
from tests.office import Office

FIRST = dt.date(2026, 3, 2)


def owing(office: Office, cents: int, last: str = "Delgado") -> PatientRegistered:
    """A self-pay patient who owes so much."""
    patient = office.patient(name={"last": last, "first": "Rosa"}, not_a_duplicate=True)
    office.visit(patient.patient_id, ("G0101", cents))
    return patient


def shown(office: Office, **query: object) -> list[str]:
    ids = statement_due_ids(office.ws, ListQuery(**query))  # type: ignore[arg-type]  # plain values
    return [row.name for row in statement_due_rows(office.ws, ids)]


def row_of(office: Office, guarantor_id: int, rules: DueRules = DueRules()) -> DueRow:  # noqa: B008 -- frozen
    (row,) = statement_due_rows(office.ws, [guarantor_id], rules)
    return row


def agrees(office: Office) -> None:
    """The list says of every account what the account itself says."""
    with office.ws.db.reading() as session:
        now = office.ws.clock.now()
        rd = Reading(session, office.ws.actor, office.ws.catalogue, now, now.date())
        listed = {a.guarantor_id: a.due_cents for a in due_accounts(rd) if a.is_due}
        alone = {key: statement_due(rd, key) for key in session.scalars(sa.select(Guarantor.id))}
    assert listed == {key: cents for key, cents in alone.items() if cents}


# --- Who is due ---------------------------------------------------------------------------------


def test_a_row_tells_whom_a_statement_goes_to_and_what_it_asks(office: Office) -> None:
    patient = owing(office, 15000)
    office.on(FIRST + dt.timedelta(days=12))
    assert row_of(office, patient.guarantor_id) == DueRow(
        guarantor_id=patient.guarantor_id,
        name="Delgado, Rosa",
        account=patient.account,
        balance_cents=15000,
        pending_cents=0,
        last_sent=None,
        oldest_days=12,
        is_due=True,
        held="",
        remedy="",
    )
    agrees(office)


def test_r70_an_account_that_waits_for_insurance_is_held_until_the_answer(office: Office) -> None:
    registered = office.insured_patient()
    visit = office.visit(registered.patient_id, ("G0439", 18500))
    assert shown(office) == []  # the patient owes nothing yet
    claim = office.claim(visit)
    office.remit(claim.claim_id, (0, "CO-16 15500, PR-3 3000"))
    row = row_of(office, registered.guarantor_id)
    assert (row.held, row.balance_cents, row.pending_cents) == ("Waits for insurance", 0, 18500)
    assert row.remedy
    agrees(office)
    other = office.insured_patient()
    claim = office.claim(office.visit(other.patient_id, ("G0439", 18500)))
    office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"), reference="2")
    row = row_of(office, other.guarantor_id)
    assert (row.is_due, row.balance_cents, row.pending_cents) == (True, 3000, 0)
    agrees(office)


def test_what_waits_is_told_beside_what_is_due(office: Office) -> None:
    registered = office.insured_patient()
    office.visit(registered.patient_id, ("G0439", 18500))
    office.visit(registered.patient_id, ("P9612", 1500), self_pay=True)
    row = row_of(office, registered.guarantor_id)
    assert (row.is_due, row.balance_cents, row.pending_cents) == (True, 1500, 18500)
    agrees(office)


def test_credit_is_taken_off_and_an_account_that_is_covered_is_not_listed(office: Office) -> None:
    one, other = owing(office, 2000), owing(office, 2000)
    office.pay(one.patient_id, 700, "prepayment")
    office.pay(other.patient_id, 2000, "prepayment")
    assert row_of(office, one.guarantor_id).balance_cents == 1300
    assert statement_due_rows(office.ws, [other.guarantor_id]) == ()
    agrees(office)


def test_x24_small_and_recent_ones_are_held_with_the_reason(office: Office) -> None:
    small, recent = owing(office, 499), owing(office, 500)
    office.statement(recent.guarantor_id)
    assert row_of(office, recent.guarantor_id).held == "Sent today"
    office.on(FIRST + dt.timedelta(days=27))
    assert row_of(office, small.guarantor_id).held == "Below $5.00"
    assert row_of(office, recent.guarantor_id).held == "Sent 27 days ago"
    assert row_of(office, recent.guarantor_id).last_sent == FIRST
    agrees(office)
    office.on(FIRST + dt.timedelta(days=28))
    assert row_of(office, recent.guarantor_id).is_due
    agrees(office)


def test_the_lists_own_rules_go_before_the_practices(office: Office) -> None:
    small, recent = owing(office, 300), owing(office, 5000)
    office.statement(recent.guarantor_id)
    office.on(FIRST + dt.timedelta(days=14))
    rules = DueRules(minimum_cents=300, days=14)
    assert row_of(office, small.guarantor_id, rules).is_due
    assert row_of(office, recent.guarantor_id, rules).is_due
    assert row_of(office, small.guarantor_id, DueRules(minimum_cents=301)).held == "Below $3.01"


def test_without_an_address_no_statement_goes_out(office: Office) -> None:
    patient = owing(office, 5000)
    with office.ws.db.writing() as session:
        session.execute(sa.update(Guarantor).values(zip_code=""))
    assert row_of(office, patient.guarantor_id).held == "Address incomplete"


# --- The list -----------------------------------------------------------------------------------


def test_those_who_are_due_come_first_by_name_and_filters_narrow(office: Office) -> None:
    for last, cents in (("Adams", 100), ("Clark", 2000), ("Brown", 9000), ("Łopez", 3000)):
        owing(office, cents, last)
    names = ["Brown, Rosa", "Clark, Rosa", "Łopez, Rosa", "Adams, Rosa"]
    assert shown(office) == names
    assert shown(office, shown="due") == names[:3]
    assert shown(office, shown="held") == names[3:]
    assert shown(office, text="lop ros") == ["Łopez, Rosa"]
    assert shown(office, text="opez") == []
    account = row_of(office, statement_due_ids(office.ws, ListQuery(text="clark"))[0]).account
    assert shown(office, text=account) == ["Clark, Rosa"]


def test_the_list_is_ordered_by_every_column_both_ways(office: Office) -> None:
    for last, cents in (("Clark", 1000), ("Adams", 3000), ("Brown", 2000)):
        owing(office, cents, last)
    assert shown(office, sort="balance") == ["Clark, Rosa", "Brown, Rosa", "Adams, Rosa"]
    assert shown(office, sort="name", descending=True)[0] == "Clark, Rosa"
    for column in ("account", "pending", "last_sent", "days", "state"):
        assert len(shown(office, sort=column)) == 3
    assert shown(office, sort="account")[0] == "Clark, Rosa"
    office.on(FIRST + dt.timedelta(days=5))
    owing(office, 4000, "Dunn")
    assert shown(office, sort="days")[0] == "Dunn, Rosa"
    assert shown(office, sort="days", descending=True)[-1] == "Dunn, Rosa"


def test_totals_tell_how_many_are_due_and_what_they_owe(office: Office) -> None:
    owing(office, 2000)
    owing(office, 100)
    assert statement_due_totals(office.ws, ListQuery()) == DueTotals(2, 1, 2000, 0)
    assert statement_due_totals(office.ws, ListQuery(text="nobody")) == DueTotals(0, 0, 0, 0)


# --- A look, and a batch ------------------------------------------------------------------------


def test_p11_a_preview_is_drawn_on_the_record_and_uses_no_number_up(office: Office) -> None:
    patient = owing(office, 5000)
    assert statement_preview(office.ws, patient.guarantor_id).startswith(b"%PDF")
    with office.ws.db.reading() as session:
        last = session.scalars(sa.select(AuditRow).order_by(AuditRow.seq.desc())).first()
        assert session.scalar(sa.select(sa.func.count()).select_from(Document)) == 0
    assert last is not None
    assert (last.event, last.patient_id) == ("statement.viewed", patient.patient_id)
    assert office.statement(patient.guarantor_id).paper.number == "2026-00001"


def test_a_read_only_practice_shows_a_preview_without_a_trace(office: Office) -> None:
    patient = owing(office, 5000)
    before = office.fingerprint()
    office.ws.db.read_only = True
    assert statement_preview(office.ws, patient.guarantor_id).startswith(b"%PDF")
    office.ws.db.read_only = False
    assert office.fingerprint() == before


def test_where_nothing_is_due_there_is_nothing_to_look_at(office: Office) -> None:
    patient = office.patient()
    with office.refusing("Nothing is due"):
        statement_preview(office.ws, patient.guarantor_id)
    with office.refusing("no guarantor number 99"):
        statement_preview(office.ws, 99)


def test_a_batch_makes_all_it_can_and_says_why_not_the_rest(office: Office) -> None:
    fine, small, gone = owing(office, 5000), owing(office, 100), office.patient()
    steps: list[tuple[int, int]] = []
    job = JobControl(lambda done, total, _text: steps.append((done, total)))
    ids = [fine.guarantor_id, small.guarantor_id, gone.guarantor_id, fine.guarantor_id]
    made = issue_statements(office.ws, ids, job)
    assert [paper.number for paper in made.papers] == ["2026-00001"]
    assert made.amount_due_cents == 5000
    assert [(n.guarantor_id, n.words.split(".")[0]) for n in made.not_made] == [
        (small.guarantor_id, "Below $5"),
        (gone.guarantor_id, "Nothing is due from this account now"),
    ]
    assert steps[-1] == (3, 3)
    assert office.findings() == []


def test_a_batch_by_the_lists_own_rules_makes_what_the_list_showed(office: Office) -> None:
    small, recent = owing(office, 300), owing(office, 5000)
    office.statement(recent.guarantor_id)
    office.on(FIRST + dt.timedelta(days=14))
    ids = [small.guarantor_id, recent.guarantor_id]
    made = issue_statements(office.ws, ids, JobControl(), DueRules(minimum_cents=300, days=14))
    assert (len(made.papers), made.not_made) == (2, ())
    again = issue_statements(office.ws, ids, JobControl(), DueRules(minimum_cents=300, days=14))
    assert [held.words.split(".")[0] for held in again.not_made] == ["Sent today"] * 2


def test_cancel_leaves_what_was_made_and_says_how_many(office: Office) -> None:
    ids = [owing(office, 5000).guarantor_id for _ in range(3)]
    job = JobControl(lambda done, _total, _text: job.cancel() if done == 0 else None)
    with pytest.raises(Cancelled) as caught:
        issue_statements(office.ws, ids, job)
    assert caught.value.result == "1 of 3 made; 2 still due."
    assert len(statement_due_ids(office.ws, ListQuery(shown="due"))) == 2


def test_who_may_not_bill_makes_no_batch(office: Office) -> None:
    patient = owing(office, 5000)
    with office.acting_as("auditor"), pytest.raises(PermissionDeniedError):
        issue_statements(office.ws, [patient.guarantor_id], JobControl())


# --- What was made ------------------------------------------------------------------------------


def test_the_history_tells_batches_and_their_statements(office: Office) -> None:
    first, second = owing(office, 5000, "Clark"), owing(office, 700, "Adams")
    issue_statements(office.ws, [first.guarantor_id, second.guarantor_id], JobControl())
    office.on(FIRST + dt.timedelta(days=30))
    office.statement(first.guarantor_id)
    assert statement_batches(office.ws) == (
        StatementBatch(FIRST + dt.timedelta(days=30), "Thuy Nguyen", 1, 5000),
        StatementBatch(FIRST, "Thuy Nguyen", 2, 5700),
    )
    ids = statement_history_ids(office.ws, ListQuery(shown="2026-03-02", sort="name"))
    rows = statement_history_rows(office.ws, ids)
    assert [(row.name, row.number, row.amount_due_cents) for row in rows] == [
        ("Adams, Rosa", "2026-00002", 700),
        ("Clark, Rosa", "2026-00001", 5000),
    ]
    for text in ("ada", "2026-00002", second.account):
        assert len(statement_history_ids(office.ws, ListQuery(text=text))) == 1
    assert statement_history_ids(office.ws, ListQuery(text="***")) == ()


def test_a_refused_statement_is_told_in_whole_sentences(office: Office) -> None:
    patient = office.patient()
    made = issue_statements(office.ws, [patient.guarantor_id], JobControl())
    with pytest.raises(RefusedError) as caught:
        office.statement(patient.guarantor_id)
    assert made.not_made[0].words == str(caught.value)
