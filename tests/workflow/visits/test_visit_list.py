import datetime as dt

import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.statements.invoice import IssueInvoice, issue_invoice
from desktop_biller.workflow.visits.visit_details import visit_details
from desktop_biller.workflow.visits.visit_list import (
    VisitTotals,
    visit_ids,
    visit_rows,
    visit_totals,
)
from tests.office import Office, command


def shown(office: Office, **query: object) -> tuple[int, ...]:
    return visit_ids(office.ws, ListQuery(**query))  # type: ignore[arg-type]  # plain words of a test


def states(office: Office) -> list[str]:
    return [row.state_words for row in visit_rows(office.ws, shown(office, sort="date"))]


def test_a_row_tells_who_was_seen_for_what_and_who_is_billed(office: Office) -> None:
    patient = office.insured_patient(name={"last": "Zieliński", "first": "Łucja", "middle": "M"})
    visit = office.visit(patient.patient_id, ("G0439", 18500), ("P9612", 1500))
    (row,) = visit_rows(office.ws, [visit.encounter_id])
    assert (row.patient, row.account) == ("Zieliński, Łucja M", patient.account)
    assert (row.service_date, row.provider) == (dt.date(2026, 3, 2), "Elena Park, MD")
    assert (row.payer, row.diagnoses) == ("Blue Harbor Health", ("E11.9", "I10"))
    assert (row.lines, row.charge_cents, row.claim_id) == (2, 20000, None)


def test_the_state_follows_the_visit_from_nothing_to_the_insurers_answer(office: Office) -> None:
    visit = office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    assert states(office) == ["Not billed"]
    claim = office.claim(visit)
    assert states(office) == ["Claim ready"]
    office.remit(claim.claim_id, (0, "CO-16 18500"))
    assert states(office) == ["Denied"]


def test_what_the_patient_pays_alone_is_billed_by_an_invoice_or_paid_at_once(
    office: Office,
) -> None:
    patient = office.patient().patient_id
    first = office.visit(patient, ("G0439", 18500))
    assert shown(office, shown="not_billed") == (first.encounter_id,)
    issue_invoice(office.ws, command(IssueInvoice, encounter_ids=[first.encounter_id]))
    assert states(office) == ["Invoiced"]
    second = office.visit(office.patient().patient_id, ("P9612", 1500))
    office.pay(2, 1500, "account")
    assert states(office) == ["Invoiced", "Paid"]
    assert second.encounter_id not in shown(office, shown="not_billed")


def test_lists_show_today_the_last_year_or_all(office: Office) -> None:
    patient = office.patient().patient_id
    days = ("2020-05-04", "2026-01-05", "2026-03-02")
    old, recent, today = (
        office.visit(patient, ("G0439", 100), service_date=day).encounter_id for day in days
    )
    assert shown(office) == (today, recent)
    assert shown(office, shown="today") == (today,)
    assert shown(office, shown="all") == (today, recent, old)


def test_each_typed_word_must_begin_a_name_or_be_in_the_account(office: Office) -> None:
    zofia = office.patient(name={"last": "Zieliński", "first": "Zofia"})
    jan = office.patient(name={"last": "Zieliński", "first": "Jan"})
    one, two = (office.visit(p.patient_id, ("G0439", 100)).encounter_id for p in (zofia, jan))
    assert set(shown(office, text="zielin")) == {one, two}
    assert shown(office, text="ZOF ziel") == (one,)
    assert shown(office, text=jan.account) == (two,)
    assert shown(office, text="inski") == ()
    assert shown(office, text="100%_") == ()


def test_lists_are_ordered_in_sql_by_every_column_both_ways(office: Office) -> None:
    for last, cents in (("Brown", 300), ("Adams", 200), ("Clark", 100)):
        office.visit(office.patient(name={"last": last, "first": "X"}).patient_id, ("G0439", cents))
    assert shown(office, sort="patient") == (2, 1, 3)
    assert shown(office, sort="charge") == (3, 2, 1)
    assert shown(office, sort="charge", descending=True) == (1, 2, 3)
    for column in ("date", "provider", "state"):
        assert shown(office, sort=column) == (1, 2, 3)
        assert shown(office, sort=column, descending=True) == (3, 2, 1)


def test_totals_count_all_rows_of_the_filter(office: Office) -> None:
    for last, cents in (("Brown", 300), ("Adams", 200)):
        office.visit(office.patient(name={"last": last, "first": "X"}).patient_id, ("G0439", cents))
    assert visit_totals(office.ws, ListQuery()) == VisitTotals(2, 500)
    assert visit_totals(office.ws, ListQuery(text="bro")) == VisitTotals(1, 300)
    assert visit_totals(office.ws, ListQuery(text="nobody")) == VisitTotals(0, 0)


def test_rows_come_in_the_order_of_their_ids_and_lost_ones_are_left_out(office: Office) -> None:
    patient = office.patient().patient_id
    for _ in range(3):
        office.visit(patient, ("G0439", 100))
    assert [row.encounter_id for row in visit_rows(office.ws, [3, 99, 1])] == [3, 1]


def test_a_visit_in_full_names_diagnoses_lines_and_claims(office: Office) -> None:
    visit = office.visit(
        office.insured_patient().patient_id,
        lines=[{"code": "G0439", "pointers": [2, 1], "modifiers": ["25"]}],
    )
    office.claim(visit)
    told = visit_details(office.ws, visit.encounter_id)
    assert [(d.letter, d.code, d.title) for d in told.diagnoses] == [
        ("A", "E11.9", "Type 2 diabetes mellitus without complications"),
        ("B", "I10", "Essential (primary) hypertension"),
    ]
    (line,) = told.lines
    assert (line.pointers, line.modifiers, line.words) == ("BA", ("25",), "Yearly wellness visit")
    assert (line.insurance_open_cents, line.patient_open_cents) == (18500, 0)
    assert [(c.number, c.payer, c.state) for c in told.claims] == [
        ("C000001", "Blue Harbor Health", "ready")
    ]
    assert told.charge_cents == 18500
    with office.refusing("no visit number 99"):
        visit_details(office.ws, 99)


def test_who_may_not_see_patients_sees_no_visit(office: Office) -> None:
    with office.acting_as("visitor"), pytest.raises(PermissionDeniedError):
        visit_ids(office.ws, ListQuery())
