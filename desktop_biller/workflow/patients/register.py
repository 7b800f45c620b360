"""Registering a patient and the person who answers for the bill."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.terms import Sex
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Provider
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    next_number,
    use_case,
)
from desktop_biller.workflow.workspace import Kind

_FIRST_ACCOUNT = 10_000
_LONGEST_LIFE_YEARS = 130


class RegisterPatient(Command, frozen=True, kw_only=True):
    """A new patient. Without ``guarantor_id`` the patient answers for the own bill."""

    name: inputs.NameInput
    birth_date: dt.date
    sex: Sex
    address: inputs.AddressInput
    phone: str = ""
    email: Annotated[str, Meta(max_length=80)] = ""
    guarantor_id: RowId | None = None
    guarantor: inputs.NameInput | None = None
    provider_id: RowId | None = None
    language: Literal["en", "es"] = "en"
    not_a_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class PatientRegistered:
    """The patient is kept; ``account`` is the guarantor's account number."""

    patient_id: int
    guarantor_id: int
    account: str
    changed: frozenset[Kind] = frozenset({Kind.PATIENT})


@use_case(Permission.REGISTER_PATIENTS, "patient.registered")
def register_patient(tx: Transaction, command: RegisterPatient) -> PatientRegistered:
    """Register a patient; a second one of the same name and birth date is refused."""
    name, address = command.name.columns(), command.address.columns()
    refuse_impossible_birth(tx.today, command.birth_date, effect="The patient was not saved.")
    if not command.not_a_duplicate:
        refuse_duplicate(tx, name["last"], name["first"], command.birth_date)
    if command.provider_id is not None:
        by_id(tx, Provider, command.provider_id, "provider")
    phone = inputs.optional_phone(command.phone)
    guarantor = _guarantor(tx, command, address, phone)
    patient = Patient(
        **name,
        **address,
        guarantor_id=guarantor.id,
        provider_id=command.provider_id,
        birth_date=command.birth_date,
        sex=command.sex,
        phone=phone,
        email=inputs.optional_email(command.email),
        language=command.language,
    )
    patient.keep_searchable()
    tx.session.add(patient)
    tx.session.flush()
    tx.about(f"patient {patient.id}", patient_id=patient.id)
    return PatientRegistered(
        patient_id=patient.id, guarantor_id=guarantor.id, account=guarantor.account
    )


def _guarantor(
    tx: Transaction, command: RegisterPatient, address: dict[str, str], phone: str
) -> Guarantor:
    if command.guarantor_id is not None:
        return by_id(tx, Guarantor, command.guarantor_id, "guarantor")
    person = command.guarantor or command.name
    guarantor = Guarantor(
        **person.columns(),
        **address,
        phone=phone,
        account=str(_FIRST_ACCOUNT + next_number(tx, "account")),
    )
    guarantor.keep_searchable()
    tx.session.add(guarantor)
    tx.session.flush()
    return guarantor


def refuse_impossible_birth(today: dt.date, born: dt.date, *, effect: str) -> None:
    """Let a birth date pass that a living person may have.

    Raises:
        InputError: it is in the future, or too long ago.
    """
    if born > today or born.year < today.year - _LONGEST_LIFE_YEARS:
        raise InputError(
            f"A birth date of {us_date(born)} is not possible.",
            effect=effect,
            remedy="Check the year.",
            field="birth_date",
        )


def refuse_duplicate(
    tx: Transaction, last: str, first: str, born: dt.date, *, besides: int | None = None
) -> None:
    """Let a name and birth date pass that no patient has but ``besides``.

    Raises:
        RefusedError: a patient of that name and birth date is registered.
    """
    # Compared here: SQLite's own lower() knows no letter beyond A to Z.
    known = tx.session.execute(
        sa.select(Patient.last, Patient.first).where(
            Patient.birth_date == born, Patient.id != (besides or 0)
        )
    )
    wanted = (last.casefold(), first.casefold())
    if any((row.last.casefold(), row.first.casefold()) == wanted for row in known):
        raise RefusedError(
            f"{first} {last}, born {us_date(born)}, is already registered.",
            effect="No second patient was saved.",
            remedy="Open the patient who is there, or say that this is another person.",
            field="name",
        )
