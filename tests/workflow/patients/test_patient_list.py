import datetime as dt

import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.workflow.patients.patient_list import (
    SORTS,
    age_in_years,
    patient_ids,
    patient_rows,
    patient_totals,
)
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office

PEOPLE = (
    # last, first, middle, born, phone, member
    ("Smith", "Jonathan", "", "1965-03-08", "(937) 555-0142", "W2084 55713"),
    ("Smith", "Judith", "", "1977-10-19", "(937) 555-0199", "XQ1234567"),
    ("Smithers", "Joan", "", "1956-01-30", "", ""),
    ("Zielińska", "Łucja", "", "1968-03-04", "(614) 222-3344", ""),
    ("O’Brien-Núñez", "Mary", "Jo", "2001-12-31", "", ""),
    ("De La Cruz", "Inés", "", "1990-07-07", "", "DX99"),
)


@pytest.fixture
def crowd(office: Office) -> dict[int, str]:
    """Six people by id."""
    found = {}
    for last, first, middle, born, phone, member in PEOPLE:
        patient = office.patient(
            name={"last": last, "first": first, "middle": middle}, birth_date=born, phone=phone
        ).patient_id
        if member:
            office.coverage(patient, member_id=member)
        found[patient] = first
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("smi", ["Joan", "Jonathan", "Judith"]),
        ("SMI J", ["Joan", "Jonathan", "Judith"]),
        ("smith, jon", ["Jonathan"]),
        ("jon smi", ["Jonathan"]),
        ("judith", ["Judith"]),
        ("zielinska", ["Łucja"]),
        ("Zielińska", ["Łucja"]),
        ("lucja z", ["Łucja"]),
        ("obrien", ["Mary"]),
        ("o'brien nunez", ["Mary"]),
        ("nunez mary jo", ["Mary"]),
        ("cruz", ["Inés"]),
        ("de la cruz ines", ["Inés"]),
        ("mith", []),
        ("3/8/1965", ["Jonathan"]),
        ("03/08/1965", ["Jonathan"]),
        ("3-8-65", ["Jonathan"]),
        ("03081965", ["Jonathan"]),
        ("1965-03-08", ["Jonathan"]),
        ("smith 10/19/1977", ["Judith"]),
        ("smith 3/4/1968", []),
        ("3/4/1968", ["Łucja"]),
        ("12/31/01", ["Mary"]),
        ("9375550142", ["Jonathan"]),
        ("(937) 555-0199", ["Judith"]),
        ("555-0142", ["Jonathan"]),
        ("937 555", ["Jonathan", "Judith"]),
        ("3344", ["Łucja"]),
        ("10003", ["Joan"]),
        ("w2084", ["Jonathan"]),
        ("W2084 55713", ["Jonathan"]),
        ("w208455713", ["Jonathan"]),
        ("dx99", ["Inés"]),
        ("13/45/1968", []),
        ("99999999", []),
        ("%", None),
        ("_mith", []),
        ("   ", None),
    ],
)
def test_people_are_found_by_what_is_typed(
    text: str, wanted: list[str] | None, office: Office, crowd: dict[int, str]
) -> None:
    found = [crowd[patient] for patient in patient_ids(office.ws, ListQuery(text))]
    # Nothing but marks asks for nothing: all are shown.
    assert sorted(found) == sorted(crowd.values() if wanted is None else wanted)
    totals = patient_totals(office.ws, ListQuery(text))
    assert totals.count == len(found)


def test_a_year_of_two_digits_is_never_to_come(office: Office) -> None:
    old = office.patient(birth_date="1927-05-05").patient_id
    young = office.patient(birth_date="2026-01-05").patient_id
    assert patient_ids(office.ws, ListQuery("5/5/27")) == (old,)
    assert patient_ids(office.ws, ListQuery("1/5/26")) == (young,)


def test_a_pasted_page_neither_finds_nor_fails(office: Office, crowd: dict[int, str]) -> None:
    del crowd
    assert patient_ids(office.ws, ListQuery("smith " * 20_000)) != ()
    assert patient_ids(office.ws, ListQuery("9" * 100_000)) == ()
    assert patient_ids(office.ws, ListQuery("'; DROP TABLE patient; --")) == ()


def test_a_row_tells_who_it_is_and_what_is_open(office: Office) -> None:
    patient = office.insured_patient(
        name={"last": "Delgado", "first": "Rosa", "middle": "M"}, phone="(937) 555-0142"
    ).patient_id
    office.visit(patient, ("G0101", 15000))
    alone = office.patient().patient_id
    office.visit(alone, ("P9612", 1500), service_date="2026-02-20")
    row, other = patient_rows(office.ws, [patient, alone])
    assert (row.name, row.phone, row.account) == ("Delgado, Rosa M", "9375550142", "10001")
    assert (row.payer, row.insurance_cents, row.patient_cents) == ("Blue Harbor Health", 15000, 0)
    assert (row.age, row.sex, row.last_visit) == (57, "F", dt.date(2026, 3, 2))
    assert (other.payer, other.patient_cents, other.open_cents) == ("", 1500, 1500)
    assert other.last_visit == dt.date(2026, 2, 20)


def test_rows_come_in_the_order_of_the_ids_and_nobody_else_comes(office: Office) -> None:
    ids = [office.patient().patient_id for _ in range(3)]
    asked = [ids[2], 99, ids[0]]
    rows = patient_rows(office.ws, asked)
    assert [row.patient_id for row in rows] == [ids[2], ids[0]]
    assert patient_rows(office.ws, []) == ()


def test_the_payer_is_the_one_of_today(office: Office) -> None:
    other = office.payer("Second Shore")
    patient = office.patient().patient_id
    office.coverage(patient, effective_from="2025-01-01", effective_to="2026-03-01")
    office.coverage(patient, rank=2, payer_id=other, effective_from="2025-01-01")
    assert patient_rows(office.ws, [patient])[0].payer == "Second Shore"
    office.on(dt.date(2026, 3, 1))
    assert patient_rows(office.ws, [patient])[0].payer == "Blue Harbor Health"


def test_only_patients_with_a_balance_may_be_shown(office: Office) -> None:
    owing = office.patient().patient_id
    office.visit(owing, ("G0101", 15000))
    insured = office.insured_patient().patient_id
    office.visit(insured, ("P9612", 1500))
    paid = office.patient().patient_id
    office.visit(paid, ("P9612", 1500))
    office.pay(paid, 1500, "account")
    query = ListQuery(shown="balance")
    assert patient_ids(office.ws, query) == (owing, insured)
    totals = patient_totals(office.ws, query)
    assert (totals.count, totals.patient_cents, totals.insurance_cents) == (2, 15000, 1500)
    assert patient_totals(office.ws, ListQuery()).count == 3


def test_each_column_orders_the_list_both_ways_blanks_last(office: Office) -> None:
    one = office.patient(
        name={"last": "Alder", "first": "Ann"}, birth_date="1970-01-01", phone="9375550102"
    ).patient_id
    two = office.patient(
        name={"last": "Birch", "first": "Bea"}, birth_date="1960-01-01", phone="9375550101"
    ).patient_id
    none = office.patient(name={"last": "Cedar", "first": "Cy"}, birth_date="1980-01-01").patient_id
    second = office.payer("Zenith Health")
    office.coverage(one, payer_id=second)
    office.coverage(two)
    office.visit(one, ("G0101", 500), service_date="2026-02-02")
    office.visit(two, ("G0101", 900), service_date="2026-01-02")
    expected = {
        "name": ([one, two, none], [none, two, one]),
        "birth_date": ([two, one, none], [none, one, two]),
        "phone": ([two, one, none], [one, two, none]),
        "payer": ([two, one, none], [one, two, none]),
        "balance": ([one, two, none], [two, one, none]),
        "last_visit": ([two, one, none], [one, two, none]),
    }
    assert set(expected) == set(SORTS)
    for sort, orders in expected.items():
        for descending, order in zip((False, True), orders, strict=True):
            query = ListQuery(sort=sort, descending=descending)
            assert patient_ids(office.ws, query) == tuple(order), query
    assert patient_ids(office.ws, ListQuery()) == (one, two, none)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2000-02-29", "2026-02-28", 25),
        ("2000-02-29", "2026-03-01", 26),
        ("2025-12-31", "2026-01-01", 0),
        ("1968-04-12", "2026-04-11", 57),
        ("1968-04-12", "2026-04-12", 58),
    ],
)
def test_an_age_counts_whole_years(born: str, day: str, age: int) -> None:
    assert age_in_years(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


def test_only_who_may_look_patients_up_sees_the_list(office: Office) -> None:
    with office.acting_as("provider"):
        assert patient_ids(office.ws, ListQuery()) == ()
    with office.acting_as("visitor"), pytest.raises(PermissionDeniedError):
        patient_ids(office.ws, ListQuery())
