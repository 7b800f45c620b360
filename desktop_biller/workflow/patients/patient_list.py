"""The list of patients: which of them, in what order, and what each row shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.facts.people import PersonName
from desktop_biller.foundation.terms import Sex
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.patients.search import matching, understood
from desktop_biller.workflow.reading import ListQuery, Readable, Reading, question

SORTS = ("name", "birth_date", "phone", "payer", "balance", "last_visit")
"""Columns by which the list can be ordered; blank is by name."""

_NIL: sa.ColumnClause[int] = sa.literal_column("0")
_OPEN = sa.or_(LineBalance.insurance_cents != _NIL, LineBalance.patient_cents != _NIL)
"""As the partial index has it; with a bound nil it would not be used."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One patient in a list. Cents.

    Attributes:
        name: as filed, ``Delgado, Rosa M``.
        age: whole years today, or at death.
        account: chart number, that of the guarantor's account.
        payer: who is billed first today; blank for a patient without a plan in force.
    """

    patient_id: int
    name: str
    birth_date: dt.date
    age: int
    sex: Sex
    phone: str
    account: str
    payer: str
    patient_cents: int
    insurance_cents: int
    last_visit: dt.date | None

    @property
    def open_cents(self) -> int:
        """What patient and insurers owe together."""
        return self.patient_cents + self.insurance_cents


@dataclass(frozen=True, slots=True)
class PatientTotals:
    """How many patients answer to a filter, and what is open on them. Cents."""

    count: int
    patient_cents: int
    insurance_cents: int


@question(Permission.SEE_PATIENTS)
def patient_ids(rd: Reading, query: ListQuery) -> tuple[int, ...]:
    """The patients that a filter asks for, in its order; ties are by name."""
    column = _sort_column(query.sort or "name", rd.today)
    # Who has no value stands at the end in either direction, as people look for those who do.
    order = [column.is_(None), column.desc() if query.descending else column]
    chosen = sa.select(Patient.id).where(_wanted(query, rd.today))
    ordered = chosen.order_by(*order, Patient.search_name, Patient.id)
    return tuple(rd.session.scalars(ordered))


@question(Permission.SEE_PATIENTS)
def patient_rows(rd: Reading, ids: Sequence[int]) -> tuple[PatientRow, ...]:
    """The rows of some patients, in the order of the ids; an id that is nobody's is left out."""
    return rows_of(rd, ids)


@question(Permission.SEE_PATIENTS)
def patient_totals(rd: Reading, query: ListQuery) -> PatientTotals:
    """How many patients a filter finds, and what is open on them."""
    wanted = _wanted(query, rd.today)
    count = rd.session.scalar(sa.select(sa.func.count(Patient.id)).where(wanted))
    sums = rd.session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(LineBalance.patient_cents), 0),
            sa.func.coalesce(sa.func.sum(LineBalance.insurance_cents), 0),
        )
        .join(Patient, Patient.id == LineBalance.patient_id)
        .where(_OPEN, wanted)
    ).one()
    return PatientTotals(int(count or 0), int(sums[0]), int(sums[1]))


def rows_of(rd: Readable, ids: Sequence[int]) -> tuple[PatientRow, ...]:
    """The rows of some patients by five questions, however many they are."""
    people = {
        row.Patient.id: row
        for row in rd.session.execute(
            sa.select(Patient, Guarantor.account)
            .join(Guarantor, Guarantor.id == Patient.guarantor_id)
            .where(Patient.id.in_(ids))
        )
    }
    payers = primary_payers(rd, ids)
    owed = {
        patient_id: (int(patient), int(insurance))
        for patient_id, patient, insurance in rd.session.execute(
            sa.select(
                LineBalance.patient_id,
                sa.func.sum(LineBalance.patient_cents),
                sa.func.sum(LineBalance.insurance_cents),
            )
            .where(LineBalance.patient_id.in_(ids), _OPEN)
            .group_by(LineBalance.patient_id)
        )
    }
    seen = dict(
        rd.session.execute(
            sa.select(Encounter.patient_id, sa.func.max(Encounter.service_date))
            .where(Encounter.patient_id.in_(ids))
            .group_by(Encounter.patient_id)
        ).all()
    )
    found = []
    for patient_id in ids:
        if patient_id not in people:
            continue
        patient, account = people[patient_id]
        patient_cents, insurance_cents = owed.get(patient_id, (0, 0))
        name = PersonName(patient.last, patient.first, patient.middle, patient.suffix)
        found.append(
            PatientRow(
                patient_id=patient_id,
                name=name.filed,
                birth_date=patient.birth_date,
                age=age_in_years(patient.birth_date, patient.death_date or rd.today),
                sex=patient.sex,
                phone=patient.phone,
                account=account,
                payer=payers.get(patient_id, ""),
                patient_cents=patient_cents,
                insurance_cents=insurance_cents,
                last_visit=seen.get(patient_id),
            )
        )
    return tuple(found)


def primary_payers(rd: Readable, ids: Sequence[int]) -> dict[int, str]:
    """Names of the payers that are billed first for a service of today, by patient."""
    rows = rd.session.execute(
        sa.select(Coverage.patient_id, Payer.name)
        .join(Payer, Payer.id == Coverage.payer_id)
        .where(Coverage.patient_id.in_(ids), in_force(rd.today))
        .order_by(Coverage.rank.desc())
    )
    return {patient_id: name for patient_id, name in rows}  # noqa: C416 -- dict() of rows is no typed dict


def in_force(day: dt.date) -> sa.ColumnElement[bool]:
    """The condition that a coverage is in force on a day."""
    return sa.and_(
        Coverage.effective_from <= day,
        sa.or_(Coverage.effective_to.is_(None), Coverage.effective_to >= day),
    )


def age_in_years(born: dt.date, day: dt.date) -> int:
    """Whole years; who was born on February 29 is a year older on March 1."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _wanted(query: ListQuery, today: dt.date) -> sa.ColumnElement[bool]:
    wanted = matching(understood(query.text, today))
    if query.shown == "balance":
        wanted = sa.and_(wanted, Patient.id.in_(sa.select(LineBalance.patient_id).where(_OPEN)))
    return wanted


def _sort_column(sort: str, today: dt.date) -> sa.ColumnElement[Any]:
    match sort:
        case "birth_date":
            return sa.type_coerce(Patient.birth_date, sa.Text)
        case "phone":
            return sa.func.nullif(Patient.phone, "")
        case "payer":
            return (
                sa.select(Payer.name)
                .join(Coverage, Coverage.payer_id == Payer.id)
                .where(Coverage.patient_id == Patient.id, in_force(today))
                .order_by(Coverage.rank)
                .limit(1)
                .scalar_subquery()
            )
        case "balance":
            return (
                sa.select(sa.func.sum(LineBalance.patient_cents + LineBalance.insurance_cents))
                .where(LineBalance.patient_id == Patient.id, _OPEN)
                .scalar_subquery()
            )
        case "last_visit":
            return (
                sa.select(sa.func.max(Encounter.service_date))
                .where(Encounter.patient_id == Patient.id)
                .scalar_subquery()
            )
        case _:
            return sa.type_coerce(Patient.search_name, sa.Text)
