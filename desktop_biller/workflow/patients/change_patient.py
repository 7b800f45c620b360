"""Changing a patient's details, and what is kept of them elsewhere."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.terms import Sex
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Provider
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.patients.register import refuse_duplicate, refuse_impossible_birth
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    refuse_stale,
    use_case,
)
from desktop_biller.workflow.workspace import Kind

_NOT_SAVED = "The change was not saved."


class ChangePatient(Command, frozen=True, kw_only=True):
    """All details of a patient as they shall be; ``version`` is the one they were read with.

    ``guarantor_id`` moves the patient to another account; left out, the account stays.
    """

    patient_id: RowId
    version: Annotated[int, Meta(ge=1)]
    name: inputs.NameInput
    birth_date: dt.date
    death_date: dt.date | None = None
    sex: Sex
    address: inputs.AddressInput
    phone: str = ""
    email: Annotated[str, Meta(max_length=80)] = ""
    guarantor_id: RowId | None = None
    provider_id: RowId | None = None
    language: Literal["en", "es"] = "en"
    not_a_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class PatientChanged:
    """The details are kept; ``version`` is the new one."""

    patient_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.PATIENT, Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "patient.changed")
def change_patient(tx: Transaction, command: ChangePatient) -> PatientChanged:
    """Change a patient's details; where the patient is guarantor or insured, there as well."""
    patient = by_id(tx, Patient, command.patient_id, "patient")
    refuse_stale(patient.version, command.version)
    name, address = command.name.columns(), command.address.columns()
    refuse_impossible_birth(tx.today, command.birth_date, effect=_NOT_SAVED)
    _refuse_dates_of_visits(tx, command)
    is_new = (name["last"], name["first"], command.birth_date) != (
        patient.last,
        patient.first,
        patient.birth_date,
    )
    if is_new and not command.not_a_duplicate:
        refuse_duplicate(tx, name["last"], name["first"], command.birth_date, besides=patient.id)
    if command.provider_id is not None:
        by_id(tx, Provider, command.provider_id, "provider")
    phone = inputs.optional_phone(command.phone)
    guarantor = tx.session.get_one(Guarantor, patient.guarantor_id)
    if _is_same_person(guarantor, patient):
        _write(guarantor, {**name, **address, "phone": phone})
        guarantor.keep_searchable()
    _change_insured(
        tx,
        patient,
        {
            **name,
            **address,
            "phone": phone,
            "birth_date": command.birth_date,
            "sex": command.sex,
        },
    )
    if command.guarantor_id is not None:
        patient.guarantor_id = by_id(tx, Guarantor, command.guarantor_id, "guarantor").id
    _write(
        patient,
        {
            **name,
            **address,
            "birth_date": command.birth_date,
            "death_date": command.death_date,
            "sex": command.sex,
            "phone": phone,
            "email": inputs.optional_email(command.email),
            "provider_id": command.provider_id,
            "language": command.language,
        },
    )
    patient.keep_searchable()
    tx.session.flush()
    tx.about(f"patient {patient.id}", patient_id=patient.id)
    return PatientChanged(patient_id=patient.id, version=patient.version)


def _is_same_person(guarantor: Guarantor, patient: Patient) -> bool:
    """A guarantor has no birth date: name and address are what tells a patient's own account."""
    parts = ("last", "first", "middle", "suffix", "line1", "zip_code")
    return all(getattr(guarantor, part) == getattr(patient, part) for part in parts)


def _change_insured(tx: Transaction, patient: Patient, values: dict[str, object]) -> None:
    """The patient's own plans that have not ended; claims that were made keep their facts."""
    plans = tx.session.scalars(
        sa.select(Coverage).where(
            Coverage.patient_id == patient.id,
            Coverage.relationship == "self",
            sa.or_(Coverage.effective_to.is_(None), Coverage.effective_to >= tx.today),
        )
    )
    for plan in plans:
        _write(plan, values)


def _write(row: Patient | Guarantor | Coverage, values: dict[str, object]) -> None:
    for column, value in values.items():
        setattr(row, column, value)


def _refuse_dates_of_visits(tx: Transaction, command: ChangePatient) -> None:
    """Let dates of birth and death pass that fit each other and every visit (R06a)."""
    died = command.death_date
    if died is not None and not command.birth_date <= died <= tx.today:
        raise InputError(
            f"A date of death of {us_date(died)} is not possible.",
            effect=_NOT_SAVED,
            remedy="Check the date; it lies between the birth and today.",
            field="death_date",
        )
    of_patient = Encounter.patient_id == command.patient_id
    day = Encounter.service_date
    first = tx.session.scalar(sa.select(sa.func.min(day)).where(of_patient))
    last = tx.session.scalar(sa.select(sa.func.max(day)).where(of_patient))
    if first is not None and first < command.birth_date:
        raise RefusedError(
            f"There is a visit on {us_date(first)}, before that birth date.",
            effect=_NOT_SAVED,
            remedy="Check the birth date.",
            field="birth_date",
        )
    if died is not None and last is not None and last > died:
        raise RefusedError(
            f"There is a visit on {us_date(last)}, after that date.",
            effect=_NOT_SAVED,
            remedy="Check the date of death.",
            field="death_date",
        )
